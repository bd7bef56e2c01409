# SPDX-License-Identifier: Apache-2.0
"""What stands outside the text of a page: its number, the quiet foot, the code, the mark of a draft.

The foot names the number of sheets, so it is drawn when all of them are known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desk.documents import fonts, looks
from desk.documents.layout import Paper
from desk.documents.marks import Canvas as Surface
from desk.documents.marks import Mark, draw_mark
from desk.domain.numbering import printed_number

from reportlab.pdfbase.pdfmetrics import stringWidth  # isort: skip  -- after the fonts are known
from reportlab.pdfgen.canvas import Canvas  # isort: skip

_FOOT = 7.0
_DOT = "  ·  "


@dataclass(frozen=True)
class Furniture:
    """The furniture of one paper."""

    paper: Paper
    digest: str
    word: str = ""
    """Id of the word printed across every page and before the foot: a draft, a specimen."""
    coded: bool = True

    def begin(self, canvas: Surface, _template: object) -> None:
        """Before the text of a page: the word across, so that it lies below the text."""
        if not self.word:
            return
        sheet = self.paper.sheet
        across = " / ".join(c.form(self.word) for c in self.paper.catalogues)
        size = min(110.0, 0.98 * sheet.height / (0.62 * len(across)))
        canvas.saveState()
        canvas.setFillColor(looks.FAINT)
        canvas.setFont(fonts.BOLD, size)
        canvas.translate(sheet.width / 2, sheet.height / 2)
        canvas.rotate(35 if sheet.width > sheet.height else 55)
        canvas.drawCentredString(0, -size / 3, across)
        canvas.restoreState()

    def finish(self, canvas: Surface, page: int, pages: int) -> None:
        """When all sheets are known: number above, foot and code below."""
        sheet = self.paper.sheet
        canvas.saveState()
        if page > 1:
            canvas.setFont(fonts.TEXT, 11)
            canvas.setFillColor(looks.INK)
            middle = sheet.left + sheet.text_width / 2
            canvas.drawCentredString(middle, sheet.height - 13 * looks.MM, str(page))
        self._foot(canvas, page, pages)
        if self.coded:
            facts = self.paper.facts
            mark = Mark(facts.number or self.paper.form.id, self.digest[:12], page, pages)
            x = sheet.width - sheet.right - sheet.code
            draw_mark(canvas, mark, x, (sheet.bottom - sheet.code) / 2, sheet.code)
        canvas.restoreState()

    def _foot(self, canvas: Surface, page: int, pages: int) -> None:
        sheet = self.paper.sheet
        room = sheet.text_width - sheet.code - 8 * looks.MM
        lines = [
            line
            for index in range(len(self.paper.catalogues))
            for line in _filled(self._parts(index, page, pages), room)
        ]
        canvas.setFont(fonts.TEXT, _FOOT)
        canvas.setFillColor(looks.QUIET)
        y = (sheet.bottom - sheet.code) / 2 + (len(lines) - 1) * _FOOT * 1.35 + 1
        for line in lines:
            canvas.drawString(sheet.left, y, line)
            y -= _FOOT * 1.35

    def _parts(self, index: int, page: int, pages: int) -> list[str]:
        paper = self.paper
        catalogue, facts, form = paper.catalogues[index], paper.facts, paper.form
        parts = [catalogue.form(self.word)] if self.word else []
        name = catalogue.form(f"{form.id}.name")
        parts += [catalogue.form("common.form_code", form=name, version=str(form.version))]
        if facts.number:
            parts.append(catalogue.form("common.number", number=printed_number(facts.number)))
        parts.append(catalogue.form("common.sheet", page=str(page), pages=str(pages)))
        parts.append(catalogue.form("common.fingerprint", digest=self.digest[:12]))
        if form.prints_head and facts.journal_head:
            parts.append(catalogue.form("common.journal_head", head=facts.journal_head[:12]))
        return [fonts.plain(part) for part in parts]


def _filled(parts: list[str], room: float) -> list[str]:
    """``parts`` on as few lines as they fit."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{_DOT}{part}" if lines else part
        if lines and stringWidth(longer, fonts.TEXT, _FOOT) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def canvas_maker(furniture: Furniture) -> Callable[..., Canvas]:
    """A canvas class that keeps its pages until their number is known."""

    class Counted(Canvas):  # type: ignore[misc]  # ReportLab has no types
        def __init__(self, *args: object, **options: object) -> None:
            options["initialFontName"] = fonts.TEXT
            super().__init__(*args, **options)
            self.kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 -- ReportLab's name
            self.kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            kept = self.kept
            for number, state in enumerate(kept, 1):
                self.__dict__.update(state)
                furniture.finish(self, number, len(kept))
                super().showPage()
            super().save()

    return Counted
