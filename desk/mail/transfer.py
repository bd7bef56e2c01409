# SPDX-License-Identifier: Apache-2.0
"""Undoes what mail does to content on its way: transfer encodings, uuencoded files, flowed lines.

Damaged content is decoded as far as it goes; the caller learns that it was damaged and keeps going.
"""

from __future__ import annotations

import binascii
import re

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NOT_BASE64 = bytes(set(range(256)).difference(_BASE64))
_HALF_SIGN = re.compile(rb"=[0-9A-Fa-f]?\Z")
_UU_BEGIN = re.compile(rb"(?:^|\n)begin [0-7]{3,4} ([^\r\n]{1,300})\r?\n")
_UU_END = re.compile(rb"\nend[ \t]*\r?(?=\n|$)")
_UU_LINE = re.compile(rb"[\x20-\x60]{1,100}$")


def undo(raw: bytes, encoding: str) -> tuple[bytes, bool]:
    """The decoded bytes, and whether they were damaged."""
    name = encoding.strip().strip("\"'").lower()
    if name == "base64":
        return _base64(raw)
    if name == "quoted-printable":
        return binascii.a2b_qp(raw), False
    if name in ("x-uuencode", "uuencode", "x-uue", "uue"):
        found = _UU_BEGIN.search(b"\n" + raw)
        return (_uu(raw[max(found.end() - 1, 0) :]), False) if found else (raw, True)
    return raw, name not in ("", "7bit", "8bit", "binary", "7-bit", "8-bit", "none")


def breaks_off(raw: bytes, encoding: str) -> bool:
    """Whether an encoded text or file at the very end of a letter stops where nothing can stop."""
    name = encoding.strip().strip("\"'").lower()
    if name == "base64":
        return len(raw.translate(None, _NOT_BASE64)) % 4 != 0
    return name == "quoted-printable" and _HALF_SIGN.search(raw) is not None


def _base64(raw: bytes) -> tuple[bytes, bool]:
    kept = raw.translate(None, _NOT_BASE64)
    body = kept.rstrip(b"=")
    # Padding in the middle: several encoded pieces were joined; each is decoded by itself.
    pieces = [body] if b"=" not in body else [piece for piece in re.split(rb"=+", body) if piece]
    decoded = b"".join(_base64_piece(piece) for piece in pieces)
    blank = len(raw) - len(raw.translate(None, b" \t\r\n"))
    odd = len(pieces) > 1 or len(body) % 4 == 1 or len(raw) - blank != len(kept)
    return decoded, odd


def _base64_piece(piece: bytes) -> bytes:
    if len(piece) % 4 == 1:
        piece = piece[:-1]
    return binascii.a2b_base64(piece + b"=" * (-len(piece) % 4))


def uuencoded(raw: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The text without the uuencoded files in it, and those files as pairs of name and content."""
    if b"begin " not in raw or b"end" not in raw:
        return raw, []
    rest: list[bytes] = []
    files: list[tuple[bytes, bytes]] = []
    at = 0
    while found := _UU_BEGIN.search(raw, at):
        end = None
        if _is_uu(raw[found.end() : found.end() + 400]):
            end = _UU_END.search(raw, found.end() - 1)
            if end is None:
                break
        if end is not None:
            rest.append(raw[at : found.start()] + b"\n")
            files.append((found.group(1), _uu(raw[found.end() : end.start() + 1])))
        rest.append(b"" if end else raw[at : found.end() - 1])
        at = end.end() if end else found.end() - 1
    rest.append(raw[at:])
    return b"".join(rest), files


def _is_uu(block: bytes) -> bool:
    """Every line's first character says how long the line is; ordinary words do not."""
    lines = [line.rstrip(b"\r") for line in block.split(b"\n")[:3]]
    lines = lines[: lines.index(b"end")] if b"end" in lines else lines
    return bool(lines) and all(_UU_LINE.match(line) and _right_length(line) for line in lines)


def _right_length(line: bytes) -> bool:
    """Some programs write one character too many; others drop the spaces at the end."""
    wanted = (((line[0] - 32) & 63) + 2) // 3 * 4
    return wanted - 4 <= len(line) - 1 <= wanted + 1


def _uu(block: bytes) -> bytes:
    out: list[bytes] = []
    for line in block.split(b"\n"):
        line = line.rstrip(b"\r")  # noqa: PLW2901 -- the stripped line is the line
        if line == b"end":
            break
        if line:
            out.append(_uu_line(line))
    return b"".join(out)


def _uu_line(line: bytes) -> bytes:
    size = (line[0] - 32) & 63
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some programs write one character too many; the length byte knows better.
        try:
            return binascii.a2b_uu(line[: (size + 2) // 3 * 4 + 1])
        except binascii.Error:
            return b""


def unflow(text: str, *, delete_space: bool) -> str:
    """Lines of ``format=flowed`` (RFC 3676) joined into paragraphs; quoted lines keep their marks."""
    out: list[str] = []
    open_quote = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        flows = content.endswith(" ") and content != "-- "
        if delete_space and flows:
            content = content[:-1]
        if open_quote == depth and content != "-- ":
            out.append(content)
        else:
            out.append(("\n" if out else "") + (">" * depth + " " if depth else "") + content)
        open_quote = depth if flows else -1
    return "".join(out)
