# SPDX-License-Identifier: Apache-2.0
"""The faces papers are set in, which characters they have, and text made safe for the setter.

PT Serif sets everything it can; a word with a letter it lacks (Vietnamese, old Cyrillic) is set whole in
DejaVu Serif, single signs in DejaVu Sans. Scripts that need shaping or run right to left are not
set at all: printed letter by letter they would be wrong, so they count as uncovered.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any
from xml.sax.saxutils import escape

from desk.paths import resource

TEXT = "DeskText"
BOLD = "DeskText-Bold"
_WORDS = "DeskWords"
_SIGNS = "DeskSigns"
_WORDS_SMALLER = "-0.8"
"""DejaVu letters are larger than PT Serif's at the same size."""
BOX = "□"
"""Printed in a draft where a character has no glyph."""

_ONE = threading.Lock()
_FAMILY = {
    TEXT: "PTF55F.ttf",
    BOLD: "PTF75F.ttf",
    "DeskText-Italic": "PTF56F.ttf",
    "DeskText-BoldItalic": "PTF76F.ttf",
}
_FALLBACK = {
    _WORDS: "DejaVuSerifCondensed.ttf",
    "DeskWords-Bold": "DejaVuSerifCondensed-Bold.ttf",
    _SIGNS: "DejaVuSans.ttf",
}
_UNSET = ((0x590, 0x8FF), (0x900, 0x10FF), (0x1780, 0x17FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))
"""Right-to-left scripts, and scripts of South and South-East Asia, which need shaping."""
_GEORGIAN = (0x10A0, 0x10FF)
_NARROW_SPACES = dict.fromkeys((0x202F, 0x2007, 0x2060), "\xa0")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_DROPPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2061-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_UNUSUAL = re.compile("[\u2007\u2028\u2029\u202f\u2060]|" + _DROPPED.pattern)
"""What ``clean`` has to do with after composing; few texts have any of it."""
_GLUED = re.compile(
    r"(?<!\w)(?:"
    r"(?:№|ст\.|стр\.|кв\.|корп\.|оф\.|помещ\.|пом\.|п\.|пп\.|подп\.|ч\.|абз\.|гл\.|ул\.|д\.|тел\.|"
    r"No\.|Art\.|art\.|Arts\.|para\.|item|part|tel\.|(?<!\d )г\.)[ \t]+(?=[\w(«“_])"
    r"|(?:[Сс]тать\w{1,2}|статей|част\w{1,2}|пункт\w{0,2}|Articles?|день|day|этаж|комната|floor|room) (?=\d)"
    r"|\d{1,2} (?=(?:январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр"
    r"|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
    r"|\d{4} (?=г\.)"
    r"|\+\d[\d ()-]{6,18}\d"
    r"|(?<!\.)[АВИКОСУавикосу] (?=[\w«(][\w-]{,9}(?!\w))"
    r"|(?<=«)О (?=\w)"
    r"|\d{1,4} (?=л\.)"
    r"|[А-ЯЁA-Z]\. ?[А-ЯЁA-Z]\. (?=[А-ЯЁA-Z])"
    r"|[А-ЯЁA-Z]\. (?=[А-ЯЁA-Z](?:\.(?!\w)|[а-яёa-z]))"
    r"|^— )"
    r"| (?=— )"
)
"""What must not be parted: № and ст. from their numbers, a day from its month, initials from the name,
the groups of a telephone number, a preposition of one letter from its word
(a long word would leave a hole in the line before, but no line ends with «О), a dash from the word before it."""
_BLANKS = re.compile(r"[ \t]+")


def register() -> None:
    """Make the faces known to ReportLab, before its layout parts choose Helvetica for their defaults.

    Once only, whichever thread comes first: a face replaced while a paper is drawn would lose letters.
    """
    with _ONE:
        _register()


def _one_at_a_time(make: Callable[[list[int]], bytes]) -> Callable[[list[int]], bytes]:
    """A face reads its file with one mark of the place: two papers at once would take each other's glyphs."""

    def made(subset: list[int]) -> bytes:
        with _ONE:
            return make(subset)

    return made


