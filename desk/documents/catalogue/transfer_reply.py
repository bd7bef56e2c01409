# SPDX-License-Identifier: Apache-2.0
"""The answer on where one person's data go (Art. 14 (7) 8): recipients, states, purposes, safeguards."""

from __future__ import annotations

from collections.abc import Sequence

from desk.documents.blocks import Clause, Editable, Enclosures, Fields, Form, Grid, Heading
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    complaint,
    day_of,
    is_empty,
    lacking,
    letter_lacks,
    letter_values,
    only_russian,
)
from desk.domain.paper import Missing
from desk.domain.transfer_reply import ReplyTransferFacts, TransferLine
from desk.domain.transfers import FlowWord
from desk.text import N_, Catalogue

__all__ = ["FORMS", "transfer_flow", "transfer_state"]


def transfer_state(line: TransferLine, catalogue: Catalogue) -> str:
    """The state of a recipient, and whether it is on the list."""
    listed = "listed" if line.listed else "unlisted"
    state = line.country.of(catalogue.language)
    return catalogue.form(f"reply_transfer.{listed}", state=state)


def transfer_flow(line: TransferLine, catalogue: Catalogue) -> str:
    """Whether the data go there, and since when or from when."""
    day = day_of(line.since, catalogue) if line.since else ""
    dated = "" if day else "_undated"
    return catalogue.form(f"reply_transfer.{line.word}{dated}", day=day)


def _ground(line: TransferLine, catalogue: Catalogue) -> str:
    return line.ground.of(catalogue.language) or catalogue.form("reply_transfer.by_consent")


def _lines(facts: ReplyTransferFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    language = catalogue.language
    return [
        (
            _together(line.recipient.of(language), line.address, transfer_state(line, catalogue)),
            _together(
                catalogue.form("reply_transfer.purpose", purpose=line.purpose.of(language)),
                catalogue.form("reply_transfer.data", data=line.data.of(language)),
            ),
            _together(
                catalogue.form("reply_transfer.ground", ground=_ground(line, catalogue)),
                _safeguards(line, catalogue),
            ),
            transfer_flow(line, catalogue),
        )
        for line in facts.lines
    ]


def _safeguards(line: TransferLine, catalogue: Catalogue) -> str:
    text = line.safeguards.of(catalogue.language)
    return catalogue.form("reply_transfer.safeguards", safeguards=text) if text else ""


def _together(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _home(facts: ReplyTransferFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    return [
        (
            _together(line.recipient.of(catalogue.language), line.address),
            catalogue.form(f"reply_transfer.role.{line.role}"),
            line.purposes.of(catalogue.language),
        )
        for line in facts.home
    ]


def _by_consent(facts: ReplyTransferFacts) -> list[TransferLine]:
    """What a withdrawal of consent would end, or has ended."""
    return [
        line
        for line in facts.lines
        if is_empty(line.ground) and (line.withdrawn or line.word is FlowWord.FLOWS)
    ]


def _limited(facts: ReplyTransferFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    language = catalogue.language
    told = {
        (line.recipient.of(language), line.limited.of(language)): None
        for line in _by_consent(facts)
        if not is_empty(line.limited)
    }
    return list(told)


def _missing(facts: ReplyTransferFacts) -> list[Missing]:
    nothing = not (facts.lines or facts.home)
    return [
        *letter_lacks(facts),
        *only_russian(facts),
        *lacking(
            not facts.whole,
            "recipients",
            N_(
                "The answer would be incomplete: confirm every recipient of these data and record each transfer abroad."
            ),
        ),
        *lacking(
            nothing and is_empty(facts.passages.get("more")),
            "passages.more",
            N_(
                "The registers name nobody who receives this person’s data. Tick what you keep, or write in the draft where you looked."
            ),
        ),
    ]


_REPLY_TRANSFER = Form(
    id="reply_transfer",
    version=1,
    series="answer",
    facts=ReplyTransferFacts,
    blocks=(
        Heading("reply_transfer.title", "reply_transfer.subject"),
        Clause("reply_transfer.intro"),
        Fields((("field.subject", "subject"),)),
        Clause("reply_transfer.abroad", numbered=True, shown=lambda facts: bool(facts.lines)),
        Grid(
            columns=tuple(f"reply_transfer.col.{name}" for name in ("who", "what", "how", "now")),
            widths=(0.27, 0.27, 0.27, 0.19),
            rows=_lines,
            shown=lambda facts: bool(facts.lines),
        ),
        Clause("reply_transfer.list", shown=lambda facts: bool(facts.lines)),
        Clause("reply_transfer.none", numbered=True, shown=lambda facts: not facts.lines),
        Clause("reply_transfer.home", numbered=True, shown=lambda facts: bool(facts.home)),
        Grid(
            columns=tuple(f"reply_transfer.col.{name}" for name in ("who", "role", "purposes")),
            widths=(0.42, 0.25, 0.33),
            rows=_home,
            shown=lambda facts: bool(facts.home),
        ),
        Clause(
            "reply_transfer.withdraw", numbered=True, shown=lambda facts: bool(_by_consent(facts))
        ),
        Clause(
            "reply_transfer.limited",
            shown=lambda facts: any(not is_empty(each.limited) for each in _by_consent(facts)),
        ),
        Grid(
            columns=("reply_transfer.col.who", "reply_transfer.col.limited"),
            widths=(0.3, 0.7),
            rows=_limited,
            shown=lambda facts: any(not is_empty(each.limited) for each in _by_consent(facts)),
        ),
        Editable("more", title="reply_transfer.more.title"),
        *complaint(numbered=True),
        Enclosures(),
        SIGNED_BY_OPERATOR,
    ),
    values=lambda facts, catalogue: {
        **letter_values(facts, catalogue),
        "states": facts.states.of(catalogue.language),
    },
    missing=_missing,
    passages=("more",),
)

FORMS = (_REPLY_TRANSFER,)
