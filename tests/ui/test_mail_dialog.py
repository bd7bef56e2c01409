# SPDX-License-Identifier: Apache-2.0
"""The draft e-mail from the window: files are chosen, looked at, asked about, and saved with the paper."""

from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desk.domain.kinds import DemandKind, LanguageMode
from desk.services.letter import enclosures
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.people_cards import update_person
from desk.storage.models import Journal
from tests.factories import intake
from tests.reading import NAMED, picture, text_pdf
from tests.ui import walk
from tests.ui.hands import WAIT, at_the_desk, press
from ui import messages, paper_acts, words
from ui.dialogs.mail import MailDialog
from ui.file_view import FileView


@pytest.fixture
def id(desk):
    return requests.register_request(desk, intake())


@pytest.fixture
def mail(qtbot, desk, id, jobs):
    """Presses “Draft an e-mail…” on an issued paper."""
    window = QWidget()
    window.resize(1280, 800)
    qtbot.addWidget(window)
    window.show()
    draft = papers.draft(desk, "acknowledgement", LanguageMode.RU, request=id)
    paper = papers.issue(desk, draft)

    def begin(way="mail"):
        messages.answers.appendleft(True)  # unsigned, for once
        paper_acts.run(way, desk, jobs, window, paper.id)
        qtbot.waitUntil(lambda: not jobs.running, timeout=WAIT)
        return next(iter(window.findChildren(MailDialog)), None)

    return begin


def files_in(path):
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return [part.get_filename() for part in message.iter_attachments()][1:]


def said(row):
    return " ".join(label.text() for label in row.findChildren(QLabel))


def drafted():
    return Journal.select().where(Journal.action == "request.drafted").count()


def test_without_files_the_draft_is_saved_at_once(mail, tmp_path):
    messages.answers.append(tmp_path / "a.eml")
    assert mail() is None
    assert files_in(tmp_path / "a.eml") == []


def test_only_what_is_ticked_goes_along(mail, desk, id, tmp_path):
    requests.add_file(desk, id, "own & yours.txt", b"anna@example.org")
    requests.add_file(desk, id, "left.txt", b"text")
    dialog = mail()
    own, _left = dialog.rows
    assert "own & yours.txt" in said(own)
    assert own.looked.isHidden()
    own.pick.click()
    assert "16 bytes" in dialog.total.text()
    messages.answers.append(tmp_path / "a.eml")
    press(dialog.accept_button)
    assert files_in(tmp_path / "a.eml") == ["enclosure-1.txt"]


def test_webmail_gets_what_is_ticked_in_one_folder(mail, desk, id, tmp_path):
    requests.add_file(desk, id, "own.txt", b"anna@example.org")
    (tmp_path / "enclosure-1.txt").write_bytes(b"older")
    for replaced in (False, True):
        dialog = mail("webmail")
        dialog.rows[0].pick.click()
        messages.answers += [tmp_path, replaced]
        press(dialog.accept_button)
        assert "names: enclosure-1.txt" in messages.shown[-1]
        assert (tmp_path / "receipt-2026-001.pdf").exists() == replaced
        dialog.deleteLater()
        QApplication.processEvents()
    assert (tmp_path / "enclosure-1.txt").read_bytes() == b"anna@example.org"
    assert "1 файл" in QApplication.clipboard().text()


def test_a_picture_leaves_only_when_somebody_ticked_that_he_looked(mail, desk, id, tmp_path):
    requests.add_file(desk, id, "scan.png", picture())
    dialog = mail()
    (row,) = dialog.rows
    assert "cannot read pictures" in said(row)
    assert not row.looked.isEnabled()
    row.pick.click()
    press(dialog.accept_button)
    assert "tick that you did" in dialog.form.complaint()
    assert drafted() == 0
    press(row.look)
    (shown,) = dialog.findChildren(FileView)
    assert shown.paper.isVisible()
    shown.reject()
    row.looked.click()
    messages.answers.append(tmp_path / "a.eml")
    press(dialog.accept_button)
    assert files_in(tmp_path / "a.eml") == ["enclosure-1.png"]


def test_the_words_found_are_shown_and_asked_about(mail, desk, id, tmp_path):
    requests.add_file(desk, id, "list.pdf", text_pdf(NAMED))
    dialog = mail()
    (row,) = dialog.rows
    assert "May be other people’s data: petrova@example.net" in said(row)
    row.pick.click()
    row.looked.click()
    messages.answers.append(False)
    press(dialog.accept_button)
    assert "petrova@example.net (list.pdf)" in messages.shown[-1]
    assert drafted() == 0
    messages.answers += [True, tmp_path / "a.eml"]
    press(dialog.accept_button)
    assert files_in(tmp_path / "a.eml") == ["enclosure-1.pdf"]


def test_too_much_is_told_beside_the_files(mail, desk, id, monkeypatch):
    monkeypatch.setattr(enclosures, "MOST", 1024)
    requests.add_file(desk, id, "a.txt", b"text")
    dialog = mail()
    dialog.rows[0].pick.click()
    press(dialog.accept_button)
    assert "Leave some out" in dialog.form.complaint()
    assert drafted() == 0


def test_a_draft_that_cannot_be_written_says_so(mail, desk, id, tmp_path):
    requests.add_file(desk, id, "a.txt", b"text")
    dialog = mail()
    messages.answers.append(tmp_path / "none" / "a.eml")
    press(dialog.accept_button)
    assert "cannot be written" in messages.shown[-1]


@pytest.mark.parametrize(("language", "scale"), [("ru", 1.0), ("en", 2.0)])
def test_it_can_be_read_and_reached(qapp, mail, desk, id, language, scale):
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSizeF(font.pointSizeF() * scale)
    qapp.setFont(font)
    try:
        with at_the_desk(language):
            requests.add_file(desk, id, "x" * 200 + ".pdf", text_pdf(NAMED))
            requests.add_file(desk, id, "scan.png", picture())
            dialog = mail()
            QApplication.processEvents()
            dialog.rows[0].pick.click()
            for check in (walk.nameless, walk.clashing, walk.unreached, walk.cut):
                assert not check(dialog), check.__name__
    finally:
        qapp.setFont(before)


def test_a_long_list_of_findings_is_counted():
    assert words.some(str(number) for number in (1, 1, 2)) == "1 and 2"
    assert words.some(map(str, range(10)), 2) == "0, 1, and 8 more"
    assert words.kinds(DemandKind).count(",") > 8
    assert words.kinds(DemandKind, most=2).endswith(" more")


def test_before_a_draft_to_a_service_abroad_the_register_of_transfers_is_asked(mail, desk, id):
    card = requests.request_card(desk, id)
    update_person(desk, card.subject_id, replace(card.subject, email="anna@gmail.com"))
    messages.answers.append(False)  # not abroad
    assert mail() is None
    unsigned, abroad = messages.shown
    assert "unsigned" in unsigned
    assert "no transfer to an e-mail service in this state" in abroad
    assert "anna@gmail.com" in abroad
    assert drafted() == 0
