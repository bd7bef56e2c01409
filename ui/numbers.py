# SPDX-License-Identifier: Apache-2.0
"""How the window says a number wherever those of more than one register can stand, and who acted."""

from __future__ import annotations

from typing import Protocol

from desk.domain.journal_words import named_text, quoted, record_words
from desk.domain.recovery import BY_CODE
from desk.domain.transfers import TransferRow
from desk.text import capital
from ui.language import _, current


class Row(Protocol):
    """The line of a record in its list."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def number(self) -> str:
        """Its number."""


def named(number: str) -> str:
    """A number with what it is the number of: those of requests, consents and cards look alike."""
    return record_words(current(), number)


def called(row: Row) -> str:
    """A record as people call it: a transfer by its recipient, everything else by its number."""
    if isinstance(row, TransferRow):
        return quoted(current(), row.recipient.of(current().language))
    return named(row.number)


def headed(number: str) -> str:
    """The same at the head of a line."""
    return capital(named(number))


def spelled(text: str) -> str:
    """A text with the numbers in it as ``named`` says them."""
    return named_text(current(), text)


def actor(name: str) -> str:
    """Who acted: a person of the desk, or whoever opened it by the recovery code."""
    return _(BY_CODE) if name == BY_CODE else name
