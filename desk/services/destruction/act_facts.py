# SPDX-License-Identifier: Apache-2.0
"""What the act of destruction and the extract from the log say, collected from the destruction.

Lines that differ in nothing but the person are one line where they are about everybody.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from desk.domain.act_papers import (
    ActKept,
    ActPart,
    ActProcessor,
    ActSigner,
    DestructionActFacts,
    ExtractLine,
    JournalExtractFacts,
)
from desk.domain.destruction import MemberFields, MemberRole
from desk.domain.due import plain_day
from desk.domain.numbering import printed_number
from desk.domain.registers import Method
from desk.domain.values import Both
from desk.services.desk import Desk
from desk.services.destruction.commissions import (
    approver_of,
    commission_of,
    member_view,
    signers_of,
)
from desk.services.destruction.left_out import GROUNDS
from desk.services.destruction.proposals import form_words
from desk.services.destruction.stop_letters import DESTROY
from desk.services.destruction.terms import keeping
from desk.services.destruction.words import names_of
from desk.services.entries import CategoryNames
from desk.services.paper.facts import base_facts
from desk.storage.models import (
    Attachment,
    Carrier,
    Destruction,
    DestructionItem,
    DestructionKept,
    DestructionMember,
    Journal,
    LogExport,
    Member,
    Recipient,
    Request,
    StopLetter,
    System,
)


@dataclass
class Matter:
    """A destruction as its papers look at it, each table read once."""

    row: Destruction
    items: list[DestructionItem]
    names: dict[int, str]
    systems: dict[int, System]
    carriers: dict[int, Carrier]
    recipients: dict[int, Recipient]
    letters: dict[int, StopLetter]
    """The last letter to each, before others that which asks to destroy."""
    logs: dict[int, LogExport]
    categories: CategoryNames
    reached: dict[int, set[int]] = field(default_factory=dict)
    """Of whom the letter to each recipient spoke, where it is asked for."""

    def categories_of(self, items: Sequence[DestructionItem]) -> Both:
        """The titles of the categories of these items, each once."""
        return self.categories.of(id for item in items for id in json.loads(item.categories))


def matter(row: Destruction) -> Matter:
    """Everything the papers of a destruction look at."""
    items = list(
        DestructionItem.select()
        .where(DestructionItem.destruction == row.id, DestructionItem.dropped.is_null())
        .order_by(DestructionItem.person, DestructionItem.id)
    )
    letters = (
        StopLetter.select()
        .where(StopLetter.destruction == row.id, StopLetter.dropped.is_null())
        .order_by(StopLetter.action == "destroy", StopLetter.id)
    )
    logs = LogExport.select().where(LogExport.destruction == row.id)
    return Matter(
        row=row,
        items=items,
        names=names_of(row.id, list({item.person_id for item in items})),
        systems={each.id: each for each in System.select()},
        carriers={each.id: each for each in Carrier.select()},
        recipients={each.id: each for each in Recipient.select()},
        letters={each.recipient_id: each for each in letters},
        logs={each.system_id: each for each in logs},
        categories=CategoryNames(),
    )


def act_facts(desk: Desk, found: Matter, remarks: Both) -> DestructionActFacts:
    """The ten items of order 179, and what practice adds."""
    row = found.row
    assert row.commission_id is not None, "the state table saw to it"
    assert row.done is not None, "the state table saw to it"
    commission = commission_of(desk, row.commission_id)
    fields = commission.fields
    done = date.fromisoformat(row.done)
    keep_until = keeping(desk, done).due
    request = Request.get_or_none(Request.id == row.request_id) if row.request_id else None
    return DestructionActFacts(
        **base_facts(desk),
        destruction_number=row.number,
        place=fields.place,
        order=Both() if fields.alone else _order(desk, fields.number, fields.ordered),
        signers=taking_part(row.id, alone=fields.alone),
        approver=None if fields.alone else approver_of(fields.approver),
        alone=fields.alone,
        subjects=tuple(found.names.values()),
        parts=_parts(found),
        processors=_processors(desk, found),
        method=_method(found).value,
        cause=row.cause,
        cause_words=Both(row.clause, row.clause),
        caused=date.fromisoformat(row.caused),
        done=done,
        kept=kept_of(desk, row.id),
        logs=_logs(desk, found),
        counts=tuple(sorted(json.loads(row.counts).items())),
        request_number=request.number if request else "",
        keep_until=plain_day(keep_until),
        enclosures=_enclosures(desk, found),
        passages={"remarks": remarks},
    )


def _order(desk: Desk, number: str, ordered: str) -> Both:
    texts = []
    for code in ("ru", "en"):
        words = desk.catalogue(code)
        day = words.date(date.fromisoformat(ordered), "long")
        texts.append(words.form("common.number_date", number=printed_number(number), day=day))
    return Both(*texts)


def taking_part(id: int, *, alone: bool = False) -> tuple[ActSigner, ...]:
    """Who destroys, by the places of their signatures; a substitute signs in the place of the absent."""
    rows = list(DestructionMember.select().where(DestructionMember.destruction == id))
    ids = {row.member_id for row in rows} | {row.instead_of_id for row in rows}
    members = {
        each.id: member_view(each)
        for each in Member.select().where(Member.id.in_([id for id in ids if id is not None]))
    }
    rows.sort(key=lambda row: (_rank(members[row.instead_of_id or row.member_id]), row.member_id))
    instead = {row.member_id: members[row.instead_of_id].name for row in rows if row.instead_of_id}
    if alone:
        member = members[rows[0].member_id]
        return (ActSigner("operator", "alone", member.name, member.post),)
    found = signers_of([members[row.member_id] for row in rows], instead)
    if rows and rows[0].instead_of_id is not None:
        head = members[rows[0].instead_of_id]
        if head.role is MemberRole.CHAIRMAN:
            return _headed(found)
    return found


def _rank(member: MemberFields) -> tuple[bool, int]:
    return (member.role is not MemberRole.CHAIRMAN, member.id)


def _headed(found: Sequence[ActSigner]) -> tuple[ActSigner, ...]:
    """Whoever stands in for the chairman signs in the chairman's place."""
    slots = ["chairman", *(f"member_{n}" for n in range(1, len(found)))]
    return tuple(replace(each, slot=slot) for each, slot in zip(found, slots, strict=True))


