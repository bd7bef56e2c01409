# SPDX-License-Identifier: Apache-2.0
"""The words of Word, Excel, PowerPoint and OpenDocument files: every XML part of the package.

Remarks, deleted text, authors and link targets leave with a file, so they are read like its text.
Nothing is unpacked to disk; what is too large, locked or no such package says so.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import unquote

from desk.domain.contents import ENOUGH, Contents, Gap

MOST_BYTES = 32 * 1024 * 1024
"""XML unpacked of one file, whatever its directory says."""
MOST_PARTS = 4000
_PORTION = 65536
_XML = (".xml", ".rels", ".vml", ".rdf")
_PICTURES = ("word/media/", "xl/media/", "ppt/media/", "Pictures/")
_LOOKS = (
    "mimetype",
    "layout-cache",
    ".odttf",
    "thumbnail",
    "xl/printersettings/",
    "configurations2/",
)
"""Parts that hold no words: fonts, settings of printers, the small picture of the first page."""
_BREAKS = frozenset(
    {"p", "h", "si", "c", "tr", "table-cell", "comment", "annotation", "Relationship"}
)
_SPACES = frozenset({"tab", "br", "cr", "s", "line-break"})
_PROPERTIES = ("docProps/", "meta.xml")
_TELLING = frozenset(
    {"author", "initials", "Target", "href", "displayName", "userId", "title", "descr"}
)
"""Attributes that may name somebody."""


def office_contents(content: bytes) -> Contents:
    """Read a package; never raises for what is in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _Reader(package).read()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        return Contents(gap=Gap.DAMAGED)


class _Reader:
    """Collects the words of one package within its bounds."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._text: list[str] = []
        self._length = 0
        self._left = MOST_BYTES
        self._gap: Gap | None = None

    def read(self) -> Contents:
        parts = self._package.infolist()
        if not {"[Content_Types].xml", "mimetype"} & {part.filename for part in parts}:
            return Contents(gap=Gap.UNKNOWN)
        if any(part.flag_bits & 1 for part in parts):
            return Contents(gap=Gap.LOCKED)
        # The strings of a table stand before its cells, which mostly hold their numbers.
        for part in sorted(
            parts[:MOST_PARTS], key=lambda each: "sharedStrings" not in each.filename
        ):
            if part.filename.endswith(_XML):
                self._part(part)
            elif part.file_size:
                self._other(part.filename)
            if self._gap in (Gap.LOCKED, Gap.LONG):
                break
        if len(parts) > MOST_PARTS:
            self._miss(Gap.LONG)
        return Contents("".join(self._text)[:ENOUGH], self._gap)

    def _other(self, name: str) -> None:
        if name.startswith(_PICTURES):
            self._miss(Gap.PICTURE)
        elif not any(look in name.lower() for look in _LOOKS):
            self._miss(Gap.INSIDE)

    def _miss(self, gap: Gap) -> None:
        self._gap = self._gap or gap

    def _part(self, part: zipfile.ZipInfo) -> None:
        from lxml import etree

        words = _Words(apart=part.filename.startswith(_PROPERTIES))
        parser = etree.XMLParser(target=cast("Any", words), resolve_entities=False, no_network=True)
        try:
            with self._package.open(part) as stream:
                while self._left > 0 and self._length + words.length <= ENOUGH:
                    portion = stream.read(min(_PORTION, self._left))
                    if not portion:
                        parser.close()
                        break
                    self._left -= len(portion)
                    parser.feed(portion)
                else:
                    self._gap = Gap.LONG
        except _Locked:
            self._gap = Gap.LOCKED
        except (etree.LxmlError, zlib.error, EOFError, ValueError):
            self._miss(Gap.DAMAGED)
        self._text.append(words.text())
        self._length += words.length


class _Locked(Exception):
    """The package says that its parts are encrypted."""


class _Words:
    """Receives one part as it is parsed; with ``apart`` every element is a line of its own."""

    def __init__(self, *, apart: bool) -> None:
        self.length = 0
        self._found: list[str] = []
        self._asides: list[str] = []
        self._apart = apart

    def text(self) -> str:
        """What was read: first the words in their order, then what the marks name."""
        return "".join([*self._found, *self._asides, "\n"])

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        if name == "encryption-data":
            raise _Locked
        if name in _SPACES:
            self.data(" ")
        for key, value in attributes.items():
            if key.rpartition("}")[2] in _TELLING:
                self._asides.append(f"\n{unquote(value)}")
                self.length += len(value)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._apart or tag.rpartition("}")[2] in _BREAKS:
            self.data("\n")

    def data(self, text: str) -> None:
        """Words between the marks."""
        self._found.append(text)
        self.length += len(text)

    def doctype(self, *_told: object) -> None:
        """No such file declares a document type; one that does may hide words in entities."""
        raise ValueError

    def close(self) -> None:
        """The part has ended."""
