# SPDX-License-Identifier: Apache-2.0
"""Who asks: how identity was settled, how a representative's power was checked, what the letter lacks.

What is recorded is the way, never a copy or the number of a document.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.domain.kinds import Channel
from desk.domain.other_sender import strangers
from desk.domain.request import Completeness
from desk.services.request import requests
from desk.text import N_
from ui.act import Fields, RequestAct
from ui.forms import AreaField, CheckField, ChoiceField, MomentField
from ui.language import _, current
from ui.panes import banner
from ui.theme import Tone

_BY_LETTER = (
    N_("The letter came from the address we know this person by."),
    N_("The letter has a qualified electronic signature that was verified."),
    N_("Details of the document in the letter agree with those in the contract."),
)
_BY_ACCOUNT = N_("The person signed in to their account and confirmed the request there.")
_BY_COMING = N_("The person came in and showed a document; no copy was made.")
_BY_ANYTHING = (
    N_("The person answered questions only they can answer."),
    N_("We called the telephone number we know this person by."),
    _BY_ACCOUNT,
    _BY_COMING,
)


def usual_ways(channel: Channel | None) -> tuple[str, ...]:
    """How it can be settled who asks, where the request came by ``channel``: the likeliest first."""
    if channel in (Channel.EMAIL, Channel.POST):
        return (*_BY_LETTER, *_BY_ANYTHING)
    likeliest = {Channel.PORTAL: _BY_ACCOUNT, Channel.IN_PERSON: _BY_COMING}
    first = likeliest.get(channel) if channel else None
    return tuple(sorted(_BY_ANYTHING, key=lambda way: way != first))


class IdentifyDialog(RequestAct):
    """Record how it was settled who asks."""

    NAME = "identify"
    TITLE = N_("Check identity")
    VERB = N_("&Confirm")
    INTRO = N_(
        "Write down how you made sure who is asking. Do not keep a copy of a document and do not "
        "write its number here. Meanwhile the deadline keeps running."
    )

    def body(self) -> QWidget:
        """The form, and above it whose certificate is not that of who asks."""
        told = strangers(self.card, current()) if self.card else []
        if not told:
            return self.form
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(banner("\n".join(told), Tone.SOON, whole))
        column.addWidget(self.form)
        return whole

    def fields(self) -> Fields:
        """A usual way, the way in words, and the moment."""
        channel = self.card.row.channel if self.card else None
        ways = [("", _("another way"))] + [(way, _(way)) for way in usual_ways(channel)]
        return (
            ChoiceField("way", N_("&Usual ways"), ways),
            AreaField("how", N_("&How it was checked"), mandatory=True),
            MomentField(
                "at",
                N_("&When"),
                now=self.desk.now,
                zone=self.desk.zone,
                hint=N_("If empty: now."),
                by_day=True,
            ),
        )

    def prepare(self) -> None:
        """A usual way fills the text, which stays editable."""
        self.form.editor("way").changed.connect(self._take_way)
        self.form.editor("how").main.setFocus()

    def _take_way(self) -> None:
        way = str(self.form.editor("way").value() or "")
        if way:
            self.form.set({"how": _(way)})

    def act(self, values: dict[str, object]) -> object:
        """Confirm the identity."""
        return requests.confirm_identity(
            self.desk,
            self.request(),
            str(values["how"]),
            values["at"],  # type: ignore[arg-type]  # MomentField gives a moment, a day or None
        )


class AuthorityDialog(RequestAct):
    """Record that the representative's power was checked."""

    NAME = "authority"
    TITLE = N_("Check the representative’s authority")
    VERB = N_("&Confirm")
    INTRO = N_(
        "What is the authority based on, and how was it checked? For example: power of attorney "
        "of 12 May 2026, original seen; covers requests about personal data."
    )

    def fields(self) -> Fields:
        """What the power rests on."""
        return (AreaField("note", N_("&Authority and how it was checked"), mandatory=True),)

    def prepare(self) -> None:
        """Begin from what the request says of the power."""
        if self.card:
            self.form.set({"note": self.card.authority})

    def act(self, values: dict[str, object]) -> object:
        """Record the check."""
        return requests.check_authority(self.desk, self.request(), str(values["note"]))


class CompletenessDialog(RequestAct):
    """Tick what Art. 14 (3) asks for and the letter has; finishes with whether something is missing."""

    NAME = "completeness"
    TITLE = N_("Check contents (Art. 14 (3))")
    VERB = N_("&Record")
    INTRO = N_(
        "A request must contain three things. Tick what is there. If something is missing, the "
        "desk offers a letter that asks for it; the deadline does not move."
    )

    def fields(self) -> Fields:
        """The three parts."""
        return (
            CheckField("document", N_("&Identity document: number, date of issue, issuing body")),
            CheckField("relation", N_("&Relationship with you, or a sign that you hold the data")),
            CheckField("signature", N_("&Signature, by pen or electronic")),
        )

    def prepare(self) -> None:
        """Show what was ticked before."""
        if self.card:
            parts = self.card.completeness
            self.form.set(
                {
                    "document": parts.document,
                    "relation": parts.relation,
                    "signature": parts.signature,
                }
            )

    def act(self, values: dict[str, object]) -> object:
        """Record the check and give what is missing."""
        parts = Completeness(
            bool(values["document"]), bool(values["relation"]), bool(values["signature"])
        )
        requests.set_completeness(self.desk, self.request(), parts)
        return parts.missing
