# SPDX-License-Identifier: Apache-2.0
"""Many saved e-mails read at once, on every core: this process reads along with its helpers.

Nothing is stored here, and no helper has a desk or its key. Letters come in the order of their files;
one that cannot be read brings its refusal instead.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

from desk.domain.letter import Letter
from desk.errors import N_, Refusal
from desk.paths import read_named

FEW = 24
"""Up to so many letters are read by this process alone: starting a helper takes longer."""
_AHEAD = 4
"""Letters in a helper's hands: it must not run dry while this process reads one of its own. Near the
end it gets one at a time, so that nobody waits for the last of them."""
_CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Read:
    """One file: its letter, or why there is none; ``process`` is the id of the one that read it."""

    path: Path
    letter: Letter | None
    refusal: Refusal | None = None
    process: int = 0


def read_letters(files: Sequence[Path], *, workers: int | None = None) -> Iterator[Read]:
    """Read saved e-mails on ``workers`` cores, on all of them when not said."""
    count = workers if workers is not None else (os.cpu_count() or 1)
    if count <= 1 or len(files) <= FEW:
        yield from map(read_file, files)
        return
    helpers: list[_Helper] = []
    try:
        with suppress(OSError):  # where no more processes can be had, those there are will do
            helpers.extend(_Helper() for _ in range(min(count - 1, len(files) // FEW)))
        yield from _Reading(files, helpers).letters()
    finally:
        for helper in helpers:
            helper.dismiss()


class _Helper:
    """A process that reads the letters it is handed, one after another."""

    def __init__(self) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.asked: deque[int] = deque()
        """Places of the letters in its hands; it reads the first one."""
        self._process = _CONTEXT.Process(target=_help, args=(theirs,), daemon=True)
        try:
            self._process.start()
        finally:
            theirs.close()

    def dismiss(self) -> None:
        """End it at once, even within a letter: it holds nothing that could be left half done."""
        self.pipe.close()
        self._process.kill()
        self._process.join()


class _Reading:
    """Letters on their way through several processes.

    Without a thread on purpose: one that waited for the helpers would have to wait for this process's
    own reading whenever it has something to fetch, and the helpers with it.
    """

    def __init__(self, files: Sequence[Path], helpers: Sequence[_Helper]) -> None:
        self._files = files
        self._helpers = list(helpers)
        self._untouched = deque(range(len(files)))
        self._found: dict[int, Read] = {}

    def letters(self) -> Iterator[Read]:
        """Every letter in its order."""
        for place in range(len(self._files)):
            while place not in self._found:
                self._collect()
                if self._untouched:
                    self._read(self._untouched.popleft())
            yield self._found.pop(place)

    def _read(self, place: int) -> None:
        self._found[place] = read_file(self._files[place])

    def _collect(self) -> None:
        """Take what the helpers have read, and hand them more; wait only when nothing else is to do."""
        if not self._untouched:
            wait([helper.pipe for helper in self._helpers])
        for helper in tuple(self._helpers):
            try:
                while helper.pipe.poll():
                    self._take(helper, helper.pipe.recv())
                    self._hand(helper)
            except (EOFError, OSError):
                self._lose(helper)

    def _hand(self, helper: _Helper) -> None:
        with suppress(OSError):  # it has died; what it had read before is still to be taken
            while self._untouched and len(helper.asked) < min(
                _AHEAD, 1 + len(self._untouched) // 4
            ):
                helper.pipe.send(self._files[self._untouched[0]])
                helper.asked.append(self._untouched.popleft())

    def _take(self, helper: _Helper, read: Read | None) -> None:
        if helper.asked:  # else it says that it is there
            place = helper.asked.popleft()
            if read is not None:
                self._found[place] = read
            else:
                self._read(place)

    def _lose(self, helper: _Helper) -> None:
        """A helper has died, of the letter it read if of any; the others are read by somebody else."""
        self._helpers.remove(helper)
        if helper.asked:
            place = helper.asked.popleft()
            path = self._files[place]
            refusal = Refusal(
                N_("Reading the file {file} was interrupted; it may be damaged."), file=path.name
            )
            self._found[place] = Read(path, None, refusal)
        self._untouched.extendleft(reversed(helper.asked))


def _help(pipe: Connection) -> None:
    """What a helper does until nobody asks any more; first it says that it is there."""
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            pipe.send(_attempt(pipe.recv()))


def _attempt(path: Path) -> Read | None:
    """The letter; after a fault of ours nothing, so that it is met again where it can be told."""
    try:
        return read_file(path)
    except Exception:
        return None


def read_file(path: Path) -> Read:
    """Read one saved e-mail."""
    from desk.mail.intake import read_letter
    from desk.mail.notes import MAX_LETTER

    letter, refusal = None, None
    unread = Refusal(N_("The file {file} cannot be read."), file=path.name)
    try:
        if not path.is_file():  # a pipe or a device may have no end
            raise unread
        letter = read_letter(read_named(path, MAX_LETTER + 1), path.name)
    except OSError:
        refusal = unread
    except Refusal as error:
        refusal = error
    return Read(path, letter, refusal, os.getpid())
