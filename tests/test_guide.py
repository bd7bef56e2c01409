# SPDX-License-Identifier: Apache-2.0
"""The guide and the README call buttons, menus and messages what the program calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from desk.paths import resource
from tests.messages import ROOT
from tests.test_catalogues import messages, strings

NAME = re.compile(r"\*{1,2}([^*]+)\*{1,2}|[«“]([^»”]+)[»”]")
LEADS = re.compile(r"(?:^|\n)(?:- |\d+\. )?\*\*(?![^*]*[→…])[^*]+\*\*")
"""What a paragraph or a point begins with, where it is no path through menus and no command."""
NOT_SAID = {"ТЕСТ", "Ctrl+N", "Ctrl+L"}
"""Keys, and a word that is on papers alone."""
ELSEWHERE = {
    *("Message", "Edit as New Message", "Сообщение", "Редактировать как новое"),
    *("Print or save the recovery sheet", "Напечатайте или сохраните лист восстановления"),
    *(
        "Everyone in these pictures is invented",
        "Everybody who can open the desk sees everything in it",
        "None of their rows was checked against an official text",
    ),
}
"""In the README: menus of Thunderbird, and sentences that are stressed."""


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


def shown(language: str) -> set[str]:
    """What the program says in that language."""
    return {bare(text) for message in messages(language, "desk") for text in strings(message)}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_name_in_the_guide_is_one_the_program_shows(language: str) -> None:
    known = shown(language)
    found = list(named(resource("help", f"{language}.md").read_text("utf-8")))
    assert len(found) > 60
    assert [name for name in found if name not in known] == []


def test_every_name_in_the_readme_is_one_the_program_shows() -> None:
    known = shown("ru") | shown("en") | ELSEWHERE
    text = (ROOT / "README.md").read_text("utf-8").split("## How it is built")[0]
    found = list(named(re.sub(r"\n +", " ", text)))
    assert len(found) > 40
    assert [name for name in found if name not in known] == []
