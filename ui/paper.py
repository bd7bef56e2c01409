# SPDX-License-Identifier: Apache-2.0
"""A paper on a calm ground: scroll, zoom, search, print. It shows bytes and stores nothing.

Signal of ``PaperView``: ``printed`` when the person sent the paper to a printer, so that the page
can have it journalled.
"""
# ruff: noqa: D102 -- Qt's names for Qt's calls

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import messages, theme
from ui.flow import beside, flow
from ui.language import _
from ui.pdf import POINTS, Pdf

PRINT_DOTS = 300
ZOOMS = (0.25, 4.0)


class PaperPages(QAbstractScrollArea):
    """The pages, one under another. Signal ``moved``: another page is in sight, or another zoom in force."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pdf: Pdf | None = None
        self.zoom = 0.0
        """0 fits the width."""
        self.hits: list[tuple[int, list[QRectF]]] = []
        self.hit = -1
        self.setAccessibleName(_("Paper"))
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setAutoFillBackground(True)
        self.verticalScrollBar().valueChanged.connect(self.moved)

    def show_pdf(self, pdf: Pdf | None) -> None:
        """Show another document, from its first page unless it has as many as before."""
        place = self.verticalScrollBar().value()
        same = self.pdf is not None and pdf is not None and len(self.pdf) == len(pdf)
        if self.pdf is not None:
            self.pdf.close()
        self.pdf, self.hits, self.hit = pdf, [], -1
        self._measure()
        self.verticalScrollBar().setValue(place if same else 0)
        self.viewport().update()
        self.moved.emit()

    def scale(self) -> float:
        """Device-independent pixels a point."""
        if self.zoom:
            return self.zoom * self.logicalDpiX() / POINTS
        widest = max((size.width() for size in self.pdf.sizes), default=1) if self.pdf else 1
        room = self.viewport().width() - 2 * self._gap()
        most = 1.4 * self.logicalDpiX() / POINTS
        return float(min(max(room / widest, 0.1), most))

    def set_zoom(self, zoom: float) -> None:
        """Zoom around the top of what is in sight; 0 fits the width."""
        bar = self.verticalScrollBar()
        place = bar.value() / max(bar.maximum(), 1)
        self.zoom = min(max(zoom, ZOOMS[0]), ZOOMS[1]) if zoom else 0.0
        self._measure()
        bar.setValue(round(place * bar.maximum()))
        self.viewport().update()
        self.moved.emit()

    def percent(self) -> int:
        """The zoom in force."""
        return round(self.scale() * POINTS / self.logicalDpiX() * 100)

    def page_in_sight(self) -> int:
        """The number of the page in the middle of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        for number, area in enumerate(self._areas()):
            if area.bottom() >= middle:
                return number
        return max(len(self.pdf) - 1, 0) if self.pdf else 0

    def go_to_hit(self, number: int) -> None:
        """Bring a place the search found into sight."""
        if not self.hits:
            return
        self.hit = number % len(self.hits)
        page, boxes = self.hits[self.hit]
        if boxes:
            top = self._areas()[page].top() + boxes[0].top() * self.scale()
            self.verticalScrollBar().setValue(round(top - self.viewport().height() / 3))
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        shift = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for number, area in enumerate(self._areas()):
            place = area.translated(shift)
            if place.intersects(self.viewport().rect()):
                self._paint_page(painter, number, place)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = 1.1 if event.angleDelta().y() > 0 else 1 / 1.1
            self.set_zoom(self.percent() / 100 * step)
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        key = Qt.Key(event.key())
        if key in ends:
            bar.setValue(ends[key])
            return
        super().keyPressEvent(event)

    def _gap(self) -> int:
        return theme.unit(self) * 3

    def _areas(self) -> list[QRect]:
        """Where each page lies on the whole sheet."""
        if self.pdf is None:
            return []
        scale, gap = self.scale(), self._gap()
        widest = max(round(size.width() * scale) for size in self.pdf.sizes)
        sheet = max(self.viewport().width(), widest + 2 * gap)
        top, areas = gap, []
        for size in self.pdf.sizes:
            width, height = round(size.width() * scale), round(size.height() * scale)
            areas.append(QRect((sheet - width) // 2, top, width, height))
            top += height + gap
        return areas

    def _measure(self) -> None:
        areas = self._areas()
        room = self.viewport().size()
        bottom = areas[-1].bottom() + self._gap() if areas else 0
        right = max((area.width() for area in areas), default=0) + 2 * self._gap()
        self.verticalScrollBar().setRange(0, max(0, bottom - room.height()))
        self.verticalScrollBar().setPageStep(room.height())
        self.verticalScrollBar().setSingleStep(theme.unit(self) * 6)
        self.horizontalScrollBar().setRange(0, max(0, right - room.width()) if self.zoom else 0)
        self.horizontalScrollBar().setPageStep(room.width())

    def _paint_page(self, painter: QPainter, number: int, place: QRect) -> None:
        if self.pdf is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        for spread, depth in ((6, 10), (4, 16), (2, 26)):
            painter.setBrush(QColor(0, 0, 0, depth))
            painter.drawRoundedRect(place.adjusted(-spread, -spread + 2, spread, spread + 2), 4, 4)
        ratio = self.devicePixelRatioF()
        image = self.pdf.image(number, self.scale() * POINTS * ratio)
        # In its own size: fitted into the rounded place, a row of points within a line of words was left out.
        image.setDevicePixelRatio(ratio)
        painter.drawImage(place.topLeft(), image)
        scale = self.scale()
        for order, (page, boxes) in enumerate(self.hits):
            if page != number:
                continue
            colour = QColor("#F08C00") if order == self.hit else QColor("#FFD43B")
            colour.setAlpha(110)
            painter.setBrush(colour)
            for box in boxes:
                corner = place.topLeft() + QPoint(round(box.x() * scale), round(box.y() * scale))
                size = (round(box.width() * scale), round(box.height() * scale))
                painter.drawRect(QRect(corner.x(), corner.y(), *size))


class PaperView(QWidget):
    """A paper with its tools. Signal ``printed``: it went to a printer."""

    printed = Signal()

    def __init__(self, parent: QWidget | None = None, *, searchable: bool = True) -> None:
        super().__init__(parent)
        self._searchable = searchable
        self.pages = PaperPages(self)
        self._place = QLabel(self)
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(_("Find in the paper"))
        self._search.setAccessibleName(_("Find in the paper"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._find)
        self._search.returnPressed.connect(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tools = QVBoxLayout()
        tools.setContentsMargins(*[theme.unit(self)] * 4)
        tools.addWidget(self._tools())
        column.addLayout(tools)
        column.addWidget(self.pages, 1)
        self.setFocusProxy(self.pages)
        self.pages.moved.connect(self._say_place)
        self._say_place()

    def show_pdf(self, content: bytes | None) -> None:
        """Show a PDF from memory, or nothing."""
        self.pages.show_pdf(Pdf(content) if content else None)
        self._find(self._search.text())

    def find_text(self, text: str) -> int:
        """Search, and say how many places were found."""
        self._search.setText(text)
        return len(self.pages.hits)

    def print_paper(self) -> bool:
        """Ask for a printer and print at 300 dpi; false when the person changed their mind."""
        from PySide6.QtPrintSupport import QPrinter

        if self.pages.pdf is None:
            return False
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(PRINT_DOTS)
        printer.setFullPage(True)
        printer.setDocName("Desk")
        if not messages.choose_printer(self, printer):
            return False
        first = printer.fromPage() or 1
        last = printer.toPage() or len(self.pages.pdf)
        painter = QPainter()
        if not painter.begin(printer):
            messages.warn(self, _("The printer does not respond. Nothing was printed."))
            return False
        for number in range(first - 1, min(last, len(self.pages.pdf))):
            if number >= first:
                printer.newPage()
            size = self.pages.pdf.sizes[number]
            dots = printer.resolution()
            paper = QRect(
                0, 0, round(size.width() / POINTS * dots), round(size.height() / POINTS * dots)
            )
            painter.drawImage(paper, self.pages.pdf.fresh_image(number, dots))
        painter.end()
        self.printed.emit()
        return True

    def closeEvent(self, event: object) -> None:
        self.pages.show_pdf(None)

    def _tools(self) -> QWidget:
        zooms = (
            ("zoom-out", _("Smaller"), lambda: self.pages.set_zoom(self._zoomed(1 / 1.2))),
            ("zoom-in", _("Larger"), lambda: self.pages.set_zoom(self._zoomed(1.2))),
            ("move-horizontal", _("Fit the width"), lambda: self.pages.set_zoom(0)),
        )
        # As wide as it can become: the tools must not move while one scrolls.
        widest = self._words_of_place(88, 88, 100)
        self._place.setMinimumWidth(self._place.fontMetrics().horizontalAdvance(widest))
        looking = beside(self, *(self._button(*each) for each in zooms), self._place)
        theme.show_whole(self._search)
        finding = beside(
            self,
            self._search,
            self._button("chevron-left", _("Previous place"), self._previous),
            self._button("chevron-right", _("Next place"), self._next),
        )
        finding.setVisible(self._searchable)
        return flow(self, looking, finding, gap=theme.unit(self), apart=True)

    def _button(self, picture: str, name: str, act: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(theme.icon(picture))
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        button.clicked.connect(act)
        return button

    def _zoomed(self, factor: float) -> float:
        return self.pages.percent() / 100 * factor

    @Slot()
    def _say_place(self) -> None:
        pdf = self.pages.pdf
        if pdf is None:
            self._place.clear()
            return
        self._place.setText(
            self._words_of_place(self.pages.page_in_sight() + 1, len(pdf), self.pages.percent())
        )

    def _words_of_place(self, page: int, pages: int, percent: int) -> str:
        if pages == 1:
            return _("{percent} %", percent=percent)
        return _("Page {page} of {pages} · {percent} %", page=page, pages=pages, percent=percent)

    @Slot(str)
    def _find(self, text: str) -> None:
        self.pages.hits = self.pages.pdf.find(text) if self.pages.pdf is not None else []
        self.pages.hit = -1
        if self.pages.hits:
            self.pages.go_to_hit(0)
        self.pages.viewport().update()

    @Slot()
    def _next(self) -> None:
        self.pages.go_to_hit(self.pages.hit + 1)

    @Slot()
    def _previous(self) -> None:
        self.pages.go_to_hit(self.pages.hit - 1)
