# SPDX-License-Identifier: Apache-2.0
"""The ledger of erasures beside the desk and its backups: references and dates, never names.

A restored backup is older than the erasures made since; the ledger, which no backup holds, tells whom
to erase again. Several ledgers may differ when a folder was away: all their lines together count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from desk.errors import N_, Trouble
from desk.storage.files import LEDGER, file_troubles, write_private

_FORMAT = 1


@dataclass(frozen=True, order=True)
class Erased:
    """One erasure: whose card by its reference, when (ISO day), on which ground, by which act."""

    ref: str
    on: str
    ground: str
    act: str = ""


def read(folders: Iterable[Path]) -> tuple[Erased, ...]:
    """Every line of the ledgers in these folders, each once; raises ``Trouble`` for a damaged one."""
    found: dict[str, Erased] = {}
    for folder in folders:
        for line in _lines(folder / LEDGER):
            found.setdefault(line.ref, line)
    return tuple(sorted(found.values()))


def note(folder: Path, lines: Iterable[Erased]) -> None:
    """Bring the ledger of ``folder`` up to these lines; what it knows besides stays."""
    known = {line.ref: line for line in _lines(folder / LEDGER)}
    added = [line for line in lines if line.ref not in known]
    if not added:
        return
    every = sorted([*known.values(), *added])
    text = json.dumps({"format": _FORMAT, "erased": [asdict(line) for line in every]}, indent=1)
    write_private(folder / LEDGER, text.encode())


def _lines(path: Path) -> list[Erased]:
    with file_troubles():
        if not path.is_file():
            return []
        content = path.read_bytes()
    try:
        return [
            Erased(str(line["ref"]), str(line["on"]), str(line["ground"]), str(line["act"]))
            for line in json.loads(content)["erased"]
        ]
    except (ValueError, KeyError, TypeError):
        raise Trouble(
            N_(
                "The ledger of erasures is damaged. Restore “{name}” from another backup folder: "
                "without it a restored backup may bring erased people back."
            ),
            name=LEDGER,
        ) from None
