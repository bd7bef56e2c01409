# SPDX-License-Identifier: Apache-2.0
"""The subject's card: everything the desk holds about one person, and which cards were merged into it."""

from __future__ import annotations

import json

from desk.domain.request import also_known
from desk.domain.subject import MergedCard, SubjectCard, SubjectDestruction, SubjectTransfer
from desk.domain.values import Attached
from desk.errors import N_, Refusal
from desk.services.consent.listing import consents_of
from desk.services.desk import Desk, note_shown
from desk.services.paper.papers import paper_rows
from desk.services.persons import fields_of
from desk.services.register.disclosures import disclosures
from desk.services.register.holdings import holdings_of, holds_of
from desk.services.request.listing import request_rows
from desk.services.transfer.listing import transfer_rows
from desk.services.transfer.subjects import subject_flows
from desk.storage.models import Person

_LISTS = """
SELECT
 (SELECT json_group_array(id) FROM (SELECT id FROM request WHERE subject = :p OR applicant = :p ORDER BY id)),
 (SELECT json_group_array(id) FROM (SELECT d.id FROM document d LEFT JOIN request r ON r.id = d.request
   LEFT JOIN consent c ON c.id = d.consent WHERE d.state <> 'erased' AND (d.person = :p OR c.person = :p
   OR r.subject = :p OR d.destruction IN (SELECT destruction FROM destruction_subject WHERE person = :p))
   ORDER BY d.id)),
 (SELECT json_group_array(json_array(id, number, state, planned)) FROM (SELECT d.id, d.number, d.state,
   d.planned FROM destruction d JOIN destruction_subject s ON s.destruction = d.id WHERE s.person = :p
   ORDER BY d.id)),
 (SELECT json_group_array(json_array(id, name, media_type, size, role)) FROM (SELECT a.id, a.name,
   a.media_type, b.size, a.role FROM attachment a JOIN blob b ON b.sha256 = a.blob
   LEFT JOIN request r ON r.id = a.request LEFT JOIN consent c ON c.id = a.consent
   WHERE a.erased IS NULL AND (r.subject = :p OR c.person = :p) ORDER BY a.id)),
 (SELECT json_group_array(json_array(ref, name, email, phone, address)) FROM (SELECT * FROM person WHERE merged_into = :p ORDER BY id))
"""


def subject_card(desk: Desk, person: int) -> SubjectCard:
    """One person with all that is held; the journal notes that it was looked at."""
    row = Person.get_or_none(Person.id == person)
    if row is None or row.merged_into_id is not None:
        raise Refusal(N_("There is no such card."))
    note_shown(desk, "record.opened", row.ref)
    found = desk.database.execute_sql(_LISTS, {"p": person}).fetchone()
    requests, papers, destructions, files, merged = map(json.loads, found)
    fields = fields_of(row)
    return SubjectCard(
        id=row.id,
        ref=row.ref,
        fields=fields,
        erased_on=row.erased_on or "",
        requests=tuple(request_rows(desk, requests)),
        consents=tuple(consents_of(desk, person)),
        holdings=tuple(holdings_of(desk, person)),
        holds=tuple(holds_of(desk, person)),
        destructions=tuple(SubjectDestruction(*each) for each in destructions),
        papers=tuple(paper_rows(desk, papers)),
        files=tuple(Attached(*each) for each in files),
        transfers=_transfers(desk, person),
        disclosures=tuple(disclosures(desk, person)),
        merged=tuple(MergedCard(ref, also_known(fields, [told])) for ref, *told in merged),
    )


def _transfers(desk: Desk, person: int) -> tuple[SubjectTransfer, ...]:
    """The transfers that touch the person, as they are for him."""
    touched = {id: each.flow for id, each in subject_flows(desk, person).items() if each.touches}
    rows = transfer_rows(desk, sorted(touched))
    return tuple(SubjectTransfer(row, touched[row.id]) for row in rows)
