# SPDX-License-Identifier: Apache-2.0
"""Whether a sentence asks for something by the period or day it names, or only speaks of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(
    r"(?<=[.!?])(?<!\bст\.)(?<!\bч\.)(?<!\bп\.)(?<!\bг\.)(?<!\bгг\.)(?<!\bраб\.)(?<!\bкал\.)(?<!\bтеч\.)(?<!\bруб\.)"
    r"(?<!\bno\.)(?<!\bart\.)(?<!\d\.)[)»\"”]*\s+(?=[«\"“(А-ЯЁA-Z\d\u2014\u2013-])"
    r"|;\s|\n\s*\n|\n(?=\s*(?:\d{1,2}[.)]|[-\u2013\u2014•*])\s)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?<!\w)(?:(?:прошу|просим)(?!\s+(?:учесть|обратить|принять\s+во|заметить|иметь\s+в))|требу(?:ю|ем)|предлага(?:ю|ем)"
    r"|настаива(?:ю|ем)|ожида(?:ю|ем)|жд(?:у|ем)|рассчитыва(?:ю|ем)|даю|даем|предоставляю\s+вам|предоставляем\s+вам"
    r"|ответьте|дайте|направьте|пришлите|вышлите|сообщите|верните|удалите|уничтожьте|устраните|прекратите"
    r"|предоставьте|рассмотрите|подтвердите|исполните|выплатите|возместите|компенсируйте|перечислите|отправьте"
    r"|напишите|примите|уведомите)(?!\w)"
    r"|\b(?:please|kindly|you\s+have|will\s+wait|giv(?:e|ing)\s+you|allow(?:ing)?\s+you"
    r"|(?:I|we)(?:[’']d)?\s+(?:\w+\s+){0,3}?(?:demand|request|require|ask|expect|insist|await|want|urge|like|look\s+forward))\b"
    r"|^\W*(?:reply|respond|answer|pay|delete|confirm|send|provide|remove|erase|stop|return|refund|let\s+me\s+know)\b",
    re.IGNORECASE,
)
"""A demand in the writer's own voice."""
_HINTS = re.compile(
    r"(?<!\w)(?:ответа|ответить|направить|вернуть|возвратить|удалить|уничтожить|устранить|прекратить|предоставить"
    r"|рассмотреть|подтвердить|исполнить|выплатить|возместить|компенсировать|перечислить|отправить|сообщить|уведомить"
    r"|удовлетворить|необходимо|надлежит|вы\s+(?:обязаны|должны)|срок\w*\s+(?:для|на|ответа|рассмотрения|исполнения))(?!\w)"
    r"|\b(?:you\s+(?:must|should|shall|need|are\s+(?:required|requested|asked))|deadline|reply|respond|response|answer"
    r"|comply|compliance|payment|confirmation)\b",
    re.IGNORECASE,
)
"""What belongs to a demand, where nothing says that it is none."""
_ELSE = re.compile(
    r"(?<!\w)(?:если|в\s+случае|при)\s.{0,120}?(?:(?<!\w)не\s|неполуч|непоступ|неисполн|невыполн|неудовлетвор|отказ|игнор"
    r"|отсутств|молчан)"
    r"|\b(?:if|should\s+you)\b.{0,120}?(?:\bnot\b|n[’']t\b|\bfail|\bno\s)|\b(?:unless|failing|failure|in\s+the\s+absence)\b",
    re.IGNORECASE | re.DOTALL,
)
"""What will follow if it is not done in time."""
_PAST = re.compile(
    r"(?<!\w)(?:не\s+(?:был[аои]?|ответил|получил|поступил|предоставил|последовал|исполнил|удовлетворил|удалил|вернул"
    r"|сделал|дал|направил|прислал|устранил|прекратил)|должн[ыа]?\s+был|обязан[аы]?\s+был|так\s+и\s+не|истек|прошл|уже\s+\d)"
    r"|\b(?:did|have|has|had)(?:n[’']t|\s+not)\b|\b(?:were\s+(?:supposed|obliged|to)|should\s+have|never|failed\s+to|ago|expired)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?<!\w)(?:обещал|обязал(?:ись|ся|ась)|заверил|гарантировал|уверял|говорил|сказал|просил|требовал|писали|указали|ответили"
    r"|вправе|имею\s+право|имеет\s+право|может|могу|могли|можно)"
    r"|\b(?:(?:I|we)\s+(?:\w+\s+)?(?:asked|requested)|promised|assured|undertook|told\s+me|said|wrote|stated|may|can|could|entitled|right\s+to)\b",
    re.IGNORECASE,
)
"""A promise or a right, and not a demand."""
_CITED = re.compile(
    r"(?<!\w)(?:стать\w+|ст\.|ч\.\s*\d|п\.\s*\d|закон(?:а|у|ом|е|ы|ов|ам)?(?!\w)|законодательств\w+|\d+-ФЗ|ФЗ(?!\w)|ГК(?!\w)"
    r"|ЗоЗПП|кодекс\w*|договор\w*|оферт\w*|политик\w+|регламент\w*|правил\w*|соглашени\w*|услови\w+)"
    r"|\b(?:GDPR|article|art\.|section|law|act|code|contract|policy|terms|agreement|regulation|statute)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s*(?:\w{1,3}\s+)?(?:котор|which|that)\w*[^,]{0,200},", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?<!\w)(?:котор\w+|так\s+как|поскольку|потому\s+что|почему|когда|хотя|because|since|which|although|why|when)(?!\w)",
    re.IGNORECASE,
)
"""Where another clause begins, whose period is none of the demand before it."""
_DONE = re.compile(
    r"\w(?:[аияеыо]л)(?:а|и|о)?(?:с[ья])?\s*,?\s*$|\b(?:was|were)\s+\w+\s*$", re.IGNORECASE
)
"""A deed of the past right before a period took that long."""
_IDLE = re.compile(
    r"(?<!\w)(?:звон|идут|идет|поступа|приход|получаю|наход|нахож|уезжа|уеду|отпуск|командировк|боле|живу|отсутству"
    r"|открыт|работает|работаю)"
    r"|\b(?:was|were|am|away|abroad|holiday|vacation|travel\w*|getting|open)\b",
    re.IGNORECASE,
)
_NEAR, _FAR = 60, 800
"""So many characters beside a place belong to it at most."""


