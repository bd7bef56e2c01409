# SPDX-License-Identifier: Apache-2.0
"""The other grounds on which data of a consent's subject are held: Art. 9 (2) lets processing go on by them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from desk.domain.consent import OtherGround
from desk.domain.picklists import ground_basis
from desk.domain.registers import CONSENT_GROUND
from desk.domain.values import Both
from desk.errors import N_
from desk.services.desk import Desk
from desk.text import LANGUAGES

# Of the same purpose, or of another one with data of the same categories: those data stay, too.
GROUNDS = (
    "SELECT json_group_array(json_array(h.id, h.ground, h.contract, h.contract_date, h.norm,"  # noqa: S608 -- a constant
    " p.norm_ru, p.norm_en, coalesce(h.keep_until, ''), p.title_ru, p.title_en,"
    " p.code = c.purpose_code)) FROM holding h JOIN purpose p ON p.id = h.purpose"
    f" WHERE h.person = c.person AND h.ended IS NULL AND h.ground <> '{CONSENT_GROUND}'"
    " AND (p.code = c.purpose_code OR EXISTS (SELECT 1 FROM json_each(h.categories) theirs"
    " WHERE theirs.value IN (SELECT value FROM json_each(c.categories))))"
)
"""The grounds beside ``consent c``, as JSON."""


def other_grounds(desk: Desk, ids: Sequence[int]) -> list[OtherGround]:
    """The grounds beside these consents, each holding once, those of the same purpose first."""
    rows = desk.database.execute_sql(
        f"SELECT ({GROUNDS}) FROM consent c WHERE c.id IN (SELECT value FROM json_each(?))",  # noqa: S608 -- a constant
        (json.dumps(list(ids)),),
    ).fetchall()
    found: dict[int, OtherGround] = {}
    for (text,) in rows:
        for each in grounds_of(desk, text):
            known = found.get(each.holding)
            if known is None or each.same_purpose:
                found[each.holding] = each
    return sorted(found.values(), key=lambda each: (not each.same_purpose, each.holding))


def grounds_of(desk: Desk, text: str) -> tuple[OtherGround, ...]:
    """The grounds that ``GROUNDS`` read."""
    return tuple(_ground(desk, row) for row in json.loads(text))


def _ground(desk: Desk, row: Sequence[Any]) -> OtherGround:
    id, ground, contract, day, norm, norm_ru, norm_en, until, title_ru, title_en, same = row
    usual = ground_basis(ground)
    basis = Both(norm or norm_ru or usual.ru, norm or norm_en or usual.en)
    if contract:
        basis = Both(*(_contract(desk, language, contract, day) for language in LANGUAGES))
    return OtherGround(id, ground, basis, until, Both(title_ru, title_en), bool(same))


def _contract(desk: Desk, language: str, contract: str, day: str | None) -> str:
    words = desk.catalogue(language)
    if not day:
        return words.say(N_("contract {contract}"), contract=contract)
    return words.say(
        N_("contract {contract} of {day}"),
        contract=contract,
        day=words.date(date.fromisoformat(day), "long"),
    )
