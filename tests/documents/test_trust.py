# SPDX-License-Identifier: Apache-2.0
"""Whose word is taken: an issuer's for those it issues to, a person's own certificate for its holder only."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from asn1crypto import cms, core
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from desk.documents.certificates import describe, issues, open_p12
from desk.documents.detached import verify_detached
from desk.documents.signing import sign_field
from desk.documents.verifying import verify_pdf
from desk.domain.verdicts import Doubt, Verdict
from tests.signers import NOW, PASSPHRASE, signer

from .test_signing import issued, stamp


@dataclass(frozen=True)
class Person:
    """Somebody's key with a certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    beside: tuple[x509.Certificate, ...] = ()

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def sign(self, content: bytes) -> bytes:
        locked = serialization.BestAvailableEncryption(PASSPHRASE.encode())
        p12 = pkcs12.serialize_key_and_certificates(
            b"k", self.key, self.certificate, self.beside, locked
        )
        key = open_p12(p12, PASSPHRASE)
        return sign_field(content, "operator", key, stamp(key.certificate.name), NOW)

    def beside_the_file(self, content: bytes) -> bytes:
        made = pkcs7.PKCS7SignatureBuilder().set_data(content)
        made = made.add_signer(self.certificate, self.key, hashes.SHA256())
        for each in self.beside:
            made = made.add_certificate(each)
        options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
        return made.sign(serialization.Encoding.DER, options)


def _person(
    name: str,
    by: Person | None = None,
    *,
    ca: bool = False,
    cert_sign: bool | None = None,
    until: int = 99,
) -> Person:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    may = ca if cert_sign is None else cert_sign
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=9))
        .not_valid_after(NOW + timedelta(days=until))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, may, False, False, False), critical=True
        )
    )
    certificate = builder.sign(by.key if by else key, hashes.SHA256())
    return Person(key, certificate, (by.certificate,) if by else ())


@pytest.fixture(scope="module")
def own() -> Person:
    """A member with a self-signed certificate, agreed on by contract."""
    return _person("Вымышленная О. О.")


def test_a_self_signed_certificate_is_trusted_for_its_holder(own):
    assert verify_pdf(own.sign(issued()), [own.der]).signatures[0].verdict is Verdict.VALID
    beside = verify_detached(b"x", own.beside_the_file(b"x"), [own.der])
    assert beside.signatures[0].trusted


@pytest.mark.parametrize("says_issuer", [False, True])
def test_who_is_trusted_for_himself_lends_no_trust_to_others(own, says_issuer):
    """Also where the trusted certificate calls itself an issuer's and its key may not issue."""
    by = _person("Вымышленный П. П.", ca=True, cert_sign=False) if says_issuer else own
    forged = _person("Образцова В. П.", by)
    (found,) = verify_pdf(forged.sign(issued()), [by.der]).signatures
    assert (found.verdict, found.trusted) == (Verdict.UNKNOWN, False)
    (found,) = verify_detached(b"x", forged.beside_the_file(b"x"), [by.der]).signatures
    assert not found.trusted


ENDED = timedelta(days=3)


def test_an_issuer_whose_certificate_has_ended_is_trusted_by_a_time_stamp_only():
    """A clock can be turned back: the claimed moment says nothing of when the issuer could speak."""
    issuer = _person("Вымышленный центр", ca=True, until=2)
    who = _person("Образцова В. П.", issuer)
    (found,) = verify_pdf(who.sign(issued()), [issuer.der]).signatures
    assert found.verdict is Verdict.VALID
    for each in (found.received(NOW), found.seen(NOW)):
        assert each == found
    late, ended = found.received(NOW + ENDED), found.seen(NOW + ENDED)
    for each, doubt, said in (
        (late, Doubt.CHAIN, "issuer was not in force when the signature came in"),
        (ended, Doubt.ENDED, "issuer is not in force now"),
    ):
        assert (each.verdict, each.trusted, each.certificate.doubt) == (
            Verdict.UNKNOWN,
            False,
            doubt,
        )
        assert said in each.notes[0].msgid
    stamped = replace(found, stamped=True)
    assert stamped.received(NOW + ENDED) == stamped


