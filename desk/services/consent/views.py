# SPDX-License-Identifier: Apache-2.0
"""A consent as its pane shows it: the card with the names behind its ids, read in one more statement."""

from __future__ import annotations

import json
from datetime import timedelta

from desk.domain.consent_view import ConsentView
from desk.domain.values import Both
from desk.services.consent.cards import consent_card
from desk.services.consent.listing import NEAR
from desk.services.desk import Desk
from desk.services.paper.papers import paper_rows
from desk.services.persons import fields_of
from desk.storage.models import Person

_NAMES = """
SELECT
 (SELECT json_group_array(json_array(title_ru, title_en)) FROM (SELECT * FROM category
   WHERE id IN (SELECT value FROM json_each(:categories)) ORDER BY id)),
 (SELECT json_group_array(json_array(name_ru, name_en, country)) FROM (SELECT * FROM recipient
   WHERE id IN (SELECT value FROM json_each(:recipients)) ORDER BY id)),
 (SELECT json_array(p.title_ru, p.title_en) FROM collection_text t
   JOIN collection_point p ON p.id = t.point WHERE t.id = :text),
 (SELECT name FROM person WHERE id = :representative),
 (SELECT number FROM request WHERE id = :request),
 (SELECT number FROM consent WHERE id = :renews),
 (SELECT number FROM consent WHERE id = :renewed_by),
 (SELECT count(*) FROM holding WHERE person = :person AND consent = :id AND ended IS NULL),
 (SELECT json_array(d.id, d.number) FROM holding h JOIN destruction d ON d.id = h.destruction
   WHERE h.person = :person AND h.consent = :id AND d.state <> 'void' ORDER BY d.id DESC LIMIT 1)
"""


def consent_view(desk: Desk, id: int, language: str = "") -> ConsentView:
    """Everything the pane of one consent shows; titles of terms in ``language``."""
    card = consent_card(desk, id, language)
    fields = card.fields
    told = {
        "id": id,
        "person": card.row.person,
        "categories": json.dumps(fields.categories),
        "recipients": json.dumps(fields.recipients),
        "text": fields.text,
        "representative": fields.representative,
        "request": card.request,
        "renews": card.renews,
        "renewed_by": card.renewed_by,
    }
    found = desk.database.execute_sql(_NAMES, told).fetchone()
    data, recipients, point, representative, request, renews, renewed_by, rests, planned = found
    return ConsentView(
        card=card,
        subject=fields_of(Person.get_by_id(card.row.person)),
        data=tuple(Both(*each) for each in json.loads(data)),
        recipients=tuple((Both(ru, en), country) for ru, en, country in json.loads(recipients)),
        point=Both(*json.loads(point)) if point else Both(),
        representative=representative or "",
        papers=tuple(paper_rows(desk, card.papers)) if card.papers else (),
        request_number=request or "",
        renews_number=renews or "",
        renewed_by_number=renewed_by or "",
        rests=rests,
        destruction=tuple(json.loads(planned)) if planned else None,
    )


_WANTING = (
    "SELECT (SELECT count(*) FROM consent WHERE state = 'active' AND until_key BETWEEN ?1 AND ?2)"
    " + (SELECT count(*) FROM deadline INDEXED BY deadline_elsewhere WHERE request IS NULL"
    " AND met IS NULL AND dropped IS NULL AND consent IS NOT NULL)"
)


def wanting(desk: Desk) -> int:
    """How many consents end soon, and how many terms run on others."""
    today = desk.today()
    days = (today.isoformat(), (today + timedelta(days=NEAR)).isoformat())
    return int(desk.database.execute_sql(_WANTING, days).fetchone()[0])
