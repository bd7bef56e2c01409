# SPDX-License-Identifier: Apache-2.0
"""``desk tour``: story A on an invented desk, in the terminal and in a folder of papers."""

from __future__ import annotations

from pathlib import Path

import click

from desk import demo
from desk.cli.app import PATH, session
from desk.cli.saving import unwritable
from desk.domain.canon import plain
from desk.domain.explain import explain
from desk.errors import N_


@click.command()
@click.option("--out", required=True, type=PATH, help="The folder to write into.")
@click.option("--shape", default="trader", show_default=True, type=click.Choice(demo.SHAPES))
def tour(out: Path, shape: str) -> None:
    """Run through the main job on a throw-away demonstration desk and write its papers."""
    here = session()
    words = here.words
    lines = [words.gettext(N_("Demonstration: every person and number here is invented."))]
    steps: list[dict[str, object]] = []
    try:
        told = list(demo.tour(out, shape, words.language))
    except OSError as error:
        raise unwritable(out, error) from error
    for number, step in enumerate(told, start=1):
        title = words.say(step.title, **step.params)
        why = explain(step.due, words) if step.due else ""
        lines += [f"{number:>2}. {title}", *([f"    {why}"] if why else [])]
        lines += [f"    {out.as_posix()}/{name}" for name in step.files]
        due = plain(step.due.due) if step.due else None
        steps.append({"title": title, "due": due, "why": why, "files": list(step.files)})
    here.show({"out": out.as_posix(), "steps": steps}, "\n".join(lines))
