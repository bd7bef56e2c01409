# SPDX-License-Identifier: Apache-2.0
"""What a client on whose assignment we process is told: of a request, a leak, a new sub-processor, a destruction.

Each has the term of the assignment, a paper, and the moment, way and proof with which it left.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from desk.clocks import legal_time
from desk.domain.clients import OBJECTION_RULE, ClientNotice, NoticeKind, Objection
from desk.domain.days import day_of
from desk.domain.kinds import Channel
from desk.domain.paper import Draft
from desk.domain.request import PaperBrief
from desk.domain.said import proof_asked
from desk.domain.timeline import EventKind
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.assignment.client_terms import (
    due_to_tell,
    end_notice_terms,
    meet_end,
    open_notice_term,
    open_objection_term,
    running_on,
)
from desk.services.checks import check_done, check_past, check_past_day, clean_text, required
from desk.services.desk import Desk, writes
from desk.services.entries import existing
from desk.services.events import add_event
from desk.services.files import keep_file
from desk.services.paper.issuing import issue
from desk.services.paper.voiding import void
from desk.services.request.cases import refresh
from desk.services.sequence import check_hour
from desk.services.terms import RUNNING, iso, stamp
from desk.storage import models

_ROWS = """
SELECT n.id, n.client, c.code, c.name_ru, c.name_en, n.kind, n.known,
 (SELECT t.due FROM deadline t WHERE t.client_notice = n.id AND t.dropped IS NULL
  AND t.rule <> 'client.objection' ORDER BY t.id DESC LIMIT 1),
 EXISTS (SELECT 1 FROM deadline t WHERE t.client_notice = n.id AND t.dropped IS NULL
  AND t.met IS NULL AND t.due_moment <= ?1),
 n.request, coalesce(r.number, ''), n.destruction, n.recipient, coalesce(p.name_ru, ''),
 coalesce(p.name_en, ''), coalesce(n.object_until, ''), n.outcome, coalesce(n.outcome_on, ''),
 n.document, coalesce(d.number, ''), coalesce(n.sent, ''), n.way, n.proof, n.attachment
FROM client_notice n JOIN client c ON c.id = n.client LEFT JOIN request r ON r.id = n.request
 LEFT JOIN recipient p ON p.id = n.recipient LEFT JOIN document d ON d.id = n.document
WHERE n.dropped IS NULL AND {where} ORDER BY n.sent IS NOT NULL, n.id DESC LIMIT 1000"""


def client_notices(desk: Desk, client: int = 0, request: int = 0) -> list[ClientNotice]:
    """The notices to a client, on a request, or all of them; those that have not left come first."""
    where = "(?2 = 0 OR n.client = ?2) AND (?3 = 0 OR n.request = ?3)"
    rows = desk.database.execute_sql(
        _ROWS.format(where=where), (stamp(desk.now()), client, request)
    ).fetchall()
    return [_view(desk, row) for row in rows]


def client_notice(desk: Desk, id: int) -> ClientNotice:
    """One notice; refuses when there is none or it was dropped."""
    rows = desk.database.execute_sql(
        _ROWS.format(where="n.id = ?2"), (stamp(desk.now()), id)
    ).fetchall()
    if not rows:
        raise Refusal(N_("There is no such notice to a client."))
    return _view(desk, rows[0])


def notice_of_paper(desk: Desk, document: int) -> ClientNotice:
    """The notice an issued paper is."""
    row = models.ClientNotice.get_or_none(models.ClientNotice.document_id == document)
    if row is None:
        raise Refusal(N_("There is no such notice to a client."))
    return client_notice(desk, row.id)


def own_too(_desk: Desk, notice: ClientNotice) -> bool:
    """Whether part of the request is about data we process ourselves."""
    demand = models.Demand
    ours = demand.select().where(
        demand.request == notice.request, demand.client_id.is_null(), demand.state != "dropped"
    )
    return notice.request is not None and bool(ours.exists())


def _local(desk: Desk, text: str | None) -> str:
    """A kept day, or a kept moment in the legal time."""
    if not text or "T" not in text:
        return text or ""
    moment = datetime.fromisoformat(text).astimezone(legal_time(desk.zone))
    return moment.isoformat(timespec="minutes")


def _view(desk: Desk, row: Sequence[Any]) -> ClientNotice:
    id, client, code, name_ru, name_en, kind, known, due, overdue, *about = row
    request, number, destruction, recipient, named_ru, named_en, until, outcome, on, *left = about
    document, paper, sent, way, proof, attachment = left
    return ClientNotice(
        id=id, client=client, client_code=code, client_name=Both(name_ru, name_en),
        kind=NoticeKind(kind), known=_local(desk, known), due=_local(desk, due), overdue=bool(overdue), request=request,
        request_number=number, destruction=destruction, recipient=recipient,
        recipient_name=Both(named_ru, named_en), object_until=until,
        outcome=Objection(outcome) if outcome else None, outcome_on=on, document=document,
        paper_number=paper, sent=_local(desk, sent), way=way, proof=proof, attachment=attachment,
    )  # fmt: skip


@writes("client", "deadline")
def report_leak(desk: Desk, client: int, found: datetime) -> int:
    """Record the moment a leak of a client's data came to be known; the term to tell the client runs."""
    row = _client(client)
    moment = check_past(found, desk.now(), "found")
    return _open(desk, row, NoticeKind.LEAK, moment)


