# SPDX-License-Identifier: Apache-2.0
"""The papers of consents against the law: every mandatory item, one box for both languages, nothing kept of documents."""

from __future__ import annotations

import io
import re
from dataclasses import fields, replace

import pikepdf
import pytest

from desk.documents.catalogue import form, passages
from desk.documents.render import render
from desk.domain.consent_papers import ConsentPaperFacts, NoticePurpose, Party, WithdrawalFacts
from desk.domain.kinds import LanguageMode, OperatorKind
from desk.domain.values import Both
from desk.errors import Refusal
from desk.text import catalogue
from tests.documents.consent_samples import HEALTH, SUBJECT
from tests.documents.sample import flat
from tests.documents.samples import COMPANY, TRADER, sample
from tests.documents.test_engine_layout import MM, words_of

PAPERS = (
    "consent",
    "consent_transfer",
    "consent_dissemination",
    "consent_marketing",
    "withdrawal",
    "collection_notice",
    "source_notice",
    "register_consents",
)
CONSENTS = PAPERS[:4]
SIGNED = PAPERS[:5]
MODES = [mode.value for mode in LanguageMode]
EMPTY = Both()
NAMELESS = (Party(EMPTY, "Казань"),)
LONG = Both(
    "Константинопольский-Задунайский Иннокентий Всеволодович оглы",
    "Innokenty Vsevolodovich Konstantinopolsky-Zadunaisky",
)


def without(id, **over):
    return replace(sample(id), **over)


def purpose(**over):
    whole = NoticePurpose(HEALTH, HEALTH, HEALTH, ("collect",), HEALTH)
    return (replace(whole, **over),)


def printed(id, mode="ru", facts=None, state="issued"):
    return flat(
        render(form(id), facts or sample(id), LanguageMode(mode), state=state).content
    ).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("id", "facts", "where"),
    [
        *((id, without(id, purpose=EMPTY), "purpose") for id in CONSENTS),
        *((id, without(id, data=(), special=()), "data") for id in CONSENTS),
        *((id, without(id, data=(HEALTH, EMPTY)), "data") for id in CONSENTS),
        *((id, without(id, term=EMPTY), "term") for id in CONSENTS),
        *((id, without(id, actions=()), "actions") for id in CONSENTS if id != "consent_dissemination"),
        ("consent", without("consent", actions=("collect", "disseminate")), "actions"),
        ("consent", without("consent", method=""), "method"),
        ("consent", without("consent", processors=NAMELESS), "processors.1"),
        ("consent_marketing", without("consent_marketing", processors=(Party(HEALTH, " "),)), "processors.1"),
        ("consent_marketing", without("consent_marketing", ways=()), "ways"),
        ("consent_transfer", without("consent_transfer", recipients=()), "recipients"),
        ("consent_transfer", without("consent_transfer", recipients=NAMELESS), "recipients"),
        ("consent_transfer", without("consent_transfer", recipients=NAMELESS), "recipients.1"),
        ("consent_transfer", without("consent_transfer", list_version=EMPTY), "list_version"),
        ("consent_dissemination", without("consent_dissemination", resources=()), "resources"),
        ("consent_dissemination", without("consent_dissemination", resources=("yasnye.example",)), "resources"),
        ("consent_dissemination", without("consent_dissemination", operator=replace(COMPANY, inn="")), "operator.inn"),
        ("collection_notice", without("collection_notice", point=EMPTY), "point"),
        ("collection_notice", without("collection_notice", country=EMPTY), "country"),
        ("collection_notice", without("collection_notice", purposes=()), "purposes"),
        ("collection_notice", without("collection_notice", purposes=purpose(actions=())), "purposes.1.actions"),
        ("collection_notice", without("collection_notice", purposes=purpose(keeping=EMPTY)), "purposes.1.keeping"),
        ("collection_notice", without("collection_notice", passages={}), "passages.sources"),
        ("collection_notice", without("collection_notice", passages={}), "passages.refusal"),
        *(("source_notice", without("source_notice", purposes=purpose(**{name: EMPTY})), f"purposes.1.{name}") for name in ("title", "grounds", "data")),
        ("source_notice", without("source_notice", users=EMPTY), "users"),
        ("source_notice", without("source_notice", source=" "), "source"),
        ("source_notice", without("source_notice", subject_name=""), "subject_name"),
        ("source_notice", without("source_notice", passages={}), "passages.rights"),
        ("register_consents", without("register_consents", until=sample("register_consents").since.replace(month=1)), "until"),
    ],
)  # fmt: skip
def test_each_lacking_item_is_named_in_words(id, facts, where):
    lacks = {lack.where: lack for lack in form(id).missing(facts)}
    assert where in lacks
    for language in ("ru", "en"):
        sentence = catalogue(language).say(lacks[where].message, **lacks[where].params)
        assert "{" not in sentence
        assert bool(re.search("[а-я]{3}", sentence)) is (language == "ru")


