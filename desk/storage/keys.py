# SPDX-License-Identifier: Apache-2.0
"""Key slots: how a passphrase or the recovery code leads to the raw key of the database.

Each slot has a key pair. The private half is wrapped by AES-GCM under Argon2id of the secret, with the
parameters, the public half and the slot's id authenticated; the database key is sealed to the public
half by HPKE (RFC 9180). So the database key can be changed for everybody without their passphrases.
A slot's id is the fingerprint of its public half; the database keeps the ids that are valid, and a
slot it does not know opens nothing. Passphrases are normalised to NFC (one keyboard writes ``й`` as one
sign, another as two) and not to NFKC, which would fold different signs into one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desk.domain.canon import canonical
from desk.errors import N_, Refusal, Trouble
from desk.storage.files import file_troubles, write_private

FORMAT = 1
PASSPHRASE, RECOVERY = "passphrase", "recovery"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_MOST_SLOTS = 100
_LARGEST = 1_000_000


@dataclass(frozen=True)
class Cost:
    """How slow guessing is made; kept in each slot, so that it may rise later."""

    memory_kib: int = 131072
    iterations: int = 3
    lanes: int = 4

    @property
    def sane(self) -> bool:
        """Whether the machine can bear it: a changed file must not exhaust memory before it is refused."""
        return (
            8 * self.lanes <= self.memory_kib <= 1048576
            and 1 <= self.iterations <= 32
            and 1 <= self.lanes <= 16
        )


COST = Cost()


@dataclass(frozen=True)
class Slot:
    """One way in; ``previous`` seals the old database key while a new one is being put in place."""

    id: str
    kind: str
    cost: Cost
    salt: bytes
    nonce: bytes
    private: bytes
    public: bytes
    sealed: bytes
    previous: bytes = b""


@dataclass(frozen=True)
class KeyFile:
    """All slots of one desk; ``desk`` ties them to it."""

    desk: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Unlocked:
    """What a secret gave: the slot and the keys to try, the current one first."""

    slot: str
    keys: tuple[bytes, ...]


def new_key() -> bytes:
    """A fresh database key."""
    return secrets.token_bytes(32)


def passphrase_bytes(passphrase: str) -> bytes:
    """The bytes a passphrase stands for; refuses an empty one and what no keyboard can type again."""
    text = unicodedata.normalize("NFC", passphrase)
    if not text:
        raise Refusal(N_("Type a passphrase."), field="passphrase")
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text):
        raise Refusal(
            N_("The passphrase contains a character that cannot be typed (a control character)."),
            field="passphrase",
        )
    return text.encode()


def new_slot(desk: str, kind: str, secret: bytes, key: bytes) -> Slot:
    """A slot that leads from ``secret`` to the database key ``key``."""
    pair = X25519PrivateKey.generate()
    public = pair.public_key().public_bytes_raw()
    slot = Slot(
        id=_fingerprint(public),
        kind=kind,
        cost=COST,
        salt=secrets.token_bytes(16),
        nonce=secrets.token_bytes(12),
        private=b"",
        public=public,
        sealed=b"",
    )
    wrapped = AESGCM(_derived(slot, secret)).encrypt(
        slot.nonce, pair.private_bytes_raw(), _authenticated(desk, slot)
    )
    return replace(slot, private=wrapped, sealed=_seal(desk, slot, key))


def unlock(keys: KeyFile, kind: str, secret: bytes) -> Unlocked | None:
    """The keys ``secret`` leads to, or ``None`` when no slot opens; tries the slots in turn."""
    for slot in keys.slots:
        if slot.kind != kind:
            continue
        try:
            private = AESGCM(_derived(slot, secret)).decrypt(
                slot.nonce, slot.private, _authenticated(keys.desk, slot)
            )
            pair = X25519PrivateKey.from_private_bytes(private)
            found = tuple(
                _SUITE.decrypt(sealed, pair, info=_purpose(keys.desk, slot.id))
                for sealed in (slot.sealed, slot.previous)
                if sealed
            )
        except InvalidTag:
            continue
        return Unlocked(slot.id, found)
    return None


def resealed(keys: KeyFile, old: bytes, new: bytes, stay: Collection[str]) -> KeyFile:
    """Slots that lead to ``new`` for those who stay, and still to ``old`` for all until it is settled."""
    return replace(
        keys,
        slots=tuple(
            replace(
                slot,
                sealed=_seal(keys.desk, slot, new) if slot.id in stay else b"",
                previous=_seal(keys.desk, slot, old),
            )
            for slot in keys.slots
        ),
    )


def settled(keys: KeyFile, valid: Collection[str], key: bytes) -> KeyFile:
    """Only the slots the database knows, leading to ``key`` alone."""
    return replace(
        keys,
        slots=tuple(
            replace(slot, sealed=_seal(keys.desk, slot, key), previous=b"")
            for slot in keys.slots
            if slot.id in valid
        ),
    )


def is_settled(keys: KeyFile, valid: Collection[str]) -> bool:
    """Whether the file holds just the valid slots and no second key."""
    return all(slot.id in valid and slot.sealed and not slot.previous for slot in keys.slots)


def write_keys(path: Path, keys: KeyFile) -> None:
    """Replace the key file at once."""
    slots = [
        {
            "id": slot.id,
            "kind": slot.kind,
            "kdf": _kdf(slot),
            **{name: _text(getattr(slot, name)) for name in _BYTES if getattr(slot, name)},
        }
        for slot in keys.slots
    ]
    content = {"format": FORMAT, "desk": keys.desk, "slots": slots}
    write_private(path, json.dumps(content, indent=1).encode())


def read_keys(path: Path) -> KeyFile:
    """The key file; a changed or missing one is the machine's trouble, one of a newer version is refused."""
    with file_troubles():
        if not path.exists():
            raise Trouble(N_("The key file “desk.keys” is missing. Restore a backup."))
        if path.stat().st_size > _LARGEST:
            raise Trouble(CHANGED)
        raw = path.read_bytes()
    return parse_keys(raw)


