# SPDX-License-Identifier: Apache-2.0
"""Another passphrase for the person at the desk, or a new one after the recovery code was used.

Then the code, too, is made anew, as the printed sheet says: whoever saw it could open the desk.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from desk.services.keeping import upkeep
from desk.text import N_
from ui import messages
from ui.dialogs.recovery import SheetDialog
from ui.fields import CheckField, ChoiceField
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
    RECOVERED: ClassVar[str] = N_(
        "The desk was opened with the code from the printed sheet. Do as the sheet says: choose "
        "a new passphrase, have a new code made, print its sheet, and destroy the old one."
    )

    def introduction(self) -> str:
        """What the printed sheet asks for, once its code was used."""
        return self.RECOVERED if self.desk.recovered else self.INTRO

    def make_form(self) -> Form:
        """The fields, with the meter below."""
        old: tuple[Field, ...] = (
            TextField("old", N_("Current passphrase"), secret=True, mandatory=True),
        )
        new_code = CheckField(
            "new_code",
            N_("Make a new recovery code as well: the used one will no longer open the desk"),
        )
        recovered = self.desk.recovered
        whose = (ChoiceField("who", N_("&Whose passphrase"), self._people),)
        self.secret = NewPassphrase(
            self, whose if recovered else old, (new_code,) if recovered else ()
        )
        return self.secret.form

    def _people(self) -> list[tuple[object, str]]:
        """Who opens the desk; of several the one who forgot has to be named."""
        names = [(each.id, each.name) for each in upkeep.people(self.desk) if not each.removed]
        return [*([(None, _("choose the person"))] if len(names) > 1 else []), *names]

    def body(self) -> QWidget:
        """Form and meter."""
        return self.secret

    def prepare(self) -> None:
        """A used code is made anew unless somebody says otherwise."""
        if self.desk.recovered:
            self.form.set({"new_code": True})

    def act(self, values: dict[str, object]) -> None:
        """Change it."""
        new = self.secret.passphrase()
        if self.desk.recovered:
            who = values["who"]
            upkeep.renew_passphrase(self.desk, new, int(str(who)) if who else None)
        else:
            upkeep.change_passphrase(self.desk, str(values["old"]), new)
        messages.tell(
            self, _("The passphrase was changed. Old backups still open with the old one.")
        )
        if values.get("new_code"):
            code = upkeep.new_recovery_code(self.desk)
            SheetDialog(self.desk, code, self.parentWidget()).open()
