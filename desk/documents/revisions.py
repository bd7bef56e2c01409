# SPDX-License-Identifier: Apache-2.0
"""How a signed PDF is opened: strictly, but for what changes nothing and honest programs write.

Poppler, and Okular with it, gives the number of an appearance that it replaces in signing to the next object.
Pillow says of object 0, which is never there, that it was replaced once more than can be counted.
"""

from __future__ import annotations

import io
import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from desk.errors import N_, Told

if TYPE_CHECKING:
    import pikepdf
    from pyhanko.pdf_utils.generic import Reference
    from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

    from desk.domain.imprints import SignatureMark

_REUSED = "orphaned generation"
"""What pyHanko calls a number that was given to another object before it was written down as free."""
_NEVER_THERE = re.compile(r"Illegal generation \d+ for object ID 0\.")
_FIRST_ROW = re.compile(rb"\s*0\s+\d+\s+\d{10} (\d{5}) f")
"""The row of object 0, which a table begins with."""


def open_signed(content: bytes) -> PdfFileReader:
    """Read a PDF strictly; a number may be given to another object where nothing means the older one any more.

    Raises what pyHanko raises.
    """
    from pyhanko.pdf_utils.misc import PdfStrictReadError

    try:
        return _opened(content)
    except PdfStrictReadError as error:
        found = _but_for_first_rows(content) if _NEVER_THERE.match(str(error)) else None
        if found is None:
            raise
        return found


def marks_inside(content: bytes) -> dict[str, list[SignatureMark]]:
    """What the signatures inside a PDF are known again by, by their fields; nothing of a file that cannot be read."""
    from desk.documents.detached import signature_marks

    try:
        found = open_signed(content).embedded_regular_signatures
        return {str(each.field_name): signature_marks(each.pkcs7_content) for each in found}
    except Exception:
        # A hostile file may raise anything.
        return {}


def before_signature(content: bytes, field: str) -> bytes | None:
    """A PDF with several signatures as it was before ``field`` was signed; ``None`` where others signed after it."""
    found = sorted(
        open_signed(content).embedded_regular_signatures, key=lambda each: each.signed_revision
    )
    if len(found) < 2 or found[-1].field_name != field:
        return None
    _start, _length, second, rest = (int(each) for each in found[-2].byte_range)
    return content[: second + rest]


def _but_for_first_rows(content: bytes) -> PdfFileReader | None:
    """Read a file in which all but the rows of object 0 is as it should be; ``None`` where more depends on them.

    For that a copy with other such rows is read strictly: it has to have the same objects at the same places.
    """
    found = _reader_class()(io.BytesIO(content), strict=False)
    copy, tables = bytearray(content), found.xrefs
    for each in range(tables.total_revisions):
        row = _FIRST_ROW.match(content, tables.get_xref_container_info(each).start_location)
        if row is not None:
            copy[slice(*row.span(1))] = b"65535"
    others = _opened(bytes(copy)).xrefs
    found.strict = True
    alike = tables.total_revisions == others.total_revisions and all(
        vars(tables.get_xref_data(each)) == vars(others.get_xref_data(each))
        for each in range(tables.total_revisions)
    )
    return found if alike else None


def _opened(content: bytes) -> PdfFileReader:
    from pyhanko.pdf_utils.misc import PdfStrictReadError

    reader = _reader_class()
    try:
        return reader(io.BytesIO(content))
    except PdfStrictReadError as error:
        if _REUSED not in str(error):
            raise
        looked_at, fresh = (reader(io.BytesIO(content), strict=False) for _ in range(2))
        looked_at.strict = fresh.strict = True
        if not all(_plain(looked_at, each) for each in range(looked_at.xrefs.total_revisions)):
            raise
        return fresh  # the other has read the metadata as any stream, and would write them anew


