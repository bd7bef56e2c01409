# SPDX-License-Identifier: Apache-2.0
"""From start to end of the program: the door, the window, the lock, and the way between them.

``Sitting`` owns whatever window is open. Locking keeps unfinished forms in the encrypted file, closes
the desk and forgets its key; unlocking comes back to the same place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from desk.errors import Told
from desk.services.desk import Desk
from desk.services.keeping import upkeep
from desk.text import LANGUAGES, N_, catalogue
from ui import crash, language, messages, settings, theme
from ui.language import _, ngettext
from ui.sweeper import Sweeper
from ui.unfinished import PLACE, Keeper, place
from ui.unlock import UnlockWindow

if TYPE_CHECKING:
    from ui.welcome import Welcome
    from ui.window import MainWindow

SOON = 100
"""Milliseconds after which the door stands, and what comes behind it can be fetched."""

__all__ = ["Sitting", "make_application", "run"]


class Sitting(QObject):
    """One person at one desk after another."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.folder = folder or settings.last_desk()
        self.door: UnlockWindow | None = None
        self.welcome: Welcome | None = None
        self.window: MainWindow | None = None
        self.keeper: Keeper | None = None

    def begin(self) -> None:
        """Show the door of the desk, or the first start when there is none."""
        if upkeep.exists(self.folder):
            self.show_door()
        else:
            self.show_welcome()

    def show_door(self, reason: Callable[[], str] = str) -> None:
        """Ask for the passphrase; ``reason`` says why in the language of the moment."""
        self.door = UnlockWindow(self.folder, reason)
        self.door.opened.connect(self.enter)
        self.door.new_wanted.connect(self._new_from_door)
        self.door.left.connect(self._leave)
        self.door.show_at_door()
        QTimer.singleShot(SOON, self, _fetch_window)

    def show_welcome(self) -> None:
        """Lead through the first start."""
        from ui.welcome import Welcome  # the first start alone has it

        self.welcome = Welcome(self._free_folder())
        self.welcome.opened.connect(self.enter)
        self.welcome.existing_wanted.connect(self._existing)
        self.welcome.left.connect(self._leave)
        self.welcome.show()

    @Slot(object)
    def enter(self, desk: Desk) -> None:
        """Open the window over an open desk, at the place it was left."""
        from ui.window import MainWindow

        self.folder = desk.folder
        kept = upkeep.take_draft(desk, PLACE)
        left = kept if kept is not None else {"tab": settings.text("tab")}
        self.window = MainWindow(desk, tab=str(left.get("tab")))
        self.window.lock_wanted.connect(self.lock)
        self.window.desk_wanted.connect(self.change_desk)
        self.window.restart_wanted.connect(self.restore)
        self.window.closing.connect(self._window_closed)
        self.window.show()  # first of all, so that forms open again stand over it
        self.window.restore(left)
        self.keeper = Keeper(self.window)
        self._forget_doors()
        if desk.recovered and not desk.demonstration:
            QTimer.singleShot(0, partial(self.window.menus.dialog, "passphrase"))
        elif kept is None:
            QTimer.singleShot(2000, self.window, self.window.reminders.look)
        else:
            window = self.window
            QTimer.singleShot(0, window, lambda: self._welcome_back(window, kept))
        QTimer.singleShot(0, self.keeper.begin)

    @Slot()
    def lock(self) -> None:
        """Keep what is unfinished, close the desk, forget the key, and ask for the passphrase."""
        window = self.window
        if window is None or window.jobs.running:
            return
        desk = window.desk
        try:
            upkeep.keep_draft(desk, PLACE, place(window))
        except Told as error:
            messages.fail(window, error)
        self._clear_clipboard()
        self._dismiss(window)
        told = self._shut(desk)

        def reason() -> str:
            kept = _("Unfinished forms are kept, encrypted, and will reopen.")
            return f"{kept} {_(told)}" if told else kept

        self.show_door(reason)

    @Slot(object)
    def change_desk(self, _path: object) -> None:
        """Close this desk and ask for another one."""
        window = self.window
        if window is None:
            return
        desk = window.desk
        self._give_up()
        self._dismiss(window)
        self._shut(desk)
        self.show_door()
        if self.door is not None:
            QTimer.singleShot(0, self.door, self.door.other_desk)

    @Slot(object)
    def restore(self, path: object) -> None:
        """Put a backup in place of the desk and ask for the passphrase of its time."""
        window = self.window
        if window is None:
            return
        from desk.services.keeping.backups import restore

        desk, folder = window.desk, window.desk.folder
        self._give_up()
        self._dismiss(window)
        self._shut(desk)
        reason = N_("The backup is in place. What was there before is kept among the backups.")
        try:
            restore(folder, Path(str(path)))
        except Told as error:
            messages.fail(None, error)
            reason = N_("Nothing was changed.")
        self.show_door(lambda: _(reason))

    # --- inside -------------------------------------------------------------------------------

    def _welcome_back(self, window: MainWindow, left: dict[str, object]) -> None:
        kept = left.get("dialogs")
        dialogs = kept if isinstance(kept, list) else []
        opened = sum(window.reopen(each) for each in dialogs if isinstance(each, dict))
        if opened:
            window.line.showMessage(
                ngettext(
                    "{number} unfinished form is open again.",
                    "{number} unfinished forms are open again.",
                    opened,
                ),
                8000,
            )
        window.say_what_falls_due()

    @Slot()
    def _window_closed(self) -> None:
        """The person closed the window: close the desk with a backup, and end."""
        window = self.window
        if window is None:
            return
        self.window = None
        window.jobs.close()
        self._give_up()
        told = self._shut(window.desk)
        if told:
            messages.warn(None, _(told))
        self._leave()

    def _give_up(self) -> None:
        """The desk is closed on purpose: no form waits for the next time."""
        if self.keeper is not None:
            self.keeper.drop()

    def _dismiss(self, window: MainWindow) -> None:
        """Drop the window with all its pages and dialogs."""
        self.window = None
        for dialog in window.open_dialogs():
            QDialog.reject(dialog)
        window.jobs.close()
        window.closing.disconnect(self._window_closed)
        window.close()
        window.deleteLater()

    def _shut(self, desk: Desk) -> str:
        """Close the desk; the message where its backup could not be copied to the second folder, or nothing."""
        from desk.services.keeping.backups import second_unreachable

        lost = desk.changed and second_unreachable(desk)
        try:
            upkeep.close_desk(desk)
        except Told as error:
            messages.fail(None, error)
            return ""
        return N_("Backed up, but the second folder cannot be reached.") if lost else ""

    def _clear_clipboard(self) -> None:
        """What was copied here does not outlive the lock."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()

    @Slot()
    def _new_from_door(self) -> None:
        if self.door is not None:
            self.door.left.disconnect(self._leave)
            self.door.close()
        self.show_welcome()

    @Slot()
    def _existing(self) -> None:
        path = messages.choose_folder(None, _("Desk folder"), self.folder.parent)
        if path is None or not upkeep.exists(path):
            if path is not None:
                messages.warn(None, _("There is no desk in this folder."))
            QTimer.singleShot(0, self, self.show_welcome)
            return
        self.folder = path
        self.show_door()

    def _free_folder(self) -> Path:
        """The usual folder, or one beside it when a desk is there already."""
        folder, number = self.folder, 2
        while upkeep.exists(folder):
            folder = self.folder.with_name(f"{self.folder.name}-{number}")
            number += 1
        return folder

    def _forget_doors(self) -> None:
        for each in (self.door, self.welcome):
            if each is not None:
                each.deleteLater()
        self.door = self.welcome = None

    @Slot()
    def _leave(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.quit()


def _fetch_window() -> None:
    """Import the window and the pages it opens with while the person types the passphrase."""
    from ui.window import TABS, page_class

    for name in ("today", settings.text("tab")):
        if name in TABS:
            page_class(name)


def _spoken() -> str:
    """The language the person chose, else that of the system."""
    wished = settings.text("language")
    return wished if wished in LANGUAGES else language.preferred()


def make_application(argv: list[str]) -> QApplication:
    """The application with its names, language and looks."""
    application = QApplication(argv)
    Sweeper(application)
    application.setApplicationName("desk")
    application.setOrganizationName("desk")
    application.setApplicationDisplayName("Desk")
    application.setQuitOnLastWindowClosed(False)
    language.use(_spoken())
    theme.apply(application, settings.text("colours", "system"))
    theme.follow_system(application)
    return application


def run(argv: list[str]) -> int:
    """Run the window until the person leaves; the status is 70 after a fault of the program, 2 after a wrong option."""
    match argv[1:]:
        case []:
            folder = None
        case ["--desk", name] if name:
            folder = Path(name)
        case ["--help" | "-h"]:
            return _tell(_USAGE, 0)
        case _:
            return _tell(_WRONG, 2)
    application = make_application(argv[:1])
    crash.install(_show_crash, lambda trouble: messages.fail(application.activeWindow(), trouble))
    sitting = Sitting(folder)
    sitting.begin()
    return crash.exit_status(application.exec())


_USAGE = N_(
    "{program} opens the window of Desk. With {option} FOLDER it opens the desk in that folder, "
    "otherwise the one that was open last."
)
_WRONG = N_("{program} takes only {option} FOLDER, the folder of a desk, and {help}.")


def _tell(sentence: str, status: int) -> int:
    """Say a sentence in the terminal the program was started from, where there is one, and leave with ``status``."""
    words = catalogue(_spoken())
    said = words.say(sentence, program="desk-window", option="--desk", help="--help")
    print(said, file=sys.stderr if status else sys.stdout)
    return status


def _show_crash(text: str, path: Path | None) -> None:
    from ui.crash_dialog import CrashDialog

    try:
        CrashDialog(text, path).exec()
    except RuntimeError:
        sys.stderr.write(text)
