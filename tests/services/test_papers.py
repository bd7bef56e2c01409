# SPDX-License-Identifier: Apache-2.0
"""Papers through the services: drafted from the registers, issued once, frozen, voided and replaced."""

import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from desk.documents.catalogue import FORMS
from desk.domain.kinds import (
    ApplicantRole,
    Channel,
    DemandKind,
    DemandState,
    LanguageMode,
    OperatorKind,
    RequestState,
    Step,
)
from desk.domain.paper import Withheld
from desk.domain.request import Completeness, PersonFields
from desk.domain.values import Both, Query
from desk.errors import Refusal
from desk.services.operators import operator_lacks, save_operator
from desk.services.paper import papers
from desk.services.paper.issuing import STEPS
from desk.services.paper.languages import SETTING, proposed_language
from desk.services.paper.left_papers import paper_left
from desk.services.paper.written import passages_of, withheld_of
from desk.services.request import requests
from desk.services.settings import set_setting
from desk.storage.models import Document, Event, Journal, Person
from tests.factories import intake, operator_company, operator_trader, person, register

RU, EN, BOTH = LanguageMode.RU, LanguageMode.EN, LanguageMode.BOTH
DATA = {"data": Both("Адрес электронной почты.", "E-mail address.")}


def text(content):
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def issued(desk, form, id, mode=RU, **extra):
    return papers.issue(desk, papers.draft(desk, form, mode, id, **extra))


@pytest.mark.parametrize(
    ("usual", "asked", "mode"),
    [(RU, "ru", RU), (RU, "en", EN), (EN, "ru", RU), (BOTH, "ru", BOTH), (BOTH, "en", BOTH)],
)
def test_a_paper_starts_in_the_language_of_the_settings_unless_its_reader_asked_for_another(
    desk, usual, asked, mode
):
    id = register(desk, language=asked)
    set_setting(desk, "paper_language", usual.value)
    assert proposed_language(desk).mode is usual
    found = proposed_language(desk, id)
    assert (found.mode, found.why == SETTING) == (mode, mode is usual)
    old = issued(desk, "acknowledgement", id, mode=EN)
    assert proposed_language(desk, id, old.id).mode is EN


def test_a_paper_is_numbered_frozen_and_kept_with_its_facts(desk):
    id = register(desk)
    paper = issued(desk, "reply_access", id)
    row = Document.get_by_id(paper.id)
    content = papers.paper_bytes(desk, paper.id)
    assert (paper.number, paper.state, paper.date) == ("answer/2026-001", "issued", "2026-11-22")
    assert "Щёголева Анна Ильинична" in text(content)
    assert '"number":"answer/2026-001"' in row.facts
    # Nothing that happens later changes the bytes.
    requests.correct(desk, id, papers_correction(subject=person(name="Другая Фамилия")), "опечатка")
    assert papers.paper_bytes(desk, paper.id) == content
    with pytest.raises(Exception, match="frozen"):
        Document.update(facts="{}").where(Document.id == paper.id).execute()


def papers_correction(**changes):
    from desk.domain.proposal import Correction

    return Correction(**changes)


def test_a_preview_stores_nothing_and_has_no_number(desk):
    id = register(desk)
    draft = papers.draft(desk, "reply_access", RU, id)
    before = Journal.select().count()
    made = papers.preview(desk, draft)
    assert "ЧЕРНОВИК" in text(made.content).upper()
    assert not Document.select().exists()
    assert Journal.select().count() == before


def test_each_language_mode_is_its_own_issue(desk):
    id = register(desk)
    one = papers.draft(desk, "acknowledgement", EN, id)
    assert "Request" in text(papers.preview(desk, one).content)
    both = papers.revise(one, mode=BOTH)
    paper = papers.issue(desk, both)
    assert paper.languages == "ru+en"


def test_who_gave_no_name_is_asked_for_it_at_the_address_the_letter_came_from(desk):
    id = register(desk, subject=person(name="", email="zed@mail.example"))
    draft = papers.draft(desk, "request_to_complete", RU, id, missing=("document",))
    assert "zed@mail.example" in text(papers.preview(desk, draft).content)
    assert papers.issue(desk, draft).number
    assert papers.draft(desk, "reply_access", RU, id).missing


