# SPDX-License-Identifier: Apache-2.0
"""What an answer leaves out or a refusal refuses, each with its ground from the law and its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk.domain.kinds import DemandKind
from desk.domain.paper import Withheld
from desk.domain.today import repeats
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.request.refusing import Offered, offered
from desk.text import N_
from ui.act import Fields
from ui.forms import BothField, ChoiceField
from ui.language import _, current, held
from ui.lines import LineDialog, LinesEditor

_USUAL = "14.8.4"
"""The ground a line starts with where it can: other people’s rights."""
_WHY = N_("Why the ground applies here; a bare reference to the law is no reason.")
_ALONE = N_(
    "Only what applies to this line alone. What applies to all lines is written once, in the draft."
)


def title_and_norm(title: str, norm: str) -> str:
    """A ground with its norm; a norm that only says the title at greater length stands for both."""
    return f"{title}{norm[len(title) :]}" if repeats(norm, title) else f"{title} — {norm}"


@dataclass(frozen=True)
class Line:
    """One thing that is not given, and the demand it stands for when it is a whole one."""

    withheld: Withheld
    demand: int = 0
    kind: str = ""


class GroundDialog(LineDialog):
    """One line: what, on which ground, because of which facts."""

    NAME = "ground"
    TITLE = N_("Ground and facts")
    line: Line
    lines: GroundsEditor

    def fields(self) -> Fields:
        """What, ground, facts."""
        language = current().language
        offered = self.lines.offered(self.line)
        grounds = [*offered.grounds]
        known = self.line.withheld.ground
        if known and known not in [ground.id for ground in grounds]:
            grounds.append(self.desk.rules.ground(known))
        self._named = {ground.id for ground in grounds if ground.named}
        self._first = next((ground.id for ground in grounds if ground.id == _USUAL), "")
        options = [
            (ground.id, title_and_norm(ground.title.of(language), ground.basis.of(language)))
            for ground in grounds
        ]
        if self.lines.facts_below and not known:
            # A refusal rests on the ground its writer has checked, never on the first of a list.
            options.insert(0, ("", N_("choose…")))
        told = [*map(current().tell, offered.barred)]
        barred = "\n".join((_("Other grounds cannot be chosen now."), *told)) if told else ""
        return (
            BothField("what", N_("&What is refused"), mandatory=True),
            ChoiceField("ground", N_("&Ground"), options, hint=barred),
            BothField(
                "basis",
                N_("Legal &provision"),
                mandatory=True,
                hint=N_("Name the article and the law."),
            ),
            BothField(
                "facts",
                N_("&Facts"),
                rows=3,
                mandatory=not self.lines.facts_below,
                hint=_ALONE if self.lines.facts_below else _WHY,
            ),
        )

    def prepare(self) -> None:
        """Show the line."""
        known = self.line.withheld
        self.form.set(
            {
                "what": known.what,
                "ground": known.ground or ("" if self.lines.facts_below else self._first),
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
            raise Refusal(N_("State what is withheld."), field="what")
        if not ground:
            raise Refusal(N_("Choose the ground on which it is refused."), field="ground")
        return replace(self.line, withheld=Withheld(what, ground, facts, norm))


class GroundsEditor(LinesEditor):
    """What is not given, line by line."""

    DIALOG = GroundDialog
    HEADS = (N_("What"), N_("Ground"))
    request: int
    """What the paper is about."""
    kinds: tuple[DemandKind, ...] = ()
    """The kinds of demands the paper answers, for lines that stand for none of them."""
    facts_below = False
    """Whether the paper can tell the facts of all lines once, below them."""

    def offered(self, line: Line) -> Offered:
        """The grounds a line can have, and why it cannot have others."""
        kinds = (DemandKind(line.kind),) if line.kind else self.kinds
        return offered(self._desk, self.request, kinds)

    def new_line(self) -> Line:
        """Nothing yet."""
        return Line(Withheld(Both(), ""))

    def cells(self, line: Line) -> Sequence[str]:
        """What, and the norm of its ground."""
        language, left = current().language, line.withheld
        if not left.ground:
            return left.what.of(language), _("choose…")
        norm = left.basis.of(language) or left.basis.ru or left.basis.en
        return left.what.of(language), held(
            norm or self._desk.rules.ground(left.ground).basis.of(language)
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
