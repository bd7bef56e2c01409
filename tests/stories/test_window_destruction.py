# SPDX-License-Identifier: Apache-2.0
"""Story B by clicks and keys, in both languages: a withdrawal comes, the data go, nobody brings them back.

Everything is real but the clock, the file dialogs and the scanner.
"""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.domain.consent import ConsentFields, ConsentKind, ConsentState, ConsentWay
from desk.domain.destruction import DestructionState, DestructionStep, MemberRole
from desk.domain.kinds import DemandKind, RequestState, Step
from desk.domain.request import PersonFields
from desk.services.consent import consents
from desk.services.destruction import destructions
from desk.services.overview import journals
from desk.services.overview.search import search_everywhere
from desk.services.paper import papers
from desk.services.register import holdings
from desk.services.request import requests
from tests import ground, scanner
from tests.conftest import KEY
from tests.pages import decrypted
from tests.stories.tale import Tale
from tests.stories.test_window_story import front_dialog
from tests.stories.test_window_story import spoken as spoken  # noqa: PLC0414 -- a fixture
from tests.stories.test_window_story import window as window  # noqa: PLC0414 -- a fixture
from tests.ui.hands import drop, press, write
from ui import messages
from ui.tick import Tick

NAME = "Канарейкина Ульяна Фёдоровна"
EMAIL = "ulyana@example.org"
HEAD = f"""\
Message-ID: <withdrawal@example.org>
Date: Sun, 22 Nov 2026 10:13:58 +0300
From: {EMAIL}
To: data@example.com
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
"""
LETTER = {
    "ru": f"{HEAD}Subject: withdrawal\n\nОтзываю согласие на обработку моих персональных данных."
    f"\nКанарейкина, жёлтый бегемот.\n",
    "en": f"{HEAD}Subject: withdrawal\n\nI withdraw my consent to the processing of my personal data."
    f"\nКанарейкина, жёлтый бегемот.\n",
}
CANARIES = ("Канарейкина", "ulyana@example", "бегемот")
MEMBERS = (
    ("Образцова Вера Павловна", "Руководитель"),
    ("Примеров Павел Павлович", "Бухгалтер"),
    ("Вымышленная Ольга Олеговна", "Менеджер"),
)
GOOD = scanner.Flaws(dots=150)


class DestructionTale(Tale):
    TAB = "destruction"


@pytest.fixture
def tale(qtbot, window, desk, tmp_path):
    return DestructionTale(qtbot, window, desk, tmp_path)


@pytest.fixture
def subject(desk):
    """She once agreed to the newsletter: in the CRM, and on twelve sheets of paper."""
    place = ground.lay(desk)
    fields = ConsentFields(ConsentKind.PROCESSING, place.newsletter, "2026-03-01", ConsentWay.PAPER)
    consent = consents.record_consent(desk, PersonFields(name=NAME, email=EMAIL), fields)
    who = consents.consent_rows(desk, [consent])[0].person
    (held,) = holdings.holdings_of(desk, who)
    places = {"systems": (place.crm,), "carriers": ((place.cabinet, 12),)}
    holdings.change_holding(desk, held.id, replace(held.fields, **places), "Где лежит анкета")
    return who


def held_by(desk):
    """Which canaries the pages of the file and of its write-ahead log give away."""
    pages = decrypted(desk.database.path, KEY)
    return [word for word in CANARIES if word.encode() in pages]


def test_a_withdrawal_ends_in_an_erased_desk(tale, subject, spoken):
    desk = tale.desk
    request = withdrawal_comes(tale, LETTER[spoken])
    plan = consents_end_and_the_plan_is_offered(tale, request, subject)
    letters_go_and_are_confirmed(tale)
    a_commission_is_made_and_appointed(tale)
    it_is_carried_out(tale)
    act = act_and_extract_are_issued(tale)
    signed_pages_come_back(tale, act, plan)
    she_is_told_and_the_request_closed(tale, request)
    assert held_by(desk), "she is still here"
    the_desk_erases_its_copies(tale, plan)
    assert held_by(desk) == []
    assert search_everywhere(desk, "Канарейкина") == []
    assert journals.verify(desk).sound


