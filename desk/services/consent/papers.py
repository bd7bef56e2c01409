# SPDX-License-Identifier: Apache-2.0
"""Papers of consents: what they say, from the registers and the subject's card, blank or filled in before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from desk.domain.consent import ENDS, ConsentKind
from desk.domain.consent_papers import (
    ConsentDisseminationFacts,
    ConsentMarketingFacts,
    ConsentPaperFacts,
    ConsentTransferFacts,
    Party,
    WithdrawalFacts,
)
from desk.domain.countries import RUSSIA
from desk.domain.days import day_of
from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.paper import Draft
from desk.domain.registers import DataClass, Purpose, Recipient, RecipientRole, asked_class
from desk.domain.request import PersonFields
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.checks import check_iso_date, check_no_document_number, clean_line
from desk.services.consent.listing import consent_rows
from desk.services.consent.notice_facts import party
from desk.services.desk import Desk
from desk.services.paper.facts import base_facts
from desk.services.paper.papers import completed
from desk.services.persons import fields_of
from desk.services.register.categories import category_views
from desk.services.register.purposes import check_categories
from desk.services.register.purposes import purpose as purpose_of
from desk.services.register.recipients import recipient_views, recipients
from desk.storage.models import Person
from desk.text import LANGUAGES

FORMS: dict[ConsentKind, tuple[str, type[ConsentPaperFacts]]] = {
    ConsentKind.PROCESSING: ("consent", ConsentPaperFacts),
    ConsentKind.CROSS_BORDER: ("consent_transfer", ConsentTransferFacts),
    ConsentKind.DISSEMINATION: ("consent_dissemination", ConsentDisseminationFacts),
    ConsentKind.MARKETING: ("consent_marketing", ConsentMarketingFacts),
}
"""The paper of each kind and what it is made from."""
_LISTS = {
    DataClass.ORDINARY: "data",
    DataClass.SPECIAL: "special",
    DataClass.CONVICTION: "conviction",
    DataClass.BIOMETRIC: "biometric",
}
"""The list of a consent in which a category stands, by its class."""
_PROCESS = frozenset({RecipientRole.PROCESSOR, RecipientRole.SUB_PROCESSOR})


@dataclass(frozen=True)
class Wishes:
    """What a paper of a consent says beside the registers; empty: what the purpose has, or a line for the pen."""

    categories: tuple[int, ...] = ()
    valid_until: str = ""
    """ISO day; empty: until the purpose is achieved or the consent is withdrawn."""
    recipients: tuple[int, ...] = ()
    """Of a cross-border transfer; empty: the recipients abroad of the purpose."""
    resources: tuple[str, ...] = ()
    """Of a dissemination; empty: the operator's sites."""
    prohibitions: Both = field(default_factory=Both)
    passing_on: str = ""
    consequences: Both = field(default_factory=Both)
    ways: tuple[str, ...] = ()
    """Of advertising; empty: the usual ways of contact."""
    representative: PersonFields | None = None
    authority: str = ""


def consent_paper(
    desk: Desk,
    person: int | None,
    purpose: int,
    kind: ConsentKind,
    mode: LanguageMode,
    wishes: Wishes = Wishes(),
) -> Draft:
    """The paper of a consent to one purpose, filled in for a person or left to the pen."""
    form, facts = FORMS[kind][0], consent_facts(desk, person, purpose, kind, wishes)
    return completed(Draft(form, mode, facts, (), (), person=person))


def consent_facts(
    desk: Desk, person: int | None, purpose: int, kind: ConsentKind, wishes: Wishes
) -> ConsentPaperFacts:
    """What the paper is made from; the identity document is always a line for the pen."""
    found = purpose_of(desk, purpose)
    known = recipients(desk, (found.fields.code,))
    values = {
        **base_facts(desk),
        **_subject(person),
        **_representative(wishes),
        **_data(desk, found, wishes),
        "purpose": found.fields.title,
        "actions": _actions(found, kind),
        "method": found.fields.method.value,
        "networks": found.fields.networks.value,
        "processors": _parties(desk, (each for each in known if each.role in _PROCESS)),
        "term": _term(desk, wishes.valid_until),
        **_of_kind(desk, kind, known, wishes),
    }
    return FORMS[kind][1](**cast("dict[str, Any]", values))


