# SPDX-License-Identifier: Apache-2.0
"""A request that came in signed: inside a PDF, or by a signature in a file of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from desk.documents.certificates import open_p12
from desk.documents.signing import sign_field
from desk.domain import other_sender
from desk.domain.signature_weight import KIND_UNKNOWN
from desk.domain.signature_words import lines
from desk.domain.signatures import Certificate, FileSignature, FoundSignature
from desk.domain.verdicts import Verdict
from desk.errors import Refusal
from desk.services.consent import consents
from desk.services.letter import mailbox
from desk.services.paper import seals
from desk.services.request import requests
from desk.services.signature import issuers, signed_files
from desk.storage.models import Event, SignedFile
from desk.text import catalogue
from tests.documents.test_detached import DATA, rsa_signature
from tests.documents.test_signing import flipped, issued, signed, stamp
from tests.factories import intake, person
from tests.gost import Gost
from tests.mail.test_outlook import sealed
from tests.services.grounds import fields, purpose
from tests.services.test_finding_papers import cms
from tests.signers import NOW, PASSPHRASE, signer
from tests.smime import HEAD, signed_letter, with_footer


@pytest.fixture(autouse=True)
def _by_the_machine(clock):
    """What signs here goes by the clock of the machine, and nothing may come in before it was signed."""
    clock.at = datetime.now(UTC)


@pytest.fixture
def request_id(desk):
    return requests.register_request(desk, intake())


def test_a_signed_pdf_is_verified_and_shown_in_the_history(desk, request_id):
    issuers.trust(desk, signer().issuer)
    file = requests.add_file(desk, request_id, "заявление.pdf", signed(1))
    checked = signed_files.check_file(desk, file)
    assert checked.verdict is Verdict.VALID
    event = Event.get(Event.kind == "signature_found")
    assert "Подписант 1" in event.note
    assert SignedFile.get_by_id(file).verdict == "valid"
    broken = requests.add_file(desk, request_id, "другое.pdf", flipped(signed(1)))
    assert signed_files.check_file(desk, broken).verdict is Verdict.BROKEN


def test_a_detached_signature_finds_its_file(desk, request_id, tmp_path):
    requests.add_file(desk, request_id, "чужое.txt", b"other")
    requests.add_file(desk, request_id, "заявление.txt", DATA)
    sig = requests.add_file(desk, request_id, "заявление.txt.sig", Gost(tmp_path).sign(DATA))
    checked = signed_files.check_file(desk, sig)
    assert (checked.verdict, checked.signature.about) == (Verdict.UNKNOWN, "заявление.txt")
    rsa = requests.add_file(desk, request_id, "заявление.p7s", rsa_signature(b"not here"))
    assert signed_files.check_file(desk, rsa).verdict is Verdict.BROKEN


def test_a_signature_whose_file_is_not_here_waits_for_it(desk, request_id):
    for name in ("a.txt", "b.txt"):
        requests.add_file(desk, request_id, name, name.encode())
    requests.add_file(desk, request_id, "c.txt.sig", rsa_signature())
    (found,) = signed_files.check_new(desk, "request", request_id)
    assert found.verdict is Verdict.KEPT
    assert found.report.signatures[0].certificate.name == "Подписант"
    assert not signed_files.check_new(desk, "request", request_id), "nothing new, nothing noted"
    requests.add_file(desk, request_id, "c.txt", DATA)
    (found,) = signed_files.check_new(desk, "request", request_id)
    assert (found.verdict, found.signature.about) == (Verdict.UNKNOWN, "c.txt")


def test_a_day_still_to_come_is_kept_and_said_as_a_day(desk, request_id, clock):
    clock.at -= timedelta(days=3)
    requests.add_file(desk, request_id, "c.txt", DATA)
    requests.add_file(desk, request_id, "c.txt.sig", rsa_signature())
    (found,) = signed_files.check_new(desk, "request", request_id)
    (kept,) = requests.request_card(desk, request_id).files[-1].signature.signatures
    (told,) = kept.notes
    assert kept.time == ""
    assert told.params == found.report.signatures[0].notes[0].params
    assert "was still to come" in told.msgid
    assert "ещё не наступил" in lines(FileSignature((kept,)), catalogue("ru"), desk.zone)[0]


def journalled(desk):
    rows = desk.database.execute_sql(
        "SELECT ref, detail FROM journal WHERE action = 'file.signature_checked'"
    )
    return rows.fetchall()


@pytest.mark.parametrize("opaque", [False, True])
def test_a_signed_letter_is_checked_once_with_all_that_came_along(desk, tmp_path, opaque):
    issuers.trust(desk, signer().issuer)
    content = signed_letter(tmp_path, opaque=opaque, enclosed=flipped(signed(1)))
    id = mailbox.take_in(desk, content, intake())
    found = signed_files.check_new(desk, "request", id)
    assert [(each.file.role, each.verdict) for each in found] == [
        ("letter", Verdict.VALID),
        ("incoming", Verdict.BROKEN),
    ]
    ((number, detail),) = journalled(desk)
    card = requests.request_card(desk, id)
    assert number == card.row.number
    assert "Гостов" not in detail
    letter, scan = (each.signature for each in card.files if each.signature)
    assert letter.signatures[0].certificate.name == "Гостов Пётр Вымыслович"
    assert letter.signatures[0].trusted
    assert letter.signatures[0].time
    assert scan.broken
    assert scan.signatures[0].notes, "what speaks against it"
    assert not signed_files.check_new(desk, "request", id)
    assert len(journalled(desk)) == 1


def test_the_files_of_a_consent_are_checked_too(desk):
    made = fields(purpose(desk))
    files = [("согласие.txt", DATA), ("согласие.txt.sig", rsa_signature())]
    id = consents.record_consent(desk, person(), made, files)
    (found,) = signed_files.check_new(desk, "consent", id)
    assert (found.verdict, found.signature.about) == (Verdict.UNKNOWN, "согласие.txt")
    kept = consents.consent_card(desk, id).files[1].signature
    assert kept.signatures[0].certificate.name == "Подписант"
    assert Event.get(Event.kind == "signature_found").consent_id == id


def test_a_check_that_fails_loses_nothing(desk, request_id, monkeypatch):
    def fails(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(signed_files, "verify_file", fails)
    requests.add_file(desk, request_id, "заявление.pdf", signed(1))
    (found,) = signed_files.check_new(desk, "request", request_id)
    assert found.verdict is Verdict.KEPT
    assert "could not be checked" in found.report.signatures[0].notes[0].msgid


def test_what_only_looks_signed_is_not_told_of(desk, request_id):
    for name, content in (
        ("a.pdf", b"%PDF-1.7 /ByteRange"),
        ("b.p7m", b"0\x82 encrypted"),
        ("c.bin", b"0\x82\x00\x01\x00"),
        ("d.eml", b"From: a@example.org\nContent-Type: multipart/signed; boundary=x\n\n--x\n"),
        ("e.txt", b"-"),
    ):
        requests.add_file(desk, request_id, name, content)
    found = signed_files.check_new(desk, "request", request_id)
    assert [(each.file.name, each.verdict) for each in found] == [("a.pdf", Verdict.KEPT)]


@pytest.mark.parametrize(
    "kept", [b"", b"no signature", b"0\x82\x00\x01\x00", rsa_signature()[:300]]
)
@pytest.mark.parametrize(
    ("name", "kind"),
    [("заявление.txt.sig", "application/octet-stream"), ("Подпись.P7S", "application/octet-stream"),
     ("smime.dat", "application/pkcs7-signature")],
)  # fmt: skip
def test_a_signature_that_cannot_be_read_is_said_and_kept(desk, kept, name, kind):
    made = with_files("who@example.org", ("заявление.txt", DATA), (name, kept), kind=kind)
    before = signed_files.look(signed_files.of_letter(made, mailbox.read(made)), ())
    id = mailbox.take_in(desk, made, intake())
    after = signed_files.check_new(desk, "request", id)
    for (found,) in (before, after):
        assert (found.file.name, found.verdict) == (name, Verdict.KEPT)
        assert found.report.signatures[0].notes[0].msgid == signed_files.UNREAD
    card = requests.request_card(desk, id)
    assert name in [each.name for each in card.files if each.signature]
    assert not signed_files.check_new(desk, "request", id)


def test_a_lone_signature_waits_for_its_file(desk, request_id):
    requests.add_file(desk, request_id, "c.txt.sig", rsa_signature())
    (found,) = signed_files.check_new(desk, "request", request_id)
    assert found.verdict is Verdict.KEPT


@pytest.mark.parametrize("signature", [b"", b"AAAA", b"?"])
def test_a_letter_whose_own_signature_cannot_be_read_says_so(tmp_path, signature):
    content = signed_letter(tmp_path).replace(b"\r\n", b"\n")
    start = content.index(b"\n\n", content.index(b"pkcs7-signature; name")) + 2
    end = content.rindex(b"\n\n-")
    found = content[:start] + signature + content[end:]
    (checked,) = signed_files.look(signed_files.of_letter(found, mailbox.read(found)), ())
    assert checked.file.role == "letter"
    assert checked.report.signatures[0].notes[0].msgid == signed_files.UNREAD


def test_who_signed_is_forgotten_with_the_person_and_whether_it_held_stays(desk, request_id):
    file = requests.add_file(desk, request_id, "заявление.pdf", signed(1))
    signed_files.check_new(desk, "request", request_id)
    seals.forget_signed_files([file])
    kept = requests.request_card(desk, request_id).files[0].signature
    assert (kept.verdict, kept.signatures[0].certificate.name) == (Verdict.UNKNOWN, "")


def test_certificates_kept_before_are_read_on(desk, request_id):
    file = requests.add_file(desk, request_id, "заявление.pdf", b"%PDF-")
    SignedFile.create(
        attachment=file, verdict="valid", signatures='[{"name": "Подписант"}]', checked="2026-11-22"
    )
    kept = requests.request_card(desk, request_id).files[0].signature
    assert (kept.verdict, kept.signatures[0].certificate.name) == (Verdict.VALID, "Подписант")


def test_nothing_is_said_of_the_kind_of_a_signature_nobody_read():
    assert FoundSignature("", Verdict.KEPT).weight == ""
    named = Certificate(sid="a1")
    assert FoundSignature("", Verdict.KEPT, named).weight == KIND_UNKNOWN


def test_what_is_not_signed_is_told_so(desk, request_id):
    first = requests.add_file(desk, request_id, "a.txt", b"plain")
    requests.add_file(desk, request_id, "b.txt", b"plain too")
    with pytest.raises(Refusal, match="not signed"):
        signed_files.check_file(desk, first)
    with pytest.raises(Refusal, match="no such file"):
        signed_files.check_file(desk, 999)


@pytest.mark.parametrize("opaque", [False, True])
def test_a_signed_part_of_a_letter_is_reported_and_never_as_the_letter(desk, tmp_path, opaque):
    issuers.trust(desk, signer().issuer)
    id = mailbox.take_in(desk, with_footer(signed_letter(tmp_path, opaque=opaque)), intake())
    (found,) = signed_files.check_new(desk, "request", id)
    assert (found.file.name, found.verdict) == ("signed-1.eml", Verdict.VALID)
    (kept,) = [each.signature for each in requests.request_card(desk, id).files if each.signature]
    (note,) = kept.signatures[0].notes
    assert note.msgid == signed_files.PART_ONLY
    assert signed_files.check_file(desk, found.file.attachment).verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("header", "email", "broken", "name"),
    [
        ("who@example.org", "who@example.org", False, "Гостов Пётр Вымыслович"),
        ("who <who@example.org>", "", False, "Гостов Пётр Вымыслович"),
        ("Anna Lee <who@example.org>", "who@example.org", False, "Anna Lee"),
        ("who@example.org", "another@example.org", False, ""),
        ("who@example.org", "who@example.org", True, ""),
    ],
)
def test_who_signed_a_letter_is_proposed_where_it_names_nobody(
    desk, tmp_path, header, email, broken, name
):
    content = signed_letter(tmp_path, email=email)
    named = next(line for line in content.splitlines() if line.startswith(b"From: "))
    content = content.replace(named, b"From: " + header.encode())
    if broken:
        content = content.replace(b"base64", b"BASE64", 1)
    assert mailbox.proposal(desk, mailbox.read(content)).intake.subject.name == name


def test_an_enclosed_signed_letter_is_told_to_be_another(desk, tmp_path):
    issuers.trust(desk, signer().issuer)
    head = f"{HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=out\n\n--out\n"
    text = "Content-Type: text/plain; charset=utf-8\n\nОтзываю согласие.\n--out\n"
    content = f"{head}{text}Content-Type: message/rfc822\n\n".encode()
    content += signed_letter(tmp_path) + b"\n--out--\n"
    id = mailbox.take_in(desk, content, intake())
    (found,) = signed_files.check_new(desk, "request", id)
    told = {note.msgid for note in found.signature.signatures[0].notes}
    assert told == {signed_files.ENCLOSED, signed_files.HEADER}


def test_an_old_envelope_attached_by_another_says_nothing_of_their_letter(desk, tmp_path):
    issuers.trust(desk, signer().issuer)
    envelope = signed_letter(tmp_path, opaque=True).split(b"\n\n", 1)[1]
    content = (
        HEAD.replace("<who@example.org>", "<mallory@example.com>").encode()
        + b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=o\n\n--o\n"
        + "Content-Type: text/plain; charset=utf-8\n\nОтзываю согласие.\n--o\n".encode()
        + b"Content-Type: application/octet-stream; name=smime.p7m\n"
        + b"Content-Disposition: attachment; filename=smime.p7m\n"
        + b"Content-Transfer-Encoding: base64\n\n" + envelope + b"\n--o--\n"
    )  # fmt: skip
    id = mailbox.take_in(desk, content, intake())
    (found,) = signed_files.check_new(desk, "request", id)
    assert found.file.name == "smime.p7m"
    told = {note.msgid for note in found.signature.signatures[0].notes}
    assert {signed_files.PART_ONLY, other_sender.OTHER_SENDER} <= told


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("WHO@example.org", None),
        ("other@example.com", other_sender.OTHER_SENDER),
        ("", other_sender.NO_ADDRESS),
    ],
)
@pytest.mark.parametrize("part", [False, True])
def test_an_address_that_is_not_the_senders_is_told_and_breaks_nothing(
    desk, tmp_path, email, said, part
):
    issuers.trust(desk, signer().issuer)
    content = signed_letter(tmp_path, email=email)
    id = mailbox.take_in(desk, with_footer(content) if part else content, intake())
    (found,) = signed_files.check_new(desk, "request", id)
    assert found.verdict is Verdict.VALID
    (kept,) = [each.signature for each in requests.request_card(desk, id).files if each.signature]
    notes = {note.msgid: note for note in kept.signatures[0].notes}
    assert (signed_files.PART_ONLY in notes) == part
    assert (signed_files.HEADER in notes) != part, "a part has no header of its own"
    assert set(notes) - {signed_files.PART_ONLY, signed_files.HEADER} == ({said} if said else set())
    told = " ".join(lines(kept, desk.catalogue("en"), desk.zone))
    assert ("who@example.org" in told) == bool(said)
    assert (email in told) or not said


def with_files(
    sender: str, *files: tuple[str, bytes], kind: str = "application/octet-stream"
) -> bytes:
    """A letter of somebody that nobody signed, with files; ``kind`` is that of the last."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "data@example.com", "Заявление"
    made.set_content("Заявление во вложении.")
    for order, (name, content) in enumerate(files, 1):
        said = kind if order == len(files) else "application/octet-stream"
        made.add_attachment(content, *said.split("/"), filename=name)
    return made.as_bytes()


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("who@example.org", set()),
        ("other@example.com", {other_sender.OTHER_SENDER}),
        ("", {other_sender.NO_ADDRESS}),
    ],
)
def test_a_signature_beside_a_file_of_a_letter_is_told_to_be_anothers(desk, email, said):
    """The sender is that of the letter a file came with, where several are kept."""
    issuers.trust(desk, signer().issuer)
    beside = cms(DATA, "Примерова Ольга", email=email)
    files = (("заявление.txt", DATA), ("заявление.txt.sig", beside))
    id = mailbox.take_in(desk, with_files("who@example.org", *files), intake())
    later = signed_by("Примерова Ольга", email=email)
    mailbox.join(desk, with_files("third@example.net", ("скан.pdf", later)), id)
    sig, pdf = signed_files.check_new(desk, "request", id)
    assert (sig.file.name, sig.signature.about) == ("заявление.txt.sig", "заявление.txt")
    notes = {note.msgid: note for note in sig.report.signatures[0].notes}
    assert set(notes) & {other_sender.OTHER_SENDER, other_sender.NO_ADDRESS} == said
    assert signed_files.PART_ONLY not in notes
    assert pdf.file.name == "скан.pdf"
    told = {note.msgid: note for note in pdf.report.signatures[0].notes}
    wanted = other_sender.OTHER_SENDER if email else other_sender.NO_ADDRESS
    assert told[wanted].params["sender"] == "third@example.net"


