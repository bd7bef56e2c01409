# SPDX-License-Identifier: Apache-2.0
"""Consents from a file through the window: drop, columns, check, report, import, cancel, coming back."""

import csv
from pathlib import Path

import pytest

from desk.domain.consent import ConsentWay
from desk.domain.kinds import DemandKind
from desk.domain.values import Query
from desk.services.consent import consents, imports
from desk.services.consent.stoplist import note_erased
from desk.services.persons import add_person
from desk.services.request import requests
from tests.factories import intake, person
from tests.services.grounds import purpose
from tests.ui.hands import WAIT, drop, press
from ui import language, messages
from ui.pages.consents import ConsentsPage

LINES = (
    "ФИО;Электронная почта;Дата согласия;Примечание",
    "Звонкова Нина;nina@example.org;20.11.2026;первая",
    "Примеров Пётр;petr@example.net;31.02.2026;вторая",
    "Звонкова Нина;nina@example.org;20.11.2026;ещё раз",
)


@pytest.fixture
def news(desk):
    return purpose(desk)


@pytest.fixture
def page(show_page, news):
    return show_page(ConsentsPage)


@pytest.fixture
def table(tmp_path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("\n".join(LINES), "utf-8")
    return path


def opened(qtbot, page):
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    return page.acts.open[0]


def checked(qtbot, dialog):
    press(dialog.check_button)
    qtbot.waitUntil(lambda: dialog.report is not None and not dialog.jobs.running, timeout=WAIT)
    return dialog.report


def recorded(desk) -> int:
    return len(consents.consent_ids(desk, Query()))


def test_a_dropped_table_is_mapped_checked_and_imported(qtbot, page, desk, news, table):
    said = []
    page.said.connect(said.append)
    drop(page, table)
    dialog = opened(qtbot, page)
    columns = [dialog.form.editor(f"column_{place}").value() for place in range(4)]
    assert columns == ["name", "email", "given", ""]
    assert not dialog.accept_button.isEnabled()
    assert "Check the lines first" in dialog.accept_button.toolTip()
    dialog.form.set({"purpose": news})
    report = checked(qtbot, dialog)
    assert [line.outcome for line in report.lines] == ["new", "wrong", "known"]
    assert dialog.said.text() == "New: 1. There already: 1. Wrong: 1."
    assert dialog.fault.text() == "This is not a date."
    assert recorded(desk) == 0
    assert not dialog.accept_button.isEnabled()
    dialog.form.set({"leave_out": True})
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.report.saved, timeout=WAIT)
    assert recorded(desk) == 1
    assert said == ["1 consent is recorded."]
    press(dialog.accept_button)
    assert page.acts.open == []


def test_headings_and_titles_that_are_words_of_ours_stand_as_they_are(
    qtbot, page, desk, news, tmp_path
):
    language.use("ru")
    titled = purpose(desk, "plain", title_ru="name")
    path = tmp_path / "names.csv"
    path.write_text("given;name;email\n31.02.2026;Звонкова Нина;nina@example.org", "utf-8")
    drop(page, path)
    dialog = opened(qtbot, page)
    assert [dialog.form.editor(f"column_{place}").main.accessibleName() for place in range(3)] == [
        "given",
        "name",
        "email",
    ]
    offered = dialog.form.editor("purpose").box
    assert "name" in [offered.itemText(row) for row in range(offered.count())]
    dialog.form.set({"purpose": titled})
    checked(qtbot, dialog)
    column = [each.id for each in dialog.lines.columns].index("column")
    assert dialog.lines.data(dialog.lines.index(0, column)) == "given"


def test_another_plan_is_checked_anew(qtbot, page, news, table):
    drop(page, table)
    dialog = opened(qtbot, page)
    dialog.form.set({"purpose": news, "leave_out": True})
    checked(qtbot, dialog)
    assert dialog.accept_button.isEnabled()
    dialog.form.set({"way": ConsentWay.AUDIO})
    assert not dialog.accept_button.isEnabled()
    dialog.form.set({"column_3": "given"})
    press(dialog.check_button)
    assert dialog.form.complaint("column_3") == "Two columns mean the same."


