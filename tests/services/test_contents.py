# SPDX-License-Identifier: Apache-2.0
"""What kept files say: each kind by its bytes, hostile ones away from the desk, each read once."""

import json
import os
import time

import pytest

from desk.domain.contents import ENOUGH, Gap
from desk.services import contents
from desk.services.contents import kept_contents, read_contents
from desk.services.request import requests
from desk.services.request.hints import hints_of_files
from tests.factories import intake, person
from tests.reading import NAMED, locked_pdf, picture, scan, text_pdf, word


@pytest.mark.parametrize(
    ("content", "media_type", "gap"),
    [
        (NAMED.encode(), "text/plain", None),
        ("Петрова Мария Ивановна, письмо".encode("cp1251"), "text/plain", None),
        (f"<p hidden>{NAMED}</p>".encode(), "text/html", None),
        (f"<img src='x'>{NAMED}".encode(), "text/html", Gap.PICTURE),
        (text_pdf(NAMED), "text/plain", None),
        (word(f"<w:p>{NAMED}</w:p>"), "application/octet-stream", None),
    ],
)
def test_words_are_read_whatever_the_type_says(content, media_type, gap):
    found = read_contents(content, media_type)
    assert NAMED in found.text or "Петрова Мария Ивановна" in found.text
    assert found.gap is gap


@pytest.mark.parametrize(
    ("content", "media_type", "gap"),
    [
        (picture(), "text/plain", Gap.PICTURE),
        (b"unknown", "image/heic", Gap.PICTURE),
        (scan(1), "application/pdf", Gap.PICTURE),
        (locked_pdf(NAMED), "application/pdf", Gap.LOCKED),
        (b"%PDF-1.7 broken", "application/pdf", Gap.DAMAGED),
        (b"PK\x03\x04broken", "application/zip", Gap.DAMAGED),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"old", "application/msword", Gap.UNKNOWN),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "application/msword",
            Gap.LOCKED,
        ),
        (b"\0\1\2\0", "text/plain", Gap.UNKNOWN),
        (rb"{\rtf1 \'cf\'e5\'f2\'f0}", "text/rtf", Gap.UNKNOWN),
        (b"", "application/octet-stream", Gap.UNKNOWN),
    ],
)
def test_what_cannot_be_read_says_why(content, media_type, gap):
    assert read_contents(content, media_type).gap is gap


def test_a_long_text_is_read_so_far():
    found = read_contents(b"a" * (5 * ENOUGH), "text/plain")
    assert (len(found.text), found.gap) == (ENOUGH, Gap.LONG)


def hanging(pipe):
    pipe.recv_bytes()
    time.sleep(60)


def falling(pipe):
    os._exit(9)


def lying(pipe):
    pipe.recv_bytes()
    pipe.send_bytes(json.dumps(["text", "no such gap"]).encode())


@pytest.mark.parametrize("helper", [hanging, falling, lying])
def test_a_helper_that_fails_has_met_a_damaged_file(monkeypatch, helper):
    monkeypatch.setattr(contents, "PATIENCE", 1.0)
    monkeypatch.setattr(contents, "_help", helper)
    assert read_contents(text_pdf(NAMED)).gap is Gap.DAMAGED


def test_a_file_is_read_once_in_a_sitting_and_forgotten_with_the_desk(desk, monkeypatch):
    id = requests.register_request(desk, intake())
    file = requests.add_file(desk, id, "note.txt", NAMED.encode())
    first = kept_contents(desk, file)
    monkeypatch.setattr(contents, "read_contents", None)
    assert kept_contents(desk, file) is first
    desk.close()
    assert desk.contents == {}


def test_only_so_many_files_are_remembered(desk, monkeypatch):
    monkeypatch.setattr(contents, "_KEPT", 2)
    id = requests.register_request(desk, intake())
    for number in range(4):
        kept_contents(desk, requests.add_file(desk, id, "note.txt", b"text %d" % number))
    assert len(desk.contents) == 2


CHAT = "ваш менеджер Иван Иванович Петров, Невский пр., д. 10; СИДОРОВ ПЕТР ИЛЬИЧ; John Smith (2-34-56)"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("chat.txt", CHAT.encode()),
        ("chat.csv", CHAT.encode("cp1251")),
        ("chat.html", f"<p>{CHAT}</p>".encode()),
        ("chat.docx", word(f"<w:p>{CHAT}</w:p>")),
    ],
)
def test_usual_spellings_are_seen_in_a_file(desk, name, content):
    id = requests.register_request(desk, intake())
    file = requests.add_file(desk, id, name, content)
    found = {(hint.kind, hint.text) for hint in hints_of_files(desk, id, [file])}
    assert found == {
        ("name", "Иван Иванович Петров"),
        ("name", "СИДОРОВ ПЕТР ИЛЬИЧ"),
        ("name", "John Smith"),
        ("address", "Невский пр., д. 10"),
        ("phone", "2-34-56"),
    }


def test_the_subject_and_the_operator_are_known_in_every_spelling(desk):
    id = requests.register_request(desk, intake())
    text = (
        "АННА ИЛЬИНИЧНА ЩЁГОЛЕВА; Щёголевой Анне; А. И. Щёголева; Anna Shchegoleva;"
        " оператор Вера Образцова, Vera Obraztsova, ОБРАЗЦОВОЙ ВЕРЕ ПРИМЕРОВНЕ, Образцовой В.П."
    )
    file = requests.add_file(desk, id, "own.txt", text.encode())
    assert hints_of_files(desk, id, [file]) == ()


def test_others_are_pointed_out_in_every_kind_of_file(desk):
    requests.register_request(
        desk, intake(subject=person(name="Тараканова Зоя", email="zoya@example.org"))
    )
    id = requests.register_request(desk, intake())
    body = "<w:p>Щёголева Анна Ильинична, anna@example.org; договор подписала Тараканова Зоя</w:p>"
    files = [
        requests.add_file(desk, id, "выписка.docx", word(body)),
        requests.add_file(desk, id, "ответ.pdf", scan(1, first=NAMED)),
    ]
    found = {(hint.file, hint.kind, hint.text) for hint in hints_of_files(desk, id, files)}
    assert found == {
        (files[0], "name", "Тараканова Зоя"),
        (files[1], "email", "petrova@example.net"),
        (files[1], "file", "ответ.pdf"),
    }


@pytest.mark.parametrize(
    "piece", ["a", "А-", "Аа ", "1", "ул. 1", "1 ", "A", ".", "@", "а.", "\n", "+7 ", "Аа-Аа ", "1a A-", "Иванович ", "Иванов;",
              "2-", "(1", "тел. ", "ул. Аа ", "Аа, 1, ", "с. Аа, ", "И. ", "12 Aa ", "Аа'"]
)  # fmt: skip
def test_no_text_makes_the_search_for_names_endless(desk, piece):
    """As long as a text may be: a pattern that goes over it again at every letter would take minutes."""
    id = requests.register_request(desk, intake())
    file = requests.add_file(desk, id, "long.txt", (piece * ENOUGH)[:ENOUGH].encode())
    hints_of_files(desk, id, [file])
