# SPDX-License-Identifier: Apache-2.0
"""The long set of bad scans: three hundred and more, none unread, none put elsewhere."""

from __future__ import annotations

import pytest

from tests.services.test_scan_set import check


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(100, 108))
def test_three_hundred_and_more_bad_scans(desk, seed: int) -> None:
    check(desk, 45, seed)
