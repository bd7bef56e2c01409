# SPDX-License-Identifier: Apache-2.0
"""The register of transfers abroad: save one, end it, record vital interests; the front door to its reading.

Filing a notice and what follows it are the acts of ``transfer_notices``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from desk.domain.transfers import Transfer, TransferGround
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.checks import (
    check_iso_date,
    check_past_day,
    clean_line,
    clean_text,
    required,
    required_day,
)
from desk.services.desk import Desk, writes
from desk.services.entries import both_columns, clean_both, clean_country, existing, keep
from desk.services.transfer.flows import desk_flow, flows
from desk.services.transfer.listing import (
    transfer_count_bound,
    transfer_id,
    transfer_ids,
    transfer_rows,
)
from desk.services.transfer.subjects import subject_flows
from desk.services.transfer.views import transfer_of, transfer_view
from desk.services.transfer_index import reindex
from desk.storage import models

__all__ = [
    "desk_flow",
    "end_transfer",
    "flows",
    "record_vital",
    "save_transfer",
    "subject_flows",
    "transfer_count_bound",
    "transfer_id",
    "transfer_ids",
    "transfer_rows",
    "transfer_view",
    "write_transfer",
]

_FIXED = ("purpose", "recipient", "country")
"""What a notice fixes; data and people it may only lose."""


@writes("transfer")
def save_transfer(desk: Desk, transfer: Transfer) -> int:
    """Add a transfer, or change the one of its id; returns the id.

    Once a notice on it was filed, purpose, recipient and country stay as they were notified, and no data
    or people are added: what is to flow otherwise is a transfer of its own with a notice of its own.
    """
    return write_transfer(desk, transfer)


def write_transfer(desk: Desk, transfer: Transfer) -> int:
    """The same inside an act."""
    values = {
        **_whom(transfer),
        **_what(desk, transfer),
        **_when(desk, transfer),
        **both_columns(clean_both(transfer.way, "way"), "way"),
        **_texts(transfer.safeguards, "safeguards"),
        **_texts(transfer.limited, "limited"),
    }
    if transfer.id:
        _check_notified(desk, transfer)
    id, code = keep(models.Transfer, transfer.id, transfer.code, "t", values)
    reindex(desk, [id])
    desk.record(
        "transfer.saved",
        f"transfer/{code}",
        recipient=f"recipient/{existing(models.Recipient, transfer.recipient).code}",
        country=transfer.country,
        purposes=[transfer.purpose],
        categories=list(transfer.categories),
    )
    return id


def _whom(transfer: Transfer) -> dict[str, object]:
    """The recipient and where it gets the data."""
    recipient = models.Recipient.get_or_none(models.Recipient.id == transfer.recipient)
    if recipient is None or (recipient.retired and not transfer.id):
        raise AtField(N_("Choose the recipient."), field="recipient")
    if not recipient.country_confirmed:
        raise Refusal(
            N_(
                "The country of this recipient is not confirmed yet: save its record with it first."
            ),
            field="recipient",
        )
    country = clean_country(transfer.country)
    because = clean_line(transfer.country_because, "country_because")
    if country == recipient.country:
        because = ""
    elif not because:
        raise Refusal(
            N_(
                "The register gives another country for this recipient: state why the data go here."
            ),
            field="country_because",
        )
    return {"recipient": recipient.id, "country": country, "country_because": because}


_PURPOSE = (
    "SELECT (SELECT json_group_array(c.code) FROM purpose_category l JOIN category c"
    " ON c.id = l.category WHERE l.purpose = p.id), (SELECT json_group_array(g.code)"
    " FROM purpose_group l JOIN subject_group g ON g.id = l.subject_group WHERE l.purpose = p.id)"
    " FROM purpose p WHERE p.code = ? AND p.until IS NULL"
)


def _what(desk: Desk, transfer: Transfer) -> dict[str, object]:
    """Which data of whom for which purpose, and on what ground."""
    found = desk.database.execute_sql(_PURPOSE, (transfer.purpose,)).fetchone()
    if found is None:
        raise AtField(N_("Choose the purpose."), field="purpose")
    data, people = (json.loads(part) for part in found)
    words = clean_both(transfer.ground_words, "ground_words")
    if transfer.ground is not TransferGround.CONSENT and not (words.ru or words.en):
        raise Refusal(
            N_("Name the contract, the article of the law, or what else the ground is."),
            field="ground_words",
        )
    return {
        "purpose_code": transfer.purpose,
        "categories": _chosen(transfer.categories, data, "categories"),
        "groups": _chosen(transfer.groups, people, "groups"),
        "ground": transfer.ground,
        **both_columns(words, "ground"),
    }


def _chosen(codes: Sequence[str], known: Sequence[str], field: str) -> str:
    """Codes the purpose has, as kept JSON."""
    if not codes:
        raise AtField(N_("Choose at least one."), field=field)
    if set(codes) - set(known):
        raise AtField(
            N_("The purpose does not have this. Add it to the purpose first."), field=field
        )
    return json.dumps([code for code in known if code in codes])


def _when(desk: Desk, transfer: Transfer) -> dict[str, object]:
    since = required_day(transfer.since, "since")
    until = check_iso_date(transfer.until, "until")
    if until is not None and until < since:
        raise AtField(N_("It ends before it begins."), field="until")
    vital = check_iso_date(transfer.vital_since, "vital_since")
    return {
        "since": since.isoformat(),
        "until": until.isoformat() if until else None,
        **_vital(desk, vital, transfer.vital_because),
    }


def _vital(desk: Desk, on: date | None, because: str) -> dict[str, object]:
    """The exception of Art. 12 (11): never without the reason, nor the reason without its day."""
    because = clean_text(because, "vital_because", "note")
    if on is None and because:
        raise Refusal(
            N_("Enter the date from which vital interests are protected."), field="vital_since"
        )
    if on is None:
        return {"vital_since": None, "vital_because": ""}
    check_past_day(on, desk.today(), "vital_since")
    if not because:
        raise Refusal(
            N_("State which vital interest is protected and why, without names."),
            field="vital_because",
        )
    return {"vital_since": on.isoformat(), "vital_because": because}


def _texts(text: Both, field: str) -> dict[str, str]:
    return both_columns(
        Both(*(clean_text(each, field, "note") for each in (text.ru, text.en))), field
    )


_NOTIFIED = (
    "SELECT 1 FROM transfer_notice_item i JOIN transfer_notice n ON n.id = i.notice"
    " WHERE i.transfer = ? AND n.void_on IS NULL LIMIT 1"
)


def _check_notified(desk: Desk, transfer: Transfer) -> None:
    if desk.database.execute_sql(_NOTIFIED, (transfer.id,)).fetchone() is None:
        return
    old = transfer_of(existing(models.Transfer, transfer.id))
    wrong = [name for name in _FIXED if getattr(old, name) != getattr(transfer, name)]
    wrong += [
        name
        for name in ("categories", "groups")
        if set(getattr(transfer, name)) - set(getattr(old, name))
    ]
    if wrong:
        raise Refusal(
            N_(
                "Roskomnadzor was notified of this transfer as it is: end it and add the changed one"
                " as a new transfer with a notice of its own."
            ),
            field=wrong[0],
        )


@writes("transfer")
def end_transfer(desk: Desk, id: int, on: date) -> None:
    """Record the last day on which data went there."""
    row = _used(id)
    day = check_past_day(on, desk.today(), "on").isoformat()
    if day < row.since:
        raise AtField(N_("It ends before it begins."), field="on")
    models.Transfer.update(until=day).where(models.Transfer.id == id).execute()
    desk.record("transfer.ended", f"transfer/{row.code}", on=day)


@writes("transfer")
def record_vital(desk: Desk, id: int, on: date, because: str) -> None:
    """Record that vital interests are protected, which spares the wait but not the notice."""
    row = _used(id)
    values = _vital(desk, on, required(because, "vital_because"))
    models.Transfer.update(values).where(models.Transfer.id == id).execute()
    desk.record("transfer.vital", f"transfer/{row.code}", on=on)


def _used(id: int) -> models.Transfer:
    row = existing(models.Transfer, id)
    if row.retired:
        raise Refusal(N_("This transfer was removed from the register."))
    return row
