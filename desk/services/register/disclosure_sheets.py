# SPDX-License-Identifier: Apache-2.0
"""The journal of data handed over in a period, from the register of it (B7)."""

from __future__ import annotations

from datetime import date

from desk.domain.disclosures import Disclosure, DisclosureLine, JournalDisclosuresFacts
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft
from desk.domain.values import Both, joined
from desk.services.checks import check_period, without_symbols
from desk.services.desk import Desk
from desk.services.paper.period_sheets import period_sheets
from desk.services.register.categories import categories
from desk.services.register.disclosures import disclosures
from desk.storage import models


def journal_disclosures(desk: Desk, since: date, until: date, mode: LanguageMode) -> Draft:
    """The journal of handing data over in a period, ready to preview and issue."""
    check_period(since, until)
    found = disclosures(desk, since=since, until=until)
    names = _names({person for each in found for person in each.persons})
    titles = {each.code: each.title for each in categories(desk)}
    lines = tuple(_line(order, each, names, titles) for order, each in enumerate(found, start=1))
    return period_sheets(
        desk,
        "journal_disclosures",
        JournalDisclosuresFacts,
        mode,
        "disclosures",
        since=since,
        until=until,
        lines=lines,
    )


def _names(ids: set[int]) -> dict[int, str]:
    """The name of each, or the reference where the card was emptied."""
    rows = models.Person.select().where(models.Person.id.in_(sorted(ids)))
    return {row.id: without_symbols(row.name) or row.ref for row in rows}


def _line(
    order: int, each: Disclosure, names: dict[int, str], titles: dict[str, Both]
) -> DisclosureLine:
    people = "; ".join(names[person] for person in each.persons)
    return DisclosureLine(
        order=order,
        day=each.day,
        recipient=each.name,
        address=each.address,
        ground=each.ground,
        data=joined((titles[code] for code in each.categories if code in titles), "; "),
        purpose=each.purpose,
        about=joined((Both(people, people), each.whom), "; "),
        reference=each.reference,
    )
