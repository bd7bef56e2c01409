# SPDX-License-Identifier: Apache-2.0
"""What a foreign recipient has to tell before the notice (Art. 12 (5), R31), and what it has not told yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from desk.domain.values import Attached


class InformationItem(StrEnum):
    """The items of Art. 12 (5)."""

    MEASURES = "measures"
    TERMINATION = "termination"
    LAW = "law"
    """Only where the state is not on the list of the day."""
    CONTACTS = "contacts"


@dataclass(frozen=True)
class Information:
    """One answer as it came; the texts are the recipient's own words, so there is one language."""

    id: int
    code: str
    recipient: int
    country: str
    """The state it is about: where the recipient gets the data."""
    came: str
    """ISO."""
    source: str = ""
    """Where it came from: a letter, the recipient's published terms and the day they were taken."""
    measures: str = ""
    termination: str = ""
    law: str = ""
    contacts: str = ""
    void: str = ""
    void_because: str = ""
    files: tuple[Attached, ...] = ()

    def text(self, item: InformationItem) -> str:
        """What was told of an item."""
        return str(getattr(self, item.value))


@dataclass(frozen=True)
class Known:
    """All that a recipient has told by a day, of each item the newest."""

    came: str = ""
    """ISO, of the newest answer; empty while nothing came."""
    source: str = ""
    """Where the newest came from."""
    texts: tuple[tuple[InformationItem, str], ...] = ()

    def text(self, item: InformationItem) -> str:
        """What was told of an item; empty where nothing was."""
        return dict(self.texts).get(item, "")

    def lacks(self, *, listed: bool) -> tuple[InformationItem, ...]:
        """The items of Art. 12 (5) that are missing; the law of a listed state is not asked for."""
        return tuple(item for item in asked(listed=listed) if not self.text(item))


def asked(*, listed: bool) -> tuple[InformationItem, ...]:
    """What Art. 12 (5) asks for, in its order."""
    return tuple(item for item in InformationItem if not (listed and item is InformationItem.LAW))


def told_by(answers: Iterable[Information], day: str) -> Known:
    """What is known on a day from answers that are not void; a later answer replaces an item it names."""
    known = sorted(
        (each for each in answers if not each.void and each.came <= day),
        key=lambda each: (each.came, each.id),
    )
    texts: dict[InformationItem, str] = {}
    for each in known:
        texts |= {item: each.text(item) for item in InformationItem if each.text(item)}
    if not known:
        return Known()
    return Known(known[-1].came, known[-1].source, tuple(texts.items()))
