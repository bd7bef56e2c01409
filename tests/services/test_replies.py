# SPDX-License-Identifier: Apache-2.0
"""A reply that demands more than its request has: what is new, whose it is, and how the two are linked."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy

import pytest

from desk.domain.kinds import ApplicantRole, Channel, DemandKind, LanguageMode, Law
from desk.errors import Refusal
from desk.services.letter import mailbox, reply_mail
from desk.services.paper import papers
from desk.services.request import requests
from desk.storage.models import Journal, Person, Request
from tests.factories import intake, person

ACCESS = "Прошу сообщить, какие мои персональные данные вы обрабатываете."
MORE = "Дополнительно прошу уничтожить мои данные, так как они получены незаконно."
NEW = (DemandKind.DESTROY, DemandKind.CLAIM_UNLAWFUL)


def letter(text=ACCESS, id="a1", day=20, sender="Anna <anna@yandex.ru>", subject="Re: Запрос"):
    reply = f"In-Reply-To: <{id[:-1]}1@yandex.ru>\r\n" if id[-1] != "1" else ""
    return (
        f"Received: by mx.example.com; Fri, {day} Nov 2026 10:14:05 +0300\r\nMessage-ID: <{id}@yandex.ru>\r\n"
        f"From: {sender}\r\nTo: data@example.com\r\nSubject: {subject}\r\n{reply}"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    ).encode()


def proposed(desk, content, **how):
    return mailbox.proposal(desk, mailbox.read(content), **how)


def take_in(desk, content, **how):
    return mailbox.take_in(desk, content, proposed(desk, content, **how).intake)


def rows(card):
    return {term.due.row or term.due.rule for term in card.deadlines}


def test_new_demands_of_a_reply_start_their_terms_from_its_receipt(desk):
    first = take_in(desk, letter())
    found = proposed(desk, letter(MORE, "a2", 21))
    assert (found.reply_to.request, found.beyond, found.intake.demands) == (first, NEW, NEW)
    before = Journal.select().count()
    second = take_in(desk, letter(MORE, "a2", 21))
    card = requests.request_card(desk, second)
    alone = requests.register_request(desk, intake(demands=NEW))
    assert rows(card) == rows(requests.request_card(desk, alone)) >= {"R11"}
    assert {term.due.start for term in card.deadlines} == {date(2026, 11, 21)}
    acts = [row.action for row in Journal.select().order_by(Journal.seq)][before:]
    assert acts.count("request.registered") == 2
    assert acts[0] == "request.registered"
    assert '"follows":"request/2026-001"' in Journal.get(Journal.seq == before + 1).detail


def test_the_two_requests_name_each_other_and_are_about_one_person(desk):
    first = take_in(desk, letter())
    second = take_in(desk, letter(MORE, "a2", 21, "Anna <anna.other@mail.ru>"))
    told = [
        [(m.kind, m.note) for m in requests.request_card(desk, id).timeline if "follow" in m.kind]
        for id in (first, second)
    ]
    assert told == [[("followed", "2026-002")], [("follows", "2026-001")]]
    assert len({Request.get_by_id(id).subject_id for id in (first, second)}) == 1
    assert Person.select().count() == 1


def test_another_name_in_the_thread_stays_another_person(desk):
    first = take_in(desk, letter())
    second = take_in(desk, letter(MORE, "a2", 21, "Boris <boris@yandex.ru>"))
    assert requests.request_card(desk, second).subject.name == "Boris"
    assert Request.get_by_id(first).subject_id != Request.get_by_id(second).subject_id


def test_a_representative_speaks_in_the_reply_too(desk):
    speaks = {"role": ApplicantRole.REPRESENTATIVE, "authority": "№ 7"}
    boris = person(name="Boris", email="boris@yandex.ru")
    wanted = replace(proposed(desk, letter()).intake, applicant=boris, **speaks)
    mailbox.take_in(desk, letter(), wanted)
    made = proposed(desk, letter(MORE, "a2", 21, "Boris <boris@yandex.ru>")).intake
    assert (made.role, made.authority) == (ApplicantRole.REPRESENTATIVE, "№ 7")
    assert (made.applicant.name, made.subject.name) == ("Boris", "Anna")
    card = requests.request_card(desk, take_in(desk, letter(MORE, "a2", 21, "Boris <b@ya.ru>")))
    assert (card.subject.name, card.applicant.name) == ("Anna", "Boris")


@pytest.mark.parametrize("text", ["Спасибо!", ACCESS], ids=["thanks", "what is asked already"])
def test_a_reply_without_new_demands_only_joins(desk, text):
    take_in(desk, letter())
    assert proposed(desk, letter(text, "a2", 21)).beyond == ()


def test_a_reply_to_an_answer_in_a_thread_of_its_own_joins_too(desk, clock):
    first = take_in(desk, letter())
    requests.confirm_identity(desk, first, "по адресу из договора")
    papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, first))
    requests.dispatch(desk, first, clock.at, Channel.EMAIL, "<w12@yandex.ru>")
    later = {"text": "Спасибо!", "day": 21}
    for named, joins in (("<w12@yandex.ru>", first), ("<w1@yandex.ru>", None), ("<2>", None)):
        reply = letter(**later, id="a2").replace(b"<a1@yandex.ru>", named.encode())
        found = proposed(desk, reply).reply_to
        assert (found and found.request) == joins, named


def test_what_the_request_still_has_to_answer_is_not_registered_twice(desk):
    take_in(desk, letter())
    both = letter(f"{ACCESS} {MORE}", "a2", 21)
    assert proposed(desk, both).intake.demands == NEW
    apart = proposed(desk, both, apart=True).intake
    assert apart.demands == (DemandKind.ACCESS, *NEW)
    assert apart.follows is not None


def test_what_was_answered_and_is_demanded_again_is_a_repeat(desk, clock):
    first = take_in(desk, letter())
    requests.confirm_identity(desk, first, "по адресу из договора")
    papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, first))
    requests.dispatch(desk, first, clock.at, Channel.EMAIL, "<sent@example.com>")
    found = proposed(desk, letter(ACCESS, "a2", 21, "Anna <anna.other@mail.ru>"))
    assert found.beyond == (DemandKind.ACCESS,)
    assert found.repeat_of.request == first


def test_a_complaint_and_the_letter_of_an_authority_within_a_thread_are_told(desk):
    take_in(desk, letter())
    complaint = letter(f"Подаю жалобу на ваши действия. {ACCESS}", "a2", 21)
    assert proposed(desk, complaint).beyond == (DemandKind.COMPLAINT,)
    asks = (
        "Управление Роскомнадзора запрашивает информацию и просит предоставить сведения об обработке"
        " персональных данных в срок до 25.11.2026."
    )
    official = letter(asks, "a3", 21, "Управление <rkn77@rkn.gov.ru>")
    found = proposed(desk, official)
    assert DemandKind.REGULATOR_INFORMATION in found.beyond
    assert found.intake.role is ApplicantRole.RKN
    card = requests.request_card(desk, take_in(desk, official))
    assert (card.role, card.sets_date) == (ApplicantRole.RKN, "2026-11-25")
    assert [m.note for m in card.timeline if m.kind == "follows"] == ["2026-001"]


def test_the_laws_of_the_first_request_hold_for_the_new_one(desk):
    first = take_in(desk, letter())
    Request.update(laws="ru vn").where(Request.id == first).execute()
    assert proposed(desk, letter(MORE, "a2", 21)).intake.laws == (Law.RU, Law.VN)


def test_a_link_to_a_void_request_is_refused_and_leaves_nothing(desk):
    first = take_in(desk, letter())
    made = proposed(desk, letter(MORE, "a2", 21)).intake
    requests.void_request(desk, first, "по ошибке")
    with pytest.raises(Refusal, match="no such request"):
        mailbox.take_in(desk, letter(MORE, "a2", 21), made)
    assert Request.select().count() == 1


@pytest.mark.parametrize("text", [ACCESS, MORE, "Спасибо!"])
def test_somebody_elses_letter_in_the_thread_keeps_all_its_demands(desk, text):
    take_in(desk, letter())
    other = letter(text, "a2", 21, "Другой Человек <other@ya.ru>")
    found = proposed(desk, other)
    assert found.stranger
    assert found.beyond == found.intake.demands == proposed(desk, other, apart=True).intake.demands
    assert (found.intake.subject.email, found.intake.subject_id) == ("other@ya.ru", None)


@pytest.mark.parametrize("sender", ["Anna <anna.other@mail.ru>", "Аня К. <anna@yandex.ru>"])
def test_who_wrote_before_is_known_by_name_or_by_address(desk, sender):
    take_in(desk, letter())
    assert not proposed(desk, letter(ACCESS, "a2", 21, sender)).stranger


def test_the_draft_of_an_answer_refers_to_the_whole_conversation(desk):
    """RFC 5322, 3.6.4: to what the letter answered refers to, then to that letter."""
    content = letter().replace(
        b"Subject:",
        b"In-Reply-To: <two@yandex.ru>\r\nReferences: <one@example.com> <two@yandex.ru>\r\nSubject:",
    )
    id = take_in(desk, content)
    requests.confirm_identity(desk, id, "по адресу из договора")
    paper = papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, id))
    _name, draft = reply_mail.draft_reply(desk, id, [paper.id], "ru")
    sent = message_from_bytes(draft, policy=policy.default)
    assert sent["In-Reply-To"] == "<a1@yandex.ru>"
    assert sent["References"].split() == ["<one@example.com>", "<two@yandex.ru>", "<a1@yandex.ru>"]
