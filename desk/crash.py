# SPDX-License-Identifier: Apache-2.0
"""The crash file: where the program failed, and nothing of what it was working on.

Only file names, line numbers, function names and the kind of the error are written: messages and
local values may hold personal data.
"""

from __future__ import annotations

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from desk import __version__
from desk.paths import crash_folder


def describe_crash(error: BaseException) -> str:
    """The report as text: versions, then the frames of the error and of its causes."""
    lines = [
        f"Desk {__version__}, Python {platform.python_version()}, {platform.platform()}",
        datetime.now(UTC).isoformat(timespec="seconds"),
    ]
    current: BaseException | None = error
    while current is not None:
        lines.append(type(current).__qualname__)
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        ]
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def write_crash(error: BaseException) -> Path | None:
    """Write the report of ``error`` and return where it is."""
    return write_report(describe_crash(error))


def write_report(text: str) -> Path | None:
    """Write a crash file for its owner alone; ``None`` when even that is impossible."""
    folder = crash_folder()
    path = folder / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")
    except OSError:
        return None
    return path
