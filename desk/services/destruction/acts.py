# SPDX-License-Identifier: Apache-2.0
"""The act of destruction and the extract from the log: what they lack, issue, certification, voiding.

Order 179 decides which papers are needed: an act always, and for processing with automation an extract
from the event log of each system; what a log cannot show is entered in the act (item 6).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from desk.domain.act_papers import ActSupplementFacts
from desk.domain.destruction import DestructionState, DestructionStep
from desk.domain.kinds import LanguageMode, PaperState
from desk.domain.paper import Draft, Facts
from desk.domain.request import PaperBrief
from desk.domain.timeline import EventKind
from desk.domain.values import Both, Missing
from desk.errors import N_, AtField, Refusal
from desk.services.checks import required
from desk.services.desk import Desk, writes
from desk.services.destruction.act_facts import (
    Matter,
    act_facts,
    extract_facts,
    extract_lines,
    matter,
    name_of,
    taking_part,
    title_of,
)
from desk.services.destruction.commissions import commission_of, order_lacks
from desk.services.destruction.erasure import dry_run
from desk.services.destruction.plans import find, subjects_of
from desk.services.destruction.stop_letters import DESTROY
from desk.services.destruction.terms import allow, keeping, load_case, open_keeping, refresh
from desk.services.destruction.words import names_of
from desk.services.events import add_event
from desk.services.files import keep_file
from desk.services.paper.facts import base_facts
from desk.services.paper.papers import completed, issue
from desk.services.paper.voiding import void_paper
from desk.services.signature.signing import open_signatures
from desk.services.terms import iso, stamp
from desk.storage.models import Deadline, Destruction, Document, LogExport, System


def act_lacks(desk: Desk, id: int) -> tuple[Missing, ...]:
    """What must be there before the act is drawn up, each with its place in the destruction."""
    found = matter(find(id))
    return (*_items_lack(found), *_confirmations_lack(found), *_logs_lack(found))


def _items_lack(found: Matter) -> list[Missing]:
    lacks: list[Missing] = []
    if not found.items:
        lacks.append(Missing(N_("Nothing is listed to be destroyed yet."), "items"))
    for order, item in enumerate(found.items, start=1):
        params: dict[str, object] = {"order": order}
        if not item.method:
            message = N_("Line {order} does not say how the data were destroyed.")
            lacks.append(Missing(message, f"items.{order}.method", params))
        if not item.done or item.done < found.row.caused:
            message = N_("Line {order} has no date of destruction, or one before the reason arose.")
            lacks.append(Missing(message, f"items.{order}.on", params))
        carrier = found.carriers.get(item.carrier_id or 0)
        if carrier is not None and carrier.kind == "paper" and not item.done_sheets:
            message = N_("Line {order} does not say how many sheets were destroyed.")
            lacks.append(Missing(message, f"items.{order}.sheets", params))
    return lacks


def _confirmations_lack(found: Matter) -> list[Missing]:
    """What lies at a processor is destroyed when the processor says so."""
    processors = dict.fromkeys(item.processor_id for item in found.items if item.processor_id)
    return [
        Missing(
            N_("{name} has not confirmed the destruction."),
            f"letters.{found.recipients[id].code}",
            {"name": name_of(found.recipients[id])},
        )
        for id in processors
        if id not in found.letters
        or found.letters[id].action != DESTROY
        or found.letters[id].confirmed is None
    ]


def _logs_lack(found: Matter) -> list[Missing]:
    """A system with a log of its own shows its export, unless the items are carried into the act."""
    systems = dict.fromkeys(item.system_id for item in found.items if item.system_id)
    return [
        Missing(
            N_("Attach the export of the event log of “{system}”, or enter the items in the act."),
            f"logs.{found.systems[id].code}",
            {"system": title_of(found.systems[id])},
        )
        for id in systems
        if found.systems[id].own_log and not found.systems[id].is_desk and id not in found.logs
    ]


def act_warnings(desk: Desk, id: int) -> tuple[Missing, ...]:
    """What does not hold the act up but weakens it: an unsigned order, letters nobody answered yet."""
    row = find(id)
    found = matter(row)
    at_processors = {item.processor_id for item in found.items}
    order = order_lacks(desk, commission_of(desk, row.commission_id)) if row.commission_id else ()
    letters = tuple(
        Missing(
            N_("{name} has not answered the letter yet."),
            f"letters.{found.recipients[recipient].code}",
            {"name": name_of(found.recipients[recipient])},
        )
        for recipient, letter in found.letters.items()
        if letter.confirmed is None and recipient not in at_processors
    )
    return (*order, *letters)


@writes("destruction", "paper", "deadline")
def draw_up(
    desk: Desk,
    id: int,
    mode: LanguageMode,
    remarks: Both | None = None,
) -> tuple[int, tuple[int, ...]]:
    """Issue the act and, where the desk's own log speaks, the extract, in place of void ones; returns their ids."""
    row = find(id)
    allow(load_case(desk, id), DestructionStep.DRAW_UP)
    for lack in act_lacks(desk, id):
        raise Refusal(lack.message, lack.where, **lack.params)
    row.counts = json.dumps(_own_copies(desk, id))
    found = matter(row)
    facts = act_facts(desk, found, remarks or Both())
    act = _issue(desk, "destruction_act", facts, mode, id)
    approver = (facts.approver,) if facts.approver else ()
    open_signatures(act.id, (*facts.signers, *approver))
    extract = None
    lines = extract_lines(found)
    if lines:
        said = extract_facts(desk, found, facts, act.number, date.fromisoformat(act.date), lines)
        extract = _issue(desk, "journal_extract", said, mode, id).id
        open_signatures(extract, facts.signers[:1])
    Destruction.update(
        act=act.id, extract=extract, counts=row.counts, state=DestructionState.DRAWN_UP.value
    ).where(Destruction.id == id).execute()
    refresh(desk, id)
    desk.record("destruction.drawn_up", row.number, act=act.number, extract=extract is not None)
    return act.id, (extract,) if extract else ()


