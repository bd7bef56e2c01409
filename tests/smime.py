# SPDX-License-Identifier: Apache-2.0
"""Letters signed as a whole (S/MIME), made by OpenSSL: clear-signed and in an envelope."""

from __future__ import annotations

import subprocess
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from tests.signers import PASSPHRASE, signer

TEXT = "Прошу сообщить, какие мои персональные данные вы обрабатываете."
HEAD = """From: =?utf-8?b?0JPQvtGB0YLQvtCy?= <who@example.org>
To: data@example.com
Subject: Request
Date: Fri, 20 Nov 2026 12:28:00 +0300
Received: from a by mx.example.com; Fri, 20 Nov 2026 12:30:11 +0300
Message-ID: <signed@example.org>
"""


def entity(text: str = TEXT, enclosed: bytes = b"") -> bytes:
    """What is signed of a letter: a body with its own header."""
    made = EmailMessage(policy=SMTP)
    made.set_content(text, cte="base64")
    if enclosed:
        made.add_attachment(enclosed, "application", "pdf", filename="scan.pdf")
    return made.as_bytes()


def signed_letter(
    folder: Path,
    *,
    opaque: bool = False,
    name: str = "Гостов Пётр Вымыслович",
    enclosed: bytes = b"",
    email: str = "who@example.org",
) -> bytes:
    """A letter signed by somebody whose certificate an invented issuer made."""
    who = signer(name, email=email)
    key, certificate, _more = pkcs12.load_key_and_certificates(who.p12, PASSPHRASE.encode())
    assert key is not None
    assert certificate is not None
    (folder / "own.pem").write_bytes(who.pem)
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    (folder / "body").write_bytes(entity(enclosed=enclosed))
    subprocess.run(
        ["openssl", "cms", "-sign", "-in", "body", "-signer", "own.pem", "-inkey", "key.pem",
         "-out", "signed", *(["-nodetach"] if opaque else [])],
        check=True, cwd=folder, capture_output=True,
    )  # fmt: skip
    return HEAD.encode() + (folder / "signed").read_bytes()


FOOTER = "Вы получили это письмо, потому что подписаны на рассылку."


def with_footer(letter: bytes, footer: str = FOOTER) -> bytes:
    """The signed letter as a mailing list passes it on: a part of another that has more to say."""
    signed = letter.removeprefix(HEAD.encode())
    head = f"{HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=list\n\n--list\n"
    more = f"\n--list\nContent-Type: text/plain; charset=utf-8\n\n{footer}\n--list--\n"
    return head.encode() + signed + more.encode()
