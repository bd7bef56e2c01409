# SPDX-License-Identifier: Apache-2.0
"""Whose a certificate is: by its common name, by surname and given names, or by both where an organisation's."""

from datetime import timedelta
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from desk.documents.certificates import NAMELESS, describe
from tests.signers import NOW


@cache
def _key():
    return ec.generate_private_key(ec.SECP256R1())


def named(**parts):
    subject = x509.Name([x509.NameAttribute(getattr(NameOID, n), v) for n, v in parts.items()])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(_key().public_key())
        .serial_number(7)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=9))
        .sign(_key(), hashes.SHA256())
    )
    return describe(made.public_bytes(serialization.Encoding.DER)).name


PERSON = {"SURNAME": "Петров", "GIVEN_NAME": "Пётр Ильич"}


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({"COMMON_NAME": "Петров Пётр Ильич"}, "Петров Пётр Ильич"),
        ({"COMMON_NAME": "Петров Пётр Ильич", **PERSON}, "Петров Пётр Ильич"),
        ({"COMMON_NAME": "ПЕТРОВ П. И.", **PERSON}, "Петров Пётр Ильич"),
        (PERSON, "Петров Пётр Ильич"),
        ({"COMMON_NAME": "ООО «Ромашка»", **PERSON}, "ООО «Ромашка» · Петров Пётр Ильич"),
        ({"ORGANIZATION_NAME": "ООО «Ромашка»", "GIVEN_NAME": "Пётр"}, "ООО «Ромашка»"),
        ({"COMMON_NAME": "  ", "LOCALITY_NAME": "—"}, NAMELESS),
    ],
)
def test_whose_a_certificate_is(parts, name):
    assert named(**parts) == name
