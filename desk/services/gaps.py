# SPDX-License-Identifier: Apache-2.0
"""What an answer leaves open though it confirms that data are processed, and a notice of third parties.

The law wants “no data” said where there are none, so nothing here stops the paper: whoever issues it
is told once more which items say nothing, and why.
"""

from __future__ import annotations

from desk.domain.duties import is_starter
from desk.domain.paper import Draft
from desk.domain.proposal import (
    EMPTY_ITEM,
    STARTER,
    UNADDRESSED,
    UNCONFIRMED,
    UNKNOWN,
    UNSAID,
    Hint,
)
from desk.domain.registers import Recipient
from desk.domain.values import Both
from desk.services.access_items import unaddressed, unconfirmed
from desk.services.desk import Desk
from desk.services.holdings import holdings_of
from desk.storage.models import Request

_CONTRADICTING = ("item2", "item3", "item5", "item6")
"""Grounds, purposes, data and terms: there are none only where nothing is processed."""


def gap_hints(desk: Desk, draft: Draft, language: str) -> tuple[Hint, ...]:
    """Items that contradict item 1 by their silence, recipients not confirmed or without address, starter texts.

    Recipients are named in ``language``, that of the reader.
    """
    texts = draft.facts.passages
    found = []
    if draft.form == "reply_access":
        empty = [name for name in _CONTRADICTING if not _says(texts.get(name, Both()))]
        person = _subject(draft)
        if empty and person is not None and not _active(desk, person):
            found.append(Hint("", "register", "subject", UNKNOWN))
        if person is not None:
            found += _parties(unconfirmed(desk, person), "recipients", UNCONFIRMED, language)
            found += _parties(unaddressed(desk, person), "addresses", UNADDRESSED, language)
        found += [Hint("", "gap", name, EMPTY_ITEM) for name in empty]
    if draft.form == "reply_transfer":
        person = _subject(draft)
        if person is not None and not _active(desk, person):
            found.append(Hint("", "register", "subject", UNKNOWN))
    asked = draft.form == "notice_done" and {"third_parties"} & {p.name for p in draft.passages}
    if asked and not _says(texts.get("third_parties", Both())):
        found.append(Hint("", "unsaid", "third_parties", UNSAID))
    if is_starter(texts.get("item9_1", Both())):
        found.append(Hint("", "starter", "item9_1", STARTER))
    return tuple(found)


def _parties(found: list[Recipient], kind: str, sentence: str, language: str) -> list[Hint]:
    names = "; ".join(each.name.of(language) for each in found)
    return [Hint(names, kind, "recipients", sentence)] if found else []


def _says(text: Both) -> bool:
    return bool(text.ru.strip() or text.en.strip())


def _subject(draft: Draft) -> int | None:
    request = Request.get_or_none(Request.id == draft.request)
    return None if request is None else request.subject_id


def _active(desk: Desk, person: int) -> bool:
    """Whether the register holds anything of the person that an answer could tell."""
    return any(view.active for view in holdings_of(desk, person, ended=False))