def withdrawal_comes(tale, letter):
    """The letter is dropped on the window; whose it is and what it demands is recognised."""
    saved = tale.folder / "letter.eml"
    saved.write_bytes(letter.replace("\n", "\r\n").encode())
    drop(tale.window, saved)
    page = tale.window.page("requests")
    taking = front_dialog(tale.qtbot, page, "take-in")
    assert DemandKind.WITHDRAW in taking.form.editor("demands").value()
    write(taking.form.editor("name").main, NAME)
    QTest.keyClick(taking, Qt.Key.Key_Return)
    tale.until(lambda: page.pane.card is not None)
    press(page.pane.steps[Step.IDENTIFY])
    identify = front_dialog(tale.qtbot, page, "identify")
    QTest.keyClick(identify.form.editor("way").main, Qt.Key.Key_Down)
    press(identify.accept_button)
    tale.until(lambda: page.pane.card.identified)
    return page.pane.card.row.id


def consents_end_and_the_plan_is_offered(tale, request, subject):
    """From the request's record the consents end; the destruction of what rested on them is planned."""
    page = tale.window.page("requests")
    tale.until(lambda: page.pane.steps[Step.CONSENTS].isDefault())
    press(page.pane.steps[Step.CONSENTS])
    ending = front_dialog(tale.qtbot, page, "consents")
    messages.answers.append(True)
    press(ending.accept_button)
    (row,) = consents.consents_of(tale.desk, subject)
    assert row.state is ConsentState.WITHDRAWN
    plan = tale.dialog("plan")
    assert tale.window.current_name() == "destruction"
    assert plan.form.editor("subjects").value() == (subject,)
    tale.done(plan)
    tale.until(lambda: tale.pane.card is not None)
    card = tale.pane.card
    assert (card.request, card.row.due) == (request, "2026-12-22")
    assert len(card.items) == 4
    return card.row.id


def letters_go_and_are_confirmed(tale):
    """Everybody who has the data is written to; the processor's own act comes back."""
    writing = tale.step(DestructionStep.STOP_LETTERS)
    chosen = writing.form.editor("recipients").value()
    brief = tale.issued(writing)
    assert brief.form == "notice_third_party"
    tale.until(lambda: len(tale.pane.card.letters) == len(chosen))
    letters = tale.pane.letters
    tale.pane.sections.setCurrentWidget(letters)
    press(letters.buttons["letter_sent"])
    sent = tale.dialog("letter_sent")
    write(sent.form.editor("note").main, "№ 123")
    tale.done(sent)
    tale.until(lambda: tale.pane.card.letters[0].sent)
    answer = tale.folder / "act.pdf"
    answer.write_bytes(b"%PDF-1.4")
    press(letters.buttons["confirmed"])
    confirmed = tale.dialog("confirmed")
    drop(confirmed, answer)
    tale.done(confirmed)
    tale.until(lambda: tale.pane.card.letters[0].confirmed)
    assert tale.pane.card.letters[0].attachment is not None


def a_commission_is_made_and_appointed(tale):
    """The order is written beside its preview; issuing it appoints its members."""
    appoint = tale.step(DestructionStep.APPOINT)
    appoint.make_wanted.emit()
    making = tale.dialog("commission")
    editor = making.form.editor("members")
    for name, post in MEMBERS:
        press(editor.add)
        member = editor._asked
        for field, text in (("name", name), ("post", post)):
            for language in ("ru", "en"):
                write(member.form.editor(field).part(language), text)
        press(member.accept_button)
    assert [line.role for line in editor.lines] == [
        MemberRole.CHAIRMAN,
        MemberRole.MEMBER,
        MemberRole.MEMBER,
    ]
    for language in ("ru", "en"):
        write(making.form.editor("place").part(language), "г. Москва")
    tale.until(lambda: making.draft is not None and not making.lacking(making.draft))
    order = tale.issued(making)
    assert order.number == "order/2026-001"
    assert len(tale.pane.card.taking_part) == 3


