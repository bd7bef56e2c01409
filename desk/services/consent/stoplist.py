# SPDX-License-Identifier: Apache-2.0
"""The stop list: addresses that must get no advertising (R25), as keyed hashes that outlive erasure.

Beside them, told apart by what is hashed, stand the addresses of people who were erased: an old file must
not bring them back.

The secret is made once and kept in the encrypted file; without it a hash tells nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from desk.domain.request import PersonFields
from desk.errors import N_, Refusal
from desk.folding import fold
from desk.services.desk import Desk, writes
from desk.services.settings import setting, store
from desk.storage.models import Person, StopList

_SETTING = "stop_list_secret"
_ERASED = "erased:"
_NOT_DIGITS = re.compile(r"\D")
_RUSSIAN = 11
"""Digits of a Russian telephone number with its first, 7 abroad and 8 at home."""


def listed_since(desk: Desk, addresses: Iterable[str]) -> date | None:
    """The last day on which one of the addresses came onto the list; ``None`` when none is on it."""
    return _since(_hashes(str(setting(desk, _SETTING)), addresses))


def erased_since(desk: Desk, addresses: Iterable[str]) -> date | None:
    """The last day on which somebody with one of the addresses was erased; ``None`` when nobody was."""
    return _since(_hashes(str(setting(desk, _SETTING)), addresses, _ERASED))


def note_erased(desk: Desk, people: Mapping[int, str]) -> None:
    """Keep, inside the act that erases them, hashes of the addresses of people, each with the day of erasure."""
    rows = [
        {"hash": each, "since": people[card.id], "because": card.ref}
        for card in Person.select().where(Person.id.in_(list(people)))
        for each in _hashes(_secret(desk), (card.email, card.phone), _ERASED)
    ]
    for row in rows:
        _put(row)


def _since(hashes: list[str]) -> date | None:
    if not hashes:
        return None
    rows = StopList.select(StopList.since).where(StopList.hash.in_(hashes))
    return max((date.fromisoformat(row.since) for row in rows), default=None)


@writes("consent")
def put_on_stop_list(desk: Desk, addresses: Sequence[str], because: str, since: date) -> int:
    """Put addresses on the list; ``because`` is a reference to what it rests on, never a name."""
    hashes = _hashes(_secret(desk), addresses)
    if not hashes:
        raise Refusal(N_("There is no address to put on the stop list."), field="address")
    for each in hashes:
        _put({"hash": each, "since": since.isoformat(), "because": because})
    desk.record("stop_list.added", because or "desk", counted=len(hashes))
    return len(hashes)


@writes("consent")
def take_off_stop_list(desk: Desk, addresses: Sequence[str], because: str) -> None:
    """Take addresses off: their owner agreed anew."""
    hashes = _hashes(str(setting(desk, _SETTING)), addresses)
    gone = StopList.delete().where(StopList.hash.in_(hashes)).execute()
    desk.record("stop_list.removed", because or "desk", counted=gone)


def addresses_of(person: PersonFields) -> tuple[str, ...]:
    """Where advertising would reach a person."""
    return tuple(each for each in (person.email, person.phone) if each)


def _put(row: dict[str, str]) -> None:
    StopList.insert(row).on_conflict(
        conflict_target=[StopList.hash],
        update={StopList.since: row["since"], StopList.because: row["because"]},
    ).execute()


def _secret(desk: Desk) -> str:
    """The secret, made with the first address."""
    if not setting(desk, _SETTING):
        store(_SETTING, secrets.token_hex(32))
    return str(setting(desk, _SETTING))


def _hashes(secret: str, addresses: Iterable[str], kind: str = "") -> list[str]:
    if not secret:
        return []
    key = bytes.fromhex(secret)
    plain = dict.fromkeys(filter(None, map(_plain, addresses)))
    return [hmac.new(key, (kind + each).encode(), hashlib.sha256).hexdigest() for each in plain]


def _plain(address: str) -> str:
    """One way of writing for each address: case, signs and the first digit do not matter."""
    if "@" in address:
        return fold(address.strip())
    digits = _NOT_DIGITS.sub("", address)
    if len(digits) == _RUSSIAN and digits.startswith("8"):
        digits = "7" + digits[1:]
    return digits
