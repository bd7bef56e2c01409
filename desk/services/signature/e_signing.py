# SPDX-License-Identifier: Apache-2.0
"""Electronic signatures of issued papers made here, and how a signed form is kept.

Passphrase and key live in memory for the length of one call; the signing itself happens before the
transaction, so that a slow time-stamp service holds up nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from desk.clocks import legal_time
from desk.domain.days import local_day
from desk.domain.destruction import Signer
from desk.domain.one_person import names_differ
from desk.domain.request import PaperBrief
from desk.domain.said import SIGNED_HOW
from desk.domain.signatures import TEST_MARK, FileReport, FoundSignature
from desk.domain.signing import SigningKey, StampText
from desk.domain.timeline import EventKind
from desk.domain.verdicts import NOT_YET, Verdict
from desk.errors import N_, Refusal, Told
from desk.folding import fold
from desk.services.checks import clean_line, required
from desk.services.desk import Desk, note_shown, writes
from desk.services.files import keep_file
from desk.services.paper.briefs import brief
from desk.services.paper.form_names import form_name, inside
from desk.services.paper.issuing import note_on_records
from desk.services.signature.issuers import roots
from desk.services.signature.other_names import check_names
from desk.services.signature.other_signers import check_signer
from desk.services.signature.signed_forms import (
    SIGNED,
    certificate_json,
    newest_bytes,
    newest_file,
    open_paper,
    outgoing_form,
    places,
    row_of,
    signer_view,
    told_in_history,
)
from desk.services.signature.signing import check_mode, finish, refuse_recorded, sign_by_pen
from desk.services.signature.taking_back import owner_of
from desk.services.terms import stamp
from desk.storage.models import Document, Signature

PDF = "application/pdf"


@dataclass(frozen=True)
class Taken:
    """What became of a signature that was made here or came in."""

    paper: PaperBrief
    signers: tuple[Signer, ...]
    """Those whose signatures were taken now."""
    warnings: tuple[Told, ...] = ()


def sign_by_certificate(
    desk: Desk,
    document: int,
    field: str,
    p12: bytes,
    passphrase: str,
    tsa: str = "",
    reason: str = "",
    *,
    anyway: bool = True,
    wanted: Callable[[], object] = lambda: None,
) -> Taken:
    """Sign a paper at one place with the key of a PKCS#12 file, and keep the signed form.

    ``wanted`` is asked before anything is kept, for a service may be slow: it raises once it is called off.

    ``tsa`` is the address of a time-stamp service: then, and only then, the network is reached.
    Without ``anyway`` a certificate that names somebody else is ``SomebodyElse``, and nothing is signed.
    """
    from desk.documents.certificates import open_p12
    from desk.documents.signing import sign_field

    paper = open_paper(document)
    signer = waiting_signer(desk, document, field)
    check_mode(paper, "certificate", reason)
    key = open_p12(p12, passphrase)
    now = desk.now()
    key.certificate.check(now)
    check_signer(desk, paper, field, key.certificate, "p12")
    if not anyway:
        check_names(paper, [(signer, key.certificate)], "p12")
    base = newest_bytes(desk, paper)
    text = _stamp(desk, paper, signer, key, now)
    content = sign_field(base, field, key, text, now, clean_line(tsa, "tsa"))
    report = sound_report(desk, content)
    found = report.signatures[-1]
    wanted()
    keep_signed(desk, document, base, content, [(field, found)], reason, archival=report.archival)
    told = [key.certificate.warning(now), wrong_clock(desk, paper.day, found), *found.notes]
    return taken_now(desk, document, [field], told)


def waiting_signer(desk: Desk, document: int, field: str, *, again: bool = False) -> Signer:
    """Who is to sign at a place and has not yet, or may do so ``again`` because what is kept gives way."""
    signer = next((each for each in places(desk, document) if each.field == field), None)
    if signer is None:
        raise Refusal(N_("Nobody signs the paper in this place."), field="field")
    if signer.state != "none" and not (again and signer.gives_way):
        raise refuse_recorded(signer)
    return signer


def _waits(signer: Signer) -> bool:
    return signer.state == "none"


def is_called(signer: Signer, wanted: str) -> bool:
    """Whether folded words are the place of a signer or the name."""
    names = (signer.field, signer.name.ru, signer.name.en, *signer.name.ru.split("\n")[:1])
    return bool(wanted) and wanted in map(fold, names)


def signer_named(
    desk: Desk, document: int, who: str, meant: Callable[[Signer], bool] = _waits
) -> str:
    """The place of a signer told by the place's own name or by the person's; of several the first that is meant."""
    wanted = fold(clean_line(who, "as", "name"))
    found = [each for each in places(desk, document) if is_called(each, wanted)]
    if not found:
        raise Refusal(N_("Nobody with this name signs the paper."), field="as")
    return next(filter(meant, found), found[0]).field


def _stamp(
    desk: Desk, paper: Document, signer: Signer, key: SigningKey, now: datetime
) -> StampText:
    """What the stamp says, in the language of the paper."""
    language = paper.languages.split("+")[0]
    words = desk.catalogue(language)
    name = signer.name.of(language).split("\n")[0]
    moment = words.moment(now, desk.zone)
    offset = now.astimezone(legal_time(desk.zone)).strftime("%z")
    lines = (
        words.gettext(N_("Signed electronically")),
        TEST_MARK if key.certificate.test else "",
        name or key.certificate.name,
        *([_holder(desk, key, language)] if names_differ(name, key.certificate.name) else ()),
        signer.post.of(language),
        f"{moment} (UTC{offset[:3]}:{offset[3:]})",
        words.say(N_("Certificate No. {serial}"), serial=key.certificate.serial),
    )
    return StampText(tuple(filter(None, lines)))


def _holder(desk: Desk, key: SigningKey, language: str) -> str:
    return desk.catalogue(language).say(N_("Certificate of: {name}"), name=key.certificate.name)


def sound_report(desk: Desk, content: bytes) -> FileReport:
    """Check what comes to be kept; refuses what is broken or was changed after it was signed."""
    from desk.documents.verifying import verify_pdf

    report = verify_pdf(content, roots(desk)).received(desk.now())
    if report.problem is not None:
        raise Refusal(report.problem.msgid, field="file", **report.problem.params)
    for found in report.signatures:
        if found.verdict is Verdict.BROKEN:
            raise Refusal(
                N_("A signature in the file is broken: {why} The file is not accepted."),
                field="file",
                why=found.notes[0],
            )
    if report.changed_after:
        raise Refusal(
            N_(
                "Something other than signatures was added after the last one. The file is not accepted."
            ),
            field="file",
        )
    return report


@writes("paper", "destruction", "deadline")
def keep_signed(
    desk: Desk,
    document: int,
    base: bytes,
    content: bytes,
    found: list[tuple[str, FoundSignature]],
    reason: str,
    how: str = "made",
    *,
    archival: bool = True,
) -> None:
    """Keep a signed form and who signed it; refuses when somebody else signed in the meantime."""
    paper = open_paper(document)
    if newest_bytes(desk, paper) != base:
        raise Refusal(N_("The paper was signed by somebody else meanwhile. Try again."))
    reason = check_mode(paper, "certificate", reason)
    name = form_name(paper, inside(document) + len(found))
    file = keep_beside(desk, paper, name, content, SIGNED, PDF)
    for field, each in found:
        row = row_of(desk, paper, field)
        if row.state != "none":
            raise refuse_recorded(signer_view(row))
        check_signer(desk, paper, field, each.certificate)
        note_signature(desk, row, "certificate", each, file, reason, archival=archival)
        told = told_in_history(desk, row, how=SIGNED_HOW[how])
        note_on_records(desk, paper, EventKind.SIGNED_ELECTRONICALLY, told)
    desk.record(
        "paper.signed_electronically",
        paper.number or "",
        fields=[field for field, _found in found],
        how=how,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    finish(desk, Document.get_by_id(document))


def keep_beside(
    desk: Desk, paper: Document, name: str, content: bytes, role: str, media_type: str = ""
) -> int:
    """Keep a file beside a paper and the record it belongs to."""
    owner, id = owner_of(paper)
    return keep_file(desk, id, name, content, role, media_type, paper.id, owner=owner)


def note_signature(
    desk: Desk,
    row: Signature,
    state: str,
    found: FoundSignature,
    file: int,
    reason: str,
    *,
    archival: bool = True,
) -> None:
    """Note who signed how, and what the check found; ``archival`` of a file with the signature in it."""
    Signature.update(
        state=state,
        signed_on=_signing_day(desk, row.document.day, found).isoformat(),
        attachment=file,
        actor=desk.actor,
        verdict=found.verdict.value,
        certificate=certificate_json(found.certificate),
        checked=stamp(desk.now()),
        reason=reason,
        archival=int(archival),
    ).where(Signature.id == row.id).execute()


def _signing_day(desk: Desk, issued: str, found: FoundSignature) -> date:
    """The day a signature was made; that it came in where the signer's clock cannot be right."""
    told = _told_day(desk, found)
    right = told is not None and date.fromisoformat(issued) <= told <= desk.today()
    return told if told is not None and right else desk.today()


