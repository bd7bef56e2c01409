# SPDX-License-Identifier: Apache-2.0
"""Where things stand on the page, and what ugly values do to it."""

from __future__ import annotations

import dataclasses
import io
import re
import subprocess
import unicodedata

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.documents import fonts
from desk.documents.blocks import Clause, Grid, Heading, Sheet, Space
from desk.documents.render import check_glyphs, render
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Addressee
from desk.domain.values import Both
from desk.errors import Refusal

from .sample import LETTER, OPERATOR, WORDS, approver, facts, flat, returning, text_of, try_words

MM = 72 / 25.4
WORD = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
)
LINES = "Цель обработки: исполнение договора с субъектом и его учёт. " * 12
OTHER = "The purpose of processing is the contract. " * 5


def made(form=LETTER, of=None, mode=LanguageMode.RU, state="draft"):
    return render(form, of or facts(), mode, state=state, words=try_words)


def words_of(content: bytes) -> list[list[tuple[float, float, float, float, str]]]:
    """The words of each page with their boxes, from the upper left corner, in points."""
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True
    )
    return [
        [(*map(float, found[:4]), found[4]) for found in WORD.findall(sheet)]
        for sheet in done.stdout.decode().split("<page ")[1:]
    ]


def top(page, word, nth=0):
    return [box[1] for box in page if box[4] == word][nth]


def test_columns_stay_level_clause_by_clause():
    (page, *_) = words_of(made(mode=LanguageMode.BOTH, state="specimen").content)
    half = 210 / 2 * MM
    for label in ("1.", "2.", "2)", "3)"):
        left, right = sorted(box for box in page if box[4].split("\xa0")[0] == label)
        assert left[1] == right[1], label
        assert left[0] < half < right[0]


def test_long_clauses_run_over_pages_side_by_side():
    passages = {"item2": Both(LINES * 8, OTHER * 30), "item3": Both("Дальше", "Further")}
    pages = words_of(made(of=facts(passages=passages), mode=LanguageMode.BOTH).content)
    assert len(pages) > 2
    half = 210 / 2 * MM
    for page in pages[:2]:
        assert any(box[0] < half for box in page)
        assert any(box[0] > half for box in page)
    last = next(page for page in pages if any(box[4] == "Дальше" for box in page))
    assert top(last, "Дальше") == top(last, "Further")


def test_columns_of_unequal_length_lose_nothing():
    passages = {"item2": Both("а\nб\nв", "only one")}
    text = flat(made(of=facts(passages=passages), mode=LanguageMode.BOTH).content)
    assert all(part in text for part in ("а", "б", "в", "only one"))


def test_a_text_in_one_language_serves_both_columns():
    passages = {"item2": Both("Только по-русски")}
    text = flat(made(of=facts(passages=passages), mode=LanguageMode.BOTH).content)
    assert text.count("Только по-русски") == 2


@pytest.mark.parametrize("mode", list(LanguageMode))
@pytest.mark.parametrize("wide", [False, True])
def test_margins(mode, wide):
    passages = {"item2": Both(LINES * 6, OTHER * 20)}
    form = returning(wide_margin=wide, returns=True)
    pages = words_of(
        made(form, facts(passages=passages, number="letter/1"), mode, "issued").content
    )
    for page in pages:
        body = [box for box in page if box[3] < (297 - 38) * MM and box[1] > 19.5 * MM]
        assert min(box[0] for box in page) >= (30 if wide else 20) * MM - 0.5
        assert max(box[2] for box in body) <= (210 - 10) * MM + 0.5
    numbers = [box for box in pages[1] if box[1] < 19.5 * MM]
    assert [box[4] for box in numbers] == ["2"]
    assert numbers[0][1] >= 9 * MM


def test_a_letter_has_details_left_addressee_right_and_date_with_number_on_one_line():
    (page,) = words_of(made(state="specimen").content)
    name = next(box for box in page if box[4] == "Образцова")
    to = next(box for box in page if box[4] == "Выдуманову")
    assert name[0] < 100 * MM < to[0]
    assert to[1] < 40 * MM
    assert to[0] - 110 * MM == pytest.approx(10 * MM, abs=12 * MM)
    assert top(page, "ноября") > name[1]
    date = next(box for box in page if box[4].endswith("ноября") or box[4] == "ноября")
    number = next(box for box in page if box[4].endswith("2026-014") and box[1] < 100 * MM)
    assert number[1] == pytest.approx(date[1], abs=1)


