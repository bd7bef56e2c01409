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
[name]
"""


class Gost:
    """A signer by GOST R 34.10-2012 in a folder of its own."""

    def __init__(self, folder: Path, bits: int = 256, curve: str = "A") -> None:
        self.folder = folder
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
        self._run("req", "-x509", "-new", "-key", "key.pem", "-utf8", "-subj", "/CN=Гостов Пётр Вымыслович",
            "-days", "30", "-out", "own.pem")  # fmt: skip
        self._run("x509", "-in", "own.pem", "-outform", "DER", "-out", "own.der")
        self.der = (folder / "own.der").read_bytes()

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
