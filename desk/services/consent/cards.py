# SPDX-License-Identifier: Apache-2.0
"""One consent with everything its pane shows: one statement reads it, the journal notes it once a sitting."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from desk.domain.consent import (
    NO_PROOF,
    NO_PROOF_OF_OTHER,
    NOT_SEPARATE,
    STAYING_WEAK,
    WEAK_WAYS,
    ConsentCard,
    ConsentFields,
    ConsentRow,
    ConsentState,
    ConsentWay,
    must_be_separate,
)
from desk.domain.days import day_of
from desk.domain.request import DeadlineView
from desk.errors import N_, Refusal
from desk.services.consent.grounds import GROUNDS, grounds_of
from desk.services.consent.listing import COLUMNS, TABLES, lines_of
from desk.services.desk import Desk, note_shown
from desk.services.events import timeline_of
from desk.services.files import attached
from desk.services.kept_signatures import KEPT
from desk.services.rows import TERM_COLUMNS, KeptTerm
from desk.services.terms import deadline_view

_FIELDS = (
    "purpose", "categories", "recipients", "evidence", "text", "text_version", "fingerprint",
    "separate", "written", "representative", "authority", "authority_checked", "through",
    "through_proof", "conditions", "ended_because", "request", "renews", "published",
)  # fmt: skip
# The parts come as JSON inside one row, as those of a request do.
_CARD = f"""
SELECT {COLUMNS}, s.ref, json_array({", ".join(f"c.{name}" for name in _FIELDS)}),
 (SELECT id FROM consent WHERE person = c.person AND renews = c.id),
 (SELECT json_group_array(json_array(id, at, kind, note, actor, document, attachment)) FROM
   (SELECT * FROM event WHERE consent = c.id ORDER BY id)),
 (SELECT json_group_array(json_array(id, name, media_type, size, role, kept)) FROM
   (SELECT a.id, a.name, a.media_type, b.size, a.role, {KEPT} AS kept FROM attachment a
     JOIN blob b ON b.sha256 = a.blob WHERE a.consent = c.id ORDER BY a.id)),
 (SELECT json_group_array(id) FROM (SELECT id FROM document WHERE consent = c.id ORDER BY id)),
 (SELECT json_group_array(json_array({TERM_COLUMNS})) FROM
   (SELECT * FROM deadline WHERE consent = c.id AND dropped IS NULL ORDER BY due_moment, id)),
 ({GROUNDS})
FROM {TABLES} WHERE c.id = ?"""  # noqa: S608 -- names of columns are ours
_LINE = 15
"""How many columns a line of the list has."""


def consent_card(desk: Desk, id: int, language: str = "") -> ConsentCard:
    """The card of one consent; titles of terms in ``language`` (Russian when empty)."""
    found = desk.database.execute_sql(_CARD, (id,)).fetchone()
    if found is None:
        raise Refusal(N_("There is no such consent."))
    (row,) = lines_of(desk, [found[:_LINE]])
    ref, kept, renewed_by, events, files, papers, terms, grounds = found[_LINE:]
    values = dict(zip(_FIELDS, json.loads(kept), strict=True))
    fields = _fields(row, values)
    kept_files = tuple(attached(each) for each in json.loads(files))
    note_shown(desk, "record.opened", row.number)
    ended = row.state is not ConsentState.ACTIVE
    return ConsentCard(
        row=row,
        fields=fields,
        subject_ref=ref,
        warnings=() if ended else warnings_of(fields, desk.zone, proved=bool(kept_files)),
        ended_because=values["ended_because"],
        request=values["request"],
        renews=values["renews"],
        renewed_by=renewed_by,
        published=values["published"] or "",
        timeline=(moments := timeline_of(desk, json.loads(events))),
        files=kept_files,
        papers=tuple(json.loads(papers)),
        other_grounds=grounds_of(desk, grounds),
        deadlines=_deadlines(desk, terms, language or "ru"),
        recorded=moments[0].at if moments else "",
    )


def _deadlines(desk: Desk, terms: str, language: str) -> tuple[DeadlineView, ...]:
    rows = [KeptTerm._make(each) for each in json.loads(terms)]
    return tuple(deadline_view(desk, row, language) for row in rows)


def _fields(row: ConsentRow, values: dict[str, Any]) -> ConsentFields:
    return ConsentFields(
        kind=row.kind,
        purpose=values["purpose"],
        given=row.given,
        way=row.way,
        categories=tuple(json.loads(values["categories"])),
        evidence=json.loads(values["evidence"]),
        text=values["text"],
        text_version=values["text_version"],
        fingerprint=values["fingerprint"],
        separate=bool(values["separate"]),
        written=bool(values["written"]),
        representative=values["representative"],
        authority=values["authority"],
        authority_checked=values["authority_checked"] or "",
        through=values["through"],
        through_proof=values["through_proof"],
        recipients=tuple(json.loads(values["recipients"])),
        conditions=json.loads(values["conditions"]),
        valid_until=row.valid_until,
    )


def warnings_of(fields: ConsentFields, zone: str, *, proved: bool) -> tuple[str, ...]:
    """Message ids of what is weak about a consent; ``proved`` when files are kept beside it."""
    found: Sequence[tuple[bool, str]] = (
        (fields.way in WEAK_WAYS, STAYING_WEAK),
        (
            not fields.separate
            and bool(fields.given)
            and must_be_separate(fields.kind, day_of(fields.given, zone)),
            NOT_SEPARATE,
        ),
        (not fields.evidence and not proved, NO_PROOF),
        (fields.way is ConsentWay.THROUGH_ANOTHER and not fields.through_proof, NO_PROOF_OF_OTHER),
    )
    return tuple(message for there, message in found if there)