@writes("client", "deadline")
def announce_sub_processor(
    desk: Desk, client: int, recipient: int, starts: date, object_until: date | None = None
) -> int:
    """Record that a sub-processor is to be engaged from a day; until when the client may object."""
    row = _client(client)
    known = models.Recipient.get_or_none(models.Recipient.id == recipient)
    if known is None or known.retired or not known.country_confirmed:
        raise AtField(
            N_("Choose a recipient from the register whose name and country are confirmed."),
            field="recipient",
        )
    if starts < desk.today():
        raise Refusal(
            N_("The client is notified of a sub-processor before it starts: choose a future date."),
            field="starts",
        )
    until = object_until or _objection_day(desk, row, starts)
    if until is not None and not desk.today() <= until <= starts:
        raise Refusal(
            N_(
                "The client’s deadline for objecting must be before the sub-processor starts: choose an earlier date."
            ),
            field="object_until",
        )
    columns = {"recipient_id": recipient, "object_until": until.isoformat() if until else None}
    return _open(desk, row, NoticeKind.SUB_PROCESSOR, starts, **columns)


def _objection_day(desk: Desk, client: models.Client, starts: date) -> date | None:
    """The last day before it begins, where the assignment gives the client days to object."""
    return max(desk.today(), starts - timedelta(1)) if client.sub_term else None


@writes("client", "deadline")
def report_destruction(desk: Desk, client: int, destruction: int) -> int:
    """Record that data of a client were destroyed, as the act of a destruction says."""
    row = _client(client)
    found = models.Destruction.get_or_none(models.Destruction.id == destruction)
    if found is None or found.act_id is None or found.done is None or found.state == "void":
        raise Refusal(
            N_("The notice does not refer to an act. Draw up the act of destruction first."),
            field="destruction",
        )
    day = date.fromisoformat(found.done)
    return _open(desk, row, NoticeKind.DESTRUCTION, day, destruction_id=destruction)


def destructions_to_tell(desk: Desk) -> list[tuple[int, str, str]]:
    """Destructions that have an act: id, number and day, the newest first."""
    rows = desk.database.execute_sql(
        "SELECT id, number, done FROM destruction WHERE act IS NOT NULL AND done IS NOT NULL"
        " AND state <> 'void' ORDER BY id DESC LIMIT 200"
    ).fetchall()
    return [(int(id), number, done) for id, number, done in rows]


