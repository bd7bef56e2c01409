# SPDX-License-Identifier: Apache-2.0
"""A specimen of any paper, to look at or to fill in by hand: no number, nothing stored."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from desk.domain.kinds import LanguageMode
from desk.domain.paper import Rendered
from desk.errors import Told
from desk.services import papers
from desk.text import N_
from ui import files, messages, words
from ui.act import ActDialog, Fields
from ui.forms import ChoiceField
from ui.language import _
from ui.paper import PaperView

FORMS = (
    "reply_access",
    "reply_not_processed",
    "refusal",
    "extension_notice",
    "acknowledgement",
    "request_to_complete",
    "notice_done",
    "reply_regulator",
    "inspection_record",
    "journal_requests",
)


class BlankDialog(ActDialog):
    """Show, print or save a specimen."""

    NAME = "blank"
    TITLE = N_("Blank form or specimen")
    VERB = N_("&Save as PDF…")
    SCROLLS = False

    def fields(self) -> Fields:
        """Which paper, in which language."""
        return (
            ChoiceField("form", N_("&Paper"), [(form, words.paper(form)) for form in FORMS]),
            ChoiceField("mode", N_("&Language"), [(m, words.label(m)) for m in LanguageMode]),
        )

    def body(self) -> QWidget:
        """The choice above, the specimen below."""
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.view = PaperView(holder)
        column.addWidget(self.form)
        column.addWidget(self.view, 1)
        self.rendered: Rendered | None = None
        return holder

    def prepare(self) -> None:
        """Draw the first one, and again whenever the choice changes."""
        printing = self.buttons.addButton(_("&Print…"), QDialogButtonBox.ButtonRole.ActionRole)
        printing.clicked.connect(self.view.print_paper)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(_("&Close"))
        self.resize_to_text(100, 46)
        self.form.changed.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        """Render the chosen specimen away from the window."""
        form, mode = self._choice()
        operator = self.desk.operator()

        def work(_progress: Callable[..., None]) -> Rendered:
            return papers.blank(form, mode, operator)

        self.jobs.run(_("Drawing the paper…"), work, self._drawn)

    def _choice(self) -> tuple[str, LanguageMode]:
        mode = self.form.editor("mode").value()
        assert isinstance(mode, LanguageMode)
        return str(self.form.editor("form").value()), mode

    def _drawn(self, rendered: Rendered) -> None:
        self.dirty = False
        self.rendered = rendered
        self.view.show_pdf(rendered.content)

    def submit(self) -> None:
        """Save the specimen; the dialog stays open."""
        if self.rendered is None:
            return
        form, mode = self._choice()
        name = f"{form}.{mode}.pdf"
        path = messages.save_file(self, _("Save as PDF"), name, _("PDF files") + " (*.pdf)")
        try:
            if path is not None:
                files.write(path, self.rendered.content)
        except Told as error:
            messages.fail(self, error)

    def done(self, code: int) -> None:
        """Let the specimen go."""
        self.view.show_pdf(None)
        super().done(code)
