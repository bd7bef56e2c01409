# SPDX-License-Identifier: Apache-2.0
"""With ``DESK_SOAK=1`` (``make soak``) every property of the whole suite is tried on twenty times as many examples."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

TIMES = 20


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Widen the settings of properties; their own number of examples is the sample of an ordinary run."""
    if os.environ.get("DESK_SOAK") != "1":
        return
    seen = set()
    for item in items:
        property_ = getattr(item, "obj", None)
        property_ = getattr(property_, "__func__", property_)
        if not hasattr(property_, "hypothesis") or property_ in seen:
            continue
        seen.add(property_)
        # Decorating again is refused; the attribute is where ``settings`` keeps what it was given.
        given = getattr(property_, "_hypothesis_internal_use_settings", settings())
        property_._hypothesis_internal_use_settings = settings(
            given, max_examples=given.max_examples * TIMES, deadline=None
        )
