# SPDX-License-Identifier: Apache-2.0
"""Acts of destruction signed by pen: the scanned stack certifies them, in whatever order its sheets lie."""

from __future__ import annotations

from datetime import date

import pytest

from desk.domain.destruction import Cause, DestructionState, PlanFields, PlanItem
from desk.domain.kinds import LanguageMode
from desk.domain.scans import PageState, StackFile, Tick
from desk.services.destruction import destructions
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.signature import scans
from desk.storage.models import Event
from tests import scanner
from tests.factories import intake
from tests.ground import commission, lay, nobody_else, subject

TODAY = date(2026, 11, 22)


@pytest.fixture
def acts(desk):
    """Two acts drawn up, of one person's data on sheets of paper each."""
    ground = lay(desk)
    found = []
    for mode in (LanguageMode.RU, LanguageMode.BOTH):
        who = subject(desk)
        id = destructions.plan_destruction(desk, PlanFields(Cause.WITHDRAWAL, "2026-11-20", (who,)))
        item = PlanItem(who, (ground.name,), carrier=ground.cabinet, sheets=12, method="shred")
        destructions.set_items(desk, id, [item])
        nobody_else(desk, id)
        destructions.appoint(desk, id, destructions.make_commission(desk, commission()))
        destructions.carry_out(desk, id, (), date(2026, 11, 21))
        found.append((id, destructions.draw_up(desk, id, mode)[0]))
    return found


def test_a_mixed_stack_certifies_every_act_of_it(desk, acts):
    flaws = scanner.flaws(20, seed=11)
    images, truth = [], []
    for _id, act in acts:
        for page, sheet in enumerate(scanner.sheets(papers.paper_bytes(desk, act)), 1):
            images.append(scanner.scanned(sheet, 25, flaws[len(images)]))
            truth.append((act, page))
    order = sorted(range(len(images)), key=lambda at: flaws[at].seed)
    grey = [scanner.again(images[at].convert("L"), 60) for at in order]
    read = scans.read_stack([StackFile("acts.tif", scanner.tiff(grey))])
    sorting = scans.match_pages(desk, read)
    assert {page.state for page in sorting.pages} == {PageState.FOUND}
    assert [(page.document, page.n) for page in sorting.pages] == [truth[at] for at in order]
    ticks = [
        Tick(paper.brief.id, signer.field, TODAY)
        for paper in sorting.papers
        for signer in paper.signers
    ]
    assert all(
        set(paper.places) >= {each.field for each in paper.signers} for paper in sorting.papers
    )
    scans.take_back(desk, sorting, ticks=ticks[:-1])
    states = [destructions.destruction_card(desk, id).row.state for id, _act in acts]
    assert sorted(states) == sorted([DestructionState.CERTIFIED, DestructionState.DRAWN_UP])
    again = scans.match_pages(desk, read)
    scans.take_back(desk, again, ticks=ticks[-1:])
    for id, act in acts:
        card = destructions.destruction_card(desk, id)
        assert card.row.state is DestructionState.CERTIFIED
        assert (card.row.signed, card.row.signers) == (len(card.signers), len(card.signers))
        assert all(signer.page and signer.attachment for signer in card.signers)
        assert "acts.tif" in [file.name for file in card.files]
        assert Event.select().where(Event.destruction_id == id, Event.kind == "scan_back").exists()
        assert papers.paper_brief(desk, act).signature == "pen"


def test_a_paper_of_no_record_is_taken_back_too(desk):
    requests.register_request(desk, intake())
    draft = papers.journal_requests(desk, date(2026, 1, 1), date(2026, 12, 31), LanguageMode.RU)
    paper = papers.issue(desk, draft)
    sheets = scanner.sheets(papers.paper_bytes(desk, paper.id))
    images = [scanner.scanned(sheet, 15, scanner.Flaws(dots=200)) for sheet in sheets]
    sorting = scans.match_pages(desk, scans.read_stack([StackFile("a.pdf", scanner.pdf(images))]))
    [taken] = scans.take_back(desk, sorting)
    assert taken.missing == ()
    assert scans.kept_pages(desk, paper.id)[0].file == "a.pdf"


def test_a_mark_made_without_looking_at_a_stack_names_the_page_that_came_back(desk, acts):
    id, act = acts[0]
    sheets = scanner.sheets(papers.paper_bytes(desk, act))
    images = [scanner.scanned(sheet, 15, scanner.Flaws()) for sheet in sheets]
    first, *rest = destructions.destruction_card(desk, id).signers
    destructions.sign_by_pen(desk, act, first.field, TODAY)
    read = scans.read_stack([StackFile("act.pdf", scanner.pdf(images))])
    scans.take_back(desk, scans.match_pages(desk, read))
    destructions.sign_many(desk, [(act, each.field) for each in rest], TODAY)
    card = destructions.destruction_card(desk, id)
    (scan,) = [file.id for file in card.files if file.name == "act.pdf"]
    assert [signer.attachment for signer in card.signers] == [None, *[scan] * len(rest)]
    assert all(signer.page for signer in card.signers[1:])
