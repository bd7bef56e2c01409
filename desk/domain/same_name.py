# SPDX-License-Identifier: Apache-2.0
"""Whether a name found in a text is that of somebody known: in any order, case, letters and with initials."""

from __future__ import annotations

import re
from collections.abc import Iterable

from desk.domain.name_words import is_patronymic, is_title
from desk.folding import fold

_OWNING = re.compile(r"[’']s\b")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_SOUNDS = {
    "shch": "s", "sch": "s", "sh": "s", "zh": "z", "ch": "k", "kh": "h", "ts": "k", "tc": "k", "ph": "f", "x": "ks",
    "w": "v", "q": "k", "c": "k", "h": "", "j": "i", "yo": "e", "y": "i", "ie": "e",
}  # fmt: skip
"""How the ways to write Russian in Latin letters come to one."""
_ENDING = re.compile(
    r"(?<=..)(?:ого|ому|ыми|ими|ою|ею|ой|ей|ый|ий|ая|яя|ую|юю|ым|им|ом|ем|ых|их|и?[яюе]|ии|ь?ю|[ауеыиояюьй])$"
)


def words_of_name(text: str) -> tuple[str, ...]:
    """The folded words of a name, titles left out and initials apart."""
    said = _HYPHENED.findall(_OWNING.sub("", text))
    found = [part for word in said if not is_title(word) for part in word.split("-")]
    loud = all(word.isupper() for word in found)
    words = []
    for word in found:
        if len(word) == 2 and word.isupper() and not loud:
            words += list(fold(word))
        else:
            words.append(fold(word))
    return tuple(words)


def is_same_name(found: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether every word of ``found`` is one of ``known``: its initial, another case or its Latin spelling.

    A patronymic nobody recorded says nothing against two other words that agree.
    """
    left = list(known)
    unsaid = not any(map(is_patronymic, known))
    agreed = skipped = 0
    for word in found:
        if len(word) == 1:
            continue
        same = next((each for each in left if _is_same_word(word, each)), None)
        if same is not None:
            left.remove(same)
            agreed += 1
        elif word[0] in left:
            left.remove(word[0])
        elif unsaid and is_patronymic(word):
            skipped += 1
        else:
            return False
    initials = [word for word in found if len(word) == 1]
    return agreed > skipped and _are_initials(initials, left)


def _are_initials(initials: list[str], left: list[str]) -> bool:
    """Whether they begin the words that are left; a second one may stand for a patronymic nobody recorded."""
    firsts = {word[0] for word in left} | {_sounds(word)[:1] for word in left}
    unknown = [letter for letter in initials if letter not in firsts]
    spare = len(initials) > 1 and not any(map(is_patronymic, left))
    return not left or len(unknown) <= spare


def _is_same_word(one: str, other: str) -> bool:
    if is_patronymic(one) != is_patronymic(other):
        return False
    if _is_russian(one) and _is_russian(other):
        return _stem(one) == _stem(other)
    return _sounds(one) == _sounds(other)


def _is_russian(word: str) -> bool:
    return "а" <= word[0] <= "я"


def _stem(word: str) -> str:
    """Without its ending and the vowel that comes and goes, as in Павел and Павла."""
    return re.sub(r"[еоь](?=\w$)", "", _ENDING.sub("", word).rstrip("еиь"))


def _sounds(word: str) -> str:
    sounds = "".join(_LATIN.get(letter, letter) for letter in word)
    for written, heard in _SOUNDS.items():
        sounds = sounds.replace(written, heard)
    return re.sub(r"(\w)\1+", r"\1", sounds)


def names_differ(expected: str, certified: str) -> bool:
    """Whether two names share no surname: initials and order are written in many ways."""
    if not expected or not certified:
        return False
    words = [
        {word for word in fold(text).replace(".", " ").split() if len(word) > 2}
        for text in (expected, certified)
    ]
    return words[0].isdisjoint(words[1])


def names_another(named: Iterable[str], certified: str) -> bool:
    """Whether a certificate names somebody else than a paper, which may name one in two languages."""
    known = [each for each in named if each]
    return bool(known) and all(names_differ(each, certified) for each in known)
