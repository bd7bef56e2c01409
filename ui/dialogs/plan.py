# SPDX-License-Identifier: Apache-2.0
"""A new destruction: why, since which day, whose data; from a request, from what is due, or by hand."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from desk.domain.destruction import RULE_OF, Cause, Offer, PlanFields
from desk.domain.request import RequestCard
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.text import N_
from ui import destruction_words as said
from ui import words
from ui.act import ActDialog, Card, Fields
from ui.forms import AreaField, ChoiceField, DateField, Section, TextField
from ui.jobs import Jobs
from ui.language import _
from ui.people_field import PeopleField
from ui.registers import iso


class PlanDialog(ActDialog):
    """Plan a destruction; over a request, the one it demands."""

    NAME = "plan"
    TITLE = N_("Plan a destruction")
    VERB = N_("&Plan")
    INTRO = N_(
        "What to destroy and what to keep is proposed from the data you hold on these people; "
        "you decide before it is carried out."
    )

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        parent: QWidget | None,
        card: Card | None = None,
        asked: PlanFields | None = None,
    ) -> None:
        self.asked = asked
        request = card.row.id if isinstance(card, RequestCard) else None
        self.offers: tuple[Offer, ...] = (
            destructions.offers(desk)
            if request is None
            else (destructions.offer_of(desk, request),)
        )
        if asked is not None:
            self.offers = (
                Offer("asked", asked.cause, asked.caused, asked.subjects, request=asked.request),
            )
        super().__init__(desk, jobs, parent, card)

    def fields(self) -> Fields:
        """What asks for it, then cause, day and people; a date of a contract under “more”."""
        offered = [(n, said.offer_line(each)) for n, each in enumerate(self.offers)]
        causes = [(cause, words.label(cause)) for cause in Cause]
        return (
            ChoiceField("offer", N_("&Proposed"), [*offered, (None, _("by hand"))]),
            ChoiceField("cause", N_("&Reason"), causes),
            DateField(
                "caused",
                N_("Date the reason arose"),
                today=self.desk.today,
                mandatory=True,
                hint=N_(
                    "Receipt of the withdrawal, purpose achieved, retention period over, finding."
                ),
            ),
            PeopleField("subjects", N_("&Whose data"), self.desk, mandatory=True),
            TextField(
                "labels",
                N_("Instead of a name"),
                hint=N_(
                    "Other information about the person for the act, where the name is not known "
                    "(order 179, item 3 в)."
                ),
            ),
            Section(N_("More: your own date, a note"), folded=True),
            DateField(
                "due",
                N_("Destroy by"),
                today=self.desk.today,
                hint=N_("If a contract or an agreement sets the date, or no rule does."),
            ),
            TextField("clause", N_("Clause that sets it")),
            AreaField("note", N_("&Note"), rows=2),
        )

    def prepare(self) -> None:
        """The request, or an empty form."""
        form = self.form
        form.editor("offer").set(None)
        given = self.card is not None or self.asked is not None
        form.show_field("offer", bool(self.offers) and not given)
        form.editor("offer").changed.connect(self._take_offer)
        form.editor("cause").changed.connect(self._follow)
        form.editor("subjects").changed.connect(self._follow)
        if given:
            form.editor("offer").set(0)
        else:
            form.set({"caused": self.desk.today()})
        self._follow()

    def begin(self) -> None:
        """What is proposed comes first."""
        self.form.focus_first()

    def place(self) -> dict[str, object]:
        """The request it was begun from."""
        return {"request": self.card.row.id if self.card is not None else 0}

    def state(self) -> dict[str, object]:
        """With what another page proposed."""
        told = self.asked
        if told is None:
            return super().state()
        asked = {
            "cause": str(told.cause),
            "caused": told.caused,
            "subjects": list(told.subjects),
            "request": told.request,
        }
        return {**super().state(), "asked": asked}

    def act(self, values: dict[str, object]) -> int:
        """Plan it."""
        offer, people = self._offer(), self._people()
        caused, cause = values["caused"], values["cause"]
        assert isinstance(cause, Cause)
        label = str(values["labels"])
        kept = [holding for holding, person in offer.holdings if person in people] if offer else []
        fields = PlanFields(
            cause=cause,
            caused=iso(caused),
            subjects=people,
            labels=dict.fromkeys(self._nameless(), label) if label else {},
            request=offer.request if offer is not None else None,
            due=iso(values["due"]),
            clause=str(values["clause"]),
            note=str(values["note"]),
            holdings=tuple(kept),
        )
        return destructions.plan_destruction(self.desk, fields)

    def _offer(self) -> Offer | None:
        chosen = self.form.editor("offer").value()
        return self.offers[chosen] if isinstance(chosen, int) else None

    def _people(self) -> tuple[int, ...]:
        chosen = self.form.editor("subjects").value()
        return chosen if isinstance(chosen, tuple) else ()

    def _nameless(self) -> list[int]:
        from desk.services.request.people_cards import person_card

        return [id for id in self._people() if not person_card(self.desk, id).fields.name]

    def _take_offer(self) -> None:
        offer = self._offer()
        if offer is not None:
            day = date.fromisoformat(offer.caused)
            self.form.set({"cause": offer.cause, "caused": day, "subjects": offer.subjects})
            if offer.due:
                due = date.fromisoformat(offer.due)
                self.form.set({"due": due, "clause": offer.clause})
                self.form.unfold("due")

    def _follow(self) -> None:
        """Without a rule the day is asked for at once; a name that is missing, too."""
        if self.form.editor("cause").value() not in RULE_OF:
            self.form.unfold("due")
        self.form.show_field("labels", bool(self._nameless()))
