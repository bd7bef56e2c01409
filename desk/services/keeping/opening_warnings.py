# SPDX-License-Identifier: Apache-2.0
"""What is to be said when a desk was opened: where it lies, and whether its file and journal are whole."""

from __future__ import annotations

from desk.clocks import legal_time
from desk.errors import N_, Refusal, Told
from desk.services.checks import SKEW
from desk.services.desk import Desk
from desk.services.settings import setting
from desk.storage import journal
from desk.storage.files import on_network, readable_by_others

_BEHIND = N_(
    "An older file of the desk was opened on purpose: its journal ends at entry {last}, although "
    "entry {kept} had been written. The journal records both numbers."
)

OLDER_CODE = N_(
    "You went back to a backup with another recovery code: the sheet of that time opens this desk, and the one that"
    " opened it before does not. Make a new code, print it and destroy both."
)
_UNREADABLE = N_(
    "{why} The file is in the folder “rules” of the desk. Until it is corrected or removed, no "
    "deadline can be calculated: nothing can be registered, and existing deadlines stay as they "
    "are."
)

_CLOCK = N_(
    "The newest entry of the journal is of {moment}, which is in the future by this computer’s "
    "clock: the clock is wrong, or was wrong then. Deadlines are calculated and papers dated by "
    "it: set it right first."
)


def warnings_at_opening(desk: Desk) -> list[Told]:
    """What is unsafe about where the desk lies, and that its file is old or its journal does not hold."""
    told = [Told(text) for text in _unsafe(desk)]
    if desk.behind is not None:
        last, kept = desk.behind
        told.insert(0, Told(_BEHIND, last=last, kept=kept))
    told += _wrong_clock(desk)
    fault = _fault_of_rules(desk)
    return [*told, Told(_UNREADABLE, why=fault)] if fault else told


def _wrong_clock(desk: Desk) -> list[Told]:
    """That the machine's clock stands before the newest entry of the journal: days and terms follow it."""
    newest = journal.newest(desk.database)
    if newest is None or newest <= desk.now() + SKEW:
        return []
    return [Told(_CLOCK, moment=newest.astimezone(legal_time(desk.zone)))]


def _fault_of_rules(desk: Desk) -> Refusal | None:
    """What is wrong with the rules of the desk's own folder, where there are any."""
    if not any((desk.folder / "rules").glob("*.toml")):
        return None
    try:
        _rules = desk.rules
    except Refusal as fault:
        return fault
    return None


def _unsafe(desk: Desk) -> list[str]:
    found = []
    if readable_by_others(desk.folder):
        found.append(
            N_(
                "Other users of this computer can look into the desk’s folder. Restrict access to yourself."
            )
        )
    if on_network(desk.folder):
        found.append(
            N_(
                "The desk lies on a network share, where its file can be damaged. Move it to a local disk."
            )
        )
    if desk.finding is not None and not desk.finding.sound:
        found.append(N_("The journal is not intact. See the Journal tab."))
    if desk.brought_back:
        found.append(
            N_(
                "The restored backup held people who had been erased. They were erased again; the"
                " journal names their cards."
            )
        )
    if setting(desk, "older_code"):
        found.append(OLDER_CODE)
    if setting(desk, "stale_backups"):
        found.append(
            N_(
                "The second folder for backups still holds people who were erased. Connect it and"
                " make a backup: the older ones there are then destroyed."
            )
        )
    return found
