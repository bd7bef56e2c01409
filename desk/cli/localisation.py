# SPDX-License-Identifier: Apache-2.0
"""``desk localisation``: which databases first record data of Russian citizens, and whether they may."""

from __future__ import annotations

import click

from desk.cli.app import session
from desk.cli.law import read_day
from desk.domain.labels import label
from desk.domain.localisation import Localisation
from desk.services.register import localisation as acts
from desk.text import Catalogue


@click.command()
@click.option("--on", "day", default="", help="The date in question; today if not given.")
def localisation(day: str) -> None:
    """Show for every database, and for the desk as a whole, whether Article 18 (5) is complied with."""
    here = session()
    with here.desk() as desk:
        on = read_day(day) if day else desk.today()
        found = acts.localisation(desk, on, here.words.language)
        facts = localisation_facts(found, here.words)
        here.show({"on": on.isoformat(), **facts}, localisation_text(found, here.words))


def localisation_facts(found: Localisation, words: Catalogue) -> dict[str, object]:
    """The answer for scripts."""
    return {
        "word": found.word.value,
        "why": words.tell(found.why),
        "places": [
            {
                "kind": each.place.kind,
                "code": each.place.code,
                "title": each.place.title.of(words.language),
                "country": each.place.country,
                "recording": each.place.recording.value,
                "exempt": each.place.exempt,
                "word": each.word.value,
                "why": words.tell(each.why),
            }
            for each in found.places
        ],
    }


def localisation_text(found: Localisation, words: Catalogue) -> str:
    """The answer for people."""
    lines = [f"{label(words, found.word)}. {words.tell(found.why)}"]
    for each in found.places:
        name = "  ".join(filter(None, (each.place.code, each.place.title.of(words.language))))
        lines.append(f"{name}  {label(words, each.word)}\n    {words.tell(each.why)}")
    return "\n".join(lines)
