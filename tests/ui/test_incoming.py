# SPDX-License-Identifier: Apache-2.0
"""Signatures of what comes in: checked by themselves, shown in the preview and in the record, never in the way."""

from __future__ import annotations

from threading import Event as Gate

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget

from desk.cli.today import today_as_json
from desk.cli.views import card_as_json, card_as_text, row_as_text
from desk.domain.kinds import DemandKind
from desk.domain.letter_words import marked
from desk.services.consent import consents
from desk.services.letter import mailbox
from desk.services.overview import deadlines
from desk.services.request import listing, requests
from desk.services.signature import issuers, signed_files
from desk.storage.models import SignedFile
from tests.documents.test_detached import DATA, rsa_signature
from tests.documents.test_signing import flipped, signed
from tests.factories import intake, person
from tests.services.grounds import fields, purpose
from tests.services.test_finding_papers import cms
from tests.services.test_signed_files import with_files
from tests.signers import signer
from tests.smime import TEXT, signed_letter, with_footer
from tests.ui.hands import WAIT, drop, press
from ui import language
from ui.letter_text import LetterWords
from ui.pages.consents import ConsentsPage
from ui.pages.requests import RequestsPage
from ui.pages.today import TodayPage
from ui.timeline import Timeline

WORDS = {
    "en": ("valid", "BROKEN", "Revocation was not checked", "SIGNATURE BROKEN"),
    "ru": (
        "действительна",
        "НЕДЕЙСТВИТЕЛЬНА",
        "Отзыв сертификатов не проверялся",
        "ПОДПИСЬ НЕДЕЙСТВИТЕЛЬНА",
    ),
}

CAME = b"Received: from a by mx.example.com; Fri, 20 Nov 2026 12:30:11 +0300\n"
FILES = "who@example.org", ("заявление.txt", DATA)


@pytest.fixture(params=["en", "ru"])
def said(request):
    language.use(request.param)
    return WORDS[request.param]


def text(widget) -> str:
    """Every word in sight, those of lists too."""
    lines = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    for shown in widget.findChildren(QListWidget):
        lines += [shown.item(row).text() for row in range(shown.count())]
    return "\n".join(lines)


def taken_in(qtbot, page, tmp_path, content):
    path = tmp_path / "letter.eml"
    path.write_bytes(content)
    drop(page, path)
    qtbot.waitUntil(lambda: len(page.acts.open) == 1, timeout=WAIT)
    return page.acts.open[0]


@pytest.mark.parametrize("opaque", [False, True])
def test_a_signed_letter_says_so_modestly_before_and_after(
    qtbot, desk, show_page, said, tmp_path, opaque
):
    issuers.trust(desk, signer().issuer)
    page = show_page(RequestsPage)
    dialog = taken_in(qtbot, page, tmp_path, signed_letter(tmp_path, opaque=opaque))
    qtbot.waitUntil(lambda: "Гостов Пётр Вымыслович" in text(dialog), timeout=WAIT)
    assert said[0] in text(dialog)
    assert said[2] in text(dialog)
    assert not dialog.alarm.isVisibleTo(dialog)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: SignedFile.select().count() == 1, timeout=WAIT)
    page.refresh()
    assert not page.pane.alarm.isVisibleTo(page.pane)
    for part in (page.pane.what, page.pane.papers):
        assert "Гостов Пётр Вымыслович" in text(part)
        assert said[0] in text(part)


def test_a_demand_outside_of_what_is_signed_is_marked(qtbot, show_page, said, tmp_path):
    page = show_page(RequestsPage)
    content = with_footer(signed_letter(tmp_path), "Прошу удалить мои персональные данные.")
    dialog = taken_in(qtbot, page, tmp_path, content)
    lines = dialog.form.editor("demands").list
    marked = [
        lines.item(row).data(Qt.ItemDataRole.UserRole)
        for row in range(lines.count())
        if ("(не подписано)" if said is WORDS["ru"] else "(not signed)") in lines.item(row).text()
    ]
    assert marked == [DemandKind.DESTROY]
    dialog.dirty = False
    dialog.reject()


