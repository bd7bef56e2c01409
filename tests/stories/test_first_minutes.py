# SPDX-License-Identifier: Apache-2.0
"""The README's walk from the first start to the drafted answer, by clicks and keys, counted as a newcomer's time.

Everything is real but the clock, the file dialogs and the printer. The tariff is below; with ``-s`` the
table of the walk is printed.
"""

from email import message_from_bytes, policy
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desk.domain.kinds import Step
from desk.services.keeping import upkeep
from desk.services.overview import journals
from desk.services.register.holdings import active_holdings
from desk.services.register.recipients import parties_of
from desk.services.request import requests
from desk.services.request.access_items import unconfirmed
from tests.stories.test_letter_becomes_answer import LETTER
from tests.stories.test_window_story import front_dialog
from tests.ui.hands import WAIT, at_the_desk, drop, press, tick, write
from ui import messages
from ui.application import Sitting
from ui.dialogs.kept import KeptDialog
from ui.welcome import OPERATOR, SECRET, SHEET
from ui.words import starter

KEY, CLICK, GLANCE, READING = 0.3, 2.0, 5.0, 10.0
"""Seconds for a key (forty words a minute), a click, a small box, a screen full of words not seen before."""
LIMIT = 5 * 60

PASSPHRASE = "тополь мыло сорок рельс"
CARD = {
    "inn": "500100732259",
    "name": "Образцова Вера Примеровна",
    "ogrn": "304500116000157",
    "address": "620014, г. Екатеринбург, ул. Образцовая, д. 15, кв. 3",
    "request_email": "data@example.com",
}
PARTIES = {"delivery": "СДЭК", "payment": "ЮKassa", "cloud": "Таймвеб", "mail": "Яндекс"}
"""Who gets the orders of this shop."""
NAMES = {"ru": "Щёголева", "en": "Shchyogoleva"}


