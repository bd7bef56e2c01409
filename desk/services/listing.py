# SPDX-License-Identifier: Apache-2.0
"""The register of requests as a list: ids sorted and filtered by SQL, then rows by id.

Ids come in one pass (an array of 64-bit integers); beyond 200 000 records they come by keyset.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from desk.domain.request import RequestRow
from desk.domain.values import Query
from desk.services.desk import Desk


def request_count_bound(desk: Desk) -> int:
    """An upper bound of the number of requests, without counting them."""
    raise NotImplementedError


def request_ids(
    desk: Desk, query: Query, after: int | None = None, limit: int | None = None
) -> array[int]:
    """Ids in the order of the list; ``after`` is the last id of the piece before."""
    raise NotImplementedError


def request_rows(desk: Desk, ids: Sequence[int]) -> list[RequestRow]:
    """The lines of these ids, in their order; vanished ones are left out."""
    raise NotImplementedError


def request_id(desk: Desk, number: str) -> int:
    """The id of a number as people write it; refuses when there is none."""
    raise NotImplementedError