def test_a_paper_that_lacks_something_is_not_issued_and_says_where(desk):
    id = register(desk, subject=person(name=""))
    draft = papers.draft(desk, "reply_access", RU, id)
    assert {lack.where for lack in draft.missing} == {"addressee.name", "subject_name"}
    with pytest.raises(Refusal) as refusal:
        papers.issue(desk, draft)
    assert refusal.value.field == "addressee.name"
    save_operator(desk, operator_company(signer_name=Both()))
    lacks = papers.draft(desk, "acknowledgement", RU, register(desk)).missing
    assert [lack.where for lack in lacks] == ["operator.signer_name"]


def test_an_item_emptied_by_the_operator_stops_the_issue(desk):
    id = register(desk)
    draft = papers.draft(desk, "reply_access", RU, id)
    emptied = papers.revise(draft, {"item1": Both()})
    assert [lack.where for lack in emptied.missing] == ["passages.item1"]
    assert {passage.name for passage in draft.passages} >= {"item1", "item9_1", "item10"}


def test_a_character_no_typeface_has_is_refused_and_gives_the_number_back(desk):
    id = register(desk)
    Person.update(name="Анна \U0001f98a Лисицына").execute()  # a card of earlier days
    draft = papers.draft(desk, "reply_access", RU, id)
    assert papers.unprintable(desk, draft)
    assert papers.preview(desk, draft).pages >= 1
    with pytest.raises(Refusal) as refusal:
        papers.issue(desk, draft)
    assert refusal.value.field
    assert not Document.select().exists()
    mended = papers_correction(subject=person(name="Анна Лисицына"))
    requests.correct(desk, id, mended, "без картинки")
    assert issued(desk, "reply_access", id).number == "answer/2026-001"


def test_markup_in_a_name_is_printed_as_it_is(desk):
    id = register(desk, subject=person(name="<b>Анна</b> & сын"))
    content = papers.paper_bytes(desk, issued(desk, "reply_access", id).id)
    assert "<b>Анна</b> & сын" in text(content)


def test_series_count_apart(desk):
    id = register(desk)
    numbers = [issued(desk, form, id).number for form in ("acknowledgement", "reply_access")]
    assert numbers == ["notice/2026-001", "answer/2026-001"]


def test_voiding_keeps_the_number_and_opens_the_demand_again(desk):
    id = register(desk)
    paper = issued(desk, "reply_access", id)
    with pytest.raises(Refusal):
        papers.void(desk, paper.id, " ")
    papers.void(desk, paper.id, "не тот получатель")
    card = requests.request_card(desk, id)
    assert card.papers[0].state == "void"
    assert card.papers[0].number == "answer/2026-001"
    assert card.demands[0].state is DemandState.OPEN
    assert card.row.step is Step.ANSWER
    assert papers.paper_bytes(desk, paper.id).startswith(b"%PDF")
    with pytest.raises(Refusal, match="void"):
        papers.void(desk, paper.id, "ещё раз")
    assert issued(desk, "reply_access", id).number == "answer/2026-002"


def test_a_replacement_is_linked_both_ways_even_after_closing(desk, clock):
    id = register(desk)
    paper = issued(desk, "reply_access", id)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<id>")
    requests.close_request(desk, id)
    draft = papers.draft(desk, "reply_access", RU, id)
    with pytest.raises(Refusal, match="closed"):
        papers.issue(desk, draft)
    new = papers.replace(desk, paper.id, draft, "опечатка в пункте 5")
    old, later = (papers.paper_brief(desk, each) for each in (paper.id, new.id))
    assert (old.state, old.replaced_by) == ("void", new.id)
    assert later.replaces == paper.id
    assert "takes the place of one that was sent" in requests.request_card(desk, id).guidance
    other = papers.draft(desk, "acknowledgement", RU, register(desk))
    with pytest.raises(Refusal, match="same request"):
        papers.replace(desk, new.id, other, "так")


