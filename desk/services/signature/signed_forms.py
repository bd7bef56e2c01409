# SPDX-License-Identifier: Apache-2.0
"""The signed forms of a paper: who is to sign where, the newest signed file, and the sheets that came back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from desk.documents.fields import pages_of_fields
from desk.domain import verdicts
from desk.domain.destruction import Signer
from desk.domain.paper_standing import UNSIGNED_FORMS
from desk.domain.paper_words import PARTS, signer_words
from desk.domain.request import PaperBrief
from desk.domain.signatures import NO_CERTIFICATE, Certificate, FileReport, FoundSignature, Vouching
from desk.domain.values import Both
from desk.domain.verdicts import together
from desk.errors import N_, Refusal, Told
from desk.services.desk import Desk
from desk.services.paper.briefs import papers_by_id
from desk.services.paper.known_papers import issued_paper
from desk.services.settings import setting
from desk.storage import blobs
from desk.storage.models import Attachment, Document, ScanPage, Signature

SIGNED, DETACHED = "signed", "signature"
"""Roles of files beside a paper: the paper with signatures in it, and a signature on its own."""


def signer_view(row: Signature) -> Signer:
    """A signer as a value."""
    known = json.loads(row.certificate)
    return Signer(
        field=row.field,
        role=row.role,
        name=Both(row.name_ru, row.name_en),
        post=Both(row.post_ru, row.post_en),
        state=row.state,
        signed_on=row.signed_on or "",
        attachment=row.attachment_id,
        page=row.page,
        verdict=row.verdict,
        certificate=Certificate(**known) if known else Certificate(),
        checked=row.checked or "",
        actor=row.actor,
        reason=row.reason,
        vouched=_vouched(row),
    )


def _vouched(row: Signature) -> Vouching | None:
    if row.vouched_on is None:
        return None
    return Vouching(row.vouched_on, row.vouched_with, row.vouched_said, row.vouched_by)


def told_in_history(desk: Desk, row: Signature, *, how: str = "") -> str:
    """Who signed at a place, by whose certificate and with what doubt: the entry itself names who recorded it."""
    words = desk.catalogue(str(setting(desk, "language")))
    signer = signer_view(Signature.get_by_id(row.id))
    name = signer.name.of(words.language).split("\n")[0] or signer.certificate.name
    part = words.gettext(PARTS.get(signer.role, signer.role))
    said = "; ".join(filter(None, (signer_words(words, signer), words.gettext(how) if how else "")))
    return f"{part}: {name} — {said}"


def counts(desk: Desk, row: Signature) -> bool:
    """Whether somebody has signed by it, as every list counts."""
    known = json.loads(row.certificate)
    vouched, test = row.vouched_on is not None, bool(known.get("test"))
    return verdicts.counts(
        row.state, row.verdict, vouched=vouched, test=test, trial=desk.demonstration
    )


def certificate_json(certificate: Certificate) -> str:
    """A certificate as it is kept beside a signature."""
    return json.dumps(asdict(certificate), ensure_ascii=False)


def open_paper(id: int) -> Document:
    """An issued paper that can be read; refuses a void, erased or sealed one."""
    paper = issued_paper(id)
    if paper.blob_id is None:
        raise Refusal(N_("There is no such paper."))
    return paper


def issued_bytes(desk: Desk, paper: Document) -> bytes:
    """The paper as it was issued."""
    return blobs.get(desk.database, paper.blob_id or "")


def _files(paper: int | None, role: str) -> Iterable[Attachment]:
    """Files of a paper of one role that can be read, the newest first."""
    found: Iterable[Attachment] = (
        Attachment.select()
        .where(
            Attachment.document == paper,
            Attachment.role == role,
            Attachment.erased.is_null(),
            Attachment.sealed.is_null(),
        )
        .order_by(Attachment.id.desc())
    )
    return found


def newest_file(paper: int) -> Attachment | None:
    """The newest file of a paper with signatures in it."""
    return next(iter(_files(paper, SIGNED)), None)


def forms(desk: Desk, paper: Document) -> Iterator[bytes]:
    """Every form of a paper a detached signature can be of: as issued, then with signatures, the newest first."""
    yield issued_bytes(desk, paper)
    for file in _files(paper.id, SIGNED):
        yield blobs.get(desk.database, file.blob_id)


def covered_form(
    desk: Desk, paper: Document, signature: bytes, trusted: Sequence[bytes] = ()
) -> tuple[bytes | None, FileReport]:
    """The form of a paper a detached signature was made for, ``None`` where it is of none, and what it is worth.

    One that does not say what was signed may be of any form: it is told of the issued one.
    """
    from desk.documents.detached import verify_detached

    report = FileReport()
    for form in forms(desk, paper):
        report = verify_detached(form, signature, trusted)
        if report.signatures and not report.changed_after:
            return form, report
    return None, report


def signed_beside(desk: Desk, id: int) -> bool:
    """Whether somebody signed a form of a paper, or may have, by a file of its own."""
    from desk.documents.detached import verify_detached

    file = Attachment.get_by_id(id)
    form = blobs.get(desk.database, file.blob_id)
    return any(
        not verify_detached(form, blobs.get(desk.database, each.blob_id)).changed_after
        for each in _files(file.document_id, DETACHED)
        if each.id > file.id
    )


def newest_bytes(desk: Desk, paper: Document) -> bytes:
    """The paper with all certificate signatures it has so far."""
    file = newest_file(paper.id)
    return blobs.get(desk.database, file.blob_id) if file else issued_bytes(desk, paper)


def places(desk: Desk, id: int) -> tuple[Signer, ...]:
    """Everybody who is to sign a paper, also where no row was made for them when it was issued."""
    paper = open_paper(id)
    rows = list(Signature.select().where(Signature.document == id).order_by(Signature.id))
    known = {row.field for row in rows}
    more = [
        _as_marked(paper, _named(paper, field))
        for field in pages_of_fields(issued_bytes(desk, paper))
        if field not in known
    ]
    return (*map(signer_view, rows), *more)


def _as_marked(paper: Document, signer: Signer) -> Signer:
    """A signer as the paper is marked, where that was done before anybody's place was noted."""
    if paper.signature != "pen":
        return signer
    return replace(signer, state="pen", signed_on=paper.signed_on or "")


