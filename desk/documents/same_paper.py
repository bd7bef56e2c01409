# SPDX-License-Identifier: Apache-2.0
"""Whether a file that came back is the issued paper with signatures and nothing else, and what differs.

What a reader sees and does is compared, not bytes: some programs write the whole file anew when they sign.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from desk.documents.later_changes import PLACE_KEYS, has_no_room
from desk.documents.packing import MOST, TOO_LARGE, unpacked
from desk.documents.revisions import PROTECTED, open_signed, read_alike, why_not
from desk.documents.statements import TOOL_KEYS, only_proofs, only_versions, stated
from desk.domain.paper_words import place_told
from desk.domain.signatures import DOUBTFUL
from desk.errors import N_, Told

if TYPE_CHECKING:
    import pikepdf

_DEEP = 60
_MANY = 100_000
"""Objects looked at below one; an issued paper has some hundreds."""
_SKIPPED = frozenset({"/Parent", "/P", "/Length", "/Filter", "/DecodeParms", "/StructParents"})
_OF_SIGNING = frozenset({
    "/AcroForm", "/Pages", "/Metadata", "/Version", "/Extensions", "/Perms", "/DSS", "/Type",
})  # fmt: skip
_FORM_KEYS = frozenset({"/Fields", "/SigFlags", "/DR", "/DA"})
_RESOURCES = frozenset({
    "/Font", "/Encoding", "/ProcSet", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading",
})  # fmt: skip
"""What a form may keep for drawing its fields; a place for a signature is drawn from its own."""
_DEFAULTS = {"/UserUnit": 1}
_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_APART = (
    "/Annots", "/Contents", "/Rotate", "/Resources", "/Parent", "/Type", "/Tabs", "/LastModified",
)  # fmt: skip
"""What of a page is compared in a way of its own, or not at all."""
_OF_SIGNATURES = frozenset({
    "/V", "/AP", "/M", "/AS", "/F", "/Lock", "/SV", "/MK", "/DA", "/P", "/TU", "/TM",
    "/Border", "/BS",
})  # fmt: skip
"""What signing may change in a field; its place it may not."""


def origin(content: bytes) -> str:
    """What the identity of a PDF says it grew from: the first digits of the facts' digest, or nothing."""
    import pikepdf

    if unpacked(content) >= MOST:
        return ""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return bytes(pdf.trailer.ID[0]).hex()
    except (pikepdf.PikepdfError, AttributeError, TypeError, ValueError, IndexError):
        return ""


def differences(issued: bytes, returned: bytes) -> tuple[Told, ...]:
    """What was changed in ``returned`` apart from signatures; empty when nothing was."""
    import pikepdf
    from pyhanko.pdf_utils.misc import PdfError

    if (size := unpacked(returned)) >= MOST:
        return (TOO_LARGE,)
    if size > unpacked(issued) + _ROOM:
        return (_FAR_LARGER,)
    try:
        with (
            pikepdf.open(io.BytesIO(issued)) as old,
            pikepdf.open(io.BytesIO(returned)) as new,
        ):
            if not _plainly_packed(new):
                return (PROTECTED if new.is_encrypted else TOO_LARGE,)
            return (*_differ(old, new), *_doubts(new, returned))
    except (
        pikepdf.PikepdfError, PdfError, ValueError, TypeError, AttributeError, KeyError, RecursionError,
    ):  # fmt: skip
        return (why_not(returned),)


_ROOM = 32 << 20
"""What may come to a paper, unpacked: pictures in stamps, fonts and certificates."""
_FAR_LARGER = Told(
    N_("Once unpacked, the file is far larger than the paper, so it is not examined.")
)


def _plainly_packed(pdf: pikepdf.Pdf) -> bool:
    """Whether nothing is packed in a way whose size is not known beforehand, nor locked."""
    import pikepdf

    if pdf.is_encrypted:
        return False
    for each in pdf.objects:
        packed = each.get("/Filter") if isinstance(each, pikepdf.Stream) else None
        names = list(packed) if isinstance(packed, pikepdf.Array) else [packed]
        if len(names) > 1 or str(names[0] if names else None) not in _FILTERS:
            return False
    return True


_FILTERS = frozenset({"None", "/FlateDecode", "/DCTDecode", "/JPXDecode"})


def _doubts(new: pikepdf.Pdf, returned: bytes) -> Iterator[Told]:
    if not read_alike(new):
        yield DOUBTFUL
    if {"/DSS", "/Extensions"} & set(new.Root.keys()):
        root = open_signed(returned).root
        parts = (("/DSS", only_proofs), ("/Extensions", only_versions))
        if not all(right(root[name]) for name, right in parts if name in root):
            yield Told(N_("Something is hidden where the file keeps what proves its signatures."))


