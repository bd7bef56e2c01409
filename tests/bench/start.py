# SPDX-License-Identifier: Apache-2.0
"""Process start to first rows painted, against an empty PySide6 window with a table: whole processes, offscreen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from time import monotonic

from desk.services.keeping import upkeep
from tests.bench.data import fill
from tests.bench.measure import MS, Board
from tests.factories import operator_trader

PASSPHRASE = "девять синих кораблей 9"
_PAINTED = '''
import json, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer

class Painted(QObject):
    """Tells the moment the first rows are on the screen, and ends the program."""

    def __init__(self, view, ready, **told):
        super().__init__()
        self.viewport, self.ready, self.told, self.asked = view.viewport(), ready, told, False
        self.viewport.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.ready() and not self.asked:
            self.asked = True
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self):
        print(json.dumps({"at": time.monotonic(), "work": time.process_time(), **self.told}), flush=True)
        import os
        os._exit(0)
'''
_EMPTY = (
    _PAINTED
    + """
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

application = QApplication(sys.argv)
window = QMainWindow()
table = QTableView()
table.setModel(QStandardItemModel(0, 7, table))
window.setCentralWidget(table)
window.resize(1280, 800)
painted = Painted(table, lambda: True)
window.show()
application.exec()
"""
)
_DESK = """
import sys, time
from pathlib import Path
from ui import crash
from ui.__main__ import prepare
prepare()
from ui.application import make_application
application = make_application(sys.argv[:1])
crash.install()
from desk.services.keeping import access
from ui import settings
from ui.application import Sitting

spent = []
unlock = access.unlock

def timed(*args):
    start, work = time.monotonic(), time.process_time()
    found = unlock(*args)
    spent.append(time.monotonic())
    spent.append(spent[-1] - start)
    spent.append(time.process_time() - work)
    return found

access.unlock = timed
settings.remember("tab", sys.argv[2])
sitting = Sitting(Path(sys.argv[1]))
sitting.begin()
application.processEvents()
door = time.monotonic()
# What the door fetches ahead is done while the person types the passphrase.
show = sys.argv[2]
while not {"ui.pages.today", f"ui.pages.{show}"} <= sys.modules.keys():
    application.processEvents()
    time.sleep(0.002)
"""
_WINDOW = (
    _DESK
    + _PAINTED
    + """
from PySide6.QtWidgets import QListView, QTableView
sitting.door.form.editor("passphrase").edit.setText(sys.argv[3])
sitting.door.open_desk()
page = sitting.window.page(show)
views = [view for view in page.findChildren((QTableView, QListView)[show == 'today']) if view.model() is not None and view.model().rowCount()]
assert views, "nothing to paint"
painted = Painted(views[0], lambda: views[0].isVisible(), door=door, key=spent[0], derived=spent[1], derived_work=spent[2])
application.exec()
"""
)


def run(board: Board, folder: Path, count: int, rounds: int) -> None:
    """Whole processes in turns; Argon2id, slow on purpose, is taken off and told apart."""
    board.head(f"Process start to first rows, {count:,} requests ÷ an empty window with a table")
    place = folder / "start" / "desk"
    place.parent.mkdir(parents=True)
    desk, _code = upkeep.create_desk(place, PASSPHRASE, operator_trader(), "В. П. Образцова")
    fill(desk, count)
    desk.close()
    home = folder / "start" / "home"
    scripts = {
        "empty": (_EMPTY,),
        "today": (_WINDOW, str(place), "today", PASSPHRASE),
        "requests": (_WINDOW, str(place), "requests", PASSPHRASE),
    }
    runs: dict[str, list[_Run]] = {name: [] for name in scripts}
    for _round in range(rounds + 1):
        for name, arguments in scripts.items():
            runs[name].append(_once(home, *arguments))
    # The first round warms the disk's cache for all three.
    least = {name: _least(found[1:]) for name, found in runs.items()}
    empty = least["empty"]
    for name, title in (
        ("today", "Today painted"),
        ("requests", "Requests painted, where the window was left there"),
    ):
        found = least[name]
        asked = f"{title}, from the moment the key is known"
        board.ratio(asked, found.after_key, empty.whole, 2.5)
        waited = (found.door + found.after_key) / empty.whole
        board.plain("the same with the wait for the door", f"{waited:.2f}")
        board.plain("all by processor time alone", f"{found.work / empty.work:.2f}")
    board.plain("The door, from process start", f"{least['today'].door / empty.whole:.2f}")
    board.plain("Argon2id of the passphrase, apart", f"{least['today'].derived * MS:.0f} ms")


def _least(runs: Sequence[_Run]) -> _Run:
    """The shortest of each, over all runs."""
    return _Run(*(min(getattr(run, each.name) for run in runs) for each in fields(_Run)))


@dataclass(frozen=True)
class _Run:
    """One process, in seconds."""

    whole: float
    """From its start to its first rows."""
    door: float
    """From its start until the passphrase can be typed."""
    after_key: float
    derived: float
    work: float
    """Of the processor, from its start, without Argon2id."""


def _once(home: Path, script: str, *arguments: str) -> _Run:
    """Run one process until its first rows are painted."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
    }
    start = monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if not done.stdout:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    return _Run(
        whole=told["at"] - start,
        door=told.get("door", start) - start,
        after_key=told["at"] - told.get("key", start),
        derived=told.get("derived", 0.0),
        work=told["work"] - told.get("derived_work", 0.0),
    )
