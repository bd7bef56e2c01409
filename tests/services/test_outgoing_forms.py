# SPDX-License-Identifier: Apache-2.0
"""What leaves with a letter: the newest signed form; and copies that open with a password only."""

from __future__ import annotations

import io
import json
from datetime import date
from email import message_from_bytes, policy

import pikepdf
import pytest

from desk.documents.detached import verify_detached
from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.scans import StackFile
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.destruction import destructions
from desk.services.letter import reply_mail
from desk.services.letter.sent_forms import sent, sent_words
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.signature import e_signing, returned_papers, scans, signing
from desk.services.signature.signed_forms import doubt_of_sending, open_paper, outgoing_form, places
from desk.storage.models import Document, Journal
from tests import scanner
from tests.cms import elsewhere as outside
from tests.documents.test_detached import rsa_signature as rsa_for
from tests.factories import intake
from tests.services.test_e_signing import act, destruction, reply, sign

__all__ = ["act", "destruction", "reply"]


def attached(desk, paper):
    request = Document.get_by_id(paper).request_id
    _name, draft = reply_mail.draft_reply(desk, request, [paper], "ru")
    parts = message_from_bytes(draft, policy=policy.default).iter_attachments()
    return {part.get_filename(): part.get_payload(decode=True) for part in parts}


def test_a_certificate_signed_paper_leaves_as_it_was_signed(desk, reply):
    assert not outgoing_form(desk, open_paper(reply)).signed
    assert list(attached(desk, reply).values()) == [papers.paper_bytes(desk, reply)]
    sign(desk, reply, "operator")
    assert outgoing_form(desk, open_paper(reply)).signed
    assert list(attached(desk, reply).values()) == [e_signing.form_to_sign(desk, reply)]
    with pytest.raises(Refusal, match="break the signatures"):
        e_signing.protected_copy(desk, reply)


def test_a_paper_signed_by_a_file_of_its_own_gets_no_password(desk, reply):
    name = places(desk, reply)[0].name.ru
    sig = outside(name).sign(papers.paper_bytes(desk, reply))
    returned_papers.receive_detached(desk, reply, "operator", "x.sig", sig)
    with pytest.raises(Refusal, match="separate files"):
        e_signing.protected_copy(desk, reply)


def test_pen_signed_sheets_leave_as_one_pdf(desk, reply):
    papers.mark_signed(desk, reply, date(2026, 11, 22))
    assert not outgoing_form(desk, open_paper(reply)).signed, (
        "only ticked: there is no signed sheet to send"
    )
    sheets = scanner.sheets(papers.paper_bytes(desk, reply))
    images = [scanner.scanned(sheet, 15, scanner.Flaws(dots=150)) for sheet in sheets]
    read = scans.read_stack([StackFile("scan.tif", scanner.tiff(images))])
    scans.take_back(desk, scans.match_pages(desk, read))
    assert outgoing_form(desk, open_paper(reply)).signed
    (content,) = attached(desk, reply).values()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == len(sheets)


def test_a_detached_signature_goes_along_with_its_paper(desk, reply):
    made = rsa_for(papers.paper_bytes(desk, reply))
    returned_papers.receive_detached(desk, reply, "operator", "a.p7s", made)
    assert outgoing_form(desk, open_paper(reply)).signed
    files = attached(desk, reply)
    assert [name.rpartition(".")[2] for name in files] == ["pdf", "sig"]
    assert list(files.values()) == [papers.paper_bytes(desk, reply), made]


def test_webmail_gets_every_file_and_word_of_the_draft(desk):
    asked = intake(demands=(DemandKind.INSPECT,))
    id = requests.register_request(desk, asked)
    requests.confirm_identity(desk, id, "Известный адрес")
    shown = {"shown": Both("Анкета", "The form")}
    draft = papers.draft(desk, "inspection_record", LanguageMode.RU, id, passages=shown)
    record = papers.issue(desk, draft).id
    first, second = (each.field for each in places(desk, record))
    made = outside("Примеров П. П.").sign(papers.paper_bytes(desk, record))
    returned_papers.receive_detached(desk, record, first, "a.p7s", made)
    signing.sign_by_pen(desk, record, second, date(2026, 11, 22), reason="Так вышло")
    kept = requests.add_file(desk, id, "own.txt", b"anna@example.org")
    parcel = reply_mail.for_webmail(desk, id, record, "ru", [kept])
    _name, draft = reply_mail.draft_reply(desk, id, [record], "ru", [kept])
    message = message_from_bytes(draft, policy=policy.default)
    along = {
        part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()
    }
    assert {file.name: file.content for file in parcel.files} == along
    assert [name.rpartition(".")[2] for name in along] == ["pdf", "sig", "txt"]
    assert "подписан несколькими способами" in parcel.text
    assert message.get_body().get_content().split() == parcel.text.split()
    drafted = Journal.select().where(Journal.action == "request.drafted")
    assert [json.loads(entry.detail)["files"] for entry in drafted] == [[f"file/{kept}"]] * 2


