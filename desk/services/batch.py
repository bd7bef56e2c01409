# SPDX-License-Identifier: Apache-2.0
"""Many saved e-mails read at once, on every core: this process reads along with its helpers.

Nothing is stored here, and no helper has a desk or its key. Letters come in the order of their files;
one that cannot be read brings its refusal instead.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from desk.domain.letter import Letter
from desk.errors import N_, Refusal

FEW = 24
"""Up to so many letters are read by this process alone: starting a helper takes longer."""
_PORTION = 10


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
    portions = [files[at : at + _PORTION] for at in range(0, len(files), _PORTION)]
    if count <= 1 or len(files) <= FEW:
        for portion in portions:
            yield from _read(portion)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count - 1, mp_context=context) as pool:
        try:
            yield from _together(portions, [pool.submit(_read, portion) for portion in portions])
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _together(
    portions: Sequence[Sequence[Path]], asked: Sequence[Future[list[Read]]]
) -> Iterator[Read]:
    """Portions in their order; while a helper still reads the next one, read one nobody has begun."""
    own: dict[int, list[Read]] = {}
    free = 0
    for place, future in enumerate(asked):
        free = max(free, place)
        while place not in own and not future.done():
            while free < len(asked) and not asked[free].cancel():
                free += 1
            if free == len(asked):
                break
            own[free] = _read(portions[free])
            free += 1
        yield from own.pop(place) if place in own else future.result()


def _read(portion: Sequence[Path]) -> list[Read]:
    return [read_file(path) for path in portion]


def read_file(path: Path) -> Read:
    """Read one saved e-mail."""
    from desk.mail.intake import read_letter
    from desk.mail.notes import MAX_LETTER

    letter, refusal = None, None
    try:
        with path.open("rb") as file:
            letter = read_letter(file.read(MAX_LETTER + 1), path.name)
    except OSError:
        refusal = Refusal(N_("The file {file} cannot be read."), file=path.name)
    except Refusal as error:
        refusal = error
    return Read(path, letter, refusal, os.getpid())
