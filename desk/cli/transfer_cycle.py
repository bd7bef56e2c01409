# SPDX-License-Identifier: Apache-2.0
"""``desk transfer inform | assess | void-…``: what comes before a notice of transfers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from desk.cli.app import PATH, Session, read_file, session
from desk.cli.law import read_day
from desk.domain.assessments import Assessment, BanMeasure, Feasibility, Party, Sufficiency
from desk.domain.canon import plain
from desk.domain.labels import label
from desk.domain.recipient_information import Information
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.codes import by_code
from desk.services.desk import Desk
from desk.services.names import DeskNames
from desk.services.transfer import assessments as acts
from desk.services.transfer.recipient_information import (
    information_id,
    record_information,
    void_information,
)
from desk.services.transfer.transfers import transfer_id, transfer_view

_MEASURES = [each.value for each in BanMeasure]


@click.command()
@click.argument("code")
@click.option("--on", "day", required=True, help="Date the information was received.")
@click.option("--source", default="", help="Where it came from: a letter, published terms.")
@click.option("--measures", default="", help="How the recipient protects the data.")
@click.option(
    "--termination", default="", help="When it ends the processing and destroys the data."
)
@click.option("--law", default="", help="The law of its state, if that is not on the list.")
@click.option("--contacts", default="", help="Its name, telephones, addresses, e-mail.")
@click.option("--file", "files", multiple=True, type=PATH, help="A file that was received.")
def inform(code: str, day: str, source: str, files: tuple[Path, ...], **texts: str) -> None:
    """Record the information from the recipient of a transfer under Article 12 (5); show what is still missing."""
    here = session()
    with here.desk() as desk:
        id = transfer_id(desk, code)
        row = transfer_view(desk, id).row
        on = read_day(day).isoformat()
        items = (texts["measures"], texts["termination"], texts["law"], texts["contacts"])
        told = Information(0, "", row.recipient_id, row.country, on, source, *items)
        record_information(desk, told, [(path.name, read_file(path)) for path in files])
        view = transfer_view(desk, id)
        lacks = [label(here.words, each) for each in view.lacks]
        missing = here.words.say(N_("Still missing: {items}."), items=", ".join(lacks))
        kept = view.information[-1]
        facts = {"information": plain(kept), "missing": [each.value for each in view.lacks]}
        here.show(facts, "\n".join([kept.code, *([missing] if lacks else [])]))


@click.command()
@click.argument("codes", nargs=-1, required=True)
@click.option("--on", "day", required=True, help="Day of the assessment.")
@click.option("--assessor", required=True, help="Who made the assessment.")
@click.option("--assessor-en", default="", help="The same in English.")
@click.option("--post", default="", help="Position of the person who assessed.")
@click.option("--post-en", default="", help="The same in English.")
@click.option("--enough", multiple=True, help="Code of a recipient whose measures are sufficient.")
@click.option(
    "--partly",
    multiple=True,
    help="Code of a recipient whose measures are sufficient, with remarks.",
)
@click.option(
    "--not-enough", multiple=True, help="Code of a recipient whose measures are not sufficient."
)
@click.option(
    "--in-part", multiple=True, help="Code of a recipient that would destroy only in part."
)
@click.option("--measure", "measures", multiple=True, type=click.Choice(_MEASURES))
@click.option("--conclusion", default="", help="What is concluded.")
@click.option("--conclusion-en", default="", help="The same in English.")
@click.option("--risk", default="", help="The risk that is accepted.")
@click.option("--risk-en", default="", help="The same in English.")
def assess(codes: tuple[str, ...], day: str, **told: str) -> None:
    """Record an assessment of the recipients of one or more transfers."""
    here = session()
    with here.desk() as desk:
        transfers = tuple(transfer_id(desk, code) for code in codes)
        found = Assessment(
            transfers=transfers,
            assessed=read_day(day).isoformat(),
            assessor=Both(told["assessor"], told["assessor_en"]),
            post=Both(told["post"], told["post_en"]),
            parties=_parties(desk, transfers, told),  # type: ignore[arg-type]  # options given many times
            conclusion=Both(told["conclusion"], told["conclusion_en"]),
            measures=tuple(BanMeasure(each) for each in told["measures"] or _MEASURES),
            risk=Both(told["risk"], told["risk_en"]),
        )
        _show(here, desk, acts.record_assessment(desk, found))


def _parties(
    desk: Desk, transfers: Sequence[int], told: dict[str, tuple[str, ...]]
) -> tuple[Party, ...]:
    """What the options said of each recipient, in each state it gets data in."""
    said: dict[int, Sufficiency] = {}
    for each in Sufficiency:
        for code in told[each.value]:
            id = by_code(desk, "recipient", code)
            if id in said:
                raise Refusal(
                    N_("There are two contradictory statements about {code}."),
                    field="parties",
                    code=code[:40],
                )
            said[id] = each
    in_part = {by_code(desk, "recipient", code) for code in told["in_part"]}
    return tuple(
        Party(
            id,
            country,
            said[id],
            Feasibility.PARTLY if id in in_part else Feasibility.FULL,
        )
        for id, country in acts.parties_of(desk, transfers)
        if id in said
    )


def _show(here: Session, desk: Desk, id: int) -> None:
    view = acts.assessment_view(desk, id)
    names, words = DeskNames(desk), here.words
    refs = (f"assessment/{view.code}", *(f"transfer/{code}" for _id, code in view.transfers))
    said, *transfers = (names.record(ref, words) for ref in refs)
    here.show({"assessment": plain(view)}, f"{said}  {view.assessed}  {', '.join(transfers)}")


@click.command("void-assessment")
@click.argument("code")
@click.option("--because", required=True, help="Why it was a mistake.")
def void_assessment(code: str, because: str) -> None:
    """Void an assessment that was recorded by mistake."""
    here = session()
    with here.desk() as desk:
        id = acts.assessment_id(code)
        acts.void_assessment(desk, id, because)
        _show(here, desk, id)


@click.command("void-information")
@click.argument("code")
@click.option("--because", required=True, help="Why it was a mistake.")
def void_told(code: str, because: str) -> None:
    """Void information from a recipient that was recorded by mistake."""
    here = session()
    with here.desk() as desk:
        void_information(desk, information_id(code), because)
        here.show({"void": code}, code)


COMMANDS = (inform, assess, void_assessment, void_told)
