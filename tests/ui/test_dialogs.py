# SPDX-License-Identifier: Apache-2.0
"""Dialogs over the desk as a whole: card, settings, promises, people, codes, backups; and the paper view."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget
from reportlab.pdfgen.canvas import Canvas

from desk.domain.kinds import DemandKind
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services import promises as own
from desk.services.desk import Desk
from desk.services.keeping import backups, upkeep
from desk.services.keeping.people import new_recovery_code
from desk.services.overview import journals
from desk.services.request import requests
from desk.services.settings import setting
from tests.factories import intake, operator_trader
from ui import language, messages, theme, words
from ui.dialogs.backups import BackupsDialog
from ui.dialogs.operator import OperatorDialog
from ui.dialogs.passphrase import PassphraseDialog
from ui.dialogs.people import PeopleDialog, PersonDialog, RemovalDialog
from ui.dialogs.promises import PromisesDialog
from ui.dialogs.recovery import RecoveryDialog, SheetDialog
from ui.dialogs.settings import SettingsDialog
from ui.jobs import Jobs
from ui.numbers import actor
from ui.paper import PaperView

FIRST, SECOND = "тополь мыло сорок рельс", "окно дождь велосипед три"


@pytest.fixture
def keyed(tmp_path: Path, clock) -> Iterator[Desk]:
    """A desk with real key slots."""
    desk, _code = upkeep.create_desk(
        tmp_path / "keyed", FIRST, operator_trader(), "В. П. Образцова", clock=clock
    )
    yield desk
    desk.close()


def open_dialog(qtbot, dialog):
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_card_is_saved_and_the_rest_stays(desk: Desk, jobs: Jobs, qtbot) -> None:
    dialog = open_dialog(qtbot, OperatorDialog(desk, jobs, None))
    dialog.form.set({"sites": "https://a.example, https://b.example", "phone": "+7 495 1"})
    dialog.submit()
    card = upkeep.load_operator()
    assert card.sites == ("https://a.example", "https://b.example")
    assert card.notice_date == "2026-02-03"
    assert card.duties == operator_trader().duties


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("inn", "1" * 10),
        ("ogrn", "мыло"),
        ("name", Both()),
        ("time_zone", "nowhere"),
        ("sites", "x" * 3000),
    ],
)
def test_the_card_refuses_at_the_field(desk: Desk, jobs: Jobs, qtbot, field, value) -> None:
    dialog = open_dialog(qtbot, OperatorDialog(desk, jobs, None))
    dialog.form.set({field: value})
    dialog.submit()
    assert dialog.isVisible()
    assert dialog.form.complaint(field)
    dialog.dirty = False


def test_the_card_opens_at_the_field_that_lacks(desk: Desk, jobs: Jobs, qtbot) -> None:
    dialog = open_dialog(qtbot, OperatorDialog(desk, jobs, None))
    dialog.focus_field("address.en")
    assert dialog.focusWidget() is dialog.form.editor("address").part("en")


def test_settings_are_kept(desk: Desk, jobs: Jobs, qtbot, tmp_path: Path) -> None:
    dialog = open_dialog(qtbot, SettingsDialog(desk, jobs, None))
    dialog.form.set(
        {
            "idle_minutes": "25",
            "backup_folder": str(tmp_path),
            "paper_language": "ru+en",
            "reminders": False,
        }
    )
    dialog.submit()
    found = [
        setting(desk, key)
        for key in ("idle_minutes", "backup_folder", "paper_language", "reminders")
    ]
    assert found == [25, str(tmp_path), "ru+en", False]


@pytest.mark.parametrize("minutes", ["", "0", "241", "-5", "ten", "９", "1e3", "9" * 50])
def test_odd_minutes_are_refused(desk: Desk, jobs: Jobs, qtbot, minutes: str) -> None:
    dialog = open_dialog(qtbot, SettingsDialog(desk, jobs, None))
    dialog.form.set({"idle_minutes": minutes})
    dialog.submit()
    assert dialog.form.complaint("idle_minutes")
    assert setting(desk, "idle_minutes") == 10
    dialog.dirty = False


def test_a_promise_is_changed_and_counts_for_new_requests(desk: Desk, jobs: Jobs, qtbot) -> None:
    dialog = open_dialog(qtbot, PromisesDialog(desk, jobs, None))
    assert dialog.form.editor("tell_days").value() == "3"
    dialog.form.set(
        {"answer_days": "7", "extension_days": "3", "review_years": "2", "tell_days": "4"}
    )
    dialog.submit()
    assert own.promises(desk) == own.Promises(True, False, 7, 3, 4, 2)
    assert desk.rules.find("P02").term.amount == 4
    id = requests.register_request(desk, intake(demands=(DemandKind.COMPLAINT,)))
    rules = {line.due.rule: line.due for line in requests.request_card(desk, id, "en").deadlines}
    assert rules["application.answer"].due.isoformat() == "2026-12-01"


@pytest.mark.parametrize("days", ["0", "61", "", "ten"])
def test_an_odd_promise_is_refused(desk: Desk, jobs: Jobs, qtbot, days: str) -> None:
    dialog = open_dialog(qtbot, PromisesDialog(desk, jobs, None))
    dialog.form.set({"answer_days": days})
    dialog.submit()
    assert dialog.form.complaint("answer_days")
    assert own.promises(desk).answer_days == 10
    dialog.dirty = False


def test_the_passphrase_is_changed(keyed: Desk, jobs: Jobs, qtbot) -> None:
    dialog = open_dialog(qtbot, PassphraseDialog(keyed, jobs, None))
    dialog.form.set({"old": "не он", "new": SECOND, "again": SECOND})
    dialog.submit()
    assert dialog.form.complaint("old")
    dialog.form.set({"old": FIRST})
    dialog.submit()
    assert not dialog.isVisible()
    upkeep.check_passphrase(keyed, SECOND)
    assert FIRST not in str(dialog.state())


@pytest.fixture
def recovered(tmp_path: Path, clock) -> Iterator[tuple[Desk, str]]:
    """A desk opened by its printed code."""
    made, code = upkeep.create_desk(
        tmp_path / "lost", FIRST, operator_trader(), "В. П. Образцова", clock=clock
    )
    made.close()
    desk = upkeep.open_with_recovery(tmp_path / "lost", code, clock=clock)
    yield desk, code
    desk.close()


def test_after_the_code_was_used_passphrase_and_code_are_made_anew(
    recovered: tuple[Desk, str], jobs: Jobs, qtbot
) -> None:
    desk, code = recovered
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = open_dialog(qtbot, PassphraseDialog(desk, jobs, parent))
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "stays valid" not in said
    assert "have a new code made" in said
    dialog.form.set({"new": SECOND, "again": SECOND})
    dialog.submit()
    (sheet,) = parent.findChildren(SheetDialog)
    new = sheet.panel.code.text()
    messages.answers.append(True)
    sheet.reject()
    desk.close()
    with pytest.raises(Refusal, match="does not open"):
        upkeep.open_with_recovery(desk.folder, code)
    upkeep.open_desk(desk.folder, SECOND).close()
    upkeep.open_with_recovery(desk.folder, new).close()


def test_whose_passphrase_is_set_anew_is_asked_of_several(
    tmp_path: Path, clock, jobs: Jobs, qtbot
) -> None:
    made, code = upkeep.create_desk(
        tmp_path / "two", FIRST, operator_trader(), "В. П. Образцова", clock=clock
    )
    upkeep.add_person(made, "Примеров И. К.", "чужие слова и ещё")
    made.close()
    desk = upkeep.open_with_recovery(tmp_path / "two", code, clock=clock)
    dialog = open_dialog(qtbot, PassphraseDialog(desk, jobs, None))
    dialog.form.set({"new": SECOND, "again": SECOND, "new_code": False})
    dialog.submit()
    assert "whose" in dialog.form.complaint("who")
    dialog.form.set({"who": 2})
    dialog.submit()
    assert actor(journals.journal_page(desk)[0].actor) == "by recovery code"
    desk.close()
    upkeep.open_desk(tmp_path / "two", FIRST).close()
    upkeep.open_desk(tmp_path / "two", SECOND).close()


def test_the_used_code_stays_where_somebody_says_so(
    recovered: tuple[Desk, str], jobs: Jobs, qtbot
) -> None:
    desk, code = recovered
    dialog = open_dialog(qtbot, PassphraseDialog(desk, jobs, None))
    dialog.form.set({"new": SECOND, "again": SECOND, "new_code": False})
    dialog.submit()
    desk.close()
    upkeep.open_with_recovery(desk.folder, code).close()


def test_people_come_and_go(keyed: Desk, jobs: Jobs, qtbot) -> None:
    people = open_dialog(qtbot, PeopleDialog(keyed, jobs, None))
    person = open_dialog(qtbot, PersonDialog(keyed, jobs, people))
    person.form.set({"name": "Примеров И. К.", "new": SECOND, "again": SECOND})
    person.submit()
    people.refresh()
    assert people.view.choose(2)
    assert people.remove_button.isEnabled()
    people.remove()
    removal = people.findChild(RemovalDialog)
    told = [each.text() for each in removal.findChildren(QLabel)]
    assert "To be removed: Примеров И. К." in told
    removal.form.set({"passphrase": FIRST})
    removal.submit()
    assert [bool(each.removed) for each in upkeep.people(keyed)] == [False, True]
    people.refresh()
    since = people.model.index(0, 2)
    assert since.data() == words.brief_day(upkeep.people(keyed)[0].added, keyed.zone)
    assert since.data(Qt.ItemDataRole.ToolTipRole) != since.data(), "with the hour"
    assert people.view.choose(1)
    assert not people.remove_button.isEnabled()


@pytest.mark.parametrize("code", ["ru", "en"])
def test_since_when_and_until_when_somebody_was_a_user_is_in_sight(keyed, jobs, qtbot, code):
    language.use(code)
    people = open_dialog(qtbot, PeopleDialog(keyed, jobs, None))
    assert not any(people.view.isColumnHidden(column) for column in range(4))


def test_a_new_recovery_code_is_shown_on_a_sheet(
    keyed: Desk, jobs: Jobs, qtbot, tmp_path: Path
) -> None:
    dialog = open_dialog(qtbot, RecoveryDialog(keyed, jobs, None))
    dialog.form.set({"passphrase": "не он"})
    dialog.submit()
    assert dialog.form.complaint("passphrase")
    sheet = open_dialog(qtbot, SheetDialog(keyed, upkeep.new_recovery_code(keyed), None))
    messages.answers.append(False)
    sheet.reject()
    assert sheet.isVisible()
    path = tmp_path / "sheet.pdf"
    messages.answers.append(path)
    sheet.panel.save()
    sheet.reject()
    assert not sheet.isVisible()
    assert sheet.panel.code.text() == ""
    assert setting(keyed, "sheet_printed") is True
    dialog.dirty = False


def test_backups_are_listed_made_and_chosen(keyed: Desk, jobs: Jobs, qtbot, tmp_path: Path) -> None:
    dialog = open_dialog(qtbot, BackupsDialog(keyed, jobs, None))
    assert dialog.model.rowCount() == 0
    assert not dialog.restore_button.isEnabled()
    dialog.make()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=30_000)
    assert dialog.view.choose(0)
    messages.answers.append(False)
    dialog.restore()
    assert dialog.isVisible()
    messages.answers.extend([tmp_path / "other.zip", True])
    with qtbot.waitSignal(dialog.restored) as restored:
        dialog.restore_file()
    assert restored.args == [tmp_path / "other.zip"]


def test_the_backup_of_another_desk_is_asked_about_apart(
    keyed: Desk, jobs: Jobs, qtbot, tmp_path: Path
) -> None:
    made = Path(backups.make_backup(keyed).path)
    keys = keyed.folder / "desk.keys"
    keys.write_text(json.dumps(json.loads(keys.read_text()) | {"desk": "0" * 32}))
    dialog = open_dialog(qtbot, BackupsDialog(keyed, jobs, None))
    messages.answers.extend([made, False])
    with qtbot.assertNotEmitted(dialog.restored):
        dialog.restore_file()
    assert "belongs to another desk" in messages.shown[-1]
    messages.answers.extend([made, True, True])
    with qtbot.waitSignal(dialog.restored):
        dialog.restore_file()


def test_going_back_over_a_new_recovery_code_is_told_in_the_question(
    keyed: Desk, jobs: Jobs, qtbot
) -> None:
    made = Path(backups.make_backup(keyed).path)
    new_recovery_code(keyed)
    dialog = open_dialog(qtbot, BackupsDialog(keyed, jobs, None))
    messages.answers.extend([made, False])
    with qtbot.assertNotEmitted(dialog.restored):
        dialog.restore_file()
    assert "the one that opens it now does not" in messages.shown[-1]


# --- the paper view --------------------------------------------------------------------------------


@pytest.fixture
def pdf() -> bytes:
    """Three pages; the word stands on each."""
    made = io.BytesIO()
    canvas = Canvas(made)
    for number in range(3):
        canvas.drawString(80, 700, f"Answer to a request, page {number}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


@pytest.fixture
def view(qtbot, pdf: bytes) -> Iterator[PaperView]:
    made = PaperView()
    qtbot.addWidget(made)
    made.resize(700, 800)
    made.show()
    made.show_pdf(pdf)
    yield made
    made.close()


def test_a_paper_is_shown_found_in_and_zoomed(view: PaperView) -> None:
    assert view.find_text("REQUEST") == 3
    assert view.find_text("nowhere") == 0
    before = view.pages.percent()
    view.pages.set_zoom(2.0)
    assert view.pages.percent() == 200 > before
    view.pages.set_zoom(0)
    assert view.pages.percent() == before
    image = view.grab().toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2).lightness() > 240


def test_no_line_of_a_page_is_lost_in_painting_it(view: PaperView) -> None:
    pages = view.pages
    for zoom in (0.5, 0.503, 0.507):
        pages.set_zoom(zoom)
        assert pages.pdf is not None
        ratio = pages.devicePixelRatioF()
        whole = pages.pdf.image(0, pages.scale() * 72 * ratio)
        painted = pages.viewport().grab().toImage().convertToFormat(whole.format())
        left, top = round(pages._areas()[0].left() * ratio), round(pages._areas()[0].top() * ratio)
        down = range(min(whole.height(), painted.height() - top))
        across = range(0, whole.width(), 3)
        assert all(
            painted.pixel(left + x, top + y) == whole.pixel(x, y) for y in down for x in across
        )


def test_the_page_in_sight_is_told(view: PaperView, qtbot) -> None:
    assert view._place.text().startswith("Page 1 of 3")
    qtbot.keyClick(view.pages, Qt.Key.Key_End)
    assert view._place.text().startswith("Page 3 of 3")


def test_a_paper_is_printed_page_by_page(
    view: PaperView, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "printed.pdf"

    def choose(_parent: object, printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return True

    monkeypatch.setattr(messages, "choose_printer", choose)
    with qtbot.waitSignal(view.printed):
        assert view.print_paper()
    from pypdf import PdfReader

    pages = PdfReader(path).pages
    assert len(pages) == 3
    assert abs(float(pages[0].mediabox.width) - 595) < 3


def test_printing_can_be_thought_better_of(view: PaperView, qtbot) -> None:
    messages.answers.append(False)
    with qtbot.assertNotEmitted(view.printed):
        assert not view.print_paper()


def test_every_icon_is_used_and_every_used_icon_is_there() -> None:
    root = Path(__file__).parents[2]
    kept = {path.stem for path in (root / "resources" / "icons").glob("*.svg")}
    code = "".join(path.read_text("utf-8") for path in (root / "ui").rglob("*.py"))
    assert [name for name in sorted(kept) if f'"{name}"' not in code] == []
    assert set(theme.ICONS.values()) <= kept
    for name in kept:
        assert not theme.icon(name).isNull()
