# SPDX-License-Identifier: Apache-2.0
"""What a rule pack may say, and the strict reader of one pack file.

The lists here are closed: an event, a unit or a kind that is not among them is refused with the
file, the rule and the key. Nothing is counted here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from desk.domain.calendar import CALENDARS, HOME
from desk.domain.due import Nature
from desk.domain.kinds import DemandKind, Law
from desk.domain.strict import Table, read_table
from desk.domain.values import Both
from desk.errors import N_, Refusal

UNITS = (
    "hours", "days", "working_days", "months", "years",
    "day_of_next_month", "at_once", "before", "none",
)  # fmt: skip
COUNTABLE = frozenset(UNITS) - {"before", "none"}
_MOST = {
    "hours": 24 * 366, "days": 3660, "working_days": 2500, "months": 120, "years": 75,
    "day_of_next_month": 28,
}  # fmt: skip
ACTORS = (
    "operator", "processor", "subject", "representative", "third_person", "rkn", "nktski",
    "federal_body", "court",
)  # fmt: skip
ADDRESSEES = (
    "subject", "rkn", "nktski", "third_party", "recipient", "processor", "public", "a05",
    "supervisory_authority",
)  # fmt: skip
"""``a05`` is the department of the Vietnamese Ministry of Public Security, the last one any of the EU."""
EVENTS = (
    "request.received", "request.sent", "evidence.submitted", "claim.received", "violation.found",
    "remedy.done", "incident.detected", "incident.reported", "nktski.asked", "purpose.achieved",
    "destruction.impossible", "destruction.done", "dissemination_consent.received",
    "court_decision.in_force", "regulator.asked", "transfer.planned", "transfer_notice.sent",
    "transfer_notice.received", "transfer.submission", "transfer.banned", "processing.planned",
    "processing_notice.received", "processing.ended", "notified_info.changed",
    "data.obtained_elsewhere", "representative.acted", "policy.adopted", "refusal.issued", "always",
    "transfer.begun", "processing.begun", "dossier.changed",
)  # fmt: skip
RECEIPT_EVENTS = ("request.received", "claim.received", "regulator.asked", "nktski.asked")
"""Events that happen in the moment a demand arrives."""
KINDS = tuple(kind.value for kind in DemandKind)
COUNTED = ("from_next_day", "from_moment", "calendar_date")
ROLLS = ("next_working_day", "none")
CERTAINTY = ("verified", "quoted_2026", "read_2021", "secondary", "inferred", "own")
"""How the text is known: official text, quoted in 2026 from the edition in force, read in the edition
of 2021, secondary source, by inference, and the operator's own promise."""
PRINTABLE = frozenset({"verified", "quoted_2026", "own"})
USES = ("refusal", "continuing", "exemption")
_ID = r"[a-z0-9_]+(\.[a-z0-9_]+)*"
_ROW = r"[A-Z]{1,4}\d{2}[a-z]?"
_ROLLING = frozenset({"days", "months", "years"})


@dataclass(frozen=True)
class Term:
    """An amount and its unit; for ``day_of_next_month`` the amount is the day."""

    amount: int
    unit: str


@dataclass(frozen=True)
class Extension:
    """By how much a term may be extended, how often, by which paper, to whom it must be sent before the end."""

    term: Term
    times: int
    paper: str
    addressee: str


@dataclass(frozen=True)
class Rule:
    """One row of the law (or one own promise): what must be done, by whom, until when, and why."""

    id: str
    row: str
    pack: str
    nature: Nature
    event: str
    kinds: tuple[str, ...]
    """Kinds of demand that open it; empty where the event alone does."""
    condition: Both
    actor: str
    addressee: str
    term: Term | None
    counted: str
    start: Both
    """Wording of the start, as close to the law as the source allows."""
    roll: str
    gate_opens: str
    """For a gate with a term: ``on_last_day`` or ``next_day``."""
    keep: bool
    """A term of keeping: nothing is due at its end, destruction is forbidden until then."""
    extension: Extension | None
    suspension: Both
    exceptions: tuple[str, ...]
    """Ids of grounds on which the duty falls away."""
    instead_of: tuple[str, ...]
    """Ids of rules this one replaces when the demand is refused: never opened beside them."""
    opens: tuple[str, ...]
    papers: tuple[str, ...]
    basis: Both
    edition: date | None
    quote: str
    certainty: str
    source: tuple[str, ...]
    since: date
    until: date | None
    """The first day on which the rule is no longer in force."""
    title: Both
    own: bool
    law: Law = Law.RU
    calendar: str = HOME
    """By which working days and shifted last days are counted."""
    once: bool = False
    """One term for the whole request, however many demands it makes."""
    third_party: bool = False
    """Takes the place of the rule of the same row where a processor or a third party must act as well."""

    def in_force(self, on: date) -> bool:
        """Whether an event of the day ``on`` opens this rule."""
        return self.since <= on and (self.until is None or on < self.until)

    def applies_to(self, kind: str | None) -> bool:
        """Whether the rule concerns this kind of demand."""
        return kind is None or not self.kinds or kind in self.kinds