@pytest.mark.parametrize("closed", [False, True])
def test_voiding_the_answer_that_left_lets_its_terms_run_again(desk, clock, closed):
    id = register(desk)
    paper = issued(desk, "reply_access", id)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<id>")
    if closed:
        requests.close_request(desk, id, "дан ответ")
    before = Journal.select().count()
    papers.void(desk, paper.id, "не тот получатель")
    assert Journal.select().count() == before + 1
    card = requests.request_card(desk, id)
    assert (card.row.state, card.demands[0].state) == (RequestState.OPEN, DemandState.OPEN)
    assert [term.met for term in card.deadlines if term.due.row == "R01"] == [""]
    assert card.row.due
    assert card.row.step is Step.ANSWER
    assert ("reopened" in {moment.kind for moment in card.timeline}) == closed
    issued(desk, "reply_access", id)
    with pytest.raises(Refusal, match="not been sent"):
        requests.close_request(desk, id)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<id>")
    requests.close_request(desk, id)


def test_a_void_answer_that_left_is_still_told_as_one_that_left(desk, clock):
    id = register(desk)
    paper = issued(desk, "reply_access", id)
    assert paper_left(desk, paper.id) is None
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<id@example.org>")
    gone = paper_left(desk, paper.id)
    assert gone is not None
    assert (gone.number, gone.proof) == (paper.number, "<id@example.org>")
    papers.void(desk, paper.id, "не тот получатель")
    card = requests.request_card(desk, id)
    assert (card.answered, card.gone) == ("", (gone,))
    assert gone.at in Journal.get(Journal.action == "paper.voided").detail
    again = issued(desk, "reply_access", id)
    assert paper_left(desk, again.id) is None, "the dispatch before was not of this one"
    papers.void(desk, again.id, "опечатка")
    assert requests.request_card(desk, id).gone == (gone,)


def test_what_replaced_the_answer_of_a_closed_request_opens_it_when_voided(desk, clock):
    id = register(desk)
    paper = issued(desk, "reply_access", id)
    requests.dispatch(desk, id, clock.at, Channel.EMAIL, "<id>")
    requests.close_request(desk, id)
    new = papers.replace(desk, paper.id, papers.draft(desk, "reply_access", RU, id), "опечатка")
    card = requests.request_card(desk, id)
    assert (card.row.state, card.demands[0].outcome) == (RequestState.CLOSED, new.number)
    papers.void(desk, new.id, "ошибка")
    assert requests.request_card(desk, id).row.state is RequestState.OPEN


def test_a_refusal_voided_brings_its_duties_back(desk):
    id = register(desk, demands=(DemandKind.CORRECT,))
    demand = requests.request_card(desk, id).demands[0].id
    requests.add_evidence(desk, id, demand, date(2026, 11, 22))
    law = Both("ст. 29 Федерального закона № 125-ФЗ")
    item = Withheld(Both("Уточнение"), "other_law", Both("Документ архивный."), law)
    paper = issued(desk, "refusal", id, refused=(item,))
    assert "R07" not in {d.due.row for d in requests.request_card(desk, id).deadlines}
    papers.void(desk, paper.id, "подтверждение нашлось")
    assert "R07" in {d.due.row for d in requests.request_card(desk, id).deadlines}


def test_the_notice_an_extension_rests_on_stays(desk):
    id = register(desk)
    draft = papers.draft(
        desk, "extension_notice", RU, id, passages={"reasons": Both("Нужно время.")}
    )
    paper = papers.issue_extension(desk, draft, "нужно время")
    with pytest.raises(Refusal, match="corrected notice"):
        papers.void(desk, paper.id, "передумали")
    with pytest.raises(Refusal, match="notice"):
        papers.issue_extension(desk, papers.draft(desk, "reply_access", RU, id), "так")


def test_a_notice_of_measures_reports_and_meets_the_deed(desk):
    id = register(desk, demands=(DemandKind.CORRECT, DemandKind.ACCESS))
    correct, access = (d.id for d in requests.request_card(desk, id).demands)
    requests.add_evidence(desk, id, correct, date(2026, 11, 21))
    issued(desk, "notice_done", id, passages=DATA, done_on=date(2026, 11, 22))
    card = requests.request_card(desk, id)
    assert [d.state for d in card.demands] == [DemandState.SATISFIED, DemandState.OPEN]
    assert next(d for d in card.deadlines if d.due.row == "R07").met
    assert access


