# SPDX-License-Identifier: Apache-2.0
"""What dialogs on transfers offer to choose from: transfers abroad, assessments, issued notices."""

from __future__ import annotations

from desk.domain.countries import RUSSIA
from desk.domain.transfers import TransferRow
from desk.domain.values import Query
from desk.services.desk import Desk
from desk.services.transfer.assessments import assessments
from desk.services.transfer.links import codes_of, unfiled_notices
from desk.services.transfer.listing import transfer_ids, transfer_rows
from desk.text import N_
from ui import words
from ui.fields import Options
from ui.language import _, current

BY_HAND = N_("none: the day by hand")


def abroad(desk: Desk) -> list[TransferRow]:
    """The transfers in use that leave Russia."""
    ids = transfer_ids(desk, Query(state="used"))
    rows = transfer_rows(desk, ids, language=current().language)
    return [row for row in rows if row.country != RUSSIA]


def transfers(desk: Desk) -> Options:
    """Those transfers by recipient and country."""
    language = current().language
    return [
        (row.id, f"{row.recipient.of(language)} · {words.country(row.country)} · {row.code}")
        for row in abroad(desk)
    ]


def rated(desk: Desk, transfer: int = 0) -> Options:
    """The assessments that count, the newest first, of one transfer or all."""
    return [
        (
            each.id,
            _(
                "{code} of {day}: {transfers}",
                code=each.code,
                day=words.day(each.assessed),
                transfers=", ".join(code for _id, code in each.transfers),
            ),
        )
        for each in reversed(assessments(desk))
        if not each.void and (not transfer or transfer in each.assessment.transfers)
    ]


def written(desk: Desk) -> Options:
    """Issued notices that are not filed, the newest first."""
    papers = unfiled_notices(desk)
    codes = codes_of(desk, [each.id for each in papers])
    return [
        (
            each.id,
            _(
                "No. {number} of {day}: {transfers}",
                number=words.short(each.number),
                day=words.day(each.date),
                transfers=", ".join(codes.get(each.id, ())),
            ),
        )
        for each in papers
    ]


def chosen(value: object) -> tuple[int, ...]:
    """The ids ticked in a field of transfers."""
    return tuple(int(str(id)) for id in value) if isinstance(value, tuple) else ()
