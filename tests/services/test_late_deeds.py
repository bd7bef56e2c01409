# SPDX-License-Identifier: Apache-2.0
"""Deeds recorded by day: no hour is made up, and what was done after its term is called late."""

import io
from datetime import UTC, date, datetime

from pypdf import PdfReader

from desk.cli.views import row_as_text
from desk.domain.kinds import Channel, DemandKind, DemandState, LanguageMode
from desk.domain.lateness import Late, Unit
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.sheets import journal_lines
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


def blocked_late(desk):
    id = requests.register_request(desk, intake(demands=COMPLAINT))
    requests.record_remedy(desk, id, None, "blocking", date(2026, 11, 21))
    return id


def test_what_was_late_is_told_while_the_request_is_open_too(desk):
    """In the list as in the record, in the terminal, and in the journal of requests."""
    id = blocked_late(desk)
    (row,) = requests.request_rows(desk, [id])
    assert (row.marks.late, requests.request_card(desk, id).row.marks.late) == (True, True)
    words = desk.catalogue("ru")
    assert "один из сроков исполнен с опозданием" in row_as_text(row, words, desk.zone)
    (line,) = journal_lines(desk, date(2026, 11, 1), date(2026, 11, 30), 10)
    (block,) = [term for term in line.terms if term.met]
    assert (block.met, block.behind, block.unit) == ("2026-11-21", 1, "days")
    draft = papers.journal_requests(desk, date(2026, 11, 1), date(2026, 11, 30), LanguageMode.RU)
    pages = PdfReader(io.BytesIO(papers.preview(desk, draft).content)).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "исполнено 21.11.2026 с опозданием на 1 день" in told


def test_the_day_of_a_term_at_once_is_the_one_of_the_legal_zone(desk):
    """Received at 01:30 in Moscow, which is the day before in UTC: what is done that day is in time."""
    night = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
    id = requests.register_request(desk, intake(demands=COMPLAINT, received=night))
    requests.record_remedy(desk, id, None, "blocking", date(2026, 11, 21))
    (row,) = requests.request_rows(desk, [id])
    assert (row.marks.late, requests.request_card(desk, id).row.marks.late) == (False, False)
