# SPDX-License-Identifier: Apache-2.0
"""The editable texts of a paper from a file, and what is to be looked at before the paper is issued."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import click

from desk.cli.app import PATH, Session, read_file
from desk.domain.paper import DONE_ACTIONS, OBJECTION_ENDS, Draft
from desk.domain.proposal import UNKNOWN, UNTITLED, BeforeIssue, Hint
from desk.domain.request import PARTS, POWER
from desk.domain.strict import Table, parse_table
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.text import Catalogue

OTHERS_CHECKED = click.option(
    "--others-checked",
    is_flag=True,
    help="Issue it all the same: you have looked at what may be other people’s data.",
)
OPEN_ANYWAY = click.option(
    "--anyway",
    is_flag=True,
    help="Issue it even though it leaves something open or the register contradicts it.",
)
LACKS = click.option(
    "--lacks",
    multiple=True,
    type=click.Choice((*PARTS, POWER)),
    help="What the letter asking to complete the request asks for; if not given: what was found to be missing.",
)
WITHHELD = click.option(
    "--withheld", type=PATH, help="TOML with what is withheld, each item with its ground."
)
DONE = click.option(
    "--done", default="", type=click.Choice(["", *DONE_ACTIONS]), help="What a notice_done reports."
)
ENDED = click.option(
    "--ended",
    default="",
    type=click.Choice(["", *OBJECTION_ENDS]),
    help="What became of the contested automated decision.",
)
DONE_ON = click.option(
    "--done-on", default="", help="The date it was done, or the data were inspected."
)
_TYPED = {
    UNKNOWN: N_(
        "The register does not know which data of this person you keep, so items 2 to 9 do not fill in by"
        " themselves. Tick the data in the window, on the card of the person, or write the items yourself."
    )
}
"""Sentences that speak of the window, as the command line says them."""


def read_passages(path: Path | None) -> dict[str, Both]:
    """Editable texts by name: ``[item2] ru = "…" en = "…"``, one language or both."""
    if path is None:
        return {}
    top = parse_table(read_file(path), path.name)
    return {name: read_text(top.get(name), path.name, f"[{name[:60]}]") for name in top}


def read_text(value: object, file: str, place: str) -> Both:
    """A text in one language or in both."""
    table = Table(value, file, place)
    found = Both(table.text("ru", "") if "en" in table else table.text("ru"), table.text("en", ""))
    table.close()
    return found


def check_names(draft: Draft, texts: Collection[str]) -> None:
    """Refuse a text for a passage the paper does not have: it would be left out without a word."""
    names = [each.name for each in draft.passages]
    for name in texts:
        if name not in names:
            raise Refusal(
                N_("This paper has no passage “{name}”. Its passages: {names}."),
                name=name[:60],
                names=", ".join(names) or "—",
            )


def measure_on_record(desk: Desk, id: int) -> dict[str, Any]:
    """What a notice reports where nobody says it: the measure on record, or what is demanded of data that are kept."""
    from desk.services.request.done_before import proposed_on

    deed = proposed_on(desk, id)
    act = {"act_number": deed.act_number, "act_date": deed.act_date} if deed.act_number else {}
    return {"action": deed.action, "done_on": deed.day, **act}


def draft_hints(here: Session, desk: Desk, draft: Draft) -> tuple[Hint, ...]:
    """What a draft leaves open, and whom it names."""
    from desk.services.paper import papers

    open_ends = papers.gap_hints(desk, draft, here.words.language)
    return open_ends + papers.third_party_hints(desk, draft)


def hint_lines(words: Catalogue, draft: Draft, hints: Iterable[Hint]) -> list[str]:
    """What is to be looked at in a draft, with its passages by their titles."""
    titles = {name: words.gettext(place) for name, place in UNTITLED.items()}
    titles |= {each.name: words.form(each.title) for each in draft.passages}
    return [
        words.say(
            _TYPED.get(hint.message, hint.message),
            found=hint.text,
            where=titles.get(hint.where, hint.where),
        )
        for hint in hints
    ]


def point_out(
    here: Session,
    draft: Draft,
    hints: Iterable[Hint],
    *,
    checked: bool,
    anyway: bool,
    looked: Collection[int] = (),
) -> None:
    """Say on stderr what a paper leaves open and whom it names: ``hints`` are those of the draft.

    Called inside the act, once the paper could be issued at all: what bars it is told first.

    What it leaves open is refused until the user says ``anyway``, other people's data until he says
    that they were ``checked``; a file that was ``looked`` at is not asked about again.
    """
    hints = [hint for hint in hints if hint.file not in looked]
    for line in hint_lines(here.words, draft, hints):
        click.echo(line, err=True)
    others = dict.fromkeys(hint.text for hint in hints if hint.asked is BeforeIssue.OTHERS)
    if others and not checked:
        raise Refusal(
            N_(
                "Nothing was issued: the paper, or a file stored with it, contains what may be "
                "other people’s data: {found}. Remove them, or add --others-checked if there is "
                "a lawful ground."
            ),
            found=here.words.listing(
                here.words.say(N_("“{words}”"), words=text) for text in others
            ),
        )
    if not anyway and any(hint.asked is BeforeIssue.ANYWAY for hint in hints):
        raise Refusal(
            N_("Nothing was issued. Correct it first, or add --anyway if it is right as it is.")
        )
