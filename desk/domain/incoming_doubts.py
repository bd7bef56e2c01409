# SPDX-License-Identifier: Apache-2.0
"""Requests that came signed by what does not count: nothing is broken, and nobody has signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from desk.domain.consent import Proof
from desk.domain.consent_doubts import proof_of
from desk.domain.numbering import printed_number
from desk.domain.signatures import FileSignature
from desk.domain.verdicts import together
from desk.errors import N_
from desk.text import Catalogue

UNFIT = N_("signature does not count")
"""Said of a request in a list."""


class UnfitRequest(NamedTuple):
    """An open request that came signed by what does not count."""

    id: int
    number: str
    why: tuple[str, ...]


def why_unfit(files: Sequence[FileSignature]) -> tuple[str, ...]:
    """Message ids: why the signatures of these files do not count; none where one holds, is broken or was not verified."""
    if not files or any(each.counts for each in files):
        return ()
    worst, why = proof_of(files)
    return why if worst is Proof.UNCOUNTED else ()


def unfit_of(words: Catalogue, found: Sequence[UnfitRequest]) -> str:
    """The same of all that were found."""
    return unfit_words(words, [e.number for e in found], [why for e in found for why in e.why])


def unfit_words(words: Catalogue, numbers: Sequence[str], why: Sequence[str]) -> str:
    """What to do about requests so signed (Art. 14 (3)); nothing where there is none."""
    if not why:
        return ""
    said = words.ngettext(
        "The electronic signature that came with request No. {numbers} does not count ({why}). "
        "The deadlines run all the same; if there is no other signature, you may ask for one "
        "that holds (Art. 14 (3)).",
        "The electronic signatures that came with requests No. {numbers} do not count ({why}). "
        "The deadlines run all the same; if there are no other signatures, you may ask for ones "
        "that hold (Art. 14 (3)).",
        len(numbers),
    )
    return said.format(
        numbers=", ".join(map(printed_number, numbers)), why=words.tell(together(why))
    )
