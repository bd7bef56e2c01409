# SPDX-License-Identifier: Apache-2.0
"""From the commission to the act: letters, what was done, what the act lacks, signatures, telling, corrections."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from desk.domain.destruction import (
    Cause,
    CommissionFields,
    DestructionState,
    DestructionStep,
    DoneItem,
    Kept,
    MemberRole,
    PlanFields,
    PlanItem,
    TakingPart,
)
from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.destruction import destructions, erasure
from desk.services.destruction.act_journal import act_lines, journal_acts
from desk.services.destruction.calls import called, proposals
from desk.services.keeping.recounting import recount
from desk.services.operators import save_operator
from desk.services.overview import deadlines, journals
from desk.services.overview.search import search_everywhere
from desk.services.paper import papers
from desk.services.request import requests
from desk.storage.models import (
    Commission,
    Deadline,
    Destruction,
    Document,
    Holding,
    Recipient,
    Signature,
    StopLetter,
)
from tests.factories import intake, operator_company, operator_trader
from tests.ground import commission, held, lay, member, nobody_else, subject

RU = LanguageMode.RU
DONE = date(2026, 11, 21)
TODAY = date(2026, 11, 22)


@pytest.fixture
def ground(desk):
    return lay(desk)


@pytest.fixture
def planned(desk, ground):
    """One person's newsletter data: in the CRM, on paper, at the processor, in the desk."""
    who = subject(desk)
    held(desk, ground, who)
    return destructions.plan_destruction(desk, PlanFields(Cause.WITHDRAWAL, "2026-11-20", (who,)))


@pytest.fixture
def simple(desk, ground):
    """One person's data on twelve sheets alone."""
    who = subject(desk)
    id = destructions.plan_destruction(desk, PlanFields(Cause.WITHDRAWAL, "2026-11-20", (who,)))
    destructions.set_items(
        desk, id, [PlanItem(who, (ground.name,), carrier=ground.cabinet, sheets=12, method="shred")]
    )
    nobody_else(desk, id)
    return id


def card(desk, id):
    return destructions.destruction_card(desk, id)


def appointed(desk, id, **over):
    destructions.appoint(desk, id, destructions.make_commission(desk, commission(**over)))


def carried_out(desk, id, *items):
    appointed(desk, id)
    destructions.carry_out(desk, id, items, DONE)


def drawn_up(desk, id):
    carried_out(desk, id)
    return destructions.draw_up(desk, id, RU)[0]


def certified(desk, id):
    act = drawn_up(desk, id)
    for each in destructions.signers(desk, act):
        destructions.sign_by_pen(desk, act, each.field, TODAY)
    return act


def text_of(desk, paper):
    reader = PdfReader(io.BytesIO(papers.paper_bytes(desk, paper)))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def refusal(act, *args, **kwargs):
    with pytest.raises(Refusal) as told:
        act(*args, **kwargs)
    return told.value


# --- commissions ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [Both("Примеров П. П."), Both("Примеров Павел", "P.Primerov")])
def test_nobody_who_destroys_is_named_by_initials(desk, name):
    first, *others = commission().members
    asked = commission(members=(*others[1:], replace(others[0], name=name), first))
    with pytest.raises(Refusal, match="without initials") as caught:
        destructions.make_commission(desk, asked)
    assert caught.value.field == "members.3.name"
    boss = member(MemberRole.MEMBER, "Главный Г. Г.", "", "Директор", "Director")
    assert destructions.make_commission(desk, commission(approver=boss)), "as over УТВЕРЖДАЮ"


def test_an_order_is_issued_with_a_signature_for_everybody(desk):
    id = destructions.make_commission(desk, commission(number="", since="2026-11-22"), RU)
    made = destructions.commission_of(desk, id)
    assert (made.fields.number, made.fields.ordered) == ("order/2026-001", "2026-11-22")
    fields = [each.field for each in destructions.signers(desk, made.document)]
    assert fields == ["operator", "chairman", "member_1", "member_2", "member_3"]


