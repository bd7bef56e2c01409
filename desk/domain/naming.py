# SPDX-License-Identifier: Apache-2.0
"""Names of people in a text, in the orders, cases and letters in which people write them.

Each word becomes a letter that says what it may be, and names are sought among the letters: no text takes longer
than its length. A single given name or surname is no name here: too many words look like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from desk.domain.name_words import Part, part_of

_WORD = re.compile(r"(?<![\w@])(?<!\w-)[^\W\d_]{1,40}(?:[-’'][^\W\d_]{1,40}){0,2}(?![\w@])")
_LINE = re.compile(r"[^\S\n]{0,40}\n[^\S\n]{0,40}")
_COLUMN = re.compile(r"[\"'\s]{0,9}[;,|\t][\"']?")
_LONGEST_GAP = 40
_NAME = re.compile(
    # Surname, given name, patronymic, also in the columns of a table; the surname last; the patronymic alone.
    r"S[~;]?[GASWL][~;]?PQ?|[GASWL]~?P(?:~?[SI])?|[GASgD]p(?:~?S)?|P[~;]?[GA]|[SWGA]~?[SWGAL]~?[SWGAL]?Q"
    # Initials, with and without dots.
    r"|[SWLEGAP]~?II|II~?[SWLEGAP]|[SP]~?I|I~?[SP]|SD"
    # Two names; a word of no known kind is a surname behind a given name, or before it within a sentence.
    r"|S[~;]?[GA]|[GA]~?S|G~?[WE]|(?<=[x/;,])[WE]G"
    # Latin letters.
    r"|F[~,;]?NK|[NB]K(?:~?F)?|[NB]~?[NBI]?~?F|N~?[NI]?~?[VN]|F[,;]?N|FII|II?~?F"
    r"|Y~?[VNBFWSGALP](?:~?[VNBFWSGALP])?|T[SWEGAPVNBFY]{1,2}"
)
_PLACE_OR_COMPANY = re.compile(
    r"(?:\b(?:ул|пр|просп|пер|пл|наб|б-р|бул|им|пр-т|пр-кт)\.?"
    r"|\b(?:улиц\w{1,2}|проспект\w{0,2}|переул\w{1,3}|площад\w{1,2}|набережн\w{2}|бульвар\w{0,2}|имени)"
    r"|\b(?:ООО|АО|ПАО|ЗАО|ОАО|АНО|НКО|компани\w{1,2}|фирм\w{1,2}|магазин\w{0,2}|общест\w{1,4})\s?[«\"„“']{1,2})\s{0,3}$",
    re.IGNORECASE,
)
_COMPANY_AFTER = re.compile(
    r"[»\"”]?,?\s{0,3}(?:LLC|Ltd|Inc|GmbH|Corp|Company|Foundation|University|Street|St|Avenue|Ave|Road|Rd|Lane|Square)\b"
)


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where names of people stand in ``text``, in their order, none within another."""
    words = list(_WORD.finditer(text))
    letters, places = _letters(text, words)
    for match in _NAME.finditer(letters):
        found = [words[place] for place in places[match.start() : match.end()] if place >= 0]
        start, end = found[0].start(), found[-1].end()
        if len(found[-1][0]) == 1 and text[end : end + 1] == ".":
            end += 1
        before = text[max(0, start - 20) : start]
        if not (_PLACE_OR_COMPANY.search(before) or _COMPANY_AFTER.match(text, end)):
            yield start, end


def _letters(text: str, words: list[re.Match[str]]) -> tuple[str, list[int]]:
    """A letter for each word and each gap that is more than a space, and the word of each letter."""
    letters, places = [], []
    parts = {word: part_of(word) for word in {match[0] for match in words}}
    for place, word in enumerate(words):
        end = word.end()
        part = parts[word[0]]
        dotted = text[end : end + 1] == "."
        if part is Part.INITIAL and not dotted:
            part = Part.NONE
        letters.append(part.value)
        places.append(place)
        start = words[place + 1].start() if place + 1 < len(words) else end
        gap = _gap(text[end + (part is Part.INITIAL or (part is Part.TITLE and dotted)) : start])
        if gap:
            letters.append(gap)
            places.append(-1)
    return "".join(letters), places


def _gap(text: str) -> str:
    """What parts two words: nothing, a line, a column, a comma, a sentence or something else."""
    if len(text) > _LONGEST_GAP:
        return "."
    if not text or text.isspace():
        return "" if "\n" not in text else "~" if _LINE.fullmatch(text) else "."
    if text == ", ":
        return ","
    if _COLUMN.fullmatch(text):
        return ";"
    return "." if text.lstrip()[0] in ".!?" else "/"
