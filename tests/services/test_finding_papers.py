# SPDX-License-Identifier: Apache-2.0
"""A signature in a file of its own finds the paper it was made for and the signer whose it is."""

from __future__ import annotations

import io
import subprocess

import pikepdf
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7, pkcs12

from desk.documents.detached import imprint
from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.numbering import printed_number
from desk.domain.one_person import names_one
from desk.domain.verdicts import Doubt
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.signature import finding_papers, issuers, returned_papers, verifying
from desk.services.signature.finding_papers import Undecided, receive_file
from desk.services.signature.other_names import SomebodyElse
from desk.services.signature.signed_forms import open_paper, outgoing_form, places
from desk.storage.models import Signature
from tests.cms import elsewhere
from tests.factories import intake
from tests.gost import Gost
from tests.signers import PASSPHRASE, signer

OWN = "Образцова Вера Павловна"
SIGNERS = {
    "a": ("Орлов Пётр Вымыслович", "Orlov Petr"),
    "b": ("Орлов И. П.", ""),
    "c": ("Белова Анна Петровна", ""),
}


def cms(
    data: bytes, name: str, *, digest=None, attributes=True, inside=False, named=True, **of
) -> bytes:
    who = pkcs12.load_pkcs12(signer(name, **of).p12, PASSPHRASE.encode())
    options = [pkcs7.PKCS7Options.Binary]
    options += [] if inside else [pkcs7.PKCS7Options.DetachedSignature]
    options += [] if attributes else [pkcs7.PKCS7Options.NoAttributes]
    builder = pkcs7.PKCS7SignatureBuilder().set_data(data)
    options += [] if named else [pkcs7.PKCS7Options.NoCerts]
    made = builder.add_signer(who.cert.certificate, who.key, digest or hashes.SHA256())
    return made.sign(serialization.Encoding.DER, options)


@pytest.fixture
def three(begun):
    return begun(issued)


def issued(desk):
    """Three issued papers; the second is to be signed by three people."""
    made = []
    for _each in range(3):
        id = requests.register_request(desk, intake(demands=(DemandKind.ACCESS,)))
        made.append(papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id)))
    for field, (ru, en) in SIGNERS.items():
        Signature.create(document=made[1].id, field=field, role="", name_ru=ru, name_en=en)
    return made


def state(desk, paper, field="operator"):
    return next(each.state for each in places(desk, paper.id) if each.field == field)


def own(desk, paper):
    """The name the paper prints for its one signer."""
    return places(desk, paper.id)[0].name.ru.split("\n")[0]


@pytest.mark.parametrize("digest", [hashes.SHA256(), hashes.SHA384(), hashes.SHA512()])
@pytest.mark.parametrize("inside", [False, True])
def test_paper_and_signer_are_found(desk, three, digest, inside):
    data = papers.paper_bytes(desk, three[0].id)
    made = cms(data, own(desk, three[0]), digest=digest, inside=inside)
    taken = receive_file(desk, "x.sig", made)
    assert taken.paper.id == three[0].id
    assert state(desk, three[0]) == "detached"
    assert state(desk, three[2]) == "none"


def test_gost_is_found_by_its_own_digest(desk, three, tmp_path):
    Signature.create(document=three[2].id, field="x", role="", name_ru="Гостов П. В.", name_en="")
    made = Gost(tmp_path).sign(papers.paper_bytes(desk, three[2].id))
    assert receive_file(desk, "x.sig", made).paper.id == three[2].id
    assert state(desk, three[2], "x") == "detached"


@pytest.mark.parametrize("digest", ["sha1", "md5", "ripemd160"])
def test_what_rests_on_a_weak_digest_finds_its_paper_and_does_not_count(desk, three, digest):
    data = papers.paper_bytes(desk, three[0].id)
    made = elsewhere(own(desk, three[0])).sign(data, "-md", digest)
    taken = receive_file(desk, "x.sig", made)
    assert taken.paper.id == three[0].id
    assert [each.certificate.doubt for each in taken.signers] == [Doubt.WEAK]
    assert taken.paper.signature == ""


def test_a_gost_search_ends(desk, three, tmp_path, monkeypatch):
    monkeypatch.setattr(finding_papers, "MOST_GOST", 10)
    made = Gost(tmp_path).sign(b"something else")
    with pytest.raises(Undecided, match="too many papers") as told:
        receive_file(desk, "x.sig", made)
    assert told.value.field == "paper"


def test_the_name_of_the_file_tells_where_to_look_first(desk, three):
    number = printed_number(three[0].number).replace("/", "-")
    first = next(finding_papers._waiting(f"{number}.pdf.sig", ""))
    assert first == three[0].id
    assert next(finding_papers._waiting("x.sig", "Белова Анна Петровна")) == three[1].id
    assert next(finding_papers._waiting("x.sig", "")) == three[2].id


def test_of_several_signers_the_name_decides_and_doubt_is_told(desk, three):
    data = papers.paper_bytes(desk, three[1].id)
    assert receive_file(desk, "x", cms(data, "Белова Анна Петровна")).signers[0].field == "c"
    with pytest.raises(Undecided, match="Nobody named") as told:
        receive_file(desk, "x", cms(data, "Белова Мария Петровна"))
    assert (told.value.field, told.value.paper) == ("as", three[1].id)
    assert "Орлов Пётр" in told.value.params["names"]
    with pytest.raises(Undecided, match="Several people"):
        receive_file(desk, "x", cms(data, "Орлов"))
    with pytest.raises(Refusal, match=r"already been recorded|worth no less"):
        receive_file(desk, "x", cms(data, "Белова Анна Петровна"))
    taken = receive_file(desk, "x", cms(data, "Орлов", order=2), who="a")
    assert taken.signers[0].field == "a"
    assert (
        receive_file(desk, "x", cms(data, "Орлов Игорь Петрович", order=3)).signers[0].field == "b"
    )


