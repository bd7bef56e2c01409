# SPDX-License-Identifier: Apache-2.0
"""Signatures in files of their own, GOST included: what OpenSSL made is read as OpenSSL meant it."""

from __future__ import annotations

import base64
import io
import subprocess
import sys
from collections.abc import Callable

import pytest
from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import TextStringObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import cms_embedder
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from desk.documents.detached import verify_detached
from desk.documents.verifying import verify_pdf
from desk.domain.verdicts import Verdict
from tests.cms import elsewhere
from tests.gost import Gost
from tests.signers import PASSPHRASE, signer

from .test_signing import incremental_saving, issued

DATA = "Заявление об отзыве согласия\n".encode() * 40


def rsa_signature(
    data: bytes = DATA, *more: pkcs7.PKCS7Options, curve: bool = False, signers: int = 1
) -> bytes:
    made = pkcs7.PKCS7SignatureBuilder().set_data(data)
    for order in range(1, signers + 1):
        issued = signer("Подписант", curve=curve, order=6 if curve else order)
        who = pkcs12.load_pkcs12(issued.p12, PASSPHRASE.encode())
        made = made.add_signer(who.cert.certificate, who.key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary, *more]
    return made.sign(serialization.Encoding.DER, options)


def test_a_program_that_read_a_signature_can_sign_afterwards(tmp_path):
    """In a process of its own: any module of the tests may have put the names of signing in already."""
    sig = tmp_path / "x.sig"
    sig.write_bytes(elsewhere("Примеров Михаил").sign(b"text"))
    code = (
        "from pathlib import Path; from desk.documents.detached import verify_detached;"
        f"print(len(verify_detached(b'text', Path({str(sig)!r}).read_bytes()).signatures));"
        "from tests.documents.test_signing import signed; print(len(signed(1)) > 1000)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["1", "True"], done.stderr


def test_a_gost_signature_is_the_first_thing_a_program_may_read(tmp_path):
    """In a process of its own: any module of the tests may have made keys of that kind known already."""
    who, sig = Gost(tmp_path / "key"), tmp_path / "x.sig"
    sig.write_bytes(who.sign(b"text"))
    code = (
        "from pathlib import Path; from desk.documents.certificates import describe;"
        f"print(bool(describe(Path({str(who.folder / 'own.der')!r}).read_bytes()).key));"
        "from desk.documents.detached import verify_detached;"
        f"print(verify_detached(b'text', Path({str(sig)!r}).read_bytes()).sound)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["True", "True"], done.stderr


@pytest.mark.parametrize("curve", [False, True])
def test_rsa_and_ecdsa_are_verified_and_another_file_is_told(curve):
    made = rsa_signature(curve=curve)
    verdicts = [
        verify_detached(data, made, roots).signatures[0].verdict
        for data, roots in ((DATA, [signer().issuer]), (DATA, []), (DATA + b" ", [signer().issuer]))
    ]
    # The moment of signing is the machine's: the invented certificate may not hold then.
    assert verdicts[0] in (Verdict.VALID, Verdict.UNKNOWN)
    assert verdicts[1:] == [Verdict.UNKNOWN, Verdict.BROKEN]


def test_several_signers_in_one_file_are_checked_one_by_one():
    made = rsa_signature(signers=2)
    for data, verdict in ((DATA, Verdict.UNKNOWN), (DATA + b" ", Verdict.BROKEN)):
        found = verify_detached(data, made).signatures
        assert [each.verdict for each in found] == [verdict, verdict]


def twin_signature(
    data: bytes = DATA, *, issuer: str = "", first: bool = True
) -> tuple[bytes, bytes]:
    """A signature by another key beside somebody's certificate, whose issuer and number the other's repeats."""
    known = x509.load_der_x509_certificate(signer("Подписант").der)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]) if issuer else known.issuer
    twin = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Подменный")]))
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(known.serial_number)
        .not_valid_before(known.not_valid_before_utc)
        .not_valid_after(known.not_valid_after_utc)
        .sign(key, hashes.SHA256())
    )
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    made = pkcs7.PKCS7SignatureBuilder().set_data(data).add_signer(twin, key, hashes.SHA256())
    info = cms.ContentInfo.load(made.sign(serialization.Encoding.DER, options))
    own, theirs = (
        cms.CertificateChoices("certificate", asn1_x509.Certificate.load(each))
        for each in (
            twin.public_bytes(serialization.Encoding.DER),
            known.public_bytes(serialization.Encoding.DER),
        )
    )
    info["content"]["certificates"] = [theirs, own] if first else [own, theirs]
    sid = info["content"]["signer_infos"][0]["sid"].chosen
    sid["issuer"] = theirs.chosen.issuer
    return info.dump(force=True), signer("Подписант").issuer


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("issuer", ["", "вымышленный  удостоверяющий ЦЕНТР"])
def test_two_certificates_of_one_issuer_and_number_sign_for_nobody(issuer, first):
    made, trusted = twin_signature(issuer=issuer, first=first)
    (found,) = verify_detached(DATA, made, [trusted]).signatures
    assert found.verdict is Verdict.BROKEN
    assert not found.certificate.name
    assert "Two different certificates" in found.notes[0].msgid


