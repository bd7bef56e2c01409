# SPDX-License-Identifier: Apache-2.0
"""What of Art. 14 (3) the words of a letter seem to hold: a proposal, a person looks and decides."""

from __future__ import annotations

import re

from desk.domain.request import PARTS

_WORDS = {
    "document": re.compile(
        r"(?:\bпаспорт|\bудостоверени\w+ личности|\bpassport|\bidentity (?:card|document)"
        r"|\bВНЖ\b|\bвид на жительство)[^\n]{0,60}?\d[\d №-]{4,}",
        re.IGNORECASE,
    ),
    "relation": re.compile(
        r"(?:\bдоговор|\bзаказ|\bконтракт|\bзаявк|\bclient|\bклиент|\bcontract|\border|\bagreement)"
        r"[^\n]{0,40}?(?:№|\bno\b|\bN\b|#|\bnumber|\bот|\bof)?[^\n]{0,10}?\d",
        re.IGNORECASE,
    ),
    "signature": re.compile(
        r"^[ \t_]*(?:подпись|signature|signed)\b[^\n\w]*\w|/s/", re.IGNORECASE | re.MULTILINE
    ),
}


def seen_parts(text: str) -> tuple[str, ...]:
    """Names of the parts the words seem to give, in the order of the law."""
    return tuple(name for name in PARTS if _WORDS[name].search(text[:100_000]))
