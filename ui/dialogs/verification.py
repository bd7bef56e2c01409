# SPDX-License-Identifier: Apache-2.0
"""The report of a check of all electronic signatures: broken ones first, where nobody can overlook them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desk.domain.kinds import PaperState
from desk.domain.paper_words import TEST
from desk.domain.signatures import NOT_CHECKED
from desk.domain.verdicts import Verdict, worst
from desk.services.desk import Desk
from desk.services.signature import verifying
from desk.services.signature.verifying import Checked
from desk.text import N_
from ui import electronic, messages, words
from ui.closing import ShownDialog
from ui.forms import note
from ui.jobs import Jobs, Progress
from ui.language import _, ngettext
from ui.panes import banner
from ui.tables import Column, RowsModel, TableView
from ui.theme import Badge, Tone


def check_all(desk: Desk, jobs: Jobs, parent: QWidget, open_paper: Callable[[int], None]) -> None:
    """Check every paper away from the window, with progress, and show the report."""

    def work(progress: Progress) -> tuple[Checked, ...]:
        return verifying.verify_all(
            desk, lambda done, total: progress(done, total, _("Checking the signatures…"))
        )

    def done(found: tuple[Checked, ...]) -> None:
        if not parent.isVisible():
            return
        if not found:
            messages.tell(parent, _("No paper has electronic signatures yet."))
            return
        VerificationDialog(parent, found, open_paper).open()

    jobs.run(_("Checking the signatures…"), work, done)


@dataclass(frozen=True)
class _Row:
    id: int
    checked: Checked


class VerificationDialog(ShownDialog):
    """What the check found, a line a paper."""

    def __init__(
        self, parent: QWidget, found: Sequence[Checked], open_paper: Callable[[int], None]
    ) -> None:
        super().__init__(N_("Check of electronic signatures"), parent)
        self._open_paper = open_paper
        rows = [_Row(each.paper.id, each) for each in sorted(found, key=lambda one: not one.broken)]
        bad = sum(each.broken and each.paper.state == PaperState.ISSUED for each in found)
        if bad:
            said = ngettext(
                "{number} paper has a BROKEN signature. Do not use it.",
                "{number} papers have BROKEN signatures. Do not use them.",
                bad,
            )
            self.column.addWidget(banner(said, Tone.OVERDUE, self))
        self.model = RowsModel(_COLUMNS, lambda last: rows if last is None else [], self)
        self.view = TableView(self.model, _("Check of electronic signatures"), self)
        self.view.opened.connect(self._opened)
        self.column.addWidget(self.view, 1)
        told = ngettext("{number} paper was checked.", "{number} papers were checked.", len(found))
        self.column.addWidget(note(f"{told} {_(NOT_CHECKED)}", self))
        self.close_up(110, 28)
        self.model.load()

    def _opened(self, id: int) -> None:
        self.accept()
        self._open_paper(id)


def _badge(checked: Checked) -> Badge:
    if checked.broken:
        return Badge(Tone.OVERDUE, _("SIGNATURE BROKEN"))
    if all(each.verdict is Verdict.VALID for each in checked.found):
        return Badge(Tone.DONE, electronic.verdict(Verdict.VALID))
    if any(each.certificate.test for each in checked.found):
        return Badge(Tone.PROVISIONAL, _(TEST))
    found = worst(each.verdict for each in checked.found)
    odd = next(each for each in checked.found if each.verdict == found)
    return Badge(Tone.PROVISIONAL, electronic.verdict(odd.verdict, odd.certificate.doubt))


def _paper(checked: Checked) -> str:
    """The name of the paper; of one that is not in use any more, that it is not."""
    name, state = words.paper(checked.paper.form), checked.paper.state
    return name if state == PaperState.ISSUED else f"{name} — {words.paper_badge(state).word}"


def _signers(checked: Checked) -> str:
    return "; ".join(each.certificate.name for each in checked.found if each.certificate.name)


_COLUMNS = (
    Column("state", N_("Signature"), lambda row, _w: _badge(row.checked).word,
           badge=lambda row, _w: _badge(row.checked)),
    Column("number", N_("Number"), lambda row, _w: words.short(row.checked.paper.number)),
    Column("paper", N_("Paper"), lambda row, _w: _paper(row.checked)),
    Column("who", N_("Who"), lambda row, _w: _signers(row.checked),
           tip=lambda row, _w: _signers(row.checked)),
)  # fmt: skip
