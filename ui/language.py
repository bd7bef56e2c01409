# SPDX-License-Identifier: Apache-2.0
"""The language the window speaks now: one current catalogue, ``_()``, and the signal that it changed.

Switching swaps the catalogue and Qt's own translator, sets the default locale and emits ``changed``
once. Nobody retranslates widgets: the window builds its pages again.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from desk.text import LANGUAGES, Catalogue, catalogue

__all__ = ["NAMES", "_", "changed", "current", "held", "ngettext", "pgettext", "preferred", "use"]

NAMES = {"ru": "Русский", "en": "English"}
"""Languages by their own names; these are never translated."""

_LOCALES = {"ru": "ru_RU", "en": "en_GB"}


class _Speaker(QObject):
    """Holds the current catalogue. Signal ``changed``: the language is another one now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.language = "en"
        self.translator: QTranslator | None = None


_speaker = _Speaker()
changed = _speaker.changed


class _Shown(Catalogue):
    """A language as it stands on the screen: no line of it breaks between a number and what it counts."""

    def say(self, message: str, **params: object) -> str:
        """The message with its placeholders filled, its numbers held."""
        return self.kept(super().say(message, **params))

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The plural form, its number held before the caller fills it in."""
        return self.kept(super().ngettext(one, many, number))

    def date(self, day: dt.date, style: Literal["short", "medium", "long"] = "medium") -> str:
        """The day, its number held to its month."""
        return self.kept(super().date(day, style))

    def kept(self, text: str) -> str:
        """The text; in Russian no line of it breaks behind a number."""
        return _COUNTED.sub("\\1\u00a0", held(text)) if self.language == "ru" else text


@cache
def _shown(language: str) -> _Shown:
    return _Shown(language)


def current() -> _Shown:
    """The catalogue of the language the window speaks."""
    return _shown(_speaker.language)


def _(message: str, **params: object) -> str:
    """The message in the current language, with its placeholders filled when there are any."""
    shown = current()
    return shown.say(message, **params) if params else shown.kept(held(shown.gettext(message)))


@lru_cache(4096)
def held(text: str) -> str:
    """The text whose numbers of norms, and days and months, stay together where a line breaks."""
    return _APART.sub("\u00a0", text)


_APART = re.compile(
    r"(?<=№) (?=[\w{])|(?<=\bст\.) (?=\d)|(?<=\bч\.) (?=\d)|(?<=\bп\.) (?=\d)"
    r"|(?<=\bArt\.) (?=\d)|(?<=\bNo\.) (?=\d)|(?<=[Oo]rder) (?=\d)|(?<=\d) (?=\(\d)"
    r"|(?<=\d) (?=[^\W\d_]{3,8}\.? 20\d\d)"
    r"|(?<=\d) (?=(?:январ|феврал|марта|апрел|мая|ию[нл]|август|сентябр|октябр|ноябр|декабр))"
)
_COUNTED = re.compile(r"(?<![\w.,:/-])(?<![№.]\u00a0)(\d{1,4}|\{number\}) (?=[^\W\d_])")
"""A number, or the place of one, before the word it counts."""


def ngettext(one: str, many: str, number: int) -> str:
    """The plural form for ``number``, with ``{number}`` filled."""
    return current().ngettext(one, many, number).format(number=number)


def pgettext(context: str, message: str) -> str:
    """The message in the current language where the English word alone is ambiguous."""
    return current().pgettext(context, message)


def preferred() -> str:
    """The first of the system's languages the program knows, else English."""
    for name in QLocale.system().uiLanguages():
        if name[:2] in LANGUAGES:
            return name[:2]
    return "en"


def use(language: str) -> None:
    """Speak ``language`` from now on; ``changed`` is emitted once, and only when it is another one."""
    different = language != _speaker.language
    _speaker.language = catalogue(language).language
    _swap_translator(language)
    QLocale.setDefault(QLocale(_LOCALES[language]))
    if different:
        _speaker.changed.emit()


def _swap_translator(language: str) -> None:
    application = QCoreApplication.instance()
    if application is None:
        return
    if _speaker.translator is not None:
        application.removeTranslator(_speaker.translator)
        _speaker.translator = None
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language != "en" and translator.load(f"qtbase_{language}", folder):
        application.installTranslator(translator)
        _speaker.translator = translator