def test_an_unsigned_order_is_told_before_the_act_and_does_not_hold_it_up(desk, ground, simple):
    made = destructions.make_commission(desk, commission(number="", since="2026-11-22"), RU)
    order = destructions.commission_of(desk, made).document
    destructions.appoint(desk, simple, made)
    destructions.carry_out(desk, simple, (), TODAY)

    def warned():
        return [each.message for each in destructions.act_warnings(desk, simple)]

    assert [message[:9] for message in warned()] == ["The order", "It has no"]
    assert {each.where for each in destructions.act_warnings(desk, simple)} == {"order"}
    destructions.sign_by_pen(desk, order, "operator", TODAY)
    assert [message[:9] for message in warned()] == ["It has no"]
    assert "Запасной Захар Захарович" in str(
        destructions.act_warnings(desk, simple)[0].params["names"]
    )
    for each in destructions.signers(desk, order)[1:]:
        destructions.sign_by_pen(desk, order, each.field, TODAY)
    assert warned() == []
    destructions.draw_up(desk, simple, RU)


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("members", {"members": commission().members[:2]}),
        ("members", {"members": commission().members[1:3]}),
        ("members", {"members": (*commission().members, commission().members[1])}),
        ("since", {"since": "2026-11-01"}),
        ("until", {"until": "2026-11-01"}),
        ("ordered", {"ordered": ""}),
        ("approver.name", {"approver": commission().members[1]}),
    ],
)
def test_a_commission_is_refused_at_its_field(desk, field, over):
    assert refusal(destructions.make_commission, desk, commission(**over)).field == field
    assert Commission.select().count() == 0


def test_a_member_without_a_post_is_refused(desk):
    members = list(commission().members)
    members[1] = replace(members[1], post=Both())
    found = refusal(destructions.make_commission, desk, commission(members=tuple(members)))
    assert found.field == "members.2.post"


def test_only_a_trader_destroys_alone(desk, simple):
    fields = CommissionFields("2026-11-02", "2026-11-02", (), alone=True)
    destructions.appoint(desk, simple, destructions.make_commission(desk, fields))
    destructions.carry_out(desk, simple, [], DONE)
    act, extracts = destructions.draw_up(desk, simple, RU)
    (signer,) = destructions.signers(desk, act)
    assert (signer.field, signer.role) == ("operator", "alone")
    assert signer.name.ru == "Образцова Вера Примеровна", "order 179 asks for the whole name"
    assert extracts == ()
    assert Document.select().where(Document.form == "commission_order").count() == 0
    save_operator(desk, operator_company())
    assert refusal(destructions.make_commission, desk, fields).field == "alone"


def test_a_trader_whose_card_names_no_position_destroys_alone_as_one(desk, simple):
    save_operator(desk, operator_trader(signer_post=Both(), signer_name=Both()))
    destructions.appoint_alone(desk, simple)
    (alone,) = destructions.commissions(desk, desk.today())
    assert alone.fields.members[0].post == Both("Индивидуальный предприниматель", "Sole trader")


def test_a_substitute_signs_in_the_place_of_the_absent(desk, simple):
    id = destructions.make_commission(desk, commission())
    chairman, one, two, other = (m.id for m in destructions.commission_of(desk, id).fields.members)
    whole = [TakingPart(one), TakingPart(two)]
    for field, parts in {
        "taking_part": whole,
        "taking_part.3.absence": [*whole, TakingPart(other, chairman)],
        "taking_part.3.instead_of": [*whole, TakingPart(other, None, "Отпуск")],
        "taking_part.1.member": [TakingPart(999)],
    }.items():
        assert refusal(destructions.appoint, desk, simple, id, parts).field == field
    assert card(desk, simple).row.state is DestructionState.PLANNED
    destructions.appoint(desk, simple, id, [*whole, TakingPart(other, chairman, "Отпуск")])
    destructions.carry_out(desk, simple, [], DONE)
    act, _extracts = destructions.draw_up(desk, simple, RU)
    first, *rest = destructions.signers(desk, act)
    assert (first.field, first.role, first.name.ru) == (
        "chairman",
        "substitute",
        "Запасной Захар Захарович",
    )
    assert [each.field for each in rest] == ["member_1", "member_2"]
    assert "Запасной Захар Захарович" in text_of(desk, act)
    assert "Образцова Вера Павловна" in text_of(desk, act), "who was absent is named"