def test_the_addressee_is_no_wider_than_eight_centimetres():
    to = Addressee(Both("Ж" * 400), "й" * 300)
    (page, *_) = words_of(made(of=facts(addressee=to)).content)
    right = [box for box in page if set(box[4]) <= {"Ж", "й"}]
    assert right
    assert max(box[2] - box[0] for box in right) <= 80.5 * MM


def test_a_letterhead_in_the_middle_is_no_wider_than_twelve_centimetres():
    operator = dataclasses.replace(OPERATOR, address=Both("Очень длинный адрес, " * 12))
    (page, *_) = words_of(made(returning(addressee=False), facts(operator=operator)).content)
    head = [box for box in page if box[4] in ("Очень", "длинный", "адрес,")]
    assert len(head) == 36
    assert min(box[0] for box in head) >= 50 * MM - 1
    assert max(box[2] for box in head) <= 170 * MM + 1


def test_the_quoted_part_of_a_short_name_stands_in_one_line_of_the_letterhead():
    name = Both("Общество с ограниченной ответственностью «Пример Решения»")
    (page, *_) = words_of(made(of=facts(operator=dataclasses.replace(OPERATOR, name=name))).content)
    assert top(page, "«Пример") == top(page, "Решения»")


def test_an_act_is_approved_at_the_upper_right_and_dated_below():
    form = returning(letterhead=False, approver=approver)
    (page, *_) = words_of(made(form, state="specimen").content)
    assert next(box for box in page if box[4] == "УТВЕРЖДАЮ")[0] > 100 * MM
    assert top(page, "УТВЕРЖДАЮ") < 30 * MM
    number = next(box for box in page if box[4].endswith("2026-014") and box[1] < 100 * MM)
    assert number[2] == pytest.approx(200 * MM, abs=1)
    assert top(page, "«____»") < number[1]


def test_a_signature_never_stands_alone_on_a_page():
    for lines in range(1, 45):
        passages = {"item2": Both("\n".join(["Строка."] * lines)), "closing": Both("Прощание")}
        pages = words_of(made(of=facts(passages=passages, enclosures=())).content)
        (page,) = (page for page in pages if any(box[4] == "(подпись)" for box in page))
        assert any(box[4] == "Прощание" for box in page), lines


def test_a_heading_never_stands_alone_at_the_foot():
    for lines in range(10, 40):
        passages = {
            "item2": Both("\n".join(["Строка."] * lines)),
            "item3": Both("Содержание. " * 60),
        }
        pages = words_of(made(of=facts(passages=passages)).content)
        (page,) = (page for page in pages if any(box[4].startswith("3)") for box in page))
        assert any(box[4] == "Содержание." for box in page), lines


def test_tables_repeat_their_head_and_split_rows_higher_than_a_page():
    def rows(_facts, _words):
        return [["высокая " * 900, "x" * 3000], *([str(n), "строка"] for n in range(120))]

    form = returning(
        blocks=(Heading("try.title"), Grid(("try.col_what", "try.col_term"), (0.5, 0.5), rows)),
        landscape=True,
    )
    done = made(form, mode=LanguageMode.BOTH)
    assert done.pages > 5
    for number in range(1, done.pages + 1):
        text = text_of(done.content, "-f", str(number), "-l", str(number))
        assert "Вид данных" in text
        assert "Kind of data" in text
    assert flat(done.content).count("строка") == 120


def test_cells_of_two_languages_say_what_they_share_once():
    def rows(_facts, words):
        return [["2026-013\n" + ("почта" if words.language == "ru" else "post"), "5"]]

    blocks = (Heading("try.title"), Grid(("try.col_what", "try.col_term"), (0.5, 0.5), rows))
    text = flat(made(returning(blocks=blocks), mode=LanguageMode.BOTH).content)
    assert text.count("2026-013") == 1
    assert "почта" in text
    assert "post" in text


def test_a_closing_sheet_has_a_page_of_its_own():
    form = returning(
        blocks=(Heading("try.title"), Sheet("try.subject"), Space(10), Clause("try.clause"))
    )
    done = made(form)
    assert done.pages == 2
    assert "о предоставлении сведений" in text_of(done.content, "-f", "2")


def test_an_empty_item_is_said_and_an_empty_editable_left_out():
    text = flat(made(of=facts(passages={})).content)
    assert text.count(try_words("ru").form("common.no_data")) == 2
    assert "С уважением" not in text


