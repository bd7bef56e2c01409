# SPDX-License-Identifier: Apache-2.0
"""The end of a request: when, how and with which proof the answer left, and closing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.domain.guidance import RESEND
from desk.domain.kinds import ApplicantRole, Channel, Leaving
from desk.domain.letter import Letter
from desk.domain.said import how_proved
from desk.errors import Refusal, Told
from desk.services.letter import mailbox, reply_mail
from desk.services.letter.sent_doubts import carried, dispatch_doubts, papers_carried
from desk.services.request import requests
from desk.services.request.unblocking import close_doubts
from desk.text import N_
from ui import files, messages, theme, words
from ui.act import Fields, RequestAct
from ui.forms import AreaField, ChoiceField, ManyField, MomentField, TextField, note
from ui.language import _, current

PROOFS = (
    N_("Postal receipt No. "),
    N_("Handed over against signature"),
    N_("Copy of the sent message"),
    N_("Sent through the portal, confirmation No. "),
)
_LETTER = N_("The letter is not an answer: the deadline of the request keeps running.")
_WAYS = tuple(way for way in Channel if way not in (Channel.OWN,))


class DispatchDialog(RequestAct):
    """Record the dispatch; a sent message dropped here is its own proof."""

    NAME = "dispatch"
    TITLE = N_("Record dispatch")
    VERB = N_("&Record")
    INTRO = N_(
        "The answer is given in the form the request came in, unless the request asks for another."
    )

    OTHERS: ClassVar[Mapping[Leaving, str]] = {
        Leaving.NOTICE: N_(
            "The notice of extension must be sent before the original deadline: one sent later "
            "extends nothing."
        ),
        Leaving.COMPLETION: _LETTER,
        Leaving.RECEIPT: _LETTER,
    }

    CORRECTED = N_(
        "The corrected notice of extension is sent as well, if possible before the original "
        "deadline. The extension is valid on the first notice if that one was sent in time."
    )

    def introduction(self) -> str:
        """What is sent: of several that wait the first."""
        if self.leaving()[0] is Leaving.NOTICE and self.card and self.card.notice_corrected:
            return self.CORRECTED
        if self.card and self.card.role is ApplicantRole.NOBODY:
            return ""  # no request came in any form
        return self.OTHERS.get(self.leaving()[0], self.INTRO)

    def leaving(self) -> tuple[Leaving, ...]:
        """What waits to be sent."""
        return (self.card and self.card.leaving) or (Leaving.ANSWER,)

    def fields(self) -> Fields:
        """Which paper where two wait, moment, way, proof."""
        leaving = self.leaving()
        which = ChoiceField(
            "what", N_("Wh&at was sent"), [(each, words.label(each)) for each in leaving]
        )
        return (
            *((which,) if len(leaving) > 1 else ()),
            *self._which_answers(),
            MomentField(
                "at",
                N_("&When it was sent"),
                hint=N_("The date is enough if the time is not known."),
                now=self.desk.now,
                zone=self.desk.zone,
                mandatory=True,
                by_day=True,
            ),
            ChoiceField("way", N_("&How"), [(way, words.label(way)) for way in _WAYS]),
            TextField(
                "proof",
                N_("&Proof"),
                hint=N_("Number of the postal receipt, signature on receipt, message sent."),
                completions=[_(proof) for proof in PROOFS],
            ),
        )

    def replies(self) -> tuple[int, ...]:
        """The answers that wait, where they are several: then a person says which of them left."""
        waiting = self.card.replies if self.card else ()
        return waiting if len(waiting) > 1 and Leaving.ANSWER in self.leaving() else ()

    def _which_answers(self) -> Fields:
        known = {brief.id: brief for brief in self.card.papers} if self.card else {}
        offered = [(id, words.paper_line(known[id])) for id in self.replies()]
        hint = N_(
            "What you do not tick is still waiting to be sent, and its deadlines keep running."
        )
        field = ManyField(
            "papers", N_("Which a&nswers were sent"), hint=hint, options=offered, columns=1
        )
        return (field,) if offered else ()

    def body(self) -> QWidget:
        """The form and the place for the proof."""
        holder = QWidget(self)
        self.file = files.FileRow(
            _("&Sent message or scan…"),
            _("Letters and scans") + " (*.eml *.msg *.pdf *.jpg *.jpeg *.png *.tif *.tiff)",
            holder,
        )
        self.file.chosen.connect(self._take_file)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self) * 2)
        self.how = note("", holder)
        column.addWidget(self.how)
        column.addWidget(self.file)
        column.addWidget(self.form)
        self.file.catch_drops_on(self)
        self.form.editor("way").changed.connect(self._say_how)
        self._say_how()
        return holder

    def _say_how(self) -> None:
        """What proves a dispatch in the chosen way."""
        way = self.form.editor("way").value()
        assert isinstance(way, Channel)
        self.how.setText(_(how_proved(way)))

    def prepare(self) -> None:
        """Now, and the way the request came."""
        way = Channel.EMAIL
        if self.card:
            asked = self.card.answer_form
            way = Channel(asked) if asked in set(Channel) else self.card.row.channel
        self.form.set({"at": self.desk.now(), "way": way})

    def take(self, name: str, content: bytes) -> None:
        """Take a message that was sent, with its date, as the proof."""
        self.file.restore(files.packed(name, content))
        self._take_file()

    def _take_file(self) -> None:
        self.dirty = True
        if not self._is_letter():
            return
        try:
            letter = mailbox.read(self.file.content or b"", self.file.name)
        except Refusal as refusal:
            self.form.complain(refusal)
            return
        at = letter.sent or letter.received
        self.form.set({"way": Channel.EMAIL, "proof": _("Copy of the sent message")})
        what = self._carried(letter)
        if what is not None:
            self.form.set({"what": what})
        if self.replies():
            there = papers_carried(self.request(), letter)
            self.form.set({"papers": tuple(id for id in self.replies() if id in there)})
        if at is not None:
            self.form.set({"at": at})

    def _carried(self, letter: Letter) -> Leaving | None:
        """What the message carried by the names of its files, where it is one of those that wait."""
        found = carried(self.request(), letter)
        return next((each for each in self.leaving() if each in found), None)

    def _is_letter(self) -> bool:
        return self.file.name.lower().endswith(files.LETTERS)

    def state(self) -> dict[str, object]:
        """With the proof."""
        return {**super().state(), "file": self.file.state()}

    def restore(self, state: Mapping[str, object]) -> None:
        """With the proof."""
        self.file.restore(state.get("file"))
        super().restore(state)

    def act(self, values: dict[str, object]) -> object:
        """Record the dispatch."""
        at, way = values["at"], values["way"]
        if not isinstance(at, date):
            raise Refusal(N_("Enter when the answer was sent."), field="at")
        assert isinstance(way, Channel)
        what = values.get("what") or self.leaving()[0]
        assert isinstance(what, Leaving)
        papers = self._chosen(values, what)
        message, content = self.message(way), self.file.content
        self.ask(dispatch_doubts(self.desk, self.request(), way, message, what, papers))
        if message is not None and content is not None:
            return reply_mail.record_sent(
                self.desk, self.request(), content, at, what=what, papers=papers
            )
        kept = (self.file.name, content) if content is not None else None
        proof = str(values["proof"])
        return requests.dispatch(
            self.desk, self.request(), at, way, proof, kept, what=what, papers=papers
        )

    def _chosen(self, values: Mapping[str, object], what: Leaving) -> tuple[int, ...]:
        if what is not Leaving.ANSWER or not self.replies():
            return ()
        papers = values["papers"]
        assert isinstance(papers, tuple)
        if not papers:
            raise Refusal(N_("Tick the papers that were sent."), field="papers")
        return papers

    def message(self, way: Channel) -> Letter | None:
        """The message that proves a dispatch by e-mail; none where the proof is something else."""
        if self.file.content is None or way is not Channel.EMAIL or not self._is_letter():
            return None
        return reply_mail.read_sent(self.file.content, self.file.name)

    def ask(self, doubts: Iterable[Told]) -> None:
        """Ask about what speaks against the dispatch; it is recorded all the same when the person says so."""
        told = [*map(current().tell, doubts)]
        question = "\n\n".join([*told, _("Record it all the same?")])
        yes, no = _("&Record all the same"), _("&Go back")
        if told and not messages.ask(self, question, yes, no, danger=True):
            raise Refusal(N_("Nothing was recorded."), field="proof")


class DeliverDialog(DispatchDialog):
    """Record that the record of an inspection was signed or handed over at the visit."""

    NAME = "deliver"
    TITLE = N_("Record the handing over")
    INTRO = N_(
        "The data were shown at the visit. State when the record was signed or handed over "
        "there, and what proves it: the signature on it, or its scan."
    )

    def leaving(self) -> tuple[Leaving, ...]:
        """The record is the answer."""
        return (Leaving.ANSWER,)

    def prepare(self) -> None:
        """Now and in person, against the signature."""
        super().prepare()
        self.form.rename("at", _("&When it was handed over"))
        self.form.set({"way": Channel.IN_PERSON, "proof": _(PROOFS[1])})


class ResendDialog(DispatchDialog):
    """Record how a paper left again whose mail had come back."""

    NAME = "resend"
    TITLE = N_("Record that it was sent again")

    def introduction(self) -> str:
        """Why it is sent again."""
        return _(RESEND)

    def leaving(self) -> tuple[Leaving, ...]:
        """What came back first."""
        waits = super().leaving()
        back = self.card.returned if self.card else ()
        return (*back, *(each for each in waits if each not in back))

    def prepare(self) -> None:
        """Now and by post: by e-mail it did not arrive."""
        super().prepare()
        self.form.set({"way": Channel.POST})


class CloseDialog(RequestAct):
    """Close the request with its outcome."""

    NAME = "close"
    TITLE = N_("Close the request")
    VERB = N_("&Close the request")
    INTRO = N_(
        "Every demand is decided and the answer has been sent. Describe the outcome in one sentence."
    )

    def fields(self) -> Fields:
        """The outcome."""
        return (AreaField("outcome", N_("&Outcome")),)

    def prepare(self) -> None:
        """Propose what the demands say."""
        if self.card:
            lines = [
                f"{words.label(demand.called)}: {words.demand_state(demand).lower()}"
                for demand in self.card.demands
            ]
            self.form.set({"outcome": "; ".join(lines) + "."})

    def act(self, values: dict[str, object]) -> object:
        """Close it; what speaks against it is asked first."""
        told = [*map(current().tell, close_doubts(self.desk, self.request()))]
        question = "\n\n".join([*told, _("Close it all the same?")])
        yes, no = _("&Close all the same"), _("&Go back")
        if told and not messages.ask(self, question, yes, no, danger=True):
            raise Refusal(N_("Nothing was recorded."), field="outcome")
        return requests.close_request(self.desk, self.request(), str(values["outcome"]))
