# SPDX-License-Identifier: Apache-2.0
"""A starter text on how the duties of Art. 18.1 are met, for the operator card and item 9.1 of an answer.

It is a draft in our own words that the operator makes true line by line; the law's wording is not quoted.
"""

from __future__ import annotations

import tomllib
from functools import cache

from desk.domain.kinds import OperatorKind
from desk.domain.values import Both
from desk.paths import resource


@cache
def starter_duties(kind: OperatorKind) -> Both:
    """The starter text for an operator of that kind."""
    with resource("texts", "duties.toml").open("rb") as source:
        texts = tomllib.load(source)
    chosen = texts["company" if kind is OperatorKind.LEGAL else "trader"]
    return Both(chosen["ru"].strip(), chosen["en"].strip())
