# SPDX-License-Identifier: Apache-2.0
"""Reading a stack in a process of its own: a file that hangs or breaks it costs a sentence, not the desk.

That process has no desk and no key. PDFium may be called from one thread at a time, and the window shows
papers with it: that alone would keep reading out of this process.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from desk.domain.scans import ReadPage, Stack, StackFile
from desk.errors import N_, Refusal

Progress = Callable[[int, int], None]
"""``progress(done, total)`` in pages; what it raises ends the reading."""

_TICK = 0.25
PATIENCE = 30.0
"""Seconds a single page may take, the start of the process included."""
MEMORY = 3 << 30
"""Bytes the reading process may ask for, where the system can hold it to that."""
MOST_TOGETHER = 1000
"""Pages read of several files: their pictures lie in memory while a person looks them through."""
LARGEST = 64 * 1024 * 1024
"""What the desk keeps of one file."""


def read_stack(
    files: Sequence[StackFile], progress: Progress | None = None, patience: float = PATIENCE
) -> Stack:
    """Read every page of the files; one that cannot be read carries its sentence.

    ``progress`` may raise to stop: nothing is stored and the reading process ends.
    """
    pages: list[ReadPage] = []
    total = len(files)
    with closing(_Reader(patience)) as reader:
        for number, file in enumerate(files):
            if len(pages) >= MOST_TOGETHER:
                sentence = N_("More than {most} pages at once. Process this file separately.")
                pages.append(ReadPage(number, 0, problem=Refusal(sentence, most=MOST_TOGETHER)))
                continue
            for each in reader.read(number, file):
                if isinstance(each, int):
                    total += each - 1
                elif each is not None:
                    pages.append(each)
                if progress is not None:
                    progress(len(pages), max(total, len(pages)))
    return Stack(tuple(files), tuple(pages))


class _Reader:
    """The reading process; it is ended when it fails and started again for the next file."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    def read(self, number: int, file: StackFile) -> Iterator[ReadPage | int | None]:
        """The number of pages and the pages of one file; ``None`` while a page takes its time."""
        if len(file.content) > LARGEST:
            refusal = Refusal(N_("The file is larger than 64 MB. Scan it in parts."))
            yield ReadPage(number, 0, problem=refusal)
            return
        last, waited = 0, 0.0
        sentence = N_("This page takes too long to read; the rest of the file was not read.")
        try:
            line = self._line or self._start()
            line.send((number, file.content))
            while waited < self._patience:
                if not line.poll(_TICK):
                    waited += _TICK
                    yield None
                    continue
                answer: ReadPage | int | None = line.recv()
                if answer is None:
                    return
                last = answer.page if isinstance(answer, ReadPage) else last
                waited = 0.0
                yield answer
        except (EOFError, OSError):
            sentence = N_("This page cannot be read; the rest of the file was not read.")
        self.close()
        yield ReadPage(number, last + 1, problem=Refusal(sentence))

    def close(self) -> None:
        """End the process whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        self._process = context.Process(target=serve, args=(there,), daemon=True)
        self._process.start()
        there.close()
        self._line = here
        return here


def serve(line: Connection) -> None:
    """Read files and send what is found, in the reading process, until it is ended."""
    _hold_memory()
    from desk.documents.scan import read_pages

    while True:
        number, content = line.recv()
        for each in read_pages(content, number):
            line.send(each)
        line.send(None)


def _hold_memory() -> None:
    """Ask the system to refuse more memory than a stack needs; not every system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
