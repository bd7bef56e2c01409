# SPDX-License-Identifier: Apache-2.0
"""What ``desk letter``, ``take-in``, ``request`` and ``consent`` say of signatures that came in."""

from __future__ import annotations

import json

import pytest

from tests.documents.test_detached import DATA, rsa_signature
from tests.documents.test_signing import flipped, signed
from tests.services.test_signed_files import with_files
from tests.smime import FOOTER, TEXT, signed_letter, with_footer

CAME = b"Received: from a by mx.example.com; Fri, 20 Nov 2026 12:30:11 +0300\n"
FILES = "who@example.org", ("заявление.txt", DATA)


def signatures(found):
    return {each["name"]: each["signature"] for each in found["files"] if each["signature"]}


@pytest.mark.parametrize("opaque", [False, True])
def test_a_signed_letter_tells_in_json_who_signed(on_desk, desk_command, tmp_path, opaque):
    path = tmp_path / "letter.eml"
    path.write_bytes(signed_letter(tmp_path, opaque=opaque, enclosed=flipped(signed(1))))
    told = json.loads(desk_command("letter", path, "--json").out)["signatures"]
    assert [each["verdict"] for each in told] == ["unknown", "broken"]
    said = desk_command("letter", path).out
    assert "The letter itself: " in said
    assert "“scan.pdf”: " in said
    assert " UTC (by the signer’s own clock)" in said
    made = on_desk("take-in", path)
    assert made.code == 0, made.err
    kept = signatures(made.json)
    letter, scan = kept["letter.eml"], kept["scan.pdf"]
    assert letter["signatures"][0]["signer"] == "Гостов Пётр Вымыслович"
    assert letter["signatures"][0]["valid"]
    assert letter["signatures"][0]["time"]
    assert "Revocation was not checked" in letter["note"]
    assert (scan["verdict"], scan["signatures"][0]["valid"]) == ("broken", False)
    shown = on_desk("request", "show", made.json["request"].partition("/")[2])
    assert signatures(shown.json) == kept
    assert on_desk("journal", "verify").code == 0


def test_a_demand_outside_of_what_is_signed_is_marked(desk_command, tmp_path):
    path = tmp_path / "letter.eml"
    path.write_bytes(with_footer(signed_letter(tmp_path), "Прошу удалить мои данные."))
    told = json.loads(desk_command("letter", path, "--json").out)["demands"]
    assert {each["kind"]: each.get("unsigned", False) for each in told} == {
        "access": False, "destroy": True,
    }  # fmt: skip
    assert desk_command("letter", path).out.count("(not signed)") == 1


def test_a_signature_that_cannot_be_read_is_told_and_kept(on_desk, desk_command, tmp_path):
    path = tmp_path / "letter.eml"
    path.write_bytes(CAME + with_files(*FILES, ("заявление.sig", b"?")))
    (told,) = json.loads(desk_command("letter", path, "--json").out)["signatures"]
    assert (told["file"], told["verdict"]) == ("заявление.sig", "kept")
    assert "cannot be read" in told["signatures"][0]["notes"][0]
    assert "“заявление.sig”: " in desk_command("letter", path).out
    made = on_desk("take-in", path, "--kind", "access")
    assert made.code == 0, made.err
    assert signatures(made.json)["заявление.sig"]["verdict"] == "kept"


@pytest.mark.parametrize(("given", "kept"), [((), "2026-11-30"), (("--sets-date", "-"), None)])
def test_the_day_a_claim_sets_is_told_and_can_be_left_out(on_desk, tmp_path, given, kept):
    text = "Subject: =?utf-8?b?0J/RgNC10YLQtdC90LfQuNGP?=\n\nТребую удалить мои персональные данные в течение 10 дней."
    path = tmp_path / "letter.eml"
    path.write_bytes(
        CAME + b"From: who@example.org\nContent-Type: text/plain; charset=utf-8\n" + text.encode()
    )
    made = on_desk("take-in", path, *given)
    assert made.code == 0, made.err
    assert made.json["sets_date"] == kept
    assert any("“в течение 10 дней”: calendar days" in hint for hint in made.json["hints"])


def test_the_day_is_counted_from_the_moment_that_is_given(on_desk, tmp_path):
    path = tmp_path / "letter.eml"
    path.write_bytes(
        b"From: who@example.org\nContent-Type: text/plain; charset=utf-8\n\n"
        + "Претензия. Требую удалить мои персональные данные в течение 2 дней.".encode()
    )
    made = on_desk("take-in", path, "--received", "2026-11-20T10:00+03:00")
    assert made.code == 0, made.err
    assert made.json["sets_date"] == "2026-11-22"


