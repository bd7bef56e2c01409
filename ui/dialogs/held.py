# SPDX-License-Identifier: Apache-2.0
"""Short acts on what is held of a person: purpose achieved, ended, legal hold, release, source told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from desk.domain import picklists
from desk.domain.consent import HoldingView, HoldView
from desk.domain.said import EXEMPTIONS
from desk.errors import Refusal
from desk.services.register import holdings
from desk.text import N_
from ui import words
from ui.act import ActDialog, Fields
from ui.fields import ChoiceEditor
from ui.forms import AreaField, ChoiceField, DateField
from ui.language import _, current
from ui.registers import iso


def held_line(view: HoldingView) -> str:
    """A record of data held, in one line."""
    language = current().language
    pick = picklists.grounds().get(view.fields.ground)
    title = pick.title.of(language) if pick else view.fields.ground
    return f"{view.purpose.of(language)} — {title}"


class HeldAct(ActDialog):
    """An act on a person, or on one record of data held; which, ``about`` says before it opens."""

    NEEDS_HOLDING: ClassVar[bool] = True
    person = 0
    held: HoldingView | None = None

    def about(self, person: int, held: HoldingView | None = None) -> None:
        """Be about this person, or this record."""
        self.person, self.held = person, held
        self.show_held()
        self.dirty = False
        self._fit()

    def show_held(self) -> None:
        """Fill the form with what is known."""
        if self.held is not None and self.NEEDS_HOLDING:
            self.form.remark(held_line(self.held))

    def holding(self) -> int:
        """The id of the record; refuses without one."""
        if self.held is None:
            raise Refusal(N_("First choose what is held."))
        return self.held.id

    def state(self) -> dict[str, object]:
        """What was typed, and about whom."""
        return {
            **super().state(),
            "person": self.person,
            "held": self.held.id if self.held else 0,
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """The person and the record, then what was typed."""
        held = state.get("held")
        found = holdings.holding(self.desk, held) if isinstance(held, int) and held else None
        self.about(int(str(state.get("person", 0))), found)
        super().restore(state)


class AchievedDialog(HeldAct):
    """Record the day on which a purpose was achieved."""

    NAME = "achieved"
    TITLE = N_("Purpose achieved")
    VERB = N_("&Record")
    INTRO = N_(
        "The retention period runs from this date. Where the purpose has none, the data must be "
        "destroyed within thirty days (Art. 21 (4))."
    )

    def fields(self) -> Fields:
        """The day."""
        return (DateField("achieved", N_("&Achieved on"), today=self.desk.today, mandatory=True),)

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"achieved": self.desk.today()})

    def act(self, values: dict[str, object]) -> object:
        """Record it."""
        return holdings.purpose_achieved(self.desk, self.holding(), iso(values["achieved"]))


class EndingDialog(HeldAct):
    """End a record of data held that was made by mistake."""

    NAME = "ending"
    TITLE = N_("End the record")
    VERB = N_("&End")
    INTRO = N_(
        "Only for data that are not actually held: recorded by mistake, or already gone. For "
        "data that must be destroyed, plan a destruction; it ends the record by itself."
    )

    def fields(self) -> Fields:
        """The reason."""
        return (AreaField("because", N_("&Reason"), mandatory=True),)

    def act(self, values: dict[str, object]) -> object:
        """End it."""
        return holdings.end_holding(self.desk, self.holding(), str(values["because"]))


class HoldDialog(HeldAct):
    """Keep data from destruction."""

    NAME = "hold"
    TITLE = N_("Legal hold")
    VERB = N_("&Place the hold")
    NEEDS_HOLDING = False
    INTRO = N_(
        "While a dispute or an inspection is under way, nothing under a hold is destroyed; "
        "planned destruction waits and continues once the hold is released."
    )

    def fields(self) -> Fields:
        """On what, and why."""
        return (
            ChoiceField("scope", N_("&On what"), [(None, _("all data of this person"))]),
            AreaField("reason", N_("&Reason"), mandatory=True),
        )

    def show_held(self) -> None:
        """The chosen record may be held alone."""
        if self.held is not None:
            self.form.editor_of(ChoiceEditor, "scope").offer(
                [(None, _("all data of this person")), (self.held.id, held_line(self.held))]
            )

    def act(self, values: dict[str, object]) -> object:
        """Put it."""
        scope = values["scope"]
        holding = scope if isinstance(scope, int) else None
        return holdings.put_hold(self.desk, self.person, str(values["reason"]), holding)


class ReleaseDialog(HeldAct):
    """Release a legal hold."""

    NAME = "release"
    TITLE = N_("Release the hold")
    VERB = N_("&Release")
    NEEDS_HOLDING = False

    def fields(self) -> Fields:
        """Which one, and why."""
        return (
            ChoiceField("hold", N_("&Hold"), [(None, "—")]),
            AreaField("reason", N_("&Reason"), mandatory=True),
        )

    def show_held(self) -> None:
        """The holds that run."""
        running = holdings.holds_of(self.desk, self.person)
        self.form.editor_of(ChoiceEditor, "hold").offer(
            [(each.id, hold_line(each)) for each in running]
        )

    def act(self, values: dict[str, object]) -> object:
        """Release it."""
        hold = values["hold"]
        if not isinstance(hold, int):
            raise Refusal(N_("There is no legal hold."), field="hold")
        return holdings.release_hold(self.desk, hold, str(values["reason"]))


class SourceDialog(HeldAct):
    """Record that the subject was told of the source, or why they need not be (R42)."""

    NAME = "source"
    TITLE = N_("Source disclosed")
    VERB = N_("&Record")
    INTRO = N_(
        "Data obtained from somebody else may not be used until the subject has been notified or "
        "an exemption under Art. 18 (4) is named. The notice itself can also be written from "
        "here: then the subject counts as notified."
    )

    def fields(self) -> Fields:
        """The day, or the exemption."""
        exemptions = [(id, f"{id} — {_(title)}") for id, title in EXEMPTIONS.items()]
        return (
            ChoiceField(
                "source_exemption", N_("&Exemption"), [("", _("none: notified")), *exemptions]
            ),
            DateField("source_noticed", N_("&Notified on"), today=self.desk.today),
        )

    def prepare(self) -> None:
        """An exemption needs no day."""
        self.form.set({"source_noticed": self.desk.today()})
        self.form.editor("source_exemption").changed.connect(self._follow)

    def _follow(self) -> None:
        exempt = bool(self.form.editor("source_exemption").value())
        self.form.show_field("source_noticed", shown=not exempt)

    def act(self, values: dict[str, object]) -> object:
        """Record it."""
        return holdings.note_source(
            self.desk,
            self.holding(),
            iso(values["source_noticed"]),
            str(values["source_exemption"]),
        )


def hold_line(hold: HoldView) -> str:
    """A legal hold in one line."""
    scope = _("all data") if hold.holding is None else _("one purpose")
    return _("{reason} (since {day}, {scope})", reason=hold.reason, day=words.day(hold.since), scope=scope)  # fmt: skip
