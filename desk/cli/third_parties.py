# SPDX-License-Identifier: Apache-2.0
"""``desk third-parties …``: the list to publish, its editions, and what changed since the last one was published."""

from __future__ import annotations

from pathlib import Path

import click

from desk.cli.app import session
from desk.cli.law import read_day
from desk.cli.one_request import save_paper
from desk.cli.out_file import out_file, out_folder
from desk.cli.saving import write_file
from desk.domain.canon import plain
from desk.domain.numbering import printed_number
from desk.domain.third_parties import ThirdParty, differences
from desk.services.paper.papers import paper_bytes
from desk.services.register import third_parties as acts
from desk.text import Catalogue


@click.group("third-parties")
def third_parties() -> None:
    """Publish the list of those to whom processing is assigned."""


def _line(line: ThirdParty, words: Catalogue) -> str:
    language = words.language
    purposes = "; ".join(each.of(language) for each in line.purposes)
    return "  ".join(filter(None, (line.name.of(language), line.country.of(language), purposes)))


@third_parties.command()
def show() -> None:
    """Show the list as the registers have it, and how the published edition differs."""
    here = session()
    with here.desk() as desk:
        lines, last = acts.third_parties(desk), acts.published(desk)
        changes = differences(last.lines, lines) if last else ()
        told = [here.words.tell(each) for each in acts.list_calls(desk)]
        facts = {
            "third_parties": plain(lines),
            "published": plain(last) if last else None,
            "differences": plain(changes),
        }
        text = "\n".join([*(_line(each, here.words) for each in lines), *told])
        here.show(facts, text)


@third_parties.command()
def editions() -> None:
    """Show every edition, the newest first."""
    here = session()
    with here.desk() as desk:
        found = acts.editions(desk)
        text = "\n".join(
            f"{each.id}  {printed_number(each.number)}  {each.made}  {each.published} {each.place}"
            for each in found
        )
        here.show({"editions": plain(found)}, text)


@third_parties.command()
@out_folder(help="Folder for the PDF.")
def make(out: Path | None) -> None:
    """Issue the list as an edition that is not published yet."""
    here = session()
    with here.desk() as desk:
        with desk.together():
            paper = acts.make_edition(desk, here.mode(desk))
            saved = save_paper(desk, paper, out)
        made = acts.editions(desk)[0]
        here.show(
            {"edition": made.id, "paper": paper.number, "file": saved or None},
            saved or paper.number,
        )


@third_parties.command()
@click.argument("edition", type=int)
@click.option("--on", "day", required=True, help="Day it was published.")
@click.option("--place", required=True, help="Where: the address of the page.")
def published(edition: int, day: str, place: str) -> None:
    """Record when and where an edition was published."""
    here = session()
    with here.desk() as desk:
        acts.record_publication(desk, edition, read_day(day), place)
        found = acts.edition(desk, edition)
        here.show({"edition": plain(found)}, f"{found.published}  {found.place}")


@third_parties.command()
@click.argument("edition", type=int)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["pdf", "html", "markdown"]),
    default="html",
    help="The kind of file.",
)
@out_file(help="The file to write.")
def save(edition: int, kind: str, out: Path) -> None:
    """Save an edition as a file for the site."""
    here = session()
    with here.desk() as desk:
        found = acts.edition(desk, edition)
        content = (
            paper_bytes(desk, found.document, "saved")
            if kind == "pdf"
            else acts.list_file(desk, edition, kind)
        )
        write_file(out, content)
        here.show({"edition": edition, "file": out.as_posix()}, out.as_posix())
