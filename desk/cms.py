# SPDX-License-Identifier: Apache-2.0
"""Signed messages (CMS) as ASN.1: read here alone, so that signing later in the same process knows its own names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asn1crypto.cms import ContentInfo


def content_info(der: bytes, *, strict: bool = False) -> ContentInfo:
    """The message, its parts read when they are asked for; any of them may raise ``ValueError`` or ``TypeError``.

    asn1crypto keeps its list of attributes as it is when the first is read, and puts in what a PAdES signature
    needs (``signing_certificate_v2``) only with its module of time stamps.
    """
    from asn1crypto import tsp  # noqa: F401 -- for the names it puts in
    from asn1crypto.cms import ContentInfo

    return ContentInfo.load(der, strict=strict)
