# SPDX-License-Identifier: Apache-2.0
"""Blocks into flowables: one column of one language, or two columns level clause by clause.

Here a form meets its wording and its facts. The head of the paper is in ``head.py``, the margins'
furniture in ``furniture.py``, measures and styles in ``looks.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import Any

from desk.documents import fonts, looks
from desk.documents.blocks import (
    Annex,
    Block,
    Clause,
    Editable,
    Enclosures,
    Fields,
    Form,
    Grid,
    Heading,
    Item,
    Part,
    Point,
    Sheet,
    Signatures,
    Signer,
    Space,
    Ticks,
)
from desk.documents.flowables import Cell, Level, Places, SignatureLine, SignatureText, Text, fitted
from desk.documents.pen import fields, is_room, ticks, written_day
from desk.documents.tables import Rows, table
from desk.domain.paper import Facts
from desk.domain.values import Both
from desk.text import Catalogue

from reportlab.lib.styles import ParagraphStyle  # isort: skip  -- after the fonts are known
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer  # isort: skip
from reportlab.platypus import PageBreak as NewPage  # isort: skip

_LONG = 300
"""A post or a name longer than this is printed above its signature line, where it can run on."""
_NAME = 53 * looks.MM
"""Least width of a name beside its signature line."""
_FEW = 5
"""So many signature lines are kept on one page: a commission of the usual size …"""
_FEWER = 3
"""… and so many where posts and names are very long."""
_SMALLER = {"post": "-1.5", "label": "-0.5", "value": "-0.5"}
"""Points by which the second language is smaller; nothing that is read gets below ten."""
_GROUP = 20
"""Signature lines whose texts are weighed to choose the columns of all."""
_TITLES = ("item", "part", "point")
"""Styles of what stays with the text after it."""
_SHORT = 700
"""A last paragraph up to this length stays with the signature below it."""


@dataclass
class Paper:
    """One paper being set: the form, its facts, and the words and values of each language."""

    form: Form
    facts: Facts
    catalogues: Sequence[Catalogue]
    places: Places = field(default_factory=Places)

    def __post_init__(self) -> None:
        self.sheet = looks.sheet(self.form)
        self.columns = len(self.catalogues) > 1
        self.styles = looks.styles(self.columns)
        self.boxes: set[str] = set()
        self._values = [
            {name: fonts.literal(text) for name, text in self.form.values(self.facts, c).items()}
            for c in self.catalogues
        ]

    def words(self, message: str, **more: str) -> list[str]:
        """The wording ``message`` in each language, as markup with its placeholders filled."""
        found = []
        for catalogue, values in zip(self.catalogues, self._values, strict=True):
            extra = {name: fonts.literal(text) for name, text in more.items()}
            found.append(self._dress(catalogue.form(message, **(values | extra))))
        return found

    def value(self, name: str) -> list[str]:
        """The placeholder ``name`` in each language, as markup."""
        return [self._dress(values.get(name, "")) for values in self._values]

    def literal(self, text: str) -> str:
        """Somebody's words as markup."""
        return self._dress(fonts.literal(text))

    def both(self, text: Both | Mapping[str, str]) -> list[str]:
        """A text kept in two languages, as markup; one in one language serves both columns."""
        if isinstance(text, Both):
            return [self.literal(text.of(c.language)) for c in self.catalogues]
        spare = next((t for t in text.values() if t), "")
        return [self.literal(text.get(c.language) or spare) for c in self.catalogues]

    def paragraph(self, markup: str, style: str | ParagraphStyle) -> Text:
        """One paragraph; line ends in values break the line."""
        if isinstance(style, str):
            style = self.styles[style]
        return Text(markup.replace("\n", "<br/>"), style)

    def put(self, texts: Sequence[str], style: str) -> list[Any]:
        """A paragraph, or two level ones; an item's title goes whole, with three lines of its text."""
        if not any(texts):
            return []
        look = self.styles[style]
        set_: Flowable = self.paragraph(texts[0], look)
        if self.columns:
            wide = (self.sheet.text_width - looks.GUTTER) / 2
            cells = [self.paragraph(t, look) if t else None for t in texts]
            space = (look.spaceBefore, look.spaceAfter)
            set_ = Level(cells, (wide, wide), looks.GUTTER, space=space)
        if style != "item":
            return [set_]
        tall = set_.wrap(self.sheet.text_width, 0)[1] + look.spaceBefore + look.spaceAfter
        return [CondPageBreak(max(5 * look.leading, tall + 3 * look.leading)), set_]

    def stacked(self, texts: Sequence[str], style: str) -> Text:
        """``texts`` one under another in one place; the second language smaller and quieter."""
        first, *others = texts
        lines = [first]
        caption = style.startswith("caption")
        quiet = "" if caption else f'<font size="{_SMALLER[style]}" color="{looks.SECOND}">'
        lines += [f"{quiet}{t}</font>" if quiet else t for t in others if t and t != first]
        return self.paragraph("<br/>".join(lines), style)

    def _dress(self, markup: str) -> str:
        return fonts.dressed(markup, self.boxes)


