# SPDX-License-Identifier: Apache-2.0
"""The signatures of one paper: who has signed and how, what the last check found, and every way to sign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desk.domain.destruction import Signer
from desk.domain.paper_words import recorded, vouched_words
from desk.domain.request import PaperBrief
from desk.domain.signature_weight import WEIGHT, weight
from desk.domain.signatures import NOT_CHECKED, Certificate
from desk.domain.verdicts import ELECTRONIC, NOT_YET
from desk.errors import Told
from desk.services.desk import Desk
from desk.services.paper import form_names, papers
from desk.services.signature import e_signing, finding_papers, signed_forms, signing, verifying
from desk.services.signature.other_names import DIFFERS, SomebodyElse
from desk.text import N_
from ui import destruction_words as said
from ui import electronic, files, messages, returned, theme, words
from ui.act import ActDialog
from ui.closing import ShownDialog
from ui.flow import flow
from ui.forms import Words, note
from ui.jobs import Jobs
from ui.language import _, current
from ui.numbers import actor, named
from ui.other_names import agreed
from ui.panes import banner, scrolled, tell
from ui.tables import Column, RowsModel, TableView
from ui.theme import Tone


@dataclass(frozen=True)
class _Row:
    id: int
    signer: Signer


class PaperSignaturesDialog(ShownDialog):
    """Every signer of a paper with the state of the signature, and what can be done."""

    NAME: ClassVar[str] = "signatures"

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        parent: QWidget | None,
        brief: PaperBrief,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(N_("Signatures"), parent)
        self.desk, self.jobs, self.brief, self.changed = desk, jobs, brief, changed
        self.setWindowTitle(f"{_('Signatures')} — {named(brief.number)}")
        self.broken = banner("", Tone.OVERDUE, self)
        self._rows: list[_Row] = []
        self.model = RowsModel(_COLUMNS, lambda last: self._rows if last is None else [], self)
        self.view = TableView(self.model, _("Signatures"), self)
        self.view.setMinimumHeight(theme.row_height(self) * 4)
        self.view.chosen.connect(lambda _id: self.look())
        self.detail = Words(parent=self)
        self.legal = note("", self)
        self.buttons = {name: self._button(name, *made) for name, made in _ACTS.items()}
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Read again and stay at the same signer."""
        chosen = self.view.current_id()
        self.brief = papers.paper_brief(self.desk, self.brief.id)
        found = signed_forms.places(self.desk, self.brief.id)
        self._rows = [_Row(order, signer) for order, signer in enumerate(found, 1)]
        self.model.load()
        if chosen is None or not self.view.choose(chosen):
            self.view.selectRow(self._first_waiting())
        bad = any(row.signer.broken for row in self._rows)
        text = _(
            "A signature of this paper is BROKEN: the file was changed after it was signed. Do "
            "not use the paper; take back its last signature, or issue a new paper."
        )
        tell(self.broken, text if bad else "")
        self.look()

    def look(self) -> None:
        """Say what is known of the chosen signature, and offer what can be done."""
        signer = self.signer()
        self.detail.setText(_about(signer, self.desk.zone) if signer else "")
        self.legal.setText(self._legal())
        waits = signer is not None and signer.state == "none" and self.brief.state == "issued"
        taken = signer is not None and signer.state != "none" and self.brief.state == "issued"
        for name in ("sign", "pen"):
            self.buttons[name].setEnabled(waits)
            self.buttons[name].setToolTip(
                current().tell(recorded(signer)) if signer and taken else ""
            )
        again = signer is not None and signer.gives_way and self.brief.state == "issued"
        self.buttons["detached"].setEnabled(waits or again)
        self.buttons["vouch"].setEnabled(
            signer is not None
            and signer.unchecked
            and not signer.certificate.test
            and self.brief.state == "issued"
        )
        self._offer_back(signer)
        self.buttons["check"].setEnabled(any(row.signer.state in ELECTRONIC for row in self._rows))

    def _offer_back(self, signer: Signer | None) -> None:
        """Taking back, or on the button why it cannot be."""
        made = signer is not None and signer.state != "none"
        stays = (
            signing.why_stays(self.desk, self.brief.id, signer.field) if signer and made else None
        )
        button = self.buttons["back"]
        button.setEnabled(made and stays is None)
        button.setToolTip(current().tell(stays) if stays else "")
        button.setAccessibleDescription(button.toolTip())

    def _legal(self) -> str:
        """What a signature made here would be worth, where one can be made, and what a check leaves out."""
        states = {row.signer.state for row in self._rows}
        told = [WEIGHT] if "none" in states and self.brief.state == "issued" else []
        told += [NOT_CHECKED] if states & ELECTRONIC or told else []
        return " ".join(map(_, told))

    def signer(self) -> Signer | None:
        """The chosen signer."""
        row = self.model.row_at(self.view.currentIndex().row())
        return row.signer if isinstance(row, _Row) else None

    # — acts —

    def _act(self, name: str) -> None:
        from ui.dialogs import sign_paper

        forms = {
            "sign": sign_paper.SignDialog,
            "detached": sign_paper.DetachedDialog,
            "pen": sign_paper.PenDialog,
            "vouch": sign_paper.VouchDialog,
            "back": sign_paper.TakeBackDialog,
        }
        signer = self.signer()
        if name in forms and signer is not None:
            self.present(forms[name](self.desk, self.jobs, self, self.brief, signer))
        elif name == "save":
            self.save()
        elif name == "receive":
            self.receive()
        elif name == "check":
            self.check()

    def present(self, dialog: ActDialog) -> None:
        """Open a form over the list and read again when it has acted."""
        dialog.acted.connect(self.taken)
        dialog.open()
        dialog.begin()

    def taken(self, result: object) -> None:
        """Show what became of it, and what to look at."""
        if not isValid(self):
            return
        self.refresh()
        self.changed()
        if isinstance(result, e_signing.Taken) and result.warnings:
            messages.warn(self, "\n\n".join(map(current().tell, result.warnings)))

    def save(self) -> None:
        """Save the newest form of the paper, to be signed with another program."""
        name = form_names.newest_name(self.brief.id)
        path = messages.save_file(
            self, _("Save to sign elsewhere"), name, _("PDF files") + " (*.pdf)"
        )
        if path is None:
            return
        try:
            files.write(path, e_signing.form_to_sign(self.desk, self.brief.id))
        except Told as error:
            messages.fail(self, error)

    def receive(self) -> None:
        """Take back the paper that was signed elsewhere, or a signature of it in a file of its own."""
        path = messages.choose_file(self, _("Receive a signed file"), returned.filters())
        if path is None:
            return
        try:
            content = files.read(path)
        except Told as error:
            messages.fail(self, error)
            return
        self._take(path.name, content, anyway=False)

    def _take(self, name: str, content: bytes, *, anyway: bool) -> None:
        def failed(error: Told) -> None:
            if not isinstance(error, SomebodyElse):
                self._failed(error)
            elif isValid(self) and agreed(self, error):
                self._take(name, content, anyway=True)

        self._run(
            _("Comparing and checking the file…"),
            lambda: finding_papers.receive_file(
                self.desk, name, content, self.brief.id, anyway=anyway
            ),
            failed,
        )

    def check(self) -> None:
        """Check the signatures again."""
        self._run(
            _("Checking the signatures…"),
            lambda: verifying.verify_paper(self.desk, self.brief.id),
        )

    def _run(
        self,
        title: str,
        work: Callable[[], object],
        failed: Callable[[Told], None] | None = None,
    ) -> None:
        self.jobs.run(title, lambda _progress: work(), self.taken, failed or self._failed)

    def _failed(self, error: Told) -> None:
        messages.fail(self if isValid(self) else None, error)

    # — building —

    def _first_waiting(self) -> int:
        states = [row.signer.state for row in self._rows]
        return states.index("none") if "none" in states else 0

    def _button(self, name: str, icon: str, text: str) -> QPushButton:
        made = QPushButton(theme.icon(icon), _(text), self)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked: self._act(name))
        return made

    def _lay_out(self) -> None:
        gap = theme.unit(self) * 2
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.column.spacing())
        column.addWidget(self.broken)
        column.addWidget(self.view, 1)
        column.addWidget(self.detail)
        one = [self.buttons[name] for name in ("sign", "detached", "pen", "vouch", "back")]
        whole = [self.buttons[name] for name in ("save", "receive", "check")]
        column.addWidget(flow(holder, *one, gap=gap))
        column.addWidget(flow(holder, *whole, gap=gap))
        column.addWidget(self.legal)
        self.column.addWidget(scrolled(holder, self), 1)
        self.close_up(130, 42)


