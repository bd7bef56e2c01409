# SPDX-License-Identifier: Apache-2.0
"""Letters to those who have what goes: what is asked, by when they confirm, each looked at before it is issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from desk.domain.days import day_of
from desk.domain.paper import Draft
from desk.domain.registers import RecipientRole
from desk.domain.request import PaperBrief
from desk.domain.said import LETTER_ASKS
from desk.domain.values import Both, Missing
from desk.errors import N_, Refusal
from desk.services.destruction import destructions
from desk.services.paper import papers
from desk.services.register import registers
from ui.act import Fields
from ui.destruction_paper import DestructionPaper
from ui.forms import ChoiceField, DateField, ManyField
from ui.language import _, current
from ui.words import label

_ROLES = (RecipientRole.PROCESSOR, RecipientRole.SUB_PROCESSOR, RecipientRole.RECIPIENT)
_USUAL = 10
"""Days a recipient has to confirm, unless the term of the destruction ends before."""


class StopLettersDialog(DestructionPaper):
    """Write to processors and recipients."""

    NAME = "stop_letters"
    TITLE = N_("Write to processors and recipients")
    VERB = N_("&Issue the letters")
    FORMS = ("notice_third_party",)

    def option_fields(self) -> Fields:
        """To whom, what is asked, by when."""
        language = current().language
        written = {letter.recipient for letter in self.card.letters}
        everybody = [
            (each.id, f"{each.name.of(language)} ({label(each.role).lower()})")
            for each in registers.recipients(self.desk)
            if each.id not in written and each.role in _ROLES
        ]
        shown = [(id, name) for id, name in everybody]
        asked = [(action, LETTER_ASKS[action]) for action in ("destroy", "stop", "block")]
        return (
            ManyField("recipients", N_("&To whom"), shown, columns=1, mandatory=True),
            ChoiceField("shown", N_("Look at the &letter to"), shown),
            ChoiceField("action", N_("What is &asked"), asked),
            DateField("confirm_by", N_("&Confirm by"), today=self.desk.today, mandatory=True),
        )

    def prepare(self) -> None:
        """Everybody who has the data and got no letter yet."""
        super().prepare()
        found = destructions.receivers(self.desk, self.card.row.id)
        self.form.set(
            {
                "recipients": tuple(found),
                "shown": found[0] if found else None,
                "action": "block" if self.card.held else "destroy",
                "confirm_by": self._usual_day(),
            }
        )

    def begin(self) -> None:
        """Who gets a letter comes first."""
        self.form.focus_first()

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """The letter in sight."""
        shown = self._head("shown")
        if not isinstance(shown, int):
            raise Refusal(
                N_("There is nobody left to write to: add whoever has the data to the recipients."),
                field="recipients",
            )
        return destructions.draft_letter(
            self.desk,
            self.card.row.id,
            shown,
            self._day(),
            self.mode(),
            str(self._head("action")),
            texts,
        )

    def lacking(self, draft: Draft) -> tuple[Missing, ...]:
        """With who is only proposed."""
        proposed = destructions.letter_lacks(self.desk, self._chosen())
        return (*proposed, *super().lacking(draft))

    def go_to(self, where: str) -> None:
        """Who is only proposed is confirmed among the recipients."""
        if where == "proposed":
            question = _(
                "This has to be filled in among the recipients. Open them? Your draft is kept."
            )
            self.leave_for("recipients", "", question)
        else:
            super().go_to(where)

    def put(self, _draft: Draft) -> PaperBrief:
        """One letter to each."""
        made = destructions.write_stop_letters(
            self.desk,
            self.card.row.id,
            self._chosen(),
            self._day(),
            self.mode(),
            str(self._head("action")),
            self._typed_texts(),
        )
        letters = destructions.letters_of(self.desk, self.card.row.id)
        ids = [each.document for each in letters if each.id in made and each.document is not None]
        first, *others = papers.paper_rows(self.desk, ids)
        self.further = tuple(others)
        return first

    def _chosen(self) -> list[int]:
        chosen = self._head("recipients")
        return [int(str(id)) for id in chosen] if isinstance(chosen, tuple) else []

    def _day(self) -> date:
        day = self._head("confirm_by")
        if not isinstance(day, date):
            raise Refusal(N_("Enter the date."), field="confirm_by")
        return day

    def _usual_day(self) -> date:
        today = self.desk.today()
        last = self.card.row.due
        usual = today + timedelta(days=_USUAL)
        return max(min(usual, day_of(last, self.desk.zone)), today) if last else usual
