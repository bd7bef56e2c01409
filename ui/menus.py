# SPDX-License-Identifier: Apache-2.0
"""The menu bar: every act of the window with its shortcut, and the acts of the page in front.

Dialogs are loaded when they are opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu

from desk.text import N_
from ui import mnemonics, settings, theme
from ui.language import NAMES, _, current
from ui.page import Page

if TYPE_CHECKING:
    from desk.domain.backup import BackupView
    from ui.window import MainWindow

Act = Callable[[], object]

_HOMES = {
    "purpose": "purpose",
    "category": "categories",
    "group": "groups",
    "system": "systems",
    "carrier": "carriers",
    "recipient": "recipients",
    "client": "clients",
    "harm": "harm",
    "harms": "harm",
    "disclosure": "disclosures",
    "trial_certificate": "sign_paper",
    "assignment": "assignment",
    "sub_processor": "processor",
    "processor_check": "processor",
    "publication": "third_parties",
    "point": "points",
    "text": "texts",
    **dict.fromkeys(("achieved", "ending", "hold", "release", "source"), "held"),
}
"""Where the forms of the register live, by their name."""
OWN_DIALOGS = frozenset(
    {"operator", "settings", "promises", "starter", "holding", "assignment_paper", *_HOMES}
)
"""Forms of the window itself that a lock may interrupt."""
_MENUS = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "view": N_("&View"),
    "record": N_("&Request"),
    "papers": N_("&Papers"),
    "register": N_("Re&gister"),
    "desk": N_("&Desk"),
    "help": N_("&Help"),
}


def backed_up(made: BackupView) -> str:
    """What came of a backup, in a sentence."""
    if made.second == "unreachable":
        return _("Backed up, but the second folder cannot be reached.")
    return _("Backed up.")


class Menus(QObject):
    """Builds the menus of one window and opens what they name."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self._menus: dict[str, QMenu] = {}
        for name, title in _MENUS.items():
            menu = window.menuBar().addMenu(_(title))
            menu.setObjectName(name)
            self._menus[name] = menu
        mnemonics.spread_actions(window.menuBar().actions())
        self._of_pages: list[tuple[QAction, str]] = []
        self._to_requests: dict[QAction, QKeySequence] = {}
        self._own = {name: self._build(name) for name in _MENUS}

    def letters(self) -> set[str]:
        """Letters the menu bar takes with Alt."""
        return {mnemonics.letter(action.text()) for action in self.window.menuBar().actions()}

    def bar(self) -> list[QMenu]:
        """The menus in their order."""
        return list(self._menus.values())

    def actions(self) -> list[QAction]:
        """Every action in the menus now."""
        found: list[QAction] = []
        for menu in self._menus.values():
            found += [action for action in menu.actions() if not action.isSeparator()]
        return found

    def name_record(self, page: Page) -> None:
        """Call the menu of acts on the chosen record what the records of ``page`` are."""
        self._menus["record"].setTitle(_(page.RECORD))
        mnemonics.spread_actions(self.window.menuBar().actions())

    def show_page(self, page: Page) -> None:
        """Put the acts of ``page`` at the head of the menus."""
        extra = page.menu()
        for action, method in self._of_pages:
            action.setEnabled(getattr(type(page), method) is not getattr(Page, method))
        keys_taken = {each.shortcut() for actions in extra.values() for each in actions}
        elsewhere = self.window.current_name() != "requests"
        for action, keys in self._to_requests.items():
            action.setVisible(elsewhere)
            action.setEnabled(elsewhere)
            action.setShortcut(keys if keys not in keys_taken else QKeySequence())
        self.name_record(page)
        for name, menu in self._menus.items():
            menu.clear()
            taken = list(extra.get(name, ()))
            menu.addActions(taken)
            if taken:
                menu.addSeparator()
            menu.addActions(self._own[name])
            menu.menuAction().setVisible(bool(menu.actions()))
            mnemonics.spread_actions(menu.actions())

    # --- what the menus name ------------------------------------------------------------------

    def operator(self, field: str = "") -> None:
        """The operator's card, at a field of it."""
        from ui.dialogs.operator import OperatorDialog

        dialog = OperatorDialog(self.window.desk, self.window.jobs, self.window)
        dialog.open()
        dialog.focus_field(field)

    def backups(self) -> None:
        """The list of backups."""
        from ui.dialogs.backups import BackupsDialog

        dialog = BackupsDialog(self.window.desk, self.window.jobs, self.window)
        dialog.restored.connect(self.window.restart_wanted)
        dialog.open()

    def dialog(self, name: str) -> QDialog:
        """A dialog of the window by the name of its module; it is loaded now."""
        home = import_module(f"ui.dialogs.{_HOMES.get(name, name)}")
        made = getattr(home, f"{''.join(part.capitalize() for part in name.split('_'))}Dialog")
        shown = made(self.window.desk, self.window.jobs, self.window)
        assert isinstance(shown, QDialog)
        shown.open()
        return shown

    def record(self, name: str, id: object) -> None:
        """A record of the register in its form."""
        shown = self.dialog(name)
        find = getattr(shown, "show_id", None)
        if callable(find):
            find(id)

    def subject(self, person: int) -> None:
        """Everything about one person."""
        from ui.dialogs.subject import SubjectDialog

        window = self.window
        SubjectDialog(window.desk, window.jobs, window, person, window.open_record).open()

    def about(self) -> None:
        """The program, its licence and what changed."""
        from ui.dialogs.about import AboutDialog

        AboutDialog(self.window).open()

    def guide(self) -> None:
        """The guide, at the chapter of the tab in front."""
        from ui.help import Guide

        guide = Guide(self.window.current_page().HELP, self.window)
        guide.show()

    def reopen(self, name: str, state: Mapping[str, object]) -> bool:
        """Open one of the window's own forms again with what was typed."""
        if name not in OWN_DIALOGS:
            return False
        dialog = self.dialog(name)
        restore = getattr(dialog, "restore", None)
        if callable(restore):
            restore(state)
        return True

    def back_up(self) -> None:
        """A backup now, away from the window."""
        from desk.services.keeping.backups import make_backup

        desk = self.window.desk
        self.window.jobs.run(_("Backing up…"), lambda _progress: make_backup(desk), self._backed_up)

    def _backed_up(self, made: BackupView) -> None:
        # The line itself says when; a sentence is for what went wrong.
        self.window.say_backup()
        if made.second == "unreachable":
            self.window.line.showMessage(backed_up(made), 8000)

    # --- building -----------------------------------------------------------------------------

    def _build(self, name: str) -> list[QAction]:
        entries = getattr(self, f"_{name}")()
        return [entry if entry is not None else self._separator() for entry in entries]

    def _file(self) -> list[QAction | None]:
        window = self.window
        new = self._action(N_("New request…"), partial(self._ask_requests, "new_action"), "Ctrl+N")
        take = self._action(
            N_("Take in a letter…"), partial(self._ask_requests, "take_action"), "Ctrl+O"
        )
        save = self._action(
            N_("Save the list as CSV…"), self._save_list, "Ctrl+Shift+S", "download"
        )
        new.setIcon(theme.icon("plus"))
        take.setIcon(theme.icon("mail-open"))
        self._to_requests = {each: each.shortcut() for each in (new, take)}
        self._of_pages.append((save, "save_list"))
        return [
            new,
            take,
            save,
            None,
            self._action(N_("Back up now"), self.back_up, "Ctrl+B", "archive"),
            self._action(N_("Backups…"), self.backups, "Ctrl+Shift+B"),
            None,
            self._action(
                N_("Open another desk…"),
                partial(window.desk_wanted.emit, None),
                "Ctrl+Shift+O",
                "folder-open",
            ),
            self._action(N_("Lock"), window.lock_wanted.emit, "Ctrl+L", "lock"),
            self._action(N_("Quit"), window.close, "Ctrl+Q"),
        ]

    def _edit(self) -> list[QAction | None]:
        window = self.window
        find = self._action(N_("Find in the list"), self._find, "Ctrl+F", "search")
        self._of_pages.append((find, "find_here"))
        return [
            find,
            self._action(N_("Search everywhere"), window.search, "Ctrl+K"),
        ]

    def _view(self) -> list[QAction | None]:
        from ui.window import TABS

        window = self.window
        found: list[QAction | None] = [
            self._action(title, partial(window.go, name), f"Ctrl+{number}", picture)
            for number, (name, (title, picture)) in enumerate(TABS.items(), 1)
        ]
        return [
            *found,
            None,
            self._action(N_("Refresh"), self._refresh, "F5", "refresh-cw"),
            self._submenu(N_("Language"), self._languages()),
            self._submenu(N_("Colours"), self._schemes()),
        ]

    def _record(self) -> list[QAction | None]:
        """Acts on the chosen record are the page’s own; without them the menu is not shown."""
        self._menus["record"].setToolTipsVisible(True)
        return []

    def _papers(self) -> list[QAction | None]:
        printing = self._action(N_("Print…"), self._print, "Ctrl+P", "printer")
        self._of_pages.append((printing, "print_paper"))
        return [printing]

    def _register(self) -> list[QAction | None]:
        def item(title: str, name: str, picture: str = "") -> QAction:
            return self._action(title, partial(self.dialog, name), "", picture)

        return [
            item(N_("Purposes of processing…"), "purposes", "list-checks"),
            item(N_("Categories of data…"), "categories"),
            item(N_("Groups of people…"), "groups", "users"),
            None,
            item(N_("Information systems…"), "systems"),
            item(N_("Physical media…"), "carriers", "archive"),
            item(N_("Recipients of data…"), "recipients", "send"),
            item(N_("Assignments of processing…"), "assignments", "file-check"),
            item(N_("List of third parties…"), "third_parties", "file-text"),
            item(N_("Clients…"), "clients", "users"),
            item(N_("Data handed over…"), "disclosures", "send"),
            item(N_("Collection points…"), "points", "inbox"),
            item(N_("Assessments of harm…"), "harms", "shield-check"),
            None,
            item(N_("Starter set…"), "starter"),
        ]

    def _desk(self) -> list[QAction | None]:
        return [
            self._action(N_("Operator’s card…"), self.operator, "Ctrl+Shift+P", "building-2"),
            self._action(N_("Users of the desk…"), partial(self.dialog, "people"), "", "users"),
            self._action(
                N_("Trusted issuers…"), partial(self.dialog, "issuers"), "", "shield-check"
            ),
            self._action(N_("Test certificate…"), partial(self.dialog, "trial_certificate")),
            self._action(
                N_("Your own promises…"), partial(self.dialog, "promises"), "", "list-checks"
            ),
            None,
            self._action(
                N_("Change the passphrase…"), partial(self.dialog, "passphrase"), "", "key-round"
            ),
            self._action(N_("New recovery code…"), partial(self.dialog, "recovery")),
            None,
            self._action(N_("Settings…"), partial(self.dialog, "settings"), "Ctrl+,", "settings"),
        ]

    def _help(self) -> list[QAction | None]:
        return [
            self._action(N_("Guide"), self.guide, "F1", "circle-help"),
            self._action(N_("About Desk"), self.about, "", "info"),
        ]

    def _languages(self) -> list[QAction]:
        group = QActionGroup(self)
        made = []
        for name, title in NAMES.items():
            action = QAction(title, group)
            action.setCheckable(True)
            action.setChecked(name == current().language)
            action.triggered.connect(partial(self.window.speak, name))
            made.append(action)
        return made

    def _schemes(self) -> list[QAction]:
        group = QActionGroup(self)
        made = []
        for name, title in theme.SCHEMES.items():
            action = QAction(_(title), group)
            action.setCheckable(True)
            action.setChecked(name == theme.scheme())
            action.triggered.connect(partial(self._dress, name))
            made.append(action)
        return made

    def _action(self, title: str, act: Act, keys: str = "", picture: str = "") -> QAction:
        action = QAction(_(title), self)
        if picture:
            action.setIcon(theme.icon(picture))
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked: act())
        return action

    def _submenu(self, title: str, actions: list[QAction]) -> QAction:
        menu = QMenu(_(title), self.window)
        menu.addActions(actions)
        return menu.menuAction()

    def _separator(self) -> QAction:
        line = QAction(self)
        line.setSeparator(True)
        return line

    # --- acts on the page in front ------------------------------------------------------------

    def _ask_requests(self, name: str) -> None:
        """An act of the requests page, asked for from another tab."""
        self.window.go("requests")
        action = getattr(self.window.page("requests"), name, None)
        if isinstance(action, QAction):
            action.trigger()

    def _save_list(self) -> None:
        self.window.current_page().save_list()

    def _find(self) -> None:
        self.window.current_page().find_here()

    def _refresh(self) -> None:
        self.window.current_page().refresh()

    def _print(self) -> None:
        self.window.current_page().print_paper()

    def _dress(self, scheme: str) -> None:
        settings.remember("colours", scheme)
        QTimer.singleShot(0, self.window, partial(theme.dress, scheme))
