# SPDX-License-Identifier: Apache-2.0
"""The acts on destructions: which dialog each opens, and what comes after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desk.domain.destruction import Cause, DestructionCard, DestructionState, PlanFields
from desk.domain.kinds import RequestState
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.services.request import requests
from ui import files, messages, words
from ui.act import ActDialog
from ui.jobs import Jobs
from ui.language import _, current
from ui.page import OpenRecord
from ui.record_acts import RecordActs

_HOMES: Mapping[str, tuple[str, str]] = {
    "plan": ("plan", "PlanDialog"),
    "goes": ("goes", "GoesDialog"),
    "stays": ("stays", "StaysDialog"),
    "sharing": ("sharing", "SharingDialog"),
    "stop_letters": ("stop_letters", "StopLettersDialog"),
    "letter_sent": ("confirmations", "LetterSentDialog"),
    "confirmed": ("confirmations", "ConfirmationDialog"),
    "drop_letter": ("confirmations", "DropLetterDialog"),
    "appoint": ("appoint", "AppointDialog"),
    "commission": ("commission", "CommissionDialog"),
    "outside_order": ("commission", "OutsideOrderDialog"),
    "end_commission": ("commission", "EndCommissionDialog"),
    "carry_out": ("carry_out", "CarryOutDialog"),
    "logs": ("draw_up", "LogsDialog"),
    "draw_up": ("draw_up", "DrawUpDialog"),
    "sign": ("signatures", "SignaturesDialog"),
    "sign_order": ("signatures", "OrderSignaturesDialog"),
    "unsign": ("signatures", "UnsignDialog"),
    "tell": ("tell", "TellDialog"),
    "told": ("tell", "ToldDialog"),
    "erase": ("erase", "EraseDialog"),
    "erase_case": ("erase", "EraseCaseDialog"),
    "unseal": ("unseal", "UnsealDialog"),
    "stopped": ("halt", "StoppedDialog"),
    "postpone": ("halt", "PostponeDialog"),
    "void": ("halt", "VoidPlanDialog"),
    "void_act": ("halt", "VoidActDialog"),
    "note": ("halt", "DestructionNoteDialog"),
}


class DestructionActs(RecordActs):
    """The acts on destructions. Signals: ``planned(int)``, there is a new one; ``scans_wanted``."""

    planned = Signal(int)
    scans_wanted = Signal()
    HOMES = _HOMES

    def __init__(self, desk: Desk, jobs: Jobs, page: QWidget, open_record: OpenRecord) -> None:
        super().__init__(desk, jobs, page, open_record)
        self.letter = 0
        """The letter chosen in the record."""

    def read_card(self, id: int) -> DestructionCard:
        """A destruction."""
        return destructions.destruction_card(self.desk, id, current().language)

    def attach(self, card: DestructionCard, paths: Sequence[Path]) -> None:
        """Keep files beside a destruction."""
        desk, id = self.desk, card.row.id
        files.attach(
            self.jobs, lambda *file: destructions.add_destruction_file(desk, id, *file), paths
        )

    def begin(self, name: str, card: DestructionCard | None = None) -> ActDialog | None:
        """Open a dialog; an open request is closed before its data are erased."""
        if name == "erase" and card is not None and self._request_open(card):
            return None
        return super().begin(name, card)

    def plan(self, fields: PlanFields) -> ActDialog:
        """Plan what another page proposes."""
        from ui.dialogs.plan import PlanDialog

        dialog = PlanDialog(self.desk, self.jobs, self.page, None, fields)
        self.watch(dialog, None)
        self.present(dialog)
        return dialog

    def watch(self, dialog: ActDialog, card: DestructionCard | None) -> None:
        """A new plan is shown; a paper may lack what the operator's card does not say."""
        from ui.dialogs.appoint import AppointDialog
        from ui.dialogs.confirmations import LetterAct
        from ui.dialogs.signatures import SignaturesDialog
        from ui.paper_dialog import PaperDialog

        if dialog.NAME == "plan":
            dialog.acted.connect(self._planned)
        if isinstance(dialog, PaperDialog):
            dialog.elsewhere.connect(lambda where, field: self._elsewhere(where, field, card))
        if isinstance(dialog, LetterAct):
            dialog.choose(self.letter)
        if isinstance(dialog, AppointDialog):
            dialog.make_wanted.connect(lambda: self._instead(dialog, "commission", card))
        if isinstance(dialog, SignaturesDialog):
            dialog.scans_wanted.connect(lambda: self._to_scans(dialog))

    def follow(self, name: str, id: int, result: object) -> None:
        """What was under seal is shown."""
        from ui.dialogs.unseal import Unsealed, show_unsealed

        if isinstance(result, Unsealed):
            show_unsealed(self.page, result)

    @Slot(object)
    def _planned(self, id: object) -> None:
        if isinstance(id, int):
            self.planned.emit(id)

    def _instead(self, dialog: ActDialog, name: str, card: DestructionCard | None) -> None:
        """Another dialog in the place of this one."""
        dialog.dirty = False
        dialog.reject()
        self.begin(name, card)

    def _to_scans(self, dialog: ActDialog) -> None:
        dialog.dirty = False
        dialog.reject()
        self.scans_wanted.emit()

    def scan_back(self, paths: Sequence[Path], typed: Mapping[str, object] | None = None) -> None:
        """Signed pages find the papers they belong to."""
        from ui.dialogs.scan_back import take_back

        take_back(self.desk, self.jobs, self.page, self.dialogs, paths, self._scanned, typed=typed)

    def reopen(self, name: str, id: int, typed: Mapping[str, object]) -> None:
        """A plan another page proposed is proposed again, a scanned stack is read again."""
        asked, scans = typed.get("asked"), typed.get("files")
        if name == "scan-back" and isinstance(scans, list):
            self.scan_back([Path(path) for path in scans], typed)
        elif name == "plan" and isinstance(asked, dict):
            subjects = tuple(asked["subjects"])
            fields = PlanFields(
                Cause(asked["cause"]), asked["caused"], subjects, request=asked["request"]
            )
            self.plan(fields).restore(typed)
        elif name in self.HOMES:
            super().reopen(name, id, typed)

    def _scanned(self, taken: object) -> None:
        from ui.scan_list import taken_back

        self.said.emit(taken_back(taken if isinstance(taken, tuple) else ()))
        self.taken.emit()

    def _elsewhere(self, where: str, field: str, card: DestructionCard | None) -> None:
        """What a paper lacks is filled in in a dialog of its own, or on the operator's card."""
        if where not in self.HOMES:
            self._open_record(where, field)
            return
        dialog = self.begin(where, card and self.read_card(card.row.id))
        if dialog is not None:
            dialog.form.reach(field)

    def _request_open(self, card: DestructionCard) -> bool:
        """Whether the request is still open; then the way to it is offered."""
        if card.request is None or card.row.state is not DestructionState.TOLD:
            return False
        row = requests.request_rows(self.desk, [card.request])[0]
        if row.state is not RequestState.OPEN:
            return False
        question = _(
            "Request No. {number} is still open. It is closed first: after the erasure the desk no "
            "longer knows whom to answer. Open it?",
            number=words.short(row.number),
        )
        if messages.ask(self.page, question, _("&Open the request")):
            self._open_record("requests", row.id)
        return True
