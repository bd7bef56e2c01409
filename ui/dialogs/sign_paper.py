# SPDX-License-Identifier: Apache-2.0
"""Forms over the signatures of a paper: by certificate, by a detached signature, by pen, and taking one back.

The passphrase of a key is asked for each time and kept nowhere; the signing runs away from the window.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desk.domain.destruction import Signer
from desk.domain.request import PaperBrief
from desk.domain.verdicts import why_uncounted
from desk.errors import Refusal, Told
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.services.signature import e_signing, returned_papers, vouching
from desk.services.signature.other_names import SomebodyElse
from desk.text import N_
from ui import destruction_words as said
from ui import files, messages
from ui.act import ActDialog, Fields, ReasonAct
from ui.dialogs.inquiry import day_of
from ui.forms import AreaField, DateField, Section, TextField
from ui.jobs import Cancelled, Jobs, Progress
from ui.language import _
from ui.other_names import NOT_TAKEN, agreed
from ui.secret import SecretDialog


class OfSigner(SecretDialog):
    """A form about one signer of one paper; what is typed is never kept as a draft."""

    def __init__(
        self, desk: Desk, jobs: Jobs, parent: QWidget | None, brief: PaperBrief, signer: Signer
    ) -> None:
        self.brief, self.signer = brief, signer
        super().__init__(desk, jobs, parent)

    def introduction(self) -> str:
        """Who it is about."""
        line = said.signer_line(self.signer).replace("\n", " ")
        return f"{line}\n{_(self.INTRO)}" if self.INTRO else line


class SignDialog(OfSigner):
    """Sign with the key of a PKCS#12 file."""

    TITLE = N_("Sign by certificate")
    VERB = N_("&Sign")
    INTRO = N_(
        "The file with the key (.p12, .pfx) and its passphrase are used once and kept nowhere. The"
        " stamp in the paper names the signer, the position, the day and the certificate."
    )

    def fields(self) -> Fields:
        """The key, its passphrase, the time-stamp service, the reason."""
        keys = N_("Keys (*.p12 *.pfx)")
        return (
            files.FileField("p12", N_("&Key"), filters=keys, mandatory=True),
            TextField("p12_passphrase", N_("&Passphrase of the key"), secret=True),
            Section(N_("Only if needed")),
            TextField(
                "tsa", N_("Time-stamp ser&vice"),
                hint=N_("An address such as https://…; only then does the program reach the network."),
            ),
            TextField("reason", N_("&Reason"), hint=N_("Why in this way, if others signed in another.")),
        )  # fmt: skip

    def submit(self) -> None:
        """Sign away from the window; a refusal lands beside its field."""
        self._sign(self.form.values(), anyway=False)

    def _sign(self, values: dict[str, object], *, anyway: bool) -> None:
        chosen = values["p12"]
        if not isinstance(chosen, tuple):
            self.form.complain(Refusal(N_("Choose the file with the key."), field="p12"))
            return
        p12 = chosen[1]

        def work(progress: Progress) -> object:
            return e_signing.sign_by_certificate(
                self.desk,
                self.brief.id,
                self.signer.field,
                p12,
                str(values["p12_passphrase"]),
                str(values["tsa"]),
                str(values["reason"]),
                anyway=anyway,
                wanted=partial(_wanted, progress),
            )

        self.accept_button.setEnabled(False)
        self.jobs.run(_("Signing…"), work, self._signed, lambda error: self._failed(error, values))

    def _signed(self, result: object) -> None:
        if isValid(self):
            self.finish(result)

    def _failed(self, error: Told, values: dict[str, object]) -> None:
        if not isValid(self):
            return
        self.accept_button.setEnabled(True)
        if isinstance(error, SomebodyElse):
            if agreed(self, error):
                self._sign(values, anyway=True)
            else:
                self.form.complain(Refusal(NOT_TAKEN, field=error.field))
        elif isinstance(error, Refusal):
            self.form.complain(error)
        else:
            messages.fail(self, error)


def _wanted(progress: Progress) -> None:
    """Refuse what was called off while the service of time stamps was waited for."""
    try:
        progress(0, 0, _("Signing…"))
    except Cancelled as error:
        raise Refusal(N_("Cancelled: nothing was signed.")) from error


_GIVES_WAY = N_(
    "It replaces the signature stored now if it is worth more; the journal keeps a record of the old one."
)


