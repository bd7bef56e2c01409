# SPDX-License-Identifier: Apache-2.0
"""Kept files go along with an answer: looked through, confirmed, neutrally named, journalled, not too large."""

import json
from email import message_from_bytes, policy

import pytest

from desk.domain.kinds import LanguageMode
from desk.errors import Refusal
from desk.services.letter import enclosures, mailbox, reply_mail
from desk.services.letter.enclosures import enclosable, look_through
from desk.services.paper import papers
from desk.services.request import requests
from desk.storage.models import Journal
from tests.factories import intake
from tests.reading import NAMED, picture, text_pdf, word


@pytest.fixture
def id(desk):
    made = requests.register_request(desk, intake())
    requests.confirm_identity(desk, made, "Известный адрес.")
    return made


@pytest.fixture
def paper(desk, id):
    draft = papers.draft(desk, "acknowledgement", LanguageMode.RU, request=id)
    return papers.issue(desk, draft).id


def parts(content):
    message = message_from_bytes(content, policy=policy.default)
    return {
        part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()
    }


def journal():
    last = Journal.select().where(Journal.action == "request.drafted").get()
    return json.loads(last.detail)


def test_chosen_files_leave_under_neutral_names(desk, id, paper):
    content = {
        "Петрова договор.pdf": text_pdf("Contract"),
        "Анна.docx": word("<w:p>Text</w:p>"),
        "копия.Анна": b"text",
    }
    files = [requests.add_file(desk, id, name, each, "") for name, each in content.items()]
    requests.add_file(desk, id, "left at home.txt", b"text")
    name, draft = reply_mail.draft_reply(desk, id, [paper], "ru", files, files)
    found = parts(draft)
    assert list(found)[1:] == ["enclosure-1.pdf", "enclosure-2.docx", "enclosure-3"]
    assert list(found.values())[1:] == list(content.values())
    assert name == next(iter(found)).replace(".pdf", ".eml")
    text = message_from_bytes(draft, policy=policy.default).get_body().get_content()
    assert "Ещё приложены 3 файла." in text


def test_the_journal_and_the_history_tell_what_left_and_what_a_person_looked_at(desk, id, paper):
    plain = requests.add_file(desk, id, "Петрова.txt", b"text")
    scan = requests.add_file(desk, id, "scan.png", picture())
    reply_mail.draft_reply(desk, id, [paper], "ru", [scan, plain], [scan])
    told = journal()
    assert told["files"] == [f"file/{plain}", f"file/{scan}"]
    assert told["looked"] == [f"file/{scan}"]
    assert "Петрова" not in json.dumps(told, ensure_ascii=False)
    moments = requests.request_card(desk, id).timeline
    assert [each.attachment for each in moments if each.kind == "enclosed"] == [plain, scan]


def test_a_draft_without_files_says_nothing_of_files(desk, id, paper):
    _name, draft = reply_mail.draft_reply(desk, id, [paper], "ru")
    assert "файл." not in message_from_bytes(draft, policy=policy.default).get_body().get_content()
    assert set(journal()) == {"papers"}


def test_what_is_in_each_file_is_told_before_it_leaves(desk, id):
    files = [
        requests.add_file(desk, id, "named.pdf", text_pdf(NAMED)),
        requests.add_file(desk, id, "scan.png", picture()),
        requests.add_file(desk, id, "own.txt", b"anna@example.org"),
    ]
    steps = []
    named, scan, own = look_through(desk, id, files, lambda *step: steps.append(step))
    assert [hint.text for hint in named.found] == ["petrova@example.net"]
    assert named.unread == ()
    assert (scan.found, len(scan.unread)) == ((), 1)
    assert own.hints == ()
    assert steps == [(0, 3), (1, 3), (2, 3)]


@pytest.mark.parametrize(
    ("name", "content"), [("named.txt", NAMED.encode()), ("scan.png", picture())]
)
def test_nothing_leaves_that_nobody_looked_at(desk, id, paper, name, content):
    file = requests.add_file(desk, id, name, content)
    before = Journal.select().count()
    with pytest.raises(Refusal) as refused:
        reply_mail.draft_reply(desk, id, [paper], "ru", [file])
    assert refused.value.field == "files"
    assert refused.value.params == {"files": str(file)}
    assert Journal.select().count() == before
    reply_mail.draft_reply(desk, id, [paper], "ru", [file], [file])


def test_a_look_at_a_file_that_does_not_go_along_is_refused(desk, id):
    with pytest.raises(Refusal, match="are not attached") as refused:
        enclosures.enclose(desk, id, [], [999])
    assert refused.value.field == "looked"


def test_only_files_of_the_request_can_leave(desk, id, paper):
    other = requests.register_request(desk, intake())
    foreign = requests.add_file(desk, other, "foreign.txt", b"text")
    for wrong in (foreign, 999):
        with pytest.raises(Refusal) as refused:
            reply_mail.draft_reply(desk, id, [paper], "ru", [wrong], [wrong])
        assert refused.value.field == "files"


def test_neither_the_letter_nor_a_proof_is_offered(desk):
    letter = (
        b"From: anna@example.org\r\nTo: data@example.com\r\nSubject: x\r\n"
        b"Received: by mx; Fri, 20 Nov 2026 10:14:05 +0300\r\n"
        b'Content-Type: text/plain; name="a.txt"\r\n'
        b'Content-Disposition: attachment; filename="a.txt"\r\n\r\ntext'
    )
    id = requests.register_request(desk, intake(), letter, mailbox.read(letter))
    requests.add_file(desk, id, "note.txt", b"text")
    assert {file.role for file in requests.request_card(desk, id).files} >= {"letter", "incoming"}
    assert [file.name for file in enclosable(desk, id)] == ["a.txt", "note.txt"]


def test_an_e_mail_that_is_too_large_is_refused_with_its_size(desk, id, paper, monkeypatch):
    monkeypatch.setattr(enclosures, "MOST", 2 * 1024 * 1024)
    files = [requests.add_file(desk, id, f"{n}.txt", bytes([97 + n]) * 1_200_000) for n in range(2)]
    with pytest.raises(Refusal) as refused:
        reply_mail.draft_reply(desk, id, [paper], "ru", files, files)
    assert refused.value.field == "files"
    assert refused.value.params["limit"] == 2
    assert 2.2 < refused.value.params["size"] < 2.5
    reply_mail.draft_reply(desk, id, [paper], "ru", files[:1], files[:1])
