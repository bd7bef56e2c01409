# SPDX-License-Identifier: Apache-2.0
"""Who has signed the act and the extract: by pen, ticked one by one, or seen on the pages that came back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desk.domain.destruction import DestructionCard, Signer
from desk.domain.request import PaperBrief
from desk.errors import Refusal
from desk.services.destruction import destructions
from desk.services.paper import papers
from desk.text import N_
from ui import destruction_words as said
from ui import theme, words
from ui.act import ActDialog, Fields
from ui.destruction_parts import heading, signers_table
from ui.dialogs.inquiry import day_of
from ui.flow import flow
from ui.forms import AreaField, ChoiceField, DateField, ManyField, TextField
from ui.language import _

_SIGNED = ("destruction_act", "journal_extract", "act_supplement")


class _OfSigners(ActDialog):
    """Speaks of the signers of the papers of one destruction."""

    card: DestructionCard

    def signers(self) -> list[tuple[PaperBrief, Signer]]:
        """Everybody who is to sign a living paper."""
        return [
            (paper, signer)
            for paper in self.card.papers
            if paper.form in _SIGNED and paper.state == "issued"
            for signer in destructions.signers(self.desk, paper.id)
        ]

    def offered(self, *, signed: bool) -> list[tuple[object, str]]:
        """Signers to choose from, with their paper where there are several."""
        found = self.signers()
        several = len({paper.id for paper, _signer in found}) > 1
        return [
            (
                (paper.id, signer.field),
                f"{words.paper(paper.form)} — {said.signer_line(signer)}"
                if several
                else said.signer_line(signer),
            )
            for paper, signer in found
            if (signer.state != "none") == signed
        ]


class SignaturesDialog(_OfSigners):
    """Record signatures by pen. Signal ``scans_wanted``: the signed pages are at hand."""

    scans_wanted = Signal()
    NAME = "sign"
    TITLE = N_("Signatures")
    SIGNS = 150
    VERB = N_("&Record signatures")
    INTRO = N_(
        "The best proof is the signed page: scan the stack and drop it on the Destruction tab, and each "
        "page finds its paper. Without a scanner, tick who has signed while you look at the paper."
    )

    def fields(self) -> Fields:
        """Who signed, and when."""
        return (
            ManyField("signed", N_("&Signed by pen"), self.offered(signed=False), columns=1),
            DateField("on", N_("Signed &on"), today=self.desk.today, mandatory=True),
            *self._reason(),
        )

    def _reason(self) -> Fields:
        """Asked for where others signed electronically."""
        if all(signer.state in ("none", "pen") for _paper, signer in self.signers()):
            return ()
        return (TextField("reason", N_("&Reason"), hint=N_("Why by pen, if others signed electronically.")),)  # fmt: skip

    def body(self) -> QWidget:
        """Where everybody stands, the form, and the way to the scans."""
        holder = QWidget(self)
        scan = QPushButton(theme.icon("file-check"), _("Take in signed &pages…"), holder)
        scan.setAutoDefault(False)
        scan.clicked.connect(self.scans_wanted)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self) * 2)
        found = self.signers()
        papers = list(dict.fromkeys(paper for paper, _signer in found))
        for each in papers if len(papers) > 1 else ():
            column.addWidget(heading(words.paper(each.form), holder))
            column.addWidget(signers_table([who for paper, who in found if paper == each]))
        if len(papers) < 2:
            column.addWidget(signers_table([who for _paper, who in found]))
        column.addWidget(self.form)
        column.addWidget(flow(holder, scan, *self._electronic(holder), gap=theme.unit(self)))
        return holder

    def _electronic(self, holder: QWidget) -> list[QPushButton]:
        """The way to electronic signatures of each paper."""
        made = []
        for paper in dict.fromkeys(paper for paper, _signer in self.signers()):
            button = QPushButton(theme.icon("key-round"), "", holder)
            button.setText(_("Electronically: {paper}…", paper=words.paper(paper.form)))
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._sign_electronically, paper.id))
            made.append(button)
        return made

    def _sign_electronically(self, paper: int) -> None:
        """Go on in the signatures of the paper; nothing typed here is lost that is not on it, too."""
        from ui import paper_acts

        over = self.parentWidget()
        self.dirty = False
        self.reject()
        if over is not None:
            paper_acts.run("signatures", self.desk, self.jobs, over, paper)

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, object]) -> None:
        """Record them, all or none."""
        chosen = values["signed"]
        assert isinstance(chosen, tuple)
        destructions.sign_many(
            self.desk, chosen, day_of(values["on"], "on"), str(values.get("reason", ""))
        )


class OrderSignaturesDialog(SignaturesDialog):
    """Record who signed the order on the commission, and who of it has read it."""

    NAME = "sign_order"
    TITLE = N_("Signatures under the order")
    INTRO = N_(
        "The person issuing the order signs it, and the members sign that they have read it. The "
        "act refers to this order: unsigned, it proves nothing."
    )

    def signers(self) -> list[tuple[PaperBrief, Signer]]:
        """Everybody who is to sign the order."""
        order = self.card.commission.document if self.card.commission else None
        if order is None:
            return []
        paper = papers.paper_brief(self.desk, order)
        return [(paper, signer) for signer in destructions.signers(self.desk, order)]


class UnsignDialog(_OfSigners):
    """Take back a signature recorded by mistake."""

    NAME = "unsign"
    TITLE = N_("Take back a signature")
    VERB = N_("&Take back")
    INTRO = N_(
        "Only while nothing depends on it: the paper was not sent, and nobody was told of what "
        "it certifies. A scan it was seen on stays in the record."
    )

    def fields(self) -> Fields:
        """Whose, and why."""
        return (
            ChoiceField("signer", N_("&Whose"), self.offered(signed=True)),
            AreaField("reason", N_("&Reason"), mandatory=True),
        )

    def act(self, values: dict[str, object]) -> None:
        """Take it back."""
        chosen = values["signer"]
        if not isinstance(chosen, tuple):
            raise Refusal(N_("No signature by pen is recorded here."), field="signer")
        paper, field = chosen
        destructions.unsign(self.desk, paper, field, str(values["reason"]))
