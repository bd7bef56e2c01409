# SPDX-License-Identifier: Apache-2.0
"""A mail service has a country only when the table says so."""

from __future__ import annotations

import csv
import re

import pytest

from desk.domain.guess import mail_country
from desk.paths import resource


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("a@gmail.com", ("US", "Gmail")),
        ("A@GMAIL.COM.", ("US", "Gmail")),
        ("a@mail.ru", ("RU", "Mail.ru")),
        ("a@corp.mail.ru", ("RU", "Mail.ru")),
        ("a@proton.me", ("CH", "Proton Mail")),
        ("a@qq.com", ("CN", "QQ Mail")),
        ("a@ukr.net", ("UA", "UKR.NET")),
        ("a@ya.ru", ("RU", "Yandex Mail")),
    ],
)
def test_known_services(address: str, expected: tuple[str, str]) -> None:
    assert mail_country(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org",
        "a@notgmail.com",
        "a@com",
        "",
        "@",
        "gmail",
        "a@пример.рф",
        "a@ru",
        "a@mail.ru.example.org",
    ],
)
def test_an_unknown_domain_is_not_known(address: str) -> None:
    assert mail_country(address) is None


def test_the_table_is_whole() -> None:
    with resource("countries", "mail_services.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    assert len({row["domain"] for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", row["domain"]), row
        assert re.fullmatch(r"[A-Z]{2}", row["country"]), row
        assert row["service"], row
        assert row["source"], row
        assert re.fullmatch(r"(\d{4}-\d{2}-\d{2})?", row["checked"]), row