def issue_supplement(
    desk: Desk,
    row: Destruction,
    lines: tuple[tuple[str, int, int], ...],
    waiting: Sequence[int] = (),
) -> str:
    """Issue whom and what the desk erased otherwise than the act foretold, inside that act; returns the number."""
    assert row.act is not None, "the act stands before anything is erased"
    commission = commission_of(desk, row.commission_id or 0).fields
    facts = ActSupplementFacts(
        **base_facts(desk),
        act_number=row.act.number or "",
        act_date=date.fromisoformat(row.act.day),
        erased_on=desk.today(),
        lines=lines,
        waiting=tuple(names_of(row.id, list(waiting)).values()) if waiting else (),
        signers=taking_part(row.id, alone=commission.alone),
    )
    mode = LanguageMode(row.act.languages)
    paper = _issue(desk, "act_supplement", facts, mode, row.id)
    open_signatures(paper.id, facts.signers)
    return paper.number


def draft_act(
    desk: Desk, id: int, mode: LanguageMode, remarks: Both | None = None
) -> tuple[Draft, ...]:
    """The act as it would be issued now, and the extract where the desk's own log speaks."""
    row = find(id)
    allow(load_case(desk, id), DestructionStep.DRAW_UP)
    row.counts = json.dumps(_own_copies(desk, id))
    found = matter(row)
    facts = act_facts(desk, found, remarks or Both())
    drafts = [Draft("destruction_act", mode, facts, (), (), destruction=id)]
    lines = extract_lines(found)
    if lines:
        said = extract_facts(desk, found, facts, "", desk.today(), lines)
        drafts.append(Draft("journal_extract", mode, said, (), (), destruction=id))
    return tuple(map(completed, drafts))


def _own_copies(desk: Desk, id: int) -> dict[str, int]:
    """What the desk itself will erase once the subjects are told: the erasers' dry run, told in the act."""
    return dry_run(desk, [each.person_id for each in subjects_of(id)], id).erased


def act_of(_desk: Desk, id: int) -> int:
    """The act of a destruction; refuses while there is none."""
    row = find(id)
    if row.act_id is None:
        raise Refusal(N_("First draw up the act."))
    return int(row.act_id)


def _issue(desk: Desk, form: str, facts: Facts, mode: LanguageMode, id: int) -> PaperBrief:
    draft = Draft(form, mode, facts, (), (), destruction=id, replaces=_replaced(id, form))
    return issue(desk, completed(draft))


def _replaced(id: int, form: str) -> int | None:
    """The void paper of a destruction in whose place nothing came yet."""
    later = Document.select(Document.replaces).where(Document.replaces.is_null(False))
    found = (
        Document.select(Document.id)
        .where(
            Document.destruction_id == id,
            Document.form == form,
            Document.state == PaperState.VOID.value,
            Document.id.not_in(later),
        )
        .order_by(Document.id.desc())
        .first()
    )
    return None if found is None else int(found.id)


