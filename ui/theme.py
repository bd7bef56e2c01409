# SPDX-License-Identifier: Apache-2.0
"""Looks that everything shares: palettes, one accent, tones of state, icons and the spacing unit.

Sizes come from the font's metrics, colours from the palette. There is no style sheet for the whole
program; on Windows and macOS the platform's style stays and only the scheme can be forced.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QProxyStyle,
    QPushButton,
    QStyle,
    QTabBar,
    QToolButton,
    QWidget,
)

from desk.paths import resource
from desk.text import N_

SCHEMES = {"system": N_("Like the system"), "light": N_("Light"), "dark": N_("Dark")}


class Tone(StrEnum):
    """What a colour stands for; it is never said by colour alone."""

    OVERDUE = "overdue"
    SOON = "soon"
    WAITING = "waiting"
    DONE = "done"
    PROVISIONAL = "provisional"
    QUIET = "quiet"


ICONS = {
    Tone.OVERDUE: "triangle-alert",
    Tone.SOON: "clock",
    Tone.WAITING: "hourglass",
    Tone.DONE: "circle-check",
    Tone.PROVISIONAL: "circle-help",
    Tone.QUIET: "circle-dashed",
}

_LIGHT_TONES = {
    Tone.OVERDUE: ("#FBE3E1", "#8F1D17"),
    Tone.SOON: ("#FCEFD2", "#6E4300"),
    Tone.WAITING: ("#E2ECF8", "#1C4B86"),
    Tone.DONE: ("#E0F2E5", "#1A5A34"),
    Tone.PROVISIONAL: ("#EDE6F7", "#56338E"),
    Tone.QUIET: ("#E8EBEE", "#454D56"),
}
_DARK_TONES = {
    Tone.OVERDUE: ("#4B2020", "#FFB9B3"),
    Tone.SOON: ("#453413", "#FFD88F"),
    Tone.WAITING: ("#1F3650", "#AFD0F6"),
    Tone.DONE: ("#1D3C2A", "#A8E0B9"),
    Tone.PROVISIONAL: ("#382C4F", "#D7C3F6"),
    Tone.QUIET: ("#30353B", "#C7CDD4"),
}


@dataclass(frozen=True)
class Badge:
    """A state as it is painted in a list: a word, with the icon and the colour of its tone."""

    tone: Tone
    word: str


class _Wardrobe(QObject):
    """Signal ``changed``: another palette is in force; icons must be made again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scheme = "system"
        self.dressed = False


_wardrobe = _Wardrobe()
changed = _wardrobe.changed


def _palette(colours: dict[QPalette.ColorRole, str], disabled: str) -> QPalette:
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.HighlightedText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(disabled))
    return palette


def light() -> QPalette:
    """Our light palette: calm greys, blue accent."""
    role = QPalette.ColorRole
    return _palette(
        {
            role.Window: "#F3F4F6",
            role.WindowText: "#1C2127",
            role.Base: "#FFFFFF",
            role.AlternateBase: "#F8F9FA",
            role.Text: "#1C2127",
            role.Button: "#FAFBFC",
            role.ButtonText: "#1C2127",
            role.BrightText: "#FFFFFF",
            role.Light: "#FFFFFF",
            role.Midlight: "#E9ECEF",
            role.Mid: "#C6CBD1",
            role.Dark: "#9AA2AB",
            role.Shadow: "#6B737C",
            role.Highlight: "#2A62AD",
            role.HighlightedText: "#FFFFFF",
            role.Accent: "#2A62AD",
            role.Link: "#1F57A3",
            role.LinkVisited: "#5B3794",
            role.PlaceholderText: "#656E79",
            role.ToolTipBase: "#1C2127",
            role.ToolTipText: "#F5F6F7",
        },
        "#8B939C",
    )