@pytest.mark.parametrize("same", [True, False])
def test_a_signature_that_holds_other_data_than_the_file_it_is_named_after_says_so(desk, same):
    beside = cms(DATA, "Примерова Ольга", inside=True)
    files = (("заявление.txt", DATA if same else b"other"), ("заявление.txt.sig", beside))
    id = mailbox.take_in(desk, with_files("who@example.org", *files), intake())
    (found,) = signed_files.check_new(desk, "request", id)
    said = [note.params.get("name") for note in found.report.signatures[0].notes]
    assert found.signature.about == ("заявление.txt" if same else "")
    assert ("заявление.txt" in said) is not same


def signed_by(name: str, **over: str) -> bytes:
    """A paper signed inside by somebody."""
    key = open_p12(signer(name, **over).p12, PASSPHRASE)
    return sign_field(issued(), "operator", key, stamp(name), NOW)


def test_a_signed_letter_saved_by_outlook_is_verified_like_any_other(desk, tmp_path):
    issuers.trust(desk, signer().issuer)
    mail = signed_letter(tmp_path, email="other@example.com").removeprefix(HEAD.encode())
    id = mailbox.take_in(desk, sealed(mail, "IPM.Note.SMIME.MultipartSigned"), intake())
    (found,) = signed_files.check_new(desk, "request", id)
    assert (found.file.name, found.verdict) == ("letter.msg", Verdict.VALID)
    assert found.report.signatures[0].notes[0].msgid == other_sender.OTHER_SENDER


