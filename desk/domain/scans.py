# SPDX-License-Identifier: Apache-2.0
"""Signed pages that come back as a scanned stack: what was read, which paper it belongs to, who signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desk.domain.destruction import Signer
from desk.domain.request import PaperBrief
from desk.errors import N_, Told


class PageState(StrEnum):
    """What a page of a stack is."""

    FOUND = "found"
    AGAIN = "again"
    COPY = "copy"
    UNREADABLE = "unreadable"
    SEVERAL = "several"
    FOREIGN = "foreign"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    STALE = "stale"
    VOID = "void"
    REPLACED = "replaced"
    SPECIMEN = "specimen"
    SEALED = "sealed"
    STORED = "stored"
    DAMAGED = "damaged"


SAID: Mapping[PageState, str] = {
    PageState.FOUND: N_("Found by its code."),
    PageState.AGAIN: N_("This page was scanned before; the new scan replaces it."),
    PageState.COPY: N_("The same page is already in this stack; this one is left out."),
    PageState.UNREADABLE: N_("No code can be read here: it is covered, torn or missing."),
    PageState.SEVERAL: N_("This page shows the codes of several sheets: scan them one by one."),
    PageState.FOREIGN: N_("Only an unrelated code is here: “{code}”."),
    PageState.EMPTY: N_("A blank side."),
    PageState.UNKNOWN: N_("There is no paper No. {number} in this desk."),
    PageState.STALE: N_(
        "Printed from a different text of paper No. {number}: the fingerprint {revision} is not "
        "that of the issued one. Print and sign it again."
    ),
    PageState.VOID: N_("Paper No. {number} was made void after it was printed."),
    PageState.REPLACED: N_(
        "Paper No. {number} was replaced by No. {other} after it was printed. Print and sign that one."
    ),
    PageState.SPECIMEN: N_(
        "A blank form or a specimen: it has no number, so it belongs to no paper."
    ),
    PageState.SEALED: N_("Paper No. {number} is under seal: the person was erased."),
    PageState.STORED: N_(
        "This is the file of paper No. {number}, not a scan of it. If it was signed elsewhere, receive it"
        " as a signed file."
    ),
}
"""A sentence for each state, ``desk`` message ids; a damaged page has its own."""
PLACEABLE = frozenset({PageState.UNREADABLE, PageState.FOREIGN, PageState.EMPTY, PageState.COPY})
"""Pages a person may place by hand; what a code of the desk says is never overruled."""
TAKEN = frozenset({PageState.FOUND, PageState.AGAIN})
"""Pages that go to their paper unless they are left out."""


@dataclass(frozen=True)
class StackFile:
    """One file of a stack as it came."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class ReadPage:
    """One page of a file, or with ``page`` 0 a whole file that cannot be read."""

    file: int
    """Place of its file in the stack, from 0."""
    page: int
    codes: tuple[str, ...] = ()
    """What its codes say, the desk’s own first."""
    empty: bool = False
    picture: bytes = field(default=b"", repr=False)
    """A JPEG for a person to look at, upright where the code shows which way that is."""
    problem: Told | None = None


@dataclass(frozen=True)
class Stack:
    """A stack of files, read."""

    files: tuple[StackFile, ...]
    pages: tuple[ReadPage, ...]


@dataclass(frozen=True)
class SortedPage:
    """A page and what its code says of it."""

    read: ReadPage
    file: str
    """Name of its file."""
    state: PageState
    document: int | None = None
    number: str = ""
    """Of the paper as it is kept."""
    form: str = ""
    n: int = 0
    of: int = 0
    told: Told | None = None
    """The sentence about it."""


@dataclass(frozen=True)
class ScanPaper:
    """A paper pages came back of, or may come back of."""

    brief: PaperBrief
    held: Mapping[int, str] = field(default_factory=dict)
    """Pages that came back before, each with its day."""
    signers: tuple[Signer, ...] = ()
    """Empty for a paper whose signatures are not kept one by one."""
    places: Mapping[str, int] = field(default_factory=dict)
    """The page on which each signature stands, by the name of its field."""

    @property
    def last_place(self) -> int:
        """The page that is looked at when no signer is named: where the last signature stands."""
        return max(self.places.values(), default=self.brief.pages)


@dataclass(frozen=True)
class Place:
    """Where a page belongs."""

    document: int
    page: int


@dataclass(frozen=True)
class Sorting:
    """A stack with every page matched, nothing stored yet."""

    stack: Stack
    pages: tuple[SortedPage, ...]
    papers: tuple[ScanPaper, ...]
    """Those the stack has pages of, in the order of their first page."""

    def place(self, at: int, placed: Mapping[int, Place | None]) -> Place | None:
        """Where the page at ``at`` goes: where a person put it, else where its code says."""
        page = self.pages[at]
        if at in placed:
            return placed[at]
        return Place(page.document or 0, page.n) if page.state in TAKEN else None

    def missing(self, paper: ScanPaper, placed: Mapping[int, Place | None]) -> tuple[int, ...]:
        """Pages of a paper that are neither in this stack nor came back before."""
        places = (self.place(at, placed) for at in range(len(self.pages)))
        here = {each.page for each in places if each and each.document == paper.brief.id}
        return tuple(
            page
            for page in range(1, paper.brief.pages + 1)
            if page not in here and page not in paper.held
        )


@dataclass(frozen=True)
class Tick:
    """That somebody signed a paper by pen; ``field`` is empty where signers are not kept one by one."""

    document: int
    field: str
    on: date


@dataclass(frozen=True)
class TakenBack:
    """What came of a stack for one paper."""

    brief: PaperBrief
    pages: tuple[int, ...]
    missing: tuple[int, ...]
    signed: int


@dataclass(frozen=True)
class KeptPage:
    """One page that came back, where it lies, and since when."""

    page: int
    attachment: int
    file: str
    sheet: int
    """Its place in the file."""
    day: str
    by_hand: bool
