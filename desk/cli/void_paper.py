# SPDX-License-Identifier: Apache-2.0
"""``desk paper void``: an issued paper that should not stand."""

from __future__ import annotations

import click

from desk.cli.app import session
from desk.cli.paper_views import paper_as_json, paper_line
from desk.domain.days import day_of
from desk.domain.labels import label
from desk.errors import N_
from desk.services.paper import papers
from desk.services.paper.left_papers import paper_left
from desk.services.request.requests import request_card

_LEFT = N_(
    "This paper was already sent, on {day}. Making it void does not recall it: whoever has it "
    "will rely on it until you send another."
)


@click.command()
@click.argument("number")
@click.option("--reason", required=True, help="Why it is made void.")
def void(number: str, reason: str) -> None:
    """Make the issued paper NUMBER void: its number stays, and the demands it decided are open again."""
    here = session()
    words = here.words
    with here.desk() as desk:
        id = papers.paper_id(desk, number)
        gone = paper_left(desk, id)
        papers.void(desk, id, reason)
        row = papers.paper_brief(desk, id)
        lines = [paper_line(row, words)]
        if gone is not None:
            lines.append(words.say(_LEFT, day=day_of(gone.at, desk.zone)))
        step = request_card(desk, row.request).row.step if row.request is not None else None
        if step is not None:
            lines.append(words.say(N_("Next step: {step}"), step=label(words, step)))
        here.show(paper_as_json(row, words), "\n".join(lines))
