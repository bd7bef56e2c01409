# SPDX-License-Identifier: Apache-2.0
"""Fields for days and moments: typed in words or figures, or picked from a calendar."""
# ruff: noqa: D102 -- each editor answers the calls that ``Editor`` and ``Field`` describe

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from PySide6.QtWidgets import QLineEdit, QWidget

from desk.clocks import legal_time
from desk.errors import Refusal
from ui import dates, theme
from ui.fields import Editor, Field
from ui.language import _
from ui.picker import DayButton


class TypedEditor(Editor):
    """A line to type a day into, with the button that opens a calendar beside it."""

    def __init__(self, parent: QWidget, name: str, hint: str) -> None:
        super().__init__(parent)
        self._name = name
        self.edit = QLineEdit(self)
        self.edit.setMinimumHeight(theme.field_height(self))
        self.edit.setMaxLength(60)
        self.edit.setPlaceholderText(hint)
        theme.show_whole(self.edit)
        self.edit.textChanged.connect(self.changed)
        self.button = DayButton(self, self._picked, self._shown)
        self._wrap(self.edit, self.button)

    def typed(self) -> str:
        """What stands in the line."""
        return self.edit.text().strip()

    def state(self) -> str:
        return self.edit.text()

    def restore(self, state: object) -> None:
        self.edit.setText(str(state or ""))

    def name_parts(self, label: str) -> None:
        self.main.setAccessibleName(label)
        self.button.setAccessibleName(_("{label}: calendar", label=label))

    def _today(self) -> date:
        raise NotImplementedError

    def _shown(self) -> date:
        return dates.day_or(self.edit.text(), self._today())

    def _picked(self, day: date) -> None:
        self.set(day)


class DateEditor(TypedEditor):
    """A day, typed or picked; the value is a ``date`` or ``None`` when empty."""

    def __init__(self, parent: QWidget, name: str, today: Callable[[], date]) -> None:
        self._day = today
        super().__init__(parent, name, _("24.11 or “yesterday”"))

    def value(self) -> date | None:
        text = self.typed()
        return dates.read_date(text, self._today(), self._name) if text else None

    def set(self, value: object) -> None:
        day = date.fromisoformat(value) if isinstance(value, str) and value else value
        self.edit.setText(f"{day:%d.%m.%Y}" if isinstance(day, date) else "")

    def _today(self) -> date:
        return self._day()


@dataclass(frozen=True)
class DateField(Field):
    """A day; ``today`` gives the day in the legal time zone."""

    today: Callable[[], date] = date.today

    def build(self, parent: QWidget) -> DateEditor:
        return DateEditor(parent, self.name, self.today)


class MomentEditor(TypedEditor):
    """A day and a time in the legal time zone; the value is an aware ``datetime`` or ``None``.

    With ``by_day`` a day alone will do, and the value is a ``date`` then.
    """

    def __init__(
        self,
        parent: QWidget,
        name: str,
        now: Callable[[], datetime],
        zone: str,
        *,
        by_day: bool = False,
    ) -> None:
        self._now, self._zone, self._by_day = now, zone, by_day
        usual = _("24.11 14:05 or “yesterday 14:05”")
        super().__init__(parent, name, _("24.11 or 24.11 14:05") if by_day else usual)

    def value(self) -> date | None:
        text = self.typed()
        if self._by_day and text:
            with suppress(Refusal):
                return dates.read_date(text, self._today(), self._name)
        return dates.read_moment(text, self._now(), self._zone, self._name) if text else None

    def set(self, value: object) -> None:
        moment = value
        if isinstance(value, str) and value:
            whole = "T" in value
            moment = datetime.fromisoformat(value) if whole else date.fromisoformat(value)
        if isinstance(moment, datetime):
            local = moment.astimezone(legal_time(self._zone))
            self.edit.setText(f"{local:%d.%m.%Y %H:%M}")
        elif isinstance(moment, date):
            self.edit.setText(f"{moment:%d.%m.%Y}")
        else:
            self.edit.clear()

    def _today(self) -> date:
        return self._now().astimezone(legal_time(self._zone)).date()

    def _picked(self, day: date) -> None:
        clock = dates.time_of(self.edit.text())
        self.edit.setText(f"{day:%d.%m.%Y} {clock}".rstrip() + ("" if clock else " "))
        self.edit.setFocus()


@dataclass(frozen=True)
class MomentField(Field):
    """A day and a time; ``now`` gives the aware moment, ``zone`` the legal time zone; ``by_day``: the day will do."""

    now: Callable[[], datetime] = field(kw_only=True)
    zone: str = field(kw_only=True)
    by_day: bool = field(default=False, kw_only=True)

    def build(self, parent: QWidget) -> MomentEditor:
        return MomentEditor(parent, self.name, self.now, self.zone, by_day=self.by_day)
