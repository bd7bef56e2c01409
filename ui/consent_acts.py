# SPDX-License-Identifier: Apache-2.0
"""The acts on consents: which dialog each opens, and what comes after a withdrawal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal

from desk.domain.consent_import import ImportReport
from desk.domain.consent_view import ConsentView
from desk.services.consent import consents
from desk.services.consent.views import consent_view
from ui import files, messages, words
from ui.act import ActDialog
from ui.consent_end import Ended, offer_plan, plan_of
from ui.language import _, current, ngettext
from ui.record_acts import RecordActs

TABLES = (".csv", ".txt", ".tsv")
"""Endings of files that may hold many consents."""


class ConsentActs(RecordActs):
    """The acts on consents. Signal ``recorded(int)``: there is a new consent."""

    recorded = Signal(int)
    OWNER = "consent"
    HOMES: ClassVar[Mapping[str, tuple[str, str]]] = {
        "consent": ("consent", "ConsentDialog"),
        "renew": ("consent", "RenewDialog"),
        "withdraw": ("withdraw", "WithdrawDialog"),
        "publish": ("consent_note", "PublishedDialog"),
        "note": ("consent_note", "ConsentNoteDialog"),
        "evidence": ("consent_note", "ProofDialog"),
        "void": ("consent_note", "VoidConsentDialog"),
        "print": ("consent_paper", "ConsentPaperDialog"),
        "print_withdrawal": ("consent_paper", "WithdrawalPaperDialog"),
    }

    def read_card(self, id: int) -> ConsentView:
        """A consent."""
        return consent_view(self.desk, id, current().language)

    def begin(self, name: str, card: ConsentView | None = None) -> ActDialog | None:
        """The person's card and the destruction have windows of their own."""
        if card is not None and name == "subject":
            self._open_record("subject", card.row.person)
        elif card is not None and name == "destroy":
            self._open_record("destruction", plan_of(card, self.desk.zone))
        else:
            return super().begin(name, card)
        return None

    def import_files(self, paths: Sequence[Path]) -> None:
        """Read a table and ask what its columns mean; one file at a time."""
        path = paths[0]
        self._import(lambda: (path.name, files.read(path)))

    def reopen(self, name: str, id: int, typed: Mapping[str, object]) -> None:
        """A table is read again before its dialog opens."""
        kept = files.unpacked(typed.get("file")) if name == "import" else None
        if kept is not None:
            self._import(lambda: kept, typed)
        else:
            super().reopen(name, id, typed)

    def _import(
        self, load: Callable[[], tuple[str, bytes]], typed: Mapping[str, object] | None = None
    ) -> None:
        from ui.dialogs.consent_import import ImportDialog, SheetRead, read_file

        def ready(read: SheetRead) -> None:
            dialog = ImportDialog(self.desk, self.jobs, self.page, read)
            dialog.acted.connect(self._imported)
            self.present(dialog)
            if typed is not None:
                dialog.restore(typed)

        read_file(self.jobs, load, ready, lambda error: messages.fail(self.page, error))

    def _imported(self, report: object) -> None:
        if isinstance(report, ImportReport):
            number = len(report.of("new"))
            text = ngettext(
                "{number} consent is recorded.", "{number} consents are recorded.", number
            )
            self.said.emit(text)

    def attach(self, card: ConsentView, paths: Sequence[Path]) -> None:
        """Keep further proof beside a consent."""
        desk, id = self.desk, card.row.id
        files.attach(
            self.jobs,
            lambda *file: consents.add_consent_file(desk, id, *file),
            paths,
            lambda _done: self.check_new(id),
        )

    def watch(self, dialog: ActDialog, card: ConsentView | None) -> None:
        """A new consent, and one that renews another, is shown."""
        from ui.paper_dialog import PaperDialog

        if isinstance(dialog, PaperDialog):
            dialog.elsewhere.connect(self._open_record)
        elif dialog.NAME in ("consent", "renew"):
            dialog.acted.connect(self._recorded)

    def follow(self, name: str, id: int, result: object) -> None:
        """After a withdrawal the data must go: the plan is offered."""
        if isinstance(result, Ended):
            offer_plan(self.desk, self.page, self._open_record, result)

    def _recorded(self, id: object) -> None:
        if isinstance(id, int):
            self.check_new(id)
            self.recorded.emit(id)
            number = words.short(consents.consent_rows(self.desk, [id])[0].number)
            self.said.emit(_("Consent No. {number} is recorded.", number=number))
