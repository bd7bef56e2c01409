# SPDX-License-Identifier: Apache-2.0
"""The trust list: issuers of certificates whose word on whose signature it is, is taken."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desk.domain.signatures import Certificate
from desk.errors import Refusal, Told
from desk.services.desk import Desk
from desk.services.signature import issuers
from desk.services.signature.issuers import Trusted
from desk.text import N_
from ui import files, messages, theme, words
from ui.act import ActDialog, Fields
from ui.closing import ShownDialog
from ui.flow import flow
from ui.forms import TextField, Words, note
from ui.jobs import Jobs
from ui.language import _
from ui.panes import tell
from ui.tables import Column, RowsModel, TableView


class IssuersDialog(ShownDialog):
    """Lists the issuers; adds and removes."""

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None) -> None:
        super().__init__(N_("Trusted issuers of certificates"), parent)
        self.desk, self.jobs = desk, jobs
        self.model = RowsModel(
            _columns(desk.zone), lambda last: issuers.issuers(desk) if last is None else (), self
        )
        self.view = TableView(self.model, _("Trusted issuers of certificates"), self)
        self.view.explain_empty(
            _(
                "No issuer is trusted yet: signatures that hold are shown with “issuer not on the trust list”."
            )
        )
        self.view.chosen.connect(lambda _id: self._look())
        self.add_button = self._button("plus", N_("Add a certificate…"), self.add)
        self.remove_button = self._button("trash-2", N_("Remove…"), self.remove)
        self.column.addWidget(
            note(
                _(
                    "Add the certificates of certification authorities here, or of members whose "
                    "self-signed certificates you have agreed to accept. Compare the fingerprint "
                    "with its owner before you add one."
                ),
                self,
            )
        )
        self.column.addWidget(self.view, 1)
        self.column.addWidget(
            flow(self, self.add_button, self.remove_button, gap=theme.unit(self) * 2)
        )
        self.close_up(146, 26)
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        self.model.load()
        self.view.selectRow(0)
        self._look()

    def add(self) -> None:
        """A further issuer."""
        dialog = IssuerDialog(self.desk, self.jobs, self)
        dialog.acted.connect(lambda _id: self.refresh())
        dialog.open()
        dialog.begin()

    def remove(self) -> None:
        """Take the chosen one away."""
        id = self.view.current_id()
        if id is None or not messages.ask(
            self,
            _("Stop trusting this issuer? Signatures are reassessed when they are next checked."),
            _("&Take away"),
            danger=True,
        ):
            return
        try:
            issuers.distrust(self.desk, id)
        except Told as error:
            messages.fail(self, error)
        self.refresh()

    def _look(self) -> None:
        self.remove_button.setEnabled(self.view.current_id() is not None)

    def _button(self, icon: str, text: str, act: object) -> QPushButton:
        made = QPushButton(theme.icon(icon), _(text), self)
        made.setAutoDefault(False)
        made.clicked.connect(act)
        return made


class IssuerDialog(ActDialog):
    """Put one certificate on the list."""

    TITLE: ClassVar[str] = N_("Add a certificate")
    VERB: ClassVar[str] = N_("&Trust")

    def fields(self) -> Fields:
        """The certificate and a note."""
        endings = N_("Certificates (*.cer *.crt *.pem *.der)")
        return (
            files.FileField("file", N_("&Certificate"), filters=endings, mandatory=True),
            TextField("note", N_("&Note"), hint=N_("For example, the agreement it is based on.")),
        )

    def body(self) -> QWidget:
        """The form, and below it what is in the file, to be compared before it is trusted."""
        self.known = Words(parent=self)
        self.known.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.known.hide()
        self.form.editor("file").changed.connect(self._show_known)
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(self.known)
        return whole

    def _show_known(self) -> None:
        chosen = self.form.editor("file").value()
        try:
            known = issuers.look(chosen[1]) if isinstance(chosen, tuple) else None
        except Refusal as refusal:
            self.form.complain(refusal)
            known = None
        tell(self.known, _told(known, self.desk.zone) if known else "")
        self._fit()

    def act(self, values: dict[str, object]) -> object:
        """Trust it."""
        chosen = values["file"]
        if not isinstance(chosen, tuple):
            raise Refusal(N_("Choose the file with the certificate."), field="file")
        return issuers.trust(self.desk, chosen[1], str(values["note"]))


def _told(known: Certificate, zone: str) -> str:
    return "\n".join(
        (
            _("Certificate of: {name}", name=known.name or "—"),
            _("Issued by: {name}", name=known.issuer or "—"),
            _(
                "In force: {since} – {until}",
                since=words.legal_day(known.since, zone),
                until=words.legal_day(known.until, zone),
            ),
            _("Fingerprint (SHA-256): {digest}", digest=words.groups(known.fingerprint)),
        )
    )


def _counts_for(row: Trusted) -> str:
    return _("its holder only") if row.alone else _("those it issues to")


def _columns(zone: str) -> tuple[Column, ...]:
    return (
        Column("name", N_("Issuer"), lambda row, _w: row.certificate.name, width=30, lines=2),
        Column("for", N_("Trusted for"), lambda row, _w: _counts_for(row), width=18),
        Column("until", N_("Until"), lambda row, _w: words.legal_day(row.certificate.until, zone)),
        Column("note", N_("Note"), lambda row, _w: row.note, rank=1),
        Column("fingerprint", N_("Fingerprint"), lambda row, _w: row.certificate.fingerprint[:16],
               tip=lambda row, _w: row.certificate.fingerprint),
    )  # fmt: skip
