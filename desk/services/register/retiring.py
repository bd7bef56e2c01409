# SPDX-License-Identifier: Apache-2.0
"""Taking an entry of a register out of use, where nothing rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk.errors import N_, Refusal
from desk.services.assignment.client_terms import refresh_end_term
from desk.services.desk import Desk, writes
from desk.services.entries import clean_day, existing
from desk.storage import models, search

_TABLES: Mapping[str, Any] = {
    "category": models.Category,
    "group": models.SubjectGroup,
    "system": models.System,
    "carrier": models.Carrier,
    "recipient": models.Recipient,
    "point": models.CollectionPoint,
    "transfer": models.Transfer,
    "assignment": models.Assignment,
    "client": models.Client,
    "disclosure": models.Disclosure,
}
_FOUND: Mapping[str, search.Kind] = {
    "recipient": search.Kind.RECIPIENT,
    "transfer": search.Kind.TRANSFER,
}
_LINKS: Mapping[str, Any] = {
    "category": (models.PurposeCategory, models.PurposeCategory.category),
    "group": (models.PurposeGroup, models.PurposeGroup.subject_group),
}


def in_use(table: str, id: int) -> bool:
    """Whether a purpose in force uses a category or group."""
    link, column = _LINKS[table]
    query = link.select().join(models.Purpose, on=link.purpose == models.Purpose.id)
    return bool(query.where(column == id, models.Purpose.until.is_null()).exists())


def _goes_on(model: Any, recipient: int, on: str) -> bool:  # noqa: ANN401 -- transfers or assignments
    """Whether a transfer or an assignment to this recipient goes on after that day."""
    later = model.until.is_null() | (model.until > on)
    query = model.select().where(model.recipient == recipient, model.retired.is_null(), later)
    return bool(query.exists())


def _owed(client: int) -> bool:
    """Whether a notice to this client has not left, or a demand is left to it."""
    notice, demand = models.ClientNotice, models.Demand
    waits = notice.select().where(
        notice.client == client, notice.sent.is_null(), notice.dropped.is_null()
    )
    asks = demand.select().where(demand.client_id == client, demand.state == "open")
    return bool(waits.exists() or asks.exists())


def _end_terms(desk: Desk, client: int) -> None:
    refresh_end_term(desk, existing(models.Client, client))


@writes("register", "transfer", "client", "deadline")
def retire(desk: Desk, table: str, id: int, on: str) -> None:
    """Take a record out of use; it stays readable.

    ``table`` is ``category``, ``group``, ``system``, ``carrier``, ``recipient``, ``point``,
    ``transfer``, ``assignment``, ``client`` or ``disclosure``.
    """
    model = _TABLES[table]
    row, day = existing(model, id), clean_day(desk, on, "on")
    if table in _LINKS and in_use(table, id):
        raise Refusal(N_("A purpose in force uses this: remove it there first."))
    if table == "recipient" and _goes_on(models.Transfer, id, day):
        raise Refusal(N_("A transfer to this recipient is in the register: end it first."))
    if table == "recipient" and _goes_on(models.Assignment, id, day):
        raise Refusal(N_("An assignment to this recipient is in the register: end it first."))
    if table == "client" and _owed(id):
        raise Refusal(
            N_(
                "This client still has to be notified of something: send or withdraw the notice first."
            )
        )
    model.update(retired=day).where(model.id == id).execute()
    if table == "client":
        _end_terms(desk, id)
    if table in _FOUND:
        search.drop(desk.database, _FOUND[table], id)
    desk.record("register.retired", f"{table}/{row.code}", on=day)
