# SPDX-License-Identifier: Apache-2.0
"""Small values many parts share: a text in two languages, a reference to a record, a page of a list, a gap in a paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from desk.domain.signatures import FileSignature
from desk.domain.timeline import EventKind
from desk.errors import Own

StepT = TypeVar("StepT", bound=StrEnum)


@dataclass(frozen=True)
class Both:
    """One text kept in Russian and in English: data with two versions, not a translation."""

    ru: str = ""
    en: str = ""

    def of(self, language: str) -> str:
        """The version for ``language``, or the other one when that is empty."""
        mine, other = (self.ru, self.en) if language == "ru" else (self.en, self.ru)
        return Own(mine or other)


def spoken(text: str) -> Both:
    """What was typed in one language, under the language its letters show; without letters it serves both."""
    if any("\u0400" <= letter <= "\u04ff" for letter in text):
        return Both(ru=text)
    return Both(en=text) if any(map(str.isalpha, text)) else Both(text, text)


def joined(texts: Iterable[Both], between: str) -> Both:
    """Several texts in one, those that say nothing left out."""
    kept = [each for each in texts if each.ru or each.en]
    return Both(*(between.join(each.of(code) for each in kept) for code in ("ru", "en")))


@dataclass(frozen=True)
class Query:
    """What a register shows: free text, filters, order; ``sort`` is a column id, ``-`` in front for descending."""

    text: str = ""
    state: str = ""
    kind: str = ""
    due_by: date | None = None
    sort: str = ""
    purpose: str = ""
    """Code of a purpose, where records have one."""
    listed: bool | None = None
    """Of transfers: only to states that are, or are not, on Roskomnadzor's list."""


@dataclass(frozen=True)
class Attached:
    """A file kept in the desk beside a record."""

    id: int
    name: str
    media_type: str
    size: int
    role: str
    """``letter`` (original bytes), ``incoming``, ``dispatch_proof``, ``scan``, ``note``."""
    unsafe_name: bool = False
    signature: FileSignature | None = None
    """What a check of its signatures found; ``None`` where it is not known to be signed."""


@dataclass(frozen=True)
class Moment:
    """One line of a record's timeline."""

    at: str
    """Aware ISO moment, UTC; of a transfer an ISO day."""
    kind: EventKind
    note: str = ""
    actor: str = ""
    document: int | None = None
    attachment: int | None = None
    called: Both = field(default_factory=Both)
    """What the codes its note is made of are called; empty for every other note."""


@dataclass(frozen=True)
class Missing:
    """A mandatory item a paper lacks, and where to fill it in."""

    message: str
    """``desk`` message id."""
    where: str
    """Dotted field of the facts, e.g. ``operator.address``."""
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Possible(Generic[StepT]):
    """Whether a step may be taken now; ``why_not`` is a ``desk`` message id with its parameters."""

    step: StepT
    allowed: bool
    why_not: str = ""
    params: dict[str, object] = field(default_factory=dict)
