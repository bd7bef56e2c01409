# SPDX-License-Identifier: Apache-2.0
"""Other people’s data in a paper in work and in the files beside it, and the question before issue.

The texts are looked through at once; files are read once, away from the window.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desk.domain.paper import Draft
from desk.domain.proposal import Hint
from desk.services import papers
from desk.services.desk import Desk
from ui import messages, words
from ui.draft_parts import Lacks
from ui.file_view import show_file
from ui.jobs import Jobs
from ui.language import _


class Others(QObject):
    """What was found in one paper. Signal ``found``: its files are read, there may be more."""

    found = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget, lacks: Lacks) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self._texts: tuple[Hint, ...] = ()
        self._files: dict[str, tuple[Hint, ...]] = {}
        self._form = ""
        lacks.file_wanted.connect(self._open)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What is known by now: first of the texts, then of the files."""
        return self._texts + self._files.get(self._form, ())

    def look(self, draft: Draft) -> None:
        """Look through the texts of ``draft``, and through its files when they were not read yet."""
        known = draft.form == self._form
        self._form = draft.form
        self._texts = papers.text_hints(self._desk, draft)
        if not known:
            self._read(draft, self.found.emit)

    def accepted(self, draft: Draft, then: Callable[[], None]) -> bool:
        """Ask once more before other people’s data leave; true when none were found.

        While files are unread it is false, and ``then`` is called once they are read.
        """
        if self._form not in self._files:
            self._read(draft, then)
            return False
        names = [_told(hint) for hint in self.hints if hint.kind != "file"]
        return not names or messages.ask(
            self._window(),
            _(
                "The paper, or a file kept beside it, names what may be other people’s data: {found}."
                " An answer must not hold them without a lawful ground (Art. 14 (2)). Issue it all"
                " the same?",
                found=words.some(names),
            ),
            _("&Issue"),
            _("&Back to the text"),
            danger=True,
        )

    def _window(self) -> QWidget:
        window = self.parent()
        assert isinstance(window, QWidget)
        return window

    @Slot(int)
    def _open(self, file: int) -> None:
        show_file(self._desk, self._window(), file)

    def _read(self, draft: Draft, then: Callable[[], None]) -> None:
        form = draft.form
        if form in self._files or not papers.files_beside(draft):
            self._files.setdefault(form, ())
            return

        def done(hints: tuple[Hint, ...]) -> None:
            # The dialog may have been closed meanwhile.
            if isValid(self) and self._window().isVisible():
                self._files[form] = hints
                then()

        self._jobs.run(
            _("Looking through the files…"),
            lambda _progress: papers.file_hints(self._desk, draft),
            done,
        )


def _told(hint: Hint) -> str:
    """The words, and the file when they stand in one."""
    return f"{hint.text} ({hint.where})" if hint.file else hint.text
