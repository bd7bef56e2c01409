# SPDX-License-Identifier: Apache-2.0
"""Letters that tell processors and recipients to stop and destroy, and what they confirmed.

Art. 20 (3) asks for reasonable measures to tell those who got the data; Art. 21 makes the operator see to
it that a processor stops and destroys, so what lies at a processor counts as destroyed when it confirms.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from desk.domain.act_papers import NoticeThirdPartyFacts
from desk.domain.destruction import DestructionState, DestructionStep
from desk.domain.destruction import StopLetter as LetterView
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Addressee, Draft
from desk.domain.timeline import EventKind
from desk.domain.values import Both, Missing
from desk.errors import N_, AtField, Refusal
from desk.services.assignment.views import contract_with
from desk.services.checks import check_iso_date, check_past_day, clean_text, required
from desk.services.desk import Desk, writes
from desk.services.destruction.plans import find
from desk.services.destruction.terms import allow, load_case, refresh
from desk.services.destruction.words import basis_of, names_of
from desk.services.entries import categories_of
from desk.services.events import add_event
from desk.services.files import keep_file
from desk.services.paper.facts import base_facts
from desk.services.paper.papers import completed, issue
from desk.services.paper.seals import seal_file
from desk.services.paper.voiding import void
from desk.services.register.recipients import PROPOSED
from desk.services.terms import stamp
from desk.storage.models import Destruction, DestructionItem, Holding, Recipient, StopLetter

DESTROY = "destroy"
ACTIONS = (DESTROY, "stop", "block", "correct")
_PURPOSES = """
SELECT DISTINCT r.id FROM destruction_item i JOIN holding h ON h.id = i.holding
 JOIN purpose p ON p.id = h.purpose JOIN recipient r ON r.retired IS NULL
 JOIN json_each(r.purposes) e ON e.value = p.code