def it_is_carried_out(tale):
    """As planned, today; the sheets were counted in the plan."""
    carrying = tale.step(DestructionStep.CARRY_OUT)
    assert {line.done.method for line in carrying.form.editor("items").lines} == {
        "shred",
        "delete_records",
    }
    tale.done(carrying)
    tale.until(lambda: tale.pane.card.done)


def act_and_extract_are_issued(tale):
    """The log of the CRM is lacking: the list of lacks leads there. Then act and extract are issued."""
    drawing = tale.step(DestructionStep.DRAW_UP)
    tale.until(lambda: drawing.lacks.list.count() == 1)
    messages.answers.append(True)
    drawing.lacks.list.setCurrentRow(0)
    QTest.keyClick(drawing.lacks.list, Qt.Key.Key_Return)
    logs = tale.dialog("logs")
    logs.form.editor("way").set("act")
    tale.done(logs)
    drawing = tale.step(DestructionStep.DRAW_UP)
    act = tale.issued(drawing)
    assert act.form == "destruction_act"
    tale.until(lambda: tale.pane.card.row.state is DestructionState.DRAWN_UP)
    assert {each.form for each in tale.pane.card.papers} >= {"destruction_act", "journal_extract"}
    return act


def signed_pages_come_back(tale, act, plan):
    """The printed act is signed and scanned; dropped on the tab, each page finds it."""
    sheets = scanner.sheets(papers.paper_bytes(tale.desk, act.id))
    scan = tale.folder / "scan.pdf"
    scan.write_bytes(scanner.pdf([scanner.scanned(sheet, 25, GOOD) for sheet in sheets]))
    drop(tale.page, scan)
    back = tale.dialog("scan-back")
    for number in range(3):
        back.panel.findChildren(Tick)[number].click()
    press(back.accept_button)
    tale.until(lambda: tale.pane.card.row.state is DestructionState.CERTIFIED)
    row = destructions.destruction_rows(tale.desk, [plan])[0]
    assert (row.signed, row.signers) == (3, 3)


def she_is_told_and_the_request_closed(tale, request):
    """The notice quotes the act; what left is recorded, and the request is closed before the erasure."""
    notice = tale.issued(tale.step(DestructionStep.TELL))
    assert notice.request == request
    tale.until(lambda: tale.pane.card.row.state is DestructionState.TOLD)
    messages.answers.append(True)
    press(tale.pane.steps[DestructionStep.ERASE])
    assert tale.window.current_name() == "requests"
    page = tale.window.page("requests")
    for step in (Step.DISPATCH, Step.CLOSE):
        tale.until(lambda step=step: page.pane.steps[step].isDefault())
        press(page.pane.steps[step])
        dialog = front_dialog(tale.qtbot, page, step.value)
        if step is Step.DISPATCH:
            write(dialog.form.editor("proof").main, "№ 124")
        press(dialog.accept_button)
        tale.until(lambda dialog=dialog: dialog not in page.acts.open)
    assert requests.request_card(tale.desk, request).row.state is RequestState.CLOSED
    tale.window.go("destruction")


def the_desk_erases_its_copies(tale, plan):
    """The counts of a dry run are read, the box is ticked, the file and the backups are cleaned."""
    erasing = tale.step(DestructionStep.ERASE)
    press(erasing.accept_button)
    assert erasing.form.complaint("sure")
    erasing.form.editor("sure").box.click()
    press(erasing.accept_button)
    tale.until(lambda: tale.pane.card.row.state is DestructionState.ERASED)
    tale.until(lambda: not tale.window.jobs.running)
    assert destructions.destruction_rows(tale.desk, [plan])[0].subject == ""