_ACTS = {
    "sign": ("key-round", N_("&Sign by certificate…")),
    "detached": ("paperclip", N_("Add a &detached signature…")),
    "pen": ("file-pen-line", N_("Signed by &pen…")),
    "vouch": ("user-check", N_("Checked else&where…")),
    "back": ("refresh-cw", N_("&Take back…")),
    "save": ("download", N_("Save to sign &elsewhere…")),
    "receive": ("file-check", N_("&Receive a signed file…")),
    "check": ("shield-check", N_("Chec&k again")),
}
_COLUMNS = (
    Column(
        "state", N_("Signature"), lambda row, _w: said.signer_badge(row.signer).word,
        badge=lambda row, _w: said.signer_badge(row.signer),
        tip=lambda row, _w: said.signer_state(row.signer),
    ),
    Column("who", N_("Who"), lambda row, _w: _who(row.signer), tip=lambda row, _w: _who(row.signer),
           width=24, lines=3),
)  # fmt: skip


def _who(signer: Signer) -> str:
    name = said.signer_line(signer)
    return name.replace("\n", " ") if signer.name.ru or signer.name.en else signer.field


_NAMELESS = N_("The signature holds no certificate: it does not say whose it is.")


def _of_certificate(known: Certificate) -> list[str]:
    if not known.fingerprint:
        return [_(_NAMELESS)]
    if not known.name:
        return []  # which the verdict says
    return [
        _("Certificate: {name}, No. {serial}", name=known.name, serial=known.serial),
        _("Issuer: {issuer}", issuer=known.issuer),
    ]


