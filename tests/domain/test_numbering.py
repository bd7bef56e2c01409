# SPDX-License-Identifier: Apache-2.0
"""Registration numbers as people read them."""

import pytest

from desk.domain.numbering import printed_number


@pytest.mark.parametrize(
    ("kept", "printed"),
    [
        ("answer/2026-014", "01/2026-014"),
        ("request/2026-014", "2026-014"),
        ("client/cl1", "cl1"),
        ("12", "12"),
        # Given elsewhere and typed by hand: the number of an act, of an order.
        ("07/2026-005", "07/2026-005"),
        ("12/ОД-3", "12/ОД-3"),
        ("ПД/2026-3", "ПД/2026-3"),
        ("12-К/26", "12-К/26"),
    ],
)
def test_only_a_series_of_ours_is_told_otherwise(kept, printed):
    assert printed_number(kept) == printed
