# SPDX-License-Identifier: Apache-2.0
"""The journal of data handed over in a period, from the register of it (B7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from desk.domain.disclosures import Disclosure, DisclosureLine, JournalDisclosuresFacts
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.cards import note_shown
from desk.services.categories import categories
from desk.services.checks import EARLIEST, LATEST, without_symbols
from desk.services.desk import Desk
from desk.services.disclosures import disclosures
from desk.services.paperfacts import base_facts
from desk.services.papers import completed
from desk.storage import models
from desk.text import LANGUAGES


def journal_disclosures(desk: Desk, since: date, until: date, mode: LanguageMode) -> Draft:
    """The journal of handing data over in a period, ready to preview and issue."""
    if not EARLIEST <= since <= until <= LATEST:
        raise Refusal(N_("The period ends before it begins. Choose its days anew."), field="until")
    found = disclosures(desk, since=since, until=until)
    names = _names({person for each in found for person in each.persons})
    titles = {each.code: each.title for each in categories(desk)}
    facts = JournalDisclosuresFacts(
        **cast("dict[str, Any]", base_facts(desk)),
        since=since,
        until=until,
        lines=tuple(_line(order, each, names, titles) for order, each in enumerate(found, start=1)),
    )
    note_shown(desk, "record.opened", f"disclosures/{since.isoformat()}/{until.isoformat()}")
    return completed(Draft("journal_disclosures", mode, facts, (), ()))


def _names(ids: set[int]) -> dict[int, str]:
    """The name of each, or the reference where the card was emptied."""
    rows = models.Person.select().where(models.Person.id.in_(sorted(ids)))
    return {row.id: without_symbols(row.name) or row.ref for row in rows}


def _line(
    order: int, each: Disclosure, names: dict[int, str], titles: dict[str, Both]
) -> DisclosureLine:
    people = "; ".join(names[person] for person in each.persons)
    about = [Both(people, people), each.whom]
    return DisclosureLine(
        order=order,
        day=each.day,
        recipient=each.name,
        address=each.address,
        ground=each.ground,
        data=_joined(titles[code] for code in each.categories if code in titles),
        purpose=each.purpose,
        about=_joined(each for each in about if each.ru or each.en),
        reference=each.reference,
    )


def _joined(texts: Iterable[Both]) -> Both:
    kept = list(texts)
    return Both(*("; ".join(each.of(language) for each in kept) for language in LANGUAGES))
