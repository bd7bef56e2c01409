# SPDX-License-Identifier: Apache-2.0
"""``desk sign``, ``desk verify`` and ``desk paper receive`` on real files."""

from __future__ import annotations

import tomllib
from email.message import EmailMessage
from pathlib import Path

import pytest

from desk.documents.certificates import open_p12
from desk.documents.certificates import test_p12 as make_test_p12
from desk.domain.days import local_day
from desk.paths import resource
from desk.services.desk import DEFAULT_ZONE, utc_now
from desk.services.keeping.upkeep import open_with_recovery
from desk.services.signature import issuers
from tests import scanner
from tests.cms import elsewhere
from tests.documents.test_signing import added_page, flipped, issued, signed
from tests.documents.test_weighing import DATA, signature
from tests.poppler import Poppler, long_lived
from tests.services.test_finding_papers import cms
from tests.signers import PASSPHRASE, signer

SECRET = "пароль-ключа"


@pytest.fixture
def paper(on_desk, tmp_path: Path) -> Path:
    """The journal of requests, issued."""
    made = on_desk(
        "paper", "issue", "journal_requests", "--since", "2026-01-01", "--until", "2026-12-31", "--out", tmp_path,
    ).json  # fmt: skip
    return Path(made["file"])


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, Path]:
    """A test certificate's file, and the file with its passphrase."""
    p12, secret = tmp_path / "key.p12", tmp_path / "key.txt"
    p12.write_bytes(make_test_p12("Примеров Михаил", SECRET, utc_now()))
    secret.write_text(SECRET + "\n", "utf-8")
    return p12, secret


def test_what_is_no_letter_is_not_mailed_and_nothing_is_asked_first(on_desk, paper, tmp_path):
    refused = on_desk("paper", "mail", "07/2026-001", "--out", tmp_path)
    assert (refused.code, "Only an issued letter can be sent." in refused.err) == (2, True)


def test_sign_and_verify(on_desk, desk_command, paper, key, tmp_path):
    p12, secret = key
    call = ("sign", "07/2026-001", "--as", "operator", "--p12", p12, "--p12-passphrase-file", secret)  # fmt: skip
    unstamped = on_desk(*call, "--tsa", "")
    assert (unstamped.code, "or leave --tsa out" in unstamped.err) == (2, True)
    made = on_desk(*call)
    assert made.code == 0, made.err
    assert made.json["signers"][0]["state"] == "certificate"
    assert made.json["signers"][0]["verdict"] == "unknown"
    out = tmp_path / "signed.pdf"
    assert on_desk("paper", "to-sign", "07/2026-001", "--out", out).code == 0
    told = desk_command("verify", out, "--json")
    assert told.code == 0, told.err
    (found,) = told.json["signatures"]
    wanted = {"field": "operator", "signer": "Примеров Михаил", "valid": True, "covers_whole": True, "trusted": False}  # fmt: skip
    assert {name: found[name] for name in wanted} == wanted
    assert found["time"]
    assert found["test"]
    assert told.json["changed_after"] is False
    assert all(each["weight"] == "" for each in told.json["signatures"]), "a test binds nobody"
    assert SECRET not in made.out + made.err + told.out


def test_a_test_certificate_is_said_not_to_count_as_soon_as_it_signs(
    on_desk, desk_command, paper, key
):
    p12, secret = key
    as_operator = ("--as", "operator", "--p12", p12, "--p12-passphrase-file", secret)
    made = on_desk("sign", "07/2026-001", *as_operator, "--lang", "en")
    assert made.json["signers"][0]["test"] is True
    assert made.json["warnings"][0] == "A test certificate: the signature binds nobody."
    taken = on_desk("paper", "take-back", "07/2026-001", "--as", "operator", "--reason", "проба")
    assert taken.code == 0, taken.err
    where = ("--desk", on_desk.folder, "--passphrase-file", on_desk.secret, "--lang", "ru")
    made = desk_command("sign", "07/2026-001", *as_operator, *where)
    assert "не в счёт (пробный сертификат)" in made.out
    assert "никого не обязывает" in made.err


