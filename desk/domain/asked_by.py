# SPDX-License-Identifier: Apache-2.0
"""The day by which a letter asks to be answered: a date it names, or a period from its receipt.

A guess for a person to look at. A law or contract that is cited, a promise, what did not happen and a period
that runs from anything but this letter set no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from dateutil.relativedelta import relativedelta

from desk.domain.asking import Sentence, sentences
from desk.domain.calendar import Calendar
from desk.domain.their_letter import month_of
from desk.errors import N_, Refusal, Told

_LONGEST = 60_000
_MOST_PLACES = 200
_FARTHEST = timedelta(days=184)
"""A day without a year that lies farther ahead was most likely meant to be past."""
_LONGEST_WORDS = 160


@dataclass(frozen=True)
class Asked:
    """A day a letter asks for, and how it follows from the words."""

    day: date
    words: str
    unit: str = ""
    """What was counted; ``date`` where the words name the day, ``year`` where they leave out its year."""
    count: int = 0
    written: bool = False
    """Counted from the day the letter was sent, as its words say, not from its receipt."""

    @property
    def told(self) -> Told:
        """The words, and how the day was counted, in one sentence."""
        said = (_FROM_LETTER if self.written else _FROM_RECEIPT).get(self.unit) or _NAMED[self.unit]
        return Told(said, words=self.words, count=self.count, day=self.day)


_FROM_RECEIPT = {
    "calendar": N_(
        "“{words}”: calendar days counted from the day after the receipt, day {count} is {day}."
    ),
    "working": N_(
        "“{words}”: working days counted from the day after the receipt, day {count} is {day}."
    ),
    "weeks": N_("“{words}”: weeks counted from the day of receipt, week {count} ends on {day}."),
    "months": N_("“{words}”: months counted from the day of receipt, month {count} ends on {day}."),
    "hours": N_("“{words}”: counted from the receipt in whole days, that is {day}."),
}
_FROM_LETTER = {
    "calendar": N_(
        "“{words}”: calendar days counted from the day after the letter was sent, day {count} is {day}."
    ),
    "working": N_(
        "“{words}”: working days counted from the day after the letter was sent, day {count} is {day}."
    ),
    "weeks": N_("“{words}”: weeks counted from the day it was sent, week {count} ends on {day}."),
    "months": N_(
        "“{words}”: months counted from the day it was sent, month {count} ends on {day}."
    ),
    "hours": N_("“{words}”: counted from the sending in whole days, that is {day}."),
}
_NAMED = {
    "date": N_("“{words}”: {day}."),
    "year": N_("“{words}”: without a year, that is the next such day after the letter, {day}."),
}

_DASH = "[-\u2010\u2011\u2012\u2013]"
_NUMBERS = {
    "одн": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8,
    "девяти": 9, "десяти": 10, "двенадцати": 12, "четырнадцати": 14, "пятнадцати": 15, "двадцати": 20,
    "тридцати": 30, "сорока пяти": 45, "шестидесяти": 60,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty-one": 21, "twenty": 20,
    "twenty-eight": 28, "thirty": 30, "sixty": 60,
}  # fmt: skip
_RU = "|".join(sorted((each for each in _NUMBERS if each > "z"), key=len, reverse=True))
_EN = "|".join(sorted((each for each in _NUMBERS if each < "z"), key=len, reverse=True))
_COUNT_RU = (
    rf"(?P<n>\d{{1,3}}|(?:{_RU})(?:ого|ой)?)(?:{_DASH}?(?:ти|х|и))?(?:\s*\([^()]{{1,30}}\))?\s*"
)
_COUNT_EN = rf"(?P<n>\d{{1,3}}|an?|{_EN})(?:\s*\([^()]{{1,30}}\))?[\s-]+"
_UNIT_RU = (
    r"(?P<kind>календарн\w*|кал\.|рабоч\w*|раб\.|банковск\w*)?\s*"
    r"(?P<unit>дней|дня|день|дн\.|суток|сутки|недел[ьияю]|месяц(?:а|ев)?|час(?:а|ов)?)(?!\w)"
    r"(?:\s*\((?:календарн|рабоч)\w*\))?"
)
_UNIT_EN = (
    r"(?P<kind>calendar|working|business|banking)?[\s-]*(?P<unit>days?|weeks?|months?|hours?)\b"
)
_STEM = rf"(?P<n>\d{{1,3}}|{_RU})?(?:{_DASH}?(?:ти|х|и))?\s*{_DASH}?\s*"
_PERIODS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w)в\s+теч(?:ени[еи]|\.)\s+(?:не\s+более\s+(?:чем\s+)?|максимум\s+)?(?:{_COUNT_RU})?{_UNIT_RU}",
        rf"(?<!\w)не\s+(?:позднее|позже)\s+(?:чем\s+)?(?:через\s+|в\s+течение\s+)?(?:{_COUNT_RU})?{_UNIT_RU}(?!\s+до\s)",
        rf"(?<!\w)в\s+срок\s*,?\s*(?:не\s+(?:более|превышающий|позднее|позже)\s+|до\s+)?{_COUNT_RU}{_UNIT_RU}",
        (
            rf"(?<!\w)в\s+(?:течение\s+)?{_STEM}(?P<kind>)(?P<unit>дневн|недельн|месячн)\w*\s+"
            rf"(?:(?P<kind2>календарн|рабоч)\w*\s+)?срок\w*"
        ),
        (
            r"(?<!\w)(?:срок\w*\s+(?:для|на|ответа|рассмотрения|исполнения)[^.;:\n]{0,60}?\s*[:\u2014\u2013-]?\s+"
            rf"|(?:даю|даем|предоставляю|предоставляем)\s+(?:вам\s+)?(?:срок\s+)?|у\s+вас\s+(?:есть\s+)?){_COUNT_RU}{_UNIT_RU}"
        ),
        (
            r"\b(?:within|(?:reply|answer|respond|response)\s+in|deadline[^.;:\n]{0,40}[:\u2014\u2013-]|(?:no|not)\s+(?:later|more)\s+than|in\s+no\s+more\s+than)\s+"
            rf"(?:a\s+(?:period|maximum)\s+of\s+|the\s+next\s+)?{_COUNT_EN}{_UNIT_EN}"
        ),
        rf"\b(?:you\s+have|giv(?:e|ing)\s+you|allow(?:ing)?\s+you)\s+{_COUNT_EN}{_UNIT_EN}",
    )
)
_UNITS = (
    ("hours", ("час", "hour")),
    ("weeks", ("недел", "week")),
    ("months", ("месяц", "месячн", "month")),
    ("calendar", ("д", "сут", "day")),
)
_WORKING = ("рабоч", "раб.", "банк", "working", "business", "banking")
_MOST = {"hours": 720, "weeks": 26, "months": 6, "calendar": 184, "working": 130}

_LETTER_RU = r"письм|претензи|обращени|требовани|заявлени|запрос|уведомлени|жалоб|отзыв"
_LETTER_EN = (
    r"letter|claim|request|demand|notice|e-?mail|complaint|message|it\b|same|this|withdrawal"
)
_START = re.compile(
    r"\s*,?\s*\(?(?:считая\s+)?(?:(?:с|от)\s+(?:момента|даты|дня)\s|со\s+дня\s|после\s"
    r"|с\s+(?=получени|поступлени|вручени|отправ|направлени|\d|сегодня))"
    r"|\s*,?\s*(?:counting\s+|starting\s+)?(?:of|from|after|following|upon|since)\s",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"\s*(?:(?:его|ее|вами|вашего|фактического)\s+)?(?:получени|поступлени|вручени|доставк|прочтени|предъявлени)\w*(?!\w)"
    rf"(?:\s+(?:вам|вами|вашей\s+\w+|оператором|компанией))?(?=\s*(?:$|[.,;:!?)»\n]|\s(?:прошу|просим|требую|требуем|буд|я\s|мы\s|вы\s)|(?:\w+\s+){{0,3}}(?:{_LETTER_RU})))"
    r"|\s*(?:the\s+)?(?:(?:date|day|moment|time)\s+of\s+)?(?:your\s+|its\s+|the\s+)?(?:receipt|receiving|delivery|service)"
    rf"(?=\s*(?:$|[.,;:!?)\n]|\sof\s+(?:\w+\s+){{0,3}}(?:{_LETTER_EN})|\s+(?:this|my|the)\s+(?:\w+\s+)?(?:{_LETTER_EN})))"
    rf"|\s*(?:(?:the\s+)?(?:date|day|moment)\s+(?:that\s+|on\s+which\s+)?)?(?:you\s+receive|receiving)\s+(?:\w+\s+){{0,2}}(?:{_LETTER_EN})",
    re.IGNORECASE,
)
_SENT = re.compile(
    rf"\s*(?:(?:направлени|отправ|подач|составлени|написани)\w*\s+)?(?:(?:настоящ|данн|эт|мо)\w+\s+)?(?:{_LETTER_RU})\w*"
    r"|\s*(?:отправки|направления|сегодня)"
    rf"|\s*(?:the\s+)?(?:date\s+of\s+)?(?:sending\s+)?(?:this|today|my)\b",
    re.IGNORECASE,
)

_MONTH_RU = (
    r"(?P<month>(?:янв|фев|мар|апр|авг|сен|окт|ноя|дек)(?:аря|раля|та|еля|уста|тября|ября|абря|бря|р|т|б)?\.?"
    r"|мая|июн[яь]|июл[яь])(?!\w)"
)
_MONTH_EN = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?!\w)"
)
_YEAR = r"(?:,?\s+(?P<year>\d{4})(?!\d))?"
_BEFORE_RU = (
    r"(?<!\w)(?:(?:до|к|не\s+(?:позднее|позже))\s+"
    r"|срок\w*\s+(?:для|на|ответа|рассмотрения|исполнения)[^.;:\n]{0,40}?\s*[:\u2014\u2013-]\s*)"
    r"(?:конца\s+(?:рабочего\s+)?дня\s+|\d{1,2}[:.]\d\d\s+)?"
)
_BEFORE_EN = (
    r"\b(?:(?:by|before|until|on\s+or\s+before|(?:no|not)\s+later\s+than)\s+|deadline[^.;:\n]{0,40}[:\u2014\u2013-]\s*)"
    r"(?:(?:the|end|close|of|business|day|on|noon|midnight|[a-z]{3,6}day|\d{1,2}[:.]\d\d|\d{1,2}|(?:\d{1,2})?[ap]\.?m\.?),?\s+){0,7}?"
)
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BEFORE_RU}[«\"]?(?P<day>\d{{1,2}})(?:-?(?:го|е))?[»\"]?\s+{_MONTH_RU}{_YEAR}",
        rf"{_BEFORE_RU}(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})(?:[./](?P<year>\d{{4}}|\d\d))?(?!\d|[.:]\d)",
        rf"(?:{_BEFORE_RU}|{_BEFORE_EN})(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"{_BEFORE_EN}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:(?:day\s+)?of\s+)?{_MONTH_EN}{_YEAR}",
        rf"{_BEFORE_EN}{_MONTH_EN}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:.]\d){_YEAR}",
    )
)
_RUNS_UNTIL = re.compile(
    r"(?:действ\w+|работа\w*|прожива\w*|оплачен\w*|продлен\w*|храни\w*|период\w*|valid|expires?|runs?|lasts?"
    r"|worked|employed|paid)\s*$|(?<!\w)(?:с|from)\s+\d[\w.\s]{0,20}$",
    re.IGNORECASE,
)
"""What ends on a day, and so is not asked for by it."""
_KEEPS_ON = re.compile(
    r"(?<!\w)(?:не\s+\w+(?:ть|ти)(?:ся)?|хранить|продлить|подождать|отложить)(?:\s+(?!и\s)\w+){0,3}\s*$",
    re.IGNORECASE,
)
_KEEPS_ON_EN = re.compile(
    r"\b(?:(?:not|don[’']t|never)\s+\w+|keep|store|retain|hold)(?:\s+\w+){0,3}\s*$",
    re.IGNORECASE,
)
"""What is to last until then."""


def asked_by(
    text: str,
    received: date,
    calendar: Calendar,
    written: date | None = None,
    *,
    periods: bool = True,
) -> Asked | None:
    """The earliest day ``text``, received on that day, asks for; ``written`` is the day it was sent.

    Without ``periods`` only days it names count: nobody knows when it came.
    """
    found: list[Asked] = []
    for sentence in sentences(text[:_LONGEST]):
        if periods:
            found += _periods(sentence, received, calendar, written or received)
        found += _named_days(sentence, received)
    return min(
        (each for each in found if each.day >= received), key=lambda each: each.day, default=None
    )


def _periods(
    sentence: Sentence, received: date, calendar: Calendar, written: date
) -> Iterator[Asked]:
    for match in _places(_PERIODS, sentence):
        unit, count = _counted(match)
        if not 0 < count <= _MOST[unit]:
            continue
        end, sent = match.end(), False
        start = _START.match(sentence.plain, end)
        if start is not None:
            event = _RECEIVED.match(sentence.plain, start.end())
            sent = event is None
            event = event or _SENT.match(sentence.plain, start.end())
            if event is None:
                continue
            end = event.end()
        if _lasts(sentence, match) or not sentence.asks(
            match.start(), end, anchored=start is not None
        ):
            continue
        day = _reached(calendar, min(written, received) if sent else received, unit, count)
        if day is not None:
            yield Asked(day, sentence.words(match.start(), end, _LONGEST_WORDS), unit, count, sent)


def _places(patterns: Iterable[re.Pattern[str]], sentence: Sentence) -> Iterator[re.Match[str]]:
    found = (each for pattern in patterns for each in pattern.finditer(sentence.plain))
    return islice(found, _MOST_PLACES)


def _lasts(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether something is to go on so long, and not to be done by then."""
    before = sentence.plain[max(match.start() - 80, 0) : match.start()]
    until = match[0].lower().startswith("until")
    return bool(_KEEPS_ON.search(before) or (until and _KEEPS_ON_EN.search(before)))


