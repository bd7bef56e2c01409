# SPDX-License-Identifier: Apache-2.0
"""Taking signed pages back into the desk: the files as they came, which page is where, and who signed.

One stack is one act: everything of it is kept, or nothing. Nobody is noted as a signer of a paper of which
a page is still missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desk.domain.numbering import printed_number
from desk.domain.scans import PLACEABLE, Place, Sorting, TakenBack, Tick
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal
from desk.services.checks import required
from desk.services.desk import Desk, writes
from desk.services.events import Owner
from desk.services.files import keep_file
from desk.services.paper.briefs import brief
from desk.services.paper.issuing import mark_signed, note_on_records
from desk.services.paper.known_papers import issued_paper
from desk.services.signature.scan_papers import held_pages, scan_paper
from desk.services.signature.signing import let_go, sign_by_pen, signers, unsign
from desk.services.terms import stamp
from desk.storage import blobs
from desk.storage.models import Attachment, Document, ScanPage

Slots = dict[int, dict[int, int]]
"""For each paper its pages, each with the place of the page in the stack."""


@writes("paper", "request", "consent", "destruction", "deadline")
def take_back(
    desk: Desk,
    sorting: Sorting,
    placed: Mapping[int, Place | None] | None = None,
    ticks: Sequence[Tick] = (),
) -> tuple[TakenBack, ...]:
    """Keep a stack with its pages and signatures.

    ``placed`` says, by the place of a page in the stack, where a person put it; ``None`` leaves it out. Only
    pages whose code could not be read may be placed.
    """
    slots = _slots(sorting, placed or {})
    if not slots:
        raise Refusal(N_("No page in this stack belongs to a paper: there is nothing to keep."))
    for tick in ticks:
        if tick.document not in slots:
            raise Refusal(N_("No page of this paper has come back."), field="signed")
    # As they are now: one may have been voided while the stack lay on the screen.
    papers = {id: issued_paper(id, "place") for id in slots}
    for id, pages in slots.items():
        _keep_pages(desk, papers[id], sorting, pages, placed or {})
    for id, paper in papers.items():
        _sign(desk, paper, [tick for tick in ticks if tick.document == id])
    return tuple(_taken(id, slots[id], ticks) for id in slots)


def _slots(sorting: Sorting, placed: Mapping[int, Place | None]) -> Slots:
    """Which page of the stack goes where; refuses what a person may not place."""
    slots: Slots = {}
    for at, page in enumerate(sorting.pages):
        place, own = sorting.place(at, placed), sorting.place(at, {})
        if place is None:
            continue
        if place != own and page.state not in PLACEABLE:
            raise Refusal(
                N_("Sheet {sheet}: its code says what it is; it cannot be placed elsewhere."),
                field="place",
                sheet=at + 1,
            )
        pages = slots.setdefault(place.document, {})
        if place.page in pages:
            raise Refusal(
                N_("Sheets {first} and {second} are put in the same place. Leave one of them out."),
                field="place",
                first=pages[place.page] + 1,
                second=at + 1,
            )
        pages[place.page] = at
    return slots


def _keep_pages(
    desk: Desk,
    paper: Document,
    sorting: Sorting,
    pages: Mapping[int, int],
    placed: Mapping[int, Place | None],
) -> None:
    """The files beside the paper, and each page with its place in them."""
    now = stamp(desk.now())
    kept: dict[int, int] = {}
    for page, at in sorted(pages.items()):
        if not 1 <= page <= paper.pages:
            raise Refusal(
                N_("Paper No. {number} has {pages} pages."),
                field="place",
                number=printed_number(paper.number or ""),
                pages=paper.pages,
            )
        read = sorting.pages[at].read
        if read.file not in kept:
            file = sorting.stack.files[read.file]
            kept[read.file] = _keep_file(desk, paper, file.name, file.content)
        ScanPage.insert(
            document=paper.id,
            page=page,
            attachment=kept[read.file],
            source_page=read.page,
            by_hand=int(placed.get(at) is not None),
            added=now,
        ).on_conflict_replace().execute()
    note_on_records(desk, paper, EventKind.SCAN_BACK)
    desk.record(
        "paper.scanned",
        paper.number or "",
        pages=sorted(pages),
        by_hand=sorted(page for page, at in pages.items() if placed.get(at) is not None),
        files=[f"file/{each}" for each in kept.values()],
    )


def _keep_file(desk: Desk, paper: Document, name: str, content: bytes) -> int:
    """The file beside the paper; once, however often the same stack is taken."""
    blob = blobs.put(desk.database, content)
    known = Attachment.get_or_none(
        Attachment.document == paper.id, Attachment.role == "scan", Attachment.blob == blob
    )
    if known is not None:
        return int(known.id)
    owner, id = owner_of(paper)
    return keep_file(desk, id, name, content, "scan", document=paper.id, owner=owner)


def owner_of(paper: Document) -> tuple[Owner, int | None]:
    """The record a paper belongs to; some belong to none."""
    if paper.destruction_id is not None:
        return "destruction", paper.destruction_id
    if paper.consent_id is not None:
        return "consent", paper.consent_id
    return "request", paper.request_id


def _sign(desk: Desk, paper: Document, ticks: Sequence[Tick]) -> None:
    """Note who signed; refuses while a page is missing."""
    if not ticks:
        return
    lacking = missing_pages(paper.id, paper.pages)
    if lacking:
        raise Refusal(
            N_("Paper No. {number}: pages {pages} are missing. Scan them before noting who signed.")
            if len(lacking) > 1
            else N_(
                "Paper No. {number}: page {pages} is missing. Scan it before noting who signed."
            ),
            field="signed",
            number=printed_number(paper.number or ""),
            pages=", ".join(map(str, lacking)),
        )
    known = scan_paper(desk, paper.id)
    for tick in ticks:
        if not tick.field and not known.signers:
            seen = {field: _scan_of(paper, page) for field, page in known.places.items()}
            mark_signed(desk, paper.id, tick.on, seen=seen)
            continue
        page = known.places.get(tick.field, known.last_place)
        sign_by_pen(desk, paper.id, tick.field, tick.on, *_scan_of(paper, page))


def _scan_of(paper: Document, page: int) -> tuple[int, int]:
    """The file a page of a paper came back in, and that page."""
    scan = ScanPage.get(ScanPage.document == paper.id, ScanPage.page == page)
    return int(scan.attachment_id), page


def missing_pages(id: int, pages: int) -> tuple[int, ...]:
    """Pages of a paper that have not come back."""
    held = held_pages([id]).get(id, {})
    return tuple(page for page in range(1, pages + 1) if page not in held)


def _taken(id: int, pages: Mapping[int, int], ticks: Sequence[Tick]) -> TakenBack:
    paper = Document.get_by_id(id)
    return TakenBack(
        brief=brief(paper, {}),
        pages=tuple(sorted(pages)),
        missing=missing_pages(id, paper.pages),
        signed=sum(tick.document == id for tick in ticks),
    )


@writes("paper", "request", "consent", "destruction")
def detach_page(desk: Desk, document: int, page: int, reason: str) -> None:
    """Take a page that was placed wrongly off a paper; signatures seen on it are open again.

    Refuses once everybody has signed, until a signature is taken back. The file goes when no
    other page of the paper lies in it.
    """
    reason = required(reason, "reason")
    paper = issued_paper(document, "place")
    row = ScanPage.get_or_none(ScanPage.document == document, ScanPage.page == page)
    if row is None:
        raise AtField(N_("This page has not been returned."), field="page")
    signed = signers(desk, document)
    if paper.signature and signed:
        raise Refusal(
            N_("Everybody has signed: first take back the signature that was recorded by mistake.")
        )
    for signer in signed:
        if signer.state == "pen" and signer.page == page:
            unsign(desk, document, signer.field, reason)
    if not signed:
        Document.update(signature="", signed_on=None).where(Document.id == document).execute()
    ScanPage.delete().where(ScanPage.document == document, ScanPage.page == page).execute()
    let_go(desk, row.attachment_id)
    note_on_records(desk, paper, EventKind.SCAN_DETACHED, reason)
    desk.record("paper.scan_detached", paper.number or "", page=page, reason=reason)
