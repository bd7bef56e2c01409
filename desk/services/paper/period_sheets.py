# SPDX-License-Identifier: Apache-2.0
"""What the journals and registers for a period share: the check of its days, the draft of their sheets."""

from __future__ import annotations

from typing import Any

from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft, Facts
from desk.services.desk import Desk, note_shown
from desk.services.paper.facts import base_facts
from desk.services.paper.papers import completed


def period_sheets(
    desk: Desk,
    form: str,
    facts: type[Facts],
    mode: LanguageMode,
    shown: str,
    **period: Any,  # noqa: ANN401 -- since, until and lines, as the facts have them
) -> Draft:
    """The sheets of a period, ready to preview and issue; the journal notes that ``shown`` was looked at."""
    since, until = period["since"], period["until"]
    made = facts(**base_facts(desk), **period)
    note_shown(desk, "record.opened", f"{shown}/{since.isoformat()}/{until.isoformat()}")
    return completed(Draft(form, mode, made, (), ()))
