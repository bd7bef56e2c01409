# SPDX-License-Identifier: Apache-2.0
"""Extending a term: the reasoned notice is written, both dates are in sight, issuing it extends."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from desk.domain.paper import Draft, ExtensionNoticeFacts
from desk.domain.request import PaperBrief
from desk.services.paper import papers
from desk.text import N_
from ui import theme
from ui.language import _
from ui.panes import banner, tell
from ui.request_paper import RequestPaper


class ExtendDialog(RequestPaper):
    """Extend the running terms once, for a reason, before they end."""

    NAME = "extend"
    TITLE = N_("Extend the deadline")
    VERB = N_("&Issue and extend")
    FORMS = ("extension_notice",)
    ON_DEMANDS = True

    def extras(self, parent: QWidget) -> Sequence[QWidget]:
        """The two dates."""
        self.dates: QLabel = banner("", theme.Tone.WAITING, parent)
        return (self.dates,)

    def composed(self, draft: Draft) -> None:
        """Show the last day before and after."""
        facts = draft.facts
        if isinstance(facts, ExtensionNoticeFacts):
            tell(self.dates, self._moved(facts))

    def _moved(self, facts: ExtensionNoticeFacts) -> str:
        """By which days the term moves, and whose term it is."""
        days = {"old": facts.primary_due, "new": facts.new_due}
        if facts.promised and not facts.to_regulator:
            return _(
                "The deadline you promised is {old}; after the extension, {new}. The legal "
                "deadlines stay as they are. The notice must be sent before the original "
                "deadline.",
                **days,
            )
        return _(
            "The deadline is {old}; after the extension, {new}. It can be extended once, and the "
            "notice must be sent before the original deadline.",
            **days,
        )

    def put(self, draft: Draft) -> PaperBrief:
        """Issue the notice and extend in one act."""
        reasons = next((each.text for each in draft.passages if each.name == "reasons"), None)
        language = draft.mode.languages[0]
        return papers.issue_extension(self.desk, draft, reasons.of(language) if reasons else "")