def _parts(found: Matter) -> tuple[ActPart, ...]:
    """What was destroyed alike is one line: of one person in one place, or of everybody with the same data."""
    theirs: dict[tuple[object, ...], list[DestructionItem]] = defaultdict(list)
    for item in found.items:
        place = (item.system_id, item.carrier_id, item.processor_id)
        theirs[(item.person_id, place, item.method, item.done, item.deviation)].append(item)
    alike: dict[tuple[object, ...], list[list[DestructionItem]]] = defaultdict(list)
    for (_person, *rest), items in theirs.items():
        alike[(*rest, found.categories_of(items))].append(items)
    shared: list[ActPart] = []
    own: dict[int, list[ActPart]] = {person: [] for person in found.names}
    for groups in alike.values():
        if len(groups) == len(found.names) > 1:
            shared.append(_part(found, [item for items in groups for item in items], ""))
            continue
        for items in groups:
            person = items[0].person_id
            own[person].append(_part(found, items, found.names[person]))
    return (*shared, *(part for parts in own.values() for part in parts))


def _part(found: Matter, items: Sequence[DestructionItem], subject: str) -> ActPart:
    item = items[0]
    said = Both(item.deviation, item.deviation)
    carrier = found.carriers.get(item.carrier_id or 0)
    return ActPart(
        subject=subject,
        categories=found.categories_of(items),
        system=title_of(found.systems.get(item.system_id or 0)),
        carrier=title_of(carrier),
        carrier_kind=carrier.kind if carrier else "",
        sheets=sum(each.done_sheets or 0 for each in items),
        processor=name_of(found.recipients.get(item.processor_id or 0)),
        method=item.method,
        method_words=said if item.method == "other" else Both(),
        done=date.fromisoformat(item.done) if item.done else None,
        deviation=Both() if item.method == "other" else said,
    )


def title_of(row: System | Carrier | None) -> Both:
    """The name of a system or carrier; nothing where there is none."""
    return Both(row.title_ru, row.title_en or row.title_ru) if row else Both()


def name_of(row: Recipient | None) -> Both:
    """The name of a processor or recipient; nothing where there is none."""
    return Both(row.name_ru, row.name_en or row.name_ru) if row else Both()


def _processors(desk: Desk, found: Matter) -> tuple[ActProcessor, ...]:
    """Each with what it confirmed; a draft is looked at while that is still awaited."""
    ids = dict.fromkeys(item.processor_id for item in found.items if item.processor_id)
    made = []
    for id in ids:
        recipient, letter = found.recipients[id], found.letters.get(id)
        day = letter.confirmed if letter is not None and letter.action == DESTROY else None
        said = _dated(desk, "processor.confirmed", day) if day else Both()
        made.append(ActProcessor(name_of(recipient), recipient.address, said))
    return tuple(made)


