# SPDX-License-Identifier: Apache-2.0
"""The demonstration desk as the window opens it: made once, furnished with an invented world.

It lies in a folder of its own and its passphrase is no secret; it can never be taken for a real desk.
"""

from __future__ import annotations

from pathlib import Path

from desk.paths import default_desk
from desk.services.desk import Desk, utc_now
from desk.services.keeping import upkeep

PASSPHRASE = "demonstration"  # noqa: S105 -- no secret: everything in the demonstration is invented


def demonstration_folder(shape: str) -> Path:
    """Where the demonstration of one shape lies."""
    return default_desk().with_name(f"demonstration-{shape}")


def is_demonstration(folder: Path) -> bool:
    """Whether a folder is the one of a demonstration, whose passphrase may be told."""
    return any(folder == demonstration_folder(shape) for shape in ("trader", "company"))


def open_demonstration(shape: str) -> Desk:
    """Open the demonstration desk, making it when there is none yet."""
    folder = demonstration_folder(shape)
    if upkeep.exists(folder):
        return upkeep.open_desk(folder, PASSPHRASE, older=True)
    from desk.demo import create_demonstration, furnish

    desk, _code = create_demonstration(folder, PASSPHRASE, shape, utc_now)
    furnish(desk, shape)
    return desk
