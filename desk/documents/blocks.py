# SPDX-License-Identifier: Apache-2.0
"""The vocabulary of a form: what a paper is made of, as data; looks are in ``layout.py``.

Texts are symbolic ids of the ``forms`` catalogue. Their placeholders are filled from the flat
mapping a form's ``values`` makes of its facts, once for each language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from desk.domain.paper import Facts, Missing
from desk.text import Catalogue

Values = Mapping[str, str]
"""Placeholders of one language: already phrased, not yet escaped."""
Shown = Callable[[Any], bool]


def always(_facts: Facts) -> bool:
    """The block is printed in every paper of its form."""
    return True


def nobody(_facts: Facts) -> None:
    """No one approves the papers of the form."""


@dataclass(frozen=True)
class Heading:
    """The title of the paper, with an optional heading to the text below it."""

    text: str
    subject: str = ""


@dataclass(frozen=True)
class Clause:
    """A paragraph; ``numbered`` clauses carry 1., 2., … through the paper."""

    text: str
    numbered: bool = False
    bold: bool = False
    shown: Shown = always
    align: Literal["justify", "left", "centre", "right"] = "justify"


@dataclass(frozen=True)
class Item:
    """A labelled item of a mandatory list: its letter or number, its title, and its text.

    ``passage`` names the editable text; an empty one prints ``empty`` so that nothing is skipped in silence.
    """

    number: str
    title: str
    passage: str
    empty: str = "common.no_data"
    shown: Shown = always


@dataclass(frozen=True)
class Point:
    """An item of a mandatory list whose text comes from the facts: its letter, its title, what it says.

    Without a text it is filled in by what follows: fields, boxes to tick.
    """

    letter: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class Part:
    """A numbered part of the paper: its title, kept with what follows, and its text if it has one."""

    title: str
    text: str = ""
    shown: Shown = always


@dataclass(frozen=True)
class Editable:
    """A passage the operator writes; left out when empty unless ``empty`` names what to print."""

    passage: str
    title: str = ""
    empty: str = ""
    mandatory: bool = False
    shown: Shown = always


@dataclass(frozen=True)
class Fields:
    """Labelled values, one a line: pairs of (label id, placeholder name); empty values are left out.

    With ``lines`` an empty value is so many lines for the pen instead; one without a name always is.
    Without a label the value has the whole width.
    """

    rows: tuple[tuple[str, str], ...]
    shown: Shown = always
    lines: int = 0


@dataclass(frozen=True)
class Option:
    """A box to tick: ticked before or not, what it stands for, lines for the pen below it."""

    ticked: bool
    text: str
    lines: int = 0


@dataclass(frozen=True)
class Ticks:
    """Boxes to tick, one under another or ``across`` the sheet; the languages share one box."""

    options: Callable[[Any, Catalogue], Sequence[Option]]
    shown: Shown = always
    across: bool = False


@dataclass(frozen=True)
class Grid:
    """A table over the whole width. ``rows(facts, catalogue)`` gives the cells of one language.

    In two-language papers headers are stacked and cells that differ are printed one above the other.
    """

    columns: tuple[str, ...]
    widths: tuple[float, ...]
    """Shares of the width; they add up to 1."""
    rows: Callable[[Any, Catalogue], Sequence[Sequence[str]]]
    shown: Shown = always
    size: float = 10
    """Points; nothing in a paper is smaller than 10 but its foot and captions."""


@dataclass(frozen=True)
class Enclosures:
    """The list of annexes, from ``facts.enclosures``; nothing when there are none."""


@dataclass(frozen=True)
class Signatures:
    """One signature line a signer: post, line, name. ``signers(facts)`` gives (field name, post, name)."""

    signers: Callable[[Any], Sequence[Signer]]
    intro: str = ""
    dated: str = ""
    """Label of a line below them for the day, where the signer writes it."""


@dataclass(frozen=True)
class Sheet:
    """What follows starts a sheet of its own, with a title: the closing sheet of a journal."""

    title: str


@dataclass(frozen=True)
class Annex:
    """What follows is an annex: a sheet of its own, said to be one at the upper right, with a title."""

    label: str
    title: str
    shown: Shown = always


@dataclass(frozen=True)
class Signer:
    """Who signs: the PDF field's ASCII name, post and printed name in both languages."""

    field: str
    post: Mapping[str, str]
    name: Mapping[str, str]


@dataclass(frozen=True)
class Space:
    """Empty height, in millimetres."""

    height: float


Block = (
    Heading
    | Clause
    | Item
    | Point
    | Part
    | Editable
    | Fields
    | Ticks
    | Grid
    | Enclosures
    | Sheet
    | Annex
    | Signatures
    | Space
)


@dataclass(frozen=True)
class Form:
    """One paper: its id, version, number series, blocks, and how facts become placeholders."""

    id: str
    version: int
    facts: type[Facts]
    blocks: tuple[Block, ...]
    values: Callable[[Any, Catalogue], Values]
    missing: Callable[[Any], Sequence[Missing]]
    series: str = "letter"
    """Number series; empty for papers that are never numbered or stored."""
    letterhead: bool = True
    addressee: bool = True
    dated: bool = True
    """Date and number stand above the text; on a paper the subject dates the number is in the foot alone."""
    returns: bool = False
    """Comes back signed: a 25 mm code instead of 15 mm and a deeper foot."""
    landscape: bool = False
    wide_margin: bool = False
    """30 mm on the left: journals and acts kept for years."""
    prints_head: bool = False
    """Prints the head of the journal in its foot."""
    kind: str = ""
    """The name of the kind of document above its date, place and number, as on orders and acts.

    The heading below then says what it is about."""
    corner: str = ""
    """What stands at the upper right of a paper that has neither addressee nor approver: whose annex it is."""
    approver: Callable[[Any], Signer | None] = nobody
    """Who approves the paper at the upper right, if anybody does."""
    passages: tuple[str, ...] = field(default=())
    """Names of editable passages, in reading order, for the answer dialog."""
