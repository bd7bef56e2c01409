# SPDX-License-Identifier: Apache-2.0
"""The papers of a destruction against order 179: every item there, every lack named, every signer with a place."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from desk.documents import looks
from desk.documents.catalogue import FORMS, form
from desk.documents.catalogue.act_words import ranges
from desk.documents.catalogue.third_party import ACTIONS
from desk.documents.render import render
from desk.domain.kinds import LanguageMode
from desk.domain.registers import RecipientRole
from desk.domain.values import Both
from desk.errors import Refusal
from desk.text import catalogue
from tests.documents import act_samples as made
from tests.documents.sample import flat, text_of
from tests.documents.samples import COMPANY, TRADER
from tests.documents.test_engine_layout import MM, words_of

EMPTY = Both()
LETTERS = list("абвгдежзик")
PEOPLE = tuple(f"Вымыслов Пётр {number}" for number in range(1, 401))
LONG_NAME = Both("Константинопольский-Задунайский Владислав Всеволодович", "Vladislav Zadunaysky")
LONG_POST = Both(
    "заместитель генерального директора по вопросам защиты персональных данных",
    "Deputy General Director for Personal Data Protection",
)
LOG = ((made.DATABASE, Both("выгрузка № 05/2026-001", "extract No. 05/2026-001")),)


def printed(id, facts, mode=LanguageMode.RU) -> str:
    return flat(render(form(id), facts, mode, state="issued").content)


def commission(count: int):
    """A commission of ``count`` with names and posts that need several lines."""
    members = [replace(made.CHAIRMAN, name=LONG_NAME, post=LONG_POST)]
    members += [
        replace(
            made.MEMBERS[0], slot=f"member_{n}", name=Both(f"Членов{n} Иван Ильич", f"Ivan {n}")
        )
        for n in range(1, count)
    ]
    return tuple(members)


# ---- the act


@pytest.mark.parametrize("mode", ["ru", "en"])
@pytest.mark.parametrize("facts", [made.act(COMPANY), made.alone(TRADER)], ids=["three", "alone"])
def test_the_act_has_the_ten_items_of_the_order_in_its_order(facts, mode):
    text = text_of(render(form("destruction_act"), facts, LanguageMode(mode)).content)
    assert re.findall(r"^([а-я])\)\s", text, flags=re.MULTILINE) == LETTERS


def test_the_titles_of_items_are_the_order_s_own_words():
    text = printed("destruction_act", made.act(COMPANY))
    for words in (
        "адрес лица (лиц), осуществляющего (осуществляющих) обработку персональных данных субъекта (субъектов)",
        "или иная информация, относящаяся к определенному (определенным) физическому (физическим) лицу (лицам)",
        "с указанием количества листов в отношении каждого материального носителя",
        "(в случае обработки персональных данных без использования средств автоматизации)",
        "из которой (которых) были уничтожены персональные данные субъекта (субъектов) персональных данных",
    ):
        assert words in text


@pytest.mark.parametrize("mode", list(LanguageMode))
def test_the_act_says_what_each_item_asks_for(mode):
    text = printed("destruction_act", made.act(COMPANY), mode)
    assert made.SUBJECT in text
    for both in (
        COMPANY.address,
        made.CHAIRMAN.name,
        made.MEMBERS[1].post,
        made.DATABASE,
        made.FOLDER,
        made.KEPT[0].basis,
    ):
        for language in mode.languages:
            for word in both.of(language).split():
                assert word in text
    assert "ООО «Голубь», 420111" in text or mode is LanguageMode.EN


def test_columns_of_the_act_are_level_letter_by_letter():
    done = render(form("destruction_act"), made.act(COMPANY), LanguageMode.BOTH)
    found = [
        (word[0], number, upper)
        for number, page in enumerate(words_of(done.content))
        for _left, upper, _right, _lower, word in page
        if re.fullmatch(r"[а-к]\)\S*", word)
    ]
    assert [letter for letter, *_ in sorted(set(found), key=lambda each: each[1:])] == LETTERS
    assert all(found.count(each) == 2 for each in found)


def test_what_was_destroyed_of_one_carrier_is_counted_together():
    parts = (made.paper_part(sheets=2), made.paper_part("Лапин Егор Олегович", sheets=5))
    facts = made.act(COMPANY, parts=parts, subjects=(made.SUBJECT, "Лапин Егор Олегович"))
    words = catalogue("ru")
    assert form("destruction_act").values(facts, words)["carriers"].endswith("листов: 7")


def test_two_persons_of_one_name_are_both_listed():
    facts = made.act(COMPANY, subjects=(made.SUBJECT, made.SUBJECT))
    assert (
        form("destruction_act").values(facts, catalogue("ru"))["subjects"].count(made.SUBJECT) == 2
    )


def test_four_hundred_persons_go_to_an_annex_with_repeated_heads():
    shared = tuple(made.paper_part(name) for name in PEOPLE)
    some = tuple(made.part(name) for name in PEOPLE[:250])
    facts = made.act(COMPANY, subjects=PEOPLE, parts=(*shared, *some), logs=LOG)
    done = render(form("destruction_act"), facts, LanguageMode.RU, state="issued")
    text = flat(done.content)
    assert "количество субъектов: 400" in text
    assert "количество листов: 800" in text
    assert "1–250" in text
    assert all(name in text for name in PEOPLE)
    assert done.pages < 16
    pages = [text_of(done.content, "-f", str(n), "-l", str(n)) for n in range(1, done.pages + 1)]
    annex = next(n for n, page in enumerate(pages) if "Приложение\nк акту" in page)
    assert any("(подпись)" in page for page in pages[:annex])
    assert all("Субъект персональных данных" in page for page in pages[annex:])


def test_many_rows_go_to_the_annex_too():
    parts = tuple(
        made.paper_part(name, carrier=Both(f"Личное дело № {n}", f"File No. {n}"))
        for n, name in enumerate(PEOPLE[:40])
    )
    text = printed(
        "destruction_act",
        made.act(COMPANY, subjects=PEOPLE[:40], parts=parts, method="manual", logs=()),
    )
    assert "носителей: 40, листов: 80" in text
    assert "Личное дело № 39" in text
    assert text.count("Построчный перечень уничтоженного") == 2


def test_numbers_are_told_in_runs():
    assert ranges([7, 1, 2, 3, 9, 8]) == "1–3, 7–9"
    assert ranges([]) == ""


def test_who_destroys_alone_is_told_that_the_order_allows_it():
    text = printed("destruction_act", made.alone(TRADER))
    assert "«лиц (лица), уничтоживших персональные данные субъекта персональных данных»" in text
    assert "УТВЕРЖДАЮ" not in text
    assert "приказом №" not in text


@pytest.mark.parametrize(
    ("method", "item"), [("manual", "пункт 1"), ("automated", "пункт 2"), ("mixed", "пункт 7")]
)
def test_the_way_of_processing_decides_how_destruction_is_confirmed(method, item):
    assert f"({item} Требований)" in printed("destruction_act", made.act(COMPANY, method=method))


def test_the_head_of_the_journal_stands_on_every_sheet_of_act_and_extract():
    for id, facts in (
        ("destruction_act", made.act(COMPANY)),
        ("journal_extract", made.extract(COMPANY)),
    ):
        done = render(form(id), facts, LanguageMode.RU, state="issued")
        assert flat(done.content).count("журнал 5f0c5f0c5f0c") == done.pages


def test_papers_that_come_back_have_the_large_code():
    coming_back = ("commission_order", "destruction_act", "journal_extract")
    assert [looks.sheet(FORMS[id]).code for id in coming_back] == [25 * MM] * 3
    assert looks.sheet(FORMS["notice_third_party"]).code == 15 * MM


# ---- places to sign


def fields_of(content: bytes) -> list[tuple[str, int, float, float]]:
    """Name, page, lower edge and left edge of each signature field."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            (str(field.T), number, float(field.Rect[1]), float(field.Rect[0]))
            for number, page in enumerate(pdf.pages)
            for field in page.get("/Annots", [])
        ]


