# SPDX-License-Identifier: Apache-2.0
"""What the code promises of itself: a light start, one door for boxes, small files, nothing extra at the top."""

from __future__ import annotations

import ast
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {
    "holidays", "dateutil", "reportlab", "pikepdf", "pyhanko", "pypdfium2", "lxml", "stdnum", "oxmsg",
    "pytrovich", "zxcvbn", "zxingcpp", "PIL", "playhouse.migrations", "aiohttp", "fontTools",
}  # fmt: skip
CODE = [path for part in ("desk", "ui") for path in (ROOT / part).rglob("*.py")]
LONGEST_FILE = 400


def imported_by(statement: str) -> set[str]:
    """Names of every module a fresh interpreter has after ``statement``."""
    script = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import ui.window, ui.pages.today, ui.unlock, desk.services.keeping.upkeep, desk.services.overview.deadlines",
        "from desk.cli import main",
    ],
)
def test_a_start_imports_nothing_the_first_screen_does_not_need(statement):
    found = imported_by(statement)
    assert {
        name for name in HEAVY if name in found or any(m.startswith(name + ".") for m in found)
    } == set()


def test_the_door_stands_before_the_window_is_fetched():
    found = imported_by("import ui.application")
    assert found & {"ui.unlock", "ui.window", "ui.tables", "ui.pages.today"} == {"ui.unlock"}


def test_a_helper_of_the_window_imports_no_qt_and_no_database():
    """A helper imports the program's main module, and then what it is to do."""
    found = imported_by("import ui.__main__, desk.services.letter.batch, desk.mail.intake")
    assert not [name for name in found if name.split(".")[0] in {"PySide6", "peewee", "sqlcipher3"}]


def test_opening_a_desk_imports_no_migrations_and_no_paper_machinery(tmp_path):
    script = f"""
from pathlib import Path
from desk.services.keeping.upkeep import create_desk, open_desk
from tests.factories import operator_trader
create_desk(Path({str(tmp_path / "d")!r}), "a long enough passphrase 7", operator_trader(), "A")[0].close()
import subprocess, sys
child = '''
from pathlib import Path
from desk.services.keeping.upkeep import open_desk
from desk.services.overview.deadlines import today
from desk.services.request.listing import request_ids
from desk.domain.values import Query
import sys
desk = open_desk(Path({str(tmp_path / "d")!r}), "a long enough passphrase 7")
today(desk, "ru"); request_ids(desk, Query())
desk.close()
print("\\\\n".join(sys.modules))
'''
print(subprocess.run([sys.executable, "-c", child], capture_output=True, text=True, check=True).stdout)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    found = set(done.stdout.split())
    assert "peewee" in found
    assert {name for name in HEAVY if name in found} == set()


def test_only_the_door_opens_boxes_and_file_dialogs():
    users = {
        path.relative_to(ROOT).as_posix()
        for path in CODE
        if any(
            name in path.read_text("utf-8")
            for name in ("QMessageBox(", "QMessageBox.", "QFileDialog.")
        )
    }
    assert users <= {"ui/messages.py", "ui/crash.py"}


def test_no_file_is_longer_than_one_thing_needs():
    long = {
        path.name: count
        for path in CODE
        if (count := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_function_is_longer_than_forty_lines():
    long = [
        f"{path.name}:{node.name}"
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.body[0].lineno >= 40
    ]
    assert long == []


def test_every_file_says_what_it_is_for():
    silent = [
        path.as_posix()
        for path in CODE
        if len(path.read_text("utf-8")) > 60
        and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_nothing_is_left_unbuilt():
    words = ("TODO", "FIXME", "XXX", "coming soon")
    left = [
        f"{path.name}: {word}" for path in CODE for word in words if word in path.read_text("utf-8")
    ]
    assert left == []


def test_no_function_only_says_that_it_is_not_there():
    stubs = [
        f"{path.name}:{node.name}"
        for path in CODE
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and any(
            isinstance(each, ast.Raise) and "NotImplementedError" in ast.unparse(each)
            for each in ast.walk(node)
        )
    ]
    assert stubs == []


def test_nothing_else_lies_at_the_top():
    known = {
        "pyproject.toml", "desk", "ui", "i18n", "resources", "tests", "README.md", "Makefile", "LICENSE",
        "CHANGELOG.md", "requirements.lock",
    }  # fmt: skip
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()]
    tops = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert {top for top in tops if not any(fnmatch(top, each) for each in ignored)} <= known
