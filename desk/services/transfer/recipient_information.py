# SPDX-License-Identifier: Apache-2.0
"""What foreign recipients told (Art. 12 (5), R31): recorded as it came, with its files; mistakes are voided."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from desk.domain.recipient_information import Information, InformationItem, Known, told_by
from desk.errors import N_, AtField, Refusal
from desk.services.checks import clean_line, clean_text, required
from desk.services.desk import Desk, writes
from desk.services.entries import clean_country, clean_day, existing, new_code
from desk.services.files import attached, keep_file
from desk.storage.models import Recipient, RecipientInformation

_ROWS = (
    "SELECT id, code, recipient, country, came_on, source, measures, termination, law, contacts,"
    " coalesce(void_on, ''), void_because,"
    " (SELECT json_group_array(json_array(id, name, media_type, size, role)) FROM"
    "  (SELECT a.id, a.name, a.media_type, b.size, a.role FROM attachment a"
    "   JOIN blob b ON b.sha256 = a.blob WHERE a.recipient_information = i.id ORDER BY a.id))"
    " FROM recipient_information i WHERE recipient IN (SELECT value FROM json_each(?))"
    " ORDER BY came_on, id"
)


def information_of(desk: Desk, recipients: Iterable[int]) -> tuple[Information, ...]:
    """What these recipients told, the oldest first, void answers too."""
    wanted = json.dumps(sorted(set(recipients)))
    rows = desk.database.execute_sql(_ROWS, (wanted,)).fetchall()
    return tuple(
        replace(Information(*row[:-1]), files=tuple(attached(each) for each in json.loads(row[-1])))
        for row in rows
    )


def told_of(
    desk: Desk, parties: Iterable[tuple[int, str]], day: str
) -> Mapping[tuple[int, str], Known]:
    """What each recipient has told of each state by a day."""
    wanted = list(parties)
    known: dict[tuple[int, str], list[Information]] = defaultdict(list)
    for each in information_of(desk, (recipient for recipient, _country in wanted)):
        known[each.recipient, each.country].append(each)
    return {party: told_by(known.get(party, ()), day) for party in wanted}


def information_id(code: str) -> int:
    """The id behind the code of an answer; refuses when there is none."""
    row = RecipientInformation.get_or_none(RecipientInformation.code == code.strip())
    if row is None:
        raise Refusal(
            N_("There is no information “{code}”."), field="information", code=code.strip()[:40]
        )
    return int(row.id)


@writes("transfer")
def record_information(
    desk: Desk, told: Information, files: Iterable[tuple[str, bytes]] = ()
) -> int:
    """Keep what a recipient told, with the files that came; returns the id.

    What it did not tell stays empty and is named as missing; an answer that tells nothing is refused.
    """
    recipient = Recipient.get_or_none(Recipient.id == told.recipient)
    if recipient is None:
        raise AtField(N_("Choose the recipient."), field="recipient")
    texts = {
        item.value: clean_text(told.text(item), item.value, "note") for item in InformationItem
    }
    if not any(texts.values()):
        raise Refusal(N_("Write down the recipient’s information: at least one item."), "measures")
    code = new_code(RecipientInformation, "i")
    id = int(
        RecipientInformation.insert(
            code=code,
            recipient=recipient.id,
            country=clean_country(told.country),
            came_on=clean_day(desk, told.came, "came"),
            source=clean_line(told.source, "source"),
            **texts,
        ).execute()
    )
    for name, content in files:
        keep_file(desk, id, name, content, "evidence", owner="recipient_information")
    desk.record(
        "recipient.told",
        f"recipient/{recipient.code}",
        on=told.came,
        country=told.country,
        items=[name for name, text in texts.items() if text],
    )
    return id


@writes("transfer")
def add_information_file(desk: Desk, id: int, name: str, content: bytes) -> int:
    """Keep a file beside what a recipient told."""
    row = _living(id)
    kept = keep_file(desk, id, name, content, "evidence", owner="recipient_information")
    desk.record("recipient.told_file", _ref(row), size=len(content))
    return kept


@writes("transfer")
def void_information(desk: Desk, id: int, reason: str) -> None:
    """Take an answer out that was recorded by mistake; it stays readable and counts no more."""
    row, reason = _living(id), required(reason, "reason")
    RecipientInformation.update(void_on=desk.today().isoformat(), void_because=reason).where(
        RecipientInformation.id == id
    ).execute()
    desk.record("recipient.told_voided", _ref(row), reason=reason)


def _living(id: int) -> RecipientInformation:
    row = existing(RecipientInformation, id)
    if row.void_on:
        raise Refusal(N_("This information is already void."))
    return row


def _ref(row: RecipientInformation) -> str:
    return f"recipient/{existing(Recipient, row.recipient_id).code}"
