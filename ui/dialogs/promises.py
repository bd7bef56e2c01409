# SPDX-License-Identifier: Apache-2.0
"""The operator's own rules beyond the law, in numbers."""

from __future__ import annotations

from typing import ClassVar

from desk.errors import Refusal
from desk.services.promises import TITLES, Promises, promises, save_promises
from desk.text import N_
from ui.act import ActDialog, Fields
from ui.forms import CheckField, TextField


class PromisesDialog(ActDialog):
    """Edits the own promises."""

    NAME: ClassVar[str] = "promises"
    TITLE: ClassVar[str] = N_("Your own promises")
    INTRO: ClassVar[str] = N_(
        "Reminders that go beyond the law. They are marked “own rule”; where the law and your "
        "own rule both apply, the earlier date comes first. Papers mention them, and a notice "
        "can extend them, only if your policy promises them. Deadlines already running keep "
        "their dates."
    )

    def fields(self) -> Fields:
        """The numbers."""
        return [
            (CheckField if name in ("counted", "confirmed") else TextField)(name, title)
            for name, title in TITLES.items()
        ]

    def prepare(self) -> None:
        """Show what is promised."""
        now = promises(self.desk)
        self.form.set(
            {
                "counted": now.counted,
                "confirmed": now.confirmed,
                "answer_days": now.answer_days,
                "extension_days": now.extension_days,
                "tell_days": now.tell_days,
                "review_years": now.review_years,
            }
        )

    def act(self, values: dict[str, object]) -> None:
        """Save."""
        save_promises(
            self.desk,
            Promises(
                bool(values["counted"]),
                bool(values["confirmed"]),
                _number(values, "answer_days"),
                _number(values, "extension_days"),
                _number(values, "tell_days"),
                _number(values, "review_years"),
            ),
        )


def _number(values: dict[str, object], name: str) -> int:
    typed = str(values[name])
    if not typed.isascii() or not typed.isdigit() or len(typed) > 4:
        raise Refusal(N_("Give a whole number."), field=name)
    return int(typed)