def test_a_patronymic_is_excused_by_no_english_name_that_has_none(desk, three):
    Signature.update(name_ru="Смирнова Ольга Петровна", name_en="Olga Smirnova").where(
        Signature.field == "c"
    ).execute()
    data = papers.paper_bytes(desk, three[1].id)
    another = cms(data, "Смирнова Ольга Павловна")
    with pytest.raises(Undecided, match="Nobody named"):
        receive_file(desk, "x", another)
    with pytest.raises(SomebodyElse):
        receive_file(desk, "x", another, who="c", anyway=False)
    assert receive_file(desk, "x", cms(data, "Olga Smirnova"), anyway=False).signers[0].field == "c"


def test_two_who_signed_in_one_file_are_both_recorded(desk, three):
    data = papers.paper_bytes(desk, three[1].id)
    both = elsewhere("Белова Анна Петровна").together(elsewhere("Орлов Игорь Петрович"), data)
    taken = receive_file(desk, "x.sig", both, anyway=False)
    assert {each.field: each.certificate.name for each in taken.signers} == {
        "c": "Белова Анна Петровна", "b": "Орлов Игорь Петрович",
    }  # fmt: skip
    assert all(each.msgid != returned_papers._ALSO for each in taken.warnings)
    assert not verifying.verify_paper(desk, three[1].id).broken
    assert outgoing_form(desk, open_paper(three[1].id)).detached == (both,)


def test_of_two_in_one_file_the_other_is_told_of_and_recorded_afterwards(desk, three):
    data = papers.paper_bytes(desk, three[1].id)
    both = elsewhere("Белова Анна Петровна").together(elsewhere("Неизвестная Ия"), data)
    taken = receive_file(desk, "x.sig", both)
    assert [each.field for each in taken.signers] == ["c"]
    assert [each.params for each in taken.warnings if each.msgid == returned_papers._ALSO] == [
        {"name": "Неизвестная Ия"}
    ]
    with pytest.raises(SomebodyElse):
        receive_file(desk, "x.sig", both, who="a", anyway=False)
    (after,) = receive_file(desk, "x.sig", both, who="a").signers
    assert (after.field, after.certificate.name) == ("a", "Неизвестная Ия")
    with pytest.raises(Refusal, match="this certificate or its key"):
        receive_file(desk, "x.sig", both, who="b")


def test_one_without_a_certificate_is_of_the_only_person_left(desk, three):
    several = cms(papers.paper_bytes(desk, three[1].id), "Орлов", named=False)
    with pytest.raises(Undecided, match="does not say whose it is") as told:
        receive_file(desk, "x", several)
    assert (told.value.field, told.value.paper) == ("as", three[1].id)
    assert "Белова" in told.value.params["names"]
    alone = cms(papers.paper_bytes(desk, three[0].id), own(desk, three[0]), named=False)
    assert receive_file(desk, "x", alone).signers[0].field == "operator"


def test_what_cannot_be_told_is_said(desk, three):
    data = papers.paper_bytes(desk, three[0].id)
    who = own(desk, three[0])
    with pytest.raises(Undecided, match="not made for any paper") as told:
        receive_file(desk, "x", cms(b"another file", who))
    assert told.value.field == "paper"
    bare = cms(data, who, attributes=False)
    with pytest.raises(Undecided, match="does not say"):
        receive_file(desk, "x", bare)
    with pytest.raises(Refusal, match="not a signature file"):
        receive_file(desk, "x", b"no signature")
    assert receive_file(desk, "x", bare, three[0].id).paper.id == three[0].id
    with pytest.raises(Refusal, match="worth no less"):
        receive_file(desk, "x", cms(data, who))
    issuers.trust(desk, signer().issuer)
    verifying.verify_paper(desk, three[0].id)
    with pytest.raises(Refusal, match="already been recorded"):
        receive_file(desk, "x", cms(data, who))


def test_a_void_paper_is_told_by_its_number(desk, three):
    data = papers.paper_bytes(desk, three[0].id)
    papers.void(desk, three[0].id, "ошибка")
    with pytest.raises(Refusal, match="is void"):
        receive_file(desk, "x", cms(data, OWN))


def test_a_certificate_of_an_organisation_names_the_person_too(tmp_path):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "own.pem",
         "-utf8", "-subj", "/CN=ООО Вымысел/SN=Белова/GN=Анна Петровна"],
        check=True, cwd=tmp_path, capture_output=True,
    )  # fmt: skip
    (tmp_path / "data").write_bytes(b"x")
    subprocess.run(
        ["openssl", "cms", "-sign", "-binary", "-in", "data", "-signer", "own.pem", "-inkey", "key.pem",
         "-outform", "DER", "-out", "x.sig"],
        check=True, cwd=tmp_path, capture_output=True,
    )  # fmt: skip
    name = imprint((tmp_path / "x.sig").read_bytes()).name
    assert name == "ООО Вымысел · Белова Анна Петровна"
    assert names_one(("А. П. Белова", ""), name)


@pytest.mark.parametrize("password", ["", "x"])
def test_a_locked_paper_is_told_to_be_locked(desk, three, password):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers.paper_bytes(desk, three[0].id))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=password))
    with pytest.raises(Refusal, match="locked with a password"):
        receive_file(desk, "a.pdf", out.getvalue())