def body(paper: Paper) -> list[Any]:
    """The blocks of the form, set."""
    setter = _Setter(paper)
    story: list[Any] = []
    said = not paper.columns
    for block in paper.form.blocks:
        if getattr(block, "shown", None) and not block.shown(paper.facts):  # type: ignore[union-attr]  # asked for just before
            continue
        if isinstance(block, Signatures):
            setter.last = _taken_last(story) + ([] if said else prevailing(paper))
            said = True
        set_ = _SETTERS[type(block)](setter, block)
        if isinstance(block, Grid):
            _keep_with(story, set_[0], paper)
        elif is_room(block):
            story[-1].keepWithNext = 1  # a question goes with the room for its answer
        story += set_
    if not said:
        # no page carries that note alone
        story.append(KeepTogether(_taken_last(story) + prevailing(paper)))
    return story


def prevailing(paper: Paper) -> list[Any]:
    """Which language prevails, said above the signatures of a paper in two."""
    return paper.put(paper.words(f"common.prevails_{paper.facts.operator.prevailing}"), "note")


def _cells(flowable: Cell) -> list[Text]:
    """The paragraphs of one flowable; none where it is something else."""
    cells = flowable.cells if isinstance(flowable, Level) else (flowable,)
    return [cell for cell in cells if isinstance(cell, Text)]


def _taken_last(story: list[Any]) -> list[Any]:
    """Take a short last paragraph off ``story``, with its title, to go with the signature.

    No page carries a signature alone, or with nothing but the note on the languages.
    """
    last = len(story) - 1
    while last > 0 and type(story[last]) is Spacer:
        last -= 1
    texts = _cells(story[last]) if story else []
    if not texts or sum(len(each.text) for each in texts) > _SHORT * len(texts):
        return []
    while last and any(each.style.name in _TITLES for each in _cells(story[last - 1])):
        last -= 1
    taken, story[last:] = story[last:], []
    return taken


def _keep_with(story: list[Any], grid: Rows, paper: Paper) -> None:
    """Let the paragraph that ends ``story``, with its title, go with the head and first row of the table after it.

    A title that clung to the table itself would take all of it to the next page.
    """
    if not story or not _cells(story[-1]):
        return
    sheet = paper.sheet
    first = len(story) - 1
    while first and getattr(story[first - 1], "keepWithNext", 0):
        first -= 1
    text = sum(
        each.wrap(sheet.text_width, sheet.text_height)[1] + each.getSpaceAfter()
        for each in story[first:]
    )
    row = min(grid.beginning(sheet.text_width), sheet.text_height / 2)
    if text + row < sheet.text_height * 0.8:
        story[-1].keepWithNext = 0
        story.insert(first, CondPageBreak(text + row + 4 + story[first].getSpaceBefore()))


