# SPDX-License-Identifier: Apache-2.0
"""Under which laws a request is answered: how the choice is kept, and which of its terms are special."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from desk.domain.kinds import ApplicantRole, Law
from desk.errors import N_, Refusal

RUSSIAN = (Law.RU,)
"""What holds for every request unless somebody says otherwise."""
CHOICES = tuple(chosen for size in (1, 2, 3) for chosen in combinations(Law, size))
"""Every choice there is, single laws first."""
ACKNOWLEDGED_ROWS = frozenset({"V01"})
"""Terms that end when the receipt of the request is acknowledged, and need no answer."""

RUSSIAN_FORMS = frozenset({"inspection_record", "reply_transfer", "request_to_complete"})
"""Papers that are of Federal Law 152-FZ alone."""


def kept(laws: Iterable[Law]) -> str:
    """The laws as a file keeps them, always in the same order."""
    known = set(laws)
    return " ".join(law for law in Law if law in known)


@lru_cache(maxsize=64)
def read(text: str) -> tuple[Law, ...]:
    """What ``kept`` wrote, or a list with commas as it is typed; refuses a law nobody knows."""
    words = text.replace(",", " ").split()
    for word in words:
        if word not in tuple(Law):
            raise Refusal(
                N_("“{law}” is not a law Desk knows: choose from {known}."),
                field="laws",
                law=word[:40],
                known=", ".join(Law),
            )
    return tuple(law for law in Law if law in words)


def laws_for(
    role: ApplicantRole, chosen: Sequence[Law], usual: Sequence[Law] = RUSSIAN
) -> tuple[Law, ...]:
    """The laws of a request: those chosen, else the usual ones; an authority and an own finding are under Russian law."""
    by_russian_law = role in (ApplicantRole.RKN, ApplicantRole.NOBODY)
    laws = read(kept(chosen or (RUSSIAN if by_russian_law else usual)))
    if by_russian_law and laws != RUSSIAN:
        raise Refusal(
            N_(
                "Requests from Roskomnadzor and internal findings are governed by Federal Law 152-FZ alone."
            ),
            field="laws",
        )
    return laws