def _subject(person: int | None) -> dict[str, object]:
    """Name, address and a contact from the card; nothing for a blank."""
    if person is None:
        return {}
    row = Person.get_or_none(
        Person.id == person, Person.merged_into.is_null(), Person.erased_on.is_null()
    )
    if row is None:
        raise AtField(N_("There is no such card."), field="person")
    card = fields_of(row)
    contact = ", ".join(each for each in (card.phone, card.email) if each)
    return {
        "subject_name": card.name,
        "subject_address": card.address,
        "subject_contact": contact,
    }


def _representative(wishes: Wishes) -> dict[str, object]:
    speaker = wishes.representative
    if speaker is None:
        return {}
    return {
        "representative_name": clean_line(speaker.name, "representative.name", "name"),
        "representative_address": clean_line(speaker.address, "representative.address"),
        "authority": check_no_document_number(
            clean_line(wishes.authority, "authority"), "authority"
        ),
    }


def _data(desk: Desk, found: Purpose, wishes: Wishes) -> dict[str, object]:
    """The list of data, what the law asks more of apart (order 18 asks for that, too)."""
    ids = check_categories(desk, found.id, wishes.categories)
    views = category_views(desk, ids)
    data: dict[str, list[Both]] = {name: [] for name in _LISTS.values()}
    for id in ids:
        asked = asked_class(views[id], identifies=found.fields.identifies)
        data[_LISTS[asked]].append(views[id].title)
    return {name: tuple(titles) for name, titles in data.items()}


def _actions(found: Purpose, kind: ConsentKind) -> tuple[str, ...]:
    """The actions of the purpose; dissemination is agreed to in a consent of its own (Art. 10.1 (1))."""
    if kind is ConsentKind.DISSEMINATION:
        return found.fields.actions
    return tuple(code for code in found.fields.actions if code != "disseminate")


def _parties(desk: Desk, known: Iterable[Recipient]) -> tuple[Party, ...]:
    return tuple(party(desk, each) for each in known)


def _term(desk: Desk, until: str) -> Both:
    day = check_iso_date(until, "valid_until")
    words = [desk.catalogue(language) for language in LANGUAGES]
    if day is None:
        return Both(*(each.form("consent.term.open") for each in words))
    if day < desk.today():
        raise AtField(N_("This date has passed."), field="valid_until")
    return Both(
        *(each.form("consent.term.day").format(day=each.date(day, "long")) for each in words)
    )


def _of_kind(
    desk: Desk, kind: ConsentKind, known: Sequence[Recipient], wishes: Wishes
) -> dict[str, object]:
    """What only the paper of this kind says."""
    if kind is ConsentKind.CROSS_BORDER:
        day = desk.today()
        abroad = [each for each in known if each.country != RUSSIA]
        if wishes.recipients:
            views = recipient_views(desk, wishes.recipients)
            abroad = [views[id] for id in wishes.recipients if id in views]
        return {
            "recipients": _parties(desk, abroad),
            "list_version": Both(*(desk.states.version(day, language) for language in LANGUAGES)),
            "list_day": day,
            "consequences": wishes.consequences,
        }
    if kind is ConsentKind.DISSEMINATION:
        return {
            "resources": wishes.resources or desk.operator().sites,
            "prohibitions": wishes.prohibitions,
            "passing_on": wishes.passing_on,
        }
    return {"ways": wishes.ways} if kind is ConsentKind.MARKETING and wishes.ways else {}


def withdrawal_paper(
    desk: Desk,
    mode: LanguageMode,
    person: int | None = None,
    consent: int | None = None,
    demands: Sequence[DemandKind] = (),
) -> Draft:
    """The form by which a subject withdraws: blank, or with the consent it is about filled in."""
    facts = withdrawal_facts(desk, person, consent, demands)
    if consent is not None:
        person = consent_rows(desk, [consent])[0].person
    return completed(Draft("withdrawal", mode, facts, (), (), consent=consent, person=person))


def withdrawal_facts(
    desk: Desk, person: int | None, consent: int | None, demands: Sequence[DemandKind]
) -> WithdrawalFacts:
    """What the form is made from."""
    if set(demands) - set(ENDS):
        raise Refusal(N_("The form has no such demand."), field="demands")
    values: dict[str, object] = {**base_facts(desk), "demands": tuple(map(str, demands))}
    if consent is not None:
        rows = consent_rows(desk, [consent])
        if not rows:
            raise AtField(N_("There is no such consent."), field="consent")
        person = rows[0].person
        values |= {
            "consent_number": rows[0].number,
            "consent_day": day_of(rows[0].given, desk.zone),
            "purpose": rows[0].purpose,
        }
    return WithdrawalFacts(**cast("dict[str, Any]", values | _subject(person)))
