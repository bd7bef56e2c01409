# SPDX-License-Identifier: Apache-2.0
"""``desk person …``: the cards of people, and two of them that are one person's."""

from __future__ import annotations

import click

from desk.cli.app import Session, session
from desk.cli.views import row_as_text
from desk.domain.canon import plain
from desk.domain.numbering import printed_number
from desk.domain.subject import SubjectCard
from desk.errors import N_
from desk.services.codes import by_refs
from desk.services.desk import Desk
from desk.services.request.merging import merge_people
from desk.services.request.people_cards import PersonCard, cards_of
from desk.services.request.subject_card import subject_card
from desk.text import Catalogue


@click.group()
def person() -> None:
    """Work with the cards of people."""


@person.command("list")
@click.option("--text", default="", help="How the name or e-mail address begins.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 100_000))
def list_(text: str, limit: int) -> None:
    """Show the cards, by name."""
    here = session()
    with here.desk() as desk:
        found = cards_of(desk, text, limit)
        here.show({"persons": plain(found)}, "\n".join(map(_line, found)))


def _line(card: PersonCard | SubjectCard) -> str:
    fields = card.fields
    told = (card.ref, fields.name, fields.email, fields.phone, fields.address)
    return "  ".join(filter(None, told))


@person.command()
@click.argument("ref")
def show(ref: str) -> None:
    """Show everything about the person on the card REF, as person/2026-001."""
    here = session()
    with here.desk() as desk:
        (id,) = by_refs(desk, [ref])
        _show(here, desk, id)


@person.command()
@click.argument("keep")
@click.argument("other")
@click.option("--reason", required=True, help="Why it is the same person.")
@click.option(
    "--name-of", default="", help="The card of the two whose name stays; without it KEEP’s."
)
def merge(keep: str, other: str, reason: str, name_of: str) -> None:
    """Join the card OTHER to the card KEEP; it cannot be undone."""
    here = session()
    with here.desk() as desk:
        kept, joined, *named = by_refs(desk, [keep, other, *filter(None, [name_of])])
        merge_people(desk, kept, joined, reason, *named)
        _show(here, desk, kept)


def _show(here: Session, desk: Desk, id: int) -> None:
    card = subject_card(desk, id)
    here.show({"person": plain(card)}, "\n".join(_told(card, here.words, desk.zone)))


def _told(card: SubjectCard, words: Catalogue, zone: str) -> list[str]:
    """The card for a person: who, what else is recorded of him, and the records he stands in."""
    told = [_line(card)]
    for each in card.merged:
        merged = "  ".join((each.ref, *each.contacts))
        told.append(words.say(N_("Merged into it: {card}"), card=merged))
    if card.erased_on:
        told.append(words.say(N_("Erased on {day}"), day=card.erased_on))
    told += [row_as_text(row, words, zone) for row in card.requests]
    told += [_record(row.number, row.purpose.of(words.language)) for row in card.consents]
    told += [_record(row.number) for row in card.destructions]
    return told + [_record(row.number, row.form) for row in card.papers if row.number]


def _record(number: str, about: str = "") -> str:
    return "  ".join(filter(None, (printed_number(number), about)))
