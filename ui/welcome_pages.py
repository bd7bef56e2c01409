# SPDX-License-Identifier: Apache-2.0
"""The steps of the first start, one page each; ``ui/welcome.py`` leads through them."""
# ruff: noqa: D102 -- each page answers the calls that ``Step`` describes

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain.kinds import OperatorKind
from desk.domain.operator import Operator
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.keeping import upkeep
from ui import messages, theme
from ui.forms import FolderField, Form, TextField, note
from ui.language import NAMES, _, current
from ui.operator_fields import FIRST, kind_by_inn, operator_from
from ui.secret import NewPassphrase
from ui.sheet import SheetPanel
from ui.status import speak

CHOICES = {
    "desk": N_("Start my own desk"),
    "trader": N_("Look around in a demonstration: a sole trader"),
    "company": N_("Look around in a demonstration: a small company"),
    "existing": N_("Open a desk I already have"),
}


class Step(QWidget):
    """One page."""

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, theme.unit(self) * 2, 0)
        self.column.setSpacing(theme.unit(self) * 3)
        head = QLabel(title, self)
        head.setFont(theme.title_font(head))
        head.setWordWrap(True)
        self.column.addWidget(head)
        if text:
            self.column.addWidget(note(text, self))
        self.form: Form | None = None

    def state(self) -> dict[str, object]:
        """What was typed."""
        return self.form.state() if self.form is not None else {}

    def restore(self, state: Mapping[str, object]) -> None:
        """Show it again."""
        if self.form is not None:
            self.form.restore(state)

    def complain(self, refusal: Refusal) -> None:
        """Say what is wrong."""
        if self.form is not None:
            self.form.complain(refusal)
        else:
            messages.fail(self, refusal)

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        if self.form is not None:
            self.form.focus_first()

    def let_go(self) -> None:
        """The window closes."""


class StartPage(Step):
    """Language, and what to begin with."""

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(
            _("Welcome"),
            _(
                "Desk helps an operator meet its duties under the Russian law on personal data: "
                "it registers requests, calculates deadlines and writes the papers. It works "
                "offline; everything stays in one encrypted file on this computer."
            ),
            parent,
        )
        self._languages = QButtonGroup(self)
        row = QHBoxLayout()
        row.addWidget(QLabel(_("Language:"), self))
        for name, title in NAMES.items():
            button = QRadioButton(title, self)
            button.setChecked(name == current().language)
            button.clicked.connect(lambda _checked, name=name: speak(name, self.window()))
            self._languages.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self._choices = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        for name, text in CHOICES.items():
            choice = QRadioButton(_(text), self)
            choice.toggled.connect(self._chosen)
            self._choices.addButton(choice)
            self.column.addWidget(choice)
            self.buttons[name] = choice
        self.form = Form([FolderField("folder", N_("Desk folder"))], self)
        self.form.set({"folder": str(folder)})
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.buttons["desk"].setChecked(True)

    def choice(self) -> str:
        """``desk``, ``trader``, ``company`` or ``existing``."""
        return next(name for name, button in self.buttons.items() if button.isChecked())

    def folder(self) -> Path:
        """Where the desk will be."""
        assert self.form is not None
        typed = str(self.form.values()["folder"])
        if not typed or not Path(typed).expanduser().is_absolute():
            raise Refusal(N_("Give the whole path of a folder."), field="folder")
        return Path(typed).expanduser()

    def state(self) -> dict[str, object]:
        return {**super().state(), "choice": self.choice()}

    def restore(self, state: Mapping[str, object]) -> None:
        super().restore(state)
        chosen = state.get("choice")
        if isinstance(chosen, str) and chosen in self.buttons:
            self.buttons[chosen].setChecked(True)

    def focus_first(self) -> None:
        self.buttons[self.choice()].setFocus()

    @Slot()
    def _chosen(self) -> None:
        if self.form is not None:
            self.form.setVisible(self.buttons["desk"].isChecked())


