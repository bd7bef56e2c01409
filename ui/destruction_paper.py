# SPDX-License-Identifier: Apache-2.0
"""Papers of a destruction being written: looked at as a draft, issued by the act of the service."""

from __future__ import annotations

from desk.domain.destruction import DestructionCard
from ui.paper_dialog import PaperDialog


class DestructionPaper(PaperDialog):
    """A paper that comes out of an act on a destruction."""

    card: DestructionCard

    def draft_key(self) -> str:
        """Kept beside its destruction."""
        return f"destruction:{self.NAME}:{self.request()}"
