# SPDX-License-Identifier: Apache-2.0
"""The way from a certificate to a trusted issuer: over renewed and namesake ones, and no farther than they allow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto.x509 import Certificate as Parsed
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from desk.documents.detached import verify_detached
from desk.documents.trusting import led
from desk.domain.verdicts import Doubt, Verdict
from tests.gost import Gost

DATA = "Акт об уничтожении".encode()
CENTRE = "Вымышленный центр"


class Rsa:
    """An issuer by RSA, as ``Gost`` is one, and whom it issued to."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.der = self.certified()

    def certified(self, days: int = 30) -> bytes:
        return self._made(CENTRE, self.key, days, ca=True)

    def issued(self) -> bytes:
        other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        return self._made("Кто-то", other, 30, ca=False)

    def _made(self, name: str, key: rsa.RSAPrivateKey, days: int, *, ca: bool) -> bytes:
        def named(text: str) -> x509.Name:
            return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

        start = datetime.now(UTC) - timedelta(minutes=5)
        made = (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(named(CENTRE))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        return made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def centre(tmp_path, kind):
    """An issuer, a certificate it made, and another issuer of its name."""
    if kind == "rsa":
        one, other = Rsa(), Rsa()
        return one, one.issued(), other.der
    one, other = (Gost(tmp_path / each, name=CENTRE) for each in ("one", "other"))
    who = Gost(tmp_path / "who", by=one, stated="basicConstraints=CA:FALSE")
    return one, who.der, other.der


@pytest.mark.parametrize("kind", ["rsa", "gost"])
def test_the_way_is_found_whichever_certificate_of_one_name_comes_first(tmp_path, kind):
    issuer, der, namesake = centre(tmp_path, kind)
    renewed = issuer.certified(days=3000)
    later = datetime.now(UTC) + timedelta(days=20)
    for roots in ([issuer.der, renewed, namesake], [namesake, renewed, issuer.der]):
        way = led(Parsed.load(der), [], roots, later)
        assert way.doubt is Doubt.NONE
        assert way.over[0].dump() == renewed, "which is in force longest"
    way = led(Parsed.load(der), [], [namesake], later)
    assert way.doubt in (Doubt.CHAIN, Doubt.ISSUER)


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        ("basicConstraints=critical,CA:TRUE", Verdict.VALID),
        ("basicConstraints=critical,CA:TRUE\nkeyUsage=digitalSignature", Verdict.UNKNOWN),
        ("basicConstraints=critical,CA:FALSE", Verdict.UNKNOWN),
        (
            "basicConstraints=critical,CA:TRUE\nnameConstraints=critical,permitted;dirName:n\n[n]\nO=X",
            Verdict.UNKNOWN,
        ),
        ("basicConstraints=critical,CA:TRUE\n1.2.3.4=critical,ASN1:NULL", Verdict.UNKNOWN),
    ],
)
def test_a_gost_issuer_between_lends_trust_only_as_far_as_its_certificate_says(
    tmp_path, stated, verdict
):
    root = Gost(tmp_path / "root", name=CENTRE)
    between = Gost(tmp_path / "between", name="Между", by=root, stated=stated)
    who = Gost(tmp_path / "who", by=between, stated="basicConstraints=CA:FALSE")
    made = who.sign(DATA, "-certfile", str(between.folder / "own.pem"))
    (found,) = verify_detached(DATA, made, [root.der]).signatures
    assert found.verdict is verdict
    assert found.trusted is (verdict is Verdict.VALID)


def test_a_gost_issuer_that_may_not_make_issuers_makes_none(tmp_path):
    root = Gost(tmp_path / "root", name=CENTRE)
    first = Gost(tmp_path / "1", name="1", by=root, stated="basicConstraints=CA:TRUE,pathlen:0")
    second = Gost(tmp_path / "2", name="2", by=first)
    who = Gost(tmp_path / "who", by=second, stated="basicConstraints=CA:FALSE")
    chain = tmp_path / "chain.pem"
    chain.write_bytes(b"".join((each.folder / "own.pem").read_bytes() for each in (first, second)))
    (found,) = verify_detached(DATA, who.sign(DATA, "-certfile", str(chain)), [root.der]).signatures
    assert (found.verdict, found.certificate.doubt) == (Verdict.UNKNOWN, Doubt.CHAIN)
