# SPDX-License-Identifier: Apache-2.0
"""When a signature says that it was made: a foreign file may say anything, and nothing of it is raised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desk.domain.signatures import FoundSignature
from desk.domain.verdicts import Verdict
from desk.errors import N_, Told

_FIRST, _LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)
"""What lies between them can be told in every time zone."""
_UNDATED = Told(N_("It does not say when it was made, or not in a way that can be read."))
_NO_ZONE = Told(N_("The time it names has no time zone: it is taken as UTC."))


@dataclass(frozen=True)
class Claimed:
    """The moment a signature names; ``None`` where none can be read."""

    at: datetime | None
    doubt: Told | None = None

    @property
    def iso(self) -> str:
        """As a report has it, in UTC."""
        return self.at.isoformat() if self.at else ""

    def noted(self, found: FoundSignature) -> FoundSignature:
        """The signature with what to know of its moment, unless something better says when it was made."""
        if self.doubt is None or found.stamped or found.verdict is Verdict.BROKEN:
            return found
        return replace(found, notes=(*found.notes, self.doubt))


def claimed(read: Callable[[], object]) -> Claimed:
    """The moment that ``read`` takes out of a signature, in UTC."""
    try:
        found = read()
        if not isinstance(found, datetime):
            return Claimed(None, _UNDATED)
        zoned = found.tzinfo is not None
        at = found.astimezone(UTC) if zoned else found.replace(tzinfo=UTC)
    except Exception:  # a hostile file may raise anything
        return Claimed(None, _UNDATED)
    if not _FIRST <= at <= _LAST:
        return Claimed(None, _UNDATED)
    return Claimed(at, None if zoned else _NO_ZONE)
