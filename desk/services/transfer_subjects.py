# SPDX-License-Identifier: Apache-2.0
"""May data of one person flow on a day? A transfer on consent does so only under a live consent of that person."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk.domain.consent import ConsentKind
from desk.domain.numbering import printed_number
from desk.domain.transfer import Flow, FlowWord
from desk.domain.transfers import SubjectFlow, TransferGround
from desk.errors import N_, Told
from desk.services.desk import Desk
from desk.services.terms import day_of
from desk.services.transfer_flows import IN_USE, flows

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


@dataclass(frozen=True)
class _Consent:
    """A consent of the person, as it stood on the day asked about."""

    number: str
    given: date
    over: date | None
    """The first day on which it no longer held."""
    categories: frozenset[str]
    recipients: frozenset[int] | None
    """Whom it names; nothing where it is to processing in general."""


def subject_flows(
    desk: Desk, person: int, on: date | None = None, language: str = ""
) -> dict[int, SubjectFlow]:
    """The answer for one person about every transfer in the register on that day."""
    day = on or desk.today()
    general = flows(desk, day, language=language)
    consents = _consents(desk, person, day)
    rows = desk.database.execute_sql(_TRANSFERS, (day.isoformat(), person)).fetchall()
    found = {}
    for id, ground, data, recipient, purpose, held in rows:
        flow, theirs = general[id], consents[purpose]
        if ground == TransferGround.CONSENT and flow.flows:
            named = [each for each in theirs if not each.recipients or recipient in each.recipients]
            flow = _by_consent(flow, named, frozenset(json.loads(data)), day)
        found[id] = SubjectFlow(flow, touches=bool(held or theirs))
    return found


def _consents(desk: Desk, person: int, on: date) -> dict[str, list[_Consent]]:
    """The consents the person had given by that day, the newest first, by purpose."""
    found: dict[str, list[_Consent]] = defaultdict(list)
    rows = desk.database.execute_sql(_CONSENTS, (person,)).fetchall()
    for purpose, kind, number, given, until, ended, recipients, data in rows:
        first = day_of(given, desk.zone)
        if first > on:
            continue
        abroad = frozenset(json.loads(recipients)) if kind == ConsentKind.CROSS_BORDER else None
        over = _over(desk, until, ended)
        found[purpose].append(_Consent(number, first, over, frozenset(json.loads(data)), abroad))
    return found


def _over(desk: Desk, until: str | None, ended: str | None) -> date | None:
    """The first day without the consent: that of its end, or the one after its last."""
    days = [day_of(ended, desk.zone)] if ended else []
    if until:
        days.append(date.fromordinal(date.fromisoformat(until).toordinal() + 1))
    return min(days, default=None)


def _by_consent(flow: Flow, consents: Sequence[_Consent], data: frozenset[str], on: date) -> Flow:
    """What the consents of a person make of a transfer that would flow."""
    live = [each for each in consents if each.over is None or on < each.over]
    covering = [each for each in live if data <= each.categories]
    if covering:
        first = min(each.given for each in covering)
        return replace(flow, since=max(first, flow.since or first))
    if live:
        why = Told(
            N_("Consent {number} does not cover all the data of this transfer."),
            number=printed_number(live[0].number),
        )
        return replace(flow, word=FlowWord.STOPPED, since=None, why=why)
    over = max((each.over for each in consents if each.over), default=None)
    if over is not None:
        why = Told(N_("The transfer rests on consent, and this person’s ended on {day}."), day=over)
        return replace(flow, word=FlowWord.STOPPED, since=over, why=why)
    why = Told(N_("The transfer rests on consent, and this person has given none."))
    return replace(flow, word=FlowWord.STOPPED, since=None, why=why)
