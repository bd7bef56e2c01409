# SPDX-License-Identifier: Apache-2.0
"""What a signature is worth by its certificate: one that cannot be read, that is for something else, or that shares its key."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import replace
from datetime import date, timedelta

import pytest
from asn1crypto import algos, cms, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from desk.documents import certificates
from desk.documents.certificates import describe
from desk.documents.detached import verify_detached
from desk.documents.verifying import verify_pdf
from desk.domain.signatures import same_signer
from desk.domain.verdicts import Doubt, Verdict
from tests.signers import NOW, signer

from .test_detached import inside
from .test_signing import incremental_saving

DATA = "Акт об уничтожении".encode()
WEAK, PLAIN = "outdated digest", "The digest inside is that of the file"


@pytest.fixture(scope="module")
def key():
    return certificates.open_p12(certificates.test_p12("Подставной Пров", "x", NOW), "x")


def unreadable(der: bytes, day: int = 1) -> bytes:
    """The same certificate from month 99 on, which one library refuses and the other does not."""
    at = der.index(b"\x17\x0d")
    return der[: at + 4] + b"99" + b"%02d" % day + der[at + 8 :]


def signature(key, der: bytes, data: bytes = DATA) -> bytes:
    certificate = x509.Certificate.load(der)
    digest = hashlib.sha256(data).digest()
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
        ]
    )
    private = serialization.load_der_private_key(key.key, None)
    made = private.sign(attributes.dump(), padding.PKCS1v15(), hashes.SHA256())
    named = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {"issuer_and_serial_number": cms.IssuerAndSerialNumber(named)}
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
            "signature": made,
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
            "encap_content_info": {"content_type": "data"},
            "certificates": [cms.CertificateChoices({"certificate": certificate})],
            "signer_infos": [info],
        }
    )
    return cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()


def test_a_certificate_that_cannot_be_read_speaks_for_nobody(key):
    report = verify_detached(DATA, signature(key, unreadable(key.der)))
    (found,) = report.signatures
    assert (found.verdict, found.certificate.doubt) == (Verdict.MATCHED, Doubt.UNREADABLE)
    assert found.certificate.test  # its mark is seen all the same
    assert any("cannot be read" in note.msgid for note in found.notes)
    assert not report.sound
    assert verify_detached(DATA + b" ", signature(key, unreadable(key.der))).changed_after


def test_one_key_is_one_person_however_its_certificates_are_written(key):
    own = describe(key.der)
    one, other = (describe(unreadable(key.der, day)) for day in (1, 2))
    assert one.fingerprint != other.fingerprint
    assert same_signer(one, other)
    assert same_signer(one, own)
    assert not same_signer(own, describe(signer().der))


@pytest.mark.parametrize(
    ("stated", "verdict", "doubt"),
    [
        (
            "basicConstraints=CA:FALSE",
            Verdict.VALID,
            Doubt.NONE,
        ),  # it says nothing of its use, and may sign
        ("keyUsage=critical,digitalSignature", Verdict.VALID, Doubt.NONE),
        ("keyUsage=critical,keyEncipherment", Verdict.MATCHED, Doubt.USAGE),
        ("extendedKeyUsage=serverAuth,clientAuth", Verdict.MATCHED, Doubt.USAGE),
        ("extendedKeyUsage=timeStamping", Verdict.MATCHED, Doubt.USAGE),
        ("extendedKeyUsage=clientAuth,emailProtection", Verdict.VALID, Doubt.NONE),
        ("extendedKeyUsage=1.2.643.2.2.34.6,clientAuth", Verdict.VALID, Doubt.NONE),
    ],
)
def test_a_certificate_speaks_for_what_it_is_meant_for(tmp_path, stated, verdict, doubt):
    sign, roots = by_openssl(tmp_path, "rsa:2048", "sha256", stated=stated)
    (found,) = verify_detached(DATA, sign(DATA), roots).signatures
    assert (found.verdict, found.certificate.doubt) == (verdict, doubt)


@pytest.mark.parametrize(
    ("kind", "digest", "said"),
    [
        ("rsa:2048", "sha1", (WEAK,)),
        ("rsa:2048", "md5", (WEAK,)),
        ("rsa:2048", "ripemd160", (PLAIN, WEAK)),
        ("rsa:1024", "sha256", (WEAK,)),
        ("ec -pkeyopt ec_paramgen_curve:prime192v1", "sha256", (WEAK,)),
        ("ec -pkeyopt ec_paramgen_curve:brainpoolP192r1", "sha256", (PLAIN, WEAK)),
        ("ec -pkeyopt ec_paramgen_curve:secp160r1", "sha256", (PLAIN, WEAK)),
    ],
)
def test_what_is_too_weak_is_told_so_and_counts_for_nobody_and_is_not_told_to_be_changed(
    tmp_path, kind, digest, said
):
    sign, roots = by_openssl(tmp_path, kind, digest)
    report = verify_pdf(inside(sign), roots)
    for each in (report, verify_detached(DATA, sign(DATA), roots)):
        (found,) = each.signatures
        assert (found.verdict, found.certificate.doubt) == (Verdict.MATCHED, Doubt.WEAK)
        assert [any(start in note.msgid for start in said) for note in found.notes] == [True] * len(
            said
        )
        assert not each.changed_after
        assert not each.sound
    assert verify_detached(b"other", sign(DATA), roots).changed_after
    assert verify_pdf(incremental_saving(inside(sign)), roots).changed_after


@pytest.mark.parametrize("sealed", ["sha1", "md5"])
def test_a_certificate_that_is_weakly_signed_itself_is_told_so_and_not_of_its_issuer(
    tmp_path, sealed
):
    sign, roots = by_openssl(tmp_path, "rsa:2048", "sha256", sealed=sealed)
    for report in (verify_pdf(inside(sign), roots), verify_detached(DATA, sign(DATA), roots)):
        (found,) = report.signatures
        assert (found.verdict, found.trusted) == (Verdict.UNKNOWN, False)
        assert found.certificate.doubt == "weak_certificate"
        assert [note.msgid.partition(", but ")[2][:33] for note in found.notes] == [
            "the certificate itself is signed "
        ]


@pytest.mark.parametrize("named", [(), ("-keyopt", "rsa_padding_mode:pss")], ids=["plain", "pss"])
def test_a_key_for_rsa_pss_is_verified_also_where_openssl_names_it_wrongly(tmp_path, named):
    sign, roots = by_openssl(tmp_path, "rsa-pss", "sha256", *named)
    for report in (verify_pdf(inside(sign), roots), verify_detached(DATA, sign(DATA), roots)):
        assert [each.verdict for each in report.signatures] == [Verdict.VALID]
    made = bytearray(sign(DATA))
    made[-1] ^= 1
    for data, signature in ((b"other", sign(DATA)), (DATA, bytes(made))):
        assert verify_detached(data, signature, roots).signatures[0].verdict is Verdict.BROKEN


def test_a_key_on_a_curve_not_known_here_is_compared_by_digest_and_never_told_to_be_changed(
    tmp_path,
):
    sign, roots = by_openssl(tmp_path, "ec -pkeyopt ec_paramgen_curve:sect283r1", "sha256")
    for report in (verify_pdf(inside(sign), roots), verify_detached(DATA, sign(DATA), roots)):
        (found,) = report.signatures
        assert (found.verdict, found.certificate.doubt) == (Verdict.MATCHED, "")
        assert not report.changed_after
        assert not report.sound
    assert verify_detached(b"other", sign(DATA), roots).changed_after


def by_openssl(folder, kind, digest, *more, stated="basicConstraints=CA:FALSE", sealed="sha256"):
    """How somebody signs whose certificate a trusted issuer made and ``sealed``, with what is ``stated`` in it; and that issuer."""

    def run(*words: str) -> bytes:
        done = subprocess.run(["openssl", *words], check=True, cwd=folder, capture_output=True)
        return done.stdout

    run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
        "-subj", "/CN=Issuer")  # fmt: skip
    run("req", "-newkey", *kind.split(), "-nodes", "-keyout", "k.pem", "-out", "c.csr", "-subj", "/CN=Somebody")  # fmt: skip
    (folder / "stated").write_text(stated)
    run("x509", "-req", "-in", "c.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
        "-extfile", "stated", "-out", "c.pem", f"-{sealed}")  # fmt: skip

    def sign(data: bytes) -> bytes:
        (folder / "data").write_bytes(data)
        return run("cms", "-sign", "-binary", "-outform", "DER", "-md", digest, "-in", "data",
            "-signer", "c.pem", "-inkey", "k.pem", *more)  # fmt: skip

    return sign, [run("x509", "-in", "ca.pem", "-outform", "DER")]


@pytest.mark.parametrize(
    ("later", "received", "seen"),
    [
        (200, (Verdict.UNKNOWN, Doubt.SELF, ""), (Verdict.UNKNOWN, Doubt.SELF, "")),
        (
            400,
            (Verdict.MATCHED, Doubt.FORCE, "not in force when the signature came in, and no"),
            (Verdict.UNKNOWN, Doubt.ENDED, "not in force now, and no time stamp"),
        ),
        (
            -400,
            (Verdict.MATCHED, Doubt.FORCE, "not in force yet when the signature came in."),
            (Verdict.MATCHED, Doubt.NOT_YET, "not in force yet."),
        ),
    ],
    ids=["in force", "ended", "not begun"],
)
def test_without_a_time_stamp_a_certificate_has_to_hold_when_the_signature_comes_in(
    key, later, received, seen
):
    (found,) = verify_detached(DATA, signature(key, key.der)).signatures
    at = NOW + timedelta(days=later)
    for each, told in ((found.received(at), received), (found.seen(at), seen)):
        more = " ".join(note.msgid for note in each.notes[len(found.notes) :])
        assert (each.verdict, each.certificate.doubt) == told[:2]
        assert told[2] in more
        assert bool(told[2]) is bool(more)


def test_a_moment_that_is_still_to_come_is_told_and_leads_nothing(key):
    (found,) = verify_detached(DATA, signature(key, key.der)).signatures
    hours = (NOW + timedelta(hours=20)).isoformat()
    assert replace(found, time=hours).seen(NOW).time == hours, "clocks differ"
    ahead = replace(found, time=(NOW + timedelta(days=30)).isoformat())
    for each, start in (
        (ahead.received(NOW), "which was still to come when it came in"),
        (ahead.seen(NOW), "which is still to come"),
    ):
        assert each.time == ""
        assert start in each.notes[-1].msgid
        assert each.notes[-1].params == {"day": date(2026, 12, 22)}
    assert replace(ahead, stamped=True).seen(NOW).time == ahead.time
