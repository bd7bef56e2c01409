# SPDX-License-Identifier: Apache-2.0
"""How long data of a purpose are kept, in words: the operator’s own, else its term."""

from __future__ import annotations

from babel.units import format_unit

from desk.domain.registers import KEEP_TERM, PurposeFields
from desk.domain.values import Both


def keeping(fields: PurposeFields) -> Both:
    """The words of the purpose, or “30 days after the purpose is achieved”; empty when neither is given."""
    term = KEEP_TERM.fullmatch(fields.keep_term)
    if fields.retention.ru or fields.retention.en or term is None:
        return fields.retention
    number, unit = int(term[1]), f"duration-{term[2].removesuffix('s')}"
    ru, en = (format_unit(number, unit, locale=code) for code in ("ru", "en"))
    return Both(f"{ru} после достижения цели", f"{en} after the purpose is achieved")
