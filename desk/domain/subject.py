# SPDX-License-Identifier: Apache-2.0
"""Everything the desk holds about one person, in one view."""

from __future__ import annotations

from dataclasses import dataclass

from desk.domain.consent import ConsentRow, HoldingView, HoldView
from desk.domain.disclosures import Disclosure
from desk.domain.request import PaperBrief, PersonFields, RequestRow
from desk.domain.transfer import Flow
from desk.domain.transfers import TransferRow
from desk.domain.values import Attached


@dataclass(frozen=True)
class SubjectDestruction:
    """A destruction the person is part of."""

    id: int
    number: str
    state: str
    planned: str


@dataclass(frozen=True)
class SubjectTransfer:
    """A transfer abroad that touches the person, with the answer for this person alone."""

    row: TransferRow
    flow: Flow

    @property
    def id(self) -> int:
        """Of the transfer."""
        return self.row.id


@dataclass(frozen=True)
class MergedCard:
    """A card of the same person that is no longer used, with what it says otherwise than the kept one."""

    ref: str
    contacts: tuple[str, ...]


@dataclass(frozen=True)
class SubjectCard:
    """A subject with requests, consents, data held, holds, destructions, papers and files."""

    id: int
    ref: str
    fields: PersonFields
    erased_on: str
    requests: tuple[RequestRow, ...]
    consents: tuple[ConsentRow, ...]
    holdings: tuple[HoldingView, ...]
    holds: tuple[HoldView, ...]
    destructions: tuple[SubjectDestruction, ...]
    papers: tuple[PaperBrief, ...]
    files: tuple[Attached, ...]
    transfers: tuple[SubjectTransfer, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    merged: tuple[MergedCard, ...] = ()
    """The cards that were merged into this one."""
