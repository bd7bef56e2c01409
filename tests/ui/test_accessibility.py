# SPDX-License-Identifier: Apache-2.0
"""Every page and dialog: names for screen readers, letters without clashes, Tab reaches everything."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QStyleOptionViewItem, QWidget

import ui.dialogs
from desk.domain.clients import Client
from desk.domain.consent import ConsentKind, HoldingFields
from desk.domain.kinds import REGULATOR_KINDS, ApplicantRole, DemandKind
from desk.domain.request import PersonFields
from desk.domain.today import TodayLine
from desk.domain.values import Both
from desk.services.assignment import client_notices
from desk.services.consent import consents, imports
from desk.services.consent.views import consent_view
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.services.keeping import upkeep
from desk.services.register import holdings, registers
from desk.services.request import requests
from desk.services.signature import signed_forms
from desk.services.transfer.views import transfer_view
from tests.conftest import Clock, filled, open_at
from tests.factories import intake, person, purpose_fields
from tests.services import grounds
from tests.services.test_transfers import filed, saved
from tests.ui import walk
from ui import language, theme
from ui.act import ActDialog
from ui.agenda import SEEN
from ui.cells import badge_size
from ui.crash_dialog import CrashDialog
from ui.destruction_acts import DestructionActs
from ui.dialogs.letters import AcknowledgeDialog
from ui.dialogs.mail import MailDialog
from ui.dialogs.paper_signatures import PaperSignaturesDialog
from ui.dialogs.sign_paper import OfSigner
from ui.help import Guide
from ui.jobs import Jobs
from ui.lines import LineDialog, LinesEditor
from ui.mnemonics import letter
from ui.models import BADGE
from ui.notice import Notice
from ui.pages.destruction import DestructionPage
from ui.pages.requests import RequestsPage
from ui.pages.transfers import TransfersPage
from ui.search_box import SearchBox
from ui.transfer_acts import TransferActs
from ui.unlock import UnlockWindow
from ui.welcome import Welcome
from ui.window import TABS, MainWindow

LOOKS = [
    ("ru", "light", 1.0),
    ("ru", "dark", 2.0),
    ("en", "light", 2.0),
    # English is the shorter language and stands above with large letters: at the usual size `make soak` looks.
    pytest.param(("en", "dark", 1.0), marks=pytest.mark.soak),
]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}-{look[2]:.0%}")
def look(request: pytest.FixtureRequest, qapp: QApplication, _stage: None) -> Iterator[str]:
    """Language, scheme and size of the text; everything is put back."""
    speech, scheme, scale = request.param
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSizeF(font.pointSizeF() * scale)
    qapp.setFont(font)
    theme.apply(qapp, scheme)
    qapp.processEvents()
    language.use(speech)
    yield speech
    qapp.setFont(before)
    theme.apply(qapp, "light")
    qapp.processEvents()


def furnish(desk: Desk) -> None:
    """A complaint, a request for access with an open term, and one overdue."""
    for days, kinds in (
        (20, (DemandKind.ACCESS,)),
        (2, (DemandKind.COMPLAINT, DemandKind.ACCESS)),
        (1, (DemandKind.WITHDRAW,)),
    ):
        received = desk.now() - timedelta(days=days)
        requests.register_request(desk, intake(received=received, demands=kinds))
    subject = tuple(kind for kind in DemandKind if kind not in REGULATOR_KINDS)
    official = tuple(kind for kind in DemandKind if kind in REGULATOR_KINDS)
    requests.register_request(desk, intake(received=desk.now(), demands=subject))
    regulator = intake(
        received=desk.now(), demands=official, role=ApplicantRole.RKN, subject=PersonFields()
    )
    requests.register_request(desk, regulator)
    used = (grounds.purpose(desk), grounds.purpose(desk, "offers"))
    for each, kind in zip(used, (ConsentKind.DISSEMINATION, ConsentKind.PROCESSING), strict=True):
        conditions = {"resources": "https://example.com"}
        fields = grounds.fields(each, kind=kind, written=True, conditions=conditions)
        consents.record_consent(desk, person(), fields)
    registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")
    filed(desk, saved(desk))
    told_client(desk)


def told_client(desk: Desk) -> int:
    """A client that is to be told of a leak; the notice."""
    client = registers.save_client(
        desk, Client(0, "", Both("ООО «Заказчик»", "Zakazchik LLC"), assignment="5")
    )
    return client_notices.report_leak(desk, client, desk.now())


RECORDS = {"requests": (1, 2, 3, 4, 5), "consents": (1, 2), "transfers": (1,)}
"""The records of a furnished desk, by their tabs; two of them show everything that can be demanded."""


@pytest.fixture(scope="session")
def _furnished(tmp_path_factory: pytest.TempPathFactory, _empty_desk: bytes) -> bytes:
    return filled(tmp_path_factory.mktemp("furnished") / "desk", _empty_desk, furnish)[0]


@pytest.fixture
def furnished(tmp_path: Path, clock: Clock, _furnished: bytes) -> Iterator[Desk]:
    """A desk of its own for every test, furnished once."""
    made = open_at(tmp_path / "furnished", _furnished, clock)
    yield made
    made.close()


def check(root: QWidget, what: str) -> None:
    """Nothing to stumble over, once what is laid out anew has come to rest."""
    QApplication.processEvents()
    QApplication.processEvents()
    found = faults_of(root)
    if found:
        QTest.qWait(300)
        found = faults_of(root)
    assert not found, f"{what}: {found}"


def faults_of(root: QWidget) -> dict[str, list[str]]:
    """What a person would stumble over now."""
    faults = {
        "nameless": walk.nameless(root),
        "clashing": walk.clashing(root),
        "unreached": walk.unreached(root),
        "cut": walk.cut(root),
        "hidden tabs": walk.hidden_tabs(root),
        "cut rows": walk.cut_rows(root),
        "cut words": walk.cut_words(root),
        "cut names": walk.cut_names(root),
        "wider than seen": walk.wider_than_seen(root),
        "scrolls for nothing": walk.scrolls_for_nothing(root),
        "off the screen": walk.off_screen(root),
    }
    return {name: items for name, items in faults.items() if items}


def test_every_page(furnished: Desk, look: str, qtbot) -> None:
    window = MainWindow(furnished)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.jobs.close())
    window.resize(1280, 800)
    window.show()
    for name in TABS:
        window.go(name)
        check(window, name)
    window.close()


def test_every_section_of_every_record(furnished: Desk, look: str, qtbot) -> None:
    window = MainWindow(furnished)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.jobs.close())
    window.resize(1280, 800)
    window.show()
    for name, records in RECORDS.items():
        window.go(name)
        page = window.page(name)
        for record in records:
            page.open_record(record)
            for section in range(page.pane.sections.count()):
                page.pane.sections.setCurrentIndex(section)
                check(window, f"{name} {record}, section {section}")
    window.close()


def test_large_letters_leave_the_record_its_room(furnished: Desk, look: str, qtbot) -> None:
    window = MainWindow(furnished)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.jobs.close())
    window.resize(1280, 800)
    window.show()
    window.go("requests")
    page = window.page("requests")
    assert isinstance(page, RequestsPage)
    page.open_record(1)
    QApplication.processEvents()
    for name in TABS:
        window._count(name, 12)
    QApplication.processEvents()
    tabs = window.tabs.tabBar()
    assert tabs.sizeHint().width() <= tabs.width(), "a tab is hidden behind arrows"
    sign = window.fontMetrics().averageCharWidth()
    large = sign * 110 > 1280
    assert page.split.isAncestorOf(page.bar) is large
    if large:
        assert page.pane.width() > sign * 48
        assert page.pane.mapTo(window, page.pane.rect().topLeft()).y() < 160
    window.close()


def test_large_letters_leave_the_transfers_in_sight(furnished: Desk, look: str, qtbot) -> None:
    window = MainWindow(furnished)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.jobs.close())
    window.resize(1280, 800)
    window.show()
    window.go("transfers")
    page = window.page("transfers")
    assert isinstance(page, TransfersPage)
    QApplication.processEvents()
    large = window.fontMetrics().averageCharWidth() * 110 > 1280
    assert page.recorded.isVisible()
    assert (page.recorded.y() > page.list.y()) is large
    seen = page.list.visibleRegion().boundingRect().height()
    assert seen > page.list.horizontalHeader().height() + page.list.rowHeight(0)
    window.close()


def test_every_action_has_a_key_and_none_clash(furnished: Desk, look: str, qtbot) -> None:
    window = MainWindow(furnished)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.jobs.close())
    for name in TABS:
        window.go(name)
        for menu in window.menus.bar():
            shown = [a for a in menu.actions() if not a.isSeparator() and a.isVisible()]
            letters = [letter(a.text()) for a in shown if letter(a.text())]
            assert len(letters) == len(set(letters)), (name, menu.title(), letters)
            bare = [a.text() for a in shown if not letter(a.text()) and a.shortcut().isEmpty()]
            assert bare == [], (name, menu.title())
        keys = Counter(
            action.shortcut().toString()
            for action in window.menus.actions()
            if action.isVisible() and not action.shortcut().isEmpty()
        )
        assert [key for key, count in keys.items() if count > 1] == [], name
    window.close()


OF_PAPERS = {"SignedDialog", "VoidPaperDialog", "DetachPageDialog"}
"""Dialogs over an issued paper, which are opened from one."""


OF_CONSENTS = {
    f"ui.dialogs.{name}" for name in ("consent", "consent_note", "consent_paper", "withdraw")
}
"""Modules whose dialogs are acts on a consent."""


OF_TRANSFERS = {f"ui.dialogs.{module}" for module, _name in TransferActs.HOMES.values()}
"""Modules whose dialogs are acts on a transfer."""
OF_DESTRUCTIONS = {f"ui.dialogs.{module}" for module, _name in DestructionActs.HOMES.values()}
"""Modules whose dialogs are acts on a destruction."""


def dialogs_of_acts() -> list[type[ActDialog]]:
    """Every dialog in ``ui.dialogs`` that is built from desk, jobs, parent and card alone."""
    for module in pkgutil.iter_modules(ui.dialogs.__path__):
        importlib.import_module(f"ui.dialogs.{module.name}")
    found, waiting = [], [ActDialog]
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            of_paper = each.__name__ in OF_PAPERS or "Replace" in each.__name__
            of_paper = of_paper or issubclass(each, OfSigner)
            apart = of_paper or issubclass(each, LineDialog | MailDialog)
            apart = apart or each.__module__ in OF_DESTRUCTIONS
            if each.TITLE and "__init__" not in vars(each) and not apart:
                found.append(each)
    return sorted(found, key=lambda each: (each.__module__, each.__name__))


def card_for(kind: type[ActDialog], desk: Desk) -> object:
    """The record an act is about; withdrawals need one that withdraws."""
    speech = language.current().language
    if kind.__module__ in OF_CONSENTS and kind.__name__ != "EndConsentsDialog":
        return consent_view(desk, 1, speech)
    if kind.__module__ in OF_TRANSFERS:
        return transfer_view(desk, 1, language=speech)
    return requests.request_card(desk, 3 if kind.__name__ == "EndConsentsDialog" else 2, speech)


@pytest.mark.parametrize("kind", dialogs_of_acts(), ids=lambda kind: kind.__name__)
def test_every_act(furnished: Desk, look: str, qtbot, kind: type[ActDialog]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    jobs = Jobs(window)
    dialog = kind(furnished, jobs, window, card_for(kind, furnished))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    drawing = getattr(dialog, "previewer", None)
    qtbot.waitUntil(lambda: not (jobs.running or (drawing and drawing.busy)), timeout=30_000)
    check(dialog, kind.__name__)
    assert "Щёголева" not in dialog.windowTitle()
    QDialog.reject(dialog)
    jobs.close()


def test_what_comes_after_issuing_has_room_on_the_screen(furnished: Desk, look: str, qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    jobs = Jobs(window)
    dialog = AcknowledgeDialog(furnished, jobs, window, requests.request_card(furnished, 2, look))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not (jobs.running or dialog.previewer.busy), timeout=30_000)
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=30_000)
    qtbot.waitUntil(lambda: not jobs.running, timeout=30_000)
    check(dialog, "issued")
    QDialog.reject(dialog)
    jobs.close()


@pytest.mark.parametrize("kind", sorted(OfSigner.__subclasses__(), key=lambda kind: kind.__name__))
def test_every_way_to_sign(
    staged_desk: Desk, stages: dict[str, int], look: str, qtbot, kind: type[OfSigner]
) -> None:
    act = destructions.destruction_card(staged_desk, stages["drawn_up"]).papers[-1]
    window = QWidget()
    qtbot.addWidget(window)
    jobs = Jobs(window)
    whole = PaperSignaturesDialog(staged_desk, jobs, window, act)
    one = kind(staged_desk, jobs, window, act, signed_forms.places(staged_desk, act.id)[0])
    for dialog in (whole, one):
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        check(dialog, type(dialog).__name__)
        QDialog.reject(dialog)
    jobs.close()


FIRST = {
    "carry_out": "appointed", "logs": "carried_out", "draw_up": "carried_out", "sign": "drawn_up",
    "unsign": "certified", "void_act": "drawn_up", "tell": "certified", "told": "certified",
    "erase": "told", "erase_case": "erased", "unseal": "erased",
}  # fmt: skip
"""The stage at which an act on a destruction is taken; the others on a plan."""
NEW = ("plan", "commission", "outside_order", "end_commission")


@pytest.mark.parametrize("name", DestructionActs.HOMES)
def test_every_act_on_a_destruction(
    staged_desk: Desk, stages: dict[str, int], look: str, qtbot, name: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    jobs = Jobs(window)
    acts = DestructionActs(staged_desk, jobs, window, lambda _where, _id: None)
    card = None if name in NEW else acts.read_card(stages[FIRST.get(name, "planned")])
    dialog = acts.make(name, card)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    drawing = getattr(dialog, "previewer", None)
    qtbot.waitUntil(lambda: not (jobs.running or (drawing and drawing.busy)), timeout=30_000)
    check(dialog, name)
    for editor in dialog.findChildren(LinesEditor):
        editor._edit() if editor.lines else editor._add()
        if editor._asked is not None:
            check(editor._asked, f"a line of {name}")
            QDialog.reject(editor._asked)
    assert "Щёголева" not in dialog.windowTitle()
    QDialog.reject(dialog)
    jobs.close()


def test_the_record_of_a_destruction(
    staged_desk: Desk, stages: dict[str, int], look: str, qtbot
) -> None:
    window = MainWindow(staged_desk)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.jobs.close())
    window.resize(1280, 800)
    window.show()
    window.go("destruction")
    page = window.page("destruction")
    assert isinstance(page, DestructionPage)
    for stage in ("planned", "drawn_up"):
        page.open_record(stages[stage])
        for section in range(page.pane.sections.count()):
            page.pane.sections.setCurrentIndex(section)
            check(window, f"{stage}, section {section}")
    badge = page.list.records.index(0, 0).data(BADGE)
    wish = badge_size(badge, page.list.fontMetrics()).width()
    assert page.list.columnWidth(0) > wish, "how many days are left is read in whole"
    window.close()


REGISTER = (
    "purposes",
    "categories",
    "groups",
    "systems",
    "carriers",
    "recipients",
    "points",
    "clients",
    "disclosures",
)


def register_lists(desk: Desk, jobs: Jobs, parent: QWidget) -> list[QWidget]:
    """The lists of the register with something in them."""
    if not registers.any_purpose(desk):
        registers.adopt_set(desk, "company", desk.today().isoformat())
    homes = [(importlib.import_module(f"ui.dialogs.{name}"), name) for name in REGISTER]
    return [getattr(home, f"{name.capitalize()}Dialog")(desk, jobs, parent) for home, name in homes]


def plain_windows(desk: Desk, folder: Path, parent: QWidget) -> list[QWidget]:
    """Windows and dialogs that are no act on a request."""
    from ui.dialogs.about import AboutDialog
    from ui.dialogs.backups import BackupsDialog
    from ui.dialogs.kept import KeptDialog
    from ui.dialogs.people import PeopleDialog
    from ui.dialogs.recovery import SheetDialog
    from ui.dialogs.starter import StarterDialog

    jobs = Jobs(parent)
    return [
        UnlockWindow(folder),
        Welcome(folder / "new"),
        SearchBox(desk, parent),
        Guide("today", parent),
        AboutDialog(parent),
        BackupsDialog(desk, jobs, parent),
        PeopleDialog(desk, jobs, parent),
        *register_lists(desk, jobs, parent),
        StarterDialog(desk, jobs, parent),
        KeptDialog(desk, jobs, parent),
        SheetDialog(desk, "AAAA-BBBB", parent),
        CrashDialog("text", folder / "crash.txt"),
        *person_windows(desk, jobs, parent),
        *client_windows(desk, jobs, parent),
    ]


def client_windows(desk: Desk, jobs: Jobs, parent: QWidget) -> list[QWidget]:
    """What a client is told, as a list and as a paper."""
    from ui.dialogs.client_notices import ClientNoticesDialog, NoticePaperDialog

    notice = client_notices.client_notice(desk, told_client(desk))
    client = registers.client(desk, notice.client)
    return [
        ClientNoticesDialog(desk, jobs, parent, client),
        NoticePaperDialog(desk, jobs, parent, notice),
    ]


def person_windows(desk: Desk, jobs: Jobs, parent: QWidget) -> list[QWidget]:
    """The card of a person with something held from somebody else, and a table to import."""
    from ui.dialogs.consent_import import ImportDialog, SheetRead
    from ui.dialogs.subject import SubjectDialog

    used = grounds.purpose(desk)
    consent = consents.record_consent(desk, person(), grounds.fields(used))
    subject = consents.consent_card(desk, consent).row.person
    elsewhere = HoldingFields(
        subject, used, "6.1.7", "2026-02-01", source="other", source_name="Partner LLC"
    )
    holdings.record_holding(desk, elsewhere)
    holdings.put_hold(desk, subject, "a case in court")
    table = "name;e-mail;given\nПримеров Пётр;petr@example.net;20.11.2026\n".encode()
    read = SheetRead("people.csv", table, imports.read_sheet(table))
    return [
        SubjectDialog(desk, jobs, parent, subject, lambda _where, _id: None),
        ImportDialog(desk, jobs, parent, read),
    ]


def test_every_other_window(desk: Desk, look: str, qtbot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    for shown in plain_windows(desk, tmp_path, parent):
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(shown)
        shown.show()
        check(shown, type(shown).__name__)
        if isinstance(shown, QDialog):
            QDialog.reject(shown)
        else:
            shown.close()


def test_every_step_of_the_first_start(look: str, qtbot, tmp_path: Path) -> None:
    welcome = Welcome(tmp_path / "new")
    qtbot.addWidget(welcome)
    welcome.show()
    for step in range(welcome.stack.count()):
        welcome._go(step)
        check(welcome, f"step {step}")
    welcome.close()
    assert not upkeep.exists(tmp_path / "new")


def test_large_letters_leave_today_several_lines(furnished: Desk, look: str, qtbot) -> None:
    window = MainWindow(furnished)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.jobs.close())
    window.resize(1280, 800)
    window.show()
    window.go("today")
    QApplication.processEvents()
    agenda = window.page("today").agenda
    lines = range(min(agenda.records.rowCount(), SEEN))
    assert len(lines) >= 4
    assert agenda.viewport().height() >= sum(map(agenda.sizeHintForRow, lines))


def test_a_wide_button_of_a_notice_stands_below_its_sentence(look: str, qtbot) -> None:
    notice = Notice(None)
    qtbot.addWidget(notice)
    notice.put(
        "A sentence of several words, which needs some room to be read.", "A button of many words…"
    )
    notice.resize(notice.button.sizeHint().width() * 3 // 2, 400)
    notice.show()
    QApplication.processEvents()
    assert notice.label.width() > notice.width() // 2
    assert notice.button.y() > notice.label.y()


def test_large_letters_leave_what_must_be_done_whole_and_first(
    furnished: Desk, look: str, qtbot
) -> None:
    window = MainWindow(furnished)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.jobs.close())
    window.resize(1280, 800)
    window.show()
    page = window.page("today")
    QApplication.processEvents()
    agenda = page.agenda
    delegate, shape = agenda._delegate, QStyleOptionViewItem()
    shape.initFrom(agenda)
    shape.widget = agenda
    room = delegate._room(agenda.viewport().rect(), agenda).width()
    items = map(agenda.records.item, range(agenda.records.rowCount()))
    for line in (each for each in items if isinstance(each, TodayLine) and len(each.called) < 3):
        title, step, _day = delegate._texts(line, shape, room)
        assert "…" not in "".join([*title, *step])
    first = agenda.mapTo(window, agenda.rect().topLeft()).y()
    calls = [notice for notice in page._calls if notice.isVisible()]
    large = window.fontMetrics().averageCharWidth() * 110 > 1280
    assert calls
    assert all((each.mapTo(window, QPoint()).y() > first) is large for each in calls)
    window.close()
