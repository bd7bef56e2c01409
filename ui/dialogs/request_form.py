# SPDX-License-Identifier: Apache-2.0
"""A new request typed by hand: from post, telephone, a visit, or the operator's own finding."""

from __future__ import annotations

from desk.domain.kinds import REGULATOR_KINDS, ApplicantRole, Channel
from desk.domain.request import Intake
from desk.services.request import requests
from desk.text import N_
from ui.act import RequestAct
from ui.forms import Form
from ui.intake_form import IntakeForm
from ui.kinds_field import KindsEditor

_BY_CHANNEL = {Channel.OWN: ApplicantRole.NOBODY, Channel.RKN: ApplicantRole.RKN}
"""Who asks, where the channel says it."""


class RequestDialog(RequestAct):
    """Register a request. ``acted`` gives its id."""

    NAME = "request"
    TITLE = N_("New request")
    VERB = N_("&Register")
    INTRO = N_(
        "Only four things are needed at first: when and how it was received, what is demanded "
        "and by whom. The legal deadlines are set automatically."
    )

    def make_form(self) -> Form:
        """The form of an intake, with room for the words of the request."""
        self.intake_form = IntakeForm(self.desk, self, with_text=True)
        return self.intake_form

    _by_channel = False
    """Who asked was filled in by the channel, and goes with it."""

    def prepare(self) -> None:
        """By post, where most of what is typed by hand comes from: e-mails are taken in as letters."""
        self.intake_form.show_intake(
            Intake(received=self.desk.now(), channel=Channel.POST, demands=())
        )
        self.form.editor("received").set(self.desk.today())
        self._received = self.form.editor("received").state()
        self.form.editor("channel").changed.connect(self._follow_channel)
        self.form.editor("demands").changed.connect(self._follow_demands)
        self.form.editor("received").main.setFocus()

    def _follow_channel(self) -> None:
        channel = Channel(str(self.form.editor("channel").value()))
        received, now = self.form.editor("received"), self.desk.now()
        if (
            received.state() == self._received
        ):  # Nobody typed it: of a letter by post there is no hour.
            received.set(self.desk.today() if channel is Channel.POST else now)
            self._received = received.state()
        speaks = _BY_CHANNEL.get(channel)
        role = self.form.editor("role").value()
        if speaks is not None:
            self.form.set({"role": speaks})
        elif role is ApplicantRole.NOBODY or (role is ApplicantRole.RKN and self._by_channel):
            self.form.set({"role": ApplicantRole.SUBJECT})
        self._by_channel = speaks is not None

    def _follow_demands(self) -> None:
        """What only an authority demands was written by it."""
        demands = set(self.intake_form.editor_of(KindsEditor, "demands").value())
        role = self.form.editor("role")
        if demands and demands <= REGULATOR_KINDS and role.value() is ApplicantRole.SUBJECT:
            self.form.set({"role": ApplicantRole.RKN})
            self.form.unfold("role")

    def act(self, _values: dict[str, object]) -> object:
        """Register it."""
        return requests.register_request(self.desk, self.intake_form.intake())
