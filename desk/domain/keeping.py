# SPDX-License-Identifier: Apache-2.0
"""How long data of a purpose are kept, in words: the operator’s own, else its term."""

from __future__ import annotations

from babel.units import format_unit

from desk.domain.registers import KEEP_TERM, PurposeFields
from desk.domain.values import Both


def keeping(fields: PurposeFields) -> Both:
    """The words of the purpose, or “30 days after the purpose is achieved”; empty when neither is given."""
    return keeping_words(fields.keep_term, fields.retention)


def keeping_words(keep_term: str, retention: Both) -> Both:
    """The operator’s own words on the term, or the term in words."""
    term = KEEP_TERM.fullmatch(keep_term)
    if retention.ru or retention.en or term is None:
        return retention
    number, unit = int(term[1]), f"duration-{term[2].removesuffix('s')}"
    ru, en = (format_unit(number, unit, locale=code) for code in ("ru", "en"))
    return Both(f"{ru} после достижения цели", f"{en} after the purpose is achieved")
