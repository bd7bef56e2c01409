# SPDX-License-Identifier: Apache-2.0
"""Reminders: numbers only, each stage once a day, silent when the person wants it so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from desk.domain.destruction import Cause, PlanFields
from desk.domain.kinds import DemandKind
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.services.overview import deadlines
from desk.services.request import requests
from desk.services.settings import set_setting
from tests import ground
from tests.factories import intake
from ui import language, theme
from ui.reminders import Reminders, due_lines, look_at, sentences


class Tray:
    """Stands for the system's tray and keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def showMessage(self, _title: str, text: str) -> None:
        self.told.append(text)

    def hide(self) -> None:
        self.told.append("hidden")


@pytest.fixture
def furnished(desk: Desk) -> Desk:
    for days in (20, 13, 1):
        received = desk.now() - timedelta(days=days)
        requests.register_request(desk, intake(received=received, demands=(DemandKind.ACCESS,)))
    return desk


@pytest.fixture
def reminders(furnished: Desk, qtbot) -> Reminders:
    owner = QWidget()
    qtbot.addWidget(owner)
    made = Reminders(furnished, theme.icon("calendar-clock"), owner)
    made.tray = Tray()
    made.keep = owner
    made._tray = made.tray
    return made


def test_what_comes_near_is_told_in_numbers(reminders: Reminders) -> None:
    reminders.look()
    assert len(reminders.tray.told) == 1
    text = reminders.tray.told[0]
    assert "1 deadline has passed." in text
    assert "1 deadline is within three working days." in text
    assert "2026-001" in text
    assert "Щёголева" not in text


def test_each_stage_is_told_once_a_day(reminders: Reminders, clock) -> None:
    reminders.look()
    reminders.look()
    assert len(reminders.tray.told) == 1
    clock.forward(days=1)
    reminders.look()
    assert "1 deadline is today." in reminders.tray.told[1]


def test_reminders_can_be_silenced(reminders: Reminders, furnished: Desk) -> None:
    set_setting(furnished, "reminders", False)
    reminders.look()
    assert reminders.tray.told == []
    reminders.stop()
    assert reminders.tray.told == ["hidden"]
    set_setting(furnished, "reminders", True)
    reminders.look()
    assert reminders.tray.told == ["hidden"]


@pytest.mark.parametrize(
    ("speech", "said"), [("ru", "1\u00a0срок истёк."), ("en", "1 deadline has passed.")]
)
def test_the_same_is_said_at_unlock(furnished: Desk, speech: str, said: str) -> None:
    language.use(speech)
    assert sentences(deadlines.today(furnished, speech))[0] == said


@pytest.mark.parametrize(
    ("speech", "said"),
    [
        ("en", "Look at: request 2026-001, request 2026-002, request 2026-003, request 2026-004, "),
        ("ru", "Посмотрите: обращение 2026-001, обращение 2026-002, "),
    ],
)
def test_the_first_are_named_by_number_at_unlock(desk: Desk, clock, speech: str, said: str) -> None:
    language.use(speech)
    for _each in range(7):
        requests.register_request(desk, intake())
    clock.forward(days=14)
    lines = due_lines(deadlines.today(desk, speech))
    assert look_at(lines).startswith(said)
    assert {"en": "and 2 more on Today.", "ru": "и ещё 2 на вкладке «Сегодня»."}[speech] in look_at(
        lines
    )
    assert "2026-006" not in look_at(lines)
    assert "more" not in look_at(lines[:5])


def test_a_destruction_is_told_by_its_number(desk: Desk, qtbot) -> None:
    who = ground.subject(desk)
    destructions.plan_destruction(desk, PlanFields(Cause.UNLAWFUL, "2026-11-20", (who,)))
    owner = QWidget()
    qtbot.addWidget(owner)
    told = Reminders(desk, theme.icon("calendar-clock"), owner)
    told._tray = tray = Tray()
    told.look()
    assert "destruction 2026-001" in tray.told[0]
    assert "1 deadline is within three working days." in tray.told[0]
