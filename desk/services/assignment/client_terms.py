# SPDX-License-Identifier: Apache-2.0
"""Terms of an assignment: counted by its own words, kept beside those of the law and marked as a contract's.

The law leaves to the assignment when a processor tells its operator and when it destroys (Art. 6 (3)).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from peewee import Expression

from desk.domain.clients import END_RULE, OBJECTION_RULE
from desk.domain.days import parsed
from desk.domain.due import Due, Nature, Why
from desk.domain.registers import KEEP_TERM
from desk.domain.rulefile import Rule, Term
from desk.domain.values import Both
from desk.services.desk import Desk
from desk.services.terms import RUNNING, Planned, fixed_date, insert_terms, stamp
from desk.storage.models import Client, ClientNotice, Deadline

PACK = "contract"
BY_CONTRACT = Why("contract")
_NEVER = date.min


def basis_of(client: Client) -> str:
    """The assignment, as a norm is named."""
    day = date.fromisoformat(client.assignment_date) if client.assignment_date else None
    number = f"№ {client.assignment}" if client.assignment else ""
    return " / ".join(part for part in (number, f"{day:%d.%m.%Y}" if day else "") if part)


def told_term(client: Client, kind: str) -> str:
    """In which term the client is told; empty where the assignment sets none."""
    return {"leak": client.leak_term, "request": client.request_term}.get(kind, "")


def due_to_tell(desk: Desk, client: Client, kind: str, known: date | datetime) -> Due | None:
    """By when the client is told of what came to be known; nothing where the assignment sets no term."""
    rule = f"client.{kind}"
    if kind == "sub_processor":
        # A new sub-processor is told before it begins: the term runs back from that day.
        days = _days(client.sub_term)
        assert not isinstance(known, datetime), "the day it begins"
        if not days:
            return None
        return _fixed(desk, client, rule, min(desk.today(), known), known - timedelta(days))
    term = told_term(client, kind)
    if not term:
        return None
    amount, _space, unit = term.partition(" ")
    counted = _rule(rule, Term(int(amount), unit), basis_of(client))
    due = desk.rules.due(counted, known, desk.zone)
    return replace(due, steps=(*due.steps, BY_CONTRACT))


def count_again(desk: Desk, row: Deadline) -> Due | None:
    """A term of working days counted anew, when another calendar came; nothing for other terms."""
    notice = ClientNotice.get_or_none(ClientNotice.id == row.client_notice_id)
    if notice is None or row.rule != f"client.{notice.kind}" or notice.kind == "sub_processor":
        return None
    return due_to_tell(desk, Client.get_by_id(notice.client_id), notice.kind, parsed(row.starts))


def _days(term: str) -> int:
    return int(term.partition(" ")[0]) if term else 0


def _rule(id: str, term: Term, basis: str) -> Rule:
    """A term of the contract in the shape in which terms are counted."""
    return Rule(
        id=id, row="", pack=PACK, nature=Nature.TERM, event=id, kinds=(), condition=Both(),
        actor="processor", addressee="recipient", term=term,
        counted="from_moment" if term.unit == "hours" else "from_next_day", start=Both(),
        roll="none", gate_opens="", keep=False, extension=None, suspension=Both(), exceptions=(),
        instead_of=(), opens=(), papers=("notice_client",), basis=Both(basis, basis), edition=None,
        quote="", certainty="own", source=(), since=_NEVER, until=None, title=Both(), own=False,
    )  # fmt: skip


def _fixed(desk: Desk, client: Client, rule: str, start: date, day: date) -> Due:
    due = fixed_date(desk, rule, start, day, basis_of(client), rule)
    return replace(due, steps=(*due.steps, BY_CONTRACT))


def open_notice_term(desk: Desk, notice: ClientNotice, due: Due | None) -> None:
    """Let the term run in which the client is told."""
    if due is not None:
        insert_terms(
            desk, notice.id, [Planned(None, PACK, due)], (), desk.zone, owner="client_notice"
        )


def open_objection_term(desk: Desk, client: Client, notice: ClientNotice, until: date) -> None:
    """Let the term run after which the client's word on a sub-processor is recorded."""
    due = _fixed(desk, client, OBJECTION_RULE, min(desk.today(), until), until)
    open_notice_term(desk, notice, due)


def running_on(notice: int) -> Expression:
    """The condition for terms that run on a notice."""
    return (Deadline.client_notice_id == notice) & RUNNING


def end_notice_terms(notice: int, moment: str, *, rules: tuple[str, ...] = ()) -> None:
    """End what runs on a notice."""
    these = running_on(notice)
    if rules:
        these &= Deadline.rule.in_(list(rules))
    Deadline.update(met=moment).where(these).execute()


def refresh_end_term(desk: Desk, client: Client) -> None:
    """Count anew by when the data go after the last day of the assignment; none while it has no last day."""
    running = (Deadline.client_id == client.id) & RUNNING
    due = None if client.retired else end_due(desk, client)
    known = Deadline.get_or_none(running)
    if due is not None and known is not None and known.due == due.due.isoformat():
        return
    Deadline.update(dropped=stamp(desk.now())).where(running).execute()
    if due is not None:
        insert_terms(desk, client.id, [Planned(None, PACK, due)], (), desk.zone, owner="client")


def end_due(desk: Desk, client: Client) -> Due | None:
    """By when the data are destroyed or returned once the assignment has ended."""
    if not client.until:
        return None
    last = date.fromisoformat(client.until)
    return _fixed(desk, client, END_RULE, last, _after(last, client.destroy_term))


def _after(day: date, term: str) -> date:
    """The day a term of storage ends that begins with another day."""
    from dateutil.relativedelta import relativedelta

    found = KEEP_TERM.fullmatch(term)
    if found is None:
        return day
    return day + relativedelta(**{found[2]: int(found[1])})  # type: ignore[arg-type]  # days, months, years


def meet_end(desk: Desk, client: int) -> None:
    """The data went: the term after the end of the assignment is met."""
    Deadline.update(met=stamp(desk.now())).where(Deadline.client_id == client, RUNNING).execute()
