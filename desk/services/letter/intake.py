# SPDX-License-Identifier: Apache-2.0
"""A request gets its number: people, demands, every term the rule book attaches, letter, journal.

One transaction with few statements. What a letter says is read elsewhere; here it is only stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desk.domain.case import Case, DemandFacts, TermFacts
from desk.domain.days import local_day
from desk.domain.deeds import PROVED_ROWS
from desk.domain.kinds import ApplicantRole, DemandKind
from desk.domain.laws import RUSSIAN, kept, laws_for
from desk.domain.letter import Letter
from desk.domain.letter_words import bare
from desk.domain.request import Intake
from desk.domain.steps import next_step
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField
from desk.folding import fold
from desk.services import checks
from desk.services.checks import LIMITS, check_past, clean_line, clean_text
from desk.services.consent.withdrawals import end_at_demand
from desk.services.desk import Desk, writes
from desk.services.events import Owner, add_event
from desk.services.files import keep_file
from desk.services.letter.replies import link
from desk.services.persons import Named, add_person, known_card
from desk.services.planning import Receipt, check_in_force, planned_at_receipt
from desk.services.request.people_cards import take_name
from desk.services.request.repeats import earlier_request
from desk.services.request.who_asks import anything, check_roles
from desk.services.rows import insert_row
from desk.services.sequence import check_hours, check_moments, known_day
from desk.services.settings import promises_and_laws
from desk.services.terms import NEVER, Planned, end_of, extendable, insert_terms, iso, stamp
from desk.storage import numbers
from desk.storage import search as index

__all__ = ["LIMITS", "Owner", "check_intake", "keep_file", "register_request"]

_APPLICANTS = frozenset({ApplicantRole.REPRESENTATIVE, ApplicantRole.RKN})
_OUTLOOK = b"\xd0\xcf\x11\xe0"
_EML = ("letter.eml", "message/rfc822")
_LONG_NAME = 150


@writes("request", "deadline")
def register_request(
    desk: Desk, intake: Intake, letter: bytes | None = None, parsed: Letter | None = None
) -> int:
    """Register a request and return its id."""
    intake = check_intake(desk, intake if parsed else _typed(intake))
    subject, applicant = _people(desk, intake)
    intake = _repeating(desk, intake, typed=parsed is None)
    year, day = local_day(intake.received, desk.zone).year, known_day(intake, desk.zone)
    number = numbers.next_number(desk.database, "request", year)
    written = numbers.written("request", year, number)
    sets = date.fromisoformat(intake.sets_date) if intake.sets_date else None
    intake, terms = _under_its_laws(desk, intake, sets)
    columns = {
        "number": written,
        "number_key": numbers.number_key(year, number),
        **_of_people(subject, applicant),
        "sets_date": sets.isoformat() if sets else None,
        "received_day": day,
        "message_id": parsed.original.message_id if parsed else "",
        "letter_digest": parsed.digest if parsed else "",
        **_columns(intake),
        **_sorted_columns(desk, intake, subject.id is not None, terms),
    }
    id = insert_row(desk, "request", columns)
    demands = _insert_demands(desk, id, intake.demands)
    insert_terms(desk, id, terms, demands, desk.zone)
    if letter is not None:
        keep_letter(desk, id, letter, parsed)
    more = _begin(desk, id, written, intake)
    words = (written, *subject.words, *applicant.words, intake.summary, intake.text)
    index.put(desk.database, index.Kind.REQUEST, id, *words)
    desk.record(
        "request.registered",
        written,
        received=day or intake.received,
        channel=intake.channel,
        kinds=intake.demands,
        terms=[{"rule": t.due.rule, "row": t.due.row, "due": iso(t.due.due)} for t in terms],
        letter=parsed.digest if parsed else "",
        repeat_of=intake.repeat_of,
        **more,
    )
    return id


def _typed(intake: Intake) -> Intake:
    """The intake of what no letter was read for: nobody types which part of a text is signed."""
    return replace(intake, text=bare(intake.text))


def _under_its_laws(desk: Desk, intake: Intake, sets: date | None) -> tuple[Intake, list[Planned]]:
    """The intake with the laws it is answered under, and the terms they open."""
    promises, usual = promises_and_laws(desk)
    intake = replace(intake, laws=laws_for(intake.role, intake.laws, usual))
    check_in_force(desk, intake.demands, intake.received, intake.laws)
    came = Receipt(
        intake.demands, intake.role, intake.received, sets, intake.channel, intake.laws,
        third_party=intake.third_party, proof=intake.proof,
    )  # fmt: skip
    terms = planned_at_receipt(desk, came, promises)
    check_hours(terms, by_day=intake.by_day)
    proof = intake.proof and any(term.due.row in PROVED_ROWS for term in terms)
    return replace(intake, proof=proof), terms


def _begin(desk: Desk, id: int, written: str, intake: Intake) -> dict[str, object]:
    """Begin the timeline and tell what else the journal says; some demands end consents by arriving (Art. 10.1 (12), 15 (2))."""
    more: dict[str, object] = {} if intake.laws == RUSSIAN else {"laws": intake.laws}
    add_event(desk, id, EventKind.REGISTERED)
    if intake.proof:
        came = local_day(intake.received, desk.zone) if intake.by_day else intake.received
        add_event(desk, id, EventKind.EVIDENCE, at=came)
    if intake.follows is not None:
        more["follows"] = link(desk, id, written, intake.follows)
    if not {DemandKind.STOP_MARKETING, DemandKind.STOP_DISSEMINATION}.isdisjoint(intake.demands):
        end_at_demand(desk, id)
    return more


def _of_people(subject: Named, applicant: Named) -> dict[str, object]:
    key = fold(subject.name or applicant.name)
    return {"subject": subject.id, "applicant": applicant.id, "subject_key": key}


def check_intake(desk: Desk, intake: Intake) -> Intake:
    """The intake fit to keep; refuses at the field that is wrong."""
    now = desk.now()
    demands = tuple(dict.fromkeys(intake.demands))
    if not demands:
        raise AtField(N_("Choose at least one demand."), field="demands")
    checks.check_language(intake.language, "language")
    checked = replace(
        intake,
        received=check_past(intake.received, now, "received"),
        sent=checks.check_done(intake.sent, now, desk.today(), "sent") if intake.sent else None,
        demands=demands,
        subject=checks.clean_person(intake.subject, "subject"),
        applicant=intake.applicant and checks.clean_person(intake.applicant, "applicant"),
        authority=clean_text(intake.authority, "authority", "note"),
        summary=clean_line(intake.summary, "summary"),
        their_number=clean_line(intake.their_number, "their_number"),
        their_date=checks.check_their_date(intake.their_date, desk.today()),
        text=clean_text(intake.text, "text"),
        answer_form=checks.clean_answer_form(intake.answer_form),
    )
    check_moments(checked, desk.zone)
    check_roles(checked, demands)
    return checked


def _repeating(desk: Desk, intake: Intake, *, typed: bool) -> Intake:
    """The intake with the request it repeats: of a letter it was proposed, of a typed one it is the chosen person's."""
    chosen = intake.subject_id
    if intake.repeat_of is not None:
        sql = "SELECT 1 FROM request WHERE id = ?"
        if desk.database.execute_sql(sql, (intake.repeat_of,)).fetchone() is None:
            raise AtField(N_("There is no such request."), field="repeat_of")
    elif typed and chosen is not None:
        received, sent = stamp(intake.received), iso(intake.sent) if intake.sent else ""
        found = earlier_request(desk, intake.demands, received, chosen, "", sent=sent)
        return replace(intake, repeat_of=found.id if found else None)
    return intake


