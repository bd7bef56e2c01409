# SPDX-License-Identifier: Apache-2.0
"""What a notice tells of purposes and recipients, and the notice at a collection point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from desk.domain import picklists
from desk.domain.consent_papers import CollectionNoticeFacts, NoticePurpose, Party
from desk.domain.countries import RUSSIA, both_names, listed
from desk.domain.keeping import keeping
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft
from desk.domain.registers import Purpose, Recipient
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.categories import category_views
from desk.services.desk import Desk
from desk.services.paperfacts import base_facts
from desk.services.papers import completed
from desk.services.points import point
from desk.services.purposes import purposes
from desk.services.recipients import recipients


def party(recipient: Recipient, on: date) -> Party:
    """A recipient as papers name it; whether its state is on the list of that day.

    What a starter set proposed is refused until the operator has confirmed it.
    """
    if not recipient.country_confirmed:
        raise Refusal(
            N_("“{name}” is only proposed: confirm its name and country among the recipients."),
            field="recipients",
            name=recipient.name,
        )
    abroad = recipient.country not in ("", RUSSIA)
    return Party(
        name=recipient.name,
        address=recipient.address,
        country=both_names(recipient.country),
        listed=listed(recipient.country, on) if abroad else None,
    )


def notice_purpose(desk: Desk, purpose: Purpose) -> NoticePurpose:
    """A purpose as a notice tells it, with whoever gets data for it."""
    fields = purpose.fields
    known = category_views(desk, fields.categories)
    grounds = [*(picklists.grounds()[code] for code in fields.grounds)]
    special = picklists.special_grounds().get(fields.special_ground)
    cited = [_joined((each.title, each.basis), ", ") for each in (*grounds, special) if each]
    return NoticePurpose(
        title=fields.title,
        grounds=_joined((*cited, fields.norm), "; "),
        data=_joined((known[id].title for id in fields.categories), ", "),
        actions=fields.actions,
        keeping=keeping(fields),
        recipients=tuple(party(each, desk.today()) for each in recipients(desk, (fields.code,))),
    )


def _joined(texts: Iterable[Both], between: str) -> Both:
    """Several texts in one, those that say nothing left out."""
    kept = [each for each in texts if each.ru or each.en]
    return Both(*(between.join(each.of(code) for each in kept) for code in ("ru", "en")))


def collection_facts(
    desk: Desk, point_id: int, mandatory: Both | None = None
) -> CollectionNoticeFacts:
    """What is told at a collection point.

    ``mandatory`` says what follows when data are not given that the law makes mandatory (Art. 18 (2)).
    """
    place = point(desk, point_id)
    told = [each for each in purposes(desk) if each.fields.code in place.purposes]
    if not told:
        raise Refusal(
            N_("Say for which purposes data are collected at this point."), field="purposes"
        )
    return CollectionNoticeFacts(
        **cast("dict[str, Any]", base_facts(desk)),
        point=place.title,
        address=place.address,
        policy_link=place.policy_link,
        purposes=tuple(notice_purpose(desk, each) for each in told),
        mandatory=mandatory or Both(),
        counters=place.counters,
        country=both_names(place.country),
    )


def collection_notice(
    desk: Desk,
    point_id: int,
    mode: LanguageMode,
    mandatory: Both | None = None,
    passages: Mapping[str, Both] | None = None,
) -> Draft:
    """The notice for a collection point, ready to preview and issue."""
    facts = collection_facts(desk, point_id, mandatory)
    return _with_texts(Draft("collection_notice", mode, facts, (), ()), passages)


def _with_texts(draft: Draft, passages: Mapping[str, Both] | None) -> Draft:
    """The draft with the texts its passages start with, or those given."""
    from desk.documents.catalogue import default_passages

    texts = {**default_passages(draft.form, draft.facts), **(passages or {})}
    return completed(replace(draft, facts=replace(draft.facts, passages=texts)))
