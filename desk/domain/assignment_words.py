# SPDX-License-Identifier: Apache-2.0
"""What the window and the terminal say of assignments: grounds, outcomes, what is lacking, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from desk.domain.assignments import (
    AssignmentGround,
    AssignmentRow,
    ConsentGap,
    Excess,
    Outcome,
    items,
)
from desk.domain.values import Both
from desk.errors import N_, Told
from desk.text import LANGUAGES

GROUNDS: Mapping[AssignmentGround, str] = {
    AssignmentGround.CONSENT: N_("Consent of the subject"),
    AssignmentGround.LAW: N_("A federal law"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.NOTHING: N_("Nothing was said"),
    Outcome.OBJECTED: N_("Objected"),
    Outcome.ACCEPTED: N_("Accepted"),
}
_EXCESS = {
    "purpose": N_("a purpose: {title}"),
    "category": N_("data: {title}"),
    "action": N_("an action: {title}"),
}


def joined(titles: Iterable[Both]) -> Both:
    """Titles in a row, parted by semicolons."""
    kept = list(titles)
    return Both(*("; ".join(each.of(code) for each in kept) for code in LANGUAGES))


def lacks_said(row: AssignmentRow) -> Iterator[Told]:
    """What is wrong with an assignment: not read, lacking, unsigned or broken, beyond what people were told."""
    if row.broken:
        yield Told(
            N_("A signature of the assignment is BROKEN: do not rely on it, issue a new one.")
        )
    elif row.issued and not row.signed:
        yield Told(
            N_("The assignment is issued: mark the signatures of both parties once they are there.")
        )
    elif not row.checked:
        yield Told(
            N_(
                "The contract has not been reviewed clause by clause yet: it is not known whether it has the eight obligatory items."
            )
        )
    elif row.missing:
        lacking = joined(items()[code].title for code in row.missing)
        yield Told(N_("The contract lacks: {items}."), items=lacking)
    for each in row.excess:
        yield excess_said(each)


def lacks_briefly(row: AssignmentRow) -> Iterator[Told]:
    """The same for Today, with the processor and the missing items by their short names."""
    who = row.recipient.name
    if row.broken:
        yield Told(N_("“{processor}”: a signature of the assignment is BROKEN."), processor=who)
    elif row.issued and not row.signed:
        yield Told(
            N_("“{processor}”: the assignment is waiting for both signatures."), processor=who
        )
    elif not row.checked:
        yield Told(
            N_("“{processor}”: the contract has not been reviewed clause by clause."), processor=who
        )
    elif row.missing:
        short = joined(items()[code].short for code in row.missing)
        yield Told(
            N_("The contract with “{processor}” does not cover: {items}."),
            processor=who,
            items=short,
        )
    if row.excess:
        titles = joined(each.title for each in row.excess)
        yield Told(
            N_("“{processor}”: beyond what people were informed of — {items}."),
            processor=who,
            items=titles,
        )


def asks(row: AssignmentRow, today: date) -> bool:
    """Whether an assignment that has not ended asks for a hand."""
    if row.ended(today):
        return False
    told = (lacks_briefly(row), subs_said(row, today), due_said(row, today))
    return any(True for each in told for _said in each)


def excess_said(excess: Excess) -> Told:
    """One thing that goes beyond what people were told."""
    return Told(
        N_("Beyond what people were informed of — {what}."),
        what=Told(_EXCESS[excess.kind], title=excess.title),
    )


def gap_said(gap: ConsentGap) -> Told:
    """Where the consents to a purpose say less."""
    if not gap.total:
        return Told(
            N_("No consent to the purpose “{purpose}” is in force in the desk."),
            purpose=gap.purpose,
        )
    return Told(
        N_(
            "Purpose “{purpose}”: of {total} consents in force, these do not name the data — {lacking}."
        ),
        purpose=gap.purpose,
        total=gap.total,
        lacking=Both(
            *(
                "; ".join(f"{title.of(code)}: {count}" for title, count in gap.lacking)
                for code in LANGUAGES
            )
        ),
    )


def subs_said(row: AssignmentRow, today: date) -> Iterator[Told]:
    """Sub-processors the operator may still object to."""
    for sub in row.subs:
        if sub.waits(today):
            day = date.fromisoformat(sub.until) if sub.until else None
            message = (
                N_("“{processor}” engages “{sub}”: you may object until {day}.")
                if day
                else N_("“{processor}” engages “{sub}”: object or accept.")
            )
            yield Told(message, processor=row.recipient.name, sub=sub.name, day=day)


def due_said(row: AssignmentRow, today: date) -> Iterator[Told]:
    """A check or a review whose day has come."""
    day = row.due(today)
    if day:
        yield Told(
            N_("“{processor}”: a check or review has been due since {day}."),
            processor=row.recipient.name,
            day=date.fromisoformat(day),
        )
