# SPDX-License-Identifier: Apache-2.0
"""When a signature says that it was made: whatever a file claims is told as far as it can be read, and breaks nothing."""

from __future__ import annotations

import pytest
from asn1crypto import cms, core
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs7

from desk.documents.detached import verify_detached
from desk.documents.verifying import verify_pdf
from desk.domain.signature_words import lines
from desk.domain.signatures import FileReport, FileSignature
from desk.domain.verdicts import Verdict
from desk.text import Catalogue
from tests.cms import elsewhere
from tests.gost import Gost
from tests.poppler import Poppler
from tests.signers import signer

from .test_detached import DATA, inside, rsa_signature

UNDATED = "It does not say when it was made, or not in a way that can be read."
NO_ZONE = "The time it names has no time zone: it is taken as UTC."
NOT_HELD = "The certificate was not in force when the signature was made."
_RU = Catalogue("ru")
SAMPLE = b"99991231235959Z"


def said(report: FileReport) -> set[str]:
    """The notes of a report, of which everything can be read in the zones that are farthest apart."""
    found = FileSignature(report.signatures, report.changed_after)
    for zone in ("Etc/GMT+12", "Pacific/Kiritimati"):
        assert lines(found, _RU, zone)
    return {note.msgid for each in report.signatures for note in each.notes}


def beside(*moments: bytes) -> bytes:
    """A detached signature that names these moments in what it has signed."""
    who = elsewhere("Гостов Пётр Вымыслович")
    info = cms.ContentInfo.load(who.sign(DATA))
    signed = info["content"]["signer_infos"][0]
    sample = core.GeneralizedTime.load(b"\x18\x0f" + SAMPLE)
    times = [cms.Time(name="generalized_time", value=sample) for _each in moments]
    kept = [each for each in signed["signed_attrs"] if each["type"].native != "signing_time"]
    named = cms.CMSAttribute({"type": "signing_time", "values": times})
    signed["signed_attrs"] = cms.CMSAttributes([*kept, named])
    key = load_pem_private_key((who.folder / "key.pem").read_bytes(), None)
    bytes_signed = signed["signed_attrs"].untag().dump(force=True)
    for each in moments:
        bytes_signed = bytes_signed.replace(SAMPLE, each)
    signed["signature"] = key.sign(bytes_signed, padding.PKCS1v15(), hashes.SHA256())
    made = info.dump(force=True)
    for each in moments:
        made = made.replace(SAMPLE, each)
    return made


@pytest.mark.parametrize(
    "moments", [(b"00000101000000Z",), (b"00010101000000Z",), (b"99991231235959Z",), ()]
)
def test_a_moment_no_calendar_has_is_told_to_be_unknown(moments):
    report = verify_detached(DATA, beside(*moments))
    assert report.sound, report
    assert report.signatures[0].time == ""
    told = said(report)
    assert UNDATED in told
    assert NOT_HELD not in told


def test_a_moment_without_a_zone_is_taken_for_utc():
    report = verify_detached(DATA, beside(b"202611220900.25"))
    assert not report.changed_after
    assert report.signatures[0].time == "2026-11-22T09:00:15+00:00"
    assert NO_ZONE in said(report)


def test_a_moment_that_cannot_be_read_at_all_raises_nothing():
    report = verify_detached(DATA, beside(b"20269922090000Z"))
    assert said(report)
    assert report.signatures[0].time == ""


def without_moment(data: bytes) -> bytes:
    """A signature that leaves it to the PDF to name a moment."""
    return rsa_signature(data, pkcs7.PKCS7Options.NoAttributes)


@pytest.mark.parametrize(
    ("named", "time", "note"),
    [
        ("D:20261122090000+03'00'", "2026-11-22T06:00:00+00:00", ""),
        ("D:20261122090000+03'00", "2026-11-22T06:00:00+00:00", ""),
        ("D:20261122090000", "2026-11-22T09:00:00+00:00", NO_ZONE),
        ("D:20261122", "2026-11-22T00:00:00+00:00", NO_ZONE),
        ("20261122120000+03'00'", "", UNDATED),
        ("yesterday", "", UNDATED),
        ("", "", UNDATED),
        ("D:00000101000000Z", "", UNDATED),
        ("D:00010101000000+14'00'", "", UNDATED),
        ("D:99991231235959-14'00'", "", UNDATED),
    ],
)
def test_a_pdf_is_not_broken_by_the_moment_it_names(tmp_path, named, time, note):
    content = inside(without_moment, named)
    assert ("operator", True, True) in Poppler(tmp_path).verify(content)
    report = verify_pdf(content, [signer().issuer])
    assert report.sound, report
    found = report.signatures[0]
    assert found.time == time
    told = said(report)
    assert told & {UNDATED, NO_ZONE} == ({note} if note else set())
    assert NOT_HELD not in told
    if time:
        assert found.verdict is Verdict.VALID


@pytest.mark.parametrize("named", ["D:20261122", "", "D:99991231235959-14'00'"])
def test_a_pdf_signed_by_gost_is_not_broken_by_the_moment_either(tmp_path, named):
    who = Gost(tmp_path)
    report = verify_pdf(inside(lambda data: who.sign(data, "-noattr"), named), [who.der])
    assert report.signatures[0].verdict is not Verdict.BROKEN, report
    assert said(report) & {UNDATED, NO_ZONE}
