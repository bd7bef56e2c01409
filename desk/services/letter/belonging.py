# SPDX-License-Identifier: Apache-2.0
"""To which request a letter that comes in belongs: the same letter, an answer in its thread, or what seems so.

A number alone never joins a letter to anything: it is proposed, and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from desk.domain.guess import own_words
from desk.domain.letter import Letter
from desk.domain.numbering import printed_number
from desk.domain.proposal import Known, Seeming
from desk.errors import N_, Refusal, Trouble
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.letter.own_mail import threaded
from desk.services.letter.undelivered import came_back, seems_back
from desk.storage import blobs

_NUMBER = re.compile(r"(?<![\w/.-])(?:request/)?(\d{4}-\d{3,6})(?![\w/-])")
_REPLY = re.compile(r"(?i)^\s*(re|aw|sv|ha|на|отв|ответ)(\[\d+\])?\s*:")
_OURS = re.compile(
    r"(?i)(?:№|\b(?:no|nr|number|номер\w{0,2})\b[.:]?|\b(?:обращени|запрос)\w{0,3}|\brequest/?)\s{0,3}$"
)
_OTHERS = re.compile(
    r"(?i)\b(?:заказ|договор|сч[её]т|накладн|квитанц|полис|акт|согласи|order|invoice|contract|act|consent|receipt)"
    r"\w{0,4}\W{0,3}(?:№|\w{2,6}[.:]?)\s{0,3}$"
)
"""A number of this shape is said to be a request's, or something else's: shops number orders so."""
_MOST_NUMBERS = 20
_OF_SENDER = (
    "SELECT DISTINCT r.id, r.number, r.text FROM person p"
    " JOIN request r ON coalesce(p.merged_into, p.id) IN (r.subject, r.applicant)"
    " WHERE p.email_key IN (?, ?) AND p.email_key <> '' AND r.state = 'open' AND r.answered IS NULL"
    " AND r.text <> '' ORDER BY r.id DESC LIMIT 100"
)
_NUMBERED = (
    "SELECT r.id, r.number, (SELECT count(*) FROM person p"
    " WHERE coalesce(p.merged_into, p.id) IN (r.subject, r.applicant)"
    " AND p.email_key IN (?, ?) AND p.email_key <> '') FROM request r"
    " WHERE r.number = ? AND r.state <> 'void'"
)


def duplicate_of(desk: Desk, letter: Letter) -> Known | None:
    """The request this very letter belongs to already: the same bytes, or the same letter saved anew."""
    for each in filter(None, (letter, letter.forwarded)):
        found = _kept(desk, each) or next((k for k, same in _of_its_id(desk, each) if same), None)
        if found is not None:
            return found
    return None


def refuse_known(desk: Desk, letter: Letter) -> None:
    """Refuse a letter that was taken in before."""
    known = duplicate_of(desk, letter)
    if known is not None:
        raise Refusal(
            N_("This letter was already registered, as {number}."),
            number=printed_number(known.number),
        )


def _kept(desk: Desk, letter: Letter) -> Known | None:
    row = desk.database.execute_sql(
        "SELECT id, number FROM request WHERE state <> 'void' AND letter_digest = ?1 AND ?1 <> ''"
        " UNION ALL SELECT r.id, r.number FROM attachment a"
        " JOIN request r ON r.id = a.request WHERE a.blob = ?1 AND a.role = 'letter'"
        " AND r.state <> 'void' LIMIT 1",
        (letter.digest,),
    ).fetchone()
    return Known(*row) if row else None


def _of_its_id(desk: Desk, letter: Letter) -> Iterator[tuple[Known, bool]]:
    """Requests whose letter has the same Message-ID, and whether it is the same letter: a header proves nothing."""
    rows = desk.database.execute_sql(
        "SELECT id, number, letter_digest FROM request"
        " WHERE message_id = ? AND message_id <> '' AND state <> 'void'",
        (letter.message_id,),
    ).fetchall()
    for id, number, digest in rows:
        yield Known(id, number), _says_the_same(desk, digest, letter)


def _says_the_same(desk: Desk, digest: str, letter: Letter) -> bool:
    from desk.mail.intake import read_letter

    try:
        kept = read_letter(blobs.get(desk.database, digest)).original
    except Trouble:  # its bytes were erased: nobody can tell any more
        return False
    return _told(kept) == _told(letter)


def _told(letter: Letter) -> tuple[object, ...]:
    files = sorted(each.content for each in letter.attachments)
    return fold(letter.sender_address), _words(letter.subject), _words(letter.text), files


def answered(desk: Desk, letter: Letter) -> Known | None:
    """The request whose letter this one answers, the nearest first, or whose mail it brings back."""
    back = came_back(desk, letter)
    if back is not None:
        return back
    found = threaded(desk, letter) or (letter.forwarded and threaded(desk, letter.forwarded))
    return found[0] if found else None


def seeming(desk: Desk, letter: Letter, keys: tuple[str, str]) -> Seeming | None:
    """The request the letter seems to belong to, although nothing in its header says so.

    ``keys`` are its writer's addresses, folded.
    """
    for known, same in _of_its_id(desk, letter):
        if not same:
            return Seeming(known, same_id=True)
    return seems_back(desk, letter) or _same_words(desk, letter, keys) or _named(desk, letter, keys)


def _same_words(desk: Desk, letter: Letter, keys: tuple[str, str]) -> Seeming | None:
    """A request not answered yet for which the same sender wrote the same; later it would be a repeat."""
    words = _words(letter.text)
    if words:
        for id, number, text in desk.database.execute_sql(_OF_SENDER, keys).fetchall():
            if _words(text) == words:
                return Seeming(Known(id, number), same=True)
    return None


def _words(text: str) -> list[str]:
    return fold(text).split()


def _named(desk: Desk, letter: Letter, keys: tuple[str, str]) -> Seeming | None:
    """A request whose number the sender of it gives, else one that anybody calls a request."""
    named: dict[str, bool] = {}
    answers = bool(_REPLY.match(letter.subject))
    for text in (letter.subject, own_words(letter.text, letter.subject)):
        for found in _NUMBER.finditer(text):
            called = (answers and text is letter.subject) or _is_called_request(text, found)
            named[found[1]] = named.get(found[1], False) or called
    first = None
    for number in list(named)[:_MOST_NUMBERS]:
        row = desk.database.execute_sql(_NUMBERED, (*keys, f"request/{number}")).fetchone()
        if row and row[2]:
            return Seeming(Known(row[0], row[1]))
        if row and named[number] and first is None:
            first = Seeming(Known(row[0], row[1]))
    return first


def _is_called_request(text: str, number: re.Match[str]) -> bool:
    before = text[max(0, number.start(1) - 40) : number.start(1)]
    return bool(_OURS.search(before)) and not _OTHERS.search(before)