WHERE i.destruction = ?1 AND i.dropped IS NULL AND r.role IN ('processor', 'recipient')
UNION SELECT processor FROM destruction_item
WHERE destruction = ?1 AND dropped IS NULL AND processor IS NOT NULL ORDER BY 1"""


def receivers(desk: Desk, id: int) -> list[int]:
    """Processors and recipients that have what goes and were not asked yet to destroy it."""
    written = {
        row.recipient_id
        for row in StopLetter.select(StopLetter.recipient).where(
            StopLetter.destruction == id,
            StopLetter.action == DESTROY,
            StopLetter.dropped.is_null(),
        )
    }
    rows = desk.database.execute_sql(_PURPOSES, (id,)).fetchall()
    return [int(row[0]) for row in rows if row[0] not in written]


@writes("destruction", "paper")
def write_stop_letters(
    desk: Desk,
    id: int,
    recipients: Sequence[int],
    confirm_by: date,
    mode: LanguageMode,
    action: str = "destroy",
    passages: Mapping[str, Both] | None = None,
) -> list[int]:
    """Issue one letter to each recipient, with the date to confirm by; returns the letters."""
    row = find(id)
    case = load_case(desk, id)
    allow(case, DestructionStep.STOP_LETTERS)
    if action not in ACTIONS:
        raise AtField(N_("Choose what is requested."), field="action")
    if action == DESTROY and case.held:
        raise Refusal(
            N_("A legal hold keeps the data: ask to stop or to block, not to destroy."),
            field="action",
        )
    check_iso_date(confirm_by.isoformat(), "confirm_by")
    if confirm_by < desk.today():
        raise AtField(N_("This date has passed: they could not confirm in time."), "confirm_by")
    if not recipients:
        raise AtField(N_("Choose whom to write to."), field="recipients")
    for lack in letter_lacks(desk, recipients):
        raise Refusal(lack.message, field="recipients", **lack.params)
    made = [
        _write(desk, row, recipient, confirm_by, mode, action, passages or {})
        for recipient in dict.fromkeys(recipients)
    ]
    refresh(desk, id)
    desk.record(
        "destruction.letters", row.number, letters=len(made), asks=action, confirm_by=confirm_by
    )
    return made


def letter_lacks(_desk: Desk, recipients: Sequence[int]) -> tuple[Missing, ...]:
    """Addressees a starter set proposed and nobody has confirmed: no letter goes to a guess."""
    proposed = Recipient.select().where(
        Recipient.id.in_(list(recipients)), Recipient.country_confirmed == 0
    )
    return tuple(
        Missing(PROPOSED, "proposed", {"name": Both(row.name_ru, row.name_en or row.name_ru)})
        for row in proposed.order_by(Recipient.id)
    )


def _write(
    desk: Desk,
    row: Destruction,
    id: int,
    confirm_by: date,
    mode: LanguageMode,
    action: str,
    passages: Mapping[str, Both],
) -> int:
    paper = issue(desk, draft_letter(desk, row.id, id, confirm_by, mode, action, passages))
    letter = StopLetter.create(
        destruction=row.id,
        recipient=id,
        action=action,
        document=paper.id,
        written=desk.today().isoformat(),
        confirm_by=confirm_by.isoformat(),
    )
    return int(letter.id)


def draft_letter(
    desk: Desk,
    destruction: int,
    id: int,
    confirm_by: date,
    mode: LanguageMode,
    action: str = "destroy",
    passages: Mapping[str, Both] | None = None,
) -> Draft:
    """The letter to one recipient as it would be issued; one who got his already is refused."""
    row = find(destruction)
    recipient = Recipient.get_or_none(Recipient.id == id)
    if recipient is None:
        raise AtField(N_("There is no such recipient."), field="recipients")
    name = _addressee(recipient).organisation
    if _written(row.id, id, action):
        raise Refusal(N_("A letter to {name} asks this already."), "recipients", name=name)
    items = concerned(row.id, recipient)
    if not items:
        raise Refusal(N_("{name} has none of the data to be destroyed."), "recipients", name=name)
    people = list(dict.fromkeys(item.person_id for item in items))
    facts = NoticeThirdPartyFacts(
        **base_facts(desk),
        addressee=_addressee(recipient),
        request_number="",
        received=date.fromisoformat(row.caused),
        action=action,
        subjects=tuple(names_of(row.id, people).values()),
        categories=categories_of(item.categories for item in items),
        contract=_contract(desk, recipient),
        basis=basis_of(desk, row),
        confirm_by=confirm_by,
        role=recipient.role,
        passages=dict(passages or {}),
    )
    return completed(Draft("notice_third_party", mode, facts, (), (), destruction=row.id))


def _written(destruction: int, recipient: int, action: str) -> bool:
    """Whether the same, or to destroy, was asked already."""
    return bool(
        StopLetter.select()
        .where(
            StopLetter.destruction == destruction,
            StopLetter.recipient == recipient,
            StopLetter.action.in_([action, DESTROY]),
            StopLetter.dropped.is_null(),
        )
        .exists()
    )


def concerned(id: int, recipient: Recipient) -> list[DestructionItem]:
    """What the letter may speak of: what lies at this processor, else what this recipient got.

    It names nobody, and no data, that the addressee does not have: of a holding only where its purpose is
    one for which the recipient gets data.
    """
    items = list(
        DestructionItem.select().where(
            DestructionItem.destruction == id, DestructionItem.dropped.is_null()
        )
    )
    own = [item for item in items if item.processor_id == recipient.id]
    if own:
        return own
    theirs = _held_for(items, recipient)
    return [item for item in items if item.holding_id in theirs]


def _held_for(items: Iterable[DestructionItem], recipient: Recipient) -> set[int]:
    """The holdings among the items whose purpose is one of the recipient's."""
    ids = json.dumps(sorted({item.holding_id for item in items if item.holding_id is not None}))
    rows = Holding.raw(_HELD_FOR, ids, recipient.purposes)
    return {row.id for row in rows}


_HELD_FOR = (
    "SELECT h.id FROM holding h JOIN purpose p ON p.id = h.purpose"
    " WHERE h.id IN (SELECT value FROM json_each(?)) AND p.code IN (SELECT value FROM json_each(?))"
)


def _addressee(recipient: Recipient) -> Addressee:
    return Addressee(
        organisation=Both(recipient.name_ru, recipient.name_en or recipient.name_ru),
        address=recipient.address,
        email=recipient.email,
    )


def _contract(desk: Desk, recipient: Recipient) -> Both:
    """The contract with its day, in words: that of the card, else that of the newest assignment."""
    number, dated = recipient.contract, recipient.contract_date
    if not number:
        number, dated = contract_with(recipient.id)
    if not dated:
        return Both(number, number)
    day = date.fromisoformat(dated)
    texts = []
    for code in ("ru", "en"):
        words = desk.catalogue(code)
        texts.append(words.form("contract.of", contract=number, day=words.date(day, "long")))
    return Both(*texts)


