# SPDX-License-Identifier: Apache-2.0
"""An issued paper can be signed later in the fields laid for it, one signer after another."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from desk.documents.render import render
from desk.domain.kinds import LanguageMode

from .sample import approver, facts, returning, try_words
from .test_signing import signed


def signer() -> signers.SimpleSigner:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Выдуманный подписант")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, True, True, False, False), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    packed = serialization.pkcs12.serialize_key_and_certificates(
        b"x", key, certificate, None, serialization.NoEncryption()
    )
    return signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=None)


def test_two_signatures_go_into_their_own_fields_and_both_hold():
    form = returning(approver=approver)
    content = render(form, facts(), LanguageMode.RU, state="issued", words=try_words).content
    who = signer()
    for name in ("operator", "approval"):
        written = io.BytesIO()
        signers.sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(content)),
            PdfSignatureMetadata(field_name=name, subfilter=fields.SigSeedSubFilter.PADES),
            signer=who,
            existing_fields_only=True,
            output=written,
        )
        assert written.getvalue().startswith(content), "the issued bytes stay as they were"
        content = written.getvalue()
    trusted = ValidationContext(trust_roots=[who.signing_cert], allow_fetching=False)
    found = PdfFileReader(io.BytesIO(content)).embedded_signatures
    assert [each.field_name for each in found] == ["operator", "approval"]
    for each in found:
        status = validate_pdf_signature(each, trusted)
        assert status.intact
        assert status.valid
        assert status.trusted
        assert status.docmdp_ok is not False


def test_the_first_signature_certifies_and_the_later_ones_approve():
    with pikepdf.open(io.BytesIO(signed(2))) as pdf:
        first, second = (each.V for each in pdf.Root.AcroForm.Fields)
        assert pdf.Root.AcroForm.SigFlags == 3, "from now on appended to only"
        assert pdf.Root.Perms.DocMDP.objgen == first.objgen
        (reference,) = first.Reference
        assert reference.TransformMethod == "/DocMDP"
        assert reference.TransformParams.P == 2, "filling in and signing"
        assert "/Reference" not in second
        assert {str(each.Filter) for each in (first, second)} == {"/Adobe.PPKLite"}
