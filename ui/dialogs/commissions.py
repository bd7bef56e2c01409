# SPDX-License-Identifier: Apache-2.0
"""The commissions there are and were: orders, members, periods; a new one is begun here, an old one ended."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desk.domain.destruction import Commission
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.text import N_
from ui import destruction_words as said
from ui import theme, words
from ui.closing import ShownDialog
from ui.destruction_parts import period
from ui.flow import flow
from ui.forms import Words, note
from ui.language import _
from ui.models import Column, RowsModel
from ui.tables import TableView


class CommissionsDialog(ShownDialog):
    """Lists the commissions. Signals: ``act_wanted(name)`` once it has closed, ``order_wanted(paper)``."""

    act_wanted = Signal(str)
    order_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(N_("Commissions"), parent)
        rows = destructions.commissions(desk)
        self.model = RowsModel(_COLUMNS, lambda last: rows if last is None else (), self)
        self.view = TableView(self.model, _("Commissions"), self)
        self.view.explain_empty(
            _("No commission yet. It is created by order once and serves many destructions.")
        )
        self.view.chosen.connect(lambda _id: self._look())
        self.members = Words("", self)
        self.buttons = {
            name: self._button(icon, title, name)
            for name, icon, title in (
                ("commission", "plus", N_("&Create by order…")),
                ("outside_order", "file-text", N_("O&rder issued outside Desk…")),
                ("end_commission", "ban", N_("&End one…")),
                ("order", "file-check", N_("&Open the order")),
            )
        }
        self.column.addWidget(
            note(_("Who destroys and signs. A sole trader may do without and destroy alone."), self)
        )
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.members)
        self.column.addWidget(flow(self, *self.buttons.values(), gap=theme.unit(self) * 2))
        self.close_up(120, 30)
        self.model.load()
        self.view.selectRow(0)
        self._look()

    def _button(self, icon: str, title: str, name: str) -> QPushButton:
        button = QPushButton(theme.icon(icon), _(title), self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._act(name))
        return button

    def _row(self) -> Commission | None:
        row: Commission | None = self.model.row_at(self.view.currentIndex().row())
        return row

    def _look(self) -> None:
        row = self._row()
        lines = map(said.member_line, row.fields.members) if row is not None else ()
        self.members.setText("\n".join(lines))
        self.buttons["order"].setEnabled(row is not None and row.document is not None)
        self.buttons["end_commission"].setEnabled(row is not None)

    def _act(self, name: str) -> None:
        row = self._row()
        self.accept()
        if name != "order":
            self.act_wanted.emit(name)
        elif row is not None and row.document is not None:
            self.order_wanted.emit(row.document)


def _order(row: Commission) -> str:
    if row.fields.alone:
        return _("destroys alone")
    return _(
        "No. {number} of {day}",
        number=words.short(row.fields.number),
        day=words.day(row.fields.ordered),
    )


_COLUMNS = (
    Column("order", N_("Order"), lambda row, _w: _order(row), width=18),
    Column("period", N_("In force"), lambda row, _w: period(row.fields.since, row.fields.until)),
    Column(
        "members",
        N_("Members"),
        lambda row, said_: "; ".join(m.name.of(said_.language) for m in row.fields.members),
        width=24,
    ),
)
