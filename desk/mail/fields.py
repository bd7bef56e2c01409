# SPDX-License-Identifier: Apache-2.0
"""Reads single header fields: encoded words, parameters, addresses, message numbers.

Every function takes whatever bytes a letter may hold and answers with what can be understood of them.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from desk.mail import charset as charsets
from desk.mail.clean import clean_field
from desk.mail.mime import Part
from desk.mail.transfer import undo

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
# Only from the beginning of a word: every later start of a long one would be searched in vain.
_ADDRESS = re.compile(r"(?<![^\s<>\"(),;:@\[\]])[^\s<>\"(),;:@\[\]]+@[^\s<>\"(),;@]+")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")
_CONTINUED = re.compile(r"(.+?)\*(\d{1,4})(\*?)$")


@dataclass(frozen=True)
class Mailbox:
    """One address with its display name."""

    name: str
    address: str


def words(raw: bytes, charset: str = "") -> str:
    """A header's text: encoded words decoded, raw 8-bit bytes by ``charset`` or guessed; one clean line."""
    return clean_field(decode_words(raw_text(raw, charset)))


def raw_text(raw: bytes, charset: str = "") -> str:
    """The header's characters before encoded words are decoded."""
    if raw.isascii():
        return raw.decode("ascii")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return charsets.decode(raw, charset)[0] if charset else charsets.guess(raw)


def decode_words(text: str) -> str:
    """RFC 2047; neighbours in one character set are joined before decoding, a character may be split."""
    if "=?" not in text:
        return text
    out: list[str] = []
    pending, pending_set, at = bytearray(), "", 0
    for match in _WORD.finditer(text):
        gap = text[at : match.start()]
        name = match.group(1).partition("*")[0].lower()
        if pending and (gap.strip() or name != pending_set):
            out.append(_decoded(pending, pending_set))
            pending.clear()
        # White space between two encoded words is not shown (RFC 2047, 6.2).
        if gap.strip() or at == 0:
            out.append(gap)
        pending += _word_bytes(match.group(2), match.group(3))
        pending_set, at = name, match.end()
    out.append(_decoded(pending, pending_set))
    out.append(text[at:])
    return "".join(out)


def _decoded(raw: bytearray, name: str) -> str:
    return charsets.decode(bytes(raw), name)[0] if raw else ""


def _word_bytes(encoding: str, content: str) -> bytes:
    raw = content.encode("utf-8", "surrogateescape")
    if encoding in "bB":
        return undo(raw, "base64")[0]
    return binascii.a2b_qp(raw.replace(b" ", b"_"), header=True)


def parameters(raw: bytes) -> tuple[str, dict[str, str]]:
    """The value of a field like ``Content-Type`` and its parameters, RFC 2231 pieces put together."""
    pieces = _pieces(raw_text(raw[:16_384]))
    value = clean_field(pieces[0]).lower() if pieces else ""
    plain: dict[str, str] = {}
    split: dict[str, dict[int, tuple[str, bool]]] = {}
    for piece in pieces[1:]:
        name, equals, content = piece.partition("=")
        name = name.strip().lower()
        if not equals or not name:
            continue
        content = _unquoted(content.strip())
        if name.endswith("*") and not _CONTINUED.match(name):
            split.setdefault(name[:-1], {})[0] = (content, True)
        elif found := _CONTINUED.match(name):
            split.setdefault(found[1], {})[int(found[2])] = (content, bool(found[3]))
        else:
            plain.setdefault(name, decode_words(content))
    plain.update({name: _joined(parts) for name, parts in split.items()})
    return value, plain


def _pieces(text: str) -> list[str]:
    """Split at semicolons outside quotation marks; one pass."""
    pieces: list[str] = []
    start, quoted, at = 0, False, 0
    while at < len(text):
        letter = text[at]
        if letter == "\\" and quoted:
            at += 1
        elif letter == '"':
            quoted = not quoted
        elif letter == ";" and not quoted:
            pieces.append(text[start:at])
            start = at + 1
        at += 1
    pieces.append(text[start:])
    return pieces


