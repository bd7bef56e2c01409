# SPDX-License-Identifier: Apache-2.0
"""Detached signatures as other programs make them: without the certificate, or without anything that can be checked."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp


class Elsewhere:
    """A key outside of the program, with a certificate of its own."""

    def __init__(self, name: str) -> None:
        self.folder = Path(mkdtemp())
        self._run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out",
            "own.pem", "-utf8", "-subj", f"/CN={name}", "-days", "300")  # fmt: skip

    def sign(self, data: bytes, *options: str) -> bytes:
        """A detached CMS signature; ``-nocerts`` leaves the certificate out."""
        (self.folder / "data").write_bytes(data)
        return self._run("cms", "-sign", "-binary", "-outform", "DER", "-md", "sha256", "-in",
            "data", "-signer", "own.pem", "-inkey", "key.pem", *options)  # fmt: skip

    def together(self, other: Elsewhere, data: bytes) -> bytes:
        """One file with the signatures of both."""
        of_other = (other.folder / "own.pem", other.folder / "key.pem")
        return self.sign(data, "-signer", str(of_other[0]), "-inkey", str(of_other[1]))

    def nameless(self, data: bytes) -> bytes:
        """One of which only the digest can be compared."""
        return self.sign(data, "-nocerts")

    def unreadable(self, data: bytes) -> bytes:
        """One that says nothing of what was signed, nor by whom beyond a number."""
        return self.sign(data, "-nocerts", "-noattr")

    def _run(self, *words: str) -> bytes:
        return subprocess.run(
            ["openssl", *words], check=True, cwd=self.folder, capture_output=True
        ).stdout


@cache
def elsewhere(name: str) -> Elsewhere:
    """Somebody with a key outside of the program."""
    return Elsewhere(name)