def test_a_notice_of_blocking_does_not_end_the_claim(desk):
    id = register(desk, demands=(DemandKind.CLAIM_UNLAWFUL,))
    requests.record_inquiry(desk, id, "факты", "причина", "меры", False)
    issued(desk, "notice_done", id, passages=DATA, action="blocking")
    card = requests.request_card(desk, id)
    assert card.demands[0].state is DemandState.OPEN
    assert card.blocked


def test_an_inspection_on_the_spot_leaves_a_record_both_sign(desk):
    id = register(desk, demands=(DemandKind.INSPECT,))
    paper = issued(
        desk,
        "inspection_record",
        id,
        passages={"shown": Both("Карточка клиента.")},
        inspected_on=date(2026, 11, 22),
    )
    assert paper.number == "record/2026-001"
    assert len(PdfReader(io.BytesIO(papers.paper_bytes(desk, paper.id))).get_fields()) == 2
    assert requests.request_card(desk, id).demands[0].state is DemandState.SATISFIED


def test_the_pen_s_mark(desk, clock):
    paper = issued(desk, "reply_access", register(desk))
    for day in (date(2026, 11, 21), date(2026, 11, 23)):
        with pytest.raises(Refusal) as refusal:
            papers.mark_signed(desk, paper.id, day)
        assert refusal.value.field == "on"
    papers.mark_signed(desk, paper.id, date(2026, 11, 22), "В. П. Образцова")
    brief = papers.paper_brief(desk, paper.id)
    assert (brief.signature, brief.signed_on) == ("pen", "2026-11-22")


def test_each_showing_is_journalled_once_a_sitting(desk):
    paper = issued(desk, "reply_access", register(desk))
    for purpose in ("opened", "opened", "printed", "saved", "exported", "printed"):
        papers.paper_bytes(desk, paper.id, purpose)
    shown = [
        entry.action
        for entry in Journal.select().where(Journal.ref == paper.number).order_by(Journal.seq)
    ]
    assert shown == [
        "paper.issued",
        "paper.opened",
        "paper.printed",
        "paper.saved",
        "paper.exported",
    ]
    with pytest.raises(Refusal):
        papers.paper_bytes(desk, paper.id, "eaten")
    with pytest.raises(Refusal):
        papers.paper_bytes(desk, 999)


def test_the_register_of_papers_sorts_filters_and_finds(desk, clock):
    first = register(desk)
    one = issued(desk, "acknowledgement", first)
    two = issued(desk, "reply_access", first)
    clock.forward(days=1)
    three = issued(desk, "acknowledgement", register(desk, subject=person(name="Жуков Семён")))
    ids = [one.id, two.id, three.id]
    assert list(papers.paper_ids(desk, Query(sort="date"))) == ids
    assert list(papers.paper_ids(desk, Query())) == ids[::-1]
    assert list(papers.paper_ids(desk, Query(kind="reply_access"))) == [two.id]
    assert list(papers.paper_ids(desk, Query(text="жуков"))) == [three.id]
    assert list(papers.paper_ids(desk, Query(text="?!"))) == []
    papers.void(desk, one.id, "ошибка")
    assert list(papers.paper_ids(desk, Query(state="void"))) == [one.id]
    assert list(papers.paper_ids(desk, Query(sort="date"), after=one.id, limit=1)) == [two.id]
    assert [row.id for row in papers.paper_rows(desk, [three.id, one.id])] == [three.id, one.id]
    assert papers.paper_id(desk, "answer/2026-001") == two.id
    with pytest.raises(Refusal):
        papers.paper_id(desk, "answer/2026-999")
    with pytest.raises(Refusal):
        papers.paper_brief(desk, 999)


@pytest.mark.parametrize(
    "build",
    [
        lambda d, i: papers.draft(d, "love_letter", RU, i),
        lambda d, i: papers.draft(d, "reply_access", RU, None),
        lambda d, i: papers.draft(d, "journal_requests", RU, i),
        lambda d, i: papers.draft(d, "reply_access", RU, 999),
        lambda d, i: papers.draft(d, "reply_access", RU, i, demands=(999,)),
        lambda d, i: papers.draft(d, "reply_access", RU, i, nonsense=1),
    ],
)
def test_a_draft_of_nothing_is_refused(desk, build):
    with pytest.raises(Refusal):
        build(desk, register(desk))


