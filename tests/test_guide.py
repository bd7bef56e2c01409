# SPDX-License-Identifier: Apache-2.0
"""The guide calls buttons, menus and messages what the program calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from desk.paths import resource
from tests.test_catalogues import messages, strings

NAME = re.compile(r"\*{1,2}([^*]+)\*{1,2}|[«“]([^»”]+)[»”]")
LEADS = re.compile(r"(?:^|\n)(?:- |\d+\. )?\*\*(?![^*]*[→…])[^*]+\*\*")
"""What a paragraph or a point begins with, where it is no path through menus and no command."""
NOT_SAID = {"ТЕСТ", "Ctrl+N", "Ctrl+L"}
"""Keys, and a word that is on papers alone."""


def bare(name: str) -> str:
    """A name without mnemonic, dots at the end and what is filled in there."""
    name = re.sub(r"\{[^}]*\}", "", name.replace("&", "")).replace("\xa0", " ").replace("'", "’")
    return name.strip().rstrip("…:. ")


def named(text: str) -> Iterator[str]:
    """The names in a text, each step of a path by itself; emphasis and words in passing are none."""
    for found in NAME.finditer(LEADS.sub("", text)):
        name = found[1] or found[2]
        if name[0].isupper() and name not in NOT_SAID:
            yield from map(bare, re.split("→|\n", name))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_name_in_the_guide_is_one_the_program_shows(language: str) -> None:
    known = {bare(text) for message in messages(language, "desk") for text in strings(message)}
    found = list(named(resource("help", f"{language}.md").read_text("utf-8")))
    assert len(found) > 60
    assert [name for name in found if name not in known] == []