@pytest.mark.parametrize("id", SIGNED)
def test_what_the_subject_writes_in_is_never_lacking(id):
    facts = without(id, subject_name="", subject_address="", subject_contact="")
    assert form(id).missing(facts) == []


def test_a_notice_of_source_needs_no_request_behind_it():
    assert sample("source_notice").request_number == ""
    assert form("source_notice").missing(sample("source_notice")) == []


def test_nothing_of_an_identity_document_can_be_kept():
    kept = {each.name for kind in (ConsentPaperFacts, WithdrawalFacts) for each in fields(kind)}
    assert {name for name in kept if "document" in name or "passport" in name} == set()
    for id in ("consent", "consent_transfer", "withdrawal"):
        assert "Дата выдачи документа и выдавший его орган" in printed(id)
    for id in ("consent_marketing", "consent_dissemination"):
        assert "удостоверяющий" not in printed(id)


def test_a_written_consent_has_the_nine_items_of_the_law():
    text = printed("consent")
    for said in (
        SUBJECT, "Ростов-на-Дону", "Документ, удостоверяющий личность: вид, номер", COMPANY.name.ru,
        "Адрес: 123022, г. Москва", "подготовка и ведение проектов внедрения CRM", "номер телефона",
        "сведения о состоянии здоровья", "ООО «Голубь», 420111", "сбор, запись", "смешанная обработка",
        "Срок действия согласия: до 31 декабря 2027 г.", "Согласие может быть отозвано", "pdn@yasnye.example",
        "(подпись)", "Дата подписания", "оформлено отдельно от иных информации и документов",
    ):  # fmt: skip
        assert said in text, said
    assert "Представитель" not in text


def test_a_representative_speaks_and_signs_for_the_subject():
    facts = without("consent", representative_name="Лапин Егор Олегович", authority="доверенность")
    text = printed("consent", facts=facts)
    assert "Я, представитель субъекта персональных данных" in text
    assert text.count("Дата выдачи документа") == 2
    assert text.rindex("Лапин Егор Олегович") > text.index("условия мне понятны")
    assert SUBJECT in text


def test_a_transfer_names_recipients_states_and_the_list_and_claims_no_notification():
    for mode in MODES:
        text = printed("consent_transfer", mode)
        if "ru" in mode:
            assert "трансграничная передача" in text
            assert "приказ Роскомнадзора от 05.08.2022 № 128" in text
            assert "Мне сообщено, что государство, не включённое в Перечень" in text
        assert not re.search("уведомлени[ея] (направлен|подан)|notif", text)
    listed = without("consent_transfer", recipients=sample("consent_transfer").recipients[1:])
    assert "Мне сообщено" not in printed("consent_transfer", facts=listed)


@pytest.mark.parametrize("mode", MODES)
def test_a_consent_to_dissemination_has_the_nine_items_in_the_order_of_the_order(mode):
    text = printed("consent_dissemination", mode)
    numbers = re.findall(r"(?<![\d.(])([1-9])\) (?=[а-яa-z])", text)
    languages = 2 if mode == "ru+en" else 1
    assert list(dict.fromkeys(numbers)) == list("123456789")
    assert len(numbers) == 9 * languages


def test_the_operator_is_named_as_the_order_asks_of_its_kind():
    registered = replace(TRADER, ogrn="309250000000013", inn="250000000103")
    person = replace(TRADER, kind=OperatorKind.PERSON)
    for operator, words in (
        (COMPANY, "сведения об операторе-организации"),
        (registered, "являющимся индивидуальным предпринимателем"),
        (person, "сведения об операторе-физическом лице"),
    ):
        facts = without("consent_dissemination", operator=operator)
        assert words in printed("consent_dissemination", facts=facts)
        assert form("consent_dissemination").missing(facts) == []


