# SPDX-License-Identifier: Apache-2.0
"""Files kept beside a record: put there, and as lists show them."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from typing import Any

from desk.domain.values import Attached
from desk.errors import N_, Refusal
from desk.services import checks
from desk.services.desk import Desk
from desk.services.events import Owner
from desk.services.kept_signatures import read_kept
from desk.services.rows import insert_row
from desk.services.terms import stamp
from desk.storage import blobs

_PROOFS = frozenset({"dispatch_proof", "evidence", "confirmation", "export"})


def keep_file(
    desk: Desk,
    id: int | None,
    name: str,
    content: bytes,
    role: str,
    media_type: str = "",
    document: int | None = None,
    *,
    owner: Owner = "request",
) -> int:
    """Keep bytes beside a record, a proof only where it is not empty; returns the attachment's id.

    ``id`` is ``None`` where a paper has no record.
    """
    if not content and role in _PROOFS:
        raise Refusal(N_("The file is empty: it proves nothing."), field="file")
    name = checks.clean_line(name, "file", "name") or "file"
    return insert_row(
        desk,
        "attachment",
        {
            owner: id,
            "document": document,
            "blob": blobs.put(desk.database, content),
            "name": name.replace("/", "_").replace("\\", "_"),
            "media_type": media_type or mimetypes.guess_type(name)[0] or "application/octet-stream",
            "role": role,
            "added": stamp(desk.now()),
        },
    )


_RISKY = frozenset({
    ".exe", ".com", ".scr", ".bat", ".cmd", ".js", ".jse", ".vbs", ".vbe", ".wsf", ".msi", ".jar",
    ".lnk", ".hta", ".ps1", ".pif", ".reg", ".docm", ".xlsm", ".pptm", ".iso", ".img", ".html",
    ".htm", ".svg", ".desktop", ".sh",
})  # fmt: skip


def attached(row: Sequence[Any]) -> Attached:
    """A kept file from its id, name, type, size, role and, where asked for, what is kept of its signatures."""
    signature = read_kept(row[5]) if len(row) > 5 else None
    return Attached(*[*row[:5], f".{row[1].rpartition('.')[2].lower()}" in _RISKY, signature])
