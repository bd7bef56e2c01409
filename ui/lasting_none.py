# SPDX-License-Identifier: Apache-2.0
"""Keeps Python 3.11 alive under PySide6 6.12.0, which loses a reference to ``None`` with each void call.

Its wheels take ``None`` to be immortal, as it is since Python 3.12; on 3.11 the count sinks with every
``setVisible`` until the interpreter aborts. Counted up once, it lasts for centuries.
"""

from __future__ import annotations

import sys

ENOUGH = 1 << 60


def keep_none() -> None:
    """Give ``None`` the reference count of an immortal object where the interpreter does not."""
    if sys.version_info >= (3, 12) or sys.getrefcount(None) >= ENOUGH:
        return
    import ctypes

    count = ctypes.c_ssize_t.from_address(id(None))
    count.value += ENOUGH
