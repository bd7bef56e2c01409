# SPDX-License-Identifier: Apache-2.0
"""A reasoned refusal: of the whole request or of single demands, each with its ground and its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desk.domain.labels import label
from desk.domain.paper import Withheld
from desk.domain.request import DemandView
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper.written import refused_of, written
from desk.services.request.refusing import INCOMPLETE, UNKNOWN
from desk.text import N_, catalogue
from ui.grounds import GroundsEditor, Line
from ui.language import _
from ui.request_paper import RequestPaper


def _title(demand: DemandView) -> Both:
    return Both(label(catalogue("ru"), demand.kind), label(catalogue("en"), demand.kind))


class RefuseDialog(RequestPaper):
    """Refuse demands. A line that is removed leaves its demand open."""

    NAME = "refuse"
    TITLE = N_("Refuse")
    VERB = N_("&Issue the refusal")
    FORMS = ("refusal",)

    def extras(self, parent: QWidget) -> Sequence[QWidget]:
        """What is refused."""
        self.refused = GroundsEditor(
            self.desk,
            self.jobs,
            _("What is refused"),
            _("Edit a line to choose its ground. A demand without a line stays open."),
            parent,
        )
        self.refused.facts_below = True
        self.refused.request = self.request()
        self.refused.kinds = tuple(demand.kind for demand in self.open_demands())
        self.refused.show_lines(self._lines())
        self.refused.changed.connect(self._lines_changed)
        return (self.refused,)

    def _lines(self) -> list[Line]:
        """A line for each demand that can be refused; in place of an issued refusal, what it refused."""
        if self.replaces is None:
            return [self._line(demand) for demand in self.open_demands()]
        decided = written(self.desk, self.replaces.id).demands
        left = [each for each in self.open_demands() if each.id in decided]
        lines = []
        for kept in refused_of(self.desk, self.replaces.id):
            demand = next((each for each in left if _title(each) == kept.what), None)
            if demand is not None:
                left.remove(demand)
            lines.append(Line(kept, demand.id, str(demand.kind)) if demand else Line(kept))
        return [self._taken(line, left) for line in lines]

    @staticmethod
    def _taken(line: Line, left: list[DemandView]) -> Line:
        """A line whose words were changed stands for the next demand that has none."""
        if line.demand or not left:
            return line
        demand = left.pop(0)
        return replace(line, demand=demand.id, kind=str(demand.kind))

    def _line(self, demand: DemandView) -> Line:
        what = _title(demand)
        line = Line(Withheld(what, ""), demand.id, str(demand.kind))
        ids = [each.id for each in self.refused.offered(line).grounds]
        # That all was given before is for a person to say: the burden of proof is his (Art. 14 (6)).
        ground = next((each for each in (INCOMPLETE, *UNKNOWN) if each in ids), "")
        return replace(line, withheld=Withheld(what, ground))

    def demands(self) -> tuple[int, ...]:
        """The demands that have a line."""
        found = tuple(line.demand for line in self.refused.lines if line.demand)
        if self.refused.lines and not found:
            raise Refusal(
                N_("Keep at least one existing demand: what you add is listed next to it."),
                field="refused",
            )
        return found

    def extra(self) -> dict[str, object]:
        """What is refused, as facts of the paper."""
        return {"refused": tuple(line.withheld for line in self.refused.lines)}

    def go_to(self, where: str) -> None:
        """Lines of what is refused have their own place."""
        if where.startswith("refused"):
            self.refused.reach(where)
        else:
            super().go_to(where)

    def _lines_changed(self) -> None:
        self.dirty = True
        self.compose()

    def state(self) -> dict[str, object]:
        """With the lines."""
        return {**super().state(), "refused": self.refused.state()}

    def restore(self, state: Mapping[str, object]) -> None:
        """With the lines."""
        self.refused.restore(state.get("refused"))
        super().restore(state)
