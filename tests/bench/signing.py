# SPDX-License-Identifier: Apache-2.0
"""Signing an issued paper, against bare pyHanko on the same file, and verifying it."""

from __future__ import annotations

import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, signers
from pyhanko.sign.fields import SigSeedSubFilter

from desk.documents.certificates import open_p12
from desk.documents.render import render
from desk.documents.signing import sign_field
from desk.documents.verifying import verify_pdf
from desk.domain.kinds import LanguageMode
from desk.domain.signing import StampText
from tests.bench.measure import MS, WORK, Board, shortest
from tests.documents.sample import facts, returning, try_words
from tests.signers import NOW, PASSPHRASE, signer


def run(board: Board, rounds: int) -> None:
    """Goal 3 for one signature."""
    board.head("A paper signed by certificate ÷ by bare pyHanko, the same file")
    paper = render(returning(), facts(), LanguageMode.RU, state="issued", words=try_words).content
    key = open_p12(signer().p12, PASSPHRASE)
    bare = signers.SimpleSigner.load_pkcs12_data(signer().p12, [], PASSPHRASE.encode())
    stamp = StampText(("Подписано электронной подписью", "Щёголев", "22 ноября 2026 г., 12:00"))
    ours, theirs = shortest(
        lambda: sign_field(paper, "operator", key, stamp, NOW),
        lambda: _bare(paper, bare),
        rounds=rounds,
        clock=WORK,
    )
    board.ratio("one signature, with its stamp", ours, theirs, 3)
    signed = sign_field(paper, "operator", key, stamp, NOW)
    (verified,) = shortest(lambda: verify_pdf(signed, [signer().issuer]), rounds=rounds, clock=WORK)
    board.plain("to verify it", f"{verified * MS:.1f} ms")


def _bare(paper: bytes, signer: signers.SimpleSigner) -> None:
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(paper)),
        PdfSignatureMetadata(field_name="operator", subfilter=SigSeedSubFilter.PADES),
        signer=signer,
        existing_fields_only=True,
    )
