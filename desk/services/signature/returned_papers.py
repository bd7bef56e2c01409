# SPDX-License-Identifier: Apache-2.0
"""Papers that were signed elsewhere and come back: recognised, compared, verified, matched to who signs.

A signature in a file of its own is kept beside the paper it was made for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from desk.domain.destruction import Signer
from desk.domain.numbering import printed_number
from desk.domain.one_person import names_one
from desk.domain.paper_words import signer_words
from desk.domain.signatures import FileReport, FoundSignature, same_signer
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal, Told
from desk.services.checks import required
from desk.services.desk import Desk, writes
from desk.services.paper.issuing import note_on_records
from desk.services.settings import setting
from desk.services.signature.e_signing import (
    Taken,
    keep_beside,
    keep_signed,
    note_signature,
    signer_named,
    sound_report,
    taken_now,
    waiting_signer,
    wrong_clock,
)
from desk.services.signature.issuers import roots
from desk.services.signature.other_names import check_names
from desk.services.signature.other_signers import check_file, check_signer, signed_before
from desk.services.signature.signed_forms import (
    DETACHED,
    covered_form,
    issued_bytes,
    newest_bytes,
    open_paper,
    places,
    row_of,
    signer_view,
    told_in_history,
)
from desk.services.signature.signing import check_mode, finish, let_go, refresh_around, vacate
from desk.services.signature.taken_back import refuse_beside, refuse_inside
from desk.storage.models import Attachment, Document


def recognise(desk: Desk, content: bytes) -> int | None:
    """The paper a PDF grew from, by its identity; ``None`` when it is none of this desk's."""
    from desk.documents.same_paper import origin

    start = origin(content)
    if len(start) != _ORIGIN:
        return None
    rows = Document.select(Document.id).where(Document.digest.startswith(start))
    return next((int(row.id) for row in rows), None)


def may_be_paper(desk: Desk, content: bytes) -> bool:
    """Whether a PDF is a paper of this desk, or locked so that it cannot be told."""
    from desk.documents.revisions import locked

    return locked(content) or recognise(desk, content) is not None


_ORIGIN = 32
_LOCKED = N_(
    "The file is locked with a password, so its contents cannot be checked here. Have the paper "
    "signed in the form it was saved for signing, without a password, and receive that file: "
    "removing the password now would break its signatures."
)


def receive(
    desk: Desk,
    content: bytes,
    document: int | None = None,
    reason: str = "",
    *,
    who: str = "",
    anyway: bool = True,
) -> Taken:
    """Take back a paper that was signed elsewhere: only signatures may have been added to it.

    Refuses another paper, any other change with what it is, a broken signature, and a file in which
    signatures taken before are missing. ``who`` is one who has to have signed. Without ``anyway`` certificates that name somebody else are
    ``SomebodyElse``, and nothing is taken.
    """
    paper = _grown_from(desk, content, document)
    known = int(paper.id)
    report = sound_report(desk, content)
    base = newest_bytes(desk, paper)
    fresh = _fresh(desk, base, report)
    refuse_inside(desk, paper, content, [each.field for each in fresh])
    matched = _matched(desk, known, fresh)
    named = {each.field: each for each in places(desk, known)}
    fields = [field for field, _each in matched]
    if who and signer_named(desk, known, who, lambda each: each.field in fields) not in fields:
        raise Refusal(_AT_OTHERS, field="as", places=", ".join(fields))
    if report.closed and _waited_for(named.values(), fields):
        raise _closed()
    if not anyway:
        check_names(paper, [(named[field], each.certificate) for field, each in matched])
    keep_signed(desk, known, base, content, matched, reason, "received", archival=report.archival)
    warnings = [told for _field, each in matched for told in _doubts(desk, paper, each)]
    return taken_now(desk, known, fields, warnings)


_AT_OTHERS = N_("In this file nobody signed in that place, only in: {places}. It is not accepted.")


