# SPDX-License-Identifier: Apache-2.0
"""A term met late says so in record, timeline and terminal, and a deed of a day shows no hour."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desk.cli.views import card_as_text, deadline_as_json
from desk.domain.kinds import DemandKind, DemandState
from desk.services.request import requests
from tests.factories import intake
from tests.ui.hands import at_the_desk
from tests.ui.test_other_laws import show
from ui import words
from ui.language import held
from ui.pages.requests import RequestsPage
from ui.record_parts import Term
from ui.tables import BadgeLabel

MET = {"en": "met on Sat 21 Nov 2026.", "ru": "выполнено 21 нояб. 2026, сб."}
LATE = {"en": "1 day late", "ru": "с опозданием на 1\u00a0день"}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_was_late_is_said_everywhere(desk, show_page, language):
    with at_the_desk(language):
        page = show_page(RequestsPage)
        id = requests.register_request(desk, intake(demands=(DemandKind.CLAIM_UNLAWFUL,)))
        requests.record_remedy(desk, id, None, "blocking", date(2026, 11, 21))
        show(page, id)
        badges = [
            badge.accessibleName() or badge.text()
            for term in page.pane.what.findChildren(Term)
            for badge in term.findChildren(BadgeLabel)
        ]
        assert badges == [LATE[language]]
        told = [
            label.text()
            for term in page.pane.what.findChildren(Term)
            for label in term.findChildren(QLabel)
        ]
        (met,) = [line for line in told if "(R11" in line]
        assert held(MET[language]) in met
        history = page.pane.history
        said = [
            history.item(row).data(Qt.ItemDataRole.AccessibleTextRole) or history.item(row).text()
            for row in range(history.count())
        ]
        assert sum(LATE[language] in line for line in said) == 1
        card = requests.request_card(desk, id, language)
        words = desk.catalogue(language)
        assert LATE[language].replace("\u00a0", " ") in card_as_text(card, desk, words)
        (block,) = [line for line in card.deadlines if line.due.row == "R11"]
        assert deadline_as_json(block, words)["late"] == {"count": 1, "unit": "days"}


def test_what_was_closed_late_is_not_coloured_as_if_all_were_well(desk, show_page):
    page = show_page(RequestsPage)
    heads = {}
    for name, day in (("late", 21), ("in time", 20)):
        id = requests.register_request(desk, intake(demands=(DemandKind.CLAIM_UNLAWFUL,)))
        requests.confirm_identity(desk, id, "по звонку")
        requests.record_remedy(desk, id, None, "blocking", date(2026, 11, day))
        demand = requests.request_card(desk, id).demands[0].id
        requests.decide(desk, id, demand, DemandState.DROPPED, "отозвал")
        requests.close_request(desk, id)
        show(page, id)
        heads[name] = page.pane.state.accessibleName() or page.pane.state.text()
        (row,) = requests.request_rows(desk, [id])
        assert words.state_badge(row).word == heads[name], "in the list as in the record"
    assert heads == {"late": "closed, late", "in time": "closed"}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_date_the_letter_sets_is_named_once(desk, show_page, language):
    with at_the_desk(language):
        page = show_page(RequestsPage)
        id = requests.register_request(desk, intake(sets_date="2026-12-04"))
        show(page, id)
        said = [label.text() for label in page.pane.what.findChildren(QLabel)]
        title = {"en": "Date set in the letter itself", "ru": "Срок, названный в самом письме"}
        (line,) = [each for each in said if title[language] in each]
        assert line.count(title[language]) == 1
