# SPDX-License-Identifier: Apache-2.0
"""The last resort: what nobody expected is written to a crash file and shown, and the program ends.

What the file says is worded in ``desk/crash.py`` and holds none of the person's data. Nothing is ever
sent anywhere.
"""

from __future__ import annotations

import faulthandler
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desk.crash import describe_crash, write_report
from desk.errors import Trouble
from desk.paths import crash_folder

if TYPE_CHECKING:
    from collections.abc import Callable

EXIT = 70
"""The exit status after a fault of the program (``EX_SOFTWARE``)."""


class _Scene:
    """What was set up once for the life of the process."""

    faults: TextIO | None = None
    happened = False
    telling = False
    tell: Callable[[Trouble], None] | None = None
    show: Callable[[str, Path | None], None] | None = None


def handle(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    """Write and show a fault once, then end the event loop with ``EXIT``; trouble of the machine is told alone."""
    if issubclass(kind, KeyboardInterrupt):
        _leave(130)
        return
    if isinstance(error, Trouble) and _told(error):
        return
    fault = error if error is not None else kind.__new__(kind)
    text = describe_crash(fault.with_traceback(trace or fault.__traceback__))
    path = write_report(text)
    print(text, file=sys.stderr)  # noqa: T201 -- there is no window left to say it in
    if _Scene.happened:
        return
    _Scene.happened = True
    if _Scene.show is not None:
        _Scene.show(text, path)
    _leave(EXIT)


def _told(trouble: Trouble) -> bool:
    """Whether the person was told in the window's thread; what comes while the box stands open is the same trouble."""
    if _Scene.tell is None or threading.current_thread() is not threading.main_thread():
        return False
    if not _Scene.telling:
        _Scene.telling = True
        try:
            _Scene.tell(trouble)
        finally:
            _Scene.telling = False
    return True


def install(
    show: Callable[[str, Path | None], None] | None = None,
    tell: Callable[[Trouble], None] | None = None,
) -> None:
    """Take over the hooks of main thread, other threads and finalizers, Qt's messages and hard faults.

    A full disk or a file that cannot be read is no fault of the program: ``tell`` says it, and the window stays.
    """
    _Scene.show = show
    _Scene.tell = tell
    _Scene.happened = False
    sys.excepthook = handle
    threading.excepthook = lambda args: handle(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda raised: handle(
        raised.exc_type, raised.exc_value, raised.exc_traceback
    )
    qInstallMessageHandler(_qt_message)


def watch_faults() -> None:
    """Let hard faults (a broken library) leave a trace in a file; called from the first line of ``main``."""
    folder = crash_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _Scene.faults = (folder / "faults.txt").open("a", encoding="utf-8")
    except OSError:
        faulthandler.enable()
        return
    faulthandler.enable(_Scene.faults)


def exit_status(status: int) -> int:
    """``EXIT`` when something crashed, else the status of the event loop."""
    return EXIT if _Scene.happened else status


def _leave(status: int) -> None:
    application = QApplication.instance()
    if application is not None:
        application.exit(status)


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        print(message, file=sys.stderr)  # noqa: T201 -- Qt's own diagnostics, on the terminal only
