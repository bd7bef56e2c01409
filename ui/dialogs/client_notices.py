# SPDX-License-Identifier: Apache-2.0
"""What a client on whose assignment we process is told: recorded, written, sent, answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from desk.domain.clients import Client, ClientNotice, NoticeKind, Objection
from desk.domain.kinds import Channel, Leaving
from desk.domain.paper import Draft
from desk.domain.request import PaperBrief
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.assignment import client_notices, client_papers
from desk.services.desk import Desk
from desk.services.letter.sent_doubts import message_doubts
from desk.services.register import registers
from ui import paper_acts, words
from ui.act import ActDialog, Card, Fields, ReasonAct
from ui.dialogs.clients import ClientDialog
from ui.dialogs.dispatch import DispatchDialog
from ui.dialogs.inquiry import day_of
from ui.dialogs.recipients import RecipientDialog
from ui.forms import CheckField, ChoiceField, DateField, MomentField
from ui.jobs import Jobs
from ui.language import _, current
from ui.numbers import headed
from ui.paper_dialog import PaperDialog
from ui.registers import RecordDialog, RegisterDialog
from ui.tables import Column
from ui.theme import Badge, Tone
from ui.words import label

_BY_HAND = (NoticeKind.LEAK, NoticeKind.SUB_PROCESSOR, NoticeKind.DESTRUCTION)
_OF_KIND: Mapping[NoticeKind, tuple[str, ...]] = {
    NoticeKind.LEAK: ("found",),
    NoticeKind.SUB_PROCESSOR: ("recipient", "starts", "object_until"),
    NoticeKind.DESTRUCTION: ("destruction",),
}
"""The fields a notice of each kind begins with."""


class NewNoticeDialog(ActDialog):
    """Say what happened; the term of the assignment runs from it."""

    TITLE: ClassVar[str] = N_("Notify the client")
    VERB: ClassVar[str] = N_("&Record")
    INTRO: ClassVar[str] = N_(
        "The deadline of the assignment runs from what you record here. Then write the notice, "
        "send it and record its dispatch. Requests are passed on from their own record."
    )
    client = 0

    def fields(self) -> Fields:
        """The kind, and what each kind needs."""
        language = current().language
        recipients = [(each.id, each.name.of(language)) for each in registers.recipients(self.desk)]
        acts = [
            (id, f"{headed(number)} · {words.day(done)}")
            for id, number, done in client_notices.destructions_to_tell(self.desk)
        ]
        return [
            ChoiceField("kind", N_("&Subject matter"), [(kind, label(kind)) for kind in _BY_HAND]),
            MomentField(
                "found", N_("Kn&own since"), now=self.desk.now, zone=self.desk.zone, mandatory=True
            ),
            ChoiceField("recipient", N_("Su&b-processor"), recipients, mandatory=True),
            DateField("starts", N_("Be&gins on"), today=self.desk.today, mandatory=True),
            DateField(
                "object_until",
                N_("Client may object &until"),
                today=self.desk.today,
                hint=N_("If empty: as the assignment says, otherwise until the client agrees."),
            ),
            ChoiceField("destruction", N_("&Destruction"), acts, mandatory=True),
        ]

    def prepare(self) -> None:
        """A leak, now."""
        self.form.set({"kind": NoticeKind.LEAK, "found": self.desk.now()})
        self.form.editor("kind").changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        kind = self.form.editor("kind").value()
        for each, names in _OF_KIND.items():
            for name in names:
                self.form.show_field(name, each == kind)

    def act(self, values: dict[str, Any]) -> int:
        """Let the term run."""
        kind = values["kind"]
        if kind == NoticeKind.LEAK:
            if not isinstance(values["found"], datetime):
                raise Refusal(N_("This must be filled in."), field="found")
            return client_notices.report_leak(self.desk, self.client, values["found"])
        if kind == NoticeKind.DESTRUCTION:
            if not values["destruction"]:
                raise Refusal(
                    N_(
                        "The notice does not refer to an act. Draw up the act of destruction first."
                    ),
                    field="destruction",
                )
            return client_notices.report_destruction(
                self.desk, self.client, int(values["destruction"])
            )
        until = values["object_until"]
        return client_notices.announce_sub_processor(
            self.desk,
            self.client,
            int(values["recipient"] or 0),
            day_of(values["starts"], "starts"),
            until if isinstance(until, date) else None,
        )


class NoticePaperDialog(PaperDialog):
    """The notice itself, looked at before it is issued."""

    NAME = "client_notice"
    TITLE = N_("Notice to the client")
    FORMS = ("notice_client",)

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        parent: QWidget | None,
        notice: ClientNotice,
        card: Card | None = None,
    ) -> None:
        self.about = notice
        super().__init__(desk, jobs, parent, card)

    def option_fields(self) -> Fields:
        """Whether the letter of the person, or the act, goes along."""
        told = {
            NoticeKind.REQUEST: N_("Enclose the person’s &letter"),
            NoticeKind.DESTRUCTION: N_("Enclose a copy of the &act"),
        }
        kind = self.about.kind
        return [CheckField("attached", told[kind])] if kind in told else []

    def prepare(self) -> None:
        """The letter goes along where all of it is the client’s; the act where the person says so."""
        super().prepare()
        if self.form.holds("attached") and self.about.kind is NoticeKind.REQUEST:
            self.form.set({"attached": not client_notices.own_too(self.desk, self.about)})

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """A draft that starts from ``texts``."""
        attached = self.form.holds("attached") and bool(self._head("attached"))
        return client_papers.draft_notice(
            self.desk, self.about.id, self.mode(), texts, attached=attached
        )

    def put(self, draft: Draft) -> PaperBrief:
        """Issue it."""
        return client_notices.issue_client_notice(self.desk, self.about.id, draft)

    def go_to(self, where: str) -> None:
        """What the registers lack is filled in there, over this dialog."""
        if where in ("assignment", "addressee.name"):
            self._fill_in(ClientDialog(self.desk, self.jobs, self), self.about.client)
        elif where.startswith("recipient") and self.about.recipient:
            self._fill_in(RecipientDialog(self.desk, self.jobs, self), self.about.recipient)
        else:
            super().go_to(where)

    def _fill_in(self, dialog: RecordDialog, id: int) -> None:
        dialog.show_id(id)
        dialog.acted.connect(lambda _id: self.compose())
        dialog.open()

    def draft_key(self) -> str:
        """Kept beside its notice."""
        return f"paper:{self.NAME}:{self.about.id}"


class ClientSentDialog(DispatchDialog):
    """Record how a notice was sent."""

    NAME = "client_sent"
    INTRO = N_("The deadline of the assignment is met if the notice was sent in time.")
    notice = 0

    def introduction(self) -> str:
        """What counts is the assignment."""
        return self.INTRO

    def leaving(self) -> tuple[Leaving, ...]:
        """Only the notice: what its request sends is another matter."""
        return (Leaving.NOTICE,)

    def act(self, values: dict[str, object]) -> object:
        """Record the dispatch."""
        at, way = values["at"], values["way"]
        if not isinstance(at, date):
            raise Refusal(N_("Enter when the letter was sent."), field="at")
        assert isinstance(way, Channel)
        kept = (self.file.name, self.file.content) if self.file.content is not None else None
        message = self.message(way)
        if message is not None:
            to = client_papers.client_address(self.desk, self.notice)
            self.ask(message_doubts(self.desk, message, to))
        client_notices.record_client_told(
            self.desk, self.notice, at, way, str(values["proof"]), kept
        )
        return self.notice


class ObjectionDialog(ActDialog):
    """Record the client's decision on a new sub-processor."""

    TITLE: ClassVar[str] = N_("Client’s decision")
    VERB: ClassVar[str] = N_("&Record")
    notice = 0

    def fields(self) -> Fields:
        """The word and its day."""
        said = [(each, label(each)) for each in Objection]
        return [
            ChoiceField("outcome", N_("The &client"), said),
            DateField("on", N_("&On"), today=self.desk.today, mandatory=True),
        ]

    def prepare(self) -> None:
        """Today."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, Any]) -> None:
        """Record it."""
        client_notices.record_objection(
            self.desk, self.notice, Objection(values["outcome"]), day_of(values["on"], "on")
        )


class DropNoticeDialog(ReasonAct):
    """Withdraw a notice."""

    TITLE: ClassVar[str] = N_("Withdraw the notice")
    VERB: ClassVar[str] = N_("&Take back")
    INTRO: ClassVar[str] = N_("Its paper becomes void, and its deadline no longer applies.")
    notice = 0

    def because(self, reason: str) -> None:
        """Take it back."""
        client_notices.drop_client_notice(self.desk, self.notice, reason)


class ClientNoticesDialog(RegisterDialog):
    """Lists what a client is told; those that have not left come first."""

    TITLE: ClassVar[str] = N_("What the client is told")
    ABOUT: ClassVar[str] = N_(
        "Requests, leaks, new sub-processors and destructions, each with the deadline of the "
        "assignment, its paper and the proof of its dispatch."
    )
    EMPTY: ClassVar[str] = N_("There has been nothing to tell this client yet.")
    NEW: ClassVar[str] = N_("Notify of something new…")
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("kind", N_("Subject matter"), lambda row, _words: label(row.kind), width=18),
        Column(
            "state",
            N_("State"),
            lambda row, _words: _badge(row).word,
            badge=lambda row, _words: _badge(row),
            width=24,
        ),
        Column("about", N_("About"), lambda row, said: _about(row, said.language), width=22),
        Column("paper", N_("Paper"), lambda row, _words: words.short(row.paper_number)),
        Column("sent", N_("Sent"), lambda row, _words: _day(row.sent), rank=1),
    )

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None, client: Client) -> None:
        self.client = client
        super().__init__(desk, jobs, parent)
        self.edit_button.setText(_("Write the notice…"))

    def rows(self) -> Sequence[ClientNotice]:
        """The notices to this client."""
        return client_notices.client_notices(self.desk, self.client.id)

    def buttons(self) -> list[QPushButton]:
        """What follows on a notice."""
        self.mail_button = self.button("mail", N_("Draft an e-mail…"), self.mail)
        self.sent_button = self.button("send", N_("Record dispatch…"), self.sent)
        self.answer_button = self.button("user-check", N_("Client’s decision…"), self.answer)
        self.drop_button = self.button("ban", N_("Take back…"), self.drop)
        return [self.mail_button, self.sent_button, self.answer_button, self.drop_button]

    def look(self) -> None:
        """Offer what can be done with the chosen notice."""
        super().look()
        row: ClientNotice | None = self.row()
        waits = row is not None and not row.sent
        self.edit_button.setEnabled(waits and row is not None and row.document is None)
        written = waits and row is not None and row.document is not None
        self.mail_button.setEnabled(written)
        self.sent_button.setEnabled(written)
        sub = row is not None and row.kind is NoticeKind.SUB_PROCESSOR and bool(row.sent)
        self.answer_button.setEnabled(sub and row is not None and row.outcome is None)
        self.drop_button.setEnabled(row is not None and row.kind is not NoticeKind.REQUEST)

    def about_row(self, row: ClientNotice) -> str:
        """How it left, and what came back."""
        parts = []
        if row.sent:
            way = label(Channel(row.way))
            parts.append(
                _("Sent {day}: {way}. {proof}", day=_day(row.sent), way=way, proof=row.proof)
            )
        if row.outcome is not None:
            parts.append(f"{label(row.outcome)}, {words.day(row.outcome_on)}")
        return "\n".join(parts)

    def new(self) -> None:
        """Something new."""
        dialog = NewNoticeDialog(self.desk, self.jobs, self)
        dialog.client = self.client.id
        self.present(dialog)

    def edit(self) -> None:
        """Write the chosen notice, unless it has its paper."""
        row: ClientNotice | None = self.row()
        if row is not None and row.document is None and not row.sent:
            self.present(NoticePaperDialog(self.desk, self.jobs, self, row))

    def mail(self) -> None:
        """The draft e-mail of the chosen notice."""
        row: ClientNotice | None = self.row()
        if row is not None and row.document is not None:
            paper_acts.run("mail", self.desk, self.jobs, self, row.document)

    def sent(self) -> None:
        """How it left."""
        self._about_it(ClientSentDialog(self.desk, self.jobs, self))

    def answer(self) -> None:
        """What the client said."""
        self._about_it(ObjectionDialog(self.desk, self.jobs, self))

    def drop(self) -> None:
        """Take it back."""
        self._about_it(DropNoticeDialog(self.desk, self.jobs, self))

    def _about_it(self, dialog: ClientSentDialog | ObjectionDialog | DropNoticeDialog) -> None:
        dialog.notice = self.row().id
        self.present(dialog)


def _day(moment: str) -> str:
    """A day, with the time of a moment."""
    if not moment:
        return ""
    day = words.day(moment[:10])
    return f"{day}, {moment[11:16]}" if "T" in moment else day


def _about(row: ClientNotice, language: str) -> str:
    return row.recipient_name.of(language) or words.short(row.request_number) or _day(row.known)


def _badge(row: ClientNotice) -> Badge:
    if row.sent:
        waits = row.kind is NoticeKind.SUB_PROCESSOR and row.outcome is None
        return (
            Badge(Tone.WAITING, _("waits for the client")) if waits else Badge(Tone.DONE, _("told"))
        )
    due = _day(row.due)
    if row.overdue:
        return Badge(Tone.OVERDUE, _("overdue: {day}", day=due))
    return Badge(Tone.SOON, _("to be notified by {day}", day=due) if due else _("to be notified"))