def test_a_commission_made_for_a_destruction_is_appointed_with_its_order(desk, simple):
    made = destructions.appoint_new(desk, simple, commission(number="", since="2026-11-22"), RU)
    shown = card(desk, simple)
    assert (shown.row.state, shown.commission.id) == (DestructionState.APPOINTED, made)
    assert shown.commission.document is not None
    assert {each.action for each in journals.journal_page(desk)} >= {
        "commission.made",
        "destruction.appointed",
    }


@pytest.mark.parametrize("over", [{"since": "2026-11-23"}, {"members": commission().members[:2]}])
def test_a_commission_that_cannot_be_appointed_is_not_made(desk, simple, over):
    fields = commission(number="", **{"since": "2026-11-22", **over})
    assert refusal(destructions.appoint_new, desk, simple, fields, RU).field == next(iter(over))
    assert destructions.commissions(desk) == []
    assert Document.select().count() == 0


def test_a_commission_acts_within_its_days(desk, simple):
    old = commission(until="2026-11-10")
    id = destructions.make_commission(desk, old)
    assert refusal(destructions.appoint, desk, simple, id).field == "commission"
    late = destructions.make_commission(desk, commission(ordered="2026-11-22", since="2026-11-22"))
    destructions.appoint(desk, simple, late)
    assert refusal(destructions.carry_out, desk, simple, [], DONE).field == "on"
    assert [each.id for each in destructions.commissions(desk, TODAY)] == [late]


# --- letters ----------------------------------------------------------------------------------------


def test_letters_go_to_everybody_who_has_the_data(desk, ground, planned):
    assert card(desk, planned).row.step is DestructionStep.STOP_LETTERS
    assert destructions.receivers(desk, planned) == [ground.processor, ground.partner]
    made = destructions.write_stop_letters(
        desk, planned, destructions.receivers(desk, planned), date(2026, 12, 1), RU
    )
    assert destructions.receivers(desk, planned) == []
    first, second = card(desk, planned).letters
    assert [first.id, second.id] == made
    said = text_of(desk, first.document)
    assert "ООО «Облако»" in said
    assert "Щёголева Анна Ильинична" in said
    assert "1 декабря 2026" in said
    assert "Поручение № 7 от 1 февраля 2026" in said
    assert card(desk, planned).row.step is DestructionStep.APPOINT


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("recipients", {"recipients": []}),
        ("recipients", {"recipients": [999]}),
        ("confirm_by", {"confirm_by": date(2026, 11, 21)}),
        ("confirm_by", {"confirm_by": date(9999, 12, 31)}),
        ("action", {"action": "forget"}),
    ],
)
def test_a_letter_is_refused_at_its_field_and_takes_no_number(desk, ground, planned, field, over):
    said = {"recipients": [ground.processor], "confirm_by": date(2026, 12, 1), "mode": RU, **over}
    assert refusal(destructions.write_stop_letters, desk, planned, **said).field == field
    assert StopLetter.select().count() == Document.select().count() == 0


def test_no_letter_goes_to_somebody_who_is_only_proposed(desk, ground, planned):
    with desk.database.atomic():
        Recipient.update(country_confirmed=0).where(Recipient.id == ground.partner).execute()
    both = destructions.receivers(desk, planned)
    told = refusal(destructions.write_stop_letters, desk, planned, both, date(2026, 12, 1), RU)
    assert (told.field, told.params["name"].en) == ("recipients", "Partner LLC")
    assert StopLetter.select().count() == Document.select().count() == 0


