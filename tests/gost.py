# SPDX-License-Identifier: Apache-2.0
"""Keys, certificates and signatures by OpenSSL's GOST engine, to check our own reading of them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_CONFIG = """openssl_conf = start
[start]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
[req]
distinguished_name = name
x509_extensions = issuer
[name]
[issuer]
basicConstraints = critical,CA:TRUE
subjectKeyIdentifier = hash
"""


class Gost:
    """A signer by GOST R 34.10-2012 in a folder of its own."""

    def __init__(
        self,
        folder: Path,
        bits: int = 256,
        curve: str = "A",
        *,
        name: str = "Гостов Пётр Вымыслович",
        by: Gost | None = None,
        stated: str = "basicConstraints=CA:TRUE",
    ) -> None:
        """Self-signed, or issued ``by`` another with what is ``stated`` of the key."""
        folder.mkdir(exist_ok=True)
        self.folder, self.name = folder, name
        (folder / "openssl.cnf").write_text(_CONFIG)
        self._run(
            "genpkey",
            "-algorithm",
            f"gost2012_{bits}",
            "-pkeyopt",
            f"paramset:{curve}",
            "-out",
            "key.pem",
        )
        self.der = self.certified() if by is None else self._issued(by, stated)

    def certified(self, days: int = 30) -> bytes:
        """Its certificate, self-signed; another time one that is renewed for the same key."""
        self._run("req", "-x509", "-new", "-key", "key.pem", "-utf8", "-subj", f"/CN={self.name}",
            "-days", str(days), "-out", "own.pem")  # fmt: skip
        return self._as_der()

    def _issued(self, by: Gost, stated: str) -> bytes:
        (self.folder / "stated").write_text(stated)
        self._run("req", "-new", "-key", "key.pem", "-utf8", "-subj", f"/CN={self.name}", "-out", "own.csr")  # fmt: skip
        self._run("x509", "-req", "-in", "own.csr", "-CA", str(by.folder / "own.pem"),
            "-CAkey", str(by.folder / "key.pem"), "-CAcreateserial", "-days", "30",
            "-extfile", "stated", "-out", "own.pem")  # fmt: skip
        return self._as_der()

    def _as_der(self) -> bytes:
        self._run("x509", "-in", "own.pem", "-outform", "DER", "-out", "own.der")
        return (self.folder / "own.der").read_bytes()

    def sign(self, data: bytes, *options: str) -> bytes:
        """A detached CMS signature."""
        (self.folder / "data").write_bytes(data)
        self._run("cms", "-sign", "-binary", "-signer", "own.pem", "-inkey", "key.pem", "-in", "data",
            "-outform", "DER", "-out", "data.sig", *options)  # fmt: skip
        return (self.folder / "data.sig").read_bytes()

    def _run(self, *words: str) -> None:
        environment = {**os.environ, "OPENSSL_CONF": str(self.folder / "openssl.cnf")}
        subprocess.run(
            ["openssl", *words], check=True, cwd=self.folder, env=environment, capture_output=True
        )
