# SPDX-License-Identifier: Apache-2.0
"""The fields of a consent: the few it cannot be without first, the rest under “More”.

Which evidence is asked for follows the way it was given; what would make it weak is said while typing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desk.domain.consent import (
    EVIDENCE,
    NO_PROOF,
    NO_PROOF_OF_OTHER,
    NOT_SEPARATE,
    PASSING_ON,
    STAYING_WEAK,
    ConsentFields,
    ConsentKind,
    ConsentWay,
)
from desk.domain.countries import RUSSIA
from desk.domain.registers import Purpose
from desk.domain.request import PersonFields
from desk.domain.said import EVIDENCE_TITLES
from desk.errors import Refusal
from desk.services.consent.cards import warnings_of
from desk.services.desk import Desk
from desk.services.register import registers
from desk.text import N_
from ui import consent_parts, words
from ui.fields import ChoiceEditor, Options
from ui.files import FileField
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
from ui.language import _, current
from ui.person_field import PersonEditor, PersonField
from ui.pick_fields import PickEditor, PickField
from ui.registers import iso

_ALIASES = {
    "person.name": "person",
    "person.email": "email",
    "person.phone": "phone",
    "representative.name": "representative",
    "conditions.resources": "resources",
    "conditions.prohibitions": "prohibitions",
    "files": "file",
    **{f"evidence.{name}": f"proof_{name}" for name in EVIDENCE_TITLES},
}
"""Fields of refusals that have another name here."""
_BESIDE = {
    STAYING_WEAK: "way",
    NOT_SEPARATE: "separate",
    NO_PROOF: "file",
    NO_PROOF_OF_OTHER: "through_proof",
}
"""Beside which field each weakness is told."""
_ADDRESSES = ("email", "phone")
_OF_KIND = {
    ConsentKind.CROSS_BORDER: ("recipients",),
    ConsentKind.DISSEMINATION: ("resources", "prohibitions", "passing_on"),
}
_THROUGH = ("through", "through_proof")
_BY_HAND = ("text_version", "fingerprint")


def _proof(name: str) -> str:
    """The name of the field of an evidence; a telephone is also a field of the person."""
    return f"proof_{name}"


class ConsentForm(Form):
    """Gives ``ConsentFields`` with the person, the representative and a file."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._purposes = {each.id: each for each in registers.purposes(desk)}
        super().__init__([*self._first(), *self._more()], parent)
        self.show_field("lift_stop", shown=False)
        for name in ("kind", "purpose"):
            self.editor(name).changed.connect(self._follow_matter)
        self.editor("way").changed.connect(self._follow_way)
        self.editor("person").changed.connect(self._follow_person)
        self.editor("text").changed.connect(self._follow_text)
        self.changed.connect(self._warn)
        for follow in (self._follow_matter, self._follow_way, self._follow_person):
            follow()
        self._follow_text()
        self._warn()

    def _first(self) -> Iterator[Field | Section]:
        desk, today = self._desk, self._desk.today
        yield PersonField("person", N_("&Whose consent"), mandatory=True, desk=desk)
        yield TextField("email", N_("E-m&ail"))
        yield TextField("phone", N_("Tele&phone"))
        yield CheckField("lift_stop", N_("The owner of the address agreed to advertising again"))
        yield ChoiceField("kind", N_("&Kind"), [(each, words.label(each)) for each in ConsentKind])
        yield ChoiceField("purpose", N_("Pu&rpose"), self._purpose_options, mandatory=True)
        yield PickField(
            "recipients",
            N_("To whom abroad"),
            options=lambda: abroad_options(desk),
            rows=4,
            mandatory=True,
        )
        yield AreaField("resources", N_("Pages it is published on"), rows=2, mandatory=True)
        yield AreaField("prohibitions", N_("Prohibitions and conditions"), rows=2)
        yield ChoiceField(
            "passing_on",
            N_("Passing on"),
            [(each, consent_parts.PASSING_ON[each]) for each in PASSING_ON],
        )
        yield DateField("given", N_("&Given on"), today=today, mandatory=True)
        yield ChoiceField("way", N_("Ho&w it was given"), [(w, words.label(w)) for w in ConsentWay])
        yield TextField("through", N_("Through whom"), mandatory=True)
        yield AreaField("through_proof", N_("Their proof"), rows=2)
        for name, title in EVIDENCE_TITLES.items():
            if name == "moment":
                yield MomentField(_proof(name), title, now=desk.now, zone=desk.zone)
            else:
                yield TextField(_proof(name), title)
        yield FileField("file", N_("Proof as a file"))
        yield CheckField("separate", N_("A separate document: one paper or tick for one purpose"))
        yield CheckField("written", N_("Signed by hand or by an electronic signature (Art. 9 (4))"))

    def _more(self) -> Iterator[Field | Section]:
        today = self._desk.today
        yield Section(N_("More: validity, data, text, representative…"), folded=True)
        yield DateField(
            "valid_until",
            N_("Valid &until"),
            today=today,
            hint=N_("If empty: until it is withdrawn."),
        )
        yield PickField(
            "categories",
            N_("&Data"),
            rows=5,
            hint=N_("None ticked: all the data of the purpose."),
        )
        yield ChoiceField("text", N_("&Text people saw"), [(None, "—")])
        yield TextField("text_version", N_("Version of the text"))
        yield TextField("fingerprint", N_("Fingerprint (SHA-256)"))
        yield TextField("representative", N_("Re&presentative"))
        yield TextField(
            "authority",
            N_("Their authority"),
            hint=N_("What it is based on, without numbers of identity documents."),
        )
        yield DateField("authority_checked", N_("Authority checked on"), today=today)

    # — what it says —

    def fields(self) -> ConsentFields:
        """The consent; raises ``Refusal`` naming the field."""
        typed = self.values()
        kind, way = ConsentKind(str(typed["kind"])), ConsentWay(str(typed["way"]))
        moment = typed[_proof("moment")] if "moment" in EVIDENCE[way] else None
        return ConsentFields(
            kind=kind,
            purpose=_number(typed["purpose"]),
            given=_given(typed["given"], moment),
            way=way,
            categories=_numbers(typed["categories"]),
            evidence=self._evidence(typed, way),
            text=_number(typed["text"]) or None,
            text_version=str(typed["text_version"]),
            fingerprint=str(typed["fingerprint"]).replace(" ", ""),
            separate=bool(typed["separate"]),
            written=bool(typed["written"]),
            authority=str(typed["authority"]),
            authority_checked=iso(typed["authority_checked"]),
            through=str(typed["through"]),
            through_proof=str(typed["through_proof"]),
            recipients=_numbers(typed["recipients"]),
            conditions={name: str(typed[name]) for name in _OF_KIND[ConsentKind.DISSEMINATION]}
            if kind is ConsentKind.DISSEMINATION
            else {},
            valid_until=iso(typed["valid_until"]),
        )

    def person(self) -> int | PersonFields:
        """The card that was picked, or what is known of a new person."""
        known = self._person().value()
        if isinstance(known, int):
            return known
        email, phone = (str(self.editor(name).value()) for name in _ADDRESSES)
        return PersonFields(name=known, email=email, phone=phone)

    def representative(self) -> PersonFields | None:
        """Who gave it for the subject, if anybody."""
        name = str(self.editor("representative").value())
        return PersonFields(name=name) if name else None

    def files(self) -> tuple[tuple[str, bytes], ...]:
        """The proof that was chosen."""
        chosen = self.editor("file").value()
        return (chosen,) if isinstance(chosen, tuple) else ()

    def show_consent(self, fields: ConsentFields) -> None:
        """Fill in what a renewal takes over."""
        self.set({
            "kind": fields.kind, "purpose": self._edition(fields.purpose), "way": fields.way,
            "separate": fields.separate, "written": fields.written, "through": fields.through,
            "recipients": fields.recipients, **fields.conditions,
        })  # fmt: skip
        self.set({"categories": fields.categories})

    def fix(self, *names: str) -> None:
        """Fields that are settled are only read."""
        for name in names:
            self.editor(name).setEnabled(False)

    def complain(self, refusal: Refusal) -> None:
        """Bring the refusal of a service to the field of this form it means."""
        field = _ALIASES.get(refusal.field or "", refusal.field)
        if field == "person" and self.editor("kind").value() is ConsentKind.MARKETING:
            self.show_field("lift_stop")
        super().complain(Refusal(refusal.msgid, field=field, **refusal.params))

    # — what follows what —

    def _person(self) -> PersonEditor:
        return self.editor_of(PersonEditor, "person")

    @Slot()
    def _follow_person(self) -> None:
        for name in _ADDRESSES:
            self.show_field(name, shown=self._person().card is None)

    @Slot()
    def _follow_matter(self) -> None:
        """Kind and purpose decide on recipients, conditions, data and texts."""
        kind = self.editor("kind").value()
        for each, names in _OF_KIND.items():
            for name in names:
                self.show_field(name, shown=each is kind)
        purpose = self._purpose()
        self.editor_of(PickEditor, "categories").offer(self._category_options(purpose))
        self.editor_of(ChoiceEditor, "text").offer(self._text_options(purpose, str(kind)))
        self._follow_text()

    @Slot()
    def _follow_way(self) -> None:
        way = self.editor("way").value()
        asked = EVIDENCE[way] if isinstance(way, ConsentWay) else ()
        for name in EVIDENCE_TITLES:
            self.show_field(_proof(name), shown=name in asked)
        for name in _THROUGH:
            self.show_field(name, shown=way is ConsentWay.THROUGH_ANOTHER)

    @Slot()
    def _follow_text(self) -> None:
        for name in _BY_HAND:
            self.show_field(name, shown=not self.editor("text").value())

    @Slot()
    def _warn(self) -> None:
        """Say plainly what would make it weak; the lack of proof only once the rest is there."""
        try:
            fields = self.fields()
        except Refusal:
            return
        found = warnings_of(fields, self._desk.zone, proved=bool(self.files()))
        ready = bool(fields.purpose and self._person().edit.text())
        for message, name in _BESIDE.items():
            said = message in found and (ready or message != NO_PROOF)
            self.advise(name, _(message) if said else "")

    # — what is offered —

    def _purpose(self) -> Purpose | None:
        return self._purposes.get(_number(self.editor("purpose").value()))

    def _edition(self, id: int) -> int:
        """The edition in force of the purpose an older consent was given for."""
        code = registers.purpose(self._desk, id).fields.code
        found = (each.id for each in self._purposes.values() if each.fields.code == code)
        return next(found, 0)

    def _purpose_options(self) -> Options:
        language = current().language
        titles = [(id, each.fields.title.of(language)) for id, each in self._purposes.items()]
        return [(0, _("choose the purpose")), *titles] if len(titles) != 1 else titles

    def _category_options(self, purpose: Purpose | None) -> Options:
        wanted = purpose.fields.categories if purpose else ()
        views = registers.category_views(self._desk, wanted)
        language = current().language
        return [(id, views[id].title.of(language)) for id in wanted if id in views]

    def _text_options(self, purpose: Purpose | None, kind: str) -> Options:
        """The editions of texts about this kind and purpose, those in force first."""
        if purpose is None:
            return [(None, "—")]
        editions = {None, *(e.id for e in registers.editions(self._desk, purpose.fields.code))}
        language = current().language
        found = (
            (text.id, f"{point.title.of(language)} · {text.version}")
            for point in registers.points(self._desk)
            for text in registers.texts(self._desk, point.id, closed=True)
            if text.kind == kind and text.purpose in editions
        )
        return [(None, "—"), *found]

    def _evidence(self, typed: Mapping[str, object], way: ConsentWay) -> dict[str, str]:
        found = {}
        for name in EVIDENCE[way]:
            value = typed[_proof(name)]
            if value:
                exact = isinstance(value, datetime)
                found[name] = f"{value:%d.%m.%Y %H:%M %z}" if exact else str(value)
        return found


def abroad_options(desk: Desk) -> Options:
    """Recipients in other countries, each with its country."""
    return [
        (each.id, f"{each.name.of(current().language)} ({words.country(each.country)})")
        for each in registers.recipients(desk)
        if each.country != RUSSIA
    ]


def _given(day: object, moment: object) -> str:
    """The moment the evidence tells, else the day; refuses when the two do not agree."""
    if not isinstance(moment, datetime):
        return iso(day)
    if isinstance(day, date) and moment.date() != day:
        raise Refusal(
            N_("The moment is on a different date from the consent."), field=_proof("moment")
        )
    return moment.isoformat()


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _numbers(value: object) -> tuple[int, ...]:
    found = value if isinstance(value, tuple) else ()
    return tuple(each for each in found if isinstance(each, int))
