# SPDX-License-Identifier: Apache-2.0
"""What an answer leaves out or a refusal refuses, each with its ground from the law and its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk.domain.paper import Withheld
from desk.domain.values import Both
from desk.errors import Refusal
from desk.text import N_
from ui.act import Fields
from ui.forms import BothField, ChoiceField
from ui.language import _, current
from ui.lines import LineDialog, LinesEditor


@dataclass(frozen=True)
class Line:
    """One thing that is not given, and the demand it stands for when it is a whole one."""

    withheld: Withheld
    demand: int = 0
    kind: str = ""


class GroundDialog(LineDialog):
    """One line: what, on which ground, because of which facts."""

    NAME = "ground"
    TITLE = N_("What is not given, and why")
    line: Line

    def fields(self) -> Fields:
        """What, ground, facts."""
        language = current().language
        grounds = self.desk.rules.grounds_for(self.line.kind)
        options = [
            (ground.id, f"{ground.title.of(language)} — {ground.basis.of(language)}")
            for ground in grounds
        ]
        return (
            BothField("what", N_("&What is not given"), mandatory=True),
            ChoiceField("ground", N_("&Ground"), options),
            BothField(
                "facts",
                N_("&Facts"),
                rows=3,
                hint=N_("Why the ground applies here; a bare reference to the law is no reason."),
            ),
        )

    def prepare(self) -> None:
        """Show the line."""
        known = self.line.withheld
        self.form.set({"what": known.what, "ground": known.ground, "facts": known.facts})
        if len(self.desk.rules.grounds) and not known.ground:
            self.form.editor("ground").set("14.8.4")

    def act(self, values: dict[str, object]) -> object:
        """Give the line back."""
        what, facts = values["what"], values["facts"]
        assert isinstance(what, Both)
        assert isinstance(facts, Both)
        if not (what.ru or what.en):
            raise Refusal(N_("Say what is not given."), field="what")
        return replace(self.line, withheld=Withheld(what, str(values["ground"] or ""), facts))


class GroundsEditor(LinesEditor):
    """What is not given, line by line."""

    DIALOG = GroundDialog
    HEADS = (N_("What"), N_("Ground"))

    def new_line(self) -> Line:
        """Nothing yet."""
        return Line(Withheld(Both(), ""))

    def cells(self, line: Line) -> Sequence[str]:
        """What, and the norm of its ground."""
        language, ground = current().language, line.withheld.ground
        basis = self._desk.rules.ground(ground).basis.of(language) if ground else _("choose…")
        return line.withheld.what.of(language), basis

    def tip(self, line: Line) -> str:
        """The facts."""
        return line.withheld.facts.of(current().language)

    def plain(self, line: Line) -> dict[str, object]:
        """As plain data."""
        held = line.withheld
        return {
            "what": [held.what.ru, held.what.en],
            "ground": held.ground,
            "facts": [held.facts.ru, held.facts.en],
            "demand": line.demand,
            "kind": line.kind,
        }

    def read(self, state: Mapping[str, Any]) -> Line:
        """From plain data."""
        held = Withheld(Both(*state["what"]), str(state["ground"]), Both(*state["facts"]))
        return Line(held, int(state["demand"]), str(state["kind"]))
