# SPDX-License-Identifier: Apache-2.0
"""Another passphrase for the person at the desk, or a new one after the recovery code was used."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from desk.services import upkeep
from desk.text import N_
from ui import messages
from ui.forms import Field, Form, TextField
from ui.language import _
from ui.secret import NewPassphrase, SecretDialog


class PassphraseDialog(SecretDialog):
    """Asks for the old passphrase unless the desk was opened by the recovery code."""

    TITLE: ClassVar[str] = N_("Change the passphrase")
    VERB: ClassVar[str] = N_("Change the passphrase")
    INTRO: ClassVar[str] = N_(
        "Only your own passphrase is changed. The printed recovery code stays valid."
    )
    LINES: ClassVar[int] = 24

    def make_form(self) -> Form:
        """The fields, with the meter below."""
        old: tuple[Field, ...] = (
            TextField("old", N_("Passphrase so far"), secret=True, mandatory=True),
        )
        self.secret = NewPassphrase(self, () if self.desk.recovered else old)
        return self.secret.form

    def body(self) -> QWidget:
        """Form and meter."""
        return self.secret

    def act(self, values: dict[str, object]) -> None:
        """Change it."""
        new = self.secret.passphrase()
        if self.desk.recovered:
            upkeep.renew_passphrase(self.desk, new)
        else:
            upkeep.change_passphrase(self.desk, str(values["old"]), new)
        messages.tell(
            self, _("The passphrase was changed. Old backups still open with the old one.")
        )