def _grown_from(desk: Desk, content: bytes, document: int | None) -> Document:
    """The paper to which only signatures were added; refuses another one, and any other change."""
    from desk.documents.revisions import locked
    from desk.documents.same_paper import differences

    if locked(content):
        raise Refusal(_LOCKED, field="file")
    known = recognise(desk, content)
    if known is None:
        raise AtField(N_("This file is not a paper of this desk."), field="file")
    paper = open_paper(known)
    if document is not None and document != known:
        raise AtField(
            N_("This is paper No. {number}, not the one that is open."),
            field="file",
            number=printed_number(paper.number or ""),
        )
    for told in differences(issued_bytes(desk, paper), content):
        raise AtField(
            N_(
                "This is paper No. {number}, but more than signatures was changed: {what} The file is"
                " not accepted."
            ),
            field="file",
            number=printed_number(paper.number or ""),
            what=told,
        )
    return paper


def _doubts(desk: Desk, paper: Document, found: FoundSignature) -> list[Told | None]:
    """What to look at before a signature is relied on."""
    return [wrong_clock(desk, paper.day, found), *found.notes]


def _waited_for(signers: Iterable[Signer], fields: Sequence[str]) -> bool:
    """Whether somebody is still to sign beside those of these places."""
    return any(each.state == "none" and each.field not in fields for each in signers)


def _closed() -> Refusal:
    return Refusal(
        N_(
            "A signature in this file forbids others to sign after it, and others are still to sign."
            " Sign it again without that ban, or as the last one."
        ),
        field="file",
    )


def _fresh(desk: Desk, base: bytes, report: FileReport) -> list[FoundSignature]:
    """The signatures that were not there before; refuses a file that lacks some that were."""
    from desk.documents.verifying import verify_pdf

    def mark(each: FoundSignature) -> tuple[str, str, str]:
        return each.field, each.certificate.fingerprint, each.time

    before = set(map(mark, verify_pdf(base, roots(desk)).received(desk.now()).signatures))
    now = set(map(mark, report.signatures))
    if before - now:
        raise Refusal(
            N_(
                "This file lacks signatures that the paper already has. Send the latest version "
                "of the paper to be signed."
            ),
            field="file",
        )
    fresh = [each for each in report.signatures if mark(each) not in before]
    if not fresh:
        raise Refusal(N_("There is no new signature in this file."), field="file")
    if any(not each.certificate.fingerprint for each in fresh):
        raise Refusal(
            N_(
                "A signature in this file holds no certificate and does not say who signed. The "
                "file is not accepted: ask for it to be signed again with the certificate in the "
                "signature."
            ),
            field="file",
        )
    return fresh


def _matched(
    desk: Desk, document: int, fresh: list[FoundSignature]
) -> list[tuple[str, FoundSignature]]:
    """Who signed: by the place, else by the name in the certificate."""
    signers = {each.field: each for each in places(desk, document)}
    free = {field for field, each in signers.items() if each.state == "none"}
    matched = []
    for found in fresh:
        by_name = [
            field
            for field in sorted(free)
            if names_one((signers[field].name.ru, signers[field].name.en), found.certificate.name)
        ]
        field = found.field if found.field in signers else next(iter(by_name), "")
        if field not in free:
            raise Refusal(
                N_("A signature in the file belongs to nobody who is still to sign this paper."),
                field="file",
            )
        free.discard(field)
        matched.append((field, found))
    return matched


def receive_detached(
    desk: Desk,
    document: int,
    field: str,
    name: str,
    content: bytes,
    reason: str = "",
    *,
    also: Sequence[str] = (),
    anyway: bool = True,
) -> Taken:
    """Keep a signature made elsewhere in a file of its own; refuses one that was made for another file.

    One that was kept there before and does not hold as well gives way to it. ``also`` are places of others who
    signed in the same file. Without ``anyway`` a certificate that names somebody else is ``SomebodyElse``, and
    nothing is kept.
    """
    paper = open_paper(document)
    fields = [field, *also]
    signers = [waiting_signer(desk, document, each, again=True) for each in fields]
    report = _made_for(desk, paper, content)
    if len(report.signatures) == 1:
        check_file(desk, paper, field, hashlib.sha256(content).hexdigest())
    theirs = [(each, _theirs(desk, paper, each, report)) for each in signers]
    for signer, found in theirs:
        refuse_beside(desk, paper, signer, content, found.certificate)
    if not anyway:
        check_names(paper, [(signer, found.certificate) for signer, found in theirs])
    with desk.together():
        for signer, found in theirs:
            _keep_detached(desk, document, signer.field, name, content, found, reason)
    warnings = [told for _signer, found in theirs for told in _doubts(desk, paper, found)]
    return taken_now(desk, document, fields, [*warnings, *_unrecorded(desk, document, report)])


