# SPDX-License-Identifier: Apache-2.0
"""Signed pages that came back: the papers found on the left, the page itself on the right.

Pages whose code cannot be read are placed while looking at them; who signed is ticked while looking at the
page with the signature. Everything is kept in one act, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desk.domain.request import PaperBrief
from desk.domain.scans import Place, ScanPaper, Sorting, StackFile, Tick
from desk.errors import Refusal, Told
from desk.services.desk import Desk
from desk.services.request import requests
from desk.services.signature import scans
from desk.text import N_
from ui import dates, files, messages, theme, words
from ui.act import ActDialog, OpenDialogs
from ui.file_view import picture, sheet
from ui.forms import Words
from ui.jobs import Jobs
from ui.language import _, current, ngettext
from ui.panes import scrolled
from ui.paper import PaperView
from ui.scan_list import ScanList, Spot, summary, waits
from ui.scan_panel import ScanPanel, Ticks, days


class ScanBackDialog(ActDialog):
    """Look a stack through and keep it."""

    NAME = "scan-back"
    TITLE = N_("Signed pages returned")
    VERB = N_("&Keep the pages")
    SCROLLS = False

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        parent: QWidget | None,
        sorting: Sorting,
        paths: Sequence[Path] = (),
        near: PaperBrief | None = None,
    ) -> None:
        self.sorting, self.paths = sorting, list(paths)
        self.papers = {paper.brief.id: paper for paper in sorting.papers}
        first = [near] if near is not None and near.id not in self.papers else []
        rest = scans.waiting(desk, sorting)
        self.choices = [*first, *(each for each in rest if each not in first)]
        self.decided: dict[int, Place | None] = {}
        self.ticks: Ticks = {}
        super().__init__(desk, jobs, parent)
        self.resize_to_text(190, 60)

    def body(self) -> QWidget:
        """List and decisions on the left, the picture on the right."""
        gap = theme.unit(self) * 2
        holder = QWidget(self)
        self.said = Words("", holder)
        self.list = ScanList(self.sorting, holder)
        self.panel = ScanPanel(self.desk.today, self.ticks, holder)
        self.view = PaperView(holder, searchable=False)
        left = QSplitter(Qt.Orientation.Vertical, holder)
        left.addWidget(self.list)
        left.addWidget(scrolled(self.panel, holder, keeps_width=True))
        both = QSplitter(Qt.Orientation.Horizontal, holder)
        for side in (left, both):
            side.setChildrenCollapsible(False)
        both.addWidget(left)
        both.addWidget(self.view)
        left.setSizes([500, 400])
        both.setSizes([450, 550])
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self.form)
        column.addWidget(self.said)
        column.addWidget(both, 1)
        return holder

    def prepare(self) -> None:
        """Show what came of the stack, at the first page that needs eyes."""
        self.list.chosen.connect(self._look)
        self.panel.placed.connect(self._place)
        self.panel.ticked.connect(self._ticked)
        self._show()

    def begin(self) -> None:
        """Go through the list with the arrow keys."""
        self.list.setFocus()

    def place(self) -> dict[str, object]:
        """No record of its own."""
        return {"paper": 0, "reason": ""}

    def unfinished(self) -> bool:
        """A stack that lies open is never lost by locking."""
        return True

    def submit(self) -> None:
        """Keep everything away from the window; what is not placed yet is asked about."""
        open_pages = sum(
            at not in self.decided and waits(page) for at, page in enumerate(self.sorting.pages)
        )
        try:
            ticks = self._read_ticks()
        except Refusal as refusal:
            self.form.complain(refusal)
            return
        if open_pages and not messages.ask(
            self,
            ngettext(
                "{number} page has not been placed. Leave it out?",
                "{number} pages have not been placed. Leave them out?",
                open_pages,
            ),
            _("&Leave out"),
        ):
            return
        desk, sorting, decided = self.desk, self.sorting, dict(self.decided)
        self.jobs.run(
            _("Keeping the pages…"),
            lambda _progress: scans.take_back(desk, sorting, decided, ticks),
            self.finish,
            self.turn_down,
        )

    def state(self) -> dict[str, object]:
        """Where the files lie and what was decided; the pages are read again."""
        return {
            "files": [str(path) for path in self.paths],
            "decided": {
                str(at): None if place is None else [place.document, place.page]
                for at, place in self.decided.items()
            },
            "ticks": days(self.ticks),
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """Decide again what ``state`` tells, where the pages are still the same."""
        decided, ticks = state.get("decided"), state.get("ticks")
        for at, place in decided.items() if isinstance(decided, dict) else ():
            if int(at) < len(self.sorting.pages):
                self.decided[int(at)] = None if place is None else Place(*place)
        for key, typed in ticks.items() if isinstance(ticks, dict) else ():
            paper, _colon, field = key.partition(":")
            self.ticks[int(paper), field] = typed
        self.dirty = True
        self._show()

    def done(self, code: int) -> None:
        """Let the picture go."""
        self.view.show_pdf(None)
        super().done(code)

    def _read_ticks(self) -> list[Tick]:
        today = self.desk.today()
        return [
            Tick(paper, field, dates.read_date(typed, today, "on"))
            for (paper, field), typed in self.ticks.items()
        ]

    def _show(self) -> None:
        """Everything anew after a decision; ticks of a paper that lacks a page now are taken back."""
        for at in [*self.decided]:
            self._know(self.decided[at])
        for key in [*self.ticks]:
            paper = self.papers.get(key[0])
            if paper is None or self.sorting.missing(paper, self.decided):
                del self.ticks[key]
        self.said.setText(summary(self.sorting, self.decided))
        self._list()
        self._look()

    def _list(self) -> None:
        signed: dict[int, int] = {}
        for paper, _field in self.ticks:
            signed[paper] = signed.get(paper, 0) + 1
        self.list.show_stack(self.papers, self.decided, signed)

    def _know(self, place: Place | None) -> None:
        if place is not None and place.document not in self.papers:
            self.papers[place.document] = scans.scan_paper(self.desk, place.document)

    def _look(self) -> None:
        """Show the chosen page and what may be done with it."""
        spot = self.list.spot()
        self.panel.clear()
        page = None if spot.at is None else self.sorting.pages[spot.at]
        shown = picture(page.read.picture) if page and page.read.picture else None
        self.view.show_pdf(shown)
        paper = self.papers.get(spot.paper or 0)
        if paper is not None:
            self._look_at_paper(paper, spot)
        if page is not None and spot.at is not None:
            place = self.sorting.place(spot.at, self.decided)
            if page.told is not None and (paper is None or spot.page):
                self.panel.say(current().tell(page.told))
            if paper is None or spot.page:
                self.panel.offer_place(spot.at, page, place, self.choices, self._near())
        self.panel.finish()

    def _look_at_paper(self, paper: ScanPaper, spot: Spot) -> None:
        page = spot.page or paper.last_place
        missing = self.sorting.missing(paper, self.decided)
        if spot.at is None and not self._show_kept(paper, page):
            self.panel.say(_("This page is not in the stack."))
        else:
            self.panel.ask_signers(paper, page, missing)

    def _show_kept(self, paper: ScanPaper, page: int) -> bool:
        """Show a page that came back before; whether there is one."""
        held = scans.kept_pages(self.desk, paper.brief.id)
        kept = next((each for each in held if each.page == page), None)
        if kept is None:
            return False
        self.panel.say(_("This page was returned on {day}.", day=words.day(kept.day)))
        try:
            _file, content = requests.file_bytes(self.desk, kept.attachment)
        except Told as error:
            self.panel.say(current().tell(error))
            return True
        self.view.show_pdf(sheet(content, kept.sheet))
        return True

    def _near(self) -> Place | None:
        """The first gap of the stack's papers: most likely the unread page belongs there."""
        for paper in self.papers.values():
            missing = self.sorting.missing(paper, self.decided)
            if missing:
                return Place(paper.brief.id, missing[0])
        return None

    def _place(self, at: int, place: object) -> None:
        if place is None or isinstance(place, Place):
            self.decided[at] = place
        else:
            self.decided.pop(at, None)
        self.dirty = True
        self.form.forgive()
        self._show()

    def _ticked(self) -> None:
        self.dirty = True
        self.form.forgive()
        self._list()