def _unquoted(text: str) -> str:
    if not text.startswith('"'):
        return text
    # Only these two escapes are undone: names with Windows paths come unescaped.
    return text[1:].removesuffix('"').replace('\\"', '"').replace("\\\\", "\\")


def _joined(parts: dict[int, tuple[str, bool]]) -> str:
    """RFC 2231: pieces in order; percent signs are undone before the character set is applied."""
    raw, charset = bytearray(), ""
    for number in sorted(parts):
        text, extended = parts[number]
        if extended and number == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        data = text.encode("utf-8", "surrogateescape")
        raw += _unpercent(data) if extended else data
    return charsets.decode(bytes(raw), charset)[0]


def _unpercent(data: bytes) -> bytes:
    return re.sub(
        rb"%([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode("ascii")), data
    )


def mailboxes(raw: bytes, charset: str = "") -> tuple[Mailbox, ...]:
    """The addresses of ``From``, ``To`` and the like; groups are flattened, comments read as names."""
    text = raw_text(raw, charset)
    if "@" not in text:
        text = decode_words(text)
    found = [_mailbox(piece) for piece in _addresses(text)[:500]]
    return tuple(box for box in found if box.address or box.name)


def _addresses(text: str) -> list[str]:
    """Split at commas and semicolons outside quotes, brackets and comments; one pass."""
    pieces: list[str] = []
    start, quoted, angle, depth, at = 0, False, False, 0, 0
    while at < len(text):
        letter = text[at]
        if letter == "\\":
            at += 1
        elif letter == '"' and not depth:
            quoted = not quoted
        elif not quoted:
            depth = max(0, depth + (letter == "(") - (letter == ")"))
            angle = (angle or letter == "<") and letter != ">"
            if letter in ",;" and not depth and not angle:
                pieces.append(text[start:at])
                start = at + 1
        at += 1
    pieces.append(text[start:])
    return [piece for piece in pieces if piece.strip()]


def _mailbox(piece: str) -> Mailbox:
    left, angle, right = piece.rpartition("<")
    if angle:
        name, address = left, right.partition(">")[0]
    else:
        found = _ADDRESS.search(piece)
        if found is None:
            return Mailbox(_name(piece.rstrip(": ")), "")
        name, address = piece[: found.start()] + piece[found.end() :], found.group()
    return Mailbox(_name(name), address_of(address))


def _name(text: str) -> str:
    """A display name without the quotation marks and brackets around it."""
    # A group's name stands before a colon: “Friends: a@example.org, …”.
    text = re.sub(r"^[^\"@:]*:", "", text) if ":" in text else text
    name = clean_field(decode_words(text.replace('\\"', '"')))
    for opening, closing in (("(", ")"), ('"', '"'), ("'", "'")):
        if len(name) > 1 and name.startswith(opening) and name.endswith(closing):
            name = name[1:-1].strip()
    return name.strip('"').strip()


def address_of(text: str) -> str:
    """The bare address, its domain in lower case; empty when ``text`` is none."""
    found = clean_field(decode_words(text)).strip("<>\"' ")
    found = found.removeprefix("mailto:").replace(" ", "")
    local, at, domain = found.rpartition("@")
    if not at or not local or not domain or len(found) > 320:
        return ""
    return f"{local}@{domain.lower().rstrip('.')}"


def message_ids(raw: bytes) -> tuple[str, ...]:
    """Message numbers with their angle brackets, in the order written."""
    text = clean_field(raw_text(raw), limit=60_000)
    found = [f"<{each}>" for each in _MESSAGE_ID.findall(text)]
    if not found:
        found = [
            f"<{word.strip('<>')}>" for word in text.split() if "@" in word and len(word) < 900
        ]
    return tuple(dict.fromkeys(found))[:200]


def decoded(part: Part) -> tuple[bytes, bool]:
    """The body of a part as it was before its transfer encoding, and whether it was damaged."""
    return undo(part.body, transfer_encoding(part))


def transfer_encoding(part: Part) -> str:
    """How the body of a part was encoded for its way; empty where it was not."""
    return raw_text(part.headers.get("content-transfer-encoding")).partition(";")[0]
