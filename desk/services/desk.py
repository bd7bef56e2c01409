# SPDX-License-Identifier: Apache-2.0
"""The open desk that every act takes first, and ``writes``: how an act becomes one transaction.

An act that records no journal entry is rolled back. Nothing here knows a window; listeners are told
the topics of what changed after the outermost commit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from desk.clocks import legal_time
from desk.domain.contents import Contents
from desk.domain.journal import Finding
from desk.domain.operator import Operator
from desk.errors import N_, Refusal
from desk.storage import journal
from desk.storage.database import DeskDatabase
from desk.text import Catalogue, catalogue

if TYPE_CHECKING:
    from desk.domain.rules import RuleBook
    from desk.domain.state_lists import StateLists
    from desk.domain.transfer import Course, Flow

P = ParamSpec("P")
T = TypeVar("T")
Listener = Callable[[frozenset[str]], None]
DEFAULT_ZONE = "Europe/Moscow"


def utc_now() -> datetime:
    """The machine's clock, aware."""
    return datetime.now(UTC)


class _Acts(threading.local):
    """The acts under way in one thread: how deep, how many entries, which topics."""

    depth = 0
    entries = 0
    topics: frozenset[str] = frozenset()


@dataclass(eq=False)
class Desk:
    """An open desk: the file, the law, the words, the clock and who sits at it."""

    folder: Path
    database: DeskDatabase = field(repr=False)
    clock: Callable[[], datetime] = field(default=utc_now, repr=False)
    actor: str = field(default="", repr=False)
    actor_id: int = 0
    slot: str = field(default="", repr=False)
    """The key slot the desk was opened with."""
    recovered: bool = False
    """Whether it was opened with the recovery code: only then may a passphrase be set anew."""
    demonstration: bool = False
    release: Callable[[], None] = field(default=lambda: None, repr=False)
    """Gives the lock back; called once, on closing."""
    changed: bool = False
    """Whether something was written since opening: closing then makes a backup."""
    shown: set[tuple[str, str]] = field(default_factory=set, repr=False)
    """What was shown in this sitting; each is journalled once."""
    contents: dict[tuple[str, str], Contents] = field(default_factory=dict, repr=False)
    """What was read of kept files in this sitting, by the hash of their bytes and their type."""
    answers: dict[tuple[date, str], dict[int, tuple[Course, Flow]]] = field(
        default_factory=dict, repr=False
    )
    """Of every transfer, by day and language; forgotten when one changes."""
    finding: Finding | None = None
    """What verification of the newest entries found at opening."""
    behind: tuple[int, int] | None = None
    """The newest entry and a later one that was there at the last closing: the file is an older one."""
    brought_back: tuple[str, ...] = ()
    """References of erased people whom a restored backup held; they were erased again at opening."""
    _acts: _Acts = field(default_factory=_Acts, repr=False)
    _listeners: list[Listener] = field(default_factory=list, repr=False)
    _operator: Operator | None = field(default=None, repr=False)
    _zone: str | None = field(default=None, repr=False)
    _rules: RuleBook | None = field(default=None, repr=False)
    _states: StateLists | None = field(default=None, repr=False)

    @property
    def rules(self) -> RuleBook:
        """The law and the operator's own promises, read when first asked for."""
        if self._rules is None:
            from desk.domain.rules import load_rulebook

            own = self.folder / "rules"
            self._rules = load_rulebook(own if own.is_dir() else None)
        return self._rules

    @rules.setter
    def rules(self, book: RuleBook | None) -> None:
        self._rules = book
        self.answers.clear()

    @property
    def readable_rules(self) -> RuleBook:
        """The same to tell what a duty is called: those of the program while the operator's own cannot be read."""
        try:
            return self.rules
        except Refusal:
            from desk.domain.rules import load_rulebook

            return load_rulebook()

    @property
    def states(self) -> StateLists:
        """Roskomnadzor's lists of states, the operator's own newer ones included."""
        if self._states is None:
            from desk.domain.state_lists import load_state_lists

            self._states = load_state_lists(self.folder / "countries")
        return self._states

    def forget_states(self) -> None:
        """Read the lists of states anew when they are next asked for."""
        self._states = None
        self.answers.clear()

    def catalogue(self, language: str) -> Catalogue:
        """The words of one language."""
        return catalogue(language)

    def operator(self) -> Operator:
        """The operator's card; refuses while there is none."""
        if self._operator is None:
            from desk.services.operators import load_operator

            self._operator = load_operator()
        if self._operator is None:
            raise Refusal(N_("The operator’s card is not filled in yet."))
        return self._operator

    def forget_operator(self) -> None:
        """Read the card anew when it is next asked for."""
        self._operator = self._zone = None

    @property
    def zone(self) -> str:
        """The legal time zone: days begin and end here; with those before it where the operator moved."""
        if self._zone is None:
            from desk.services.settings import setting

            try:
                name = self.operator().time_zone or DEFAULT_ZONE
            except Refusal:
                return DEFAULT_ZONE
            self._zone = f"{setting(self, 'zones')} {name}".strip()
        return self._zone

    def now(self) -> datetime:
        """The moment it is, aware, in UTC."""
        return self.clock().astimezone(UTC)

    def today(self) -> date:
        """The calendar day in the legal time zone."""
        return self.clock().astimezone(legal_time(self.zone)).date()

    def record(self, action: str, ref: str, **detail: object) -> int:
        """Append a journal entry inside an act; ``detail`` holds references and facts, never names."""
        assert self._acts.depth, "a journal entry belongs into an act"
        self._acts.entries += 1
        return journal.append(self.database, self.now(), self.actor, action, ref, detail)

    def together(self) -> AbstractContextManager[object]:
        """Make the acts inside the block one: all of them are kept, or none."""
        block: AbstractContextManager[object] = self.database.atomic()
        return block

    def on_change(self, listener: Listener) -> None:
        """Tell ``listener`` the topics of every committed act, in the thread that acted."""
        self._listeners.append(listener)

    def off_change(self, listener: Listener) -> None:
        """Stop telling ``listener``."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def announce(self, topics: frozenset[str]) -> None:
        """Tell the listeners what changed."""
        for listener in tuple(self._listeners):
            listener(topics)

    def close(self) -> None:
        """Close the file, forget its key, give the lock back; ``upkeep.close_desk`` backs up before."""
        self._listeners.clear()
        self.contents.clear()
        self._operator = self._zone = None
        self.database.forget()
        self.release()


def writes(
    *topics: str,
) -> Callable[[Callable[Concatenate[Desk, P], T]], Callable[Concatenate[Desk, P], T]]:
    """Make a function an act: one transaction (nested: a savepoint), one journal entry at least."""

    def decorate(act: Callable[Concatenate[Desk, P], T]) -> Callable[Concatenate[Desk, P], T]:
        @wraps(act)
        def run(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> T:
            acts = desk._acts  # noqa: SLF001 -- the decorator is the other half of Desk
            outermost, before, known = acts.depth == 0, acts.entries, acts.topics
            acts.depth += 1
            try:
                with desk.database.atomic():
                    result = act(desk, *args, **kwargs)
                    assert acts.entries > before, f"{act.__qualname__} left no journal entry"
                acts.topics |= frozenset(topics)
            except BaseException:
                acts.entries, acts.topics = before, known
                desk.forget_operator()
                raise
            finally:
                acts.depth -= 1
            if outermost:
                told, acts.topics, acts.entries = acts.topics | {"journal"}, frozenset(), 0
                desk.changed = desk.changed or told != {"journal"}
                if "transfer" in told:
                    desk.answers.clear()
                desk.announce(told)
            return result

        return run

    return decorate


def note_shown(desk: Desk, action: str, ref: str) -> None:
    """Journal that a record was shown: one line per record and sitting."""
    if (action, ref) not in desk.shown:
        _journal_shown(desk, action, ref)
        desk.shown.add((action, ref))


@writes()
def _journal_shown(desk: Desk, action: str, ref: str) -> None:
    desk.record(action, ref)
