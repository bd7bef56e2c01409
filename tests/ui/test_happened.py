# SPDX-License-Identifier: Apache-2.0
"""What a record says of its moments and terms: a picture for each, an own rule called one once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desk.domain.kinds import DemandKind
from desk.domain.timeline import EventKind
from desk.services.request import requests
from tests.factories import intake
from ui import happened, language
from ui.pages.requests import RequestsPage
from ui.timeline import Timeline


def test_every_moment_has_a_picture():
    assert all(happened.icon(kind) for kind in EventKind)


@pytest.mark.parametrize(("speech", "own"), [("en", "own rule"), ("ru", "собственное правило")])
def test_an_own_rule_is_called_one_once(show_page, desk, speech, own):
    language.use(speech)
    record = requests.register_request(desk, intake(demands=(DemandKind.COMPLAINT,)))
    page = show_page(RequestsPage)
    page.open_record(record)
    (said,) = (each.text() for each in page.pane.what.findChildren(QLabel) if "P01" in each.text())
    assert said.count(own) == 1


def test_what_has_less_room_than_before_takes_more_lines(qtbot, desk):
    record = requests.register_request(desk, intake())
    for day in ("the first", "the second"):
        requests.add_note(desk, record, f"what was said by telephone on {day} of the days before")
    history = Timeline()
    qtbot.addWidget(history)
    history.resize(history.fontMetrics().averageCharWidth() * 80, 400)
    history.show_card(requests.request_card(desk, record), desk.zone)
    history.show()
    QTest.qWait(50)
    history.resize(history.width() // 3, history.height())
    QTest.qWait(150)
    drawn = [history.visualItemRect(history.item(at)).top() for at in range(history.count())]
    apart = [after - before for before, after in pairwise(drawn)]
    assert apart == [history.sizeHintForRow(at) for at in range(history.count() - 1)]
