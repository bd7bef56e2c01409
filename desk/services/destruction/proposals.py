# SPDX-License-Identifier: Apache-2.0
"""What a plan proposes: which holdings go with all their places, and which stay on another ground.

A holding stays when its own ground still runs, when its term of storage has not passed, or while a
legal hold is on it; the desk's own case file always stays, because it proves the destruction.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from desk.domain.destruction import Cause, Kept, PlanItem
from desk.domain.keeping import keeping_words
from desk.domain.registers import CONSENT_GROUND
from desk.domain.starter import SETS, starter_set
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.register.places import write_system
from desk.services.transfer.parts import unasked_parts

_WHATEVER_CONSENT = frozenset(
    {
        Cause.PROVED_DEMAND,
        Cause.UNLAWFUL,
        Cause.STOP_DEMAND,
        Cause.TRANSFER_BAN,
        Cause.ASSIGNMENT_ENDED,
        Cause.NOT_NEEDED,
        Cause.LIQUIDATION,
    }
)
"""Causes that end processing although the consent to it may still be in force."""
_BY_CONSENT = frozenset(
    {Cause.WITHDRAWAL, Cause.STOP_DEMAND, Cause.PROVED_DEMAND, Cause.CONSENT_EXPIRED}
)
"""Causes that take a person’s data back from whoever got them abroad on a consent that has ended."""
HOLD = "hold"
"""Ground of what stays because of a legal hold."""
_RECORDS = "delete_records"
_METHOD_OF = {"paper": "shred", "disk": "overwrite", "stick": "overwrite", "telephone": "overwrite"}


class _Held(NamedTuple):
    """A holding with what decides on it."""

    id: int
    person: int
    ground: str
    norm: str
    categories: str
    systems: str
    achieved: str | None
    keep_until: str | None
    purpose_code: str
    title: Both
    purpose_norm: Both
    retention: Both
    consent_state: str | None
    on_hold: bool
    taken: bool
    """A destruction that is not over takes it."""
    keep_term: str
    consent_until: str | None


_HOLDINGS = """
SELECT h.id, h.person, h.ground, h.norm, h.categories, h.systems, h.achieved, h.keep_until, p.code,
 p.title_ru, p.title_en, p.norm_ru, p.norm_en, p.retention_ru, p.retention_en, c.state,
 EXISTS (SELECT 1 FROM hold o WHERE o.person = h.person AND o.released IS NULL
   AND (o.holding IS NULL OR o.holding = h.id)),
 EXISTS (SELECT 1 FROM destruction d WHERE d.id = h.destruction AND d.done IS NULL),
 p.keep_term, c.valid_until
