# SPDX-License-Identifier: Apache-2.0
"""The acts on requests: letters taken in one after another, and from what came of an act to the next one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.domain.kinds import RequestState, Step
from desk.domain.request import RequestCard
from desk.errors import Refusal, Told
from desk.services.desk import Desk
from desk.services.letter import own_mail
from desk.services.request import requests
from desk.text import N_
from ui import files, messages, words
from ui.act import ActDialog
from ui.consent_end import Ended, offer_plan
from ui.jobs import Cancelled, Jobs
from ui.language import _, current
from ui.page import OpenRecord
from ui.record_acts import RecordActs

if TYPE_CHECKING:
    from desk.services.letter.batch import Read
    from ui.dialogs.take_in import LetterRead

_HOMES: Mapping[str, tuple[str, str]] = {
    "acknowledge": ("letters", "AcknowledgeDialog"),
    "complete": ("letters", "CompleteDialog"),
    "identify": ("identify", "IdentifyDialog"),
    "authority": ("identify", "AuthorityDialog"),
    "completeness": ("identify", "CompletenessDialog"),
    "block": ("inquiry", "BlockDialog"),
    "unblock": ("inquiry", "UnblockDialog"),
    "inquire": ("inquiry", "InquiryDialog"),
    "evidence": ("inquiry", "EvidenceDialog"),
    "remedy": ("inquiry", "RemedyDialog"),
    "decide": ("inquiry", "DecideDialog"),
    "extend": ("extend", "ExtendDialog"),
    "answer": ("answer", "AnswerDialog"),
    "refuse": ("refuse", "RefuseDialog"),
    "report_done": ("answer", "DoneDialog"),
    "dispatch": ("dispatch", "DispatchDialog"),
    "deliver": ("dispatch", "DeliverDialog"),
    "resend": ("dispatch", "ResendDialog"),
    "close": ("dispatch", "CloseDialog"),
    "client": ("pass_on", "WhoseDialog"),
    "tell_passed": ("pass_on", "TellPassedDialog"),
    "consents": ("withdraw", "EndConsentsDialog"),
    "note": ("note", "NoteDialog"),
    "plan": ("plan", "PlanDialog"),
    "void": ("note", "VoidDialog"),
    "reopen": ("note", "ReopenDialog"),
    "unsent": ("note", "UnsentDialog"),
    "returned": ("note", "ReturnedDialog"),
    "correct": ("correct", "CorrectDialog"),
    "add_demand": ("add_demand", "AddDemandDialog"),
    "laws": ("laws", "LawsDialog"),
    "merge": ("merge", "MergeDialog"),
    "dative": ("dative", "DativeDialog"),
    "request": ("request_form", "RequestDialog"),
    "take-in": ("take_in", "TakeInDialog"),
}


_ELSEWHERE: Mapping[str, Callable[[RequestCard], int | None]] = {
    "subject": lambda card: card.subject_id,
    "destruction": lambda card: card.destruction,
}
"""Acts that only bring another record into sight."""
_HANDED_OVER = ("hand_over", "client_notice", "client_sent")
"""The step of passing a request on, and the two dialogs it opens."""
_OF_LETTERS = ("take-in", "dispatch")
"""Dialogs that deal with a letter; the next one waits until they are closed."""
WHOSE = N_(
    "This message is from your own address: it is not a request but proof that an answer was "
    "sent. Choose the request it answers and drop it again."
)
NO_PROOF = N_(
    "This message is from your own address: it can only prove the dispatch on request {number}. {why}"
)


def _after_box(confirm: Callable[[LetterRead], None]) -> Callable[[LetterRead], None]:
    """Confirm a letter that was read meanwhile once no box waits for its answer."""
    return lambda read: messages.after_box(lambda: confirm(read))


class Acts(RecordActs):
    """The acts on requests. Signal ``registered(int)``: there is a new one, or a letter was added to one."""

    registered = Signal(int)
    HOMES = _HOMES

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        page: QWidget,
        show: Callable[[int], None],
        open_record: OpenRecord,
        shown: Callable[[], int] = lambda: 0,
    ) -> None:
        """``show`` brings a request into sight, ``shown`` tells which one is there, 0 for none."""
        super().__init__(desk, jobs, page, open_record)
        self._show, self._shown = show, shown
        self._letters: list[Path] = []
        self._ahead: dict[Path, Read] = {}

    def begin(self, name: str, card: RequestCard | None = None) -> ActDialog | None:
        """The person's card has a window of its own, and so has the destruction; an inspection's record is handed over."""
        if name in _ELSEWHERE and card is not None:
            self._open_record(name, _ELSEWHERE[name](card))
            return None
        if name == "add_demand" and card is not None and card.row.state is RequestState.CLOSED:
            return self._reopen_first(name, card)
        if name == Step.DISPATCH and card is not None and card.row.step is Step.DELIVER:
            name = Step.DELIVER
        return super().begin(name, card)

    def _reopen_first(self, name: str, card: RequestCard) -> ActDialog | None:
        """What is added to a closed request waits until it is open again."""
        try:
            requests.missed_kinds(card.row.id)
        except Refusal as refusal:
            if not messages.ask(self.page, current().tell(refusal), _("&Reopen…")):
                return None
        dialog = super().begin("reopen", card)
        if dialog is not None:
            dialog.acted.connect(lambda _done: self.begin(name, self.read_card(card.row.id)))
        return dialog

    def make(self, name: str, card: Any) -> ActDialog:  # noqa: ANN401 -- as the base says
        """What is passed to a client is first written and then sent."""
        if name in _HANDED_OVER:
            from ui.dialogs.pass_on import hand_over_dialog

            return hand_over_dialog(self.desk, self.jobs, self.page, card)
        return super().make(name, card)

    def read_card(self, id: int) -> RequestCard:
        """A request."""
        return requests.request_card(self.desk, id, current().language)

    def watch(self, dialog: ActDialog, card: RequestCard | None) -> None:
        """A new request is shown; a paper may lack what is filled in elsewhere."""
        from ui.paper_dialog import PaperDialog

        if card is None:
            dialog.acted.connect(self._registered)
        elif isinstance(dialog, PaperDialog):
            dialog.elsewhere.connect(lambda where, field: self._elsewhere(where, field, card))

    def new_request(self) -> None:
        """Open the short form of a new request."""
        self.begin("request")

    def take_in(self, paths: Sequence[Path]) -> None:
        """Read letters one after another; each is confirmed in its dialog."""
        self._letters += paths
        if len(paths) > 1:
            self._read_ahead(list(paths))
        elif not self._confirming():
            self._next_letter()

    def attach(self, card: RequestCard, paths: Sequence[Path]) -> None:
        """Keep files beside a request."""
        desk, id = self.desk, card.row.id
        files.attach(
            self.jobs,
            lambda *file: requests.add_file(desk, id, *file),
            paths,
            lambda _done: self.check_new(id),
        )

    def state(self) -> dict[str, object]:
        """With the letters that wait."""
        return {**super().state(), "letters": [str(path) for path in self._letters]}

    def restore(self, state: Mapping[str, object]) -> None:
        """With the letters that waited."""
        letters = state.get("letters")
        self._letters += [Path(str(path)) for path in letters] if isinstance(letters, list) else []
        super().restore(state)
        if not self.open and not self.jobs.running:
            self._next_letter()

    def reopen(self, name: str, id: int, typed: Mapping[str, object]) -> None:
        """A letter is read again before its dialog opens."""
        if name == "take-in":
            self._reopen_letter(typed)
        else:
            super().reopen(name, id, typed)

    def _reopen_letter(self, typed: Mapping[str, object]) -> None:
        from ui.dialogs.take_in import read_letter

        kept = files.unpacked(typed.get("file"))

        def confirm(read: LetterRead) -> None:
            self._confirm(read)
            self.open[-1].restore(typed)

        if kept is not None:
            read_letter(self.jobs, lambda: kept, _after_box(confirm), self._unread)

    def present(self, dialog: ActDialog) -> None:
        """After one letter comes the next."""
        super().present(dialog)
        if dialog.NAME in _OF_LETTERS:
            dialog.finished.connect(lambda _code: self._next_letter())

    def _confirming(self) -> bool:
        return any(dialog.NAME in _OF_LETTERS for dialog in self.open)

    def _read_ahead(self, paths: list[Path]) -> None:
        """Read many letters at once, on every core; then they are confirmed one after another."""
        title = _("Reading the letters…")

        def work(progress: Callable[..., None]) -> list[Read]:
            from desk.services.letter.batch import read_letters

            found: list[Read] = []
            try:
                for each in read_letters(paths):
                    found.append(each)
                    progress(len(found), len(paths), title)
            except Cancelled:
                self._letters.clear()
                raise
            return found

        def done(found: list[Read]) -> None:
            self._ahead.update({each.path: each for each in found if each.path in self._letters})
            if not self._confirming():
                self._next_letter()

        self.jobs.run(title, work, done)

    def _next_letter(self) -> None:
        from ui.dialogs.take_in import LetterRead, read_letter

        if not self._letters:
            return
        path = self._letters.pop(0)
        known = self._ahead.pop(path, None)
        if known is None:
            read_letter(
                self.jobs,
                lambda: (path.name, files.read(path)),
                _after_box(self._confirm),
                self._unread,
            )
        elif known.letter is None:
            self._unread(known.refusal or Refusal(N_("The file cannot be read.")))
        else:
            letter = known.letter
            self.jobs.run(
                _("Reading the letter…"),
                lambda _progress: LetterRead(path.name, files.read(path), letter),
                _after_box(self._confirm),
                self._unread,
            )

    def _unread(self, error: Told) -> None:
        messages.fail(self.page, error)
        self._next_letter()

    def _confirm(self, read: object) -> None:
        from ui.dialogs.take_in import LetterRead, TakeInDialog

        assert isinstance(read, LetterRead)
        if own_mail.is_own(self.desk, read.letter):
            if not self._prove_dispatch(read):
                self._next_letter()
            return
        dialog = TakeInDialog(self.desk, self.jobs, self.page, read)
        dialog.acted.connect(self._registered)
        dialog.open_wanted.connect(self._show)
        self.present(dialog)

    def _prove_dispatch(self, read: LetterRead) -> bool:
        """Offer a message the operator sent as the proof of dispatch; false when none waits for it."""
        from ui.dialogs.dispatch import DispatchDialog

        shown = self._shown()
        fitting = own_mail.requests_answered(self.desk, read.letter)
        ids = [known.request for known in fitting] or [shown]
        id = shown if shown in ids or len(ids) > 1 else ids[0]
        if id not in ids or not id:
            messages.tell(self.page, _(WHOSE))
            return False
        card = self.read_card(id)
        step = next((each for each in card.steps if each.step is Step.DISPATCH), None)
        if step is not None and not step.allowed:
            why = current().say(step.why_not, **step.params)
            number = words.short(card.row.number)
            messages.tell(self.page, _(NO_PROOF, number=number, why=why))
            return False
        self._show(id)
        dialog = self.begin("dispatch", card)
        if isinstance(dialog, DispatchDialog):
            dialog.take(read.name, read.content)
        return dialog is not None

    def _registered(self, id: object) -> None:
        if isinstance(id, int):
            self.check_new(id)
            self.registered.emit(id)
            card = requests.request_card(self.desk, id, current().language)
            number, due = words.short(card.row.number), words.when(card.row.due, self.desk.zone)
            self.said.emit(
                _("Request {number}, due {due}.", number=number, due=due)
                if due
                else _("Request {number}.", number=number)
            )

    def _elsewhere(self, where: str, field: str, card: RequestCard) -> None:
        if where != "correct":
            self._open_record(where, card.subject_id if where == "subject" else field)
            return
        self.begin("correct", card)
        self.open[-1].form.editor(field).main.setFocus()

    def follow(self, name: str, id: int, result: object) -> None:
        """What comes after an act: missing parts are asked for, ended consents lead to the destruction."""
        if name == "plan":
            self._open_record("destruction", result)
        if isinstance(result, Ended):
            offer_plan(self.desk, self.page, self._open_record, result)
        if name == "completeness" and result:
            card = requests.request_card(self.desk, id, current().language)
            allowed = any(step.allowed for step in card.steps if step.step.value == "complete")
            if allowed and messages.ask(
                self.page,
                _("Something is missing. Write the letter that asks for it?"),
                _("&Write the letter"),
                _("&Later"),
            ):
                self.begin("complete", card)
