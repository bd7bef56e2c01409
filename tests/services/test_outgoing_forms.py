# SPDX-License-Identifier: Apache-2.0
"""What leaves with a letter: the newest signed form; and copies that open with a password only."""

from __future__ import annotations

import io
from datetime import date
from email import message_from_bytes, policy

import pikepdf
import pytest

from desk.domain.scans import StackFile
from desk.errors import Refusal
from desk.services import e_signing, mailbox, papers, returned_papers, scans
from desk.services.signed_forms import goes_signed
from desk.storage.models import Document, Journal
from tests import scanner
from tests.documents.test_detached import rsa_signature as rsa_for
from tests.services.test_e_signing import reply, sign

__all__ = ["reply"]


def attached(desk, paper):
    request = Document.get_by_id(paper).request_id
    _name, draft = mailbox.draft_reply(desk, request, [paper], "ru")
    parts = message_from_bytes(draft, policy=policy.default).iter_attachments()
    return {part.get_filename(): part.get_payload(decode=True) for part in parts}


def test_a_certificate_signed_paper_leaves_as_it_was_signed(desk, reply):
    assert not goes_signed(desk, reply)
    assert list(attached(desk, reply).values()) == [papers.paper_bytes(desk, reply)]
    sign(desk, reply, "operator")
    assert goes_signed(desk, reply)
    assert list(attached(desk, reply).values()) == [e_signing.form_to_sign(desk, reply)]
    with pytest.raises(Refusal, match="break the signatures"):
        e_signing.protected_copy(desk, reply)


def test_pen_signed_sheets_leave_as_one_pdf(desk, reply):
    papers.mark_signed(desk, reply, date(2026, 11, 22))
    assert not goes_signed(desk, reply), "only ticked: there is no signed sheet to send"
    sheets = scanner.sheets(papers.paper_bytes(desk, reply))
    images = [scanner.scanned(sheet, 15, scanner.Flaws(dots=150)) for sheet in sheets]
    read = scans.read_stack([StackFile("scan.tif", scanner.tiff(images))])
    scans.take_back(desk, scans.match_pages(desk, read))
    assert goes_signed(desk, reply)
    (content,) = attached(desk, reply).values()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == len(sheets)


def test_a_detached_signature_goes_along_with_its_paper(desk, reply):
    made = rsa_for(papers.paper_bytes(desk, reply))
    returned_papers.receive_detached(desk, reply, "operator", "a.p7s", made)
    assert goes_signed(desk, reply)
    files = attached(desk, reply)
    assert [name.rpartition(".")[2] for name in files] == ["pdf", "sig"]
    assert list(files.values()) == [papers.paper_bytes(desk, reply), made]


def test_a_copy_opens_with_its_password_only_and_claims_no_archive(desk, reply):
    content, password = e_signing.protected_copy(desk, reply)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(content))
    with pikepdf.open(io.BytesIO(content), password=password) as pdf:
        assert pdf.encryption.bits == 256
        assert b"pdfaid:part" not in pdf.Root.Metadata.read_bytes()
    assert password not in str([row.detail for row in Journal.select()])
