# SPDX-License-Identifier: Apache-2.0
"""A dropped letter before it becomes a request: what was recognised, by which words, and what to do.

Nothing is stored until the operator registers it or joins it to the request it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain.explain import explain
from desk.domain.letter import AUTOMATIC, BOUNCE, NO_MOMENT, NOT_SIGNED, ONLY_SENT, Guess, Letter
from desk.domain.proposal import CAME_BACK, Known, Proposal, Seeming
from desk.errors import Refusal, Told, Trouble
from desk.services.desk import Desk
from desk.services.letter import mailbox
from desk.services.letter.replies import beyond
from desk.services.request.evidence import provable
from desk.services.signature import signed_files
from desk.text import N_
from ui import files, messages, theme, words
from ui.act import ActDialog
from ui.asked_day import AskedDay
from ui.forms import Form
from ui.incoming import Found, Look, strips, told_of, warn
from ui.intake_form import IntakeForm
from ui.jobs import Jobs
from ui.kinds_field import KindsEditor
from ui.language import _, current, ngettext
from ui.letter_text import LetterWords
from ui.panes import banner, beside, scrolled
from ui.record_parts import Facts

MOMENT_FROM = {
    "received": N_("The moment of receipt is the one your mail server wrote down."),
    "date": N_(
        "The letter does not say when your server received it; the sender’s own date is "
        "proposed. Check it: the deadline runs from receipt."
    ),
    "": N_(
        "The letter does not say when it was received. Enter it: the deadline runs from receipt."
    ),
}
ASKS_MORE = N_(
    "The letter answers your correspondence on request {number} and makes new demands: "
    "{demands}. Register it as a new request: its deadlines run from this letter, and the two "
    "requests refer to each other. If it is only filed with request {number}, the new demands "
    "are not registered."
)
STRANGER = N_(
    "The letter answers your correspondence on request {number}, but the sender is not the "
    "person who wrote before. Register it as a separate request, and the two requests refer to "
    "each other; file it with request {number} only if you know that it belongs there."
)
OTHER_SENDER = N_(
    "The sender is not the person who wrote before on request {number}: file the letter there "
    "only if you know that it belongs there."
)
MAY_ASK_MORE = N_(
    "Request {number} does not contain these demands: {demands}. Register the letter as a new "
    "request: its deadlines run from this letter. If it is only filed with request {number}, "
    "they are not registered."
)


def read_letter(
    jobs: Jobs,
    load: Callable[[], tuple[str, bytes]],
    done: Callable[[LetterRead], None],
    failed: Callable[[Told], None],
) -> None:
    """Read a saved e-mail away from the window and hand it to ``done``; ``load`` gives name and bytes."""
    title = _("Reading the letter…")

    def work(progress: Callable[..., None]) -> LetterRead:
        progress(0, 0, title)
        name, content = load()
        return LetterRead(name, content, mailbox.read(content, name))

    jobs.run(title, work, done, failed)


NO_DEMAND = N_("No demand was recognised: read the letter and tick what it demands.")


class LetterRead:
    """A letter in memory: the file's name, its bytes, and what they say."""

    def __init__(self, name: str, content: bytes, letter: Letter) -> None:
        self.name, self.content, self.letter = name, content, letter


