# SPDX-License-Identifier: Apache-2.0
"""What follows when consents have ended: what goes on and on which ground, and the plan to destroy the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from desk.domain.consent import ConsentState, OtherGround
from desk.domain.consent_view import ConsentView
from desk.domain.days import day_of
from desk.domain.destruction import Cause, PlanFields
from desk.services.consent.views import consent_view
from desk.services.desk import Desk
from desk.services.transfer.parts import unasked_parts
from ui import messages
from ui.consent_parts import ground_line
from ui.language import _
from ui.page import OpenRecord


@dataclass(frozen=True)
class Ended:
    """Consents that were withdrawn."""

    ids: tuple[int, ...]
    on: date
    grounds: tuple[OtherGround, ...]
    request: int | None = None
    cause: Cause = Cause.WITHDRAWAL
    subject: int | None = None
    """Of the request; the consents may be on another card of the same person."""


def grounds_said(grounds: tuple[OtherGround, ...]) -> str:
    """On which grounds processing goes on, in sentences."""
    if not grounds:
        return _(
            "Nothing else allows the processing: it must stop, and the data must be destroyed."
        )
    lines = [f"• {ground_line(each)}" for each in grounds]
    return "\n".join([_("Processing that continues (Art. 9 (2)):"), *lines])


def offer_plan(desk: Desk, page: QWidget, open_record: OpenRecord, ended: Ended) -> None:
    """Say what goes on; where data rested on the consents alone, offer to plan their destruction."""
    views = [consent_view(desk, id) for id in ended.ids]
    said = grounds_said(ended.grounds)
    people = [view.row.person for view in views]
    rests = any(view.rests and view.destruction is None for view in views)
    if not rests and not unasked_parts(desk, people):
        messages.tell(page, said)
        return
    question = _(
        "{said}\n\nPlan the destruction of the data that were based on the consent now?", said=said
    )
    if messages.ask(page, question, _("&Plan it"), _("&Later")):
        whole = tuple(dict.fromkeys([ended.subject, *people] if ended.subject else people))
        open_record(
            "destruction",
            PlanFields(ended.cause, ended.on.isoformat(), whole, request=ended.request),
        )


def plan_of(view: ConsentView, zone: str) -> PlanFields:
    """The destruction of what rested on an ended consent."""
    expired = view.row.state is ConsentState.EXPIRED
    return PlanFields(
        cause=Cause.CONSENT_EXPIRED if expired else Cause.WITHDRAWAL,
        caused=day_of(view.row.ended, zone).isoformat(),
        subjects=(view.row.person,),
        request=view.card.request,
    )
