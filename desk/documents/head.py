# SPDX-License-Identifier: Apache-2.0
"""The head of a paper: operator's details, date and number on one line, addressee or approval at the right.

A letter in one language has the details in the left corner and the addressee in the right one; papers
in two languages have the details in both columns and the corner below them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import unescape

from desk.documents import looks
from desk.documents.blocks import Heading, Signer
from desk.documents.catalogue.wording import day_of, printed_number, says_trader
from desk.documents.flowables import Cell, Level, fitted
from desk.documents.layout import Paper, signature
from desk.domain.kinds import OperatorKind
from desk.domain.operator import Operator
from desk.domain.paper import Addressee

from reportlab.platypus import HRFlowable, Spacer  # isort: skip  -- after the fonts are known

_TAG = re.compile("<[^>]*>")


def head(paper: Paper) -> list[Any]:
    """Everything above the title."""
    corner = _corner(paper)
    story: list[Any] = []
    shared = paper.form.letterhead and corner and not paper.columns
    if shared:
        story += _beside(paper, _letterhead(paper)[0], corner)
    elif paper.form.letterhead:
        story += _across(paper)
    late = paper.columns and not paper.form.approval
    if corner and not shared and not late:
        story += _beside(paper, None, corner)
    if paper.form.approval:
        story += _approval_line(paper)
    if shared:
        story.append(Spacer(1, 4 * looks.MM))
    story += _dated(paper, spread=not shared)
    if corner and late:
        story += _beside(paper, None, corner)
    return [*story, Spacer(1, 6 * looks.MM)]


def _beside(paper: Paper, left: str | None, right: str) -> list[Any]:
    cells: tuple[Cell, Cell] = (
        paper.paragraph(left, "letterhead") if left else None,
        paper.paragraph(right, "corner"),
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
    names = paper.both(operator.name)
    lines = [_operator_lines(paper, operator, i) for i in range(len(paper.catalogues))]
    found = []
    for name, (above, below) in zip(names, lines, strict=True):
        small = "".join(f'<br/><font size="10">{line}</font>' for line in below)
        big = f'<font size="10">{above}</font><br/>' if above else ""
        found.append(f"{big}<b>{name}</b>{small}")
    return found


def _operator_lines(paper: Paper, operator: Operator, index: int) -> tuple[str, list[str]]:
    def words(name: str, **values: str) -> str:
        return paper.words(f"common.{name}", **values)[index]

    def listed(*pairs: tuple[str, str, str]) -> str:
        said = (words(name, **{key: value}) for name, key, value in pairs if value)
        return ", ".join(text.replace(" ", "\xa0") for text in said)

    above = words("trader") if says_trader(operator) else ""
    ogrn = "ogrn" if operator.kind is OperatorKind.LEGAL else "ogrnip"
    brand = (
        words("partner", brand=operator.brand, principal=operator.principal)
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
    """Date and number on one line; ``spread`` puts the number at the right margin, as on acts."""
    days = [paper.literal(day_of(paper.facts.day, c)) for c in paper.catalogues]
    numbers = _numbers(paper)
    if spread and not paper.columns:
        half = paper.sheet.text_width / 2
        cells = (paper.paragraph(days[0], "dated"), paper.paragraph(numbers[0], "dated_right"))
        rows = [Level(cells, (half, half), 0, space=(0, 4))]
    else:
        texts = [f"{day}   {number}".strip() for day, number in zip(days, numbers, strict=True)]
        texts = [text.replace("   ", "\xa0\xa0\xa0 ") for text in texts]
        rows = paper.put(texts, "dated")
    return rows + _reference(paper)


def _numbers(paper: Paper) -> Sequence[str]:
    if not paper.form.series:
        return [""] * len(paper.catalogues)
    if paper.facts.number:
        return paper.words("common.number", number=printed_number(paper.facts.number))
    return paper.words("common.number_blank")


def _reference(paper: Paper) -> list[Any]:
    """«На № … от …», where the paper answers a numbered letter."""
    number = getattr(paper.facts, "their_number", "")
    day = getattr(paper.facts, "their_date", None)
    if not number or not day:
        return []
    said = [
        paper.words("common.their_number", number=number, date=c.date(day, "long"))[i]
        for i, c in enumerate(paper.catalogues)
    ]
    return paper.put(said, "dated")


def _corner(paper: Paper) -> str:
    """What stands at the upper right, as markup; nothing in a paper for nobody in particular."""
    if paper.form.approval:
        return _approval(paper)
    addressee = getattr(paper.facts, "addressee", None)
    if not paper.form.addressee or not isinstance(addressee, Addressee):
        return ""
    lines: list[str] = []
    for text in (addressee.organisation, addressee.name):
        lines += dict.fromkeys(t for t in paper.both(text) if t)
    lines += [paper.literal(text) for text in (addressee.address, addressee.email) if text]
    return "<br/>".join(fitted(line, looks.CORNER, 12) for line in lines)


def _approval(paper: Paper) -> str:
    words = [f"<b>{text}</b>" for text in paper.words("common.approve")]
    posts = dict.fromkeys(t for t in paper.both(paper.facts.operator.signer_post) if t)
    return "<br/>".join([*words, *posts])


def _approval_line(paper: Paper) -> list[Any]:
    operator = paper.facts.operator
    nobody: Mapping[str, str] = {}
    name = operator.signer_name if any(paper.both(operator.signer_name)) else operator.name
    names = {c.language: name.of(c.language) for c in paper.catalogues}
    gap = _gap(paper)
    wide = paper.sheet.text_width - looks.CORNER - gap
    lines = signature(paper, Signer("approval", nobody, names), corner=wide)
    day = paper.paragraph("<br/>".join(dict.fromkeys(paper.words("common.day_blank"))), "corner")
    return [*lines, Level((None, day), (looks.CORNER, looks.CORNER), gap, space=(0, 12))]


def title(paper: Paper) -> str:
    """The title for the file's properties: plain text of the first heading."""
    heading = next((b for b in paper.form.blocks if isinstance(b, Heading)), None)
    texts = paper.words(heading.text) if heading else [paper.form.id]
    return unescape(_TAG.sub("", " / ".join(dict.fromkeys(texts))))
