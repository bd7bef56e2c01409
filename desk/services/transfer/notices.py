# SPDX-License-Identifier: Apache-2.0
"""Roskomnadzor's cycle on transfers: file a notice, record its receipt, questions, answers and the decision.

Every act is checked against all that is recorded of the notice already, so that its days stay in order.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desk.domain.countries import RUSSIA
from desk.domain.transfer import Decision, Notice, Pause, check_notice
from desk.domain.transfers import BANS, Filing
from desk.errors import N_, AtField, Refusal
from desk.services.checks import clean_line, required
from desk.services.desk import Desk, writes
from desk.services.entries import existing, new_code
from desk.services.files import keep_file
from desk.services.request.handling import extend_term
from desk.services.terms import RUNNING, Planned, insert_terms, iso, stamp
from desk.services.transfer.flows import notices
from desk.services.transfer.links import resolved
from desk.services.transfer.views import notice_view
from desk.storage.models import (
    Deadline,
    Document,
    Transfer,
    TransferAssessment,
    TransferInquiry,
    TransferNotice,
    TransferNoticeItem,
)

__all__ = [
    "add_notice_file",
    "extend_inquiry",
    "file_notice",
    "notice_id",
    "notice_view",
    "record_answer",
    "record_decision",
    "record_inquiry",
    "record_receipt",
    "void_notice",
]

_ASKED = "R32"


def notice_id(code: str) -> int:
    """The id behind the code of a notice; refuses when there is none."""
    wanted = code.strip().removeprefix("transfer_notice/")
    row = TransferNotice.get_or_none(TransferNotice.code == wanted)
    if row is None:
        raise Refusal(N_("There is no notice “{code}”."), field="notice", code=wanted[:40])
    return int(row.id)


@writes("transfer")
def file_notice(desk: Desk, filing: Filing) -> int:
    """Record a notice on one or more transfers abroad and return its id."""
    filing = resolved(desk, filing)
    assessed = _checked(desk, filing)
    transfers = _transfers(filing)
    code = new_code(TransferNotice, "n")
    id = int(
        TransferNotice.insert(
            code=code,
            assessed_on=assessed.isoformat(),
            sent_on=filing.sent.isoformat(),
            received_on=filing.received.isoformat() if filing.received else None,
            rkn_number=clean_line(filing.number, "number", "name"),
            rkn_key=clean_line(filing.key, "key", "name"),
            assessment_id=filing.assessment or None,
            document_id=filing.paper or None,
        ).execute()
    )
    TransferNoticeItem.insert_many(
        [{"notice": id, "transfer": each.id} for each in transfers]
    ).execute()
    desk.record(
        "transfer_notice.filed",
        f"transfer_notice/{code}",
        transfers=[f"transfer/{each.code}" for each in transfers],
        on=filing.sent,
        assessment=_ref(filing.assessment),
        papers=[_number(filing.paper)] if filing.paper else [],
    )
    return id


def _checked(desk: Desk, filing: Filing) -> date:
    """The day of the assessment; days out of order are refused at the field the day came from."""
    assert filing.assessed is not None
    try:
        check_notice(Notice(filing.sent, filing.assessed, filing.received), desk.today())
    except Refusal as refusal:
        if refusal.field != "assessed" or not filing.assessment:
            raise
        refusal.field = "paper" if filing.paper else "assessment"
        raise
    return filing.assessed


def _ref(assessment: int) -> str:
    return f"assessment/{existing(TransferAssessment, assessment).code}" if assessment else ""


def _number(paper: int) -> str:
    return existing(Document, paper).number or ""


def _transfers(filing: Filing) -> list[Transfer]:
    """The transfers a notice is about; refuses those that none can be filed on."""
    wanted = list(dict.fromkeys(filing.transfers))
    found = list(Transfer.select().where(Transfer.id.in_(wanted)).order_by(Transfer.id))
    if not wanted or len(found) < len(wanted):
        raise AtField(N_("Choose the transfers the notice is about."), field="transfers")
    banned = _banned(wanted)
    for each in found:
        if each.country == RUSSIA:
            message = N_("Transfer {code} stays in Russia: no notice is filed on it.")
        elif each.retired or (each.until and each.until < filing.sent.isoformat()):
            message = N_("Transfer {code} had ended by that date.")
        elif each.id in banned:
            message = N_(
                "Roskomnadzor stopped transfer {code}: anything different is a separate transfer."
            )
        else:
            continue
        raise Refusal(message, field="transfers", code=each.code)
    return found


def _banned(transfers: list[int]) -> set[int]:
    """Those of the transfers that Roskomnadzor stopped."""
    model = TransferNoticeItem
    rows = model.select(model.transfer).join(TransferNotice)
    return {
        row.transfer_id
        for row in rows.where(
            model.transfer.in_(transfers),
            TransferNotice.void_on.is_null(),
            TransferNotice.decision.in_(BANS),
        )
    }


def _living(id: int) -> TransferNotice:
    row = existing(TransferNotice, id)
    if row.void_on:
        raise Refusal(N_("This notice is void: nothing more can be done with it."))
    return row


def _told(desk: Desk, row: TransferNotice) -> Notice:
    """What is recorded of a notice, as the domain checks it."""
    return notices(desk, [row.id])[row.id]


@writes("transfer")
def record_receipt(desk: Desk, id: int, on: date, number: str = "", key: str = "") -> None:
    """Record the day Roskomnadzor received the notice, with the number and key its portal gave."""
    row = _living(id)
    check_notice(replace(_told(desk, row), received=on), desk.today())
    TransferNotice.update(
        received_on=on.isoformat(),
        rkn_number=clean_line(number, "number", "name") or row.rkn_number,
        rkn_key=clean_line(key, "key", "name") or row.rkn_key,
    ).where(TransferNotice.id == id).execute()
    desk.record("transfer_notice.received", f"transfer_notice/{row.code}", on=on)


@writes("transfer", "deadline")
def record_inquiry(desk: Desk, id: int, asked: date) -> int:
    """Record that Roskomnadzor asked for information; opens R32 and lets the wait stand still.

    Returns the id of the question.
    """
    row = _living(id)
    told = _told(desk, row)
    if any(pause.until is None for pause in told.pauses):
        raise Refusal(N_("The previous question has not been answered yet."), field="asked")
    check_notice(replace(told, pauses=(*told.pauses, Pause(asked))), desk.today())
    question = int(TransferInquiry.insert(notice=id, asked_on=asked.isoformat()).execute())
    rule = desk.rules.find(_ASKED, asked)
    due = desk.rules.due(rule, asked, desk.zone)
    insert_terms(
        desk, question, [Planned(None, rule.pack, due)], [], desk.zone, owner="transfer_inquiry"
    )
    desk.record(
        "transfer_notice.asked",
        f"transfer_notice/{row.code}",
        on=asked,
        terms=[{"rule": rule.id, "due": iso(due.due)}],
    )
    return question


@writes("transfer", "deadline")
def extend_inquiry(desk: Desk, id: int, reason: str) -> None:
    """Extend the term of the open question, once, by a reasoned notice to Roskomnadzor."""
    row, question = _asked(id, "reason")
    reason = required(reason, "reason")
    term = Deadline.get(Deadline.transfer_inquiry_id == question.id)
    if term.extended is not None:
        raise AtField(N_("This deadline has already been extended."), field="reason")
    if term.due_moment <= stamp(desk.now()):
        raise Refusal(N_("The deadline has passed: it can no longer be extended."), field="reason")
    moved = extend_term(desk, term, reason, desk.now())
    desk.record(
        "transfer_notice.extended", f"transfer_notice/{row.code}", terms=[moved], reason=reason
    )


@writes("transfer", "deadline")
def record_answer(desk: Desk, id: int, answered: date) -> None:
    """Record the day the operator answered; the wait runs on from the next."""
    row, question = _asked(id, "answered")
    told = _told(desk, row)
    pauses = tuple(
        replace(each, until=answered) if each.until is None else each for each in told.pauses
    )
    check_notice(replace(told, pauses=pauses), desk.today())
    TransferInquiry.update(answered_on=answered.isoformat()).where(
        TransferInquiry.id == question.id
    ).execute()
    _end_terms(id, met=answered.isoformat())
    desk.record("transfer_notice.answered", f"transfer_notice/{row.code}", on=answered)


def _asked(id: int, field: str) -> tuple[TransferNotice, TransferInquiry]:
    """The notice and the question on it that waits for its answer."""
    row = _living(id)
    question = TransferInquiry.get_or_none(
        TransferInquiry.notice == id, TransferInquiry.answered_on.is_null()
    )
    if question is None:
        raise Refusal(N_("No question from Roskomnadzor is waiting for an answer."), field=field)
    return row, question


def _end_terms(id: int, **how: str) -> None:
    """End the running terms of the questions on a notice."""
    questions = TransferInquiry.select(TransferInquiry.id).where(TransferInquiry.notice == id)
    Deadline.update(**how).where(
        Deadline.transfer_inquiry_id.in_(questions),
        RUNNING,
    ).execute()


@writes("transfer")
def record_decision(
    desk: Desk, id: int, decision: Decision, decided: date, reference: str = ""
) -> None:
    """Record what Roskomnadzor decided; “no objection” may still be followed by a ban, a ban by nothing."""
    row = _living(id)
    told = _told(desk, row)
    if told.decision in BANS:
        raise Refusal(N_("Roskomnadzor’s decision has already been recorded."), field="decision")
    check_notice(replace(told, decision=decision, decided=decided), desk.today())
    TransferNotice.update(
        decision=decision,
        decided_on=decided.isoformat(),
        decision_ref=clean_line(reference, "reference", "name"),
    ).where(TransferNotice.id == id).execute()
    desk.record(
        "transfer_notice.decided",
        f"transfer_notice/{row.code}",
        decision=decision.value,
        on=decided,
    )


@writes("transfer", "deadline")
def void_notice(desk: Desk, id: int, reason: str) -> None:
    """Take a notice out that was recorded by mistake: nothing flows by it, and it stays readable."""
    row = _living(id)
    reason = required(reason, "reason")
    TransferNotice.update(void_on=desk.today().isoformat(), void_because=reason).where(
        TransferNotice.id == id
    ).execute()
    _end_terms(id, dropped=stamp(desk.now()))
    desk.record("transfer_notice.voided", f"transfer_notice/{row.code}", reason=reason)


@writes("transfer")
def add_notice_file(desk: Desk, id: int, name: str, content: bytes) -> int:
    """Keep a file beside a notice, such as a print of the portal's receipt or a decision."""
    row = _living(id)
    kept = keep_file(desk, id, name, content, "evidence", owner="transfer_notice")
    desk.record("transfer_notice.file", f"transfer_notice/{row.code}", size=len(content))
    return kept
