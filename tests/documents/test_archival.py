# SPDX-License-Identifier: Apache-2.0
"""A signed file is called PDF/A-2b only while everything drawn in it is, stamps of other programs too."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, fields, signers
from pyhanko.stamp import TextStampStyle

from desk.documents.pdfa import is_archival
from desk.documents.verifying import verify_pdf
from tests.signers import PASSPHRASE, signer

from .test_later_changes import changed
from .test_signing import issued, roots, signed


@pytest.mark.parametrize("content", [issued, lambda: signed(1), lambda: signed(5)])
def test_a_paper_as_issued_and_as_signed_here_is(content: Callable[[], bytes]) -> None:
    assert is_archival(content())


def test_a_stamp_whose_typeface_is_not_embedded_ends_it() -> None:
    out = io.BytesIO()
    signers.PdfSigner(
        PdfSignatureMetadata(field_name="operator", subfilter=fields.SigSeedSubFilter.PADES),
        signer=signers.SimpleSigner.load_pkcs12_data(signer().p12, [], PASSPHRASE.encode()),
        stamp_style=TextStampStyle(stamp_text="%(signer)s"),
    ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(issued())), output=out)
    report = verify_pdf(out.getvalue(), roots())
    assert report.sound
    assert not report.archival


def _no_typefaces(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each:
            del each.FontFile2


def _no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


@pytest.mark.parametrize("change", [_no_typefaces, _no_intent])
def test_a_file_that_only_calls_itself_so_is_not(change: Callable[[pikepdf.Pdf], None]) -> None:
    assert not is_archival(changed(issued(), change))


@pytest.mark.parametrize("more", [b"\n\n", b" ", b"\n% more"])
def test_nothing_follows_its_end(more: bytes) -> None:
    assert not is_archival(issued() + more)
