# SPDX-License-Identifier: Apache-2.0
"""The data part of an answer under Art. 14 (7) before anybody asked: how it would look, never stored."""

from __future__ import annotations

from dataclasses import replace

from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft, Rendered, ReplyAccessFacts
from desk.services.desk import Desk, note_shown
from desk.services.paper.papers import completed
from desk.services.paper.specimens import specimen_facts
from desk.services.request.access_items import access_items
from desk.services.request.people_cards import person_card

_FORM = "reply_access"


def data_part(desk: Desk, person: int, mode: LanguageMode) -> Rendered:
    """Items 2 to 9 about a person on the paper of the answer, marked as a specimen."""
    from desk.documents import catalogue
    from desk.documents.render import render

    card = person_card(desk, person)
    blank = specimen_facts(_FORM, desk.operator())
    assert isinstance(blank, ReplyAccessFacts)
    facts = replace(blank, day=desk.today(), subject_name=card.fields.name)
    texts = {**catalogue.default_passages(_FORM, facts), **access_items(desk, person)}
    draft = completed(Draft(_FORM, mode, replace(facts, passages=texts), (), ()))
    note_shown(desk, "record.opened", card.ref)
    return render(catalogue.form(_FORM), draft.facts, mode, state="specimen")
