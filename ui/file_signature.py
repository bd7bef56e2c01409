# SPDX-License-Identifier: Apache-2.0
"""Checking the signature of a file that came in, away from the window, and saying what was found."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desk.domain.verdicts import Verdict
from desk.services.desk import Desk
from desk.services.signature import signed_files
from desk.services.signature.signed_files import CheckedFile
from ui import messages
from ui.incoming import passage
from ui.jobs import Jobs
from ui.language import _


def check_file(desk: Desk, jobs: Jobs, parent: QWidget, attachment: int) -> None:
    """Check it; a broken signature is warned of, any other told."""

    def done(checked: CheckedFile) -> None:
        text = passage(checked.signature, desk.zone)
        say = messages.warn if checked.verdict is Verdict.BROKEN else messages.tell
        say(parent, text)

    jobs.run(
        _("Checking the signatures…"),
        lambda _progress: signed_files.check_file(desk, attachment),
        done,
    )
