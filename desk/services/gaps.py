# SPDX-License-Identifier: Apache-2.0
"""Where an answer contradicts the register, what it leaves open, and starter texts nobody has read.

The law wants “no data” said where there are none, so nothing here stops the paper: whoever issues it
is told once more which items say nothing, and why.
"""

from __future__ import annotations

from datetime import date

from desk.domain.consent import ConsentState
from desk.domain.duties import is_starter
from desk.domain.numbering import printed_number
from desk.domain.paper import Draft, NoticeDoneFacts
from desk.domain.proposal import (
    EMPTY_ITEM,
    KEPT,
    SEARCHED,
    STARTER,
    UNADDRESSED,
    UNCONFIRMED,
    UNKNOWN,
    UNPROVED,
    UNSAID,
    Hint,
)
from desk.domain.registers import Recipient
from desk.domain.values import Both
from desk.errors import N_
from desk.services.access_items import unaddressed, unconfirmed
from desk.services.consent_listing import consents_of
from desk.services.desk import Desk
from desk.services.disclosures import disclosures
from desk.services.holdings import active_holdings, holdings_of
from desk.services.recipients import parties_of
from desk.storage.models import Request
from desk.text import Catalogue

_CONTRADICTING = ("item2", "item3", "item5", "item6")
"""Grounds, purposes, data and terms: there are none only where nothing is processed."""
_HELD = N_("data held for “{purpose}”")
_CONSENT = N_("consent No. {number}, in force")
_HANDED = N_("data handed over on {day} to {recipient}")


def gap_hints(desk: Desk, draft: Draft, language: str) -> tuple[Hint, ...]:
    """What the register says against the paper, items that contradict item 1 by their silence, starter texts.

    Recipients and records are named in ``language``, that of the reader.
    """
    texts = draft.facts.passages
    found = []
    if draft.form == "reply_access":
        empty = [name for name in _CONTRADICTING if not _says(texts.get(name, Both()))]
        person = _subject(draft)
        if person is not None:
            held = active_holdings(desk, person)
            if empty and not held:
                found.append(Hint("", "register", "subject", UNKNOWN))
            parties = parties_of(desk, held)
            found += _parties(unconfirmed(parties), "recipients", UNCONFIRMED, language)
            found += _parties(unaddressed(parties), "addresses", UNADDRESSED, language)
        found += [Hint("", "gap", name, EMPTY_ITEM) for name in empty]
    if draft.form == "reply_transfer":
        person = _subject(draft)
        if person is not None and not active_holdings(desk, person):
            found.append(Hint("", "register", "subject", UNKNOWN))
    if isinstance(draft.facts, NoticeDoneFacts) and _unproved(draft.facts):
        found.append(Hint("", "act", "act_number", UNPROVED))
    asked = draft.form == "notice_done" and {"third_parties"} & {p.name for p in draft.passages}
    if asked and not _says(texts.get("third_parties", Both())):
        found.append(Hint("", "unsaid", "third_parties", UNSAID))
    if draft.form == "reply_not_processed":
        found += _contradicted(desk, draft, language)
    if is_starter(texts.get("item9_1", Both())):
        found.append(Hint("", "starter", "item9_1", STARTER))
    return tuple(found)


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
            words.say(_HELD, purpose=view.purpose.of(words.language))
            for view in held
            if not view.ended
        ),
        *(
            words.say(_CONSENT, number=printed_number(row.number))
            for row in consents_of(desk, person)
            if row.state is ConsentState.ACTIVE
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
