# SPDX-License-Identifier: Apache-2.0
"""A paper or file under seal: opened for a stated reason, which the journal keeps."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desk.domain.contents import Contents
from desk.domain.destruction import DestructionCard
from desk.domain.said import FILE_ROLES
from desk.domain.values import Attached
from desk.errors import Refusal, Told
from desk.services.contents import read_contents
from desk.services.paper import seals
from desk.services.paper.papers import paper_rows
from desk.text import N_
from ui import files, messages, words
from ui.act import ActDialog, Fields
from ui.file_view import FileView
from ui.forms import AreaField, ChoiceField
from ui.language import _
from ui.numbers import named


@dataclass(frozen=True)
class Unsealed:
    """What was opened, and under which name it is saved out."""

    name: str
    content: bytes
    kind: str = ""
    """Its media type, where it is known."""


class UnsealDialog(ActDialog):
    """Open a sealed paper or file of the whole case."""

    NAME = "unseal"
    TITLE = N_("Open a sealed paper or file")
    VERB = N_("&Open")
    INTRO = N_(
        "The person was erased; what proves the case is kept under seal. State why you open it: "
        "an inspection, a claim, a question from the person. The journal keeps the reason."
    )
    card: DestructionCard

    def fields(self) -> Fields:
        """Which, and why."""
        found, files = seals.under_seal(self.desk, self.card.row.id)
        self.briefs = paper_rows(self.desk, found)
        papers = [
            (("paper", each.id), f"{words.paper_line(each)} · {words.day(each.date)}")
            for each in self.briefs
        ]
        kept = [(("file", each.id), _file_line(each)) for each in files]
        return (
            ChoiceField("what", N_("&What"), [*papers, *kept]),
            AreaField("reason", N_("&Reason"), mandatory=True),
        )

    def act(self, values: dict[str, object]) -> Unsealed:
        """Open it."""
        if not isinstance(values["what"], tuple):
            raise Refusal(N_("Nothing is under seal here."), field="what")
        kind, id = values["what"]
        reason = str(values["reason"])
        if kind == "file":
            opened = seals.open_file(self.desk, id, reason)
            about = opened.about
            return Unsealed(about.get("name", ""), opened.content, about.get("media_type", ""))
        number = next(each.number for each in self.briefs if each.id == id)
        return Unsealed(f"{number.replace('/', '-')}.pdf", seals.open_paper(self.desk, id, reason))


def _file_line(file: seals.SealedFile) -> str:
    role = _(FILE_ROLES[file.role])
    return f"{role} · {named(file.request)}" if file.request else role


def _contents(opened: Unsealed) -> Contents:
    """The words of a text; what the desk knew of a case is laid out line by line."""
    if opened.kind != "application/json":
        return (
            read_contents(opened.content, opened.kind) if opened.kind[:5] == "text/" else Contents()
        )
    return Contents(json.dumps(json.loads(opened.content), indent=2, ensure_ascii=False))


def show_unsealed(parent: QWidget, opened: Unsealed) -> None:
    """Show what was opened, from memory."""

    def save() -> None:
        path = messages.save_file(dialog, _("Save a copy"), Path(opened.name).name)
        if path is not None:
            try:
                files.write(path, opened.content)
            except Told as error:
                messages.fail(dialog, error)

    known = Attached(0, opened.name, "", len(opened.content), "")
    dialog = FileView(known, opened.content, _contents(opened), parent)
    dialog.save.clicked.connect(save)
    dialog.open()
