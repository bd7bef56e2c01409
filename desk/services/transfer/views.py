# SPDX-License-Identifier: Apache-2.0
"""A transfer as its record shows it: the answer of the day, its notices, what happened, what a ban asks for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from desk.domain.assessments import AssessmentView
from desk.domain.countries import RUSSIA, both_names
from desk.domain.recipient_information import Information, InformationItem, told_by
from desk.domain.timeline import EventKind
from desk.domain.transfers import (
    BANS,
    Aftermath,
    Decision,
    InquiryView,
    NoticeView,
    StopBrief,
    Transfer,
    TransferGround,
    TransferRow,
    TransferView,
)
from desk.domain.values import Both, Moment
from desk.errors import N_, Told
from desk.services.desk import Desk, note_shown
from desk.services.entries import existing
from desk.services.files import attached
from desk.services.rows import TERM_COLUMNS, KeptTerm
from desk.services.terms import deadline_view
from desk.services.transfer.assessments import assessments_of
from desk.services.transfer.links import papers_of
from desk.services.transfer.listing import transfer_rows
from desk.services.transfer.parts import ended_for
from desk.services.transfer.recipient_information import information_of
from desk.storage import models

_BANNED = "R37"


def transfer_of(row: models.Transfer) -> Transfer:
    """A row of the register as a value."""
    return Transfer(
        id=row.id,
        code=row.code,
        purpose=row.purpose_code,
        recipient=row.recipient_id,
        country=row.country,
        categories=tuple(json.loads(row.categories)),
        groups=tuple(json.loads(row.groups)),
        ground=TransferGround(row.ground),
        since=row.since,
        until=row.until or "",
        country_because=row.country_because,
        ground_words=Both(row.ground_ru, row.ground_en),
        way=Both(row.way_ru, row.way_en),
        safeguards=Both(row.safeguards_ru, row.safeguards_en),
        limited=Both(row.limited_ru, row.limited_en),
        vital_since=row.vital_since or "",
        vital_because=row.vital_because,
    )


def transfer_view(desk: Desk, id: int, language: str = "") -> TransferView:
    """Everything the record of one transfer shows, with the answer of today."""
    kept = existing(models.Transfer, id)
    transfer = transfer_of(kept)
    (row,) = transfer_rows(desk, [id], language=language)
    notices = notices_of(desk, id, language)
    told = [
        each for each in information_of(desk, [row.recipient_id]) if each.country == row.country
    ]
    rated = assessments_of(desk, id)
    note_shown(desk, "record.opened", f"transfer/{kept.code}")
    return TransferView(
        row=row,
        transfer=transfer,
        categories=_titles(desk, "category", transfer.categories),
        groups=_titles(desk, "subject_group", transfer.groups),
        notices=notices,
        timeline=tuple(
            sorted(
                (*_prepared(told, rated), *_moments(row, transfer, notices)),
                key=lambda each: each.at,
            )
        ),
        warnings=tuple(_warnings(desk, transfer)),
        aftermath=_aftermath(desk, row, notices, language),
        papers=papers_of(desk, id, row.recipient_id, row.country),
        information=tuple(told),
        lacks=_lacks(desk, row, told),
        assessments=rated,
        ended_for=ended_for(desk, id) if transfer.ground is TransferGround.CONSENT else (),
    )


def _lacks(
    desk: Desk, row: TransferRow, told: Iterable[Information]
) -> tuple[InformationItem, ...]:
    """What the recipient still has to tell; what is over asks for nothing."""
    if row.country == RUSSIA or row.over:
        return ()
    today = desk.today()
    listed = desk.states.listed(row.country, today)
    return told_by(told, today.isoformat()).lacks(listed=listed)


def _prepared(told: Iterable[Information], rated: Iterable[AssessmentView]) -> Iterator[Moment]:
    """What came before the notice: information and assessments that are not void."""
    for answer in told:
        if not answer.void:
            yield Moment(answer.came, EventKind.RECIPIENT_TOLD, answer.source)
    for each in rated:
        if not each.void:
            yield Moment(each.assessed, EventKind.ASSESSED, each.code)


def _titles(desk: Desk, table: str, codes: Sequence[str]) -> tuple[Both, ...]:
    rows = desk.database.execute_sql(
        f"SELECT title_ru, title_en FROM {table} WHERE code IN (SELECT value FROM json_each(?))"  # noqa: S608 -- names are ours
        " ORDER BY id",
        (json.dumps(codes),),
    ).fetchall()
    return tuple(Both(*row) for row in rows)


_NOTICES = (
    "SELECT n.id, n.code, n.assessed_on, n.sent_on, coalesce(n.received_on, ''), n.rkn_number,"  # noqa: S608 -- names of columns are ours
    " n.rkn_key, n.decision, coalesce(n.decided_on, ''), n.decision_ref, coalesce(n.void_on, ''),"
    " n.void_because, coalesce((SELECT code FROM transfer_assessment e WHERE e.id = n.assessment), ''),"
    " coalesce(n.document, 0),"
    " (SELECT json_group_array(json_array(id, code)) FROM (SELECT t.id, t.code FROM"
    "  transfer_notice_item i JOIN transfer t ON t.id = i.transfer WHERE i.notice = n.id ORDER BY t.id)),"
    " (SELECT json_group_array(json_array(id, asked_on, coalesce(answered_on, ''))) FROM"
    "  (SELECT * FROM transfer_inquiry WHERE notice = n.id ORDER BY asked_on, id)),"
    f" (SELECT json_group_array(json_array(transfer_inquiry, {TERM_COLUMNS})) FROM deadline"
    "  WHERE transfer_inquiry IN (SELECT id FROM transfer_inquiry WHERE notice = n.id)),"
    " (SELECT json_group_array(json_array(id, name, media_type, size, role)) FROM"
    "  (SELECT a.id, a.name, a.media_type, b.size, a.role FROM attachment a"
    "   JOIN blob b ON b.sha256 = a.blob WHERE a.transfer_notice = n.id ORDER BY a.id))"
    " FROM transfer_notice n WHERE n.id IN "
)
_OF_TRANSFER = (
    "(SELECT notice FROM transfer_notice_item WHERE transfer = ?) ORDER BY n.sent_on, n.id"
)


def notices_of(desk: Desk, transfer: int, language: str = "") -> tuple[NoticeView, ...]:
    """The notices on a transfer, the oldest first, void ones too."""
    rows = desk.database.execute_sql(_NOTICES + _OF_TRANSFER, (transfer,)).fetchall()
    return tuple(_notice(desk, row, language or "ru") for row in rows)


def notice_view(desk: Desk, id: int, language: str = "") -> NoticeView:
    """One notice with everything that followed."""
    existing(models.TransferNotice, id)
    row = desk.database.execute_sql(f"{_NOTICES}(?)", (id,)).fetchone()
    return _notice(desk, row, language or "ru")


def _notice(desk: Desk, row: Sequence[str], language: str) -> NoticeView:
    *plain, transfers, inquiries, terms, files = row
    id, code, assessed, sent, received, number, key, decision, decided, ref, void, because = plain[
        :12
    ]
    due = {
        each[0]: deadline_view(desk, KeptTerm._make(each[1:]), language)
        for each in json.loads(terms)
    }
    return NoticeView(
        id=int(id),
        code=code,
        transfers=tuple((each[0], each[1]) for each in json.loads(transfers)),
        assessed=assessed,
        sent=sent,
        received=received,
        number=number,
        key=key,
        decision=Decision(decision) if decision else None,
        decided=decided,
        reference=ref,
        void=void,
        void_because=because,
        inquiries=tuple(
            InquiryView(each[0], each[1], each[2], due.get(each[0]))
            for each in json.loads(inquiries)
        ),
        files=tuple(attached(each) for each in json.loads(files)),
        assessment=plain[12],
        paper=int(plain[13]),
    )


def _moments(
    row: TransferRow, transfer: Transfer, notices: Iterable[NoticeView]
) -> Iterator[Moment]:
    """What happened, each on the day it did in law."""
    for notice in notices:
        if notice.void:
            yield Moment(notice.sent, EventKind.NOTICE_FILED, notice.number)
            yield Moment(notice.void, EventKind.NOTICE_VOID, notice.void_because)
            continue
        if not notice.assessment:
            yield Moment(notice.assessed, EventKind.ASSESSED)
        yield Moment(notice.sent, EventKind.NOTICE_FILED, notice.number)
        if notice.received:
            yield Moment(notice.received, EventKind.NOTICE_RECEIVED)
        yield from _replies(notice)
    if transfer.vital_since:
        yield Moment(transfer.vital_since, EventKind.VITAL, transfer.vital_because)
    yield Moment(transfer.since, EventKind.TRANSFER_SINCE)
    if transfer.until:
        yield Moment(transfer.until, EventKind.TRANSFER_UNTIL)
    if row.retired:
        yield Moment(row.retired, EventKind.TRANSFER_RETIRED)


def _replies(notice: NoticeView) -> Iterator[Moment]:
    """What Roskomnadzor asked and decided."""
    for inquiry in notice.inquiries:
        yield Moment(inquiry.asked, EventKind.RKN_ASKED)
        if inquiry.answered:
            yield Moment(inquiry.answered, EventKind.RKN_ANSWERED)
    if notice.decision is not None:
        yield Moment(notice.decided, EventKind(f"rkn_{notice.decision}"), notice.reference)


def _warnings(desk: Desk, transfer: Transfer) -> Iterator[Told]:
    recipient = existing(models.Recipient, transfer.recipient)
    if recipient.country != transfer.country and not transfer.country_because:
        yield Told(
            N_("The register now gives another country for the recipient: {country}."),
            country=both_names(recipient.country),
        )
    newer = desk.states.change(transfer.country, desk.today())
    if newer is not None:
        yield Told(
            N_(
                "A newer list of states includes this country from {day}: there is no waiting period."
            )
            if transfer.country in newer.states
            else N_(
                "A newer list of states no longer includes this country from {day}: a waiting period follows the notice."
            ),
            day=newer.since,
        )


_LETTERS = (
    "SELECT d.id, d.number, coalesce(l.sent, ''), coalesce(l.confirmed, '') FROM stop_letter l"
    " JOIN destruction d ON d.id = l.destruction WHERE l.recipient = ? AND l.dropped IS NULL"
    " AND d.cause = 'transfer_ban' AND d.state <> 'void' AND l.written >= ? ORDER BY l.id"
)


def _aftermath(
    desk: Desk, row: TransferRow, notices: Iterable[NoticeView], language: str
) -> Aftermath | None:
    """What the first ban asks for; nothing while there is none."""
    bans = [each.decided for each in notices if each.decision in BANS and not each.void]
    if not bans:
        return None
    decided = min(bans)
    letters = desk.database.execute_sql(_LETTERS, (row.recipient_id, decided)).fetchall()
    return Aftermath(
        decided=decided,
        duty=desk.rules.find(_BANNED, date.fromisoformat(decided)).title.of(language or "ru"),
        stopped=row.over,
        letters=tuple(StopBrief(*each) for each in letters),
    )
