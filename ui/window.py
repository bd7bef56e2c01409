# SPDX-License-Identifier: Apache-2.0
"""The main window: tabs with counts, menus, the line at the bottom, search, drops and reminders.

Pages are made when their tab is first shown. Another language or other looks rebuild everything and
bring the person back to the same place. The title never holds a name.

Signals of ``MainWindow``: ``lock_wanted``; ``desk_wanted(path or None)``, open another desk;
``restart_wanted(path)``, put this backup in place of the desk; ``closing``, the person leaves.
"""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QMainWindow,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desk.clocks import legal_time
from desk.domain.today import TodayView
from desk.services.desk import Desk
from desk.text import N_
from ui import files, language, messages, mnemonics, settings, theme
from ui.band import demonstration_band
from ui.corner import SearchCorner
from ui.idle import IdleWatch
from ui.jobs import Jobs
from ui.language import _, current
from ui.lock_key import LockKey
from ui.menus import Menus
from ui.page import Page
from ui.place import Places
from ui.reminders import Reminders, due_lines, look_at, sentences
from ui.status import StatusLine

TABS = {
    "today": (N_("Today"), "sun"),
    "requests": (N_("Requests"), "inbox"),
    "consents": (N_("Consents"), "file-check"),
    "transfers": (N_("Transfers"), "send"),
    "destruction": (N_("Destruction"), "trash-2"),
    "papers": (N_("Papers"), "file-text"),
    "journal": (N_("Journal"), "scroll-text"),
}
COUNTED = 100
"""Milliseconds after which a window that opened elsewhere makes Today, which feeds the counts."""


