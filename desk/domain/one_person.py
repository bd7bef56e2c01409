# SPDX-License-Identifier: Apache-2.0
"""Whether two names, as a paper and a certificate write them, can be one person's, or one organisation's.

Both are in the nominative: a declined name is another one here, for Александр and Александра are two people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desk.domain.name_words import Part, part_of
from desk.domain.operator import bare_name
from desk.domain.same_name import said_words, sounds
from desk.folding import fold

BESIDE = " · "
"""Stands between an organisation and the person who signs for it, where a certificate names both."""
_CUT = 64
"""Letters a certificate has room for in one name."""
_FORMS = {
    "общество с ограниченной ответственностью": "ооо",
    "публичное акционерное общество": "пао",
    "акционерное общество": "ао",
    "limited liability company": "llc",
}
_LEGAL = frozenset({
    "ооо", "ао", "пао", "зао", "оао", "ано", "нко", "гк", "кфх", "общество", "компания", "фирма", "фонд", "банк",
    "llc", "ltd", "inc", "corp", "gmbh", "company", "bank",
})  # fmt: skip
"""Words of organisations: one more or less of any word makes another of them."""
_RUSSIAN = frozenset({Part.PATRONYMIC, Part.LATIN_PATRONYMIC})
"""A name with one of them has no middle name."""
_PATRONYMICS = _RUSSIAN | {Part.TURKIC}
_GIVEN = frozenset({Part.GIVEN, Part.LATIN_GIVEN})
_FIRST = _GIVEN | {Part.AMBIGUOUS, Part.LATIN_AMBIGUOUS}
_MIDDLE = _FIRST | {Part.WORD, Part.LATIN_WORD, Part.LOUD}
_NO_SURNAME = _PATRONYMICS | _GIVEN
_MIDDLES = 2
"""Names between the first and the last that may be left out."""


class _Word(NamedTuple):
    said: str
    part: Part

    @property
    def short(self) -> bool:
        """An initial."""
        return self.part is Part.INITIAL

    @property
    def middle(self) -> bool:
        """A patronymic, or the initial of one, which are often left out."""
        return self.part in _PATRONYMICS or self.short


_AND = _Word("и", Part.NONE)
"""Between people, or before their partners, in lower case only: no name, and no initial stands for it."""


def names_differ(expected: str, certified: str) -> bool:
    """Whether two names are certainly those of two people; an empty one tells nothing."""
    if not expected or not certified:
        return False
    name = expected.split("\n", maxsplit=1)[0]
    return not any(can_be_one(name, each) for each in (certified, *certified.split(BESIDE)))


def names_another(named: Iterable[str], certified: str) -> bool:
    """Whether a certificate names somebody else than a paper, which may name one person in two languages."""
    known = [each for each in named if each]
    return bool(known and certified) and not names_one(known, certified)


def names_nobody(people: Iterable[str], certified: str) -> bool:
    """Whether a certificate names none of several people, of whom one may be known at all."""
    known = [each for each in people if each]
    return bool(known) and all(names_differ(each, certified) for each in known)


def names_one(named: Iterable[str], certified: str) -> bool:
    """Whether a certificate names whom a paper names; an empty name is nobody's.

    The form in the letters of the certificate decides, where there is one: Olga Smirnova, who has no
    patronymic in English, would excuse any.
    """
    known = [each.split("\n", maxsplit=1)[0] for each in named if each]
    # A certificate may name an organisation in other letters than the person.
    return any(
        any(not names_differ(each, said) for each in _in_its_letters(known, said))
        and not _patronymics_differ(known, said)
        for said in (certified, *certified.split(BESIDE))
        if said
    )


def _in_its_letters(named: Sequence[str], certified: str) -> Sequence[str]:
    """The forms of a name in the letters of another one; all of them where none is."""
    alike = [each for each in named if _is_cyrillic(each) == _is_cyrillic(certified)]
    return alike or named


def _is_cyrillic(text: str) -> bool:
    return re.search("[\u0400-\u052f]", text) is not None


def _patronymics_differ(named: Iterable[str], certified: str) -> bool:
    """Whether a patronymic is none of those the forms of a name have."""
    known = [word for each in named for word in _words(each) if word.part in _PATRONYMICS]
    theirs = [word for word in _words(certified) if word.part in _PATRONYMICS]
    return bool(known and theirs) and not any(_alike(a, b) for a in known for b in theirs)


def can_be_one(one: str, other: str) -> bool:
    """Whether two names can be one person's: in any order, letters and with initials, a patronymic or middle name left out.

    Any other word that only one of them has makes two of them. A surname alone agrees with a full name, a
    given name does not.
    """
    if fold(one) == fold(other):
        return any(map(str.isalpha, one))
    a, b = _words(one), _words(other)
    numbers = [re.findall(r"\d+", each) for each in (one, other)]
    if not a or not b or (all(numbers) and numbers[0] != numbers[1]):
        return False
    return _in_order(a) == _in_order(b) or _cut(one, other) or _within(a, b) or _within(b, a)


def _in_order(words: Sequence[_Word]) -> list[str]:
    """Whole words in any order, initials in their own: И. П. is not П. И."""
    whole = sorted(each.said for each in words if not each.short)
    return whole + [each.said for each in words if each.short]


def _words(text: str) -> list[_Word]:
    plain = bare_name(unicodedata.normalize("NFC", text).strip())
    for long, short in _FORMS.items():
        start = plain.casefold().find(long)
        if start >= 0:
            plain = f"{plain[:start]}{short.upper()}{plain[start + len(long) :]}"
    lower = plain.islower()
    # A word in capitals only may be any name, a small one none.
    return [
        _Word(fold(word), part_of(word.capitalize() if lower or word.isupper() else word))
        for word in said_words(plain)
    ]


def _cut(one: str, other: str) -> bool:
    """Whether a certificate had no room for the end of a name."""
    shorter, longer = sorted((" ".join(fold(each).split()) for each in (one, other)), key=len)
    return len(shorter) == _CUT and longer.startswith(shorter)


def _within(few: Sequence[_Word], many: Sequence[_Word]) -> bool:
    """Whether all of one name is in the other, of which nothing is left that makes it another one."""
    if len(few) < len(many) and any(each.said in _LEGAL for each in many):
        return False
    left, agreed, initials = list(many), [], []
    for word in few:
        same = next((each for each in left if _alike(word, each)), None)
        if same is None:
            initials.append(word)
        else:
            left.remove(same)
            agreed.append(word)
    for word in initials:
        # The given name comes first: of Пётр Ильич the single initial is П.
        first = next(
            (each for each in left if each.part not in _PATRONYMICS), next(iter(left), None)
        )
        if first is None or not _stands_for(word, first):
            return False
        left.remove(first)
    if len(agreed) + len(initials) == 1:
        return bool(agreed) and agreed[0].part not in _NO_SURNAME and _rest_of_surname(left)
    surname = any(each.part not in _NO_SURNAME for each in agreed)
    return (surname or len(agreed) > 1) and _may_lack(few, left, many)


def _rest_of_surname(left: Sequence[_Word]) -> bool:
    """Whether these can be all names of one whose surname alone is known."""
    return len(left) <= _MIDDLES + 1 and all(each.middle or each.part in _MIDDLE for each in left)


def _may_lack(few: Sequence[_Word], left: Sequence[_Word], many: Sequence[_Word]) -> bool:
    """Whether a name in two words or more may leave these out."""
    patronymics = [each for each in left if each.middle]
    others = [each for each in left if not each.middle]
    if others and any(each.part in _RUSSIAN for each in (*few, *many)):
        return False
    if patronymics and (len(patronymics) > 1 or any(each.part in _PATRONYMICS for each in few)):
        return [each.part for each in patronymics] == [Part.TURKIC] and not others
    between = many[1:-1]
    return len(others) <= _MIDDLES and all(
        each.part in _FIRST or (each.part in _MIDDLE and each in between) for each in others
    )


def _alike(one: _Word, other: _Word) -> bool:
    """Whether two whole words are one name, in Russian or Latin letters and with or without their marks."""
    if one.short or other.short:
        return False
    if one.said == other.said:
        return True
    plain = one.said.isascii() or other.said.isascii()
    apart = (one.part in _PATRONYMICS) != (other.part in _PATRONYMICS)
    return plain and not apart and _heard(one) == _heard(other) != ""


def _stands_for(one: _Word, other: _Word) -> bool:
    """Whether one of two words is the initial of the other."""
    if not (one.short or other.short) or _AND in {one, other}:
        return False
    return one.said[0] == other.said[0] or _heard(one)[:1] == _heard(other)[:1] != ""


def _heard(word: _Word) -> str:
    return sounds(word.said)
