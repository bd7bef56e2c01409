# SPDX-License-Identifier: Apache-2.0
"""What the import of consents calls its columns and the fates of its lines."""

from __future__ import annotations

from desk.domain.consent_import import TARGETS, ImportLine, ImportReport
from desk.domain.said import EVIDENCE_TITLES
from desk.errors import Own
from desk.services.consent.records import ON_STOP_LIST, WAS_ERASED
from desk.text import N_
from ui.language import _, current
from ui.models import Column
from ui.theme import Badge, Tone

_TITLES = {
    "name": N_("Name"),
    "email": N_("E-mail"),
    "phone": N_("Telephone"),
    "address": N_("Address"),
    "language": N_("Language"),
    "kind": N_("Kind"),
    "purpose": N_("Purpose"),
    "given": N_("Given"),
    "valid_until": N_("Valid until"),
    "way": N_("How it was given"),
    "categories": N_("Data"),
    "recipients": N_("Recipients"),
    "resources": N_("Pages it is published on"),
    "text_version": N_("Version of the text"),
    "fingerprint": N_("Fingerprint of the text"),
    "separate": N_("Separate document"),
    "written": N_("In written form"),
    "through": N_("Through whom"),
    "through_proof": N_("Their proof"),
}


def target_title(target: str) -> str:
    """What a meaning of a column is called."""
    return _(_TITLES.get(target) or EVIDENCE_TITLES.get(target) or target)


def target_options() -> list[tuple[object, str]]:
    """Every meaning a column may have, none first."""
    return [("", _("not taken over")), *((each, target_title(each)) for each in TARGETS)]


def is_stopped(line: ImportLine) -> bool:
    """Whether a line is refused because its address is on the stop list."""
    return line.fault is not None and line.fault.message == ON_STOP_LIST


def was_erased(line: ImportLine) -> bool:
    """Whether a line is refused because it would bring somebody back who was erased."""
    return line.fault is not None and line.fault.message == WAS_ERASED


def line_badge(line: ImportLine) -> Badge:
    """What becomes of a line, in a word."""
    if is_stopped(line):
        return Badge(Tone.PROVISIONAL, _("Stop list"))
    if was_erased(line):
        return Badge(Tone.PROVISIONAL, _("Was erased"))
    if line.outcome == "new":
        return Badge(Tone.DONE, _("New"))
    if line.outcome == "known":
        return Badge(Tone.QUIET, _("There already"))
    return Badge(Tone.OVERDUE, _("Wrong"))


def fault_said(line: ImportLine) -> str:
    """What is wrong in a line, in a sentence; nothing for one in order."""
    if line.fault is None:
        return ""
    return current().say(line.fault.message, **line.fault.params)


def _column(line: ImportLine) -> str:
    if line.fault is None or not line.fault.column:
        return ""
    known = line.fault.column
    named = known in TARGETS and not isinstance(known, Own)
    return target_title(known) if named else known


def _number(line: ImportLine) -> str:
    return line.number.partition("/")[2] if line.outcome != "wrong" else ""


REPORT = (
    Column("line", N_("Line"), lambda row, _w: str(row.line)),
    Column(
        "outcome",
        N_("Outcome"),
        lambda row, _w: line_badge(row).word,
        badge=lambda row, _w: line_badge(row),
    ),
    Column("number", N_("Number"), lambda row, _w: _number(row), rank=2),
    Column("column", N_("Column"), lambda row, _w: _column(row), rank=1),
    Column(
        "fault", N_("What is wrong"), lambda row, _w: fault_said(row), width=12,
        tip=lambda row, _w: fault_said(row),
    ),
)  # fmt: skip


def summary(report: ImportReport) -> str:
    """The counts, and how many addresses are on the stop list or of people who were erased."""
    said = _(
        "New: {new}. There already: {known}. Wrong: {wrong}.",
        **{outcome: len(report.of(outcome)) for outcome in ("new", "known", "wrong")},
    )
    stopped = sum(map(is_stopped, report.lines))
    if stopped:
        said += " " + _("On the stop list: {count}.", count=stopped)
    erased = sum(map(was_erased, report.lines))
    if erased:
        said += " " + _("Were erased: {count}.", count=erased)
    return said
