# SPDX-License-Identifier: Apache-2.0
"""Looking at a kept file: pages, pictures and words from memory, the rest is saved out."""

import io

import pytest
from PIL import Image
from PySide6.QtWidgets import QWidget

from desk.services.overview import journals
from desk.services.request import requests
from tests.factories import intake
from tests.reading import NAMED, locked_pdf, picture, text_pdf, word
from tests.ui import walk
from tests.ui.hands import press
from ui import messages
from ui.file_view import FileView, show_file


@pytest.fixture
def look(qtbot, desk):
    """Keeps a file and opens it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    id = requests.register_request(desk, intake())

    def opened(name, content):
        show_file(desk, window, requests.add_file(desk, id, name, content))
        return window.findChildren(FileView)[-1]

    return opened


def sheets(count):
    """A fax of several sheets."""
    made = io.BytesIO()
    first, *rest = [Image.new("L", (60, 80), number * 40) for number in range(count)]
    first.save(made, "TIFF", save_all=True, append_images=rest)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "pages"),
    [("a.pdf", text_pdf("one", "two"), 2), ("a.png", picture(), 1), ("a.tif", sheets(3), 3)],
)
def test_pages_and_pictures_are_shown(look, name, content, pages):
    shown = look(name, content)
    assert shown.paper.isVisible()
    assert len(shown.paper.pages.pdf) == pages
    assert name not in shown.windowTitle()
    shown.reject()
    assert shown.paper.pages.pdf is None


@pytest.mark.parametrize(("name", "content"), [("a.txt", NAMED.encode()), ("a.docx", word(NAMED))])
def test_the_words_of_other_files_are_shown(look, name, content):
    shown = look(name, content)
    assert NAMED in shown.words.toPlainText()
    assert shown.words.isVisible()
    assert not shown.paper.isVisible()


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", locked_pdf(NAMED)), ("a.zip", b"PK\x03\x04"), ("a.bin", b"\0"), ("a.png", b"x")]
)  # fmt: skip
def test_what_cannot_be_shown_is_saved_out(look, tmp_path, name, content):
    shown = look(name, content)
    assert not shown.paper.isVisible()
    copy = tmp_path / "copy"
    messages.answers.append(copy)
    press(shown.save)
    assert copy.read_bytes() == content


def test_each_look_is_journalled(look, desk):
    look("a.png", picture())
    today = desk.today()
    done = [(entry.action, entry.ref) for entry in journals.extract(desk, today, today)]
    assert ("file.opened", "file/1") in done


@pytest.mark.parametrize("content", [picture(), NAMED.encode(), b"\0"])
def test_a_screen_reader_and_the_tab_key_reach_all_of_it(look, content):
    shown = look("a.txt" if content == NAMED.encode() else "a.png", content)
    for check in (walk.nameless, walk.clashing, walk.unreached, walk.cut):
        assert not check(shown), check.__name__
