# SPDX-License-Identifier: Apache-2.0
"""A file of consents on its way in: its table, what each column means, what became of each line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from desk.domain.consent import EVIDENCE_NAMES, ConsentKind, ConsentWay
from desk.errors import N_
from desk.folding import fold
from desk.paths import resource

PERSON_TARGETS = ("name", "email", "phone", "address", "language")
TARGETS = tuple(
    dict.fromkeys((
        *PERSON_TARGETS, "kind", "purpose", "given", "valid_until", "way", "categories", "recipients",
        "resources", "text_version", "fingerprint", "separate", "written", "through", "through_proof",
        *EVIDENCE_NAMES,
    ))
)  # fmt: skip
"""What a column may mean; the names of evidence stand beside the fields of a consent."""
TITLES: Mapping[str, str] = {
    "name": N_("Name"),
    "email": N_("E-mail"),
    "phone": N_("Telephone"),
    "address": N_("Address"),
    "language": N_("Language"),
    "kind": N_("Kind of consent"),
    "purpose": N_("Purpose"),
    "given": N_("Given on"),
    "valid_until": N_("Valid until"),
    "way": N_("Way it was given"),
    "categories": N_("Categories of data"),
    "recipients": N_("Recipients"),
    "resources": N_("Pages of publication"),
    "text_version": N_("Version of the text"),
    "fingerprint": N_("Fingerprint of the text"),
    "separate": N_("A separate document"),
    "written": N_("In written form"),
    "through": N_("Through whom"),
    "through_proof": N_("Proof from the person who passed it on"),
    "page": N_("Address of the page"),
    "ip": N_("IP address"),
    "moment": N_("Time"),
    "session": N_("Session"),
    "call": N_("Call"),
    "recording": N_("Recording"),
    "witness": N_("Who took it"),
    "stored_at": N_("Where it is kept"),
}
"""What a column may mean, in words."""
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Sheet:
    """A table as the file holds it; ``digest`` is the SHA-256 of the file."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """The number of each line in the file, and its cells."""
    encoding: str
    delimiter: str
    digest: str


@dataclass(frozen=True)
class ImportPlan:
    """How a sheet becomes consents; what has no column, or an empty cell, is taken from here."""

    mapping: dict[str, int] = field(default_factory=dict)
    """Column by target."""
    kind: ConsentKind = ConsentKind.PROCESSING
    purpose: int = 0
    """Id of an edition; 0 when every line names its purpose."""
    way: ConsentWay = ConsentWay.SITE_FORM
    text: int | None = None
    """The edition of a collection point's text people saw."""
    recipients: tuple[int, ...] = ()
    resources: str = ""
    separate: bool = True
    written: bool = False
    renew: bool = False
    """A later consent of the same subject, purpose and kind renews the one in force."""


@dataclass(frozen=True)
class LineFault:
    """What is wrong in a line; ``message`` is a ``desk`` message id."""

    column: str
    """Heading of the column, or the target that has no column."""
    message: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportLine:
    """What becomes of one line."""

    line: int
    outcome: str
    """``new``, ``known`` (the consent is there already) or ``wrong``."""
    number: str = ""
    """Of the consent, where there is one."""
    fault: LineFault | None = None


@dataclass(frozen=True)
class ImportReport:
    """What becomes of every line of a file, and what was saved of it."""

    lines: tuple[ImportLine, ...]
    saved: bool

    def of(self, outcome: str) -> tuple[ImportLine, ...]:
        """The lines with this outcome."""
        return tuple(line for line in self.lines if line.outcome == outcome)


def plain_word(text: str) -> str:
    """A heading or value as lists of words have it."""
    return _SIGNS.sub(" ", fold(text)).strip()


@cache
def words_of(part: str) -> dict[str, str]:
    """What a word in a file means: of ``columns``, ``kinds``, ``ways`` or ``flags``."""
    with resource("words", "consents.toml").open("rb") as source:
        lists = tomllib.load(source)[part]
    return {plain_word(word): id for id, words in lists.items() for word in (id, *words)}


def guess_mapping(columns: tuple[str, ...]) -> dict[str, int]:
    """What the columns seem to mean by their headings; the first of two that mean the same counts."""
    known = words_of("columns")
    found: dict[str, int] = {}
    for place, heading in enumerate(columns):
        target = known.get(plain_word(heading), "")
        if target:
            found.setdefault(target, place)
    return found
