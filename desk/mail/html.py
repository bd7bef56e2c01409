# SPDX-License-Identifier: Apache-2.0
"""Reduces an HTML letter to plain text: nothing is rendered, run or fetched.

What a reader would not see is left out; a quoted letter is marked with ``>`` as in plain mail.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desk.mail import charset as charsets
from desk.mail.clean import clean_text
from desk.mail.notes import MAX_HTML

if TYPE_CHECKING:
    from lxml.etree import _Element

_META = re.compile(
    rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])"
    r"|max-height\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\n\r\f\v\u2007]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_UNREAD = re.compile(r"<(script|style|SCRIPT|STYLE)\b")
_SKIPPED = frozenset(
    {"script", "style", "head", "title", "template", "object", "iframe", "svg", "math", "select",
     "datalist", "audio", "video", "canvas", "noframes"}
)  # fmt: skip
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
     "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "pre", "section", "table",
     "tr", "ul"}
)  # fmt: skip
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})


def html_text(raw: bytes, charset: str = "") -> tuple[str, bool]:
    """The text a reader of the page would see, and whether its character set had to be guessed."""
    named = _META.search(raw[:4096])
    stated = charset or (named.group(1).decode("ascii") if named else "")
    source, guessed = charsets.decode(raw[:MAX_HTML], stated)
    return plain(source), guessed


def plain(source: str) -> str:
    """The readable text of an HTML page given as characters."""
    from lxml import etree

    source = clean_text(source)
    if not source.strip():
        return ""
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        recover=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        root = None
    # The parser gives up on elements nested too deeply and drops what is inside them.
    cut = any(entry.level_name == "FATAL" for entry in parser.error_log)
    if root is None or cut:
        return _stripped(source)
    page = _Page()
    page.read(root)
    return page.text()


def _stripped(source: str) -> str:
    """The last resort for a page no parser takes: the tags cut out, in one pass."""
    from html import unescape

    out: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while (opened := source.find("<", at)) >= 0:
        out.append(source[at:opened] + " ")
        closing = _closing(source, opened)
        end = -1 if closing in unclosed else source.find(closing, opened + 1)
        if end < 0:
            unclosed.add(closing)
        at = opened + 1 if end < 0 else end + len(closing)
    out.append(source[at:])
    return "\n".join(
        _SPACE.sub(" ", line).strip() for line in unescape("".join(out)).split("\n")
    ).strip()


def _closing(source: str, opened: int) -> str:
    """What ends the thing that begins at ``opened``."""
    if source.startswith("<!--", opened):
        return "-->"
    found = _UNREAD.match(source, opened)
    return f"</{found[1]}>" if found else ">"


class _Page:
    """Collects the text of a tree element by element, without recursion."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._kept = 0  # open <pre> elements, in which white space counts

    def read(self, root: _Element) -> None:
        from lxml import etree

        hidden = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            name = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                hidden += 1 if hidden or _is_hidden(name, element) else 0
                if not hidden:
                    self._open(name, element)
                    self._say(element.text)
            else:
                if hidden:
                    hidden -= 1
                else:
                    self._close(name)
                if not hidden:
                    self._say(element.tail)

    def text(self) -> str:
        self._break()
        text = "\n".join(self._lines).replace("\u00a0", " ")
        return _BLANK_LINES.sub("\n\n", text).strip("\n")

    def _open(self, name: str, element: _Element) -> None:
        if name in _PARAGRAPHS:
            self._break(blank=True)
        elif name in _BLOCKS:
            self._break()
        if name == "br":
            self._break(always=True)
        elif name == "li":
            self._line.append("– ")
        elif name == "hr":
            self._lines.append(self._mark() + "—" * 20)
        elif name in ("td", "th") and self._line:
            self._line.append(" ")
        self._kept += name == "pre"
        self._quotes += name == "blockquote"

    def _close(self, name: str) -> None:
        if name in _PARAGRAPHS:
            self._break(blank=True)
        elif name in _BLOCKS:
            self._break()
        self._kept -= name == "pre"
        self._quotes -= name == "blockquote"

    def _say(self, text: str | None) -> None:
        if not text:
            return
        if self._kept:
            first, *others = text.split("\n")
            self._line.append(first)
            for other in others:
                self._break(always=True)
                self._line.append(other)
            return
        self._line.append(_SPACE.sub(" ", text))

    def _break(self, *, blank: bool = False, always: bool = False) -> None:
        line = "".join(self._line)
        line = line.rstrip() if self._kept else _SPACE.sub(" ", line).strip()
        self._line = []
        if line or always:
            self._lines.append((self._mark() + line).rstrip())
        if blank and self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._mark().rstrip())

    def _mark(self) -> str:
        return ">" * min(self._quotes, 9) + " " if self._quotes else ""


def _is_hidden(name: str, element: _Element) -> bool:
    if name in _SKIPPED:
        return True
    attributes = element.attrib
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _HIDING.search(style) is not None
