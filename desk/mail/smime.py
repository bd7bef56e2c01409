# SPDX-License-Identifier: Apache-2.0
"""What is signed in a letter (S/MIME), and with what: clear-signed letters and sealed envelopes both.

Only what was signed is told apart here; whether the signature holds, ``documents.detached`` says.
"""

from __future__ import annotations

import re
from dataclasses import replace

from desk.cms import content_info
from desk.domain.letter import SignedPart
from desk.domain.signatures import SIGNATURES
from desk.mail.fields import decoded, parameters
from desk.mail.mime import Headers, Part, part_at, split

ENVELOPES = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_LONE = re.compile(rb"(?<!\r)\n")


def signed_part(letter: Part) -> SignedPart | None:
    """What a letter has signed as a whole, with the signature; ``None`` when it is not signed."""
    kind, params = parameters(letter.headers.get("content-type"))
    if kind in ENVELOPES:
        body, _damaged = decoded(letter)
        inner = inside(body)
        return None if inner is None else SignedPart(inner, body)
    if kind != "multipart/signed":
        return None
    found = split(letter, params.get("boundary", "").rstrip().encode("utf-8", "replace"), 3)
    if len(found.spans) < 2:
        return None
    (start, end), second = found.spans[0], part_at(letter.buffer, *found.spans[1])
    if parameters(second.headers.get("content-type"))[0] not in SIGNATURES:
        return None
    signature, _damaged = decoded(second)
    if len(found.spans) > 2:
        end = found.spans[-1][1]  # shown is all of it, so all of it would have to be signed
    # Signed are lines that end as mail ends them, however the file was saved.
    return SignedPart(_LONE.sub(b"\r\n", letter.buffer[start:end]), signature)


def on_its_own(part: Part) -> bytes:
    """A signed part as a letter that holds nothing else; its own header was never signed."""
    names = ("mime-version", "content-type", "content-transfer-encoding")
    kept = {name: [value] for name in names if (value := part.headers.get(name))}
    return replace(part, headers=Headers(kept)).written()


def inside(envelope: bytes) -> bytes | None:
    """The letter inside a signed envelope; ``None`` when it is encrypted or cannot be read."""
    try:
        info = content_info(envelope)
        if info["content_type"].native != "signed_data":
            return None
        content = info["content"]["encap_content_info"]["content"].native
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return bytes(content) if content else None
