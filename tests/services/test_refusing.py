# SPDX-License-Identifier: Apache-2.0
"""A refusal, and what is recorded of who asks, rest on what happened; nothing is overwritten in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desk.domain.kinds import ApplicantRole, Channel, DemandKind, LanguageMode, Leaving, Step
from desk.domain.paper import Withheld
from desk.domain.proposal import BeforeIssue, Correction
from desk.domain.request import PARTS, Completeness, PersonFields
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.refusing import offered
from desk.storage.models import Recipient
from tests.factories import intake, person, register
from tests.services.grounds import holding, purpose, recipient

RU = LanguageMode.RU


def refuse(desk, id, ground):
    item = Withheld(Both("запрос", "request"), ground, Both("так есть", "so it is"))
    return papers.issue(desk, papers.draft(desk, "refusal", RU, id, refused=(item,)))


def answered(desk, clock):
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "по договору")
    papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    requests.dispatch(desk, id, clock(), Channel.EMAIL, "письмо")
    return id


@pytest.mark.parametrize("ground", ["14.8.3", "14.8.4", "other_law"])
def test_a_stranger_is_not_told_whether_data_are_processed(desk, ground):
    id = requests.register_request(desk, intake())
    law = Both("ст. 29 Федерального закона № 125-ФЗ") if ground == "other_law" else Both()
    item = Withheld(Both("запрос", "request"), ground, Both("так есть", "so it is"), law)
    with pytest.raises(Refusal, match="not been confirmed who is asking") as refusal:
        papers.issue(desk, papers.draft(desk, "refusal", RU, id, refused=(item,)))
    assert refusal.value.field == "refused"
    assert refuse(desk, id, "14.3.person").number


def test_a_first_request_is_not_refused_as_a_repeat(desk):
    id = requests.register_request(desk, intake())
    with pytest.raises(Refusal, match="No earlier request") as refusal:
        refuse(desk, id, "14.4")
    assert refusal.value.field == "refused"
    assert not requests.request_card(desk, id).papers


def test_a_repeat_is_refused_within_thirty_days_only(desk, clock):
    first = answered(desk, clock)
    clock.forward(days=5)
    soon = requests.register_request(desk, intake(received=clock(), repeat_of=first))
    requests.confirm_identity(desk, soon, "по договору")
    assert refuse(desk, soon, "14.4").number
    clock.forward(days=110)
    late = requests.register_request(desk, intake(received=clock(), repeat_of=first))
    with pytest.raises(Refusal, match="Thirty days have passed"):
        refuse(desk, late, "14.4")


def test_a_repeat_by_telephone_is_known_as_one_like_a_letter(desk, clock):
    first = answered(desk, clock)
    clock.forward(days=5)
    known = requests.request_card(desk, first).subject_id
    called = intake(received=clock(), channel=Channel.PHONE, subject_id=known)
    card = requests.request_card(desk, requests.register_request(desk, called))
    assert card.repeat_of == first
    assert card.repeat_gate is not None
    other = intake(
        received=clock(), subject=person(name="Иная Ия Ивановна", email="iya@example.org")
    )
    assert requests.request_card(desk, requests.register_request(desk, other)).repeat_of is None


def test_a_repeat_of_what_was_refused_is_none(desk, clock):
    first = requests.register_request(desk, intake())
    requests.confirm_identity(desk, first, "по договору")
    refuse(desk, first, "14.8.4")
    requests.dispatch(desk, first, clock(), Channel.EMAIL, "письмо")
    clock.forward(days=5)
    again = requests.register_request(desk, intake(received=clock(), repeat_of=first))
    with pytest.raises(Refusal, match="No earlier request"):
        refuse(desk, again, "14.4")


FULL = {f"item{n}": Both(f"Сведения {n}", f"Information {n}") for n in range(2, 10)}


def answer(desk, id, **texts):
    draft = papers.draft(desk, "reply_access", RU, id, passages=FULL | texts)
    return papers.issue(desk, draft)


def repeat_of(desk, clock, first):
    clock.forward(days=5)
    again = requests.register_request(desk, intake(received=clock(), repeat_of=first))
    requests.confirm_identity(desk, again, "по договору")
    item = Withheld(Both("запрос", "request"), "14.4")
    return again, papers.draft(desk, "refusal", RU, again, refused=(item,))


def test_a_refused_repeat_states_only_what_is_recorded_of_the_first_answer(desk, clock):
    """Art. 14 (6): the proof lies on the operator."""
    first = register(desk)
    answer(desk, first)
    requests.dispatch(desk, first, clock(), Channel.EMAIL, "письмо")
    _again, draft = repeat_of(desk, clock, first)
    assert draft.facts.passages["facts"].ru == (
        "20 ноября 2026 г. поступило первоначальное обращение №\xa02026-001."
        " На него 22 ноября 2026 г. отправлен ответ от 22 ноября 2026 г. №\xa001/2026-001."
    )
    assert papers.gap_hints(desk, draft, "en") == ()


def test_what_the_first_answer_left_open_is_asked_about_before_the_repeat_is_refused(desk, clock):
    first = register(desk)
    person = requests.request_card(desk, first).subject_id
    party = recipient(desk, "kommo")
    with desk.database.atomic():
        Recipient.update(purposes='["news"]').where(Recipient.id == party).execute()
    holding(desk, person, purpose(desk, actions="[]"), (1,))
    answer(desk, first, item3=Both())
    requests.dispatch(desk, first, clock(), Channel.EMAIL, "письмо")
    _again, draft = repeat_of(desk, clock, first)
    (hint,) = papers.gap_hints(desk, draft, "en")
    assert hint.asked is BeforeIssue.ANYWAY
    assert "(items: 3)" in hint.text
    assert "kommo Ltd" in hint.text


def test_an_answer_put_in_place_of_the_first_has_to_leave_before_a_repeat_is_refused(desk, clock):
    first = register(desk)
    old = answer(desk, first)
    requests.dispatch(desk, first, clock(), Channel.EMAIL, "письмо")
    draft = papers.draft(desk, "reply_access", RU, first, passages=FULL, replaces=old.id)
    papers.replace(desk, old.id, draft, "опечатка")
    again, draft = repeat_of(desk, clock, first)
    with pytest.raises(Refusal, match="There is no proof that the answer") as refusal:
        papers.issue(desk, draft)
    assert refusal.value.params == {"number": "2026-001"}
    assert "14.4" not in [each.id for each in offered(desk, again, (DemandKind.ACCESS,)).grounds]


def test_a_repeat_of_what_was_given_in_part_says_so(desk, clock):
    first = register(desk)
    item = Withheld(Both("записи", "records"), "14.8.4", Both("другие люди", "others"))
    draft = papers.draft(desk, "reply_access", RU, first, passages=FULL, withheld=(item,))
    papers.issue(desk, draft)
    requests.dispatch(desk, first, clock(), Channel.EMAIL, "письмо")
    _again, draft = repeat_of(desk, clock, first)
    with pytest.raises(Refusal, match="only part of the information"):
        papers.issue(desk, draft)


def test_a_refusal_as_a_repeat_alone_rests_on_every_demand_it_decides(desk, clock):
    """What was never asked before was never given."""
    first = register(desk)
    answer(desk, first)
    requests.dispatch(desk, first, clock(), Channel.EMAIL, "письмо")
    clock.forward(days=5)
    kinds = (DemandKind.ACCESS, DemandKind.INSPECT)
    again = register(desk, demands=kinds, received=clock(), repeat_of=first)
    item = Withheld(Both("запрос", "request"), "14.4")
    with pytest.raises(Refusal, match="No earlier request"):
        papers.issue(desk, papers.draft(desk, "refusal", RU, again, refused=(item,)))


def test_a_stranger_s_demand_to_stop_advertising_is_not_refused_for_want_of_identity(desk):
    """Art. 15 (2): at once, without any condition."""
    kinds = (DemandKind.CORRECT, DemandKind.STOP_MARKETING)
    id = requests.register_request(desk, intake(demands=kinds))
    assert [each.id for each in offered(desk, id, kinds[:1]).grounds] == ["9.1"]
    found = offered(desk, id, kinds[1:])
    assert found.grounds == ()
    assert "Art. 15 (2)" in found.barred[0].msgid
    (demand,) = (d.id for d in requests.request_card(desk, id).demands if d.kind == kinds[1])
    item = Withheld(Both("реклама", "advertising"), "9.1", Both("так есть", "so it is"))
    with pytest.raises(Refusal, match="covers no open demand"):
        papers.issue(desk, papers.draft(desk, "refusal", RU, id, (demand,), refused=(item,)))


def test_an_objection_is_refused_on_grounds_of_article_16(desk):
    """Art. 16 (4) has an objection considered: neither a request for information nor a consent."""
    objection = (DemandKind.OBJECT_AUTOMATED,)
    id = requests.register_request(desk, intake(demands=objection))
    assert [each.id for each in offered(desk, id, objection).grounds] == ["16.4.person"]
    requests.confirm_identity(desk, id, "по договору")
    assert {each.id for each in offered(desk, id, objection).grounds} == {
        "16.1", "16.2", "other_law",
    }  # fmt: skip


def test_whoever_objects_is_asked_who_he_is_by_a_letter(desk, clock):
    id = requests.register_request(desk, intake(demands=(DemandKind.OBJECT_AUTOMATED,)))
    draft = papers.draft(desk, "request_to_complete", RU, id, missing=PARTS)
    assert draft.facts.unknown
    assert not papers.draft(desk, "request_to_complete", RU,
                            requests.register_request(desk, intake())).facts.unknown  # fmt: skip
    papers.issue(desk, draft)
    card = requests.request_card(desk, id)
    assert (card.row.step, card.leaving) == (Step.DISPATCH, (Leaving.COMPLETION,))
    requests.dispatch(desk, id, clock(), Channel.EMAIL, "<1@example.com>")
    assert requests.request_card(desk, id).row.step is Step.IDENTIFY
    assert refuse(desk, id, "16.4.person").number


def test_who_never_gave_a_name_is_refused_at_the_address_for_want_of_it_alone(desk):
    nameless = person(name="", email="zed@mail.example")
    id = requests.register_request(desk, intake(subject=nameless))
    assert refuse(desk, id, "14.3.person").number
    with pytest.raises(Refusal, match="no addressee"):
        refuse(desk, requests.register_request(desk, intake(subject=nameless)), "14.8.4")


def asked_to_complete(desk):
    id = requests.register_request(desk, intake())
    return id, papers.issue(desk, papers.draft(desk, "request_to_complete", RU, id, missing=PARTS))


def test_want_of_contents_is_a_ground_after_they_were_asked_for_only(desk):
    id = requests.register_request(desk, intake())
    with pytest.raises(Refusal, match="has not been asked") as refusal:
        refuse(desk, id, "14.3")
    assert refusal.value.field == "refused"
    papers.issue(desk, papers.draft(desk, "request_to_complete", RU, id, missing=PARTS))
    requests.set_completeness(desk, id, Completeness(True, True, True))
    with pytest.raises(Refusal, match="Nothing is missing"):
        refuse(desk, id, "14.3")
    requests.set_completeness(desk, id, Completeness(True, True, False))
    assert refuse(desk, id, "14.3").number


def test_a_letter_that_is_void_asked_for_nothing(desk):
    id, letter = asked_to_complete(desk)
    papers.void(desk, letter.id, "не отправлено")
    with pytest.raises(Refusal, match="has not been asked"):
        refuse(desk, id, "14.3")
    again, letter = asked_to_complete(desk)
    papers.issue(desk, papers.draft(desk, "request_to_complete", RU, again, missing=PARTS))
    papers.void(desk, letter.id, "не то письмо")
    assert refuse(desk, again, "14.3").number


@pytest.mark.parametrize(
    ("kind", "ground"),
    [
        (DemandKind.ACCESS, "14.3.person"),
        (DemandKind.STOP, "9.1"),
        (DemandKind.OBJECT_AUTOMATED, "16.4.person"),
    ],
)
def test_who_is_confirmed_is_not_refused_as_unknown(desk, kind, ground):
    id = requests.register_request(desk, intake(demands=(kind,)))
    requests.confirm_identity(desk, id, "по договору")
    with pytest.raises(Refusal, match="identity is confirmed"):
        refuse(desk, id, ground)
    stranger = requests.register_request(desk, intake(demands=(kind,)))
    assert refuse(desk, stranger, ground).number


def test_a_known_representative_without_power_is_refused_until_it_is_checked(desk):
    lawyer = intake(role=ApplicantRole.REPRESENTATIVE, applicant=PersonFields(name="Юрист Я. Я."))
    id = requests.register_request(desk, lawyer)
    requests.confirm_identity(desk, id, "по договору")
    paper = refuse(desk, id, "14.3.person")
    papers.void(desk, paper.id, "доверенность пришла")
    requests.check_authority(desk, id, "доверенность")
    with pytest.raises(Refusal, match="identity is confirmed"):
        refuse(desk, id, "14.3.person")


def test_a_replaced_refusal_keeps_its_ground_and_takes_no_untrue_one(desk):
    id, _letter = asked_to_complete(desk)
    first = refuse(desk, id, "14.3")
    requests.confirm_identity(desk, id, "по договору")

    def instead(old, ground):
        item = Withheld(Both("запрос", "request"), ground, Both("так есть", "so it is"))
        draft = papers.draft(desk, "refusal", RU, id, refused=(item,))
        return papers.replace(desk, old.id, draft, "опечатка")

    second = instead(first, "14.3")
    with pytest.raises(Refusal, match="identity is confirmed"):
        instead(second, "14.3.person")
    with pytest.raises(Refusal, match="covers no open demand"):
        instead(second, "16.2")
    assert papers.paper_brief(desk, second.id).state == "issued"


def test_data_said_to_be_confirmed_are_not_refused_as_unconfirmed(desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.CORRECT,)))
    demand = requests.request_card(desk, id).demands[0].id
    requests.add_evidence(desk, id, demand, date(2026, 11, 22))
    with pytest.raises(Refusal, match="Confirming data were received"):
        refuse(desk, id, "20.3")


@pytest.mark.parametrize("ground", ["16.2", "20.3", "10.1.12", "9.1"])
def test_what_an_answer_withholds_rests_on_a_ground_that_answers_it(desk, ground):
    both = (DemandKind.ACCESS, DemandKind.CORRECT, DemandKind.OBJECT_AUTOMATED)
    id = requests.register_request(desk, intake(demands=both))
    requests.confirm_identity(desk, id, "по договору")

    def answer(ground):
        item = Withheld(Both("переписка", "letters"), ground, Both("так есть", "so it is"))
        return papers.issue(desk, papers.draft(desk, "reply_access", RU, id, withheld=(item,)))

    with pytest.raises(Refusal, match="covers no open demand"):
        answer(ground)
    assert answer("14.8.4").number


def test_a_demand_to_block_is_refused_after_an_inquiry_only(desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.BLOCK,)))
    with pytest.raises(Refusal, match="First record the inquiry"):
        refuse(desk, id, "20.3")
    rows = {each.due.row for each in requests.request_card(desk, id).deadlines}
    assert "R12" in rows
    requests.record_inquiry(desk, id, "факты", "причина", "меры", False, date(2026, 11, 21))
    requests.confirm_identity(desk, id, "по договору")
    assert refuse(desk, id, "20.3").number


def test_a_notice_of_extension_is_issued_with_the_extension_only(desk):
    id = requests.register_request(desk, intake())
    texts = {"reasons": Both("архив")}
    draft = papers.draft(desk, "extension_notice", RU, id, passages=texts)
    with pytest.raises(Refusal, match="desk request extend"):
        papers.issue(desk, draft)
    assert papers.issue_extension(desk, draft, "архив").number == "notice/2026-001"


def test_what_is_recorded_of_who_asks_is_not_overwritten(desk):
    id = requests.register_request(desk, intake(received=datetime(2026, 11, 20, 9, tzinfo=UTC)))
    requests.confirm_identity(desk, id, "по договору")
    with pytest.raises(Refusal, match="already been confirmed"):
        requests.confirm_identity(desk, id, "по звонку")
    assert requests.request_card(desk, id).identity_how == "по договору"
    refuse(desk, id, "14.8.4")
    with pytest.raises(Refusal, match="already been decided"):
        requests.set_completeness(desk, id, Completeness(document=True))


def test_nothing_is_extended_once_every_demand_is_decided(desk):
    id = requests.register_request(desk, intake())
    texts = {"reasons": Both("архив")}
    draft = papers.draft(desk, "extension_notice", RU, id, passages=texts)
    requests.confirm_identity(desk, id, "по договору")
    refuse(desk, id, "14.8.4")
    with pytest.raises(Refusal, match="already been decided"):
        papers.issue_extension(desk, draft, "архив")


@pytest.mark.parametrize(
    "how",
    [
        "серия 4510 номер 123456",
        "паспорт 45 10 №123456",
        "загранпаспорт 75 1234567",
        "passport AB1234567",
        "СНИЛС 123-456-789 00",
        "СНИЛС 12345678900",
        "номер ВУ 99 11 123456",
    ],
)
def test_no_number_of_a_document_is_kept(desk, how):
    id = requests.register_request(desk, intake())
    with pytest.raises(Refusal, match="without the number") as refusal:
        requests.confirm_identity(desk, id, how)
    assert refusal.value.field == "how"


@pytest.mark.parametrize(
    "how",
    [
        "по номеру договора 20261122",
        "перезвонили на +7 900 123-45-67",
        "паспорт показан 22.11.2026, сверено с договором 12345678",
        "паспорт осмотрен 2026-11-22",
        "passport seen on 22 November 2026, order 1002003",
    ],
)
def test_other_numbers_may_say_how_it_was_checked(desk, how):
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, how)
    assert requests.request_card(desk, id).identity_how == how


def test_a_proof_of_dispatch_is_no_empty_file_and_no_moment_before_the_paper(desk, clock):
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "по договору")
    papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    before = clock() - timedelta(minutes=8)
    with pytest.raises(Refusal, match="before it was issued") as refusal:
        requests.dispatch(desk, id, before, Channel.EMAIL, "письмо")
    assert refusal.value.field == "at"
    with pytest.raises(Refusal, match="file is empty") as refusal:
        requests.dispatch(desk, id, clock(), Channel.EMAIL, "", ("sent.eml", b""))
    assert refusal.value.field == "file"
    assert not requests.request_card(desk, id).answered
    requests.dispatch(desk, id, clock(), Channel.EMAIL, "", ("sent.eml", b"x"))
    assert requests.request_card(desk, id).answered


@pytest.mark.parametrize("year", [1995, 2010, 2021])
def test_a_request_from_before_the_law_is_asked_about(desk, year):
    old = datetime(year, 3, 9, 9, tzinfo=UTC)
    with pytest.raises(Refusal, match="not in force then") as refusal:
        requests.register_request(desk, intake(received=old))
    assert refusal.value.field == "received"
    id = requests.register_request(desk, intake())
    with pytest.raises(Refusal, match="not in force then"):
        requests.correct(desk, id, Correction(received=old), "ошибка")
    of_old = intake(received=datetime(2023, 3, 9, 9, tzinfo=UTC))
    assert requests.request_card(desk, requests.register_request(desk, of_old)).deadlines