def open_request_notice(desk: Desk, client: int, request: models.Request) -> int:
    """Let the term run in which a request is passed to a client; once for each of its clients."""
    for each in client_notices(desk, client, request.id):
        return each.id
    received = datetime.fromisoformat(request.received)
    return _open(desk, _client(client), NoticeKind.REQUEST, received, request_id=request.id)


def _client(id: int) -> models.Client:
    row = models.Client.get_or_none(models.Client.id == id)
    if row is None or row.retired:
        raise AtField(N_("Choose the client."), field="client")
    return row


def _open(
    desk: Desk,
    client: models.Client,
    kind: NoticeKind,
    known: date | datetime,
    **columns: object,
) -> int:
    due = due_to_tell(desk, client, kind.value, known)
    made = models.ClientNotice.create(
        client=client.id, kind=kind.value, known=iso(known), **columns
    )
    open_notice_term(desk, made, due)
    desk.record(
        "client_notice.opened",
        f"client/{client.code}",
        notice_kind=kind,
        due=iso(due.due) if due else "",
    )
    return int(made.id)


@writes("client", "paper", "request", "deadline")
def issue_client_notice(desk: Desk, id: int, draft: Draft) -> PaperBrief:
    """Issue the paper of a notice."""
    notice = _unsent(id)
    if notice.document_id is not None:
        raise Refusal(N_("This notice already has its paper."))
    paper = issue(desk, draft)
    models.ClientNotice.update(document_id=paper.id).where(models.ClientNotice.id == id).execute()
    return paper


@writes("client", "request", "deadline")
def record_client_told(
    desk: Desk,
    id: int,
    at: date,
    way: Channel,
    proof: str,
    file: tuple[str, bytes] | None = None,
) -> None:
    """Record when, how and with which proof a notice left; the term to tell the client ends with it."""
    notice = _unsent(id)
    if notice.document_id is None:
        raise Refusal(N_("The notice has not been issued yet."))
    moment = check_done(at, desk.now(), desk.today(), "at")
    paper = models.Document.get_by_id(notice.document_id)
    check_hour(moment, models.Deadline.select().where(running_on(id)))
    if day_of(iso(moment), desk.zone) < date.fromisoformat(paper.day):
        raise Refusal(N_("The letter cannot be sent before it was written."), field="at")
    proof = clean_text(proof, "proof", "note")
    if not proof and file is None:
        raise Refusal(proof_asked(way), field="proof")
    attachment = _keep(desk, notice, file) if file is not None else None
    models.ClientNotice.update(
        sent=iso(moment), way=Channel(way).value, proof=proof, attachment_id=attachment
    ).where(models.ClientNotice.id == id).execute()
    end_notice_terms(id, iso(moment), rules=(f"client.{notice.kind}",))
    client = models.Client.get_by_id(notice.client_id)
    if notice.kind == NoticeKind.SUB_PROCESSOR and notice.object_until:
        open_objection_term(desk, client, notice, date.fromisoformat(notice.object_until))
    if notice.kind == NoticeKind.DESTRUCTION and (client.until or "9") <= notice.known:
        meet_end(desk, client.id)
    _told_on_request(desk, notice, proof, attachment, moment)
    desk.record(
        "client_notice.sent",
        f"client/{client.code}",
        notice_kind=NoticeKind(notice.kind),
        at=moment,
        way=way,
        paper=paper.number,
    )


def _keep(desk: Desk, notice: models.ClientNotice, file: tuple[str, bytes]) -> int:
    """The proof, beside the record by which an erasure finds it."""
    if notice.destruction_id is not None:
        return keep_file(
            desk, notice.destruction_id, *file, "dispatch_proof",
            document=notice.document_id, owner="destruction",
        )  # fmt: skip
    return keep_file(desk, notice.request_id, *file, "dispatch_proof", document=notice.document_id)


