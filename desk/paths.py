# SPDX-License-Identifier: Apache-2.0
"""Where the program's own files and the user's data are: checkout, wheel or frozen build."""

from __future__ import annotations

import errno
import os
import select
import stat
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent
_PATIENCE = 2.0
"""Seconds a pipe may take until somebody writes into it."""


def _root() -> Path:
    """The folder that holds ``resources`` and ``i18n``: inside the wheel, else the checkout."""
    bundled = _PACKAGE / "_data"
    return bundled if bundled.is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """A file or folder under ``resources``."""
    return _root().joinpath("resources", *parts)


def catalogues() -> Path:
    """The folder of message catalogues, one folder a language."""
    return _root() / "i18n"


def changelog() -> Path:
    """The changelog for users, in both languages."""
    return _root() / "CHANGELOG.md"


def default_desk() -> Path:
    """The folder of the desk when none is named."""
    return Path(platformdirs.user_data_dir("desk", appauthor=False)) / "desk"


def settings_file() -> Path:
    """Window geometry and columns; holds no personal data."""
    return Path(platformdirs.user_config_dir("desk", appauthor=False)) / "window.ini"


def crash_folder() -> Path:
    """Where crash files are written."""
    return Path(platformdirs.user_log_dir("desk", appauthor=False))


def read_named(path: Path, most: int = -1) -> bytes:
    """The first ``most`` bytes of a file somebody named, or all; a pipe nobody writes into is an ``OSError``."""
    # Not its size, which a device and a pipe do not tell.
    with open(path, "rb", opener=_unhindered) as source:
        return source.read(most)


def _unhindered(path: str, flags: int) -> int:
    """Open a file without waiting for the other end of a pipe, which may never come."""
    file = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    try:
        if (
            stat.S_ISFIFO(os.fstat(file).st_mode)
            and not select.select([file], [], [], _PATIENCE)[0]
        ):
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN), path)
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(file, True)
    except BaseException:
        os.close(file)
        raise
    return file
