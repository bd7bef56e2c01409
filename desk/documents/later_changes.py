# SPDX-License-Identifier: Apache-2.0
"""What may follow a signature in a PDF: other signatures and what proves them later, and nothing else.

pyHanko's own rules let a new place for a signature look like anything and the title change; these do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign import diff_analysis as diff
from pyhanko.sign.diff_analysis.constants import (
    ACROFORM_EXEMPT_STRICT_COMPARISON,
    VALUE_UPDATE_KEYS,
)

from desk.documents.statements import TOOL_KEYS, only_proofs, only_versions, stated
from desk.errors import N_, Told

PLACE_KEYS = frozenset({
    "/Type", "/Subtype", "/FT", "/T", "/TU", "/TM", "/V", "/Rect", "/F", "/P", "/AP", "/AS", "/MK", "/DA",
    "/Lock", "/SV", "/Ff", "/M", "/NM", "/Border", "/BS",
})  # fmt: skip
"""What a place for a signature may consist of; no actions, no children."""
_SIGNED_KEYS = VALUE_UPDATE_KEYS | {"/M", "/Border", "/BS"}
"""What signing changes in its place; pyHanko expects neither date nor frame, which Okular writes."""
_FORM_KEYS = (ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"}) - {"/NeedAppearances"}
"""What may change in the form: that it is signed is not said by every program. Nothing is to be drawn anew."""


class _Told(diff.SuspiciousModification):
    """A change with words for the one who has the file checked."""

    def __init__(self, told: Told) -> None:
        super().__init__(told.msgid)
        self.told = told


def what_changed(result: object, revisions: tuple[bytes, bytes]) -> list[Told]:
    """What was done after a signature that is neither signing nor a proof of it, as exactly as is known.

    ``revisions`` are the file as it was signed and as it is.
    """
    from desk.documents.same_paper import differences

    return [result.told] if isinstance(result, _Told) else [_OTHER, *differences(*revisions)[:1]]


_OTHER = Told(N_("Something other than signatures was added after it."))
TAKEN_OUT = Told(
    N_(
        "The signature made here was taken out of the file, and its stamp was left: nobody has signed here."
    )
)
_TO_FILL_IN = Told(N_("After it fields to fill in were added to the paper."))
_ITSELF = Told(
    N_("After it, the details the file gives about itself were changed: title, author or the like.")
)


class _Places(diff.SigFieldCreationRule):
    """New places for signatures: such as take no room, so that nothing can be laid over what was signed."""

    def apply(
        self, context: diff.FieldComparisonContext
    ) -> Iterable[tuple[diff.ModificationLevel, diff.FormUpdate]]:
        """Refuse what no signature needs before the usual rule has its say."""
        for name, spec in context.field_specs.items():
            if spec.old_field_ref is None and spec.new_field is not None:
                _check_place(str(name), spec.new_field)
        yield from super().apply(context)


def _check_place(name: str, field: DictionaryObject) -> None:
    if "/FT" in field and field["/FT"] != "/Sig":
        raise _Told(_TO_FILL_IN)
    if takes_room(field):
        raise _Told(
            Told(
                N_(
                    "After it a new visible place for a signature, “{field}”, was laid over the paper:"
                    " it may hide what was signed."
                ),
                field=name,
            )
        )
    kids = _kids(field)
    allowed = PLACE_KEYS | ({"/Kids", "/Parent"} if kids else set())
    if any(set(each) - allowed for each in (field, *kids)):
        raise diff.SuspiciousModification("A place for a signature does more than it should.")


def _kids(field: DictionaryObject) -> list[DictionaryObject]:
    return [each.get_object() for each in field["/Kids"]] if "/Kids" in field else []


def takes_room(field: DictionaryObject) -> bool:
    """Whether a field may be seen on its page; what cannot be measured may."""
    return not all(
        has_no_room(each["/Rect"].iterate() if "/Rect" in each else [0, 0, 0, 0])
        for each in (field, *_kids(field))
    )


def left_stamps(reader: PdfFileReader) -> list[str]:
    """The places whose signature was taken out of the file and whose stamp stands as if it were there."""
    from pyhanko.sign.fields import enumerate_sig_fields

    earlier = range(reader.xrefs.total_revisions - 1)
    signed = {
        name
        for each in earlier
        for name, value, _place in enumerate_sig_fields(reader.get_historical_resolver(each))
        if value is not None
    }
    return [
        str(name)
        for name, value, place in enumerate_sig_fields(reader)
        if value is None and name in signed and _drawn(place.get_object())
    ]


def _drawn(field: DictionaryObject) -> bool:
    """Whether anything is to be seen of a field."""
    looks = [each["/AP"] for each in (field, *_kids(field)) if "/AP" in each]
    seen = [each["/N"] for each in looks if "/N" in each]
    return takes_room(field) and any(getattr(each, "data", b"").strip() for each in seen)


def has_no_room(corners: Iterable[Any]) -> bool:
    """Whether a rectangle is empty; one that cannot be measured is not."""
    try:
        left, low, right, high = map(float, corners)
    except (TypeError, ValueError):
        return False
    return left == right or low == high


class _Info(diff.DocInfoRule):
    """Title, author and the like stay as they were."""

    def apply(
        self, old: HistoricalResolver, new: HistoricalResolver
    ) -> Iterable[diff.ReferenceUpdate]:
        """Refuse another title before the usual rule has its say."""
        if _info(old) != _info(new):
            raise _Told(_ITSELF)
        yield from super().apply(old, new)


def _info(revision: HistoricalResolver) -> dict[str, str]:
    reference = revision.trailer_view.get_value_as_reference("/Info", optional=True)
    info: Any = reference.get_object() if reference is not None else {}
    return {str(name): str(info[name]) for name in info if name not in TOOL_KEYS}


class _Metadata(diff.MetadataUpdateRule):
    """The same, as XMP states it."""

    def apply(
        self, old: HistoricalResolver, new: HistoricalResolver
    ) -> Iterable[diff.ReferenceUpdate]:
        """Refuse other statements before the usual rule has its say."""
        if _metadata(old) != _metadata(new):
            raise _Told(_ITSELF)
        yield from super().apply(old, new)


def _metadata(revision: HistoricalResolver) -> frozenset[tuple[str, str, str]]:
    if "/Metadata" not in revision.root:
        return frozenset()
    # By the file, not the revision: pyHanko's revisions cannot copy what it holds of metadata.
    found = revision.root.get_value_as_reference("/Metadata")
    stream: Any = revision.reader.get_object(found, revision.revision)
    return stated(stream.data)


class _Proofs(diff.DSSCompareRule):
    """Proofs may be added; pyHanko does not look into their streams."""

    def apply(
        self, old: HistoricalResolver, new: HistoricalResolver
    ) -> Iterable[diff.ReferenceUpdate]:
        """Refuse what proves nothing before the usual rule has its say."""
        _check_part("/DSS", only_proofs, old, new)
        yield from super().apply(old, new)


class _Catalogue(diff.CatalogModificationRule):
    """What the file is as a whole stays as it was, but for the version of its format."""

    def apply_qualified(
        self, old: HistoricalResolver, new: HistoricalResolver
    ) -> Iterable[tuple[diff.ModificationLevel, diff.ReferenceUpdate]]:
        """Refuse other things under the name of a version before the usual rule has its say."""
        _check_part("/Extensions", only_versions, old, new)
        yield from super().apply_qualified(old, new)


def _check_part(
    name: str,
    right: Callable[[object], bool],
    old: HistoricalResolver,
    new: HistoricalResolver,
) -> None:
    """What was strange when it was signed was signed as it is."""
    # Its own ``get`` gives the reference.
    before, after = (each.root[name] if name in each.root else None for each in (old, new))  # noqa: SIM401
    if after is not None and not right(after) and (before is None or right(before)):
        raise diff.SuspiciousModification("Something strange stands where a signature is proved.")


def policy() -> diff.StandardDiffPolicy:
    """The rules by which what follows a signature is judged; fields may not be filled in."""
    level = diff.ModificationLevel.LTA_UPDATES
    rules = (
        _Info(),
        diff.XrefStreamRule(),
        diff.ObjectStreamRule(),
        _Proofs(),
        _Metadata(),  # type: ignore[no-untyped-call]
    )
    return diff.StandardDiffPolicy(
        global_rules=[
            _Catalogue(),  # type: ignore[no-untyped-call]
            *(rule.as_qualified(level) for rule in rules),
        ],
        form_rule=diff.FormUpdatingRule(
            field_rules=[_Places(), diff.SigFieldModificationRule(value_update_keys=_SIGNED_KEYS)],  # type: ignore[no-untyped-call]
            ignored_acroform_keys=_FORM_KEYS,
        ),
    )