def _told_day(desk: Desk, found: FoundSignature) -> date | None:
    """The day a signature names itself, as a calendar has it."""
    try:
        return local_day(datetime.fromisoformat(found.time), desk.zone)
    except (ValueError, OverflowError):
        return None


def wrong_clock(desk: Desk, issued: str, found: FoundSignature) -> Told | None:
    """That a signature, or its time stamp, names a day it cannot have been made on."""
    told = _told_day(desk, found)
    if told is None or told == _signing_day(desk, issued, found):
        return None
    early = told < date.fromisoformat(issued)
    if found.stamped:
        return Told(_STAMPED_EARLY if early else _STAMPED_LATE, day=told)
    return Told(_EARLY if early else _LATE, day=told)


_EARLY = N_(
    "By the signer’s own clock the signature was made on {day}, before the paper was issued. Its"
    " day is that on which it came in."
)
_LATE = N_(
    "By the signer’s own clock the signature was made on {day}, which is still to come. Its day"
    " is that on which it came in."
)
_STAMPED_EARLY = N_(
    "By its time stamp the signature was made on {day}, before the paper was issued. Its day is that on"
    " which it came in."
)
_STAMPED_LATE = N_(
    "By its time stamp the signature was made on {day}, which is still to come. Its day is that on which"
    " it came in."
)


