# SPDX-License-Identifier: Apache-2.0
"""How the data part of an answer to a person would look, before anybody asked for it."""

from __future__ import annotations

from collections.abc import Callable

from desk.domain.paper import Rendered
from desk.services.paper.languages import proposed_language
from desk.services.request.data_part import data_part
from desk.text import N_
from ui.preview_dialog import PreviewDialog


class DataPartDialog(PreviewDialog):
    """Items 2 to 9 of the answer under Art. 14 (7)."""

    NAME = "data-part"
    TITLE = N_("Data part of the answer")
    person = 0

    def prepare(self) -> None:
        """In the language of new papers."""
        self.form.set({"mode": proposed_language(self.desk).mode})
        super().prepare()

    def about(self, person: int) -> None:
        """Be about this person."""
        self.person = person
        self.draw()

    def draw(self) -> None:
        """Nothing, before it is known about whom."""
        if self.person:
            super().draw()

    def drawing(self) -> Callable[[], Rendered]:
        """What is held of the person."""
        desk, person, mode = self.desk, self.person, self.mode()
        return lambda: data_part(desk, person, mode)

    def file_name(self) -> str:
        """No name of anybody."""
        return f"data-{self.mode()}.pdf"
