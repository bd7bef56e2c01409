# SPDX-License-Identifier: Apache-2.0
"""Another program that signs and verifies: poppler's ``pdfsig``, with its certificates in an NSS database."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from tests.signers import PASSPHRASE, Signer, signer


class Poppler:
    """A program beside Desk; it knows the invented issuer, and the keys that were given to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.nss = folder / "nss"
        self.nss.mkdir(parents=True)
        self._run("certutil", "-N", "-d", self._store, "--empty-password")
        root = self._file("root.der", signer().issuer)
        self._run("certutil", "-A", "-n", "root", "-t", "CT,C,C", "-i", root, "-d", self._store)

    @property
    def _store(self) -> str:
        return f"sql:{self.nss}"

    def _run(self, *command: str | Path) -> str:
        ran = subprocess.run(
            list(map(str, command)), capture_output=True, text=True, timeout=60, check=True
        )
        return ran.stdout

    def _file(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def learn(self, who: Signer, nick: str) -> None:
        """Take over a key under a nickname."""
        key, own, _others = pkcs12.load_key_and_certificates(who.p12, PASSPHRASE.encode())
        content = pkcs12.serialize_key_and_certificates(
            nick.encode(), key, own, [], BestAvailableEncryption(b"nss")
        )
        file = self._file("key.p12", content)
        self._run("pk12util", "-i", file, "-W", "nss", "-d", self._store)

    def sign(self, content: bytes, field: str, nick: str) -> bytes:
        """``content`` with its named empty field signed."""
        file, out = self._file("to-sign.pdf", content), self.folder / "signed.pdf"
        out.unlink(missing_ok=True)
        self._run("pdfsig", file, out, "-nssdir", self.nss, "-sign", field, "-nick", nick)
        return out.read_bytes()

    def verify(self, content: bytes) -> list[tuple[str, bool, bool]]:
        """The fields signed, each with whether its signature is valid and its certificate trusted."""
        told = self.tell(content)
        return [
            (
                found[1],
                "Signature is Valid." in part,
                "Certificate is Trusted." in part,
            )
            for part in re.split(r"^Signature #\d+:$", told, flags=re.M)[1:]
            if (found := re.search(r"Signature Field Name: (.*)", part)) is not None
        ]

    def tell(self, content: bytes) -> str:
        """All it says of the signatures of a file."""
        file = self._file("to-verify.pdf", content)
        return subprocess.run(
            ["pdfsig", "-nssdir", str(self.nss), str(file)],
            capture_output=True, text=True, timeout=60, check=False,
        ).stdout  # fmt: skip


def long_lived(name: str, order: int) -> Signer:
    """Somebody whose certificate holds whenever the tests run: poppler signs by the clock of the machine."""
    return signer(name, order=order, since=-3000, days=6000)