class DetachedDialog(OfSigner):
    """Keep a signature that was made elsewhere in a file of its own."""

    TITLE = N_("Add a detached signature")
    VERB = N_("&Add")
    INTRO = N_(
        "A file such as .sig or .p7s, made with another program for exactly this paper. It is checked"
        " as far as it can be here, GOST signatures included, and kept beside the paper."
    )

    def introduction(self) -> str:
        """Who it is about, and what becomes of the signature that is kept."""
        told = super().introduction()
        if self.signer.state == "none":
            return told
        return f"{told}\n{_(_GIVES_WAY)}"

    def fields(self) -> Fields:
        """The file and the reason."""
        endings = N_("Signatures (*.sig *.p7s *.sgn *.sign *.p7m)")
        return (
            files.FileField("file", N_("&Signature"), filters=endings, mandatory=True),
            TextField("reason", N_("&Reason"), hint=N_("Why in this way, if others signed in another.")),
        )  # fmt: skip

    def act(self, values: dict[str, object]) -> object:
        """Check and keep it."""
        chosen = values["file"]
        if not isinstance(chosen, tuple):
            raise Refusal(N_("Choose the file with the signature."), field="file")
        try:
            return self._take(str(chosen[0]), bytes(chosen[1]), str(values["reason"]), anyway=False)
        except SomebodyElse as error:
            if not agreed(self, error):
                raise Refusal(NOT_TAKEN, field=error.field) from error
            return self._take(str(chosen[0]), bytes(chosen[1]), str(values["reason"]), anyway=True)

    def _take(self, name: str, content: bytes, reason: str, *, anyway: bool) -> object:
        return returned_papers.receive_detached(
            self.desk, self.brief.id, self.signer.field, name, content, reason, anyway=anyway
        )


class PenDialog(OfSigner):
    """Note a signature by pen."""

    TITLE = N_("Signed by pen")
    VERB = N_("&Mark")
    INTRO = N_("Tick while you look at the signed page. The stored file does not change.")

    def fields(self) -> Fields:
        """The day and the reason."""
        return (
            DateField("on", N_("Signed &on"), today=self.desk.today, mandatory=True),
            TextField("reason", N_("&Reason"), hint=N_("Why in this way, if others signed in another.")),
        )  # fmt: skip

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, object]) -> object:
        """Note it."""
        return e_signing.note_pen(
            self.desk, self.brief.id, self.signer.field, day_of(values["on"], "on"), str(values["reason"])
        )  # fmt: skip


class VouchDialog(OfSigner):
    """Note that a signature which does not count by itself was checked elsewhere."""

    TITLE = N_("Checked elsewhere")
    VERB = N_("&Mark")
    INTRO = N_(
        "Check it where that is possible, for example with the program it was made with or with "
        "a signature checking service, and note what you found: from then on it counts, on your "
        "word."
    )

    def introduction(self) -> str:
        """Who it is about, and why the signature does not count."""
        line, rest = super().introduction().split("\n", 1)
        doubt = why_uncounted(self.signer.verdict, self.signer.certificate.doubt)
        told = _("This signature does not count yet: {doubt}.", doubt=_(doubt))
        return f"{line}\n{told} {rest}"

    def fields(self) -> Fields:
        """When, with what, what it said."""
        return (
            DateField("on", N_("Checked &on"), today=self.desk.today, mandatory=True),
            TextField("program", N_("&With"), hint=N_("The program or service."), mandatory=True),
            AreaField("said", N_("&Result"), mandatory=True),
        )

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, object]) -> object:
        """Note it."""
        return vouching.vouch(
            self.desk,
            self.brief.id,
            self.signer.field,
            day_of(values["on"], "on"),
            str(values["program"]),
            str(values["said"]),
        )


class TakeBackDialog(ReasonAct, OfSigner):
    """Take a signature back that was recorded by mistake."""

    TITLE = N_("Take back a signature")
    VERB = N_("&Take back")
    INTRO = N_(
        "Only while nothing depends on it: the paper was not sent, and nobody was told of what "
        "it certifies. If several certificates signed, only the last one."
    )

    def because(self, reason: str) -> object:
        """Take it back."""
        return destructions.unsign(self.desk, self.brief.id, self.signer.field, reason)


class TrialCertificateDialog(ActDialog):
    """Make a certificate for trying out, saved where the person says."""

    TITLE: ClassVar[str] = N_("Test certificate")
    VERB: ClassVar[str] = N_("&Make and save…")
    INTRO: ClassVar[str] = N_(
        "For trying out how papers are signed. Its stamp says TEST, it is not binding, and it "
        "certifies no act. The file is saved where you choose; the desk keeps no copy."
    )

    def fields(self) -> Fields:
        """The name and the passphrase."""
        return (
            TextField("name", N_("&Name"), mandatory=True),
            TextField("passphrase", N_("&Passphrase of the key"), secret=True, mandatory=True),
        )

    def state(self) -> dict[str, object]:
        """Nothing: a passphrase was typed."""
        return {}

    def unfinished(self) -> bool:
        """Never kept as a draft."""
        return False

    def act(self, values: dict[str, object]) -> object:
        """Make it, and save it."""
        content = e_signing.make_test_certificate(
            self.desk, str(values["name"]), str(values["passphrase"])
        )
        path = messages.save_file(self, _(self.TITLE), "test.p12", _("Keys (*.p12 *.pfx)"))
        if path is None:
            raise Refusal(N_("Choose where to save the file."))
        files.write(path, content)
        return path