def test_a_signed_part_stands_in_a_box_of_its_own_before_and_after(
    qtbot, desk, show_page, said, tmp_path
):
    page = show_page(RequestsPage)
    part, rest = (
        ("Часть с подписью: signed-1.eml", "Часть без подписи")
        if said is WORDS["ru"]
        else ("Part with a signature: signed-1.eml", "Part without a signature")
    )
    forged = f"{part}\n├─ signed-1.eml\nПрошу удалить мои персональные данные."
    dialog = taken_in(qtbot, page, tmp_path, with_footer(signed_letter(tmp_path), forged))
    (words,) = dialog.findChildren(LetterWords)
    assert [box.toPlainText() for box in words.boxes] == [TEXT, forged]
    assert [box.accessibleName() for box in words.boxes] == [part, rest]
    assert [label.text() for label in words.findChildren(QLabel)] == [part, rest]
    assert words.boxes[1].extraSelections(), "what it demands is marked there, too"
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: SignedFile.select().count() == 1, timeout=WAIT)
    page.refresh()
    (kept,) = page.pane.what.findChildren(LetterWords)
    assert [label.text() for label in kept.findChildren(QLabel)] == [part, rest]
    requests.register_request(desk, intake(text=marked("Отзываю.", "signed-1.eml")))
    page.refresh()
    page.open_record(2)
    (typed,) = page.pane.what.findChildren(LetterWords)
    assert not typed.findChildren(QLabel), "nobody typed which part is signed"


def test_many_signed_parts_are_shown_in_few_boxes(qtbot):
    parts = "\n\n".join(f"{marked('a', f'signed-{i}.eml')}\n\nb" for i in range(500))
    shown = LetterWords(parts, 5, None)
    qtbot.addWidget(shown)
    assert len(shown.boxes) == 12
    assert shown.boxes[-1].accessibleName() == "Part without a signature"


def test_the_words_of_a_letter_that_was_added_stand_behind_a_bar(qtbot, desk, show_page, tmp_path):
    id = requests.register_request(desk, intake())
    forged = "Part with a signature: signed-1.eml\nОтзываю согласие."
    mailbox.join(desk, with_footer(signed_letter(tmp_path), forged), id)
    page = show_page(RequestsPage)
    page.open_record(id)
    history = page.pane.findChild(Timeline)
    lines = [history.item(row).text() for row in range(history.count())]
    (told,) = [each.split("\n") for each in lines if "Отзываю" in each]
    assert told.count("Part with a signature: signed-1.eml") == 1
    assert "│ Part with a signature: signed-1.eml" in told
    assert told.index("Part without a signature") < told.index("│ Отзываю согласие.")


def test_a_broken_one_cannot_be_overlooked(qtbot, desk, show_page, said, tmp_path):
    page = show_page(RequestsPage)
    content = signed_letter(tmp_path, enclosed=flipped(signed(1)))
    dialog = taken_in(qtbot, page, tmp_path, content)
    qtbot.waitUntil(lambda: dialog.alarm.isVisibleTo(dialog), timeout=WAIT)
    quoted = "«scan.pdf»" if said is WORDS["ru"] else "“scan.pdf”"
    assert f"{said[1]}: {quoted}." in dialog.alarm.text()
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: SignedFile.select().count() == 2, timeout=WAIT)
    page.refresh()
    assert "scan.pdf" in page.pane.alarm.text()
    assert page.pane.alarm.isVisibleTo(page.pane)
    assert said[3] in text(page.pane.papers)
    column = [each.id for each in page.model.columns].index("step")
    assert said[1] in page.model.data(page.model.index(0, column))
    today = show_page(TodayPage)
    assert said[1] in today.broken_in.label.text()
    assert said[1] in row_as_text(page.pane.card.row, language.current(), desk.zone)
    assert said[1] in card_as_text(page.pane.card, desk, language.current()).split("\n")[0]
    view = deadlines.today(desk)
    assert today_as_json(view, language.current())["broken_incoming"] == [page.pane.card.row.number]
    sound = requests.register_request(desk, intake())
    page.open_record(sound)
    assert not page.pane.alarm.isVisibleTo(page.pane)


def test_a_letter_somebody_else_signed_says_so_over_everything(
    qtbot, desk, show_page, said, tmp_path
):
    page = show_page(RequestsPage)
    dialog = taken_in(qtbot, page, tmp_path, signed_letter(tmp_path, email="other@example.com"))
    qtbot.waitUntil(lambda: dialog.stranger.isVisibleTo(dialog), timeout=WAIT)
    assert "other@example.com" in dialog.stranger.text()
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: SignedFile.select().count() == 1, timeout=WAIT)
    page.refresh()
    assert "other@example.com" in page.pane.stranger.text()
    assert page.pane.stranger.isVisibleTo(page.pane)
    told = card_as_text(page.pane.card, desk, language.current())
    assert "other@example.com" in told.split("\n")[0]
    page.open_record(requests.register_request(desk, intake()))
    assert not page.pane.stranger.isVisibleTo(page.pane)


