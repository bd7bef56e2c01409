# SPDX-License-Identifier: Apache-2.0
"""Today as a list for a spreadsheet: what is to be done, of which record, by when and why."""

from __future__ import annotations

from collections.abc import Iterator

from desk.domain.today import TodayLine, TodayView
from desk.text import N_
from ui import words
from ui.agenda import GROUPS, called, due_day, line_badge, step_and_duty
from ui.language import _
from ui.models import Column

Row = tuple[str, TodayLine]
"""A group, and a line of it."""


def rows(view: TodayView) -> Iterator[Row]:
    """Every line with its group, in the order of urgency."""
    return ((group.id, line) for group in view.groups for line in group.lines)


def columns(zone: str) -> tuple[Column, ...]:
    """What the list says of each line."""

    def why(row: Row) -> str:
        due = row[1].due
        said = (words.why(due), words.late(due), words.notice(due)) if due is not None else ()
        return " ".join(filter(None, said))

    return (
        Column("group", N_("Urgency"), lambda row, _words: _(GROUPS[row[0]])),
        Column("record", N_("Record"), lambda row, _words: called(row[1])),
        Column("step", N_("What to do"), lambda row, _words: step_and_duty(row[1])),
        Column("due", N_("Due"), lambda row, _words: due_day(row[1].due, zone)),
        Column("left", N_("Time left"), lambda row, _words: line_badge(row[1]).word),
        Column("why", N_("Why this date"), lambda row, _words: why(row)),
    )
