# SPDX-License-Identifier: Apache-2.0
"""Story A with the network forbidden: through the services, by clicks in the window, and on the command line."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories import test_letter_becomes_answer, test_window_story
from tests.stories.test_window_story import spoken, window

__all__ = ["spoken", "window"]


_EVENTS = frozenset({
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request",
    "http.client.connect", "smtplib.connect", "ftplib.connect",
})  # fmt: skip
_HOOK = f"""
import socket, sys
_FORBIDDEN = {sorted(_EVENTS)!r}

def _watch(event, args):
    inet = event == "socket.__new__" and args[1] in (socket.AF_INET, socket.AF_INET6)
    if inet or event in _FORBIDDEN:
        sys.stderr.write("network: " + event)
        sys.stderr.flush()
        import os
        os._exit(9)

sys.addaudithook(_watch)
"""


class NetworkUsed(BaseException):
    """Somebody reached for the network; no handler of errors may swallow it."""


class _Watch:
    on = False
    seen: list[str]


def _watch(event: str, args: tuple[object, ...]) -> None:
    if not _Watch.on:
        return
    inet = event == "socket.__new__" and args[1] in (socket.AF_INET, socket.AF_INET6)
    if inet or event in _EVENTS:
        _Watch.seen.append(event)
        raise NetworkUsed(event)


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def network() -> Iterator[list[str]]:
    """Forbidden for the whole test; what was tried is in the list, also from other threads."""
    _Watch.seen = []
    _Watch.on = True
    yield _Watch.seen
    _Watch.on = False
    assert not _Watch.seen


def test_the_ban_holds(network: list[str]) -> None:
    for family in (socket.AF_INET, socket.AF_INET6):
        with pytest.raises(NetworkUsed):
            socket.socket(family, socket.SOCK_STREAM)
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("example.com", 443)
    with pytest.raises(NetworkUsed):
        socket.create_connection(("192.0.2.1", 443), timeout=1)
    network.clear()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_story_a_through_the_services(desk, clock, language: str) -> None:
    test_letter_becomes_answer.test_a_letter_becomes_an_answer(desk, clock, language)


def test_story_a_in_the_window(qtbot, window, desk, spoken, tmp_path: Path) -> None:
    test_window_story.test_a_letter_becomes_an_answer_by_clicks_and_keys(
        qtbot, window, desk, spoken, tmp_path
    )
    assert "PySide6.QtNetwork" not in sys.modules


def test_a_letter_that_calls_for_pictures_fetches_none(desk) -> None:
    from desk.services.letter import mailbox

    html = (
        "From: a@example.org\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n"
        "<html><head><link rel=stylesheet href='http://192.0.2.1/s.css'></head><body>"
        "<img src='http://192.0.2.1/p.png'><iframe src='https://192.0.2.1/'></iframe>"
        "Прошу удалить мои данные</body></html>"
    )
    letter = mailbox.read(html.encode())
    assert "удалить" in letter.text
    id = mailbox.take_in(desk, html.encode(), mailbox.proposal(desk, letter).intake)
    assert id


def test_the_tour_on_the_command_line(tmp_path: Path) -> None:
    script = _HOOK + "from desk.cli import main; sys.exit(main())"
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-c", script, "tour", "--out", str(out)],
        env=os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(out.glob("*.pdf"))