def test_what_was_confirmed_is_kept_with_its_file(desk, ground, planned, clock):
    (letter,) = destructions.write_stop_letters(
        desk, planned, [ground.processor], date(2026, 12, 1), RU
    )
    again = (desk, planned, [ground.processor], date(2026, 12, 1), RU)
    assert refusal(destructions.write_stop_letters, *again).field == "recipients"
    destructions.record_letter_sent(desk, letter, TODAY, "РПО 10100000000000")
    assert proposals(desk) == ()
    clock.set(2026, 12, 3, 9, 0)
    assert list(called(desk, "letters")) == [letter]
    assert card(desk, planned).letters[0].overdue
    assert (
        refusal(destructions.record_confirmation, desk, letter, date(2026, 12, 2)).field == "file"
    )
    early = (desk, letter, date(2026, 11, 21), None, "Да")
    assert refusal(destructions.record_confirmation, *early).field == "on"
    empty = ("акт.pdf", b"")
    told = refusal(destructions.record_confirmation, desk, letter, date(2026, 12, 2), empty)
    assert told.field == "file"
    file = ("акт обработчика.pdf", b"%PDF")
    destructions.record_confirmation(desk, letter, date(2026, 12, 2), file)
    found = card(desk, planned)
    assert (found.letters[0].confirmed, found.letters[0].overdue) == ("2026-12-02", False)
    assert [(f.name, f.role) for f in found.files] == [("акт обработчика.pdf", "confirmation")]
    assert proposals(desk) == ()


def test_a_letter_taken_back_is_void_and_may_be_written_anew(desk, ground, planned):
    def write():
        return destructions.write_stop_letters(
            desk, planned, [ground.processor], date(2026, 12, 1), RU
        )[0]

    destructions.drop_letter(desk, write(), "Не тот срок")
    second = card_letters(desk, planned, write())
    papers.void(desk, second.document, "Снова не тот")
    assert card(desk, planned).letters == ()
    assert ground.processor in destructions.receivers(desk, planned)


def card_letters(desk, id, letter):
    return next(each for each in card(desk, id).letters if each.id == letter)


# --- carried out --------------------------------------------------------------------------------------


def test_what_was_done_ends_terms_and_holdings(desk, planned):
    carried_out(desk, planned)
    found = card(desk, planned)
    assert (found.row.state, found.done, found.row.due) == (
        DestructionState.CARRIED_OUT,
        "2026-11-21",
        "",
    )
    assert {item.done for item in found.items} == {"2026-11-21"}
    assert [row.ended for row in Holding.select()] == ["2026-11-21"]


@pytest.mark.parametrize(
    ("where", "said", "on"),
    [
        ("on", {}, date(2026, 11, 23)),
        ("on", {}, date(2026, 11, 19)),
        ("items.1.on", {"on": "2026-11-19"}, DONE),
        ("items.1.method", {"method": "magic"}, DONE),
        ("items.1.sheets", {"sheets": 0}, DONE),
        ("items.1.deviation", {"sheets": 11}, DONE),
        ("items.1.deviation", {"skipped": True}, DONE),
        ("items.1.deviation", {"method": "other"}, DONE),
        ("items", {"skipped": True, "deviation": "Не нашли"}, DONE),
        ("items", {"item": 999}, DONE),
    ],
)
def test_what_was_done_is_refused_at_its_field_and_nothing_is_half_saved(
    desk, simple, where, said, on
):
    appointed(desk, simple)
    (item,) = card(desk, simple).items
    done = DoneItem(**{"item": item.id, **said})
    assert refusal(destructions.carry_out, desk, simple, [done], on).field == where
    found = card(desk, simple)
    assert (found.done, found.items, found.row.state) == ("", (item,), DestructionState.APPOINTED)


def test_a_deviation_says_why_and_stands_in_the_act(desk, simple):
    appointed(desk, simple)
    (item,) = card(desk, simple).items
    done = DoneItem(item.id, sheets=11, deviation="Один лист передан в суд")
    destructions.carry_out(desk, simple, [done], DONE)
    act, _extracts = destructions.draw_up(desk, simple, RU)
    assert "Один лист передан в суд" in text_of(desk, act)
    assert card(desk, simple).items[0].done_sheets == 11


def test_what_was_not_destroyed_is_still_held(desk, planned):
    appointed(desk, planned)
    paper = next(item for item in card(desk, planned).items if item.carrier)
    skipped = DoneItem(paper.id, skipped=True, deviation="Изъято следствием")
    destructions.carry_out(desk, planned, [skipped], DONE)
    assert [row.ended for row in Holding.select()] == [None]
    destructions.carry_out(desk, planned, [], DONE)
    assert [row.ended for row in Holding.select()] == ["2026-11-21"], "put right before the act"


