# SPDX-License-Identifier: Apache-2.0
"""How a paper stands with those who sign it: how many have, in which ways, what the checks found, whether it is archival."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from desk.domain.one_person import names_another
from desk.domain.verdicts import (
    Verdict,
    checked_elsewhere,
    counts,
    waits,
    why_uncounted,
    worst,
)

UNSIGNED_FORMS = frozenset({"collection_notice", "third_parties"})
"""Forms with no place for a signature."""


class Archive(StrEnum):
    """Whether the newest form of a paper is PDF/A-2b, as it was when it was issued, or why it no longer is."""

    KEPT = "kept"
    CURVE = "curve"
    """Signed with an elliptic-curve key, which takes a later version of PDF."""
    GOST = "gost"
    CHANGED = "changed"
    """Changed after it was signed."""
    PROGRAM = "program"
    """The program it was signed with did not keep to the form."""


class Mark(NamedTuple):
    """What is recorded at one place for a signature."""

    state: str
    verdict: str
    archival: int
    """The file with this signature still is PDF/A-2b."""
    algorithm: str | None
    """Of the key of its certificate."""
    test: int | None
    vouched: int = 0
    """The operator had it checked elsewhere."""
    doubt: str | None = ""
    """Why its certificate does not speak for it."""
    name_ru: str = ""
    name_en: str = ""
    certified: str | None = ""
    """Whom its certificate names."""

    @property
    def another(self) -> str:
        """Whom its certificate names, where that is somebody else than the paper names; else empty."""
        certified = self.certified or ""
        return certified if names_another((self.name_ru, self.name_en), certified) else ""

    @property
    def unchecked(self) -> bool:
        """It does not count, and is not broken: not verified here or by an unfit certificate, and not checked elsewhere."""
        return waits(self.state, self.verdict, vouched=bool(self.vouched))

    @property
    def why_uncounted(self) -> str:
        """Why it does not count, where it is ``unchecked``."""
        return why_uncounted(self.verdict, self.doubt or "")

    @property
    def checked_elsewhere(self) -> bool:
        """It could not be verified here, and the operator's word stands for that."""
        return checked_elsewhere(self.verdict, vouched=bool(self.vouched))

    def counts(self, *, trial: bool) -> bool:
        """Whether somebody has signed by it; a test certificate counts in a ``trial`` only."""
        vouched, test = bool(self.vouched), bool(self.test)
        return counts(self.state, self.verdict, vouched=vouched, test=test, trial=trial)


@dataclass(frozen=True)
class Standing:
    """Who has signed, and how."""

    signed: int = 0
    signers: int = 0
    """0 while no list of signers is kept: one person signs, or nobody."""
    ways: tuple[str, ...] = ()
    """``pen``, ``certificate``, ``detached``: those that were used."""
    verdict: str = ""
    """The worst of what the last checks found; empty without electronic signatures."""
    doubt: str = ""
    """Why the certificates of such signatures do not speak for them; empty where that differs."""
    tried: bool = False
    """Somebody signed with a test certificate, which does not count."""
    unchecked: tuple[str, ...] = ()
    """Why they do not count, of the signatures that are neither broken nor checked elsewhere, one by one."""
    vouched: bool = False
    """One that could not be verified here was checked elsewhere."""
    others: tuple[str, ...] = ()
    """Whom certificates name that name somebody else than the paper."""
    archive: Archive = Archive.KEPT


NOBODY = Standing()
"""Nobody has signed."""


def standing(marks: Sequence[Mark], *, trial: bool, recorded: bool = False) -> Standing:
    """How a paper stands by the places it has; one that is ``recorded`` as signed stays so."""
    made = [each for each in marks if each.state != "none"]
    counted = [each for each in made if recorded or each.counts(trial=trial)]
    doubted = [each for each in made if each.verdict and not each.checked_elsewhere]
    found = worst(each.verdict for each in doubted)
    return Standing(
        signed=len(counted),
        signers=len(marks),
        ways=tuple(sorted({each.state for each in made})),
        verdict=found,
        doubt=_common([each.doubt or "" for each in doubted if each.verdict == found]),
        tried=any(each.test for each in made),
        unchecked=tuple(each.why_uncounted for each in made if each.unchecked),
        vouched=any(each.checked_elsewhere for each in made),
        others=tuple(dict.fromkeys(filter(None, (each.another for each in made)))),
        archive=_archive([each for each in made if each.state == "certificate"]),
    )


def _common(doubts: Sequence[str]) -> str:
    return doubts[0] if len(set(doubts)) == 1 else ""


def _archive(inside: Sequence[Mark]) -> Archive:
    """By the signatures inside the file; those by pen and those beside it leave it as it was."""
    if any(each.verdict == Verdict.BROKEN for each in inside):
        return Archive.CHANGED
    if all(each.archival for each in inside):
        return Archive.KEPT
    keys = {each.algorithm or "" for each in inside}
    if any(key.startswith("GOST") for key in keys):
        return Archive.GOST
    return Archive.CURVE if "ECDSA" in keys else Archive.PROGRAM
