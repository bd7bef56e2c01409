# SPDX-License-Identifier: Apache-2.0
"""Whether the file that is opened is the one closed last, by the heads of the journal remembered outside it."""

from __future__ import annotations

from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.storage import journal
from desk.storage.files import BACKUPS, drop_file
from desk.storage.heads import HEAD, kept_head, named_heads

LOOK_BACK = 1000
"""How many entries of the journal are verified before the first screen; the rest in the background."""


class OlderFile(Refusal):
    """The file of the desk is not the one last closed here; who knows why may open it all the same."""


def refuse_older(desk: Desk) -> None:
    """Leave a file alone whose journal ends before the entry remembered beside it."""
    last = journal.head(desk.database).seq
    kept = max(kept_head(desk.database, desk.folder), default=0)
    if kept > last:
        raise OlderFile(
            N_(
                "This file of the desk is older than the one last closed here, or its end was "
                "cut off: its journal ends at entry {last}, although entry {kept} had been "
                "written. Nothing was changed. If you did not put it here on purpose, do not "
                "work with it: restore the newest backup."
            ),
            last=last,
            kept=kept,
        )


def look_back(desk: Desk, restored: dict[str, object] | None) -> None:
    """Verify the newest entries against the heads remembered outside the file."""
    # A restore that is not journalled yet has cut the journal itself.
    if restored is not None:
        drop_file(desk.folder / HEAD)
        desk.finding = journal.verify(desk.database, LOOK_BACK)
        return
    kept = kept_head(desk.database, desk.folder)
    heads = named_heads(desk.database, desk.folder / BACKUPS) | kept
    desk.finding = journal.verify(desk.database, LOOK_BACK, heads)
    if max(kept, default=0) > desk.finding.last:
        desk.behind = (desk.finding.last, max(kept))
