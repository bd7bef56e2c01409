# SPDX-License-Identifier: Apache-2.0
"""A request by post typed by hand: the day alone, shown as a day, corrected as one."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel

from desk.domain.kinds import Channel, DemandKind, DemandState
from desk.services.request import requests
from tests.factories import intake
from tests.ui.hands import at_the_desk, press, write
from tests.ui.test_other_laws import show
from ui.files import packed
from ui.pages.requests import RequestsPage

DAY = {"en": "Fri 20 Nov 2026", "ru": "20\u00a0нояб. 2026, пт"}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_letter_by_post_is_registered_by_its_day(desk, show_page, language):
    with at_the_desk(language):
        page = show_page(RequestsPage)
        page.acts.new_request()
        (dialog,) = page.acts.open
        form = dialog.form
        assert form.editor("received").state() == "22.11.2026", "nobody told an hour"
        form.set({"channel": Channel.EMAIL})
        assert ":" in form.editor("received").state()
        write(form.editor("received").main, "20.11")
        form.set({"demands": (DemandKind.ACCESS,), "name": "Щёголева Анна Ильинична"})
        press(dialog.accept_button)
        assert form.complaint("received")
        form.set({"channel": Channel.POST})
        assert form.editor("received").state() == "20.11", "what was typed stays"
        press(dialog.accept_button)
        id = page.pane.card.row.id if page.pane.card else 1
        show(page, id)
        said = [label.text() for label in page.pane.what.findChildren(QLabel)]
        assert DAY[language] in said
        page.pane.act_wanted.emit("correct")
        (dialog,) = page.acts.open
        assert dialog.form.editor("received").state() == "20.11.2026"
        write(dialog.form.editor("received").main, "19.11.2026")
        write(dialog.form.editor("reason").main, "По штемпелю")
        press(dialog.accept_button)
        assert requests.request_card(desk, id).row.received == "2026-11-19"


def test_a_dispatch_and_a_block_of_which_only_the_day_is_known(desk, clock, show_page):
    page = show_page(RequestsPage)
    id = requests.register_request(desk, intake(demands=(DemandKind.CLAIM_INACCURATE,)))
    show(page, id)
    page.pane.act_wanted.emit("block")
    (dialog,) = page.acts.open
    write(dialog.form.editor("note").main, "в картотеке")
    dialog.form.set({"what": "decline"})
    assert not dialog.form.editor("at").isVisible()
    dialog.form.set({"what": "block"})
    write(dialog.form.editor("at").main, "21.11.2026")
    press(dialog.accept_button)
    assert requests.request_card(desk, id).blocked == "2026-11-21"
    requests.decide(desk, id, 1, DemandState.DROPPED, "отозвал")
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "по звонку")
    requests.decide(desk, id, 2, DemandState.SATISFIED, "отвечено письмом")
    show(page, id)
    page.pane.act_wanted.emit("dispatch")
    (dialog,) = page.acts.open
    write(dialog.form.editor("at").main, "22.11.2026")
    write(dialog.form.editor("proof").main, "РПО 1")
    press(dialog.accept_button)
    assert "No answer was issued" in dialog.form.complaint()
    dialog.file.restore(packed("answer.pdf", b"%PDF"))
    press(dialog.accept_button)
    assert requests.request_card(desk, id).answered == "2026-11-22"


def test_the_moment_of_sending_is_taken_out_of_the_record(desk, show_page):
    page = show_page(RequestsPage)
    moment = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)
    id = requests.register_request(desk, intake(sent=moment))
    show(page, id)
    page.pane.act_wanted.emit("correct")
    (dialog,) = page.acts.open
    assert dialog.form.editor("sent").state() == "19.11.2026 12:30"
    dialog.form.editor("sent").main.clear()
    write(dialog.form.editor("reason").main, "Дата набрана по ошибке")
    press(dialog.accept_button)
    assert requests.request_card(desk, id).sent == ""


def test_a_moment_stays_a_moment(desk, show_page):
    page = show_page(RequestsPage)
    id = requests.register_request(desk, intake())
    show(page, id)
    page.pane.act_wanted.emit("correct")
    (dialog,) = page.acts.open
    write(dialog.form.editor("received").main, "19.11.2026 12:30")
    write(dialog.form.editor("reason").main, "По журналу")
    press(dialog.accept_button)
    moment = datetime(2026, 11, 19, 9, 30, tzinfo=UTC).isoformat(timespec="seconds")
    assert requests.request_card(desk, id).row.received == moment
