# SPDX-License-Identifier: Apache-2.0
"""The journal as people read it: pages, extracts, verification, and what was shown to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from desk.domain.days import start_of
from desk.domain.journal import Entry, Finding
from desk.errors import N_, Refusal
from desk.services.desk import Desk, writes
from desk.services.keeping.backups import list_backups
from desk.storage import journal
from desk.storage.database import PAGE_DAMAGED
from desk.storage.heads import restored_at

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def journal_page(
    desk: Desk, after: int | None = None, limit: int = 200, ref: str = ""
) -> list[Entry]:
    """Entries newest first, older than ``after``; with ``ref`` those about one record only."""
    return journal.page(desk.database, after, limit, ref)


def journal_head(desk: Desk) -> str:
    """Number and hash of the newest entry, as papers print it."""
    last = journal.head(desk.database)
    return f"{last.seq}:{last.hash}"


def verify(desk: Desk, last: int | None = None) -> Finding:
    """Verify the newest ``last`` entries or all; when all, against the heads in the backups and with every page of the file."""
    if last is not None:
        return journal.verify(desk.database, last, None)
    found = journal.verify(desk.database, None, _known_heads(desk))
    if found.sound and desk.database.damaged():
        return replace(found, sound=False, message=PAGE_DAMAGED)
    return found


def extract(desk: Desk, since: date, until: date) -> list[Entry]:
    """The entries of the days from ``since`` to ``until`` in the legal time zone, oldest first."""
    if until < since:
        raise Refusal(N_("The period ends before it begins."), field="until")
    return journal.between(desk.database, _start(since, desk.zone), _end(until, desk.zone))


def opened(desk: Desk, action: str, ref: str, **detail: object) -> None:
    """Journal that a record, letter or paper was shown: one line per record and sitting."""
    if (action, ref) in desk.shown:
        return
    _shown(desk, action, ref, detail)
    desk.database.after_commit(lambda: desk.shown.add((action, ref)))


@writes()
def _shown(desk: Desk, action: str, ref: str, detail: dict[str, object]) -> None:
    desk.record(action, ref, **detail)


def _known_heads(desk: Desk) -> dict[int, str]:
    """Heads that backups remember, since the last restore: what was cut off after it shows there.

    Of two for one entry it is the one that differs.
    """
    restored = restored_at(desk.database)
    since = datetime.fromisoformat(restored) if restored else _LONG_AGO
    found = [
        (each.seq, each.head)
        for each in list_backups(desk)
        if each.readable and each.seq and datetime.fromisoformat(each.made) >= since
    ]
    return dict(sorted(found, key=lambda each: not journal.holds_head(desk.database, *each)))


def _start(day: date, zone: str) -> str:
    try:
        at = start_of(day, zone).astimezone(UTC)
    except OverflowError:
        return ""
    return at.isoformat(timespec="microseconds")


def _end(day: date, zone: str) -> str:
    return _start(day + timedelta(days=1), zone) or "9999" if day < date.max else "9999-12-31T99"
