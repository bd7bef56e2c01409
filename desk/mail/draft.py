# SPDX-License-Identifier: Apache-2.0
"""Writes a reply as an ``.eml`` file that mail programs open as an unsent draft, papers attached.

The bytes are plain ASCII with CRLF line ends and depend on nothing but what is passed in. Sending is left
to the person's own mail program.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime

from desk.domain.letter import LetterFile
from desk.errors import N_, AtField, Refusal
from desk.mail.clean import clean_field, clean_text, file_name
from desk.mail.fields import Mailbox, mailboxes

_WIDTH = 76
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 _-]+")
_PLAIN_TYPE = re.compile(r"[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+")
_MESSAGE_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]+>")


@dataclass(frozen=True)
class Outgoing:
    """A reply to be sent by the operator's mail program."""

    sender: str
    """An address, or ``Name <address>``."""
    to: str
    """One or more addresses, separated by commas, with or without names."""
    subject: str
    text: str
    in_reply_to: str = ""
    """Message-ID of the letter answered."""
    references: tuple[str, ...] = ()
    """Message-IDs of the letters before it, oldest first."""
    message_id: str = ""
    """Left empty, the mail program gives its own when it sends."""
    files: tuple[LetterFile, ...] = ()
    date: datetime | None = None


def write_draft(outgoing: Outgoing) -> bytes:
    """The bytes of the draft; refuses addresses that cannot stand in a letter."""
    fields = [
        "X-Unsent: 1",
        *([_field("Date", format_datetime(outgoing.date))] if outgoing.date else []),
        _field("From", *_people(outgoing.sender, "sender")[0]),
        _field("To", *_listed(_people(outgoing.to, "to"))),
        _subject(clean_field(outgoing.subject)),
        *_numbers(outgoing),
        "MIME-Version: 1.0",
    ]
    text = _text_part(outgoing.text)
    if not outgoing.files:
        return _bytes([*fields, *text])
    parts = [text, *(_file_part(file) for file in outgoing.files)]
    mark = _boundary(parts)
    fields.append(f'Content-Type: multipart/mixed;\r\n boundary="{mark}"')
    body = ["", *(line for part in parts for line in (f"--{mark}", *part)), f"--{mark}--", ""]
    return _bytes([*fields, *body])


def _bytes(lines: Iterable[str]) -> bytes:
    return "\r\n".join(lines).encode("ascii")


def _numbers(outgoing: Outgoing) -> list[str]:
    """The fields that put the reply into the conversation."""
    fields = []
    answered = _MESSAGE_ID.findall(outgoing.in_reply_to)[:1]
    before = [number for each in outgoing.references for number in _MESSAGE_ID.findall(each)]
    thread = list(dict.fromkeys([*before, *answered]))
    if own := _MESSAGE_ID.findall(outgoing.message_id):
        fields.append(_field("Message-ID", own[0]))
    if answered:
        fields.append(_field("In-Reply-To", answered[0]))
    if thread:
        # The first and the nearest are kept when a conversation is very long (RFC 5322, 3.6.4).
        fields.append(
            _field("References", *([*thread[:1], *thread[-20:]] if len(thread) > 21 else thread))
        )
    return fields


def _people(text: str, field: str) -> list[list[str]]:
    """The addresses, each as the words it takes in a header."""
    boxes = mailboxes(clean_field(text, limit=20_000).encode("utf-8", "replace"))
    if not boxes:
        raise Refusal(N_("There is no e-mail address to write to."), field=field)
    return [_box(box, field) for box in boxes]


def _listed(people: list[list[str]]) -> list[str]:
    """Addresses with commas between them."""
    for person in people[:-1]:
        person[-1] += ","
    return [word for person in people for word in person]


def _box(box: Mailbox, field: str) -> list[str]:
    if not box.address:
        raise AtField(N_("This is not an e-mail address."), field=field)
    local, _, domain = box.address.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii") if not domain.isascii() else domain
    except UnicodeError as error:
        raise AtField(N_("This is not an e-mail address."), field=field) from error
    if not local.isascii() or any(character in local + domain for character in ' "<>(),;:\\\r\n'):
        raise Refusal(
            N_("The part before “@” may contain only Latin letters, digits and symbols."),
            field=field,
        )
    address = f"{local}@{domain}"
    if not box.name:
        return [address]
    if _PLAIN_NAME.fullmatch(box.name):
        return [*box.name.split(), f"<{address}>"]
    return [*_encoded(box.name), f"<{address}>"]


def _encoded(text: str) -> list[str]:
    """Encoded words, each short enough for a line."""
    return Header(text, "utf-8", maxlinelen=60).encode(linesep="\n").split()


def _field(name: str, *words: str) -> str:
    """A field folded between its words."""
    lines, line = [], f"{name}:"
    for word in words:
        if len(line) + 1 + len(word) > _WIDTH and line != f"{name}:":
            lines.append(line)
            line = ""
        line += f" {word}"
    return "\r\n".join([*lines, line])


def _subject(text: str) -> str:
    plain = text.isascii() and "=?" not in text and len(text) < 900
    return _field("Subject", *(text.split() if plain else _encoded(text)))


def _text_part(text: str) -> list[str]:
    lines = clean_text(text).rstrip("\n").split("\n")
    if all(line.isascii() and len(line) < 900 for line in lines):
        return [
            "Content-Type: text/plain; charset=us-ascii",
            "Content-Transfer-Encoding: 7bit",
            "",
            *lines,
            "",
        ]
    return [
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        *_base64("\r\n".join([*lines, ""]).encode("utf-8", "replace")),
        "",
    ]


def _file_part(file: LetterFile) -> list[str]:
    media_type = file.media_type if _PLAIN_TYPE.fullmatch(file.media_type) else ""
    # A part of type “message” or “multipart” must not be encoded; as a file it travels untouched.
    if not media_type or media_type.startswith(("multipart/", "message/")):
        media_type = "application/octet-stream"
    name = file_name(file.name, file.media_type)
    return [
        f"Content-Type: {media_type}",
        "Content-Transfer-Encoding: base64",
        f"Content-Disposition: attachment;\r\n {_name_parameter(name)}",
        "",
        *_base64(file.content),
        "",
    ]


def _name_parameter(name: str) -> str:
    """RFC 2231, in pieces where the name is long."""
    if name.isascii():
        return f'filename="{name}"'
    from urllib.parse import quote

    encoded = "utf-8''" + quote(name, safe="")
    if len(encoded) <= 60:
        return f"filename*={encoded}"
    pieces: list[str] = []
    at = 0
    while at < len(encoded):
        end = min(at + 56, len(encoded))
        while end < len(encoded) and "%" in encoded[end - 2 : end]:
            end -= 1  # a percent sign and its two digits stay together
        pieces.append(f"filename*{len(pieces)}*={encoded[at:end]}")
        at = end
    return ";\r\n ".join(pieces)


def _base64(content: bytes) -> list[str]:
    if len(content) < 100_000:
        encoded = base64.b64encode(content).decode("ascii")
        return [encoded[at : at + _WIDTH] for at in range(0, len(encoded), _WIDTH)]
    step = _WIDTH // 4 * 3
    return [
        binascii.b2a_base64(content[at : at + step], newline=False).decode("ascii")
        for at in range(0, len(content), step)
    ]


def _boundary(parts: list[list[str]]) -> str:
    """A mark that no line begins with; the same content gives the same mark."""
    digest = hashlib.sha256()
    for part in parts:
        for line in part:
            digest.update(line.encode("ascii") + b"\n")
    return f"=_desk_{digest.hexdigest()[:32]}"
