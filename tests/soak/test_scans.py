# SPDX-License-Identifier: Apache-2.0
"""The long set of bad scans: three hundred and more, none unread, none put elsewhere."""

from __future__ import annotations

import pytest

from tests.services.test_scan_set import _printed as _printed  # noqa: PLC0414 -- a fixture
from tests.services.test_scan_set import check
from tests.services.test_scan_set import office as office  # noqa: PLC0414 -- a fixture


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(100, 108))
def test_three_hundred_and_more_bad_scans(office, seed: int) -> None:
    check(office, 45, seed)