def test_what_a_signature_is_worth_goes_by_its_certificate_and_is_not_told_of_one_read_before(
    desk, request_id
):
    requests.add_file(desk, request_id, "заявление.txt", DATA)
    for order, qualified in enumerate((True, False)):
        sig = cms(DATA, "Примерова Ольга", qualified=qualified)
        requests.add_file(desk, request_id, f"{order}.p7s", sig)
    found = signed_files.check_new(desk, "request", request_id)
    words = desk.catalogue("en")
    told = [" ".join(lines(each.signature, words, desk.zone)) for each in found]
    assert ["marks of a qualified" in each for each in told] == [True, False]
    assert ["(UNEP)" in each for each in told] == [False, True]
    before = FileSignature((FoundSignature("", Verdict.VALID, Certificate(name="П")),))
    assert "cannot be determined" in lines(before, words, desk.zone)[0]


@pytest.mark.parametrize(
    ("sender", "certified", "other"),
    [
        ("Сергеев Сергей", "Злоумышленник Зиновий", True),
        ("Sergey Sergeev", "Сергеев Сергей Сергеевич", False),
        ("С. С. Сергеев", "Сергеев Сергей Сергеевич", False),
        ("Отдел", "Сергеев Сергей", False),
        ("", "Сергеев Сергей", False),
    ],
)
def test_names_are_compared_where_a_certificate_has_no_address(sender, certified, other):
    told = other_sender.of_sender(
        Certificate(certified, fingerprint="a"), "who@example.org", sender
    )
    assert told.msgid == (other_sender.OTHER_NAME if other else other_sender.NO_ADDRESS)
