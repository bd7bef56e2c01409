# SPDX-License-Identifier: Apache-2.0
"""Whom a message of a mail server says a letter did not reach, and which letter that was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desk.domain.letter import LetterFile
from desk.mail.clean import clean_field
from desk.mail.fields import address_of, mailboxes, message_ids
from desk.mail.mime import Headers, part_at

_RETURNED = ("message/rfc822", "message/global", "message/rfc-822", "text/rfc822-headers")
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")
_RECIPIENT = re.compile(rb"(?im)^(?:final|original)-recipient:[^;\r\n]*;[ \t]*([^\r\n]+)")
_ACTION = re.compile(rb"(?im)^action:[ \t]*(\w+)")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_ID_LINE = re.compile(r"(?im)^[> \t]*message-id:\s*(<[^<>\s]{3,900}>)")
_MOST, _HEAD = 20, 4000


def unreached(headers: Headers, files: Sequence[LetterFile], text: str) -> tuple[str, ...]:
    """The addresses the letter did not reach: by the report, else by the header, else by the first words."""
    report = next((f.content for f in files if f.media_type == "message/delivery-status"), b"")
    found = [address for block in _BLANK.split(report[:400_000]) for address in _failed(block)]
    found = found or [box.address for box in mailboxes(headers.get("x-failed-recipients"))]
    said = text[:_HEAD]
    found = found or [each for each in _ADDRESS.findall(said) if f"<{each}>" not in _ids(said)]
    return tuple(dict.fromkeys(filter(None, found)))[:_MOST]


def _failed(block: bytes) -> Iterator[str]:
    action = _ACTION.search(block)
    if action is None or action[1].lower() == b"failed":
        for found in _RECIPIENT.findall(block):
            yield address_of(clean_field(found.decode("utf-8", "replace")).strip("<> "))


def returned_ids(files: Sequence[LetterFile], text: str) -> tuple[str, ...]:
    """Message-IDs of the letter that came back, then of those it answered."""
    for file in files:
        if file.media_type in _RETURNED:
            inner = part_at(file.content.lstrip()).headers
            names = ("message-id", "in-reply-to", "references")
            return tuple(dict.fromkeys(id for name in names for id in message_ids(inner.get(name))))
    return _ids(text)[:1]


def _ids(text: str) -> tuple[str, ...]:
    return tuple(_ID_LINE.findall(text))