FROM holding h JOIN purpose p ON p.id = h.purpose LEFT JOIN consent c ON c.id = h.consent
WHERE h.person IN (SELECT value FROM json_each(?)) AND h.ended IS NULL ORDER BY h.person, h.id"""
_CARRIERS = """
SELECT c.holding, c.carrier, c.sheets, k.kind FROM holding_carrier c JOIN carrier k ON k.id = c.carrier
WHERE c.holding IN (SELECT value FROM json_each(?)) ORDER BY c.holding, c.carrier"""
_PROCESSORS = """
SELECT e.value, r.id FROM recipient r, json_each(r.purposes) e
WHERE r.role = 'processor' AND r.retired IS NULL ORDER BY r.id"""


class Proposal(NamedTuple):
    """A plan as the registers suggest it."""

    items: list[PlanItem]
    kept: list[Kept]
    holdings: list[int]
    """What goes; one that lies nowhere in particular has no item of its own."""


def propose(
    desk: Desk, cause: Cause, people: Sequence[int], chosen: Sequence[int] = ()
) -> Proposal:
    """What goes and what stays, inside an act; with ``chosen`` exactly these holdings go, but for those on hold."""
    held = _holdings(desk, people)
    if set(chosen) - {each.id for each in held}:
        raise Refusal(N_("The subjects hold no such data."), field="holdings")
    today = desk.today().isoformat()
    going = [
        each
        for each in held
        if not each.on_hold and (each.id in chosen if chosen else _goes(each, cause, today))
    ]
    gone = {each.id for each in going}
    # What would go, too, but was left for another plan has no ground: the act does not say it stays.
    kept = [
        _kept(desk, each, held=each.on_hold and (each.id in chosen or _goes(each, cause, today)))
        for each in held
        if each.id not in gone and (each.on_hold or not _goes(each, cause, today))
    ]
    items = list(_items(desk, going))
    if cause in _BY_CONSENT and not chosen:
        items += _abroad(desk, people, {(each.person, each.purpose_code) for each in going})
    return Proposal(items, [*kept, _case_file(desk)], sorted(gone))


def some_goes(desk: Desk, cause: Cause, people: Sequence[int]) -> bool:
    """Whether something is held, here or abroad, that would go, and no destruction takes it yet."""
    today = desk.today().isoformat()
    if any(
        _goes(each, cause, today) and not (each.on_hold or each.taken)
        for each in _holdings(desk, people)
    ):
        return True
    return cause in _BY_CONSENT and bool(unasked_parts(desk, people))


def would_go(desk: Desk, cause: Cause, people: Sequence[int]) -> list[int]:
    """Holdings of these people the cause is about, whether or not a legal hold keeps them."""
    today = desk.today().isoformat()
    return [each.id for each in _holdings(desk, people) if _goes(each, cause, today)]


def _holdings(desk: Desk, people: Sequence[int]) -> list[_Held]:
    rows = desk.database.execute_sql(_HOLDINGS, (json.dumps(list(people)),)).fetchall()
    pairs = (9, 11, 13)
    return [
        _Held._make(
            [
                *row[:9],
                *(Both(*row[at : at + 2]) for at in pairs),
                row[15],
                bool(row[16]),
                bool(row[17]),
                *row[18:],
            ]
        )
        for row in rows
    ]


def _goes(held: _Held, cause: Cause, today: str) -> bool:
    if held.keep_until is not None:
        return held.keep_until <= today or (held.ground == CONSENT_GROUND and _ended(held, cause))
    if held.achieved is not None:
        return True
    return held.ground == CONSENT_GROUND and _ended(held, cause)


def _ended(held: _Held, cause: Cause) -> bool:
    return cause in _WHATEVER_CONSENT or held.consent_state != "active"


def _items(desk: Desk, going: Sequence[_Held]) -> Iterable[PlanItem]:
    """A line for each place of each holding; the desk itself holds whoever it knows."""
    if not going:
        return
    own, carriers, processors = _own_system(desk), _carriers(desk, going), _processors(desk)
    for held in going:
        line = PlanItem(held.person, tuple(json.loads(held.categories)), held.id)
        for system in dict.fromkeys((*json.loads(held.systems), *own)):
            yield replace(line, system=system, method=_RECORDS)
        for carrier, sheets, kind in carriers.get(held.id, ()):
            method = _METHOD_OF.get(kind, "")
            yield replace(line, carrier=carrier, sheets=sheets, method=method)
        for recipient in processors.get(held.purpose_code, ()):
            yield replace(line, processor=recipient, method=_RECORDS)


def _abroad(
    desk: Desk, people: Sequence[int], going: Collection[tuple[int, str]]
) -> Iterable[PlanItem]:
    """A line for each recipient abroad who has data on an ended consent, though they stay here.

    Of what goes here as well, the recipients are those of its purpose.
    """
    found: dict[tuple[int, int], set[int]] = {}
    for part in unasked_parts(desk, people):
        if (part.person, part.purpose) not in going:
            found.setdefault((part.person, part.recipient), set()).update(part.categories)
    for (person, recipient), categories in found.items():
        yield PlanItem(person, tuple(sorted(categories)), processor=recipient, method=_RECORDS)


def _own_system(desk: Desk) -> list[int]:
    """The desk as an information system; a register begun without a starter set takes it up now."""
    rows = desk.database.execute_sql("SELECT id, retired FROM system WHERE is_desk = 1").fetchall()
    if not rows:
        offered = starter_set(SETS[0]).systems
        return [write_system(desk, each, proposed=True) for each in offered if each.is_desk]
    return [int(id) for id, retired in rows if retired is None]


def _carriers(desk: Desk, going: Sequence[_Held]) -> dict[int, list[tuple[int, int, str]]]:
    ids = json.dumps([each.id for each in going])
    found: dict[int, list[tuple[int, int, str]]] = {}
    for holding, *rest in desk.database.execute_sql(_CARRIERS, (ids,)).fetchall():
        found.setdefault(holding, []).append((rest[0], rest[1], rest[2]))
    return found


def _processors(desk: Desk) -> dict[str, list[int]]:
    """Who processes on assignment, by the code of the purpose."""
    found: dict[str, list[int]] = {}
    for code, recipient in desk.database.execute_sql(_PROCESSORS).fetchall():
        found.setdefault(code, []).append(recipient)
    return found


def _kept(desk: Desk, each: _Held, *, held: bool) -> Kept:
    """What stays: by its own ground, or, where it would go otherwise, because it is held."""
    stays = Kept(each.title, each.ground, person=each.person, holding=each.id)
    if held:
        return replace(
            stays,
            ground=HOLD,
            norm=form_words(desk, "kept.hold"),
            until=each.keep_until or "",
            until_words=form_words(desk, "kept.hold.until"),
        )
    consented = each.consent_until if each.ground == CONSENT_GROUND else None
    return replace(
        stays,
        norm=_norm(desk, each),
        until=each.keep_until or consented or "",
        until_words=keeping_words(each.keep_term, each.retention),
    )


def _norm(desk: Desk, held: _Held) -> Both:
    """The norm the holding names, else that of its purpose, else that of its ground."""
    if held.purpose_norm.ru or held.purpose_norm.en:
        usual = held.purpose_norm
    elif held.ground == CONSENT_GROUND:
        usual = form_words(desk, "kept.consent")
    else:
        try:
            usual = desk.rules.ground(held.ground).basis
        except Refusal:
            usual = Both()
    return Both(held.norm, usual.en or held.norm) if held.norm else usual


def _case_file(desk: Desk) -> Kept:
    """What the desk keeps as proof of the case: as long as the act itself (R24)."""
    return Kept(
        what=form_words(desk, "kept.case_file"),
        ground="case_file",
        norm=desk.rules.find("R24").basis,
        until_words=form_words(desk, "kept.case_file.until"),
        case_file=True,
    )


def form_words(desk: Desk, message: str) -> Both:
    """The wording of a paper in both languages."""
    return Both(*(desk.catalogue(code).form(message) for code in ("ru", "en")))
