# SPDX-License-Identifier: Apache-2.0
"""Where the program's own files and the user's data are: checkout, wheel or frozen build."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


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