def test_what_the_plan_leaves_out_is_still_held(desk, ground, planned):
    appointed(desk, planned)
    items = [item for item in card(desk, planned).items if not item.carrier]
    destructions.set_items(desk, planned, items)
    destructions.carry_out(desk, planned, [], DONE)
    assert [row.ended for row in Holding.select()] == [None], "the sheets are still in the cabinet"


def test_what_lies_nowhere_in_particular_ends_too(desk, ground):
    who = subject(desk)
    held(desk, ground, who, systems="[]", sheets=0)
    with_places = held(desk, ground, who)
    id = destructions.plan_destruction(desk, PlanFields(Cause.WITHDRAWAL, "2026-11-20", (who,)))
    items = [item for item in card(desk, id).items if item.holding == with_places]
    destructions.set_items(desk, id, items)
    carried_out(desk, id)
    assert [row.ended for row in Holding.select()] == ["2026-11-21"] * 2


# --- the act ------------------------------------------------------------------------------------------


def test_what_the_act_lacks_is_said_with_its_place(desk, ground, planned):
    carried_out(desk, planned)
    where = [lack.where for lack in destructions.act_lacks(desk, planned)]
    assert where == ["letters.kommo", "logs.crm"]
    assert refusal(destructions.draw_up, desk, planned, RU).field == "letters.kommo"
    first, second = destructions.write_stop_letters(
        desk, planned, [ground.processor, ground.partner], date(2026, 12, 1), RU
    )
    destructions.record_confirmation(desk, first, TODAY, None, "Уничтожено")
    assert refusal(destructions.draw_up, desk, planned, RU).field == "logs.crm"
    warned = [lack.where for lack in destructions.act_warnings(desk, planned)]
    assert warned == ["letters.partner"], "an independent recipient does not hold the act up"
    assert Document.select().where(Document.form == "destruction_act").count() == 0
    destructions.attach_log(desk, planned, ground.crm, "журнал.csv", b"2026-11-21;deleted")
    act, (extract,) = destructions.draw_up(desk, planned, RU)
    said = text_of(desk, act)
    assert "журнал.csv" in said
    assert "уничтожение подтверждено 22 ноября 2026" in said
    assert "Щёголева Анна Ильинична" in text_of(desk, extract)
    assert second


def test_a_log_that_cannot_show_it_is_carried_into_the_act(desk, ground, planned):
    carried_out(desk, planned)
    (letter,) = destructions.write_stop_letters(
        desk, planned, [ground.processor], date(2026, 12, 1), RU
    )
    destructions.record_confirmation(desk, letter, TODAY, None, "Уничтожено")
    destructions.log_in_act(desk, planned, ground.crm)
    act, _extracts = destructions.draw_up(desk, planned, RU)
    assert "п. 6 Требований" in text_of(desk, act)


def test_the_extract_quotes_the_act_and_the_entry_of_the_journal(desk, ground, simple):
    who = card(desk, simple).subjects[0][0]
    item = PlanItem(who, (ground.name,), system=ground.own, method="delete_records")
    destructions.set_items(desk, simple, [item])
    carried_out(desk, simple)
    act, (extract,) = destructions.draw_up(desk, simple, LanguageMode.BOTH)
    number = papers.paper_brief(desk, act).number
    assert number == "act/2026-001"
    entry = next(e for e in journals_of(desk, simple) if e.action == "destruction.done")
    assert f"{entry.seq}:{entry.hash[:12]}" in text_of(desk, extract)
    row = Destruction.get_by_id(simple)
    assert (row.act_id, row.extract_id) == (act, extract)


def journals_of(desk, id):
    from desk.services.overview import journals

    return journals.journal_page(desk, ref=card(desk, id).row.number)


def test_only_what_is_on_paper_needs_no_extract(desk, simple):
    carried_out(desk, simple)
    assert destructions.draw_up(desk, simple, RU)[1] == ()


def test_the_act_counts_what_the_desk_itself_will_erase(desk, simple):
    drawn_up(desk, simple)
    assert card(desk, simple).counts["card"] == 1


