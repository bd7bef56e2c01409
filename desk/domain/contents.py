# SPDX-License-Identifier: Apache-2.0
"""What was read out of a kept file, and what of it only a person can look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desk.errors import N_

ENOUGH = 200_000
"""Characters read of one text; what is longer says so."""


class Gap(StrEnum):
    """Why a file, or a part of it, was not read."""

    PICTURE = "picture"
    LONG = "long"
    LOCKED = "locked"
    DAMAGED = "damaged"
    INSIDE = "inside"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Contents:
    """The words of a file; ``gap`` says why they are not all of it."""

    text: str = ""
    gap: Gap | None = None


GAPS: Mapping[Gap, str] = {
    Gap.PICTURE: N_(
        "“{found}”: the program cannot read pictures and scanned pages. Look at the file yourself:"
        " it must not hold other people’s data (Art. 14 (2))."
    ),
    Gap.LONG: N_(
        "“{found}”: the file is too large, only its beginning was read. Look at the rest yourself:"
        " it must not hold other people’s data (Art. 14 (2))."
    ),
    Gap.LOCKED: N_(
        "“{found}”: the file is protected by a password and was not read. Look at it yourself:"
        " it must not hold other people’s data (Art. 14 (2))."
    ),
    Gap.DAMAGED: N_(
        "“{found}”: the file is damaged or is not what its name says, and was not read. Look at it"
        " yourself: it must not hold other people’s data (Art. 14 (2))."
    ),
    Gap.INSIDE: N_(
        "“{found}”: there are other files inside, which were not read. Look at them yourself:"
        " they must not hold other people’s data (Art. 14 (2))."
    ),
    Gap.UNKNOWN: N_(
        "“{found}”: the program does not read files of this kind. Look at the file yourself:"
        " it must not hold other people’s data (Art. 14 (2))."
    ),
}
"""What the operator is told about each gap."""