def _people(desk: Desk, intake: Intake) -> tuple[Named, Named]:
    """The cards of subject and applicant, found or made."""
    subject = Named()
    if intake.subject_id is not None:
        subject = known_card(desk, intake.subject_id)
        name = intake.subject.name.strip()
        if intake.takes_name and name and not subject.words[0]:
            take_name(desk, intake.subject_id, name)
            subject = known_card(desk, intake.subject_id)
    elif anything(intake.subject):
        subject = add_person(desk, intake.subject)
    applicant = Named()
    if intake.applicant is not None and intake.role in _APPLICANTS:
        applicant = add_person(desk, intake.applicant)
    return subject, applicant


def _columns(intake: Intake) -> dict[str, object]:
    return {
        "received": stamp(intake.received),
        "sent": iso(intake.sent) if intake.sent else None,
        "channel": intake.channel.value,
        "language": intake.language,
        "role": intake.role.value,
        "authority": intake.authority,
        "summary": intake.summary,
        "text": intake.text,
        "answer_form": intake.answer_form,
        "their_number": intake.their_number,
        "their_date": intake.their_date or None,
        "has_document": int(intake.completeness.document),
        "has_relation": int(intake.completeness.relation),
        "has_signature": int(intake.completeness.signature),
        "repeat_of": intake.repeat_of,
        "state": "open",
        "kinds": " ".join(intake.demands),
        "laws": kept(intake.laws),
        "third_party": int(intake.third_party),
    }


def _sorted_columns(
    desk: Desk, intake: Intake, subject_known: bool, terms: Sequence[Planned]
) -> dict[str, object]:
    """Due dates and next step, from what is at hand: nothing is read back."""
    zone, now = desk.zone, stamp(desk.now())
    ends = [(end_of(term.due.due, zone), term.due) for term in terms]
    case = Case(
        role=intake.role,
        demands=tuple(DemandFacts(kind) for kind in intake.demands),
        terms=tuple(
            TermFacts(
                due.row or due.rule,
                extendable=extendable(desk, due.rule, iso(due.start), iso(due.due)),
                over=end <= now,
            )
            for end, due in ends
        ),
        subject_known=subject_known,
        missing=intake.completeness.missing,
        laws=intake.laws,
    )
    step = next_step(case)
    end, lead = min(ends, key=lambda each: (each[0], each[1].own), default=(NEVER, None))
    return {
        "due": end,
        "due_shown": iso(lead.due) if lead else "",
        "safe": iso(lead.safe) if lead else "",
        "firm": int(lead.firm) if lead else 1,
        "step": step.value if step else "",
    }


def _insert_demands(desk: Desk, request: int, kinds: Sequence[DemandKind]) -> list[int]:
    return [
        insert_row(desk, "demand", {"request": request, "kind": kind.value, "state": "open"})
        for kind in kinds
    ]


def keep_letter(desk: Desk, id: int, letter: bytes, parsed: Letter | None) -> int:
    """Keep the original bytes, then what was attached; returns the attachment of the letter itself."""
    outlook = letter.startswith(_OUTLOOK)
    name, kind = ("letter.msg", "application/vnd.ms-outlook") if outlook else _EML
    kept = keep_file(desk, id, name, letter, "letter", kind)
    for each in parsed.attachments if parsed else ():
        # A letter may name its files as it likes: an endless name is cut, not refused.
        keep_file(desk, id, each.name[:_LONG_NAME], each.content, "incoming", each.media_type)
    return kept
