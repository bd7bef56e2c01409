# SPDX-License-Identifier: Apache-2.0
"""A consent that rests on an electronic signature: one that does not hold or is somebody else's is said to be."""

from __future__ import annotations

from functools import partial

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7, pkcs12

from desk.documents import certificates
from tests.cli.test_consent_commands import add, with_purpose
from tests.cms import elsewhere
from tests.documents.test_signing import flipped, signed
from tests.services.test_finding_papers import cms
from tests.signers import NOW, PASSPHRASE

__all__ = ["with_purpose"]
NOT_PROVED = "its written form is not proved"


@pytest.fixture
def proof(tmp_path):
    """Writes a file that is to prove a consent."""

    def write(content: bytes, name: str = "subject.pdf"):
        file = tmp_path / name
        file.write_bytes(content)
        return file

    return write


@pytest.fixture
def told(desk_command, with_purpose):
    """What a person reads."""
    where = ("--desk", with_purpose.folder, "--passphrase-file", with_purpose.secret)
    return lambda *arguments: desk_command("--lang", "en", *arguments, *where).out


def test_a_written_form_on_a_broken_signature_is_told_everywhere(with_purpose, proof, told):
    made = add(with_purpose, "--written", "--file", proof(flipped(signed(1)))).json
    number = made["row"]["number"]
    assert made["row"]["unproved"] is True
    assert "nothing proves a consent in written form" in made["warnings"][0]
    assert with_purpose("consent", "list").json["consents"][0]["unproved"] is True
    assert "SIGNATURE BROKEN" in told("consent", "list")
    assert with_purpose("today").json["unproved_consents"] == [number]
    assert NOT_PROVED in told("today")
    with_purpose("consent", "withdraw", number)
    assert with_purpose("today").json["unproved_consents"] == []
    assert with_purpose("consent", "list").json["consents"][0]["unproved"] is False


@pytest.mark.parametrize("more", [(), ("--written",)])
def test_what_does_not_rest_on_it_is_not_doubted(with_purpose, proof, more):
    broken, sound = proof(flipped(signed(1))), proof(signed(1), "sound.pdf")
    files = ("--file", broken, *(("--file", sound) if more else ()))
    made = add(with_purpose, *more, *files, name="Подписант Первый").json
    assert made["row"]["unproved"] is False
    assert with_purpose("today").json["unproved_consents"] == []


@pytest.mark.parametrize(
    ("name", "signed_by"),
    [
        ("Иной Иван", "Подписант 1"),
        ("Подписант Иван Вымыслович", ""),
        ("Podpisant Ivan", ""),
    ],
)
def test_the_name_in_the_certificate_is_compared(with_purpose, proof, told, name, signed_by):
    made = add(with_purpose, "--written", "--file", proof(signed(1)), name=name).json
    assert made["row"]["signed_by"] == signed_by
    assert any("ask who signed" in each for each in made["warnings"]) == bool(signed_by)
    listed = told("consent", "list")
    assert ("certificate of Подписант 1" in listed) == bool(signed_by)
    number = made["row"]["number"]
    assert with_purpose("today").json["strange_consents"] == ([number] if signed_by else [])
    said = "is signed by the certificate of somebody else than its subject"
    assert (said in told("today")) == bool(signed_by)
    with_purpose("consent", "withdraw", number)
    assert with_purpose("today").json["strange_consents"] == []


NAME = "Подписант Первый"
DATA = b"Data agreed to"


def by_test_certificate(data: bytes) -> bytes:
    key = pkcs12.load_pkcs12(certificates.test_p12(NAME, PASSPHRASE, NOW), PASSPHRASE.encode())
    made = pkcs7.PKCS7SignatureBuilder().set_data(data)
    made = made.add_signer(key.cert.certificate, key.key, hashes.SHA256())
    return made.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])


@pytest.mark.parametrize(
    ("sign", "state", "brief", "why"),
    [
        (partial(cms, name=NAME, bits=1024), "uncounted", "does not count", "weak digest or key"),
        (
            partial(cms, name=NAME, since=-40, days=20),
            "uncounted",
            "does not count",
            "not in force",
        ),
        (by_test_certificate, "uncounted", "does not count", "test certificate"),
        (lambda data: data, "uncounted", "does not count", "cannot be read"),
        (elsewhere(NAME).unreadable, "unchecked", "not verified", "Have it checked"),
        (lambda data: cms(data + b"!", NAME), "unchecked", "not verified", "Add that file"),
    ],
)
def test_a_written_form_on_a_signature_that_proves_nothing_is_told_everywhere(
    with_purpose, proof, told, sign, state, brief, why
):
    file = proof(sign(DATA), "consent.txt.sig")
    beside = () if why == "Add that file" else ("--file", proof(DATA, "consent.txt"))
    made = add(with_purpose, "--written", "--file", file, *beside, name=NAME).json
    number, row = made["row"]["number"], made["row"]
    assert (row["proof"], row["unproved"]) == (state, state == "uncounted")
    assert why in made["warnings"][0]
    assert f"signature {brief}" in told("consent", "list")
    today = with_purpose("today").json
    assert today["unproved_consents"] == ([number] if state == "uncounted" else [])
    assert today["unverified_consents"] == ([number] if state == "unchecked" else [])
    assert f"Consent No. {number.partition('/')[2]} is based on a signature that" in told("today")


def test_today_names_broken_ones_before_those_that_do_not_count(with_purpose, proof):
    sig, text = proof(cms(DATA, NAME, bits=1024), "c.txt.sig"), proof(DATA, "c.txt")
    add(with_purpose, "--written", "--file", sig, "--file", text, name=NAME)
    add(
        with_purpose,
        "--written",
        "--file",
        proof(flipped(signed(1))),
        "--email",
        "b@example.org",
        name="Иной Иван",
    )
    first, second = with_purpose("today").json["unproved_consents"]
    assert first > second