def _counted(match: re.Match[str]) -> tuple[str, int]:
    """The unit of a period and how many of them."""
    groups = match.groupdict()
    said = groups["unit"].lower()
    unit = next(unit for unit, starts in _UNITS if said.startswith(starts))
    kind = f"{groups['kind'] or ''}{groups.get('kind2') or ''}".lower()
    if unit == "calendar" and (kind.startswith(_WORKING) or "(рабоч" in match[0].lower()):
        unit = "working"
    number = (groups["n"] or "").lower()
    if number.isdecimal():
        return unit, int(number)
    if number in ("", "a", "an"):
        return unit, 1 if said not in ("дней", "дневн", "месяцев", "часов") else 0
    return unit, _NUMBERS.get(number.removesuffix("ого").removesuffix("ой"), 0)


def _reached(calendar: Calendar, start: date, unit: str, count: int) -> date | None:
    """Where ``count`` units after ``start`` end, as the words say: nothing moves off a day off."""
    try:
        if unit == "working":
            return calendar.nth_working(start, count)
        if unit == "months":
            return start + relativedelta(months=count)
        days = {"weeks": count * 7, "hours": count // 24}.get(unit, count)
        return start + timedelta(days=days)
    except (Refusal, ValueError, OverflowError):
        return None


def _named_days(sentence: Sentence, received: date) -> Iterator[Asked]:
    for match in _places(_DATES, sentence):
        before = sentence.plain[max(match.start() - 50, 0) : match.start()]
        if _RUNS_UNTIL.search(before) or _lasts(sentence, match):
            continue
        if not sentence.asks(match.start(), match.end()):
            continue
        day, year = _day_of(match, received), match["year"]
        if day is not None:
            words = sentence.words(match.start(), match.end(), _LONGEST_WORDS)
            yield Asked(day, words, "date" if year else "year")


def _day_of(match: re.Match[str], received: date) -> date | None:
    said, year = match["month"], match["year"]
    month = int(said) if said.isdecimal() else month_of(said)
    years = (
        [int(year) + (2000 if len(year) == 2 else 0)]
        if year
        else [received.year, received.year + 1]
    )
    for each in years:
        try:
            day = date(each, month, int(match["day"]))
        except ValueError:
            continue
        if year or received <= day <= received + _FARTHEST:
            return day
    return None