@dataclass(frozen=True)
class Sentence:
    """One sentence as it was written, and with е for ё, of the same length."""

    source: str
    plain: str

    def words(self, start: int, end: int, longest: int) -> str:
        """The words of a place, on one line."""
        words = " ".join(self.source[start:end].split()).rstrip(" .,")
        words += ")" * (words.count("(") > words.count(")"))
        return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"

    def asks(self, start: int, end: int, *, anchored: bool = False) -> bool:
        """Whether what stands from ``start`` to ``end`` is asked for; ``anchored``: it runs from this letter."""
        before = self.plain[max(start - _FAR, 0) : start]
        after = self.plain[end : end + _FAR]
        clause = _clause(before)
        if _DONE.search(clause) or _is_idle(before, after):
            return False
        following = _CLAUSE.search(after)
        clause += self.plain[start:end] + after[: following.start() if following else None]
        if _ASKS.search(clause):
            return True
        if _CITED.search(before):
            return False
        if _ELSE.search(clause):
            return True
        if _PAST.search(clause) or _TOLD.search(before + after) or _CITED.search(after[:_NEAR]):
            return False
        return anchored or _HINTS.search(clause) is not None


def _is_idle(before: str, after: str) -> bool:
    """Whether what stands between the commas around a place tells of the writer’s days, and asks nothing."""
    piece = re.split(r"[,:()]", before)[-1] + " " + re.split(r"[,:()]", after, maxsplit=1)[0]
    if not _IDLE.search(piece):
        return False
    return not any(pattern.search(piece) for pattern in (_ASKS, _HINTS, _ELSE))


def _clause(before: str) -> str:
    """The clause that is still open at the end of ``before``."""
    before = _ASIDE.sub(", ", before)
    begun = [match.end() for match in _CLAUSE.finditer(before)]
    return before[begun[-1] :] if begun else before


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of ``text``; a list is one of its items."""
    start = 0
    for match in _END.finditer(text):
        yield _sentence(text[start : match.start()])
        start = match.end()
    yield _sentence(text[start:])


def _sentence(source: str) -> Sentence:
    return Sentence(source, source.replace("ё", "е").replace("Ё", "Е"))
