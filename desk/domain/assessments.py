# SPDX-License-Identifier: Apache-2.0
"""The assessment of recipients before a notice (Art. 12 (4) 7), and how far a ban could be carried out (12 (14))."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from desk.domain.values import Both


class Sufficiency(StrEnum):
    """Whether what a recipient does keeps the data confidential and safe."""

    ENOUGH = "enough"
    PARTLY = "partly"
    NOT_ENOUGH = "not_enough"


class Feasibility(StrEnum):
    """Whether the recipient can be made to destroy what it got (Art. 12 (14))."""

    FULL = "full"
    PARTLY = "partly"


class BanMeasure(StrEnum):
    """What the operator does when Roskomnadzor stops a transfer."""

    STOP = "stop"
    DEMAND = "demand"
    MAPPING = "mapping"
    TELL = "tell"


@dataclass(frozen=True)
class Party:
    """What was found of one recipient in one state."""

    recipient: int
    country: str
    sufficient: Sufficiency
    feasible: Feasibility = Feasibility.FULL
    remark: str = ""
    listed: bool = False
    """Whether the state was on the list on the day of the assessment; kept by the desk."""


@dataclass(frozen=True)
class Assessment:
    """An assessment as it is recorded; one for every recipient of the transfers named."""

    transfers: tuple[int, ...]
    assessed: str
    """ISO."""
    assessor: Both
    post: Both = field(default_factory=Both)
    parties: tuple[Party, ...] = ()
    conclusion: Both = field(default_factory=Both)
    left_out: Both = field(default_factory=Both)
    """Which data are not passed."""
    measures: tuple[BanMeasure, ...] = ()
    risk: Both = field(default_factory=Both)
    """The risk that stays and is accepted, where a recipient cannot be made to destroy everything."""


@dataclass(frozen=True)
class AssessmentView:
    """An assessment as records show it."""

    id: int
    code: str
    assessment: Assessment
    transfers: tuple[tuple[int, str], ...]
    """Id and code of each."""
    list_version: Both
    void: str = ""
    void_because: str = ""

    @property
    def assessed(self) -> str:
        """The day, ISO."""
        return self.assessment.assessed