def parse_keys(raw: bytes) -> KeyFile:
    """The key file from its bytes."""
    try:
        content = json.loads(raw)
        version = content["format"]
        if isinstance(version, int) and version > FORMAT:
            raise Refusal(N_("The key file was made by a newer version of the program."))
        slots = tuple(_slot(each) for each in content["slots"][:_MOST_SLOTS])
        keys = KeyFile(str(content["desk"]), slots)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise Trouble(CHANGED) from None
    return keys


CHANGED = N_("The key file “desk.keys” is damaged or was changed. Restore it from a backup.")
_BYTES = ("nonce", "private", "public", "sealed", "previous")


def _slot(each: dict[str, Any]) -> Slot:
    kdf = each["kdf"]
    cost = Cost(int(kdf["memory_kib"]), int(kdf["iterations"]), int(kdf["lanes"]))
    parts = {name: base64.b64decode(each.get(name, ""), validate=True) for name in _BYTES}
    slot = Slot(
        id=str(each["id"]),
        kind=str(each["kind"]),
        cost=cost,
        salt=base64.b64decode(kdf["salt"], validate=True),
        **parts,
    )
    sane = cost.sane and kdf["name"] == "argon2id" and len(slot.salt) >= 16
    if (
        not sane
        or len(slot.nonce) != 12
        or len(slot.public) != 32
        or slot.id != _fingerprint(slot.public)
    ):
        raise Trouble(CHANGED)
    return slot


def _derived(slot: Slot, secret: bytes) -> bytes:
    return Argon2id(
        salt=slot.salt,
        length=32,
        iterations=slot.cost.iterations,
        lanes=slot.cost.lanes,
        memory_cost=slot.cost.memory_kib,
    ).derive(secret)


def _seal(desk: str, slot: Slot, key: bytes) -> bytes:
    public = X25519PublicKey.from_public_bytes(slot.public)
    return _SUITE.encrypt(key, public, info=_purpose(desk, slot.id))


def _fingerprint(public: bytes) -> str:
    return hashlib.sha256(b"desk slot\n" + public).hexdigest()[:32]


def _kdf(slot: Slot) -> dict[str, object]:
    return {
        "name": "argon2id",
        "memory_kib": slot.cost.memory_kib,
        "iterations": slot.cost.iterations,
        "lanes": slot.cost.lanes,
        "salt": _text(slot.salt),
    }


def _authenticated(desk: str, slot: Slot) -> bytes:
    return canonical(
        {"format": FORMAT, "desk": desk, "id": slot.id, "kind": slot.kind, "kdf": _kdf(slot)}
    ).encode()


def _purpose(desk: str, slot: str) -> bytes:
    return canonical({"format": FORMAT, "desk": desk, "slot": slot, "for": "database key"}).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