def test_an_act_of_many_says_what_is_alike_once(desk, ground):
    people = [subject(desk, f"Примеров Пётр {n}") for n in range(30)]
    id = destructions.plan_destruction(
        desk, PlanFields(Cause.NOT_NEEDED, "2026-11-20", tuple(people))
    )
    items = [
        PlanItem(who, (ground.name,), carrier=ground.cabinet, sheets=2, method="shred")
        for who in people
    ]
    destructions.set_items(desk, id, items)
    nobody_else(desk, id)
    said = text_of(desk, drawn_up(desk, id))
    assert "количество листов: 60" in said
    assert all(f"Примеров Пётр {n}" in said for n in range(30))


# --- signatures ---------------------------------------------------------------------------------------


def test_the_last_signature_certifies_the_act_and_opens_its_three_years(desk, simple, clock):
    act = drawn_up(desk, simple)
    *first, last = destructions.signers(desk, act)
    for each in first:
        destructions.sign_by_pen(desk, act, each.field, TODAY)
    found = card(desk, simple).row
    assert (found.signed, found.signers, found.state) == (2, 3, DestructionState.DRAWN_UP)
    assert refusal(destructions.sign_by_pen, desk, act, "member_9", TODAY).field == "field"
    assert refusal(destructions.sign_by_pen, desk, act, "chairman", TODAY).field == "field"
    assert refusal(destructions.sign_by_pen, desk, act, last.field, DONE).field == "on"
    destructions.sign_by_pen(desk, act, last.field, TODAY)
    found = card(desk, simple)
    assert (found.row.signed, found.row.state, found.certified) == (
        3,
        DestructionState.CERTIFIED,
        "2026-11-22",
    )
    assert papers.paper_brief(desk, act).signature == "pen"
    row = Deadline.get(Deadline.document_id == act)
    assert (row.row, row.due) == ("R24", "2029-11-21")
    assert Document.get_by_id(act).keep_until == "2029-11-21"
    clock.set(2029, 11, 21, 9, 0)
    assert proposals(desk) == ()
    clock.set(2029, 11, 22, 9, 0)
    assert list(called(desk, "acts")) == [act]


def test_a_signature_recorded_by_mistake_is_taken_back(desk, simple):
    act = drawn_up(desk, simple)
    destructions.sign_by_pen(desk, act, "chairman", TODAY)
    destructions.unsign(desk, act, "chairman", "Подписал другой")
    assert card(desk, simple).row.signed == 0


def test_a_paper_of_several_is_not_marked_as_signed_in_one(desk, simple):
    act = drawn_up(desk, simple)
    with pytest.raises(Refusal, match="Several people sign"):
        papers.mark_signed(desk, act, TODAY)
    assert Signature.select().where(Signature.state == "pen").count() == 0


def test_the_approver_signs_too(desk, simple):
    who = member(MemberRole.MEMBER, "Главный Глеб Глебович", "Gleb Glavny", "Директор", "Director")
    appointed(desk, simple, approver=who)
    destructions.carry_out(desk, simple, [], DONE)
    act, _extracts = destructions.draw_up(desk, simple, RU)
    assert destructions.signers(desk, act)[-1].field == "approver"
    assert card(desk, simple).row.signers == 4


# --- telling ------------------------------------------------------------------------------------------


def test_a_subject_without_a_request_is_told_by_a_letter_of_its_own(desk, simple):
    assert "Everybody must sign" in refusal(destructions.tell, desk, simple, RU).msgid
    certified(desk, simple)
    (paper,) = destructions.tell(desk, simple, RU)
    said = text_of(desk, paper.id)
    assert "Щёголева Анна Ильинична" in said
    assert "Акт об уничтожении № 04/2026-001 от 22 ноября 2026" in said
    assert "Ваше обращение" not in said
    assert "третьим лицам не передавались" not in said or not destructions.receivers(desk, simple)
    found = card(desk, simple)
    assert (found.row.state, found.told) == (DestructionState.TOLD, "2026-11-22")
    assert found.row.step is DestructionStep.ERASE


