# SPDX-License-Identifier: Apache-2.0
"""Papers about a request: on which of its demands, in the language of its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from PySide6.QtCore import Slot

from desk.domain.kinds import DemandState
from desk.domain.paper import Draft
from desk.domain.request import DemandView, RequestCard
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.paper.languages import Proposed, proposed_language
from desk.services.paper.written import written
from desk.text import N_
from ui import words
from ui.dialogs.kept import KeptDialog
from ui.forms import Field, ManyField, Section
from ui.language import _
from ui.paper_dialog import PaperDialog


class RequestPaper(PaperDialog):
    """A paper about a request being written."""

    card: RequestCard | None
    ON_DEMANDS: ClassVar[bool] = False
    """The paper answers demands: those still open are offered."""

    def head_fields(self) -> list[Field | Section]:
        """With the demands it is about."""
        fields = super().head_fields()
        if self.ON_DEMANDS and len(self.open_demands()) > 1:
            demands = [(each.id, words.label(each.called)) for each in self.open_demands()]
            fields.append(ManyField("demands", N_("On &demands"), demands, columns=1))
        return fields

    def proposed_language(self) -> Proposed:
        """That of the answer, or of the paper that is replaced."""
        request = self.card.row.id if self.card else None
        return proposed_language(self.desk, request, self.replaces.id if self.replaces else None)

    def prepare(self) -> None:
        """All open demands, or those of the paper that is replaced."""
        super().prepare()
        demands = tuple(each.id for each in self.open_demands())
        if self.replaces is not None:
            demands = written(self.desk, self.replaces.id).demands or demands
        self.form.set({"demands": demands})

    def open_demands(self) -> list[DemandView]:
        """Our demands that are not decided yet; of a paper that is replaced, all."""
        demands = self.card.demands if self.card else ()
        whole = self.replaces is not None
        ours = [each for each in demands if each.client is None]
        return [each for each in ours if whole or each.state is DemandState.OPEN]

    def demands(self) -> tuple[int, ...]:
        """Demands the paper answers."""
        if not self.ON_DEMANDS:
            return ()
        if len(self.open_demands()) > 1:
            chosen = self._head("demands")
            if not isinstance(chosen, tuple) or not chosen:
                raise Refusal(N_("Choose at least one demand."), field="demands")
            return chosen
        return tuple(each.id for each in self.open_demands())

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """A draft of the chosen paper that starts from ``texts``."""
        return papers.draft(
            self.desk,
            self.chosen_form(),
            self.mode(),
            request=self.card.row.id if self.card else None,
            demands=self.demands(),
            passages=texts or None,
            replaces=self.replaces.id if self.replaces else None,
            **cast("dict[str, Any]", self.extra()),
        )

    def go_to(self, where: str) -> None:
        """Names and addresses are filled in in the record, recipients in the register, what is held here."""
        if where.partition(".")[0] in ("addressee", "subject_name") and self.card is not None:
            question = _("This has to be filled in in the record. Open it? Your draft is kept.")
            self.leave_for("correct", "name", question)
        elif where == "subject":
            self._ask_what_is_kept()
        elif where == "recipients":
            question = _(
                "Recipients of data are entered in the register of recipients. Open it? Your "
                "draft is kept; open the answer again afterwards."
            )
            self.leave_for(where, "", question)
        else:
            super().go_to(where)

    @Slot()
    def _ask_what_is_kept(self) -> None:
        """Tick what is held of the subject; the items that follow from it fill in at once."""
        person = self.card.subject_id if self.card is not None else None
        if person is None:
            return
        dialog = KeptDialog(self.desk, self.jobs, self)
        dialog.about(person)
        dialog.acted.connect(self._fill_in)
        dialog.open()
        dialog.begin()

    @Slot()
    def _fill_in(self) -> None:
        self.compose()
        self.passages.focus_first()