def standing_places(desk: Desk, id: int) -> tuple[Signer, ...]:
    """Everybody who signs a paper as far as it is known, also of one that is void, sealed or erased."""
    paper = Document.get_by_id(id)
    if paper.state == "issued" and not paper.sealed:
        return places(desk, id)
    rows = Signature.select().where(Signature.document == id).order_by(Signature.id)
    return tuple(map(signer_view, rows))


def _named(paper: Document, field: str) -> Signer:
    """Who signs at a place that the form itself names, by the facts of the paper."""
    facts: dict[str, Any] = json.loads(paper.facts)
    card = facts.get("operator") or {}

    def both(*names: str) -> Both:
        for name in names:
            value = card.get(name) or {}
            if value.get("ru") or value.get("en"):
                return Both(value.get("ru", ""), value.get("en", ""))
        return Both()

    if field == "operator":
        return Signer(field, "operator", both("signer_name", "name"), both("signer_post"))
    if field == "subject":
        name = str(
            facts.get("representative_name")
            or facts.get("subject_name")
            or facts.get("visitor_name")
            or ""
        )
        return Signer(field, "subject", Both(name, name), Both())
    return Signer(field, "", Both(), Both())


def row_of(desk: Desk, paper: Document, field: str) -> Signature:
    """The row of a signer, made when there is none yet; refuses a place the paper does not have."""
    row: Signature | None = Signature.get_or_none(
        Signature.document == paper.id, Signature.field == field
    )
    if row is not None:
        return row
    named = [each for each in places(desk, paper.id) if not _has_row(paper.id, each.field)]
    if all(each.field != field for each in named):
        raise Refusal(N_("Nobody signs the paper in this place."), field="field")
    for each in named:  # all of them: the paper is signed only when everybody has
        Signature.create(
            document=paper.id,
            field=each.field,
            role=each.role,
            name_ru=each.name.ru,
            name_en=each.name.en,
            post_ru=each.post.ru,
            post_en=each.post.en,
            state=each.state,
            signed_on=each.signed_on or None,
        )
    made: Signature = Signature.get(Signature.document == paper.id, Signature.field == field)
    return made


def signature_at(document: int, field: str) -> Signature:
    """The signature recorded at a place; refuses a place where there is none."""
    row: Signature | None = Signature.get_or_none(
        Signature.document == document, Signature.field == field
    )
    if row is None or row.state == "none":
        raise Refusal(N_("No signature is recorded here."), field="field")
    return row


def _has_row(paper: int, field: str) -> bool:
    return bool(
        Signature.select().where(Signature.document == paper, Signature.field == field).exists()
    )


