# SPDX-License-Identifier: Apache-2.0
"""A notice of extension with a mistake: a corrected one takes its place, and the terms stay."""

from __future__ import annotations

from datetime import date

import pytest

from desk.domain.call_words import notice_words
from desk.domain.kinds import Channel, DemandKind, LanguageMode, Leaving, Step
from desk.domain.request import PARTS
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.overview import deadlines
from desk.services.overview.deadlines import today
from desk.services.paper import papers
from desk.services.paper.left_papers import paper_left
from desk.services.request import requests
from desk.services.request.extensions import lose_unsent
from desk.services.request.sheets import journal_lines
from desk.storage.models import Event
from tests.documents.sample import text_of
from tests.factories import intake, register

RU = LanguageMode.RU


def extended(desk):
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "по адресу из договора")
    texts = {"reasons": Both("Нужно время, но с опечаткой.")}
    draft = papers.draft(desk, "extension_notice", RU, id, passages=texts)
    return id, papers.issue_extension(desk, draft, "нужно время")


def corrected(desk, id, paper):
    texts = {"reasons": Both("Нужно время.")}
    draft = papers.draft(desk, "extension_notice", RU, id, passages=texts, replaces=paper.id)
    return papers.replace(desk, paper.id, draft, "опечатка")


def terms(desk, id):
    return [(d.due.due, d.original) for d in requests.request_card(desk, id).deadlines]


def test_a_corrected_notice_takes_the_place_and_the_terms_stay(desk):
    id, paper = extended(desk)
    before = terms(desk, id)
    new = corrected(desk, id, paper)
    assert new.number == "notice/2026-002"
    assert papers.paper_brief(desk, paper.id).state == "void"
    assert papers.paper_brief(desk, paper.id).replaced_by == new.id
    assert terms(desk, id) == before
    again = corrected(desk, id, new)
    assert again.number == "notice/2026-003"


def test_voiding_tells_the_way_out_of_the_corrected_notice_too(desk):
    id, paper = extended(desk)
    for each in (paper, corrected(desk, id, paper)):
        current = papers.paper_brief(desk, each.id)
        if current.state == "issued":
            with pytest.raises(Refusal, match="corrected notice in its place"):
                papers.void(desk, each.id, "передумали")


def test_only_a_notice_of_the_same_terms_replaces_it(desk):
    id, paper = extended(desk)
    other = papers.draft(desk, "acknowledgement", RU, id)
    with pytest.raises(Refusal, match="name the deadlines"):
        papers.replace(desk, paper.id, other, "так")
    assert papers.paper_brief(desk, paper.id).state == "issued"


def test_what_is_sent_and_what_the_journal_names_is_the_corrected_one(desk, clock):
    id, paper = extended(desk)
    new = corrected(desk, id, paper)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<id>")
    sent = Event.get(Event.request == id, Event.kind == "notice_sent")
    assert sent.document_id == new.id
    line = journal_lines(desk, date(2026, 11, 1), date(2026, 11, 30), 10)[0]
    assert {term.notice for term in line.terms if term.extended_to} == {new.number}


def test_a_notice_that_left_too_late_holds_no_term_and_can_be_voided(desk, clock):
    id, paper = extended(desk)
    clock.forward(days=30)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<id>")
    with pytest.raises(Refusal, match="can be voided"):
        corrected(desk, id, paper)
    papers.void(desk, paper.id, "ушло поздно")
    assert papers.paper_brief(desk, paper.id).state == "void"


def both_wait(desk, clock):
    """A notice issued first, then an answer; neither has left."""
    id, _paper = extended(desk)
    clock.forward(days=1)
    papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    return id


def test_where_notice_and_answer_wait_a_person_says_which_one_left(desk, clock):
    id = both_wait(desk, clock)
    assert requests.request_card(desk, id).leaving == (Leaving.ANSWER, Leaving.NOTICE)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<notice>", what=Leaving.NOTICE)
    card = requests.request_card(desk, id)
    assert not card.answered, "the notice is no answer"
    assert card.leaving == (Leaving.ANSWER,)
    assert [event.kind for event in card.timeline if "sent" in event.kind] == ["notice_sent"]
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<answer>")
    assert requests.request_card(desk, id).answered


def sent_and_corrected(desk, clock):
    """The notice left in time, and a corrected one was put in its place."""
    id, paper = extended(desk)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<first>")
    clock.forward(days=1)
    return id, corrected(desk, id, paper)


def sent(card):
    return [(each.kind, each.document) for each in card.timeline if "sent" in each.kind]


def test_a_notice_in_the_place_of_one_that_left_has_to_leave_too(desk, clock):
    """Law A.3, rule 11: a notice leaves within the first term, and rule 10: its proof is kept."""
    id, new = sent_and_corrected(desk, clock)
    card = requests.request_card(desk, id)
    assert (card.row.step, card.leaving) == (Step.DISPATCH, (Leaving.NOTICE,))
    assert card.row.due == "2026-12-04", "the first term leads until it has left"
    assert "corrected notice" in notice_words(desk.catalogue("en"), card.deadlines[0].due)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<second>")
    card = requests.request_card(desk, id)
    assert card.leaving == ()
    assert (card.row.step, card.row.due) == (Step.ANSWER, "2026-12-11")
    assert sent(card)[-1] == ("correction_sent", new.id)
    assert paper_left(desk, new.id).proof == "<second>"


