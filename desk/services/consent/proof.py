# SPDX-License-Identifier: Apache-2.0
"""What the electronic signatures prove on which consents in written form rest, or with which requests came."""

from __future__ import annotations

import json
from collections.abc import Sequence

from desk.domain.consent import DoubtedConsent, Proof
from desk.domain.consent_doubts import proof_of
from desk.domain.incoming_doubts import UnfitRequest, why_unfit
from desk.domain.signatures import FileSignature
from desk.services.desk import Desk
from desk.services.kept_signatures import read_kept

_HOLDS = (
    "signature_counts('detached', {file}.verdict, 0, instr({file}.signatures, '\"test\": true'), 0)"
)
UNPROVED = (
    f"NOT {_HOLDS.format(file='f')} AND c.written AND NOT EXISTS (SELECT 1 FROM attachment o"  # noqa: S608 -- a constant
    " LEFT JOIN signed_file g ON g.attachment = o.id WHERE o.consent = c.id AND o.role = 'evidence'"
    f" AND ({_HOLDS.format(file='g')} OR (g.verdict IS NULL AND o.added > a.added"
    # What a signature was made for is no scan by hand, be that known by its digest or by its name.
    " AND NOT EXISTS (SELECT 1 FROM signed_file w WHERE w.about = o.id)"
    " AND substr(a.name, 1, length(o.name) + 1) <> o.name || '.')))"
)
"""Whether the written form of consent ``c`` rests on the signature ``f`` of its file ``a``, which does not hold or is
a test: no other holds, no scan came later."""
FOUND = "json_array(f.verdict, f.signatures, f.checked, '')"
"""What is kept of signature ``f``."""
SIGNED = (
    f"SELECT json_group_array({FOUND}) FROM attachment a CROSS JOIN signed_file f ON f.attachment = a.id"  # noqa: S608 -- a constant
    " WHERE a.request = r.id AND a.role <> 'confirmation'"
)
"""What is kept of the signatures that came with ``request r``, for ``read_found``; what a processor sent is not theirs."""
UNFIT = (
    "(SELECT json_group_array(json_array(id, number, found)) FROM (SELECT r.id, r.number,"  # noqa: S608 -- a constant
    f" ({SIGNED}) AS found FROM request r WHERE r.state = 'open' AND r.id IN (SELECT o.request FROM"
    " signed_file g CROSS JOIN attachment o ON o.id = g.attachment"
    " WHERE g.verdict <> 'broken') ORDER BY r.id))"
)
"""Open requests that came with signatures which are not broken, for ``read_unfit``."""
_PROOFS = (
    f"SELECT c.id, json_group_array({FOUND})"  # noqa: S608 -- a constant
    " FROM json_each(?) j CROSS JOIN attachment a ON a.consent = j.value"
    " CROSS JOIN signed_file f ON f.attachment = a.id CROSS JOIN consent c ON c.id = a.consent"
    f" WHERE {UNPROVED} AND (c.state = 'active' OR ?) GROUP BY c.id"
)
DOUBTED = (
    f"(SELECT json_group_array(json_array(id, number, found)) FROM (SELECT c.id, c.number,"  # noqa: S608 -- a constant
    f" json_group_array({FOUND}) AS found FROM signed_file f JOIN attachment a ON a.id = f.attachment"
    f" JOIN consent c ON c.id = a.consent WHERE {UNPROVED} AND c.state = 'active'"
    " GROUP BY c.id ORDER BY c.id))"
)
"""Every consent in force that rests on such signatures, for ``read_doubted``."""


def proofs(desk: Desk, ids: Sequence[int], *, ended: bool = False) -> dict[int, Proof]:
    """Which of these consents in force, or ``ended`` too, rest on signatures that do not prove them."""
    rows = desk.database.execute_sql(_PROOFS, (json.dumps(list(ids)), ended)).fetchall()
    return {id: read_proof(found)[0] for id, found in rows}


def read_doubted(kept: str) -> tuple[DoubtedConsent, ...]:
    """What ``DOUBTED`` gave."""
    rows = json.loads(kept)
    return tuple(DoubtedConsent(id, number, *read_proof(found)) for id, number, found in rows)


def read_proof(kept: str) -> tuple[Proof, tuple[str, ...]]:
    """What a list of ``FOUND`` is worth, and why; it is empty where a consent is not in doubt."""
    return proof_of(read_found(kept))


def read_found(kept: str) -> list[FileSignature]:
    """The files of a list of ``FOUND``."""
    if kept == "[]":
        return []
    files = map(read_kept, map(json.dumps, json.loads(kept)))
    return [each for each in files if each is not None]


def read_unfit(kept: str) -> tuple[UnfitRequest, ...]:
    """Those of what ``UNFIT`` gave whose signatures do not count."""
    found = (
        UnfitRequest(id, number, why_unfit(read_found(f))) for id, number, f in json.loads(kept)
    )
    return tuple(each for each in found if each.why)
