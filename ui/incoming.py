# SPDX-License-Identifier: Apache-2.0
"""Signatures of what came in, checked by themselves: beside the window, and never in the way of anything.

A check takes a thread of its own without a progress window. It touches no desk there: the files are read
before, and what was found is noted afterwards. Whoever asked may be gone by then, or the desk locked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from threading import Thread

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from desk.domain import other_sender
from desk.domain.other_sender import others
from desk.domain.signature_notes import UNREAD
from desk.domain.signature_words import MADE_FOR, lines
from desk.domain.signatures import NOT_CHECKED, FileSignature
from desk.domain.values import Attached
from desk.services.desk import Desk
from desk.services.events import Owner
from desk.services.signature import issuers, signed_files
from desk.services.signature.signed_files import CheckedFile, Incoming
from desk.text import N_
from ui import electronic
from ui.jobs import Jobs
from ui.language import _, current
from ui.panes import banner, tell
from ui.theme import Tone

Found = tuple[CheckedFile, ...]


class Look(QObject):
    """One look at the signatures of some files, which lives as long as ``parent`` waits for it."""

    _news = Signal(object)

    def __init__(
        self,
        desk: Desk,
        files: Sequence[Incoming],
        parent: QObject,
        done: Callable[[Found], None],
    ) -> None:
        """Look, and hand what is found to ``done`` in the window's thread."""
        super().__init__(parent)
        self._done = done
        self._news.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        trusted = issuers.roots(desk)
        Thread(target=self._look, args=(files, trusted), daemon=True).start()

    def _look(self, files: Sequence[Incoming], trusted: Sequence[bytes]) -> None:
        found = signed_files.look(files, trusted)
        with suppress(RuntimeError):  # nobody waits any more
            self._news.emit(found)

    @Slot(object)
    def _hear(self, found: Found) -> None:
        self._done(found)
        self.deleteLater()


def check_new(
    desk: Desk, jobs: Jobs, parent: QObject, owner: Owner, id: int,
    ended: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """Check what came in with a record and was not checked yet, and note in it what was found."""

    def read(files: tuple[Incoming, ...]) -> None:
        if all(each.settled for each in files):
            ended()
            return
        Look(desk, files, parent, keep)

    def keep(found: Found) -> None:
        if found:
            jobs.run(
                _("Checking the signatures…"),
                lambda _progress: signed_files.keep_new(desk, owner, id, found),
            )
        ended()

    jobs.run(
        _("Checking the signatures…"),
        lambda _progress: signed_files.came_in(desk, owner, id),
        read,
        lambda _error: ended(),
    )


def short(found: FileSignature) -> str:
    """The signatures of a file in a few words, for a line of a list."""
    if found.broken:
        return _("SIGNATURE BROKEN")
    told = {note.msgid for each in found.signatures for note in each.notes}
    if UNREAD in told:
        return _("a signature that cannot be read")
    names = [each.certificate.name or "—" for each in found.signatures]
    worst = (each for each in found.signatures if each.verdict is found.verdict)
    said = electronic.verdict(found.verdict, next((each.certificate.doubt for each in worst), ""))
    more = [_(word) for note, word in _REMARKS.items() if note in told]
    said = "; ".join([said, *more])
    return _("signed by {name}: {verdict}", name=current().listing(names), verdict=said)


_REMARKS = {
    other_sender.OTHER_SENDER: N_("not the sender’s address"),
    other_sender.OTHER_NAME: N_("not the sender’s name"),
    other_sender.NO_ADDRESS: N_("no address in the certificate"),
    signed_files.PART_ONLY: N_("only this part of the letter"),
    signed_files.ENCLOSED: N_("an enclosed letter, not this one"),
}
"""What must not be overlooked even in a line of a list."""


def passage(found: FileSignature, zone: str) -> str:
    """Everything that is known of the signatures of a file."""
    return "\n".join([*_lines(found, zone), _(NOT_CHECKED)])


def _lines(found: FileSignature, zone: str) -> list[str]:
    told = lines(found, current(), zone)
    if found.about:
        told.append(_(MADE_FOR, name=found.about))
    return told


def passages(files: Iterable[Attached], zone: str) -> str:
    """What is known of the signatures among the files of a record."""
    return told_of([(each.name, each.signature) for each in files if each.signature], zone)


def told_of(signed: Sequence[tuple[str, FileSignature]], zone: str) -> str:
    """What is known of the signatures of files, each under its name."""
    told = ["\n".join([name, *_lines(found, zone)]) for name, found in signed]
    return "\n\n".join([*told, _(NOT_CHECKED)] if told else ())


def strips(parent: QWidget) -> tuple[QLabel, QLabel]:
    """Where ``warn`` says that a signature is broken, and that somebody else than the sender signed; hidden at first."""
    broken, stranger = banner("", Tone.OVERDUE, parent), banner("", Tone.SOON, parent)
    broken.hide()
    stranger.hide()
    return broken, stranger


def warn(broken: QLabel, stranger: QLabel, signed: Sequence[tuple[str, FileSignature]]) -> None:
    """Say which files have a broken signature, and which the sender did not sign, as it seems; none hides the strip."""
    names = [name for name, found in signed if found.broken]
    text = _(
        "A signature is BROKEN: {files}. What was signed was changed afterwards, or it was "
        "something else. Do not treat it as signed; ask for it again.",
        files=current().listing(names),
    )
    tell(broken, text if names else "")
    tell(stranger, "\n".join(others(signed, current())))
