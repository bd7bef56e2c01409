# SPDX-License-Identifier: Apache-2.0
"""What a notice tells of purposes and recipients: at a collection point, and of data from somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from desk.domain import picklists
from desk.domain.consent import HoldingFields
from desk.domain.consent_papers import (
    CollectionNoticeFacts,
    NoticePurpose,
    Party,
    SourceNoticeFacts,
)
from desk.domain.countries import RUSSIA, both_names
from desk.domain.keeping import keeping
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft
from desk.domain.registers import Purpose, Recipient
from desk.domain.values import Both, joined
from desk.errors import N_, AtField, Refusal
from desk.services.desk import Desk
from desk.services.paper.facts import base_facts, to_person
from desk.services.paper.papers import completed
from desk.services.persons import fields_of
from desk.services.register.categories import category_views
from desk.services.register.holdings import holding
from desk.services.register.points import point
from desk.services.register.purposes import purpose, purposes
from desk.services.register.recipients import PROPOSED, recipients
from desk.storage.models import Person
from desk.text import LANGUAGES


def party(desk: Desk, recipient: Recipient) -> Party:
    """A recipient as papers name it; whether its state is on today’s list.

    What a starter set proposed is refused until the operator has confirmed it.
    """
    if not recipient.country_confirmed:
        raise Refusal(
            PROPOSED,
            field="recipients",
            name=recipient.name,
        )
    abroad = recipient.country not in ("", RUSSIA)
    return Party(
        name=recipient.name,
        address=recipient.address,
        country=both_names(recipient.country),
        listed=desk.states.listed(recipient.country, desk.today()) if abroad else None,
    )


def notice_purpose(
    desk: Desk, purpose: Purpose, held: HoldingFields | None = None
) -> NoticePurpose:
    """A purpose as a notice tells it, with whoever gets data for it; or as one person's data are held for it."""
    fields = purpose.fields
    chosen = held.categories if held else fields.categories
    known = category_views(desk, chosen)
    codes = (held.ground,) if held else fields.grounds
    special = picklists.special_grounds().get(fields.special_ground)
    cited = [
        joined((each.title, each.basis), ", ")
        for each in (*(picklists.grounds()[code] for code in codes), special)
        if each
    ]
    norm = Both(held.norm, held.norm) if held and held.norm else fields.norm
    return NoticePurpose(
        title=fields.title,
        grounds=joined((*cited, norm), "; "),
        data=joined((known[id].title for id in chosen), ", "),
        actions=fields.actions,
        keeping=keeping(fields),
        recipients=tuple(party(desk, each) for each in recipients(desk, (fields.code,))),
    )


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
            N_("State for which purposes data are collected at this point."), field="purposes"
        )
    return CollectionNoticeFacts(
        **base_facts(desk),
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


def source_notice(
    desk: Desk,
    holdings: Sequence[int],
    mode: LanguageMode,
    passages: Mapping[str, Both] | None = None,
) -> Draft:
    """The notice to one person whose data came from one other (R42); once issued, they count as told."""
    views = [holding(desk, id) for id in dict.fromkeys(holdings)]
    if not views:
        raise AtField(N_("Choose the data the notice is about."), field="holdings")
    first = views[0].fields
    if any(view.fields.source == "subject" for view in views):
        raise Refusal(N_("These data came from the subject."), field="holdings")
    if len({(view.fields.person, view.fields.source_name) for view in views}) > 1:
        raise Refusal(N_("One notice goes to one person, about data from one source."), "holdings")
    person = fields_of(Person.get_by_id(first.person))
    editions = [purpose(desk, view.fields.purpose) for view in views]
    facts = SourceNoticeFacts(
        **base_facts(desk),
        addressee=to_person(person),
        request_number="",
        received=date.fromisoformat(min(view.fields.since for view in views)),
        subject_name=person.name,
        purposes=tuple(
            notice_purpose(desk, edition, view.fields)
            for edition, view in zip(editions, views, strict=True)
        ),
        users=_users(desk, [edition.fields.code for edition in editions]),
        source=first.source_name,
        holdings=tuple(view.id for view in views),
    )
    draft = Draft("source_notice", mode, facts, (), (), person=first.person)
    return _with_texts(draft, passages)


def _users(desk: Desk, codes: Sequence[str]) -> Both:
    """Who is to use the data: the operator's own people, and whoever gets data for the purposes."""
    own = Both(*(desk.catalogue(code).form("source_notice.own_people") for code in LANGUAGES))
    return joined((own, *(each.name for each in recipients(desk, codes))), "; ")


def _with_texts(draft: Draft, passages: Mapping[str, Both] | None) -> Draft:
    """The draft with the texts its passages start with, or those given."""
    from desk.documents.catalogue import default_passages

    texts = {**default_passages(draft.form, draft.facts), **(passages or {})}
    return completed(replace(draft, facts=replace(draft.facts, passages=texts)))
