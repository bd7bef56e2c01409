# SPDX-License-Identifier: Apache-2.0
"""A starter text on how the duties of Art. 18.1 are met, for the operator card and item 9.1 of an answer.

It is a draft in our own words that the operator makes true line by line; the law's wording is not quoted.
It claims nothing beyond what the law asks of every operator of that kind.
"""

from __future__ import annotations

import tomllib
from functools import cache

from desk.domain.kinds import OperatorKind
from desk.domain.values import Both
from desk.paths import resource


@cache
def starter_duties(kind: OperatorKind, site: bool = False) -> Both:
    """The starter text for an operator of that kind; ``site``: the card names a site of the operator."""
    with resource("texts", "duties.toml").open("rb") as source:
        texts = tomllib.load(source)
    chosen = texts["company" if kind is OperatorKind.LEGAL else "trader"]
    policy = texts["policy_on_site" if site else "policy"]
    ru, en = (chosen[code].strip().replace("{policy}", policy[code]) for code in ("ru", "en"))
    return Both(ru, en)


def is_starter(text: Both) -> bool:
    """Whether a text is still, in one of its languages, the starter text of some kind of operator."""
    ours = [starter_duties(kind, site) for kind in OperatorKind for site in (False, True)]
    return any(
        told.strip() in {our.ru, our.en}
        for told in (text.ru, text.en)
        for our in ours
        if told.strip()
    )
