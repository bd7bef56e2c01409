# SPDX-License-Identifier: Apache-2.0
"""Who of several signers has signed a paper: one row for each, marked while looking at the page.

When the last of them has signed, the paper counts as signed, and an act of destruction is certified.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desk.documents.fields import pages_of_fields
from desk.domain.act_papers import ActSigner
from desk.domain.destruction import Signer
from desk.domain.paper_words import recorded
from desk.domain.timeline import EventKind
from desk.domain.verdicts import ELECTRONIC
from desk.errors import N_, AtField, Refusal, Told
from desk.services.checks import check_past_day, clean_line, clean_text, required
from desk.services.desk import Desk, writes
from desk.services.destruction.terms import refresh
from desk.services.paper.form_names import form_name, inside
from desk.services.paper.issuing import note_on_records
from desk.services.paper.known_papers import standing_paper, void_told
from desk.services.signature.resting import resting_on
from desk.services.signature.signed_forms import (
    counts,
    issued_bytes,
    row_of,
    signature_at,
    signed_beside,
    signer_view,
)
from desk.services.signature.taken_back import remembered
from desk.storage import blobs
from desk.storage.models import Attachment, Document, ScanPage, Signature


def open_signatures(document: int, signers: Iterable[ActSigner]) -> None:
    """Make a row for everybody who is to sign an issued paper."""
    for signer in signers:
        Signature.create(
            document=document,
            field=signer.slot,
            role=signer.role,
            name_ru=signer.name.ru,
            name_en=signer.name.en,
            post_ru=signer.post.ru,
            post_en=signer.post.en,
        )


def signers(_desk: Desk, document: int) -> tuple[Signer, ...]:
    """Where everybody stands who is to sign a paper; empty for a paper with one signer of the card."""
    rows = Signature.select().where(Signature.document == document).order_by(Signature.id)
    return tuple(map(signer_view, rows))


@writes("paper", "destruction", "deadline")
def sign_by_pen(
    desk: Desk,
    document: int,
    field: str,
    on: date,
    attachment: int | None = None,
    page: int | None = None,
    reason: str = "",
    who: str = "",
) -> None:
    """Record that one signer signed the printed paper; with the scan and its page where that has come back.

    ``reason`` says why by pen where others signed in another way; ``who`` signed where it was somebody else.
    """
    paper = standing_paper(document)
    row = Signature.get_or_none(Signature.document == document, Signature.field == field)
    if row is None:
        raise Refusal(N_("Nobody signs the paper in this place."), field="field")
    if row.state != "none":
        raise refuse_recorded(signer_view(row))
    day = check_past_day(on, desk.today(), "on")
    if day < date.fromisoformat(paper.day):
        raise Refusal(N_("A paper cannot be signed before it is issued."), field="on")
    reason = check_mode(paper, "pen", reason)
    if attachment is not None and Attachment.get_or_none(Attachment.id == attachment) is None:
        raise AtField(N_("There is no such file."), field="attachment")
    if attachment is None:
        attachment, page = _come_back(desk, paper, field)
    Signature.update(
        state="pen",
        signed_on=day.isoformat(),
        attachment=attachment,
        page=page,
        actor=desk.actor,
        reason=reason,
    ).where(Signature.id == row.id).execute()
    who = clean_line(who, "who", "name") or row.name_ru or row.name_en
    note_on_records(
        desk, paper, EventKind.SIGNED if _of_several(paper) else EventKind.PAPER_SIGNED, who, day
    )
    desk.record("paper.signed_by", paper.number or "", field=field, on=day, scan=attachment)
    finish(desk, paper)


def refuse_recorded(signer: Signer) -> Refusal:
    """The refusal to sign at a place where a signature is recorded, with the way out."""
    told = recorded(signer)
    return Refusal(told.msgid, field="field", **told.params)


def _come_back(desk: Desk, paper: Document, field: str) -> tuple[int | None, int | None]:
    """The scan of the page a place stands on, and that page, where it came back before."""
    if not ScanPage.select().where(ScanPage.document == paper.id).exists():
        return None, None
    page = pages_of_fields(issued_bytes(desk, paper)).get(field)
    scan = ScanPage.get_or_none(ScanPage.document == paper.id, ScanPage.page == page)
    return (None, None) if scan is None else (int(scan.attachment_id), page)


def _of_several(paper: Document) -> bool:
    return int(Signature.select().where(Signature.document == paper.id).count()) > 1


@writes("paper", "destruction", "deadline")
def sign_many(desk: Desk, signed: Iterable[tuple[int, str]], on: date, reason: str = "") -> None:
    """Record several signatures by pen of one day, all or none; each is a paper and its place."""
    chosen = list(signed)
    if not chosen:
        raise Refusal(N_("Tick who signed."), field="signed")
    for document, field in chosen:
        sign_by_pen(desk, document, field, on, reason=reason)


@writes("paper", "destruction", "deadline")
def unsign(desk: Desk, document: int, field: str, reason: str) -> None:
    """Take back a signature recorded by mistake, while nothing rests on it; an act is certified no more.

    Of several certificate signatures only the last can be taken back: each later one covers those before.
    """
    paper = standing_paper(document)
    reason = required(reason, "reason")
    if paper.signature == "pen":
        row_of(desk, paper, field)  # the mark may be older than the list of signers
    row = signature_at(document, field)
    stays = _why_stays(desk, paper, row)
    if stays is not None:
        raise Refusal(stays.msgid, None, **stays.params)
    file = row.attachment_id if row.state in ELECTRONIC else None
    known = remembered(desk, row)
    if row.state == "certificate":
        _keep_others(desk, paper, row)
    vacate(row)
    if file is not None:
        let_go(desk, file)
    note_on_records(desk, paper, EventKind.UNSIGNED, reason)
    desk.record("paper.unsigned", paper.number or "", field=field, reason=reason, **known)
    if paper.signature:
        _open_again(desk, paper)
    refresh_around(desk, paper)


def why_stays(desk: Desk, document: int, field: str) -> Told | None:
    """Why a signature cannot be taken back now; ``None`` where it can, or where there is none."""
    paper = Document.get_by_id(document)
    if paper.state != "issued":
        return void_told(paper)
    row = Signature.get_or_none(Signature.document == document, Signature.field == field)
    return resting_on(desk, paper) if row is None else _why_stays(desk, paper, row)


def _why_stays(desk: Desk, paper: Document, row: Signature) -> Told | None:
    rests = resting_on(desk, paper)
    if rests is not None or row.state != "certificate":
        return rests
    if _covered_by_later(row) or (_together(row) and _earlier_form(desk, row) is None):
        return Told(
            N_(
                "Others signed after it, and their signatures cover this one: take theirs back first, from"
                " the last one on."
            )
        )
    if row.attachment_id is not None and signed_beside(desk, row.attachment_id):
        return Told(
            N_(
                "Somebody signed the file that has this signature in it with a separate "
                "signature file: take that one back first."
            )
        )
    return None


def _together(row: Signature) -> list[Signature]:
    """The other signatures that came inside the same file."""
    mine = (Signature.attachment == row.attachment_id) & (Signature.id != row.id)
    return list(Signature.select().where(mine, Signature.state == "certificate"))


def _earlier_form(desk: Desk, row: Signature) -> bytes | None:
    """The file of a signature as it was before it; ``None`` where others signed in it afterwards."""
    from desk.documents.revisions import before_signature

    file = Attachment.get_by_id(row.attachment_id)
    return before_signature(blobs.get(desk.database, file.blob_id), row.field)


def _keep_others(desk: Desk, paper: Document, row: Signature) -> None:
    """Leave to those who signed in the same file the form they signed."""
    from desk.services.signature.e_signing import keep_beside

    others = _together(row)
    form = _earlier_form(desk, row) if others else None
    if form is not None:
        old = Attachment.get_by_id(row.attachment_id)
        name = form_name(paper, inside(paper.id) - 1)
        file = keep_beside(desk, paper, name, form, old.role, old.media_type)
        Signature.update(attachment=file).where(Signature.id.in_([each.id for each in others])).execute()  # fmt: skip


def _open_again(desk: Desk, paper: Document) -> None:
    """Not everybody has signed a paper any more."""
    from desk.services.destruction.acts import uncertify

    Document.update(signature="", signed_on=None).where(Document.id == paper.id).execute()
    uncertify(desk, paper.id)


def vacate(row: Signature) -> None:
    """Leave a place to whoever is to sign there, with no word on what was kept."""
    Signature.update(**_NOTHING).where(Signature.id == row.id).execute()


def let_go(desk: Desk, file: int) -> None:
    """Let a file go that no signature and no page of a scan rests on any more."""
    for table in (ScanPage, Signature):
        if table.select().where(table.attachment == file).exists():
            return
    Attachment.delete().where(Attachment.id == file).execute()
    blobs.drop_unused(desk.database)


_NOTHING = {
    "state": "none", "signed_on": None, "attachment": None, "page": None, "actor": "",
    "verdict": "", "certificate": "{}", "checked": None, "reason": "", "archival": 1,
    "vouched_on": None, "vouched_with": "", "vouched_said": "", "vouched_by": "",
}  # fmt: skip


def _covered_by_later(row: Signature) -> bool:
    return bool(
        Signature.select()
        .where(
            Signature.document == row.document_id,
            Signature.state == "certificate",
            Signature.attachment > row.attachment_id,
        )
        .exists()
    )


def check_mode(paper: Document, state: str, reason: str) -> str:
    """One way of signing for a paper; another one needs a reason, which is given back."""
    reason = clean_text(reason, "reason", "note")
    ways = {
        row.state
        for row in Signature.select(Signature.state).where(Signature.document == paper.id)
        if row.state != "none"
    }
    if ways and ways != {state} and not reason:
        raise Refusal(
            N_(
                "Others signed this paper in another way. It is best to sign one paper in one "
                "way; if you cannot, give the reason."
            ),
            field="reason",
        )
    return reason if ways and ways != {state} else ""


def finish(desk: Desk, paper: Document) -> None:
    """Bring paper and destruction up to date after somebody signed, in whichever way."""
    rows = list(Signature.select().where(Signature.document == paper.id))
    if all(counts(desk, row) for row in rows):
        ways = {row.state for row in rows}
        way = "pen" if "pen" in ways else min(ways)
        last = max(row.signed_on or "" for row in rows)
        Document.update(signature=way, signed_on=last).where(Document.id == paper.id).execute()
        if paper.form == "destruction_act":
            from desk.services.destruction.acts import certify

            certify(desk, paper.id, last)
    refresh_around(desk, paper)


def refresh_around(desk: Desk, paper: Document) -> None:
    """Bring the destruction a paper belongs to up to date after its signatures changed."""
    if paper.destruction_id is not None:
        refresh(desk, paper.destruction_id)
