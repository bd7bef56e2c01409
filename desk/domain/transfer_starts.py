# SPDX-License-Identifier: Apache-2.0
"""What a proposed transfer abroad starts with: words by the recipient's service, ground by the purpose's.

Proposals in our own words from ``resources/registers/transfers.toml``; the operator reads and edits them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from desk.domain import picklists
from desk.domain.registers import CONSENT_GROUND, CONTRACT_GROUND, Service
from desk.domain.transfers import TransferGround
from desk.domain.values import Both
from desk.paths import resource

_BY_LAW = "6.1.2"


@dataclass(frozen=True)
class TransferStart:
    """How data travel to a kind of recipient, how they are guarded, what ends without it."""

    way: Both
    safeguards: Both
    limited: Both


@cache
def transfer_start(service: Service) -> TransferStart:
    """The words for recipients of one service."""
    with resource("registers", "transfers.toml").open("rb") as source:
        found = tomllib.load(source)[service]
    return TransferStart(**{name: Both(**text) for name, text in found.items()})


def transfer_ground(grounds: Collection[str]) -> tuple[TransferGround, Both]:
    """On what a transfer for a purpose of these grounds rests, in words where it is not consent."""
    if CONSENT_GROUND in grounds:
        return TransferGround.CONSENT, Both()
    for code, ground in (
        (CONTRACT_GROUND, TransferGround.CONTRACT),
        (_BY_LAW, TransferGround.LAW),
    ):
        if code in grounds:
            return ground, _words(code)
    return TransferGround.OTHER, _words(min(grounds, default=""))


def _words(code: str) -> Both:
    if not code:
        return Both()
    title, basis = picklists.grounds()[code].title, picklists.ground_basis(code)
    return Both(f"{title.ru} ({basis.ru})", f"{title.en} ({basis.en})")
