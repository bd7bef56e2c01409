# SPDX-License-Identifier: Apache-2.0
"""Letters at the beginning of a request: it was received, and what it lacks."""

from __future__ import annotations

from desk.text import N_
from ui.request_paper import RequestPaper


class AcknowledgeDialog(RequestPaper):
    """Acknowledge the receipt with the terms that run."""

    NAME = "acknowledge"
    TITLE = N_("Acknowledge receipt")
    FORMS = ("acknowledgement",)


class CompleteDialog(RequestPaper):
    """Ask for what Art. 14 (3) requires and the letter lacks."""

    NAME = "complete"
    TITLE = N_("Ask for what is missing")
    FORMS = ("request_to_complete",)
