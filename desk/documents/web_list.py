# SPDX-License-Identifier: Apache-2.0
"""The list of third parties as a page and as Markdown for the operator's site; whatever was typed is only text there."""

from __future__ import annotations

import html
import re

from desk.documents.catalogue.third_parties import COLUMNS, cells
from desk.documents.catalogue.wording import common_values, day_of, printed_number
from desk.domain.assignment_papers import ThirdPartiesFacts
from desk.domain.kinds import LanguageMode
from desk.text import Catalogue, catalogue

_MARKS = re.compile(r"([\\`*_\[\]<>|&~#])")
_HEAD = (
    '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
    "<style>body{{font:1rem/1.5 serif;margin:2rem auto;max-width:60rem;padding:0 1rem}}"
    "table{{border-collapse:collapse;width:100%}}"
    "td,th{{border:1px solid;padding:.4rem;text-align:left;vertical-align:top}}</style>\n"
    "</head>\n<body>\n"
)


def as_html(facts: ThirdPartiesFacts, mode: LanguageMode) -> str:
    """A page that needs nothing else, one section a language."""
    languages = [catalogue(code) for code in mode.languages]
    title = html.escape(_title(languages[0]))
    parts = [_HEAD.format(language=languages[0].language, title=title)]
    for words in languages:
        heads = "".join(f'<th scope="col">{html.escape(words.form(id))}</th>' for id in COLUMNS)
        rows = "\n".join(f"<tr>{_row(line)}</tr>" for line in _lines(facts, words))
        before, after = (f"<p>{html.escape(text)}</p>" for text in _around(facts, words))
        parts.append(
            f'<section lang="{words.language}">\n<h1>{html.escape(_title(words))}</h1>\n'
            f"{before}\n<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
            f"{after}\n</section>\n"
        )
    return "".join((*parts, "</body>\n</html>\n"))


def as_markdown(facts: ThirdPartiesFacts, mode: LanguageMode) -> str:
    """The same as a table in Markdown."""
    parts = []
    for words in (catalogue(code) for code in mode.languages):
        heads = [words.form(id) for id in COLUMNS]
        table = [heads, ["---"] * len(heads), *_lines(facts, words)]
        lines = ["| " + " | ".join(map(_plain, row)) + " |" for row in table]
        lines[1] = "|" + " --- |" * len(heads)
        before, after = map(_plain, _around(facts, words))
        rows = "\n".join(lines)
        parts.append(f"# {_plain(_title(words))}\n\n{before}\n\n{rows}\n\n{after}\n")
    return "\n".join(parts)


def _title(words: Catalogue) -> str:
    return words.form("third_parties.web_title")


def _lines(facts: ThirdPartiesFacts, words: Catalogue) -> list[tuple[str, ...]]:
    return [cells(line, words) for line in facts.lines]


def _around(facts: ThirdPartiesFacts, words: Catalogue) -> tuple[str, str]:
    """What stands above the table, with the edition, and below it."""
    values = common_values(facts, words)
    edition = words.form(
        "third_parties.edition",
        number=printed_number(facts.number),
        day=day_of(facts.day, words),
    )
    intro = words.form("third_parties.intro", **values)
    return f"{intro} {edition}", words.form("third_parties.contact", **values)


def _row(cells: tuple[str, ...]) -> str:
    return "".join(f"<td>{html.escape(text).replace(chr(10), '<br>')}</td>" for text in cells)


def _plain(text: str) -> str:
    """Text in a cell: marks of Markdown and HTML are escaped, lines are parted by a break."""
    return "<br>".join(_MARKS.sub(r"\\\1", line) for line in text.split("\n"))