def test_markup_in_values_is_printed_as_it_is():
    name = "<b>&amp;</b> </para><br/> {name} %s \\ 'x' \"y\""
    for mode in LanguageMode:
        assert name in flat(made(of=facts(subject_name=name), mode=mode).content)


def test_direction_marks_nul_and_control_characters_are_dropped():
    name = "И\x00ва\x07н\u202eов\u200f\u2066 \ud800Пётр\ufeff"
    assert "Иванов Пётр" in flat(made(of=facts(subject_name=name)).content)


def test_letters_are_composed_but_signs_are_not_replaced():
    assert fonts.clean("№ и\u0306 ②") == "№ й ②"


@pytest.mark.parametrize("mode", list(LanguageMode))
def test_very_long_words_break_and_nothing_is_lost(mode):
    long = "Ж" * 10_000
    both = Both(long, long)
    ugly = facts(
        operator=dataclasses.replace(OPERATOR, name=both, signer_name=both, signer_post=both),
        addressee=Addressee(both, long),
        subject_name=long,
        passages={"item2": both},
    )
    done = made(of=ugly, mode=mode)
    assert text_of(done.content).count("Ж") >= 6 * 10_000


def test_other_alphabets_have_glyphs():
    name = "Nguyễn Thị Phương Ơn, ₫ ₽ ☐ ☑ → Ђорђе, Žižek, Ўзбек, Ґудзь, Ελένη, გიორგი"
    assert fonts.uncovered(name) == ""
    assert "Nguyễn Thị Phương Ơn" in flat(made(of=facts(subject_name=name)).content)
    assert check_glyphs(LETTER, facts(subject_name=name), LanguageMode.RU, words=try_words) == ()


def test_every_word_of_every_paper_has_glyphs():
    for language in ("ru", "en"):
        source = (fonts.resource("..", "i18n", language, "forms.po")).read_text("utf-8")
        assert fonts.uncovered(source) == ""


def test_a_character_without_a_glyph_is_a_box_in_a_draft_and_refused_at_issue():
    ugly = facts(subject_name="Иван 漢", passages={"item2": Both("да 😀")})
    assert "Иван □" in flat(made(of=ugly).content)
    found = check_glyphs(LETTER, ugly, LanguageMode.RU, words=try_words)
    assert [(m.where, m.params["character"]) for m in found] == [
        ("subject_name", "漢"),
        ("passages.item2.ru", "😀"),
    ]
    with pytest.raises(Refusal) as refused:
        made(of=ugly, state="issued")
    assert refused.value.field == "subject_name"
    assert "漢" in try_words("en").tell(refused.value)


def test_what_a_paper_does_not_print_is_not_complained_of():
    ugly = facts(operator=dataclasses.replace(OPERATOR, principal="漢", brand=""))
    assert check_glyphs(LETTER, ugly, LanguageMode.RU, words=try_words) == ()


@pytest.mark.parametrize("name", ["שלום", "محمد", "สมชาย", "अमित"])
def test_scripts_that_would_be_set_wrongly_count_as_uncovered(name):
    assert fonts.uncovered(name)


def test_numbers_stay_with_their_signs():
    markup = fonts.dressed("по ст. 14, № 152-ФЗ, 5 марта 2026 г., И. С. Петров, Art. 6", set())
    for kept in (
        "ст.\xa014",
        "№\xa0152",
        "5\xa0марта",
        "2026\xa0г.",
        "И.\xa0С.\xa0Петров",
        "Art.\xa06",
    ):
        assert kept in markup


def test_words_are_not_hyphenated():
    text = text_of(made(of=facts(passages={"item2": Both(LINES)})).content)
    assert not re.search(r"[а-я]-\n", text)


def test_only_the_small_print_is_smaller_than_ten_points():
    with pikepdf.open(io.BytesIO(made(mode=LanguageMode.BOTH, state="specimen").content)) as pdf:
        sizes = {
            float(operands[1])
            for sheet in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(sheet)
            if str(operator) == "Tf"
        }
    assert {size for size in sizes if size < 9} <= {7.0, 8.0}


def test_the_wording_of_the_sample_is_used():
    text = flat(made(mode=LanguageMode.BOTH).content)
    assert all(part in text for part in WORDS["try.title"])


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_a_draft(text):
    done = made(of=facts(subject_name=text, passages={"item2": Both(text, text)}))
    assert done.pages >= 1
    assert unicodedata.normalize("NFC", fonts.clean(text)) == fonts.clean(text)
