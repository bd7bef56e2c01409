# SPDX-License-Identifier: Apache-2.0
"""The head of a paper: operator's details, date and number on one line, addressee or approval at the right.

A letter in one language has the details in the left corner and the addressee in the right one; papers
in two languages have the details in both columns and the corner below them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import unescape

from desk.documents import looks
from desk.documents.blocks import Heading, Signer
from desk.documents.catalogue.wording import day_of, printed_number, says_trader
from desk.documents.flowables import Cell, Level, Stack, fitted
from desk.documents.layout import Paper, signature
from desk.domain.kinds import OperatorKind
from desk.domain.operator import Operator
from desk.domain.paper import Addressee

from reportlab.platypus import HRFlowable, Spacer  # isort: skip  -- after the fonts are known

_TAG = re.compile("<[^>]*>")
_QUOTED = re.compile("«[^»]+»")
_FEW = 30
"""A name of so many signs stands in one line of the letterhead."""


def head(paper: Paper) -> list[Any]:
    """Everything above the title."""
    approver = paper.form.approver(paper.facts)
    corner = _approval(paper, approver) if approver else _label(paper) or _addressee(paper)
    story: list[Any] = []
    shared = paper.form.letterhead and corner and not paper.columns
    late = paper.columns and paper.form.addressee
    if shared:
        story += _beside(paper, _letterhead(paper)[0], corner)
    elif paper.form.letterhead:
        story += _across(paper)
    if corner and not shared and not late:
        story += _beside(paper, None, corner)
    if corner and not late:
        story.append(Spacer(1, 4 * looks.MM))
    story += _kind(paper)
    if paper.form.dated:
        story += _dated(paper, spread=not shared or bool(paper.form.kind))
    if corner and late:
        story += _beside(paper, None, corner)
    return [*story, Spacer(1, 6 * looks.MM)]


def _kind(paper: Paper) -> list[Any]:
    """The name of the kind of document, where it stands above date, place and number."""
    if not paper.form.kind:
        return []
    return [
        *paper.put([f"<b>{text}</b>" for text in paper.words(paper.form.kind)], "title"),
        Spacer(1, 5),
    ]


def _beside(paper: Paper, left: str | None, right: Cell) -> list[Any]:
    cells: tuple[Cell, Cell] = (
        paper.paragraph(left, "letterhead") if left else None,
        right,
    )
    return [Level(cells, (looks.CORNER, looks.CORNER), _gap(paper), space=(4, 4))]


def _gap(paper: Paper) -> float:
    """Between left and right corner: the right one begins where the second column does, if there is one."""
    if paper.columns:
        return (paper.sheet.text_width + looks.GUTTER) / 2 - looks.CORNER
    return paper.sheet.text_width - 2 * looks.CORNER


def _across(paper: Paper) -> list[Any]:
    """The operator's details over the whole width, with a rule below."""
    rule = HRFlowable(
        width="100%", thickness=0.6, color=looks.RULE, spaceBefore=5, spaceAfter=9, lineCap="butt"
    )
    if paper.columns:
        return [*paper.put(_letterhead(paper), "letterhead"), rule]
    text = paper.paragraph(_letterhead(paper)[0], "letterhead")
    side = (paper.sheet.text_width - looks.LENGTHWISE) / 2
    return [Level((None, text), (side, looks.LENGTHWISE), 0), rule]


def _letterhead(paper: Paper) -> list[str]:
    """The operator's details in each language, as markup with line breaks."""
    operator = paper.facts.operator
    names = [_QUOTED.sub(lambda own: _together(own[0]), n) for n in paper.both(operator.name)]
    lines = [_operator_lines(paper, operator, i) for i in range(len(paper.catalogues))]
    found = []
    for name, (above, below) in zip(names, lines, strict=True):
        small = "".join(f'<br/><font size="10">{line}</font>' for line in below)
        big = f'<font size="10">{above}</font><br/>' if above else ""
        found.append(f"{big}<b>{name}</b>{small}")
    return found


def _together(name: str) -> str:
    """A name of few letters, which no line's end parts."""
    return name.replace(" ", "\xa0") if len(name) <= _FEW else name