def test_nothing_is_erased_on_an_act_that_broke_after_they_were_told(desk, simple):
    act = certified(desk, simple)
    destructions.tell(desk, simple, how="Адреса нет: сообщить некому")
    first = destructions.signers(desk, act)[0].field
    assert "by this act" in refusal(destructions.unsign, desk, act, first, "проба").msgid
    with desk.database.atomic():
        row = (Signature.document == act) & (Signature.field == first)
        Signature.update(verdict="broken", state="detached").where(row).execute()
    assert "BROKEN" in refusal(erasure.erase, desk, simple).msgid
    (erasing,) = (each for each in card(desk, simple).steps if each.step is DestructionStep.ERASE)
    assert "BROKEN" in erasing.why_not
    destructions.unsign(desk, act, first, "файл повреждён")
    assert card(desk, simple).row.state is DestructionState.DRAWN_UP
    destructions.sign_by_pen(desk, act, first, TODAY)
    assert card(desk, simple).row.step is DestructionStep.ERASE, "they were told already"
    erasure.erase(desk, simple)


def test_a_term_nobody_knows_leaves_no_empty_brackets_in_the_notice(desk, simple):
    what, norm = Both("Договор", "Contract"), Both("п. 5 ч. 1 ст. 6", "Art. 6(1)(5)")
    destructions.set_kept(desk, simple, [Kept(what, "6.1.5", norm)])
    certified(desk, simple)
    said = text_of(desk, destructions.tell(desk, simple, RU)[0].id)
    assert "Договор — п. 5 ч. 1 ст. 6" in said
    assert "()" not in said


def test_it_may_be_recorded_how_they_were_told_otherwise(desk, simple):
    certified(desk, simple)
    assert refusal(destructions.tell, desk, simple).field == "how"
    assert refusal(destructions.tell, desk, simple, how="Да", on=DONE).field == "on"
    assert destructions.tell(desk, simple, how="Адреса нет: сообщить некому") == ()
    assert card(desk, simple).row.state is DestructionState.TOLD


# --- corrections ----------------------------------------------------------------------------------------


def test_an_act_is_voided_and_another_takes_its_place(desk, simple):
    act = certified(desk, simple)
    destructions.void_act(desk, simple, "Опечатка в должности")
    new, _extracts = destructions.draw_up(desk, simple, RU)
    old, fresh = (papers.paper_brief(desk, id) for id in (act, new))
    assert (old.state, old.replaced_by, fresh.replaces) == ("void", new, act)
    found = card(desk, simple)
    assert (found.row.state, found.row.signed, found.certified) == (
        DestructionState.DRAWN_UP,
        0,
        "",
    )
    assert Deadline.get(Deadline.document_id == act).dropped
    assert Document.get_by_id(act).keep_until == "2029-11-21"


def test_an_act_voided_among_the_papers_is_voided_in_its_destruction(desk, simple):
    act = drawn_up(desk, simple)
    papers.void(desk, act, "Ошибка")
    found = card(desk, simple)
    assert found.row.state is DestructionState.CARRIED_OUT
    assert found.signers == ()


def test_a_plan_is_taken_back_only_before_it_is_carried_out(desk, simple, planned):
    destructions.void_destruction(desk, planned, "Ошибка")
    assert card(desk, planned).row.state is DestructionState.VOID
    assert refusal(destructions.void_destruction, desk, planned, "Снова")
    carried_out(desk, simple)
    with pytest.raises(Refusal, match="already been carried out"):
        destructions.void_destruction(desk, simple, "Ошибка")


# --- the journal of acts ------------------------------------------------------------------------------


def test_the_journal_of_acts_has_a_line_for_each_act(desk, simple):
    act = certified(desk, simple)
    destructions.void_act(desk, simple, "Опечатка")
    destructions.draw_up(desk, simple, RU)
    first, second = act_lines(desk, TODAY, TODAY)
    assert (first.act, first.state, second.state) == ("act/2026-001", "void", "drawn_up")
    assert second.places.ru == "Анкеты в шкафу (12 л.)"
    assert second.methods == ("shred",)
    assert second.subjects == "Щёголева Анна Ильинична"
    assert second.commission.ru.splitlines()[0] == "Образцова Вера Павловна"
    assert act_lines(desk, date(2026, 1, 1), date(2026, 11, 21)) == ()
    paper = papers.issue(desk, journal_acts(desk, date(2026, 1, 1), TODAY, RU))
    assert "2026-002" in text_of(desk, paper.id)
    assert "Опечатка" in text_of(desk, paper.id), "why the first is void"
    assert act


