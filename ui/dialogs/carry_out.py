# SPDX-License-Identifier: Apache-2.0
"""The destruction itself: on which day, line by line how, how many sheets, and what went otherwise than planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from desk.domain.destruction import DestructionCard, DoneItem, PlanItem
from desk.domain.registers import CarrierKind
from desk.services.destruction import destructions
from desk.services.register import registers
from desk.text import N_
from ui import destruction_words as said
from ui import words
from ui.act import ActDialog, Fields
from ui.destruction_words import Names
from ui.dialogs.goes import sheets_of
from ui.dialogs.inquiry import day_of
from ui.forms import AreaField, CheckField, ChoiceField, DateField, TextField
from ui.language import _, current
from ui.lines import LineDialog, LinesEditor, LinesField
from ui.registers import iso


@dataclass(frozen=True)
class Done:
    """A line of the plan and what became of it."""

    item: PlanItem
    done: DoneItem


class DoneDialog(LineDialog):
    """What became of one line."""

    NAME = "done"
    TITLE = N_("What happened to it")
    line: Done
    lines: DoneEditor

    def introduction(self) -> str:
        """Whose data, where."""
        names, item = self.lines.names, self.line.item
        return " · ".join((names.person(item.person), names.place(item)))

    def fields(self) -> Fields:
        """Day, way, sheets, what went otherwise."""
        return (
            ChoiceField("method", N_("&How"), said.methods()),
            TextField("sheets", N_("&Sheets destroyed"), hint=N_("Counted for a paper medium.")),
            DateField(
                "on",
                N_("&Day"),
                today=self.desk.today,
                hint=N_("If empty: the same date as the others."),
            ),
            AreaField(
                "deviation",
                N_("N&ot as planned, because"),
                hint=N_("Needed if the number of sheets differs or if it was not destroyed."),
            ),
            CheckField("skipped", N_("It was &not destroyed after all")),
        )

    def prepare(self) -> None:
        """Show the line."""
        done = self.line.done
        sheets = self.line.item.sheets if done.sheets is None else done.sheets
        self.form.set({**vars(done), "sheets": sheets or ""})

    def act(self, values: dict[str, object]) -> Done:
        """Give the line back."""
        done = DoneItem(
            item=self.line.item.id,
            on=iso(values["on"]),
            method=str(values["method"] or ""),
            sheets=sheets_of(str(values["sheets"])),
            deviation=str(values["deviation"]),
            skipped=bool(values["skipped"]),
        )
        return replace(self.line, done=done)


class DoneEditor(LinesEditor):
    """The lines of the plan."""

    DIALOG = DoneDialog
    HEADS = (N_("Person"), N_("Where"), N_("How"), N_("Sheets"), N_("Done"))
    MOST = 10
    FIXED = True
    names: Names
    paper: frozenset[int] = frozenset()

    def cells(self, line: Done) -> Sequence[str]:
        """Whose, where, how, how much, when."""
        item, done = line.item, line.done
        sheets = item.sheets if done.sheets is None else done.sheets
        when = words.day(done.on) or _("like the others")
        return (
            self.names.person(item.person),
            self.names.place(item),
            said.method(done.method) or _("choose…"),
            str(sheets or ""),
            _("not destroyed") if done.skipped else when,
        )

    def tip(self, line: Done) -> str:
        """The data, and why it went otherwise."""
        told = (self.names.what(line.item.categories), line.done.deviation)
        return "\n".join(filter(None, told))

    def icon(self, line: Done) -> str:
        """A warning where something is still to be said."""
        counted = line.item.sheets if line.done.sheets is None else line.done.sheets
        lacks = not line.done.method or (line.item.carrier in self.paper and not counted)
        return "triangle-alert" if lacks and not line.done.skipped else "circle-check"

    def plain(self, line: Done) -> dict[str, object]:
        """As plain data."""
        return {"id": line.item.id, "done": dict(vars(line.done))}

    def read(self, state: Mapping[str, Any]) -> Done:
        """From plain data; the plan itself is read from the record."""
        known = {line.item.id: line.item for line in self.lines}
        return Done(known[int(state["id"])], DoneItem(**state["done"]))


class CarryOutDialog(ActDialog):
    """Record that the data were destroyed."""

    NAME = "carry_out"
    TITLE = N_("Carry out")
    SIGNS = 150
    VERB = N_("&Record the destruction")
    INTRO = N_(
        "Record what the commission has done. Lines you do not change were destroyed as planned "
        "on the date above."
    )
    card: DestructionCard

    def fields(self) -> Fields:
        """The day, and the lines."""
        return (
            DateField("on", N_("Destroyed &on"), today=self.desk.today, mandatory=True),
            LinesField("items", N_("&Lines"), self._editor),
        )

    def prepare(self) -> None:
        """Today, as planned; a record that is put right as it stands."""
        self.form.set({"on": self.card.done or self.desk.today()})
        lines = []
        for item in self.card.items:
            day = item.done if item.done != self.card.done else ""
            done = DoneItem(
                item.id, day, item.method, item.done_sheets, item.deviation, item.skipped
            )
            lines.append(Done(item, done))
        self.form.set({"items": lines})
        lacks = destructions.act_lacks(self.desk, self.card.row.id)
        awaited = [each for each in lacks if each.where.startswith("letters.")]
        said = [current().say(each.message, **each.params) for each in awaited]
        self.form.advise("items", "\n".join(said))

    def act(self, values: dict[str, object]) -> None:
        """Record it."""
        lines, on = values["items"], day_of(values["on"], "on")
        assert isinstance(lines, tuple)
        done = [line.done for line in lines]
        destructions.carry_out(self.desk, self.card.row.id, done, on)

    def _editor(self, parent: QWidget) -> DoneEditor:
        editor = DoneEditor(self.desk, self.jobs, "", "", parent)
        editor.names = said.read_names(self.desk, self.card.subjects)
        editor.paper = frozenset(
            each.id
            for each in registers.carriers(self.desk, retired=True)
            if each.kind is CarrierKind.PAPER
        )
        return editor
