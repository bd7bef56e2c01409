# SPDX-License-Identifier: Apache-2.0
"""Checking kept signatures again: of one paper or of all, and of a file that belongs to no record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.domain.days import day_of
from desk.domain.request import PaperBrief
from desk.domain.signatures import FileReport, FoundSignature, LastCheck, same_signer
from desk.domain.timeline import EventKind
from desk.domain.verdicts import ELECTRONIC, Verdict
from desk.errors import N_, Told, Trouble
from desk.services.desk import Desk, writes
from desk.services.paper.briefs import brief
from desk.services.settings import setting, store
from desk.services.signature.issuers import roots
from desk.services.signature.signed_forms import covered_form, keep_found, newest_bytes, signer_view
from desk.services.terms import stamp
from desk.storage import blobs
from desk.storage.models import Document, Signature

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Checked:
    """What a check of one paper found: its signers with the verdict of each."""

    paper: PaperBrief
    found: tuple[FoundSignature, ...]
    changed_after: bool = False
    archival: bool = False
    problem: Told | None = None

    @property
    def broken(self) -> bool:
        """Whether something is wrong that nobody may overlook."""
        return (
            self.problem is not None
            or self.changed_after
            or any(each.verdict is Verdict.BROKEN for each in self.found)
        )


def verify_file(content: bytes, trusted: Iterable[bytes] = ()) -> FileReport:
    """What the signatures of any PDF are worth; needs no desk."""
    from desk.documents.verifying import verify_pdf

    return verify_pdf(content, trusted)


def verify_beside(content: bytes, signature: bytes, trusted: Iterable[bytes] = ()) -> FileReport:
    """What a detached signature of any file is worth; needs no desk."""
    from desk.documents.detached import verify_detached

    return verify_detached(content, signature, trusted)


def carried_by(signature: bytes) -> bytes | None:
    """What a signature file carries of what was signed; ``None`` when it is on its own."""
    from desk.documents.detached import carried

    return carried(signature)


def verify_paper(desk: Desk, document: int) -> Checked:
    """Check the signatures of a paper again and note what was found."""
    (checked,) = _verify(desk, [document])
    return checked


def verify_all(desk: Desk, progress: Progress = lambda _done, _total: None) -> tuple[Checked, ...]:
    """Check the signatures of every paper that has electronic ones."""
    return _verify(desk, signed_papers(desk), progress, every=True)


def last_check(desk: Desk) -> LastCheck | None:
    """What the last check of all papers found; ``None`` where there was none."""
    kept = str(setting(desk, "signatures_checked")).split()
    return LastCheck(datetime.fromisoformat(kept[0]), *map(int, kept[1:])) if kept else None


def unchecked(desk: Desk, oldest: str | None) -> Told | None:
    """That a signature of a paper in use was not looked at for long, by what ``OLDEST`` found."""
    if oldest is None or desk.now() - datetime.fromisoformat(oldest) < _LONG:
        return None
    return Told(
        N_(
            "Electronic signatures of papers were last checked on {day}: check them all again under"
            " Papers."
        ),
        day=day_of(oldest, desk.zone),
    )


_LONG = timedelta(days=183)
OLDEST = (
    "(SELECT min(g.checked) FROM signature g JOIN document d ON d.id = g.document"
    " WHERE g.state IN ('certificate', 'detached') AND d.state = 'issued' AND d.sealed IS NULL)"
)
"""When the signature was checked that was not looked at longest."""


def signed_papers(_desk: Desk) -> list[int]:
    """Papers with electronic signatures that can be read, the newest first."""
    rows = (
        Document.select(Document.id)
        .join(Signature, on=Signature.document == Document.id)
        .where(
            Signature.state.in_(ELECTRONIC),
            Document.sealed.is_null(),
            Document.blob.is_null(False),
        )
        .distinct()
        .order_by(Document.id.desc())
    )
    return [row.id for row in rows]


def _verify(
    desk: Desk,
    documents: Sequence[int],
    progress: Progress = lambda _done, _total: None,
    *,
    every: bool = False,
) -> tuple[Checked, ...]:
    trusted = roots(desk)
    found: list[Checked] = []
    try:
        for order, id in enumerate(documents):
            progress(order, len(documents))
            paper = Document.get_by_id(id)
            try:
                found.append(_check(desk, paper, trusted))
            except Trouble as damaged:  # told of this paper; the others are checked all the same
                found.append(_damaged(paper, damaged))
    finally:  # what was found until it was called off is not forgotten
        if found:
            _note(desk, found, whole=every and len(found) == len(documents))
    return tuple(found)


def _check(desk: Desk, paper: Document, trusted: Sequence[bytes]) -> Checked:
    rows = list(Signature.select().where(Signature.document == paper.id).order_by(Signature.id))
    report = FileReport()
    if any(row.state == "certificate" for row in rows):
        report = verify_file(newest_bytes(desk, paper), trusted)
    found = []
    for row in rows:
        if row.state == "certificate":
            one = _as_received(row, _inside(row, report))
            # What was added after the last signature breaks none by itself, and yet nobody signed it.
            found.append(replace(one, verdict=Verdict.BROKEN) if report.changed_after else one)
        elif row.state == "detached":
            found.append(_as_received(row, _beside(desk, paper, row, trusted)))
    return Checked(
        brief(paper, {}), tuple(found), report.changed_after, report.archival, report.problem
    )


def _as_received(row: Signature, found: FoundSignature) -> FoundSignature:
    """A signature is judged by the moment it came in: what ends later takes nothing from it."""
    if row.attachment is None:
        return found
    return found.received(datetime.fromisoformat(row.attachment.added))


def _damaged(paper: Document, why: Told) -> Checked:
    """A paper whose file cannot be read any more: none of its signatures holds."""
    rows = Signature.select().where(Signature.document == paper.id, Signature.state.in_(ELECTRONIC))
    lost = tuple(FoundSignature(row.field, Verdict.BROKEN) for row in rows.order_by(Signature.id))
    return Checked(brief(paper, {}), lost, True, False, Told(why.msgid, **why.params))


def _inside(row: Signature, report: FileReport) -> FoundSignature:
    """The signature of a row, by its place, else by its certificate; none at all is a broken one."""
    known = signer_view(row).certificate.fingerprint
    here = {each.field: each for each in report.signatures}.get(row.field)
    if here is not None and known in ("", here.certificate.fingerprint):
        return here
    for each in report.signatures:
        if known and each.certificate.fingerprint == known:
            return replace(each, field=row.field)
    return FoundSignature(row.field, Verdict.BROKEN)


def _beside(
    desk: Desk, paper: Document, row: Signature, trusted: Sequence[bytes]
) -> FoundSignature:
    file = row.attachment
    if file is None or file.erased or file.sealed:
        return FoundSignature(row.field, Verdict.KEPT)
    content = blobs.get(desk.database, file.blob_id)
    _form, report = covered_form(desk, paper, content, trusted)
    if not report.signatures:
        return FoundSignature(row.field, Verdict.BROKEN)
    known = signer_view(row).certificate
    theirs = (each for each in report.signatures if same_signer(each.certificate, known))
    found = report.worst if report.changed_after else next(theirs, report.worst)
    return replace(found, field=row.field)


def _count_anew(desk: Desk, paper: Document) -> None:
    """What is found otherwise than before may count now, or no longer."""
    from desk.services.signature.signing import finish, refresh_around

    if paper.state == "issued" and not paper.signature:
        finish(desk, paper)
    else:
        refresh_around(desk, paper)


@writes("paper", "destruction", "deadline")
def _note(desk: Desk, every: Sequence[Checked], *, whole: bool) -> None:
    """Keep what was found; a broken one is named in the journal and told in the history of its record."""
    from desk.services.paper.issuing import (
        note_on_records,  # which knows everything a paper is made from
    )

    now = stamp(desk.now())
    for checked in every:
        rows = list(Signature.select().where(Signature.document == checked.paper.id))
        known = {row.field: row for row in rows}
        for found in checked.found:
            keep_found(known[found.field], found, now)
        newest = max(
            (row.attachment_id or 0 for row in rows if row.state == "certificate"), default=0
        )
        Signature.update(archival=int(checked.archival)).where(
            Signature.document == checked.paper.id, Signature.attachment == newest
        ).execute()
        if checked.broken and all(row.verdict != Verdict.BROKEN for row in rows):
            note_on_records(desk, Document.get_by_id(checked.paper.id), EventKind.SIGNATURE_BROKEN)
        if any(known[found.field].verdict != found.verdict for found in checked.found):
            _count_anew(desk, Document.get_by_id(checked.paper.id))
    broken = [checked.paper.number for checked in every if checked.broken]
    if whole:
        store("signatures_checked", f"{now} {len(every)} {len(broken)}")
    ref = "desk" if whole or len(every) > 1 else every[0].paper.number
    desk.record("paper.signatures_checked", ref, counted_papers=len(every), broken=broken)