@pytest.mark.parametrize("mode", [LanguageMode.RU, LanguageMode.BOTH])
@pytest.mark.parametrize("count", [2, 3, 5, 9])
def test_name_post_and_line_of_each_signer_stay_on_one_page(count, mode):
    facts = made.act(COMPANY, signers=commission(count), approver=None)
    done = render(form("destruction_act"), facts, mode, state="issued")
    pages = words_of(done.content)
    fields = fields_of(done.content)
    assert [name for name, *_ in fields] == ["chairman", *(f"member_{n}" for n in range(1, count))]
    for name, page, lower, left in fields:
        base = 297 * MM - lower
        beside = [w for x, y, _, _, w in pages[page] if base - 60 * MM < y < base + 1]
        person = "Всеволодович" if name == "chairman" else f"Членов{name.removeprefix('member_')}"
        assert person in beside
        assert ("Председатель" if name == "chairman" else "Член") in beside
        captions = [
            x
            for x, y, _, _, w in pages[page]
            if w in ("(подпись)", "(signature)") and base < y < base + 12
        ]
        assert captions
        assert left < min(captions)


@pytest.mark.parametrize("count", [2, 5])
def test_no_page_is_signed_with_nothing_but_a_single_line(count):
    for lines in range(1, 40, 3):
        facts = made.act(COMPANY, signers=commission(count))
        facts = replace(facts, passages={"remarks": Both("\n".join(["Замечание."] * lines))})
        done = render(form("destruction_act"), facts, LanguageMode.RU, state="issued")
        pages = {page for name, page, *_ in fields_of(done.content) if name != "approver"}
        text = text_of(done.content, "-f", str(min(pages) + 1), "-l", str(min(pages) + 1))
        assert len(pages) == 1, lines
        assert "Подписи лиц (лица)" in text
        assert "Акт составлен" in text


