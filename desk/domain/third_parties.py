# SPDX-License-Identifier: Apache-2.0
"""The list of third parties to publish: whom processing is assigned to, and what two editions of it differ in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desk.domain.values import Both


@dataclass(frozen=True)
class ThirdParty:
    """One line of the list."""

    key: str
    """By which editions are compared: code of the recipient, or of the assignment with the sub-processor."""
    name: Both
    address: str
    country: Both
    service: str = ""
    """Value of ``registers.Service``; empty where ``does`` says it."""
    does: Both = field(default_factory=Both)
    purposes: tuple[Both, ...] = ()
    data: tuple[Both, ...] = ()
    engaged: Both = field(default_factory=Both)
    """The processor that engaged it."""


@dataclass(frozen=True)
class Change:
    """Who was added, removed or changed against an edition."""

    kind: str
    """``added``, ``removed`` or ``changed``."""
    name: Both
    fields: tuple[str, ...] = ()
    """What changed."""


@dataclass(frozen=True)
class Edition:
    """An edition of the list."""

    id: int
    number: str
    """Number of its paper."""
    document: int
    made: str
    lines: tuple[ThirdParty, ...]
    published: str = ""
    place: str = ""
    void: bool = False


_COMPARED = ("name", "address", "country", "service", "does", "purposes", "data", "engaged")


def differences(then: Iterable[ThirdParty], now: Iterable[ThirdParty]) -> tuple[Change, ...]:
    """What changed from ``then`` to ``now``: those added, removed, changed, each in the order of its list."""
    old, new = _by_key(then), _by_key(now)
    found = [Change("added", each.name) for key, each in new.items() if key not in old]
    found += [Change("removed", each.name) for key, each in old.items() if key not in new]
    for key, each in new.items():
        if key in old:
            names = [n for n in _COMPARED if _plain(old[key], n) != _plain(each, n)]
            if names:
                found.append(Change("changed", each.name, tuple(names)))
    return tuple(found)


def _by_key(lines: Iterable[ThirdParty]) -> Mapping[str, ThirdParty]:
    return {each.key: each for each in lines}


def _plain(line: ThirdParty, name: str) -> object:
    """The order of purposes and data does not matter."""
    value = getattr(line, name)
    return frozenset(value) if isinstance(value, tuple) else value
