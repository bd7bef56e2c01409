# SPDX-License-Identifier: Apache-2.0
"""Whoever outside gets personal data: processors, their processors, independent recipients, authorities."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from desk.domain.consent import HoldingView
from desk.domain.registers import Recipient, RecipientRole, Service
from desk.domain.starter import ADVICE
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.folding import fold
from desk.services.checks import check_phone, is_email
from desk.services.desk import Desk, writes
from desk.services.destruction.terms import refresh_undone
from desk.services.entries import (
    clean_country,
    clean_day,
    clean_purposes,
    keep,
    lines,
    required_both,
    serves,
)
from desk.services.transfer_index import reindex_of
from desk.storage import models, search

PROPOSED = N_("“{name}” is only proposed: confirm its name and country among the recipients.")
"""No paper names a recipient that a starter set proposed and nobody has confirmed."""
_LINES = ("address", "email", "phone", "contract")


def recipients(
    _desk: Desk,
    purpose_codes: Sequence[str] = (),
    retired: bool = False,
) -> list[Recipient]:
    """The recipients in use by name, of some purposes or of all."""
    model = models.Recipient
    query = model.select().order_by(model.name_key, model.id)
    rows = query if retired else query.where(model.retired.is_null())
    found = (_recipient(row) for row in rows)
    return [each for each in found if serves(purpose_codes, each.purposes)]


def recipient_views(_desk: Desk, ids: Sequence[int]) -> dict[int, Recipient]:
    """These recipients by id, retired ones too."""
    model = models.Recipient
    return {row.id: _recipient(row) for row in model.select().where(model.id.in_(list(ids)))}


def parties_of(desk: Desk, held: Iterable[HoldingView]) -> list[Recipient]:
    """Recipients for the purposes of what is held, whether an answer names them or not."""
    codes = sorted({view.purpose_code for view in held})
    return recipients(desk, codes) if codes else []


def _recipient(row: models.Recipient) -> Recipient:
    return Recipient(
        id=row.id,
        code=row.code,
        name=Both(row.name_ru, row.name_en),
        role=RecipientRole(row.role),
        country=row.country,
        country_confirmed=bool(row.country_confirmed),
        address=row.address,
        email=row.email,
        phone=row.phone,
        service=Service(row.service),
        contract=row.contract,
        contract_date=row.contract_date or "",
        purposes=tuple(json.loads(row.purposes)),
    )


@writes("register", "destruction")
def save_recipient(desk: Desk, recipient: Recipient) -> int:
    """Add a recipient, or change one; the country is named and thereby confirmed."""
    clean_country(recipient.country)
    for text, advice in ((recipient.name.ru, ADVICE.ru), (recipient.name.en, ADVICE.en)):
        if text.strip().endswith(advice):
            raise Refusal(
                N_(
                    "“{name}” is not a real name yet: enter the name of the company, or leave it empty."
                ),
                field="name",
                name=text.strip(),
            )
    id = write_recipient(desk, recipient, confirmed=True)
    refresh_undone(desk)
    return id


def write_recipient(
    desk: Desk, recipient: Recipient, *, confirmed: bool, proposed: bool = False
) -> int:
    """Keep a recipient inside an act; one a starter set proposed is mostly still to be confirmed."""
    name, texts = required_both(recipient.name, "name"), lines(recipient, _LINES)
    check_phone(texts["phone"], "phone")
    if texts["email"] and not is_email(texts["email"]):
        raise AtField(N_("This is not an e-mail address."), field="email")
    signed = recipient.contract_date
    values = {
        "name_ru": name.ru,
        "name_en": name.en,
        "name_key": fold(name.ru),
        "role": recipient.role,
        "country": recipient.country,
        "country_confirmed": int(confirmed),
        "service": recipient.service,
        "contract_date": clean_day(desk, signed, "contract_date") if signed else None,
        "purposes": clean_purposes(recipient.purposes),
        **texts,
    }
    id, code = keep(models.Recipient, recipient.id, recipient.code, "r", values)
    search.put(desk.database, search.Kind.RECIPIENT, id, name.ru, name.en, texts["email"])
    reindex_of(desk, "recipient", id)
    desk.record(
        "recipient.taken" if proposed else "recipient.saved",
        f"recipient/{code}",
        country=recipient.country,
        purposes=list(recipient.purposes),
        **({} if confirmed else {"confirmed": False}),
    )
    return id
