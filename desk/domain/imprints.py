# SPDX-License-Identifier: Apache-2.0
"""What a signature in a file of its own says of itself, and by what one is known again."""

from __future__ import annotations

from dataclasses import dataclass

from desk.domain.signatures import Certificate


@dataclass(frozen=True)
class SignatureMark:
    """By what a signature is known again, however the file is written that holds it."""

    certificate: Certificate
    digest: str
    """The SHA-256 of its value."""


@dataclass(frozen=True)
class Imprint:
    """What a signature in a file of its own says of itself: the digest of what was signed, and whose it is."""

    kind: str
    """How the digest was made, for ``digest_by``."""
    digest: bytes
    """Empty where the signature does not name it."""
    name: str = ""
