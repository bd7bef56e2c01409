# SPDX-License-Identifier: Apache-2.0
"""Signed pages that came back: each page of a stack finds its paper by its code, or says why not.

A page is given to a paper only when number, fingerprint, page and number of pages are all those of the
issued one. What is missing, doubled, replaced or somebody else's is told; nothing here is stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desk.documents.marks import Mark, read_mark
from desk.domain.kinds import PaperState
from desk.domain.numbering import printed_number
from desk.domain.request import PaperBrief
from desk.domain.scans import (
    SAID,
    TAKEN,
    PageState,
    ReadPage,
    SortedPage,
    Sorting,
    Stack,
)
from desk.errors import Told
from desk.services.desk import Desk
from desk.services.paper.briefs import brief
from desk.services.signature.scan_papers import held_pages, kept_pages, scan_paper
from desk.services.signature.scan_reading import read_stack
from desk.services.signature.taking_back import detach_page, take_back
from desk.storage import blobs
from desk.storage.models import Document
from desk.text import Catalogue

__all__ = [
    "detach_page",
    "kept_pages",
    "match_pages",
    "read_stack",
    "say_missing",
    "scan_paper",
    "take_back",
    "waiting",
]

_WAITING = 200
"""Most papers offered for a page that is placed by hand."""


@dataclass(frozen=True)
class _Known:
    """What the desk knows of the papers a stack speaks of."""

    papers: Mapping[str, Document]
    """By what their codes call them."""
    successors: Mapping[int, str]
    """Number of the paper that replaced one."""
    held: Mapping[int, Mapping[int, str]]
    issued: Mapping[int, bytes]


def match_pages(desk: Desk, stack: Stack) -> Sorting:
    """Say of every page which paper it belongs to, or why it belongs to none; stores nothing."""
    known = _known(desk, stack)
    pages: list[SortedPage] = []
    seen: set[tuple[int | None, int]] = set()
    for read in stack.pages:
        page = _sorted(read, stack, known)
        if page.state in TAKEN:
            if (page.document, page.n) in seen:
                page = _said(page, PageState.COPY)
            seen.add((page.document, page.n))
        pages.append(page)
    found = dict.fromkeys(page.document for page in pages if page.state in TAKEN)
    papers = tuple(scan_paper(desk, id) for id in found if id is not None)
    return Sorting(stack, tuple(pages), papers)


def waiting(desk: Desk, sorting: Sorting) -> tuple[PaperBrief, ...]:
    """Papers a page may be placed with by hand: those of the stack, then the newest not signed yet."""
    first = [paper.brief for paper in sorting.papers]
    rows = (
        Document.select()
        .where(
            Document.state == PaperState.ISSUED.value,
            Document.signature == "",
            Document.sealed.is_null(),
            Document.id.not_in([each.id for each in first]),
        )
        .order_by(Document.day.desc(), Document.id.desc())
        .limit(_WAITING)
    )
    return (*first, *(brief(row, {}) for row in rows))


def say_missing(words: Catalogue, missing: Sequence[int], of: int) -> str:
    """“All pages are here”, or which of them are missing."""
    if not missing:
        return words.ngettext("Complete: {of} page", "Complete: all {of} pages", of).format(of=of)
    return words.ngettext(
        "Page {pages} of {of} is missing", "Pages {pages} of {of} are missing", len(missing)
    ).format(pages=words.listing(map(str, missing)), of=of)


def _known(desk: Desk, stack: Stack) -> _Known:
    marks = [mark for page in stack.pages for mark in _marks(page)]
    numbers = {mark.reference.lower() for mark in marks}
    rows = list(Document.select().where(Document.number.in_(sorted(numbers))))
    ids = [row.id for row in rows]
    later = Document.select(Document.number, Document.replaces).where(Document.replaces.in_(ids))
    return _Known(
        papers={_mark(row, 1).reference: row for row in rows},
        successors={row.replaces_id: row.number or "" for row in later if row.replaces_id},
        held=held_pages(ids),
        issued={
            row.id: blobs.get(desk.database, row.blob_id)
            for row in rows
            if row.blob_id is not None and not row.sealed
        },
    )


def _marks(page: ReadPage) -> list[Mark]:
    """The different codes of the desk on a page."""
    return list(dict.fromkeys(mark for text in page.codes if (mark := read_mark(text))))


def _mark(paper: Document, page: int) -> Mark:
    """What the code of a page of an issued paper says."""
    written = str(Mark(paper.number or "", paper.digest, page, paper.pages))
    mark = read_mark(written)
    assert mark is not None, written
    return mark


def _sorted(read: ReadPage, stack: Stack, known: _Known) -> SortedPage:
    """What one page is, its neighbours aside."""
    page = SortedPage(read, stack.files[read.file].name, PageState.UNREADABLE)
    if read.problem is not None:
        return replace(page, state=PageState.DAMAGED, told=read.problem)
    marks = _marks(read)
    if len(marks) > 1:
        return _said(page, PageState.SEVERAL)
    if not marks:
        code = " ".join(read.codes)
        state = PageState.FOREIGN if code else PageState.EMPTY if read.empty else page.state
        return _said(page, state, code=code)
    mark = marks[0]
    paper = known.papers.get(mark.reference)
    page = replace(page, number=mark.reference.lower(), n=mark.page, of=mark.pages)
    if paper is None:
        numbered = "/" in mark.reference
        return _said(page, PageState.UNKNOWN if numbered else PageState.SPECIMEN)
    page = replace(page, document=paper.id, form=paper.form, number=paper.number or "")
    other = printed_number(known.successors.get(paper.id, ""))
    state = _state(mark, paper, known, stack.files[read.file].content)
    return _said(page, state, other=other, revision=mark.revision)


def _state(mark: Mark, paper: Document, known: _Known, content: bytes) -> PageState:
    """How a page that names a paper of this desk stands to it."""
    if paper.sealed or paper.state == "erased":
        return PageState.SEALED
    if paper.state != PaperState.ISSUED:
        return PageState.REPLACED if paper.id in known.successors else PageState.VOID
    if mark.page > paper.pages or mark != _mark(paper, mark.page):
        return PageState.STALE
    # A file signed by certificate goes on where the issued one ends: it is no scan either.
    if content.startswith(known.issued[paper.id]):
        return PageState.STORED
    return PageState.AGAIN if mark.page in known.held.get(paper.id, {}) else PageState.FOUND


def _said(page: SortedPage, state: PageState, **params: str) -> SortedPage:
    """The page in this state, with its sentence."""
    told = Told(SAID[state], number=printed_number(page.number), **params)
    return replace(page, state=state, told=told)
