# SPDX-License-Identifier: Apache-2.0
"""What the records say was done on a request, and where a notice of measures says otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from desk.domain.consent import ENDS
from desk.domain.days import day_of
from desk.domain.deeds import DEEDS, MET_BY
from desk.domain.destruction import DestructionState
from desk.domain.kinds import DemandKind
from desk.domain.numbering import printed_number
from desk.domain.paper import NoticeDoneFacts
from desk.domain.their_letter import paper_named
from desk.domain.timeline import EventKind, remedy
from desk.errors import N_, AtField, Refusal
from desk.services.consent.listing import consents_in_force
from desk.services.desk import Desk
from desk.services.paper.facts import matter, usual_action
from desk.services.register.holdings import active_holdings
from desk.services.request.known_requests import known_request
from desk.services.terms import RUNNING
from desk.storage.models import Deadline, Demand, Destruction, Document, Event, Request
from desk.text import Catalogue

NOT_KNOWN = N_(
    "Desk has no data of this person on record, and this measure is not recorded on the request. "
    "Choose what was actually done; if nothing was done, answer that no data are processed."
)
"""Why no deed is proposed for a notice."""
HELD = N_("data held for “{purpose}”")
IN_FORCE = N_("consent No. {number}, in force")
_DECLINED = N_("on {day} it was decided not to block the data")
_BLOCKED = N_("the data are blocked since {day}")
_NEVER_BLOCKED = N_("the data were never blocked")
_RUNNING = N_("destruction No. {number} has not been carried out yet")
_POSTPONED = N_("the destruction is postponed until {day}")
_LAWFUL = N_("on {day} a lawful ground was secured, so the data continue to be processed")
_ANOTHER_DAY = N_("this was done on {day}")
_REMEDY = "remedy_"
"""How the history calls a measure taken."""
_FINDINGS = frozenset({"objection", "inquiry"})
_ENDS_CONSENTS = {
    "marketing": ENDS[DemandKind.STOP_MARKETING],
    "dissemination": ENDS[DemandKind.STOP_DISSEMINATION],
}


@dataclass(frozen=True)
class Deed:
    """A measure on record (``deeds.DEEDS``) and its day."""

    action: str
    day: date
    act_number: str = field(default="", compare=False)
    """Of the act of a destruction, where the record names it."""
    act_date: date | None = field(default=None, compare=False)


def deeds_of(desk: Desk, request: Request, *, but: int | None = None) -> list[Deed]:
    """The measures recorded on a request and told by its notices (not by paper ``but``), oldest first of each."""
    events = Event.select(Event.kind, Event.at, Event.note).where(
        Event.request == request.id, Event.kind.in_(list(map(remedy, DEEDS)))
    )
    deeds = [
        _recorded(event.kind.removeprefix(_REMEDY), day_of(event.at, desk.zone), event.note or "")
        for event in events.order_by(Event.id)
    ]
    notices = Document.select(Document.id, Document.facts).where(
        Document.request == request.id,
        Document.form == "notice_done",
        Document.state == "issued",
        Document.sealed.is_null(),
    )
    told = [json.loads(row.facts) for row in notices.order_by(Document.id) if row.id != but]
    deeds += [
        Deed(
            each["action"],
            date.fromisoformat(each["done_on"]),
            each.get("act_number", ""),
            date.fromisoformat(each["act_date"]) if each.get("act_date") else None,
        )
        for each in told
    ]
    done = Destruction.select(Destruction.done).where(
        Destruction.request == request.id,
        Destruction.done.is_null(False),
        Destruction.state != DestructionState.VOID,
    )
    deeds += [Deed("destruction", date.fromisoformat(str(row.done))) for row in done]
    if request.blocked is not None:
        deeds.append(Deed("blocking", day_of(request.blocked, desk.zone)))
    return deeds


def _recorded(action: str, day: date, note: str) -> Deed:
    """A measure with the act its note names."""
    number, dated = paper_named(note) if action == "destruction" else ("", "")
    return Deed(action, day, number, date.fromisoformat(dated) if dated else None)


def check_deed(desk: Desk, id: int, kind: DemandKind) -> None:
    """A demand that only a deed meets is decided as met by hand once such a deed is on record."""
    meets = MET_BY.get(kind)
    if meets and not any(each.action in meets for each in deeds_of(desk, known_request(id))):
        raise AtField(
            N_(
                "This demand is met by what is done, and nothing done is recorded: its deadline "
                "keeps running. First record the measure and its date (“Record a measure "
                "taken”); if there was nothing to do, answer that no data are processed."
            ),
            field="state",
        )


def proposed(desk: Desk, id: int, asked: str) -> Deed | None:
    """What a notice may report to begin with, where ``asked`` is the deed demanded; nothing where none is known.

    Of a person of whom something is held, the deed demanded is the likely one; of nobody else.
    """
    request = known_request(id)
    deeds = deeds_of(desk, request)
    # Unlawful processing ends further than with what was asked: the furthest of the measures taken is told.
    further = ("destruction", asked) if asked in ("cessation", "inquiry") else (asked,)
    for action in dict.fromkeys(further):
        known = [each for each in deeds if each.action == action]
        if known:
            return known[-1]
    if asked == "cessation" and any(each.action == "lawful" for each in deeds):
        asked = "inquiry"  # nothing ceased: what was found is told, and the ground that was secured
    subject = request.subject_id
    if asked in _FINDINGS or (subject is not None and active_holdings(desk, subject)):
        return Deed(asked, desk.today())
    return None


def proposed_on(desk: Desk, id: int) -> Deed:
    """The same of the first open demand of a request; refuses where the deed must be said."""
    deed = proposed(desk, id, usual_action(matter(desk, id, ())))
    if deed is None:
        raise Refusal(NOT_KNOWN, field="done")
    return deed


def contradictions(
    desk: Desk, id: int, facts: NoticeDoneFacts, replaces: int | None, language: str
) -> list[str]:
    """What the records say against what the notice reports, in words."""
    request, words = known_request(id), desk.catalogue(language)
    deeds = deeds_of(desk, request, but=replaces)
    found = [
        *_of_blocking(desk, request, facts, deeds, words),
        *_of_destruction(desk, request, facts, words),
        *_of_processing(desk, request, facts, deeds, words),
    ]
    days = [each.day for each in deeds if each.action == facts.action]
    if days and facts.done_on not in days and facts.action not in _FINDINGS:
        said = _BLOCKED if facts.action == "blocking" and request.blocked else _ANOTHER_DAY
        found.append(words.say(said, day=days[-1]))
    return list(dict.fromkeys(found))


def _of_blocking(
    desk: Desk, request: Request, facts: NoticeDoneFacts, deeds: list[Deed], words: Catalogue
) -> Iterator[str]:
    if request.blocked is not None or facts.action not in ("blocking", "unblocking"):
        return
    if any(each.action == "blocking" for each in deeds):
        return
    marks = Event.select(Event.kind, Event.at).where(
        Event.request == request.id,
        Event.kind.in_([EventKind.BLOCKED, EventKind.BLOCK_DECLINED, EventKind.POSTPONED]),
    )
    last = marks.order_by(Event.id.desc()).first()
    if last is not None and last.kind == EventKind.BLOCK_DECLINED:
        yield words.say(_DECLINED, day=day_of(last.at, desk.zone))
    elif last is None and facts.action == "unblocking":
        yield words.say(_NEVER_BLOCKED)


def _of_destruction(
    desk: Desk, request: Request, facts: NoticeDoneFacts, words: Catalogue
) -> Iterator[str]:
    """A destruction that is planned, put off, or has left something nobody says stays."""
    if facts.action != "destruction":
        return
    plans = list(
        Destruction.select().where(
            Destruction.request == request.id, Destruction.state != DestructionState.VOID
        )
    )
    for plan in plans:
        if plan.done is None:
            yield words.say(_RUNNING, number=printed_number(plan.number))
    later = Deadline.select().where(
        Deadline.request == request.id,
        Deadline.row == "R23",
        RUNNING,
    )
    for term in later:
        yield words.say(_POSTPONED, day=day_of(term.due, desk.zone))
    remaining = facts.passages.get("remaining")
    carried_out = any(plan.done for plan in plans) or (remaining and (remaining.ru or remaining.en))
    if not carried_out and request.subject_id is not None:
        for view in active_holdings(desk, request.subject_id):
            yield words.say(HELD, purpose=view.purpose.of(words.language))


def _of_processing(
    desk: Desk, request: Request, facts: NoticeDoneFacts, deeds: list[Deed], words: Catalogue
) -> Iterator[str]:
    """Consents in force, and a lawful ground on which the processing goes on."""
    action, ends = facts.action, _ENDS_CONSENTS.get(facts.action, frozenset())
    if action in ("cessation", "destruction"):
        kinds = [DemandKind(d.kind) for d in Demand.select().where(Demand.request == request.id)]
        ends = frozenset().union(*(ENDS.get(kind, ()) for kind in kinds))
        last = [each for each in deeds if each.action in ("cessation", "destruction", "lawful")]
        if last and last[-1].action == "lawful":
            yield words.say(_LAWFUL, day=last[-1].day)
    if request.subject_id is not None and ends:
        for row in consents_in_force(desk, request.subject_id):
            if row.kind in ends:
                yield words.say(IN_FORCE, number=printed_number(row.number))
