# SPDX-License-Identifier: Apache-2.0
"""Putting a record right: a wrong moment, kind or person, with a reason; terms are computed anew."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict

from desk.domain.days import start_of
from desk.domain.deeds import PROVED_ROWS
from desk.domain.kinds import FOUND_KINDS, ApplicantRole, Channel, DemandKind, called
from desk.domain.proposal import Correction
from desk.domain.request import PersonFields, RequestCard
from desk.errors import Refusal
from desk.services.request import people_cards, requests
from desk.services.request.who_asks import WHOSE
from desk.text import N_
from ui import words
from ui.act import Fields, RequestAct
from ui.forms import AreaField, ChoiceField, DateField, Field, MomentField, Section, TextField
from ui.intake_form import answer_forms, answer_languages
from ui.kinds_field import ORDER
from ui.language import _, ngettext
from ui.numbers import headed

_PERSON = ("name", "email", "phone", "address")
_ROLES = (ApplicantRole.SUBJECT, ApplicantRole.REPRESENTATIVE, ApplicantRole.RKN)
_NEW = "new"


class _People(TypedDict, total=False):
    """What of a ``Correction`` is about people."""

    role: ApplicantRole | None
    subject: PersonFields | None
    subject_id: int | None
    new_card: bool | None


class _Receipt(TypedDict, total=False):
    """What of a ``Correction`` is about the receipt."""

    received: datetime
    by_day: bool


class CorrectDialog(RequestAct):
    """Change only what was recorded wrongly; everything else stays as it is."""

    NAME = "correct"
    TITLE = N_("Correct the record")
    VERB = N_("&Correct")
    INTRO = N_(
        "Change what was entered wrongly. The deadlines are recalculated; the old values stay in "
        "the journal."
    )

    def fields(self) -> Fields:
        """What can be put right, and why."""
        card = self._card()
        own = card.role is ApplicantRole.NOBODY
        kinds = [
            (kind, words.label(called(kind, own=own)))
            for kind in ORDER
            if not own or kind in FOUND_KINDS
        ]
        numbered = len(card.demands) > 1
        demands: list[Field | Section] = [
            ChoiceField(
                f"kind_{demand.id}",
                _("Kind of demand {order}", order=order) if numbered else N_("&Kind"),
                kinds,
            )
            for order, demand in enumerate(card.demands, start=1)
        ]
        return [
            AreaField("reason", N_("&Reason"), rows=2, mandatory=True),
            *self._when(),
            ChoiceField(
                "channel", N_("&How it was received"), [(c, words.label(c)) for c in Channel]
            ),
            *demands,
            *self._evidence(),
            DateField("sets_date", N_("The letter sets a &date"), today=self.desk.today),
            *self._theirs(),
            ChoiceField("answer_form", N_("Form of ans&wer"), answer_forms),
            ChoiceField("language", N_("&Language of the answer"), answer_languages()),
            AreaField("summary", N_("In shor&t"), rows=2),
            Section(N_("The person")),
            *self._role(),
            ChoiceField("subject_id", N_("C&ard"), self._cards),
            TextField("name", N_("&Name of the data subject")),
            TextField("email", N_("E-&mail")),
            TextField("phone", N_("Tele&phone")),
            TextField("address", N_("Postal addr&ess")),
        ]

    def _when(self) -> list[Field]:
        """When it came and was sent; of either the day may be all that is known."""
        now, zone = self.desk.now, self.desk.zone
        unknown = N_("If empty: not known when it was sent.")
        return [
            MomentField("received", N_("Re&ceived"), now=now, zone=zone, by_day=True),
            MomentField("sent", N_("&Sent"), now=now, zone=zone, by_day=True, hint=unknown),
        ]

    def _evidence(self) -> list[Field]:
        """The days from which a term for confirming data runs; one emptied was recorded by mistake."""
        return [
            DateField(
                f"evidence_{demand}_{day}",
                N_("Confirming data received on"),
                hint=N_("If empty: they were not received; it was recorded by mistake."),
                today=self.desk.today,
            )
            for demand, day in self._proved()
        ]

    def _proved(self) -> list[tuple[int, str]]:
        """Demand and day of every term that runs from confirming data."""
        found = {
            (each.demand, each.due.start.isoformat()): None
            for each in self._card().deadlines
            if each.due.row in PROVED_ROWS and not each.met and each.demand is not None
            if not isinstance(each.due.start, datetime)
        }
        return [*found]

    def _role(self) -> list[Field]:
        """Who asked: the person himself, somebody for him, or Roskomnadzor; an own finding is nobody’s."""
        card = self._card()
        if card.role not in _ROLES:
            return []
        kept = ""
        if card.role is ApplicantRole.REPRESENTATIVE:
            kept = N_("Who wrote becomes the subject.")
        offered = [
            role
            for role in _ROLES
            if card.role is not ApplicantRole.RKN or role is not ApplicantRole.REPRESENTATIVE
        ]
        roles = [(role, words.label(role)) for role in offered]
        return [
            ChoiceField("role", N_("Who &wrote"), roles, hint=kept),
            TextField(
                "represented",
                N_("Acts &for"),
                hint=N_("Name of the subject; who wrote stays as the representative."),
            ),
        ]

    def _follow_role(self) -> None:
        """Whose data it is, is asked where the writer turns out to speak for somebody; cards are for later."""
        role, was = self.form.editor("role").value(), self._card().role
        between = role != was and ApplicantRole.RKN not in (role, was)
        self.form.show_field("represented", shown=between and was is ApplicantRole.SUBJECT)
        for name in ("subject_id", *_PERSON):
            self.form.show_field(name, shown=not between)

    def _follow_channel(self) -> None:
        """Through Roskomnadzor it was Roskomnadzor that asked, and otherwise somebody else."""
        card, through = self._card(), self.form.editor("channel").value() is Channel.RKN
        was_through = card.row.channel is Channel.RKN
        if through == was_through:
            self.form.set({"role": card.role})
        elif through:
            self.form.set({"role": ApplicantRole.RKN})
        elif card.role is ApplicantRole.RKN:
            self.form.set({"role": ApplicantRole.SUBJECT})

    def _theirs(self) -> list[Field]:
        """What only the letter of an authority bears."""
        if self._card().role is not ApplicantRole.RKN:
            return []
        return [
            TextField("their_number", N_("Number of their letter")),
            DateField("their_date", N_("Date of their letter"), today=self.desk.today),
        ]

    def _card(self) -> RequestCard:
        assert self.card is not None
        return self.card

    def _cards(self) -> list[tuple[object, str]]:
        subject = self._card().subject
        found = {
            each.id: each
            for text in (subject.name, subject.email)
            if text
            for each in people_cards.people_like(self.desk, text)
            if each.id != self._card().subject_id
        }
        others = [(each.id, f"{headed(each.ref)} · {each.fields.name}") for each in found.values()]
        return [(None, self._this()), (_NEW, _("its own card")), *others]

    def _this(self) -> str:
        """The card as it is, and how many other requests bear the name that is written on it."""
        id = self._card().subject_id
        others = len(people_cards.person_card(self.desk, id).requests) - 1 if id else 0
        if others < 1:
            return _("this card")
        return ngettext(
            "this card, also of {number} other request",
            "this card, also of {number} other requests",
            others,
        )

    def prepare(self) -> None:
        """Show what is recorded."""
        card = self._card()
        self.form.set(
            {
                "received": card.row.received,
                "sent": card.sent,
                "channel": card.row.channel,
                **{f"kind_{demand.id}": demand.kind for demand in card.demands},
                **{f"evidence_{demand}_{day}": day for demand, day in self._proved()},
                "sets_date": card.sets_date,
                **{each.name: getattr(card, each.name) for each in self._theirs()},
                "answer_form": card.answer_form,
                "language": card.language,
                "summary": card.summary,
                **{name: getattr(card.subject, name) for name in _PERSON},
            }
        )
        if card.role in _ROLES:
            self.form.set({"role": card.role})
            self.form.editor("role").changed.connect(self._follow_role)
            self.form.editor("channel").changed.connect(self._follow_channel)
            self._follow_role()
        self._before = self.form.values()

    def act(self, values: dict[str, object]) -> object:
        """Correct what differs."""
        changed = {name for name, value in values.items() if value != self._before[name]}
        if not changed - {"reason"}:
            raise Refusal(N_("Nothing differs from what is recorded."))
        correction = Correction(
            **self._received(values, changed),
            sent=_day(values, changed, "sent"),
            channel=Channel(str(values["channel"])) if "channel" in changed else None,
            kinds={
                demand.id: DemandKind(str(values[f"kind_{demand.id}"]))
                for demand in self._card().demands
                if f"kind_{demand.id}" in changed
            },
            **self._people(values, changed),
            summary=_text(values, changed, "summary"),
            sets_date=_day(values, changed, "sets_date"),
            their_number=_text(values, changed, "their_number"),
            their_date=_day(values, changed, "their_date"),
            answer_form=_text(values, changed, "answer_form"),
            language=_text(values, changed, "language"),
            evidence={
                (demand, day): _day(values, changed, f"evidence_{demand}_{day}") or ""
                for demand, day in self._proved()
                if f"evidence_{demand}_{day}" in changed
            },
        )
        return requests.correct(self.desk, self.request(), correction, str(values["reason"]))

    def _received(self, values: dict[str, object], changed: set[str]) -> _Receipt:
        """Another moment of receipt, or the day where only that is known."""
        value = values["received"]
        if "received" not in changed or not isinstance(value, date):
            return {}
        if isinstance(value, datetime):
            return {"received": value}
        return {"received": start_of(value, self.desk.zone), "by_day": True}

    def _people(self, values: dict[str, object], changed: set[str]) -> _People:
        """Another role, another card, or other words on the one there is."""
        role, was = values.get("role"), self._card().role
        if "role" in changed and ApplicantRole.RKN not in (role, was):
            represented, language = str(values["represented"]), self._card().subject.language
            return {
                "role": ApplicantRole(str(values["role"])),
                "subject": PersonFields(name=represented, language=language)
                if represented
                else None,
            }
        new = values["subject_id"] == _NEW
        known = new or values["subject_id"] or any(str(values[name]).strip() for name in _PERSON)
        if "role" in changed and role is ApplicantRole.SUBJECT and not known:
            raise Refusal(WHOSE, field="name")
        said = "role" in changed or ("channel" in changed and role)
        return {
            "role": ApplicantRole(str(role)) if said else None,
            "subject": self._person(values, set(_PERSON) if new else changed),
            "subject_id": _number(values["subject_id"]),
            "new_card": True if new else None,
        }

    def _person(self, values: dict[str, object], changed: set[str]) -> PersonFields | None:
        if not changed & set(_PERSON):
            return None
        subject = self._card().subject
        return PersonFields(
            name=str(values["name"]),
            email=str(values["email"]),
            phone=str(values["phone"]),
            address=str(values["address"]),
            language=subject.language,
            dative=subject.dative if "name" not in changed else "",
        )


def _day(values: dict[str, object], changed: set[str], name: str) -> str | None:
    if name not in changed:
        return None
    value = values[name]
    return value.isoformat() if isinstance(value, date) else ""


def _text(values: dict[str, object], changed: set[str], name: str) -> str | None:
    return str(values[name] or "") if name in changed else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
