# SPDX-License-Identifier: Apache-2.0
"""Settings of the desk and of the window: language, colours, idle lock, reminders, second backup folder."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QTimer

from desk.errors import Refusal
from desk.services.settings import set_setting, setting
from desk.text import N_
from ui import language, settings, theme, words
from ui.act import ActDialog, Fields
from ui.forms import CheckField, ChoiceField, FolderField, Section, TextField
from ui.language import NAMES, current

KEYS = ("paper_language", "idle_minutes", "reminders", "backup_folder", "laws")

FIELDS: Fields = (
    Section(N_("Window")),
    ChoiceField("language", N_("Language"), options=tuple(NAMES.items())),
    ChoiceField(
        "colours",
        N_("Colours"),
        options=tuple(theme.SCHEMES.items()),
    ),
    Section(N_("Papers")),
    ChoiceField(
        "paper_language",
        N_("Language of new papers"),
        options=(
            ("ru", N_("Russian")),
            ("en", N_("English")),
            ("ru+en", N_("Russian and English side by side")),
        ),
        hint=N_(
            "If an answer is wanted in a language not chosen here, its draft starts in that language."
        ),
    ),
    Section(N_("Requests")),
    ChoiceField(
        "laws",
        N_("Laws of a new request"),
        words.law_choices,
        hint=N_(
            "Each request may be put under other laws. Deadlines already running keep their dates."
        ),
    ),
    Section(N_("Safety")),
    TextField(
        "idle_minutes",
        N_("Lock after minutes idle"),
        hint=N_("From 1 to 240. Unfinished forms are kept, encrypted."),
    ),
    FolderField(
        "backup_folder",
        N_("Second folder for backups"),
        hint=N_("Preferably on another disk: a USB stick or a drive that is not always connected."),
    ),
    Section(N_("Reminders")),
    CheckField("reminders", N_("Notify me of approaching deadlines (numbers only, never names)")),
)


class SettingsDialog(ActDialog):
    """Edits the settings."""

    NAME: ClassVar[str] = "settings"
    TITLE: ClassVar[str] = N_("Settings")

    def fields(self) -> Fields:
        """What can be set."""
        return FIELDS

    def prepare(self) -> None:
        """Show what is set."""
        values: dict[str, object] = {key: setting(self.desk, key) for key in KEYS}
        values["language"] = current().language
        values["colours"] = theme.scheme()
        self.form.set(values)

    def act(self, values: dict[str, object]) -> None:
        """Keep what changed; the window follows at once."""
        typed = str(values["idle_minutes"])
        if not typed.isascii() or not typed.isdigit() or len(typed) > 4:
            raise Refusal(
                N_("Give a number from {least} to {most}."), field="idle_minutes", least=1, most=240
            )
        folder = str(values["backup_folder"])
        if folder and not Path(folder).is_dir():
            raise Refusal(N_("There is no such folder."), field="backup_folder")
        wanted: dict[str, str | int | bool] = {
            "paper_language": str(values["paper_language"]),
            "idle_minutes": int(typed),
            "reminders": bool(values["reminders"]),
            "backup_folder": folder,
            "laws": str(values["laws"]),
            "language": str(values["language"]),
            "colours": str(values["colours"]),
        }
        for key, value in wanted.items():
            if setting(self.desk, key) != value:
                set_setting(self.desk, key, value)
        settings.remember("language", str(values["language"]))
        settings.remember("colours", str(values["colours"]))
        window = self.parentWidget()
        if window is not None:
            QTimer.singleShot(0, window, lambda: _put_on(values))


def _put_on(values: dict[str, object]) -> None:
    if theme.scheme() != values["colours"]:
        theme.dress(str(values["colours"]))
    language.use(str(values["language"]))
