# SPDX-License-Identifier: Apache-2.0
"""What of Art. 14 (3) the words of a letter seem to hold."""

import pytest

from desk.domain.letter_parts import seen_parts


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Паспорт 45 10 № 123456, выдан ОВД «Северный» 12.03.2012", ("document",)),
        ("паспорт серии 4510 номер 123456", ("document",)),
        ("Договор № 17 от 03.02.2026", ("relation",)),
        ("номер моего заказа 10482", ("relation",)),
        ("contract No. 17 of 3 February", ("relation",)),
        ("С уважением,\nПодпись: Ковалёв", ("signature",)),
        ("С уважением,\nПодпись: ", ()),
        ("Я потерял паспорт и договор и поставил подпись под заявлением", ()),
        ("Passport No. 75 1234567\nOrder #10482\nSignature: J. Peterson", ("document", "relation", "signature")),
        ("", ()),
    ],
)  # fmt: skip
def test_only_what_the_words_give_is_seen(text, seen):
    assert seen_parts(text) == seen
