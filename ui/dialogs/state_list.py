# SPDX-License-Identifier: Apache-2.0
"""A newer list of states with adequate protection: loaded from a file, with the day it comes into force."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.transfer.state_loading import Loaded, load_list
from desk.text import N_
from ui.act import ActDialog, Fields
from ui.dialogs.inquiry import day_of
from ui.files import FileField
from ui.forms import BothField, DateField
from ui.language import _, current


class LoadListDialog(ActDialog):
    """Load a list."""

    NAME = "states"
    TITLE = N_("Load a list of states")
    VERB = N_("&Load")
    INTRO = N_(
        "A comma-separated table like those supplied with Desk: the code of each state, its "
        "group and its name in the order. What the list changes is shown at once and on each "
        "transfer."
    )

    def fields(self) -> Fields:
        """The file, its first day and the act."""
        return (
            FileField("file", N_("&List"), filters=N_("Tables (*.csv)"), mandatory=True),
            DateField("since", N_("In force &from"), today=self.desk.today, mandatory=True),
            BothField("version", N_("&Act that made it"), mandatory=True),
        )

    def act(self, values: dict[str, object]) -> Loaded:
        """Read it strictly and keep it."""
        file, version = values["file"], values["version"]
        if not isinstance(file, tuple):
            raise Refusal(N_("Choose the file."), field="file")
        since = day_of(values["since"], "since")
        with TemporaryDirectory() as folder:
            path = Path(folder) / (Path(file[0]).name or "list.csv")
            path.write_bytes(file[1])
            try:
                named = version if isinstance(version, Both) else Both()
                return load_list(self.desk, path, since, named)
            except Refusal as refusal:
                raise Refusal(
                    refusal.msgid, field=refusal.field or "file", **refusal.params
                ) from None


def said(loaded: Loaded) -> str:
    """What the list changes, in a sentence."""
    counts = _(
        "The list is stored: {added} states added, {removed} removed.",
        added=len(loaded.difference.added),
        removed=len(loaded.difference.removed),
    )
    if not loaded.transfers:
        return counts
    language = current().language
    named = dict.fromkeys(each.recipient.of(language) for each in loaded.transfers)
    changed = _("It changes the transfers to: {recipients}.", recipients=", ".join(named))
    return f"{counts} {changed}"
