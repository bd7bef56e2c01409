# SPDX-License-Identifier: Apache-2.0
"""``desk destruction sealed``, ``unseal`` and ``erase-case``: what an erased case keeps under seal."""

from __future__ import annotations

from pathlib import Path

import click

from desk.cli.app import session
from desk.cli.destruction_views import counted
from desk.cli.out_file import out_folder
from desk.cli.paper_views import paper_line
from desk.cli.saving import write_file
from desk.domain.canon import plain
from desk.domain.numbering import printed_number
from desk.domain.said import FILE_ROLES
from desk.errors import N_, Refusal
from desk.services.destruction.destructions import destruction_id
from desk.services.paper import seals
from desk.services.paper.papers import paper_rows
from desk.text import Catalogue


@click.command()
@click.argument("number")
def sealed(number: str) -> None:
    """Name what an erased case keeps under seal."""
    here = session()
    with here.desk() as desk:
        found, files = seals.under_seal(desk, destruction_id(desk, number))
        papers = paper_rows(desk, found)
        lines = [paper_line(each, here.words) for each in papers]
        lines += [_line(each, here.words) for each in files]
        here.show({"papers": plain(papers), "files": plain(files)}, "\n".join(lines))


def _line(file: seals.SealedFile, words: Catalogue) -> str:
    told = (str(file.id), words.gettext(FILE_ROLES[file.role]), printed_number(file.request))
    return "  ".join(filter(None, told))


@click.command()
@click.argument("number")
@click.argument("what")
@click.option("--reason", required=True, help="Why it is opened; the journal keeps it.")
@out_folder(help="Folder for what was opened.", required=True)
def unseal(number: str, what: str, reason: str, out: Path) -> None:
    """Open a paper (by its number) or a file (by its id) that lies under seal."""
    here = session()
    with here.desk() as desk:
        found, files = seals.under_seal(desk, destruction_id(desk, number))
        papers = {each.number: each.id for each in paper_rows(desk, found)}
        papers |= {printed_number(each): id for each, id in papers.items()}
        if what in papers:
            name = f"{what.replace('/', '-')}.pdf"
            content = seals.open_paper(desk, papers[what], reason)
        elif what in {str(each.id) for each in files}:
            opened = seals.open_file(desk, int(what), reason)
            name, content = opened.about.get("name", ""), opened.content
        else:
            raise Refusal(N_("There is no such paper or file under seal here."))
        path = out / (Path(name).name or f"file-{what}")
        write_file(path, content)
        told = here.words.say(N_("Saved: {path}"), path=path.as_posix())
        here.show({"file": path.as_posix()}, told)


@click.command("erase-case")
@click.argument("number")
def erase_case(number: str) -> None:
    """Erase the sealed case file once its retention period is over, then clean the file and backups."""
    from desk.services.destruction import erasure

    here = session()
    with here.desk() as desk:
        counts = erasure.erase_case(desk, destruction_id(desk, number))
        facts = {"counts": plain(counts), "finished": plain(erasure.finish(desk))}
        here.show(facts, counted(counts, here.words))


SEALED_COMMANDS = (sealed, unseal, erase_case)
