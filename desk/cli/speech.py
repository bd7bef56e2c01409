# SPDX-License-Identifier: Apache-2.0
"""Help in the reader's language: the texts of commands and options are messages like any other.

Commands are written once, in English; a copy that speaks the language is made when one is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


class Formatter(click.HelpFormatter):
    """Writes the library's own headings in the reader's language."""

    words: Catalogue

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Begin with the usage line."""
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
            (name, self.words.gettext(text) if text in HEADINGS else text) for name, text in rows
        ]
        super().write_dl(told, col_max, col_spacing)


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
