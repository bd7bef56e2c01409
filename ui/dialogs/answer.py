# SPDX-License-Identifier: Apache-2.0
"""The answer on the merits: which paper it is follows from the demand, the facts it needs from the paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from desk.domain.deeds import ACTION_OF
from desk.domain.kinds import ApplicantRole, Law
from desk.domain.laws import RUSSIAN_FORMS
from desk.domain.paper import DONE_ACTIONS, Draft
from desk.domain.proposal import UNKNOWN
from desk.domain.request import PaperBrief
from desk.domain.said import DEEDS, OBJECTION_ENDED
from desk.domain.steps import reply_forms
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.norms import answers
from desk.services.paper.written import withheld_of, written
from desk.services.request.done_before import NOT_KNOWN, Deed, proposed
from desk.text import N_
from ui.act import Fields
from ui.forms import BothField, ChoiceField, DateField, TextField
from ui.grounds import GroundsEditor, Line
from ui.language import _
from ui.notice import Notice
from ui.request_paper import RequestPaper

OPTIONS: Mapping[str, tuple[str, ...]] = {
    "inspection_record": ("inspected_on", "place", "inspector_name"),
    "reply_regulator": ("their_number", "their_date"),
    "notice_done": ("action", "ended", "done_on", "act_number", "act_date"),
}
"""Fields each paper needs beyond its passages."""


_ENDS = [("", N_("choose what became of it")), *OBJECTION_ENDED.items()]


class AnswerDialog(RequestPaper):
    """Answer the demands that are open."""

    NAME = "answer"
    TITLE = N_("Answer")
    ON_DEMANDS = True
    EXTRAS_LAST = True
    _ticked = ("", "")
    """The paper and the deed the demands were last ticked for."""

    def forms(self) -> Sequence[str]:
        """The papers that can answer the open demands; a refusal has its own dialog."""
        by_russian_law = self.card is None or Law.RU in self.card.laws
        found = [
            form
            for demand in self.open_demands()
            for form in reply_forms(demand.kind)
            if form != "refusal" and (by_russian_law or form not in RUSSIAN_FORMS)
        ]
        return tuple(dict.fromkeys(found)) or ("reply_access", "reply_not_processed")

    def option_fields(self) -> Fields:
        """Fields of all papers on offer; only those of the chosen one are shown."""
        today = self.desk.today
        every = {
            "inspected_on": DateField("inspected_on", N_("&Inspected on"), today=today),
            "place": BothField("place", N_("&Place"), hint=N_("If empty: the operator’s address.")),
            "inspector_name": TextField("inspector_name", N_("Representative who inspected")),
            "their_number": TextField("their_number", N_("Their &number")),
            "their_date": DateField("their_date", N_("&Dated"), today=today),
            "action": ChoiceField("action", N_("&What was done"), self._deeds()),
            "ended": ChoiceField("ended", N_("The &contested decision"), _ENDS),
            "done_on": DateField("done_on", N_("Done &on"), today=today, mandatory=True),
            "act_number": TextField("act_number", N_("Number of the act, if any")),
            "act_date": DateField("act_date", N_("Date of the act"), today=today),
        }
        return [every[name] for form in self.offered() for name in OPTIONS.get(form, ())]

    def _deeds(self) -> list[tuple[object, str]]:
        """What a notice can report; nobody complained of what the operator found himself."""
        own = self.card is not None and self.card.role is ApplicantRole.NOBODY
        said = {**DEEDS, "inquiry": N_("A check was made")} if own else DEEDS
        return [("", N_("choose what was done")), *((name, said[name]) for name in DONE_ACTIONS)]

    def extras(self, parent: QWidget) -> Sequence[QWidget]:
        """What is withheld."""
        self.withheld = GroundsEditor(
            self.desk,
            self.jobs,
            _("What the answer withholds"),
            _("Each withheld item needs its ground (Art. 14 (8)). Nothing withheld: leave empty."),
            parent,
        )
        self.withheld.request = self.request()
        if self.card is not None:
            # A corrected answer speaks to what the first one has decided.
            asked = self.open_demands() if self.replaces is None else self.card.demands
            self.withheld.kinds = tuple(
                each.kind for each in asked if answers("reply_access", "", each.kind)
            )
        self.withheld.changed.connect(self._typed)
        return (self.withheld,)

    def body(self) -> QWidget:
        """With the question that fills most items in, while nothing or only consents are known of the person."""
        body = super().body()
        self.known = Notice(self.sides.writing)
        self.known.button.clicked.connect(self._ask_what_is_kept)
        self.sides.put_first(self.known)
        return body

    def _draw(self, draft: Draft) -> None:
        super()._draw(draft)
        hint = next((each for each in self.others.hints if each.kind == "register"), None)
        said = ""
        if hint is not None and hint.sentence == UNKNOWN:
            said = _("Desk does not know yet what data you keep on this person.")
        elif hint is not None:
            said = _(
                "Desk knows of consents only. Do you keep anything else: orders, contracts, letters?"
            )
        self.known.put(said, _("&Tick what you keep…"))

    def prepare(self) -> None:
        """Today, and the deed the demand asks for."""
        super().prepare()
        known = self._known_deed()
        self.form.set(
            {
                "inspected_on": self.desk.today(),
                **self._theirs(),
                "action": known.action if known else "",
                "done_on": known.day if known else self.desk.today(),
                "act_number": known.act_number if known else "",
                "act_date": known.act_date if known else None,
            }
        )
        if self.replaces is not None:
            left_out = withheld_of(self.desk, self.replaces.id)
            self.withheld.show_lines([Line(each) for each in left_out])
            self._start_as_before(self.replaces)
        self._follow_form()
        self._tick()

    def _known_deed(self) -> Deed | None:
        """The deed the records speak for; of a person of whom nothing is known it must be chosen."""
        if self.card is None:
            return None
        wanted = [ACTION_OF[each.kind] for each in self.open_demands() if each.kind in ACTION_OF]
        return proposed(self.desk, self.request(), wanted[0] if wanted else "cessation")

    def _start_as_before(self, old: PaperBrief) -> None:
        """A corrected paper speaks to the demands of the old one, of the same deed and day."""
        before = written(self.desk, old.id)
        self.form.set(dict(before.said))
        if before.demands:
            action = str(self._head("action")) if old.form == "notice_done" else ""
            self._ticked = (old.form, action)

    def _theirs(self) -> dict[str, object]:
        """What the letter answered bears, as it was registered."""
        if self.card is None or "reply_regulator" not in self.offered():
            return {}
        return {"their_number": self.card.their_number, "their_date": self.card.their_date or None}

    def _head_changed(self) -> None:
        self._follow_form()
        if not self._quiet:
            self._tick()
        super()._head_changed()

    def _tick(self) -> None:
        """Tick the demands the chosen paper answers, whenever another paper or deed is chosen."""
        form = self.chosen_form()
        action = str(self._head("action")) if form == "notice_done" else ""
        if (form, action) == self._ticked or (form == "notice_done" and not action):
            return
        self._ticked = (form, action)
        if len(self.open_demands()) > 1:
            able = [each.id for each in self.open_demands() if answers(form, action, each.kind)]
            self.form.set({"demands": tuple(able)})

    def _follow_form(self) -> None:
        chosen = self.chosen_form()
        for form in self.offered():
            for name in OPTIONS.get(form, ()):
                self.form.show_field(name, shown=form == chosen and self._asked(name))
        self.withheld.setVisible(chosen == "reply_access")

    def _asked(self, name: str) -> bool:
        """Only a destruction has an act (order 179), and only an objection asks what became of a decision."""
        if name == "ended":
            return self._head("action") == "objection"
        return name not in ("act_number", "act_date") or self._head("action") == "destruction"

    def go_to(self, where: str) -> None:
        """Lines of what is withheld have their own place."""
        if where.startswith("withheld."):
            self.withheld.reach(where)
        else:
            super().go_to(where)

    def extra(self) -> dict[str, object]:
        """Facts of the chosen paper."""
        chosen = self.chosen_form()
        if chosen == "reply_access":
            return {"withheld": tuple(line.withheld for line in self.withheld.lines)}
        facts: dict[str, object] = {}
        for name in filter(self._asked, OPTIONS.get(chosen, ())):
            value = self._head(name)
            if name == "action" and not value:
                raise Refusal(NOT_KNOWN, field=name)
            if name in ("inspected_on", "done_on") and not isinstance(value, date):
                raise Refusal(N_("Enter the date."), field=name)
            facts[name] = value if not isinstance(value, Both) or value.ru or value.en else Both()
        return facts

    def state(self) -> dict[str, object]:
        """With what is withheld."""
        return {**super().state(), "withheld": self.withheld.state()}

    def restore(self, state: Mapping[str, object]) -> None:
        """With what is withheld."""
        self.withheld.restore(state.get("withheld"))
        super().restore(state)


class DoneDialog(AnswerDialog):
    """Report what was done: corrected, blocked, ceased, destroyed."""

    NAME = "report_done"
    TITLE = N_("Report what was done")

    def forms(self) -> Sequence[str]:
        """The one notice."""
        return ("notice_done",)
