# SPDX-License-Identifier: Apache-2.0
"""What a paper in work leaves open or tells of others, in its texts and files, and the question before issue.

The texts are looked through at once; files are read once, away from the window.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desk.domain.paper import Draft
from desk.domain.proposal import BeforeIssue, Hint
from desk.services.desk import Desk
from desk.services.paper import papers
from desk.text import N_
from ui import messages, words
from ui.draft_parts import Lacks
from ui.file_view import show_file
from ui.jobs import Jobs
from ui.language import _, current
from ui.proposed import RENEWED

_GAPS = N_(
    "The answer confirms that data are processed, but says “no data” in these items: {found}."
)
_DENIED = N_(
    "The paper says that there is no cross-border transfer of this person’s data, but {found}."
)
_KEPT = N_(
    "The answer says that no data of this person are processed, but the register has: {found}."
)
_UNSAID = N_("The notice leaves these items empty, so it will say “no data” there: {found}.")
_UNPROVED = N_(
    "The notice says that the data have been destroyed, but no act confirms it: {found} (Art. 21 (7), order 179)."
)
_UNDONE = N_("The notice reports a measure, but the records say otherwise: {found}.")
_UNSENT = N_("The refusal is based on a letter with no recorded dispatch: {found} (Art. 14 (3)).")
_EARLIER = N_(
    "The refusal says that everything was given before, but: {found}. The burden of proof is on you (Art. 14 (6))."
)
_UNCONFIRMED = N_(
    "The answer does not name these recipients, because nobody has confirmed them: {found}."
)
_UNADDRESSED = N_("Item 9 names these processors without their address: {found}.")
_LANGUAGE = N_("Words in the wrong language: {found}.")
_RENEWED = N_(
    "You changed these passages, but the card or the register has changed since: {found}."
)
_STARTER = N_("Still the program’s unedited starter text: {found}.")
_OTHERS = N_(
    "The paper, or a file stored with it, contains what may be other people’s data: {found}. An "
    "answer must not include them without a lawful ground (Art. 14 (2))."
)
_TO_REGULATOR = N_(
    "The paper, or a file stored with it, contains what may be people’s data: {found}. Give "
    "Roskomnadzor what it asks for (Art. 20 (4)) and nothing more about anyone."
)

_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")


class Others(QObject):
    """What was found in one paper. Signal ``found``: its files are read, there may be more."""

    found = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget, lacks: Lacks) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self._texts: tuple[Hint, ...] = ()
        self._files: dict[str, tuple[Hint, ...]] = {}
        self._form = ""
        self._regulator = False
        lacks.file_wanted.connect(self._open)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What is known by now: first of the texts, then of the files."""
        return self._texts + self._files.get(self._form, ())

    def look(self, draft: Draft, stale: Iterable[str] = ()) -> None:
        """Look through the texts of ``draft``, and through its files when they were not read yet.

        ``stale`` are the passages somebody changed, for which the desk would propose another text by now.
        """
        known = draft.form == self._form
        self._form = draft.form
        self._regulator = papers.to_regulator(draft)
        self._texts = (
            *(Hint("", "renewed", name, RENEWED) for name in stale),
            *papers.gap_hints(self._desk, draft, current().language),
            *papers.text_hints(self._desk, draft),
        )
        if not known:
            self._read(draft, self.found.emit)

    def accepted(self, draft: Draft, then: Callable[[], None]) -> bool:
        """Ask once more before gaps or other people’s data leave; true when there are none.

        While files are unread it is false, and ``then`` is called once they are read.
        """
        if self._form not in self._files:
            self._read(draft, then)
            return False
        doubts = self._doubts({each.name: each.title for each in draft.passages})
        return not doubts or messages.ask(
            self._window(),
            "\n\n".join([*doubts, _("Issue it all the same?")]),
            _("&Issue all the same"),
            _("&Go back"),
            danger=True,
        )

    def _doubts(self, titles: Mapping[str, str]) -> list[str]:
        """What speaks against issuing, a paragraph for each kind."""
        found = {
            "kept": _KEPT,
            "denied": _DENIED,
            "gap": _GAPS,
            "unsaid": _UNSAID,
            "act": _UNPROVED,
            "undone": _UNDONE,
            "unsent": _UNSENT,
            "earlier": _EARLIER,
            "recipients": _UNCONFIRMED,
            "addresses": _UNADDRESSED,
            "starter": _STARTER,
            "language": _LANGUAGE,
            "renewed": _RENEWED,
            "others": _TO_REGULATOR if self._regulator else _OTHERS,
        }
        told: dict[str, list[str]] = {kind: [] for kind in found}
        for hint in self.hints:
            if hint.kind in ("gap", "unsaid", "starter", "renewed"):
                told[hint.kind].append(_("“{words}”", words=current().form(titles[hint.where])))
            elif hint.kind == "act":
                told["act"].append(_("the number or the date of the act is not given"))
            elif hint.kind == "denied":
                told["denied"].append(
                    _("the register does not know which data of this person you keep")
                )
            elif hint.kind == "unsent":
                told["unsent"].append(_("the letter that asks for what is missing"))
            elif hint.kind == "language":
                told["language"].append(_("“{words}”", words=hint.text))
            elif hint.kind in ("kept", "undone", "earlier", "recipients", "addresses"):
                told[hint.kind].append(hint.text)
            elif hint.asked is BeforeIssue.OTHERS:
                told["others"].append(_told(hint))
        return [
            _one_stop(_(found[kind], found=words.some(names)))
            for kind, names in told.items()
            if names
        ]

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


def _one_stop(text: str) -> str:
    """A name that ends with initials brings the full stop of its sentence along."""
    return _TWO_STOPS.sub(".", text)


def _told(hint: Hint) -> str:
    """The words, and the file when they stand in one."""
    return f"{hint.text} ({hint.where})" if hint.file else hint.text