@dataclass(frozen=True)
class Ground:
    """A ground on which a demand is refused, processing goes on, or a duty does not arise."""

    id: str
    basis: Both
    title: Both
    text: Both
    certainty: str
    use: str = "refusal"
    kinds: tuple[str, ...] = ()
    """Kinds of demand it can answer; empty means all."""
    law: Law = Law.RU
    named: bool = False
    """It names no norm by itself: whoever uses it writes the article."""

    def fits(self, kinds: Iterable[str]) -> bool:
        """Whether it can answer a demand of one of these kinds."""
        return not self.kinds or not set(self.kinds).isdisjoint(kinds)


@dataclass(frozen=True)
class Pack:
    """One file of rules: a law, or the promises of the operator."""

    id: str
    title: Both
    edition: Both
    """How the edition in force is printed in papers."""
    rules: tuple[Rule, ...]
    grounds: tuple[Ground, ...]
    digest: str
    law: Law = Law.RU


_COUNTED_BY_UNIT = {
    "hours": "from_moment", "at_once": "from_moment", "day_of_next_month": "calendar_date",
    "days": "from_next_day", "working_days": "from_next_day", "months": "from_next_day",
    "years": "from_next_day",
}  # fmt: skip
_Item = TypeVar("_Item")


def load_pack(path: Path, faults: list[Refusal] | None = None) -> Pack:
    """The pack in ``path``; the first fault is raised, or all are gathered in ``faults``."""
    top, content = read_table(path)
    pack_id = top.matching("id", "[a-z][a-z0-9-]*")
    title = top.both("title")
    edition = top.both("edition", Both())
    law = Law(top.choice("law", tuple(Law), Law.RU))
    calendar = top.choice("calendar", CALENDARS, HOME)
    sources = dict(_gather(top, "source", _read_source, faults))
    found = _gather(top, "deadline", lambda table: _read_rule(table, pack_id, sources), faults)
    rules = tuple(replace(rule, law=law, calendar=calendar) for rule in found)
    grounds = _gather(top, "ground", lambda table: _read_ground(table, law), faults)
    try:
        top.close()
        _check_tiles(top, rules)
        for ground in grounds:
            if sum(other.id == ground.id for other in grounds) > 1:
                raise top.fault(N_("{file}: “{name}” appears twice."), name=ground.id)
    except Refusal as fault:
        _complain(fault, faults)
    digest = hashlib.sha256(content).hexdigest()
    return Pack(pack_id, title, edition, rules, grounds, digest, law)


def _complain(fault: Refusal, faults: list[Refusal] | None) -> None:
    if faults is None:
        raise fault
    faults.append(fault)


def _gather(
    top: Table, key: str, read: Callable[[Table], _Item], faults: list[Refusal] | None
) -> tuple[_Item, ...]:
    """Every table of the list ``key`` through ``read``; each is named by its id in the sentences."""
    found = []
    for number, raw in enumerate(top.tables(key, ()), 1):
        try:
            table = Table(raw, top.file, f"[[{key}]] {number}")
            table.place = f"[[{key}]] {table.text('id')}"
            found.append(read(table))
            table.close()
        except Refusal as fault:
            _complain(fault, faults)
    return tuple(found)


def _read_source(table: Table) -> tuple[str, str]:
    return table.matching("id", _ID), table.text("name")


def _read_ground(table: Table, law: Law) -> Ground:
    return Ground(
        id=table.matching("id", _ID),
        basis=table.both("basis"),
        title=table.both("title"),
        text=table.both("text"),
        certainty=table.choice("certainty", CERTAINTY),
        use=table.choice("use", USES, "refusal"),
        kinds=table.choices("kinds", KINDS, ()),
        law=law,
        named=table.flag("named"),
    )


