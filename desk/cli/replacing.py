# SPDX-License-Identifier: Apache-2.0
"""``desk paper replace``: a corrected paper in the place of one that was issued."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from desk.cli.app import PATH, Session, session
from desk.cli.law import read_day
from desk.cli.one_request import save_paper
from desk.cli.out_file import out_folder
from desk.cli.paper_views import paper_as_json
from desk.cli.passages import (
    DONE,
    DONE_ON,
    ENDED,
    LACKS,
    OPEN_ANYWAY,
    OTHERS_CHECKED,
    WITHHELD,
    check_names,
    draft_hints,
    point_out,
    read_passages,
)
from desk.cli.refusing import read_withheld
from desk.domain.numbering import printed_number
from desk.domain.paper import Draft
from desk.domain.request import PaperBrief
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.paper import papers, written

_KEPT = {"refusal": ("refused", written.refused_of), "reply_access": ("withheld", written.withheld_of)}  # fmt: skip
"""What a paper leaves out or refuses, by its form."""


@click.command()
@click.argument("number")
@click.option("--reason", required=True, help="Why it is replaced.")
@click.option(
    "--passages", type=PATH, help="TOML with the texts to change; the others stay as they are."
)
@WITHHELD
@DONE
@ENDED
@DONE_ON
@LACKS
@out_folder(help="Folder to save the PDF in.")
@OPEN_ANYWAY
@OTHERS_CHECKED
def replace(
    number: str, reason: str, passages: Path | None, withheld: Path | None, done: str, ended: str,
    done_on: str, lacks: tuple[str, ...], out: Path | None, anyway: bool, others_checked: bool,
) -> None:  # fmt: skip
    """Issue a corrected paper in place of NUMBER; whatever you do not change stays as it was."""
    here = session()
    with here.desk() as desk:
        old = papers.paper_brief(desk, papers.paper_id(desk, number))
        day = "inspected_on" if old.form == "inspection_record" else "done_on"
        told: dict[str, Any] = {
            "withheld": read_withheld(withheld) if withheld is not None else None,
            "action": done, "ended": ended, "missing": lacks, day: read_day(done_on) if done_on else None,
        }  # fmt: skip
        with desk.together():
            draft = _corrected(here, desk, old, passages, told)
            hints = draft_hints(here, desk, draft)
            brief = papers.replace(desk, old.id, draft, reason)
            point_out(here, draft, hints, checked=others_checked, anyway=anyway)
            file = save_paper(desk, brief, out)
        found = {**paper_as_json(brief, here.words), "replaces": old.number, "file": file or None}
        here.show(found, "\n".join([printed_number(brief.number), file]).strip())


def _corrected(
    here: Session, desk: Desk, old: PaperBrief, passages: Path | None, told: dict[str, Any]
) -> Draft:
    """The draft that starts from what the old paper says."""
    if old.request is None:
        raise Refusal(
            N_("Only papers that belong to a request can be replaced; make this one void.")
        )
    kept: dict[str, Any] = {}
    if old.form in _KEPT:
        name, read = _KEPT[old.form]
        kept[name] = read(desk, old.id)
    texts = read_passages(passages)
    mode = here.mode(desk, replaces=old.id)
    draft = papers.draft(
        desk, old.form, mode, old.request, passages=written.passages_of(desk, old.id) | texts,
        replaces=old.id, **kept, **{name: value for name, value in told.items() if value},
    )  # fmt: skip
    check_names(draft, texts)
    return draft
