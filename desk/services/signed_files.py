# SPDX-License-Identifier: Apache-2.0
"""Signatures of files that came in: a request, a consent or a withdrawal signed by the subject or a representative.

The signature may be inside a PDF, or in a file of its own beside the file it was made for.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import PurePath

from desk.domain.signatures import FileReport, FoundSignature, Verdict
from desk.errors import N_, Refusal
from desk.services.desk import Desk, writes
from desk.services.intake import add_event
from desk.services.issuers import roots
from desk.services.seals import refuse_sealed
from desk.services.settings import setting
from desk.services.terms import stamp
from desk.services.verifying import verify_beside, verify_file
from desk.storage import blobs
from desk.storage.models import Attachment, SignedFile

SAID = {
    Verdict.VALID: N_("Signature of {name}: valid"),
    Verdict.UNKNOWN: N_("Signature of {name}: holds, but its issuer is not on the trust list"),
    Verdict.BROKEN: N_("Signature of {name}: BROKEN"),
    Verdict.MATCHED: N_("Signature of {name}: made for this file, not verified here"),
    Verdict.KEPT: N_("Signature of {name}: kept, not verified here"),
}
_WORST = (Verdict.BROKEN, Verdict.KEPT, Verdict.MATCHED, Verdict.UNKNOWN, Verdict.VALID)


@dataclass(frozen=True)
class CheckedFile:
    """What was found in a kept file."""

    attachment: int
    name: str
    report: FileReport
    about: str = ""
    """The file a detached signature was made for."""

    @property
    def verdict(self) -> Verdict:
        """The worst of its signatures; broken also when the file was changed after it was signed."""
        if self.report.changed_after:
            return Verdict.BROKEN
        found = {each.verdict for each in self.report.signatures}
        return next(each for each in _WORST if each in found)


def check_file(desk: Desk, attachment: int) -> CheckedFile:
    """Check the signatures of a kept file and note in its record what was found; refuses an unsigned one."""
    row = _kept(attachment)
    content = blobs.get(desk.database, row.blob_id)
    about: Attachment | None = None
    if content.startswith(b"%PDF-"):
        report = verify_file(content, roots(desk))
    else:
        report, about = _detached(desk, row, content)
    if report.problem is not None:
        raise Refusal(report.problem.msgid)
    if not report.signatures:
        raise Refusal(N_("The file is not signed."))
    checked = CheckedFile(attachment, row.name, report, about.name if about else "")
    _note(desk, row, checked, about)
    return checked


def _kept(attachment: int) -> Attachment:
    row: Attachment | None = Attachment.get_or_none(Attachment.id == attachment)
    if row is None or row.erased:
        raise Refusal(N_("There is no such file."))
    refuse_sealed(row.sealed)
    return row


def _detached(
    desk: Desk, row: Attachment, signature: bytes
) -> tuple[FileReport, Attachment | None]:
    """The signature against the files beside it, those of its own name first."""
    report, trusted = FileReport(), roots(desk)
    for other in _beside(row):
        report = verify_beside(blobs.get(desk.database, other.blob_id), signature, trusted)
        if report.problem is not None:
            raise Refusal(N_("The file is not signed."))
        if not report.changed_after:
            return report, other
    if not report.signatures:
        raise Refusal(N_("The file this signature was made for is not kept here."))
    return report, None


def _beside(row: Attachment) -> list[Attachment]:
    owners = ((Attachment.request, row.request_id), (Attachment.consent_id, row.consent_id))
    column, id = next((each for each in owners if each[1] is not None), owners[0])
    others = Attachment.select().where(
        column == id,
        Attachment.id != row.id,
        Attachment.erased.is_null(),
        Attachment.sealed.is_null(),
    )
    stem = PurePath(row.name).stem
    return sorted(others, key=lambda each: stem not in (each.name, PurePath(each.name).stem))


def lines(desk: Desk, checked: CheckedFile, language: str) -> list[str]:
    """What was found, a sentence a signature, with what speaks against it."""
    words = desk.catalogue(language)

    def line(found: FoundSignature) -> str:
        said = words.say(SAID[found.verdict], name=found.certificate.name or "—")
        return ". ".join([said, *(words.tell(note).rstrip(".") for note in found.notes)]) + "."

    return [line(each) for each in checked.report.signatures]


@writes("request", "consent")
def _note(desk: Desk, row: Attachment, checked: CheckedFile, about: Attachment | None) -> None:
    signers = [asdict(each.certificate) for each in checked.report.signatures]
    SignedFile.insert(
        attachment=row.id,
        about=about.id if about else None,
        verdict=checked.verdict.value,
        signatures=json.dumps(signers, ensure_ascii=False),
        checked=stamp(desk.now()),
    ).on_conflict_replace().execute()
    note = " ".join(lines(desk, checked, str(setting(desk, "language"))))
    if row.request_id is not None:
        add_event(desk, row.request_id, "signature_found", note, attachment=row.id)
    elif row.consent_id is not None:
        add_event(desk, row.consent_id, "signature_found", note, owner="consent", attachment=row.id)
    desk.record("file.signature_checked", f"file/{row.id}", verdict=checked.verdict.value)