@cache
def _reader_class() -> type[PdfFileReader]:
    """PyHanko's reader, to which a number that never meant anything is as good as a new one.

    Its own takes each number below the highest for possibly used, though its writer leaves some out. What is
    pointed at and never written is null (ISO 32000-1, 7.3.10): whatever is written there later changes it.
    """
    from pyhanko.pdf_utils.generic import NullObject, PdfObject
    from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

    class Revision(HistoricalResolver):
        @cached_property
        def nothing(self) -> set[int]:
            """The numbers that are pointed at and were never written."""
            return {each.idnum for each in _pointed_at(self) if self.is_nothing(each)}

        @cached_property
        def written(self) -> set[int]:
            return _written(self.reader, self.revision)

        def is_nothing(self, ref: Reference) -> bool:
            missing = not _exists(self.reader, ref, self.revision)
            return missing and ref.idnum not in self.written

        def is_ref_unassignable(self, ref: Reference) -> bool:
            return not _exists(self.reader, ref, self.revision) and ref.idnum not in self.nothing

        def get_object(self, ref: Reference, as_metadata_stream: bool = False) -> PdfObject:
            if self.is_nothing(ref):
                return NullObject()
            found: PdfObject = super().get_object(ref, as_metadata_stream)
            return found

    class Reader(PdfFileReader):
        @cached_property
        def views(self) -> dict[int, Revision]:
            return {}

        def get_historical_resolver(self, revision: int) -> Revision:
            return self.views.setdefault(revision, Revision(self, revision))

    return Reader


def _exists(reader: PdfFileReader, ref: Reference, revision: int) -> bool:
    return reader.xrefs.get_historical_ref(ref, revision) is not None


def _written(reader: PdfFileReader, revision: int) -> set[int]:
    """Every number that was given to an object, or taken from one, until a revision."""
    xrefs, until = reader.xrefs, range(revision + 1)
    kept = {ref.idnum for each in until for ref in xrefs.explicit_refs_in_revision(each)}
    return kept | {ref.idnum for each in until for ref in xrefs.refs_freed_in_revision(each)}


def _pointed_at(revision: HistoricalResolver) -> set[Reference]:
    """Everything that can be reached in a revision, be it there or not."""
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject

    seen: set[Reference] = set()
    ahead: list[Any] = [revision.trailer_view]
    while ahead:
        thing = ahead.pop()
        if isinstance(thing, IndirectObject):
            ref = thing.reference
            if ref not in seen:
                seen.add(ref)
                if _exists(revision.reader, ref, revision.revision):
                    ahead.append(revision.get_object(ref))
        elif isinstance(thing, DictionaryObject):
            ahead += [thing.raw_get(name) for name in thing]
        elif isinstance(thing, ArrayObject):
            ahead += [thing.raw_get(at) for at in range(len(thing))]
    return seen


def _plain(reader: PdfFileReader, revision: int) -> bool:
    """Whether all programs see the same in a revision, heed they generations or not.

    Everything that is pointed at has to be the last that was written under its number.
    """
    last: dict[int, int | None] = {}
    for each in range(revision + 1):
        last |= {ref.idnum: ref.generation for ref in reader.xrefs.explicit_refs_in_revision(each)}
        last |= dict.fromkeys(ref.idnum for ref in reader.xrefs.refs_freed_in_revision(each))
    highest = reader.xrefs.get_xref_container_info(revision).size
    return all(
        ref.idnum < highest and last.get(ref.idnum) == ref.generation
        for ref in _pointed_at(reader.get_historical_resolver(revision))
    )


def read_alike(pdf: pikepdf.Pdf) -> bool:
    """Whether everything in a file is written as it should be, so that no two programs show it differently.

    A name that stands twice in a dictionary means one thing to some of them and another to others.
    """
    for _each in pdf.objects:  # which reads it
        pass
    # Some show as many pages as the tree says there are, others those it has.
    counted = pdf.Root.Pages.get("/Count") == len(pdf.pages)
    return counted and all(_MISCOUNTED in str(each) for each in pdf.get_warnings())


_MISCOUNTED = "reported number of objects"
"""What programs that leave numbers out write in the end; it changes nothing of what is shown."""


PROTECTED = Told(N_("The file is protected: it cannot be checked."))
_DAMAGED = Told(N_("The file is damaged or is not a PDF: it cannot be checked."))
_NOT_QUITE = Told(
    N_(
        "The file does not fully conform to the PDF standard, and Desk does not check such "
        "files. Ask for another one, saved again and then signed."
    )
)


def locked(content: bytes) -> bool:
    """Whether a PDF is encrypted, by a password to open it or to change it."""
    return why_not(content) is PROTECTED


def why_not(content: bytes) -> Told:
    """Why a file was not checked, as far as a program that is less strict can open it."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            return PROTECTED if pdf.is_encrypted else _NOT_QUITE
    except pikepdf.PasswordError:
        return PROTECTED
    except Exception:
        # A hostile file may raise anything.
        return _DAMAGED