@writes("destruction")
def record_letter_sent(desk: Desk, letter: int, on: date, note: str = "") -> None:
    """Record that a letter has left, and how."""
    row = _living(letter)
    day = check_past_day(on, desk.today(), "on")
    if day.isoformat() < row.written:
        raise Refusal(N_("The letter cannot be sent before it was written."), field="on")
    note = clean_text(note, "note", "note")
    StopLetter.update(sent=day.isoformat(), note=note or row.note).where(
        StopLetter.id == letter
    ).execute()
    _noted(desk, row, EventKind.LETTER_SENT, note)
    desk.record("destruction.letter_sent", _paper_number(row), on=day)


@writes("destruction")
def record_confirmation(
    desk: Desk, letter: int, on: date, file: tuple[str, bytes] | None = None, note: str = ""
) -> None:
    """Record what a recipient confirmed and when; ``file`` is (name, bytes), e.g. of its own act."""
    row = _living(letter)
    day = check_past_day(on, desk.today(), "on")
    if day.isoformat() < row.written:
        raise Refusal(N_("They cannot confirm before the letter was written."), field="on")
    if row.sent and day.isoformat() < row.sent:
        raise Refusal(N_("They cannot confirm before the letter was sent."), field="on")
    note = clean_text(note, "note", "note")
    if file is None and not note:
        raise Refusal(N_("Attach the confirmation or write down what it says."), field="file")
    attachment = None
    if file is not None:
        assert row.destruction_id is not None, "kept beside its destruction"
        name, content = file
        attachment = keep_file(
            desk, row.destruction_id, name, content, "confirmation", owner="destruction"
        )
        if find(row.destruction_id).state == DestructionState.ERASED:
            # It comes late and names whom the desk no longer knows.
            seal_file(desk, attachment)
    StopLetter.update(
        confirmed=day.isoformat(),
        attachment=attachment,
        note=note or row.note,
        sent=row.sent or day.isoformat(),
    ).where(StopLetter.id == letter).execute()
    _noted(desk, row, EventKind.LETTER_CONFIRMED, note, attachment)
    desk.record("destruction.letter_confirmed", _paper_number(row), on=day, file=bool(file))


@writes("destruction", "paper")
def drop_letter(desk: Desk, letter: int, reason: str) -> None:
    """Take a letter back: its paper is void, and nobody waits for an answer to it."""
    row = _living(letter)
    reason = required(reason, "reason")
    StopLetter.update(dropped=stamp(desk.now())).where(StopLetter.id == letter).execute()
    if row.document_id is not None:
        void(desk, row.document_id, reason)
    _noted(desk, row, EventKind.LETTER_DROPPED, reason)
    desk.record("destruction.letter_dropped", _paper_number(row), reason=reason)


def _living(id: int) -> StopLetter:
    row: StopLetter | None = StopLetter.get_or_none(StopLetter.id == id)
    if row is None or row.dropped is not None:
        raise Refusal(N_("There is no such letter."))
    if row.confirmed is not None:
        raise Refusal(N_("This letter has already been confirmed."))
    return row


def _paper_number(row: StopLetter) -> str:
    return str(row.document.number) if row.document else f"stop_letter/{row.id}"


def _noted(
    desk: Desk, row: StopLetter, kind: EventKind, note: str, attachment: int | None = None
) -> None:
    assert row.destruction_id is not None, "kept beside its destruction"
    add_event(
        desk,
        row.destruction_id,
        kind,
        note,
        owner="destruction",
        document=row.document_id,
        attachment=attachment,
    )
    refresh(desk, row.destruction_id)


def letters_of(desk: Desk, id: int) -> tuple[LetterView, ...]:
    """The letters of a destruction in the order in which they were written; one statement."""
    today = desk.today().isoformat()
    rows = (
        StopLetter.select(StopLetter, Recipient)
        .join(Recipient)
        .where(StopLetter.destruction == id, StopLetter.dropped.is_null())
        .order_by(StopLetter.id)
    )
    return tuple(_view(row, today) for row in rows)


def _view(row: StopLetter, today: str) -> LetterView:
    return LetterView(
        id=row.id,
        recipient=row.recipient_id,
        name=Both(row.recipient.name_ru, row.recipient.name_en),
        action=row.action,
        written=row.written,
        confirm_by=row.confirm_by,
        sent=row.sent or "",
        confirmed=row.confirmed or "",
        overdue=row.confirmed is None and row.confirm_by < today,
        document=row.document_id,
        attachment=row.attachment_id,
        note=row.note,
    )
