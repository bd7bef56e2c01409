# SPDX-License-Identifier: Apache-2.0
"""Telling the subjects that their data were destroyed, quoting the act, before the desk forgets them.

Through the request where there is one; else by a letter of its own to each; or it is recorded how they
were told otherwise, or why nobody can be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desk.domain.act_papers import ActKept
from desk.domain.destruction import DestructionState, DestructionStep
from desk.domain.kinds import LanguageMode, RequestState
from desk.domain.numbering import printed_number
from desk.domain.paper import Addressee, Draft, NoticeDoneFacts
from desk.domain.request import PaperBrief
from desk.domain.timeline import EventKind
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.checks import check_past_day, clean_text
from desk.services.desk import Desk, writes
from desk.services.destruction.act_facts import Matter, kept_of, matter, title_of
from desk.services.destruction.plans import find
from desk.services.destruction.stop_letters import concerned, receivers
from desk.services.destruction.terms import allow, end_terms, load_case, refresh
from desk.services.destruction.words import basis_of
from desk.services.events import add_event
from desk.services.paper.facts import base_facts
from desk.services.paper.papers import completed, draft, issue
from desk.services.request.cases import refresh as refresh_request
from desk.services.terms import stamp
from desk.services.transfer.parts import limited
from desk.storage.models import Destruction, DestructionItem, Document, Person, Request


@writes("destruction", "paper", "request", "deadline")
def tell(
    desk: Desk,
    id: int,
    mode: LanguageMode | None = None,
    *,
    how: str = "",
    on: date | None = None,
    passages: Mapping[str, Both] | None = None,
) -> tuple[PaperBrief, ...]:
    """Issue the notices in ``mode``, or record ``how`` the subjects were told or why nobody can be.

    With both, ``how`` speaks for those whom no letter can reach.
    """
    row = find(id)
    allow(load_case(desk, id), DestructionStep.TELL)
    how = clean_text(how, "how", "note")
    if mode is None and not how:
        raise Refusal(
            N_("Issue the notices, or state how the subjects were notified or why they cannot be."),
            field="how",
        )
    day = check_past_day(on or desk.today(), desk.today(), "on")
    if row.certified and day.isoformat() < row.certified:
        raise Refusal(
            N_("The subjects are notified after the act is signed: the notice quotes it."),
            field="on",
        )
    papers = () if mode is None else _notices(desk, row, mode, passages or {}, how)
    Destruction.update(state=DestructionState.TOLD.value, told=day.isoformat(), told_how=how).where(
        Destruction.id == id
    ).execute()
    end_terms(id, stamp(desk.now()))
    add_event(desk, id, EventKind.TOLD, how, owner="destruction")
    if row.request_id is not None:
        refresh_request(desk, row.request_id)
    refresh(desk, id)
    desk.record("destruction.told", row.number, on=day, notices=[paper.number for paper in papers])
    return papers


def _notices(
    desk: Desk, row: Destruction, mode: LanguageMode, passages: Mapping[str, Both], how: str
) -> tuple[PaperBrief, ...]:
    away = _out_of_reach(row)
    if away and not how:
        raise Refusal(
            N_("No letter can reach {refs}: state how they were notified, or why they cannot be."),
            field="how",
            refs=", ".join(map(printed_number, away.values())),
        )
    return tuple(issue(desk, each) for each in _drafts(desk, row, mode, passages))


def draft_notices(
    desk: Desk, id: int, mode: LanguageMode, passages: Mapping[str, Both] | None = None
) -> tuple[Draft, ...]:
    """The notices as they would be issued, one for each subject a letter can reach."""
    allow(load_case(desk, id), DestructionStep.TELL)
    return tuple(_drafts(desk, find(id), mode, passages or {}))


def _drafts(
    desk: Desk, row: Destruction, mode: LanguageMode, passages: Mapping[str, Both]
) -> list[Draft]:
    found = matter(row)
    found.reached = {
        id: {item.person_id for item in concerned(row.id, found.recipients[id])}
        for id in found.letters
    }
    act = Document.get_by_id(row.act_id)
    asked, away = _asked_by(row), _out_of_reach(row)
    made = []
    for person in found.names:
        if person in away:
            continue
        if person == asked:
            draft = _by_request(desk, found, act, person, mode, passages)
        else:
            facts = _facts(desk, found, act, person, passages)
            draft = completed(
                Draft("notice_done", mode, facts, (), (), destruction=row.id, person=person)
            )
        made.append(draft)
    return made


def _asked_by(row: Destruction) -> int | None:
    """Who is told by the answer to an open request."""
    request = Request.get_or_none(Request.id == row.request_id) if row.request_id else None
    return request.subject_id if request and request.state == RequestState.OPEN else None


def _out_of_reach(row: Destruction) -> dict[int, str]:
    """The subjects, with their references, who have no name or no address to write to."""
    items = DestructionItem.select(DestructionItem.person).where(
        DestructionItem.destruction == row.id, DestructionItem.dropped.is_null()
    )
    rows = Person.select().where(
        Person.id.in_(items),
        Person.id != (_asked_by(row) or 0),
        (Person.name == "") | ((Person.address == "") & (Person.email == "")),
    )
    return {row.id: row.ref for row in rows.order_by(Person.id)}


def _by_request(
    desk: Desk,
    found: Matter,
    act: Document,
    person: int,
    mode: LanguageMode,
    passages: Mapping[str, Both],
) -> Draft:
    row = found.row
    assert row.request_id is not None, "the caller looked"
    made = draft(
        desk,
        "notice_done",
        mode,
        row.request_id,
        passages={**_passages(desk, found, person), **passages},
        action="destruction",
        done_on=_done(row),
        act_number=act.number,
        act_date=date.fromisoformat(act.day),
    )
    return replace(made, destruction=row.id)


def _done(row: Destruction) -> date:
    assert row.done is not None, "an act is drawn up after the destruction"
    return date.fromisoformat(row.done)


def _facts(
    desk: Desk, found: Matter, act: Document, id: int, passages: Mapping[str, Both]
) -> NoticeDoneFacts:
    """A letter of its own to somebody who sent no request."""
    from desk.documents.catalogue import default_passages

    row, person = found.row, Person.get_by_id(id)
    facts = NoticeDoneFacts(
        **base_facts(desk),
        addressee=Addressee(
            name=Both(person.dative or person.name, person.name),
            address=person.address,
            email=person.email,
        ),
        request_number="",
        received=date.fromisoformat(row.caused),
        subject_name=person.name,
        action="destruction",
        done_on=_done(row),
        basis=basis_of(desk, row),
        act_number=act.number or "",
        act_date=date.fromisoformat(act.day),
        unasked=True,
    )
    texts = {**default_passages("notice_done", facts), **_passages(desk, found, id), **passages}
    return replace(facts, passages=texts)


def _passages(desk: Desk, found: Matter, person: int) -> dict[str, Both]:
    """What of this person went, where from, who else was told and what stays."""
    items = [item for item in found.items if item.person_id == person]
    places = [
        title_of(found.systems.get(item.system_id or 0) or found.carriers.get(item.carrier_id or 0))
        for item in items
    ]
    told = [
        Both(r.name_ru, r.name_en or r.name_ru)
        for r in (found.recipients[id] for id in found.letters)
        if person in found.reached[r.id]
    ]
    kept = [
        Both(*(_stays(k, c) for c in ("ru", "en"))) for k in kept_of(desk, found.row.id, person)
    ]
    texts = {
        "data": found.categories_of(items),
        "systems": _listed(places),
        "third_parties": _listed(told),
        "remaining": _listed(kept),
        "limited": limited(desk, person),
    }
    if not told and receivers(desk, found.row.id):
        # Somebody has the data and was not written to: the usual “passed to nobody” would be untrue.
        return {
            name: text for name, text in texts.items() if name == "third_parties" or text != Both()
        }
    return {name: text for name, text in texts.items() if text != Both()}


def _stays(kept: ActKept, language: str) -> str:
    """What stays, on which ground, and until when where that is known."""
    until = kept.until.of(language)
    line = f"{kept.what.of(language)} — {kept.basis.of(language)}"
    return f"{line} ({until[:1].lower()}{until[1:]})" if until else line


def _listed(texts: list[Both]) -> Both:
    kept = [text for text in dict.fromkeys(texts) if text.ru or text.en]
    return Both("; ".join(t.ru for t in kept), "; ".join(t.en for t in kept))