def test_the_report_by_line_is_saved(qtbot, page, news, table, tmp_path):
    drop(page, table)
    dialog = opened(qtbot, page)
    dialog.form.set({"purpose": news})
    checked(qtbot, dialog)
    path = tmp_path / "report.csv"
    messages.answers.append(path)
    press(dialog.save_button)
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0] == ["Line", "Outcome", "Number", "Column", "What is wrong"]
    assert rows[2] == ["3", "Wrong", "", "Дата согласия", "This is not a date."]
    assert len(rows) == 4


def test_addresses_on_the_stop_list_are_shown(qtbot, page, desk, news, tmp_path):
    request = intake(demands=(DemandKind.STOP_MARKETING,))
    requests.register_request(desk, request)
    path = tmp_path / "ads.csv"
    path.write_text(f"email;given;kind\n{request.subject.email};2026-11-20;marketing", "utf-8")
    drop(page, path)
    dialog = opened(qtbot, page)
    dialog.form.set({"purpose": news})
    checked(qtbot, dialog)
    assert dialog.said.text().endswith("On the stop list: 1.")
    assert dialog.lines.data(dialog.lines.index(0, 1)) == "Stop list"


def test_cancelling_leaves_nothing(qtbot, page, desk, news, table, monkeypatch):
    drop(page, table)
    dialog = opened(qtbot, page)
    dialog.form.set({"purpose": news, "leave_out": True})
    checked(qtbot, dialog)
    real = imports.import_consents

    def slow(*args, **kwargs):
        dialog.jobs.cancel()
        return real(*args, **kwargs)

    monkeypatch.setattr(imports, "import_consents", slow)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: not dialog.jobs.running, timeout=WAIT)
    assert recorded(desk) == 0
    assert not dialog.report.saved
    assert dialog.buttons.isEnabled()


def test_the_file_and_its_columns_survive_locking(qtbot, page, show_page, news, table):
    drop(page, table)
    dialog = opened(qtbot, page)
    dialog.form.set({"purpose": news, "column_3": "address"})
    state = page.state()
    table.unlink()
    dialog.dirty = False
    dialog.reject()
    again = show_page(ConsentsPage)
    again.restore(state)
    dialog = opened(qtbot, again)
    assert dialog.form.editor("column_3").value() == "address"
    assert [line.outcome for line in checked(qtbot, dialog).lines] == ["new", "wrong", "known"]


def test_a_file_that_is_no_table_is_refused_in_a_sentence(qtbot, page, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    drop(page, path)
    qtbot.waitUntil(lambda: bool(messages.shown), timeout=WAIT)
    assert messages.shown == ["The file is empty."]


def test_the_menu_asks_for_the_file(qtbot, page, table):
    messages.answers.append(table)
    page.import_action.trigger()
    assert opened(qtbot, page).NAME == "import"


def test_who_was_erased_is_shown_line_by_line(qtbot, page, desk, news, tmp_path):
    with desk.database.atomic():
        card = add_person(desk, person())
        note_erased(desk, {card.id: "2026-11-21"})
    path = tmp_path / "old.csv"
    path.write_text(
        f"email;given\n{person().email};2026-11-20\nnew@example.org;2026-11-20", "utf-8"
    )
    drop(page, path)
    dialog = opened(qtbot, page)
    dialog.form.set({"purpose": news})
    checked(qtbot, dialog)
    assert dialog.said.text().endswith("Were erased: 1.")
    assert dialog.lines.data(dialog.lines.index(0, 1)) == "Was erased"
    assert "21 Nov 2026" in dialog.fault.text()
    assert not dialog.accept_button.isEnabled(), "left out only where the operator says so"
