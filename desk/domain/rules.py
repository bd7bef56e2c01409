# SPDX-License-Identifier: Apache-2.0
"""The book of rules in force: which rule an event opens, when it is due, and which date leads.

Packs are read strictly (``rulefile.py``) and counted by ``counting.py``; what the operator promised
beyond the law lives in ``own.toml`` and may be replaced by a file of the same id in a user's folder.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from desk.domain import counting
from desk.domain.calendar import Calendar, load_calendar
from desk.domain.due import Due
from desk.domain.kinds import Law
from desk.domain.rulefile import (
    RECEIPT_EVENTS,
    Extension,
    Ground,
    Pack,
    Rule,
    Term,
    load_pack,
)
from desk.errors import N_, Refusal
from desk.paths import resource

__all__ = [
    "Extension",
    "Ground",
    "Pack",
    "Rule",
    "RuleBook",
    "Term",
    "check_rules",
    "load_pack",
    "load_rulebook",
]


class RuleBook:
    """All packs together; ``calendar`` is the Russian production calendar, other laws have their own."""

    def __init__(self, packs: Iterable[Pack], calendar: Calendar) -> None:
        self.packs = tuple(packs)
        self.calendar = calendar
        self.rules = _joined(self.packs)
        self._grounds = {ground.id: ground for pack in self.packs for ground in pack.grounds}
        self._found: dict[tuple[str, date | None], Rule] = {}
        _check_references(self.rules, self._grounds)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """Grounds on which a demand is refused or processing goes on."""
        return tuple(one for one in self._grounds.values() if one.use != "exemption")

    def ground(self, id: str) -> Ground:
        """One ground, exemptions included; refused when it is unknown."""
        found = self._grounds.get(id)
        if found is None:
            raise Refusal(
                N_("There is no ground of refusal “{id}”."), field="ground", id=str(id)[:40]
            )
        return found

    def grounds_of(self, laws: Collection[Law]) -> tuple[Ground, ...]:
        """The grounds of refusal these laws know."""
        return tuple(one for one in self.grounds if one.law in laws)

    def find(self, rule_or_row: str, on: date | None = None) -> Rule:
        """A rule by its id or row; of several entries the one in force on that day, else the newest."""
        key = rule_or_row, on
        if key not in self._found:
            self._found[key] = self._find(*key)
        return self._found[key]

    def _find(self, rule_or_row: str, on: date | None) -> Rule:
        wanted = rule_or_row.strip()
        found = [rule for rule in self.rules if wanted in {rule.id, rule.row}]
        if not found:
            found = [rule for rule in self.rules if wanted.casefold() == rule.row.casefold()]
        if not found:
            raise Refusal(
                N_("There is no rule “{name}” in the packs."), field="rule", name=wanted[:40]
            )
        if on is None:
            return max((r for r in found if r.id == found[0].id), key=lambda rule: rule.since)
        for rule in found:
            if rule.in_force(on):
                return rule
        since = min(rule.since for rule in found)
        if on < since:
            raise Refusal(
                N_("The rule {name} was not in force on {day}: it takes effect on {since}."),
                field="rule",
                name=wanted,
                day=on,
                since=since,
            )
        raise Refusal(
            N_("The rule {name} is no longer in force on {day}."),
            field="rule",
            name=wanted,
            day=on,
        )

    def opened_by(
        self, event: str, on: date, kind: str | None = None, *, own: bool = True, law: Law = Law.RU
    ) -> tuple[Rule, ...]:
        """The rules an event of that day opens; own promises are left out with ``own=False``."""
        found = [
            rule
            for rule in self.rules
            if rule.event == event
            and rule.law is law
            and rule.in_force(on)
            and rule.applies_to(kind)
            and (own or not rule.own)
        ]
        ids = {rule.id for rule in found}
        return tuple(rule for rule in found if not ids.intersection(rule.instead_of))

    def opened_at_receipt(
        self,
        kind: str,
        on: date,
        *,
        own: bool = True,
        law: Law = Law.RU,
        third_party: bool = False,
    ) -> tuple[Rule, ...]:
        """Every rule with a term that runs from the receipt of a demand of this kind.

        ``third_party`` takes the rule for a processor or third party where a row has one.
        """
        found = [
            rule
            for event in RECEIPT_EVENTS
            for rule in self.opened_by(event, on, kind, own=own, law=law)
            if rule.kinds and rule.term is not None and rule.nature == "term"
        ]
        shared = {rule.row for rule in found if rule.third_party} if third_party else set()
        return tuple(rule for rule in found if rule.third_party == (rule.row in shared))

    def law_of(self, pack: str) -> Law:
        """The law of a pack; what no pack holds, a date of a letter or clause, counts as Russian."""
        return next((each.law for each in self.packs if each.id == pack), Law.RU)

    def calendar_of(self, rule: Rule) -> Calendar:
        """The calendar the law of a rule counts by."""
        own = rule.calendar == self.calendar.id
        return self.calendar if own else load_calendar(rule.calendar)

    def due(self, rule: Rule, start: date | datetime, zone: str, *, base: Due | None = None) -> Due:
        """When the term of ``rule`` ends that started with ``start``.

        ``base`` is the primary term this one continues (R23): then the count runs from its day 0,
        the cautious reading of Art. 21 (6); for the lenient one pass ``start=base.due`` alone.
        """
        start = base.start if base else start
        return counting.count(self.calendar_of(rule), rule, start, zone)

    def extend(self, rule: Rule, due: Due) -> Due:
        """The same term with its extension."""
        return counting.extend(self.calendar_of(rule), rule, due)

    def leading(self, dues: Iterable[Due]) -> Due:
        """The term with the earliest date; on the same day the law goes before the own promise."""
        try:
            return min(dues, key=lambda one: (_moment(one.due), one.own))
        except ValueError as error:
            raise Refusal(N_("There is no deadline to choose from.")) from error


def load_rulebook(user_folder: Path | None = None) -> RuleBook:
    """The bundled packs and the user's; a user's file replaces the bundled pack of the same id."""
    packs = {pack.id: pack for pack in _bundled()}
    if user_folder is not None:
        for pack in map(load_pack, _files(user_folder)):
            packs[pack.id] = pack
    return RuleBook(packs.values(), load_calendar())


@cache
def _bundled() -> tuple[Pack, ...]:
    """The packs that come with the program: they do not change while it runs."""
    return tuple(map(load_pack, _files(resource("rules"))))


def check_rules(folder: Path | None = None) -> list[Refusal]:
    """Every fault of the packs in ``folder`` (the bundled ones without it), each a sentence to tell."""
    folder = folder or resource("rules")
    faults: list[Refusal] = []
    packs: dict[str, Pack] = {}
    files = _files(folder)
    if not files:
        return [Refusal(N_("There is no rule pack in the folder."), field="folder")]
    for path in files:
        try:
            pack = load_pack(path, faults)
        except Refusal as fault:
            faults.append(fault)
            continue
        if pack.id in packs:
            faults.append(
                Refusal(N_("{file}: “{name}” appears twice."), file=path.name, name=pack.id)
            )
        packs[pack.id] = pack
    if not faults:
        bundled = {pack.id: pack for pack in _bundled()}
        try:
            RuleBook((bundled | packs).values(), load_calendar())
        except Refusal as fault:
            faults.append(fault)
    return faults


def _files(folder: Path) -> list[Path]:
    """The packs of a folder: the Russian law, the operator's own promises, then other laws."""
    order = ("ru-152fz", "own")
    return sorted(
        folder.glob("*.toml"),
        key=lambda path: (order.index(path.stem) if path.stem in order else len(order), path.name),
    )


