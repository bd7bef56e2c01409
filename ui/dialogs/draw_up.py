# SPDX-License-Identifier: Apache-2.0
"""The act and the extract from the log: looked at, what they lack leads to its place, then both are issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desk.domain.destruction import DestructionCard
from desk.domain.paper import Draft
from desk.domain.request import PaperBrief
from desk.domain.values import Both, Missing
from desk.errors import Refusal
from desk.services.destruction import destructions
from desk.services.paper import papers
from desk.services.register import registers
from desk.text import N_
from ui import files, theme
from ui.act import ActDialog, Fields
from ui.destruction_paper import DestructionPaper
from ui.flow import flow
from ui.forms import ChoiceField
from ui.language import _, current
from ui.panes import banner

_ACT, _EXTRACT = "destruction_act", "journal_extract"
_PLACES = {
    "items": (
        "carry_out",
        N_("This can be corrected in “Carry out”. Open it? Your draft is kept."),
    ),
    "letters": ("confirmed", N_("Record what the processor confirmed? Your draft is kept.")),
    "order": ("sign_order", N_("Record who signed the order? Your draft is kept.")),
    "processors": (
        "recipients",
        N_("This has to be filled in among the recipients. Open them? Your draft is kept."),
    ),
    "logs": ("logs", N_("Deal with the event log of the system now? Your draft is kept.")),
}
"""Where what the act lacks is filled in."""


class DrawUpDialog(DestructionPaper):
    """Draw the act up, with the extract from the desk's own log."""

    NAME = "draw_up"
    TITLE = N_("Draw up the act")
    VERB = N_("&Issue act and extract")
    FORMS = (_ACT, _EXTRACT)

    def extras(self, parent: QWidget) -> Sequence[QWidget]:
        """What does not hold the act up but weakens it, and the way to sign the order."""
        words = current()
        found = destructions.act_warnings(self.desk, self.card.row.id)
        shown: list[QWidget] = [
            banner(words.say(each.message, **each.params), theme.Tone.SOON, parent)
            for each in found
        ]
        if any(each.where == "order" for each in found):
            self.order = QPushButton(theme.icon("file-check"), _("Signatures under the &order…"))
            self.order.setAutoDefault(False)
            self.order.clicked.connect(lambda: self.go_to("order"))
            shown.append(flow(parent, self.order, gap=theme.unit(self)))
        return shown

    def begin(self) -> None:
        """What it lacks comes first."""
        self.accept_button.setFocus()

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """The paper in sight as it stands."""
        act = self.chosen_form() == _ACT
        remarks = (texts if act else self.proposed.kept(_ACT)).get("remarks")
        drafts = destructions.draft_act(self.desk, self.card.row.id, self.mode(), remarks)
        found = {draft.form: draft for draft in drafts}
        if self.chosen_form() not in found:
            raise Refusal(
                N_(
                    "No extract is needed: nothing is destroyed in a system whose log the desk keeps."
                ),
                field="form",
            )
        return found[self.chosen_form()]

    def lacking(self, draft: Draft) -> tuple[Missing, ...]:
        """With what the destruction itself lacks."""
        return (*destructions.act_lacks(self.desk, self.card.row.id), *super().lacking(draft))

    def put(self, _draft: Draft) -> PaperBrief:
        """Issue act and extract."""
        self.proposed.keep(self.chosen_form(), self.passages.texts())
        remarks = self.proposed.kept(_ACT).get("remarks")
        act, extracts = destructions.draw_up(self.desk, self.card.row.id, self.mode(), remarks)
        first, *others = papers.paper_rows(self.desk, [act, *extracts])
        self.further = tuple(others)
        return first

    def go_to(self, where: str) -> None:
        """What the destruction lacks is filled in in its own dialogs."""
        place, _dot, _rest = where.partition(".")
        if place in _PLACES:
            name, question = _PLACES[place]
            field = where if place == "items" else ""
            self.leave_for(name, field, _(question))
        else:
            super().go_to(where)


class LogsDialog(ActDialog):
    """Attend to the event log of a system that keeps one of its own."""

    NAME = "logs"
    TITLE = N_("Event logs of systems")
    VERB = N_("&Record")
    INTRO = N_(
        "Order 179 requires an extract from the log of each system. The desk can show only its "
        "own log: attach the export of another system, or enter its items in the act if its log "
        "cannot show them (item 6)."
    )
    card: DestructionCard

    def fields(self) -> Fields:
        """Which system."""
        used = {item.system for item in self.card.items}
        systems = [
            (each.id, each.title.of(current().language))
            for each in registers.systems(self.desk, retired=True)
            if each.id in used and not each.is_desk
        ]
        ways = [("file", _("attach its export")), ("act", _("enter the items in the act"))]
        return (
            ChoiceField("system", N_("&System"), systems),
            ChoiceField("way", N_("&How"), ways),
        )

    def body(self) -> QWidget:
        """The form and the place for the export."""
        holder = QWidget(self)
        self.file = files.FileRow(_("&Export of the log…"), _("All files") + " (*)", holder)
        self.file.chosen.connect(self._touched)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self) * 2)
        column.addWidget(self.form)
        column.addWidget(self.file)
        return holder

    def prepare(self) -> None:
        """The file is only asked for where it is attached."""
        way = self.form.editor("way")
        way.changed.connect(lambda: self.file.setVisible(way.value() == "file"))

    def act(self, values: dict[str, object]) -> None:
        """Record it."""
        system, id = values["system"], self.card.row.id
        if not isinstance(system, int):
            raise Refusal(N_("There is no such system."), field="system")
        if values["way"] == "act":
            destructions.log_in_act(self.desk, id, system)
        elif self.file.content is None:
            raise Refusal(N_("Choose the file of the export."), field="way")
        else:
            destructions.attach_log(self.desk, id, system, self.file.name, self.file.content)

    def state(self) -> dict[str, object]:
        """With the file."""
        return {**super().state(), "file": self.file.state()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """With the file."""
        self.file.restore(state.get("file"))
        super().restore(state)
