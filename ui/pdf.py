# SPDX-License-Identifier: Apache-2.0
"""A PDF in memory: pictures of its pages and the places of words in it. No file touches the disk.

Form fields are initialised before the first page is read, or signature fields and stamps would stay
invisible. The library is loaded when the first paper is shown.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage

POINTS = 72.0
KEPT = 12
"""Pictures kept: a screenful at two sizes."""


class Pdf:
    """An open PDF; ``close`` it when it is no longer shown."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument(content)
        self._document.init_forms()
        self._pages: list[Any] = [self._document[i] for i in range(len(self._document))]
        self.sizes = tuple(QSizeF(*page.get_size()) for page in self._pages)
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pages)

    def image(self, page: int, dots: float) -> QImage:
        """The picture of a page at ``dots`` an inch, its own memory."""
        key = (page, round(dots, 2))
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        image = self.fresh_image(page, dots)
        self._images[key] = image
        while len(self._images) > KEPT:
            self._images.popitem(last=False)
        return image

    def fresh_image(self, page: int, dots: float) -> QImage:
        """A picture that is not kept: for the printer."""
        bitmap = self._pages[page].render(
            scale=dots / POINTS,
            may_draw_forms=True,
            fill_color=(255, 255, 255, 255),
            rev_byteorder=True,
        )
        kinds = {
            1: QImage.Format.Format_Grayscale8,
            3: QImage.Format.Format_RGB888,
            4: QImage.Format.Format_RGBX8888,
        }
        picture = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            kinds[bitmap.n_channels],
        ).copy()
        bitmap.close()
        return picture

    def text(self, page: int) -> str:
        """The words of a page."""
        words = self._pages[page].get_textpage()
        try:
            return str(words.get_text_bounded())
        finally:
            words.close()

    def find(self, needle: str) -> list[tuple[int, list[QRectF]]]:
        """Where ``needle`` stands: page and rectangles in points from the top left corner."""
        if not needle.strip():
            return []
        found: list[tuple[int, list[QRectF]]] = []
        for number, page in enumerate(self._pages):
            words = page.get_textpage()
            searcher = words.search(needle, match_case=False)
            while (hit := searcher.get_next()) is not None:
                found.append((number, self._boxes(words, number, *hit)))
            searcher.close()
            words.close()
        return found

    def close(self) -> None:
        """Let the document go."""
        self._images.clear()
        for page in self._pages:
            page.close()
        self._pages.clear()
        self._document.close()

    def _boxes(self, words: Any, page: int, first: int, count: int) -> list[QRectF]:  # noqa: ANN401 -- no types in the library
        height = self.sizes[page].height()
        boxes = []
        for number in range(words.count_rects(first, count)):
            left, bottom, right, top = words.get_rect(number)
            boxes.append(QRectF(left, height - top, right - left, top - bottom))
        return boxes