# --- Today ----------------------------------------------------------------------------------------------


def test_today_leads_with_the_destruction_and_its_step(desk, simple):
    (line,) = deadlines.today(desk, "en").group("later").lines
    assert (line.record, line.id, line.step, line.cause) == (
        "destruction",
        simple,
        DestructionStep.APPOINT,
        Cause.WITHDRAWAL,
    )
    assert line.title
    certified(desk, simple)
    (line,) = deadlines.today(desk, "en").group("no_date").lines
    assert line.step is DestructionStep.TELL


def test_what_falls_due_in_three_days_is_counted(desk, ground):
    who = subject(desk)
    destructions.plan_destruction(desk, PlanFields(Cause.UNLAWFUL, "2026-11-20", (who,)))
    assert deadlines.today(desk).soon == 1


def test_a_letter_names_nobody_its_addressee_does_not_have(desk, ground):
    reader, buyer = subject(desk), subject(desk, "Покупатель Павел")
    held(desk, ground, reader)
    held(desk, ground, buyer, purpose=ground.contract, ground="6.1.5", keep_until="2026-11-01")
    id = destructions.plan_destruction(
        desk, PlanFields(Cause.NOT_NEEDED, "2026-11-20", (reader, buyer))
    )
    nobody_else(desk, id)
    write = (desk, id, [ground.partner], date(2026, 12, 1), RU)
    (letter,) = destructions.write_stop_letters(*write)
    said = text_of(desk, card_letters(desk, id, letter).document)
    assert "Щёголева Анна Ильинична" in said
    assert "Покупатель" not in said
    (only,) = [item for item in card(desk, id).items if item.person == buyer and item.carrier]
    destructions.drop_letter(desk, letter, "Ошибка")
    destructions.set_items(desk, id, [only])
    assert refusal(destructions.write_stop_letters, *write).field == "recipients"


def test_a_destruction_is_found_by_name_and_number(desk, simple):
    hits = [hit for hit in search_everywhere(desk, "щеголева") if hit.record == "destruction"]
    assert [(hit.id, hit.number) for hit in hits] == [(simple, "destruction/2026-001")]
    assert search_everywhere(desk, "destruction/2026-001")


def test_a_request_is_not_voided_under_a_destruction(desk, ground):
    request = requests.register_request(desk, intake(demands=(DemandKind.WITHDRAW,)))
    who = requests.request_card(desk, request).subject_id
    id = destructions.plan_destruction(
        desk, PlanFields(Cause.WITHDRAWAL, "2026-11-20", (who,), request=request)
    )
    with pytest.raises(Refusal, match="is based on this request"):
        requests.void_request(desk, request, "Принято по ошибке")
    destructions.void_destruction(desk, id, "Ошибка")
    requests.void_request(desk, request, "Принято по ошибке")


def test_provisional_dates_of_a_destruction_are_counted_again(desk, clock, ground):
    clock.set(2027, 12, 20, 9, 0)
    who = subject(desk)
    id = destructions.plan_destruction(desk, PlanFields(Cause.KEEP_EXPIRED, "2027-12-20", (who,)))
    found = card(desk, id)
    assert not found.row.firm
    Deadline.update(due="2028-01-01", due_moment="2028-01-01T21:00:00+00:00").where(
        Deadline.destruction_id == id
    ).execute()
    recount(desk)
    again = card(desk, id)
    assert (again.row.due, again.due.steps[0].note) == (found.row.due, "keep.expired")


def test_requests_are_counted_apart(desk, simple):
    requests.register_request(desk, intake())
    view = deadlines.today(desk)
    assert (view.requests, sum(group.total for group in view.groups)) == (1, 2)


def test_three_years_of_keeping_are_no_provisional_term(desk, simple):
    before = deadlines.today(desk).warnings
    certified(desk, simple)
    destructions.tell(desk, simple, how="Лично")
    assert deadlines.today(desk).warnings == before
