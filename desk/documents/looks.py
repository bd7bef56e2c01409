# SPDX-License-Identifier: Apache-2.0
"""Measures and paragraph styles of an official Russian paper (ГОСТ Р 7.0.97-2025), in one place.

Sizes are points, lengths go through ``MM``. Styles are made once and shared by all papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from desk.documents import fonts
from desk.documents.blocks import Form

fonts.register()  # before ReportLab's layout parts take Helvetica for their defaults

from reportlab.lib.colors import Color  # noqa: E402 -- see above
from reportlab.lib.styles import ParagraphStyle  # noqa: E402 -- see above

MM = 72 / 25.4
CORNER = 80 * MM
"""Longest line of what stands in an upper corner: addressee, approval, corner letterhead."""
LENGTHWISE = 120 * MM
"""Longest line of a letterhead that stands in the middle of the sheet."""
GUTTER = 7 * MM
"""Between the two language columns."""
INK = Color(0, 0, 0)
QUIET = Color(0.42, 0.42, 0.42)
SECOND = "#595959"
"""The other language where both share one place."""
RULE = Color(0.45, 0.45, 0.45)
FAINT = Color(0.92, 0.92, 0.92)

_LEFT, _JUSTIFY, _CENTRE, _RIGHT = 0, 4, 1, 2


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


JOURNAL_HEIGHT = _sheet(landscape=True, wide_margin=True, returns=False).text_height
"""Height of the text on a sheet of a journal."""


def sheet(form: Form) -> Sheet:
    """The sheet ``form`` is printed on."""
    return _sheet(form.landscape, form.wide_margin, form.returns)


def _style(name: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    more = {"fontName": fonts.TEXT, "textColor": INK, "allowWidows": 0, "allowOrphans": 0} | more
    return ParagraphStyle(name, fontSize=size, leading=leading, **more)


_RUNNING: Mapping[str, dict[str, object]] = {
    "text": {},
    "left": {"alignment": _LEFT},
    "centre": {"alignment": _CENTRE},
    "right": {"alignment": _RIGHT},
    "item": {"alignment": _LEFT, "spaceBefore": 3, "spaceAfter": 2},
    "part": {"alignment": _LEFT, "spaceBefore": 6, "spaceAfter": 3},
    "tick": {"alignment": _LEFT, "spaceAfter": 3},
    "said": {"spaceAfter": 2},
    "subject": {"alignment": _CENTRE, "spaceAfter": 8},
    "label": {"alignment": _LEFT, "spaceAfter": 3},
    "value": {"alignment": _LEFT, "spaceAfter": 3},
    "dated": {"alignment": _LEFT, "spaceAfter": 3},
    "dated_centre": {"alignment": _CENTRE, "spaceAfter": 0},
    "dated_right": {"alignment": _RIGHT, "spaceAfter": 0},
}
"""What differs from running text; only ``text`` and ``item`` are indented."""
_OWN: Mapping[str, tuple[float, float, float, float, dict[str, Any]]] = {
    "title": (14, 18, 12.5, 16, {"alignment": _CENTRE, "spaceBefore": 4, "spaceAfter": 3}),
    "letterhead": (12, 13.5, 11, 13.5, {"alignment": _CENTRE}),
    "corner": (12, 15, 11, 15, {"spaceAfter": 2}),
    "point": (10, 12.4, 10, 12.4, {"spaceBefore": 5, "spaceAfter": 1}),
    "post": (12, 15, 12, 15, {}),
    "caption": (8, 9.5, 8, 9.5, {"alignment": _CENTRE, "textColor": QUIET}),
    "caption_left": (8, 9.5, 8, 9.5, {"textColor": QUIET}),
    "note": (11, 14.8, 10, 12.8, {"spaceBefore": 6}),
}
"""Size and leading in one column, the same in two, and the rest."""


@cache
def styles(columns: bool) -> dict[str, ParagraphStyle]:
    """The styles by name; ``columns`` for the narrower text of two languages side by side."""
    size, leading = (10.5, 13.8) if columns else (12, 16.2)
    running: dict[str, object] = {
        # justified, narrow columns would be full of holes
        "alignment": _LEFT if columns else _JUSTIFY,
        "spaceAfter": 5.5 if columns else 4,
    }
    indent = {"firstLineIndent": (6 if columns else 12.5) * MM}
    made = {
        name: _style(
            name, size, leading, **running | (indent if name in ("text", "item") else {}) | more
        )
        for name, more in _RUNNING.items()
    }
    for name, (one, one_leading, two, two_leading, more) in _OWN.items():
        sizes = (two, two_leading) if columns else (one, one_leading)
        made[name] = _style(name, *sizes, **more)
    return made


@cache
def cell_styles(size: float) -> tuple[ParagraphStyle, ParagraphStyle]:
    """Style of table cells and of table heads; never smaller than 10 points."""
    size = max(10.0, size)
    cell = _style(f"cell{size}", size, size * 1.22, splitLongWords=1)
    head = _style(f"head{size}", size, size * 1.18, alignment=_CENTRE, splitLongWords=1)
    return cell, head
