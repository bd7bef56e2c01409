# SPDX-License-Identifier: Apache-2.0
"""Bytes under seal: not readable in the file, its index or a copy of its pages without being opened on purpose.

The key of the seal lies in the same desk. A seal keeps people from being met by accident; it does not
keep them from whoever holds the passphrase.
"""

from __future__ import annotations

import secrets
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desk.errors import N_, Trouble

_NONCE = 12


def new_seal() -> str:
    """A key for the seals of one desk, as text."""
    return secrets.token_hex(32)


def seal(key: str, content: bytes) -> bytes:
    """The content under seal."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(bytes.fromhex(key)).encrypt(nonce, zlib.compress(content, 6), None)


def unseal(key: str, sealed: bytes) -> bytes:
    """What was sealed; raises ``Trouble`` when it was changed."""
    try:
        packed = AESGCM(bytes.fromhex(key)).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except (InvalidTag, ValueError):
        raise Trouble(N_("What is under seal is damaged. Restore a backup.")) from None
    return zlib.decompress(packed)