def taken_now(desk: Desk, document: int, fields: list[str], warnings: list[Told | None]) -> Taken:
    """What was taken, with what to look at."""
    signers = tuple(each for each in places(desk, document) if each.field in fields)
    doubts = [Told(NOT_YET)] if any(each.unchecked for each in signers) else []
    told = {(each.msgid, *each.params.values()): each for each in warnings if each is not None}
    return Taken(brief(Document.get_by_id(document), {}), signers, (*told.values(), *doubts))


def form_to_sign(desk: Desk, document: int) -> bytes:
    """The newest form of a paper, to be signed elsewhere; journalled as saved."""
    paper = open_paper(document)
    content = newest_bytes(desk, paper)
    note_shown(desk, "paper.saved", paper.number or "")
    return content


def make_test_certificate(desk: Desk, name: str, passphrase: str) -> bytes:
    """A PKCS#12 file for trying out; whoever signs with it binds nobody. It is not kept here."""
    from desk.documents.certificates import test_p12

    name = required(name, "name", "name")
    if not passphrase:
        raise Refusal(N_("Give a passphrase for the file."), field="passphrase")
    content = test_p12(name, passphrase, desk.now())
    _note_test(desk)
    return content


@writes()
def _note_test(desk: Desk) -> None:
    desk.record("certificate.made", "desk")


@writes("paper", "request", "destruction", "deadline")
def note_pen(desk: Desk, document: int, field: str, on: date, reason: str = "") -> None:
    """Note that a signer signed the printed paper, also where no list of signers was made at issue."""
    row_of(desk, open_paper(document), field)
    sign_by_pen(desk, document, field, on, reason=reason)


def protected_copy(desk: Desk, document: int) -> tuple[bytes, str]:
    """A copy that opens with a password only (AES-256), and that password, which is kept nowhere.

    Refused for a paper with certificate signatures: to encrypt it is to break them.
    """
    from desk.documents.protecting import protected

    paper = open_paper(document)
    if newest_file(document) is not None:
        raise Refusal(
            N_(
                "This paper is signed by certificate: a password would break the signatures. "
                "Send the signed file itself, in a way you trust."
            )
        )
    form = outgoing_form(desk, paper)
    if form.detached:
        raise Refusal(
            N_(
                "This paper is signed with separate files, which match it only without a "
                "password. Send it with them, in a way you trust."
            )
        )
    content, password = protected(form.content)
    _note_protected(desk, paper.number or "")
    return content, password


@writes()
def _note_protected(desk: Desk, number: str) -> None:
    desk.record("paper.protected", number)