def _made_for(desk: Desk, paper: Document, signature: bytes) -> FileReport:
    """What a signature in a file of its own is worth that was made for a paper; refuses any other."""
    _form, report = covered_form(desk, paper, signature, roots(desk))
    report = report.received(desk.now())
    if report.problem is not None:
        raise Refusal(report.problem.msgid, field="file")
    if report.changed_after:
        raise Refusal(
            N_("The signature was made for another file than this paper, or is broken."),
            field="file",
        )
    return report


def _unrecorded(desk: Desk, document: int, report: FileReport) -> list[Told]:
    """Who else has signed in a file, and has no signature recorded at any place of the paper."""
    known = [each.certificate for each in places(desk, document) if each.state != "none"]
    return [
        Told(_ALSO, name=found.certificate.name or "—")
        for found in report.signatures
        if not any(same_signer(found.certificate, each) for each in known)
    ]


_ALSO = N_(
    "The file also holds the signature of {name}, which is not recorded. To record it, receive "
    "the same file once more and state whose signature it is."
)


def _theirs(desk: Desk, paper: Document, signer: Signer, report: FileReport) -> FoundSignature:
    """Of several signatures in a file the one of this signer: by the name, else one nobody else signed by."""
    new = [
        each
        for each in report.signatures
        if signed_before(desk, paper, signer.field, each.certificate) is None
    ]
    fitting = [each for each in new if not signer.named_another(each.certificate)]
    return next(iter(fitting or new), report.worst)


@writes("paper", "destruction", "deadline")
def _keep_detached(
    desk: Desk,
    document: int,
    field: str,
    name: str,
    content: bytes,
    found: FoundSignature,
    reason: str,
) -> None:
    paper = open_paper(document)
    row = row_of(desk, paper, field)
    before = signer_view(row)
    sha256 = hashlib.sha256(content).hexdigest()
    replaced = _replaced(before, found, sha256)
    reason = check_mode(paper, "detached", reason or before.reason)
    check_signer(desk, paper, field, found.certificate)
    file = keep_beside(desk, paper, required(name, "file", "name"), content, DETACHED)
    vacate(row)
    note_signature(desk, row, "detached", found, file, reason)
    said = "; ".join(filter(None, (told_in_history(desk, row), _instead(desk, before))))
    note_on_records(desk, paper, EventKind.SIGNED_ELECTRONICALLY, said)
    desk.record(
        "paper.signature_kept", paper.number or "", fields=[field], verdict=found.verdict.value,
        sha256=sha256, **replaced,
    )  # fmt: skip
    if before.attachment is not None:
        let_go(desk, before.attachment)
    if paper.signature:
        refresh_around(desk, paper)
    else:
        finish(desk, Document.get_by_id(document))


def _instead(desk: Desk, before: Signer) -> str:
    """What a signature took the place of, for the history of its record."""
    if before.state == "none":
        return ""
    words = desk.catalogue(str(setting(desk, "language")))
    return words.say(N_("in place of an earlier one: {state}"), state=signer_words(words, before))


def _replaced(before: Signer, found: FoundSignature, sha256: str) -> dict[str, str]:
    """What was kept before, for the journal, since its file is let go; refuses to put no better one in its place."""
    if before.state == "none" or before.attachment is None:
        return {}
    kept = Attachment.get_by_id(before.attachment).blob_id
    if kept == sha256:
        raise AtField(N_("This signature has already been recorded."), field="field")
    if not before.gives_way_to(found):
        raise Refusal(
            N_("The signature stored here is worth no less than this one. Take it back first."),
            field="file",
        )
    return {"instead": before.verdict, "instead_sha256": kept or ""}
