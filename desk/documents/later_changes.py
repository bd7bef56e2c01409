# SPDX-License-Identifier: Apache-2.0
"""What may follow a signature in a PDF: other signatures and what proves them later, and nothing else.

pyHanko's own rules let a new place for a signature look like anything and the title change; these do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign import diff_analysis as diff
from pyhanko.sign.diff_analysis.constants import (
    ACROFORM_EXEMPT_STRICT_COMPARISON,
    VALUE_UPDATE_KEYS,
)
from pyhanko.sign.diff_analysis.rules.form_field_rules import is_field_visible

PLACE_KEYS = frozenset({
    "/Type", "/Subtype", "/FT", "/T", "/TU", "/TM", "/V", "/Rect", "/F", "/P", "/AP", "/AS", "/MK", "/DA",
    "/Lock", "/SV", "/Ff", "/M", "/NM", "/Border", "/BS",
})  # fmt: skip
"""What a place for a signature may consist of; no actions, no children."""
_SIGNED_KEYS = VALUE_UPDATE_KEYS | {"/M", "/Border", "/BS"}
"""What signing changes in its place; pyHanko expects neither date nor frame, which Okular writes."""
_FORM_KEYS = ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"}
"""What may change in the form: that it is signed is not said by every program."""
TOOL_KEYS = frozenset({"/Producer", "/ModDate", "/Trapped"})
"""What a signing program writes about itself."""
_TOOL_TAGS = ("ModifyDate", "MetadataDate", "Producer", "xmptk", "about", "lang", "InstanceID")


class _Places(diff.SigFieldCreationRule):
    """New places for signatures: unseen ones, or such as are signed at once."""

    def apply(
        self, context: diff.FieldComparisonContext
    ) -> Iterable[tuple[diff.ModificationLevel, diff.FormUpdate]]:
        """Refuse what no signature needs before the usual rule has its say."""
        for spec in context.field_specs.values():
            if spec.old_field_ref is None and spec.new_field is not None:
                _check_place(spec.new_field)
        yield from super().apply(context)


def _check_place(field: DictionaryObject) -> None:
    kids = [each.get_object() for each in field["/Kids"]] if "/Kids" in field else []
    allowed = PLACE_KEYS | ({"/Kids", "/Parent"} if kids else set())
    if any(set(each) - allowed for each in (field, *kids)):
        raise diff.SuspiciousModification("A place for a signature does more than it should.")
    if "/V" not in field and is_field_visible(field):
        raise diff.SuspiciousModification("A place for a signature was laid over a page.")


class _Info(diff.DocInfoRule):
    """Title, author and the like stay as they were."""

    def apply(
        self, old: HistoricalResolver, new: HistoricalResolver
    ) -> Iterable[diff.ReferenceUpdate]:
        """Refuse another title before the usual rule has its say."""
        if _info(old) != _info(new):
            raise diff.SuspiciousModification("The title or author of the file was changed.")
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
            raise diff.SuspiciousModification("The metadata of the file were changed.")
        yield from super().apply(old, new)


def _metadata(revision: HistoricalResolver) -> frozenset[tuple[str, str]]:
    if "/Metadata" not in revision.root:
        return frozenset()
    # By the file, not the revision: pyHanko's revisions cannot copy what it holds of metadata.
    found = revision.root.get_value_as_reference("/Metadata")
    stream: Any = revision.reader.get_object(found, revision.revision)
    return stated(stream.data)


def stated(xmp: bytes) -> frozenset[tuple[str, str]]:
    """What XMP metadata say of a file, however written, apart from the tool and the time of writing.

    Raises ``ValueError`` when they cannot be read.
    """
    try:
        root = etree.fromstring(xmp, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError("no XMP") from error
    said: list[tuple[Any, Any]] = [(each.tag, each.text) for each in root.iter() if len(each) == 0]
    said += [pair for each in root.iter() for pair in each.attrib.items()]
    told = ((str(name), str(text or "").strip()) for name, text in said)
    return frozenset((name, text) for name, text in told if text and not name.endswith(_TOOL_TAGS))


def policy() -> diff.StandardDiffPolicy:
    """The rules by which what follows a signature is judged; fields may not be filled in."""
    level = diff.ModificationLevel.LTA_UPDATES
    rules = (
        _Info(),
        diff.XrefStreamRule(),
        diff.ObjectStreamRule(),
        diff.DSSCompareRule(),
        _Metadata(),  # type: ignore[no-untyped-call]
    )
    return diff.StandardDiffPolicy(
        global_rules=[
            diff.CatalogModificationRule(),
            *(rule.as_qualified(level) for rule in rules),
        ],
        form_rule=diff.FormUpdatingRule(
            field_rules=[_Places(), diff.SigFieldModificationRule(value_update_keys=_SIGNED_KEYS)],  # type: ignore[no-untyped-call]
            ignored_acroform_keys=_FORM_KEYS,
        ),
    )
