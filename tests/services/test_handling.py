# SPDX-License-Identifier: Apache-2.0
"""From the number to the end: identity, extension, blocking, decisions, dispatch, closing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from desk.domain.kinds import (
    ApplicantRole,
    Channel,
    DemandKind,
    DemandState,
    LanguageMode,
    Leaving,
    RequestState,
    Step,
)
from desk.domain.request import PARTS, Completeness
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.request import requests
from desk.storage.models import Deadline, Journal
from tests.factories import intake, own_finding, person

RU = LanguageMode.RU
REASON = {"reasons": Both("Данные запрошены у обработчика.")}


def register(desk, **over):
    return requests.register_request(desk, intake(**over))


def state_of(desk, id):
    return requests.request_card(desk, id).row.state


def step_of(desk, id):
    return requests.request_card(desk, id).row.step


def answer(desk, id):
    requests.confirm_identity(desk, id, "по адресу из договора")
    return papers.issue(desk, papers.draft(desk, "reply_access", RU, id))


def test_how_identity_was_settled_is_kept_and_a_document_number_is_not(desk):
    id = register(desk)
    for note in ("паспорт 45 08 123456", "паспорт 4508 № 123456", "4508123456"):
        with pytest.raises(Refusal) as refusal:
            requests.confirm_identity(desk, id, note)
        assert refusal.value.field == "how"
    requests.confirm_identity(desk, id, "показан паспорт, данные сверены с договором № 31")
    card = requests.request_card(desk, id)
    assert card.identity_how.startswith("показан паспорт")
    assert card.identified
    with pytest.raises(Refusal):
        requests.confirm_identity(desk, id, "  \x00 ")


def test_identity_does_not_stop_the_clock(desk, clock):
    id = register(desk)
    before = requests.request_rows(desk, [id])[0].due
    clock.forward(days=2)
    requests.confirm_identity(desk, id, "по адресу из договора")
    assert requests.request_rows(desk, [id])[0].due == before


def test_the_representative_needs_a_power(desk):
    id = register(desk, role=ApplicantRole.REPRESENTATIVE, applicant=person(name="Адвокатов П."))
    assert step_of(desk, id) is Step.IDENTIFY
    requests.confirm_identity(desk, id, "удостоверение адвоката показано")
    assert step_of(desk, id) is Step.AUTHORITY
    with pytest.raises(Refusal, match="authority"):
        papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    requests.check_authority(desk, id, "доверенность от 1 ноября 2026 г., срок один год")
    assert step_of(desk, id) is Step.ANSWER
    assert papers.issue(desk, papers.draft(desk, "reply_access", RU, id)).number
    with pytest.raises(Refusal):
        requests.check_authority(desk, register(desk), "nobody stands in")


def test_what_is_missing_is_asked_for_while_the_term_runs_on(desk):
    id = register(desk)
    due = requests.request_rows(desk, [id])[0].due
    paper = papers.issue(desk, papers.draft(desk, "request_to_complete", RU, id, missing=PARTS))
    card = requests.request_card(desk, id)
    assert card.completion_asked
    assert card.row.due == due
    assert paper.number == "notice/2026-001"
    requests.set_completeness(desk, id, Completeness(document=True, relation=True, signature=True))
    assert requests.request_card(desk, id).completeness.missing == ()
    with pytest.raises(Refusal, match="Nothing is missing"):
        papers.issue(desk, papers.draft(desk, "request_to_complete", RU, id, missing=PARTS))


def test_nothing_is_missing_before_somebody_looked(desk):
    id = requests.register_request(desk, intake(completeness=Completeness(looked=False)))
    assert requests.request_card(desk, id).completeness.missing == ()
    for form in ("acknowledgement", "request_to_complete"):
        assert papers.draft(desk, form, RU, id).facts.missing == ()
    with pytest.raises(Refusal, match="which of the parts") as refusal:
        papers.issue(desk, papers.draft(desk, "request_to_complete", RU, id))
    assert refusal.value.field == "missing"
    requests.set_completeness(desk, id, Completeness(document=True))
    for form in ("acknowledgement", "request_to_complete"):
        assert papers.draft(desk, form, RU, id).facts.missing == ("relation", "signature")


def test_what_the_letter_says_is_missing_is_what_the_request_lacks(desk):
    id = requests.register_request(desk, intake(completeness=Completeness(looked=False)))
    papers.issue(desk, papers.draft(desk, "request_to_complete", RU, id, missing=("signature",)))
    assert requests.request_card(desk, id).completeness.missing == ("signature",)


def test_the_letter_that_asks_for_what_is_missing_leaves_with_proof_and_answers_nothing(
    desk, clock
):
    id = register(desk)
    requests.confirm_identity(desk, id, "По вопросу о заказе")
    due = requests.request_card(desk, id).row.due
    paper = papers.issue(desk, papers.draft(desk, "request_to_complete", RU, id, missing=PARTS))
    card = requests.request_card(desk, id)
    assert (card.row.step, card.leaving) == (Step.DISPATCH, (Leaving.COMPLETION,))
    with pytest.raises(Refusal, match="before it was issued"):
        requests.dispatch(desk, id, clock.at - timedelta(hours=1), Channel.POST, "РПО 1")
    with pytest.raises(Refusal, match="No paper of this kind") as refusal:
        requests.dispatch(desk, id, clock(), Channel.POST, "РПО 1", what=Leaving.ANSWER)
    assert refusal.value.field == "what"
    requests.dispatch(desk, id, clock(), Channel.POST, "РПО 1", ("чек.pdf", b"%PDF-"))
    card = requests.request_card(desk, id)
    sent = card.timeline[-1]
    assert (sent.kind, sent.document, sent.note) == ("completion_sent", paper.id, "РПО 1")
    assert sent.attachment == card.files[-1].id
    assert (card.answered, card.row.due, card.row.step, card.leaving) == ("", due, None, ())
    requests.set_completeness(desk, id, Completeness(document=True, relation=True, signature=True))
    assert step_of(desk, id) is Step.ANSWER


def test_a_letter_that_came_too_late_to_be_needed_is_no_next_step(desk):
    id = register(desk)
    papers.issue(desk, papers.draft(desk, "acknowledgement", RU, id))
    papers.issue(desk, papers.draft(desk, "request_to_complete", RU, id, missing=PARTS))
    requests.set_completeness(desk, id, Completeness(document=True, relation=True, signature=True))
    card = requests.request_card(desk, id)
    assert card.row.step is Step.IDENTIFY
    assert card.leaving == (Leaving.COMPLETION, Leaving.RECEIPT)
    requests.dispatch(desk, id, desk.now(), Channel.EMAIL, "<r>", what=Leaving.RECEIPT)
    assert requests.request_card(desk, id).timeline[-1].kind == "receipt_sent"
    requests.confirm_identity(desk, id, "по адресу")
    papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    assert requests.request_card(desk, id).leaving == (Leaving.ANSWER, Leaving.COMPLETION)
    requests.dispatch(desk, id, desk.now(), Channel.EMAIL, "<a>")
    assert requests.request_card(desk, id).leaving == ()
    requests.close_request(desk, id)


def test_who_was_asked_for_what_is_missing_is_waited_for_in_words(desk):
    id = register(desk)
    papers.issue(desk, papers.draft(desk, "request_to_complete", RU, id, missing=PARTS))
    card = requests.request_card(desk, id)
    assert (card.row.step, "send it" in card.guidance) == (Step.DISPATCH, True)
    requests.dispatch(desk, id, desk.now(), Channel.EMAIL, "<a>")
    card = requests.request_card(desk, id)
    assert (card.row.step, "has not been received" in card.guidance) == (Step.IDENTIFY, True)


def test_what_was_asked_for_and_has_not_come_bars_an_answer_on_the_merits(desk):
    id = register(desk)
    requests.confirm_identity(desk, id, "По вопросу о заказе")
    assert step_of(desk, id) is Step.ANSWER
    papers.issue(desk, papers.draft(desk, "request_to_complete", RU, id, missing=PARTS))
    requests.dispatch(desk, id, desk.now(), Channel.EMAIL, "<a>")
    assert step_of(desk, id) is None
    assert "has not been received" in requests.request_card(desk, id).guidance
    with pytest.raises(Refusal, match="has not been received"):
        papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    requests.set_completeness(desk, id, Completeness(document=True))
    assert step_of(desk, id) is None, "two parts of three are still to come"
    requests.set_completeness(desk, id, Completeness(document=True, relation=True, signature=True))
    assert step_of(desk, id) is Step.ANSWER
    papers.issue(desk, papers.draft(desk, "reply_access", RU, id))


def test_an_extension_keeps_the_first_date_and_is_granted_once(desk, clock):
    id = register(desk)
    notice = papers.draft(desk, "extension_notice", RU, id, passages=REASON)
    assert (notice.facts.primary_due, notice.facts.new_due) == (
        date(2026, 12, 4),
        date(2026, 12, 11),
    )
    with pytest.raises(Refusal) as refusal:
        papers.issue_extension(desk, notice, " ")
    assert refusal.value.field == "reason"
    papers.issue_extension(desk, notice, "Данные запрошены у обработчика")
    card = requests.request_card(desk, id)
    assert card.row.due == "2026-12-04", "until the notice has left"
    assert card.deadlines[0].original == "2026-12-04"
    assert card.deadlines[0].extended_because == "Данные запрошены у обработчика"
    with pytest.raises(Refusal, match="once"):
        requests.extend(desk, id, None, "ещё раз", 1)


def test_a_term_that_is_over_cannot_be_extended(desk, clock):
    id = register(desk)
    notice = papers.draft(desk, "extension_notice", RU, id, passages=REASON)
    clock.set(2026, 12, 4, 20, 59)
    assert requests.request_card(desk, id).row.term.overdue is False
    clock.set(2026, 12, 4, 21, 0)  # midnight in Moscow
    assert requests.request_card(desk, id).row.term.overdue is True
    with pytest.raises(Refusal, match="has passed"):
        papers.issue_extension(desk, notice, "поздно")
    assert not papers.paper_ids(desk, papers.Query())


def test_an_extension_needs_its_issued_notice(desk):
    id = register(desk)
    receipt = papers.issue(desk, papers.draft(desk, "acknowledgement", RU, id))
    for document in (receipt.id, 999):
        with pytest.raises(Refusal) as refusal:
            requests.extend(desk, id, None, "причина", document)
        assert refusal.value.field == "notice_document"


def extended(desk):
    id = register(desk)
    notice = papers.draft(desk, "extension_notice", RU, id, passages=REASON)
    papers.issue_extension(desk, notice, "причина")
    return id


def test_the_notice_of_extension_is_sent_and_recorded_before_anything_else(desk, clock):
    id = extended(desk)
    assert requests.request_card(desk, id).row.step is Step.DISPATCH
    with pytest.raises(Refusal) as refusal:
        requests.dispatch(desk, id, clock.at - timedelta(days=1), Channel.EMAIL, "письмо")
    assert refusal.value.field == "at"
    clock.forward(hours=1)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "отправленное письмо")
    card = requests.request_card(desk, id)
    assert not card.answered
    assert card.row.step is Step.IDENTIFY
    assert card.row.due == "2026-12-11"
    sent = next(event for event in card.timeline if event.kind == "notice_sent")
    assert (sent.note, sent.document) == ("отправленное письмо", card.papers[0].id)
    with pytest.raises(Refusal, match="No answer"):
        requests.dispatch(desk, id, clock.at, Channel.EMAIL, "ещё раз")


def test_a_notice_that_left_after_the_first_term_extends_nothing(desk, clock):
    id = extended(desk)
    clock.set(2026, 12, 5, 9)
    requests.dispatch(desk, id, clock.at, Channel.POST, "квитанция 1")
    card = requests.request_card(desk, id)
    assert card.row.due == "2026-12-04"
    assert card.row.term.overdue
    assert card.deadlines[0].original == ""
    assert "extension_lost" in {event.kind for event in card.timeline}


def test_an_answer_that_waits_is_what_leaves(desk, clock):
    id = extended(desk)
    requests.confirm_identity(desk, id, "по адресу")
    papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    clock.forward(hours=1)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "письмо с ответом")
    assert requests.request_card(desk, id).answered
    # The notice is still asked for.
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "письмо с уведомлением")
    requests.close_request(desk, id)


def test_only_the_chosen_demand_is_extended(desk):
    id = register(desk, demands=(DemandKind.ACCESS, DemandKind.STOP))
    access = requests.request_card(desk, id).demands[0].id
    notice = papers.draft(desk, "extension_notice", RU, id, demands=(access,), passages=REASON)
    papers.issue_extension(desk, notice, "причина")
    moved = {d.demand for d in requests.request_card(desk, id).deadlines if d.original}
    assert moved == {access}
    assert requests.request_rows(desk, [id])[0].due == "2026-12-04"


def test_blocking_meets_the_duty_to_block_at_once(desk):
    id = register(desk, demands=(DemandKind.CLAIM_UNLAWFUL,))
    assert requests.request_card(desk, id).row.step is Step.BLOCK
    requests.block(desk, id, "учётная запись отключена")
    card = requests.request_card(desk, id)
    assert card.blocked
    assert card.row.step is Step.IDENTIFY
    assert next(d for d in card.deadlines if d.due.row == "R11").met
    requests.unblock(desk, id, "проверка окончена")
    assert not requests.request_card(desk, id).blocked
    with pytest.raises(Refusal):
        requests.unblock(desk, id, "")


def test_inaccurate_data_may_stay_unblocked_for_a_reason_unlawful_ones_may_not(desk):
    inaccurate = register(desk, demands=(DemandKind.CLAIM_INACCURATE,))
    requests.decline_block(desk, inaccurate, "нарушило бы права второго клиента")
    assert requests.request_card(desk, inaccurate).row.step is Step.IDENTIFY
    unlawful = register(desk, demands=(DemandKind.CLAIM_UNLAWFUL,))
    with pytest.raises(Refusal, match="inaccurate"):
        requests.decline_block(desk, unlawful, "не хочется")


def test_an_answer_is_dispatched_with_moment_way_and_proof(desk, clock):
    id = register(desk)
    with pytest.raises(Refusal, match="No answer"):
        requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<id>")
    answer(desk, id)
    for at, field in (
        (clock.at + timedelta(hours=1), "at"),
        (datetime(2026, 11, 1, tzinfo=UTC), "at"),
        (datetime(2026, 11, 21, 8, tzinfo=UTC), "at"),
    ):
        with pytest.raises(Refusal) as refusal:
            requests.dispatch(desk, id, at, Channel.POST, "10100000000000")
        assert refusal.value.field == field
    with pytest.raises(Refusal) as refusal:
        requests.dispatch(desk, id, clock.at, Channel.POST, "")
    assert refusal.value.field == "proof"
    requests.dispatch(desk, id, clock.at, Channel.IN_PERSON, "", ("подпись.pdf", b"%PDF-"))
    card = requests.request_card(desk, id)
    assert card.files[-1].role == "dispatch_proof"
    assert all(d.met == card.answered for d in card.deadlines)
    assert card.row.due == ""


def test_a_request_closes_when_every_demand_is_answered(desk, clock):
    id = register(desk, demands=(DemandKind.ACCESS, DemandKind.STOP_MARKETING))
    with pytest.raises(Refusal, match="still open"):
        requests.close_request(desk, id)
    answer(desk, id)
    card = requests.request_card(desk, id)
    assert [d.state for d in card.demands] == [DemandState.SATISFIED, DemandState.OPEN]
    done = papers.draft(
        desk, "notice_done", RU, id, passages={"data": Both("Адрес электронной почты.")}
    )
    assert done.facts.action == "marketing"
    papers.issue(desk, done)
    with pytest.raises(Refusal, match="not been sent"):
        requests.close_request(desk, id)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<id>")
    requests.close_request(desk, id, "Исполнено")
    card = requests.request_card(desk, id)
    assert (card.row.state, card.outcome, card.row.due) == (RequestState.CLOSED, "Исполнено", "")
    with pytest.raises(Refusal, match="closed"):
        requests.confirm_identity(desk, id, "поздно")
    requests.add_note(desk, id, "заметка остаётся возможной")


def test_a_refusal_in_part_names_each_ground(desk, clock):
    from desk.domain.paper import Withheld

    id = register(desk)
    requests.confirm_identity(desk, id, "по адресу из договора")
    item = Withheld(what=Both("Записи разговоров"), ground="14.8.4", facts=Both("Слышны другие."))
    partly = papers.draft(desk, "reply_access", RU, id, withheld=(item,))
    papers.issue(desk, partly)
    assert requests.request_card(desk, id).demands[0].state is DemandState.PARTLY
    other = register(desk)
    whole = papers.draft(desk, "refusal", RU, other, refused=(item,))
    unknown = papers.revise(whole, refused=(Withheld(Both("всё"), "99.9", Both("так")),))
    with pytest.raises(Refusal):
        papers.issue(desk, unknown)
    requests.confirm_identity(desk, other, "по адресу из договора")
    papers.issue(desk, whole)
    card = requests.request_card(desk, other)
    assert card.demands[0].state is DemandState.REFUSED
    assert card.demands[0].outcome == "answer/2026-002"


def test_a_decision_needs_what_its_paper_would_need(desk):
    id = register(desk)
    demand = requests.request_card(desk, id).demands[0].id
    with pytest.raises(Refusal, match="confirm who is asking"):
        requests.decide(desk, id, demand, DemandState.SATISFIED, "ответили по телефону")
    requests.confirm_identity(desk, id, "по адресу из договора")
    requests.decide(desk, id, demand, DemandState.SATISFIED, "ответили по телефону")
    assert requests.request_card(desk, id).row.step is Step.DISPATCH


def test_a_demand_taken_back_owes_nothing(desk):
    id = register(desk)
    demand = requests.request_card(desk, id).demands[0]
    with pytest.raises(Refusal) as refusal:
        requests.decide(desk, id, demand.id, DemandState.OPEN, "так")
    assert refusal.value.field == "state"
    requests.decide(desk, id, demand.id, DemandState.DROPPED, "отозвано заявителем письмом")
    assert requests.request_card(desk, id).deadlines == ()
    requests.close_request(desk, id)
    assert state_of(desk, id) is RequestState.CLOSED


def test_an_act_on_nothing_is_refused_and_leaves_nothing(desk):
    before = Journal.select().count()
    for act in (
        lambda: requests.confirm_identity(desk, 7, "x"),
        lambda: requests.close_request(desk, 7),
        lambda: requests.add_note(desk, 7, "x"),
        lambda: requests.request_card(desk, 7),
        lambda: requests.decide(desk, register(desk), 7, DemandState.REFUSED, "x"),
    ):
        with pytest.raises(Refusal):
            act()
    assert Journal.select().count() == before + 1


def test_notes_and_files_stand_in_the_timeline_and_can_be_saved_out(desk):
    id = register(desk)
    requests.add_note(desk, id, "звонила, уточнила адрес")
    file = requests.add_file(desk, id, "скан\u202e.exe", b"MZ...")
    card = requests.request_card(desk, id)
    assert [moment.kind for moment in card.timeline] == ["registered", "note", "file"]
    assert card.files[0].unsafe_name
    assert requests.file_bytes(desk, file, "saved")[1] == b"MZ..."
    assert Journal.select().where(Journal.action == "file.saved").count() == 1


def test_an_empty_file_is_not_kept(desk):
    id = register(desk)
    with pytest.raises(Refusal, match="empty"):
        requests.add_file(desk, id, "scan.pdf", b"")
    assert requests.request_card(desk, id).files == ()


def test_opening_a_record_is_journalled_once_a_sitting(desk):
    id = register(desk)
    requests.request_card(desk, id)
    requests.request_card(desk, id)
    assert Journal.select().where(Journal.action == "record.opened").count() == 1


def test_an_own_finding_is_closed_after_the_deeds(desk):
    id = requests.register_request(desk, own_finding())
    requests.record_inquiry(desk, id, "рассылка без согласия", "старый список", "прекращена", True)
    assert Deadline.select().where(Deadline.request == id, Deadline.row == "R14").count() == 1
    card = requests.request_card(desk, id)
    assert (card.row.step, "stop it" in card.guidance) == (Step.REMEDY, True)
    requests.record_remedy(desk, id, None, "cessation", date(2026, 11, 22))
    card = requests.request_card(desk, id)
    assert (card.row.step, "the data must be destroyed" in card.guidance) == (Step.REMEDY, True)
    demand = card.demands[0]
    requests.decide(desk, id, demand.id, DemandState.SATISFIED, "рассылка прекращена")
    with pytest.raises(Refusal, match="duty"):
        requests.close_request(desk, id)
    requests.record_remedy(desk, id, None, "destruction", date(2026, 11, 22), "Акт № 1")
    requests.close_request(desk, id)
    assert state_of(desk, id) is RequestState.CLOSED


def test_an_own_finding_without_a_subject_is_decided_once_every_measure_is_taken(desk):
    id = requests.register_request(desk, own_finding())
    requests.record_inquiry(desk, id, "купленный список", "недосмотр", "удаляем", True)
    requests.record_remedy(desk, id, None, "destruction", date(2026, 11, 22), "Акт № 1")
    card = requests.request_card(desk, id)
    assert (card.row.step, "nobody has to be notified" in card.guidance) == (Step.DECIDE, True)
    requests.decide(desk, id, card.demands[0].id, DemandState.SATISFIED, "данные уничтожены")
    assert requests.request_card(desk, id).row.step is Step.CLOSE


def test_nothing_is_extended_for_a_demand_without_an_extendable_term(desk):
    id = register(desk, demands=(DemandKind.ACCESS, DemandKind.OBJECT_AUTOMATED))
    objection = requests.request_card(desk, id).demands[1].id
    requests.decide(desk, id, objection, DemandState.DROPPED, "отозвано")
    with pytest.raises(Refusal):
        papers.draft(desk, "extension_notice", RU, id, demands=(objection,))


def test_an_own_finding_of_a_known_subject_is_told_and_closed(desk, clock):
    id = register(
        desk,
        channel=Channel.OWN,
        role=ApplicantRole.NOBODY,
        demands=(DemandKind.CLAIM_UNLAWFUL,),
    )
    requests.record_inquiry(desk, id, "факты", "причина", "меры", True)
    done = papers.draft(
        desk, "notice_done", RU, id, passages={"data": Both("Адрес.")}, action="destruction"
    )
    papers.issue(desk, done)
    with pytest.raises(Refusal, match="not been sent"):
        requests.close_request(desk, id)
    requests.dispatch(desk, id, clock.at, Channel.POST, "10100000000000")
    requests.close_request(desk, id)
    assert state_of(desk, id) is RequestState.CLOSED


def two_answers(desk, clock):
    """A request with a paper for each of its two demands, none of which left."""
    id = register(desk, demands=(DemandKind.ACCESS, DemandKind.STOP))
    requests.confirm_identity(desk, id, "по адресу")
    first = papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    done = {"action": "cessation", "passages": {"data": Both("Адрес.")}}
    second = papers.issue(desk, papers.draft(desk, "notice_done", RU, id, **done))
    clock.forward(hours=1)
    return id, first, second


def test_an_answer_that_stays_behind_ends_no_term(desk, clock):
    id, first, second = two_answers(desk, clock)
    assert requests.request_card(desk, id).replies == (first.id, second.id)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "письмо 1", papers=(second.id,))
    card = requests.request_card(desk, id)
    assert (card.replies, card.leaving) == ((first.id,), (Leaving.ANSWER,))
    assert card.row.step is Step.DISPATCH
    assert [each.due.row for each in card.deadlines if not each.met] == ["R01"]
    assert [event.document for event in card.timeline if event.kind == "dispatched"] == [second.id]
    with pytest.raises(Refusal) as refusal:
        requests.dispatch(desk, id, clock.at, Channel.EMAIL, "ещё раз", papers=(second.id,))
    assert refusal.value.field == "papers"
    with pytest.raises(Refusal):
        requests.close_request(desk, id)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "письмо 2", papers=(first.id,))
    card = requests.request_card(desk, id)
    assert (card.replies, [each for each in card.deadlines if not each.met]) == ((), [])
    requests.close_request(desk, id)


def test_answers_that_leave_together_are_one_dispatch(desk, clock):
    id, first, second = two_answers(desk, clock)
    requests.dispatch(desk, id, clock.at, Channel.POST, "РПО 1", papers=(first.id, second.id))
    card = requests.request_card(desk, id)
    assert [event.document for event in card.timeline if event.kind == "dispatched"] == [None]
    assert not card.replies


def test_an_answer_desk_did_not_issue_leaves_only_with_its_file(desk, clock):
    id = register(desk)
    requests.confirm_identity(desk, id, "по адресу из договора")
    (demand,) = requests.request_card(desk, id).demands
    requests.decide(desk, id, demand.id, DemandState.SATISFIED, "Ответили из личного кабинета")
    with pytest.raises(Refusal, match="No answer was issued") as refusal:
        requests.dispatch(desk, id, clock(), Channel.PORTAL, "по телефону")
    assert refusal.value.field == "file"
    assert not requests.request_card(desk, id).answered
    requests.dispatch(desk, id, clock(), Channel.PORTAL, "№ 7", ("answer.pdf", b"%PDF"))
    assert requests.request_card(desk, id).answered
