# SPDX-License-Identifier: Apache-2.0
"""Walks through the parts of a letter and gathers its readable text and its files.

Nothing is lost without a word: what is neither shown nor kept as a file is named in a warning. Where a
part says something impossible, the reading that keeps most is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from desk.domain.letter import LetterFile
from desk.domain.letter_words import bare, marked
from desk.folding import fold
from desk.mail import charset as charsets
from desk.mail import notes
from desk.mail.clean import Names, clean_text, file_name
from desk.mail.fields import decoded, parameters, raw_text, transfer_encoding, words
from desk.mail.html import html_text
from desk.mail.mime import Part, part_at, split
from desk.mail.smime import ENVELOPES, inside, on_its_own, signed_part
from desk.mail.transfer import breaks_off, unflow, uuencoded

LETTERS = ("message/rfc822", "message/global", "message/rfc-822")
_MAY_BE_SIGNED = ("multipart/signed", *ENVELOPES)
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,100}")


@dataclass(frozen=True)
class _Words:
    """A piece of body text: plain, or HTML not yet reduced."""

    html: bool
    raw: bytes
    charset: str
    flowed: bool = False
    delete_space: bool = False
    signed: int = 0
    """In which signed part of the letter it lies; zero in none, or where all of the letter is signed."""


@dataclass(frozen=True)
class _File:
    """A file as the letter names it."""

    name: str
    media_type: str
    content: bytes
    signed: int = 0
    """Which signed part of the letter it is."""


@dataclass
class Content:
    """What is in a letter below its header."""

    texts: list[str] = field(default_factory=list)
    files: list[LetterFile] = field(default_factory=list)
    warnings: dict[str, None] = field(default_factory=dict)
    charset: str = ""
    signed: str = ""
    """Of the text what is signed, where a part of the letter is and not all of it."""

    def warn(self, message: str) -> None:
        """Note an oddity once."""
        self.warnings[message] = None

    @property
    def text(self) -> str:
        """The readable text, its pieces a blank line apart."""
        return "\n\n".join(text for text in self.texts if text.strip())


def read_parts(letter: Part) -> Content:
    """Gather the text and the files of ``letter``."""
    walk = _Walk()
    pieces = walk.visit(letter, 0, "text/plain")
    walk.finish(pieces)
    return walk.content


class _Walk:
    """One reading of one letter."""

    def __init__(self) -> None:
        self.content = Content()
        self._names = Names()
        self._count = self._signed = 0

    def visit(
        self, part: Part, depth: int, default: str, *, whole: bool = True
    ) -> list[_Words | _File]:
        """The pieces of ``part`` in their order; ``whole`` when nothing but signatures is around it."""
        self._count += 1
        media_type, params = parameters(part.headers.get("content-type"))
        media_type = _media_type(media_type, default)
        signed = media_type in _MAY_BE_SIGNED and signed_part(part) is not None
        if signed and not whole and depth < notes.MAX_DEPTH:
            return self._apart(part, depth, default)
        if media_type.startswith("multipart/"):
            return self._multipart(part, media_type, params, depth, whole=whole and signed)
        if media_type in ENVELOPES and depth < notes.MAX_DEPTH:
            inner = inside(decoded(part)[0])
            if inner is not None:
                return self.visit(part_at(inner), depth + 1, default)
        return self._leaf(part, media_type, params)

    def _apart(self, part: Part, depth: int, default: str) -> list[_Words | _File]:
        """A signed part of a letter that has more: kept as a file, and its words told from the others."""
        self.content.warn(notes.SIGNED_PART)
        self._signed += 1
        mark = self._signed
        pieces = self.visit(part, depth, default)
        own = _File(f"signed-{mark}.eml", "message/rfc822", on_its_own(part), mark)
        return [own, *(replace(each, signed=mark) if isinstance(each, _Words) else each for each in pieces)]  # fmt: skip

    def _multipart(
        self, part: Part, media_type: str, params: dict[str, str], depth: int, *, whole: bool
    ) -> list[_Words | _File]:
        if depth >= notes.MAX_DEPTH:
            self.content.warn(notes.TOO_DEEP)
            return [_File("nested.eml", "message/rfc822", part.body)]
        if media_type == "multipart/encrypted":
            self.content.warn(notes.ENCRYPTED)
        boundary = params.get("boundary", "").rstrip().encode("utf-8", "surrogateescape")
        found = split(part, boundary, max(notes.MAX_PARTS - self._count, 0) + 1)
        if found.sniffed and part.body:
            self.content.warn(notes.BROKEN_PARTS)
        elif not found.closed:
            self.content.warn(notes.CUT_OFF)
        if media_type == "multipart/signed" and sum(end > start for start, end in found.spans) < 2:
            self.content.warn(notes.SIGNATURE_LOST)
        if not found.spans:
            return self._leaf(part, "text/plain", {})
        children = self._children(part, found.spans, media_type, depth, whole=whole)
        return (
            _alternative(children)
            if media_type == "multipart/alternative"
            else [piece for child in children for piece in child]
        )

    def _children(
        self,
        part: Part,
        spans: tuple[tuple[int, int], ...],
        media_type: str,
        depth: int,
        *,
        whole: bool,
    ) -> list[list[_Words | _File]]:
        default = "message/rfc822" if media_type == "multipart/digest" else "text/plain"
        children: list[list[_Words | _File]] = []
        for start, end in spans:
            if self._count >= notes.MAX_PARTS:
                self.content.warn(notes.TOO_MANY)
                break
            if end > start:
                child = part_at(part.buffer, start, end)
                children.append(self.visit(child, depth + 1, default, whole=whole))
        return children

    def _leaf(self, part: Part, media_type: str, params: dict[str, str]) -> list[_Words | _File]:
        headers = part.headers
        disposition, details = parameters(headers.get("content-disposition"))
        name = details.get("filename") or params.get("name") or ""
        body, damaged = decoded(part)
        if damaged:
            self.content.warn(notes.BAD_ENCODING)
        if _breaks_off(part):
            self.content.warn(notes.CUT_OFF)
        self._remark(media_type)
        is_text = media_type in ("text/plain", "text/html")
        if is_text and not name and disposition != "attachment":
            return self._words(body, media_type, params)
        return [_File(name or _own_name(part, body, media_type), media_type, body)]

    def _words(self, body: bytes, media_type: str, params: dict[str, str]) -> list[_Words | _File]:
        charset = params.get("charset", "")
        self.content.charset = self.content.charset or charset
        if media_type == "text/html":
            return [_Words(html=True, raw=body, charset=charset)]
        rest, packed = uuencoded(body)
        flowed = params.get("format", "").lower() == "flowed"
        space = params.get("delsp", "").lower() == "yes"
        pieces: list[_Words | _File] = [
            _Words(html=False, raw=rest, charset=charset, flowed=flowed, delete_space=space)
        ]
        for name, content in packed:
            pieces.append(_File(raw_text(name, charset), "application/octet-stream", content))
        return pieces

    def _remark(self, media_type: str) -> None:
        if media_type in _TNEF:
            self.content.warn(notes.TNEF)
        elif media_type in ENVELOPES:
            self.content.warn(notes.ENVELOPE)
        elif media_type == "message/external-body":
            self.content.warn(notes.NOT_FETCHED)

    def finish(self, pieces: list[_Words | _File]) -> None:
        """Turn the pieces into text and distinctly named files."""
        files = [piece for piece in pieces if isinstance(piece, _File)]
        # Signed parts choose their names first: no other file may stand where the text names them.
        for piece in sorted(files, key=lambda each: not each.signed):
            name = self._names.take(file_name(piece.name, piece.media_type))
            if name.casefold() == "winmail.dat":
                self.content.warn(notes.TNEF)
            self.content.files.append(LetterFile(name, piece.media_type, piece.content))
        chosen = self._chosen([piece for piece in pieces if isinstance(piece, _Words)])
        texts = [(signed, text) for signed, text in chosen if text.strip()]
        self.content.texts = _marked(texts)
        self.content.signed = "\n\n".join(text for signed, text in texts if signed)
        if any(_is_signed_letter(piece) for piece in files if not piece.signed):
            self.content.warn(notes.SIGNED_ENCLOSED)

    def _chosen(self, texts: list[_Words]) -> list[tuple[int, str]]:
        room, out = notes.MAX_TEXT, []
        for piece in texts:
            if room <= 0:
                self.content.warn(notes.LONG_TEXT)
                break
            text, guessed = _read(piece)
            if guessed:
                self.content.warn(notes.UNKNOWN_CHARSET)
            if len(text) > room or len(piece.raw) > notes.MAX_HTML:
                self.content.warn(notes.LONG_TEXT)
            out.append((piece.signed, text[:room]))
            room -= len(text)
        return out


def _marked(texts: Iterable[tuple[int, str]]) -> list[str]:
    """The texts, those of a signed part told as such."""
    told = []
    for signed, group in groupby(texts, key=lambda each: each[0]):
        text = "\n\n".join(text for _signed, text in group)
        told.append(marked(text, f"signed-{signed}.eml") if signed else bare(text))
    return told


def _breaks_off(part: Part) -> bool:
    """Whether a part with which the letter ends has no end of its own: a line of its header, or its content."""
    if part.end < len(part.buffer):
        return False
    if part.start == part.end:
        return not part.buffer.endswith(b"\n")
    return breaks_off(part.body, transfer_encoding(part))


def _is_signed_letter(file: _File) -> bool:
    letter = file.media_type in LETTERS or file.name.lower().endswith(".eml")
    return letter and bool(file.content) and signed_part(part_at(file.content)) is not None


def _alternative(children: list[list[_Words | _File]]) -> list[_Words | _File]:
    """Of several versions of one text the plain one, unless it says next to nothing or something else."""
    pieces = [piece for child in children for piece in child]
    plain = [piece for piece in pieces if isinstance(piece, _Words) and not piece.html]
    pages = [piece for piece in pieces if isinstance(piece, _Words) and piece.html]
    files: list[_Words | _File] = [piece for piece in pieces if isinstance(piece, _File)]
    if not pages or sum(len(piece.raw) for piece in plain) > 600:
        return [*plain, *files]
    short, full = _all_words(plain), _all_words(pages)
    if len(short) * 5 < len(full):
        return [*pages, *files]
    if len(set(full) - set(short)) * 2 > len(set(full)):
        # Two texts and not two versions of one: a stub, or a demand of its own.
        return [*plain, *pages, *files]
    return [*plain, *files]


def _all_words(pieces: list[_Words]) -> list[str]:
    return [word for piece in pieces for word in fold(_read(piece)[0]).split()]


def _read(piece: _Words) -> tuple[str, bool]:
    if piece.html:
        return html_text(piece.raw, piece.charset)
    # A character takes at most four bytes; more than that much need not be decoded.
    text, guessed = charsets.decode(piece.raw[: notes.MAX_TEXT * 4 + 4], piece.charset)
    text = clean_text(text)
    if piece.flowed:
        text = unflow(text, delete_space=piece.delete_space)
    return text.strip("\n"), guessed


def _media_type(stated: str, default: str) -> str:
    if _MEDIA_TYPE.fullmatch(stated):
        return stated
    if "html" in stated:
        return "text/html"
    return default if not stated else "text/plain"


def _own_name(part: Part, body: bytes, media_type: str) -> str:
    """A name for a file that has none: a nested letter is called by its subject."""
    if media_type in LETTERS:
        subject = words(part_at(body).headers.get("subject")) if body else ""
        return (subject.replace("/", "-").replace("\\", "-") or "message") + ".eml"
    if media_type in _TNEF:
        return "winmail.dat"
    if media_type in ENVELOPES:
        return "smime.p7m"
    if media_type == "message/delivery-status":
        return "delivery-status.txt"
    if media_type.startswith("image/"):
        return "image"
    return ""
