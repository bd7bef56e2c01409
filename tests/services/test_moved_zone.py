# SPDX-License-Identifier: Apache-2.0
"""An operator who moves changes his legal time: what is on record keeps its day, and every place tells the same."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pypdf import PdfReader

from desk.cli.views import card_as_text
from desk.clocks import legal_time, zone_at
from desk.domain.kinds import Channel, DemandKind, DemandState, LanguageMode
from desk.domain.values import Query
from desk.services.operators import save_operator
from desk.services.overview.deadlines import soon, today
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.sheets import journal_lines
from tests.factories import intake

RU = LanguageMode.RU
NIGHT = datetime(
    2026, 11, 20, 21, 30, tzinfo=UTC
)  # 00:30 of the 21st in Moscow, the 20th in New York
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def move(desk, zone):
    save_operator(desk, replace(desk.operator(), time_zone=zone))


def told(desk, id):
    """The day of receipt and the last day, by the record, the terminal, a new paper and the journal of requests."""
    card = requests.request_card(desk, id, "ru")
    (term,) = [each for each in card.deadlines if each.due.row == "R01"]
    text = card_as_text(card, desk, desk.catalogue("ru"))
    draft = papers.draft(desk, "acknowledgement", RU, id)
    pages = PdfReader(io.BytesIO(papers.preview(desk, draft).content)).pages
    paper = " ".join(" ".join(page.extract_text() for page in pages).split())
    (line,) = journal_lines(desk, *NOVEMBER, 10)
    said = "Получено 21 ноября 2026 г." in text, "21 ноября 2026 г., 00:30 по московскому" in paper
    return said, draft.facts.received, term.due.start, term.due.due, line.received[:16]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Vladivostok"])
def test_what_was_recorded_keeps_its_day(desk, zone):
    id = requests.register_request(desk, intake(received=NIGHT))
    before = told(desk, id)
    assert before[0] == (True, True)
    move(desk, zone)
    assert told(desk, id) == before
    assert desk.operator().time_zone == zone
    assert desk.today() == desk.now().astimezone(legal_time(zone)).date()


def test_a_moment_names_its_zone_once_there_were_two(desk):
    requests.register_request(desk, intake(received=NIGHT))
    words = desk.catalogue("ru")
    assert "UTC" not in words.moment(NIGHT, desk.zone)
    move(desk, "Asia/Vladivostok")
    assert words.moment(NIGHT, desk.zone).endswith("00:30 (UTC+3)")
    assert words.moment(desk.now() + timedelta(hours=1), desk.zone).endswith("(UTC+10)")


def test_a_card_put_right_before_anything_was_recorded_is_no_move(desk):
    move(desk, "Asia/Vladivostok")
    assert desk.zone == "Asia/Vladivostok"


def test_a_term_ends_at_the_midnight_it_was_counted_to(desk, clock):
    """Answered on 5 December in Vladivostok while it was 4 December in Moscow, where the term was counted."""
    id = requests.register_request(desk, intake(received=datetime(2026, 11, 20, 9, tzinfo=UTC)))
    requests.confirm_identity(desk, id, "по звонку")
    demand = requests.request_card(desk, id).demands[0].id
    move(desk, "Asia/Vladivostok")
    clock.at = datetime(2026, 12, 4, 18, tzinfo=UTC)
    requests.decide(desk, id, demand, DemandState.SATISFIED, "ответ дан")
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "письмо", ("a.pdf", b"%PDF"))
    card = requests.request_card(desk, id)
    (term,) = [each for each in card.deadlines if each.due.row == "R01"]
    assert (term.due.due, term.late, card.row.marks.late) == (date(2026, 12, 4), None, False)


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Vladivostok"])
def test_what_is_due_today_stays_due_today(desk, clock, zone):
    """A term counted in Moscow ends later than the day in Vladivostok, and earlier than that in New York."""
    id = requests.register_request(
        desk, intake(received=clock.at, demands=(DemandKind.STOP_MARKETING,))
    )
    far = requests.register_request(desk, intake(received=clock.at))
    seen = due_by_group(desk), soon(desk), asked(desk)
    move(desk, zone)
    assert (due_by_group(desk), soon(desk), asked(desk)) == seen
    assert seen == ({"today": [id], "later": [far]}, 1, [id])


def due_by_group(desk):
    found = {group.id: [line.id for line in group.lines] for group in today(desk).groups}
    return {group: ids for group, ids in found.items() if ids}


def asked(desk):
    return list(requests.request_ids(desk, Query(due_by=desk.today())))


def test_legal_time_changes_at_its_moment():
    change = datetime(2026, 11, 22, 9, tzinfo=UTC)
    zone = f"Europe/Moscow {change.isoformat()} Asia/Vladivostok"
    clocks = legal_time(zone)
    for moment in (change - timedelta(seconds=1), change, change + timedelta(days=1)):
        local = moment.astimezone(clocks)
        assert local.astimezone(UTC) == moment
        name = zone_at(zone, moment)
        assert local.utcoffset() == moment.astimezone(legal_time(name)).utcoffset()
    assert [zone_at(zone, change - timedelta(seconds=1)), zone_at(zone, change)] == [
        "Europe/Moscow", "Asia/Vladivostok",
    ]  # fmt: skip
