# SPDX-License-Identifier: Apache-2.0
"""Whether a letter is written for somebody else: a lawyer, a parent, an agent; with the words that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desk.domain.guess import own_words

_LONGEST = 20_000
_RUSSIAN = (
    r"[А-ЯЁ][А-ЯЁа-яё-]+(?:[ ]+[А-ЯЁ][А-ЯЁа-яё-]+){1,2}"
    r"|[А-ЯЁ][А-ЯЁа-яё-]+[ ]+[А-ЯЁ]\.[ ]?[А-ЯЁ]\.|[А-ЯЁ]\.[ ]?[А-ЯЁ]\.[ ]?[А-ЯЁ][А-ЯЁа-яё-]+"
)
_TITLE = r"(?-i:(?:Mr|Mrs|Ms|Miss|Dr)\.?[ ])?"
_ENGLISH = r"[A-Z][\w’'-]+(?:[ ][A-Z](?:[\w’'-]+|\.)){1,3}"
_THEIRS = (
    r"(?:(?:мо|наш|сво)(?:его|ей|ю)\s+|(?:гр\.|г-на|г-жи|гр-на|гр-ки|гражданина|гражданки|господина|госпожи)\s+"
    r"|(?P<who>доверител\w+|клиент(?:а|ки|ов)|подзащитн\w+|подопечн\w+|опекаем\w+|несовершеннолетн\w+|малолетн\w+|"
    r"недееспособн\w+|сына|дочери|реб[её]нка|детей|матери|мамы|отца|папы|муж[а]|жены|супруг[аи]|бабушки|дедушки)\s*,?\s+){0,4}"
)
_OF = rf"{_THEIRS}(?P<name>(?-i:{_RUSSIAN}))?"
_OF_EN = (
    r"(?:(?:my|our)\s+(?P<who>client|son|daughter|child|mother|father|wife|husband)\s*,?\s*)?"
    rf"{_TITLE}(?P<name>(?-i:{_ENGLISH}))?"
)
_WAYS = (
    r"(?P<sure>действу(?:я|ю|ющ\w+))\s+(?:на\s+основании\s+(?:\w+\s+)?|по\s+(?:\w+\s+)?)доверенност\w+",
    rf"(?:действу(?:я|ю|ющ\w+)\s+)?(?:от\s+имени\s+и\s+)?в\s+интересах\s+{_OF}",
    rf"в\s+защиту\s+(?:прав\s+и\s+)?(?:законных\s+)?интересов\s+{_OF}",
    rf"(?:представля(?:ю|я|ющ\w+)|защища(?:ю|я|ющ\w+))\s+(?:законные\s+)?интересы\s+{_OF}",
    rf"(?:(?P<voice>действу\w+|пишу|обраща(?:юсь|емся|ясь)|прошу|подаю|направляю)\s+)?(?:по\s+поручению|от\s+имени)\s+{_OF}",
    rf"(?:являюсь|как|будучи)\s+(?:законным\s+)?представител(?:ем|ь)\s+{_OF}",
    r"(?P<sure>acting)\s+(?:under|by|on the basis of)\s+(?:a\s+|the\s+)?power\s+of\s+attorney",
    rf"(?:(?P<voice>writ(?:e|ing)|act(?:ing)?|contacting\s+you|apply(?:ing)?|ask(?:ing)?)\s+(?:to\s+you\s+)?)?on\s+behalf\s+of\s+{_OF_EN}",
    rf"(?:\b(?:I|we)\s+(?:act\s+for|represent)|\b(?:I\s+am|as)\s+the\s+(?:legal\s+)?representative\s+of)\s+{_OF_EN}",
    rf"(?P<who>(?:my|our)\s+client)\s*,?\s+{_TITLE}(?P<name>(?-i:{_ENGLISH}))?",
)  # fmt: skip
_PATTERNS = tuple(re.compile(rf"(?i)(?<!\w){way}") for way in _WAYS)
_WEAK = re.compile(r"(?i)\b(?:поручению|имени(?!\s+и\s+в\s)|behalf)\b")
"""Said of the writer only with a verb of his, or of somebody he calls his."""
_COMPANY = re.compile(r"(?i)\b(?:ltd|llc|inc|gmbh|plc|limited|company|corp)\b")
_ENDINGS = (
    ("павла", "павел"), ("петра", "пётр"), ("льва", "лев"), ("любови", "любовь"), ("ской", "ская"), ("цкой", "цкая"),
    ("ского", "ский"), ("цкого", "цкий"), ("вой", "ва"), ("ной", "на"), ("ича", "ич"), ("ии", "ия"), ("ьи", "ья"),
    ("ги", "га"), ("ки", "ка"), ("хи", "ха"), ("жи", "жа"), ("ши", "ша"), ("чи", "ча"), ("ы", "а"), ("ая", "ай"),
    ("ея", "ей"), ("ия", "ий"), ("я", "ь"), ("а", ""),
)  # fmt: skip
"""Of a name in the genitive, in which all these ways of saying it put it; the operator confirms the result."""
_MINE = re.compile(r"(?i)\s*(?:от моего имени|в моих интересах)")


@dataclass(frozen=True)
class Representation:
    """What points to it: the words, and the name of the represented person, put into the nominative."""

    words: tuple[str, ...] = ()
    name: str = ""


def representation(text: str, subject: str = "") -> Representation:
    """What the writer's own words say; nothing where he only speaks of somebody's interests."""
    own = own_words(text[:_LONGEST], subject)
    found = sorted(
        (match for way in _PATTERNS for match in way.finditer(own) if _tells(match, own)),
        key=lambda match: match.start(),
    )
    words: list[str] = []
    for match in found:
        said = " ".join(match[0].split()).rstrip(" ,")
        if not any(said in each for each in words):
            words.append(said)
    names = (match.groupdict().get("name") for match in found)
    name = next(filter(None, names), "") or ""
    return Representation(tuple(words)[:3], " ".join(map(_nominative, name.split())))


def _tells(match: re.Match[str], own: str) -> bool:
    said = match.groupdict()
    if _MINE.match(own[match.end() : match.end() + 40]) or _COMPANY.search(said.get("name") or ""):
        return False
    if _WEAK.search(match[0]) and not said.get("who"):
        return bool(said.get("voice") and said.get("name"))
    return any(said.get(key) for key in ("sure", "name", "who"))


def _nominative(word: str) -> str:
    for genitive, ending in _ENDINGS:
        if word.lower().endswith(genitive):
            made = word[: -len(genitive)].lower() + ending
            return made.upper() if word.isupper() else made.title()
    return word