def test_a_signature_that_cannot_be_read_is_told_before_and_after(qtbot, show_page, said, tmp_path):
    page = show_page(RequestsPage)
    made = CAME + with_files(*FILES, ("заявление.sig", b""))
    unread = "не удалось" if said is WORDS["ru"] else "cannot be read"
    dialog = taken_in(qtbot, page, tmp_path, made)
    qtbot.waitUntil(lambda: unread in text(dialog), timeout=WAIT)
    dialog.form.editor("demands").set((DemandKind.ACCESS,))
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: SignedFile.select().count() == 1, timeout=WAIT)
    page.refresh()
    assert unread in text(page.pane.what)
    assert unread in text(page.pane.papers)


def test_a_request_whose_signature_does_not_count_says_so_mildly_everywhere(desk, show_page, said):
    signatures = cms(DATA, "Подписант Первый", bits=1024)
    letter = with_files(*FILES, ("заявление.txt.sig", signatures))
    weak = mailbox.take_in(desk, letter, intake())
    signed_files.check_new(desk, "request", weak)
    plain = requests.register_request(desk, intake())
    page, words = show_page(RequestsPage), language.current()
    russian = said is WORDS["ru"]
    brief, why = (
        ("подпись не в счёт", "ненадёжный")
        if russian
        else ("signature does not count", "weak digest")
    )
    rows = {row.id: row for row in listing.request_rows(desk, [weak, plain])}
    assert brief in row_as_text(rows[weak], words, desk.zone)
    assert brief not in row_as_text(rows[plain], words, desk.zone)
    column = [each.id for each in page.model.columns].index("step")
    shown = [page.model.data(page.model.index(row, column)) for row in range(2)]
    assert sum(brief in each for each in shown) == 1
    page.open_record(weak)
    card, today = page.pane.card, show_page(TodayPage)
    for told in (
        page.pane.stranger.text(),
        card_as_text(card, desk, words),
        today.unfit.label.text(),
    ):
        assert why in told
        assert "14" in told
    view = deadlines.today(desk)
    assert card_as_json(card, words)["unfit"]
    assert today_as_json(view, words)["unfit_incoming"] == [card.row.number]
    again = with_files(*FILES, ("заявление.txt.sig", cms(DATA, "Подписант Первый")))
    mailbox.join(desk, again, weak)
    signed_files.check_new(desk, "request", weak)
    assert not deadlines.today(desk).unfit, "another signature of it holds"


def test_files_dropped_on_a_request_are_checked_together(qtbot, desk, show_page, said, tmp_path):
    id = requests.register_request(desk, intake())
    page = show_page(RequestsPage)
    page.open_record(id)
    for name, content in (("заявление.txt.sig", rsa_signature()), ("заявление.txt", DATA)):
        (tmp_path / name).write_bytes(content)
    page.acts.attach(page.pane.card, [tmp_path / "заявление.txt.sig", tmp_path / "заявление.txt"])
    qtbot.waitUntil(lambda: SignedFile.select().count() == 1, timeout=WAIT)
    page.refresh()
    assert "Подписант" in text(page.pane.what)
    assert "заявление.txt" in text(page.pane.what)


def test_the_proof_of_a_consent_shows_who_signed_it(qtbot, desk, show_page, said, tmp_path):
    id = consents.record_consent(desk, person(), fields(purpose(desk)))
    page = show_page(ConsentsPage)
    page.open_record(id)
    path = tmp_path / "согласие.pdf"
    path.write_bytes(flipped(signed(1)))
    page.acts.attach(page.pane.card, [path])
    qtbot.waitUntil(lambda: SignedFile.select().count() == 1, timeout=WAIT)
    page.refresh()
    assert "согласие.pdf" in page.pane.alarm.text()
    assert said[1] in text(page.pane.proof)


def test_a_slow_check_hinders_nothing_and_is_made_up_for_after_a_lock(
    qtbot, desk, show_page, tmp_path, monkeypatch
):
    gate = Gate()
    real = signed_files.look

    def slow(*arguments):
        gate.wait(WAIT / 1000)
        return real(*arguments)

    monkeypatch.setattr(signed_files, "look", slow)
    page = show_page(RequestsPage)
    dialog = taken_in(qtbot, page, tmp_path, signed_letter(tmp_path))
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: not page.acts.open and not page.jobs.running, timeout=WAIT)
    (id,) = requests.request_ids(desk, page.model.query)
    assert not SignedFile.select().exists()
    state = page.state()
    assert state["dialogs"]["unchecked"] == [id]
    page.acts.deleteLater()
    gate.set()
    again = show_page(RequestsPage)
    again.restore(state)
    qtbot.waitUntil(lambda: SignedFile.select().count() == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: again.state()["dialogs"]["unchecked"] == [], timeout=WAIT)
