# SPDX-License-Identifier: Apache-2.0
"""A new recovery code: the old one opens the desk no more, the new one is printed at once."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from desk.services.desk import Desk
from desk.services.keeping import upkeep
from desk.services.keeping.people import check_passphrase
from desk.text import N_
from ui import messages
from ui.act import Fields
from ui.closing import ShownDialog
from ui.forms import TextField
from ui.language import _
from ui.secret import SecretDialog
from ui.sheet import SheetPanel


class RecoveryDialog(SecretDialog):
    """Asks for the passphrase, makes the code, shows the sheet."""

    TITLE: ClassVar[str] = N_("New recovery code")
    VERB: ClassVar[str] = N_("Make a new code")
    INTRO: ClassVar[str] = N_(
        "Do this when the printed sheet is lost or somebody else may have seen it. The old code will not "
        "open this desk any more; backups made until now still open with it."
    )

    def fields(self) -> Fields:
        """The passphrase, unless the desk was opened by the code itself."""
        if self.desk.recovered:
            return []
        return [TextField("passphrase", N_("Your passphrase"), secret=True, mandatory=True)]

    def act(self, values: dict[str, object]) -> None:
        """Make the code and show it."""
        if not self.desk.recovered:
            check_passphrase(self.desk, str(values["passphrase"]))
        SheetDialog(self.desk, upkeep.new_recovery_code(self.desk), self.parentWidget()).open()


class SheetDialog(ShownDialog):
    """Shows a fresh code until it is printed or saved."""

    def __init__(self, desk: Desk, code: str, parent: QWidget | None) -> None:
        super().__init__(N_("New recovery code"), parent)
        self.panel = SheetPanel(desk, code, self)
        self.column.addWidget(self.panel, 1)
        self.close_up(130, 44)

    def reject(self) -> None:
        """Close only when the sheet is kept or the person insists."""
        if not self.panel.kept.isChecked() and not messages.ask(
            self,
            _("The old code is already void. Close without printing or saving the new one?"),
            _("&Close all the same"),
            _("&Go back"),
            danger=True,
        ):
            return
        self.panel.note_kept()
        self.panel.let_go()
        super().reject()
