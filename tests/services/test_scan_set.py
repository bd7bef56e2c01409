# SPDX-License-Identifier: Apache-2.0
"""A generated set of bad scans of real issued papers: every code is read, and no page is ever put elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

import pytest
from PIL import Image

from desk.documents.scan import read_pages
from desk.domain.scans import PageState, ReadPage, SortedPage, Stack, StackFile
from desk.domain.values import Both
from desk.services.paper import papers
from desk.services.signature import scans
from tests import scanner
from tests.conftest import filled, open_at
from tests.services.test_scans import record

CODE = 25
"""Millimetres: the code of papers that come back signed."""
Printed: TypeAlias = tuple[int, int, Image.Image]
"""A paper, its page, and its picture."""


@pytest.fixture(scope="module")
def _printed(tmp_path_factory, _empty_desk):
    return filled(tmp_path_factory.mktemp("printed") / "desk", _empty_desk, printed)


@pytest.fixture
def office(tmp_path, clock, _printed):
    """A desk of its own with the papers that were printed once, and their sheets."""
    made = open_at(tmp_path / "office", _printed[0], clock)
    yield made, _printed[1]
    made.close()


def printed(desk) -> list[Printed]:
    """Sheets of four issued papers of two and more pages."""
    found = []
    for number in range(4):
        paper = record(desk, Both("Карточка клиента, переписка, договор. " * (20 + 90 * number)))
        sheets = scanner.sheets(papers.paper_bytes(desk, paper.id))
        found += [(paper.id, page, sheet) for page, sheet in enumerate(sheets, 1)]
    return found


def as_file(number: int, images: list[Image.Image], flaw: scanner.Flaws) -> StackFile:
    """By turns a PDF, a TIFF of many pages, and single JPEGs."""
    if number % 3 == 0:
        return StackFile("stack.pdf", scanner.pdf(images, flaw.quality, flaw.dots))
    if number % 3 == 1:
        jpegs = [scanner.again(image, flaw.quality) for image in images]
        black = all(image.mode == "1" for image in images)
        return StackFile("stack.tif", scanner.tiff(images if black else jpegs, flaw.dots))
    return StackFile("sheet.jpg", scanner.jpeg(images[0], flaw.quality, flaw.dots))


def read_here(files: list[StackFile]) -> Stack:
    """The stack read in this process: starting another one is tried elsewhere."""
    pages = [
        page
        for number, file in enumerate(files)
        for page in read_pages(file.content, number)
        if isinstance(page, ReadPage)
    ]
    return Stack(tuple(files), tuple(pages))


def sorted_set(
    office, flaws: Iterable[scanner.Flaws]
) -> list[tuple[scanner.Flaws, int, int, SortedPage]]:
    """Each scan with the paper and page it truly is, and what became of it."""
    desk, sheets = office
    truth, files = [], []
    for number, flaw in enumerate(flaws):
        paper, page, sheet = sheets[number % len(sheets)]
        files.append(as_file(number, [scanner.scanned(sheet, CODE, flaw)], flaw))
        truth.append((flaw, paper, page))
    pages: list[SortedPage] = []
    for file in files:  # each by itself: the same sheet comes many times
        pages += scans.match_pages(desk, read_here([file])).pages
    return [(*true, page) for true, page in zip(truth, pages, strict=True)]


def check(office, count: int, seed: int) -> None:
    """All of ``count`` scans are found, those with a covered code told; none is put elsewhere."""
    flaws = [
        replace(flaw, covered=number % 10 == 9)
        for number, flaw in enumerate(scanner.flaws(count, seed=seed))
    ]
    wrong, unread = [], []
    for flaw, paper, number, page in sorted_set(office, flaws):
        if flaw.covered:
            assert page.state is PageState.UNREADABLE, flaw
        elif page.state is not PageState.FOUND:
            unread.append(flaw)
        elif (page.document, page.n) != (paper, number):
            wrong.append(flaw)
    assert wrong == []
    assert unread == []


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(1, 9))]
)
def test_a_fixed_sample_of_bad_scans(office, seed):
    check(office, 10, seed)


def test_letters_with_the_small_code_are_found_in_a_fair_scan(desk):
    from desk.domain.kinds import DemandKind
    from tests.services.test_papers import issued, register

    paper = issued(desk, "reply_access", register(desk, demands=(DemandKind.ACCESS,)))
    sheets = scanner.sheets(papers.paper_bytes(desk, paper.id))
    for dots in (150, 200, 300):
        flaw = scanner.Flaws(dots=dots, skew=2.0, upside_down=dots == 200, quality=60, noise=8)
        images = [scanner.scanned(sheet, 15, flaw) for sheet in sheets]
        stack = read_here([StackFile("a.pdf", scanner.pdf(images, 60, dots))])
        pages = scans.match_pages(desk, stack).pages
        assert [(page.state, page.n) for page in pages] == [
            (PageState.FOUND, 1),
            (PageState.FOUND, 2),
        ]
