# SPDX-License-Identifier: Apache-2.0
"""About the program: version, licence, what others contributed, and what changed."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QTextBrowser, QWidget

from desk import __version__
from desk.paths import changelog
from desk.text import N_
from ui import theme
from ui.closing import ShownDialog
from ui.language import NAMES, _, current


class AboutDialog(ShownDialog):
    """Shows what the program says of itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(N_("About Desk"), parent)
        title = QLabel(_("Desk {version}", version=__version__), self)
        title.setFont(theme.title_font(title))
        text = QLabel(
            _(
                "Helps a small operator meet its duties under the Russian law on personal data, "
                "offline, in one encrypted file. Apache License 2.0. Built with Qt, SQLCipher, "
                "ReportLab, pikepdf, PDFium and Lucide icons, each under its own licence."
            ),
            self,
        )
        text.setWordWrap(True)
        self.changes = QTextBrowser(self)
        self.changes.setAccessibleName(_("What changed"))
        self.changes.setOpenLinks(False)
        self.changes.setMarkdown(news(current().language))
        for widget in (title, text, self.changes):
            self.column.addWidget(widget)
        self.close_up(80, 30)


def news(language: str) -> str:
    """The changelog in one language: below each version, the part headed by the language's name."""
    try:
        text = changelog().read_text("utf-8")
    except OSError:
        return ""
    heads = {f"**{title}**": name for name, title in NAMES.items()}
    shown, kept = "", []
    for line in text.splitlines():
        if line.startswith(("# ", "## ")):
            shown = ""
        if line.strip() in heads:
            shown = heads[line.strip()]
        elif shown in {"", language} and not line.startswith("# "):
            kept.append(line)
    return "\n".join(kept).strip()
