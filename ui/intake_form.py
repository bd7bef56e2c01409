# SPDX-License-Identifier: Apache-2.0
"""The fields of a new request: the few the law needs first, the rest under “More”.

The same form serves a letter that was taken in and a request typed by hand; it gives an ``Intake``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desk.domain.days import moment_of
from desk.domain.kinds import ApplicantRole, Channel, DemandKind
from desk.domain.laws import RUSSIAN, kept, read
from desk.domain.proof import PROVED_KINDS
from desk.domain.request import PARTS, Completeness, Intake, PersonFields
from desk.domain.same_name import names_agree
from desk.errors import Refusal
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.sequence import known_day
from desk.services.settings import usual_laws
from desk.text import N_
from ui import words
from ui.forms import (
    AreaField,
    CheckField,
    ChoiceField,
    DateField,
    Field,
    Form,
    MomentField,
    Section,
    TextField,
)
from ui.kinds_field import KindsEditor, KindsField
from ui.language import _, ngettext
from ui.law_fields import CHOOSING, follow_law, law_fields

_ALIASES = {
    "subject": "name",
    "subject.name": "name",
    "subject.email": "email",
    "subject.phone": "phone",
    "subject.address": "address",
    "applicant": "other_name",
    "applicant.name": "other_name",
    "applicant.email": "other_email",
    "applicant.address": "other_address",
    "kinds": "demands",
    "kind": "demands",
}
_OF_A_LETTER = ("text", "sent", "answer_form", "sets_date", "document", "relation", "signature")
"""Fields that mean nothing where nobody wrote."""


_PROOF = CheckField(
    "proof",
    N_("Confirming data enclosed"),
    hint=N_("Seven working days run from the date they were received (Art. 20 (3), 21 (2))."),
)


def _channels() -> list[tuple[object, str]]:
    return [(channel, words.label(channel)) for channel in Channel]


def answer_forms() -> list[tuple[object, str]]:
    """How an answer may be wanted: as the request came, or another way it asks for (R02)."""
    return [("", _("as the request came")), *_channels()[:-1]]


def answer_languages() -> list[tuple[object, str]]:
    """In which language an answer may be wanted."""
    return [("ru", _("Russian")), ("en", _("English"))]


def _received(desk: Desk, hint: str) -> MomentField:
    label = N_("&Received")
    return MomentField(
        "received", label, hint=hint, mandatory=True, now=desk.now, zone=desk.zone, by_day=True
    )


def intake_fields(desk: Desk, *, with_text: bool = False) -> list[Field | Section]:
    """The fields, the needed ones first; ``with_text`` where there is no letter to read."""
    roles = [(role, words.label(role)) for role in ApplicantRole]
    now, zone = desk.now, desk.zone
    text = [AreaField("text", N_("&Words of the request"), rows=3)] if with_text else []
    laws, usual = law_fields(), usual_laws(desk) == RUSSIAN
    return [
        _received(desk, N_("For a letter by post the date is enough.") if with_text else ""),
        ChoiceField("channel", N_("&How it was received"), _channels),
        KindsField("demands", N_("What is &demanded"), mandatory=True),
        _PROOF,
        TextField("name", N_("&Name of the data subject")),
        TextField("email", N_("E-m&ail")),
        CheckField("same_person", N_("The same person as on a card we have")),
        CheckField("takes_name", N_("Put this name on the card, which has none")),
        CheckField("follows", N_("Link it with the request it seems to belong to")),
        ChoiceField("language", N_("&Language of the answer"), answer_languages()),
        AreaField("summary", N_("In shor&t"), rows=2),
        *text,
        *([] if usual else laws),
        Section(N_("More: representative, address, dates…"), folded=True),
        *(laws if usual else []),
        ChoiceField("role", N_("Who &wrote"), roles),
        TextField("other_name", N_("Representative’s name")),
        TextField("other_email", N_("Representative’s e-mail")),
        TextField("other_address", N_("Representative’s postal address")),
        TextField("authority", N_("Representative’s authority")),
        TextField("phone", N_("Telephone")),
        TextField("address", N_("Postal address")),
        MomentField(
            "sent", N_("Sent"), now=now, zone=zone, by_day=True, hint=N_("Repeats count from it.")
        ),
        ChoiceField("answer_form", N_("Form of answer"), answer_forms),
        DateField("sets_date", N_("The letter sets a date"), today=desk.today),
        TextField("their_number", N_("Number of their letter")),
        DateField("their_date", N_("Date of their letter"), today=desk.today),
        CheckField("document", N_("The letter gives the identity document’s details")),
        CheckField("relation", N_("The letter shows a relationship with you")),
        CheckField("signature", N_("The letter is signed")),
    ]


class IntakeForm(Form):
    """Gives an ``Intake``; recognises a person the desk already knows while the address is typed."""

    def __init__(self, desk: Desk, parent: QWidget, *, with_text: bool = False) -> None:
        super().__init__(intake_fields(desk, with_text=with_text), parent)
        self._desk = desk
        self._known: int | None = None
        self._nameless = False
        self._agrees = False
        self._extra = Intake(received=desk.now(), channel=Channel.EMAIL, demands=())
        for name in ("same_person", "takes_name", "follows"):
            self.show_field(name, shown=False)
        self._timer = QTimer(self, singleShot=True, interval=300)
        self._timer.timeout.connect(self._look_up)
        for name in ("email", "name"):
            self.editor(name).changed.connect(self._timer.start)
        for name in ("name", "same_person"):
            self.editor(name).changed.connect(self._offer_name)
        self.editor("demands").changed.connect(self._follow_kinds)
        self.editor("role").changed.connect(self._change_places)
        self.editor("role").changed.connect(self._follow_role)
        self._proves_other = False
        self._follow_law = follow_law(self, lambda: self.editor("role").value() in CHOOSING)
        self._follow_role()

    def show_intake(self, intake: Intake) -> None:
        """Fill the form from ``intake``; what has no field of its own is kept."""
        self._extra = intake
        subject, other = intake.subject, intake.applicant or PersonFields()
        self.set(
            {
                "received": known_day(intake, self._desk.zone) or intake.received,
                "channel": intake.channel,
                "demands": intake.demands,
                "name": subject.name,
                "email": subject.email,
                "phone": subject.phone,
                "address": subject.address,
                "language": intake.language,
                "summary": intake.summary,
                "role": intake.role,
                "other_name": other.name,
                "other_email": other.email,
                "other_address": other.address,
                "authority": intake.authority,
                "sent": intake.sent,
                "answer_form": intake.answer_form,
                "sets_date": intake.sets_date or None,
                "their_number": intake.their_number,
                "their_date": intake.their_date or None,
                "document": intake.completeness.document,
                "relation": intake.completeness.relation,
                "signature": intake.completeness.signature,
                "laws": kept(intake.laws or usual_laws(self._desk)),
                "third_party": intake.third_party,
                "proof": intake.proof,
            }
        )
        self._follow_law()
        self._look_up()
        if intake.their_number or intake.sets_date:
            self.unfold("their_number")  # read from the letter, so to be looked at
        if intake.role is ApplicantRole.REPRESENTATIVE:
            self.unfold("role")
        if intake.subject_id is not None:
            self._offer(intake.subject_id)

    def offer_link(self, number: str) -> None:
        """Let the request it follows be linked with it, unless the box is cleared."""
        self.show_field("follows", shown=True)
        self.editor("follows").set(True)
        text = _("Link with request {number}: the two requests name each other", number=number)
        self.editor("follows").main.setProperty("text", text)

    def intake(self) -> Intake:
        """What the form says; raises ``Refusal`` naming the field."""
        typed = self.values()
        received = typed["received"]
        if not isinstance(received, date):
            raise Refusal(
                N_("Enter when the request was received; the deadline runs from it."),
                field="received",
            )
        sent, sets_date = typed["sent"], typed["sets_date"]
        role = typed["role"]
        assert isinstance(role, ApplicantRole)
        return Intake(
            received=moment_of(received, self._desk.zone),
            by_day=not isinstance(received, datetime),
            channel=Channel(str(typed["channel"])),
            demands=self._demands(),
            subject=self._subject(typed),
            role=role,
            applicant=self._applicant(typed, role),
            authority=str(typed["authority"]),
            sent=sent if isinstance(sent, date) else None,
            language=str(typed["language"]),
            summary=str(typed["summary"]),
            text=str(typed.get("text", "")) or self._extra.text,
            answer_form=str(typed["answer_form"] or ""),
            completeness=Completeness(
                **(there := {name: bool(typed[name]) for name in PARTS}), looked=any(there.values())
            ),
            sets_date=sets_date.isoformat() if isinstance(sets_date, date) else "",
            **self._theirs(typed),
            repeat_of=self._extra.repeat_of,
            follows=self._extra.follows if typed["follows"] else None,
            subject_id=self._known if typed["same_person"] else None,
            takes_name=bool(typed["takes_name"]),
            laws=read(str(typed["laws"])) if role in CHOOSING else (),
            third_party=bool(typed["third_party"]),
            proof=self.brings_proof(),
        )

    def offer_proof(self, offered: bool) -> None:
        """Ask whether confirming data are enclosed even where this letter demands nothing they belong to."""
        self._proves_other = offered
        self._follow_kinds()

    def brings_proof(self) -> bool:
        """Whether confirming data came with it, where it is asked."""
        return self._asks_proof() and bool(self.editor("proof").value())

    def _asks_proof(self) -> bool:
        own = self.editor("role").value() is ApplicantRole.NOBODY
        demanded = not PROVED_KINDS.isdisjoint(self._kinds().value())
        return not own and (demanded or self._proves_other)

    def _follow_kinds(self) -> None:
        self.show_field("proof", shown=self._asks_proof())

    def complain(self, refusal: Refusal) -> None:
        """Bring the refusal of a service to the field of this form it means."""
        field = _ALIASES.get(refusal.field or "", refusal.field)
        super().complain(Refusal(refusal.msgid, field=field, **refusal.params))

    def _demands(self) -> tuple[DemandKind, ...]:
        return self._kinds().value()

    def _kinds(self) -> KindsEditor:
        return self.editor_of(KindsEditor, "demands")

    def _subject(self, typed: Mapping[str, object]) -> PersonFields:
        return PersonFields(
            name=str(typed["name"]),
            email=str(typed["email"]),
            phone=str(typed["phone"]),
            address=str(typed["address"]),
            language=str(typed["language"]),
        )

    def _applicant(self, typed: Mapping[str, object], role: ApplicantRole) -> PersonFields | None:
        if role is ApplicantRole.REPRESENTATIVE:
            return self._other(typed)
        return self._extra.applicant if role is ApplicantRole.RKN else None

    def _theirs(self, typed: Mapping[str, object]) -> dict[str, str]:
        """What the letter of an authority bears; of nobody else."""
        if typed["role"] is not ApplicantRole.RKN:
            return {}
        day = typed["their_date"]
        written = day.isoformat() if isinstance(day, date) else ""
        return {"their_number": str(typed["their_number"]), "their_date": written}

    def _other(self, typed: Mapping[str, object]) -> PersonFields:
        read, name = self._extra.applicant or PersonFields(), str(typed["other_name"])
        return replace(
            read if read.name == name else PersonFields(),
            name=name,
            email=str(typed["other_email"]),
            address=str(typed["other_address"]),
            language=str(typed["language"]),
        )

    def _change_places(self) -> None:
        """Bring the writer the letter names to the place its role gives, and whom he speaks for."""
        intake, role = self._extra, self.editor("role").value()
        speaks = intake.role is ApplicantRole.REPRESENTATIVE
        writer = (intake.applicant if speaks else intake.subject) or PersonFields()
        whom = intake.subject if speaks else PersonFields()
        shown = str(self.editor("name").value())
        if not (writer.name or writer.email):
            return
        if role is ApplicantRole.SUBJECT and speaks and shown == whom.name:
            self.set({"name": writer.name, "email": writer.email, "phone": writer.phone})
        elif role is ApplicantRole.REPRESENTATIVE and shown == writer.name:
            self.set(
                {"name": whom.name, "email": whom.email, "phone": whom.phone,
                 "other_name": writer.name, "other_email": writer.email}
            )  # fmt: skip

    def _follow_role(self) -> None:
        speaks = self.editor("role").value() is ApplicantRole.REPRESENTATIVE
        for name in ("other_name", "other_email", "other_address", "authority"):
            self.show_field(name, shown=speaks)
        self.rename("phone", _("Telephone of the data subject") if speaks else _("Telephone"))
        self.rename(
            "address", _("Postal address of the data subject") if speaks else _("Postal address")
        )
        official = self.editor("role").value() is ApplicantRole.RKN
        for name in ("their_number", "their_date"):
            self.show_field(name, shown=official)
        own = self.editor("role").value() is ApplicantRole.NOBODY
        for name in filter(self.holds, _OF_A_LETTER):
            self.show_field(name, shown=not own)
        self._kinds().show_own(own)
        self._follow_kinds()
        self.rename("received", _("Found on") if own else _("&Received"))
        self.show_hint("received", shown=not own)
        self.rename("demands", _("What was &found") if own else _("What is &demanded"))
        self._follow_law()

    def _look_up(self) -> None:
        from desk.services.request.people_cards import card_at, people_like

        email = str(self.editor("email").value())
        name = str(self.editor("name").value())
        intake = self._extra
        if (name, email) == (intake.subject.name, intake.subject.email) and intake.subject_id:
            # A known person may write from an address that is on no card.
            self._offer(intake.subject_id)
            return
        found, agrees = card_at((fold(email.strip()),), name)
        if found is None and len(name.split()) > 1:
            exact = [c for c in people_like(self._desk, name) if _same(c.fields.name, name)]
            if len(exact) == 1:  # of several namesakes none is likelier than the others
                found, agrees = exact[0].id, not (email and exact[0].fields.email)
        self._offer(found, agrees=agrees)

    def _offer(self, person: int | None, *, agrees: bool = True) -> None:
        from desk.services.request.people_cards import person_card

        card = None if person is None else person_card(self._desk, person)
        name = str(self.editor("name").value())
        agrees = agrees and card is not None and names_agree(card.fields.name, name)
        if (person, agrees) == (self._known, self._agrees):
            return
        self._known, self._agrees = person, agrees
        self._nameless = card is not None and not card.fields.name
        self.show_field("same_person", shown=card is not None)
        self.editor("same_person").set(agrees)
        if card is None:
            return
        count = ngettext("{number} request", "{number} requests", len(card.requests))
        told = {"name": card.fields.name, "ref": words.short(card.ref), "count": count}
        text = _("The same person: card {ref} ({count})", **told)
        if not agrees:
            text = _("The same person: {name}, card {ref} ({count})", **told)
        box = self.editor("same_person").main
        box.setProperty("text", text)

    def _offer_name(self) -> None:
        """A card without a name may take the one that is typed here."""
        told = bool(self.editor("name").value()) and bool(self.editor("same_person").value())
        self.show_field("takes_name", shown=self._nameless and told)


def _same(one: str, other: str) -> bool:
    return one.casefold().strip() == other.casefold().strip()