class Newcomer:
    """Hands that are counted: what they do takes the time of somebody who sees it for the first time."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, float]] = []

    @property
    def seconds(self) -> float:
        """All of it."""
        return sum(spent for _what, spent in self.rows)

    def spend(self, what: str, seconds: float) -> None:
        """Time goes by."""
        self.rows.append((what, seconds))

    def press(self, button: QWidget) -> None:
        """Click a button."""
        self.spend(f"click “{button.text()}”", CLICK)
        press(button)

    def enter(self, window: QWidget) -> None:
        """Press Enter where the focus is."""
        self.spend("Enter", KEY)
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Return)

    def write(self, widget: QWidget, text: str) -> None:
        """Come to a field by Tab and type."""
        self.spend(f"type “{text}”", KEY * (len(text) + 1))
        write(widget, text)

    def fill(self, form: object, values: dict[str, str]) -> None:
        """Type into fields one after another."""
        for name, text in values.items():
            self.write(form.editor(name).main, text)

    def table(self) -> str:
        """What took how long."""
        lines = [f"{spent:6.1f} s  {what}" for what, spent in self.rows]
        minutes, seconds = divmod(round(self.seconds), 60)
        return "\n".join([*lines, f"  {minutes}:{seconds:02} min in all"])


@pytest.fixture(params=["ru", "en"])
def spoken(request):
    with at_the_desk(request.param):
        yield request.param


@pytest.fixture
def sitting(qtbot, clock, spoken, tmp_path, monkeypatch):
    """The program as it starts where there is no desk yet."""
    monkeypatch.setattr(QApplication, "quit", lambda *_self: None)
    monkeypatch.setattr("ui.settings.settings_file", lambda: tmp_path / "window.ini")
    monkeypatch.setattr(upkeep, "create_desk", partial(upkeep.create_desk, clock=clock))
    made = Sitting(tmp_path / "new" / "desk")
    made.begin()
    yield made
    for shown in (made.window, made.door, made.welcome):
        if shown is not None:
            shown.close()


def set_up(hands, sitting, sheet):
    """README 1: language, card with a starter set, passphrase, recovery sheet."""
    welcome = sitting.welcome
    hands.spend("read: Welcome", GLANCE)
    hands.enter(welcome)
    assert welcome.step() == OPERATOR
    hands.spend("read: the operator’s card", READING)
    hands.fill(welcome.operator.form, CARD)
    choice = welcome.operator.form.editor("register").main
    hands.spend("choose what the business is", CLICK * 2)
    choice.setCurrentIndex(choice.findText(starter("shop")))
    hands.enter(welcome)
    assert welcome.step() == SECRET, welcome.operator.form.complaint()
    hands.spend("read: the passphrase", READING)
    assert welcome.focusWidget() is welcome.secret.form.editor("new").main
    hands.fill(welcome.secret.form, {"new": PASSPHRASE, "again": PASSPHRASE})
    hands.enter(welcome)
    assert welcome.step() == SHEET
    hands.spend("read: the recovery sheet", READING)
    messages.answers.append(sheet)
    hands.press(welcome.sheet.panel.save_button)
    hands.spend("say where to save it", GLANCE + CLICK)
    hands.press(welcome.next_button)


def take_in(qtbot, hands, window, letter):
    """README 2 and 3: the letter is dropped and registered, and it is noted how identity was checked."""
    hands.spend("read: Today", READING)
    hands.spend("save the letter as a file in the mail program", GLANCE + CLICK * 2)
    hands.spend("drag it onto the window", CLICK * 2)
    drop(window, letter)
    qtbot.waitUntil(lambda: window.current_name() == "requests", timeout=WAIT)
    page = window.page("requests")
    taking = front_dialog(qtbot, page, "take-in")
    hands.spend("read: what was recognised", READING)
    hands.enter(taking)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    hands.spend("read: the request", READING)
    hands.press(page.pane.steps[Step.IDENTIFY])
    identify = front_dialog(qtbot, page, "identify")
    hands.spend("read: how identity was checked", GLANCE)
    hands.spend("choose a usual way", CLICK * 2)
    identify.form.editor("way").main.setCurrentIndex(1)
    hands.press(identify.accept_button)
    qtbot.waitUntil(lambda: page.pane.steps[Step.ANSWER].isEnabled(), timeout=WAIT)
    return page


def answer(qtbot, hands, page, spoken):
    """README 4 and 5: the items fill in from what is ticked as kept; the answer is issued."""
    hands.press(page.pane.steps[Step.ANSWER])
    dialog = front_dialog(qtbot, page, "answer")
    qtbot.waitUntil(lambda: dialog.known.isVisible(), timeout=WAIT)
    hands.spend("read: the answer", READING)
    hands.press(dialog.known.button)
    kept = dialog.findChild(KeptDialog)
    hands.spend("read: what is kept", READING)
    hands.spend("tick the purpose", CLICK)
    purposes = kept.form.editor("kept")
    tick(purposes, purposes.items()[0].text())
    hands.fill(kept.form, {"since": "03.09.2026", "contract": "2417"})
    parties = kept.form.editor("recipients")
    assert parties.isVisible()
    hands.spend("read: who else gets them", GLANCE)
    for code, name in PARTIES.items():
        hands.write(parties.lines[code][0], name)
    hands.press(parties.at_home)
    hands.press(kept.accept_button)
    qtbot.waitUntil(lambda: not dialog.known.isVisible(), timeout=WAIT)
    hands.spend("read: the items that filled in", READING * 2)
    qtbot.waitUntil(lambda: dialog.view.pages.pdf is not None, timeout=WAIT)
    messages.answers.append(True)
    hands.press(dialog.accept_button)
    hands.spend("read and confirm: a text is still the program’s", GLANCE + CLICK)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    assert "2417" in dialog.passages.texts()["item2"].of(spoken)
    return dialog


def test_from_the_first_start_to_the_drafted_answer_in_under_five_minutes(
    qtbot, sitting, spoken, tmp_path
):
    hands = Newcomer()
    set_up(hands, sitting, tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: sitting.window is not None, timeout=WAIT)
    window = sitting.window
    setup = hands.seconds
    letter = tmp_path / "letter.eml"
    letter.write_bytes(LETTER[spoken].encode())
    page = take_in(qtbot, hands, window, letter)
    dialog = answer(qtbot, hands, page, spoken)
    hands.spend("read: what to do with the paper", GLANCE)
    draft = tmp_path / "draft.eml"
    messages.answers += [True, draft]
    hands.press(dialog.done_panel.buttons["mail"])
    hands.spend("say where to save the draft", GLANCE + CLICK)
    qtbot.waitUntil(draft.exists, timeout=WAIT)
    press(dialog.accept_button)
    print(f"\n{hands.table()}, of them {setup:.0f} s to set up")  # noqa: T201 -- the table of the walk

    mail = message_from_bytes(draft.read_bytes(), policy=policy.default)
    assert [part.get_filename() for part in mail.iter_attachments()] == ["answer-2026-001.pdf"]
    card = requests.request_card(window.desk, page.pane.card.row.id)
    assert not unconfirmed(parties_of(window.desk, active_holdings(window.desk, card.subject_id)))
    assert journals.verify(window.desk).sound
    assert hands.seconds < LIMIT
    assert setup < LIMIT / 2
