# SPDX-License-Identifier: Apache-2.0
"""What an answer leaves out or a refusal refuses, each with its ground from the law and its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk.domain.kinds import Law
from desk.domain.laws import RUSSIAN
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

    @property
    def laws(self) -> tuple[Law, ...]:
        """The laws whose grounds are offered."""
        return self.lines.laws if isinstance(self.lines, GroundsEditor) else RUSSIAN

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of demands the ground may answer."""
        if self.line.kind or not isinstance(self.lines, GroundsEditor):
            return (self.line.kind,)
        return self.lines.kinds

    def fields(self) -> Fields:
        """What, ground, facts."""
        language = current().language
        offered = self.desk.rules.grounds_for(laws=self.laws)
        grounds = [ground for ground in offered if ground.fits(self.kinds)]
        self._named = {ground.id for ground in grounds if ground.named}
        options = [
            (ground.id, f"{ground.title.of(language)} — {ground.basis.of(language)}")
            for ground in grounds
        ]
        return (
            BothField("what", N_("&What is not given"), mandatory=True),
            ChoiceField("ground", N_("&Ground"), options),
            BothField(
                "basis", N_("&Norm"), mandatory=True, hint=N_("Name the article and the law.")
            ),
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
        usual = "14.8.4" if Law.RU in self.laws else f"{self.laws[0]}.named"
        self.form.set(
            {
                "what": known.what,
                "ground": known.ground or usual,
                "basis": known.basis,
                "facts": known.facts,
            }
        )
        self.form.editor("ground").changed.connect(self._follow_ground)
        self._follow_ground()

    def _follow_ground(self) -> None:
        """A ground that names no norm asks for one."""
        named = self.form.editor("ground").value() in self._named
        self.form.show_field("basis", shown=named)

    def act(self, values: dict[str, object]) -> object:
        """Give the line back."""
        what, facts, basis = values["what"], values["facts"], values["basis"]
        assert isinstance(what, Both)
        assert isinstance(facts, Both)
        assert isinstance(basis, Both)
        ground = str(values["ground"] or "")
        norm = basis if ground in self._named else Both()
        if not (what.ru or what.en):
            raise Refusal(N_("Say what is not given."), field="what")
        return replace(self.line, withheld=Withheld(what, ground, facts, norm))


class GroundsEditor(LinesEditor):
    """What is not given, line by line."""

    DIALOG = GroundDialog
    HEADS = (N_("What"), N_("Ground"))
    laws: tuple[Law, ...] = RUSSIAN
    """The laws the request is under."""
    kinds: tuple[str, ...] = ()
    """The kinds of demands the paper answers, for lines that stand for none of them."""

    def new_line(self) -> Line:
        """Nothing yet."""
        return Line(Withheld(Both(), ""))

    def cells(self, line: Line) -> Sequence[str]:
        """What, and the norm of its ground."""
        language, held = current().language, line.withheld
        if not held.ground:
            return held.what.of(language), _("choose…")
        norm = held.basis.of(language) or held.basis.ru or held.basis.en
        return held.what.of(language), norm or self._desk.rules.ground(held.ground).basis.of(
            language
        )

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
            "basis": [held.basis.ru, held.basis.en],
            "demand": line.demand,
            "kind": line.kind,
        }

    def read(self, state: Mapping[str, Any]) -> Line:
        """From plain data."""
        held = Withheld(
            Both(*state["what"]),
            str(state["ground"]),
            Both(*state["facts"]),
            Both(*state.get("basis", ("", ""))),
        )
        return Line(held, int(state["demand"]), str(state["kind"]))
