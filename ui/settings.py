# SPDX-License-Identifier: Apache-2.0
"""What the window remembers of itself between starts: geometry, columns, language, looks, the last desk.

An INI file of the window's own. Nothing about people is in it; what concerns the work is kept in the
encrypted file.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QSplitter, QWidget

from desk.paths import default_desk, settings_file


def _file() -> QSettings:
    return QSettings(str(settings_file()), QSettings.Format.IniFormat)


def text(key: str, otherwise: str = "") -> str:
    """A remembered word."""
    value = _file().value(key, otherwise)
    return value if isinstance(value, str) else otherwise


def remember(key: str, value: str) -> None:
    """Remember a word."""
    _file().setValue(key, value)


def last_desk() -> Path:
    """The folder of the desk that was open last, else the usual one."""
    name = text("desk")
    return Path(name) if name else default_desk()


def keep_geometry(widget: QWidget, key: str) -> None:
    """Remember size and place of a window."""
    _file().setValue(f"geometry/{key}", widget.saveGeometry())


def restore_geometry(widget: QWidget, key: str) -> bool:
    """Give a window its last size and place; false when none is known."""
    value = _file().value(f"geometry/{key}")
    return isinstance(value, QByteArray) and widget.restoreGeometry(value)


def keep_split(splitter: QSplitter, key: str) -> None:
    """Remember where a split stands."""
    _file().setValue(f"split/{key}", splitter.saveState())


def restore_split(splitter: QSplitter, key: str) -> bool:
    """Put a split where it stood; false when none is known."""
    value = _file().value(f"split/{key}")
    return isinstance(value, QByteArray) and splitter.restoreState(value)


def keep_columns(page: QWidget, key: str) -> None:
    """Remember the columns of every list of a page."""
    from ui.tables import TableView  # the door has no list

    for number, view in enumerate(page.findChildren(TableView)):
        remember(f"columns/{key}-{number}", view.columns_state())


def restore_columns(page: QWidget, key: str) -> None:
    """Give every list of a page the columns it had last."""
    from ui.tables import TableView

    for number, view in enumerate(page.findChildren(TableView)):
        view.restore_columns(text(f"columns/{key}-{number}"))