@writes("destruction")
def attach_log(desk: Desk, id: int, system: int, name: str, content: bytes) -> int:
    """Attach the export of a system's own event log; the act names the file with its fingerprint."""
    row = _before_act(id)
    attachment = keep_file(desk, id, name, content, "export", owner="destruction")
    _put_log(id, system, attachment, in_act=False)
    add_event(desk, id, EventKind.LOG_ATTACHED, owner="destruction", attachment=attachment)
    desk.record("destruction.log", row.number, system=_code(system), size=len(content))
    return attachment


@writes("destruction")
def log_in_act(desk: Desk, id: int, system: int) -> None:
    """Say that a system's log cannot show the destruction: the act carries the items (order 179, item 6)."""
    row = _before_act(id)
    _put_log(id, system, None, in_act=True)
    add_event(desk, id, EventKind.LOG_IN_ACT, _code(system), owner="destruction")
    desk.record("destruction.log", row.number, system=_code(system), in_act=True)


def _before_act(id: int) -> Destruction:
    row = find(id)
    if row.state == DestructionState.VOID:
        raise Refusal(N_("The destruction is void: nothing more can be done with it."))
    if row.act_id is not None:
        raise Refusal(N_("The act has already been drawn up: void it before changing anything."))
    return row


def _code(system: int) -> str:
    row = System.get_or_none(System.id == system)
    if row is None:
        raise AtField(N_("There is no such system."), field="system")
    return str(row.code)


def _put_log(id: int, system: int, attachment: int | None, *, in_act: bool) -> None:
    _code(system)
    LogExport.delete().where(LogExport.destruction == id, LogExport.system == system).execute()
    LogExport.create(destruction=id, system=system, attachment=attachment, in_act=int(in_act))


def certify(desk: Desk, act: int, on: str) -> None:
    """Inside the act of the last signature: the act is certified, and its three years begin (R24)."""
    row = Destruction.get(Destruction.act == act)
    assert row.done is not None, "an act is drawn up after the destruction"
    # Whose act broke after the subjects were told was told of it all the same.
    state = DestructionState.TOLD if row.told else DestructionState.CERTIFIED
    Destruction.update(state=state.value, certified=on).where(Destruction.id == row.id).execute()
    until = open_keeping(desk, act, date.fromisoformat(row.done))
    Document.update(keep_until=until).where(Document.id.in_([act, row.extract_id or 0])).execute()
    add_event(desk, row.id, EventKind.CERTIFIED, owner="destruction", document=act)
    desk.record("destruction.certified", row.number, on=on, keep_until=until)


def uncertify(desk: Desk, act: int) -> None:
    """Inside the act that takes a signature of an act back: it is certified no more, and its three years do not run."""
    row = Destruction.get_or_none(
        Destruction.act == act,
        Destruction.state.in_([DestructionState.CERTIFIED.value, DestructionState.TOLD.value]),
    )
    if row is None:
        return
    Destruction.update(state=DestructionState.DRAWN_UP.value, certified=None).where(
        Destruction.id == row.id
    ).execute()
    Document.update(keep_until=None).where(Document.id.in_([act, row.extract_id or 0])).execute()
    Deadline.update(dropped=stamp(desk.now())).where(
        Deadline.document_id == act, Deadline.dropped.is_null()
    ).execute()
    add_event(desk, row.id, EventKind.UNCERTIFIED, owner="destruction", document=act)
    desk.record("destruction.uncertified", row.number)


@writes("destruction", "paper", "deadline")
def void_act(desk: Desk, id: int, reason: str) -> None:
    """Void the act with its extract; the destruction stands, and another act is to be drawn up."""
    row = find(id)
    reason = required(reason, "reason")
    if row.act_id is None or row.state not in (
        DestructionState.DRAWN_UP,
        DestructionState.CERTIFIED,
    ):
        raise Refusal(N_("There is no act here that could be made void."))
    Destruction.update(
        act=None, extract=None, certified=None, state=DestructionState.CARRIED_OUT.value
    ).where(Destruction.id == id).execute()
    assert row.done is not None, "an act is drawn up after the destruction"
    until = iso(keeping(desk, date.fromisoformat(row.done)).due)
    for paper in filter(None, (row.act_id, row.extract_id)):
        void_paper(desk, paper, reason)
        # It names people, so it goes in its time like the one that takes its place.
        Document.update(keep_until=until).where(Document.id == paper).execute()
    Deadline.update(dropped=stamp(desk.now())).where(
        Deadline.document_id == row.act_id, Deadline.dropped.is_null()
    ).execute()
    refresh(desk, id)
    desk.record("destruction.act_voided", row.number, reason=reason)
