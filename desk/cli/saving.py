# SPDX-License-Identifier: Apache-2.0
"""Files the user asked to save: whole or not at all, and readable by their owner alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from desk.cli.app import session
from desk.errors import N_, Refusal, Trouble

_OF_FILES = {".pdf", ".eml"}


def write_file(path: Path, content: bytes) -> None:
    """Write what the user asked to save, through a neighbour file so that nothing is half written.

    Nobody but its owner can read it, from its first byte on: most of it is about people.
    """
    with _neighbour(path) as neighbour:
        neighbour.write_bytes(content)
        neighbour.replace(path)


def check_file(path: Path) -> None:
    """Refuse a file that cannot be written, before that is done which is said in it alone."""
    with _neighbour(path):
        pass


def check_folder(path: Path) -> None:
    """Refuse a folder into which nothing can be saved, before that is done whose file belongs there."""
    try:
        if path.exists() and not path.is_dir():
            raise Refusal(N_("{path} is a file, not a folder."), path=path.as_posix())
        if path.suffix.lower() in _OF_FILES and not path.exists():
            raise Refusal(
                N_("{path} looks like a file name: name the folder to save into."),
                path=path.as_posix(),
            )
        nearest = next(each for each in (path, *path.absolute().parents) if each.exists())
        if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
            raise PermissionError(nearest)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> Trouble:
    """The trouble of a file or folder the user named that cannot be written."""
    return Trouble(
        N_("The file {path} cannot be written."), detail=str(error), path=path.as_posix()
    )


@contextmanager
def _neighbour(path: Path) -> Iterator[Path]:
    """An empty file beside ``path``, which is gone afterwards whatever happened."""
    if not path.name:
        raise Refusal(N_("Name the file to write."))
    # Not made of its name, which may be as long as a name can be.
    neighbour = path.with_name(f".desk-{os.getpid()}.part")
    try:
        if path.is_dir():
            raise Refusal(N_("{path} is a folder, not a file."), path=path.as_posix())
        if not path.parent.exists():
            path.parent.mkdir(parents=True)
            made = session().words.say(
                N_("The folder {path} was made."), path=path.parent.as_posix()
            )
            click.echo(made, err=True)
        neighbour.touch(mode=0o600)
        neighbour.chmod(0o600)
        yield neighbour
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError):
            neighbour.unlink(missing_ok=True)
