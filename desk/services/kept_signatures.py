# SPDX-License-Identifier: Apache-2.0
"""How the signatures of files that came in are kept beside the files, and read again for a record."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from desk.domain.signatures import Certificate, FileReport, FileSignature, FoundSignature
from desk.domain.verdicts import Verdict
from desk.errors import Told

KEPT = (
    "(SELECT json_array(s.verdict, s.signatures, s.checked, f.name) FROM signed_file s"
    " LEFT JOIN attachment f ON f.id = s.about WHERE s.attachment = a.id)"
)
"""What is kept of the signatures of ``attachment a``, for ``read_kept``."""


def to_keep(report: FileReport) -> str:
    """What a check found, as it is kept."""
    found = [
        {
            **asdict(each),
            "notes": [[note.msgid, note.params] for note in each.notes],
            "changed_after": report.changed_after,
        }
        for each in report.signatures
    ]
    return json.dumps(found, ensure_ascii=False, default=_kept_day)


def _kept_day(day: object) -> dict[str, str]:
    """A day a remark names, which JSON has no word for."""
    assert isinstance(day, date)
    return {"day": day.isoformat()}


def read_kept(kept: str | None) -> FileSignature | None:
    """What ``KEPT`` gave; once the person was erased only the verdict is left."""
    if kept is None:
        return None
    verdict, signatures, checked, about = json.loads(kept)
    rows = json.loads(signatures)
    found = tuple(_found(row, verdict) for row in rows) or (FoundSignature("", Verdict(verdict)),)
    changed = any(row.get("changed_after") for row in rows)
    return FileSignature(found, changed, about or "", checked)


def _found(row: dict[str, Any], verdict: str) -> FoundSignature:
    if "certificate" not in row:  # kept when only certificates were
        return FoundSignature("", Verdict(verdict), Certificate(**row))
    return FoundSignature(
        field=row["field"],
        verdict=Verdict(row["verdict"]),
        certificate=Certificate(**row["certificate"]),
        covers_whole=row["covers_whole"],
        trusted=row["trusted"],
        time=row["time"],
        stamped=row["stamped"],
        notes=tuple(map(_told, row["notes"])),
    )


def _told(kept: str | list[Any]) -> Told:
    """A remark; those that were kept before have no particulars."""
    if isinstance(kept, str):
        return Told(kept)
    return Told(kept[0], **{name: _particular(value) for name, value in kept[1].items()})


def _particular(kept: object) -> object:
    return date.fromisoformat(kept["day"]) if isinstance(kept, dict) else kept
