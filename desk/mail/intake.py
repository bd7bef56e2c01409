# SPDX-License-Identifier: Apache-2.0
"""Reads a saved e-mail into a ``Letter``: the one door through which mail comes in.

It takes any bytes and raises nothing but a refusal. It stores nothing, renders nothing and fetches
nothing; the caller keeps the original bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from desk.domain.guess import guess_demands, guess_language
from desk.domain.kinds import DemandKind
from desk.domain.letter import (
    BOUNCE,
    ENDINGS,
    NO_MOMENT,
    ONLY_SENT,
    Guess,
    Letter,
    LetterFile,
    SignedPart,
)
from desk.domain.letter_words import plain
from desk.errors import Refusal
from desk.mail import notes
from desk.mail.automatic import AUTO_REPLY, DELIVERY_REPORT, DOUBTFUL, automatic, by_form
from desk.mail.fields import Mailbox, mailboxes, message_ids, words
from desk.mail.mime import Headers, Part, part_at
from desk.mail.moments import moment, received
from desk.mail.parts import LETTERS, Content, read_parts
from desk.mail.undelivered import returned_ids, unreached

_OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS = frozenset(
    {"from", "to", "subject", "date", "received", "message-id", "return-path", "delivered-to", "reply-to",
     "sender", "cc", "mime-version", "x-mailer", "in-reply-to", "x-unsent", "envelope-to", "resent-from"}
)  # fmt: skip
_MOST_ENCLOSED = _MOST_PASSES = 3
_NEXT_IN_BOX = re.compile(rb"\n\r?\nFrom [^\s]{1,320} .{0,60}\d{4}[^\n]{0,20}\r?\n[A-Za-z-]{2,60}:")


def read_letter(content: bytes, name: str = "") -> Letter:
    """What the letter says about itself; ``.eml`` or Outlook ``.msg``, told apart by content.

    ``name`` is the name of the file it came from; nothing depends on it.
    """
    return _read(content, 0)


def _read(content: bytes, depth: int) -> Letter:
    if not content.strip(b"\0\r\n\t "):
        raise Refusal(notes.EMPTY)
    if len(content) > notes.MAX_LETTER:
        raise Refusal(notes.TOO_BIG, limit=notes.MAX_LETTER // 1024 // 1024)
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith(_OUTLOOK):
        from desk.mail.outlook import read_outlook

        return read_outlook(content, digest, depth)
    source, several = _one_letter(_as_bytes(content))
    part = part_at(source)
    if not any(mark in part.headers for mark in _MARKS):
        raise Refusal(notes.NOT_A_LETTER)
    read = read_parts(part)
    if several:
        read.warn(notes.SEVERAL)
    return letter_of(part, read, digest, depth)


def signed_part(content: bytes) -> SignedPart | None:
    """What a saved e-mail has signed as a whole (S/MIME); ``None`` when it is not signed, or no letter."""
    from desk.mail import smime

    if content.startswith(_OUTLOOK):
        from desk.mail.outlook import signed_letter

        part = signed_letter(content)
    else:
        part = part_at(_one_letter(_as_bytes(content))[0])
    found = smime.signed_part(part) if part else None
    if part is None or found is None:
        return None
    return replace(found, sender=_sender(part.headers, "").address)


def sender_of(content: bytes) -> tuple[str, str]:
    """Address and name a saved letter says it is from; empty where it says none or is no letter."""
    try:
        found = _read(content, _MOST_PASSES)
    except Refusal:
        return "", ""
    return found.sender_address, found.sender_name


@dataclass(frozen=True)
class _Moments:
    received: datetime | None
    taken_from: str
    sent: datetime | None


def letter_of(part: Part, read: Content, digest: str, depth: int) -> Letter:
    """Put the header and the content of a letter together; ``depth`` tells in how many others it lies."""
    headers, charset = part.headers, read.charset
    sender = _sender(headers, charset)
    if not sender.address:
        read.warn(notes.NO_SENDER)
    to = tuple(box for box in _all(headers, "to", charset) if box.address)
    subject = words(headers.get("subject"), charset)
    when = _moments(headers, read)
    demands = _demands(part, read, subject, sender.address)
    inner = None if demands else _passed_on(read.files, depth)
    demands = inner.demands if inner else demands
    reply = next((box.address for box in _all(headers, "reply-to", charset) if box.address), "")
    form = by_form(sender, reply, read.text)
    why = automatic(headers, sender, to, part.body, personal=bool(demands) or form)
    if why == DOUBTFUL:
        read.warn(notes.MAILING)
    elif why in (BOUNCE, DELIVERY_REPORT, AUTO_REPLY):
        demands, inner = (), None
    return Letter(
        sender_name=sender.name,
        sender_address=sender.address,
        reply_address=reply if reply.lower() != sender.address.lower() else "",
        to_addresses=tuple(dict.fromkeys(box.address for box in to)),
        received=when.received,
        received_from=when.taken_from,
        sent=when.sent,
        subject=subject,
        # What is signed in an enclosed letter is a file of that one, and none of those told of here.
        text="\n\n".join(filter(None, (read.text, plain(inner.text) if inner else ""))),
        language=inner.language if inner else guess_language(read.text, subject),
        demands=demands,
        automatic="" if why == DOUBTFUL else why,
        message_id=next(iter(message_ids(headers.get("message-id"))), ""),
        attachments=tuple(read.files),
        warnings=tuple(read.warnings),
        digest=digest,
        forwarded=inner,
        by_form=form,
        **_thread(headers, read, why),
    )


def _demands(part: Part, read: Content, subject: str, sender: str) -> tuple[Guess, ...]:
    """What a letter demands; of a signed one only what its text does, for nobody signed the subject.

    Of one that is signed in part it is told which demands no signed word makes.
    """
    from desk.mail import smime

    every = guess_demands(read.text, subject, sender)
    whole = smime.signed_part(part) is not None
    if not whole and not read.signed:
        return every
    text = read.text if whole else read.signed
    signed = {each.kind: each for each in guess_demands(text, subject, sender, titled=False)}
    if not whole:
        found = {each.kind: replace(each, unsigned=True) for each in every} | signed
        return tuple(found[kind] for kind in DemandKind if kind in found)
    if {each.kind for each in every} - signed.keys():
        read.warn(notes.UNSIGNED_SUBJECT)
    return tuple(signed.values())


def _passed_on(files: Sequence[LetterFile], depth: int) -> Letter | None:
    """The enclosed letter of a person that demands something, however often it was passed on."""
    if depth >= _MOST_PASSES:
        return None
    letters = (
        file for file in files if file.media_type in LETTERS or file.name.lower().endswith(ENDINGS)
    )
    for file in islice(letters, _MOST_ENCLOSED):
        try:
            inner = _read(file.content, depth + 1)
        except Refusal:
            continue
        if inner.demands and not inner.automatic:
            return inner.original
    return None


def _as_bytes(content: bytes) -> bytes:
    """The file without a byte order mark, as one-byte text with line feeds in it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode("utf-8")
    content = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t \0")
    head = content[:65_536]
    if head.count(b"\r") - head.count(b"\r\n") > head.count(b"\n"):
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return content


