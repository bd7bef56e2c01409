# SPDX-License-Identifier: Apache-2.0
"""A request about a client's data: whose data it is about, passing it on, telling the person (Art. 6 (5))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from desk.domain.kinds import DemandState
from desk.domain.paper import Draft
from desk.domain.request import DemandView, RequestCard
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.assignment import client_notices
from desk.services.desk import Desk
from desk.services.register import registers
from desk.services.request import passing
from ui.act import ActDialog, Fields, RequestAct
from ui.dialogs.client_notices import ClientSentDialog, NoticePaperDialog
from ui.dialogs.clients import ClientDialog
from ui.forms import CheckField, ChoiceField, Field, Section
from ui.jobs import Jobs
from ui.language import _, current
from ui.request_paper import RequestPaper
from ui.words import label


class WhoseDialog(RequestAct):
    """Say of each open demand whether it is about data of a client or our own."""

    NAME = "client"
    TITLE = N_("Whose data it concerns")
    VERB = N_("&Record")
    INTRO = N_(
        "If we process data on a client’s behalf, the client is liable to the person (Art. 6 "
        "(5)): the demand is passed on within the deadline of the assignment, and the person is "
        "told to whom. For what we process for our own purposes we answer ourselves, within the "
        "legal deadlines."
    )

    def fields(self) -> Fields:
        """A choice for each open demand."""
        language = current().language
        clients = [(each.id, each.name.of(language)) for each in registers.clients(self.desk)]
        if not clients:
            raise Refusal(
                N_("No client is in the register yet: add it first under “Register → Clients…”.")
            )
        options = [(None, _("Our own")), *clients]
        choices: list[Field | Section] = [
            ChoiceField(f"demand_{each.id}", label(each.kind), options) for each in self.open_ones()
        ]
        return [*choices, CheckField("ours", N_("We process such data ourselves &as well"))]

    def open_ones(self) -> list[DemandView]:
        """Demands that are not decided."""
        demands = self.card.demands if self.card else ()
        return [each for each in demands if each.state is DemandState.OPEN]

    def prepare(self) -> None:
        """As it stands; a single client is proposed for a demand nobody spoke of."""
        values: dict[str, object] = {f"demand_{each.id}": each.client for each in self.open_ones()}
        values["ours"] = self.card is not None and passing.holds_own(
            self.desk, self.card.subject_id
        )
        self.form.set(values)

    def act(self, values: dict[str, Any]) -> None:
        """Leave the demands to their clients."""
        choice = {each.id: values[f"demand_{each.id}"] for each in self.open_ones()}
        fresh = [id for id, client in choice.items() if client is not None]
        passing.leave_to_clients(self.desk, self.request(), choice, fresh if values["ours"] else ())


def hand_over_dialog(
    desk: Desk, jobs: Jobs, parent: QWidget | None, card: RequestCard
) -> ActDialog:
    """The notice of the request that waits: to be written, or to be recorded as sent."""
    for notice in client_notices.client_notices(desk, request=card.row.id):
        if notice.sent:
            continue
        if notice.document is None:
            return NoticePaperDialog(desk, jobs, parent, notice, card)
        dialog = ClientSentDialog(desk, jobs, parent, card)
        dialog.notice = notice.id
        return dialog
    raise Refusal(N_("Nothing in this request is waiting to be passed to a client."))


class TellPassedDialog(RequestPaper):
    """The letter that tells the person to whom the request was passed."""

    NAME = "tell_passed"
    TITLE = N_("Report where the request was passed on")
    FORMS: ClassVar[tuple[str, ...]] = ("reply_passed",)

    def new_draft(self, texts: Mapping[str, Both]) -> Draft:
        """Of the first client the person has not been told of."""
        return passing.draft_passed(self.desk, self.request(), self.mode(), texts)

    def go_to(self, where: str) -> None:
        """The client’s address is filled in in its record, over this dialog."""
        if where != "client_address":
            super().go_to(where)
            return
        left = [d.client for d in self.card.demands if d.client] if self.card else []
        dialog = ClientDialog(self.desk, self.jobs, self)
        dialog.show_id(left[0] if left else 0)
        dialog.acted.connect(lambda _id: self.compose())
        dialog.open()
