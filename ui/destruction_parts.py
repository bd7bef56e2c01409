# SPDX-License-Identifier: Apache-2.0
"""The sections of a destruction's record: what goes and stays, letters with confirmations, who destroys and signs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain.destruction import DestructionCard, Kept, PlanItem, Signer
from desk.domain.destruction_steps import UNDONE_STATES
from desk.domain.journal_words.destroyed import ERASED
from desk.domain.said import LETTER_ASKS
from desk.text import N_
from ui import destruction_words as said
from ui import numbers, theme, words
from ui.destruction_words import Names
from ui.flow import flow
from ui.forms import note
from ui.language import _, current, ngettext
from ui.models import Column, RowsModel
from ui.numbers import named
from ui.panes import banner
from ui.record_parts import Facts, Scrolled
from ui.tables import TableView
from ui.wrapped_list import WrappedList

_MOST = 8
"""Lines of a small table before it scrolls."""
Of = Callable[[PlanItem], str]


def small_table(columns: Sequence[Column], rows: Sequence[Any], name: str) -> TableView:
    """A table as high as its rows, up to some."""
    model = RowsModel(columns, lambda last: rows if last is None else ())
    table = TableView(model, name)
    table.rows_seen = _MOST
    model.setParent(table)
    model.load()
    return table


def heading(text: str, parent: QWidget) -> QLabel:
    """The title of a piece of a section."""
    label = QLabel(text, parent)
    label.setFont(theme.strong_font(parent))
    label.setWordWrap(True)
    return label


class GoesPart(Scrolled):
    """What goes, what stays and why, and the holds that keep data."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What to destroy and what to keep"))

    def show_card(self, card: DestructionCard, names: Names) -> None:
        """Lay out the plan of ``card``."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(theme.unit(self) * 2)
        for reason in card.held:
            text = _("A legal hold keeps data from destruction: {reason}", reason=reason)
            column.addWidget(banner(text, theme.Tone.OVERDUE, page))
        if card.also:
            numbers = words.some(map(named, card.also))
            text = _(
                "Some of these data are also in other open plans: {numbers}. Carry out one of "
                "them, then void any plan left without data.",
                numbers=numbers,
            )
            column.addWidget(banner(text, theme.Tone.SOON, page))
        column.addWidget(heading(_goes(card), page))
        if card.items:
            columns = _item_columns(names, one=len(card.subjects) == 1, gone=bool(card.done))
            column.addWidget(small_table(columns, card.items, _("To be destroyed")))
        else:
            column.addWidget(
                note(
                    _(
                        "Nothing is listed yet. Use “Data to destroy…” to list what is kept where and how it is destroyed."
                    ),
                    page,
                )
            )
        column.addWidget(heading(_("What is kept, and why"), page))
        for kept in card.kept:
            column.addWidget(_kept(kept, names, page))
        if not card.kept:
            column.addWidget(note(_("Nothing is kept."), page))
        column.addWidget(_circumstances(card, page))
        column.addStretch(1)
        self.fill(page)


def _goes(card: DestructionCard) -> str:
    if card.row.state in UNDONE_STATES:
        return _("To be destroyed")
    skipped = sum(item.skipped for item in card.items)
    if skipped:
        return _("Destroyed; {number} not destroyed after all", number=skipped)
    return _("What was destroyed")


def _item_columns(names: Names, *, one: bool, gone: bool) -> tuple[Column, ...]:
    def how(item: PlanItem) -> str:
        return ", ".join(filter(None, (said.method(item.method), _sheets(item))))

    def done(item: PlanItem) -> str:
        if item.skipped:
            return _("not destroyed")
        return words.brief_day(item.done, "UTC")

    def tip(item: PlanItem) -> str:
        parts = (names.person(item.person), names.place(item), how(item), item.deviation)
        return "\n".join(filter(None, (*parts, names.what(item.categories))))

    def column(
        id: str, title: str, value: Of, width: int = 0, rank: int = 0, lines: int = 2
    ) -> Column:
        return Column(
            id, title, lambda row, _w: value(row), tip=lambda row, _w: tip(row),
            width=width, rank=rank, lines=lines,
        )  # fmt: skip

    person = column("person", N_("Person"), lambda item: names.person(item.person), 12, lines=3)
    rest = (
        column("place", N_("Where"), names.place, 11, lines=4),
        column("what", N_("Data"), lambda item: names.what(item.categories), 17, 1),
        column("how", N_("How"), how, 10, lines=4),
        *((column("done", N_("Done"), done),) if gone else ()),
    )
    return rest if one else (person, *rest)


def _sheets(item: PlanItem) -> str:
    return said.sheets(item.sheets if item.done_sheets is None else item.done_sheets)


def _kept(kept: Kept, names: Names, parent: QWidget) -> QWidget:
    language = current().language
    until = words.day(kept.until) or kept.until_words.of(language)
    facts = Facts(parent)
    what = kept.what.of(language)
    who = names.person(kept.person)
    facts.add(_("Kept"), f"{what} ({who})" if who and len(names.people) > 1 else what)
    facts.add(_("Because of"), kept.norm.of(language))
    facts.add(_("Kept until"), until)
    return facts


def _circumstances(card: DestructionCard, parent: QWidget) -> Facts:
    facts = Facts(parent)
    facts.head(_("The case"))
    facts.add(
        _("Whose data"), words.some(each[2] or numbers.named(each[1]) for each in card.subjects)
    )
    facts.add(_("Reason"), f"{words.label(card.row.cause)}, {words.day(card.row.caused)}")
    facts.add(_("Clause"), card.clause)
    facts.add(_("Destroyed"), words.day(card.done))
    signed = words.day(card.certified)
    doubted = signed and said.act_doubt(card.row)
    facts.add(_("Fully signed"), f"{signed}: {doubted}" if doubted else signed)
    facts.add(_("Subjects notified"), words.day(card.told))
    facts.add(_("Erased from the desk"), words.day(card.erased))
    facts.add(_("The desk itself erases"), counts(card.counts))
    facts.add(_("Note"), card.note)
    return facts


def counts(found: dict[str, int]) -> str:
    """“cards of people: 1; papers: 3”, without what counts nothing."""
    return "; ".join(f"{_(ERASED.get(name, name))}: {n}" for name, n in found.items() if n)


class LettersPart(Scrolled):
    """Letters to processors and recipients. Signals: ``act_wanted(name)``, ``paper_chosen(id)``."""

    act_wanted = Signal(str)
    paper_chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Letters to third parties"))
        self._card: DestructionCard | None = None
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(theme.unit(self))
        self.none = note(
            _(
                "No letters yet. Anyone who processes the data on your behalf is told to destroy them too."
            ),
            page,
        )
        self.list = WrappedList(_("Letters to third parties"), 4, page)
        self.list.currentRowChanged.connect(self._enable)
        self.list.itemActivated.connect(lambda _item: self._open())
        self.buttons = {
            name: self._button(title, name, page)
            for name, title in (
                ("letter_sent", _("Record dispatch…")),
                ("confirmed", _("Record confirmation…")),
                ("drop_letter", _("Take back…")),
                ("open", _("&Open")),
            )
        }
        for widget in (self.none, self.list):
            column.addWidget(widget)
        self._row = flow(page, *self.buttons.values(), gap=theme.unit(self))
        column.addWidget(self._row)
        column.addStretch(1)
        self.fill(page)

    def chosen(self) -> int:
        """The id of the chosen letter; 0 for none."""
        item = self.list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else 0

    def show_card(self, card: DestructionCard) -> None:
        """List the letters of ``card``."""
        kept, self._card = self.chosen(), card
        self.list.clear()
        for letter in card.letters:
            badge = said.letter_badge(letter)
            by = _("to confirm by {day}", day=words.day(letter.confirm_by))
            lines = (
                letter.name.of(current().language),
                f"{_(LETTER_ASKS[letter.action])}, {by}",
                " · ".join(filter(None, (badge.word, letter.note))),
            )
            item = self.list.put(letter.id, theme.icon(theme.ICONS[badge.tone]), "\n".join(lines))
            item.setToolTip(item.text())
            if letter.id == kept:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0 if card.letters else -1)
        self.none.setVisible(not card.letters)
        self.list.setVisible(bool(card.letters))
        self.list.fit()
        self._enable()

    def _button(self, title: str, name: str, parent: QWidget) -> QPushButton:
        button = QPushButton(title, parent)
        if name == "open":
            button.clicked.connect(self._open)
        else:
            button.clicked.connect(lambda: self.act_wanted.emit(name))
        return button

    def _enable(self) -> None:
        letters = self._card.letters if self._card is not None else ()
        letter = next((each for each in letters if each.id == self.chosen()), None)
        waits = letter is not None and not letter.confirmed
        self.buttons["letter_sent"].setEnabled(waits and letter is not None and not letter.sent)
        self.buttons["confirmed"].setEnabled(waits)
        self.buttons["drop_letter"].setEnabled(waits)
        self.buttons["open"].setEnabled(letter is not None and letter.document is not None)
        self._row.setVisible(bool(letters))

    def _open(self) -> None:
        letters = self._card.letters if self._card is not None else ()
        for letter in letters:
            if letter.id == self.chosen() and letter.document is not None:
                self.paper_chosen.emit(letter.document)


class CommissionPart(Scrolled):
    """Who destroys, and who has signed the act."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Commission and signatures"))

    def show_card(self, card: DestructionCard) -> None:
        """Lay out the commission of ``card`` and its signers."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(theme.unit(self) * 2)
        if card.commission is None:
            column.addWidget(
                note(
                    _(
                        "Nobody is appointed yet. A commission is created by order once and "
                        "serves many destructions; a sole trader may destroy alone."
                    ),
                    page,
                )
            )
        else:
            column.addWidget(_commission(card, page))
        if card.signers:
            row = card.row
            title = _("Signed {signed} of {signers}", signed=row.signed, signers=row.signers)
            column.addWidget(heading(title, page))
            column.addWidget(signers_table(card.signers))
        column.addStretch(1)
        self.fill(page)


def signers_table(signers: Sequence[Signer]) -> TableView:
    """Where everybody stands who is to sign."""
    return small_table(_SIGNERS, signers, _("Signatures under the act"))


_SIGNERS = (
    Column("who", N_("Who"), lambda row, _w: said.signer_line(row),
           tip=lambda row, _w: said.signer_line(row), width=9, lines=5),
    Column(
        "state", N_("Signature"), lambda row, _w: said.signer_badge(row).word,
        badge=lambda row, _w: said.signer_brief(row),
        tip=lambda row, _w: said.signer_state(row),
    ),
)  # fmt: skip


def _commission(card: DestructionCard, parent: QWidget) -> Facts:
    assert card.commission is not None, "the caller looked"
    fields, facts = card.commission.fields, Facts(parent)
    if fields.alone:
        facts.add(_("Destroys alone"), "; ".join(map(said.member_name, card.taking_part)))
        return facts
    order = _(
        "No. {number} of {day}", number=words.short(fields.number), day=words.day(fields.ordered)
    )
    facts.add(_("Order"), order)
    facts.add(_("In force"), period(fields.since, fields.until))
    facts.add(
        ngettext("Takes part", "Take part", len(card.taking_part)),
        "\n".join(map(said.member_line, card.taking_part)),
    )
    if fields.approver is not None:
        language = current().language
        facts.add(_("Approves the act"), fields.approver.name.of(language))
    return facts


def period(since: str, until: str) -> str:
    """From when to when a commission acts."""
    if until:
        return _("{since} – {until}", since=words.day(since), until=words.day(until))
    return _("since {day}", day=words.day(since))