def test_the_extension_stands_on_the_notice_that_left_in_time(desk, clock):
    id, _new = sent_and_corrected(desk, clock)
    clock.set(2026, 12, 7, 9)
    deadlines.today(desk)
    card = requests.request_card(desk, id)
    assert [str(term.due.due) for term in card.deadlines] == ["2026-12-11"]
    assert card.row.due == "2026-12-11"
    assert card.row.step is Step.DISPATCH
    assert "extension_stands" in [each.kind for each in card.timeline]
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<second>")
    card = requests.request_card(desk, id)
    assert [each.kind for each in card.timeline].count("extension_stands") == 1
    assert card.row.due == "2026-12-11"


def test_a_corrected_notice_recorded_as_sent_too_late_says_that_the_first_one_holds(desk, clock):
    id, _new = sent_and_corrected(desk, clock)
    clock.set(2026, 12, 7, 9)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<second>")
    card = requests.request_card(desk, id)
    assert "extension_stands" in [each.kind for each in card.timeline]
    assert [str(term.due.due) for term in card.deadlines] == ["2026-12-11"]


def test_a_corrected_notice_drawn_up_after_the_first_term_does_not_say_it_left_before(desk, clock):
    id, paper = extended(desk)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<first>")
    before = "до истечения первоначального срока"
    assert before in " ".join(text_of(papers.paper_bytes(desk, paper.id)).split())
    clock.set(2026, 12, 7, 9)
    new = corrected(desk, id, paper)
    text = " ".join(text_of(papers.paper_bytes(desk, new.id)).split())
    assert before not in text
    assert "не более чем на пять рабочих дней" in text


def test_the_dispatch_of_a_corrected_notice_can_be_taken_back(desk, clock):
    id, new = sent_and_corrected(desk, clock)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<second>")
    requests.take_back_dispatch(desk, id, "не то письмо")
    assert requests.request_card(desk, id).leaving == (Leaving.NOTICE,)
    assert paper_left(desk, new.id) is None


def test_a_notice_that_has_not_left_after_all_is_owed_again(desk, clock):
    id, paper = extended(desk)
    owed = terms(desk, id)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<wrong>")
    requests.take_back_dispatch(desk, id, "письмо осталось в черновиках")
    card = requests.request_card(desk, id)
    assert (card.leaving, terms(desk, id)) == ((Leaving.NOTICE,), owed)
    assert card.row.step is Step.DISPATCH
    assert paper_left(desk, paper.id) is None
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<right>")
    clock.set(2026, 12, 7, 9)
    assert lose_unsent(desk) == 0
    assert terms(desk, id) == owed


def test_a_notice_that_has_not_left_by_the_first_last_day_extends_nothing(desk, clock):
    id, _paper = extended(desk)
    sent = clock.at
    requests.dispatch(desk, id, sent, Channel.EMAIL, "<wrong>")
    clock.set(2026, 12, 7, 9)
    requests.take_back_dispatch(desk, id, "письмо осталось в черновиках")
    assert terms(desk, id) == [(date(2026, 12, 4), "")]
    assert "extension_lost" in {each.kind for each in requests.request_card(desk, id).timeline}
    requests.dispatch(desk, id, sent, Channel.EMAIL, "<it did leave>")
    assert [due for due, _first in terms(desk, id)] == [date(2026, 12, 11)]


def test_an_answer_put_in_the_place_of_the_one_a_request_was_closed_on_can_be_sent(desk, clock):
    id = register(desk)
    old = papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<first>")
    requests.close_request(desk, id)
    before = requests.request_card(desk, id)
    assert before.row.step is None
    clock.forward(days=3)
    draft = papers.draft(desk, "reply_access", RU, id, replaces=old.id)
    new = papers.replace(desk, old.id, draft, "опечатка")
    assert requests.request_card(desk, id).row.step is Step.DISPATCH
    (line,) = today(desk).group("no_date").lines
    assert (line.request, line.step) == (id, Step.DISPATCH)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<second>")
    assert today(desk).group("no_date").total == 0
    after = requests.request_card(desk, id)
    assert (after.row.state, after.row.step, after.answered) == ("closed", None, before.answered)
    assert paper_left(desk, new.id).proof == "<second>"


@pytest.mark.parametrize("form", ["acknowledgement", "request_to_complete"])
def test_every_letter_put_in_the_place_of_one_that_left_can_be_sent(desk, clock, form):
    id = requests.register_request(desk, intake())
    said = {"missing": PARTS} if form == "request_to_complete" else {}
    old = papers.issue(desk, papers.draft(desk, form, RU, id, **said))
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<first>")
    new = papers.replace(
        desk, old.id, papers.draft(desk, form, RU, id, replaces=old.id, **said), "опечатка"
    )
    assert requests.request_card(desk, id).leaving
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<second>")
    assert paper_left(desk, new.id).proof == "<second>"


@pytest.mark.parametrize("form", ["reply_access", "notice_done"])
def test_every_answer_put_in_the_place_of_one_that_left_can_be_sent(desk, clock, form):
    done = form == "notice_done"
    id = register(desk, demands=(DemandKind.STOP if done else DemandKind.ACCESS,))
    said = {"action": "cessation", "passages": {"data": Both("Адрес.")}} if done else {}
    old = papers.issue(desk, papers.draft(desk, form, RU, id, **said))
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<first>")
    new = papers.replace(
        desk, old.id, papers.draft(desk, form, RU, id, replaces=old.id, **said), "опечатка"
    )
    card = requests.request_card(desk, id)
    assert (card.row.step, card.leaving) == (Step.DISPATCH, (Leaving.ANSWER,))
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<second>")
    assert paper_left(desk, new.id).proof == "<second>"
