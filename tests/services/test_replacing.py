# SPDX-License-Identifier: Apache-2.0
"""What takes the place of an issued paper starts from what that paper was about."""

import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from desk.domain.kinds import Channel, DemandKind, DemandState, LanguageMode
from desk.domain.paper import Withheld
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.letter import reply_mail
from desk.services.paper import papers
from desk.services.paper.written import written
from desk.services.request import requests
from tests.factories import from_regulator, register

RU = LanguageMode.RU
DATA = {"data": Both("Адрес почты.", "E-mail address.")}
KINDS = (DemandKind.ACCESS, DemandKind.WITHDRAW, DemandKind.STOP_MARKETING)
RIGHTS = Withheld(Both("отзыв"), "6.1.5", facts=Both("Договор № 7 ещё не исполнен."))


def issued(desk, form, id, **said):
    return papers.issue(desk, papers.draft(desk, form, RU, id, **said))


def text_of(content):
    text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    return " ".join(text.split())


def test_a_corrected_notice_tells_the_same_deed_of_the_same_day(desk, clock):
    id = register(desk, demands=KINDS)
    day = clock.at.date() - timedelta(days=1)
    clock.forward(days=2)
    said = {"action": "marketing", "done_on": day, "act_number": "7", "passages": DATA}
    old = issued(desk, "notice_done", id, **said)
    draft = papers.draft(desk, "notice_done", RU, id, passages=DATA, replaces=old.id)
    assert (draft.facts.action, draft.facts.done_on, draft.facts.act_number) == (
        "marketing",
        day,
        "7",
    )
    papers.replace(desk, old.id, draft, "опечатка")
    states = {each.kind: each.state for each in requests.request_card(desk, id).demands}
    assert states == {
        DemandKind.ACCESS: DemandState.OPEN,
        DemandKind.WITHDRAW: DemandState.OPEN,
        DemandKind.STOP_MARKETING: DemandState.SATISFIED,
    }


def test_a_corrected_refusal_refuses_what_the_old_one_did(desk):
    id = register(desk, demands=KINDS)
    demands = {each.kind: each.id for each in requests.request_card(desk, id).demands}
    refused = (demands[DemandKind.WITHDRAW],)
    old = issued(desk, "refusal", id, demands=refused, refused=(RIGHTS,))
    assert written(desk, old.id).demands == refused
    draft = papers.draft(desk, "refusal", RU, id, replaces=old.id, refused=(RIGHTS,))
    assert draft.demands == refused
    papers.replace(desk, old.id, draft, "опечатка")
    states = [each.state for each in requests.request_card(desk, id).demands]
    assert states == [DemandState.OPEN, DemandState.REFUSED, DemandState.OPEN]


def test_a_mistake_put_right_later_does_not_make_late_what_was_answered_in_time(desk, clock):
    id = register(desk)
    old = issued(desk, "reply_access", id)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<first@example.org>")
    clock.forward(days=40)
    draft = papers.draft(desk, "reply_access", RU, id, replaces=old.id)
    papers.replace(desk, old.id, draft, "пропущен телефон")
    card = requests.request_card(desk, id)
    assert not card.row.due, "nothing is overdue"
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<second@example.org>")
    (term,) = requests.request_card(desk, id).deadlines
    assert term.met.startswith("2026-11-22")
    assert term.late is None


def test_a_corrected_paper_says_in_place_of_which_it_comes_where_that_one_had_left(desk, clock):
    id = register(desk)
    first = issued(desk, "reply_access", id)
    draft = papers.draft(desk, "reply_access", RU, id, replaces=first.id)
    assert draft.facts.replaced_number == "", "nobody has the first one"
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<first@example.org>")
    clock.forward(days=1)
    second = papers.replace(desk, first.id, draft, "пропущен телефон")
    assert "взамен письма от 22 ноября 2026" in text_of(papers.paper_bytes(desk, second.id))
    draft = papers.draft(desk, "reply_access", RU, id, replaces=second.id)
    assert draft.facts.replaced_number == first.number, "the second one never left"
    again = papers.replace(desk, second.id, draft, "опечатка")
    assert "взамен письма от 22 ноября 2026" in text_of(papers.paper_bytes(desk, again.id))


