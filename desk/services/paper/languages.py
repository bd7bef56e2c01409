# SPDX-License-Identifier: Apache-2.0
"""In which language a new paper is proposed, and why: who reads it comes first, then the setting of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from desk.domain.kinds import LanguageMode
from desk.errors import N_
from desk.services.desk import Desk
from desk.services.paper.written import written
from desk.services.settings import setting
from desk.storage.models import Request


@dataclass(frozen=True)
class Proposed:
    """The language a paper starts in, and a sentence that says why."""

    mode: LanguageMode
    why: str
    """``desk`` message id."""


SETTING = N_("As the settings have it for new papers.")
_REQUEST = N_("In the language the request is to be answered in.")
_REPLACED = N_("As in the paper it replaces.")


def proposed_language(
    desk: Desk, request: int | None = None, replaces: int | None = None
) -> Proposed:
    """That of the setting, unless it leaves out the language the request is to be answered in."""
    if replaces is not None:
        return Proposed(written(desk, replaces).mode, _REPLACED)
    usual = LanguageMode(str(setting(desk, "paper_language")))
    asked = Request.get_or_none(Request.id == request) if request is not None else None
    if asked is None or asked.language in usual.languages:
        return Proposed(usual, SETTING)
    return Proposed(LanguageMode(asked.language), _REQUEST)
