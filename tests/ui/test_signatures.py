# SPDX-License-Identifier: Apache-2.0
"""The signatures of a paper by clicks and keys: sign, save, receive, check, and a broken one that shouts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desk.documents.certificates import open_p12
from desk.documents.certificates import test_p12 as make_test_p12
from desk.domain.destruction import Signer
from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.paper_words import last_check_words
from desk.domain.signature_weight import NOT_QUALIFIED
from desk.domain.signatures import NOT_CHECKED, Certificate
from desk.domain.values import Both
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.signature import e_signing, issuers, returned_papers, verifying
from desk.services.signature.signed_forms import places
from desk.storage import blobs
from desk.storage.models import Attachment, Event, Signature
from tests.cms import elsewhere as outside
from tests.documents.test_signing import added_page, flipped
from tests.documents.test_weighing import signature, unreadable
from tests.factories import intake
from tests.poppler import Poppler, long_lived
from tests.services.test_e_signing import acknowledged, elsewhere
from tests.services.test_finding_papers import cms
from tests.services.test_signing_moments import OLD, lasting, signed_by
from tests.signers import NOW, PASSPHRASE, signer
from tests.ui.hands import WAIT, drop, write
from ui import language, messages, words
from ui.act import ActDialog
from ui.dialogs import paper_signatures
from ui.dialogs.issuers import IssuersDialog
from ui.dialogs.paper_signatures import PaperSignaturesDialog
from ui.dialogs.sign_paper import (
    DetachedDialog,
    SignDialog,
    TakeBackDialog,
    TrialCertificateDialog,
    VouchDialog,
)
from ui.dialogs.verification import VerificationDialog
from ui.pages.papers import PapersPage
from ui.window import MainWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def reply(begun):
    return begun(acknowledged)


@pytest.fixture(params=["en", "ru"])
def shown(request, qtbot, show_page, desk, reply):
    """The dialog opened from the Papers tab, in each language."""
    language.use(request.param)
    page = show_page(PapersPage)
    page.open_record(reply.id)
    page.acts["signatures"].trigger()
    dialog = next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, PaperSignaturesDialog)
    )
    qtbot.addWidget(dialog)
    return dialog


def form(qtbot, dialog, kind):
    qtbot.waitUntil(lambda: bool(dialog.findChildren(kind)), timeout=WAIT)
    return dialog.findChildren(kind)[-1]


def sign(qtbot, dialog, tmp_path, passphrase=PASSPHRASE):
    key = tmp_path / "key.p12"
    key.write_bytes(signer("Образцова Вера Павловна").p12)
    qtbot.mouseClick(dialog.buttons["sign"], Qt.MouseButton.LeftButton)
    made = form(qtbot, dialog, SignDialog)
    made.form.editor("p12").row.take(key)
    write(made.form.editor("p12_passphrase").edit, passphrase)
    made.accept_button.click()
    return made


def test_sign_by_clicks_and_see_it_modestly(qtbot, shown, desk, reply, tmp_path):
    issuers.trust(desk, signer().issuer)
    messages.rehearse()
    sign(qtbot, shown, tmp_path)
    qtbot.waitUntil(lambda: shown.signer().state == "certificate", timeout=WAIT)
    assert shown.signer().verdict == "valid"
    assert not shown.broken.isVisible()
    assert language._(NOT_QUALIFIED) in shown.detail.text()
    assert shown.legal.text() == language._(NOT_CHECKED), "nobody signs here any more"
    assert not shown.buttons["sign"].isEnabled()
    assert "Образцова" in shown.detail.text()
    assert papers.paper_brief(desk, reply.id).signature == "certificate"


ANOTHER = "Посторонний Пров"


@pytest.mark.parametrize("way", ["sign", "detached", "receive"])
def test_a_certificate_of_another_name_is_asked_about_before_it_is_recorded(
    qtbot, shown, desk, reply, tmp_path, way
):
    place, data = places(desk, reply.id)[0], papers.paper_bytes(desk, reply.id)
    made = {
        "sign": lambda: signer(ANOTHER).p12,
        "detached": lambda: cms(data, ANOTHER),
        "receive": lambda: elsewhere(data, place.field, ANOTHER),
    }[way]()
    path = tmp_path / {"sign": "k.p12", "detached": "x.sig", "receive": "back.pdf"}[way]
    path.write_bytes(made)

    def give() -> None:
        if way == "receive":
            messages.answers.insert(0, path)
            qtbot.mouseClick(shown.buttons["receive"], Qt.MouseButton.LeftButton)
            return
        qtbot.mouseClick(shown.buttons[way], Qt.MouseButton.LeftButton)
        dialog = form(qtbot, shown, SignDialog if way == "sign" else DetachedDialog)
        dialog.form.editor({"sign": "p12", "detached": "file"}[way]).row.take(path)
        if way == "sign":
            write(dialog.form.editor("p12_passphrase").edit, PASSPHRASE)
        dialog.accept_button.click()

    messages.rehearse()
    messages.answers += [False]
    give()
    qtbot.waitUntil(lambda: bool(messages.shown) and not messages.answers, timeout=WAIT)
    asked = messages.shown[-1]
    assert ANOTHER in asked
    assert place.name.ru.split("\n")[0] in asked
    assert places(desk, reply.id)[0].state == "none"
    for each in shown.findChildren(ActDialog):
        each.dirty = False
        each.reject()
    messages.answers += [True]
    give()
    qtbot.waitUntil(lambda: shown.signer().state != "none", timeout=WAIT)
    said = {"en": f"of {ANOTHER}", "ru": f"на имя «{ANOTHER}»"}[language.current().language]
    assert said in shown.model.index(0, 0).data()
    assert said in shown.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert ANOTHER in words.signature(papers.paper_brief(desk, reply.id))


def test_the_only_mark_is_taken_back_until_the_paper_is_sent(qtbot, shown, desk, reply):
    back = shown.buttons["back"]
    papers.mark_signed(desk, reply.id, desk.today())
    shown.refresh()
    assert shown.signer().state == "pen"
    assert not shown.buttons["sign"].isEnabled()
    assert back.isEnabled()
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    dialog = form(qtbot, shown, TakeBackDialog)
    write(dialog.form.editor("reason").edit, "Отмечен не тот")
    dialog.accept_button.click()
    assert shown.signer().state == "none"
    assert not papers.paper_brief(desk, reply.id).signature
    assert (back.isEnabled(), back.toolTip()) == (False, "")
    papers.mark_signed(desk, reply.id, desk.today())
    Event.create(
        request=reply.request, at="2026-11-22T10:00:00+00:00", kind="receipt_sent", actor="",
        document=reply.id,
    )  # fmt: skip
    shown.refresh()
    said = {"en": "has been sent", "ru": "уже отправлен"}[language.current().language]
    assert not back.isEnabled()
    assert said in back.toolTip()


def test_a_dropped_signature_of_another_name_is_asked_about(qtbot, desk, reply, tab, tmp_path):
    path, place = tmp_path / "returned.pdf", places(desk, reply.id)[0]
    path.write_bytes(elsewhere(papers.paper_bytes(desk, reply.id), place.field, ANOTHER))
    messages.answers += [False, True]

    def stands(state: str) -> bool:
        return places(desk, reply.id)[0].state == state

    for state in ("none", "certificate"):
        messages.shown.clear()
        drop(tab, path)
        qtbot.waitUntil(lambda: bool(messages.shown), timeout=WAIT)
        assert ANOTHER in messages.shown[-1]
        qtbot.waitUntil(partial(stands, state), timeout=WAIT)


def test_a_wrong_passphrase_is_told_at_its_field(qtbot, shown, desk, reply, tmp_path):
    made = sign(qtbot, shown, tmp_path, "wrong")
    said = {"en": "passphrase does not open", "ru": "не подходит"}[language.current().language]
    qtbot.waitUntil(
        lambda: any(said in label.text() for label in made.findChildren(QLabel)), timeout=WAIT
    )
    assert made.state() == {}, "nothing of it is kept when the desk locks"
    assert places(desk, reply.id)[0].state == "none"
    made.dirty = False
    made.reject()


def test_what_is_called_off_while_it_is_made_is_not_signed(
    qtbot, shown, desk, reply, tmp_path, monkeypatch
):
    made = e_signing.sound_report

    def slow(here, content):
        shown.jobs.cancel()
        return made(here, content)

    monkeypatch.setattr(e_signing, "sound_report", slow)
    dialog = sign(qtbot, shown, tmp_path)
    qtbot.waitUntil(dialog.accept_button.isEnabled, timeout=WAIT)
    said = {"en": "nothing was signed", "ru": "ничего не подписано"}[language.current().language]
    assert any(said in label.text() for label in dialog.findChildren(QLabel))
    assert places(desk, reply.id)[0].state == "none"
    dialog.dirty = False
    dialog.reject()


def test_save_sign_elsewhere_and_receive(qtbot, shown, desk, reply, tmp_path):
    out = tmp_path / "out.pdf"
    messages.rehearse()
    messages.answers.append(out)
    qtbot.mouseClick(shown.buttons["save"], Qt.MouseButton.LeftButton)
    place = shown.signer()
    back = tmp_path / "back.pdf"
    poppler = Poppler(tmp_path / "poppler")
    poppler.learn(long_lived(place.name.ru, 1), "key")
    content = poppler.sign(out.read_bytes(), place.field, "key")
    back.write_bytes(added_page(content))
    messages.answers.append(back)
    qtbot.mouseClick(shown.buttons["receive"], Qt.MouseButton.LeftButton)
    said = {"en": "not accepted", "ru": "не принят"}[language.current().language]
    qtbot.waitUntil(lambda: said in messages.shown[-1], timeout=WAIT)
    assert shown.signer().state == "none"
    back.write_bytes(content)
    messages.answers.append(back)
    qtbot.mouseClick(shown.buttons["receive"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.signer().state == "certificate", timeout=WAIT)
    assert shown.signer().verdict == "unknown"


def test_a_broken_signature_cannot_be_overlooked(qtbot, shown, desk, reply, tmp_path):
    sign(qtbot, shown, tmp_path)
    qtbot.waitUntil(lambda: shown.signer().state == "certificate", timeout=WAIT)
    file = Attachment.get(Attachment.role == "signed")
    with desk.database.atomic():
        spoilt = blobs.put(desk.database, flipped(blobs.get(desk.database, file.blob_id)))
        Attachment.update(blob=spoilt).where(Attachment.id == file.id).execute()
    qtbot.mouseClick(shown.buttons["check"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.broken.isVisible(), timeout=WAIT)
    said = {"en": "BROKEN", "ru": "НЕДЕЙСТВИТЕЛЬНА"}[language.current().language]
    assert said in shown.broken.text()
    page = shown.parent()
    page.refresh()
    assert said in page.head.signed.text()


def test_a_test_certificate_is_saved_where_one_says(qtbot, window, desk, tmp_path):
    dialog = TrialCertificateDialog(desk, window.jobs, window)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.form.set({"name": "Проба"})
    qtbot.keyClicks(dialog.form.editor("passphrase").edit, "x")
    messages.rehearse()
    messages.answers.append(tmp_path / "test.p12")
    dialog.submit()
    assert (tmp_path / "test.p12").stat().st_mode & 0o077 == 0


def test_an_issuer_is_put_on_the_list_and_taken_off(qtbot, window, desk, tmp_path):
    file = tmp_path / "issuer.cer"
    file.write_bytes(signer().issuer)
    dialog = IssuersDialog(desk, window.jobs, window)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.add()
    made = next(each for each in dialog.children() if hasattr(each, "form"))
    assert made.known.isHidden()
    made.form.editor("file").row.take(file)
    known = issuers.look(signer().issuer)
    assert known.name in made.known.text()
    late = replace(known, until="2026-11-26T22:06:00+00:00")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(issuers, "look", lambda _content: late)
        made.form.editor("file").row.take(file)
    assert "27 Nov 2026" in made.known.text(), "the day of the legal time zone"
    made.form.editor("file").row.take(file)
    assert made.known.visibleRegion().boundingRect().height() == made.known.height(), (
        "all is in sight"
    )
    assert known.fingerprint in made.known.text().replace(" ", "")
    assert dialog.model.rowCount() == 0, "it is looked at before it is trusted"
    made.submit()
    assert dialog.model.rowCount() == 1
    messages.rehearse()
    messages.answers.append(True)
    dialog.remove()
    assert dialog.model.rowCount() == 0


@pytest.fixture(params=["en", "ru"])
def tab(request, qtbot, desk):
    """The Papers tab in front of the whole window, in each language."""
    language.use(request.param)
    made = MainWindow(desk)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.jobs.close())
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.go("papers")
    return made


def test_a_signature_dropped_on_the_tab_finds_its_paper_and_signer(
    qtbot, desk, reply, tab, tmp_path
):
    id = requests.register_request(desk, intake(demands=(DemandKind.ACCESS,)))
    other = papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
    page = tab.page("papers")
    told = []
    page.said.connect(told.append)
    page.open_record(other.id)
    path = tmp_path / "returned.sig"
    name = places(desk, reply.id)[0].name.ru.split("\n")[0]
    path.write_bytes(cms(papers.paper_bytes(desk, reply.id), name))
    drop(tab, path)
    qtbot.waitUntil(lambda: places(desk, reply.id)[0].state == "detached", timeout=WAIT)
    qtbot.waitUntil(lambda: page.brief.id == reply.id, timeout=WAIT)
    assert places(desk, other.id)[0].state == "none"
    assert words.short(reply.number) in told[-1]


def test_a_signed_paper_is_chosen_by_keys_on_the_tab(qtbot, desk, reply, tab, tmp_path):
    path, place = tmp_path / "returned.pdf", places(desk, reply.id)[0]
    path.write_bytes(elsewhere(papers.paper_bytes(desk, reply.id), place.field, place.name.ru))
    messages.answers.append([path])
    QTest.keyClick(tab, Qt.Key.Key_R, CTRL | SHIFT)
    qtbot.waitUntil(lambda: places(desk, reply.id)[0].state == "certificate", timeout=WAIT)


def test_whose_signature_it_is_is_asked_where_the_name_does_not_tell(
    qtbot, desk, reply, tab, tmp_path
):
    path = tmp_path / "returned.sig"
    path.write_bytes(cms(papers.paper_bytes(desk, reply.id), "Посторонний Пётр"))
    drop(tab, path)
    qtbot.waitUntil(lambda: bool(messages.shown), timeout=WAIT)
    assert "Посторонний Пётр" in str(messages.shown)
    assert ".." not in str(messages.shown), "initials end with a point, too"
    dialog = next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, PaperSignaturesDialog)
    )
    qtbot.addWidget(dialog)
    assert dialog.brief.id == reply.id
    assert places(desk, reply.id)[0].state == "none"


def test_a_file_that_is_no_signature_is_told_of(qtbot, tab, tmp_path):
    path = tmp_path / "returned.sig"
    path.write_bytes(b"no signature")
    drop(tab, path)
    qtbot.waitUntil(lambda: bool(messages.shown), timeout=WAIT)
    said = {"en": "not a signature file", "ru": "не файл подписи"}[language.current().language]
    assert said in str(messages.shown)


def test_the_last_check_of_all_stands_under_the_list_of_papers(shown, desk, reply, qtbot, tmp_path):
    page = shown.parent()
    assert isinstance(page, PapersPage)
    page.refresh()
    assert not page.checked.isVisibleTo(page), "nothing is signed electronically"
    messages.rehearse()
    sign(qtbot, shown, tmp_path)
    qtbot.waitUntil(lambda: shown.signer().state == "certificate", timeout=WAIT)
    page.refresh()
    assert page.checked.text() == last_check_words(language.current(), None, desk.zone)
    verifying.verify_all(desk)
    page.refresh()
    last = verifying.last_check(desk)
    assert last is not None
    assert page.checked.text() == last_check_words(language.current(), last, desk.zone)
    assert page.checked.isVisibleTo(page)


def test_a_signature_not_verified_here_counts_once_it_was_checked_elsewhere(
    qtbot, shown, desk, reply, window
):
    made = outside("Образцова Вера Павловна").nameless(papers.paper_bytes(desk, reply.id))
    returned_papers.receive_detached(desk, reply.id, "operator", "x.sig", made)
    shown.refresh()
    said = {
        "en": ("not verified here", "does not count", "checked elsewhere on"),
        "ru": ("здесь не проверена", "не в счёт", "проверена в другом месте"),
    }[language.current().language]
    assert said[0] in shown.model.index(0, 0).data()
    assert said[1] in shown.detail.text()
    page = shown.parent()
    page.refresh()
    assert said[1] in page.head.signed.text()
    window.go("today")
    today = window.page("today")
    today.refresh()
    assert words.short(reply.number) in today.uncounted.label.text()
    qtbot.mouseClick(shown.buttons["vouch"], Qt.MouseButton.LeftButton)
    dialog = form(qtbot, shown, VouchDialog)
    dialog.accept_button.click()
    assert papers.paper_brief(desk, reply.id).signature == "", "the form is not filled in"
    write(dialog.form.editor("program").edit, "КриптоАРМ")
    write(dialog.form.editor("said").edit, "Подпись верна")
    dialog.accept_button.click()
    qtbot.waitUntil(
        lambda: papers.paper_brief(desk, reply.id).signature == "detached", timeout=WAIT
    )
    assert said[2] in shown.detail.text()
    assert "КриптоАРМ" in shown.detail.text()
    assert "Подпись верна" in shown.detail.text()
    assert not shown.buttons["vouch"].isEnabled()


def test_a_weak_detached_signature_gives_way_to_a_better_one(qtbot, shown, desk, reply, tmp_path):
    data, name = papers.paper_bytes(desk, reply.id), "Образцова Вера Павловна"
    weak = cms(data, name, bits=1024)
    returned_papers.receive_detached(desk, reply.id, "operator", "x.sig", weak)
    shown.refresh()
    assert not shown.buttons["sign"].isEnabled()
    messages.rehearse()
    for content, verdict in ((weak, "matched"), (cms(data, name), "unknown")):
        path = tmp_path / "better.sig"
        path.write_bytes(content)
        qtbot.mouseClick(shown.buttons["detached"], Qt.MouseButton.LeftButton)
        dialog = form(qtbot, shown, DetachedDialog)
        wanted = {"en": "replaces the signature", "ru": "займёт её место"}[
            language.current().language
        ]
        assert any(wanted in label.text() for label in dialog.findChildren(QLabel))
        dialog.form.editor("file").row.take(path)
        dialog.accept_button.click()
        assert places(desk, reply.id)[0].verdict == verdict
        if dialog.isVisible():
            messages.answers += [True]
            dialog.reject()
    qtbot.waitUntil(lambda: shown.signer().verdict == "unknown", timeout=WAIT)
    issuers.trust(desk, signer().issuer)
    verifying.verify_paper(desk, reply.id)
    shown.refresh()
    assert not shown.buttons["detached"].isEnabled(), "nothing is better than a valid one"


def test_the_report_of_a_check_tells_a_test_certificate_as_such(qtbot, desk, reply):
    p12 = make_test_p12("Образцова Вера Павловна", "x", NOW)
    e_signing.sign_by_certificate(desk, reply.id, "operator", p12, "x")
    report = VerificationDialog(None, verifying.verify_all(desk), lambda _id: None)
    qtbot.addWidget(report)
    assert report.model.index(0, 0).data() == "test certificate"


def test_a_certificate_that_was_not_in_force_is_what_the_window_tells(
    qtbot, shown, desk, reply, window
):
    issuers.trust(desk, signer().issuer)
    returned_papers.receive(desk, signed_by(desk, reply.id, lasting(*OLD)))
    shown.refresh()
    doubt, unchecked = {
        "en": ("certificate was not in force", "verified here"),
        "ru": ("сертификат не действовал", "здесь нельзя"),
    }[language.current().language]
    report = VerificationDialog(None, verifying.verify_all(desk), lambda _id: None)
    qtbot.addWidget(report)
    window.go("today")
    today = window.page("today")
    today.refresh()
    qtbot.mouseClick(shown.buttons["vouch"], Qt.MouseButton.LeftButton)
    dialog = form(qtbot, shown, VouchDialog)
    for text in (
        shown.model.index(0, 0).data(), shown.detail.text(), report.model.index(0, 0).data(),
        today.uncounted.label.text(), dialog.introduction(),
    ):  # fmt: skip
        assert doubt in text
        assert unchecked not in text
    dialog.reject()


def test_a_certificate_that_cannot_be_read_is_not_told_to_be_missing(shown, desk, reply):
    key = open_p12(make_test_p12("Подставной Пров", "x", NOW), "x")
    made = signature(key, unreadable(key.der), papers.paper_bytes(desk, reply.id))
    returned_papers.receive_detached(desk, reply.id, "operator", "x.sig", made)
    shown.refresh()
    said, missing = {
        "en": ("certificate cannot be read", "holds no certificate"),
        "ru": ("сертификат не читается", "В файле подписи нет сертификата"),
    }[language.current().language]
    assert said in shown.detail.text()
    assert missing not in shown.detail.text()


def test_a_certificate_of_another_signer_is_refused_at_its_field(
    qtbot, shown, desk, reply, tmp_path
):
    Signature.create(document=reply.id, field="other", role="", name_ru="Белова А. П.", name_en="")
    made = cms(papers.paper_bytes(desk, reply.id), "Образцова Вера Павловна")
    returned_papers.receive_detached(desk, reply.id, "other", "x.sig", made)
    shown.refresh()
    shown.view.selectRow([each.field for each in places(desk, reply.id)].index("operator"))
    dialog = sign(qtbot, shown, tmp_path)
    qtbot.waitUntil(dialog.accept_button.isEnabled, timeout=WAIT)
    write(dialog.form.editor("reason").edit, "Так вышло")
    dialog.accept_button.click()
    said = {"en": "nobody may sign for somebody else", "ru": "за другого не подписывают"}
    wanted = said[language.current().language]
    qtbot.waitUntil(
        lambda: any(wanted in label.text() for label in dialog.findChildren(QLabel)), timeout=WAIT
    )
    dialog.dirty = False
    dialog.reject()


@pytest.mark.parametrize("code", ["en", "ru"])
def test_what_the_signer_wrote_stands_beside_the_signature(code):
    language.use(code)
    known = Certificate(name="Примеров П.", fingerprint="1", reason="Не согласен", location="Тверь")
    signed = Signer(
        "operator", "signer", Both("Примеров П.", ""), Both("", ""), "certificate", "2026-11-22",
        verdict="unknown", certificate=known, checked="2026-11-22T09:00:00+00:00",
    )  # fmt: skip
    assert "Не согласен; Тверь" in paper_signatures._about(signed, "Europe/Moscow")
    silent = replace(signed, certificate=replace(known, reason="", location=""))
    assert "wrote" not in paper_signatures._about(silent, "Europe/Moscow")
