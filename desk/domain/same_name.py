# SPDX-License-Identifier: Apache-2.0
"""Whether a name found in a text, or in a letter, is that of somebody known.

Of three measures the loosest is ``is_same_name``, for declined names of a text in any letters; ``names_agree``
weighs a letter against a card; the strictest, for a certificate, is ``one_person.can_be_one``.
"""

from __future__ import annotations

import re
import unicodedata

from desk.domain.name_words import Part, is_patronymic, is_title, part_of
from desk.folding import fold

_OWNING = re.compile(r"[’']s\b")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "і": "i", "ї": "i", "є": "e", "ґ": "g", "đ": "d", "ł": "l", "ø": "o",
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
    return tuple(map(fold, said_words(text)))


def said_words(text: str) -> list[str]:
    """The words of a name as they are written, titles left out and initials apart."""
    said = _HYPHENED.findall(_OWNING.sub("", text))
    found = [part for word in said if not is_title(word) for part in word.split("-")]
    loud = all(word.isupper() for word in found)
    words = []
    for word in found:
        apart = len(word) == 2 and word.isupper() and not loud and part_of(word) is not Part.NONE
        words += list(word) if apart else [word]
    return words


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
    firsts = {word[0] for word in left} | {sounds(word)[:1] for word in left}
    unknown = [letter for letter in initials if letter not in firsts]
    spare = len(initials) > 1 and not any(map(is_patronymic, left))
    return not left or len(unknown) <= spare


def _is_same_word(one: str, other: str) -> bool:
    if is_patronymic(one) != is_patronymic(other):
        return False
    if _is_russian(one) and _is_russian(other):
        return _stem(one) == _stem(other)
    return sounds(one) == sounds(other)


def _is_russian(word: str) -> bool:
    return "а" <= word[0] <= "я"


def _stem(word: str) -> str:
    """Without its ending and the vowel that comes and goes, as in Павел and Павла."""
    return re.sub(r"[еоь](?=\w$)", "", _ENDING.sub("", word).rstrip("еиь"))


def sounds(word: str) -> str:
    """How a folded word is heard, whichever letters write it."""
    latin = "".join(_LATIN.get(letter, letter) for letter in word)
    heard = "".join(each for each in unicodedata.normalize("NFKD", latin) if each.isalpha())
    for written, sound in _SOUNDS.items():
        heard = heard.replace(written, sound)
    return re.sub(r"(\w)\1+", r"\1", heard)


def names_agree(one: str, other: str) -> bool:
    """Whether two names can be one person's: one has a word or an initial for every word of the other."""
    few, left = sorted((re.findall(r"[^\W_]+", fold(each)) for each in (one, other)), key=len)
    # Initials last: whole words have fewer they may stand for.
    for word in sorted(few, key=len, reverse=True):
        same = word if word in left else next((each for each in left if _initial(word, each)), "")
        if not same:
            return False
        left.remove(same)
    return True


def _initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]