def test_a_wrong_passphrase_and_a_wrong_name_are_sentences(on_desk, paper, key, tmp_path):
    p12, _secret = key
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("не тот", "utf-8")
    for arguments, words in (
        (("--as", "operator", "--p12", p12, "--p12-passphrase-file", wrong), "passphrase"),
        (("--as", "operator", "--p12", p12, "--p12-passphrase-file", tmp_path / "none"), "read"),
        (("--as", "Никто", "--p12", p12, "--p12-passphrase-file", wrong), "Nobody"),
        (("--as", "operator", "--p12", p12), "--p12-passphrase-file"),
    ):
        told = on_desk("sign", "07/2026-001", *arguments, "--lang", "en")
        assert told.code == 2
        assert words in told.err
        assert "не тот" not in told.err


def test_what_was_signed_elsewhere_is_received(on_desk, desk_command, paper, tmp_path):
    poppler = Poppler(tmp_path / "poppler")
    poppler.learn(long_lived("Примеров Михаил", 1), "key")
    content = poppler.sign(paper.read_bytes(), "operator", "key")
    back = tmp_path / "back.pdf"
    back.write_bytes(added_page(content))
    refused = on_desk("paper", "receive", back, "--lang", "en")
    assert refused.code == 2
    assert "more than signatures" in refused.err
    back.write_bytes(content)
    taken = on_desk("paper", "receive", back)
    assert taken.code == 0, taken.err
    assert taken.json["number"].startswith("journal/")
    (found,) = desk_command("verify", back, "--json").json["signatures"]
    assert (found["field"], found["signer"]) == ("operator", "Примеров Михаил")
    assert found["valid"]
    assert found["covers_whole"]
    sig = tmp_path / "x.sig"
    sig.write_bytes(b"junk")
    assert on_desk("paper", "receive", sig).code == 2
    assert on_desk("paper", "receive", sig, "--paper", "07/2026-001", "--as", "operator").code == 2


def test_a_detached_signature_finds_paper_and_signer_or_says_what_to_give(on_desk, paper, tmp_path):
    sig = tmp_path / "x.sig"
    data = paper.read_bytes()
    sig.write_bytes(cms(data, "Посторонний Пётр"))
    told = on_desk("paper", "receive", sig, "--lang", "en")
    assert told.code == 2
    assert "Nobody named Посторонний Пётр" in told.err
    assert "--as NAME" in told.err
    sig.write_bytes(cms(data + b"!", "Посторонний Пётр"))
    told = on_desk("paper", "receive", sig, "--lang", "ru")
    assert told.code == 2
    assert "--paper НОМЕР" in told.err
    name = tomllib.loads(resource("demo", "trader.toml").read_text("utf-8"))["signer_name"]["ru"]
    sig.write_bytes(cms(data, name))
    taken = on_desk("paper", "receive", sig)
    assert taken.code == 0, taken.err
    assert [each["field"] for each in taken.json["signers"]] == ["operator"]
    again = on_desk("paper", "receive", sig, "--lang", "en")
    assert "already been recorded" in again.err


def test_a_certificate_of_another_name_is_taken_only_when_told_and_stays_told(
    on_desk, paper, tmp_path
):
    sig = tmp_path / "x.sig"
    sig.write_bytes(cms(paper.read_bytes(), "Посторонний Пётр"))
    receive = ("paper", "receive", sig, "--as", "operator", "--lang", "en")
    refused = on_desk(*receive)
    assert refused.code == 2
    assert "Operator. Named in the paper: “" in refused.err
    assert "Named in the certificate: “Посторонний Пётр”." in refused.err
    assert on_desk("paper", "show", "07/2026-001").json["signers"][0]["state"] == "none"
    taken = on_desk(*receive, "--anyway")
    assert taken.code == 0, taken.err
    assert taken.json["signers"][0]["name_differs"] is True
    shown = on_desk("paper", "show", "07/2026-001", "--lang", "en")
    assert shown.json["name_differs"] is True
    assert shown.json["signers"][0]["name_differs"] is True
    assert "by a detached signature of Посторонний Пётр on" in shown.out
    listed = on_desk("paper", "list", "--lang", "en").json["papers"][0]
    assert "certificate of Посторонний Пётр" in listed["status"]


