# SPDX-License-Identifier: Apache-2.0
"""Who signed a letter is read from its end, and only where the line is a person's name."""

import pytest

from desk.domain.signature import Signed, signature


@pytest.mark.parametrize(
    ("end", "name", "phone"),
    [
        ("С уважением, Кораблёва Анна Викторовна\n+7 913 000-00-00", "Кораблёва Анна Викторовна", "+7 913 000-00-00"),
        ("С уважением,\n\nСоколова А.В.\nтел.: 8 (913) 000-00-00", "Соколова А.В.", "8 (913) 000-00-00"),
        ("Kind regards,\nJohn O'Neil", "John O'Neil", ""),
        ("С уважением, ООО «Ромашка»", "", ""),
        ("С уважением к вам и вашему труду прошу удалить данные", "", ""),
        ("> С уважением, Кораблёва Анна Викторовна", "", ""),
        ("Позвоните +7 913 000-00-00", "", ""),
    ],
)  # fmt: skip
def test_a_signature_gives_name_and_telephone(end: str, name: str, phone: str) -> None:
    assert signature(f"Прошу удалить мои данные.\n\n{end}\n") == Signed(name, phone)


def test_a_signature_is_sought_in_no_more_than_its_share_of_the_time() -> None:
    """Either would take hours with a search that looks at all that follows each closing."""
    assert signature("С уважением,\n" * 150_000) == Signed()
    signed = "С уважением,\nx\n" * 150_000 + "С уважением,\nАнна Кот"
    assert signature(signed) == Signed("Анна Кот")