def _operator_lines(paper: Paper, operator: Operator, index: int) -> tuple[str, list[str]]:
    def words(name: str, **values: str) -> str:
        return paper.words(f"common.{name}", **values)[index]

    def listed(*pairs: tuple[str, str, str]) -> str:
        said = (words(name, **{key: value}) for name, key, value in pairs if value)
        return ", ".join(text.replace(" ", "\xa0") for text in said)

    above = words("trader") if says_trader(operator) else ""
    ogrn = "ogrn" if operator.kind is OperatorKind.LEGAL else "ogrnip"
    brand = (
        words("partner", brand=operator.brand, principal=_together(operator.principal))
        if operator.brand and operator.principal
        else paper.literal(operator.brand)
    )
    below = [
        brand,
        paper.both(operator.address)[index],
        listed(("phone", "phone", operator.phone), ("email", "email", operator.request_email)),
        listed(
            ("inn", "number", operator.inn),
            ("kpp", "number", operator.kpp),
            (ogrn, "number", operator.ogrn),
            ("foreign_tax_code", "number", operator.foreign_tax_code),
        ),
    ]
    return above, [line for line in below if line]


def _dated(paper: Paper, *, spread: bool) -> list[Any]:
    """Date and number on one line; ``spread`` as on orders and acts: number at the right margin, place between."""
    days = [paper.literal(day_of(paper.facts.day, c)) for c in paper.catalogues]
    numbers = _numbers(paper)
    place = getattr(paper.facts, "place", None) if paper.form.kind else None
    places = paper.both(place) if place else [""]
    if spread and not paper.columns:
        third = paper.sheet.text_width / 3
        styles = ("dated", "dated_centre", "dated_right")
        cells = tuple(map(paper.paragraph, (days[0], places[0], numbers[0]), styles))
        rows = [Level(cells, (third,) * 3, 0, space=(0, 4))]
    else:
        texts = [f"{day}   {number}".strip() for day, number in zip(days, numbers, strict=True)]
        texts = [text.replace("   ", "\xa0\xa0\xa0 ") for text in texts]
        rows = paper.put(texts, "dated") + paper.put(places, "dated")
    return rows + _reference(paper)


def _numbers(paper: Paper) -> Sequence[str]:
    if not paper.form.series:
        return [""] * len(paper.catalogues)
    if paper.facts.number:
        return paper.words("common.number", number=printed_number(paper.facts.number))
    return paper.words("common.number_blank")


def _reference(paper: Paper) -> list[Any]:
    """«На № … от …», where the paper answers a numbered letter, and in place of which paper it comes."""
    facts, found = paper.facts, []
    replaces = "common.replaces_letter" if paper.form.addressee else "common.replaces_record"
    for message, number, day in (
        ("common.their_number", getattr(facts, "their_number", ""), getattr(facts, "their_date", None)),
        (replaces, printed_number(getattr(facts, "replaced_number", "")), getattr(facts, "replaced_date", None)),
    ):  # fmt: skip
        if number and day:
            said = [
                paper.words(message, number=number, date=c.date(day, "long"))[i]
                for i, c in enumerate(paper.catalogues)
            ]
            found += paper.put(said, "dated")
    return found


def _addressee(paper: Paper) -> Cell:
    """To whom the letter goes; nothing in a paper for nobody in particular."""
    addressee = getattr(paper.facts, "addressee", None)
    if not paper.form.addressee or not isinstance(addressee, Addressee):
        return None
    lines: list[str] = []
    for text in (addressee.organisation, addressee.name):
        lines += dict.fromkeys(t for t in paper.both(text) if t)
    lines += [paper.literal(text) for text in (addressee.address, addressee.email) if text]
    markup = "<br/>".join(fitted(line, looks.CORNER, 12) for line in lines)
    return paper.paragraph(markup, "corner") if markup else None


def _label(paper: Paper) -> Cell:
    """Whose annex the paper is."""
    if not paper.form.corner:
        return None
    return paper.paragraph("<br/>".join(dict.fromkeys(paper.words(paper.form.corner))), "corner")


def _approval(paper: Paper, approver: Signer) -> Cell:
    """УТВЕРЖДАЮ, the post, the line to sign on and the day to write."""
    words = [f"<b>{text}</b>" for text in paper.words("common.approve")]
    posts = dict.fromkeys(t for t in paper.both(approver.post) if t)
    days = dict.fromkeys(paper.words("common.day_blank"))
    return Stack(
        [
            paper.paragraph("<br/>".join([*words, *posts]), "corner"),
            *signature(paper, replace(approver, post={}), corner=looks.CORNER),
            paper.paragraph("<br/>".join(days), "corner"),
        ]
    )


def title(paper: Paper) -> str:
    """The title for the file's properties: plain text of the first heading."""
    heading = next((b for b in paper.form.blocks if isinstance(b, Heading)), None)
    texts = paper.words(heading.text) if heading else [paper.form.id]
    if paper.form.kind:
        kinds = paper.words(paper.form.kind)
        texts = [f"{kind} {text}" for kind, text in zip(kinds, texts, strict=True)]
    return unescape(_TAG.sub("", " / ".join(dict.fromkeys(texts))))
