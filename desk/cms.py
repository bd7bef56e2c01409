# SPDX-License-Identifier: Apache-2.0
"""Signed messages (CMS) as ASN.1: read here alone, so that signing later in the same process knows its own names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asn1crypto.cms import ContentInfo
    from asn1crypto.x509 import Certificate


def content_info(der: bytes, *, strict: bool = False) -> ContentInfo:
    """The message, its parts read when they are asked for; any of them may raise ``ValueError`` or ``TypeError``.

    asn1crypto keeps its list of attributes as it is when the first is read, and puts in what a PAdES signature
    needs (``signing_certificate_v2``) only with its module of time stamps.
    """
    from asn1crypto import tsp  # noqa: F401 -- for the names it puts in
    from asn1crypto.cms import ContentInfo

    _know_more_keys()
    return ContentInfo.load(der, strict=strict)


def certificate(der: bytes) -> Certificate:
    """A certificate, its parts read when they are asked for, as those of a message."""
    from asn1crypto.x509 import Certificate

    _know_more_keys()
    return Certificate.load(der)


def _know_more_keys() -> None:
    """Let a key of a kind that asn1crypto does not know, such as GOST, be read: by itself it raises."""
    from pyhanko_certvalidator import asn1_types  # noqa: F401 -- it teaches that in being read
