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
from desk.services.transfer_notices import add_notice_file
from desk.services.transfer_views import transfer_view
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
        "file": ("transfer_notice", "FileNoticeDialog"),
        "receipt": ("transfer_notice", "ReceiptDialog"),
        "asked": ("transfer_notice", "AskedDialog"),
        "extend": ("transfer_notice", "ExtendDialog"),
        "answered": ("transfer_notice", "AnsweredDialog"),
        "decision": ("transfer_notice", "DecisionDialog"),
        "void": ("transfer_notice", "VoidNoticeDialog"),
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
        """Keep what came with the last notice beside it: the portal's receipt, the recipient's answer."""
        notices = living(card)
        if not notices:
            refusal = Refusal(N_("First file the notice: files are kept beside it."))
            messages.fail(self.page, refusal)
            return
        desk, id = self.desk, notices[-1].id
        files.attach(self.jobs, lambda *file: add_notice_file(desk, id, *file), paths)

    def watch(self, dialog: ActDialog, card: TransferView | None) -> None:
        """A new transfer is shown."""
        if card is None:
            dialog.acted.connect(self._recorded)

    def _recorded(self, id: object) -> None:
        if isinstance(id, int):
            self.recorded.emit(id)
            self.said.emit(_("The transfer is recorded."))
        elif isinstance(id, tuple):
            self.recorded.emit(id[0])
            self.said.emit(_("The transfers are recorded: look through each of them."))
