# SPDX-License-Identifier: Apache-2.0
"""Letters at the beginning of a request: it was received, and what it lacks."""

from __future__ import annotations

from desk.domain.kinds import ApplicantRole
from desk.domain.letter_parts import seen_parts
from desk.domain.request import PARTS, POWER
from desk.services.paper.written import written
from desk.text import N_
from ui.act import Fields
from ui.forms import ManyField
from ui.language import _, current
from ui.record_parts import MISSING_PARTS
from ui.request_paper import RequestPaper


class AcknowledgeDialog(RequestPaper):
    """Acknowledge the receipt with the terms that run."""

    NAME = "acknowledge"
    TITLE = N_("Acknowledge receipt")
    FORMS = ("acknowledgement",)


class CompleteDialog(RequestPaper):
    """Ask for what Art. 14 (3) requires and the letter lacks: only what a person found to be missing."""

    NAME = "complete"
    TITLE = N_("Ask for what is missing")
    FORMS = ("request_to_complete",)

    def option_fields(self) -> Fields:
        """The parts that may be missing, and which of them the letter seems to give."""
        parts = [(name, _(MISSING_PARTS[name])) for name in self._askable()]
        seen = [_(MISSING_PARTS[name]) for name in seen_parts(self.card.text if self.card else "")]
        hint = (
            _(
                "The letter seems to give: {found}. Check before you tick.",
                found=current().listing(seen),
            )
            if seen
            else N_("Look at the letter and its files, and tick only what is missing.")
        )
        return (ManyField("missing", N_("What is &missing"), parts, columns=1, hint=hint),)

    def _askable(self) -> tuple[str, ...]:
        """The parts of Art. 14 (3); of a representative also the power, until it is checked (R47)."""
        stood_in = self.card is not None and self.card.role is ApplicantRole.REPRESENTATIVE
        unchecked = self.card is not None and not self.card.authority_checked
        return (*PARTS, POWER) if stood_in and unchecked else PARTS

    def prepare(self) -> None:
        """What was found to be missing before; nothing is taken to be so unseen."""
        super().prepare()
        if self.replaces is not None:
            self.form.set(dict(written(self.desk, self.replaces.id).said))
        elif self.card:
            self.form.set({"missing": self.card.completeness.missing})

    def extra(self) -> dict[str, object]:
        """What the person says is missing, in the order of the law."""
        said = self._head("missing")
        chosen = said if isinstance(said, tuple) else ()
        return {"missing": tuple(name for name in self._askable() if name in chosen)}
