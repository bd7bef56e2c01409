# SPDX-License-Identifier: Apache-2.0
"""Measures and paragraph styles of an official Russian paper (ГОСТ Р 7.0.97-2025), in one place.

Sizes are points, lengths go through ``MM``. Styles are made once and shared by all papers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from desk.documents import fonts
from desk.documents.blocks import Form

fonts.register()  # before ReportLab's layout parts take Helvetica for their defaults

from reportlab.lib.colors import Color  # noqa: E402 -- see above
from reportlab.lib.styles import ParagraphStyle  # noqa: E402 -- see above

MM = 72 / 25.4
CORNER = 80 * MM
"""Longest line of what stands in an upper corner: addressee, approval, corner letterhead."""
GUTTER = 7 * MM
"""Between the two language columns."""
INK = Color(0, 0, 0)
QUIET = Color(0.42, 0.42, 0.42)
RULE = Color(0.45, 0.45, 0.45)
FAINT = Color(0.92, 0.92, 0.92)

_LEFT, _JUSTIFY, _CENTRE, _RIGHT = 0, 4, 1, 2
ALIGN = {"left": _LEFT, "justify": _JUSTIFY, "centre": _CENTRE, "right": _RIGHT}


@dataclass(frozen=True)
class Sheet:
    """The page and its margins, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    code: float
    """Side of the QR code at the lower right."""

    @property
    def text_width(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height between the margins."""
        return self.height - self.top - self.bottom


@cache
def _sheet(landscape: bool, wide_margin: bool, returns: bool) -> Sheet:
    width, height = (297, 210) if landscape else (210, 297)
    return Sheet(
        width=width * MM,
        height=height * MM,
        left=(30 if wide_margin else 20) * MM,
        right=10 * MM,
        top=20 * MM,
        bottom=(39 if returns else 27) * MM,
        code=(25 if returns else 15) * MM,
    )


def sheet(form: Form) -> Sheet:
    """The sheet ``form`` is printed on."""
    return _sheet(form.landscape, form.wide_margin, form.returns)


def _style(name: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    more = {"fontName": fonts.TEXT, "textColor": INK} | more
    return ParagraphStyle(name, fontSize=size, leading=leading, **more)


@cache
def styles(columns: bool) -> dict[str, ParagraphStyle]:
    """The styles by name; ``columns`` for the narrower text of two languages side by side."""
    indent = (6 if columns else 12.5) * MM
    size, leading = (10.5, 13.8) if columns else (12, 16.2)
    align = _LEFT if columns else _JUSTIFY  # justified, narrow columns would be full of holes
    after = 5.5 if columns else 4
    return {
        "text": _style(
            "text", size, leading, alignment=align, firstLineIndent=indent, spaceAfter=after
        ),
        **{
            name: _style(name, size, leading, alignment=ALIGN[name], spaceAfter=after)
            for name in ("left", "centre", "right")
        },
        "item": _style(
            "item",
            size,
            leading,
            alignment=_LEFT,
            firstLineIndent=indent,
            spaceBefore=3,
            spaceAfter=2,
        ),
        "title": _style(
            "title",
            12.5 if columns else 14,
            16 if columns else 18,
            alignment=_CENTRE,
            spaceBefore=4,
            spaceAfter=3,
        ),
        "subject": _style("subject", size, leading, alignment=_CENTRE, spaceAfter=8),
        "label": _style("label", size, leading, spaceAfter=3),
        "value": _style("value", size, leading, spaceAfter=3),
        "letterhead": _style("letterhead", 11 if columns else 12, 13.5, alignment=_CENTRE),
        "dated": _style("dated", size, leading, spaceAfter=3),
        "dated_right": _style("dated_right", size, leading, alignment=_RIGHT),
        "corner": _style("corner", 11 if columns else 12, 15, spaceAfter=2),
        "post": _style("post", 12, 15),
        "caption": _style("caption", 8, 9.5, alignment=_CENTRE, textColor=QUIET),
        "caption_left": _style("caption_left", 8, 9.5, textColor=QUIET),
        "note": _style("note", size - 1, leading - 1.4, alignment=align, spaceBefore=6),
        "closing": _style("closing", 12, 20, alignment=_CENTRE, spaceAfter=10),
    }


@cache
def cell_styles(size: float) -> tuple[ParagraphStyle, ParagraphStyle]:
    """Style of table cells and of table heads; never smaller than 10 points."""
    size = max(10.0, size)
    cell = _style(f"cell{size}", size, size * 1.22, splitLongWords=1)
    head = _style(f"head{size}", size, size * 1.18, alignment=_CENTRE, splitLongWords=1)
    return cell, head
