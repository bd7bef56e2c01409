# SPDX-License-Identifier: Apache-2.0
"""Papers for the subject to sign: the consent of each kind, and the withdrawal; filled in or left to the pen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desk.domain.consent import ENDS, ConsentKind
from desk.domain.consent_view import ConsentView
from desk.domain.paper import Draft
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.consent.papers import FORMS, Wishes, consent_paper, withdrawal_paper
from desk.services.paper import papers
from desk.services.register import registers
from desk.text import N_
from ui import words
from ui.act import Fields
from ui.forms import ChoiceField, DateField, ManyField
from ui.language import _, current
from ui.paper_dialog import PaperDialog
from ui.person_field import PersonField
from ui.registers import iso


class _SubjectPaper(PaperDialog):
    """A paper for a subject; without a name the lines are left to the pen."""

    card: ConsentView | None

    def prepare(self) -> None:
        """For whom the consent is of."""
        super().prepare()
        if self.card is not None:
            self.form.set({"person": self.card.row.person})

    def begin(self) -> None:
        """What is asked first."""
        self.form.focus_first()

    def go_to(self, where: str) -> None:
        """Recipients are filled in in the register."""
        if where.partition(".")[0] in ("processors", "recipients"):
            question = _(
                "This has to be filled in among the recipients. Open them? Your draft is kept."
            )
            self.leave_for("recipients", "", question)
        else:
            super().go_to(where)

    def whom(self) -> PersonField:
        """Whose paper it is."""
        return PersonField(
            "person",
            N_("&For whom"),
            hint=N_("If empty: a blank form. A name is filled in once its card is picked."),
            desk=self.desk,
        )

    def person(self) -> int | None:
        """The card that was picked; a name without a card stays on no paper."""
        chosen = self._head("person")
        return chosen if isinstance(chosen, int) else None

    def with_texts(self, draft: Draft, texts: Mapping[str, Both]) -> Draft:
        """The draft beside its consent, with what was typed."""
        if self.card is not None:
            draft = replace(draft, consent=self.card.row.id)
        return papers.revise(draft, texts) if texts else draft


class ConsentPaperDialog(_SubjectPaper):
    """The consent form: one paper, one purpose."""

    NAME = "print"
    TITLE = N_("Consent form")

    def forms(self) -> Sequence[str]:
        """One of four, by the kind."""
        return [form for form, _facts in FORMS.values()]

    def chosen_form(self) -> str:
        """The form of the chosen kind."""
        return FORMS[self._kind()][0]

    def offered(self) -> Sequence[str]:
        """The kind decides, not a choice of papers."""
        return self.forms()[:1]

    def option_fields(self) -> Fields:
        """Kind, purpose, person, term."""
        language = current().language
        purposes = [
            (each.id, each.fields.title.of(language)) for each in registers.purposes(self.desk)
        ]
        return (
            ChoiceField("kind", N_("&Kind"), [(each, words.label(each)) for each in ConsentKind]),
            ChoiceField("purpose", N_("Pu&rpose"), purposes or [(0, "—")]),
            self.whom(),
            DateField(
                "valid_until",
                N_("Valid &until"),
                today=self.desk.today,
                hint=N_("If empty: until the purpose is achieved or the consent is withdrawn."),
            ),
        )

    def prepare(self) -> None:
        """Kind and purpose of the consent."""
        super().prepare()
        if self.card is not None:
            self.form.set({"kind": self.card.row.kind, "purpose": self._edition(self.card)})

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """The paper from the register as it is now."""
        purpose = self._head("purpose")
        if not isinstance(purpose, int) or not purpose:
            raise Refusal(N_("Choose the purpose."), field="purpose")
        wishes = Wishes(valid_until=iso(self._head("valid_until")))
        card = self.card
        if card is not None and (card.row.kind, self._edition(card)) == (self._kind(), purpose):
            wishes = replace(
                wishes,
                categories=card.card.fields.categories,
                recipients=card.card.fields.recipients,
            )
        draft = consent_paper(self.desk, self.person(), purpose, self._kind(), self.mode(), wishes)
        return self.with_texts(draft, texts)

    def _kind(self) -> ConsentKind:
        return ConsentKind(str(self._head("kind")))

    def _edition(self, card: ConsentView) -> int:
        """The edition in force of the purpose, 0 when it is closed."""
        found = (
            each.id
            for each in registers.purposes(self.desk)
            if each.fields.code == card.row.purpose_code
        )
        return next(found, 0)


class WithdrawalPaperDialog(_SubjectPaper):
    """The form by which a subject withdraws."""

    NAME = "print_withdrawal"
    TITLE = N_("Withdrawal form")
    FORMS = ("withdrawal",)

    def option_fields(self) -> Fields:
        """For whom, and what is ticked before."""
        demands = [(each, words.label(each)) for each in ENDS]
        return (self.whom(), ManyField("demands", N_("&Ticked in advance"), demands, columns=1))

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """The form with the consent it is about; blank for nobody."""
        person, demands = self.person(), self._head("demands")
        own = self.card is not None and person == self.card.row.person
        draft = withdrawal_paper(
            self.desk,
            self.mode(),
            person,
            self.card.row.id if self.card is not None and own else None,
            demands if isinstance(demands, tuple) else (),
        )
        return self.with_texts(draft, texts)
