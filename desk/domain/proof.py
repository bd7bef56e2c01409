# SPDX-License-Identifier: Apache-2.0
"""Confirming data that come with a letter: which demands they belong to, and whether a letter seems to enclose some.

A guess is a proposal to the operator, never a decision.
"""

from __future__ import annotations

import re

from desk.domain.kinds import DemandKind
from desk.domain.letter import Letter, LetterFile

PROVED_KINDS = frozenset(
    {DemandKind.CORRECT, DemandKind.DESTROY, DemandKind.CLAIM_INACCURATE, DemandKind.BLOCK}
)
"""Demands with a term from the day confirming data came (Art. 20 (3), 21 (2))."""

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")
_ENCLOSED = re.compile(
    r"(?i)\bприл(?:агаю|агается|агаются|ожил[аи]?|ожен[аоы]?|ожени[еия]|ожению)\b|\bпри(?:ложу|кладываю|крепил[аи]?|крепляю)\b"
    r"|\bво? (?:вложени|приложени)|\bвложил[аи]?\b|\bсм\. вложени"
    r"|\b(?:attached|enclosed|(?:I|we) (?:attach|enclose)|attaching|enclosing|see (?:the )?(?:attachment|enclosure))\b"
)
_POWER = re.compile(r"(?i)доверенн|doverenn|power[ _-]of[ _-]att|(?<![a-z])poa(?![a-z])")
"""The power of a representative confirms no demand."""
_TRIMMINGS = re.compile(
    r"(?i)\.(?:p7s|p7m|sig|asc|ics|vcf|dat)$|^(?:image\d*|logo|outlook-)\S*\.(?:png|gif|jpe?g)$"
    r"|^signed-\d+\.eml$"
)
"""Signatures and what they sign, cards and pictures of the letter's own furniture."""


def encloses_proof(letter: Letter) -> bool:
    """Whether files or words of the letter make it likely that it brings confirming data."""
    if any(map(_may_prove, letter.attachments)):
        return True
    said = (part for part in _SENTENCE.split(letter.text) if _ENCLOSED.search(part))
    return any(not _POWER.search(part) for part in said)


def _may_prove(file: LetterFile) -> bool:
    return not _TRIMMINGS.search(file.name) and not _POWER.search(file.name)
