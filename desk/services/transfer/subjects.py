# SPDX-License-Identifier: Apache-2.0
"""May data of one person flow on a day? A transfer on consent does so only under a live consent of that person."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk.domain.consent import ConsentKind
from desk.domain.days import day_of
from desk.domain.numbering import printed_number
from desk.domain.transfer import Flow, FlowWord
from desk.domain.transfer_part import Agreement, part_of
from desk.domain.transfers import Part, Standing, SubjectFlow, TransferGround
from desk.errors import N_, Told
from desk.services.desk import Desk
from desk.services.transfer.flows import IN_USE, flows

_TRANSFERS = (
    "SELECT t.id, t.ground, t.categories, t.recipient, t.purpose_code,"  # noqa: S608 -- a constant
    " EXISTS (SELECT 1 FROM holding h JOIN purpose p ON p.id = h.purpose WHERE h.person = ?2"
    f" AND h.ended IS NULL AND p.code = t.purpose_code) FROM transfer t WHERE {IN_USE}"
)
_CONSENTS = (
    "SELECT c.purpose_code, c.kind, c.number, c.given, c.valid_until, c.ended, c.recipients,"
    " (SELECT json_group_array(code) FROM category WHERE id IN"
    " (SELECT value FROM json_each(c.categories))) FROM consent c WHERE c.person = ?"
    " AND c.state <> 'void' AND c.kind IN ('processing', 'cross_border')"
    " ORDER BY c.given DESC, c.id DESC"
)

_STOPPED = {
    Standing.NARROW: N_("Consent {number} does not cover all the data of this transfer."),
    Standing.ENDED: N_(
        "The transfer is based on consent, and this person’s consent ended on {day}."
    ),
    Standing.NONE: N_("The transfer is based on consent, and this person has given none."),
}


@dataclass(frozen=True)
class Given:
    """A consent of the person, with whom it is to."""

    agreement: Agreement
    recipients: frozenset[int] | None
    """Whom it names; nothing where it is to processing in general."""


def subject_flows(
    desk: Desk, person: int, on: date | None = None, language: str = ""
) -> dict[int, SubjectFlow]:
    """The answer for one person about every transfer in the register on that day."""
    day = on or desk.today()
    general = flows(desk, day, language=language)
    consents = given_by(desk, person, day)
    rows = desk.database.execute_sql(_TRANSFERS, (day.isoformat(), person)).fetchall()
    found = {}
    for id, ground, data, recipient, purpose, held in rows:
        flow, theirs = general[id], consents[purpose]
        part = None
        if ground == TransferGround.CONSENT:
            part = part_of(named(theirs, recipient), frozenset(json.loads(data)), day)
            flow = _by_consent(flow, part) if flow.flows else flow
        found[id] = SubjectFlow(flow, bool(held or theirs), part)
    return found


def named(consents: Sequence[Given], recipient: int) -> list[Agreement]:
    """Those that decide about transfers to a recipient.

    Whoever agreed to a transfer to it by a consent of its own decides by that alone: where it is withdrawn,
    the consent to processing that stays does not bear the transfer.
    """
    own = [
        each.agreement
        for each in consents
        if each.recipients is not None and (not each.recipients or recipient in each.recipients)
    ]
    return own or [each.agreement for each in consents if each.recipients is None]


def given_by(desk: Desk, person: int, on: date) -> dict[str, list[Given]]:
    """The consents the person had given by that day, the newest first, by purpose."""
    found: dict[str, list[Given]] = defaultdict(list)
    rows = desk.database.execute_sql(_CONSENTS, (person,)).fetchall()
    for purpose, kind, number, given, until, ended, recipients, data in rows:
        first = day_of(given, desk.zone)
        if first > on:
            continue
        abroad = frozenset(json.loads(recipients)) if kind == ConsentKind.CROSS_BORDER else None
        over = _over(desk, until, ended)
        agreement = Agreement(number, first, over, frozenset(json.loads(data)))
        found[purpose].append(Given(agreement, abroad))
    return found


def _over(desk: Desk, until: str | None, ended: str | None) -> date | None:
    """The first day without the consent: that of its end, or the one after its last."""
    days = [day_of(ended, desk.zone)] if ended else []
    if until:
        days.append(date.fromordinal(date.fromisoformat(until).toordinal() + 1))
    return min(days, default=None)


def _by_consent(flow: Flow, part: Part) -> Flow:
    """What the part of a person makes of a transfer that would flow."""
    if part.standing is Standing.GIVEN and part.day is not None:
        return replace(flow, since=max(part.day, flow.since or part.day))
    why = _STOPPED[part.standing]
    told = Told(why, number=printed_number(part.consent)) if part.consent else Told(why)
    if part.standing is Standing.ENDED:
        told = Told(why, day=part.day)
    return replace(flow, word=FlowWord.STOPPED, since=part.day, why=told)