class OperatorPage(Step):
    """Who answers for the data."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            _("Who is the operator?"),
            _(
                "Papers take their details from this card. You can complete it later; Desk tells you what the papers lack."
            ),
            parent,
        )
        self.form: Form = Form(FIRST, self)
        self.form.set({"kind": OperatorKind.TRADER, "time_zone": "Europe/Moscow"})
        self.form.editor("inn").changed.connect(self._follow_inn)
        self.column.addWidget(self.form, 1)

    def operator(self) -> Operator:
        """The card so far, with our starter text on the duties of Art. 18.1."""
        values = self.form.values()
        card = operator_from(values)
        return replace(card, duties=upkeep.starter_duties(card.kind, bool(card.sites)))

    def complain(self, refusal: Refusal) -> None:
        field = (refusal.field or "").removeprefix("operator.")
        self.form.complain(Refusal(refusal.msgid, field, **refusal.params))

    def starter(self) -> str:
        """The starter set to begin the register with, or an empty string."""
        return str(self.form.values()["register"])

    @Slot()
    def _follow_inn(self) -> None:
        """The length of an INN tells whose it is."""
        values = self.form.values()
        self.form.set({"kind": kind_by_inn(str(values["inn"]), values["kind"])})


class SecretPage(Step):
    """Who sits at the desk, the passphrase, and where backups go besides the desk's own folder."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            _("Choose a passphrase"),
            _(
                "It encrypts everything. Nobody can reset it for you: without the passphrase or "
                "the printed recovery code from the next step, the desk stays locked for ever."
            ),
            parent,
        )
        self.secret = NewPassphrase(
            self,
            (
                TextField(
                    "person",
                    N_("Your name"),
                    hint=N_("The journal names who acted."),
                    mandatory=True,
                ),
            ),
        )
        self.form: Form = self.secret.form
        self.backups = Form(
            [
                FolderField(
                    "folder",
                    N_("Second folder for backups"),
                    hint=N_(
                        "On another disk, it protects you if this computer breaks or is stolen: "
                        "backups are encrypted like the desk itself. You can leave it empty and "
                        "set it later in the settings."
                    ),
                )
            ],
            self,
        )
        self.column.addWidget(self.secret)
        self.column.addWidget(self.backups)
        self.column.addStretch(1)

    def state(self) -> dict[str, object]:
        return {**super().state(), **self.backups.state()}

    def restore(self, state: Mapping[str, object]) -> None:
        super().restore(state)
        self.backups.restore(state)

    def propose(self, name: str) -> None:
        """Show ``name`` while nothing is typed."""
        if not self.form.values()["person"]:
            self.form.set({"person": name})

    def person(self) -> str:
        """The name of who sits at the desk."""
        name = str(self.form.values()["person"])
        if not name:
            raise Refusal(N_("Give your name."), field="person")
        return name

    def focus_first(self) -> None:
        """To the passphrase, once there is a name."""
        first = "new" if self.form.values()["person"] else "person"
        self.form.editor(first).main.setFocus()

    def passphrase(self) -> str:
        """The passphrase, typed twice the same."""
        return self.secret.passphrase()

    def second_folder(self) -> str:
        """The folder for backups, or an empty string."""
        typed = str(self.backups.values()["folder"])
        if typed and not Path(typed).is_dir():
            raise Refusal(N_("There is no such folder."), field="folder")
        return typed

    def is_weak(self) -> bool:
        """Whether to warn once more."""
        return self.secret.is_weak()

    def complain(self, refusal: Refusal) -> None:
        names = {"passphrase": "new", "actor_name": "person"}
        field = names.get(refusal.field or "", refusal.field)
        form = self.backups if field == "folder" else self.form
        form.complain(Refusal(refusal.msgid, field, **refusal.params))


class SheetPage(Step):
    """The recovery code, to be printed or saved."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Print the recovery sheet"), "", parent)
        self.panel: SheetPanel | None = None

    def show_code(self, desk: Desk, code: str) -> None:
        """Show the sheet of a desk just made."""
        self.panel = SheetPanel(desk, code, self)
        self.panel.setMinimumHeight(self.fontMetrics().height() * 30)
        self.column.addWidget(self.panel, 1)

    def check(self) -> None:
        """The sheet is kept, or the person insists."""
        if self.panel is None:
            return
        if not self.panel.kept.isChecked() and not messages.ask(
            self,
            _(
                "Go on without printing or saving the sheet? If the passphrase is lost, so is the desk."
            ),
            _("&Go on"),
            _("&Back to the sheet"),
            danger=True,
        ):
            raise Refusal(N_("Print or save the sheet first."))
        self.panel.note_kept()

    def focus_first(self) -> None:
        """To the button that prints."""
        if self.panel is not None:
            self.panel.print_button.setFocus()

    def complain(self, refusal: Refusal) -> None:
        """The question has been asked already."""

    def let_go(self) -> None:
        if self.panel is not None:
            self.panel.let_go()
