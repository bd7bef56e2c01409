# SPDX-License-Identifier: Apache-2.0
"""Help in the reader's language: the texts of commands and options are messages like any other.

Commands are written once, in English; a copy that speaks the language is made when one is called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy

import click

from desk.errors import N_
from desk.text import Catalogue

HEADINGS = {
    "Usage: ": N_("Usage: "),
    "Options": N_("Options"),
    "Commands": N_("Commands"),
    "Show this message and exit.": N_("Show this message and exit."),
    "Show the version and exit.": N_("Show the version and exit."),
}
"""The words the library itself writes."""
PLACES = (
    N_("OPTIONS"), N_("COMMAND"), N_("ARGS"), N_("TEXT"), N_("PATH"), N_("INTEGER RANGE"), N_("INTEGER"),
    N_("NUMBERS"), N_("NUMBER"), N_("CODES"), N_("CODE"), N_("FILES"), N_("FILE"), N_("ID"), N_("NAME"),
    N_("NOTICE"), N_("CLIENT"), N_("FORM"), N_("EDITION"), N_("MOMENT"), N_("PACKS"), N_("LAWS"), N_("REF"),
    N_("FOUND"), N_("SUB"), N_("WHAT"), N_("KEEP"), N_("OTHER"), N_("OLD"), N_("NEW"),
)  # fmt: skip
"""What stands in a command line for what is typed there."""
_PLACE = re.compile(r"(?<![-\w])(?:" + "|".join(PLACES) + r")(?!\w)")
_ADDED = re.compile("|".join((N_("required"), N_("default: "))))


def places(text: str, words: Catalogue) -> str:
    """A line of usage or the name of a parameter, with its places in the reader's language."""
    return _PLACE.sub(_said(words), text)


class Formatter(click.HelpFormatter):
    """Writes the library's own headings in the reader's language."""

    words: Catalogue

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Begin with the usage line."""
        args = places(args, self.words)
        super().write_usage(prog, args, prefix or self.words.gettext("Usage: "))

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Head a list of options or commands."""
        with super().section(self.words.gettext(name)):
            yield

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """List names with their meaning."""
        told = [
            (
                places(name, self.words),
                self.words.gettext(text) if text in HEADINGS else _ending(text, self.words),
            )
            for name, text in rows
        ]
        super().write_dl(told, col_max, col_spacing)


def _ending(text: str, words: Catalogue) -> str:
    """The meaning of an option; what the library adds at its end in the reader's language."""
    return re.sub(r"\[[^][]*\]$", lambda found: _ADDED.sub(_said(words), found[0]), text)


def _said(words: Catalogue) -> Callable[[re.Match[str]], str]:
    return lambda found: words.gettext(found[0])


def speaking(
    command: click.Command, words: Catalogue, common: Sequence[click.Parameter]
) -> click.Command:
    """A copy of ``command`` and its commands that takes the common options and speaks ``words``."""
    spoken = copy(command)
    spoken.help = words.gettext(command.help or "")
    spoken.epilog = words.gettext(command.epilog) if command.epilog else None
    spoken.context_class = _context(words)
    spoken.params = [_option(parameter, words) for parameter in (*command.params, *common)]
    if isinstance(spoken, click.Group):
        spoken.commands = {
            name: speaking(each, words, common) for name, each in spoken.commands.items()
        }
    return spoken


def _context(words: Catalogue) -> type[click.Context]:
    formatter = type("SpokenFormatter", (Formatter,), {"words": words})
    return type("SpokenContext", (click.Context,), {"formatter_class": formatter})


def _option(parameter: click.Parameter, words: Catalogue) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    spoken = copy(parameter)
    spoken.help = words.gettext(parameter.help)
    return spoken


def help_texts(command: click.Command) -> Iterator[str]:
    """Every text of a command tree, for the catalogue."""
    if command.help:
        yield command.help
    yield from (p.help for p in command.params if isinstance(p, click.Option) and p.help)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None:
                yield from help_texts(found)
