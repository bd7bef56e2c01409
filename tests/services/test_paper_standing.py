# SPDX-License-Identifier: Apache-2.0
"""How papers stand: who signed and how, what is broken, and whether they are fit for an archive, wherever a paper is named."""

# ruff: noqa: F401, F811 -- fixtures of another module

from __future__ import annotations

from datetime import date

import pytest

from desk.documents.blocks import Signatures
from desk.documents.catalogue import FORMS
from desk.documents.certificates import describe
from desk.documents.signing import sign_field
from desk.domain.paper_standing import UNSIGNED_FORMS, Archive, Mark, standing
from desk.domain.paper_words import archive_words, signed_words
from desk.domain.request import PaperBrief
from desk.domain.signing import SigningKey, StampText
from desk.services.destruction import destructions
from desk.services.overview import deadlines, search
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.signature import e_signing, issuers, returned_papers, verifying
from desk.services.signature.signed_forms import doubt_of_sending, places
from desk.storage import blobs
from desk.storage.models import Attachment, Event, Signature
from desk.text import catalogue
from tests.documents.test_signing import flipped
from tests.services.test_e_signing import (
    act,
    destruction,
    reply,
    sign,
)
from tests.signers import NOW, PASSPHRASE, signer

NONE = Mark("none", "", 1, None, None)
PEN = Mark("pen", "", 1, None, None)
RSA = Mark("certificate", "valid", 1, "RSA", None)
UNKNOWN = Mark("certificate", "unknown", 1, "RSA", 0)
TEST = Mark("certificate", "unknown", 1, "RSA", 1)
CURVE = Mark("certificate", "valid", 0, "ECDSA", 0)
GOST = Mark("certificate", "kept", 0, "GOST R 34.10-2012", 0)
ODD = Mark("certificate", "valid", 0, "RSA", 0)
BROKEN = Mark("certificate", "broken", 0, "ECDSA", 0)
BESIDE = Mark("detached", "kept", 1, "GOST R 34.10-2012", 0)
MATCHED = Mark("detached", "matched", 1, None, 0)
VOUCHED = BESIDE._replace(vouched=1)
EXPIRED = Mark("certificate", "matched", 1, "RSA", 0, doubt="force")
OWN = UNKNOWN._replace(doubt="self")
BESIDE_BROKEN = Mark("detached", "broken", 1, "RSA", 0)


