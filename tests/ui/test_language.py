# SPDX-License-Identifier: Apache-2.0
"""One current language, one signal, Qt's own words with it; and mnemonics that never clash."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QRadioButton

from ui import help as guide
from ui import language, mnemonics, theme
from ui.dialogs.about import news
from ui.dialogs.inquiry import UnblockDialog
from ui.theme import Tone


def test_switching_says_so_once(qtbot) -> None:
    heard: list[str] = []
    listener = lambda: heard.append(language.current().language)  # noqa: E731
    language.changed.connect(listener)
    language.use("ru")
    language.use("ru")
    language.use("en")
    language.changed.disconnect(listener)
    assert heard == ["ru", "en"]


def test_a_sentence_does_not_break_between_a_sign_and_its_number() -> None:
    language.use("ru")
    held = language._(UnblockDialog.INTRO)
    assert "ч.\u00a02 ст.\u00a021" in held
    counted = language.held("десятый рабочий день — 23 ноября (пн); 9 декабря 2026 г.")
    assert counted == "десятый рабочий день — 23\u00a0ноября (пн); 9\u00a0декабря 2026 г."


@pytest.mark.parametrize(
    ("loose", "held"),
    [
        ("Осталось 12 рабочих дней.", "Осталось 12_рабочих дней."),
        ("до 4 дек. 2026, пт", "до 4_дек. 2026, пт"),
        ("№ 01/2026-014 отправлен", "№_01/2026-014 отправлен"),
        ("по п. 4 приказа № 179 и ст. 14", "по п._4 приказа №_179 и ст._14"),
        ("Письмо от 24.11.2026 получено, 1.2 пункт", "Письмо от 24.11.2026 получено, 1.2 пункт"),
    ],
)
def test_a_russian_number_stays_with_its_word_also_when_it_is_filled_in(loose, held) -> None:
    language.use("ru")
    assert language._("{text}", text=loose) == held.replace("_", "\u00a0")


def test_qt_speaks_too(qtbot) -> None:
    language.use("ru")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "Отмена" in box.buttons()[0].text()
    assert QLocale().language() is QLocale.Language.Russian


def test_words_with_numbers_are_declined(qtbot) -> None:
    language.use("ru")
    said = [
        language.ngettext(
            "{number} deadline has passed.", "{number} deadlines have passed.", number
        )
        for number in (1, 3, 11, 21)
    ]
    told = ["1 срок истёк.", "3 срока истекли.", "11 сроков истекло.", "21 срок истёк."]
    assert said == [each.replace(" ", "\u00a0", 1) for each in told]


def test_letters_are_spread_without_clashes() -> None:
    texts = ["Save", "Save as…", "Send", "&Print", "Print preview", "Quit", "№ 1"]
    taken: set[str] = set()
    marked = [mnemonics.mark(text, taken) for text in texts]
    letters = [mnemonics.letter(text) for text in marked if mnemonics.letter(text)]
    assert len(letters) == len(set(letters)) == 6
    assert [mnemonics.bare(text) for text in marked] == [mnemonics.bare(text) for text in texts]


def test_marking_twice_changes_nothing(qtbot) -> None:
    actions = [QAction(text) for text in ("Файл", "Фамилия", "Печать…")]
    mnemonics.spread_actions(actions)
    first = [each.text() for each in actions]
    mnemonics.spread_actions(actions)
    assert [each.text() for each in actions] == first


@pytest.mark.parametrize("speech", ["ru", "en"])
def test_the_guide_has_the_same_chapters_in_both_languages(speech: str) -> None:
    chapters = guide.chapters(speech)
    assert [each.id for each in chapters] == [each.id for each in guide.chapters("en")]
    assert {"start", "today", "requests", "papers", "journal"} <= {each.id for each in chapters}
    assert all(len(each.text) > 100 for each in chapters)


def test_the_changelog_is_shown_in_one_language() -> None:
    russian, english = news("ru"), news("en")
    assert russian != english
    assert "##" in russian
    assert "письмо" in russian.casefold()
    assert "письмо" not in english.casefold()


@pytest.mark.parametrize("palette", [theme.light(), theme.dark()])
@pytest.mark.parametrize("tone", list(Tone))
def test_badges_can_be_read(palette, tone: Tone) -> None:
    ground, ink = theme.tone_colours(tone, palette)
    assert contrast(ground, ink) >= 4.5


@pytest.mark.parametrize("palette", [theme.light(), theme.dark()])
def test_text_can_be_read(palette) -> None:
    role = palette.ColorRole
    for ink, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.PlaceholderText, role.Base),
        (role.PlaceholderText, role.Window),
        (role.Link, role.Base),
        (role.ToolTipText, role.ToolTipBase),
    ):
        assert contrast(palette.color(ground), palette.color(ink)) >= 4.5, (ink, ground)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_what_can_be_ticked_can_be_seen(qapp, qtbot, scheme: str, kind) -> None:
    before = theme.scheme()
    theme.apply(qapp, scheme)
    box = kind("")
    qtbot.addWidget(box)
    box.show()
    drawn = box.grab().toImage()
    ground = box.palette().color(box.palette().ColorRole.Window)
    middle = drawn.height() // 2
    inks = [drawn.pixelColor(x, middle) for x in range(6)]
    theme.apply(qapp, before)
    assert max(contrast(ground, ink) for ink in inks) >= 3


def contrast(one, other) -> float:
    """The contrast of WCAG."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
