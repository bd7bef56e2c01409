# SPDX-License-Identifier: Apache-2.0
"""What a check of an electronic signature found, and whether somebody has signed by it: decided here alone."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from desk.errors import N_, Told


class Verdict(StrEnum):
    """What a check of one signature found."""

    VALID = "valid"
    UNKNOWN = "unknown"
    """It holds, but nobody the operator trusts says whose it is."""
    BROKEN = "broken"
    MATCHED = "matched"
    """Made for this file, and yet nobody's word: not checked here, or by an unfit certificate or digest."""
    KEPT = "kept"
    """Kept, not verified here."""


class Doubt(StrEnum):
    """Why a certificate does not speak for what its key has signed."""

    NONE = ""
    ISSUER = "issuer"
    """Nobody the operator trusts has issued it."""
    SELF = "self"
    """Self-signed."""
    CHAIN = "chain"
    """An issuer is trusted, but what leads to it does not hold."""
    FEEBLE = "weak_certificate"
    """An issuer is trusted, but the certificate itself is signed with a weak digest or key."""
    ENDED = "ended"
    """It has ended since, and no time stamp says that it was signed before."""
    NOT_YET = "not_yet"
    """It has not begun."""
    FORCE = "force"
    """Not in force."""
    USAGE = "usage"
    """Not meant for signing."""
    UNREADABLE = "unreadable"
    """It says neither whose it is nor when it holds."""
    WEAK = "weak"
    """Its digest is one that two files can be made to share, or its key too short."""


UNFIT = frozenset({Doubt.NOT_YET, Doubt.FORCE, Doubt.USAGE, Doubt.UNREADABLE, Doubt.WEAK})
"""By these nobody has signed, unless the signature was checked elsewhere."""
DOUBTS = {
    Doubt.ISSUER: N_("issuer not on the trust list"),
    Doubt.SELF: N_("self-signed certificate"),
    Doubt.CHAIN: N_("the chain to its issuer does not hold"),
    Doubt.FEEBLE: N_("certificate signed with a weak digest or key"),
    Doubt.ENDED: N_("certificate not in force now, no time stamp"),
    Doubt.NOT_YET: N_("certificate not in force yet"),
    Doubt.FORCE: N_("certificate was not in force"),
    Doubt.USAGE: N_("certificate not meant for signing"),
    Doubt.UNREADABLE: N_("certificate cannot be read"),
    Doubt.WEAK: N_("weak digest or key"),
}


def doubt_words(verdict: Verdict, doubt: str) -> str:
    """Why a certificate does not speak for its signature, where the verdict comes from that; else empty."""
    if verdict is Verdict.UNKNOWN or (verdict is Verdict.MATCHED and doubt in UNFIT):
        return DOUBTS.get(Doubt(doubt), "")
    return ""


NOT_VERIFIED = N_("cannot be verified here")


def why_uncounted(verdict: str, doubt: str) -> str:
    """Why a signature does not count though it is not broken: its certificate or digest, else that nobody verified it."""
    unfit = verdict == Verdict.MATCHED and doubt_words(Verdict.MATCHED, doubt)
    return unfit or NOT_VERIFIED


def together(reasons: Iterable[str]) -> Told:
    """Several reasons, each once, as one to be told."""
    first, *more = dict.fromkeys(reasons)
    return Told(N_("{one}; {more}"), one=Told(first), more=together(more)) if more else Told(first)


HOLDS = frozenset({Verdict.VALID, Verdict.UNKNOWN})
UNVERIFIED = frozenset({Verdict.KEPT, Verdict.MATCHED})
"""What counts only once the operator says that it was checked elsewhere."""
NOT_YET = N_("It does not count until it is noted that it was checked elsewhere.")
_WORST = (Verdict.BROKEN, Verdict.KEPT, Verdict.MATCHED, Verdict.UNKNOWN, Verdict.VALID)


def worst(found: Iterable[str]) -> str:
    """The worst of several verdicts; empty where there is none."""
    return min(map(Verdict, found), key=_WORST.index, default="")


ELECTRONIC = frozenset({"certificate", "detached"})
"""How signatures are made that can be checked."""


def counts(
    state: str, verdict: str, *, vouched: bool = False, test: bool = False, trial: bool = False
) -> bool:
    """Whether somebody has signed by a signature: by pen, or by one that holds or was checked elsewhere.

    A ``test`` certificate counts in a ``trial`` only.
    """
    if state not in ELECTRONIC:
        return state == "pen"
    return (verdict in HOLDS or checked_elsewhere(verdict, vouched=vouched)) and (trial or not test)


def checked_elsewhere(verdict: str, *, vouched: bool) -> bool:
    """Whether a signature could not be verified here, and the operator's word stands for that."""
    return vouched and verdict in UNVERIFIED


def waits(state: str, verdict: str, *, vouched: bool) -> bool:
    """Whether a signature neither counts nor is broken until the operator says that it was checked elsewhere."""
    return state in ELECTRONIC and verdict in ("", *UNVERIFIED) and not vouched
