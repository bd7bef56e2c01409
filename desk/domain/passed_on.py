# SPDX-License-Identifier: Apache-2.0
"""Letters that a mail program put into the text of another when it was passed on, as their heads tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desk.domain.contacts import emails_in
from desk.domain.guess import is_passed_on

_LONGEST = 60_000
_LINE = (
    r"[ \t>*]{0,6}(from|от(?: кого)?|sent|date|отправлено|дата|to|кому|cc|копия|subject|тема|reply-to)"
    r"[*]?:[* \t]*([^\n]{0,500})"
)
_HEAD = re.compile(rf"(?im)(?:^{_LINE}\n){{3,9}}")
_FIELD = re.compile(rf"(?im)^{_LINE}$")
_WRITER, _DAY = ("from", "от", "от кого"), ("sent", "date", "отправлено", "дата")


@dataclass(frozen=True)
class PassedOn:
    """Who wrote a letter and when, as the head above its text says; empty where it does not."""

    name: str
    email: str
    day: str


def passed_on(text: str, subject: str) -> Iterator[PassedOn]:
    """The letters within ``text``, the last one written first, if the subject says that it was passed on."""
    if is_passed_on(subject):
        for head in _HEAD.finditer(text[:_LONGEST]):
            fields = {label.lower(): value.strip() for label, value in _FIELD.findall(head[0])}
            writer = next((fields[label] for label in _WRITER if fields.get(label)), "")
            if writer:
                day = next((fields[label] for label in _DAY if fields.get(label)), "")
                email = next(emails_in(writer), "")
                name = writer.partition(email)[0] if email else writer
                yield PassedOn(name.removesuffix("mailto:").strip(" <>[]\"'"), email, day)
