# SPDX-License-Identifier: Apache-2.0
"""Putting records right: each with a reason, recomputed terms and a line in the journal."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from desk.domain.kinds import (
    ApplicantRole,
    Channel,
    DemandKind,
    DemandState,
    LanguageMode,
    RequestState,
)
from desk.domain.proposal import Correction
from desk.domain.request import PersonFields
from desk.domain.values import Both, Query
from desk.errors import Refusal
from desk.services.overview import journals
from desk.services.overview.search import search_everywhere
from desk.services.paper import papers
from desk.services.request import people_cards, requests
from desk.services.request.merging import merge_proposals
from desk.services.request.subject_card import subject_card
from desk.storage.models import Journal, Person, Request
from tests.factories import intake, own_finding, person

WEDNESDAY = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def register(desk, **over):
    return requests.register_request(desk, intake(**over))


def due(desk, id):
    return requests.request_rows(desk, [id])[0].due


def test_a_wrong_moment_moves_the_terms_and_stays_in_the_journal(desk):
    id = register(desk)
    assert due(desk, id) == "2026-12-04"
    requests.correct(desk, id, Correction(received=WEDNESDAY), "письмо лежало в спаме")
    assert due(desk, id) == "2026-12-02"
    entry = json.loads(Journal.get(Journal.action == "request.corrected").detail)
    assert entry["changed"] == ["received"]
    assert {"rule": "access.answer", "due": "2026-12-04"} in entry["terms_before"]
    assert {"rule": "access.answer", "due": "2026-12-02"} in entry["terms_after"]
    card = requests.request_card(desk, id)
    assert card.timeline[-1].note == "письмо лежало в спаме"
    assert len([d for d in card.deadlines if d.due.row == "R01"]) == 1


def repeated(desk, clock):
    """The information was given on a first request, and the same person asked again."""
    first = register(desk)
    requests.confirm_identity(desk, first, "по договору")
    papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, first))
    requests.dispatch(desk, first, clock.at, Channel.EMAIL, "<id>")
    card = requests.request_card(desk, first)
    again = register(desk, subject_id=card.subject_id, repeat_of=first, received=clock.at)
    assert requests.request_card(desk, again).repeat_gate
    return first, again


@pytest.mark.parametrize(
    "correction",
    [
        lambda demand: Correction(sent="2026-11-01"),
        lambda demand: Correction(new_card=True, subject=PersonFields(name="Иная Ия Ивановна")),
        lambda demand: Correction(
            role=ApplicantRole.REPRESENTATIVE, subject=PersonFields(name="Иной Лев Ильич")
        ),
        lambda demand: Correction(kinds={demand: DemandKind.TRANSFERS_INFORMATION}),
    ],
    ids=["sent before the first", "another person", "for another person", "another kind"],
)
def test_what_is_no_repeat_after_a_correction_is_not_called_one(desk, clock, correction):
    first, again = repeated(desk, clock)
    demand = requests.request_card(desk, again).demands[0].id
    requests.correct(desk, again, correction(demand), "перепутали")
    card = requests.request_card(desk, again)
    assert (card.repeat_of, card.repeat_gate) == (None, None)
    entry = json.loads(Journal.get(Journal.action == "request.corrected").detail)
    assert entry["repeated_before"] == requests.request_card(desk, first).row.number


def test_a_repeat_stays_one_when_something_else_is_put_right(desk, clock):
    first, again = repeated(desk, clock)
    requests.correct(desk, again, Correction(summary="Просит ещё раз."), "не то слово")
    card = requests.request_card(desk, again)
    assert card.repeat_of == first
    assert card.repeat_gate


def test_an_extension_granted_is_counted_again_from_the_corrected_day(desk):
    id = register(desk)
    notice = papers.draft(
        desk, "extension_notice", LanguageMode.RU, id, passages={"reasons": Both("Причина.")}
    )
    papers.issue_extension(desk, notice, "причина")
    requests.correct(desk, id, Correction(received=WEDNESDAY), "ошибка в дате")
    term = requests.request_card(desk, id).deadlines[0]
    assert (term.original, term.due.due) == ("2026-12-02", date(2026, 12, 9))
    assert term.extended_because == "причина"


def test_a_wrong_kind_opens_the_right_terms_and_drops_the_wrong_ones(desk):
    id = register(desk, demands=(DemandKind.STOP,))
    demand = requests.request_card(desk, id).demands[0].id
    requests.correct(desk, id, Correction(kinds={demand: DemandKind.WITHDRAW}), "это отзыв")
    card = requests.request_card(desk, id)
    assert {"R21"} == {d.due.row for d in card.deadlines if not d.due.own}
    assert card.row.kinds == (DemandKind.WITHDRAW,)
    assert list(requests.request_ids(desk, Query(kind="stop"))) == []
    assert list(requests.request_ids(desk, Query(kind="withdraw"))) == [id]


def test_terms_opened_later_do_not_move_with_the_receipt(desk):
    id = register(desk, demands=(DemandKind.CORRECT,))
    demand = requests.request_card(desk, id).demands[0].id
    requests.add_evidence(desk, id, demand, date(2026, 11, 21))
    requests.correct(desk, id, Correction(received=WEDNESDAY), "ошибка в дате")
    found = {d.due.row: d.due.due for d in requests.request_card(desk, id).deadlines}
    assert found["R07"] == date(2026, 12, 1)


def test_a_wrong_day_of_confirming_data_is_corrected_with_a_reason(desk):
    id = register(desk, demands=(DemandKind.CORRECT,))
    demand = requests.request_card(desk, id).demands[0].id
    requests.add_evidence(desk, id, demand, date(2026, 11, 21))
    right = Correction(evidence={(demand, "2026-11-21"): "2026-11-20"})
    with pytest.raises(Refusal) as refusal:
        requests.correct(desk, id, right, " ")
    assert refusal.value.field == "reason"
    requests.correct(desk, id, right, "принесли в пятницу")
    (term,) = [d for d in requests.request_card(desk, id).deadlines if d.due.row == "R07"]
    assert (term.due.start, term.due.due) == (date(2026, 11, 20), date(2026, 12, 1))
    entry = json.loads(Journal.get(Journal.action == "request.corrected").detail)
    assert entry["changed"] == ["evidence"]
    none = Correction(evidence={(demand, "2026-11-20"): ""})
    requests.correct(desk, id, none, "это были сведения о другом человеке")
    assert "R07" not in open_rows(desk, id)
    for recorded, day in (("2026-11-20", "2026-11-22"), ("soon", "")):
        again = Correction(evidence={(demand, recorded): day})
        with pytest.raises(Refusal, match="No deadline runs"):
            requests.correct(desk, id, again, "так")


@pytest.mark.parametrize("day", ["2026-11-01", "2026-12-01", "soon", "9999-12-31"])
def test_confirming_data_come_after_the_request_and_before_today(desk, day):
    id = register(desk, demands=(DemandKind.CORRECT,))
    demand = requests.request_card(desk, id).demands[0].id
    requests.add_evidence(desk, id, demand, date(2026, 11, 21))
    before = requests.request_card(desk, id)
    wrong = Correction(evidence={(demand, "2026-11-21"): day})
    with pytest.raises(Refusal) as refusal:
        requests.correct(desk, id, wrong, "так")
    assert refusal.value.field == f"evidence_{demand}_2026-11-21"
    assert requests.request_card(desk, id) == before


def test_no_correction_makes_a_demand_twice(desk):
    id = register(desk, demands=(DemandKind.ACCESS, DemandKind.STOP, DemandKind.CORRECT))
    access, stop, _correct = (d.id for d in requests.request_card(desk, id).demands)
    with pytest.raises(Refusal, match="already contains this demand") as refusal:
        requests.correct(desk, id, Correction(kinds={stop: DemandKind.ACCESS}), "так")
    assert refusal.value.field == "kinds"
    swapped = {access: DemandKind.STOP, stop: DemandKind.ACCESS}
    requests.correct(desk, id, Correction(kinds=swapped), "перепутаны")
    kinds = [d.kind for d in requests.request_card(desk, id).demands]
    assert kinds == [DemandKind.STOP, DemandKind.ACCESS, DemandKind.CORRECT]


def open_rows(desk, id):
    return {d.due.row: d.due.due for d in requests.request_card(desk, id).deadlines if not d.met}


def test_a_block_declined_stays_declined(desk):
    id = register(desk, demands=(DemandKind.CLAIM_INACCURATE,))
    requests.decline_block(desk, id, "нарушило бы права второго клиента")
    requests.correct(desk, id, Correction(received=WEDNESDAY), "ошибка в дате")
    assert "R12" not in open_rows(desk, id)


@pytest.mark.parametrize("state", [DemandState.DROPPED, DemandState.REFUSED])
def test_a_demand_that_ended_gets_no_term_back(desk, state):
    id = register(desk, demands=(DemandKind.BLOCK, DemandKind.ACCESS))
    requests.confirm_identity(desk, id, "по адресу")
    if state is DemandState.REFUSED:
        requests.record_inquiry(desk, id, "факты", "причина", "меры", False)
    demand = requests.request_card(desk, id).demands[0].id
    requests.decide(desk, id, demand, state, "так")
    before = set(open_rows(desk, id))
    requests.correct(desk, id, Correction(received=WEDNESDAY), "ошибка в дате")
    assert set(open_rows(desk, id)) == before
    assert "R12" not in before


def test_the_duty_to_block_a_finding_opened_moves_with_the_receipt_and_stays(desk):
    id = register(desk, demands=(DemandKind.COMPLAINT,))
    requests.record_inquiry(desk, id, "факты", "причина", "меры", True)
    requests.correct(desk, id, Correction(received=WEDNESDAY), "ошибка в дате")
    found = open_rows(desk, id)
    assert found["R11"] == date(2026, 11, 18)
    assert found["R14"] == date(2026, 11, 25)


def test_a_wrong_person_is_exchanged_and_the_identity_asked_anew(desk):
    first = register(desk)
    other = register(desk, subject=person(name="Другов Иван", email="ivan@example.org"))
    card = requests.request_card(desk, other)
    requests.confirm_identity(desk, first, "по адресу")
    requests.correct(desk, first, Correction(subject_id=card.subject_id), "не тот человек")
    found = requests.request_card(desk, first)
    assert found.subject.name == "Другов Иван"
    assert not found.identified
    assert sorted(requests.request_ids(desk, Query(text="другов"))) == [first, other]


def test_a_card_is_put_right_everywhere(desk):
    id = register(desk)
    requests.correct(desk, id, Correction(subject=person(name="Щеглова Анна")), "опечатка")
    assert requests.request_rows(desk, [id])[0].subject == "Щеглова Анна"
    assert list(requests.request_ids(desk, Query(text="щеглова"))) == [id]
    assert list(requests.request_ids(desk, Query(text="щёголева"))) == []


def test_a_request_that_came_in_person_is_due_at_the_visit(desk):
    id = register(desk, demands=(DemandKind.INSPECT,))
    assert due(desk, id) == "2026-12-04"
    requests.correct(desk, id, Correction(channel=Channel.IN_PERSON), "пришла сама")
    assert due(desk, id) == "2026-11-20"


def test_the_date_a_letter_sets_can_be_added_and_taken_away(desk):
    id = register(desk)
    requests.correct(desk, id, Correction(sets_date="2026-11-25"), "дата в тексте претензии")
    assert due(desk, id) == "2026-11-25"
    requests.correct(desk, id, Correction(sets_date="2026-11-20"), "дата в тексте претензии")
    later = Correction(received=datetime(2026, 11, 22, 9, tzinfo=UTC))
    with pytest.raises(Refusal, match="had already passed") as refusal:
        requests.correct(desk, id, later, "пришло в воскресенье")
    assert refusal.value.field == "sets_date"
    requests.correct(desk, id, Correction(sets_date=""), "даты там нет")
    assert due(desk, id) == "2026-12-04"


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        (Correction(received=WEDNESDAY), " ", "reason"),
        (Correction(received=datetime(2027, 1, 1, tzinfo=UTC)), "так", "received"),
        (Correction(channel=Channel.OWN), "так", "role"),
        (Correction(subject_id=99), "так", "subject_id"),
        (Correction(subject=PersonFields(name="x" * 10_000)), "так", "subject.name"),
        (Correction(sets_date="завтра"), "так", "sets_date"),
        (Correction(sets_date="2026-11-19"), "так", "sets_date"),
        (Correction(), "так", None),
        (Correction(language="vi"), "так", "language"),
        (Correction(answer_form="pigeon"), "так", "answer_form"),
    ],
)
def test_a_wrong_correction_changes_nothing(desk, changes, reason, field):
    id = register(desk)
    before = requests.request_card(desk, id)
    with pytest.raises(Refusal) as refusal:
        requests.correct(desk, id, changes, reason)
    assert refusal.value.field == field
    assert requests.request_card(desk, id) == before


def test_a_decided_demand_keeps_its_kind(desk):
    id = register(desk)
    requests.confirm_identity(desk, id, "по адресу")
    papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, id))
    demand = requests.request_card(desk, id).demands[0].id
    with pytest.raises(Refusal, match="decided"):
        requests.correct(desk, id, Correction(kinds={demand: DemandKind.STOP}), "так")


def test_a_record_taken_in_by_mistake_is_voided_and_keeps_its_number(desk):
    id = register(desk)
    with pytest.raises(Refusal):
        requests.void_request(desk, id, "")
    requests.void_request(desk, id, "это реклама, а не запрос")
    card = requests.request_card(desk, id)
    assert card.row.state is RequestState.VOID
    assert card.row.due == ""
    assert card.deadlines == ()
    assert card.outcome == "это реклама, а не запрос"
    with pytest.raises(Refusal, match="void"):
        requests.confirm_identity(desk, id, "x")
    with pytest.raises(Refusal, match="void"):
        requests.void_request(desk, id, "ещё раз")
    assert requests.request_rows(desk, [register(desk)])[0].number == "request/2026-002"


def test_a_request_is_called_a_repeat_once_its_person_is_known(desk, clock):
    first, again = repeated(desk, clock)
    known = requests.request_card(desk, again).repeat_gate
    by_hand = register(desk, subject=person(email="b@example.com"), received=clock.at)
    assert requests.request_card(desk, by_hand).repeat_gate is None
    cards = [Request.get_by_id(each).subject_id for each in (first, by_hand)]
    requests.merge_people(desk, *cards, "один человек")
    assert requests.request_card(desk, by_hand).repeat_gate == known


def test_a_record_with_papers_is_not_voided(desk):
    id = register(desk)
    papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
    with pytest.raises(Refusal, match="Papers have been issued"):
        requests.void_request(desk, id, "ошибка")


def test_two_cards_of_one_person_are_proposed_and_merged(desk):
    first = register(desk, subject=person(name="", phone="+7 900 000-00-09"))
    second = register(desk, subject=person(phone="", address="г. Тверь"))
    (proposal,) = merge_proposals(desk)
    assert merge_proposals(desk, proposal.other) == [proposal]
    assert merge_proposals(desk, 999) == []
    other = Person.get_by_id(proposal.other).ref
    assert requests.request_card(desk, first).alike == (other,), "the request tells of it"
    with pytest.raises(Refusal):
        requests.merge_people(desk, proposal.keep, proposal.keep, "так")
    requests.merge_people(desk, proposal.keep, proposal.other, "один и тот же адрес")
    kept = people_cards.person_card(desk, proposal.keep)
    assert kept.requests == (second, first)
    assert kept.fields.name == "Щёголева Анна Ильинична"
    assert kept.fields.phone == "+7 900 000-00-09"
    assert kept.fields.address == "г. Тверь"
    assert merge_proposals(desk) == []
    assert requests.request_card(desk, first).alike == ()
    entry = Journal.get(Journal.action == "person.merged")
    assert json.loads(entry.detail)["reason"] == "один и тот же адрес"
    with pytest.raises(Refusal):
        people_cards.person_card(desk, proposal.other)
    assert Person.get_by_id(proposal.other).merged_into_id == proposal.keep
    rows = requests.request_rows(desk, [first, second])
    assert {row.subject for row in rows} == {"Щёголева Анна Ильинична"}


def test_a_person_is_still_known_by_the_address_of_a_card_that_was_merged(desk):
    oldest = register(desk, subject=person(email="anna@third.example"))
    first = register(desk, subject=person(email="anna@old.example", phone="+7 900 000-00-09"))
    second = register(desk, subject=person(email="anna@new.example"))
    one, other, keep = (Request.get_by_id(id).subject_id for id in (oldest, first, second))
    requests.merge_people(desk, other, one, "то же имя")
    requests.merge_people(desk, keep, other, "позвонила и подтвердила")
    for address in ("anna@old.example", "anna@third.example"):
        assert people_cards.find_person(desk, person(email=address)) == keep
        assert people_cards.card_at((address,), "") == (keep, True)
        assert people_cards.find_person(desk, person(name="Иной Пётр", email=address)) is None
    merged = subject_card(desk, keep).merged
    assert merged[1].contacts == ("anna@old.example", "+7 900 000-00-09")
    (note,) = (e.note for e in requests.request_card(desk, first).timeline if e.kind == "merged")
    assert note == "позвонила и подтвердила (anna@old.example, +7 900 000-00-09)"
    assert [hit.id for hit in search_everywhere(desk, "anna@old")] == [second, first, oldest]


def test_people_are_found_while_typing_and_remember_their_dative(desk):
    id = register(desk)
    assert people_cards.people_like(desk, "щего")[0].fields.name == "Щёголева Анна Ильинична"
    assert people_cards.people_like(desk, "anna@")[0].id
    assert people_cards.people_like(desk, "%_'\"") == []
    assert people_cards.people_like(desk, " ") == []
    card = requests.request_card(desk, id)
    dative = people_cards.suggested_dative(card.subject.name)
    assert dative == "Щёголевой Анне Ильиничне"
    assert people_cards.suggested_dative("Анна Ильинична Щёголева") == "Анне Ильиничне Щёголевой"
    assert people_cards.suggested_dative("ООО «Ромашка»") == ""
    assert people_cards.suggested_dative("") == ""
    people_cards.update_person(desk, card.subject_id, person(dative=dative))
    draft = papers.draft(desk, "acknowledgement", LanguageMode.RU, id)
    assert draft.facts.addressee.name == Both(dative, "Щёголева Анна Ильинична")
    with pytest.raises(Refusal, match="Nothing"):
        people_cards.update_person(desk, card.subject_id, person(dative=dative))


def test_a_representative_is_corrected_too(desk):
    id = register(
        desk, role=ApplicantRole.REPRESENTATIVE, applicant=person(name="Адвокатов", email="")
    )
    requests.correct(desk, id, Correction(applicant=person(name="Адвокатова")), "опечатка")
    assert requests.request_card(desk, id).applicant.name == "Адвокатова"


def test_the_plain_fields_are_put_right_too(desk):
    id = register(desk)
    requests.correct(
        desk,
        id,
        Correction(
            sent=WEDNESDAY.isoformat(),
            channel=Channel.POST,
            summary="О данных",
            answer_form="email",
            language="en",
        ),
        "по конверту",
    )
    card = requests.request_card(desk, id)
    assert (card.sent, card.row.channel) == ("2026-11-18T09:00:00+00:00", Channel.POST)
    assert (card.summary, card.answer_form, card.language) == ("О данных", "email", "en")


def test_the_day_of_sending_is_kept_as_a_day_and_taken_out_again(desk):
    id = register(desk)
    requests.correct(desk, id, Correction(sent="2026-11-18"), "на штемпеле только день")
    assert requests.request_card(desk, id).sent == "2026-11-18"
    assert refused(desk, id, sent="2026-11-21")[0] == "sent"
    requests.correct(desk, id, Correction(sent=""), "штемпель не читается")
    assert requests.request_card(desk, id).sent == ""


def test_a_subject_found_later_is_added_to_an_own_finding(desk):
    id = requests.register_request(desk, own_finding())
    requests.correct(desk, id, Correction(subject=person()), "установлен субъект")
    assert requests.request_card(desk, id).subject.name == "Щёголева Анна Ильинична"


def refused(desk, id, **changes):
    """The field and sentence of a correction that is refused, and nothing of it is kept."""
    before = requests.request_card(desk, id)
    with pytest.raises(Refusal) as refusal:
        requests.correct(desk, id, Correction(summary="иначе", **changes), "так")
    assert requests.request_card(desk, id) == before
    return refusal.value.field, desk.catalogue("en").tell(refusal.value)


def test_a_letter_is_not_sent_after_it_was_received(desk):
    id = register(desk, sent=WEDNESDAY)
    after = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    field, sentence = refused(desk, id, sent=after.isoformat())
    assert (field, "after it was received" in sentence) == ("sent", True)
    before = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    assert refused(desk, id, received=before)[0] == "received"
    assert refused(desk, id, received=WEDNESDAY, sent=after.isoformat())[0] == "sent"
    with pytest.raises(Refusal, match="after it was received"):
        register(desk, sent=after)
    # Clocks of mail servers differ a little.
    requests.correct(desk, id, Correction(received=WEDNESDAY.replace(hour=8, minute=57)), "так")


def test_nothing_of_a_request_happened_before_it_came(desk):
    early = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    id = register(desk, demands=(DemandKind.CLAIM_INACCURATE,))
    for act in (requests.confirm_identity, requests.block):
        with pytest.raises(Refusal, match="before the request") as refusal:
            act(desk, id, "по звонку", WEDNESDAY)
        assert refusal.value.field == "at"
    requests.confirm_identity(desk, id, "по звонку", early)
    late = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    field, sentence = refused(desk, id, received=late)
    assert field == "received"
    assert "later than Fri 20 Nov 2026: on that date it was established who is asking" in sentence


def test_a_request_does_not_come_after_its_papers_and_the_terms_that_followed(desk):
    id = register(desk, demands=(DemandKind.CORRECT,))
    demand = requests.request_card(desk, id).demands[0].id
    requests.add_evidence(desk, id, demand, date(2026, 11, 20))
    late = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    assert "another deadline" in refused(desk, id, received=late)[1]
    found = register(desk, role=ApplicantRole.NOBODY, channel=Channel.OWN, subject=PersonFields(),
                     demands=(DemandKind.CLAIM_UNLAWFUL,))  # fmt: skip
    requests.correct(desk, found, Correction(received=late), "выявлено на день позже")


def test_an_authority_does_not_date_its_letter_after_it_came(desk):
    over = {
        "role": ApplicantRole.RKN,
        "subject": PersonFields(),
        "demands": (DemandKind.REGULATOR_INFORMATION,),
    }
    id = register(desk, **over, their_date="2026-11-19")
    assert refused(desk, id, their_date="2026-11-21")[0] == "their_date"
    assert refused(desk, id, received=WEDNESDAY)[0] == "received"
    with pytest.raises(Refusal, match="dated later") as refusal:
        register(desk, **over, their_date="2026-11-21")
    assert refusal.value.field == "their_date"


def test_a_name_that_is_known_is_put_right_and_never_emptied(desk):
    id = requests.register_request(desk, intake())
    with pytest.raises(Refusal) as refusal:
        requests.correct(desk, id, Correction(subject=person(name=" ")), "имя не то")
    assert refusal.value.field == "subject.name"
    assert requests.request_card(desk, id).subject.name == person().name
    requests.correct(desk, id, Correction(subject=person(name="Дроздов Олег")), "имя не то")
    assert requests.request_card(desk, id).subject.name == "Дроздов Олег"


def test_a_dispatch_recorded_by_mistake_is_taken_back_and_its_terms_run_again(desk):
    id = register(desk)
    requests.confirm_identity(desk, id, "по адресу из договора")
    papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, id))
    before = requests.request_card(desk, id)
    requests.dispatch(desk, id, desk.now(), Channel.POST, "РПО 80093712345678")
    with pytest.raises(Refusal):
        requests.take_back_dispatch(desk, id, " ")
    requests.take_back_dispatch(desk, id, "письмо осталось на столе")
    after = requests.request_card(desk, id)
    assert after.row == before.row
    assert after.deadlines == before.deadlines
    assert [each.kind for each in after.timeline][-2:] == ["dispatched", "unsent"]
    entry = journals.journal_page(desk)[0]
    assert (entry.action, "осталось на столе" in entry.detail) == ("request.unsent", True)
    requests.dispatch(desk, id, desk.now(), Channel.POST, "РПО 2")
    requests.close_request(desk, id)
    with pytest.raises(Refusal, match="closed"):
        requests.take_back_dispatch(desk, id, "поздно")


def test_a_deed_the_notice_reports_stays_done_when_its_dispatch_of_the_same_day_is_taken_back(desk):
    id = register(desk, demands=(DemandKind.STOP_BREACH,))
    requests.confirm_identity(desk, id, "по звонку")
    deed = {"action": "dissemination", "done_on": desk.today()}
    draft = papers.draft(
        desk, "notice_done", LanguageMode.RU, id, passages={"data": Both("фото")}, **deed
    )
    papers.issue(desk, draft)
    before = requests.request_card(desk, id)
    requests.dispatch(desk, id, desk.today(), Channel.POST, "РПО 80093712345678")
    requests.take_back_dispatch(desk, id, "письмо осталось на столе")
    assert requests.request_card(desk, id).deadlines == before.deadlines
    (term,) = [each for each in before.deadlines if each.due.row == "R29"]
    assert term.met == desk.today().isoformat()


def test_only_what_is_recorded_as_sent_is_taken_back(desk):
    id = register(desk)
    with pytest.raises(Refusal, match="Nothing in this request"):
        requests.take_back_dispatch(desk, id, "ошибка")


def test_a_request_closed_by_mistake_is_opened_again_with_its_terms_as_they_were(desk, clock):
    id = register(desk)
    for demand in requests.request_card(desk, id).demands:
        requests.decide(desk, id, demand.id, DemandState.DROPPED, "отозвал")
    before = requests.request_card(desk, id)
    with pytest.raises(Refusal, match="is open"):
        requests.reopen_request(desk, id, "рано")
    clock.at += timedelta(hours=1)
    requests.close_request(desk, id, "отозвано")
    assert all(each.met or each.dropped for each in requests.request_card(desk, id).deadlines)
    clock.at += timedelta(hours=1)
    with pytest.raises(Refusal):
        requests.reopen_request(desk, id, " ")
    requests.reopen_request(desk, id, "закрыто не то обращение")
    after = requests.request_card(desk, id)
    assert (after.row, after.deadlines) == (before.row, before.deadlines)
    assert (after.closed, after.outcome) == ("", "")
    told = [(each.kind, each.note) for each in after.timeline][-2:]
    assert told == [("closed", "отозвано"), ("taken_up", "закрыто не то обращение")]
    entries = [each.action for each in journals.journal_page(desk)][:2]
    assert entries == ["request.reopened", "request.closed"]
    requests.close_request(desk, id)


def test_what_an_answer_of_the_moment_of_closing_met_stays_met(desk):
    id = register(desk)
    requests.confirm_identity(desk, id, "по адресу из договора")
    papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, id))
    requests.dispatch(desk, id, desk.now(), Channel.POST, "РПО 80093712345678")
    before = requests.request_card(desk, id)
    requests.close_request(desk, id)
    requests.reopen_request(desk, id, "не то обращение")
    assert requests.request_card(desk, id).deadlines == before.deadlines
    requests.take_back_dispatch(desk, id, "и не отправлено")


def test_what_is_taken_back_of_a_corrected_answer_is_not_the_dispatch_of_the_void_one(desk, clock):
    id = register(desk)
    requests.confirm_identity(desk, id, "по адресу из договора")
    old = papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, id))
    requests.dispatch(desk, id, desk.now(), Channel.EMAIL, "<1@example.com>")
    draft = papers.draft(desk, "reply_access", LanguageMode.RU, id, replaces=old.id)
    papers.replace(desk, old.id, draft, "опечатка")
    before = requests.request_card(desk, id)
    clock.at += timedelta(hours=1)
    requests.dispatch(desk, id, desk.now(), Channel.POST, "РПО 80093712345678")
    requests.take_back_dispatch(desk, id, "конверт остался на столе")
    after = requests.request_card(desk, id)
    assert (after.row, after.answered) == (before.row, before.answered)
    assert after.deadlines == before.deadlines


def test_a_request_whose_person_is_erased_stays_closed(desk):
    id = register(desk)
    for demand in requests.request_card(desk, id).demands:
        requests.decide(desk, id, demand.id, DemandState.DROPPED, "отозвал")
    requests.close_request(desk, id)
    Person.update(erased_on="2026-11-20").execute()
    with pytest.raises(Refusal, match="erased"):
        requests.reopen_request(desk, id, "ошибка")
