# SPDX-License-Identifier: Apache-2.0
"""Whether the register of transfers covers a letter to a mail service abroad, and may flow today.

It is covered by a transfer to a recipient in the state of the service whose own service is e-mail: what goes
to another recipient of the same state, for example a customer records service, says nothing of letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desk.domain.proposal import Abroad, MailCover
from desk.domain.registers import Service
from desk.domain.transfer import Flow
from desk.domain.transfers import FlowWord
from desk.services.desk import Desk
from desk.services.letter import reply_mail
from desk.services.transfer.flows import flows
from desk.services.transfer.subjects import subject_flows
from desk.storage.models import Request

_MAIL = (
    "SELECT t.id, t.code FROM transfer t JOIN recipient r ON r.id = t.recipient"
    " WHERE t.country = ? AND r.service = ? AND t.retired IS NULL ORDER BY t.id"
)
_ORDER = (FlowWord.FLOWS, FlowWord.WAITS, FlowWord.STOPPED)


def covers_of_request(desk: Desk, request: int) -> tuple[MailCover, ...]:
    """The answer for each address abroad to which the letters about a request go.

    A transfer that rests on consent covers them only under a live one of whoever gets the letter.
    """
    places = reply_mail.abroad(desk, request)
    if not places:
        return ()
    row = Request.get_by_id(request)
    return covers(desk, places, row.applicant_id or row.subject_id)


def covers(
    desk: Desk, places: Iterable[Abroad], person: int | None = None
) -> tuple[MailCover, ...]:
    """The answer for each of these addresses, for a person where one is known."""
    if person is None:
        known: Mapping[int, Flow] = flows(desk)
    else:
        known = {id: each.flow for id, each in subject_flows(desk, person).items()}
    return tuple(_cover(desk, place, known) for place in places)


def _cover(desk: Desk, place: Abroad, known: Mapping[int, Flow]) -> MailCover:
    rows = desk.database.execute_sql(_MAIL, (place.country, Service.EMAIL)).fetchall()
    found = [(known[id], code) for id, code in rows if id in known]
    if not found:
        return MailCover(place)
    flow, code = min(found, key=lambda each: _ORDER.index(each[0].word))
    return MailCover(place, code, flow.flows, None if flow.flows else flow.why)
