# SPDX-License-Identifier: Apache-2.0
"""Story A by clicks and keys, in both languages: a dropped letter becomes an answer that was sent.

Everything is real but the clock, the file dialogs and the mail program.
"""

from email import message_from_bytes, policy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.domain.kinds import DemandState, RequestState, Step
from desk.domain.numbering import printed_number
from desk.services.overview import journals
from desk.services.request import requests
from tests.stories.test_letter_becomes_answer import LETTER, sent_message
from tests.ui.hands import WAIT, at_the_desk, drop, press, write
from ui import messages
from ui.jobs import Jobs
from ui.window import MainWindow

TEXTS = {
    "ru": {
        "reason": "Данные хранятся в двух системах, выгрузка готова не вся.",
        "item": "ФИО, адрес электронной почты; получены от самого субъекта при записи на курс.",
        "mode": "ru",
    },
    "en": {
        "reason": "The data are kept in two systems; one export is not ready yet.",
        "item": "Name and e-mail address; given by the subject when enrolling in a course.",
        "mode": "en",
    },
}


@pytest.fixture(params=["ru", "en"])
def spoken(request):
    with at_the_desk(request.param):
        yield request.param


@pytest.fixture
def window(qtbot, desk, spoken, tmp_path, monkeypatch):
    monkeypatch.setattr("ui.settings.settings_file", lambda: tmp_path / "window.ini")
    made = MainWindow(desk, Jobs())
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.jobs.close()


def front_dialog(qtbot, page, name):
    """The dialog of an act, once it stands open."""
    qtbot.waitUntil(lambda: any(name == each.NAME for each in page.acts.open), timeout=WAIT)
    return next(each for each in page.acts.open if name == each.NAME)


def issue(qtbot, dialog):
    """Wait for the preview, press Issue, wait for the number."""
    qtbot.waitUntil(lambda: dialog.view.pages.pdf is not None, timeout=WAIT)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    return dialog.issued


def test_a_letter_becomes_an_answer_by_clicks_and_keys(qtbot, window, desk, spoken, tmp_path):
    # A saved e-mail is dropped on the window, whatever tab is in front.
    saved = tmp_path / "letter.eml"
    saved.write_bytes(LETTER[spoken].encode())
    drop(window, saved)
    qtbot.waitUntil(lambda: window.current_name() == "requests", timeout=WAIT)
    page = window.page("requests")

    # What was recognised is shown with the words that led to it; Enter registers it.
    taking = front_dialog(qtbot, page, "take-in")
    assert "access" in taking.form.editor("demands").state()
    assert taking.form.editor("email").value() == "anna@example.org"
    QTest.keyClick(taking, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    pane = page.pane
    id = pane.card.row.id
    assert pane.title.text().startswith(("Request 2026-001 · ", "Обращение 2026-001 · "))

    # The next step is the default button; what cannot be done yet says why.
    assert pane.steps[Step.IDENTIFY].isDefault()
    assert not pane.steps[Step.ANSWER].isEnabled()
    assert pane.steps[Step.ANSWER].toolTip()

    # Who asks is settled by a usual way, picked by key.
    press(pane.steps[Step.IDENTIFY])
    identify = front_dialog(qtbot, page, "identify")
    ways = identify.form.editor("way").main
    QTest.keyClick(ways, Qt.Key.Key_Down)
    assert identify.form.editor("how").value()
    press(identify.accept_button)
    qtbot.waitUntil(lambda: pane.steps[Step.ANSWER].isEnabled(), timeout=WAIT)

    # Time is short: the notice of extension shows both dates and extends when it is issued.
    before = pane.card.row.due
    press(pane.steps[Step.EXTEND])
    extend = front_dialog(qtbot, page, "extend")
    assert extend.dates.text()
    write(extend.passages._editors["reasons"].parts[spoken].main, TEXTS[spoken]["reason"])
    issue(qtbot, extend)
    press(extend.accept_button)
    qtbot.waitUntil(lambda: not pane.steps[Step.EXTEND].isEnabled(), timeout=WAIT)
    assert pane.card.row.due == before, "the first date leads until the notice has left"

    # An extension counts when its notice has left in time: that is asked for at once.
    qtbot.waitUntil(lambda: pane.steps[Step.DISPATCH].isDefault(), timeout=WAIT)
    press(pane.steps[Step.DISPATCH])
    leaves = front_dialog(qtbot, page, "dispatch")
    write(leaves.form.editor("proof").main, "123")
    press(leaves.accept_button)
    qtbot.waitUntil(lambda: not pane.steps[Step.DISPATCH].isEnabled(), timeout=WAIT)
    assert pane.card.row.due > before
    assert not pane.card.answered

    # The answer is written beside its preview and issued with a number.
    press(pane.steps[Step.ANSWER])
    answer = front_dialog(qtbot, page, "answer")
    write(answer.passages._editors["item5"].parts[spoken].main, TEXTS[spoken]["item"])
    # Items the register knows nothing for are named once more before it leaves.
    messages.answers.append(True)
    brief = issue(qtbot, answer)
    assert answer.passages.title("item2") in messages.shown[-1]
    assert brief.number == "answer/2026-001"
    assert brief.languages == TEXTS[spoken]["mode"]
    assert answer.view.find_text(TEXTS[spoken]["item"].split()[0]) > 0

    # The draft e-mail carries the paper under a name that tells nothing.
    draft = tmp_path / "draft.eml"
    messages.answers += [True, draft]
    press(answer.done_panel.buttons["mail"])
    mail = message_from_bytes(draft.read_bytes(), policy=policy.default)
    assert mail["X-Unsent"] == "1"
    assert mail["In-Reply-To"] == "<first@example.org>"
    assert [part.get_filename() for part in mail.iter_attachments()] == ["answer-2026-001.pdf"]
    press(answer.accept_button)

    # The message that was sent is dropped back: it is the proof, and it tells the moment.
    qtbot.waitUntil(lambda: pane.steps[Step.DISPATCH].isDefault(), timeout=WAIT)
    sent = tmp_path / "sent.eml"
    sent.write_bytes(sent_message(draft.read_bytes()))
    press(pane.steps[Step.DISPATCH])
    dispatch = front_dialog(qtbot, page, "dispatch")
    drop(dispatch, sent)
    assert dispatch.file.name == "sent.eml"
    press(dispatch.accept_button)
    qtbot.waitUntil(lambda: pane.steps[Step.CLOSE].isDefault(), timeout=WAIT)

    # Closed with its outcome; the record shows the whole story in one line of dots.
    press(pane.steps[Step.CLOSE])
    closing = front_dialog(qtbot, page, "close")
    press(closing.accept_button)
    qtbot.waitUntil(lambda: pane.card.row.state is RequestState.CLOSED, timeout=WAIT)
    card = requests.request_card(desk, id)
    assert {demand.state for demand in card.demands} == {DemandState.SATISFIED}
    assert pane.history.count() == len(card.timeline) >= 7
    assert journals.verify(desk).sound

    # The register of papers holds both, frozen.
    window.go("papers")
    papers = window.page("papers")
    qtbot.waitUntil(lambda: papers.model.rowCount() == 2, timeout=WAIT)
    papers.open_record(brief.id)
    assert printed_number(brief.number) in papers.head.title.text()
