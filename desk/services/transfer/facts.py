# SPDX-License-Identifier: Apache-2.0
"""What the papers on transfers abroad name: transfers and recipients with what they told and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from desk.domain.assessments import Party
from desk.domain.countries import both_names
from desk.domain.recipient_information import InformationItem, Known
from desk.domain.registers import Recipient
from desk.domain.transfer_papers import PartyLine, TransferLine
from desk.domain.transfers import Transfer
from desk.domain.values import Both
from desk.errors import N_, AtField
from desk.services.desk import Desk
from desk.services.register.recipients import recipient_views
from desk.services.transfer.recipient_information import told_of
from desk.services.transfer.views import transfer_of
from desk.storage import models


def chosen(ids: Iterable[int]) -> tuple[Transfer, ...]:
    """These transfers in the order of the register; refuses when one is gone."""
    wanted = list(dict.fromkeys(ids))
    rows = models.Transfer.select().where(models.Transfer.id.in_(wanted))
    found = tuple(map(transfer_of, rows.order_by(models.Transfer.id)))
    if not wanted or len(found) < len(wanted):
        raise AtField(N_("Choose the transfers."), field="transfers")
    return found


def parties_in(transfers: Iterable[Transfer]) -> tuple[tuple[int, str], ...]:
    """Their recipients, each with the state it gets the data in, each pair once."""
    return tuple(dict.fromkeys((each.recipient, each.country) for each in transfers))


def state_name(desk: Desk, country: str, on: date) -> Both:
    """A state as papers name it: by the order's own Russian name where it is listed."""
    usual = both_names(country)
    return Both(desk.states.official_name(country, on) or usual.ru, usual.en)


def full_name(recipient: Recipient) -> Both:
    """A recipient's name; one that is written in one language only stays as it is in the other."""
    return Both(recipient.name.ru, recipient.name.en or recipient.name.ru)


def transfer_lines(desk: Desk, transfers: Sequence[Transfer], on: date) -> tuple[TransferLine, ...]:
    """The transfers as papers name them."""
    recipients = recipient_views(desk, [each.recipient for each in transfers])
    purposes = _purposes(each.purpose for each in transfers)
    data, groups = _titles(models.Category), _titles(models.SubjectGroup)
    return tuple(
        TransferLine(
            code=each.code,
            recipient=full_name(recipients[each.recipient]),
            country=state_name(desk, each.country, on),
            purpose=purposes[each.purpose],
            data=tuple(data[code] for code in each.categories if code in data),
            groups=tuple(groups[code] for code in each.groups if code in groups),
            ground=each.ground.value,
            ground_words=each.ground_words,
            way=each.way,
        )
        for each in transfers
    )


def _purposes(codes: Iterable[str]) -> Mapping[str, Both]:
    """The title of each purpose in its newest edition."""
    model = models.Purpose
    rows = model.select().where(model.code.in_(sorted(set(codes)))).order_by(model.id)
    return {row.code: Both(row.title_ru, row.title_en) for row in rows}


def _titles(model: type[models.Category | models.SubjectGroup]) -> Mapping[str, Both]:
    return {row.code: Both(row.title_ru, row.title_en) for row in model.select()}


def party_lines(
    desk: Desk,
    parties: Sequence[tuple[int, str]],
    on: date,
    found: Mapping[tuple[int, str], Party] | None = None,
) -> tuple[PartyLine, ...]:
    """Recipients with what they had told by a day, and what was found of them."""
    views = recipient_views(desk, [recipient for recipient, _country in parties])
    known = told_of(desk, parties, on.isoformat())
    return tuple(
        _party(desk, views[party[0]], party[1], known[party], on, (found or {}).get(party))
        for party in parties
    )


def _party(
    desk: Desk, view: Recipient, country: str, told: Known, on: date, found: Party | None
) -> PartyLine:
    own = ", ".join(filter(None, (view.phone, view.email)))
    return PartyLine(
        name=full_name(view),
        address=view.address,
        country=state_name(desk, country, on),
        role=view.role.value,
        listed=desk.states.listed(country, on),
        contract=view.contract,
        contract_date=date.fromisoformat(view.contract_date) if view.contract_date else None,
        measures=told.text(InformationItem.MEASURES),
        termination=told.text(InformationItem.TERMINATION),
        law=told.text(InformationItem.LAW),
        contacts=told.text(InformationItem.CONTACTS) or (own if told.came else ""),
        came=told.came,
        source=told.source,
        sufficient=found.sufficient.value if found else "",
        feasible=found.feasible.value if found else "",
        remark=found.remark if found else "",
    )


def of_class(transfers: Iterable[Transfer], *classes: str) -> tuple[Both, ...]:
    """The categories of these classes among what is passed."""
    codes = sorted({code for each in transfers for code in each.categories})
    model = models.Category
    rows = model.select().where(model.code.in_(codes), model.class_.in_(classes)).order_by(model.id)
    return tuple(Both(row.title_ru, row.title_en) for row in rows)
