# SPDX-License-Identifier: Apache-2.0
"""Writing a paper: passages on the left, the paper as it will look on the right, then Issue.

What is typed is kept as an encrypted draft when the dialog is closed or the desk locks. Which paper it
is, and what facts it needs beyond its passages, say the dialogs made from this one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft
from desk.domain.request import PaperBrief
from desk.domain.values import Both, Missing
from desk.errors import Refusal, Told, Trouble
from desk.services.desk import Desk
from desk.services.paper import papers
from desk.services.paper.languages import Proposed as ProposedLanguage
from desk.services.paper.languages import proposed_language
from desk.services.paper.written import passages_of
from desk.services.settings import keep_draft, take_draft
from desk.text import N_
from ui import messages, words
from ui.act import ActDialog, Card, Fields
from ui.forms import ChoiceField, Field, Form, Section
from ui.jobs import Jobs
from ui.language import _
from ui.others import Others
from ui.paper_sides import PaperSides
from ui.preview import Preview, Previewer
from ui.proposed import Proposed

TYPING = 350
"""Milliseconds without a key before the paper is drawn again."""


class PaperDialog(ActDialog):
    """A paper being written.

    Signals: ``acted`` gives its ``PaperBrief`` once it is issued; ``elsewhere(where, field)`` when what
    it lacks is filled in on the operator's card (``operator``) or in the record (``correct``).
    """

    elsewhere = Signal(str, str)

    VERB = N_("&Issue")
    SCROLLS = False
    FORMS: ClassVar[tuple[str, ...]] = ()
    """The papers to choose from, the usual one first."""
    EXTRAS_LAST: ClassVar[bool] = False
    """What the made dialog adds stands below the passages."""
    KEEPS: ClassVar[bool] = True
    """An unfinished paper is kept as a draft when its dialog is closed."""

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        parent: QWidget | None,
        card: Card | None = None,
        replaces: PaperBrief | None = None,
        reason: str = "",
    ) -> None:
        self.replaces, self.reason = replaces, reason
        self.draft: Draft | None = None
        self.issued: PaperBrief | None = None
        self.further: tuple[PaperBrief, ...] = ()
        self._quiet = True
        written = {replaces.form: passages_of(desk, replaces.id)} if replaces else {}
        self.proposed = Proposed(written)
        self._anew = False
        super().__init__(desk, jobs, parent, card)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        kept = self.KEEPS and replaces is None
        cancel.setText(_("&Close, keep the draft") if kept else _("&Close"))
        self.resize_to_text(190, 48)
        self.previewer = Previewer(desk, self)
        self.previewer.drawn.connect(self._drawn)
        self.previewer.refused.connect(self._not_drawn)
        self._quiet = False
        self._start()

    def forms(self) -> Sequence[str]:
        """Ids of the papers to choose from."""
        return self.FORMS

    def extra(self) -> dict[str, object]:
        """Facts of the paper beyond its passages; raises ``Refusal`` naming the field."""
        return {}

    def put(self, draft: Draft) -> PaperBrief:
        """Issue ``draft``."""
        return papers.issue(self.desk, draft)

    def _put(self, draft: Draft) -> PaperBrief:
        if self.replaces is not None:
            return papers.replace(self.desk, self.replaces.id, draft, self.reason)
        return self.put(draft)

    def offered(self) -> Sequence[str]:
        """The papers to choose from; only its own kind replaces an issued paper."""
        return (self.replaces.form,) if self.replaces is not None else self.forms()

    def extras(self, parent: QWidget) -> Sequence[QWidget]:
        """Widgets between the head and the passages."""
        return ()

    def option_fields(self) -> Fields:
        """Fields of the head beyond paper and language."""
        return ()

    def head_fields(self) -> list[Field | Section]:
        """Which paper, in which language."""
        modes = [(mode, words.label(mode)) for mode in LanguageMode]
        fields: list[Field | Section] = []
        if len(self.offered()) > 1:
            options = [(form, words.paper(form)) for form in self.offered()]
            fields.append(ChoiceField("form", N_("&Paper"), options))
        self.usual = self.proposed_language()
        return [*fields, ChoiceField("mode", N_("&Language"), modes, hint=self.usual.why)]

    def proposed_language(self) -> ProposedLanguage:
        """The language the paper starts in, and why."""
        return proposed_language(self.desk)

    def make_form(self) -> Form:
        """The head, and what the made dialog adds."""
        return Form([*self.head_fields(), *self.option_fields()], self)

    def body(self) -> QWidget:
        """The left side scrolls, the paper stays in sight."""
        sides = PaperSides(self.desk, self.jobs, self)
        self.sides, self.view, self.notice = sides, sides.view, sides.notice
        self.passages, self.lacks, self.done_panel = sides.passages, sides.lacks, sides.done_panel
        middle = [*self.extras(sides.writing), self.passages]
        sides.fill([self.form, *(reversed(middle) if self.EXTRAS_LAST else middle)])
        self.others = Others(self.desk, self.jobs, self, self.lacks)
        self.others.found.connect(self.redraw)
        self.lacks.wanted.connect(self.go_to)
        self.passages.changed.connect(self._typed)
        self._pause = QTimer(self, singleShot=True, interval=TYPING)
        self._pause.timeout.connect(self.redraw)
        self.form.changed.connect(self._head_changed)
        return sides

    def prepare(self) -> None:
        """Say that nothing is issued yet; in the language that is usual."""
        self.form.set({"mode": self.usual.mode})
        self.notice.setText(_("Draft: not a paper yet. It gets its number when it is issued."))

    def begin(self) -> None:
        """The first passage is where writing starts."""
        self.passages.focus_first()

    # — the draft —

    def chosen_form(self) -> str:
        """The paper in work."""
        return str(self._head("form")) if len(self.offered()) > 1 else self.offered()[0]

    def mode(self) -> LanguageMode:
        """The language in work."""
        mode = self._head("mode")
        return mode if isinstance(mode, LanguageMode) else LanguageMode.RU

    def _head(self, name: str) -> object:
        return self.form.editor(name).value()

    def _start(self) -> None:
        """A new draft, or the one kept when the dialog was closed last."""
        keeps = self.KEEPS and self.replaces is None
        kept = take_draft(self.desk, self.draft_key()) if keeps else None
        self.compose()
        if kept:
            self.restore(kept)
            self.notice.setText(_("Your last draft. None of it has been issued yet."))
        self.dirty = bool(kept)

    def compose(self) -> None:
        """Make the draft anew: another paper or other facts."""
        if self._quiet:
            return
        self._anew = False
        if self.draft is not None:
            self.proposed.keep(self.draft.form, self.passages.texts())
        try:
            draft = self.new_draft({})
            made = {each.name: each.text for each in draft.passages}
            texts = self.proposed.begin(self.chosen_form(), made)
            self.draft = self.new_draft(texts) if texts else draft
        except Refusal as refusal:
            self.draft = None
            self.form.complain(refusal)
            self.view.show_pdf(None)
            return
        self.passages.show_passages(self.draft.passages, self.mode().languages)
        self._draw(self.draft)

    def _typed_texts(self) -> dict[str, Both]:
        """Passages that differ from what the desk proposed; the others follow the facts."""
        return self.proposed.typed(self.passages.texts())

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """A draft of the chosen paper that starts from ``texts``."""
        raise NotImplementedError

    def redraw(self) -> bool:
        """Bring what was typed into the draft and draw it; false when it was refused."""
        self._pause.stop()
        if self.draft is None or self._anew:
            self.compose()
            return self.draft is not None
        try:
            self.draft = papers.revise(
                self.draft, self.passages.texts(), self.mode(), **self.extra()
            )
        except Refusal as refusal:
            self._complain(refusal)
            return False
        self._draw(self.draft)
        return True

    def composed(self, draft: Draft) -> None:
        """Called with every draft before it is drawn."""

    def lacking(self, draft: Draft) -> tuple[Missing, ...]:
        """What keeps the paper from being issued."""
        return draft.missing

    def _draw(self, draft: Draft) -> None:
        self.form.forgive()
        self.composed(draft)
        shown, languages = self.passages.texts(), self.mode().languages
        self.others.look(draft, self.proposed.stale(draft.form, shown, languages))
        self.lacks.show_lacks(self.lacking(draft), self.others.hints, self.passages.title)
        self.previewer.ask(draft)

    def _drawn(self, preview: Preview) -> None:
        if self.issued is not None or self.draft is None:
            return
        self.view.show_pdf(preview.rendered.content)
        if preview.unprintable:
            missing = (*self.lacking(self.draft), *preview.unprintable)
            self.lacks.show_lacks(missing, self.others.hints, self.passages.title)

    def _not_drawn(self, error: Told) -> None:
        if isinstance(error, Refusal):
            self._complain(error)
        else:
            messages.fail(self, error)

    def _complain(self, refusal: Refusal) -> None:
        """Beside the passage it names, else above the form."""
        if not self.passages.complain(refusal):
            self.form.complain(refusal)

    def go_to(self, where: str) -> None:
        """Bring the cursor to what is missing, here or on the operator's card."""
        if self.passages.focus(where.removeprefix("passages.")):
            return
        place, _dot, field = where.partition(".")
        if self.form.holds(place):
            self.form.reach(where)
        elif place == "operator":
            self.leave_for(
                place,
                field,
                _("This has to be filled in on the operator’s card. Open it? Your draft is kept."),
            )

    def leave_for(self, place: str, field: str, question: str) -> None:
        """Keep the draft and open what the paper lacks, when the person agrees."""
        if messages.ask(self, question, _("&Open")):
            self.dirty = True
            self.reject()
            self.elsewhere.emit(place, field)

    def _typed(self) -> None:
        self.dirty = True
        self._pause.start()

    def _head_changed(self) -> None:
        self.form.show_hint("mode", shown=self.mode() is self.usual.mode)
        if self._quiet:
            return
        self.dirty = True
        if self.draft is None or self.draft.form != self.chosen_form():
            self.compose()
            return
        self._anew = True
        self.passages.show_languages(self.mode().languages)
        self._pause.start()

    # — issuing —

    def submit(self) -> None:
        """Issue the paper away from the window; what it lacks is told first."""
        if self.issued is not None:
            self.accept()
            return
        if not self.redraw() or self.draft is None:
            return
        draft = self.draft
        lacking = (*self.lacking(draft), *papers.unprintable(self.desk, draft))
        if lacking:
            self.lacks.show_lacks(lacking, self.others.hints, self.passages.title)
            first = Refusal(lacking[0].message, field=lacking[0].where, **lacking[0].params)
            if self.form.holds(lacking[0].where.partition(".")[0]):
                self.form.complain(first)
            elif not self.passages.complain(first):
                self.lacks.insist()
            return
        if not self.others.accepted(draft, self.submit):
            return
        self.buttons.setEnabled(False)
        self.jobs.run(
            _("Issuing the paper…"), lambda _progress: self._put(draft), self._issued, self._refused
        )

    def _refused(self, error: Told) -> None:
        self.buttons.setEnabled(True)
        if isinstance(error, Refusal):
            self._complain(error)
        elif isinstance(error, Trouble):
            messages.fail(self, error)

    def _issued(self, brief: PaperBrief) -> None:
        self.issued, self.dirty = brief, False
        self.buttons.setEnabled(True)
        content = papers.paper_bytes(self.desk, brief.id)
        self.sides.turn_to_issued(brief, content, self.further)
        self.accept_button.setText(_("&Done"))
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.hide()
        self.acted.emit(brief)

    # — leaving and coming back —

    def place(self) -> dict[str, object]:
        """The record, or the paper that is being replaced and why."""
        if self.replaces is not None:
            return {"paper": self.replaces.id, "reason": self.reason}
        return super().place()

    def draft_key(self) -> str:
        """Under which the unfinished paper is kept."""
        return f"paper:{self.NAME}:{self.request()}"

    def reject(self) -> None:
        """Close; an unfinished paper is kept and comes back when the dialog is opened again."""
        if self.dirty and self.issued is None and self.KEEPS and self.replaces is None:
            keep_draft(self.desk, self.draft_key(), self.state())
            self.dirty = False
        super().reject()

    def done(self, code: int) -> None:
        """Let the preview go."""
        self._pause.stop()
        self.previewer.close()
        self.view.show_pdf(None)
        super().done(code)

    def state(self) -> dict[str, object]:
        """The head, the passages a person changed, and what the made dialogs add.

        What the desk proposed is not kept: it is proposed anew, by what the registers know by then.
        """
        texts = self.proposed.state(self.chosen_form(), self.passages.texts())
        return {"form": self.form.state(), **texts}

    def restore(self, state: Mapping[str, object]) -> None:
        """Show what ``state`` gave and draw it."""
        head = state.get("form")
        self._quiet = True
        if isinstance(head, dict):
            self.form.restore(head)
        self._quiet = False
        self.proposed.restore(self.chosen_form(), state)
        self.draft = None
        self.compose()
        self.redraw()
        self.dirty = True