def _dated(desk: Desk, message: str, day: str) -> Both:
    """The wording of a paper with a day in it."""
    texts = []
    for code in ("ru", "en"):
        words = desk.catalogue(code)
        texts.append(words.form(message, day=words.date(date.fromisoformat(day), "long")))
    return Both(*texts)


def _method(found: Matter) -> Method:
    """With automation where a system is named, without where a carrier is (order 179, items 1, 2, 7)."""
    systems = any(item.system_id for item in found.items)
    carriers = any(item.carrier_id for item in found.items)
    if systems and carriers:
        return Method.MIXED
    return Method.AUTOMATED if systems else Method.MANUAL


def kept_of(desk: Desk, id: int, person: int | None = None) -> tuple[ActKept, ...]:
    """What stays, the same said once; with ``person`` what stays of that one."""
    rows = (
        DestructionKept.select()
        .where(DestructionKept.destruction == id)
        .order_by(DestructionKept.case_file, DestructionKept.id)
    )
    left = [row.person_id for row in rows if row.ground in GROUNDS and row.person_id is not None]
    names = names_of(id, left) if person is None else {}
    lines = (
        ActKept(
            _of_whom(names.get(row.person_id or 0, ""), row),
            Both(row.norm_ru, row.norm_en),
            _dated(desk, "kept.until", row.until)
            if row.until
            else Both(row.until_ru, row.until_en),
        )
        for row in rows
        if person is None or row.person_id in (None, person)
    )
    return tuple(dict.fromkeys(lines))


def _of_whom(name: str, row: DestructionKept) -> Both:
    """What stays; of somebody who was left out, with the name."""
    if row.ground not in GROUNDS or not name:
        return Both(row.what_ru, row.what_en)
    return Both(f"{name}: {row.what_ru}", f"{name}: {row.what_en}")


def _logs(desk: Desk, found: Matter) -> tuple[tuple[Both, Both], ...]:
    ids = dict.fromkeys(item.system_id for item in found.items if item.system_id)
    return tuple((title_of(found.systems[id]), _log(desk, found, id)) for id in ids)


def _log(desk: Desk, found: Matter, id: int) -> Both:
    if found.systems[id].is_desk:
        return form_words(desk, "log.extract")
    export = found.logs.get(id)
    if export is None or export.attachment_id is None:
        return form_words(desk, "log.in_act")
    file = Attachment.get_by_id(export.attachment_id)
    texts = (
        desk.catalogue(code).form("log.export", name=file.name, fingerprint=file.blob_id)
        for code in ("ru", "en")
    )
    return Both(*texts)


def _enclosures(desk: Desk, found: Matter) -> tuple[Both, ...]:
    """The extract, the exports of other systems, what processors confirmed."""
    names: list[Both] = []
    if any(item.system_id and found.systems[item.system_id].is_desk for item in found.items):
        names.append(form_words(desk, "enclosure.extract"))
    files = [each.attachment_id for each in found.logs.values()]
    files += [each.attachment_id for each in found.letters.values()]
    kept = Attachment.select().where(Attachment.id.in_([id for id in files if id is not None]))
    return (*names, *(Both(file.name, file.name) for file in kept.order_by(Attachment.id)))


def extract_lines(found: Matter) -> tuple[ExtractLine, ...]:
    """What the desk's own journal shows of the destruction, a line for each person."""
    own = [item for item in found.items if item.system_id and found.systems[item.system_id].is_desk]
    if not own:
        return ()
    entry = (
        Journal.select()
        .where(Journal.ref == found.row.number, Journal.action == "destruction.done")
        .order_by(Journal.seq.desc())
        .get()
    )
    theirs: dict[int, list[DestructionItem]] = defaultdict(list)
    for item in own:
        theirs[item.person_id].append(item)
    return tuple(
        ExtractLine(
            at=datetime.fromisoformat(entry.at),
            subject=found.names[person],
            categories=found.categories_of(items),
            system=title_of(found.systems[items[0].system_id or 0]),
            cause=found.row.cause,
            done=date.fromisoformat(max(item.done or "" for item in items)),
            entry=f"{entry.seq}:{entry.hash[:12]}",
        )
        for person, items in theirs.items()
    )


def extract_facts(
    desk: Desk,
    found: Matter,
    act: DestructionActFacts,
    number: str,
    day: date,
    lines: tuple[ExtractLine, ...],
) -> JournalExtractFacts:
    """The five items of order 179 for one system, an annex to the act."""
    return JournalExtractFacts(
        **base_facts(desk),
        destruction_number=found.row.number,
        act_number=number,
        act_date=day,
        system=lines[0].system,
        cause_words=act.cause_words,
        lines=lines,
        signer=act.signers[0],
    )
