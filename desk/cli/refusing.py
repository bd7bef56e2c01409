# SPDX-License-Identifier: Apache-2.0
"""``desk request refuse``, and what an answer leaves out: each demand and each item with its ground and facts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from desk.cli.app import read_file
from desk.cli.one_request import both_of, one, save_paper, show_card
from desk.cli.out_file import out_folder
from desk.cli.passages import OPEN_ANYWAY, OTHERS_CHECKED, draft_hints, point_out, read_text
from desk.domain.kinds import DemandState, LanguageMode
from desk.domain.labels import label
from desk.domain.paper import Withheld
from desk.domain.request import DemandView
from desk.domain.strict import Table, parse_table
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.paper import papers
from desk.services.request import requests as acts


@click.command()
@click.argument("number")
@click.option(
    "--ground",
    "grounds",
    required=True,
    multiple=True,
    help="Id of a ground, such as 14.8.4; may be repeated where demands differ: each ground answers the demands it fits.",
)
@click.option(
    "--facts",
    multiple=True,
    help="The facts: once for all grounds, or once for each ground, in the same order. For a "
    "repeat (14.4), what is recorded of the earlier answer is included automatically.",
)
@click.option(
    "--facts-en", multiple=True, help="The same in English, for a paper in English; once for each."
)
@click.option("--norm", default="", help="The article, if the ground names none.")
@out_folder(help="Folder for the PDF.")
@OPEN_ANYWAY
@OTHERS_CHECKED
def refuse(
    number: str,
    grounds: tuple[str, ...],
    facts: tuple[str, ...],
    facts_en: tuple[str, ...],
    norm: str,
    out: Path | None,
    anyway: bool,
    others_checked: bool,
) -> None:
    """Issue a reasoned refusal of the open demands that the grounds cover."""
    with one(number) as (here, desk, id):
        mode = here.mode(desk, id)
        told = _facts(mode, facts, facts_en, len(grounds)) or [Both()]
        common, own = (told[0], [Both()] * len(grounds)) if len(told) == 1 else (Both(), told)
        answered = _answered(desk, id, grounds)
        refused = tuple(
            _line(desk, demand, ground, reasons, norm)
            for ground, reasons in zip(grounds, own, strict=True)
            for demand in answered[ground]
        )
        ids = [demand.id for demands in answered.values() for demand in demands]
        with desk.together():
            draft = papers.draft(
                desk,
                "refusal",
                mode,
                id,
                ids,
                {"facts": common} if facts else None,
                refused=refused,
            )
            hints = draft_hints(here, desk, draft)
            brief = papers.issue(desk, draft)
            point_out(here, draft, hints, checked=others_checked, anyway=anyway)
            file = save_paper(desk, brief, out)
        show_card(here, desk, id, paper=brief.number, file=file)


def _facts(
    mode: LanguageMode, facts: Sequence[str], english: Sequence[str], grounds: int
) -> list[Both]:
    """The facts of all grounds, or of each."""
    if facts and len(facts) not in (1, grounds):
        raise Refusal(
            N_("Give --facts once for all grounds, or once for each ground."), field="facts"
        )
    if english and len(english) != len(facts):
        raise Refusal(N_("Give --facts-en as often as --facts."), field="facts_en")
    pairs = zip(facts, english or [""] * len(facts), strict=True)
    return [both_of(mode, text, other) for text, other in pairs]


def _answered(desk: Desk, id: int, grounds: Sequence[str]) -> dict[str, list[DemandView]]:
    """The open demands each ground answers; one that fits any demand takes what the others leave."""
    card = acts.request_card(desk, id)
    waiting = [
        each for each in card.demands if each.state is DemandState.OPEN and each.client is None
    ]
    left, found = [*waiting], {}
    for ground in sorted(grounds, key=lambda each: not desk.rules.ground(each).kinds):
        chosen = desk.rules.ground(ground)
        found[ground] = [each for each in left if chosen.fits((each.kind,))]
        left = [each for each in left if each not in found[ground]]
        if waiting and not found[ground]:
            raise Refusal(
                N_("The ground “{id}” covers no open demand of this request."), "ground", id=ground
            )
    return {ground: found[ground] for ground in grounds}


def _line(desk: Desk, demand: DemandView, ground: str, facts: Both, norm: str) -> Withheld:
    what = Both(*(label(desk.catalogue(code), demand.kind) for code in ("ru", "en")))
    named = desk.rules.ground(ground).named
    return Withheld(what, ground, facts, Both(norm, norm) if named else Both())


def read_withheld(path: Path) -> tuple[Withheld, ...]:
    """What an answer leaves out: ``[[withheld]]`` with ``what``, ``ground``, ``facts`` and, where it needs one, ``norm``."""
    top = parse_table(read_file(path), path.name)
    items = [
        Table(raw, path.name, f"[[withheld]] {order}")
        for order, raw in enumerate(top.tables("withheld"), start=1)
    ]
    top.close()
    return tuple(map(_withheld, items))


def _withheld(item: Table) -> Withheld:
    def text(key: str) -> Both:
        return read_text(item.get(key), item.file, f"{item.place}, {key}")

    norm = text("norm") if "norm" in item else Both()
    found = Withheld(text("what"), item.text("ground"), text("facts"), norm)
    item.close()
    return found
