# SPDX-License-Identifier: Apache-2.0
"""The acts on transfers: which dialog each opens, and where a ban leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal

from desk.domain.destruction import Cause, PlanFields
from desk.domain.transfer_steps import living
from desk.domain.transfers import TransferView
from desk.errors import N_, Refusal
from desk.services.transfer.notices import add_notice_file
from desk.services.transfer.recipient_information import add_information_file
from desk.services.transfer.state_loading import Loaded
from desk.services.transfer.views import transfer_view
from ui import files, messages
from ui.act import ActDialog
from ui.language import _, current
from ui.record_acts import RecordActs


class TransferActs(RecordActs):
    """The acts on transfers. Signal ``recorded(int)``: there is a new transfer."""

    recorded = Signal(int)
    HOMES: ClassVar[Mapping[str, tuple[str, str]]] = {
        "transfer": ("transfer", "TransferDialog"),
        "change": ("transfer", "ChangeTransferDialog"),
        "propose": ("transfer_propose", "ProposeDialog"),
        "ask": ("transfer_paper", "QuestionnaireDialog"),
        "inform": ("transfer_cycle", "InformDialog"),
        "assess": ("transfer_cycle", "AssessDialog"),
        "print_assessment": ("transfer_paper", "AssessmentPaperDialog"),
        "notice": ("transfer_paper", "NoticePaperDialog"),
        "states": ("state_list", "LoadListDialog"),
        "sheets": ("transfer_paper", "SheetsDialog"),
        "file": ("transfer_notice", "FileNoticeDialog"),
        "receipt": ("transfer_notice", "ReceiptDialog"),
        "asked": ("transfer_notice", "AskedDialog"),
        "extend": ("transfer_notice", "ExtendDialog"),
        "answered": ("transfer_notice", "AnsweredDialog"),
        "decision": ("transfer_notice", "DecisionDialog"),
        "void": ("transfer_cycle", "VoidDialog"),
        "vital": ("transfer_end", "VitalDialog"),
        "end": ("transfer_end", "EndDialog"),
        "retire": ("transfer_end", "RetireDialog"),
    }

    def read_card(self, id: int) -> TransferView:
        """A transfer."""
        return transfer_view(self.desk, id, language=current().language)

    def begin(self, name: str, card: TransferView | None = None) -> ActDialog | None:
        """The destruction at the recipient is planned on its own tab."""
        if name != "destroy" or card is None or card.aftermath is None:
            return super().begin(name, card)
        plan = PlanFields(Cause.TRANSFER_BAN, card.aftermath.decided, ())
        self._open_record("destruction", plan)
        return None

    def attach(self, card: TransferView, paths: Sequence[Path]) -> None:
        """Keep what came beside the last notice; before there is one, beside what the recipient told."""
        notices = living(card)
        told = [each for each in card.information if not each.void]
        if not notices and not told:
            refusal = Refusal(
                N_(
                    "First record the recipient’s information or the notice: files are stored with it."
                )
            )
            messages.fail(self.page, refusal)
            return
        desk, owner = self.desk, (notices or told)[-1].id
        keep = add_notice_file if notices else add_information_file
        files.attach(self.jobs, lambda *file: keep(desk, owner, *file), paths)

    def watch(self, dialog: ActDialog, card: TransferView | None) -> None:
        """A new transfer is shown; what a paper lacks is filled in where it belongs."""
        from ui.paper_dialog import PaperDialog

        if isinstance(dialog, PaperDialog):
            dialog.elsewhere.connect(lambda where, field: self._elsewhere(where, field, card))
        elif dialog.NAME in ("transfer", "propose"):
            dialog.acted.connect(self._recorded)
        elif dialog.NAME == "states":
            dialog.acted.connect(self._loaded)

    def _loaded(self, loaded: object) -> None:
        from ui.dialogs.state_list import said

        if isinstance(loaded, Loaded):
            self.said.emit(said(loaded))

    def _elsewhere(self, where: str, field: str, card: TransferView | None) -> None:
        if where in self.HOMES:
            self.begin(where, self.read_card(card.row.id) if card is not None else None)
        else:
            self._open_record(where, field)

    def _recorded(self, id: object) -> None:
        if isinstance(id, int):
            self.recorded.emit(id)
            self.said.emit(_("The transfer is recorded."))
        elif isinstance(id, tuple):
            self.recorded.emit(id[0])
            self.said.emit(_("The transfers are recorded: review each of them."))