def test_an_rsa_signature_without_its_certificate_is_compared_by_its_digest():
    made = rsa_signature(DATA, pkcs7.PKCS7Options.NoCerts)
    for data, verdict in ((DATA, Verdict.MATCHED), (DATA + b" ", Verdict.BROKEN)):
        assert verify_detached(data, made).signatures[0].verdict is verdict


@pytest.mark.parametrize("kind", ["1.2.643.7.1.1.2.2", "sha1", "md5", "1.2.3.4"])
def test_a_digest_that_does_not_go_with_the_key_is_never_taken_for_kept(kind):
    info = cms.ContentInfo.load(rsa_signature())
    signed = info["content"]["signer_infos"][0]
    signed["digest_algorithm"] = {"algorithm": kind}
    found = verify_detached(DATA, info.dump(force=True)).signatures[0]
    assert found.verdict is Verdict.BROKEN


def test_a_kind_of_key_that_is_not_known_here_is_not_told_to_be_changed():
    info = cms.ContentInfo.load(rsa_signature())
    key = info["content"]["certificates"][0].chosen["tbs_certificate"]["subject_public_key_info"]
    key["algorithm"] = {"algorithm": "1.2.643.2.2.19"}
    made = info.dump(force=True)
    (found,) = verify_detached(DATA, made).signatures
    assert found.verdict is Verdict.MATCHED
    assert "cannot be verified here" in found.notes[0].msgid
    assert verify_detached(DATA + b" ", made).changed_after


@pytest.mark.parametrize(
    "wrap",
    [base64.b64encode, base64.encodebytes, lambda made: b"\xef\xbb\xbf" + base64.b64encode(made)],
)
def test_a_signature_written_as_text_is_read_too(wrap):
    made = wrap(rsa_signature())
    armoured = b"-----BEGIN PKCS7-----\n" + made + b"\n-----END PKCS7-----\n"
    for content in (made, armoured):
        assert verify_detached(DATA, content).signatures[0].verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(("bits", "curve"), [(256, "A"), (256, "TCB"), (512, "A"), (512, "B")])
def test_gost_agrees_with_openssl(tmp_path, bits, curve):
    who = Gost(tmp_path, bits, curve)
    for length in (0, 1, 63, 64, 65, 1000):
        data = DATA[:length]
        made = who.sign(data)
        found = verify_detached(data, made, [who.der]).signatures[0]
        assert found.verdict is Verdict.VALID, (length, found)
        assert found.certificate.name == "Гостов Пётр Вымыслович"
        assert verify_detached(data + b"!", made, [who.der]).signatures[0].verdict is Verdict.BROKEN
        assert verify_detached(data, made).signatures[0].verdict is Verdict.UNKNOWN


def test_a_changed_gost_signature_is_broken(tmp_path):
    who = Gost(tmp_path)
    made = who.sign(DATA)
    raw = cms.ContentInfo.load(made)["content"]["signer_infos"][0]["signature"].native
    at = made.rindex(raw) + 7
    changed = made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :]
    assert verify_detached(DATA, changed, [who.der]).signatures[0].verdict is Verdict.BROKEN