def test_the_approver_signs_in_the_corner_and_only_where_there_is_one():
    content = render(
        form("destruction_act"), made.act(COMPANY), LanguageMode.RU, state="issued"
    ).content
    (found,) = (field for field in fields_of(content) if field[0] == "approver")
    assert found[1] == 0
    assert found[3] > 110 * MM
    assert found[2] > 230 * MM
    without = made.act(COMPANY, approver=None)
    content = render(form("destruction_act"), without, LanguageMode.RU, state="issued").content
    assert "approver" not in [name for name, *_ in fields_of(content)]
    assert "УТВЕРЖДАЮ" not in flat(content)


def test_a_substitute_says_for_whom():
    stood_in = replace(made.SUBSTITUTE, instead_of=made.MEMBERS[0].name)
    text = printed(
        "destruction_act", made.act(COMPANY, signers=(made.CHAIRMAN, stood_in, made.MEMBERS[1]))
    )
    assert "(за отсутствующего: Орлов Степан Игоревич)" in text


def test_head_and_members_sign_the_order():
    content = render(
        form("commission_order"), made.order(COMPANY), LanguageMode.BOTH, state="issued"
    ).content
    names = [name for name, *_ in fields_of(content)]
    assert names == ["operator", "chairman", "member_1", "member_2", "substitute_1"]
    text = flat(content)
    assert "п р и к а з ы в а ю:" in text.replace("\xa0", " ")
    assert text.index("С приказом ознакомлены:") < text.rindex("Тихонова Мария Андреевна")


# ---- the extract and the letters


EXTRACT = made.extract(COMPANY)
LINE = EXTRACT.lines[0]


@pytest.mark.parametrize("mode", ["ru", "en"])
def test_the_extract_has_the_five_items_of_the_order(mode):
    text = text_of(render(form("journal_extract"), EXTRACT, LanguageMode(mode)).content)
    assert sorted(set(re.findall(r"(?:^|\s)([а-д])\)\s", text))) == list("абвгд")


def test_only_the_desk_s_own_extract_speaks_for_the_desk():
    foreign = replace(EXTRACT, lines=(replace(LINE, entry=""),))
    said = "подтверждает удаление сведений только из этой программы"
    assert said in printed("journal_extract", EXTRACT)
    assert said not in printed("journal_extract", foreign)


def test_an_entry_is_dated_in_the_operator_s_legal_time():
    assert "14:05:00 UTC+3" in printed("journal_extract", EXTRACT)
    assert "18:05:00 UTC+7" in printed("journal_extract", made.extract(TRADER))


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", list(RecipientRole))
def test_a_processor_is_required_and_others_are_asked(action, role):
    facts = made.letter(
        COMPANY, action, role=role, passages={"what": Both("Новый телефон.", "New number.")}
    )
    text = printed("notice_third_party", facts)
    assert ("Оператор требует" in text) == role.value.endswith("processor")
    assert ("Оператор просит" in text) != ("Оператор требует" in text)
    assert "11 декабря 2026 г." in text
    assert ("Новый телефон." in text) == (action == "correct")
    assert ("копию акта" in text) == (action == "destroy")


def test_a_letter_names_many_persons_in_a_table():
    text = printed("notice_third_party", made.letter(COMPANY, subjects=PEOPLE[:30]))
    assert all(name in text for name in PEOPLE[:30])


def test_an_unknown_action_is_refused():
    with pytest.raises(Refusal, match="no letter"):
        form("notice_third_party").values(made.letter(COMPANY, "frighten"), catalogue("en"))
