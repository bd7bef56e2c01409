# SPDX-License-Identifier: Apache-2.0
"""States and their usual names, which are Babel's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale

from desk.domain.values import Both

RUSSIA = "RU"
_GROUPINGS = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of Babel that are no place."""


def country_name(code: str, language: str) -> str:
    """The usual name of a country; the code itself when it is none."""
    return countries(language).get(code, code)


def both_names(code: str) -> Both:
    """The name in both languages; empty for no code."""
    return Both(*(country_name(code, language) for language in ("ru", "en"))) if code else Both()


def is_country(code: str) -> bool:
    """Whether the code stands for a country."""
    return code in countries("en")


@cache
def countries(language: str) -> Mapping[str, str]:
    """Every country by its ISO 3166-1 alpha-2 code."""
    names = Locale(language).territories
    return {
        code: str(name)
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in _GROUPINGS
    }
