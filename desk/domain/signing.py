# SPDX-License-Identifier: Apache-2.0
"""What a signature is made with here: a key, and what its stamp says."""

from __future__ import annotations

from dataclasses import dataclass, field

from desk.domain.signatures import Certificate


@dataclass(frozen=True)
class StampText:
    """What the visible stamp in the field says, line by line."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class SigningKey:
    """A key with its certificates, in memory only; its text form tells nothing."""

    certificate: Certificate
    key: bytes = field(repr=False)
    der: bytes = field(repr=False)
    others: tuple[bytes, ...] = field(default=(), repr=False)
