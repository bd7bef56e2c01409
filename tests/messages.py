# SPDX-License-Identifier: Apache-2.0
"""Bring the catalogues of the program's words up to date with the code: ``make messages``.

English msgids are their own translation; a new Russian message is added empty and named, so that
``tests/test_catalogues.py`` fails until somebody writes it.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from desk.cli.app import desk_command
from desk.cli.speech import help_texts

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "say": None}


def extracted() -> Catalog:
    """Every message of the ``desk`` domain that the code marks."""
    found = Catalog(project="desk", fuzzy=False)
    for folder in ("desk", "ui"):
        for _file, _line, message, comments, context in extract_from_dir(
            ROOT / folder, method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            if message:
                found.add(message, context=context, auto_comments=comments)
    for text in help_texts(desk_command):
        found.add(text)
    return found


def _known(message: Message, old: Catalog, language: str) -> object:
    if language == "en":
        return message.id
    previous = old.get(message.id, message.context)
    return previous.string if previous is not None else ""


def update(language: str) -> list[str]:
    """Rewrite one catalogue; return the messages that have no translation yet."""
    path = ROOT / "i18n" / language / "desk.po"
    with path.open("rb") as source:
        old = read_po(source, locale=language)
    new = Catalog(
        locale=language, project="desk", version="1", copyright_holder="", fuzzy=False,
        creation_date=old.creation_date,
    )  # fmt: skip
    for message in extracted():
        if message.id:
            string = _known(message, old, language)
            new.add(message.id, string, context=message.context, flags=message.flags - {"fuzzy"})
    text = io.BytesIO()
    write_po(text, new, sort_output=True, width=100, ignore_obsolete=True)
    path.write_bytes(text.getvalue())
    return [str(message.id) for message in new if message.id and not message.string]


if __name__ == "__main__":
    for name in ("ru", "en"):
        for missing in update(name):
            print(f"{name}: no translation yet: {missing}")  # noqa: T201 -- a tool for the terminal
