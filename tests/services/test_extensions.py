# SPDX-License-Identifier: Apache-2.0
"""An extension counts only if its notice left within the first term (law A.3, rule 11)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from desk.domain.call_words import notice_words
from desk.domain.kinds import Channel, LanguageMode, Step
from desk.domain.proposal import Correction
from desk.domain.values import Both
from desk.services.overview import deadlines
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.sheets import journal_lines
from tests.factories import intake

RU = LanguageMode.RU


@pytest.fixture
def id(desk, clock):
    """Received on 6 November, extended on the last day, the 20th; the notice has not left."""
    found = requests.register_request(desk, intake(received=datetime(2026, 11, 6, 9, tzinfo=UTC)))
    clock.set(2026, 11, 20, 9, 0)
    texts = {"reasons": Both("архив")}
    draft = papers.draft(desk, "extension_notice", RU, found, passages=texts)
    papers.issue_extension(desk, draft, "архив")
    return found


def line(desk):
    return next((group.id, one) for group in deadlines.today(desk).groups for one in group.lines)


def kinds(desk, id):
    return [event.kind for event in requests.request_card(desk, id).timeline]


def term(desk, id):
    found = requests.request_card(desk, id).deadlines[0]
    return str(found.due.due), found.original


def answered(desk, id, clock):
    requests.confirm_identity(desk, id, "по договору")
    papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    requests.dispatch(desk, id, clock(), Channel.EMAIL, "письмо")


def test_until_the_notice_leaves_the_first_date_leads_today(desk, id, clock):
    group, found = line(desk)
    assert (group, str(found.due.due), found.step) == ("today", "2026-11-20", Step.DISPATCH)
    assert "20" in notice_words(desk.catalogue("ru"), found.due)
    assert term(desk, id) == ("2026-11-27", "2026-11-20")
    requests.dispatch(desk, id, clock(), Channel.EMAIL, "письмо")
    group, found = line(desk)
    assert (group, str(found.due.due)) == ("week", "2026-11-27")
    assert notice_words(desk.catalogue("ru"), found.due) == ""
    clock.set(2026, 11, 24, 9)
    assert line(desk)[0] == "week"


def test_without_its_notice_the_term_is_over_with_its_first_day(desk, id, clock):
    clock.set(2026, 11, 24, 9)
    group, found = line(desk)
    assert (group, str(found.due.due), found.overdue) == ("overdue", "2026-11-20", True)
    assert "is not valid" in notice_words(desk.catalogue("en"), found.due)
    assert found.step is Step.IDENTIFY, "the answer is what is late"
    assert term(desk, id) == ("2026-11-20", "")
    assert kinds(desk, id).count("extension_lost") == 1
    line(desk)
    assert kinds(desk, id).count("extension_lost") == 1, "told once"


def test_an_answer_sent_meanwhile_is_late_whether_or_not_anybody_looked(desk, id, clock):
    clock.set(2026, 11, 24, 9)
    answered(desk, id, clock)
    requests.close_request(desk, id, "")
    assert term(desk, id) == ("2026-11-20", "")
    row = journal_lines(desk, date(2026, 11, 1), date(2026, 11, 30), 10)[0]
    assert [(each.due, each.extended_to) for each in row.terms] == [("2026-11-20", "")]


def test_a_dispatch_recorded_later_gives_the_extension_back_if_it_was_in_time(desk, id, clock):
    clock.set(2026, 11, 24, 9)
    deadlines.today(desk)
    left = datetime(2026, 11, 20, 15, tzinfo=UTC)
    requests.dispatch(desk, id, left, Channel.POST, "РПО 1")
    assert term(desk, id) == ("2026-11-27", "2026-11-20")
    assert "extension_kept" in kinds(desk, id)
    assert line(desk)[0] == "week"


def test_a_notice_left_in_time_on_any_hour_of_the_last_day(desk, id, clock):
    clock.set(2026, 11, 24, 9)
    deadlines.today(desk)
    requests.dispatch(desk, id, date(2026, 11, 20), Channel.POST, "РПО 1")
    assert term(desk, id) == ("2026-11-27", "2026-11-20")
    told = {event.kind: event.at for event in requests.request_card(desk, id).timeline}
    assert told["notice_sent"] == "2026-11-20"
    same = Correction(received=datetime(2026, 11, 6, 8, tzinfo=UTC))
    requests.correct(desk, id, same, "по журналу")
    assert term(desk, id) == ("2026-11-27", "2026-11-20")


def test_a_dispatch_that_was_late_gives_nothing_back(desk, id, clock):
    clock.set(2026, 11, 24, 9)
    deadlines.today(desk)
    requests.dispatch(desk, id, clock(), Channel.POST, "РПО 1")
    assert term(desk, id) == ("2026-11-20", "")
    assert "extension_kept" not in kinds(desk, id)


def test_a_corrected_receipt_takes_an_extension_that_came_too_late(desk, id, clock):
    requests.dispatch(desk, id, clock(), Channel.EMAIL, "письмо")
    earlier = Correction(received=datetime(2026, 11, 2, 9, tzinfo=UTC))
    requests.correct(desk, id, earlier, "ошибка")
    assert term(desk, id) == ("2026-11-17", "")
    assert "extension_lost" in kinds(desk, id)
    back = Correction(received=datetime(2026, 11, 6, 9, tzinfo=UTC))
    requests.correct(desk, id, back, "всё же верно")
    assert term(desk, id) == ("2026-11-27", "2026-11-20")
