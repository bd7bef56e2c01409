# SPDX-License-Identifier: Apache-2.0
"""The answer of Art. 14 (7) drawn and issued, against the same text set by bare ReportLab."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desk.documents.catalogue import form
from desk.documents.render import render
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft
from desk.services.desk import Desk
from desk.services.paper import papers
from desk.services.request import requests
from tests.bench.data import open_desk, specimen_intake
from tests.bench.measure import MS, WORK, Board, shortest


def run(board: Board, folder: Path, rounds: int) -> None:
    """Goal 1.3 for drawing, 4 for issuing with PDF/A, fields, QR and storing."""
    board.head("A paper (reply_access, Russian) ÷ the same text by bare ReportLab")
    desk = open_desk(folder / "papers" / "desk.db")
    drafts = iter([_draft(desk, number) for number in range(rounds + 1)])
    draft = next(drafts)
    chosen = form(draft.form)
    pages = render(chosen, draft.facts, LanguageMode.RU, state="draft").pages
    texts = _texts(draft)
    feet = _feet(draft, pages)
    letters = sum(len(text) for text, _style in texts)
    assert letters > 1500, "the paper is too short to compare"
    drawn, bare = shortest(
        lambda: render(chosen, draft.facts, LanguageMode.RU, state="draft"),
        lambda: _bare(texts, feet),
        rounds=rounds,
        clock=WORK,
    )
    board.ratio("a page drawn", drawn / pages, bare / pages, 1.3)
    issued, bare = shortest(
        lambda: papers.issue(desk, next(drafts)), lambda: _bare(texts, feet), rounds=rounds
    )
    board.ratio(
        "a page issued: QR, PDF/A-2b, fields, stored durably", issued / pages, bare / pages, 4
    )
    board.plain(f"papers of {pages} pages issued", f"{1 / issued:.1f} a second")
    board.plain("to issue one", f"{issued * MS:.0f} ms")
    desk.close()


def _draft(desk: Desk, number: int) -> Draft:
    """An answer ready to issue, to a request of its own."""
    id = requests.register_request(desk, specimen_intake(number))
    requests.confirm_identity(desk, id, "По вопросу о заказе")
    return papers.draft(desk, "reply_access", LanguageMode.RU, id)


def _texts(draft: Draft) -> list[tuple[str, Any]]:
    """Every paragraph of the paper in order: its markup and its look."""
    from reportlab.platypus import KeepTogether, Paragraph

    from desk.documents.flowables import Level
    from desk.documents.head import head
    from desk.documents.layout import Paper, body
    from desk.text import catalogue

    def walk(flowables: Any) -> Iterator[tuple[str, Any]]:
        for each in flowables:
            if isinstance(each, Paragraph):
                yield each.text, each.style
            elif isinstance(each, Level):
                yield from walk(each.cells)
            elif isinstance(each, KeepTogether):
                yield from walk(each._content)

    paper = Paper(form(draft.form), draft.facts, [catalogue("ru")])
    return list(walk([*head(paper), *body(paper)]))


def _feet(draft: Draft, pages: int) -> list[list[str]]:
    """The lines at the foot of each page."""
    from desk.documents.furniture import Furniture
    from desk.documents.layout import Paper
    from desk.text import catalogue

    paper = Paper(form(draft.form), draft.facts, [catalogue("ru")])
    furniture = Furniture(paper, "0" * 64, "", coded=False)
    return [furniture._parts(0, page + 1, pages) for page in range(pages)]


def _bare(texts: list[tuple[str, Any]], feet: list[list[str]]) -> bytes:
    """The same paragraphs one under another and the same feet: nothing level, no mark across, no code."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    from desk.documents import fonts

    def foot(canvas: Any, document: Any) -> None:
        canvas.setFont(fonts.TEXT, 7)
        for place, line in enumerate(feet[min(document.page, len(feet)) - 1]):
            canvas.drawString(72, 40 - 9 * place, line)

    written = io.BytesIO()
    document = SimpleDocTemplate(written, pagesize=A4, pageCompression=1, invariant=1)
    story = [Paragraph(text, style) for text, style in texts]
    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return written.getvalue()
