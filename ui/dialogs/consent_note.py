# SPDX-License-Identifier: Apache-2.0
"""Short acts on a consent: its conditions were published, a note, a record made by mistake."""

from __future__ import annotations

from desk.domain.consent import EVIDENCE as PROOFS
from desk.domain.consent import ConsentWay
from desk.domain.consent_view import ConsentView
from desk.domain.said import EVIDENCE_TITLES
from desk.errors import Refusal
from desk.services.consent import consents
from desk.text import N_
from ui.act import ActDialog, Fields, NoteAct, ReasonAct
from ui.dialogs.inquiry import day_of
from ui.forms import AreaField, DateField, Field, Section, TextField


class ConsentAct(ActDialog):
    """An act on a consent."""

    card: ConsentView | None


class PublishedDialog(ConsentAct):
    """Record that the conditions of dissemination were published (R27)."""

    NAME = "publish"
    TITLE = N_("Record publication")
    VERB = N_("&Record")
    INTRO = N_(
        "The conditions of processing, with any prohibitions and conditions set by the subject, "
        "must be published within three working days of the consent (Art. 10.1 (10))."
    )

    def fields(self) -> Fields:
        """The day."""
        return (DateField("on", N_("Published &on"), today=self.desk.today, mandatory=True),)

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, object]) -> object:
        """Record it."""
        return consents.mark_published(self.desk, self.request(), day_of(values["on"], "on"))


class ConsentNoteDialog(NoteAct, ConsentAct):
    """Put a note into the history."""

    OWNER = "consent"

    def add(self, text: str) -> object:
        """Add it."""
        return consents.add_consent_note(self.desk, self.request(), text)


class ProofDialog(ConsentAct):
    """Put right what proves a consent."""

    NAME = "evidence"
    TITLE = N_("Correct the proof")
    INTRO = N_(
        "The proof of the consent, as it was given. To change what was agreed to or when, make "
        "the record void and enter it again. Add files with “Attach evidence…”."
    )

    def fields(self) -> Fields:
        """What the way it was given leaves as proof, and the reason."""
        fields = self.card.card.fields if self.card else None
        asked: list[Field | Section] = [
            TextField(f"proof_{name}", EVIDENCE_TITLES[name]) for name in self._asked()
        ]
        if fields is not None and fields.way is ConsentWay.THROUGH_ANOTHER:
            asked.append(AreaField("through_proof", N_("Their proof"), rows=2))
        return [*asked, AreaField("reason", N_("&Reason"), mandatory=True)]

    def prepare(self) -> None:
        """As it is recorded."""
        if self.card is not None:
            fields = self.card.card.fields
            known = {f"proof_{name}": text for name, text in fields.evidence.items()}
            self.form.set({**known, "through_proof": fields.through_proof})

    def act(self, values: dict[str, object]) -> object:
        """Put it right."""
        proofs = {name: str(values[f"proof_{name}"]) for name in self._asked()}
        proof, reason = str(values.get("through_proof", "")), str(values["reason"])
        try:
            return consents.correct_evidence(self.desk, self.request(), proofs, proof, reason)
        except Refusal as refusal:
            field = (refusal.field or "").replace("evidence.", "proof_")
            raise Refusal(refusal.msgid, field, **refusal.params) from None

    def _asked(self) -> list[str]:
        """The moment is that of the consent itself and stays."""
        names = PROOFS[self.card.row.way] if self.card else ()
        return [name for name in names if name != "moment"]


class VoidConsentDialog(ReasonAct, ConsentAct):
    """Void a consent recorded by mistake."""

    NAME = "void"
    TITLE = N_("Make the consent void")
    VERB = N_("Make &void")
    INTRO = N_(
        "Only for a consent recorded by mistake: the wrong person, or the same consent twice. "
        "Its number stays in use, and the journal records that it is void. If the subject takes "
        "a consent back, withdraw it instead."
    )

    def because(self, reason: str) -> object:
        """Void it."""
        return consents.void_consent(self.desk, self.request(), reason)
