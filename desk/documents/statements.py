# SPDX-License-Identifier: Apache-2.0
"""What a PDF says of itself beside its pages: its metadata, what proves its signatures later, its version.

A signing program may add such things; nothing else may come in with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, StreamObject

from desk.cms import content_info

TOOL_KEYS = frozenset({"/Producer", "/ModDate", "/Trapped"})
"""What a signing program writes about itself."""
_TOOL_TAGS = ("ModifyDate", "MetadataDate", "Producer", "xmptk", "about", "lang", "InstanceID")
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def stated(xmp: bytes) -> frozenset[tuple[str, str, str]]:
    """What XMP metadata say of a file, however written, apart from the tool and the time of writing.

    Each statement is what is told of, in which language, and what. Raises ``ValueError`` when they cannot be read.
    """
    reading = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root: Any = etree.fromstring(xmp, reading)
    except etree.XMLSyntaxError as error:
        raise ValueError("no XMP") from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("entities in XMP")
    return frozenset(
        (name, language, text)
        for name, language, text in _statements(root)
        if text and not name.endswith(_TOOL_TAGS)
    )


def _statements(root: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 -- tags may be functions to its types
    for each in root.iter():
        about = [each, *each.iterancestors()]
        name = next((up.tag for up in about if not up.tag.startswith(_RDF)), each.tag)
        # Words between two elements are no statement XMP knows, and some readers show them.
        said = (each.text, *(child.tail for child in each))
        yield name, each.get(_LANGUAGE, ""), " ".join((text or "").strip() for text in said).strip()
        yield from ((str(key), "", str(value).strip()) for key, value in each.attrib.items())


def only_proofs(store: object) -> bool:
    """Whether ``/DSS`` holds certificates and what was told of them, and nothing else."""
    if not isinstance(store, DictionaryObject) or isinstance(store, StreamObject):
        return False
    if set(store) - {"/Type", "/VRI", *_PROOFS} or not _all_read(store, _PROOFS):
        return False
    of_signatures = store["/VRI"] if "/VRI" in store else {}  # noqa: SIM401 -- ``get`` gives the reference
    return isinstance(of_signatures, dict) and all(
        isinstance(each, DictionaryObject)
        and not set(each) - {"/Type", "/TU", "/TS", *_OF_ONE}
        and _all_read(each, _OF_ONE)
        and ("/TU" not in each or isinstance(each["/TU"], str))
        and ("/TS" not in each or _read(each["/TS"], _stamp))
        for each in map(of_signatures.__getitem__, of_signatures)
    )


def _certificate(der: bytes) -> object:
    from asn1crypto.x509 import Certificate

    return Certificate.load(der, strict=True).subject.native


def _revoked(der: bytes) -> object:
    from asn1crypto.crl import CertificateList

    return CertificateList.load(der, strict=True).issuer.native


def _answer(der: bytes) -> object:
    from asn1crypto.ocsp import OCSPResponse

    return OCSPResponse.load(der, strict=True)["response_status"].native


def _stamp(der: bytes) -> object:
    return content_info(der, strict=True)["content"]["signer_infos"].native


_Reading = Callable[[bytes], object]
_PROOFS: Mapping[str, _Reading] = {
    "/Certs": _certificate, "/CRLs": _revoked, "/OCSPs": _answer,
}  # fmt: skip
_OF_ONE: Mapping[str, _Reading] = {"/Cert": _certificate, "/CRL": _revoked, "/OCSP": _answer}


def _all_read(holder: DictionaryObject, kinds: Mapping[str, _Reading]) -> bool:
    lists = [(holder[name], reading) for name, reading in kinds.items() if name in holder]
    return all(
        isinstance(every, ArrayObject) and all(_read(each, reading) for each in every.iterate())
        for every, reading in lists
    )


def _read(thing: Any, reading: _Reading) -> bool:  # noqa: ANN401 -- a PDF object
    found = thing.get_object()
    if not isinstance(found, StreamObject) or set(found) - _STREAM:
        return False
    try:
        reading(found.data)
    except (ValueError, TypeError, KeyError):
        return False
    return True


_STREAM = frozenset({"/Length", "/Filter", "/DecodeParms", "/Type"})


def only_versions(extensions: object) -> bool:
    """Whether ``/Extensions`` names versions of the format, and nothing else."""
    if not isinstance(extensions, DictionaryObject) or isinstance(extensions, StreamObject):
        return False
    for name in extensions:
        found = extensions[name]
        if name == "/Type" and isinstance(found, str):
            continue
        for each in found.iterate() if isinstance(found, ArrayObject) else [found]:
            if not isinstance(each, DictionaryObject) or set(each) - _VERSION:
                return False
            if any(isinstance(each[key], dict | list) for key in each):
                return False
    return True


_VERSION = frozenset({"/Type", "/BaseVersion", "/ExtensionLevel", "/ExtensionRevision", "/URL"})