def test_a_mark_by_pen_is_the_signer_s_and_is_taken_back(on_desk, paper):
    day = local_day(utc_now(), DEFAULT_ZONE).isoformat()
    scan = paper.with_name("scan.tif")
    images = [scanner.scanned(each, 15, scanner.Flaws(dots=150)) for each in scanner.sheets(paper.read_bytes())]  # fmt: skip
    scan.write_bytes(scanner.tiff(images))
    kept = on_desk("scan", scan, "--take-back", "--signed", "07/2026-001", "--on", day)
    assert kept.code == 0, kept.err
    shown = on_desk("paper", "show", "07/2026-001", "--lang", "en").json
    (signer,) = shown["signers"]
    assert (shown["signature"], signer["state"], signer["page"]) == ("pen", "pen", len(images))
    assert signer["attachment"]
    assert signer["actor"]
    back = on_desk("paper", "take-back", "07/2026-001", "--as", "operator", "--reason", "ошибка")
    assert back.code == 0, back.err
    assert back.json["signature"] == ""


def test_a_key_of_another_name_signs_only_when_told(on_desk, paper, key):
    p12, secret = key
    p12.write_bytes(make_test_p12("Посторонний Пётр", SECRET, utc_now()))
    made = ("sign", "07/2026-001", "--as", "operator", "--p12", p12, "--p12-passphrase-file", secret)  # fmt: skip
    refused = on_desk(*made, "--lang", "en")
    assert (refused.code, "Посторонний Пётр" in refused.err) == (2, True)
    assert on_desk(*made, "--anyway").json["signers"][0]["name_differs"] is True


def test_verify_takes_the_desk_s_list_of_issuers_also_by_the_recovery_code(
    on_desk, desk_command, tmp_path
):
    file, code = tmp_path / "p.pdf", tmp_path / "code.txt"
    file.write_bytes(signed())
    code.write_text(on_desk.made["recovery_code"], "utf-8")
    desk = open_with_recovery(on_desk.folder, on_desk.made["recovery_code"])
    issuers.trust(desk, signer().issuer)
    desk.close()
    where = ("--desk", on_desk.folder, "--recovery-file", code, "--json")
    told = desk_command("verify", file, *where).json
    assert [each["trusted"] for each in told["signatures"]] == [True, True]


def test_verify_tells_a_trusted_issuer_and_a_broken_file(desk_command, tmp_path):
    file, issuer = tmp_path / "p.pdf", tmp_path / "issuer.cer"
    file.write_bytes(signed())
    issuer.write_bytes(signer().issuer)
    told = desk_command("verify", file, "--issuer", issuer, "--json").json
    assert [each["trusted"] for each in told["signatures"]] == [True, True]
    said = desk_command("verify", file, "--lang", "ru").out
    assert "УНЭП" in said
    assert "приказ № 179, п. 4" in said
    assert "PDF/A-2b" in said
    assert "не выходит в сеть" in said
    file.write_bytes(flipped(signed()))
    broken = desk_command("verify", file, "--json")
    assert broken.code == 1
    assert broken.json["changed_after"]
    assert "BROKEN" in desk_command("verify", file, "--lang", "en").out
    assert broken.json["sound"] is False
    file.write_bytes(b"junk")
    assert desk_command("verify", file).code == 2


def test_verify_tells_a_certificate_that_has_not_begun_from_one_that_has_ended(
    desk_command, tmp_path
):
    data, file = tmp_path / "f.bin", tmp_path / "f.sig"
    data.write_bytes(DATA)
    for since, code, doubt, said in (
        (3000, 1, "not_yet", "does not count (certificate not in force yet)"),
        (-3000, 0, "ended", "holds (certificate not in force now, no time stamp)"),
    ):
        who = signer(since=since, days=500)
        file.write_bytes(signature(open_p12(who.p12, PASSPHRASE), who.der))
        told = desk_command("verify", data, "--signature", file, "--json", "--lang", "en")
        assert told.code == code
        assert [each["doubt"] for each in told.json["signatures"]] == [doubt]
        assert said in desk_command("verify", data, "--signature", file, "--lang", "en").out