def test_items_whose_silence_contradicts_the_answer_are_pointed_out(desk):
    id = register(desk)
    draft = papers.draft(desk, "reply_access", RU, id)
    gaps = [(hint.kind, hint.where) for hint in papers.gap_hints(desk, draft, "ru")]
    assert gaps[:5] == [("register", "subject")] + [
        ("gap", name) for name in ("item2", "item3", "item5", "item6")
    ]
    said = dict.fromkeys(("item2", "item3", "item5", "item6"), Both("Сведения отсутствуют."))
    full = papers.revise(draft, {**said, "item9_1": Both("Свои слова.")})
    assert papers.gap_hints(desk, full, "ru") == ()
    assert papers.gap_hints(desk, papers.draft(desk, "acknowledgement", RU, id), "ru") == ()


@pytest.mark.parametrize(
    ("role", "kind", "form", "norm"),
    [
        (ApplicantRole.RKN, DemandKind.REGULATOR_INFORMATION, "reply_regulator", "Art. 20 (4)"),
        (ApplicantRole.SUBJECT, DemandKind.ACCESS, "reply_access", "Art. 14 (2)"),
    ],
)
def test_of_other_people_s_data_is_said_what_the_law_says_for_whom_the_paper_goes_to(
    desk, role, kind, form, norm
):
    id = register(desk, role=role, demands=(kind,))
    desk_file = requests.add_file(desk, id, "скан.png", b"\x89PNG")
    assert desk_file
    draft = papers.draft(desk, form, RU, id)
    name = draft.passages[0].name
    told = papers.third_party_hints(
        desk, papers.revise(draft, {name: Both("Смирнова Анна Петровна, +7 912 345-67-89")})
    )
    assert {each.kind for each in told} == {"name", "phone", "file"}
    assert all(norm in each.message for each in told)


def test_others_are_pointed_out_before_issue(desk):
    requests.register_request(
        desk, intake(subject=person(name="Тараканова Зоя", email="zoya@example.org"))
    )
    id = register(desk)
    draft = papers.revise(
        papers.draft(desk, "reply_access", RU, id),
        {
            "item5": Both(
                "Щёголева Анна Ильинична, anna@example.org, +7 900 000-00-01; переписку вела"
                " Петрова Мария Ивановна (petrova@example.net, +7 (912) 345-67-89) и Смирнов К. Л.;"
                " договор подписала Тараканова Зоя."
            )
        },
    )
    found = {(hint.kind, hint.text) for hint in papers.third_party_hints(desk, draft)}
    assert found == {
        ("name", "Петрова Мария Ивановна"),
        ("name", "Смирнов К. Л."),
        ("name", "Тараканова Зоя"),
        ("email", "petrova@example.net"),
        ("phone", "+7 (912) 345-67-89"),
    }
    plain = papers.draft(desk, "reply_access", RU, id)
    assert papers.third_party_hints(desk, plain) == ()


def test_others_are_pointed_out_in_what_is_withheld_and_enclosed(desk):
    id = register(desk)
    item = Withheld(what=Both("Письма Петровой М. И."), ground="14.8.4", facts=Both("Чужие."))
    draft = papers.draft(
        desk,
        "reply_access",
        RU,
        id,
        withheld=(item,),
        enclosures=(Both("Выписка для Mr Smith", "Extract for Mr Smith"),),
    )
    found = {(hint.where, hint.text) for hint in papers.third_party_hints(desk, draft)}
    assert ("withheld", "Петровой М. И.") in found
    assert ("enclosures", "Mr Smith") in found


def test_files_to_be_enclosed_are_looked_at_too_and_a_picture_is_named(desk):
    id = register(desk)
    requests.add_file(desk, id, "выгрузка.txt", b"petrova@example.net")
    requests.add_file(desk, id, "скан.png", b"\x89PNG petrova@example.net")
    draft = papers.draft(desk, "reply_access", RU, id)
    found = {(hint.kind, hint.text, hint.where) for hint in papers.third_party_hints(desk, draft)}
    assert found == {
        ("email", "petrova@example.net", "выгрузка.txt"),
        ("file", "скан.png", "скан.png"),
    }
    assert [hint.file for hint in papers.file_hints(desk, draft)] == [1, 2]
    receipt = papers.draft(desk, "acknowledgement", RU, id)
    assert papers.third_party_hints(desk, receipt) == ()


