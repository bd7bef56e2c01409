# SPDX-License-Identifier: Apache-2.0
"""The option ``--out`` of the commands that write one file, and of those that save into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from desk.cli.app import PATH
from desk.cli.saving import check_file, check_folder
from desk.errors import N_, Refusal

_FORCE = "desk.force"
_Command = TypeVar("_Command", bound=Callable[..., object])


def out_file(*, help: str, required: bool = True) -> Callable[[_Command], _Command]:  # noqa: A002 -- as click has it
    """The options ``--out``, a file that is refused before anything is done where it exists, and ``--force``."""

    def new(context: click.Context, _parameter: click.Parameter, path: Path | None) -> Path | None:
        if path is not None and not context.meta.get(_FORCE) and _is_there(path):
            raise Refusal(
                N_("The file {path} exists already. Name another one, or add --force."),
                path=path.as_posix(),
            )
        if path is not None and path.name and _is_folder(path.parent):
            check_file(path)
        return path

    def kept(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        context.meta[_FORCE] = value

    def wrapped(command: _Command) -> _Command:
        force = click.option(
            "--force", is_flag=True, is_eager=True, expose_value=False, callback=kept,
            help="Overwrite the file if it exists.",
        )  # fmt: skip
        return click.option("--out", required=required, type=PATH, callback=new, help=help)(
            force(command)
        )

    return wrapped


def out_folder(*, help: str, required: bool = False) -> Callable[[_Command], _Command]:  # noqa: A002 -- as click has it
    """The option ``--out``, a folder that is refused before anything is done where nothing can be saved."""

    def checked(_context: click.Context, _name: click.Parameter, path: Path | None) -> Path | None:
        if path is not None:
            check_folder(path)
        return path

    return click.option("--out", required=required, type=PATH, callback=checked, help=help)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # which writing tells of
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # which writing tells of
        return False
