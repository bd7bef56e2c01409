# SPDX-License-Identifier: Apache-2.0
"""Taking a starter set into the register: what it holds is ticked, who gets data is named."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.domain import picklists
from desk.domain.kinds import OperatorKind
from desk.domain.picklists import category_picks
from desk.domain.registers import RecipientRole
from desk.domain.starter import SETS, SetChoice, StarterPurpose, starter_set
from desk.errors import Refusal
from desk.services.register import registers
from desk.text import N_
from ui import theme
from ui.act import ActDialog, Fields
from ui.fields import CheckEditor
from ui.forms import CheckField, ChoiceField, DateField, Words, note
from ui.language import _, current, ngettext
from ui.parties_field import PartiesEditor, PartiesField, kind_of
from ui.pick_fields import PickEditor, PickField
from ui.registers import iso
from ui.words import starter


class StarterDialog(ActDialog):
    """Adopts a starter set, or a part of it."""

    NAME: ClassVar[str] = "starter"
    TITLE: ClassVar[str] = N_("Starter set")
    VERB: ClassVar[str] = N_("Add to the register")
    INTRO: ClassVar[str] = N_(
        "A starter set is a proposal, not legal advice. What you leave ticked goes into your "
        "register, and answers to people will say it: untick what does not apply to you."
    )
    SIGNS: ClassVar[int] = 118

    def fields(self) -> Fields:
        """Which set, what of it, who gets data, from which day."""
        return [
            ChoiceField("set", N_("Set"), options=[(name, starter(name)) for name in SETS]),
            PickField("purposes", N_("What you process data for"), rows=8),
            PartiesField(
                "recipients",
                N_("Who else receives the data"),
                hint=N_("Answers name only those whose name and country you have given."),
            ),
            CheckField("absent", N_("We do not process these: {data}")),
            DateField("since", N_("In force from"), mandatory=True, today=self.desk.today),
        ]

    def body(self) -> QWidget:
        """The form, what the set holds, and what was put right."""
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self) * 2)
        self.about, self.corrections = Words(parent=body), QWidget(body)
        heading = Words(_("Corrected compared with published policies"), body)
        heading.setFont(theme.strong_font(heading))
        QVBoxLayout(self.corrections).setContentsMargins(0, 0, 0, 0)
        for widget in (self.form, self.about, heading, self.corrections):
            column.addWidget(widget)
        return body

    def prepare(self) -> None:
        """The set for this kind of operator, from today."""
        company = self._kind() is OperatorKind.LEGAL
        self.form.set({"set": "company" if company else "trader", "since": self.desk.today()})
        self.form.editor("set").changed.connect(self._show_set)
        self._purposes().changed.connect(self._follow)
        self._show_set()

    def act(self, values: dict[str, object]) -> int:
        """Take it in."""
        choice = SetChoice(
            frozenset(str(code) for code in self._purposes().value()),
            self._parties().named(),
            self._parties().absent(),
            absent=bool(values["absent"]),
        )
        return registers.adopt_set(self.desk, str(values["set"]), iso(values["since"]), choice)

    def _kind(self) -> OperatorKind | None:
        try:
            return self.desk.operator().kind
        except Refusal:
            return None

    def _purposes(self) -> PickEditor:
        return self.form.editor_of(PickEditor, "purposes")

    def _parties(self) -> PartiesEditor:
        return self.form.editor_of(PartiesEditor, "recipients")

    def _follow(self) -> None:
        """Recipients of purposes that are struck out need no name."""
        taken = set(self._purposes().value())
        wanted = starter_set(str(self.form.editor("set").value())).recipients
        self._parties().show_lines([each.code for each in wanted if taken & set(each.purposes)])

    def _offer(self, name: str) -> None:
        chosen, language = starter_set(name), current().language
        offered = [(each.fields.code, _said(each, language)) for each in chosen.purposes]
        self._purposes().set(())
        self._purposes().offer(offered)
        self._purposes().set([code for code, _text in offered])
        self._parties().offer(
            [
                (each.code, kind_of(each))
                for each in chosen.recipients
                if each.role is not RecipientRole.AUTHORITY
            ]
        )
        absent = self.form.editor_of(CheckEditor, "absent")
        data = category_picks()
        named = current().listing(data[code].title.of(language) for code in chosen.absent)
        absent.set(False)
        said = _("We do not process these: {data}", data=named)
        absent.box.say(said)
        absent.name_parts(said)
        self.form.show_field("absent", bool(chosen.absent))
        self._follow()

    def _show_set(self) -> None:
        name = str(self.form.editor("set").value())
        chosen, language = starter_set(name), current().language
        self._offer(name)
        new = registers.new_purposes(self.desk, name)
        count = ngettext("{number} purpose is new.", "{number} purposes are new.", new)
        self.about.setText(f"{chosen.about.of(language)} {count}")
        old, layout = self.corrections, QVBoxLayout()
        self.corrections = QWidget(self)
        self.corrections.setLayout(layout)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit(self))
        for each in chosen.corrections:
            layout.addWidget(note(f"{each.clause}: {each.said.of(language)}", self.corrections))
            layout.addWidget(Words(f"→ {each.stands.of(language)}", self.corrections))
        place = old.parentWidget()
        shown = place.layout() if place is not None else None
        if shown is not None:
            shown.replaceWidget(old, self.corrections)
        old.deleteLater()


def _said(each: StarterPurpose, language: str) -> str:
    """A purpose with its data and grounds, as the register will have it."""
    data, grounds = picklists.category_picks(), picklists.grounds()
    named = ", ".join(data[code].title.of(language) for code in each.categories)
    based = ", ".join(grounds[code].title.of(language) for code in each.fields.grounds)
    return f"{each.fields.title.of(language)}: {named} — {based}"
