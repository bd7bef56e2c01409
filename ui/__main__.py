# SPDX-License-Identifier: Apache-2.0
"""Starts the window: ``desk-window`` or ``python -m ui``, with ``--desk FOLDER`` for another desk."""

from __future__ import annotations

import sys

from ui import crash


def main() -> int:
    """Run the program; the status is 0, or 70 after a fault."""
    crash.watch_faults()
    from ui.application import run

    return run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