def test_without_the_certificate_only_the_digest_is_compared(tmp_path):
    who = Gost(tmp_path)
    bare = who.sign(DATA, "-nocerts")
    assert verify_detached(DATA, bare).signatures[0].verdict is Verdict.MATCHED
    assert verify_detached(DATA + b"!", bare).signatures[0].verdict is Verdict.BROKEN
    without = who.sign(DATA, "-nocerts", "-noattr")
    assert verify_detached(DATA, without).signatures[0].verdict is Verdict.KEPT


@pytest.mark.parametrize("junk", [b"", b"0", b"0\x03\x02\x01\x01", b"PK\x03\x04", b"hello", DATA])
def test_what_is_no_signature_is_told_so(junk):
    assert verify_detached(DATA, junk).problem is not None


def inside(
    make: Callable[[bytes], bytes],
    moment: str = "",
    *,
    last: bool = False,
    signed: bytes = b"",
) -> bytes:
    """An issued paper with a signature that ``make`` writes for what it covers, and that names a moment.

    One that is to be the ``last`` forbids that others follow; one may follow in what was ``signed`` all the same.
    """
    out = io.BytesIO()
    place = SignatureObject(subfilter=SigSeedSubFilter.PADES, bytes_reserved=16384)
    if moment:
        place[pdf_name("/M")] = TextStringObject(moment)
    made = cms_embedder.PdfCMSEmbedder().write_cms(
        field_name="second" if signed else "operator",
        writer=IncrementalPdfFileWriter(io.BytesIO(signed or issued())),
    )
    next(made)
    alone = cms_embedder.SigMDPSetup(
        md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES
    )
    made.send(cms_embedder.SigObjSetup(place, mdp_setup=alone if last else None))
    prepared, _output = made.send(cms_embedder.SigIOSetup(md_algorithm="sha256", output=out))
    content = out.getvalue()
    start, end = prepared.reserved_region_start, prepared.reserved_region_end
    made.send(make(content[:start] + content[end:]))
    return out.getvalue()


def test_a_gost_key_with_another_digest_is_no_signature(tmp_path):
    who = Gost(tmp_path)

    def junk(data: bytes) -> bytes:
        info = cms.ContentInfo.load(who.sign(data))
        info["content"]["signer_infos"][0]["digest_algorithm"] = {"algorithm": "sha256"}
        return info.dump(force=True)

    found = verify_pdf(inside(junk), [who.der]).signatures[0]
    assert found.verdict is Verdict.BROKEN


def test_a_gost_signature_inside_a_paper_is_verified_and_what_follows_it_caught(tmp_path):
    who = Gost(tmp_path)
    content = inside(who.sign)
    report = verify_pdf(content, [who.der])
    assert [each.verdict for each in report.signatures] == [Verdict.VALID], report
    assert report.sound
    assert not report.archival, "a reader of PDF/A need not know GOST"
    assert not verify_pdf(incremental_saving(content), [who.der]).sound


@pytest.mark.parametrize("kind", ["gost", "rsa"])
def test_a_signature_inside_a_paper_that_leaves_its_certificate_out_says_so(tmp_path, kind):
    who = Gost(tmp_path) if kind == "gost" else elsewhere("Кто-то")
    content = inside(lambda data: who.sign(data, "-nocerts"))
    report = verify_pdf(content)
    (found,) = report.signatures
    assert found.verdict is Verdict.MATCHED
    assert [note.msgid for note in found.notes if "certificate is missing" in note.msgid]
    assert found.certificate.sid == verify_pdf(inside(who.sign)).signatures[0].certificate.sid != ""
    assert not report.changed_after
    assert not report.sound
    for changed in (
        inside(lambda data: who.sign(data + b"!", "-nocerts")),
        incremental_saving(content),
    ):
        assert verify_pdf(changed).signatures[0].verdict is Verdict.BROKEN
        assert verify_pdf(changed).changed_after


def test_what_follows_a_gost_signature_that_forbids_it_breaks_it(tmp_path):
    who = Gost(tmp_path)
    for last, verdict in ((False, Verdict.VALID), (True, Verdict.BROKEN)):
        content = inside(who.sign, last=last)
        assert verify_pdf(content, [who.der]).signatures[0].verdict is Verdict.VALID
        content = inside(who.sign, signed=content)
        assert verify_pdf(content, [who.der]).signatures[0].verdict is verdict