def brief(marks, signature="", form="reply_access", state="issued"):
    return PaperBrief(
        1, form, "answer/2026-001", state, "ru", "2026-11-20", 1, signature,
        "2026-11-22" if signature else "", standing=standing(marks, trial=False, recorded=bool(signature)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("paper", "english", "russian"),
    [
        (brief([]), "not signed", "не подписан"),
        (brief([], "pen"), "signed by pen on Sun 22 Nov 2026", "подписан от руки"),
        (brief([NONE, NONE]), "not signed", "не подписан"),
        (brief([PEN, NONE, PEN, NONE]), "2 of 4 signed", "подписали 2 из 4"),
        (brief([UNKNOWN, NONE]), "1 of 2 signed: issuer not on the trust list", "издателя нет в списке"),
        (brief([RSA], "certificate"), "signed by certificate on Sun 22 Nov 2026", "подписан электронной подписью"),
        (brief([RSA, PEN], "pen"), "signed by certificate and by pen on", "электронной подписью и от руки"),
        (brief([BESIDE], "detached"), "by a detached signature on Sun 22 Nov 2026: kept, not verified here; never checked elsewhere", "нет отметки о проверке"),
        (brief([BESIDE]), "not signed: 1 signature does not count: cannot be verified here", "не подписан: не в счёт 1 подпись"),
        (brief([MATCHED, BESIDE]), "not signed: 2 signatures do not count: cannot be verified here", "не в счёт 2 подписи"),
        (brief([PEN, BESIDE, NONE]), "1 of 3 signed: 1 signature does not count: cannot be verified here", "подписали 1 из 3: не в счёт"),
        (brief([EXPIRED, EXPIRED]), "not signed: 2 signatures do not count: certificate was not in force", "не в счёт 2 подписи: сертификат не действовал"),
        (brief([EXPIRED, BESIDE]), "not signed: 2 signatures do not count: certificate was not in force; cannot be verified here", "не в счёт 2 подписи: сертификат не действовал; проверить здесь нельзя"),
        (brief([OWN, NONE]), "1 of 2 signed: self-signed certificate", "самоподписанный"),
        (brief([VOUCHED], "detached"), "by a detached signature on Sun 22 Nov 2026: checked elsewhere", "проверена в другом месте"),
        (brief([VOUCHED, RSA, NONE]), "2 of 3 signed: checked elsewhere", "подписали 2 из 3"),
        (brief([PEN, PEN], "pen", "destruction_act"), "certified: everybody signed by pen, the last on", "подписали все: от руки"),
        (brief([PEN, NONE], "", "destruction_act"), "1 of 2 signed", "подписали 1 из 2"),
        (brief([TEST]), "not signed: a test certificate does not count", "пробный сертификат не в счёт"),
        (brief([BROKEN, NONE]), "SIGNATURE BROKEN", "ПОДПИСЬ НЕДЕЙСТВИТЕЛЬНА"),
        (brief([PEN, BESIDE_BROKEN], "pen"), "SIGNATURE BROKEN", "ПОДПИСЬ НЕДЕЙСТВИТЕЛЬНА"),
        (brief([], form="third_parties"), "needs no signature", "подпись не нужна"),
        (brief([], state="erased"), "", ""),
    ],
)  # fmt: skip
def test_a_paper_says_in_words_how_it_stands(paper, english, russian):
    said = signed_words(catalogue("en"), paper)
    assert said == english or (english and english in said)
    assert russian in signed_words(catalogue("ru"), paper)


@pytest.mark.parametrize(
    ("marks", "state", "archive", "english", "russian"),
    [
        ([], "issued", Archive.KEPT, "PDF/A-2b: yes", "PDF/A-2b: да"),
        ([RSA, PEN, BESIDE], "issued", Archive.KEPT, "yes", "да"),
        ([RSA], "void", Archive.KEPT, "yes", "да"),
        ([RSA, CURVE], "issued", Archive.CURVE, "no longer, because", "эллиптических кривых"),
        ([GOST], "issued", Archive.GOST, "by GOST", "по ГОСТу"),
        ([ODD], "issued", Archive.PROGRAM, "the program", "штамп без вложенного шрифта"),
        ([BROKEN], "issued", Archive.CHANGED, "was changed", "изменён"),
        ([BESIDE_BROKEN], "issued", Archive.KEPT, "yes", "да"),
        ([RSA], "sealed", None, "", ""),
    ],
)
def test_the_archive_form_is_claimed_only_while_it_is_true(marks, state, archive, english, russian):
    paper = brief(marks, state=state)
    assert paper.archive is archive
    assert english in archive_words(catalogue("en"), paper)
    assert russian in archive_words(catalogue("ru"), paper)


def test_the_forms_nobody_signs_are_known():
    without = {
        id for id, form in FORMS.items() if not any(isinstance(b, Signatures) for b in form.blocks)
    }
    assert without - {"emergency_sheet"} == UNSIGNED_FORMS, "the sheet is never kept"


def curved(content, field, name):
    """Signed by another program with an elliptic-curve key."""
    from cryptography.hazmat.primitives.serialization import (  # fmt: skip
        Encoding,
        NoEncryption,
        PrivateFormat,
        pkcs12,
    )

    who = signer(name, curve=True, order=6)
    key = pkcs12.load_pkcs12(who.p12, PASSPHRASE.encode()).key
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    made = SigningKey(describe(who.der), plain, who.der)
    return sign_field(content, field, made, StampText((name,)), NOW)


def test_an_elliptic_curve_ends_the_claim_until_it_is_taken_back(desk, act):
    first, second, *_ = places(desk, act)
    sign(desk, act, first.field)
    assert papers.paper_brief(desk, act).archive is Archive.KEPT
    out = e_signing.form_to_sign(desk, act)
    returned_papers.receive(desk, curved(out, second.field, second.name.ru))
    assert papers.paper_brief(desk, act).archive is Archive.CURVE
    assert not verifying.verify_paper(desk, act).archival
    assert papers.paper_brief(desk, act).archive is Archive.CURVE
    destructions.unsign(desk, act, second.field, "для архива нужен ключ RSA")
    assert papers.paper_brief(desk, act).archive is Archive.KEPT
    assert verifying.verify_paper(desk, act).archival


def spoil(desk, paper):
    """One byte of the signed form turns, and the next check finds it."""
    file = Attachment.get(Attachment.document == paper, Attachment.role == "signed")
    with desk.database.atomic():
        spoilt = blobs.put(desk.database, flipped(blobs.get(desk.database, file.blob_id)))
        Attachment.update(blob=spoilt).where(Attachment.id == file.id).execute()
    assert verifying.verify_paper(desk, paper).broken


def test_a_broken_signature_is_told_wherever_its_paper_is_named(desk, reply):
    issuers.trust(desk, signer().issuer)
    sign(desk, reply, "operator")
    whole = papers.paper_brief(desk, reply)
    assert (whole.standing.verdict, whole.archive) == ("valid", Archive.KEPT)
    assert deadlines.today(desk).broken == ()
    spoil(desk, reply)
    card = requests.request_card(desk, whole.request)
    assert [(each.broken, each.archive) for each in card.papers] == [(True, Archive.CHANGED)]
    assert deadlines.today(desk).broken == ((reply, whole.number),)
    (hit,) = (each for each in search.search_everywhere(desk, "2026-001") if each.record == "paper")
    assert hit.mark == "broken"
    assert [each.kind for each in card.timeline].count("signature_broken") == 1
    verifying.verify_all(desk)
    assert Event.select().where(Event.kind == "signature_broken").count() == 1, "told once"


def test_a_broken_paper_that_was_replaced_calls_for_nothing_any_more(desk, reply):
    sign(desk, reply, "operator")
    spoil(desk, reply)
    request = papers.paper_brief(desk, reply).request
    draft = papers.draft(desk, "acknowledgement", papers.LanguageMode.RU, request)
    new = papers.replace(desk, reply, draft, "Подпись испорчена")
    old = papers.paper_brief(desk, reply)
    assert (old.state, old.replaced_by, old.broken) == ("void", new.id, True)
    assert deadlines.today(desk).broken == ()
    found = search.search_everywhere(desk, "2026")
    marks = {each.id: each.mark for each in found if each.record == "paper"}
    assert marks == {reply: "void", new.id: ""}
    assert not papers.paper_brief(desk, new.id).broken


def test_the_register_of_destructions_counts_no_trial_and_tells_a_broken_act(desk, destruction):
    id, act = destruction
    fields = [each.field for each in places(desk, act)]
    p12 = e_signing.make_test_certificate(desk, "Пробный Пётр", "x")
    e_signing.sign_by_certificate(desk, act, fields[0], p12, "x")
    row = destructions.destruction_card(desk, id).row
    assert (row.signed, row.signers, row.broken) == (0, len(fields), False)
    assert papers.paper_brief(desk, act).standing.tried
    assert row.others == ("Пробный Пётр",), "the certificate names somebody else than the act"
    destructions.unsign(desk, act, fields[0], "проба")
    sign(desk, act, fields[0])
    assert destructions.destruction_card(desk, id).row.others == ()
    spoil(desk, act)
    row = destructions.destruction_card(desk, id).row
    assert (row.signed, row.broken) == (0, True), "what is broken does not count"


def test_a_reason_lets_two_ways_stand_side_by_side_and_both_are_told(desk, act):
    first, *others = (each.field for each in places(desk, act))
    sign(desk, act, first)
    for field in others:
        destructions.sign_by_pen(desk, act, field, date(2026, 11, 22), reason="В отпуске")
    said = signed_words(catalogue("en"), papers.paper_brief(desk, act))
    assert said.startswith("certified: everybody signed by certificate and by pen")


def test_what_is_added_after_the_last_signature_breaks_the_paper(desk, reply, monkeypatch):
    from dataclasses import replace

    sign(desk, reply, "operator")
    real = verifying.verify_file
    monkeypatch.setattr(
        verifying, "verify_file", lambda *given: replace(real(*given), changed_after=True)
    )
    assert verifying.verify_paper(desk, reply).broken
    assert papers.paper_brief(desk, reply).broken
    assert Signature.get(Signature.document == reply).verdict == "broken"


def test_what_leaves_is_asked_about_by_what_is_wrong_with_it(desk, act, reply):
    first, *others = (each.field for each in places(desk, act))
    assert "be sent unsigned" in doubt_of_sending(desk, act).msgid
    sign(desk, act, first)
    doubt = doubt_of_sending(desk, act)
    assert doubt.msgid.startswith("Only {signed} of {signers}")
    assert (doubt.params["signed"], doubt.params["signers"]) == (1, 1 + len(others))
    sign(desk, reply, "operator")
    assert doubt_of_sending(desk, reply) is None
    p12 = signer("Посторонняя Ольга Вымысловна").p12
    destructions.unsign(desk, reply, "operator", "проба")
    e_signing.sign_by_certificate(desk, reply, "operator", p12, PASSPHRASE)
    doubt = doubt_of_sending(desk, reply)
    assert "whom it does not name" in doubt.msgid
    assert doubt.params["certified"] == "Посторонняя Ольга Вымысловна"
    spoil(desk, reply)
    assert "BROKEN" in doubt_of_sending(desk, reply).msgid


def test_a_paper_is_opened_and_saved_as_it_is_signed_by_now(desk, reply):
    issued = papers.paper_bytes(desk, reply)
    sign(desk, reply, "operator")
    for purpose in ("opened", "printed", "saved"):
        signed = papers.paper_bytes(desk, reply, purpose)
        assert signed.startswith(issued), "only signatures were added"
        assert verifying.verify_file(signed).signatures
