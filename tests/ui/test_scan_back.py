# SPDX-License-Identifier: Apache-2.0
"""Signed pages dropped on the Papers tab: looked through, placed by hand, ticked, kept; detached again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from desk.domain.scans import PageState, Place, ReadPage, Stack, StackFile
from desk.services.paper import papers
from desk.services.signature import scans
from desk.storage.models import Attachment, ScanPage, Signature
from tests import scanner
from tests.services.test_scans import LONG, marks, record, sign_places, stack
from tests.ui.hands import WAIT, press
from tests.ui.test_accessibility import check
from tests.ui.test_accessibility import look as look  # noqa: PLC0414 -- a fixture
from tests.ui.test_papers_page import dialog_of
from tests.ui.test_papers_page import page as page  # noqa: PLC0414 -- a fixture
from ui import messages
from ui.choice import Choice
from ui.dialogs.scan_back import ScanBackDialog
from ui.jobs import Jobs
from ui.scan_list import Spot
from ui.tick import Tick


@pytest.fixture
def act(desk):
    """An issued paper of three pages that two people sign on the last one."""
    paper = record(desk, LONG)
    sign_places(paper, "operator", "subject")
    return paper


def scan(desk, paper, path: Path, *flaws: scanner.Flaws) -> Path:
    """The pages of a paper as a scanned PDF, as many as there are ``flaws``."""
    sheets = scanner.sheets(papers.paper_bytes(desk, paper.id))
    images = [scanner.scanned(sheet, 25, flaw) for sheet, flaw in zip(sheets, flaws, strict=False)]
    path.write_bytes(scanner.pdf(images))
    return path


GOOD, TURNED = scanner.Flaws(dots=150), scanner.Flaws(dots=150, upside_down=True)
COVERED = scanner.Flaws(dots=150, covered=True)


def opened(qtbot, page, *files):
    page.take_files(list(files))
    return dialog_of(qtbot, page, "scan-back")


def button(dialog, text) -> QPushButton:
    found = [
        each
        for each in dialog.panel.findChildren(QPushButton)
        if text in each.text().replace("&", "")
    ]
    assert len(found) == 1, text
    return found[0]


def ticks(dialog):
    return dialog.panel.findChildren(Tick)


def texts(dialog):
    return [item.text(0) for item in dialog.list._items()]


def test_a_signature_that_does_not_hold_is_not_counted_with_the_ticked(
    qtbot, page, desk, act, tmp_path
):
    broken = {"state": "detached", "signed_on": "2026-11-22", "verdict": "broken"}
    Signature.update(broken).where(Signature.field == "subject").execute()
    dialog = opened(qtbot, page, scan(desk, act, tmp_path / "scan.pdf", GOOD, GOOD, GOOD))
    assert any("signed 0 of 2" in line for line in texts(dialog))


def test_a_stack_is_looked_through_ticked_and_kept(qtbot, page, desk, act, tmp_path):
    dialog = opened(qtbot, page, scan(desk, act, tmp_path / "scan.pdf", GOOD, TURNED, GOOD))
    assert "3 pages read." in dialog.said.text()
    assert any("Complete: all 3 pages · signed 0 of 2" in line for line in texts(dialog))
    # The paper itself is chosen: the page with the signatures is in sight.
    assert dialog.list.spot() == Spot(2, act.id)
    assert dialog.view.pages.pdf is not None
    assert [tick.text() for tick in ticks(dialog)] == ["&operator", "&subject"]
    ticks(dialog)[0].setChecked(True)
    assert any("signed 1 of 2" in line for line in texts(dialog))
    dialog.list.go_to(Spot(0, act.id, 1))
    assert ticks(dialog) == []
    said: list[str] = []
    page.said.connect(said.append)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(said), timeout=WAIT)
    assert "Complete: all 3 pages" in said[0]
    row = Signature.get(Signature.field == "operator")
    assert (row.state, row.signed_on, row.page) == ("pen", "2026-11-22", 3)
    assert Attachment.get(Attachment.role == "scan").name == "scan.pdf"
    assert page.brief.id == act.id


def test_an_unreadable_page_is_placed_while_looking_at_it(qtbot, page, desk, act, tmp_path):
    dialog = opened(qtbot, page, scan(desk, act, tmp_path / "scan.pdf", GOOD, GOOD, COVERED))
    assert "could not be read" in dialog.said.text()
    assert dialog.sorting.pages[2].state is PageState.UNREADABLE
    assert dialog.list.spot() == Spot(2)
    assert dialog.view.pages.pdf is not None
    paper, number = dialog.panel.findChildren(Choice)
    # The gap of the stack is what it proposes.
    assert (paper.currentData().id, number.currentData()) == (act.id, 3)
    messages.answers.append(False)
    press(dialog.accept_button)
    assert "not been placed" in messages.shown[-1]
    assert not ScanPage.select().exists()
    press(button(dialog, "Put the page here"))
    assert dialog.decided == {2: Place(act.id, 3)}
    assert any("Complete" in line for line in texts(dialog))
    for tick in ticks(dialog):
        tick.setChecked(True)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: not page.dialogs.open, timeout=WAIT)
    assert papers.paper_brief(desk, act.id).signature == "pen"
    assert [row.by_hand for row in ScanPage.select().order_by(ScanPage.page)] == [0, 0, 1]


def test_nobody_is_ticked_while_a_page_is_missing(qtbot, page, desk, act, tmp_path):
    dialog = opened(qtbot, page, scan(desk, act, tmp_path / "scan.pdf", GOOD, GOOD, GOOD))
    ticks(dialog)[0].setChecked(True)
    dialog.list.go_to(Spot(1, act.id, 2))
    press(button(dialog, "Leave it out"))
    assert dialog.ticks == {}
    dialog.list.go_to(Spot(2, act.id))
    assert ticks(dialog) == []
    assert any("Page 2 of 3 is missing" in line for line in texts(dialog))
    dialog.list.go_to(Spot(1))
    press(button(dialog, "Accept it after all"))
    assert dialog.decided == {}


def test_a_page_of_an_earlier_stack_is_looked_at_and_ticked_once_all_are_here(
    qtbot, page, desk, act, tmp_path
):
    sheets = scanner.sheets(papers.paper_bytes(desk, act.id))
    images = [scanner.scanned(sheet, 15, GOOD) for sheet in sheets]
    first = scans.read_stack([StackFile("first.pdf", scanner.pdf(images[1:]))])
    scans.take_back(desk, scans.match_pages(desk, first))
    second = tmp_path / "second.pdf"
    second.write_bytes(scanner.pdf(images[:1]))
    dialog = opened(qtbot, page, second)
    dialog.list.go_to(Spot(None, act.id, len(images)))
    assert dialog.view.pages.pdf is not None, "the page that was kept is in sight"
    found = dialog.panel.findChildren(Tick)
    assert len(found) == 2
    for each in found:
        each.click()
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: papers.paper_brief(desk, act.id).signature == "pen", timeout=WAIT)
    assert Signature.select().where(Signature.attachment.is_null(False)).count() == 2


def test_a_refusal_stays_in_the_dialog(qtbot, page, desk, act, tmp_path):
    dialog = opened(qtbot, page, scan(desk, act, tmp_path / "scan.pdf", GOOD, GOOD, GOOD))
    ticks(dialog)[0].setChecked(True)
    dialog.ticks[act.id, "operator"] = "21.11.2026"
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(dialog.form.complaint()), timeout=WAIT)
    assert "before it is issued" in dialog.form.complaint()
    dialog.ticks[act.id, "operator"] = "никогда"
    press(dialog.accept_button)
    assert "not a date" in dialog.form.complaint()
    assert not ScanPage.select().exists()


def test_a_paper_without_a_list_of_signers_is_ticked_as_a_whole(qtbot, page, desk, tmp_path):
    paper = record(desk, LONG)
    dialog = opened(qtbot, page, scan(desk, paper, tmp_path / "scan.pdf", GOOD, GOOD, GOOD))
    [tick] = ticks(dialog)
    tick.setChecked(True)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: not page.dialogs.open, timeout=WAIT)
    assert papers.paper_brief(desk, paper.id).signature == "pen"


def test_what_is_no_scan_is_told_and_the_paper_in_sight_is_offered_first(
    qtbot, page, desk, act, tmp_path
):
    other = record(desk, LONG)
    page.refresh()
    page.take_files([tmp_path / "list.csv"])
    assert "PDF, JPEG, PNG or TIFF" in messages.shown[-1]
    page.open_record(act.id)
    sheet = scanner.scanned(scanner.sheets(papers.paper_bytes(desk, other.id))[0], 25, COVERED)
    (tmp_path / "photo.jpg").write_bytes(scanner.jpeg(sheet, 60))
    (tmp_path / "broken.png").write_bytes(b"nothing")
    dialog = opened(qtbot, page, tmp_path / "photo.jpg", tmp_path / "broken.png")
    assert dialog.choices[0].id == act.id
    assert any("damaged" in line for line in texts(dialog))


def test_locking_loses_nothing_of_it(qtbot, page, show_page, desk, act, tmp_path):
    dialog = opened(qtbot, page, scan(desk, act, tmp_path / "scan.pdf", GOOD, GOOD, COVERED))
    press(button(dialog, "Put the page here"))
    ticks(dialog)[0].setChecked(True)
    kept = page.state()
    dialog.dirty = False
    dialog.reject()
    page.restore(kept)
    again = dialog_of(qtbot, page, "scan-back")
    assert again.decided == {2: Place(act.id, 3)}
    assert list(again.ticks) == [(act.id, "operator")]


def test_scans_are_chosen_from_the_menu(qtbot, page, desk, act, tmp_path):
    messages.answers.append([scan(desk, act, tmp_path / "scan.pdf", GOOD)])
    page.scan_action.trigger()
    dialog = dialog_of(qtbot, page, "scan-back")
    assert any("Pages 2 and 3 of 3 are missing" in line for line in texts(dialog))
    messages.answers.append(None)
    page.scan_action.trigger()


def test_a_page_placed_wrongly_is_taken_off_again(qtbot, page, desk, act):
    sorting = scans.match_pages(desk, stack(marks(desk, act)[0], ()))
    scans.take_back(desk, sorting, {1: Place(act.id, 3)})
    page.open_record(act.id)
    page.acts["detach"].trigger()
    dialog = dialog_of(qtbot, page, "detach")
    dialog.form.set({"page": 3})
    press(dialog.accept_button)
    assert dialog.form.complaint("reason")
    dialog.form.set({"reason": "лист чужого акта"})
    press(dialog.accept_button)
    assert [row.page for row in ScanPage.select()] == [1]
    scans.detach_page(desk, act.id, 1, "и этот")
    page.acts["detach"].trigger()
    assert "No signed pages" in messages.shown[-1]


def test_the_dialog_in_every_look(qtbot, desk, act, look):
    picture = scanner.jpeg(Image.new("L", (827, 1169), 250), 60)
    codes = [(code,) for code in marks(desk, act)]
    pages = [
        ReadPage(0, at, code, picture=picture)
        for at, code in enumerate([*codes[:2], (), ("https://example.com",), codes[0], codes[2]], 1)
    ]
    read = Stack((StackFile("a rather long name of a scan.pdf", b""),), tuple(pages))
    window = QWidget()
    qtbot.addWidget(window)
    jobs = Jobs(window)
    dialog = ScanBackDialog(desk, jobs, window, scans.match_pages(desk, read))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    for spot in (Spot(2), Spot(5, act.id), Spot(0, act.id, 1), Spot(3), Spot(4)):
        dialog.list.go_to(spot)
        assert dialog.list.spot() == spot
        for tick in ticks(dialog):
            tick.setChecked(True)
        check(dialog, str(spot))
    assert len(dialog.ticks) == 2
    QDialog.reject(dialog)
    jobs.close()