def test_a_copy_opens_with_its_password_only_and_claims_no_archive(desk, reply):
    content, password = e_signing.protected_copy(desk, reply)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(content))
    with pikepdf.open(io.BytesIO(content), password=password) as pdf:
        assert pdf.encryption.bits == 256
        assert b"pdfaid:part" not in pdf.Root.Metadata.read_bytes()
    assert password not in str([row.detail for row in Journal.select()])


@pytest.fixture
def mixed(desk, act):
    """An act that one signed by certificate and everybody else by pen."""
    first, *others = (each.field for each in places(desk, act))
    sign(desk, act, first)
    for field in others:
        destructions.sign_by_pen(desk, act, field, date(2026, 11, 22), reason="В отпуске")
    return act


def test_a_paper_signed_in_two_ways_leaves_in_both_forms_and_the_text_tells_them_apart(desk, mixed):
    paper = Document.get_by_id(mixed)
    sheets = scanner.sheets(papers.paper_bytes(desk, mixed))
    images = [scanner.scanned(sheet, 15, scanner.Flaws(dots=150)) for sheet in sheets]
    read = scans.read_stack([StackFile("scan.tif", scanner.tiff(images))])
    scans.take_back(desk, scans.match_pages(desk, read))
    files = {each.name: each.content for each in sent(desk, paper, "act-1").files}
    assert list(files) == ["act-1.pdf", "act-1-pen.pdf"]
    assert files["act-1.pdf"] == e_signing.form_to_sign(desk, mixed)
    with pikepdf.open(io.BytesIO(files["act-1-pen.pdf"])) as pdf:
        assert len(pdf.pages) == len(sheets)
    said = sent_words(desk.catalogue("en"), [sent(desk, paper, "act-1")])
    assert "“act-1.pdf” bears the electronic signatures" in said
    assert "“act-1-pen.pdf” is a scan" in said
    assert "no scan of those sheets" not in said
    assert doubt_of_sending(desk, mixed) is None


def test_where_the_scan_of_the_pen_is_missing_it_is_asked_before_and_said_in_the_text(desk, mixed):
    paper = Document.get_by_id(mixed)
    assert [each.name for each in sent(desk, paper, "act-1").files] == ["act-1.pdf"]
    assert "no scan of those sheets" in sent_words(
        desk.catalogue("en"), [sent(desk, paper, "act-1")]
    )
    assert "by pen" in doubt_of_sending(desk, mixed).msgid


@pytest.fixture
def taken_in_turns(desk, act):
    """An act one signed beside as issued, another then inside, and a third beside what came of that."""
    first, second, third = (each.field for each in places(desk, act))
    for field, name, sign_here in (
        (second, "Примеров Павел Павлович", first),
        (third, "Вымышленная Ольга Олеговна", ""),
    ):
        made = outside(name).sign(e_signing.form_to_sign(desk, act))
        returned_papers.receive_detached(desk, act, field, f"{field}.sig", made, "Так вышло")
        if sign_here:
            sign(desk, act, sign_here, reason="Так вышло")
    return act


def test_each_detached_signature_leaves_with_the_very_file_it_was_made_for(desk, taken_in_turns):
    paper = Document.get_by_id(taken_in_turns)
    files = {each.name: each.content for each in sent(desk, paper, "act-1").files}
    assert set(files) == {"act-1.pdf", "act-1-issued.pdf", "act-1-1.sig", "act-1-2.sig"}
    for signature, form in (("act-1-1.sig", "act-1-issued.pdf"), ("act-1-2.sig", "act-1.pdf")):
        assert not verify_detached(files[form], files[signature]).changed_after
    said = sent_words(desk.catalogue("en"), [sent(desk, paper, "act-1")])
    assert "Electronic signatures of “act-1.pdf”: “act-1-2.sig”." in said
    assert "“act-1-issued.pdf” is the same paper before" in said
    assert "“act-1-1.sig” are of this file" in said
    russian = sent_words(desk.catalogue("ru"), [sent(desk, paper, "act-1")])
    assert "Электронные подписи к «act-1.pdf»: «act-1-2.sig»." in russian


def test_a_signature_that_names_no_file_is_not_told_to_be_of_one(desk, act):
    first, second, _third = (each.field for each in places(desk, act))
    sign(desk, act, first)
    made = outside("Примеров П. П.").unreadable(e_signing.form_to_sign(desk, act))
    returned_papers.receive_detached(desk, act, second, "b.sig", made, "Так вышло")
    paper = Document.get_by_id(act)
    assert [each.name for each in sent(desk, paper, "act-1").files] == ["act-1.pdf", "act-1-1.sig"]
    said = sent_words(desk.catalogue("en"), [sent(desk, paper, "act-1")])
    assert "“act-1-1.sig”, electronic signatures that do not say" in said
    assert "signatures of “act-1.pdf”" not in said


def test_a_paper_signed_in_one_way_needs_no_words(desk, reply):
    sign(desk, reply, "operator")
    paper = Document.get_by_id(reply)
    assert sent_words(desk.catalogue("en"), [sent(desk, paper, "answer")]) == ""
