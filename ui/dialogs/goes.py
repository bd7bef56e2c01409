# SPDX-License-Identifier: Apache-2.0
"""What goes: each line one person's data in one system, on one carrier or at one processor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from desk.domain.destruction import DestructionCard, PlanItem
from desk.errors import Refusal
from desk.services.destruction import destructions
from desk.services.register import registers
from desk.text import N_
from ui import destruction_words as said
from ui.act import ActDialog, Fields
from ui.destruction_words import Names
from ui.forms import ChoiceField, TextField
from ui.language import _, current
from ui.lines import LineDialog, LinesEditor, LinesField
from ui.pick_fields import PickField


class ItemDialog(LineDialog):
    """One line of what goes."""

    NAME = "item"
    TITLE = N_("To be destroyed")
    line: PlanItem
    lines: ItemsEditor

    def fields(self) -> Fields:
        """Whose, where, what, how."""
        people = list(self.lines.names.people.items())
        data = [
            (each.id, each.title.of(current().language)) for each in registers.categories(self.desk)
        ]
        return (
            ChoiceField("person", N_("&Person"), people),
            ChoiceField("place", N_("&Where"), self._places()),
            PickField("categories", N_("&Data"), options=data, rows=5, mandatory=True),
            TextField("sheets", N_("Number of &sheets"), hint=N_("For a paper medium.")),
            ChoiceField("method", N_("&How"), said.methods()),
        )

    def prepare(self) -> None:
        """Show the line."""
        self.form.set(
            {
                "person": self.line.person,
                "place": place_of(self.line),
                "categories": self.line.categories,
                "sheets": self.line.sheets or "",
                "method": self.line.method,
            }
        )

    def act(self, values: dict[str, object]) -> PlanItem:
        """Give the line back."""
        kind, id = values["place"] if isinstance(values["place"], tuple) else ("", None)
        categories, person = values["categories"], values["person"]
        if not categories:
            raise Refusal(
                N_("State which categories of data are to be destroyed."), field="categories"
            )
        places = dict.fromkeys(("system", "carrier", "processor")) | ({kind: id} if kind else {})
        return replace(
            self.line,
            person=int(str(person)),
            categories=tuple(categories) if isinstance(categories, tuple) else (),
            sheets=sheets_of(str(values["sheets"])) or 0,
            method=str(values["method"] or ""),
            **places,
        )

    def _places(self) -> list[tuple[object, str]]:
        names = self.lines.names
        every = (
            ("system", names.systems, "{name}"),
            ("carrier", names.carriers, "{name}"),
            ("processor", names.processors, _("{name} (processor)")),
        )
        return [
            ((kind, id), pattern.format(name=title.of(current().language)))
            for kind, places, pattern in every
            for id, (_code, title) in places.items()
        ]


def place_of(item: PlanItem) -> tuple[str, int] | None:
    """Where a line lies, as a choice."""
    for kind in ("system", "carrier", "processor"):
        id = getattr(item, kind)
        if id is not None:
            return kind, id
    return None


def sheets_of(text: str) -> int | None:
    """The number of sheets that was typed; nothing for an empty field."""
    if not text:
        return None
    if not text.isdecimal() or len(text) > 7:
        raise Refusal(N_("Write the number in figures."), field="sheets")
    return int(text)


class ItemsEditor(LinesEditor):
    """The lines of what goes."""

    DIALOG = ItemDialog
    HEADS = (N_("Person"), N_("Where"), N_("Data"), N_("How"))
    MOST = 9
    names: Names

    def new_line(self) -> PlanItem:
        """Of the first person, nothing yet."""
        return PlanItem(next(iter(self.names.people), 0), ())

    def cells(self, line: PlanItem) -> Sequence[str]:
        """Whose, where, what, how."""
        how = (said.method(line.method), said.sheets(line.sheets))
        return (
            self.names.person(line.person),
            self.names.place(line),
            self.names.what(line.categories),
            ", ".join(filter(None, how)),
        )

    def plain(self, line: PlanItem) -> dict[str, object]:
        """As plain data."""
        return {**vars(line), "categories": list(line.categories)}

    def read(self, state: Mapping[str, Any]) -> PlanItem:
        """From plain data."""
        known = {name: state[name] for name in PlanItem.__dataclass_fields__}
        return PlanItem(**{**known, "categories": tuple(known["categories"])})


class GoesDialog(ActDialog):
    """Say what goes."""

    NAME = "goes"
    TITLE = N_("To be destroyed")
    SIGNS = 150
    INTRO = N_(
        "The act lists each line: whose data, which categories, from which system or medium, "
        "with the number of sheets, and how. Proposed from the data you hold."
    )
    card: DestructionCard

    def fields(self) -> Fields:
        """The lines."""
        return (LinesField("items", N_("To be destroyed"), self._editor),)

    def prepare(self) -> None:
        """The plan as it stands."""
        self.form.set({"items": self.card.items})

    def act(self, values: dict[str, object]) -> None:
        """Keep the plan."""
        items = values["items"]
        assert isinstance(items, tuple)
        destructions.set_items(self.desk, self.card.row.id, items)

    def _editor(self, parent: Any) -> ItemsEditor:  # noqa: ANN401 -- any widget
        editor = ItemsEditor(self.desk, self.jobs, "", "", parent)
        editor.names = said.read_names(self.desk, self.card.subjects)
        return editor
