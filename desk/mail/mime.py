# SPDX-License-Identifier: Apache-2.0
"""Splits a letter into header fields and parts, on bytes and offsets.

The standard library's parser recurses without a limit, keeps every line as an object and tests each line
against every open boundary; a hostile letter stops it or fills the memory. This one takes one search for
each level and copies nothing. It decides nothing about meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MAX_FIELDS = 300_000
_MAX_VALUE = 64 * 1024
_FIELD_NAME = re.compile(rb"([\x21-\x39\x3b-\x7e]{1,200})[ \t]*:")
_BLANK = re.compile(rb"\n\r?\n")
_FOLDED = re.compile(rb"\n(?![ \t])")
"""Where the lines that go on with a field end: a letter may have millions of them."""
_KNOWN = re.compile(
    rb"(?:From|To|Cc|Subject|Date|Message-I[dD]|MIME-Version|Received|In-Reply-To|References|Reply-To|"
    rb"Return-Path|Content-[A-Z]|X-[A-Z]|List-[A-Z]|DKIM-|Delivered-To|User-Agent)[A-Za-z-]*: "
)
_SNIFFED = re.compile(rb"(?:^|\n)--([^\r\n]{1,200}?)[ \t]*\r?\n(?:Content|content)-")


@dataclass
class Headers:
    """The header fields of one part, raw: unfolded bytes by lower-case name, in the order of the letter."""

    fields: dict[str, list[bytes]] = field(default_factory=dict)

    def get(self, name: str) -> bytes:
        """The first field of that name, or nothing."""
        found = self.fields.get(name)
        return found[0] if found else b""

    def all(self, name: str) -> list[bytes]:
        """Every field of that name, topmost first."""
        return self.fields.get(name, [])

    def __contains__(self, name: str) -> bool:
        return name in self.fields


@dataclass(frozen=True)
class Part:
    """One part: its header fields and where its body lies in the buffer."""

    headers: Headers
    buffer: bytes
    start: int
    end: int

    @property
    def body(self) -> bytes:
        """A copy of the body as it stands, still encoded."""
        return self.buffer[self.start : self.end]

    def written(self) -> bytes:
        """The part as a letter of its own."""
        lines = (
            name.encode() + b": " + value
            for name, values in self.headers.fields.items()
            for value in values
        )
        return b"\r\n".join([*lines, b"", self.body])


def part_at(buffer: bytes, start: int = 0, end: int | None = None) -> Part:
    """Read the header that begins at ``start``; the rest up to ``end`` is the body."""
    end = len(buffer) if end is None else end
    headers = Headers()
    at, count = start, 0
    lines: list[bytes] = []
    while at < end:
        if count >= _MAX_FIELDS:
            blank = _BLANK.search(buffer, at - 1, end)
            at = blank.end() if blank else end
            break
        newline = buffer.find(b"\n", at, end)
        following = end if newline < 0 else newline + 1
        line = buffer[at : min(following, at + _MAX_VALUE)].rstrip(b"\r\n")
        if not line:
            at = following
            break
        if line[:1] in b" \t" and lines:
            last = _FOLDED.search(buffer, at, end)
            following = last.end() if last else end
            folded = buffer[at : min(following, at + _MAX_VALUE)].split(b"\n")
            lines += [each.rstrip(b"\r") for each in folded]
        elif _FIELD_NAME.match(line):
            _keep(headers, lines)
            lines, count = [line], count + 1
        elif count and _FIELD_NAME.match(buffer, following) and _is_known(buffer, following):
            lines.append(b" " + line)  # a field somebody wrapped without indenting it
        elif count or not line.startswith((b" ", b"\t", b"From ", b">From ")):
            break
        at = following
    _keep(headers, lines)
    return Part(headers, buffer, at, end)


def _is_known(buffer: bytes, at: int) -> bool:
    """Whether the line at ``at`` begins a field of mail and is not a sentence with a colon in it."""
    return _KNOWN.match(buffer, at) is not None


def _keep(headers: Headers, lines: list[bytes]) -> None:
    if not lines:
        return
    name, _, value = b"".join(lines).partition(b":")
    key = name.strip().decode("ascii").lower()
    headers.fields.setdefault(key, []).append(value.strip()[:_MAX_VALUE])


@dataclass(frozen=True)
class Split:
    """Where the children of a multipart are, and what was wrong with the seams."""

    spans: tuple[tuple[int, int], ...]
    closed: bool
    sniffed: bool = False


def split(part: Part, boundary: bytes, limit: int) -> Split:
    """The spans of the children; a wrong or missing boundary is looked for in the body itself."""
    found = _split(part, boundary, limit) if boundary else Split((), closed=False)
    if found.spans:
        return found
    sniffed = _SNIFFED.search(part.buffer, max(part.start - 1, 0), part.end)
    if sniffed is None:
        return Split((), closed=False, sniffed=True)
    again = _split(part, sniffed.group(1), limit)
    return Split(again.spans, again.closed, sniffed=True)


def _split(part: Part, boundary: bytes, limit: int) -> Split:
    # That it begins a line is looked at afterwards: a search for plain bytes is many times quicker.
    delimiter = re.compile(rb"--" + re.escape(boundary) + rb"(--)?[ \t]*\r?(?=\n|\Z)")
    spans: list[tuple[int, int]] = []
    opened, closed = -1, False
    for match in delimiter.finditer(part.buffer, part.start, part.end):
        line = max(match.start() - 1, 0)
        if match.start() and part.buffer[line : line + 1] != b"\n":
            continue
        if opened >= 0:
            spans.append((opened, _before(part.buffer, line, opened)))
        closed = match.group(1) is not None
        opened = -1 if closed else min(match.end() + 1, part.end)
        if len(spans) >= limit:
            return Split(tuple(spans), closed=True)
    if opened >= 0:
        spans.append((opened, part.end))
    return Split(tuple(spans), closed)


def _before(buffer: bytes, at: int, floor: int) -> int:
    """The line end before a delimiter belongs to the delimiter."""
    if at > floor and buffer[at - 1 : at] == b"\r":
        at -= 1
    return max(at, floor)
