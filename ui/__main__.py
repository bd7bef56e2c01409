# SPDX-License-Identifier: Apache-2.0
"""Starts the window: ``desk-window`` or ``python -m ui``, with ``--desk FOLDER`` for another desk."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the program; the status is 0, or 70 after a fault."""
    prepare()
    from ui.application import run

    return run(sys.argv)


def prepare() -> None:
    """What comes before everything else is imported; helpers of this program import this module, and no Qt."""
    from ui import crash

    crash.watch_faults()
    # What a start makes stays; looking through it for garbage time and again is a tenth of the start.
    gc.set_threshold(100_000, 10, 10)


if __name__ == "__main__":
    sys.exit(main())