def _elsewhere(signer: Signer) -> list[str]:
    """Whether a signature that cannot be verified here was checked elsewhere, by whose word."""
    if signer.vouched is not None:
        said = vouched_words(current(), signer.vouched)
        told = _("Noted by {who}: {said}", who=actor(signer.vouched.actor), said=said)
        return [told, *filter(None, [signer.vouched.said])]
    if signer.unchecked:
        return [_(NOT_YET), _("To sign by pen or sign again, take it back first.")]
    return []


def _about(signer: Signer, zone: str) -> str:
    """What is known of one signature, a line each."""
    if signer.state == "none":
        return ""
    if signer.state == "pen":
        lines = [_("By pen; noted by {who}.", who=actor(signer.actor))] if signer.actor else []
        if signer.page:
            lines.append(_("Seen on page {page} of the scan.", page=signer.page))
    else:
        known = signer.certificate
        lines = [_(DIFFERS)] if signer.name_differs else []
        lines += _of_certificate(known)
        lines += [current().tell(known.said)] if known.said else []
        lines.append(
            _(
                "Checked on {day}: {verdict}",
                day=words.legal_day(signer.checked, zone),
                verdict=electronic.verdict(signer.verdict, known.doubt),
            )
        )
        lines += _elsewhere(signer)
        if known.test:
            lines.append(_("A test certificate: the signature binds nobody and does not count."))
        elif known.self_signed:
            lines.append(_("The certificate is self-signed: nobody else says whose it is."))
        if not signer.broken and (worth := weight(known)):
            lines.append(_(worth))
    if signer.reason:
        lines.append(_("Why signed differently from the others: {reason}", reason=signer.reason))
    return "\n".join(lines)