def _differ(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Told]:
    if len(old.pages) != len(new.pages):
        yield Told(
            N_("It has {now} pages, but the paper has {before}."),
            now=len(new.pages),
            before=len(old.pages),
        )
        return
    places, fields = _widgets(old), _fields(new)
    known = {each.objgen for each in fields}
    for number, (before, after) in enumerate(zip(old.pages, new.pages, strict=True), 1):
        if _far_longer(before, after) or _page(before) != _page(after):
            yield Told(N_("Page {page} shows different content."), page=number)
        yield from _annotations(number, after, places, known)
    kept = {str(each.get("/T", "")) for each in fields}
    lost = sorted(set(places) - (set(_widgets(new)) & kept))
    for name in lost:
        yield Told(N_("The place for the signature “{field}” is gone."), field=place_told(name))
    yield from _catalogue(old, new)
    yield from _form(new, fields)
    yield from _itself(old, new)


def _page(page: pikepdf.Page) -> str:
    """What a page prints and does, its annotations apart."""
    whole: dict[str, Any] = dict(page.obj.items())
    for name, value in _DEFAULTS.items():
        if whole.get(name) == value:
            del whole[name]
    boxes = {name: [round(float(n), 2) for n in getattr(page, name[1:].lower())] for name in _BOXES}
    for name in (*_BOXES, *_APART):
        whole.pop(name, None)
    own = (part for name in sorted(whole) for part in (name, _shape(whole[name])))
    parts = (repr(boxes), str(_turned(page.obj)), *own, _shape(page.resources))
    return _digest(*(part.encode() for part in parts), _printed(page))


def _digest(*parts: bytes) -> str:
    """One digest of several parts, each with its length: nothing can be moved over a border unseen."""
    return hashlib.sha256(b"".join(b"%d:%b" % (len(part), part) for part in parts)).hexdigest()


def _turned(node: Any) -> int:  # noqa: ANN401 -- a PDF object
    """How a page is turned; what it does not say itself it has from the pages above it."""
    for _step in range(_DEEP):
        if "/Rotate" in node:
            return int(node.Rotate) % 360
        if "/Parent" not in node:
            break
        node = node.Parent
    return 0


def _streams(page: pikepdf.Page) -> list[bytes]:
    """What a page draws, stream by stream; a pair that only keeps the state of drawing around it is left out.

    Programs put such a pair around a page before they add something to it.
    """
    import pikepdf

    contents = page.obj.get("/Contents")
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    parts = [each.read_bytes() for each in streams if each is not None]
    wrapped = len(parts) > 2 and (parts[0].strip(), parts[-1].strip()) == (b"q", b"Q")
    return parts[1:-1] if wrapped else parts


def _far_longer(before: pikepdf.Page, after: pikepdf.Page) -> bool:
    """Whether a page says so much more than the other that it need not be read."""
    short, long = (sum(map(len, _streams(each))) for each in (before, after))
    return long > _LONGER * short + _LITTLE


_LONGER, _LITTLE = 4, 1 << 16


def _printed(page: pikepdf.Page) -> bytes:
    """The instructions of a page, however they are spaced and divided into streams.

    Read twice: some readers put a line end between two streams and some a blank, which leaves a comment open.
    """
    import pikepdf

    streams = _streams(page)
    with pikepdf.new() as scratch:
        return b"\n".join(
            pikepdf.unparse_content_stream(
                pikepdf.parse_content_stream(pikepdf.Stream(scratch, between.join(streams)))
            )
            for between in (b"\n", b" ")
        )


def _shape(
    thing: Any,  # noqa: ANN401 -- any PDF object
    depth: int = 0,
    path: tuple[tuple[int, int], ...] = (),
    visits: Iterator[int] | None = None,
) -> str:
    """A digest of an object and all it points at, whatever numbers its objects have."""
    import pikepdf

    visits = visits or count()
    if depth > _DEEP or next(visits) > _MANY:
        raise ValueError("too deep")
    if isinstance(thing, pikepdf.Object) and thing.is_indirect:
        if thing.objgen in path:
            return f"up{len(path) - path.index(thing.objgen)}"
        path = (*path, thing.objgen)
    parts: list[bytes] = []
    if isinstance(thing, pikepdf.Stream):
        parts.append(thing.read_bytes())
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for name in sorted(set(thing.keys()) - _SKIPPED):
            parts += [name.encode(), _shape(thing[name], depth + 1, path, visits).encode()]
    elif isinstance(thing, pikepdf.Array):
        parts += [_shape(each, depth + 1, path, visits).encode() for each in thing]
    else:
        parts.append(thing.unparse() if isinstance(thing, pikepdf.Object) else repr(thing).encode())
    kind = getattr(thing, "_type_name", type(thing).__name__)
    return _digest(kind.encode(), *parts)