def test_what_may_be_disseminated_is_ticked_by_the_subject_alone():
    boxes = {mode: printed("consent_dissemination", mode).count("☐") for mode in MODES}
    assert boxes == dict.fromkeys(MODES, 9)
    assert "☑" not in printed("consent_dissemination")
    chosen = without("consent_dissemination", passing_on="none", prohibitions=Both("не копировать"))
    text = printed("consent_dissemination", facts=chosen)
    assert text.count("☑") == 1
    assert "не копировать" in text
    assert "запрещаю передачу" not in text


def test_a_withdrawal_is_ticked_before_only_where_it_was_asked_for():
    assert printed("withdrawal").count("☑") == 1
    blank = without("withdrawal", demands=(), subject_name="", consent_number="", consent_day=None)
    text = printed("withdrawal", facts=blank)
    assert "☑" not in text
    assert "2026-031" not in text
    assert printed("withdrawal", "ru+en").count("☐") == printed("withdrawal").count("☐") == 14


@pytest.mark.parametrize("id", PAPERS)
@pytest.mark.parametrize("mode", MODES)
def test_issued_papers_are_whole_archival_and_have_a_place_to_sign(id, mode):
    made = render(form(id), sample(id), LanguageMode(mode), state="issued")
    again = render(form(id), sample(id), LanguageMode(mode), state="issued")
    assert made == again
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert pdf.open_metadata().pdfa_status == "2B"
        places = [
            str(each.T) for each in pdf.Root.get("/AcroForm", pikepdf.Dictionary(Fields=[])).Fields
        ]
    wanted = "subject" if id in SIGNED else "operator"
    assert places == ([] if id == "collection_notice" else [wanted])


@pytest.mark.parametrize("id", PAPERS[:7])
def test_both_columns_begin_each_part_at_one_height(id):
    made = render(form(id), sample(id), LanguageMode.BOTH, state="specimen")
    middle = 200 / 2 * MM
    seen = 0
    for page in words_of(made.content):
        marks = [box for box in page if re.fullmatch(r"\d[.)](\xa0.*)?", box[4])]
        left = {box[4][:2]: box[1] for box in marks if box[0] < middle}
        right = {box[4][:2]: box[1] for box in marks if box[0] > middle}
        assert left == right
        seen += len(left)
    assert seen >= 5


@pytest.mark.parametrize("id", SIGNED)
@pytest.mark.parametrize("mode", MODES)
def test_no_page_carries_the_signature_alone_however_long_the_texts(id, mode):
    facts = without(
        id,
        subject_name=LONG.ru,
        purpose=Both(f"{LONG.ru}: цель. " * 12, f"{LONG.en}: purpose. " * 12),
        operator=replace(COMPANY, name=Both(f"ООО «{LONG.ru}»", f"{LONG.en} LLC")),
    )
    made = render(form(id), facts, LanguageMode(mode), state="issued")
    last = words_of(made.content)[-1]
    signed = min(box[1] for box in last if box[4] in ("(подпись)", "(signature)"))
    assert sum(20 * MM < box[1] < signed - 12 * MM for box in last) > 6


@pytest.mark.parametrize(
    ("id", "over"),
    [
        *((id, {"subject_name": "Аня 😀"}) for id in SIGNED),
        ("source_notice", {"source": "Фирма 😀"}),
        ("collection_notice", {"address": "страница 😀"}),
        ("register_consents", {"lines": (replace(sample("register_consents").lines[0], subject="😀"),)}),
    ],
)  # fmt: skip
def test_what_no_typeface_can_print_is_refused_at_its_place(id, over):
    with pytest.raises(Refusal) as refused:
        printed(id, facts=without(id, **over))
    assert refused.value.field.split(".")[0] in over


def test_the_notices_offer_their_texts_to_be_edited():
    assert [p.name for p in passages("collection_notice", sample("collection_notice"))] == [
        "sources",
        "refusal",
    ]
    assert [p.mandatory for p in passages("source_notice", sample("source_notice"))] == [True]


def test_an_empty_period_is_said_in_the_register():
    text = printed("register_consents", facts=without("register_consents", lines=()))
    assert "За указанный период согласий не получено." in text
    assert "ЛИСТ-ЗАВЕРИТЕЛЬ" in text
