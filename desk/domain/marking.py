# SPDX-License-Identifier: Apache-2.0
"""Marks labels of closed lists for extraction, each with the list it belongs to."""

from __future__ import annotations

Words = tuple[str, str]


def pgettext(context: str, message: str) -> Words:
    """Mark a label for extraction with the list it belongs to; it is translated where it is shown."""
    return context, message