def test_verify_takes_an_unsigned_file_for_no_sound_one(desk_command, tmp_path):
    file = tmp_path / "p.pdf"
    file.write_bytes(issued())
    told = desk_command("verify", file, "--json")
    assert (told.code, told.json["sound"], told.json["signatures"]) == (1, False, [])
    assert "not signed" in desk_command("verify", file, "--lang", "en").out
    said = desk_command("verify", "--help", "--lang", "ru").out
    assert "Код 1: файл не подписан" in " ".join(said.split())
    file.write_bytes(signed())
    told = desk_command("verify", file, "--json")
    assert (told.code, told.json["sound"]) == (0, True)


def test_a_paper_says_who_has_signed_and_whether_it_is_archival(on_desk, paper, key, desk_command):
    (listed,) = on_desk("paper", "list").json["papers"]
    assert (listed["status"], listed["pdf_a"], listed["broken"]) == ("not signed", True, False)
    p12, secret = key
    on_desk(
        "sign", "07/2026-001", "--as", "operator", "--p12", p12, "--p12-passphrase-file", secret
    )
    told = on_desk("paper", "show", "07/2026-001").json
    assert told["status"] == "not signed: a test certificate does not count"
    assert told["archive"] == "Archive form PDF/A-2b: yes."
    (signed,) = told["signers"]
    assert signed["status"].startswith("by certificate on ")
    assert signed["status"].endswith(": test certificate")
    assert on_desk("paper", "show", "07/2026-009").code == 2
    assert on_desk("today").json["broken_signatures"] == []


@pytest.mark.parametrize(("qualified", "said"), [(True, "УКЭП"), (False, "УНЭП")])
def test_verify_says_of_each_signature_what_its_certificate_claims_and_not_where_it_was_made(
    desk_command, tmp_path, qualified, said
):
    file, sig = tmp_path / "a.txt", tmp_path / "a.txt.p7s"
    file.write_bytes(b"text")
    sig.write_bytes(cms(b"text", "Примерова Ольга", qualified=qualified))
    told = desk_command("verify", file, "--signature", sig, "--lang", "ru")
    assert said in told.out
    assert ("аккредитован" in told.out) == qualified
    assert "поставленная здесь" not in told.out
    (found,) = desk_command("verify", file, "--signature", sig, "--json").json["signatures"]
    assert found["qualified"] is qualified


def test_all_signatures_are_checked_and_when_is_remembered(on_desk, paper, key):
    p12, secret = key
    assert on_desk("paper", "check", "--last").json["last"] is None
    on_desk(
        "sign", "07/2026-001", "--as", "operator", "--p12", p12, "--p12-passphrase-file", secret
    )
    done = on_desk("paper", "check")
    assert (done.code, done.json["broken"]) == (0, [])
    assert (done.json["last"]["papers"], done.json["last"]["broken"]) == (1, 0)
    assert on_desk("paper", "check", "--last").json["last"] == done.json["last"]
    assert on_desk("today").json["unchecked_signatures"] is None


def test_what_was_checked_elsewhere_is_noted_and_counts(on_desk, paper, tmp_path):
    sig = tmp_path / "x.sig"
    sig.write_bytes(elsewhere("Примеров Михаил").nameless(paper.read_bytes()))
    taken = on_desk("paper", "receive", sig, "--as", "operator", "--lang", "en")
    assert taken.code == 0, taken.err
    assert "does not count until" in taken.err
    assert taken.json["signed"] == ""
    assert on_desk("today").json["uncounted_signatures"] == [taken.json["number"]]
    vouch = ("paper", "vouch", "07/2026-001", "--as", "operator", "--with", "Контур.Крипто", "--said", "верна")  # fmt: skip
    for day, words in (("2020-01-01", "before it was made"), ("2099-01-01", "in the future")):
        refused = on_desk(*vouch, "--on", day, "--lang", "en")
        assert (refused.code, words in refused.err) == (2, True)
    today = local_day(utc_now(), DEFAULT_ZONE).isoformat()
    unsaid = on_desk(*vouch[:5], "--with", "", "--said", "верна", "--on", today, "--lang", "en")
    assert (unsaid.code, "(--with)" in unsaid.err) == (2, True)
    noted = on_desk(*vouch, "--on", today)
    assert noted.code == 0, noted.err
    assert noted.json["signature"] == "detached"
    shown = on_desk("paper", "show", "07/2026-001", "--lang", "en").json
    assert shown["status"].endswith("checked elsewhere")
    assert shown["signers"][0]["status"].endswith("with Контур.Крипто")
    assert shown["signers"][0]["vouched"]["said"] == "верна"
    assert on_desk("today").json["uncounted_signatures"] == []