class TakeInDialog(ActDialog):
    """What a letter would become. ``acted`` gives the request; ``open_wanted`` one that is there already."""

    open_wanted = Signal(int)
    NAME = "take-in"
    TITLE = N_("Take in a letter")
    VERB = N_("&Register")
    SCROLLS = False

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None, read: LetterRead) -> None:
        self.read = read
        self.proposal: Proposal = mailbox.proposal(desk, read.letter)
        super().__init__(desk, jobs, parent)
        self.resize_to_text(150, 46)

    def make_form(self) -> Form:
        """The form of an intake."""
        self.intake_form = IntakeForm(self.desk, self)
        return self.intake_form

    def body(self) -> QWidget:
        """What was recognised and the form on the left, the letter on the right."""
        told = [banner(text, tone, self) for text, tone in self._findings()]
        self.alarm, self.stranger = strips(self)
        self.asked = AskedDay(self.desk, self.proposal, self)
        above = [self.alarm, self.stranger, *told, self.asked.label, self.form]
        return beside(above, self._letter(), self, share=4)

    def prepare(self) -> None:
        """Fill in what was recognised and choose the likeliest button."""
        self.intake_form.show_intake(self.proposal.intake)
        if self.proposal.follows is not None:
            self.intake_form.offer_link(words.short(self.proposal.follows.number))
        if self.proposal.joins is not None:
            self.intake_form.offer_proof(bool(provable(self.desk, self.proposal.joins.request)))
        if self.proposal.needs_moment:
            self.form.editor("received").set(None)
        self.asked.follow(self.form)
        kinds = self.form.editor_of(KindsEditor, "demands")
        kinds.explain({guess.kind: _said(guess) for guess in self.proposal.letter.demands})
        self._offer_others()
        files = signed_files.of_letter(self.read.content, self.read.letter)
        Look(self.desk, files, self, self._show_signatures)

    def act(self, _values: dict[str, object]) -> object:
        """Register the letter as a request."""
        intake = self.intake_form.intake()
        return mailbox.take_in(self.desk, self.read.content, intake, self.read.name)

    def submit(self) -> None:
        """Register away from the window: a letter may weigh 30 MB."""
        try:
            intake = self.intake_form.intake()
        except Refusal as refusal:
            self.form.complain(refusal)
            return
        self.buttons.setEnabled(False)
        read, desk = self.read, self.desk
        self.jobs.run(
            _("Registering the letter…"),
            lambda _progress: mailbox.take_in(
                desk, read.content, intake, read.name, although_automatic=True
            ),
            self.finish,
            self.turn_down,
        )

    def state(self) -> dict[str, object]:
        """What was typed, with the letter itself: its file may be gone when the desk is unlocked."""
        return {**super().state(), "file": files.packed(self.read.name, self.read.content)}

    def unfinished(self) -> bool:
        """A letter that was neither registered nor sent away is kept, even when nothing was typed."""
        return True

    def begin(self) -> None:
        """The likeliest button first: most letters only need to be confirmed."""
        for button in self.buttons.buttons():
            if isinstance(button, QPushButton) and button.isDefault():
                button.setFocus()

    def _offer_others(self) -> None:
        proposal = self.proposal
        if proposal.duplicate_of is not None:
            self._other(
                _("&Open request {number}", number=words.short(proposal.duplicate_of.number)),
                partial(self._open, proposal.duplicate_of),
            )
            self.accept_button.setEnabled(False)
            self.accept_button.setToolTip(_("The same letter has already been registered."))
        elif proposal.reply_to is not None:
            self._offer_joining(proposal.reply_to)
        elif proposal.seems is not None and proposal.seems.undelivered:
            self._offer_joining(proposal.seems.known)
        elif proposal.automatic:
            self.accept_button.setText(_("&Register all the same"))
            cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
            cancel.setText(_("Do &not register"))
            self._prefer(cancel)
        elif proposal.seems is not None:
            self._offer_joining(proposal.seems.known)

    def _offer_joining(self, known: Known) -> None:
        number = words.short(known.number)
        apart = self.proposal.seems is not None and self.proposal.seems.same_id
        more = bool(self.proposal.beyond) or self.proposal.stranger or apart
        text = _("Only &file with request {number}") if more else _("&Add to request {number}")
        self._other(text.format(number=number), partial(self._join, known), prefer=not more)
        if more:
            self.accept_button.setText(_("&Register as a new request"))

    def _other(self, text: str, act: Callable[[], None], *, prefer: bool = True) -> None:
        button = self.buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.clicked.connect(lambda _checked: act())
        self.other_button = button
        if prefer:
            self._prefer(button)

    def _prefer(self, button: QPushButton) -> None:
        self.accept_button.setDefault(False)
        self.accept_button.setFont(self.font())
        button.setDefault(True)
        button.setFont(theme.strong_font(button))
        button.setFocus()

    def _open(self, known: Known) -> None:
        self.dirty = False
        self.reject()
        self.open_wanted.emit(known.request)

    def _join(self, known: Known) -> None:
        try:
            self._check_ticked(known)
            proof = self.intake_form.brings_proof()
            mailbox.join(self.desk, self.read.content, known.request, self.read.name, proof=proof)
        except Refusal as refusal:
            self.form.complain(refusal)
        except Trouble as trouble:
            messages.fail(self, trouble)
        else:
            self.finish(known.request)

    def _check_ticked(self, known: Known) -> None:
        """Refuse to add a letter whose reader ticked a demand that nothing here has told him is not registered."""
        kinds = self.form.editor_of(KindsEditor, "demands")
        if set(beyond(self.desk, known.request, kinds.value())) - set(self.proposal.beyond):
            raise Refusal(
                N_("Adding the letter registers no demand: register it, or clear the tick."),
                field="demands",
            )

    def _findings(self) -> list[tuple[str, theme.Tone]]:
        """What must not be overlooked, the weightiest first."""
        proposal, tone = self.proposal, theme.Tone
        found: list[tuple[str, theme.Tone]] = []
        if proposal.duplicate_of is not None:
            text = _("The same letter has already been registered: request {number}.")
            found.append(
                (text.format(number=words.short(proposal.duplicate_of.number)), tone.OVERDUE)
            )
        elif proposal.reply_to is not None and proposal.stranger:
            found.append((self._more(STRANGER, proposal.reply_to), tone.OVERDUE))
        elif proposal.reply_to is not None and proposal.beyond:
            found.append((self._more(ASKS_MORE, proposal.reply_to), tone.SOON))
        elif proposal.reply_to is not None:
            found.append(self._joining(proposal.reply_to))
        elif proposal.seems is not None:
            found += self._seeming(proposal.seems)
        elif not (proposal.letter.demands or proposal.automatic):
            found.append((_(NO_DEMAND), tone.SOON))
        if proposal.automatic:
            found.append((_(AUTOMATIC[proposal.automatic]), tone.PROVISIONAL))
        told = (*proposal.passed_on, *proposal.writer)
        found += [(current().tell(each), tone.SOON) for each in told]
        if proposal.repeat_of is not None:
            found.append((self._repeat(proposal, proposal.repeat_of), tone.SOON))
        found += self._moment(proposal)
        found += [(self._abroad(place.address, place.country, place.service), tone.SOON)
                  for place in proposal.abroad]  # fmt: skip
        found += [(_(warning), tone.PROVISIONAL) for warning in proposal.warnings
                  if warning not in (NO_MOMENT, ONLY_SENT)]  # fmt: skip
        return found

    def _joining(self, known: Known) -> tuple[str, theme.Tone]:
        """That the letter belongs to a request, or is our own mail that came back."""
        if self.proposal.automatic == BOUNCE:
            return _(CAME_BACK, number=words.short(known.number)), theme.Tone.OVERDUE
        text = _("The letter answers your correspondence on request {number}; add it there.")
        return text.format(number=words.short(known.number)), theme.Tone.WAITING

    def _seeming(self, seems: Seeming) -> list[tuple[str, theme.Tone]]:
        """To which request the letter may belong, and what it demands beyond that one."""
        proposal, tone = self.proposal, theme.Tone
        apart = seems.same_id or seems.undelivered or proposal.stranger
        found = [(current().tell(seems.told), tone.OVERDUE if apart else tone.WAITING)]
        if proposal.stranger:
            found.append((self._more(OTHER_SENDER, seems.known), tone.OVERDUE))
        elif proposal.beyond:
            found.append((self._more(MAY_ASK_MORE, seems.known), tone.SOON))
        return found

    def _more(self, sentence: str, known: Known) -> str:
        """What is demanded that the request does not have."""
        kinds = [_("“{words}”", words=words.label(kind)) for kind in self.proposal.beyond]
        return _(sentence, number=words.short(known.number), demands=current().listing(kinds))

    def _moment(self, proposal: Proposal) -> list[tuple[str, theme.Tone]]:
        """Where the moment of receipt comes from and what to do; one that cannot be has a warning of its own."""
        if proposal.needs_moment and proposal.letter.received is not None:
            return []
        origin = "" if proposal.needs_moment else proposal.letter.received_from
        text = _(MOMENT_FROM.get(origin, MOMENT_FROM[""]))
        return [(text, theme.Tone.QUIET if origin == "received" else theme.Tone.SOON)]

    def _repeat(self, proposal: Proposal, earlier: Known) -> str:
        number = words.short(earlier.number)
        text = _("This person asked the same before: request {number}.", number=number)
        if proposal.repeat_gate is None:
            return text
        return f"{text} {explain(proposal.repeat_gate, current())}"

    def _abroad(self, address: str, country: str, service: str) -> str:
        return _(
            "The address {address} is at {service} ({country}): an answer sent there is itself "
            "transferred abroad. Ask for another address or answer by post if that matters.",
            address=address,
            service=service,
            country=words.country(country),
        )

    def _letter(self) -> QWidget:
        letter = self.read.letter
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(theme.unit(self), 0, 0, 0)
        head = Facts(side)
        address = letter.sender_address
        head.add(_("From"), f"{letter.sender_name} <{address}>" if letter.sender_name else address)
        head.add(_("Reply to"), letter.reply_address)
        head.add(_("Subject"), letter.subject)
        moment = letter.received.isoformat() if letter.received else ""
        head.add(_("Received"), words.moment(moment, self.desk.zone))
        head.add(_("Not delivered to"), "\n".join(letter.unreached))
        head.add(_("Files"), "\n".join(self._file_lines()))
        column.addWidget(head)
        column.addWidget(self._text(side), 1)
        self.signatures = Facts(side)
        column.addWidget(self.signatures)
        return scrolled(side, self)

    def _file_lines(self) -> list[str]:
        nameless = _("without a name")
        return [
            f"{file.name or nameless} · {words.size(len(file.content))}"
            for file in self.read.letter.attachments
        ]

    def _show_signatures(self, found: Found) -> None:
        """What was found of the signatures, which may come after everything else is shown."""
        whole = _("the letter")
        # A file may be called like the letter: its name is quoted, the letter’s is not.
        signed = [
            (_("“{words}”", words=each.file.name) if each.file.name else whole, each.signature)
            for each in found
        ]
        warn(self.alarm, self.stranger, signed)
        self.signatures.add(_("Signatures"), told_of(signed, self.desk.zone))

    def _text(self, parent: QWidget) -> QWidget:
        letter = self.read.letter
        if not letter.text.strip():
            return QLabel(_("The letter has no text of its own."), parent)
        shown = LetterWords(letter.text, 5, parent)
        said = [word for guess in letter.demands for word in guess.words]
        marks = shown.mark([*said, *([self.proposal.asked.words] if self.proposal.asked else [])])
        if marks:
            shown.setToolTip(
                ngettext(
                    "What was recognised is based on {number} place in the text.",
                    "What was recognised is based on {number} places in the text.",
                    marks,
                )
            )
        return shown


def _said(guess: Guess) -> str:
    """The words that led to a guess, and whether nobody signed them."""
    said = current().listing(_("“{words}”", words=word) for word in guess.words)
    return _(NOT_SIGNED, words=said) if guess.unsigned else said