def _told_on_request(
    desk: Desk,
    notice: models.ClientNotice,
    proof: str,
    attachment: int | None,
    moment: date,
) -> None:
    if notice.request_id is None:
        return
    add_event(
        desk, notice.request_id, EventKind.CLIENT_TOLD, proof,
        document=notice.document_id, attachment=attachment, at=moment,
    )  # fmt: skip
    refresh(desk, notice.request_id)


@writes("client", "deadline")
def record_objection(desk: Desk, id: int, outcome: Objection, on: date) -> None:
    """Record what a client said to a new sub-processor, or that it kept silent until its day."""
    notice = _living(id)
    if notice.kind != NoticeKind.SUB_PROCESSOR or notice.sent is None:
        raise Refusal(N_("First notify the client of the new sub-processor."))
    day = check_past_day(on, desk.today(), "on")
    if day < day_of(notice.sent, desk.zone):
        raise Refusal(N_("The client cannot answer before the notice was sent."), field="on")
    waits = notice.object_until is None or day.isoformat() < notice.object_until
    if outcome is Objection.SILENT and waits:
        raise Refusal(N_("The client may still object."), field="outcome")
    models.ClientNotice.update(outcome=outcome.value, outcome_on=day.isoformat()).where(
        models.ClientNotice.id == id
    ).execute()
    end_notice_terms(id, stamp(desk.now()), rules=(OBJECTION_RULE,))
    desk.record(
        "client_notice.answered",
        _ref(notice),
        objection=outcome,
        on=day,
        recipient=_recipient(notice),
    )


def _recipient(notice: models.ClientNotice) -> str:
    return f"recipient/{models.Recipient.get_by_id(notice.recipient_id).code}"


@writes("client", "paper", "request", "deadline")
def drop_client_notice(desk: Desk, id: int, reason: str) -> None:
    """Take back a notice that was a mistake; its paper is void, its terms end."""
    notice = _living(id)
    reason = required(reason, "reason")
    if notice.request_id is not None:
        raise Refusal(N_("This notice belongs to a request: state there that the data are ours."))
    if notice.document_id is not None:
        void(desk, notice.document_id, reason)
    drop_notice(desk, id)
    desk.record(
        "client_notice.dropped", _ref(notice), notice_kind=NoticeKind(notice.kind), reason=reason
    )


def drop_notice(desk: Desk, id: int) -> None:
    """Take a notice out inside an act."""
    moment, deadline = stamp(desk.now()), models.Deadline
    models.ClientNotice.update(dropped=moment).where(models.ClientNotice.id == id).execute()
    deadline.update(dropped=moment).where(deadline.client_notice_id == id, RUNNING).execute()


def paper_void(desk: Desk, document: int) -> None:
    """A notice whose paper is void has not left: what it met runs again, inside that act."""
    notice = models.ClientNotice.get_or_none(models.ClientNotice.document_id == document)
    if notice is None:
        return
    models.ClientNotice.update(
        document_id=None, sent=None, way="", proof="", attachment_id=None
    ).where(models.ClientNotice.id == notice.id).execute()
    deadline = models.Deadline
    deadline.update(met=None).where(
        deadline.client_notice_id == notice.id, deadline.rule == f"client.{notice.kind}"
    ).execute()
    deadline.update(dropped=stamp(desk.now())).where(
        deadline.client_notice_id == notice.id, deadline.rule == OBJECTION_RULE
    ).execute()


def _living(id: int) -> models.ClientNotice:
    notice = existing(models.ClientNotice, id)
    if notice.dropped is not None:
        raise Refusal(N_("There is no such notice to a client."))
    return notice


def _unsent(id: int) -> models.ClientNotice:
    notice = _living(id)
    if notice.sent is not None:
        raise Refusal(N_("This notice has already been sent."))
    return notice


def _ref(notice: models.ClientNotice) -> str:
    return f"client/{models.Client.get_by_id(notice.client_id).code}"
