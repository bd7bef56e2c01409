# SPDX-License-Identifier: Apache-2.0
"""Deeds recorded by day: no hour is made up, and what was done after its term is called late."""

from datetime import UTC, date, datetime

from desk.domain.kinds import Channel, DemandKind, DemandState
from desk.domain.lateness import Late, Unit
from desk.services import requests
from tests.factories import intake

COMPLAINT = (DemandKind.CLAIM_UNLAWFUL,)


def test_a_deed_of_a_day_has_no_hour_and_stands_behind_what_came_before(desk, clock):
    id = requests.register_request(desk, intake(demands=COMPLAINT))
    requests.confirm_identity(desk, id, "по звонку")
    requests.record_remedy(desk, id, None, "blocking", desk.today(), "закрыт доступ")
    card = requests.request_card(desk, id)
    assert card.blocked == desk.today().isoformat()
    assert [each.kind for each in card.timeline][-2:] == ["identified", "remedy_blocking"]
    assert card.timeline[-1].at == desk.today().isoformat()
    (block,) = [line for line in card.deadlines if line.due.row == "R11"]
    assert block.met == desk.today().isoformat()


def test_what_is_done_after_its_term_is_late_by_the_days_of_the_law(desk, clock):
    id = requests.register_request(desk, intake(demands=COMPLAINT))
    requests.record_remedy(desk, id, None, "blocking", date(2026, 11, 21))
    (block,) = [d for d in requests.request_card(desk, id).deadlines if d.due.row == "R11"]
    assert block.late == Late(1, Unit.DAYS)

    answered = requests.register_request(desk, intake())
    demand = requests.request_card(desk, answered).demands[0].id
    requests.confirm_identity(desk, answered, "по звонку")
    requests.decide(desk, answered, demand, DemandState.SATISFIED, "ответ дан")
    clock.at = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
    requests.dispatch(desk, answered, clock.at, Channel.EMAIL, "письмо", ("a.pdf", b"%PDF"))
    (term,) = [d for d in requests.request_card(desk, answered).deadlines if d.due.row == "R01"]
    assert (term.due.due, term.late) == (date(2026, 12, 4), Late(2, Unit.WORKING_DAYS))


def test_what_is_done_in_time_is_not_late(desk):
    id = requests.register_request(desk, intake(demands=COMPLAINT))
    requests.record_remedy(desk, id, None, "blocking", date(2026, 11, 20))
    (block,) = [d for d in requests.request_card(desk, id).deadlines if d.due.row == "R11"]
    assert block.late is None
