# SPDX-License-Identifier: Apache-2.0
"""Today: what must be done now, in groups by urgency, each line with its reasons."""

from datetime import UTC, date, datetime

from desk.cli.views import row_as_text
from desk.domain.explain import explain
from desk.domain.kinds import ApplicantRole, DemandKind, DemandState, OperatorKind, Step
from desk.domain.proposal import Correction
from desk.domain.today import NO_TERM
from desk.domain.values import Both
from desk.services.consent import consents
from desk.services.operators import save_operator
from desk.services.overview import deadlines
from desk.services.request import requests
from desk.services.request.listing import request_rows
from desk.services.terms import NEVER
from tests.factories import intake, operator_company, operator_trader, own_finding, person
from tests.services import grounds


def register(desk, **over):
    return requests.register_request(desk, intake(**over))


def groups(desk):
    view = deadlines.today(desk, "en")
    return {group.id: [line.request for line in group.lines] for group in view.groups}


def test_consents_that_end_within_thirty_days_are_counted_on_today(desk, clock):
    purpose = grounds.purpose(desk)
    for day in ("2026-11-22", "2026-12-22", "2026-12-23", ""):
        told = grounds.fields(purpose, given="2026-01-10", valid_until=day)
        consents.record_consent(desk, person(name=f"Имярек {day}", email=""), told)
    assert deadlines.today(desk).expiring == 2
    clock.forward(days=1)
    assert deadlines.today(desk).expiring == 2


def test_lines_stand_in_groups_by_urgency(desk, clock):
    clock.set(2026, 12, 4, 8, 0)
    overdue = register(desk, received=datetime(2026, 11, 18, 9, tzinfo=UTC))
    today = register(desk, received=datetime(2026, 11, 20, 9, tzinfo=UTC))
    week = register(desk, received=datetime(2026, 11, 25, 9, tzinfo=UTC))
    later = register(desk, received=datetime(2026, 12, 3, 9, tzinfo=UTC))
    own = requests.register_request(desk, own_finding(demands=(DemandKind.CLAIM_INACCURATE,)))
    requests.record_remedy(desk, own, None, "correction", date(2026, 12, 4))
    assert groups(desk) == {
        "overdue": [overdue],
        "today": [today],
        "week": [week],
        "later": [later],
        "no_date": [own],
    }
    assert deadlines.today(desk).soon == 3


def test_a_line_says_how_much_is_left_and_why(desk):
    register(desk, received=datetime(2026, 11, 22, 7, 14, tzinfo=UTC))
    line = deadlines.today(desk, "en").group("later").lines[0]
    assert (line.days_left, line.working_days_left, line.overdue) == (12, 10, False)
    assert line.step is Step.IDENTIFY
    assert line.title
    assert line.due.due == date(2026, 12, 4)
    assert line.due.row == "R01"
    assert "tenth working day is Fri 4 Dec" in explain(line.due, desk.catalogue("en"))
    russian = deadlines.today(desk, "ru").group("later").lines[0]
    assert "десятый рабочий день — 4 декабря" in explain(russian.due, desk.catalogue("ru"))
    assert russian.title != line.title


def test_hour_terms_count_in_hours(desk, clock):
    register(
        desk,
        role=ApplicantRole.RKN,
        demands=(DemandKind.NKTSKI_CHECK,),
        received=datetime(2026, 11, 22, 6, 0, tzinfo=UTC),
    )
    (line,) = deadlines.today(desk).group("week").lines
    assert line.hours_left == 21
    (row,) = requests.request_rows(desk, [line.request])
    assert row_as_text(row, desk.catalogue("en"), desk.zone).startswith("Mon 23 Nov 2026 09:00")
    clock.forward(hours=22)
    (line,) = deadlines.today(desk).group("overdue").lines
    assert line.hours_left < 0


def test_a_closed_or_taken_back_request_is_not_on_the_list(desk):
    id = register(desk)
    demand = requests.request_card(desk, id).demands[0].id
    requests.decide(desk, id, demand, DemandState.DROPPED, "отозвано")
    assert groups(desk)["no_date"] == [id]
    requests.close_request(desk, id)
    assert not any(groups(desk).values())


def test_lines_are_limited_and_all_are_counted(desk):
    for _ in range(4):
        register(desk)
    group = deadlines.today(desk, limit=3).group("later")
    assert (len(group.lines), group.total) == (3, 4)


def test_a_trader_who_signs_in_person_lacks_no_signer(desk):
    save_operator(desk, operator_trader(signer_name=Both(), signer_post=Both()))
    assert deadlines.today(desk).lacks == ()


def test_what_the_card_lacks_is_said(desk):
    assert deadlines.today(desk).lacks == ()
    save_operator(desk, operator_company(signer_name=Both()))
    assert deadlines.today(desk).lacks
    assert desk.operator().kind is OperatorKind.LEGAL


def test_the_end_of_the_decreed_calendar_is_announced(desk, clock):
    assert deadlines.today(desk).warnings == ()
    clock.set(2027, 12, 20, 9, 0)
    (near,) = deadlines.today(desk).warnings
    assert "ends soon" in near.msgid
    register(desk, received=datetime(2027, 12, 19, 9, tzinfo=UTC))
    assert "not been decreed" in deadlines.today(desk).warnings[1].msgid


def test_acts_that_papers_follow_are_named_before_and_after_they_end(desk, clock):
    def said(*moment):
        clock.set(*moment, 9, 0)
        return [desk.catalogue("ru").tell(each) for each in deadlines.today(desk).endings]

    assert said(2026, 12, 31) == []
    (soon,) = said(2027, 1, 2)
    assert soon.startswith("Приказ Роскомнадзора от 24.02.2021 № 18")
    assert "действует до 1 сент. 2027" in soon
    (over,) = said(2027, 9, 1)
    assert "не действует с 1 сент. 2027" in over
    assert len(said(2028, 7, 1)) == 3
    assert len(said(2030, 9, 1)) == 4


def bare(desk) -> int:
    """A request as an earlier version took it in: received before the law that gives it a term."""
    id = register(desk)
    desk.database.execute_sql("DELETE FROM deadline WHERE request = ?", (id,))
    desk.database.execute_sql(
        "UPDATE request SET received = '2001-01-01T09:00:00+00:00', due = ?, due_shown = ''"
        " WHERE id = ?",
        (NEVER, id),
    )
    return id


def test_a_request_without_any_term_is_marked_until_its_receipt_is_put_right(desk, clock):
    id = bare(desk)
    (line,) = deadlines.today(desk, "en").group("no_date").lines
    assert (line.id, line.title) == (id, NO_TERM)
    assert request_rows(desk, [id])[0].marks.uncounted
    requests.correct(desk, id, Correction(received=clock()), "опечатка в дате")
    assert not request_rows(desk, [id])[0].marks.uncounted
    assert deadlines.today(desk, "en").group("no_date").lines == ()
    assert requests.request_card(desk, id).deadlines != ()


def test_a_request_whose_terms_are_met_or_that_has_none_by_law_is_not_marked(desk):
    met = register(desk)
    desk.database.execute_sql("UPDATE deadline SET met = '2026-11-20T10:00:00+00:00'")
    free = bare(desk)
    desk.database.execute_sql("UPDATE request SET kinds = 'complaint' WHERE id = ?", (free,))
    desk.database.execute_sql("UPDATE request SET due = ?, due_shown = ''", (NEVER,))
    found = deadlines.today(desk, "en").group("no_date").lines
    assert [(line.id, line.title) for line in found] == [(met, ""), (free, "")]
    assert [row.marks.uncounted for row in request_rows(desk, [met, free])] == [False, False]
