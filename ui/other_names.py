# SPDX-License-Identifier: Apache-2.0
"""Asking before a signature is taken whose certificate names somebody else than the paper."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desk.services.signature.other_names import SomebodyElse
from desk.text import N_
from ui import messages
from ui.language import _, current

NOT_TAKEN = N_("The signature was not accepted: its certificate names somebody else.")


def agreed(parent: QWidget | None, error: SomebodyElse) -> bool:
    """Show both names with the place, and ask whether it is right so; Enter means no."""
    told = [current().tell(error), *map(current().tell, error.doubts)]
    asked = "\n\n".join([*told, _("Accept it all the same?")])
    return messages.ask(parent, asked, _("&Accept it"), _("&Do not accept it"), danger=True)
