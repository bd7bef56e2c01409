# SPDX-License-Identifier: Apache-2.0
"""The register of transfers for a period (B7): every column, from the registers, in a few statements."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desk.domain.countries import RUSSIA, both_names
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft
from desk.domain.recipient_information import Known
from desk.domain.transfer_papers import RegisterLine, RegisterTransfersFacts
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.checks import check_period
from desk.services.desk import Desk
from desk.services.paper.period_sheets import period_sheets
from desk.services.transfer.facts import state_name
from desk.services.transfer.flows import courses, flows_of
from desk.services.transfer.recipient_information import told_of

MOST_LINES = 20_000
_LAST = (
    "(SELECT n.id FROM transfer_notice_item i JOIN transfer_notice n ON n.id = i.notice"
    " WHERE i.transfer = t.id AND n.void_on IS NULL AND n.sent_on <= :until"
    " ORDER BY n.decision IN ('restricted', 'prohibited') DESC, n.sent_on DESC, n.id DESC LIMIT 1)"
)
"""The notice that decides: one that was answered by a ban, else the last."""
_LINES = (
    "SELECT t.id, t.code, t.recipient, r.name_ru, r.name_en, t.country, p.title_ru, p.title_en,"  # noqa: S608 -- a constant
    " t.ground, t.ground_ru, t.ground_en, t.way_ru, t.way_en, r.service,"
    " (SELECT json_group_array(json_array(title_ru, title_en)) FROM subject_group"
    "  WHERE code IN (SELECT value FROM json_each(t.groups))),"
    " (SELECT json_group_array(json_array(title_ru, title_en)) FROM category"
    "  WHERE code IN (SELECT value FROM json_each(t.categories))),"
    " coalesce((SELECT max(e.assessed_on) FROM transfer_assessment_item i"
    "  JOIN transfer_assessment e ON e.id = i.assessment WHERE i.transfer = t.id"
    "  AND e.void_on IS NULL AND e.assessed_on <= :until), n.assessed_on, ''),"
    " coalesce(n.rkn_number, ''), coalesce(n.rkn_key, ''), coalesce(n.sent_on, ''),"
    " coalesce(n.decision, ''), coalesce(n.decided_on, ''),"
    " coalesce(min(coalesce(t.until, '9999'), coalesce(t.retired, '9999')), ''),"
    " coalesce((SELECT max(l.confirmed) FROM stop_letter l JOIN destruction d ON d.id = l.destruction"
    "  WHERE l.recipient = t.recipient AND d.cause = 'transfer_ban' AND d.state <> 'void'"
    "  AND l.dropped IS NULL AND l.written >= n.decided_on), '')"
    " FROM transfer t JOIN recipient r ON r.id = t.recipient JOIN purpose p ON p.id ="
    " (SELECT max(id) FROM purpose e WHERE e.code = t.purpose_code)"
    f" LEFT JOIN transfer_notice n ON n.id = {_LAST}"
    " WHERE t.since <= :until AND coalesce(t.until, '9999') >= :since"
    " AND coalesce(t.retired, '9999') >= :since ORDER BY t.id LIMIT :most"
)


def register_transfers(desk: Desk, since: date, until: date, mode: LanguageMode) -> Draft:
    """The register of the transfers that were in it in a period, ready to preview and issue."""
    lines = register_lines(desk, since, until)
    return period_sheets(
        desk,
        "register_transfers",
        RegisterTransfersFacts,
        mode,
        "transfers",
        since=since,
        until=until,
        lines=lines,
    )


def register_lines(
    desk: Desk, since: date, until: date, most: int = MOST_LINES
) -> tuple[RegisterLine, ...]:
    """One line a transfer, as it stood on the last day of the period."""
    check_period(since, until)
    bounds = {"since": since.isoformat(), "until": until.isoformat(), "most": most + 1}
    found = desk.database.execute_sql(_LINES, bounds).fetchall()
    if len(found) > most:
        raise Refusal(N_("The period holds more than {most} transfers."), field="until", most=most)
    on = min(until, desk.today())
    told = told_of(desk, {(row[2], row[5]) for row in found}, until.isoformat())
    known = courses(desk, on, [row[0] for row in found])
    opens = {
        id: flow.since.isoformat() if flow.since and not _stopped(flow.word) else ""
        for id, flow in flows_of(desk, known, on).items()
    }
    return tuple(
        _line(desk, order, row, told, opens[row[0]], on, until.isoformat())
        for order, row in enumerate(found, start=1)
    )


def _stopped(word: str) -> bool:
    return word == "stopped"


def _line(
    desk: Desk,
    order: int,
    row: Sequence[Any],
    told: Mapping[tuple[int, str], Known],
    opens: str,
    on: date,
    until: str,
) -> RegisterLine:
    _id, code, recipient, ru, en, country, title_ru, title_en, ground = row[:9]
    words, words_en, way, way_en, service, groups, data, assessed, number, key, sent = row[9:20]
    decision, decided, ended, destroyed = row[20:]
    return RegisterLine(
        order=order,
        code=code,
        recipient=Both(ru, en or ru),
        country=both_names(RUSSIA) if country == RUSSIA else state_name(desk, country, on),
        country_code=country,
        listed=desk.states.listed(country, on),
        list_version=Both(desk.states.version(on, "ru"), desk.states.version(on, "en")),
        purpose=Both(title_ru, title_en),
        ground=ground,
        ground_words=Both(words, words_en or words),
        groups=_titles(groups),
        data=_titles(data),
        way=Both(way, way_en or way),
        service=service,
        told=told[recipient, country].came,
        assessed=assessed,
        number=number,
        key=key,
        sent=sent,
        opens=opens,
        decision=decision if decided and decided <= until else "",
        decided=decided if decided <= until else "",
        ended=ended if ended <= until else "",
        destroyed=destroyed if destroyed <= until else "",
    )


def _titles(found: str) -> Both:
    titles = json.loads(found)
    return Both("; ".join(ru for ru, _en in titles), "; ".join(en for _ru, en in titles))
