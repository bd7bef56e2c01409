# SPDX-License-Identifier: Apache-2.0
"""Where an answer contradicts the register, what it leaves open, and starter texts nobody has read.

The law wants “no data” said where there are none, so nothing here stops the paper: whoever issues it
is told once more which items say nothing, and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desk.domain.deeds import ALSO_MET, DEED_ROWS
from desk.domain.duties import is_starter
from desk.domain.lateness import late_words
from desk.domain.numbering import printed_number
from desk.domain.paper import Draft, NoticeDoneFacts, RefusalFacts
from desk.domain.proposal import (
    CONSENTS_ALONE,
    EARLIER,
    EMPTY_ITEM,
    KEPT,
    OTHER_LANGUAGE,
    SEARCHED,
    STARTER,
    UNADDRESSED,
    UNCONFIRMED,
    UNDONE,
    UNKNOWN,
    UNPLACED,
    UNPROVED,
    UNSAID,
    UNSENT,
    Hint,
)
from desk.domain.registers import CONSENT_GROUND, Recipient
from desk.domain.transfer_reply import ReplyTransferFacts
from desk.domain.values import Both
from desk.errors import N_
from desk.services.consent.listing import consents_in_force
from desk.services.desk import Desk
from desk.services.paper.facts import matter
from desk.services.register.disclosures import disclosures
from desk.services.register.holdings import active_holdings, holdings_of
from desk.services.register.recipients import parties_of
from desk.services.request.access_items import unaddressed, unconfirmed
from desk.services.request.cases import load_case
from desk.services.request.done_before import HELD, IN_FORCE, contradictions
from desk.services.request.earlier_answers import CONTRADICTING, open_ends
from desk.services.request.refusing import INCOMPLETE, REPEAT
from desk.services.request.refusing import UNKNOWN as UNPROVED_WHO
from desk.services.rows import TERM_COLUMNS, KeptTerm
from desk.services.terms import late_of, worded
from desk.storage.models import Request
from desk.text import Catalogue

_TERMS = (
    f"SELECT {TERM_COLUMNS} FROM deadline WHERE request = ? AND dropped IS NULL"  # noqa: S608 -- names are ours
    " ORDER BY due_moment, id"
)
_DONE_LATE = N_(
    "The notice states the date of the measure, so the reader will see that it was late: {found}."
)
"""Of a deed done after the last day of what it meets."""
_DENIED = N_(
    "The paper says that there is no cross-border transfer of this person’s data, but the register does not know "
    "which data of this person you keep."
)
"""Of an answer that denies a transfer for want of records."""
_HANDED = N_("data handed over on {day} to {recipient}")


def gap_hints(desk: Desk, draft: Draft, language: str) -> tuple[Hint, ...]:
    """What the register says against the paper, items that contradict item 1 by their silence, starter texts.

    Recipients and records are named in ``language``, that of the reader.
    """
    texts = draft.facts.passages
    found = []
    if draft.form == "reply_access":
        found += _of_access(desk, draft, language)
    if isinstance(draft.facts, ReplyTransferFacts):
        person = _subject(draft)
        if person is not None and not active_holdings(desk, person):
            found.append(Hint("", "register", "subject", UNKNOWN))
            found += [] if draft.facts.lines else [Hint("", "denied", "subject", _DENIED)]
    if isinstance(draft.facts, NoticeDoneFacts):
        found += _of_deed(desk, draft, draft.facts, language)
    if isinstance(draft.facts, RefusalFacts):
        found += _unsent(desk, draft, draft.facts)
        found += _repeated(desk, draft, draft.facts, language)
    if draft.form == "reply_not_processed":
        found += _contradicted(desk, draft, language)
    printed = {code: texts.get("item9_1", Both()).of(code) for code in draft.mode.languages}
    if is_starter(Both(**printed)):
        found.append(Hint("", "starter", "item9_1", STARTER))
    return (*found, *_in_other_language(desk, draft, language))


def _in_other_language(desk: Desk, draft: Draft, language: str) -> Iterator[Hint]:
    """Words in Russian in a paper in English, and the other way; in two columns, in the wrong one."""
    from desk.documents.catalogue import in_other_language

    words = desk.catalogue(language)
    for place, found in in_other_language(draft.form, draft.facts, draft.mode):
        where = place if isinstance(place, str) else words.tell(place)
        yield Hint(found, "language", where, OTHER_LANGUAGE)


def _of_access(desk: Desk, draft: Draft, language: str) -> list[Hint]:
    """Items that say nothing, and what the register does not know: of the person, of those who get the data."""
    texts, person, found = draft.facts.passages, _subject(draft), []
    empty = [name for name in CONTRADICTING if not _says(texts.get(name, Both()))]
    if person is not None:
        held = active_holdings(desk, person)
        if empty and not held:
            found.append(Hint("", "register", "subject", UNKNOWN))
        elif held and all(view.fields.ground == CONSENT_GROUND for view in held):
            found.append(Hint("", "register", "subject", CONSENTS_ALONE))
        parties = parties_of(desk, held)
        found += _parties(unconfirmed(parties), "recipients", UNCONFIRMED, language)
        found += _parties(unaddressed(parties), "addresses", UNADDRESSED, language)
    return found + [Hint("", "gap", name, EMPTY_ITEM) for name in empty]


def _of_deed(desk: Desk, draft: Draft, facts: NoticeDoneFacts, language: str) -> list[Hint]:
    """A destruction without its act, what the records say against the notice, third parties nobody spoke of."""
    found = [Hint("", "act", "act_number", UNPROVED)] if _unproved(facts) else []
    if draft.request is not None:
        said = contradictions(desk, draft.request, facts, draft.replaces, language)
        found += [Hint("; ".join(said), "undone", "action", UNDONE)] if said else []
        late = list(dict.fromkeys(_late(desk, draft.request, facts, language)))
        found += [Hint("; ".join(late), "late", "done_on", _DONE_LATE)] if late else []
    asked = {each.name for each in draft.passages}
    for name, why in (("systems", UNPLACED), ("third_parties", UNSAID)):
        if name in asked and not _says(facts.passages.get(name, Both())):
            found.append(Hint("", "unsaid", name, why))
    return found


def _late(desk: Desk, request: int, facts: NoticeDoneFacts, language: str) -> Iterator[str]:
    """The duties the measure meets after their last day, with by how much."""
    rows = desk.database.execute_sql(_TERMS, (request,)).fetchall()
    for row in map(KeptTerm._make, rows):
        if facts.action in DEED_ROWS.get(row.row, ()) or facts.action in ALSO_MET.get(row.row, ()):
            title, due = worded(desk, row, language)
            late = late_of(desk, row._replace(met=facts.done_on.isoformat()), due)
            if late is not None:
                yield f"{title} — {late_words(desk.catalogue(language), late)}"


def _unsent(desk: Desk, draft: Draft, facts: RefusalFacts) -> list[Hint]:
    """A refusal for want of what was asked for, or of who asks, while nothing shows that the letter left."""
    rests = any(each.ground in (INCOMPLETE, *UNPROVED_WHO) for each in facts.refused)
    if not rests or draft.request is None or draft.replaces is not None:
        return []
    case = load_case(desk, draft.request)[1]
    return [Hint("", "unsent", "refused", UNSENT)] if case.completion_unsent else []


def _repeated(desk: Desk, draft: Draft, facts: RefusalFacts, language: str) -> list[Hint]:
    """A refusal that says all was given before, while the earlier answer left something open."""
    if draft.request is None or all(each.ground != REPEAT for each in facts.refused):
        return []
    words = desk.catalogue(language)
    said = [words.tell(each) for each in open_ends(desk, matter(desk, draft.request, ()), language)]
    return [Hint("; ".join(said), "earlier", "refused", EARLIER)] if said else []


def _contradicted(desk: Desk, draft: Draft, language: str) -> list[Hint]:
    """What is kept of the person who is told that nothing is, and a search that nobody has described."""
    from desk.documents.catalogue import default_passages

    person, found = _subject(draft), []
    kept = [] if person is None else _kept(desk, person, desk.catalogue(language))
    if kept:
        found.append(Hint("; ".join(kept), "kept", "form", KEPT))
    said = draft.facts.passages.get("searched", Both())
    starter = default_passages(draft.form, draft.facts)["searched"]
    if any(said.of(code).strip() == starter.of(code).strip() for code in draft.mode.languages):
        found.append(Hint("", "starter", "searched", SEARCHED))
    return found


def _kept(desk: Desk, person: int, words: Catalogue) -> list[str]:
    """Data held, consents in force, and data handed over after the last of them was destroyed.

    Transfers abroad follow from the first two.
    """
    held = holdings_of(desk, person)
    gone = max((view.ended for view in held if view.ended), default="")
    return [
        *(
            words.say(HELD, purpose=view.purpose.of(words.language))
            for view in held
            if not view.ended
        ),
        *(
            words.say(IN_FORCE, number=printed_number(row.number))
            for row in consents_in_force(desk, person)
        ),
        *(
            words.say(
                _HANDED, day=date.fromisoformat(each.day), recipient=each.name.of(words.language)
            )
            for each in disclosures(desk, person)
            if each.day > gone
        ),
    ]


def _parties(found: list[Recipient], kind: str, sentence: str, language: str) -> list[Hint]:
    names = "; ".join(each.name.of(language) for each in found)
    return [Hint(names, kind, "recipients", sentence)] if found else []


def _unproved(facts: NoticeDoneFacts) -> bool:
    """A destruction the notice cannot name the act of; order 179 is of Federal Law 152-FZ."""
    named = facts.act_number.strip() and facts.act_date is not None
    return facts.action == "destruction" and not named and not facts.other_law_alone


def _says(text: Both) -> bool:
    return bool(text.ru.strip() or text.en.strip())


def _subject(draft: Draft) -> int | None:
    request = Request.get_or_none(Request.id == draft.request)
    return None if request is None else request.subject_id
