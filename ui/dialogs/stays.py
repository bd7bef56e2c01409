# SPDX-License-Identifier: Apache-2.0
"""What stays, each with its ground and how long, because the act prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from desk.domain.destruction import DestructionCard, Kept
from desk.domain.picklists import grounds
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.destruction import destructions
from desk.text import N_
from ui import destruction_words as said
from ui import words
from ui.act import ActDialog, Fields
from ui.destruction_words import Names
from ui.dialogs.purpose import cited
from ui.forms import BothField, ChoiceField, DateField
from ui.language import _, current
from ui.lines import LineDialog, LinesEditor, LinesField
from ui.registers import iso

_HOLD, _CASE = "hold", "case_file"


class KeptDialog(LineDialog):
    """One line of what stays."""

    NAME = "kept"
    TITLE = N_("To be kept")
    line: Kept
    lines: KeptEditor

    def fields(self) -> Fields:
        """Whose, what, on which ground, until when."""
        people = [(None, _("everybody in this plan")), *self.lines.names.people.items()]
        known = [
            *cited(grounds().values()),
            (_HOLD, _("legal hold: a claim or an inquiry")),
            (_CASE, _("the desk’s own proof of the case")),
        ]
        return (
            BothField("what", N_("&What is kept"), mandatory=True),
            ChoiceField("person", N_("&Whose"), people),
            ChoiceField("ground", N_("&Ground"), known),
            BothField("norm", N_("Legal &provision"), hint=N_("As the act will cite it.")),
            DateField("until", N_("&Until"), today=self.desk.today),
            BothField("until_words", N_("Until, in words"), hint=N_("Where no day is known yet.")),
        )

    def prepare(self) -> None:
        """Show the line; a new ground brings its norm."""
        kept = self.line
        self.form.set({**vars(kept), "until": kept.until, "ground": kept.ground or "6.1.2"})
        self.form.editor("ground").changed.connect(self._cite)
        if not kept.ground:
            self._cite()

    def act(self, values: dict[str, object]) -> Kept:
        """Give the line back."""
        what = values["what"]
        assert isinstance(what, Both)
        if not (what.ru or what.en):
            raise Refusal(N_("State what is kept."), field="what")
        ground = str(values["ground"])
        changed: dict[str, Any] = {**values, "ground": ground, "until": iso(values["until"])}
        return replace(self.line, **changed, case_file=ground == _CASE)

    def _cite(self) -> None:
        known = grounds().get(str(self.form.editor("ground").value()))
        if known is not None:
            self.form.set({"norm": known.basis})


class KeptEditor(LinesEditor):
    """The lines of what stays."""

    DIALOG = KeptDialog
    HEADS = (N_("To be kept"), N_("Whose"), N_("Ground"), N_("Kept until"))
    MOST = 7
    names: Names

    def new_line(self) -> Kept:
        """Nothing yet."""
        return Kept(Both(), "")

    def cells(self, line: Kept) -> Sequence[str]:
        """What, whose, why, until when."""
        language = current().language
        return (
            line.what.of(language),
            self.names.person(line.person) or _("everybody"),
            line.norm.of(language),
            words.day(line.until) or line.until_words.of(language),
        )

    def plain(self, line: Kept) -> dict[str, object]:
        """As plain data."""
        texts = {name: [text.ru, text.en] for name, text in vars(line).items() if name in _TEXTS}
        return {**vars(line), **texts}

    def read(self, state: Mapping[str, Any]) -> Kept:
        """From plain data."""
        known = {name: state[name] for name in Kept.__dataclass_fields__}
        return Kept(**{**known, **{name: Both(*known[name]) for name in _TEXTS}})


_TEXTS = ("what", "norm", "until_words")


class StaysDialog(ActDialog):
    """State what is kept."""

    NAME = "stays"
    TITLE = N_("To be kept")
    SIGNS = 150
    INTRO = N_(
        "Data that are still needed on another ground are kept: tax and accounting papers, "
        "possible legal claims, a contract in force. Each line states its legal provision and "
        "for how long; the act prints them."
    )
    card: DestructionCard

    def fields(self) -> Fields:
        """The lines."""
        return (LinesField("kept", N_("To be kept"), self._editor),)

    def prepare(self) -> None:
        """The plan as it stands."""
        self.form.set({"kept": self.card.kept})

    def act(self, values: dict[str, object]) -> None:
        """Keep it."""
        kept = values["kept"]
        assert isinstance(kept, tuple)
        destructions.set_kept(self.desk, self.card.row.id, kept)

    def _editor(self, parent: Any) -> KeptEditor:  # noqa: ANN401 -- any widget
        editor = KeptEditor(self.desk, self.jobs, "", "", parent)
        editor.names = said.read_names(self.desk, self.card.subjects)
        return editor
