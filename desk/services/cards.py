# SPDX-License-Identifier: Apache-2.0
"""One record with everything its pane shows, read in a bounded number of queries and journalled once a sitting."""

from __future__ import annotations

from desk.domain.request import RequestCard
from desk.domain.values import Attached
from desk.services.desk import Desk


def request_card(desk: Desk, id: int, language: str = "") -> RequestCard:
    """The card of one request; titles in ``language`` (the desk's own when empty)."""
    raise NotImplementedError


def file_bytes(desk: Desk, attachment: int, purpose: str = "opened") -> tuple[Attached, bytes]:
    """A kept file; ``purpose`` is opened, saved or exported and goes into the journal."""
    raise NotImplementedError
