# SPDX-License-Identifier: Apache-2.0
"""Story A in a process of its own with names to look for: `python -m tests.canary FOLDER`.

Everything is done by clicks and keys in the window, then the desk is locked over an unfinished form,
refusals and a crash are provoked, and one JSON line tells what the process saw of itself. The words that
must be nowhere are spelt in ``CANARIES``; they belong to nobody.
"""

from __future__ import annotations

import base64
import io
import json
import logging
import sys
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from email.header import Header
from pathlib import Path
from typing import Any

from desk.folding import fold

NAME = "Канарейкина Ульяна Фёдоровна"
PHRASE = "жёлтый бегемот Люксембурга"
EMAIL = "anna@example.org"
TYPED = "сиреневый саквояж"
PASSPHRASE = "восемь зелёных якорей 8"
CANARIES = {
    "surname": "Канарейкина",
    "patronymic": "Фёдоровна",
    "words of the letter": "бегемот Люксембурга",
    "address": EMAIL,
    "words typed": TYPED,
    "passphrase": "зелёных якорей",
}


def _forms(word: str) -> Iterator[bytes]:
    """A word as it may lie in a file: any case, charset, or escaped."""
    for text in {word, word.lower(), word.upper(), fold(word)}:
        for charset in ("utf-8", "cp1251", "koi8-r", "cp866", "utf-16-le", "utf-16-be"):
            yield text.encode(charset)
        yield json.dumps(text).strip('"').encode()
        for shift in range(3):
            coded = base64.b64encode(b"\0" * shift + text.encode())
            yield coded[4 if shift else 0 : -4]


FORMS = {name: frozenset(_forms(word)) for name, word in CANARIES.items()}


def found_in(content: bytes) -> list[str]:
    """Which canaries a file, or a file packed in it, gives away."""
    found = [name for name, forms in FORMS.items() if any(form in content for form in forms)]
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for member in packed.namelist():
                found += found_in(member.encode() + b"\0" + packed.read(member))
    return found


def leaks(folder: Path) -> list[str]:
    """Every file under ``folder`` that gives a canary away, by its name or its content."""
    found = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        named = found_in(str(path.relative_to(folder)).encode())
        found += [f"{path.name}: {name}" for name in named + found_in(content)]
    return found


def letter() -> str:
    """The letter of the story, from somebody else, saying something else."""
    from tests.stories.test_letter_becomes_answer import LETTER

    head, _blank, text = LETTER["ru"].partition("\n\n")
    lines = [
        f"From: {Header(NAME, 'utf-8').encode()} <{EMAIL}>" if line.startswith("From:") else line
        for line in head.splitlines()
    ]
    return "\n".join(lines) + f"\n\n{text}\nМой пароль в рассылке был: {PHRASE}.\n"


class Hands:
    """What the story needs of pytest-qt's robot."""

    @staticmethod
    def waitUntil(condition: Callable[[], object], timeout: int = 30_000) -> None:
        from PySide6.QtWidgets import QApplication

        end = time.monotonic() + timeout / 1000
        while not condition():
            assert time.monotonic() < end, "waited too long"
            QApplication.processEvents()
            time.sleep(0.002)

    @staticmethod
    def waitExposed(_widget: object) -> AbstractContextManager[None]:
        return nullcontext()


class _Titles:
    """Every title a window of this process ever had."""

    def __init__(self, application: Any) -> None:
        from PySide6.QtCore import QEvent, QObject
        from PySide6.QtWidgets import QWidget

        seen: set[str] = set()

        class Watch(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                shown = (QEvent.Type.WindowTitleChange, QEvent.Type.Show)
                if event.type() in shown and isinstance(watched, QWidget):
                    seen.update((watched.windowTitle(), watched.windowIconText()))
                return False

        self.seen = seen
        self._watch = Watch(application)
        application.installEventFilter(self._watch)


def main(folder: Path) -> None:
    """Walk the story and say what was seen."""
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    warnings.simplefilter("always")
    from desk.services.keeping import upkeep
    from tests.factories import operator_trader
    from tests.stories import test_window_story as story
    from tests.ui.hands import drop
    from ui import crash, language, messages
    from ui.application import Sitting, make_application

    now = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    application = make_application(["desk"])
    crash.install()
    titles = _Titles(application)
    messages.rehearse()
    language.use("ru")
    desk, _code = upkeep.create_desk(
        folder / "desk", PASSPHRASE, operator_trader(), "В. П. Образцова", clock=lambda: now
    )
    sitting = Sitting(desk.folder)
    sitting.enter(desk)
    window = sitting.window
    assert window is not None
    chosen = folder / "chosen"
    chosen.mkdir()
    story.LETTER = {"ru": letter()}
    story.TEXTS["ru"]["item"] = f"Имя и {TYPED}"
    story.test_a_letter_becomes_an_answer_by_clicks_and_keys(Hands(), window, desk, "ru", chosen)
    open_files = leaks(desk.folder)
    # A second letter stands half-confirmed when the desk is locked.
    again = chosen / "again.eml"
    again.write_text(letter().replace("<first@", "<second@"), encoding="utf-8")
    drop(window, again)
    page = window.page("requests")
    taking = story.front_dialog(Hands(), page, "take-in")
    story.write(taking.form.editor("summary").main, f"Про {TYPED}")
    refused = _refusals(desk)
    sitting.lock()
    assert sitting.door is not None
    _crash()
    told = {
        "titles": sorted(titles.seen),
        "open": open_files,
        "refused": refused,
        "desk": repr(desk),
    }
    sys.stdout.write(json.dumps(told) + "\n")


def _refusals(desk: Any) -> list[str]:
    """Tracebacks and parameters of refusals whose cause is a name, a letter, a passphrase."""
    from desk.domain.values import Query
    from desk.services.keeping import upkeep
    from desk.services.letter import mailbox
    from desk.services.request import requests
    from tests.factories import intake, person

    content = letter().encode()
    causes: list[Callable[[], object]] = [
        lambda: mailbox.take_in(desk, content, intake(subject=person(name=NAME))),
        lambda: requests.register_request(desk, intake(subject=person(name=NAME * 5000))),
        lambda: requests.register_request(desk, intake(subject=person(email=f"{NAME} {EMAIL}"))),
        lambda: requests.register_request(desk, intake(answer_form=PHRASE)),
        lambda: requests.request_id(desk, NAME),
        lambda: requests.request_ids(desk, Query(text=NAME, sort=NAME)),
        lambda: upkeep.set_setting(desk, "language", NAME),
        lambda: upkeep.open_desk(desk.folder, PASSPHRASE),
        lambda: upkeep.change_passphrase(desk, PASSPHRASE + "!", PASSPHRASE + " другой"),
        lambda: mailbox.read(f"{NAME} {PHRASE}".encode()),
    ]
    found = []
    for cause in causes:
        with _refused(found):
            cause()
    assert len(found) == len(causes), "a cause was not refused"
    return found


@contextmanager
def _refused(found: list[str]) -> Iterator[None]:
    from desk.errors import Told

    try:
        yield
    except Told as error:
        found.append("".join(traceback.format_exception(error)) + repr(error) + repr(error.params))


def _crash() -> None:
    """A fault in the middle of an act, as the window and the command line report it."""
    from desk.crash import describe_crash, write_crash
    from ui import crash

    def act(name: str) -> None:
        secret = f"{name} {PHRASE}"
        raise ValueError(secret)

    try:
        act(NAME)
    except ValueError as error:
        write_crash(error)
        sys.stderr.write(describe_crash(error))
        crash.handle(type(error), error, error.__traceback__)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