@cache
def _register() -> None:
    from reportlab import rl_config
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in (*_FAMILY.items(), *_FALLBACK.items()):
        font = TTFont(name, str(resource("fonts", file)))
        font.face.makeSubset = _one_at_a_time(font.face.makeSubset)
        pdfmetrics.registerFont(font)
    normal, bold, italic, both = _FAMILY
    pdfmetrics.registerFontFamily(TEXT, normal, bold, italic, both, baseFontFor="all")
    rl_config.useA85 = 0  # streams go into files, not through seven-bit mail
    for italics in (0, 1):
        addMapping(_WORDS, 0, italics, _WORDS)
        addMapping(_WORDS, 1, italics, "DeskWords-Bold")
        for weight in (0, 1):
            addMapping(_SIGNS, weight, italics, _SIGNS)


@cache
def _glyphs(name: str) -> frozenset[int]:
    from reportlab.pdfbase import pdfmetrics

    register()
    face: Any = pdfmetrics.getFont(name).face
    return frozenset(face.charToGlyph)


@cache
def _usual() -> frozenset[str]:
    """What the text face prints, and what breaks lines."""
    return frozenset("\n\t").union(map(chr, _glyphs(TEXT)))


@lru_cache(maxsize=4096)
def _covered(character: str) -> bool:
    code = ord(character)
    if code in _glyphs(TEXT) or character in "\n\t":
        return True
    if code > 0xFFFF or _needs_shaping(code):
        return False
    return code in _glyphs(_WORDS) or code in _glyphs(_SIGNS)


def _needs_shaping(code: int) -> bool:
    if _GEORGIAN[0] <= code <= _GEORGIAN[1]:
        return False
    return any(first <= code <= last for first, last in _UNSET)


def uncovered(text: str) -> str:
    """The characters of ``text`` that no face can print, each once, in order."""
    return "".join(c for c in dict.fromkeys(clean(text)) if not _covered(c))


def clean(text: str) -> str:
    """``text`` composed (never NFKC: it turns “№” into “No”), without control and direction marks."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    if not _UNUSUAL.search(text):
        return text
    return _DROPPED.sub("", _LINE_ENDS.sub("\n", text).translate(_NARROW_SPACES))


def in_text_face(text: str) -> bool:
    """Whether the text face alone prints ``text``."""
    return _usual().issuperset(clean(text))


def literal(text: str) -> str:
    """A value ready to stand in a marked-up wording: cleaned and escaped."""
    return escape(clean(text))


def plain(text: str) -> str:
    """``text`` for a place that has one face only: what PT Serif lacks becomes a box."""
    have = _glyphs(TEXT)
    return "".join(c if ord(c) in have else "?" for c in clean(text).replace("\n", " "))


def dressed(markup: str, missing: set[str]) -> str:
    """Marked-up text with non-breaking spaces after №, ст., п. and a face for every character.

    What no face has becomes a box and is added to ``missing``.
    """
    markup = _GLUED.sub(lambda found: _BLANKS.sub("\xa0", found[0]), markup)
    strange = set(markup) - _usual()
    if not strange:
        return markup
    boxes = {c for c in strange if not _covered(c)}
    if boxes:
        missing |= boxes
        markup = markup.translate(dict.fromkeys(map(ord, boxes), BOX))
        strange = strange - boxes | {BOX}
    words = "".join(c for c in strange if ord(c) in _glyphs(_WORDS) and c.isalpha())
    signs = "".join(c for c in strange if c not in words)
    if signs:
        markup = re.sub(f"[{re.escape(signs)}]+", rf'<font name="{_SIGNS}">\g<0></font>', markup)
    if words:
        markup = _set_words(markup, words)
    return markup


def _set_words(markup: str, letters: str) -> str:
    """Set each word that has one of ``letters`` in the second serif face; tags are left alone."""
    inside = re.escape(letters)
    word = re.compile(rf"(<[^>]*>|&\w+;)|[^\W_{inside}]*[{inside}](?:[^\W_]|[’'\-])*")

    def set_word(match: re.Match[str]) -> str:
        if match.group(1):
            return match.group(1)
        return f'<font name="{_WORDS}" size="{_WORDS_SMALLER}">{match.group(0)}</font>'

    return word.sub(set_word, markup)