def _read_rule(table: Table, pack: str, sources: Mapping[str, str]) -> Rule:
    term = _read_term(table)
    rule = Rule(
        id=table.matching("id", _ID),
        row=table.matching("row", _ROW),
        pack=pack,
        nature=Nature(table.choice("nature", [nature.value for nature in Nature])),
        event=table.choice("event", EVENTS),
        kinds=table.choices("kinds", KINDS, ()),
        condition=table.both("condition", Both()),
        actor=table.choice("actor", ACTORS),
        addressee=table.choice("addressee", ADDRESSEES, ""),
        term=term,
        counted=table.choice("counted", COUNTED, ""),
        start=table.both("start", Both()),
        roll=table.choice("roll", ROLLS, ""),
        gate_opens=table.choice("gate_opens", ("on_last_day", "next_day"), ""),
        keep=table.flag("keep"),
        extension=_read_extension(table) if "extension" in table else None,
        suspension=table.both("suspension", Both()),
        exceptions=table.words("exceptions", ()),
        instead_of=table.words("instead_of", ()),
        opens=table.words("opens", ()),
        papers=table.words("papers", ()),
        basis=table.both("basis"),
        edition=table.day("edition", None),
        quote=table.text("quote", ""),
        certainty=table.choice("certainty", CERTAINTY),
        source=_read_sources(table, sources),
        since=table.sure_day("since"),
        until=table.day("until", None),
        title=table.both("title"),
        own=table.flag("own"),
        once=table.flag("once"),
        third_party=table.flag("third_party"),
    )
    _check_counting(table, rule)
    _check_standing(table, rule)
    return rule


def _read_term(table: Table) -> Term | None:
    text = table.text("term")
    if text == "none":
        return None
    if text in {"at_once", "before"}:
        return Term(0, text)
    found = re.fullmatch(r"(\d{1,5}) ([a-z_]+)", text)
    if found is None or not 1 <= int(found[1]) <= _MOST.get(found[2], 0):
        raise table.strange("term", text)
    return Term(int(found[1]), found[2])


def _read_extension(table: Table) -> Extension:
    inner = table.table("extension")
    term = _read_term(inner)
    if term is None or term.unit not in {"working_days", *_ROLLING}:
        raise inner.strange("term", inner.get("term"))
    found = Extension(
        term=term,
        times=inner.whole("times", 1, 9),
        paper=inner.matching("paper", _ID),
        addressee=inner.choice("addressee", ADDRESSEES),
    )
    inner.close()
    return found


def _read_sources(table: Table, sources: Mapping[str, str]) -> tuple[str, ...]:
    ids = table.words("source")
    if not ids:
        raise table.fault(N_("{file}, {place}: a source must be named."))
    for one in ids:
        if one not in sources:
            raise table.strange("source", one)
    return tuple(sources[one] for one in ids)


def _check_counting(table: Table, rule: Rule) -> None:
    """How a term is counted follows from its unit; a pack that says otherwise is mistaken."""
    unit = rule.term.unit if rule.term else "none"
    if rule.counted != _COUNTED_BY_UNIT.get(unit, ""):
        raise table.fault(
            N_("{file}, {place}: “{key}” does not suit a time limit in {unit}."),
            key="counted",
            unit=unit,
        )
    rollable = unit in _ROLLING and rule.nature is not Nature.GATE and not rule.keep
    if rule.roll == "next_working_day" and not rollable:
        raise table.fault(
            N_("{file}, {place}: “{key}” does not suit a time limit in {unit}."),
            key="roll",
            unit=unit,
        )
    if unit in _ROLLING and not rule.roll:
        raise table.fault(N_("{file}, {place}: the key “{key}” is missing."), key="roll")
    gate = rule.nature is Nature.GATE and unit in COUNTABLE
    if gate != bool(rule.gate_opens):
        raise table.fault(
            N_("{file}, {place}: “{key}” belongs only to a gate with a time limit."),
            key="gate_opens",
        )
    if rule.extension and unit not in {"working_days", *_ROLLING}:
        raise table.fault(
            N_("{file}, {place}: “{key}” does not suit a time limit in {unit}."),
            key="extension",
            unit=unit,
        )


def _check_standing(table: Table, rule: Rule) -> None:
    if rule.own != (rule.certainty == "own"):
        raise table.fault(
            N_("{file}, {place}: only your own promises, not laws, may have the certainty “own”.")
        )
    if rule.quote and rule.certainty not in PRINTABLE:
        raise table.fault(
            N_("{file}, {place}: a text of this certainty must not be quoted word for word.")
        )
    if rule.until is not None and rule.until <= rule.since:
        raise table.fault(N_("{file}, {place}: the rule ends before it begins."))


def _check_tiles(top: Table, rules: tuple[Rule, ...]) -> None:
    """Entries of one id follow one another without gap or overlap."""
    by_id: dict[str, list[Rule]] = {}
    for rule in rules:
        by_id.setdefault(rule.id, []).append(rule)
    for name, entries in by_id.items():
        entries.sort(key=lambda rule: rule.since)
        for earlier, later in pairwise(entries):
            if earlier.until != later.since:
                raise Refusal(
                    N_("{file}, rule “{name}”: its entries overlap or leave a gap at {day}."),
                    file=top.file,
                    name=name,
                    day=later.since,
                )