def dark() -> QPalette:
    """Our dark palette: the same accent, lightened for contrast."""
    role = QPalette.ColorRole
    return _palette(
        {
            role.Window: "#1C1E21",
            role.WindowText: "#E7E9EC",
            role.Base: "#282B30",
            role.AlternateBase: "#2C3035",
            role.Text: "#E7E9EC",
            role.Button: "#353A40",
            role.ButtonText: "#E7E9EC",
            role.BrightText: "#FFFFFF",
            role.Light: "#454A51",
            role.Midlight: "#25282C",
            role.Mid: "#3A3E44",
            role.Dark: "#121416",
            role.Shadow: "#0A0B0C",
            role.Highlight: "#2F64A8",
            role.HighlightedText: "#FFFFFF",
            role.Accent: "#78AEEB",
            role.Link: "#8ABBF2",
            role.LinkVisited: "#C7ABF0",
            role.PlaceholderText: "#A3ACB6",
            role.ToolTipBase: "#E7E9EC",
            role.ToolTipText: "#181A1D",
        },
        "#757D86",
    )


def is_dark(palette: QPalette | None = None) -> bool:
    """Whether the palette in force is a dark one."""
    shown = palette if palette is not None else QGuiApplication.palette()
    return shown.color(QPalette.ColorRole.Window).lightness() < 128


def apply(application: QApplication, scheme: str = "system") -> None:
    """Dress the application: ``system``, ``light`` or ``dark``; the first dress is no change."""
    first, _wardrobe.dressed = not _wardrobe.dressed, True
    _wardrobe.scheme = scheme if scheme in SCHEMES else "system"
    hints = application.styleHints()
    forced = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    hints.setColorScheme(forced.get(_wardrobe.scheme, Qt.ColorScheme.Unknown))
    if sys.platform.startswith("linux"):
        if not isinstance(application.style(), QProxyStyle):
            from ui.outlines import Outlined

            application.setStyle(Outlined())
        dim = hints.colorScheme() is Qt.ColorScheme.Dark
        if _wardrobe.scheme != "system":
            dim = _wardrobe.scheme == "dark"
        application.setPalette(dark() if dim else light())
    icon.cache_clear()
    if not first:
        # Widgets receive the palette by an event; what is built anew must come after it.
        QTimer.singleShot(0, _wardrobe, _wardrobe.changed.emit)


def scheme() -> str:
    """The scheme that was asked for."""
    return _wardrobe.scheme


def dress(scheme: str) -> None:
    """Dress the running application."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        apply(application, scheme)


def follow_system(application: QApplication) -> None:
    """Change with the system's scheme for as long as none is forced."""
    application.styleHints().colorSchemeChanged.connect(
        lambda _scheme: apply(application) if _wardrobe.scheme == "system" else None
    )


def tone_colours(tone: Tone, palette: QPalette | None = None) -> tuple[QColor, QColor]:
    """Background and text of a tone; the text is at least 4.5 : 1 on it."""
    ground, text = (_DARK_TONES if is_dark(palette) else _LIGHT_TONES)[tone]
    return QColor(ground), QColor(text)


def paint(widget: QWidget, tone: Tone) -> None:
    """Give a widget the background and the text of a tone."""
    ground, ink = tone_colours(tone)
    palette = QPalette(widget.palette())
    palette.setColor(QPalette.ColorRole.Window, ground)
    palette.setColor(QPalette.ColorRole.WindowText, ink)
    widget.setPalette(palette)


def unit(widget: QWidget | None = None) -> int:
    """The spacing unit: about a third of a line of text."""
    return max(4, round(_metrics(widget).height() / 3))


def row_height(widget: QWidget | None = None) -> int:
    """The height of a line of a list: 1.9 × the text."""
    return round(_metrics(widget).height() * 1.9)


def field_height(widget: QWidget | None = None) -> int:
    """The height of a one-line field."""
    return round(_metrics(widget).height() * 1.75)


def title_font(widget: QWidget) -> QFont:
    """The second of two text sizes, one weight step up."""
    font = QFont(widget.font())
    font.setPointSizeF(font.pointSizeF() * 1.3)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def strong_font(widget: QWidget) -> QFont:
    """Body size, one weight step up."""
    font = QFont(widget.font())
    font.setWeight(QFont.Weight.DemiBold)
    return font