def test_an_issuer_whose_certificate_has_not_begun_is_told_to_be_so():
    issuer = _person("Вымышленный центр", ca=True)
    (found,) = verify_pdf(
        _person("Образцова В. П.", issuer).sign(issued()), [issuer.der]
    ).signatures
    own = replace(found.certificate, since=(NOW - timedelta(days=99)).isoformat())
    early = replace(found, certificate=own, time="")
    for each, said in (
        (early.received(NOW - timedelta(days=50)), "issuer was not in force yet when"),
        (early.seen(NOW - timedelta(days=50)), "issuer is not in force yet"),
    ):
        assert (each.verdict, each.certificate.doubt) == (Verdict.UNKNOWN, Doubt.CHAIN)
        assert said in each.notes[-1].msgid


@pytest.mark.parametrize("until", [-1, 99])
def test_an_issuer_whose_certificate_had_ended_before_it_was_signed_is_not_trusted(until):
    issuer = _person("Вымышленный центр", ca=True, until=until)
    who = _person("Образцова В. П.", issuer)
    (found,) = verify_pdf(who.sign(issued()), [issuer.der]).signatures
    assert found.trusted is (until > 0)
    assert (found.certificate.doubt == Doubt.CHAIN) is (until < 0)


def _beside_signature(attribute: cms.CMSAttribute) -> bytes:
    """Signed, with something beside the signature that nobody signed."""

    class Beside(signers.SimpleSigner):
        async def unsigned_attrs(self, *_given: object, **_more: object) -> cms.CMSAttributes:
            return cms.CMSAttributes([attribute])

    loaded = signers.SimpleSigner.load_pkcs12_data(signer().p12, [], PASSPHRASE.encode())
    who = Beside(
        signing_cert=loaded.signing_cert,
        signing_key=loaded.signing_key,
        cert_registry=loaded.cert_registry,
    )
    meta = signers.PdfSignatureMetadata(
        field_name="operator", subfilter=fields.SigSeedSubFilter.PADES
    )
    return signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(issued())), meta, signer=who, existing_fields_only=True
    ).getvalue()


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        ("counter_signature", Verdict.VALID),
        ("signature_time_stamp_token", Verdict.BROKEN),
        ("1.2.840.113549.1.9.16.2.24", Verdict.VALID),
        ("signing_time", Verdict.VALID),
    ],
)
def test_what_stands_beside_a_signature_unsigned_is_told_as_no_fact(own, kind, verdict):
    other = cms.ContentInfo.load(own.beside_the_file(b"x"))
    values = {
        "counter_signature": other["content"]["signer_infos"][0],
        "signature_time_stamp_token": other,
        "1.2.840.113549.1.9.16.2.24": core.OctetString(other.dump()),
        "signing_time": cms.Time({"utc_time": NOW - timedelta(days=2000)}),
    }
    content = _beside_signature(cms.CMSAttribute({"type": kind, "values": [values[kind]]}))
    (found,) = verify_pdf(content, [signer().issuer]).signatures
    assert (found.verdict, found.stamped) == (verdict, False)
    assert found.certificate.name == "Примерова Ольга Вымысловна"
    assert found.time > (NOW - timedelta(days=1)).isoformat()


def test_a_certificate_of_the_name_of_its_issuer_is_self_signed_by_its_own_key_only():
    issuer = _person("Вымышленный центр", ca=True)
    namesake = _person("Вымышленный центр", issuer)
    assert describe(issuer.der).self_signed
    assert not describe(namesake.der).self_signed
    (found,) = verify_detached(b"x", namesake.beside_the_file(b"x"), [issuer.der]).signatures
    assert (found.trusted, found.notes) == (True, ())
    (found,) = verify_detached(b"x", namesake.beside_the_file(b"x")).signatures
    assert (found.certificate.doubt, found.notes) == (Doubt.ISSUER, ())


def test_an_issuer_is_one_by_its_own_word():
    assert issues(signer().issuer)
    assert issues(_person("УЦ", ca=True).der)
    assert not issues(signer().der)
    assert not issues(_person("УЦ", ca=True, cert_sign=False).der)
    assert not issues(b"0\x03\x02\x01\x00")
