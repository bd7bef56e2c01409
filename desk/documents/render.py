# SPDX-License-Identifier: Apache-2.0
"""A form and its facts into a PDF: a fast draft or specimen, or the frozen bytes of an issued paper.

ReportLab, pikepdf and pyHanko are imported when a paper is first made; importing this module costs nothing.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Literal

from desk.documents.glyphs import glyphs_missing
from desk.documents.places import Words, place_of
from desk.domain.canon import digest as digest_of
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Facts, Missing, Rendered
from desk.errors import Refusal
from desk.text import catalogue

if TYPE_CHECKING:
    from desk.documents.blocks import Form
    from desk.documents.layout import Paper

State = Literal["draft", "specimen", "issued"]

_LOCALE = {"ru": "ru-RU", "en": "en-GB"}


def render(
    form: Form,
    facts: Facts,
    mode: LanguageMode,
    *,
    state: State = "draft",
    words: Words = catalogue,
) -> Rendered:
    """The paper as PDF; an issued one is PDF/A-2b with empty signature fields and always the same bytes.

    Raises ``Refusal`` when an issued paper has a character that no face can print.
    """
    paper = _paper(form, facts, mode, words)
    digest = digest_of(facts)
    content, pages = _drawn(paper, digest, state)
    if state == "issued":
        if paper.boxes:
            first = _unprintable(paper, words)[0]
            raise Refusal(first.message, field=first.where, **first.params)
        content = _frozen(content, paper, digest)
    return Rendered(content=content, digest=digest, pages=pages)


def check_glyphs(
    form: Form, facts: Facts, mode: LanguageMode, *, words: Words = catalogue
) -> tuple[Missing, ...]:
    """The characters of the paper that cannot be printed, each with the fields it stands in."""
    from desk.documents.head import head
    from desk.documents.layout import body

    paper = _paper(form, facts, mode, words)
    head(paper)
    body(paper)
    return _unprintable(paper, words) if paper.boxes else ()


def _unprintable(paper: Paper, words: Words) -> tuple[Missing, ...]:
    return glyphs_missing(
        paper.facts, paper.boxes, lambda path: place_of(path, paper.form, paper.facts, words)
    )


def _paper(form: Form, facts: Facts, mode: LanguageMode, words: Words) -> Paper:
    from desk.documents.layout import Paper

    return Paper(form, facts, [words(language) for language in mode.languages])


def _drawn(paper: Paper, digest: str, state: State) -> tuple[bytes, int]:
    """The pages as ReportLab draws them, and how many they are."""
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    from desk.documents.furniture import Furniture, canvas_maker
    from desk.documents.head import head, title
    from desk.documents.layout import body

    sheet = paper.sheet
    furniture = Furniture(paper, digest, _word(paper, state), coded=state != "draft")
    written = io.BytesIO()
    document = BaseDocTemplate(
        written,
        pagesize=(sheet.width, sheet.height),
        title=title(paper),
        author=paper.facts.operator.name.of(paper.catalogues[0].language),
        subject=paper.form.id,
        creator="Desk",
        lang=_LOCALE[paper.catalogues[0].language],
        invariant=1,
        pageCompression=1,
    )
    frame = Frame(
        sheet.left,
        sheet.bottom,
        sheet.text_width,
        sheet.text_height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=furniture.begin))
    story = [*head(paper), *body(paper)]
    document.build(story, canvasmaker=canvas_maker(furniture))
    return written.getvalue(), document.page


def _word(paper: Paper, state: State) -> str:
    """Id of the word that goes across what is no finished paper."""
    if state == "draft":
        return "common.draft"
    return "common.specimen" if state == "specimen" or paper.facts.demonstration else ""


def _frozen(content: bytes, paper: Paper, digest: str) -> bytes:
    from desk.documents.fields import with_fields
    from desk.documents.pdfa import archival

    at = paper.facts.issued_at or datetime.combine(paper.facts.day, time(), UTC)
    return with_fields(archival(content, at, digest), paper.places.found, digest)