def _one_letter(content: bytes) -> tuple[bytes, bool]:
    """The first letter of a mailbox file without its separator line, and whether more follow."""
    if not content.startswith(b"From "):
        return content, False
    found = _NEXT_IN_BOX.search(content)
    end = found.start() + 1 if found else len(content)
    return content[content.find(b"\n") + 1 : end], found is not None


def _all(headers: Headers, name: str, charset: str) -> list[Mailbox]:
    return [box for field in headers.all(name)[:50] for box in mailboxes(field, charset)]


def _sender(headers: Headers, charset: str) -> Mailbox:
    """Who wrote; where ``From`` is missing, the next best field."""
    for name in ("from", "sender", "resent-from", "reply-to", "return-path"):
        boxes = _all(headers, name, charset)
        found = next((box for box in boxes if box.address), None)
        if found:
            return found
        if boxes and name == "from":
            return boxes[0]
    return Mailbox("", "")


def _moments(headers: Headers, read: Content) -> _Moments:
    at, odd = received(headers)
    sent = moment(headers.get("date")) if "date" in headers else None
    if odd or ("date" in headers and sent is None):
        read.warn(notes.ODD_MOMENT)
    if at is not None:
        return _Moments(at, "received", sent)
    read.warn(ONLY_SENT if sent else NO_MOMENT)
    return _Moments(sent, "date" if sent else "", sent)


def _thread(headers: Headers, read: Content, why: str) -> dict[str, Any]:
    """The letters this one answers or brings back, nearest first, and whom the latter did not reach."""
    if why != BOUNCE:
        return {"in_reply_to": _answered(headers)}
    back = returned_ids(read.files, read.text)
    return {
        "in_reply_to": tuple(dict.fromkeys((*back, *_answered(headers)))),
        "unreached": unreached(headers, read.files, read.text),
    }


def _answered(headers: Headers) -> tuple[str, ...]:
    """The letters this one answers, nearest first."""
    near = message_ids(headers.get("in-reply-to"))
    far = message_ids(headers.get("references"))
    return tuple(dict.fromkeys((*near, *reversed(far))))