class MainWindow(QMainWindow):
    """The window over one open desk."""

    lock_wanted = Signal()
    desk_wanted = Signal(object)
    restart_wanted = Signal(object)
    closing = Signal()
    _changed = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs | None = None, tab: str = "today") -> None:
        super().__init__()
        self.desk = desk
        self.jobs = jobs if jobs is not None else Jobs(self)
        self.pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._zone = desk.zone
        self._places = Places()
        self.closed = False
        self.setAcceptDrops(True)
        self.setWindowTitle(self._title())
        self.idle = IdleWatch(self._idle_minutes(), self, busy=lambda: self.jobs.running)
        self.idle.expired.connect(self.lock_wanted)
        LockKey(self, self.lock_wanted.emit)
        self.reminders = Reminders(desk, theme.icon("calendar-clock"), self)
        self.reminders.clicked.connect(self._come_up)
        self._changed.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._tell = self._changed.emit
        desk.on_change(self._tell)
        language.changed.connect(self.rebuild)
        theme.changed.connect(self.rebuild)
        self._build(tab)
        known = settings.restore_geometry(self, "window")
        theme.fit_screen(self, self.size() if known else QSize(1280, 800))

    # --- building -----------------------------------------------------------------------------

    def _build(self, tab: str) -> None:
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        # Large letters make pages tall: they scroll and narrow, the window stays on its screen.
        self.tabs.setMinimumSize(theme.unit(self) * 60, theme.unit(self) * 50)
        self.tabs.tabBar().setAccessibleName(_("Parts of the desk"))
        for name, (title, picture) in TABS.items():
            holder = QWidget(self.tabs)
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            if self.desk.demonstration:
                column.addWidget(demonstration_band(holder))
            self.tabs.addTab(holder, theme.icon(picture), _(title))
            holder.setObjectName(name)
        self.search_corner = SearchCorner(self.tabs)
        self.search_corner.clicked.connect(self.search)
        self.tabs.setCornerWidget(self.search_corner, Qt.Corner.TopRightCorner)
        self.line = StatusLine(self)
        self.setStatusBar(self.line)
        self.line.language_wanted.connect(self.speak)
        self.line.due_wanted.connect(partial(self.go, "today"))
        self.idle.left.connect(self.line.say_lock)
        self.line.say_lock(self.idle.minutes_left())
        self.menus = Menus(self)
        self.line.backups_wanted.connect(self.menus.backups)
        self.setCentralWidget(self.tabs)
        theme.fit_icons(self)
        self.search_corner.fit()
        self.go(tab)
        self.tabs.currentChanged.connect(self._shown)
        # The list of backups may lie on a slow disk: it is read once the window can be used.
        QTimer.singleShot(250, self.line, self.say_backup)
        self._shown(self.tabs.currentIndex())

    def _make_page(self, name: str) -> Page:
        made = page_class(name)(self.desk, self.jobs, self.open_record)
        holder = self.tabs.widget(list(TABS).index(name))
        layout = holder.layout() if holder is not None else None
        assert layout is not None, name
        layout.addWidget(made)
        made.show()
        self.pages[name] = made
        made.counted.connect(partial(self._count, name))
        made.said.connect(lambda text: self.line.showMessage(text, 8000))
        read = getattr(made, "read", None)
        if read is not None:
            read.connect(self._read_today)
        settings.restore_columns(made, name)
        made.refresh()
        self.menus.name_record(made)
        mnemonics.spread(made, self.menus.letters())
        if self.current_name() in self.pages:
            self.menus.name_record(self.current_page())  # a page may be made behind another
        theme.fit_icons(made)
        return made

    @Slot()
    def rebuild(self) -> None:
        """Build everything again in the language and looks in force, at the same place."""
        if self.closed:
            return
        state = self.state()
        for name, page in self.pages.items():
            settings.keep_columns(page, name)
        focused = self.focusWidget()
        named = focused.objectName() if focused is not None else ""
        old = self.takeCentralWidget()
        self.idle.left.disconnect(self.line.say_lock)
        self.pages.clear()
        self._stale.clear()
        self.menuBar().clear()
        self.menus.deleteLater()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.setWindowTitle(self._title())
        self._build(state["tab"])
        self.restore(state)
        again = self.findChild(QWidget, named) if named else None
        if again is not None:
            again.setFocus()

    # --- places -------------------------------------------------------------------------------

    def page(self, name: str) -> Page:
        """The page behind a tab, made when first asked for."""
        return self.pages[name] if name in self.pages else self._make_page(name)

    def current_name(self) -> str:
        """The name of the tab in front."""
        return list(TABS)[self.tabs.currentIndex()]

    def current_page(self) -> Page:
        """The page in front."""
        return self.page(self.current_name())

    def go(self, name: str) -> None:
        """Bring a tab to the front; Today when there is none of that name."""
        self.tabs.setCurrentIndex(list(TABS).index(name) if name in TABS else 0)

    def open_record(self, where: str, id: object) -> None:
        """Open any record: a request, a paper, a person's card, or a field of the operator's."""
        if where == "operator":
            self.menus.operator(str(id or ""))
        elif where in (
            "recovery",
            "register",
            "recipients",
            "assignments",
            "systems",
            "harms",
            "disclosures",
        ):
            self.menus.dialog("starter" if where == "register" else where)
        elif where in ("recipient", "clients"):
            self.menus.record(where, id)
        elif where in TABS:
            if id is not None:
                self._places.give_way(where)
            self.go(where)
            if isinstance(id, int):
                self.page(where).open_record(id)
            elif id is not None:
                self.page(where).start(id)
        elif where == "subject" and isinstance(id, int):
            self.menus.subject(id)

    def state(self) -> dict[str, Any]:
        """The place: the tab and where the person is in each of them."""
        return {
            "tab": self.current_name(),
            "pages": self._places.state(self.pages),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go back to the place ``state`` was taken at; hidden tabs follow when they are shown."""
        self._places.keep(state.get("pages"), TABS)
        self.go(str(state.get("tab")))
        self._places.take_up(self.current_name(), self.current_page())

    @Slot(int)
    def _shown(self, _index: int) -> None:
        name = self.current_name()
        page = self.page(name)
        if name in self._stale:
            self._stale.discard(name)
            page.refresh()
        self._places.take_up(name, page)
        self.menus.show_page(page)
        if "today" not in self.pages:
            QTimer.singleShot(COUNTED, self.tabs, partial(self.page, "today"))

    # --- what changed -------------------------------------------------------------------------

    @Slot(object)
    def _hear(self, topics: frozenset[str]) -> None:
        """Refresh what is in sight now, the rest when it is shown; Today feeds the counts."""
        if self.closed:
            return
        if self._zone != self.desk.zone:
            # Every page tells days and hours by the zone it was built with.
            self._zone = self.desk.zone
            QTimer.singleShot(0, self, self.rebuild)
            return
        for name, page in self.pages.items():
            if not topics & page.topics:
                continue
            if name in (self.current_name(), "today"):
                page.refresh()
            else:
                self._stale.add(name)
        if "settings" in topics:
            self.idle.set_minutes(self._idle_minutes())
        if "backup" in topics or "settings" in topics:
            self.say_backup()

    def _count(self, name: str, number: int) -> None:
        title = _(TABS[name][0])
        self.tabs.setTabText(list(TABS).index(name), f"{title} ({number})" if number else title)
        self.search_corner.fit()

    def _read_today(self, view: TodayView) -> None:
        overdue = view.group("overdue").total
        self.line.say_due(overdue, view.soon - overdue)
        for name in ("requests", "consents", "transfers", "destruction"):
            self._count(name, view.count(name))

    def say_backup(self) -> None:
        from desk.services.keeping.backups import list_backups, second_unreachable

        if self.closed:
            return
        made = list_backups(self.desk)
        now, zone = self.desk.now(), self.desk.zone
        at = phrased(datetime.fromisoformat(made[0].made), now, zone) if made else ""
        self.line.say_backup(at, lost=second_unreachable(self.desk))

    # --- acts ---------------------------------------------------------------------------------

    @Slot(str)
    def speak(self, name: str) -> None:
        """Speak another language from now on, and at the next start."""
        from desk.services.settings import set_setting

        settings.remember("language", name)
        if name != current().language:
            set_setting(self.desk, "language", name)
            QTimer.singleShot(0, self, lambda: language.use(name))

    @Slot()
    def search(self) -> None:
        """Search everywhere."""
        from ui.search_box import SearchBox

        box = SearchBox(self.desk, self)
        box.found.connect(self.open_record)
        box.open()

    def say_what_falls_due(self) -> None:
        """After unlocking: what falls due within three working days, told once."""
        page = self.page("today")
        view = getattr(page, "view", None)
        if isinstance(view, TodayView) and (lines := due_lines(view)):
            messages.tell(self, "\n".join([*sentences(view), look_at(lines)]))
        self.reminders.look()

    def reopen(self, kept: Mapping[str, Any]) -> bool:
        """Open one of the window's own forms again; false when nobody knows it any more."""
        return self.menus.reopen(str(kept.get("name", "")), kept.get("state") or {})

    def open_dialogs(self) -> list[QDialog]:
        """Dialogs of this window that are in sight, the innermost first."""
        found = [each for each in self.findChildren(QDialog) if each.isVisible()]
        return list(reversed(found))

    # --- Qt -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        files.take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = files.take_copy(event)
        letters, _others = files.parted(paths, files.LETTERS)
        QTimer.singleShot(0, self, lambda: self.take_files(letters, paths))

    def take_files(self, letters: list[Path], paths: list[Path]) -> None:
        """Letters go to Requests; anything else to the page in front."""
        if letters:
            self.go("requests")
            self.page("requests").take_files(letters)
        elif paths:
            self.current_page().take_files(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed = True
        self.keep_looks()
        self.idle.stop()
        self.reminders.stop()
        for page in self.pages.values():
            page.let_go()
        self.desk.off_change(self._tell)
        super().closeEvent(event)
        self.closing.emit()

    def keep_looks(self) -> None:
        """Remember size and place, the tab and the columns."""
        settings.keep_geometry(self, "window")
        settings.remember("tab", self.current_name())
        for name, page in self.pages.items():
            settings.keep_columns(page, name)

    def _title(self) -> str:
        return _("Desk — demonstration") if self.desk.demonstration else "Desk"

    def _idle_minutes(self) -> int:
        from desk.services.settings import setting

        return int(setting(self.desk, "idle_minutes"))

    @Slot()
    def _come_up(self) -> None:
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()
        self.go("today")


def page_class(name: str) -> type[Page]:
    """The page behind a tab; its module is loaded when the tab is first shown."""
    found: type[Page] = getattr(import_module(f"ui.pages.{name}"), f"{name.capitalize()}Page")
    return found


def phrased(moment: datetime, now: datetime, zone: str) -> str:
    """The time alone for today, else the day."""
    place = legal_time(zone)
    local = moment.astimezone(place)
    if local.date() == now.astimezone(place).date():
        return f"{local:%H:%M}"
    return current().date(local.date())
