# SPDX-License-Identifier: Apache-2.0
"""Papers as lists show them, with how they stand with those who sign: read with whatever they are part of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desk.domain.kinds import (
    PaperState,
)
from desk.domain.paper_standing import Mark, standing
from desk.domain.request import (
    PaperBrief,
)
from desk.domain.values import Both
from desk.services.desk import Desk
from desk.storage.models import Document

_MARKS = (  # joined to a text: inside another JSON value it would else be one of its parts
    "(SELECT json_group_array(json_array(g.state, g.verdict, g.archival,"
    " json_extract(g.certificate, '$.algorithm'), json_extract(g.certificate, '$.test'),"
    " g.vouched_on IS NOT NULL, json_extract(g.certificate, '$.doubt'),"
    " g.name_ru, g.name_en, json_extract(g.certificate, '$.name')))"
    " || '' FROM signature g WHERE g.document = d.id)"
)
COLUMNS = (
    "d.id, d.form, coalesce(d.number, ''), iif(d.sealed IS NULL, d.state, 'sealed'), d.languages, d.day,"
    f" d.pages, d.signature, coalesce(d.signed_on, ''), d.request, d.replaces, {_MARKS}"
)
"""What a paper is read with; the document is ``d``."""
COUNTED = (
    "(s.state <> 'none' AND ((SELECT p.signature FROM document p WHERE p.id = s.document) <> ''"
    " OR signature_counts(s.state, s.verdict, s.vouched_on IS NOT NULL,"
    " json_extract(s.certificate, '$.test'), ?2)))"
)
"""Whether ``signature s`` counts as ``standing`` counts it; ``?2`` says whether this is a trial."""
UNCHECKED = "signature_waits(s.state, s.verdict, s.vouched_on IS NOT NULL)"
"""Whether ``signature s`` does not count though it is not broken, and was not checked elsewhere."""
WHY = "json_array(s.verdict, coalesce(json_extract(s.certificate, '$.doubt'), ''))"
"""Why it does not count, for ``why_uncounted``."""
# What is sealed or erased has no facts any more, and so no addressee.
_OF_IDS = (
    f"SELECT {COLUMNS}, coalesce(r.number, ''), coalesce(d.facts ->> '$.addressee', '{{}}')"  # noqa: S608 -- names of columns are ours
    " FROM document d LEFT JOIN request r ON r.id = d.request"
    " WHERE d.id IN (SELECT value FROM json_each(?))"
)
_LATER = "SELECT replaces, id FROM document WHERE replaces IN (SELECT value FROM json_each(?))"


def papers_view(desk: Desk, rows: Sequence[Sequence[Any]]) -> tuple[PaperBrief, ...]:
    """Papers of one record from their columns, each with what replaced it."""
    successors = {row[10]: row[0] for row in rows if row[10] is not None}
    return tuple(_brief(desk, row, successors) for row in rows)


def papers_by_id(desk: Desk, ids: Iterable[int]) -> list[PaperBrief]:
    """The papers of these ids, in their order; vanished ones are left out."""
    wanted = list(ids)
    listed = (json.dumps(wanted),)
    rows = desk.database.execute_sql(_OF_IDS, listed).fetchall()
    successors = dict(desk.database.execute_sql(_LATER, listed).fetchall())
    found = {row[0]: _listed(desk, row, successors) for row in rows}
    return [found[id] for id in wanted if id in found]


def _listed(desk: Desk, row: Sequence[Any], successors: Mapping[int, int]) -> PaperBrief:
    *plain, about, addressee = row
    told = json.loads(addressee)
    to = [Both(**told.get(part, {})) for part in ("organisation", "name")]
    known = next((each for each in to if each.of("ru")), Both())
    return replace(_brief(desk, plain, successors), about=about, to=known)


def _brief(desk: Desk, row: Sequence[Any], successors: Mapping[int, int]) -> PaperBrief:
    *plain, marks = row
    signing = [Mark(*each) for each in json.loads(marks)]
    signature = row[7]
    stands = standing(signing, trial=desk.demonstration, recorded=bool(signature))
    return PaperBrief(*[*plain, successors.get(row[0]), stands])


def brief(paper: Document, successors: dict[int, int]) -> PaperBrief:
    """A paper as a list shows it; ``successors`` tells what replaced what."""
    return PaperBrief(
        id=paper.id,
        form=paper.form,
        number=paper.number or "",
        state=PaperState.SEALED.value if paper.sealed else paper.state,
        languages=paper.languages,
        date=paper.day,
        pages=paper.pages,
        signature=paper.signature,
        signed_on=paper.signed_on or "",
        request=paper.request_id,
        replaces=paper.replaces_id,
        replaced_by=successors.get(paper.id),
    )
