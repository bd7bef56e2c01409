# SPDX-License-Identifier: Apache-2.0
"""Another law for a request that is registered already: its terms go, those of the new law come.

What was met under a law stays met; terms of a law that applied before and after keep their dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desk.domain.deeds import KEEP_ROW, KEPT_BY_FINDING
from desk.domain.kinds import ApplicantRole, DemandState, Law
from desk.domain.laws import kept, laws_for, read
from desk.domain.timeline import EventKind
from desk.errors import N_, AtField, Refusal
from desk.services.checks import required
from desk.services.desk import Desk, writes
from desk.services.destruction.terms import check_no_destruction
from desk.services.events import add_event
from desk.services.request.cases import refresh
from desk.services.request.corrections import planned_of, terms_of
from desk.services.request.extensions import move_term
from desk.services.request.handling import change, require_open
from desk.services.request.settling import meet_receipt
from desk.services.terms import RUNNING, Planned, insert_terms, stamp
from desk.storage.models import Deadline, Demand, Document, Request


@writes("request", "deadline")
def change_laws(
    desk: Desk, id: int, laws: Sequence[Law], reason: str, *, third_party: bool = False
) -> None:
    """Put a request under other laws and count its terms anew."""
    reason = required(reason, "reason")
    request = require_open(id)
    if not laws:
        raise AtField(N_("Choose at least one law."), field="laws")
    laws = laws_for(ApplicantRole(request.role), laws)
    third_party = third_party and Law.VN in laws
    before = read(request.laws)
    if (laws, third_party) == (before, bool(request.third_party)):
        raise Refusal(N_("Nothing was changed."), field="laws")
    gone = [law for law in before if law not in laws]
    if Law.RU in gone:
        _check_leaving(id)
    counted = terms_of(id)
    change(id, laws=kept(laws), third_party=int(third_party))
    _drop(desk, id, gone)
    _open(desk, id, [law for law in laws if law not in before or law is Law.VN])
    add_event(desk, id, EventKind.LAWS_CHANGED, reason)
    refresh(desk, id)
    desk.record(
        "request.laws_changed",
        request.number,
        laws_before=before,
        laws=laws,
        third_party=third_party,
        terms_before=counted,
        terms_after=terms_of(id),
    )


def _check_leaving(id: int) -> None:
    """Duties that deeds under Russian law have opened do not end because another law is chosen."""
    check_no_destruction(id)
    passed = Demand.select().where(Demand.request == id, Demand.client_id.is_null(False))
    if passed.exists():
        raise Refusal(
            N_(
                "A demand was passed to a client under Federal Law 152-FZ, so the request stays under this law."
            ),
            field="laws",
        )
    found = Deadline.select().where(
        Deadline.request == id,
        Deadline.row.in_(list(KEPT_BY_FINDING - {"R11"})),
        Deadline.dropped.is_null(),
    )
    if found.exists():
        raise Refusal(
            N_(
                "A violation was found on this request and its deadlines are set by Federal Law "
                "152-FZ, so it stays under this law."
            ),
            field="laws",
        )


def _drop(desk: Desk, id: int, laws: Iterable[Law]) -> None:
    """Drop the running terms of laws that no longer apply."""
    gone = set(laws)
    packs = [pack.id for pack in desk.rules.packs if pack.law in gone]
    Deadline.update(dropped=stamp(desk.now())).where(
        Deadline.request == id,
        Deadline.pack.in_(packs),
        Deadline.row != KEEP_ROW,
        RUNNING,
    ).execute()


def _open(desk: Desk, id: int, laws: Iterable[Law]) -> None:
    """Open the terms of these laws that the request does not have; a row with another rule is moved."""
    wanted = set(laws)
    request = Request.get_by_id(id)
    demands = list(Demand.select().where(Demand.request == id).order_by(Demand.id))
    known = {
        (row.demand_id, row.row): row
        for row in Deadline.select()
        .where(Deadline.request == id, Deadline.dropped.is_null())
        .order_by(Deadline.id.desc())
    }
    new: list[Planned] = []
    for term in planned_of(desk, request, demands):
        demand = None if term.demand is None else demands[term.demand]
        decided = demand is not None and demand.state != DemandState.OPEN
        if decided or term.pack == "letter" or desk.rules.law_of(term.pack) not in wanted:
            continue
        row = known.get((demand.id if demand else None, term.due.row))
        if row is None:
            new.append(term)
        elif row.met is None and row.rule != term.due.rule:
            Deadline.update(rule=term.due.rule).where(Deadline.id == row.id).execute()
            row.rule = term.due.rule
            move_term(desk, row, term.due)
    insert_terms(desk, id, new, [demand.id for demand in demands], desk.zone)
    issued = Document.get_or_none(
        Document.request == id, Document.form == "acknowledgement", Document.state == "issued"
    )
    if issued is not None:
        meet_receipt(id, issued.issued or stamp(desk.now()))
