# SPDX-License-Identifier: Apache-2.0
"""Where do my data go? — asked by letter, answered from the register of transfers, by clicks and keys in both languages."""

from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.domain.kinds import DemandState, Step
from desk.domain.request import PersonFields
from desk.domain.starter import SetChoice, starter_set
from desk.services.consent import consents
from desk.services.register import registers
from desk.services.request import requests
from desk.services.transfer.proposals import adopt_transfers, proposed_transfers
from tests.services.grounds import fields as consent_fields
from tests.services.test_transfers import filed
from tests.stories.test_window_story import front_dialog, issue, spoken, window
from tests.ui.hands import WAIT, drop, press
from ui import messages

__all__ = ["spoken", "window"]

NAMED = {
    "crm": ("Primer CRM Inc.", "US"),
    "cloud": ("Primer Cloud GmbH", "DE"),
    "mail": ("Primer Mail Ltd.", "VN"),
    "analytics": ("Primer Count Inc.", "US"),
}
_HEAD = (
    "From: Anna Sample <anna@gmail.com>\nTo: data@example.com\nSubject: {subject}\n"
    "Date: Fri, 20 Nov 2026 12:30:00 +0300\nMessage-ID: <where@example.org>\n"
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
)
LETTER = {
    "ru": _HEAD.format(subject="Question")
    + "Где физически хранятся мои данные — в России или за границей?\n",
    "en": _HEAD.format(subject="Question") + "Hello! Is my data sent outside Russia?\n",
}
TOLD = {"ru": "Передаются", "en": "Transferred"}


@pytest.fixture
def agreed(desk):
    """The trader's transfers, one of them filed, and Anna, who agreed that her enquiry is answered."""
    every = frozenset(each.fields.code for each in starter_set("trader").purposes)
    registers.adopt_set(desk, "trader", "2026-01-10", SetChoice(every, NAMED))
    found = [replace(each, since="2026-02-01") for each in proposed_transfers(desk)]
    filed(desk, *adopt_transfers(desk, found))
    purpose = next(each for each in registers.purposes(desk) if each.fields.code == "enquiries")
    who = PersonFields(name="Anna Sample", email="anna@gmail.com")
    told = consent_fields(purpose.id, given="2026-11-10", categories=())
    return consents.record_consent(desk, who, told)


def test_where_the_data_go_is_answered_by_clicks_and_keys(
    qtbot, window, desk, spoken, tmp_path, agreed
):
    saved = tmp_path / "letter.eml"
    saved.write_bytes(LETTER[spoken].encode())
    drop(window, saved)
    qtbot.waitUntil(lambda: window.current_name() == "requests", timeout=WAIT)
    page = window.page("requests")
    taking = front_dialog(qtbot, page, "take-in")
    assert taking.form.editor("demands").state() == ["transfers_information"]
    QTest.keyClick(taking, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    pane, id = page.pane, page.pane.card.row.id

    press(pane.steps[Step.IDENTIFY])
    identify = front_dialog(qtbot, page, "identify")
    QTest.keyClick(identify.form.editor("way").main, Qt.Key.Key_Down)
    press(identify.accept_button)
    qtbot.waitUntil(lambda: pane.steps[Step.ANSWER].isEnabled(), timeout=WAIT)

    # The letter about transfers is the usual answer; the register fills it in, nothing is typed.
    press(pane.steps[Step.ANSWER])
    answer = front_dialog(qtbot, page, "answer")
    assert answer.chosen_form() == "reply_transfer"
    brief = issue(qtbot, answer)
    assert (brief.form, brief.languages) == ("reply_transfer", spoken)
    for name in ("Primer CRM Inc.", "Primer Cloud GmbH", "Primer Mail Ltd.", TOLD[spoken]):
        assert answer.view.find_text(name) > 0, name
    assert answer.view.find_text("Primer Count Inc.") == 0, "no purpose of hers touches it"

    # Her mail service is in a state to which the register has no transfer by e-mail: that is said first.
    draft = tmp_path / "draft.eml"
    messages.answers += [True, True, draft]
    press(answer.done_panel.buttons["mail"])
    question = next(text for text in messages.shown if "anna@gmail.com" in text)
    assert question.startswith(
        "В реестре нет передачи" if spoken == "ru" else "The register has no transfer"
    )
    mail = message_from_bytes(draft.read_bytes(), policy=policy.default)
    assert mail["To"] == "anna@gmail.com"
    press(answer.accept_button)
    (demand,) = requests.request_card(desk, id).demands
    assert demand.state is not DemandState.OPEN
