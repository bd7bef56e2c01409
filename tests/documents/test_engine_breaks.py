# SPDX-License-Identifier: Apache-2.0
"""Where lines, paragraphs and tables break: nothing stands alone, nothing is torn, nothing is parted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from desk.documents import catalogue, fonts, looks
from desk.documents.blocks import Clause, Editable, Fields, Grid, Heading, Signatures, Signer
from desk.documents.flowables import PenLines, Text, fitted
from desk.documents.render import render
from desk.domain.kinds import LanguageMode
from desk.domain.values import Both

from .sample import LETTER, facts, flat, returning, text_of, try_words
from .samples import sample
from .test_engine_layout import MM, made, top, words_of

TITLE = Heading("try.title")
SIGNED = next(block for block in LETTER.blocks if isinstance(block, Signatures))


def page_of(pages, word):
    return next(number for number, page in enumerate(pages) if any(b[4] == word for b in page))


@pytest.mark.parametrize("mode", list(LanguageMode))
def test_a_clause_with_line_ends_becomes_paragraphs_level_in_both_columns(mode):
    form = returning(blocks=(TITLE, Clause("try.parts", numbered=True)))
    (page,) = words_of(made(form, mode=mode).content)
    edge = (20 + (6 if mode is LanguageMode.BOTH else 12.5)) * MM
    dashes = [box for box in page if box[4].startswith("—") and box[1] > 80 * MM]
    assert len(dashes) == 2 * len(mode.languages)
    assert dashes[0][0] == dashes[-2][0] or mode is LanguageMode.BOTH
    assert min(box[0] for box in dashes) == pytest.approx(edge, abs=1)
    if mode is LanguageMode.BOTH:
        assert top(page, "самая") == top(page, "very")
        assert top(page, "очень") == top(page, "second.")


def test_the_note_on_languages_and_the_signature_are_never_alone():
    form = returning(blocks=(TITLE, Editable("item2"), Editable("closing"), SIGNED))
    for lines in range(20, 48):
        passages = {
            "item2": Both("\n".join(["Строка."] * lines), "\n".join(["A line."] * lines)),
            "closing": Both("Прощание", "Farewell"),
        }
        pages = words_of(made(form, facts(passages=passages), LanguageMode.BOTH).content)
        assert page_of(pages, "Прощание") == page_of(pages, "(подпись)"), lines


def entries(lines):
    return replace(sample("journal_requests"), lines=tuple(lines))


def pages_of_journal(lines, mode=LanguageMode.RU):
    made = render(catalogue.FORMS["journal_requests"], entries(lines), mode, state="issued")
    return [
        [" ".join(line.split()) for line in page.splitlines() if line.strip()]
        for page in text_of(made.content).split("\f")
    ]


@pytest.mark.parametrize("mode", list(LanguageMode))
def test_a_journal_has_its_head_once_a_page_and_parts_no_row_that_fits_one(mode):
    two = sample("journal_requests").lines
    numbers = range(1, 14)
    lines = [replace(two[n % 2], order=n, number=f"request/2026-{500 + n}") for n in numbers]
    pages = pages_of_journal(lines, mode)[:-1]
    head = "п/п" if "ru" in mode.languages else "Applicant; full name"
    texts = ["\n".join(page) for page in pages]
    assert all(text.count(head) <= 1 for text in texts)
    for line in lines:
        (page,) = (text for text in texts if line.number.removeprefix("request/") in text)
        assert line.name.split()[0] in page
    if mode is LanguageMode.RU:
        assert len(pages) == 6, "five of entries and the closing sheet"


def test_an_entry_of_a_journal_begins_where_much_of_a_page_is_free():
    _, short = sample("journal_requests").lines
    for words, begins in ((32, True), (24, False)):
        long = replace(short, order=2, number="request/2026-099", summary="Слово. " * words)
        first, second, *_closing = map("\n".join, pages_of_journal([replace(short, order=1), long]))
        assert ("2026-099" in first, "2026-099" in second) == (begins, not begins), words
        assert "Слово." in second


def test_a_journal_does_not_begin_with_its_title_alone():
    _, short = sample("journal_requests").lines
    for words in (44, 52):
        first, *_others = pages_of_journal([replace(short, order=1, summary="Слово. " * words)])
        assert "2026-014" in "\n".join(first), words


def test_an_entry_longer_than_a_page_goes_over_with_the_head_once_a_page():
    short, _ = sample("journal_requests").lines
    long = replace(short, order=2, summary="Долго. " * 900)
    pages = ["\n".join(page) for page in pages_of_journal([short, long, replace(short, order=3)])]
    assert sum("Долго." in page for page in pages) > 2
    assert all(page.count("п/п") <= 1 for page in pages)


def test_without_a_signature_the_note_on_languages_goes_with_the_last_text():
    form = returning(blocks=(TITLE, Editable("item2"), Editable("closing")))
    for lines in range(20, 48):
        passages = {
            "item2": Both("\n".join(["Строка."] * lines), "\n".join(["A line."] * lines)),
            "closing": Both("Прощание", "Farewell"),
        }
        pages = words_of(made(form, facts(passages=passages), LanguageMode.BOTH).content)
        assert page_of(pages, "Прощание") == page_of(pages, "расхождении"), lines


def test_what_announces_a_list_does_not_end_a_page():
    form = returning(blocks=(TITLE, Editable("item2"), Clause("try.parts")))
    for lines in range(15, 45):
        passages = {"item2": Both("\n".join(["Строка."] * lines))}
        pages = words_of(made(form, facts(passages=passages)).content)
        assert page_of(pages, "части:") == page_of(pages, "первая;"), lines


def test_a_question_goes_with_the_lines_for_its_answer(monkeypatch):
    drawn = []
    draw = PenLines.draw
    monkeypatch.setattr(
        PenLines, "draw", lambda lines: (drawn.append(lines.canv.getPageNumber()), draw(lines))
    )
    room = Fields((("", ""),), lines=3)
    form = returning(blocks=(TITLE, Editable("item2"), Clause("try.clause"), room))
    for lines in range(15, 45):
        passages = {"item2": Both("\n".join(["Строка."] * lines))}
        pages = words_of(made(form, facts(passages=passages)).content)
        assert page_of(pages, "Настоящий") + 1 == drawn[-1], lines


def test_a_title_goes_with_the_last_text_to_the_signature():
    form = returning(
        blocks=(TITLE, Editable("item2"), Editable("closing", title="try.item"), SIGNED)
    )
    for lines in range(15, 45):
        passages = {"item2": Both("\n".join(["Строка."] * lines)), "closing": Both("Прощание")}
        pages = words_of(made(form, facts(passages=passages)).content)
        assert page_of(pages, "правовые") == page_of(pages, "Прощание"), lines


def test_a_clause_stays_with_the_first_row_of_the_table_after_it():
    def rows(_facts, _words):
        return [["ряд " * 40, "срок"]] * 3

    grid = Grid(("try.col_what", "try.col_term"), (0.5, 0.5), rows)
    form = returning(blocks=(TITLE, Editable("item2"), Clause("try.clause"), grid))
    for lines in range(10, 40):
        passages = {"item2": Both("\n".join(["Строка."] * lines))}
        pages = words_of(made(form, facts(passages=passages)).content)
        assert page_of(pages, "Настоящий") == page_of(pages, "ряд"), lines


def test_no_page_ends_with_the_head_of_a_table_and_one_line():
    def rows(_facts, _words):
        return [[f"ряд{n}", "срок"] for n in range(4)]

    grid = Grid(("try.col_what", "try.col_term"), (0.5, 0.5), rows)
    form = returning(blocks=(TITLE, Editable("item2"), Clause("try.clause"), grid))
    for lines in range(15, 40):
        passages = {"item2": Both("\n".join(["Строка."] * lines))}
        pages = words_of(made(form, facts(passages=passages)).content)
        assert page_of(pages, "ряд0") == page_of(pages, "ряд1"), lines


def test_rows_go_over_whole_unless_they_are_very_high():
    def rows(_facts, _words):
        return [[f"начало{n} " + "середина " * 30 + f"конец{n}", "срок"] for n in range(30)]

    grid = Grid(("try.col_what", "try.col_term"), (0.5, 0.5), rows)
    pages = words_of(made(returning(blocks=(TITLE, grid))).content)
    assert len(pages) > 3
    for n in range(30):
        assert page_of(pages, f"начало{n}") == page_of(pages, f"конец{n}")


def test_a_title_of_several_lines_is_not_parted_and_goes_with_its_text():
    """Item 4 of an answer has a title of five lines in a column."""
    whole = sample("reply_access", "trader")
    for lines in range(1, 5):
        written = whole.passages | {"item3": Both("\n".join(["Строка."] * lines), "Line.")}
        content = render(
            catalogue.form("reply_access"), replace(whole, passages=written), LanguageMode.BOTH
        ).content
        pages = words_of(content)
        places = [page_of(pages, word) for word in ("Наименование", "раскрыты", "Место")]
        assert len(set(places)) == 1, lines


def test_what_goes_over_of_a_parted_row_is_not_a_line_or_two():
    def rows(_facts, _words):
        return [["\n".join(f"строка{n}" for n in range(14)), "срок"]]

    grid = Grid(("try.col_what", "try.col_term"), (0.5, 0.5), rows)
    form = returning(blocks=(TITLE, Editable("item2"), grid))
    parted = 0
    for lines in range(14, 26):
        passages = {"item2": Both("\n".join(["Строка."] * lines))}
        pages = words_of(made(form, facts(passages=passages)).content)
        over = [n for n in range(14) if page_of(pages, f"строка{n}") == 1]
        assert len(over) not in (1, 2), lines
        parted += 0 < len(over) < 14
    assert parted


@pytest.mark.parametrize("mode", [LanguageMode.RU, LanguageMode.BOTH])
def test_no_last_line_of_a_paragraph_begins_a_page(mode):
    for lines in range(10, 34):
        passages = {
            "item2": Both("\n".join(["Строка."] * lines), "\n".join(["A line."] * lines)),
            "item3": Both("слово " * 100 + "последнее", "word"),
        }
        pages = words_of(made(of=facts(passages=passages), mode=mode).content)
        page = pages[page_of(pages, "последнее")]
        height = top(page, "последнее")
        assert any(abs(b[1] - height) > 5 for b in page if b[4] == "слово"), lines


def test_a_line_that_a_long_word_left_half_empty_is_not_torn_to_the_margin():
    long = "https://example.org/" + "a" * 50
    passages = {
        "item2": Both(f"Сведения о порядке обработки опубликованы по адресу {long} и далее.")
    }
    (page, *_) = words_of(made(of=facts(passages=passages)).content)
    level = top(page, "опубликованы")
    line = [box for box in page if abs(box[1] - level) < 1]
    assert len(line) > 4
    assert max(right[0] - left[2] for left, right in pairwise(line)) < 14


def lines_of(text, style, width):
    """The words of each line, and what it leaves of the width."""
    shown = Text(fonts.dressed(text, set()), looks.styles(False)[style])
    shown.wrap(width, 1000)
    return [(words, spare) for spare, words in shown.blPara.lines]


def test_a_loose_line_takes_a_word_of_the_line_before_it():
    text = (
        "Настоящий акт составлен комиссией по уничтожению персональных данных, созданной приказом "
        "№ 2026-001 от 2 марта 2026 г. (далее — Комиссия), в соответствии с частью 7 статьи 21 "
        "Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных» и Требованиями "
        "к подтверждению уничтожения персональных данных."
    )
    lines = lines_of(text, "text", 170 * MM)
    assert [words[0] for words, _spare in lines[2:4]] == [
        "соответствии",
        "«О\xa0персональных",
    ]
    assert all(spare > 0 for _words, spare in lines), "a line was left ragged"
    assert " ".join(word for words, _spare in lines for word in words).replace("\xa0", " ") == text


RIGHTS = (
    "Субъект персональных данных вправе получать сведения об обработке своих персональных данных; требовать их "
    "уточнения, блокирования или уничтожения; возражать против решения, принятого на основании исключительно "
    "автоматизированной обработки (статья 16 Закона)."
)
ANSWER = (
    "Джон Миллер (далее — Оператор), рассмотрев Ваш запрос, поступивший 22 ноября 2026 г. и зарегистрированный "
    "под № 2026-001, предоставляет сведения, предусмотренные частью 7 статьи 14 Федерального закона."
)


@pytest.mark.parametrize("text", [RIGHTS, ANSWER], ids=["rights", "answer"])
@pytest.mark.parametrize("width", [150, 160, 170, 178])
def test_no_line_but_the_last_is_ragged_in_a_justified_paragraph(text, width):
    lines = lines_of(text, "text", width * MM)
    assert all(spare > 0 for _words, spare in lines[:-1])
    assert " ".join(word for words, _spare in lines for word in words).replace("\xa0", " ") == text


def test_centred_lines_are_of_about_one_length():
    text = "о прекращении обработки персональных данных в целях продвижения товаров, работ, услуг"
    (first, spare), (second, rest) = lines_of(text, "subject", 180 * MM)
    assert " ".join([*first, *second]).replace("\xa0", " ") == text
    assert abs(spare - rest) < 40 * MM
    assert min(spare, rest) > 40 * MM


def test_a_column_takes_what_its_longest_word_lacks_from_those_with_room():
    def rows(_facts, _words):
        return [["1", "Рассматривается"]]

    grid = Grid(("try.col_term", "try.col_what"), (0.88, 0.12), rows)
    assert "Рассматривается" in text_of(made(returning(blocks=(TITLE, grid))).content)


def test_a_name_kept_together_is_let_go_rather_than_cut_in_a_narrow_column():
    def rows(_facts, _words):
        return [["А. Н. Вымышленнейшая", "5"]]

    grid = Grid(("try.col_what", "try.col_term"), (0.19, 0.81), rows)
    content = made(returning(blocks=(TITLE, grid))).content
    assert "Вымышленнейшая" in text_of(content)


def test_one_day_without_a_date_leaves_room_to_write_it():
    blank = render(
        LETTER, facts(day=dt.date.min), LanguageMode.RU, state="specimen", words=try_words
    )
    assert try_words("ru").form("common.day_blank").replace("\xa0", " ") in flat(blank.content)


@pytest.mark.parametrize(
    "kept",
    [
        "Белкина О.~П.",
        "M.~Tikhonova",
        "пункта~1 части~5 статьи~6",
        "день~1~— понедельник",
        "+7~900~000-00-00",
        "этаж~2",
        "а~также",
        "«О~персональных данных»",
        "2~л.",
    ],
)
def test_what_belongs_together_is_not_parted(kept):
    assert kept.replace("~", "\xa0") in fonts.dressed(kept.replace("~", " "), set())


def test_a_year_is_not_tied_to_what_follows_it():
    assert "г. и зарегистрированный" in fonts.dressed("2026 г. и зарегистрированный", set())


def test_signature_lines_of_one_block_stand_one_under_another():
    signers = [
        Signer("operator", {"ru": "Индивидуальный предприниматель"}, {"ru": "М. В. Примеров"}),
        Signer("subject", {"ru": "Субъект"}, {"ru": "Примерная Анна Вымысловна"}),
    ]
    form = returning(blocks=(TITLE, Signatures(lambda _facts: signers)), wide_margin=True)
    (page,) = words_of(made(form).content)
    for word in ("(подпись)", "(расшифровка"):
        places = [box[0] for box in page if box[4] == word]
        assert len(places) == 2
        assert places[0] == places[1]


def test_a_double_name_is_parted_after_its_hyphen_and_an_address_before_its_sign():
    assert fitted("Константинопольский-Задунайский", 120, 12) == (
        "Константинопольский-<br/>Задунайский"
    )
    assert fitted("anna-maria.konstantinopolskaya@example.org", 120, 12) == (
        "anna-maria.konstantinopolskaya<br/>@example.org"
    )
    assert fitted("Н.\xa0И.\xa0Вымышленнейшая", 90, 12) == "Н. И. Вымышленнейшая"
    assert fitted("Н.\xa0И.\xa0Вымышленнейшая", 200, 12) == "Н.\xa0И.\xa0Вымышленнейшая"


@pytest.mark.parametrize("times", [3, 5, 9, 20])
def test_a_high_first_row_takes_no_table_to_the_next_page(times):
    """The receipt of a request whose first term needs a long explanation."""
    whole = sample("acknowledgement")
    first, *others = whole.demands
    long = Both(*(" ".join([text] * times) for text in (first.why.ru, first.why.en)))
    told = replace(whole, demands=(replace(first, why=long), *others))
    content = render(catalogue.form("acknowledgement"), told, LanguageMode.BOTH).content
    page = words_of(content)[0]
    rows = [box for box in page if box[4] == "Получено"]
    assert rows, "the table begins on the page of the clause that announces it"
    assert max(box[3] for box in rows) > 240 * MM
