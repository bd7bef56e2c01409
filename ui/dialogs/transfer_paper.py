# SPDX-License-Identifier: Apache-2.0
"""The papers of Roskomnadzor's cycle: questions to a recipient, the assessment, the notice, the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft
from desk.domain.registers import Recipient
from desk.domain.request import PaperBrief
from desk.domain.transfers import TransferView
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper.languages import Proposed
from desk.services.transfer import papers
from desk.services.transfer.sheets import register_transfers
from desk.text import N_
from ui import transfer_options as options
from ui.act import Fields
from ui.dialogs.journal_requests import JournalDialog
from ui.forms import ChoiceField, DateField
from ui.language import _
from ui.paper_dialog import PaperDialog
from ui.pick_fields import PickField

_RECORDED = {
    "information": "inform",
    **dict.fromkeys(
        ("assessment", "assessor", "assessor_post", "measures", "risk", "conclusion", "left_out"),
        "assess",
    ),
}
"""Where what a paper lacks is recorded: the act on the transfer."""


class _TransferPaper(PaperDialog):
    """A paper on transfers; what it lacks is filled in elsewhere."""

    def begin(self) -> None:
        """What is asked first."""
        self.form.focus_first()

    def go_to(self, where: str) -> None:
        """Recipients have their register; what is recorded of a transfer, its own dialog."""
        place, _dot, part = where.partition(".")
        if place in ("recipient", "parties"):
            question = _(
                "This has to be filled in among the recipients. Open them? Your draft is kept."
            )
            self.leave_for("recipients", "", question)
        elif self.card is not None and (place in _RECORDED or (place == "transfers" and part)):
            question = _(
                "This has to be recorded in the transfer. Open the form? Your draft is kept."
            )
            self.leave_for(_RECORDED.get(place, "change"), "", question)
        else:
            super().go_to(where)


@dataclass(frozen=True)
class RecipientCard:
    """A recipient of the register, as the dialog refers to it."""

    recipient: Recipient

    @property
    def row(self) -> RecipientRow:
        """Its line."""
        return RecipientRow(self.recipient.id, self.recipient.code)


@dataclass(frozen=True)
class RecipientRow:
    """Id and code of a recipient."""

    id: int
    number: str


class QuestionnaireDialog(_TransferPaper):
    """What the recipient is asked."""

    NAME = "ask"
    TITLE = N_("Ask the recipient")
    FORMS = ("recipient_questionnaire",)
    card: TransferView | RecipientCard

    def option_fields(self) -> Fields:
        """By when."""
        return (
            DateField(
                "answer_by",
                N_("Answer &by"),
                today=self.desk.today,
                mandatory=True,
                hint=N_("Our own request: the law sets no deadline for the recipient."),
            ),
        )

    def proposed_language(self) -> Proposed:
        """Both languages."""
        return Proposed(LanguageMode.BOTH, N_("In both languages: the recipient is abroad."))

    def prepare(self) -> None:
        """With time to answer."""
        super().prepare()
        self.form.set({"answer_by": self.desk.today() + timedelta(days=papers.ANSWER_DAYS)})

    def _recipient(self) -> int:
        return (
            self.card.recipient.id
            if isinstance(self.card, RecipientCard)
            else self.card.row.recipient_id
        )

    def _country(self) -> str:
        return "" if isinstance(self.card, RecipientCard) else self.card.row.country

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """The questions about the state in which it gets the data."""
        by = self._head("answer_by")
        if not isinstance(by, date):
            raise Refusal(N_("Enter the date."), field="answer_by")
        return papers.questionnaire(
            self.desk, self._recipient(), self.mode(), self._country(), by, _passages(texts)
        )

    def put(self, draft: Draft) -> PaperBrief:
        """Issue it beside the transfers to this recipient."""
        return papers.issue_questionnaire(self.desk, self._recipient(), draft)


class AssessmentPaperDialog(_TransferPaper):
    """The record of an assessment, to be signed."""

    NAME = "print_assessment"
    TITLE = N_("Record of the assessment")
    FORMS = ("transfer_assessment",)
    card: TransferView

    def option_fields(self) -> Fields:
        """Which."""
        known = options.rated(self.desk, self.card.row.id)
        return (ChoiceField("assessment", N_("&Assessment"), known or [(0, "—")]),)

    def _assessment(self) -> int:
        found = self._head("assessment")
        if not isinstance(found, int) or not found:
            raise Refusal(N_("First assess the recipient."), field="assessment")
        return found

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """The record as it was made."""
        return papers.assessment_paper(self.desk, self._assessment(), self.mode(), _passages(texts))

    def put(self, draft: Draft) -> PaperBrief:
        """Issue it."""
        return papers.issue_assessment(self.desk, self._assessment(), draft)


class NoticePaperDialog(_TransferPaper):
    """The notice to Roskomnadzor, before it is filed."""

    NAME = "notice"
    TITLE = N_("Write the notice")
    FORMS = ("transfer_notice",)
    card: TransferView | None

    def option_fields(self) -> Fields:
        """About which transfers, by which assessment."""
        newest = (0, N_("the newest that covers them"))
        return (
            PickField(
                "transfers",
                N_("&Transfers"),
                options=lambda: options.transfers(self.desk),
                rows=4,
            ),
            ChoiceField("assessment", N_("&Assessment"), [newest, *options.rated(self.desk)]),
        )

    def proposed_language(self) -> Proposed:
        """Russian."""
        return Proposed(LanguageMode.RU, N_("In Russian: Roskomnadzor reads it."))

    def prepare(self) -> None:
        """About what is shown."""
        super().prepare()
        self.form.set({"transfers": (self.card.row.id,) if self.card else ()})

    def _assessment(self) -> int:
        found = self._head("assessment")
        return found if isinstance(found, int) else 0

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """The notice from the register as it is now."""
        return papers.notice_paper(
            self.desk,
            options.chosen(self._head("transfers")),
            self.mode(),
            self._assessment(),
            _passages(texts),
        )

    def put(self, draft: Draft) -> PaperBrief:
        """Issue it; it waits to be filed."""
        chosen = options.chosen(self._head("transfers"))
        return papers.issue_notice(self.desk, chosen, draft, self._assessment())


class SheetsDialog(JournalDialog):
    """Draw the register of transfers up for a period."""

    NAME = "sheets"
    TITLE = N_("Register of transfers")
    FORMS = ("register_transfers",)

    def draw(self, since: date, until: date) -> Draft:
        """The register of the period in the boxes."""
        return register_transfers(self.desk, since, until, self.mode())


def _passages(texts: Mapping[str, Both]) -> dict[str, Both]:
    return {"more": Both(), **texts}
