# SPDX-License-Identifier: Apache-2.0
"""Keeps Python 3.11 alive under PySide6 6.12.0, which loses references to ``None``, ``True`` and ``False``.

Its wheels take them to be immortal, as they are since Python 3.12; on 3.11 a count sinks with every
``setVisible`` until the interpreter aborts. Counted up once, they last for centuries.
"""

from __future__ import annotations

import sys

ENOUGH = 1 << 60


def keep_singletons() -> None:
    """Give them the reference count of immortal objects where the interpreter does not."""
    if sys.version_info >= (3, 12) or sys.getrefcount(None) >= ENOUGH:
        return
    import ctypes

    for lasting in (None, True, False, NotImplemented, Ellipsis):
        count = ctypes.c_ssize_t.from_address(id(lasting))
        count.value += ENOUGH
