# SPDX-License-Identifier: Apache-2.0
"""A paper without a number that is only looked at, printed or saved; what it is, the made dialogs say."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from desk.domain.kinds import LanguageMode
from desk.domain.paper import Rendered
from desk.errors import Told
from desk.text import N_
from ui import files, messages, words
from ui.act import ActDialog, Fields
from ui.forms import ChoiceField
from ui.language import _
from ui.paper import PaperView


class PreviewDialog(ActDialog):
    """Shows a paper, prints it or saves it."""

    VERB = N_("&Save as PDF…")
    SCROLLS = False

    def drawing(self) -> Callable[[], Rendered]:
        """What draws the paper, away from the window."""
        raise NotImplementedError

    def file_name(self) -> str:
        """What the saved file is proposed to be called."""
        raise NotImplementedError

    def fields(self) -> Fields:
        """In which language."""
        return (ChoiceField("mode", N_("&Language"), [(m, words.label(m)) for m in LanguageMode]),)

    def body(self) -> QWidget:
        """The choice above, the paper below."""
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.view = PaperView(holder)
        column.addWidget(self.form)
        column.addWidget(self.view, 1)
        self.rendered: Rendered | None = None
        return holder

    def prepare(self) -> None:
        """Draw it, and again whenever the choice changes."""
        printing = self.buttons.addButton(_("&Print…"), QDialogButtonBox.ButtonRole.ActionRole)
        printing.clicked.connect(self.view.print_paper)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(_("&Close"))
        self.resize_to_text(100, 46)
        self.form.changed.connect(self.draw)
        self.draw()

    def mode(self) -> LanguageMode:
        """The language in work."""
        mode = self.form.editor("mode").value()
        assert isinstance(mode, LanguageMode)
        return mode

    def draw(self) -> None:
        """Render the paper away from the window."""
        drawn = self.drawing()
        self.jobs.run(_("Drawing the paper…"), lambda _progress: drawn(), self._drawn)

    def _drawn(self, rendered: Rendered) -> None:
        self.dirty = False
        self.rendered = rendered
        self.view.show_pdf(rendered.content)

    def submit(self) -> None:
        """Save the paper; the dialog stays open."""
        if self.rendered is None:
            return
        filters = _("PDF files") + " (*.pdf)"
        path = messages.save_file(self, _("Save as PDF"), self.file_name(), filters)
        try:
            if path is not None:
                files.write(path, self.rendered.content)
        except Told as error:
            messages.fail(self, error)

    def done(self, code: int) -> None:
        """Let the paper go."""
        self.view.show_pdf(None)
        super().done(code)