def sheets(desk: Desk, paper: Document) -> bytes | None:
    """The pen-signed sheets that came back as one PDF; ``None`` while a page is missing."""
    from desk.documents.sheets import one_pdf

    rows = list(
        ScanPage.select(ScanPage, Attachment)
        .join(Attachment)
        .where(ScanPage.document == paper.id)
        .order_by(ScanPage.page)
    )
    if [row.page for row in rows] != list(range(1, paper.pages + 1)):
        return None
    return one_pdf(
        [(blobs.get(desk.database, row.attachment.blob_id), row.source_page) for row in rows]
    )


@dataclass(frozen=True)
class OutgoingForm:
    """A paper as it leaves: its newest signed form where there is one, with what bears other signatures."""

    content: bytes
    signed: bool
    detached: tuple[bytes, ...] = ()
    sheets: bytes | None = None
    """The scan of the sheets signed by pen, where others signed electronically."""
    certified: bool = False
    """``content`` has electronic signatures in it."""
    lacks_sheets: bool = False
    """Some signed by pen and others electronically, and no scan of all the sheets is here."""

    @property
    def several(self) -> bool:
        """Whether it was signed in more than one way."""
        return (
            self.sheets is not None or self.lacks_sheets or (self.certified and bool(self.detached))
        )


def outgoing_form(desk: Desk, paper: Document) -> OutgoingForm:
    """The certificate-signed file, or the pen-signed sheets as one PDF, else the paper as it was issued."""
    file, beside = newest_file(paper.id), _detached(desk, paper)
    scanned = sheets(desk, paper) if _by_pen(paper) else None
    if file is None and not beside:
        signed = paper.signature == "pen" and scanned is not None
        return OutgoingForm(scanned if signed and scanned else issued_bytes(desk, paper), signed)
    lacks = scanned is None and _by_pen(paper)
    content = blobs.get(desk.database, file.blob_id) if file else issued_bytes(desk, paper)
    whole = bool(paper.signature) and not lacks
    return OutgoingForm(content, whole, beside, scanned, file is not None, lacks)


def _by_pen(paper: Document) -> bool:
    rows = Signature.select().where(Signature.document == paper.id, Signature.state == "pen")
    return paper.signature == "pen" or bool(rows.exists())


def _detached(desk: Desk, paper: Document) -> tuple[bytes, ...]:
    # A file that several signed is kept for each of them, and leaves once.
    kept = reversed(list(dict.fromkeys(each.blob_id for each in _files(paper.id, DETACHED))))
    return tuple(blobs.get(desk.database, each) for each in kept)


def doubt_of_sending(desk: Desk, id: int) -> Told | None:
    """What is to be known before a paper leaves: a broken or somebody else's signature, or that not everybody has signed; else ``None``."""
    (brief,) = papers_by_id(desk, [id])
    found = brief.standing
    told = _doubt_of_signatures(brief)
    if told is not None:
        return told
    form = outgoing_form(desk, open_paper(id))
    if brief.form in UNSIGNED_FORMS or form.signed:
        return None
    if form.lacks_sheets and brief.signature:
        return Told(
            N_(
                "Some people signed this paper by pen, and there is no scan of all its signed "
                "sheets here: their signatures would not be included. Attach it all the same?"
            )
        )
    if not brief.signature and found.signed:
        return Told(
            N_("Only {signed} of {signers} have signed this paper. Attach it as it is now?"),
            signed=found.signed,
            signers=found.signers,
        )
    return Told(
        N_(
            "The paper would be sent unsigned: there is neither a signed file of it nor a scan "
            "of its signed sheets here. Attach it unsigned?"
        )
    )


def _doubt_of_signatures(brief: PaperBrief) -> Told | None:
    """What is wrong with those it has."""
    found = brief.standing
    if brief.broken:
        return Told(
            N_(
                "A signature of this paper is BROKEN, and whoever gets it will see that. Attach it all the same?"
            )
        )
    if found.unchecked:
        return Told(
            N_(
                "A signature of this paper does not count ({doubt}), and nobody noted that it was"
                " checked elsewhere. Attach it all the same?"
            ),
            doubt=together(found.unchecked),
        )
    if found.others and found.signed:
        return Told(
            N_(
                "The paper is signed by the certificate of {certified}, whom it does not name, and whoever gets"
                " it will see that. Attach it all the same?"
            ),
            certified="; ".join(found.others),
        )
    return None


def keep_found(row: Signature, found: FoundSignature, now: str) -> None:
    """Note what a check found; whose certificate it was stays known when it cannot be read any more."""
    certificate = row.certificate
    if found.certificate != NO_CERTIFICATE:
        certificate = certificate_json(found.certificate)
    Signature.update(verdict=found.verdict.value, certificate=certificate, checked=now).where(
        Signature.id == row.id
    ).execute()
