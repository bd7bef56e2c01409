# SPDX-License-Identifier: Apache-2.0
"""What every command on one request begins and ends with: the open desk and its id, the paper, the card."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk.cli.app import Session, session
from desk.cli.saving import write_file
from desk.cli.views import card_as_json, card_as_text
from desk.domain.kinds import LanguageMode
from desk.domain.request import PaperBrief, RequestCard
from desk.domain.values import Both
from desk.errors import N_
from desk.services.desk import Desk
from desk.services.paper import papers
from desk.services.request import requests as acts


@contextmanager
def one(number: str) -> Iterator[tuple[Session, Desk, int]]:
    """The open desk and the id of the request called ``number``."""
    here = session()
    with here.desk() as desk:
        yield here, desk, acts.request_id(desk, number)


def show_card(here: Session, desk: Desk, id: int, **more: object) -> None:
    """The request as it stands, with what else came of the command."""
    card: RequestCard = acts.request_card(desk, id, here.words.language)
    saved = [more[name] for name in ("file", "mail") if more.get(name)]
    lines = [here.words.say(N_("Saved: {path}"), path=path) for path in saved]
    text = "\n".join([card_as_text(card, desk, here.words), *lines])
    here.show(card_as_json(card, here.words) | more, text)


def both_of(mode: LanguageMode, text: str, english: str) -> Both:
    """A text of the command line; one alone is in the language of a paper that has only one."""
    alone = len(mode.languages) == 1
    return Both(text, english or (text if alone else ""))


def save_paper(desk: Desk, brief: PaperBrief, folder: Path | None) -> str:
    """Save an issued paper under its neutral name into the folder the user named; say where it is."""
    if folder is None:
        return ""
    path = folder / (brief.number.replace("/", "-") + ".pdf")
    write_file(path, papers.paper_bytes(desk, brief.id, "saved"))
    return path.as_posix()