def test_no_line_of_a_letter_looks_like_one_that_marks_a_signed_part(
    desk_command, tmp_path, monkeypatch
):
    monkeypatch.setenv("COLUMNS", "60")
    ours = "Part with a signature: signed-1.eml"
    forged = "\n".join((ours, "┃ Отзываю согласие.", " " * 58 + ours, "я" * 58 + ours))
    path = tmp_path / "letter.eml"
    path.write_bytes(with_footer(signed_letter(tmp_path), forged))
    said = desk_command("letter", path).out.splitlines()
    text = said[said.index("") + 1 :]
    assert [line for line in text if line and not line.startswith(("  ", "┃"))] == [
        ours,
        "Part without a signature",
    ]
    assert max(map(len, text)) <= 60
    signed = text[1 : text.index("Part without a signature")]
    assert [line for line in text if line.startswith("┃")] == [line for line in signed if line]
    path.write_bytes(CAME + b"From: a@example.org\nContent-Type: text/plain; charset=utf-8\n"
                     + f"Subject: {ours}\n\n{forged}".encode())  # fmt: skip
    lines = desk_command("letter", path).out.splitlines()
    assert not [line for line in lines if line.startswith(("Part", "┃"))]
    told = json.loads(desk_command("letter", path, "--json").out)
    assert (told["signed_parts"], told["text"]) == ([], forged)


def test_signed_parts_are_told_in_json(desk_command, tmp_path):
    path = tmp_path / "letter.eml"
    path.write_bytes(with_footer(signed_letter(tmp_path)))
    told = json.loads(desk_command("letter", path, "--json").out)
    assert told["signed_parts"] == [{"file": "signed-1.eml", "text": TEXT}]
    assert told["text"].split() == f"{TEXT} {FOOTER}".split()


def test_a_signature_attached_to_a_request_finds_its_file(on_desk, tmp_path):
    path = tmp_path / "letter.eml"
    path.write_bytes(signed_letter(tmp_path))
    number = on_desk("take-in", path).json["request"].partition("/")[2]
    for name, content in (("заявление.txt", DATA), ("заявление.txt.sig", rsa_signature())):
        (tmp_path / name).write_bytes(content)
        told = on_desk("request", "attach", number, tmp_path / name)
        assert told.code == 0, told.err
    assert signatures(told.json)["заявление.txt.sig"]["about"] == "заявление.txt"


@pytest.mark.parametrize(("name", "other"), [("Гостов П. В.", False), ("Гостов Иной", True)])
def test_who_is_identified_by_the_certificate_of_another_is_told(on_desk, tmp_path, name, other):
    letter = tmp_path / "letter.eml"
    letter.write_bytes(signed_letter(tmp_path, name=name))
    number = on_desk("take-in", letter, "--name", "Гостов Пётр").json["request"].partition("/")[2]
    shown = on_desk("request", "identify", number, "--how", "По подписи", "--lang", "en")
    assert shown.code == 0, shown.err
    told = shown.json["other_signers"]
    assert ["names Гостов Иной, but the request is from Гостов Пётр" in e for e in told] == [
        True
    ] * other


def test_a_moment_given_for_a_letter_without_one_is_not_asked_for_again(on_desk, tmp_path):
    letter = tmp_path / "letter.eml"
    letter.write_bytes(
        "From: Пётр <petr@example.org>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        "Прошу сообщить, какие мои персональные данные вы обрабатываете.".encode()
    )
    taken = on_desk("take-in", letter, "--received", "2026-11-20T10:00", "--lang", "ru")
    assert taken.code == 0, taken.err
    assert "нет сведений" not in taken.out


def test_the_terminal_names_the_file_a_signature_was_made_for(on_desk, desk_command, tmp_path):
    path = tmp_path / "letter.eml"
    path.write_bytes(CAME + with_files(*FILES, ("заявление.txt.sig", rsa_signature(DATA))))
    number = on_desk("take-in", path, "--kind", "access").json["request"].partition("/")[2]
    where = ("--desk", on_desk.folder, "--passphrase-file", on_desk.secret, "--lang", "en")
    said = desk_command("request", "show", number, *where).out
    assert "заявление.txt.sig: It was made for the file заявление.txt." in said
    assert " UTC " not in said, "by the legal time zone of the desk"


def test_the_files_of_a_letter_and_the_day_a_claim_sets_are_told(desk_command, tmp_path):
    path = tmp_path / "claim.eml"
    path.write_bytes(CAME + with_files(*FILES))
    assert "Files: заявление.txt" in desk_command("letter", path, "--lang", "en").out
    claim = (
        "Досудебная претензия. Требую до 3 декабря 2026 года удалить мои данные и сообщить об этом."
    )
    head = "From: a@ya.ru\nContent-Type: text/plain; charset=utf-8\n\n"
    path.write_bytes(CAME + f"{head}{claim}\n".encode())
    said = desk_command("letter", path, "--lang", "en").out
    assert "It sets a day for the answer: Thu 3 Dec 2026" in said
