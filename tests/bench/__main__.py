# SPDX-License-Identifier: Apache-2.0
"""`python -m tests.bench [--quick] [--folder DIR] [PART…]`: measures Desk on this machine, as ratios within one run."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import Board


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    start: int
    runs: int
    lists: tuple[int, ...]
    small: int
    large: int
    papers: int
    letters: int
    journal: int
    acts: int
    consents: int
    transfers: int


FULL = Size(
    100_000, 9, (100_000, 200_000), 10_000, 1_000_000, 25, 1_000, 100_000, 60, 200_000, 5_000
)
QUICK = Size(10_000, 3, (20_000,), 10_000, 50_000, 7, 300, 10_000, 20, 20_000, 5_000)


def _start(board: Board, folder: Path, size: Size) -> None:
    from tests.bench import start

    start.run(board, folder, size.start, size.runs)


def _lists(board: Board, folder: Path, size: Size) -> None:
    from tests.bench import lists

    for count in size.lists:
        lists.run(board, folder, count)


def _growth(board: Board, folder: Path, size: Size) -> None:
    from tests.bench import lists

    lists.growth(board, folder, size.small, size.large)


def _consents(board: Board, folder: Path, size: Size) -> None:
    from tests.bench import consents

    consents.run(board, folder, size.consents)


def _transfers(board: Board, folder: Path, size: Size) -> None:
    from tests.bench import transfers

    transfers.run(board, folder, size.transfers)


def _papers(board: Board, folder: Path, size: Size) -> None:
    from tests.bench import papers

    papers.run(board, folder, size.papers)


def _signing(board: Board, folder: Path, size: Size) -> None:
    from tests.bench import signing

    signing.run(board, size.papers)


def _letters(board: Board, folder: Path, size: Size) -> None:
    from tests.bench import letters

    letters.run(board, folder, size.letters)


def _journal(board: Board, folder: Path, size: Size) -> None:
    from tests.bench import acts

    acts.verifying(board, folder, size.journal)


def _acts(board: Board, folder: Path, size: Size) -> None:
    from tests.bench import acts

    acts.registering(board, folder, size.small, size.acts)


PARTS: dict[str, Callable[[Board, Path, Size], None]] = {
    "start": _start,
    "lists": _lists,
    "growth": _growth,
    "consents": _consents,
    "transfers": _transfers,
    "papers": _papers,
    "signing": _signing,
    "letters": _letters,
    "journal": _journal,
    "acts": _acts,
}


def main() -> int:
    """Measure; the status is 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, to try")
    parser.add_argument("--folder", type=Path, default=None, help="on the disk to be measured")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    chosen = parser.parse_args()
    unknown = set(chosen.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    board = Board()
    size = QUICK if chosen.quick else FULL
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    if busy > 0.5:
        board.say(f"The machine is busy (load {busy:.1f}): figures are worse than they need be.")
    for name, part in PARTS.items():
        if chosen.parts and name not in chosen.parts:
            continue
        with TemporaryDirectory(prefix="desk-bench-", dir=chosen.folder) as folder:
            # Other processes find their bytecode from the start before, as on any machine in use.
            os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
            part(board, Path(folder), size)
    if board.missed:
        board.say("\nGoals missed:\n  " + "\n  ".join(board.missed))
        return 1
    board.say("\nEvery goal is met.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