class _Setter:
    """Sets blocks one after another; counts numbered clauses."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.clauses = 0
        self.last: list[Any] = []
        """The paragraph that stays with the signature after it."""

    def heading(self, block: Heading) -> list[Any]:
        paper = self.paper
        set_ = paper.put([f"<b>{t}</b>" for t in paper.words(block.text)], "title")
        if block.subject:
            set_ += paper.put(paper.words(block.subject), "subject")
        return [*set_, Spacer(1, 5)]

    def clause(self, block: Clause) -> list[Any]:
        texts = self.paper.words(block.text)
        if block.numbered:
            self.clauses += 1
            texts = [f"{self.clauses}.\xa0{t}" for t in texts]
        style = "text" if block.align == "justify" else block.align
        rows = zip_longest(*(text.split("\n") for text in texts), fillvalue="")
        bold = "<b>{}</b>" if block.bold else "{}"
        set_: list[Any] = []
        announced = False
        for row in rows:
            if set_ and announced:
                set_[-1].keepWithNext = 1  # what announces a list does not end a page
            announced = any(text.endswith(":") for text in row)
            set_ += self.paper.put([bold.format(t) if t else "" for t in row], style)
        return set_

    def item(self, block: Item) -> list[Any]:
        paper = self.paper
        titles = [f"<b>{paper.literal(block.number)}\xa0{t}</b>" for t in paper.words(block.title)]
        return paper.put(titles, "item") + (
            self._passage(block.passage) or paper.put(paper.words(block.empty), "text")
        )

    def point(self, block: Point) -> list[Any]:
        paper = self.paper
        title = paper.put([f"{block.letter})\xa0{t}" for t in paper.words(block.title)], "point")
        title[-1].keepWithNext = 1
        return title + (self._lines(block.text, "said") if block.text else [])

    def part(self, block: Part) -> list[Any]:
        self.clauses += 1
        titles = [f"<b>{self.clauses}.\xa0{t}</b>" for t in self.paper.words(block.title)]
        set_ = self.paper.put(titles, "part")
        set_[-1].keepWithNext = 1
        return set_ + (self._lines(block.text, "left") if block.text else [])

    def _lines(self, text: str, style: str) -> list[Any]:
        """The lines of a text as paragraphs, level line by line."""
        rows = zip_longest(*(t.split("\n") for t in self.paper.words(text)), fillvalue="")
        return [flowable for row in rows for flowable in self.paper.put(row, style)]

    def editable(self, block: Editable) -> list[Any]:
        paper = self.paper
        texts = self._passage(block.passage)
        if not texts and not block.empty:
            return []
        texts = texts or paper.put(paper.words(block.empty), "text")
        if not block.title:
            return texts
        return paper.put([f"<b>{t}</b>" for t in paper.words(block.title)], "item") + texts

    def _passage(self, name: str) -> list[Any]:
        """The paragraphs of a passage, level while the languages have equally many or not."""
        paper = self.paper
        text = paper.facts.passages.get(name) or Both()
        columns = [
            [line.strip() for line in fonts.clean(text.of(c.language)).split("\n") if line.strip()]
            for c in paper.catalogues
        ]
        return [
            flowable
            for row in zip_longest(*columns, fillvalue="")
            for flowable in paper.put([paper.literal(t) for t in row], "text")
        ]

    def grid(self, block: Grid) -> list[Any]:
        paper = self.paper
        languages = [
            [[paper.literal(text) for text in row] for row in block.rows(paper.facts, c)]
            for c in paper.catalogues
        ]
        widths = [share * paper.sheet.text_width for share in block.widths]
        heads = [paper.words(column) for column in block.columns]
        rows = [list(zip(*rows, strict=True)) for rows in zip(*languages, strict=True)]
        return [table(heads, rows, widths, block.size, journal=paper.form.landscape)]

    def enclosures(self, _block: Enclosures) -> list[Any]:
        paper = self.paper
        listed: Sequence[Both] = getattr(paper.facts, "enclosures", ())
        if not listed:
            return []
        set_ = paper.put(paper.words("common.enclosures"), "item")
        set_[-1].keepWithNext = 1
        for number, enclosure in enumerate(listed, 1):
            set_ += paper.put([f"{number}.\xa0{t}" for t in paper.both(enclosure)], "text")
        return set_

    def signatures(self, block: Signatures) -> list[Any]:
        paper = self.paper
        intro = paper.put(paper.words(block.intro), "text") if block.intro else []
        lines = [signature(paper, signer) for signer in block.signers(paper.facts)]
        drawn = [part for line in lines for part in line if isinstance(part, SignatureLine)]
        for each in drawn:
            each.group = [other.text for other in drawn[:_GROUP]]
        first = [*self.last, Spacer(1, 3 * looks.MM), *intro]
        few = _FEW if self._fits(drawn[:_FEW]) else _FEWER
        starts = range(0, max(1, len(lines)), few)
        groups = [list(chain(*lines[start : start + few])) for start in starts]
        if block.dated:
            groups[-1] += written_day(paper, block.dated)
        return [KeepTogether(first + groups[0]), *map(KeepTogether, groups[1:])]

    def _fits(self, lines: Sequence[SignatureLine]) -> bool:
        """The lines take no more than most of a page."""
        sheet = self.paper.sheet
        tall = sum(line.wrap(sheet.text_width, sheet.text_height)[1] for line in lines)
        return tall < sheet.text_height * 0.7

    def sheet(self, block: Sheet) -> list[Any]:
        """A new page; its title stands in the upper third, for little text follows it."""
        paper = self.paper
        top = Spacer(1, paper.sheet.text_height * 0.2)
        titles = paper.put([f"<b>{t}</b>" for t in paper.words(block.title)], "title")
        return [NewPage(), top, *titles, Spacer(1, 10)]

    def annex(self, block: Annex) -> list[Any]:
        """A new page; whose annex it is stands at the upper right."""
        paper = self.paper
        label = paper.paragraph("<br/>".join(dict.fromkeys(paper.words(block.label))), "corner")
        left = paper.sheet.text_width - looks.CORNER
        titles = paper.put([f"<b>{t}</b>" for t in paper.words(block.title)], "title")
        corner = Level((None, label), (left, looks.CORNER), 0)
        return [NewPage(), corner, Spacer(1, 10), *titles, Spacer(1, 5)]

    def space(self, block: Space) -> list[Any]:
        return [Spacer(1, block.height * looks.MM)]


def signature(paper: Paper, signer: Signer, corner: float = 0) -> list[Any]:
    """The line of one signer; a very long post or name runs above it instead of beside it.

    “Position” is said below a position only: others sign in a role, as “data subject”.
    """
    above: list[Any] = []
    parts = []
    own_post = paper.both(paper.facts.operator.signer_post)
    for texts in (paper.both(signer.post), paper.both(signer.name)):
        long = max(map(len, texts)) > _LONG
        above += paper.put(texts, "text") if long else []
        narrow = [fitted(text, _NAME, 12) for text in texts]
        parts.append(paper.stacked([""] if long else narrow, "post"))
    captions = (
        paper.stacked([f"({t})" for t in paper.words(f"common.{c}")], style)
        for c, style in (
            ("signature_post", "caption_left"),
            ("signature", "caption"),
            ("signature_name", "caption_left"),
        )
    )
    post, line, name = captions
    own = any(own_post) and paper.both(signer.post) == own_post
    text = SignatureText(parts[0], parts[1], (post if own else None, line, name))
    return [*above, SignatureLine(signer.field, text, paper.places, corner)]


_SETTERS: Mapping[type[Block], Callable[[_Setter, Any], list[Any]]] = {
    Heading: _Setter.heading,
    Clause: _Setter.clause,
    Item: _Setter.item,
    Point: _Setter.point,
    Editable: _Setter.editable,
    Part: _Setter.part,
    Fields: lambda setter, block: fields(setter.paper, block),
    Ticks: lambda setter, block: ticks(setter.paper, block),
    Grid: _Setter.grid,
    Enclosures: _Setter.enclosures,
    Signatures: _Setter.signatures,
    Sheet: _Setter.sheet,
    Annex: _Setter.annex,
    Space: _Setter.space,
}
