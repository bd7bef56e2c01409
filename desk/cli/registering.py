# SPDX-License-Identifier: Apache-2.0
"""``desk request add``: a request that came otherwise than by a saved letter, or what the operator found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from desk.cli.app import PATH, read_file, session
from desk.cli.evidence import NOTHING_TO_PROVE
from desk.cli.law import LAWS_HELP, THIRD_PARTY_HELP, read_moment
from desk.cli.one_request import show_card
from desk.domain.days import moment_of
from desk.domain.kinds import REGULATOR_KINDS, ApplicantRole, Channel, DemandKind
from desk.domain.laws import read
from desk.domain.proof import PROVED_KINDS
from desk.domain.request import PARTS, Completeness, Intake, PersonFields
from desk.errors import N_, Refusal
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.request import requests as acts
from desk.services.request.people_cards import find_person, person_card
from desk.text import LANGUAGES

_CHANNELS = click.Choice([each.value for each in Channel])
_PERSON = ("name", "email", "phone", "address")


@click.command()
@click.option(
    "--kind", "kinds", multiple=True, required=True, help="What is demanded; may be repeated.",
    type=click.Choice([each.value for each in DemandKind]),
)  # fmt: skip
@click.option(
    "--channel", required=True, type=_CHANNELS, help="How it was received; own: found by us."
)
@click.option(
    "--received",
    required=True,
    help="Moment it was received, 2026-11-22T09:40+03:00; for post the date is enough.",
)
@click.option("--sent", default="", help="Moment or date it was sent, if stated.")
@click.option(
    "--name", default="", help="Who is asking; for an internal finding, whose data they are."
)
@click.option("--email", default="", help="Their e-mail address.")
@click.option("--phone", default="", help="Their telephone number.")
@click.option("--address", default="", help="Their postal address.")
@click.option("--for", "represented", metavar="NAME", default="", help="The person they represent.")
@click.option("--authority", default="", help="What the representative's authority is based on.")
@click.option("--summary", default="", help="The request in one line.")
@click.option("--text", type=PATH, help="A text file with its words.")
@click.option("--written-in", default="ru", show_default=True, type=click.Choice(LANGUAGES))
@click.option("--answer-form", default="", type=click.Choice(["", *_CHANNELS.choices]),
              help="Another way in which the applicant asks to be answered.")  # fmt: skip
@click.option(
    "--has", "parts", multiple=True, type=click.Choice(PARTS),
    help="What Art. 14 (3) asks for and it holds.",
)  # fmt: skip
@click.option("--sets-date", default="", help="The date the letter sets for the answer.")
@click.option("--their-number", default="", help="Number of the authority's letter.")
@click.option("--their-date", default="", help="Date of the authority's letter.")
@click.option("--law", "laws", default="", help=LAWS_HELP)
@click.option("--third-party", is_flag=True, help=THIRD_PARTY_HELP)
@click.option("--proof", is_flag=True, help="Data confirming a demand were enclosed (Art. 20 (3)).")
def add(
    kinds: tuple[str, ...], channel: str, received: str, sent: str, name: str, email: str, phone: str,
    address: str, represented: str, authority: str, summary: str, text: Path | None, written_in: str,
    answer_form: str, parts: tuple[str, ...], sets_date: str, their_number: str, their_date: str, laws: str,
    third_party: bool, proof: bool,
) -> None:  # fmt: skip
    """Register a request received by post, in person, by telephone or otherwise, or an internal finding."""
    here = session()
    if authority and not represented:
        raise Refusal(
            N_(
                "Use --for to state whom the writer acts for: only a representative’s authority is checked."
            )
        )
    if proof and PROVED_KINDS.isdisjoint(kinds):
        raise Refusal(NOTHING_TO_PROVE)
    with here.desk() as desk:
        came = read_moment(received, desk.zone)
        intake = Intake(
            received=moment_of(came, desk.zone),
            by_day=not isinstance(came, datetime),
            channel=Channel(channel),
            demands=tuple(DemandKind(kind) for kind in kinds),
            sent=read_moment(sent, desk.zone) if sent else None,
            language=written_in,
            text=_words(text),
            completeness=Completeness(**dict.fromkeys(parts, True)),
            laws=read(laws) if laws else (),
            third_party=third_party,
            proof=proof,
            authority=authority,
            summary=summary,
            answer_form=answer_form,
            sets_date=sets_date,
            their_number=their_number,
            their_date=their_date,
        )
        writer = PersonFields(name, email, phone, address, language=written_in)
        intake = _speaking(intake, writer, represented)
        intake = replace(intake, subject_id=_card(desk, intake.subject))
        show_card(here, desk, acts.register_request(desk, intake))


def _speaking(intake: Intake, writer: PersonFields, represented: str) -> Intake:
    """The intake with who speaks, and whose data it is about."""
    other = PersonFields(name=represented, language=writer.language)
    if intake.channel is Channel.RKN or set(intake.demands) & REGULATOR_KINDS:
        return replace(intake, role=ApplicantRole.RKN, subject=other, applicant=writer)
    if represented:
        return replace(intake, role=ApplicantRole.REPRESENTATIVE, subject=other, applicant=writer)
    found = intake.channel is Channel.OWN
    return replace(
        intake, role=ApplicantRole.NOBODY if found else ApplicantRole.SUBJECT, subject=writer
    )


def _card(desk: Desk, subject: PersonFields) -> int | None:
    """The card of the same person, where it holds all that was told; else a new one is made."""
    id = find_person(desk, subject)
    if id is None:
        return None
    known = person_card(desk, id).fields
    told = ((getattr(subject, name), getattr(known, name)) for name in _PERSON)
    return id if all(fold(new) in ("", fold(old)) for new, old in told) else None


def _words(path: Path | None) -> str:
    try:
        return read_file(path).decode("utf-8") if path else ""
    except UnicodeDecodeError as error:
        raise Refusal(N_("{path} is not UTF-8 text."), path=str(path)) from error