def read_scans(
    desk: Desk, jobs: Jobs, paths: Sequence[Path], done: Callable[[Sorting], None]
) -> None:
    """Read a stack away from the window, with progress and a way to stop."""

    def work(progress: Callable[..., None]) -> Sorting:
        stack = scans.read_stack(
            [StackFile(path.name, files.read(path)) for path in paths],
            lambda read, total: progress(
                read,
                total,
                _("Reading page {page} of {pages}…", page=min(read + 1, total), pages=total),
            ),
        )
        return scans.match_pages(desk, stack)

    jobs.run(_("Reading the scans…"), work, done)


def take_back(
    desk: Desk,
    jobs: Jobs,
    page: QWidget,
    dialogs: OpenDialogs,
    paths: Sequence[Path],
    followed: Callable[[object], None],
    near: PaperBrief | None = None,
    typed: Mapping[str, object] | None = None,
) -> None:
    """Read scans and open the dialog over ``page``; ``followed`` gets what was kept."""

    def show(sorting: Sorting) -> None:
        dialog = ScanBackDialog(desk, jobs, page, sorting, paths, near)
        dialog.acted.connect(followed)
        dialogs.present(dialog)
        if typed is not None:
            dialog.restore(typed)

    read_scans(desk, jobs, paths, show)
