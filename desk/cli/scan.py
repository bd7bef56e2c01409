# SPDX-License-Identifier: Apache-2.0
"""``desk scan``: which papers the pages of a scanned stack belong to, and keeping them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from desk.cli.app import PATH, read_file, session
from desk.cli.law import read_day
from desk.domain.destruction import Signer
from desk.domain.numbering import printed_number
from desk.domain.scans import ScanPaper, SortedPage, Sorting, StackFile, Tick
from desk.errors import N_, Refusal
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.signature import scans
from desk.services.signature.e_signing import is_called
from desk.services.signature.signed_forms import places
from desk.services.signature.signing import refuse_recorded
from desk.text import Catalogue


@click.command()
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--take-back", is_flag=True, help="Keep the pages that found their papers.")
@click.option(
    "--signed",
    multiple=True,
    help="Who signed: the name as printed on the paper, or its place; for a paper with one signer its number too."
    " If several papers wait for this signature: NUMBER=NAME, once for each paper signed.",
)
@click.option("--on", "on", default="", help="The date they signed; today if not given.")
def scan(files: tuple[Path, ...], take_back: bool, signed: tuple[str, ...], on: str) -> None:
    """Find the papers that signed and scanned pages belong to."""
    here = session()
    stack = scans.read_stack([StackFile(path.name, read_file(path)) for path in files])
    with here.desk() as desk:
        sorting = scans.match_pages(desk, stack)
        if signed and not take_back:
            raise Refusal(N_("Signatures are noted together with --take-back."))
        if take_back:
            day = read_day(on) if on else desk.today()
            scans.take_back(desk, sorting, ticks=_ticks(desk, sorting, signed, day))
        lines = [*(_line(page, here.words) for page in sorting.pages)]
        lines += [_summary(sorting, paper, here.words) for paper in sorting.papers]
        here.show(
            {
                "pages": [_page(page, here.words) for page in sorting.pages],
                "papers": [_paper(sorting, paper) for paper in sorting.papers],
                "kept": take_back,
            },
            "\n".join(lines),
        )


def _ticks(desk: Desk, sorting: Sorting, signed: Sequence[str], day: date) -> list[Tick]:
    """The signatures meant; whoever is waited for on several papers of the stack signed those that are named."""
    ticks: list[Tick] = []
    for order, said in enumerate(signed, 1):
        number, named, who = said.rpartition("=")
        among = [each for each in sorting.papers if not named or number in _numbers(each)]
        found = [tick for paper in among for tick in _meant(desk, paper, who, day)]
        if not found:
            _refuse_recorded(sorting, who)
            raise Refusal(
                N_(
                    "--signed, No. {order}: nobody with this name or in this place still has to "
                    "sign a paper in this stack."
                ),
                order=order,
            )
        waiting = {tick.document for tick in found}
        if len(waiting) > 1:
            numbers = (
                printed_number(each.brief.number) for each in among if each.brief.id in waiting
            )
            raise Refusal(
                N_(
                    "--signed, No. {order}: several papers of this stack wait for this "
                    "signature: {numbers}. Give NUMBER=NAME for each that is signed."
                ),
                order=order,
                numbers=", ".join(numbers),
            )
        ticks += found
    return ticks


def _refuse_recorded(sorting: Sorting, who: str) -> None:
    """Say what frees the place of a signer whose signature is recorded already."""
    for paper in sorting.papers:
        for signer in _named(paper, who):
            if signer.state != "none":
                raise refuse_recorded(signer)


def _named(paper: ScanPaper, who: str) -> list[Signer]:
    """The signers of a name or place; where one signs, the number of the paper names him, too."""
    by_number = len(paper.signers) == 1 and who in _numbers(paper)
    return [each for each in paper.signers if by_number or is_called(each, fold(who))]


def _numbers(paper: ScanPaper) -> tuple[str, str]:
    return paper.brief.number, printed_number(paper.brief.number)


def _meant(desk: Desk, paper: ScanPaper, who: str, day: date) -> list[Tick]:
    """Those still to sign of this name or place, or of a number of a paper that one signs."""
    if not paper.signers:
        waits = (each for each in places(desk, paper.brief.id) if each.state == "none")
        alone = any(is_called(each, fold(who)) for each in waits)
        return [Tick(paper.brief.id, "", day)] if who in _numbers(paper) or alone else []
    waiting = [each for each in _named(paper, who) if each.state == "none"]
    return [Tick(paper.brief.id, each.field, day) for each in waiting]


def _line(page: SortedPage, words: Catalogue) -> str:
    said = words.tell(page.told) if page.told else ""
    place = f"{printed_number(page.number)}  {page.n}/{page.of}" if page.number else "—"
    return f"{page.file}  {page.read.page}:  {place}  {said}"


def _summary(sorting: Sorting, paper: ScanPaper, words: Catalogue) -> str:
    missing = sorting.missing(paper, {})
    return f"{printed_number(paper.brief.number)}:  {scans.say_missing(words, missing, paper.brief.pages)}"


def _page(page: SortedPage, words: Catalogue) -> dict[str, object]:
    return {
        "file": page.file,
        "page": page.read.page,
        "document": page.document,
        "number": page.number,
        "n": page.n,
        "of": page.of,
        "state": page.state.value,
        "told": words.tell(page.told) if page.told else "",
    }


def _paper(sorting: Sorting, paper: ScanPaper) -> dict[str, object]:
    return {
        "document": paper.brief.id,
        "number": paper.brief.number,
        "form": paper.brief.form,
        "pages": paper.brief.pages,
        "missing": list(sorting.missing(paper, {})),
        "signers": [
            {"field": signer.field, "name": signer.name.ru, "state": signer.state}
            for signer in paper.signers
        ],
    }
