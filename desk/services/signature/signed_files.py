# SPDX-License-Identifier: Apache-2.0
"""Signatures of what came in: a request, a consent or a withdrawal signed by the subject or a representative.

A letter may be signed as a whole (S/MIME), a PDF inside, any other file by a signature in a file of its own
beside it. To look is pure and raises nothing: what is taken in is never lost over its signature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath

from desk.domain.letter import ENDINGS, Letter, SignedPart
from desk.domain.other_sender import of_sender
from desk.domain.signature_notes import ALONE, UNREAD
from desk.domain.signature_words import lines
from desk.domain.signatures import (
    DETACHED,
    NO_CERTIFICATE,
    SIGNATURES,
    FileReport,
    FileSignature,
    FoundSignature,
)
from desk.domain.timeline import EventKind
from desk.domain.verdicts import Verdict
from desk.errors import N_, Refusal, Told
from desk.services.desk import Desk, utc_now, writes
from desk.services.events import Owner, add_event
from desk.services.kept_signatures import to_keep
from desk.services.paper.seals import refuse_sealed
from desk.services.settings import setting
from desk.services.signature.issuers import roots
from desk.services.signature.verifying import carried_by, verify_beside, verify_file
from desk.services.terms import stamp
from desk.storage import blobs
from desk.storage.models import Attachment, Consent, Request, SignedFile

_LETTER = "letter"
_ENVELOPE = ".p7m"
_STARTS = (b"0\x80", b"0\x81", b"0\x82", b"0\x83", b"-----BEGIN")
"""What a signature begins with that is not told by the name of its file."""


@dataclass(frozen=True)
class Incoming:
    """A file that came in, before or after it is kept."""

    name: str
    content: bytes = field(repr=False)
    role: str = ""
    attachment: int = 0
    """Its id once it is kept."""
    came: datetime | None = None
    """When it was taken in."""
    settled: bool = False
    """It was checked before, and no file that comes later can change what was found."""
    media_type: str = ""


@dataclass(frozen=True)
class CheckedFile:
    """What was found in a file that came in."""

    file: Incoming
    report: FileReport
    about: Incoming | None = None
    """The file a detached signature was made for."""

    @property
    def signature(self) -> FileSignature:
        """As a record shows it."""
        name = self.about.name if self.about else ""
        return FileSignature(self.report.signatures, self.report.changed_after, name)

    @property
    def verdict(self) -> Verdict:
        """The worst of its signatures."""
        return self.signature.verdict


def of_letter(content: bytes, letter: Letter) -> tuple[Incoming, ...]:
    """A letter with its files, to look at before it is taken in."""
    files = (
        Incoming(each.name, each.content, media_type=each.media_type) for each in letter.attachments
    )
    return (Incoming("", content, _LETTER), *files)


def look(files: Sequence[Incoming], trusted: Sequence[bytes]) -> tuple[CheckedFile, ...]:
    """What the signatures among files that came in together are worth; needs no desk and raises nothing."""
    every = _Files(files, trusted)
    new = (each for each in files if not each.settled)
    return tuple(found for each in new if (found := every.tried(each)) is not None)


class _Files:
    """Files that came in together: a signature may be of any of them."""

    def __init__(self, every: Sequence[Incoming], trusted: Sequence[bytes]) -> None:
        self._every, self._trusted = every, trusted
        self._parts = {id(each): part for each in every if (part := _part(each)) is not None}
        self._letters = _letters(every)
        self._senders: dict[int, tuple[str, str]] = {}

    def _sender(self, file: Incoming) -> tuple[str, str]:
        """Address and name of the sender of the letter a file came with, for a part has none of its own."""
        from desk.mail.intake import sender_of

        letter = self._letters.get(id(file))
        if letter is None:
            return "", ""
        if id(letter) not in self._senders:
            self._senders[id(letter)] = sender_of(letter.content)
        return self._senders[id(letter)]

    def tried(self, file: Incoming) -> CheckedFile | None:
        """What is found in one file; ``None`` when it bears no signature or is told of with its letter."""
        if any(part.signature == file.content for part in self._parts.values()):
            return None
        try:
            found = self.check(file)
        except Exception:
            # A hostile file may raise anything; it must not hinder its being kept.
            return CheckedFile(file, _kept(_NOT_DONE))
        if found is None or found.report.problem is None:
            return found if found and found.report.signatures else None
        return CheckedFile(file, _kept(found.report.problem))

    def check(self, file: Incoming) -> CheckedFile | None:
        """What is found in one file; ``None`` when it is no signature and has none."""
        found = self._found(file)
        return found and replace(found, report=self._remarked(file, found.report))

    def _found(self, file: Incoming) -> CheckedFile | None:
        if file.content.startswith(b"%PDF-"):
            if b"/ByteRange" not in file.content:
                return None
            return CheckedFile(file, _judged(verify_file(file.content, self._trusted), file))
        part = self._parts.get(id(file))
        if part is not None:
            report = verify_beside(part.content, part.signature, self._trusted)
            unread = report.problem is not None
            return CheckedFile(file, _kept(Told(UNREAD)) if unread else _judged(report, file))
        return self._beside(file) if _may_be_signature(file) else None

    def _remarked(self, file: Incoming, report: FileReport) -> FileReport:
        """What a signature does not say: that who sent the letter signed, or more than a part of it."""
        part = self._parts.get(id(file)) or self._envelope(file)
        around, name = self._sender(file)
        sender = (part.sender if part else "") or around
        letter = part is not None and (file.role == _LETTER or bool(part.sender))

        def remarked(found: FoundSignature) -> FoundSignature:
            told = [of_sender(found.certificate, sender, name if sender == around else "")]
            if part is not None and file.role != _LETTER:
                told.append(Told(ENCLOSED if letter else PART_ONLY))
            if letter and found.verdict is not Verdict.BROKEN:
                told.append(Told(HEADER))
            return replace(found, notes=(*found.notes, *filter(None, told)))

        return replace(report, signatures=tuple(map(remarked, report.signatures)))

    def _envelope(self, file: Incoming) -> SignedPart | None:
        """A signature that has what it signs in it: it says nothing of the letter around it."""
        if id(file) not in self._letters or not _may_be_signature(file):
            return None
        return None if carried_by(file.content) is None else SignedPart(b"", file.content)

    def _beside(self, file: Incoming) -> CheckedFile | None:
        """A detached signature against the others, those of its own name first."""
        others = sorted(
            (e for e in self._every if e is not file), key=lambda e: not _named(e, file)
        )
        carried = carried_by(file.content)
        data: list[tuple[bytes, Incoming | None]] = [
            (self._signed(each, file), each) for each in others
        ]
        if carried is not None:
            data = [(carried, next((each for content, each in data if content == carried), None))]
        best = None
        for content, other in data:
            report = _judged(verify_beside(content, file.content, self._trusted), file)
            if report.problem is not None:
                return CheckedFile(file, _kept(Told(UNREAD))) if _called_signature(file) else None
            best = report
            if not report.changed_after and report.signatures[0].verdict is not Verdict.KEPT:
                unlike = [e for e in others if carried is not None and _named(e, file)]
                if other is None and unlike:
                    report = _unlike(report, unlike[0])
                return CheckedFile(file, report, other)
        if best is None:
            return CheckedFile(file, _kept(_NOT_HERE)) if _called_signature(file) else None
        if self._meant(file, others) or carried is not None:
            return CheckedFile(file, best)
        return CheckedFile(file, _kept(_NOT_HERE, best.signatures[0]))

    def _meant(self, file: Incoming, others: Sequence[Incoming]) -> bool:
        """Whether a file is here that the signature must be of: of its name, or the only one."""
        plain = [e for e in others if e.role != _LETTER and not _may_be_signature(e)]
        return len(plain) == 1 or any(_named(each, file) for each in others)

    def _signed(self, other: Incoming, file: Incoming) -> bytes:
        part = self._parts.get(id(other))
        return part.content if part and part.signature == file.content else other.content


def _unlike(report: FileReport, other: Incoming) -> FileReport:
    """Say that the file a signature is named after is not what was signed."""
    first, *more = report.signatures
    told = Told(
        N_("What was signed is inside this file; “{name}” beside it is something else."),
        name=other.name,
    )
    return replace(report, signatures=(replace(first, notes=(*first.notes, told)), *more))


def _judged(report: FileReport, file: Incoming) -> FileReport:
    """By the moment a file came in, for whoever signed may have turned a clock back."""
    return report.seen(utc_now()) if file.came is None else report.received(file.came)


def _letters(files: Sequence[Incoming]) -> dict[int, Incoming]:
    """The letter each file came with: the last that is there before it."""
    found, letter = {}, None
    for each in files:
        letter = each if each.role == _LETTER else letter
        if letter is not None:
            found[id(each)] = letter
    return found


PART_ONLY = N_("Only this file is signed, not the letter it came with.")
ENCLOSED = N_("Only this enclosed letter is signed, not the one it came with.")
HEADER = N_("Its subject line, date and addressees are not signed: only its text and files are.")
_NOT_DONE = Told(N_("The signature could not be checked."))
_NOT_HERE = Told(ALONE)


def _kept(why: Told, found: FoundSignature | None = None) -> FileReport:
    """A signature that is kept without being verified, and why."""
    known = found.certificate if found else NO_CERTIFICATE
    time = found.time if found else ""
    return FileReport((FoundSignature("", Verdict.KEPT, known, time=time, notes=(why,)),))


def _part(file: Incoming) -> SignedPart | None:
    """What a letter has signed as a whole."""
    from desk.mail.intake import signed_part

    if file.role != _LETTER and PurePath(file.name).suffix.lower() not in ENDINGS:
        return None
    return signed_part(file.content)


def _may_be_signature(file: Incoming) -> bool:
    named = PurePath(file.name).suffix.lower() in DETACHED
    return named or _called_signature(file) or file.content.startswith(_STARTS)


def _called_signature(file: Incoming) -> bool:
    """Whether a file can be nothing but a signature by its name or its kind; an envelope may be encrypted."""
    ending = PurePath(file.name).suffix.lower()
    return file.media_type in SIGNATURES or (ending in DETACHED and ending != _ENVELOPE)


def _named(other: Incoming, signature: Incoming) -> bool:
    stem = PurePath(signature.name).stem
    return bool(stem) and stem in (other.name, PurePath(other.name).stem)


# — of kept files —


def came_in(desk: Desk, owner: Owner, id: int) -> tuple[Incoming, ...]:
    """Every file of a record that came in: a signature may be of any of them."""
    column = Attachment.request if owner == "request" else Attachment.consent_id
    rows = list(
        Attachment.select()
        .where(
            column == id,
            Attachment.role.in_(_CAME),
            Attachment.erased.is_null(),
            Attachment.sealed.is_null(),
        )
        .order_by(Attachment.id)
    )
    checked = SignedFile.select().where(SignedFile.attachment.in_([row.id for row in rows]))
    settled = {each.attachment_id for each in checked if each.about_id or each.verdict in _SETTLED}
    return tuple(_incoming(desk, row, settled=row.id in settled) for row in rows)


_SETTLED = (Verdict.VALID, Verdict.UNKNOWN, Verdict.MATCHED)
"""Anything else may be a detached signature whose file is still to come."""


def _incoming(desk: Desk, row: Attachment, *, settled: bool = False) -> Incoming:
    content = blobs.get(desk.database, row.blob_id)
    came = datetime.fromisoformat(row.added)
    return Incoming(row.name, content, row.role, row.id, came, settled, row.media_type)


def check_new(desk: Desk, owner: Owner, id: int) -> tuple[CheckedFile, ...]:
    """Check what came in with a record and was not checked yet, and note what was found."""
    found = look(came_in(desk, owner, id), roots(desk))
    return keep_new(desk, owner, id, found)


def keep_new(
    desk: Desk, owner: Owner, id: int, found: Sequence[CheckedFile]
) -> tuple[CheckedFile, ...]:
    """Note what ``look`` found in the files of a record, where it is not known yet; returns what was new."""
    rows = SignedFile.select().where(
        SignedFile.attachment.in_([each.file.attachment for each in found])
    )
    known = {row.attachment_id: (row.verdict, row.about_id) for row in rows}
    new = tuple(
        each
        for each in found
        if known.get(each.file.attachment)
        != (each.verdict.value, each.about.attachment if each.about else None)
    )
    if new:
        _note(desk, owner, id, new)
    return new


def check_file(desk: Desk, attachment: int) -> CheckedFile:
    """Check the signatures of a kept file again and note what was found; refuses an unsigned one."""
    row: Attachment | None = Attachment.get_or_none(Attachment.id == attachment)
    if row is None or row.erased:
        raise Refusal(N_("There is no such file."))
    refuse_sealed(row.sealed)
    owner: Owner = "request" if row.request_id is not None else "consent"
    id = row.request_id if row.request_id is not None else row.consent_id
    files = came_in(desk, owner, id) if id is not None else ()
    file = next((each for each in files if each.attachment == attachment), _incoming(desk, row))
    found = _Files(files or (file,), roots(desk)).check(file)
    if found is not None and found.report.problem is not None:
        raise Refusal(found.report.problem.msgid)
    if found is None or not found.report.signatures:
        raise Refusal(N_("The file is not signed."))
    if id is not None:
        _note(desk, owner, id, (found,))
    return found


_CAME = ("letter", "incoming", "note", "evidence", "confirmation")
"""Roles of what others sent; what the desk itself made is checked with its paper."""


@writes("request", "consent")
def _note(desk: Desk, owner: Owner, id: int, found: Sequence[CheckedFile]) -> None:
    table = Request if owner == "request" else Consent
    number = table.get_by_id(id).number
    words = desk.catalogue(str(setting(desk, "language")))
    for each in found:
        SignedFile.insert(
            attachment=each.file.attachment,
            about=each.about.attachment if each.about else None,
            verdict=each.verdict.value,
            signatures=to_keep(each.report),
            checked=stamp(desk.now()),
        ).on_conflict_replace().execute()
        note = " ".join(lines(each.signature, words, desk.zone, legal=False))
        file = each.file.attachment
        add_event(desk, id, EventKind.SIGNATURE_FOUND, note, owner=owner, attachment=file)
    desk.record(
        "file.signature_checked",
        number,
        files=[f"file/{each.file.attachment}" for each in found],
        verdicts=[each.verdict.value for each in found],
    )