def _widgets(pdf: pikepdf.Pdf) -> dict[str, tuple[int, Any]]:
    """The signature fields of a paper by name, each with its page."""
    return {
        str(widget.get("/T", "")): (number, widget)
        for number, page in enumerate(pdf.pages, 1)
        for widget in page.get("/Annots", [])
        if widget.get("/FT") == "/Sig"
    }


def _fields(pdf: pikepdf.Pdf) -> list[Any]:
    form = pdf.Root.get("/AcroForm")
    return list(form.get("/Fields", [])) if form is not None else []


def _annotations(
    number: int,
    page: pikepdf.Page,
    places: dict[str, tuple[int, Any]],
    known: set[tuple[int, int]],
) -> Iterator[Told]:
    """``known`` are the objects of the form’s fields: what stands on a page has to be one of them."""
    for each in page.get("/Annots", []):
        name = str(each.get("/T", ""))
        if each.get("/FT") != "/Sig":
            yield Told(N_("On page {page} something was laid over the paper."), page=number)
        elif name not in places:
            strange = each.objgen not in known or set(each.keys()) - PLACE_KEYS
            seen = not has_no_room(each.get("/Rect", [0, 0, 0, 0]))
            if each.get("/V") is None or seen or strange:
                yield Told(
                    N_("Page {page} has a signature outside the places for signatures."),
                    page=number,
                )
        elif each.objgen not in known or not _same_place(number, each, *places[name]):
            yield Told(
                N_("The place for the signature “{field}” was changed."), field=place_told(name)
            )


def _same_place(number: int, now: Any, page: int, before: Any) -> bool:  # noqa: ANN401 -- PDF objects
    if number != page or [round(float(n)) for n in now.Rect] != [
        round(float(n)) for n in before.Rect
    ]:
        return False
    if _unseen(now) and not _unseen(before):
        return False
    names = {name for each in (now, before) for name in each.keys()}  # noqa: SIM118 -- a PDF dictionary
    free = _OF_SIGNATURES if now.get("/V") is not None else _SKIPPED
    return all(
        _shape(now.get(name)) == _shape(before.get(name)) for name in names - free - {"/Rect"}
    )


def _unseen(field: Any) -> bool:  # noqa: ANN401 -- a PDF object
    """Whether a field is kept from the screen or from print."""
    flags = int(field.get("/F", 0))
    return bool(flags & _HIDDEN) or not flags & _PRINTS


_HIDDEN, _PRINTS = 1 << 0 | 1 << 1 | 1 << 5, 1 << 2


_TREE = frozenset({"/Type", "/Kids", "/Count", "/Parent", "/Resources", "/Rotate", *_BOXES})


def _branches(pdf: pikepdf.Pdf) -> bool:
    """Whether the tree above the pages holds pages and nothing else."""
    above: list[Any] = [page.obj for page in pdf.pages]
    for _step in range(_DEEP):
        above = [node.Parent for node in above if "/Parent" in node]
        below = Counter(node.objgen for node in above)
        if any(set(node.keys()) - _TREE or node.Count != below[node.objgen] for node in above):
            return False
    return True


def _catalogue(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Told]:
    names = {name for pdf in (old, new) for name in pdf.Root.keys()}  # noqa: SIM118 -- a PDF dictionary
    for name in sorted(names - _OF_SIGNING):
        part = name.lstrip("/")
        if name not in new.Root:
            yield Told(N_("The part “{part}” of the paper is gone."), part=part)
        elif name not in old.Root:
            yield Told(
                N_("The file now has a part “{part}”, which the paper does not have."), part=part
            )
        elif _shape(old.Root[name]) != _shape(new.Root[name]):
            yield Told(N_("The part “{part}” of the paper was changed."), part=part)


def _form(new: pikepdf.Pdf, fields: list[Any]) -> Iterator[Told]:
    form: Any = new.Root.get("/AcroForm", {})
    strange = any(each.get("/FT") != "/Sig" or set(each.keys()) - PLACE_KEYS for each in fields)
    drawn_with = set(form.get("/DR", {}).keys()) - _RESOURCES
    if strange or drawn_with or set(form.keys()) - _FORM_KEYS:
        yield Told(N_("Fields to fill in were added to the paper."))


def _itself(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Told]:
    import pikepdf

    rights = set(new.Root.get("/Perms", pikepdf.Dictionary()).keys()) - {"/DocMDP"}
    if rights or not _branches(new) or _about(old) != _about(new):
        yield Told(
            N_("The details the file gives about itself were changed: title, author or rights.")
        )


def _about(pdf: pikepdf.Pdf) -> tuple[dict[str, str], frozenset[tuple[str, str, str]]]:
    info: Any = pdf.trailer.get("/Info", {})
    metadata: Any = pdf.Root.get("/Metadata")
    return (
        {name: str(info[name]) for name in info.keys() if name not in TOOL_KEYS},  # noqa: SIM118 -- a PDF dictionary
        stated(metadata.read_bytes()) if metadata is not None else frozenset(),
    )
