# SPDX-License-Identifier: Apache-2.0
"""Papers: drafted from the registers, previewed, issued with a number and frozen, voided and replaced."""

from __future__ import annotations

from collections.abc import Mapping
from array import array
from collections.abc import Sequence
from datetime import date

from desk.domain.kinds import LanguageMode
from desk.domain.operator import Operator
from desk.domain.paper import Draft, Rendered
from desk.domain.proposal import Hint
from desk.domain.request import PaperBrief
from desk.domain.values import Both, Query
from desk.services.desk import Desk, writes


def draft(
    desk: Desk,
    form_id: str,
    mode: LanguageMode,
    request: int | None = None,
    demands: Sequence[int] = (),
    passages: Mapping[str, Both] | None = None,
    replaces: int | None = None,
    **extra: object,
) -> Draft:
    """A paper not yet issued. ``extra`` are further facts of the form by name (``refused``, ``withheld``,
    ``action``, ``done_on``, ``their_number``, ``inspected_on``, ``since``, ``until``, …)."""
    raise NotImplementedError


def revise(
    draft: Draft,
    passages: Mapping[str, Both] | None = None,
    mode: LanguageMode | None = None,
    **facts: object,
) -> Draft:
    """The draft with other passages, language or facts; what it lacks is checked anew."""
    raise NotImplementedError


def preview(desk: Desk, draft: Draft) -> Rendered:
    """The draft as it would look; stores nothing."""
    raise NotImplementedError


def third_party_hints(desk: Desk, draft: Draft) -> tuple[Hint, ...]:
    """Names, addresses and telephones of others in the draft's passages (Art. 14 (2))."""
    raise NotImplementedError


@writes("paper", "request", "deadline")
def issue(desk: Desk, draft: Draft) -> PaperBrief:
    """Give the paper its number and freeze it; a reply decides the demands it answers."""
    raise NotImplementedError


@writes("paper", "request", "deadline")
def issue_extension(desk: Desk, draft: Draft, reason: str) -> PaperBrief:
    """Issue the extension notice and extend the terms it names, in one act."""
    raise NotImplementedError


@writes("paper", "request", "deadline")
def void(desk: Desk, id: int, reason: str) -> None:
    """Void an issued paper; its number and bytes stay."""
    raise NotImplementedError


@writes("paper", "request", "deadline")
def replace(desk: Desk, id: int, draft: Draft, reason: str) -> PaperBrief:
    """Void a paper and issue another in its place, both linked."""
    raise NotImplementedError


@writes("paper", "request")
def mark_signed(desk: Desk, id: int, on: date, who: str = "") -> None:
    """Mark “signed by pen on …”."""
    raise NotImplementedError


def paper_brief(desk: Desk, id: int) -> PaperBrief:
    """One paper as a list shows it."""
    raise NotImplementedError


def paper_bytes(desk: Desk, id: int, purpose: str = "opened") -> bytes:
    """The frozen PDF; ``purpose`` (opened, printed, saved, exported) goes into the journal."""
    raise NotImplementedError


def paper_ids(
    desk: Desk, query: Query, after: int | None = None, limit: int | None = None
) -> array[int]:
    """Ids of papers for the register; ``kind`` filters by form, sort: number, date, form, state."""
    raise NotImplementedError


def paper_rows(desk: Desk, ids: Sequence[int]) -> list[PaperBrief]:
    """The lines of these ids, in their order."""
    raise NotImplementedError


def paper_id(desk: Desk, number: str) -> int:
    """The id of a paper by its number; refuses when there is none."""
    raise NotImplementedError


def blank(form_id: str, mode: LanguageMode, operator: Operator | None = None) -> Rendered:
    """A specimen of a form with invented or empty facts; needs no desk."""
    raise NotImplementedError


def emergency_sheet(
    desk: Desk, recovery_code: str, mode: LanguageMode = LanguageMode.RU
) -> Rendered:
    """Where the desk and its backups are, with the recovery code; never stored."""
    raise NotImplementedError


def journal_requests(desk: Desk, since: date, until: date, mode: LanguageMode) -> Draft:
    """The journal of requests for a period, ready to preview and issue."""
    raise NotImplementedError
