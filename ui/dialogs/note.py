# SPDX-License-Identifier: Apache-2.0
"""Short words that belong to a record or a paper: a note, why it is void, when it was signed by pen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desk.domain.kinds import Leaving, RequestState
from desk.domain.request import PaperBrief
from desk.domain.scans import KeptPage
from desk.errors import Refusal
from desk.services.desk import Desk
from desk.services.paper import papers
from desk.services.paper.left_papers import paper_left
from desk.services.request import requests
from desk.services.signature import scans
from desk.text import N_
from ui import words
from ui.act import Fields, NoteAct, ReasonAct, RequestAct
from ui.dialogs.inquiry import day_of
from ui.forms import AreaField, ChoiceField, DateField, TextField
from ui.happened import title
from ui.jobs import Jobs
from ui.language import _
from ui.numbers import named


class NoteDialog(NoteAct, RequestAct):
    """Put a note into the history."""

    def add(self, text: str) -> object:
        """Add it."""
        return requests.add_note(self.desk, self.request(), text)


class VoidDialog(ReasonAct, RequestAct):
    """Void a record taken in by mistake."""

    NAME = "void"
    TITLE = N_("Make the record void")
    VERB = N_("Make &void")
    INTRO = N_(
        "Only for a request registered by mistake: spam, the same letter twice. Its number stays "
        "in use, its deadlines end, and the journal keeps the reason."
    )

    def because(self, reason: str) -> object:
        """Void it."""
        return requests.void_request(self.desk, self.request(), reason)


class ReopenDialog(ReasonAct, RequestAct):
    """Open a closed request again."""

    NAME = "reopen"
    TITLE = N_("Reopen the request")
    VERB = N_("&Reopen")
    INTRO = N_(
        "If the request was closed by mistake or something still has to be done. Its deadlines "
        "are again as they were before; the history keeps both the closing and the reopening, "
        "with the reason."
    )

    def because(self, reason: str) -> object:
        """Open it."""
        return requests.reopen_request(self.desk, self.request(), reason)


class UnsentDialog(ReasonAct, RequestAct):
    """Take back a dispatch that was recorded by mistake."""

    NAME = "unsent"
    TITLE = N_("Not sent after all")
    VERB = N_("&Undo the record")
    INTRO = N_(
        "Only if the latest dispatch was recorded by mistake and the paper has not been sent. "
        "The deadlines it met run again. If it was a notice of extension, the deadline stays "
        "extended only if the notice is sent before the original deadline. The line stays in the "
        "history, with the reason given."
    )

    WHICH = N_("This record will be undone: {what}, {when}, {proof}.")

    def introduction(self) -> str:
        """Which dispatch it is."""
        found = requests.newest_dispatch(self.desk, self.request())
        if found is None:
            return self.INTRO
        when = words.when(found.at, self.desk.zone)
        which = _(self.WHICH, what=title(found.kind), when=when, proof=found.note or "—")
        return f"{which}\n{_(self.INTRO)}"

    def because(self, reason: str) -> object:
        """Take it back."""
        return requests.take_back_dispatch(self.desk, self.request(), reason)


class ReturnedDialog(RequestAct):
    """Record that the post brought back what was sent; mail that came back is taken in as a letter."""

    NAME = "returned"
    TITLE = N_("Returned by post")
    VERB = N_("&Record")
    INTRO = N_(
        "The dispatch stays recorded with its proof, but the paper did not arrive: the next step "
        "is to send it another way. A closed request is opened again. If a mail server sent an "
        "e-mail back, drop its message onto the window instead."
    )

    REASONS = (
        N_("Not collected: the storage period has expired"),
        N_("The addressee has left"),
        N_("No such address"),
        N_("Refused by the addressee"),
    )

    def fields(self) -> Fields:
        """What came back where several were sent, when, and why."""
        left = requests.what_left(self.desk, self.request())
        which = ChoiceField(
            "what", N_("Wh&at was returned"), [(each, words.label(each)) for each in left]
        )
        return (
            *((which,) if len(left) > 1 else ()),
            DateField("day", N_("Returned &on"), mandatory=True, today=self.desk.today),
            TextField(
                "note",
                N_("&Reason on the envelope"),
                mandatory=True,
                completions=[_(each) for each in self.REASONS],
            ),
        )

    def prepare(self) -> None:
        """It came today."""
        self.form.set({"day": self.desk.today()})

    def act(self, values: dict[str, object]) -> object:
        """Record it."""
        day, what = day_of(values["day"], "day"), values.get("what")
        assert what is None or isinstance(what, Leaving)
        return requests.record_returned(self.desk, self.request(), day, str(values["note"]), what)


class _OfPaper(RequestAct):
    """An act on one issued paper."""

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None, brief: PaperBrief) -> None:
        self.brief = brief
        super().__init__(desk, jobs, parent)
        self.setWindowTitle(f"{self.windowTitle()} — {named(brief.number)}")

    def place(self) -> dict[str, object]:
        """The paper."""
        return {"paper": self.brief.id, "reason": ""}


class VoidPaperDialog(ReasonAct, _OfPaper):
    """Void an issued paper."""

    NAME = "void"
    TITLE = N_("Make the paper void")
    VERB = N_("Make &void")
    INTRO = N_(
        "The paper keeps its number and content and is marked void. If a corrected paper is to "
        "take its place, choose “Replace with a corrected paper…” instead."
    )
    OPENS = N_(
        "The request was closed with this answer. If the paper is made void, the request opens "
        "again with its demands and their deadlines. If a corrected paper is to take its place, "
        "choose “Replace with a corrected paper…” instead."
    )

    LEFT = N_(
        "This paper was already sent: {when}, {proof}. Making it void does not recall it: "
        "whoever has it will rely on it until you send another. The demands it decided are open "
        "again, with their deadlines. If a corrected paper is to take its place, choose “Replace "
        "with a corrected paper…” instead."
    )

    def introduction(self) -> str:
        """What becomes of the request, and of a paper that somebody holds."""
        if self.brief.request is None:
            return self.INTRO
        if (gone := paper_left(self.desk, self.brief.id)) is not None:
            when = words.when(gone.at, self.desk.zone)
            return _(self.LEFT, when=when, proof=gone.proof or "—")
        card = requests.request_card(self.desk, self.brief.request)
        rests = any(demand.outcome == self.brief.number for demand in card.demands)
        return self.OPENS if rests and card.row.state is RequestState.CLOSED else self.INTRO

    def because(self, reason: str) -> object:
        """Void it."""
        return papers.void(self.desk, self.brief.id, reason)


class SignedDialog(_OfPaper):
    """Mark a printed paper as signed by pen."""

    NAME = "signed"
    TITLE = N_("Signed by pen")
    VERB = N_("&Mark")
    INTRO = N_("The paper was printed and signed by hand. The stored file does not change.")

    def fields(self) -> Fields:
        """Day and signer."""
        return (
            DateField("on", N_("Signed &on"), today=self.desk.today, mandatory=True),
            TextField(
                "who", N_("&By whom"), hint=N_("If empty: by the person named on the paper.")
            ),
        )

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, object]) -> object:
        """Mark it."""
        on = day_of(values["on"], "on")
        return papers.mark_signed(self.desk, self.brief.id, on, str(values["who"]))


class ReplaceReasonDialog(ReasonAct, _OfPaper):
    """Ask why a paper is replaced before the new one is written."""

    NAME = "replace"
    TITLE = N_("Replace the paper")
    VERB = N_("&Continue")
    INTRO = N_(
        "The old paper becomes void and a new one with its own number takes its place. Both stay "
        "linked."
    )

    def because(self, reason: str) -> object:
        """Give the reason on; nothing is written yet."""
        if not reason:
            raise Refusal(N_("Give the reason for replacing the paper."), field="reason")
        return reason


class DetachPageDialog(_OfPaper):
    """Take a page that was placed wrongly off its paper; refuses where none came back."""

    NAME = "detach"
    TITLE = N_("Detach a scanned page")
    VERB = N_("&Take off")
    INTRO = N_("Only for a page filed with the wrong paper. Signatures seen on it are open again.")

    def fields(self) -> Fields:
        """Which page, and why."""
        pages = scans.kept_pages(self.desk, self.brief.id)
        if not pages:
            raise Refusal(N_("No signed pages of this paper have come back."))
        return (
            ChoiceField("page", N_("P&age"), [(page.page, self._line(page)) for page in pages]),
            AreaField("reason", N_("&Reason"), mandatory=True),
        )

    def act(self, values: dict[str, object]) -> object:
        """Take it off."""
        page = int(str(values["page"]))
        return scans.detach_page(self.desk, self.brief.id, page, str(values["reason"]))

    def _line(self, page: KeptPage) -> str:
        name = _("Page {page} of {pages}", page=page.page, pages=self.brief.pages)
        day = words.day(page.day)
        return _(
            "{page} · {day} · {file}, sheet {sheet}",
            page=name, day=day, file=page.file, sheet=page.sheet,
        )  # fmt: skip


OF_PAPERS: dict[str, type[_OfPaper]] = {
    "void": VoidPaperDialog,
    "signed": SignedDialog,
    "replace": ReplaceReasonDialog,
    "detach": DetachPageDialog,
}
"""The dialogs over an issued paper by the name of their act."""