@pytest.mark.parametrize(
    "address",
    [
        "ул. Лесная, д. 7, кв. 15",
        "улица Большая Лесная, дом 7",
        "Лесной проспект, 12",
        "пр-т Мира д. 101, корп. 2",
        "12 Forest Street",
    ],
)
def test_an_address_of_another_is_pointed_out(desk, address):
    id = register(desk)
    draft = papers.draft(desk, "reply_access", RU, id)
    text = f"Посылка получена по адресу: 101000, г. Москва, {address}; вручена."
    found = papers.third_party_hints(desk, papers.revise(draft, {"item5": Both(text)}))
    assert [(hint.kind, hint.text) for hint in found] == [("address", address)]


def test_the_operator_s_the_subject_s_and_a_processor_s_addresses_are_known(desk):
    id = register(desk, subject=person(address="г. Тверь, ул. Липовая, д. 3"))
    draft = papers.draft(desk, "reply_access", RU, id)
    texts = {
        "item5": Both("ул. Липовая, д. 3; ул. Примерная, д. 1; письмо от 12 мая 2026 г., д. 5"),
        "item9": Both("ООО «Хостинг», г. Москва, ул. Лесная, д. 7"),
    }
    assert papers.third_party_hints(desk, papers.revise(draft, texts)) == ()


def test_roskomnadzor_is_addressed_as_an_authority(desk):
    id = register(
        desk,
        channel=Channel.RKN,
        role=ApplicantRole.RKN,
        demands=(DemandKind.REGULATOR_INFORMATION,),
        subject=PersonFields(),
    )
    draft = papers.draft(desk, "reply_regulator", RU, id, passages={"answer": Both("Сведения.")})
    assert "Роскомнадзор" in draft.facts.addressee.organisation.ru
    notice = papers.draft(
        desk, "extension_notice", RU, id, passages={"reasons": Both("Сбор сведений.")}
    )
    assert notice.facts.to_regulator
    papers.issue_extension(desk, notice, "сбор сведений")


def test_a_representative_gets_the_letter_about_the_subject(desk):
    id = register(
        desk,
        role=ApplicantRole.REPRESENTATIVE,
        applicant=person(name="Адвокатов Пётр", address="г. Тверь"),
    )
    facts = papers.draft(desk, "acknowledgement", RU, id).facts
    assert facts.addressee.name.ru == "Адвокатов Пётр"
    assert facts.subject_name == "Щёголева Анна Ильинична"


def test_a_receipt_names_what_art_14_3_lacks_only_for_requests_for_information(desk):
    complete = Completeness(document=True, relation=True)
    facts = papers.draft(desk, "acknowledgement", RU, register(desk, completeness=complete)).facts
    assert facts.missing == ("signature",)
    assert facts.demands[0].due == date(2026, 12, 4)
    assert facts.demands[0].why.ru
    assert facts.demands[0].why.en
    stop = papers.draft(desk, "acknowledgement", RU, register(desk, demands=(DemandKind.STOP,)))
    assert stop.facts.missing == ()


def test_the_journal_of_requests_for_a_period(desk, clock):
    id = register(desk)
    item = papers.draft(
        desk, "extension_notice", RU, id, passages={"reasons": Both("Нужно время.")}
    )
    papers.issue_extension(desk, item, "нужно время")
    issued(desk, "reply_access", id)
    requests.dispatch(desk, id, clock.at, Channel.POST, "10100000000000")
    voided = register(desk)
    requests.void_request(desk, voided, "реклама")
    register(desk, received=datetime(2026, 10, 1, tzinfo=UTC))
    draft = papers.journal_requests(desk, date(2026, 11, 1), date(2026, 11, 30), RU)
    line, void = draft.facts.lines
    assert (void.number, void.decision) == ("request/2026-002", "void")
    assert line.number == "request/2026-001"
    assert line.received == "2026-11-20T12:30+03:00"
    (term,) = line.terms
    assert (term.kind, term.due, term.extended_to) == ("access", "2026-12-04", "2026-12-11")
    assert (term.notice, term.notice_day) == ("notice/2026-001", "2026-11-22")
    assert term.reason == Both("Нужно время."), "as the notice gives it"
    assert line.answers == (("2026-11-22", "answer/2026-001"),)
    assert (line.decision, line.sent, line.way) == ("satisfied", "2026-11-22", "post")
    paper = papers.issue(desk, draft)
    assert paper.number == "journal/2026-001"
    printed = text(papers.paper_bytes(desk, paper.id))
    assert "Щёголева" in printed
    assert "личность проверена: по адресу из договора" in printed
    assert "02/2026-001" in printed
    assert "Нужно время." in printed
    with pytest.raises(Refusal) as refusal:
        papers.journal_requests(desk, date(2026, 11, 30), date(2026, 11, 1), RU)
    assert refusal.value.field == "until"


