# SPDX-License-Identifier: Apache-2.0
"""Who destroys: a commission in force, who of it takes part, and who stands in for the absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desk.domain.destruction import (
    Commission,
    DestructionCard,
    MemberFields,
    MemberRole,
    TakingPart,
)
from desk.domain.kinds import OperatorKind
from desk.errors import Refusal
from desk.services.destruction import destructions
from desk.text import N_
from ui import destruction_words as said
from ui import theme
from ui.act import ActDialog, Fields
from ui.dialogs.commission import commission_line, member_state
from ui.flow import flow
from ui.forms import ChoiceField, TextField
from ui.language import _
from ui.lines import LineDialog, LinesEditor, LinesField

_ALONE, _ABSENT = -1, -1


@dataclass(frozen=True)
class Place:
    """A regular member's place in the commission: taken by himself, by a substitute, or by nobody."""

    member: MemberFields
    by: int = 0
    """0 for the member, -1 for nobody, else the substitute."""
    absence: str = ""


class PlaceDialog(LineDialog):
    """Who sits in one place."""

    NAME = "place"
    TITLE = N_("Who takes part")
    line: Place
    lines: PlacesEditor

    def fields(self) -> Fields:
        """Who, and why not the member."""
        others = [(each.id, said.member_line(each)) for each in self.lines.substitutes]
        who = [
            (0, said.member_line(self.line.member)),
            *others,
            (_ABSENT, _("absent, no substitute")),
        ]
        return (
            ChoiceField("by", N_("&Takes part"), who),
            TextField(
                "absence",
                N_("&Why the member is absent"),
                hint=N_("Leave, illness, a business trip; the act names who stood in for whom."),
            ),
        )

    def prepare(self) -> None:
        """Show the place."""
        self.form.set({"by": self.line.by, "absence": self.line.absence})
        self.form.editor("by").changed.connect(self._follow)
        self._follow()

    def act(self, values: dict[str, object]) -> Place:
        """Give the place back."""
        by, absence = int(str(values["by"])), str(values["absence"])
        if by > 0 and not absence:
            raise Refusal(N_("This must be filled in."), field="absence")
        return replace(self.line, by=by, absence=absence if by > 0 else "")

    def _follow(self) -> None:
        chosen = self.form.editor("by").value()
        self.form.show_field("absence", isinstance(chosen, int) and chosen > 0)


class PlacesEditor(LinesEditor):
    """The places of a commission."""

    DIALOG = PlaceDialog
    HEADS = (N_("Member"), N_("Takes part"))
    MOST = 6
    FIXED = True
    substitutes: Sequence[MemberFields] = ()

    def cells(self, line: Place) -> Sequence[str]:
        """The member, and who sits there."""
        if line.by == 0:
            return said.member_line(line.member), _("yes")
        if line.by == _ABSENT:
            return said.member_line(line.member), _("absent")
        names = {each.id: said.member_line(each) for each in self.substitutes}
        return said.member_line(line.member), f"{names.get(line.by, '')}: {line.absence}"

    def plain(self, line: Place) -> dict[str, object]:
        """As plain data."""
        member = {**member_state(line.member), "id": line.member.id}
        return {"member": member, "by": line.by, "absence": line.absence}

    def read(self, state: Mapping[str, Any]) -> Place:
        """From plain data."""
        kept = state["member"]
        known = [line.member for line in self.lines if line.member.id == kept["id"]]
        return Place(known[0], int(state["by"]), str(state["absence"]))


class AppointDialog(ActDialog):
    """Appoint a commission. Signal ``make_wanted``: a new one is to be made first."""

    make_wanted = Signal()
    NAME = "appoint"
    TITLE = N_("Commission")
    SIGNS = 150
    VERB = N_("&Appoint")
    INTRO = N_(
        "A chairman and at least two members destroy and sign. Somebody who is absent is replaced by a "
        "substitute of the order, with the reason."
    )
    card: DestructionCard

    def fields(self) -> Fields:
        """Which commission, and who of it."""
        self.known: dict[int, Commission] = {
            each.id: each
            for each in destructions.commissions(self.desk, self.desk.today())
            if not each.fields.alone
        }
        offered = [(id, commission_line(each)) for id, each in self.known.items()]
        if self.desk.operator().kind is not OperatorKind.LEGAL:
            offered.append((_ALONE, _("I destroy alone (order 179 allows one person)")))
        return (
            ChoiceField("commission", N_("&Commission"), offered),
            LinesField("taking_part", N_("Take &part"), self._editor),
        )

    def body(self) -> QWidget:
        """The form, and the way to a new commission."""
        holder = QWidget(self)
        make = QPushButton(theme.icon("plus"), _("&Create a commission…"), holder)
        make.setAutoDefault(False)
        make.clicked.connect(self.make_wanted)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(flow(holder, make, gap=theme.unit(self)))
        return holder

    def prepare(self) -> None:
        """The commission appointed before, else the newest."""
        if self.card.commission is not None:
            self.form.set({"commission": self.card.commission.id})
        self.form.editor("commission").changed.connect(self._follow)
        self._follow()

    def act(self, values: dict[str, object]) -> None:
        """Appoint it."""
        chosen, id = values["commission"], self.card.row.id
        if chosen == _ALONE:
            destructions.appoint_alone(self.desk, id)
            return
        if not isinstance(chosen, int):
            raise Refusal(
                N_("No commission is in force on this day: create one first."), field="commission"
            )
        destructions.appoint(self.desk, id, chosen, self._taking_part(values["taking_part"]))

    def _taking_part(self, places: object) -> list[TakingPart]:
        assert isinstance(places, tuple)
        return [
            TakingPart(place.member.id)
            if place.by == 0
            else TakingPart(place.by, place.member.id, place.absence)
            for place in places
            if place.by != _ABSENT
        ]

    def _follow(self) -> None:
        """The places of the chosen commission."""
        chosen = self.known.get(int(str(self.form.editor("commission").value() or 0)))
        members = chosen.fields.members if chosen is not None else ()
        self._places.substitutes = [m for m in members if m.role is MemberRole.SUBSTITUTE]
        regular = [m for m in members if m.role is not MemberRole.SUBSTITUTE]
        self.form.set({"taking_part": [Place(member) for member in regular]})
        self.form.show_field("taking_part", bool(regular))

    def _editor(self, parent: QWidget) -> PlacesEditor:
        self._places = PlacesEditor(self.desk, self.jobs, "", "", parent)
        return self._places