def _joined(packs: Iterable[Pack]) -> tuple[Rule, ...]:
    """All rules; an own promise of a later pack replaces the own promise of the same id, never a law."""
    rules: dict[str, tuple[Rule, ...]] = {}
    for pack in packs:
        ids = dict.fromkeys(rule.id for rule in pack.rules)
        for name in ids:
            entries = tuple(rule for rule in pack.rules if rule.id == name)
            before = rules.get(name, ())
            if not all(rule.own for rule in (*before, *(entries if before else ()))):
                raise Refusal(
                    N_(
                        "{pack}: the rule “{name}” belongs to another pack and is not one of your own promises."
                    ),
                    pack=pack.id,
                    name=name,
                )
            rules[name] = entries
    return tuple(rule for entries in rules.values() for rule in entries)


def _check_references(rules: Iterable[Rule], grounds: Iterable[str]) -> None:
    """Rules and grounds that are named must exist."""
    rules = tuple(rules)
    known = {rule.id for rule in rules}
    exceptions = set(grounds)
    for rule in rules:
        wrong = [name for name in (*rule.opens, *rule.instead_of) if name not in known]
        wrong += [name for name in rule.exceptions if name not in exceptions]
        if wrong:
            raise Refusal(
                N_("{pack}, rule “{rule}”: there is no rule or ground “{name}”."),
                pack=rule.pack,
                rule=rule.id,
                name=wrong[0],
            )


def _moment(at: date | datetime) -> datetime:
    """A day ends at midnight; for comparing, its end in UTC is near enough."""
    if isinstance(at, datetime):
        return at.astimezone(UTC)
    return datetime.combine(at, time.max, UTC)
