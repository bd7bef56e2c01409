# SPDX-License-Identifier: Apache-2.0
"""A copy of a paper that opens with a password only; such a copy is no PDF/A and does not say it is."""

from __future__ import annotations

import io
import secrets

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits nobody takes for one another."""
_GROUPS, _LENGTH = 4, 4


def protected(content: bytes) -> tuple[bytes, str]:
    """The copy, encrypted by AES-256, and its password."""
    import pikepdf

    password = "-".join(
        "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)) for _ in range(_GROUPS)
    )
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            for name in [each for each in xmp if "pdfa" in each]:
                del xmp[name]
        pdf.save(
            out, encryption=pikepdf.Encryption(user=password, owner=secrets.token_hex(16), R=6)
        )
    return out.getvalue(), password
