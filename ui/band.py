# SPDX-License-Identifier: Apache-2.0
"""The band in which a demonstration desk says on every page that it is one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.forms import Words
from ui.language import _


def demonstration_band(parent: QWidget) -> Words:
    """The band, in a colour nothing else has."""
    band = Words(
        _("Demonstration desk: everyone in it is invented, every paper is marked as a specimen."),
        parent,
    )
    band.setAlignment(Qt.AlignmentFlag.AlignCenter)
    band.setAutoFillBackground(True)
    band.setMargin(theme.unit(band))
    theme.paint(band, theme.Tone.PROVISIONAL)
    band.setFont(theme.strong_font(band))
    return band
