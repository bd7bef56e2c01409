# SPDX-License-Identifier: Apache-2.0
"""The form in which words are compared; apart from ``text``, which costs the reading of letters a start."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """The form in which words are compared and searched: NFC, lower case, ё as е."""
    return unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