def test_what_the_corrected_refusal_leaves_open_is_owed_again(desk, clock):
    id = register(desk, demands=(DemandKind.WITHDRAW, DemandKind.ACCESS))
    withdraw, access = (each.id for each in requests.request_card(desk, id).demands)
    both = (RIGHTS, Withheld(Both("доступ"), "14.8.4", facts=Both("Права третьих лиц.")))
    old = issued(desk, "refusal", id, demands=(withdraw, access), refused=both)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<first@example.org>")
    said = {"demands": (withdraw,), "refused": (RIGHTS,), "replaces": old.id}
    papers.replace(desk, old.id, papers.draft(desk, "refusal", RU, id, **said), "не всё")
    card = requests.request_card(desk, id)
    assert [each.state for each in card.demands] == [DemandState.REFUSED, DemandState.OPEN]
    assert {each.due.row for each in card.deadlines if not each.met} == {"R01"}


def test_a_corrected_notice_goes_to_whom_the_old_one_went(desk):
    id = requests.register_request(
        desk, from_regulator(demands=(DemandKind.REGULATOR_INFORMATION, DemandKind.CLAIM_UNLAWFUL))
    )
    requests.record_inquiry(desk, id, "факты", "причина", "меры", True)
    old = issued(desk, "notice_done", id, action="cessation", passages=DATA)
    draft = papers.draft(desk, "notice_done", RU, id, passages=DATA, replaces=old.id)
    assert not draft.facts.to_subject
    told = issued(desk, "notice_done", id, action="cessation", passages=DATA)
    assert papers.draft(desk, "notice_done", RU, id, replaces=told.id).facts.to_subject


def test_a_corrected_record_of_an_inspection_names_who_looked_and_when(desk, clock):
    id = register(desk, demands=(DemandKind.INSPECT,))
    day = clock.at.date()
    said = {"inspected_on": day, "inspector_name": "Лисин Пётр", "place": Both("Архив", "Archive")}
    shown = {"shown": Both("Карточка.")}
    old = issued(desk, "inspection_record", id, passages=shown, **said)
    clock.forward(days=3)
    draft = papers.draft(desk, "inspection_record", RU, id, passages=shown, replaces=old.id)
    facts = draft.facts
    assert (facts.inspected_on, facts.inspector_name, facts.place) == tuple(said.values())


@pytest.mark.parametrize(
    ("form", "kind", "field"),
    [
        ("inspection_record", DemandKind.INSPECT, "inspected_on"),
        ("notice_done", DemandKind.STOP, "done_on"),
    ],
)
def test_nothing_is_issued_of_a_day_that_is_still_to_come(desk, clock, form, kind, field):
    id = register(desk, demands=(kind,))
    said = {"action": "cessation"} if form == "notice_done" else {}
    texts = {**DATA, "shown": Both("Карточка.")}
    names = {each.name for each in papers.draft(desk, form, RU, id, **said).passages}
    texts = {name: text for name, text in texts.items() if name in names}
    for day in (clock.at.date() + timedelta(days=2), date(1, 1, 1)):
        with pytest.raises(Refusal) as refusal:
            issued(desk, form, id, passages=texts, **{field: day}, **said)
        assert refusal.value.field == field
    assert issued(desk, form, id, passages=texts, **{field: clock.at.date()}, **said).number


def test_data_are_not_shown_before_the_request_came(desk, clock):
    id = register(desk, demands=(DemandKind.INSPECT,))
    texts = {"shown": Both("Карточка.")}
    day = clock.at.date() - timedelta(days=60)
    with pytest.raises(Refusal, match="before the request was received") as refusal:
        issued(desk, "inspection_record", id, passages=texts, inspected_on=day)
    assert refusal.value.field == "inspected_on"


def test_an_authority_is_told_its_own_number_in_the_notice_of_extension_and_in_the_mail(desk):
    id = requests.register_request(
        desk,
        from_regulator(their_number="5510-04/78", their_date="2026-11-19"),
    )
    reasons = {"reasons": Both("Сведения запрошены у обработчика.", "Asked of the processor.")}
    draft = papers.draft(desk, "extension_notice", RU, id, passages=reasons)
    assert "5510-04/78 от 19 ноября 2026" in text_of(papers.preview(desk, draft).content)
    said = reply_mail.covering_text(desk, id, "en")
    assert (
        "your request No. 5510-04/78 of 19 November 2026, registered here as No. 2026-001" in said
    )
    assert "your request No. 2026-002," in reply_mail.covering_text(desk, register(desk), "en")
