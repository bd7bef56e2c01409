# SPDX-License-Identifier: Apache-2.0
"""A notice of extension with a mistake: a corrected one takes its place, and the terms stay."""

from __future__ import annotations

from datetime import date

import pytest

from desk.domain.kinds import Channel, LanguageMode, Leaving
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services import papers, requests
from desk.services.journal_sheets import journal_lines
from desk.storage.models import Event
from tests.factories import intake

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
    with pytest.raises(Refusal, match="name the terms"):
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