def test_the_journal_names_the_norm_and_term_of_each_demand(desk):
    register(desk, demands=(DemandKind.ACCESS, DemandKind.WITHDRAW))
    (line,) = papers.journal_requests(desk, date(2026, 11, 1), date(2026, 11, 30), RU).facts.lines
    assert [(term.kind, term.due) for term in line.terms] == [
        ("access", "2026-12-04"),
        ("withdraw", "2026-12-21"),
    ]
    assert "ст. 14" in line.terms[0].basis.ru
    assert "ст. 21" in line.terms[1].basis.ru


def test_the_emergency_sheet_is_made_once_and_never_stored(desk):
    made = papers.emergency_sheet(desk, "ABCD-EFGH-2345")
    assert "ABCD-EFGH-2345" in text(made.content)
    assert str(desk.folder)[:12] in text(made.content)
    assert not Document.select().exists()
    assert not any("ABCD" in (entry.detail or "") for entry in Journal.select())


@pytest.mark.parametrize("form", list(FORMS))
def test_every_form_can_be_printed_blank_without_a_desk(form):
    for mode in (RU, BOTH):
        made = papers.blank(form, mode).content
        assert made.startswith(b"%PDF")
    assert "0001" not in text(made), "a day that nobody knows yet is left to be written"


def test_what_is_written_into_a_blank_answer_has_lines_not_a_statement_that_there_is_nothing():
    for form in ("reply_access", "notice_done", "inspection_record"):
        said = text(papers.blank(form, RU).content)
        assert "_" * 30 in said
        assert "Сведения отсутствуют" not in said
        assert "Замечаний нет" not in said


def test_every_letter_has_its_step():
    from desk.services.paper.facts import LETTERS

    # A notice to a client has a service of its own, but is a step of the request it passes on.
    assert set(STEPS) == {*LETTERS, "notice_client"}


def test_timeline_events_are_all_titled(desk, clock):
    from desk.domain.timeline import EventKind

    test_a_replacement_is_linked_both_ways_even_after_closing(desk, clock)
    assert {event.kind for event in Event.select()} <= set(EventKind)


def test_marks_nobody_sees_are_taken_out_of_a_paper_s_texts(desk):
    id = register(desk)
    item = Withheld(Both("Пись\u202eма"), "14.8.4", Both("Чу\udcffжие."))
    draft = papers.draft(
        *(desk, "reply_access", RU, id),
        passages={"item5": Both("Имя\u200f и\0 адрес")},
        withheld=(item,),
    )
    assert draft.facts.passages["item5"].ru == "Имя и адрес"
    assert draft.facts.withheld[0].what.ru == "Письма"
    assert draft.facts.withheld[0].facts.ru == "Чужие."


def test_an_endless_passage_is_refused_at_its_field(desk):
    draft = papers.draft(desk, "reply_access", RU, register(desk))
    with pytest.raises(Refusal) as refused:
        papers.revise(draft, {"item5": Both("x" * 100_001)})
    assert refused.value.field == "passages.item5"


