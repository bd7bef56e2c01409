# SPDX-License-Identifier: Apache-2.0
"""Complaints, claims and own findings: what was found out, blocked, handed in and put right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from desk.domain import said
from desk.domain.deeds import ACTION_OF, DEEDS, FOUND_ROWS
from desk.domain.guidance import usual_deed
from desk.domain.kinds import ApplicantRole, DemandKind, DemandState
from desk.domain.proof import PROVED_KINDS
from desk.domain.request import DeadlineView
from desk.domain.steps import INFORMATION_KINDS
from desk.errors import Refusal
from desk.services.register.holdings import active_holdings
from desk.services.request import requests
from desk.services.request.settling import unfounded_possible
from desk.text import N_
from ui import words
from ui.act import Fields, RequestAct
from ui.forms import AreaField, CheckField, ChoiceField, DateField, MomentField
from ui.language import _


def day_of(value: object, field: str) -> date:
    """The day a field holds; refuses an empty one."""
    if not isinstance(value, date):
        raise Refusal(N_("Enter the date."), field=field)
    return value


_OWN = N_(
    "What you found out about it, why it happened and what is being done. If the processing is "
    "unlawful, the deadlines to cease it (3 working days) and to destroy the data (10 working "
    "days) run from the date of the finding."
)


_RECORDED = N_("If empty: the date already recorded.")


class InquiryDialog(RequestAct):
    """Record facts, cause and measures; an unlawful finding opens the terms to stop and to destroy."""

    NAME = "inquire"
    TITLE = N_("Record the inquiry")
    VERB = N_("&Record")
    INTRO = N_(
        "What was found out about the complaint. If the processing turns out to be unlawful, the "
        "deadlines to cease it (3 working days) and to destroy the data (10 working days) run "
        "from the date of the finding."
    )

    def introduction(self) -> str:
        """Nobody complained of what the operator found."""
        return _OWN if self._own() else self.INTRO

    def prepare(self) -> None:
        """What was found to be unlawful is unlawful, unless the inquiry shows otherwise."""
        if self._own() and self.card:
            self.form.set({"unlawful": DemandKind.CLAIM_UNLAWFUL in self.card.row.kinds})

    def _found(self) -> bool:
        """Whether the day of the finding is on record already."""
        lines = self.card.deadlines if self.card else ()
        return any(line.due.row in FOUND_ROWS for line in lines)

    def _own(self) -> bool:
        return self.card is not None and self.card.role is ApplicantRole.NOBODY

    def fields(self) -> Fields:
        """Facts, cause, measures, and whether it was unlawful."""
        return (
            AreaField("facts", N_("&Facts"), mandatory=True),
            AreaField("cause", N_("&Cause"), mandatory=True),
            AreaField("measures", N_("&Measures"), mandatory=True),
            CheckField("unlawful", N_("The processing was &unlawful")),
            DateField(
                "found_on",
                N_("&Found on"),
                today=self.desk.today,
                hint=_RECORDED if self._found() else N_("If empty: today."),
            ),
        )

    def act(self, values: dict[str, object]) -> object:
        """Record the inquiry."""
        found = values["found_on"]
        return requests.record_inquiry(
            self.desk,
            self.request(),
            str(values["facts"]),
            str(values["cause"]),
            str(values["measures"]),
            unlawful=bool(values["unlawful"]),
            found_on=found if isinstance(found, date) else None,
        )


class BlockDialog(RequestAct):
    """Record that the data are blocked for the duration of the check, or why they are not."""

    NAME = "block"
    TITLE = N_("Block the data")
    VERB = N_("&Record")
    INTRO = N_(
        "Data said to be unlawfully processed or inaccurate must be blocked at once for the "
        "duration of the check. Inaccurate data may stay unblocked only if blocking would harm "
        "the person or others (Art. 21 (1))."
    )

    def fields(self) -> Fields:
        """Blocked or not, and the note."""
        options = [("block", N_("The data are blocked"))]
        # Only what is inaccurate may stay unblocked (Art. 21 (1)).
        if any(each.due.row == "R12" and not each.met for each in self._terms()):
            options += [
                ("decline", N_("The data are not blocked: it would harm the person or others"))
            ]
        return (
            ChoiceField("what", N_("&Decision"), options),
            AreaField("note", N_("&Where and how, or why not")),
            MomentField(
                "at",
                N_("&Since when"),
                now=self.desk.now,
                zone=self.desk.zone,
                by_day=True,
                hint=N_("If empty: now."),
            ),
        )

    def _terms(self) -> Sequence[DeadlineView]:
        return self.card.deadlines if self.card else ()

    def prepare(self) -> None:
        """What is not blocked has no beginning."""
        what = self.form.editor("what")
        what.changed.connect(lambda: self.form.show_field("at", shown=what.value() == "block"))

    def act(self, values: dict[str, object]) -> object:
        """Record the block, or the reason for none."""
        if values["what"] == "decline":
            if not str(values["note"]).strip():
                raise Refusal(N_("State why the data are not blocked."), field="note")
            return requests.decline_block(self.desk, self.request(), str(values["note"]))
        at = values["at"]
        since = at if isinstance(at, date) else None
        return requests.block(self.desk, self.request(), str(values["note"]), since)


class UnblockDialog(RequestAct):
    """Record that the block was lifted."""

    NAME = "unblock"
    TITLE = N_("Lift the block")
    VERB = N_("&Record")
    INTRO = N_(
        "The block is lifted once the data have been corrected (Art. 21 (2)) or the check has "
        "found nothing unlawful. The notice to the person says so."
    )

    def fields(self) -> Fields:
        """Why the block was lifted."""
        return (AreaField("note", N_("&Why and where"), mandatory=True),)

    def act(self, values: dict[str, object]) -> object:
        """Record it."""
        return requests.unblock(self.desk, self.request(), str(values["note"]))


class _OfDemand(RequestAct):
    """An act on one of the demands."""

    def demands(
        self, *, whole: bool = False, running: bool = False, only: Collection[DemandKind] = ()
    ) -> ChoiceField:
        """The demands to choose from, of the kinds ``only``; ``whole`` offers all of them at once."""
        shown = self.card.demands if self.card else ()
        options: list[tuple[object, str]] = [
            (demand.id, words.label(demand.called))
            for demand in shown
            if not running or demand.state is DemandState.OPEN
            if not only or demand.kind in only
        ]
        if whole and len(options) != 1:
            options.append((None, _("the whole request")))
        return ChoiceField("demand", N_("&Demand"), options)


class EvidenceDialog(_OfDemand):
    """Record the day confirming data were handed in: the seven working days run from it."""

    NAME = "evidence"
    TITLE = N_("Confirming data received")
    VERB = N_("&Record")
    INTRO = N_(
        "The person submitted data confirming the demand. From this date you have seven working "
        "days to correct or destroy the data (Art. 20 (3), 21 (2))."
    )

    def fields(self) -> Fields:
        """Which demand, which day: only those confirming data can belong to."""
        return (
            self.demands(only=PROVED_KINDS),
            DateField("on", N_("Handed in &on"), today=self.desk.today, mandatory=True),
        )

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, object]) -> object:
        """Open the term."""
        demand = int(str(values["demand"] or 0))
        return requests.add_evidence(self.desk, self.request(), demand, day_of(values["on"], "on"))


class RemedyDialog(_OfDemand):
    """Record a deed: corrected, blocked, ceased, destroyed; the terms it meets end on that day."""

    NAME = "remedy"
    TITLE = N_("Record a measure taken")
    VERB = N_("&Record")
    INTRO = N_("What was actually done. The deadlines this meets end on the date it was done.")

    def fields(self) -> Fields:
        """Which demand, what was done and when."""
        deeds = [("", N_("choose what was done")), *((deed, said.DEEDS[deed]) for deed in DEEDS)]
        doable = frozenset(DemandKind) - INFORMATION_KINDS
        return (
            self.demands(whole=True, only=doable),
            ChoiceField("action", N_("&What was done"), deeds),
            DateField("on", N_("D&one on"), today=self.desk.today, mandatory=True),
            AreaField(
                "note",
                N_("&Note"),
                hint=N_(
                    "Systems, media, what exactly; the notice to the person starts with these "
                    "words. For a destruction, also the number and date of its act."
                ),
            ),
        )

    def prepare(self) -> None:
        """Today, and the deed that ends the term that runs out first, else the one the demand asks for.

        That data were destroyed nobody records unawares: it is chosen. So is the end of a processing of
        which nothing is on record.
        """
        self.form.set({"on": self.desk.today(), **self._wanted()})

    def _wanted(self) -> dict[str, object]:
        terms = self.card.deadlines if self.card else ()
        running = [(usual_deed(each.due.row), each.demand) for each in terms if not each.met]
        if owed := next(((deed, demand) for deed, demand in running if deed), None):
            deed, demand = owed
            return {"action": self._preset(deed), "demand": demand}
        kinds = self.card.row.kinds if self.card else ()
        asked = (ACTION_OF.get(kind, "") for kind in kinds)
        deed = next((deed for deed in asked if deed in DEEDS), "")
        return {"action": self._preset(deed)}

    def _preset(self, deed: str) -> str:
        subject = self.card.subject_id if self.card else None
        idle = subject is not None and not active_holdings(self.desk, subject)
        return "" if deed == "destruction" or (deed == "cessation" and idle) else deed

    def act(self, values: dict[str, object]) -> object:
        """Record the deed."""
        demand = values["demand"]
        return requests.record_remedy(
            self.desk,
            self.request(),
            demand if isinstance(demand, int) else None,
            str(values["action"]),
            day_of(values["on"], "on"),
            str(values["note"]),
        )


class DecideDialog(_OfDemand):
    """Decide one demand without a paper, above all when the applicant took it back."""

    NAME = "decide"
    TITLE = N_("Decide a demand")
    VERB = N_("&Decide")
    INTRO = N_(
        "A demand is decided by the paper that answers it. Decide by hand only what needs no "
        "paper: above all a demand the applicant withdrew."
    )

    def fields(self) -> Fields:
        """Which demand, how it was decided, and why."""
        final = [state for state in DemandState if state is not DemandState.OPEN]
        if not unfounded_possible(self.desk, self.request()):
            final.remove(DemandState.UNFOUNDED)
        states = [(state, words.label(state)) for state in (final[-1], *final[:-1])]
        return (
            self.demands(running=True),
            ChoiceField("state", N_("D&ecision"), states),
            AreaField("outcome", N_("&Why"), mandatory=True),
        )

    def act(self, values: dict[str, object]) -> object:
        """Record the decision."""
        state = values["state"]
        assert isinstance(state, DemandState)
        demand = int(str(values["demand"] or 0))
        outcome = str(values["outcome"])
        return requests.decide(self.desk, self.request(), demand, state, outcome)
