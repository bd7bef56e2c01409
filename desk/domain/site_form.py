# SPDX-License-Identifier: Apache-2.0
"""Who filled in a form on a site, as its letter tells it, and which addresses are no person's.

What is read is proposed for the operator to confirm. A value counts only where it has the shape of its field:
a letter in plain words is not read as a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from desk.domain.signature import phone_in

_NOBODY = re.compile(
    r"(?i)(?:[^@]*[._+-])?(?:no[._-]?(?:repl(?:y|ies)|response|answer)|do[._-]?not[._-]?(?:reply|respond)|ne[._-]?otvecha\w+)(?:[._+-][^@]*|\d*)@"
    r"|(?:mailer(?:[._-]?daemon)?|mail-?daemon|robot|bot|postmaster|wordpress|tilda|notifications?|notify|auto-?mailer|"
    r"auto-?reply|(?:web-?|contact-?)?forms?|submissions?|nobody|www-data|apache|nginx|root|mail-?robot|system|bounces?)(?:\+[^@]*|\d*)@"
)
_OFFICE = re.compile(r"(?i)(?:newsletter|news|mailing|info|sales|support|marketing)\b")
_FORM_FIELD = re.compile(
    r"(?im)^\W{0,8}(?:(имя|ф\.?\s?и\.?\s?о\.?|сообщение|текст|вопрос|комментарий|обращение|(?:your |full )?name|(?:your )?message|comments?|"
    r"question|enquiry|inquiry)|(?:(?:ваш|контактный|your)\s)?(?:телефон|e-?mail|(?:эл(?:ектронная|\.)\s)?почта|тема|phone|subject))"
    r"[^\S\n]*(?:\([^)\n]{1,40}\)|\*)?[^\S\n]*(?:[:|\t=—–]|$)"
)
"""A line a form on a site writes; the group is a label that the foot of a mailing does not have."""
_MOST_FIELDS = 12
_LENGTH, _MOST_LINES, _LONGEST_VALUE = 20_000, 400, 120
_END = r"[^\S\n]*(?:\([^)\n]{1,40}\)|\*)?[^\S\n]*(?P<mark>[:|=—–\t-])?[^\S\n]*(?P<value>.*)"
_WHOSE = r"(?:(?:ваш[аеи]?|полное|контактн\w+|мобильн\w+|your|full|contact|mobile)[ _-])?"
_LABELS = (
    ("name", (r"(?:имя и фамилия|фамилия[ ,]+имя(?:[ ,]+(?:и[ ])?отчество)?|фамилия и имя|ф\.?[ ]?и\.?[ ]?о\.?|имя"
             r"|как (?:к )?вас? (?:зовут|обращаться)|как к вам обращаться|заявитель|отправитель|name|applicant)")),
    ("first", r"(?:first[ _-]?name|given[ _-]?name)"),
    ("last", r"(?:фамилия|last[ _-]?name|surname|family[ _-]?name)"),
    ("middle", r"(?:отчество|middle[ _-]?name|patronymic)"),
    ("email", r"(?:адрес )?(?:e-?mail|эл(?:ектронная|ектронной|\.)[ ]?почт[аы]|почта|имейл|мейл)(?:[ ](?:address|адрес))?"),
    ("phone", r"(?:номер )?(?:телефон[а]?|тел\.?|phone(?:[ _-]?number)?|tel\.?)"),
)  # fmt: skip
_FIELDS = tuple(
    (name, re.compile(rf"(?i)^\W{{0,8}}{_WHOSE}{label}(?!\w){_END}$")) for name, label in _LABELS
)
_SENDER = re.compile(r"(?i)^\W{0,8}(?:from|от(?: кого)?)[^\S\n]*:[^\S\n]*(?P<value>.+)$")
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"'|]{1,64}@[^\s<>()\[\],;:\"'|@]{1,190}\.[^\W\d_][\w-]+")
_WORD = r"[^\W\d_]+(?:['’.-][^\W\d_]*)*"
_NAME = re.compile(rf"{_WORD}(?:[ ]{_WORD}){{0,4}}")


@dataclass(frozen=True)
class Filled:
    """What the fields of a form say; empty where they do not."""

    name: str = ""
    email: str = ""
    phone: str = ""


def nobody(address: str) -> bool:
    """Whether mail to this address reaches no person: ``noreply@``, ``robot@`` and the like."""
    return _NOBODY.match(address.strip()) is not None


def no_person(address: str) -> bool:
    """Whether mail to this address reaches nobody, or an office that sends to many: ``info@``, ``news@``."""
    return nobody(address) or _OFFICE.match(address.strip()) is not None


def looks_filled_in(text: str) -> bool:
    """Whether it has several lines as a form writes them, one with a label that no foot of a mailing has."""
    fields = list(islice(_FORM_FIELD.finditer(text[:_LENGTH]), _MOST_FIELDS))
    return len(fields) > 1 and any(field[1] for field in fields)


def filled_in(text: str) -> Filled:
    """What the first field of each sort says; values may stand behind the label or on the next line."""
    found: dict[str, str] = {}
    lines = [line.strip() for line in text[:_LENGTH].split("\n") if line.strip()]
    for line, following in islice(zip(lines, [*lines[1:], ""], strict=False), _MOST_LINES):
        if not line.startswith(">"):
            for name, value in _read(line, following):
                found.setdefault(name, value)
    return Filled(_whole_name(found), found.get("email", ""), found.get("phone", ""))


def _read(line: str, following: str) -> Iterator[tuple[str, str]]:
    sender = _SENDER.match(line)
    if sender and (email := _EMAIL.search(sender["value"])):
        yield "email", email[0]
        yield "name", _name(sender["value"][: email.start()].strip(" <\"'"), stated=True)
    for field, pattern in _FIELDS:
        match = pattern.match(line)
        if match:
            # Of a table only the words are left: there nothing stands between label and value.
            value, stated = match["value"].strip(), bool(match["mark"])
            if not value and not _is_label(following):
                value, stated = following, True
            if read := _value(field, value[:_LONGEST_VALUE], stated=stated):
                yield field, read
            return


def _is_label(line: str) -> bool:
    return any((match := pattern.match(line)) and match["mark"] for _, pattern in _FIELDS)


def _value(field: str, value: str, *, stated: bool) -> str:
    if field == "email":
        found = _EMAIL.search(value)
        return found[0] if found and not nobody(found[0]) else ""
    if field == "phone":
        return phone_in(value)
    return _name(value, stated=stated)


def _name(value: str, *, stated: bool) -> str:
    """The value if it can be a name; where no sign stands before it, each word begins with a capital."""
    value = " ".join(value.split()).strip(" ,;*_")
    if not _NAME.fullmatch(value) or not (stated or all(w[0].isupper() for w in value.split())):
        return ""
    return value


def _whole_name(found: dict[str, str]) -> str:
    """One name of the fields there are: family name first in Russian, last elsewhere."""
    first, last = found.get("first") or found.get("name", ""), found.get("last", "")
    middle = found.get("middle", "")
    if not last or last in first.split():
        return " ".join(filter(None, (first, middle if first and not last else "")))
    russian = re.search("[а-яё]", last, re.IGNORECASE)
    order = (last, first, middle) if russian else (first, middle, last)
    return " ".join(filter(None, order))