def test_a_signature_and_a_mark_are_taken_back(on_desk, paper, tmp_path):
    sig = tmp_path / "x.sig"
    sig.write_bytes(elsewhere("Примеров Михаил").nameless(paper.read_bytes()))
    back = ("paper", "take-back", "07/2026-001", "--as", "operator", "--lang", "en")
    nothing = on_desk(*back, "--reason", "ошибка")
    assert (nothing.code, "No signature is recorded" in nothing.err) == (2, True)
    assert on_desk("paper", "receive", sig, "--as", "operator").code == 0
    unsaid = on_desk(*back, "--reason", " ")
    assert (unsaid.code, "(--reason)" in unsaid.err) == (2, True)
    done = on_desk(*back, "--reason", "не тот файл")
    assert done.code == 0, done.err
    assert "not signed" in done.out
    (signer,) = on_desk("paper", "show", "07/2026-001").json["signers"]
    assert signer["state"] == "none"


def test_a_broken_signature_of_a_letter_is_told_on_its_first_line(desk_command, tmp_path):
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "anna@example.org", "Запрос"
    letter.set_content("Прошу сообщить, какие мои данные вы обрабатываете.")
    letter.add_attachment(
        flipped(signed(1)), maintype="application", subtype="pdf", filename="x.pdf"
    )
    file = tmp_path / "x.eml"
    file.write_bytes(letter.as_bytes())
    told = desk_command("letter", file, "--lang", "en").out.splitlines()
    assert "“x.pdf”: Signature of" in told[0]
    assert "BROKEN" in told[0]
    assert sum("BROKEN" in line for line in told) == 1


def test_a_file_that_exists_is_overwritten_only_when_told_so(on_desk, paper, tmp_path):
    for command in ("to-sign", "protect"):
        out = tmp_path / "new" / command / "x.pdf"
        ask = ("paper", command, "07/2026-001", "--out", out, "--lang", "en")
        made = on_desk(*ask)
        assert (made.code, f"The folder {out.parent.as_posix()} was made." in made.err) == (0, True)
        out.write_bytes(b"mine")
        again = on_desk(*ask)
        assert (again.code, "exists already" in again.err) == (2, True)
        assert out.read_bytes() == b"mine"
        assert on_desk(*ask, "--force").code == 0
        assert out.read_bytes().startswith(b"%PDF")


def test_issuers_are_trusted_and_a_certificate_for_trying_out_is_made(
    on_desk, desk_command, key, tmp_path
):
    file, out = tmp_path / "issuer.cer", tmp_path / "test.p12"
    file.write_bytes(signer().issuer)
    seen = desk_command("issuer", "look", file, "--json").json["fingerprint"]
    made = on_desk("issuer", "trust", file, "--note", "Соглашение 7").json
    assert made["fingerprint"] == seen
    (row,) = on_desk("issuer", "list").json["issuers"]
    assert (row["id"], row["note"], row["alone"]) == (made["id"], "Соглашение 7", False)
    assert on_desk("issuer", "distrust", made["id"]).code == 0
    assert on_desk("issuer", "list").json["issuers"] == []
    tried = ("test-certificate", "Проба", "--out", out, "--p12-passphrase-file", key[1])
    assert on_desk(*tried).code == 0
    assert open_p12(out.read_bytes(), SECRET).certificate.test
    assert out.stat().st_mode & 0o077 == 0