def test_an_answer_decides_only_the_demands_it_speaks_of(desk):
    id = register(desk, demands=(DemandKind.ACCESS, DemandKind.WITHDRAW, DemandKind.STOP_MARKETING))
    before = {demand.kind: demand.id for demand in requests.request_card(desk, id).demands}
    everything = papers.draft(desk, "reply_access", RU, id, tuple(before.values()))
    with pytest.raises(Refusal) as refusal:
        papers.issue(desk, everything)
    assert refusal.value.field == "demands"
    papers.issue(desk, papers.draft(desk, "reply_access", RU, id))
    after = {demand.kind: demand.state for demand in requests.request_card(desk, id).demands}
    assert after == {
        DemandKind.ACCESS: DemandState.SATISFIED,
        DemandKind.WITHDRAW: DemandState.OPEN,
        DemandKind.STOP_MARKETING: DemandState.OPEN,
    }


def test_what_was_written_into_a_paper_can_be_taken_up_again(desk):
    id = register(desk)
    held = Withheld(Both("Переписка", "Correspondence"), "14.8.4", Both("Чужие данные.", "Others."))
    draft = papers.draft(desk, "reply_access", RU, id, withheld=(held,))
    issued = papers.issue(desk, papers.revise(draft, {"item5": Both("Имя и почта.", "")}))
    assert passages_of(desk, issued.id)["item5"] == Both("Имя и почта.", "")
    assert withheld_of(desk, issued.id) == (held,)
    with pytest.raises(Refusal):
        passages_of(desk, 999)


def test_a_refusal_rests_on_a_ground_that_can_answer_its_demand(desk):
    id = register(desk, demands=(DemandKind.CORRECT,))
    item = Withheld(what=Both("Уточнение"), ground="14.8.4", facts=Both("Причина."))
    with pytest.raises(Refusal, match="covers no open demand"):
        issued(desk, "refusal", id, refused=(item,))


def test_a_reply_that_answers_nothing_is_not_issued(desk):
    id = register(desk, demands=(DemandKind.CORRECT,))
    with pytest.raises(Refusal, match="covers no open demand"):
        issued(desk, "reply_access", id)
    assert requests.request_card(desk, id).papers == ()


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060\u200d", "\u3164", "\u00ad", "\ufe0f \u2800"])
def test_a_reason_nobody_can_see_is_no_reason(desk, unseen):
    id = register(desk)
    passages = {"reasons": Both(unseen, unseen)}
    draft = papers.draft(desk, "extension_notice", RU, id, passages=passages)
    assert draft.facts.passages["reasons"].ru == ""
    with pytest.raises(Refusal, match="filled in"):
        papers.issue_extension(desk, draft, unseen)
    with pytest.raises(Refusal):
        papers.issue_extension(desk, draft, "нужно время")
    assert requests.request_card(desk, id).papers == ()


def test_that_nobody_else_had_the_data_is_said_by_a_person_alone(desk):
    id = register(desk, demands=(DemandKind.DESTROY,))
    draft = papers.draft(desk, "notice_done", RU, id, passages=DATA)
    assert "третьим лицам не" not in text(papers.preview(desk, draft).content)
    hints = papers.gap_hints(desk, draft, "ru")
    assert [(hint.kind, hint.where) for hint in hints] == [
        ("act", "act_number"),
        ("unsaid", "systems"),
        ("unsaid", "third_parties"),
    ]
    draft = papers.revise(draft, act_number="7", act_date=desk.today())
    told = {"systems": Both("Почта."), "third_parties": Both("Никому не передавались.")}
    said = papers.revise(draft, told)
    assert papers.gap_hints(desk, said, "ru") == ()


def test_the_card_lacks_the_name_of_the_language_that_has_none():
    english = operator_trader(name=Both("", "Sole trader Vera Obraztsova"))
    russian = operator_trader(name=Both("ИП Образцова В. П.", ""))
    assert [lack.where for lack in operator_lacks(operator_trader())] == []
    assert [lack.where for lack in operator_lacks(english)] == ["operator.name"]
    assert [lack.where for lack in operator_lacks(russian)] == ["operator.name.en"]


@pytest.mark.parametrize(("zone", "lacks"), [("Asia/Ho_Chi_Minh", False), ("Asia/Omsk", True)])
def test_a_natural_person_abroad_may_have_no_tax_code(zone, lacks):
    bare = operator_trader(kind=OperatorKind.PERSON, inn="", ogrn="", time_zone=zone)
    assert ("operator.inn" in {lack.where for lack in operator_lacks(bare)}) is lacks
