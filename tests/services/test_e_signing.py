# SPDX-License-Identifier: Apache-2.0
"""Electronic signatures of papers: made, come back, kept beside, checked again, taken back, forgotten."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime

import pytest

from desk.crash import describe_crash
from desk.documents.certificates import NAMELESS, describe, open_p12
from desk.documents.certificates import test_p12 as make_test_p12
from desk.documents.signing import sign_field
from desk.domain.destruction import Cause, DestructionState, DestructionStep, PlanFields, PlanItem
from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.paper_words import TEST
from desk.domain.signature_weight import ACT_UNQUALIFIED
from desk.domain.signatures import LastCheck
from desk.domain.signing import StampText
from desk.domain.verdicts import Verdict
from desk.errors import Refusal, Trouble
from desk.services.destruction import destructions
from desk.services.overview import deadlines
from desk.services.paper import papers, seals
from desk.services.request import requests
from desk.services.signature import e_signing, issuers, returned_papers, signing, verifying
from desk.services.signature.other_names import SomebodyElse
from desk.services.signature.signed_forms import issued_bytes, open_paper, places
from desk.storage.models import Attachment, Document, Journal, Signature
from tests.cms import elsewhere as outside
from tests.conftest import KEY
from tests.documents.test_signing import added_page, flipped, incremental_saving
from tests.factories import intake
from tests.gost import Gost
from tests.ground import commission, lay, nobody_else, subject
from tests.pages import decrypted
from tests.signers import NOW, PASSPHRASE, signer


@pytest.fixture
def destruction(begun):
    return begun(drawn_up)


def drawn_up(desk, **over):
    """A destruction whose act is drawn up, to be signed by the commission, and that act."""
    ground = lay(desk)
    who = subject(desk)
    id = destructions.plan_destruction(desk, PlanFields(Cause.WITHDRAWAL, "2026-11-20", (who,)))
    item = PlanItem(who, (ground.name,), carrier=ground.cabinet, sheets=12, method="shred")
    destructions.set_items(desk, id, [item])
    nobody_else(desk, id)
    destructions.appoint(desk, id, destructions.make_commission(desk, commission(**over)))
    destructions.carry_out(desk, id, (), date(2026, 11, 21))
    return id, destructions.draw_up(desk, id, LanguageMode.RU)[0]


@pytest.fixture
def act(destruction):
    return destruction[1]


@pytest.fixture
def reply(begun):
    """A paper that one person signs, with no list of signers."""
    return begun(acknowledged).id


def acknowledged(desk):
    """That a request came, on paper."""
    id = requests.register_request(desk, intake(demands=(DemandKind.ACCESS,)))
    return papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))


def sign(desk, paper, field, order=1, **over):
    name = next(each.name.ru for each in places(desk, paper) if each.field == field)
    who = signer(name.split("\n")[0] or "Кто-то", order=order)
    return e_signing.sign_by_certificate(desk, paper, field, who.p12, PASSPHRASE, **over)


def elsewhere(content: bytes, field: str, name: str, order: int = 5) -> bytes:
    """Signed by another program."""
    key = open_p12(signer(name, order=order).p12, PASSPHRASE)
    return sign_field(content, field, key, StampText((name,)), NOW)


def test_the_commission_signs_one_after_another_and_the_act_is_certified(desk, destruction):
    id, act = destruction
    issuers.trust(desk, signer().issuer)
    fields = [each.field for each in places(desk, act)]
    assert len(fields) > 1
    for order, field in enumerate(fields, 1):
        assert destructions.destruction_card(desk, id).row.state is DestructionState.DRAWN_UP
        taken = sign(desk, act, field, order)
        assert taken.warnings == ()
        assert [each.verdict for each in taken.signers] == ["valid"]
    assert destructions.destruction_card(desk, id).row.state is DestructionState.CERTIFIED
    assert papers.paper_brief(desk, act).signature == "certificate"
    checked = verifying.verify_paper(desk, act)
    assert [each.verdict for each in checked.found] == [Verdict.VALID] * len(fields)
    assert not checked.broken
    assert checked.archival
    kept = Attachment.select().where(Attachment.document == act, Attachment.role == "signed")
    assert kept.count() == len(fields)


def test_the_history_names_who_signed_beside_who_recorded_it(desk, destruction):
    id, act = destruction
    first, second, *_ = places(desk, act)
    sign(desk, act, first.field)
    content = elsewhere(e_signing.form_to_sign(desk, act), second.field, second.name.ru)
    returned_papers.receive(desk, content)
    said = [
        each.note
        for each in destructions.destruction_card(desk, id).timeline
        if each.kind == "signed_electronically"
    ]
    for each, place in zip(said, (first, second), strict=True):
        assert place.name.ru.split("\n")[0] in each
        assert "издателя нет в списке доверенных" in each
    assert said[0] != said[1]


@pytest.mark.parametrize("qualified", [False, True])
def test_a_destruction_says_what_its_signatures_lack(desk, destruction, qualified):
    id, act = destruction
    for order, place in enumerate(places(desk, act), 1):
        who = signer(place.name.ru, order=order, qualified=qualified)
        e_signing.sign_by_certificate(desk, act, place.field, who.p12, PASSPHRASE)
    card = destructions.destruction_card(desk, id)
    assert card.row.state is DestructionState.CERTIFIED
    assert card.row.doubts == ("issuer not on the trust list",)
    assert card.weight == ("" if qualified else ACT_UNQUALIFIED)
    issuers.trust(desk, signer().issuer)
    verifying.verify_paper(desk, act)
    assert destructions.destruction_card(desk, id).row.doubts == ()


def test_a_paper_without_a_list_of_signers_is_signed_by_whom_it_names(desk, reply):
    (place,) = places(desk, reply)
    assert place.name.ru
    sign(desk, reply, "operator")
    assert papers.paper_brief(desk, reply).signature == "certificate"
    with pytest.raises(Refusal, match="already"):
        sign(desk, reply, "operator")
    with pytest.raises(Refusal, match="Nobody signs"):
        e_signing.sign_by_certificate(desk, reply, "nobody", signer().p12, PASSPHRASE)


@pytest.mark.parametrize("name", [" ", "\u200b", "..."])
def test_a_certificate_that_names_nobody_is_no_signers(desk, reply, name):
    key = signer(name)
    with pytest.raises(SomebodyElse) as asked:
        e_signing.sign_by_certificate(desk, reply, "operator", key.p12, PASSPHRASE, anyway=False)
    assert asked.value.doubts[0].params["certified"] == NAMELESS
    e_signing.sign_by_certificate(desk, reply, "operator", key.p12, PASSPHRASE)
    assert places(desk, reply)[0].name_differs
    assert papers.paper_brief(desk, reply).standing.others == (NAMELESS,)


@pytest.mark.parametrize(
    ("since", "days", "words"), [(-400, 300, "expired"), (5, 300, "only from")]
)
def test_a_certificate_out_of_force_is_refused(desk, reply, since, days, words):
    who = signer("Образцова", since=since, days=days, order=2)
    with pytest.raises(Refusal, match=words) as refused:
        e_signing.sign_by_certificate(desk, reply, "operator", who.p12, PASSPHRASE)
    assert refused.value.field == "p12"
    assert papers.paper_brief(desk, reply).signature == ""


def test_one_that_ends_soon_is_warned_of_and_one_of_somebody_else_is_told(desk, reply):
    who = signer("Совсем Другой Человек", since=-10, days=20, order=2)
    taken = e_signing.sign_by_certificate(desk, reply, "operator", who.p12, PASSPHRASE)
    assert taken.warnings[0].msgid.startswith("The certificate expires on")
    assert taken.signers[0].name_differs


def test_a_test_certificate_tries_out_and_certifies_nothing(desk, destruction):
    id, act = destruction
    fields = [each.field for each in places(desk, act)]
    for field in fields:
        p12 = e_signing.make_test_certificate(desk, "Пробный Пётр", "x")
        e_signing.sign_by_certificate(desk, act, field, p12, "x")
    row = destructions.destruction_card(desk, id).row
    assert (row.state, row.doubts) == (DestructionState.DRAWN_UP, (TEST,))
    assert papers.paper_brief(desk, act).signature == ""
    with pytest.raises(Refusal, match="Others signed after it"):
        destructions.unsign(desk, act, fields[0], "проба")
    for field in reversed(fields):
        destructions.unsign(desk, act, field, "проба")
    assert not Attachment.select().where(Attachment.role == "signed").exists()
    assert {each.state for each in places(desk, act)} == {"none"}


def test_one_way_for_one_paper_or_a_reason(desk, act):
    first, second, *_ = (each.field for each in places(desk, act))
    sign(desk, act, first)
    with pytest.raises(Refusal, match="another way") as refused:
        destructions.sign_by_pen(desk, act, second, date(2026, 11, 22))
    assert refused.value.field == "reason"
    destructions.sign_by_pen(desk, act, second, date(2026, 11, 22), reason="В отпуске")
    assert places(desk, act)[1].reason == "В отпуске"


def test_what_was_signed_elsewhere_comes_back(desk, act):
    first, second, *_ = places(desk, act)
    sign(desk, act, first.field)
    out = e_signing.form_to_sign(desk, act)
    content = elsewhere(out, second.field, second.name.ru)
    taken = returned_papers.receive(desk, content)
    assert [each.field for each in taken.signers] == [second.field]
    assert taken.warnings == ()
    with pytest.raises(Refusal, match="no new signature"):
        returned_papers.receive(desk, content)


def test_what_comes_back_changed_is_refused_with_what_changed(desk, act, reply):
    place = places(desk, act)[0]
    issued = papers.paper_bytes(desk, act)
    signed = elsewhere(issued, place.field, place.name.ru)
    for spoil, words in (
        (added_page, "more than signatures"),
        (incremental_saving, "more than signatures"),
        (flipped, "not accepted|damaged"),
    ):
        with pytest.raises(Refusal, match=words):
            returned_papers.receive(desk, spoil(signed))
    with pytest.raises(Refusal, match="no new signature"):
        returned_papers.receive(desk, issued)
    with pytest.raises(Refusal, match="not the one that is open"):
        returned_papers.receive(desk, signed, reply)
    with pytest.raises(Refusal, match="not a paper of this desk"):
        returned_papers.receive(desk, b"junk")
    assert places(desk, act)[0].state == "none"
    said = desk.catalogue("ru").tell(_refusal(desk, added_page(signed)))
    assert "Страниц в нём" in said


def _refusal(desk, content):
    with pytest.raises(Refusal) as refused:
        returned_papers.receive(desk, content)
    return refused.value


def test_a_file_without_the_signatures_there_are_is_refused(desk, act):
    first, second, *_ = places(desk, act)
    old = papers.paper_bytes(desk, act)
    sign(desk, act, first.field)
    with pytest.raises(Refusal, match="lacks signatures"):
        returned_papers.receive(desk, elsewhere(old, second.field, second.name.ru))


def test_a_detached_gost_signature_is_verified_and_one_of_another_file_refused(
    desk, act, tmp_path, clock
):
    clock.at = datetime.now(UTC)  # by which the engine makes certificates
    who = Gost(tmp_path)
    fields = [each.field for each in places(desk, act)]
    good = who.sign(papers.paper_bytes(desk, act))
    with pytest.raises(Refusal, match="another file"):
        returned_papers.receive_detached(desk, act, fields[0], "a.sig", who.sign(b"other"))
    with pytest.raises(Refusal, match="not a signature file"):
        returned_papers.receive_detached(desk, act, fields[0], "a.sig", b"junk")
    taken = returned_papers.receive_detached(desk, act, fields[0], "act.sig", good)
    assert [(each.state, each.verdict) for each in taken.signers] == [("detached", "unknown")]
    issuers.trust(desk, who.der)
    (found,) = verifying.verify_paper(desk, act).found
    assert found.verdict in (Verdict.VALID, Verdict.UNKNOWN)


def test_what_signs_a_form_beside_it_holds_after_later_signatures_and_keeps_that_form(
    desk, act, clock
):
    first, second, third = (each.field for each in places(desk, act))
    sign(desk, act, first, 1)
    form = e_signing.form_to_sign(desk, act)
    beside = outside("Примеров П. П.").sign(form)
    sign(desk, act, third, 3)
    clock.at = datetime.now(UTC)  # by which the other program signs
    returned_papers.receive_detached(desk, act, second, "b.sig", beside, "Так вышло")
    assert papers.paper_brief(desk, act).signature == "certificate"
    (checked,) = verifying.verify_all(desk)
    assert not checked.broken, checked


@pytest.mark.parametrize("way", ["sign", "unreadable"])
def test_a_form_that_others_signed_beside_it_is_not_taken_back(desk, act, way):
    first, second, _third = (each.field for each in places(desk, act))
    sign(desk, act, first)
    beside = getattr(outside("Примеров П. П."), way)(e_signing.form_to_sign(desk, act))
    returned_papers.receive_detached(desk, act, second, "b.sig", beside, "Так вышло")
    with pytest.raises(Refusal, match="with a separate signature file"):
        signing.unsign(desk, act, first, "Ошибка")
    signing.unsign(desk, act, second, "Ошибка")
    signing.unsign(desk, act, first, "Ошибка")


def test_a_broken_signature_is_found_by_the_next_check(desk, reply):
    sign(desk, reply, "operator")
    file = Attachment.get(Attachment.role == "signed")
    from desk.storage import blobs

    spoilt = flipped(blobs.get(desk.database, file.blob_id))
    with desk.database.atomic():
        Attachment.update(blob=blobs.put(desk.database, spoilt)).where(
            Attachment.id == file.id
        ).execute()
    told = []
    (checked,) = verifying.verify_all(desk, lambda done, total: told.append((done, total)))
    assert checked.broken
    assert told == [(0, 1)]
    assert papers.paper_brief(desk, reply).broken
    assert Signature.get(Signature.document == reply).verdict == "broken"


def test_a_check_that_is_called_off_forgets_nothing_it_has_found(desk, reply, act):
    sign(desk, reply, "operator")
    sign(desk, act, "chairman")
    (file,) = Attachment.select().where(Attachment.role == "signed", Attachment.document == act)
    from desk.storage import blobs

    with desk.database.atomic():
        file.blob = blobs.put(desk.database, flipped(blobs.get(desk.database, file.blob_id)))
        file.save()

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verifying.verify_all(desk, stop)
    assert papers.paper_brief(desk, act).broken
    assert verifying.last_check(desk) is None, "not all of them were checked"


def test_nobody_is_told_by_an_act_whose_signature_broke_until_it_is_signed_anew(desk, destruction):
    id, act = destruction
    fields = [each.field for each in places(desk, act)]
    for order, field in enumerate(fields, 1):
        sign(desk, act, field, order)
    file = Attachment.select().where(Attachment.role == "signed").order_by(Attachment.id.desc())[0]
    from desk.storage import blobs

    with desk.database.atomic():
        file.blob = blobs.put(desk.database, flipped(blobs.get(desk.database, file.blob_id)))
        file.save()
    verifying.verify_paper(desk, act)
    assert destructions.destruction_card(desk, id).row.step is DestructionStep.SIGN
    with pytest.raises(Refusal, match="is BROKEN: take it back"):
        destructions.tell(desk, id, LanguageMode.RU)
    destructions.unsign(desk, act, fields[-1], "Файл испорчен")
    verifying.verify_paper(desk, act)
    sign(desk, act, fields[-1], len(fields))
    assert destructions.destruction_card(desk, id).row.step is DestructionStep.TELL


def test_a_paper_that_cannot_be_read_is_told_and_the_others_are_checked(
    desk, reply, act, monkeypatch
):
    sign(desk, reply, "operator")
    sign(desk, act, "chairman")

    def read(desk, paper, read=verifying.newest_bytes):
        if paper.id == reply:
            raise Trouble("The file is damaged.")
        return read(desk, paper)

    monkeypatch.setattr(verifying, "newest_bytes", read)
    found = {each.paper.id: each.broken for each in verifying.verify_all(desk)}
    assert found == {reply: True, act: False}


def test_a_signature_of_somebody_else_in_its_place_is_broken(desk, reply, act, monkeypatch):
    sign(desk, reply, "operator")
    content = elsewhere(issued_bytes(desk, open_paper(reply)), "operator", "Другой")
    monkeypatch.setattr(verifying, "newest_bytes", lambda _desk, _paper: content)
    (checked,) = verifying.verify_all(desk)
    assert checked.broken


def test_the_passphrase_and_the_key_reach_neither_file_nor_log(desk, reply, caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        with pytest.raises(Refusal):
            e_signing.sign_by_certificate(desk, reply, "operator", signer().p12, "не " + PASSPHRASE)
        sign(desk, reply, "operator")
        verifying.verify_all(desk)
    key = open_p12(signer().p12, PASSPHRASE).key
    desk.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    pages = decrypted(desk.database.path, KEY)
    shown = "".join(capfd.readouterr()) + caplog.text
    for secret in (PASSPHRASE.encode(), key[60:120], signer().p12[100:160]):
        assert secret not in pages
        assert str(secret) not in shown
    assert PASSPHRASE not in shown


def test_a_crash_while_signing_tells_neither_passphrase_nor_key(desk, reply, monkeypatch):
    def fails(*_given: object, **_named: object) -> None:
        raise RuntimeError(f"operator {PASSPHRASE}")

    monkeypatch.setattr(e_signing, "keep_signed", fails)
    with pytest.raises(RuntimeError) as caught:
        sign(desk, reply, "operator")
    report = describe_crash(caught.value)
    assert "sign_by_certificate" in report
    assert PASSPHRASE not in report
    assert "operator" not in report


def test_issuers_are_trusted_once_and_distrusted(desk):
    id = issuers.trust(desk, signer().issuer, "по договору")
    with pytest.raises(Refusal, match="already"):
        issuers.trust(desk, signer().issuer)
    with pytest.raises(Refusal, match="not a certificate"):
        issuers.trust(desk, b"junk")
    for given in (signer().pem, signer().der):
        with pytest.raises(Refusal, match="not the certificate of an issuer") as refused:
            issuers.trust(desk, given)
        assert refused.value.params == {"issuer": "Вымышленный удостоверяющий центр"}
    with pytest.raises(Refusal, match="not the certificate of an issuer"):
        issuers.read_issuers([signer().der])
    assert [each.note for each in issuers.issuers(desk)] == ["по договору"]
    assert [each.alone for each in issuers.issuers(desk)] == [False]
    renewed = issuers.trust(desk, signer(issued_by="Другой центр").issuer)
    newest, oldest = issuers.roots(desk)
    assert (describe(newest).name, describe(oldest).name) == (
        "Другой центр", "Вымышленный удостоверяющий центр",
    )  # fmt: skip
    for each in (id, renewed):
        issuers.distrust(desk, each)
    assert issuers.roots(desk) == ()
    with pytest.raises(Refusal, match="no such issuer"):
        issuers.distrust(desk, id)


def test_a_void_paper_is_signed_by_nobody(desk, reply):
    papers.void(desk, reply, "ошибка")
    with pytest.raises(Refusal, match="void"):
        sign(desk, reply, "operator")


def test_signers_are_found_by_place_and_name(desk, act):
    first = places(desk, act)[0]
    assert e_signing.signer_named(desk, act, first.field) == first.field
    assert e_signing.signer_named(desk, act, first.name.ru.upper()) == first.field
    with pytest.raises(Refusal, match="Nobody with this name"):
        e_signing.signer_named(desk, act, "Никто")


def test_a_key_of_a_test_certificate_says_so_in_its_stamp(desk, reply, tmp_path):
    import subprocess

    p12 = make_test_p12("Проба", "x", NOW)
    e_signing.sign_by_certificate(desk, reply, "operator", p12, "x")
    path = tmp_path / "paper.pdf"
    path.write_bytes(e_signing.form_to_sign(desk, reply))
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
    assert "ТЕСТ / TEST" in text
    assert Document.get_by_id(reply).signature == ""


def test_whose_certificate_signed_is_forgotten_when_the_paper_is_sealed(desk, reply):
    sign(desk, reply, "operator")
    assert Signature.get(Signature.document == reply).certificate != "{}"
    with desk.database.atomic():
        seals.seal_document(desk, reply)
    row = Signature.get(Signature.document == reply)
    assert (row.state, row.verdict, row.certificate) == ("certificate", "unknown", "{}")
    assert verifying.verify_all(desk) == ()


def test_the_last_check_of_all_is_remembered_with_what_it_found(desk, reply, clock):
    assert verifying.last_check(desk) is None
    assert verifying.verify_all(desk) == ()
    assert verifying.last_check(desk) is None, "there was nothing to check"
    sign(desk, reply, "operator")
    verifying.verify_paper(desk, reply)
    assert verifying.last_check(desk) is None, "one paper is not all of them"
    verifying.verify_all(desk)
    assert verifying.last_check(desk) == LastCheck(desk.now(), 1, 0)
    assert Journal.select().order_by(Journal.seq.desc()).first().ref == "desk"
    assert deadlines.today(desk).unchecked is None
    before = desk.now()
    clock.forward(days=200)
    assert deadlines.today(desk).unchecked.params["day"] == before.date()
    verifying.verify_all(desk)
    assert deadlines.today(desk).unchecked is None
