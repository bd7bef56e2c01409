# SPDX-License-Identifier: Apache-2.0
"""An inspection on the spot is done on the day of the visit, whenever its record is handed over (R04)."""

import pytest

from desk.domain.kinds import Channel, DemandKind, LanguageMode, Step
from desk.domain.paper_words import PARTS
from desk.domain.values import Both
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.corrections import Correction
from desk.services.signature.signed_forms import places
from tests.factories import register

RU = LanguageMode.RU
SHOWN = {"shown": Both("Карточка.")}


def drawn(desk, id, day, **said):
    return papers.draft(desk, "inspection_record", RU, id, passages=SHOWN, inspected_on=day, **said)


@pytest.fixture
def visited(desk, clock):
    """The request, the day of the visit and the record, issued two days later."""
    id = register(desk, demands=(DemandKind.INSPECT,), channel=Channel.IN_PERSON)
    requests.correct(desk, id, Correction(received=clock.at), "пришёл сам")
    day = desk.today()
    clock.forward(days=2)
    return id, day, papers.issue(desk, drawn(desk, id, day))


def term(desk, id):
    return next(each for each in requests.request_card(desk, id).deadlines if each.due.row == "R04")


def met(desk, id):
    return term(desk, id).met


def test_the_day_of_the_visit_meets_the_duty_and_the_record_handed_over_later_is_not_late(
    desk, visited
):
    id, day, _record = visited
    assert (met(desk, id), term(desk, id).late) == (day.isoformat(), None)
    assert requests.request_card(desk, id).row.step is Step.DELIVER
    assert requests.request_rows(desk, [id])[0].due == ""
    requests.dispatch(desk, id, desk.now(), Channel.IN_PERSON, "подпись на акте")
    assert (met(desk, id), term(desk, id).late) == (day.isoformat(), None)
    requests.close_request(desk, id)
    assert (met(desk, id), term(desk, id).late) == (day.isoformat(), None)


def test_data_shown_after_the_visit_are_late_by_the_day_they_were_shown(desk, clock):
    id = register(desk, demands=(DemandKind.INSPECT,), channel=Channel.IN_PERSON)
    clock.forward(days=9)
    papers.issue(desk, drawn(desk, id, desk.today()))
    assert met(desk, id) == desk.today().isoformat()
    assert term(desk, id).late is not None


def test_who_signs_the_record_is_named_in_the_reader_s_language(desk, visited):
    signers = places(desk, visited[2].id)
    assert [PARTS[each.role] for each in signers] == ["Operator", "Subject or representative"]


def test_a_void_record_shows_no_inspection(desk, visited):
    id, day, record = visited
    requests.dispatch(desk, id, day.replace(day=day.day + 2), Channel.IN_PERSON, "подпись")
    papers.void(desk, record.id, "не тот посетитель")
    assert met(desk, id) == ""


@pytest.mark.parametrize("closed", [False, True])
def test_a_corrected_record_moves_the_day_of_the_inspection(desk, clock, visited, closed):
    id, day, record = visited
    if closed:
        requests.dispatch(desk, id, desk.now(), Channel.IN_PERSON, "подпись на акте")
        requests.close_request(desk, id)
    later = day.replace(day=day.day + 1)
    papers.replace(desk, record.id, drawn(desk, id, later, replaces=record.id), "день не тот")
    assert met(desk, id) == later.isoformat()
    assert term(desk, id).late.count == 1


def test_the_inspection_stays_when_the_handing_over_is_taken_back(desk, clock):
    id = register(desk, demands=(DemandKind.INSPECT,))
    day = desk.today()
    papers.issue(desk, drawn(desk, id, day))
    requests.dispatch(desk, id, day, Channel.IN_PERSON, "подпись на акте")
    requests.take_back_dispatch(desk, id, "акт не подписан")
    assert met(desk, id) == day.isoformat()
    assert requests.request_card(desk, id).row.step is Step.DELIVER