def take_room(window: QWidget, characters: int, lines: int) -> None:
    """Give a window this much text and what its rows ask for, but never more than its screen has."""
    metrics, room = _metrics(window), window.screen().availableSize() * 0.94
    wanted = max(metrics.averageCharWidth() * characters, window.sizeHint().width())
    width = min(wanted, room.width())
    window.resize(width, min(metrics.lineSpacing() * lines, room.height()))


def fit_screen(window: QWidget, size: QSize) -> None:
    """Give a window ``size``, but never more than its screen has room for with the frame around it."""
    if window.isMaximized() or window.isFullScreen():
        return
    # A window that is not shown yet has no frame: about as much as frames are.
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    frame = QSize(16, max(title, _metrics(window).height() * 2) + 16)
    window.resize(size.boundedTo(window.screen().availableSize() - frame))


def show_whole(field: QLineEdit) -> None:
    """Make a search field wide enough for the words in it, and for the cross that clears it."""
    words = field.fontMetrics().horizontalAdvance(field.placeholderText())
    field.setMinimumWidth(max(words + row_height(field), field.sizeHint().width()))


def icon_size(widget: QWidget | None = None) -> int:
    """The side of an icon beside a word."""
    return round(_metrics(widget).height() * 1.15)


def fit_icons(root: QWidget) -> None:
    """Let the icons beside words grow with the font."""
    side = icon_size(root)
    found: list[QAbstractButton | QTabBar] = [*root.findChildren(QAbstractButton)]
    found += root.findChildren(QTabBar)
    for widget in found:
        if widget.iconSize().height() < side:
            widget.setIconSize(QSize(side, side))
        if isinstance(widget, QPushButton) and widget.text() and not widget.icon().isNull():
            _part(widget)


def wear_icon(button: QToolButton, name: str) -> None:
    """Give a button the icon ``name``, as large as its word and off it."""
    side = icon_size(button)
    button.setIcon(icon(name))
    button.setIconSize(QSize(side, side))
    _part(button)


def _part(button: QAbstractButton) -> None:
    """Keep the icon of a button off its word, in proportion: a style parts them by four pixels."""
    size = button.iconSize()
    if size.width() > size.height():
        return
    wide, parted = QSize(round(size.width() * 1.15), size.height()), QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled, QIcon.Mode.Selected):
        picture = button.icon().pixmap(size, button.devicePixelRatioF(), mode)
        image = QPixmap(wide * picture.devicePixelRatioF())
        image.setDevicePixelRatio(picture.devicePixelRatioF())
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.drawPixmap(0, 0, picture)
        painter.end()
        parted.addPixmap(image, mode)
    button.setIcon(parted)
    button.setIconSize(wide)


@cache
def icon(name: str) -> QIcon:
    """A line icon in the colours of the palette: normal, disabled and on a selection."""
    palette = QGuiApplication.palette()
    made = QIcon()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    shades = (
        (QIcon.Mode.Normal, palette.color(group.Active, role.ButtonText)),
        (QIcon.Mode.Disabled, palette.color(group.Disabled, role.ButtonText)),
        (QIcon.Mode.Selected, palette.color(group.Active, role.HighlightedText)),
    )
    for mode, colour in shades:
        for side in (16, 24, 32, 48, 64):
            made.addPixmap(pixmap(name, colour, side), mode)
    return made


def pixmap(name: str, colour: QColor, side: int) -> QPixmap:
    """One icon in one colour, ``side`` device pixels square."""
    return QPixmap(_picture(name, colour.name(), side))


@cache
def _picture(name: str, colour: str, side: int) -> QPixmap:
    """Drawn once: a list paints the same few signs with every line."""
    from PySide6.QtSvg import QSvgRenderer

    drawing = _drawing(name).replace("currentColor", colour)
    image = QPixmap(side, side)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


def _metrics(widget: QWidget | None) -> QFontMetrics:
    return widget.fontMetrics() if widget is not None else QFontMetrics(QApplication.font())
