# SPDX-License-Identifier: Apache-2.0
"""What is kept of a person and who else gets it, said in one go where an answer needs it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from desk.domain.consent import HoldingFields
from desk.domain.registers import CONTRACT_GROUND, Recipient
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.desk import Desk, writes
from desk.services.register.holdings import record_holding
from desk.services.register.purposes import purpose
from desk.services.register.recipients import recipients, save_recipient
from desk.services.register.retiring import retire


def proposed(desk: Desk, purposes: Collection[int]) -> list[Recipient]:
    """Recipients for these purposes that a starter set proposed and nobody has confirmed."""
    codes = [purpose(desk, id).fields.code for id in purposes]
    found = recipients(desk, codes) if codes else []
    return [each for each in found if not each.country_confirmed]


@writes("consent", "register")
def record_kept(
    desk: Desk,
    fields: HoldingFields,
    kept: Sequence[tuple[int, str]],
    named: Mapping[str, tuple[str, str]] | None = None,
    absent: Collection[str] = (),
) -> int:
    """Record that data are held for several purposes, each with its ground; returns how many.

    Of the data in ``fields`` each purpose takes those it has; the contract goes where it is the ground.
    ``named`` gives proposed recipients, by code, their name and country; ``absent`` are not the operator's.
    """
    if not kept:
        raise Refusal(N_("Tick the purposes you keep the data for."), field="kept")
    for id, ground in kept:
        known = purpose(desk, id).fields
        own = tuple(each for each in fields.categories if each in known.categories)
        if not own:
            message = N_("Tick at least one item of data for “{title}”.")
            raise Refusal(message, field="categories", title=known.title)
        part = replace(fields, purpose=id, ground=ground, categories=own)
        if ground != CONTRACT_GROUND:
            part = replace(part, contract="", contract_date="")
        record_holding(desk, part)
    _settle(desk, proposed(desk, {id for id, _ground in kept}), named or {}, absent)
    return len(kept)


def _settle(
    desk: Desk,
    asked: Sequence[Recipient],
    named: Mapping[str, tuple[str, str]],
    absent: Collection[str],
) -> None:
    for each in asked:
        if each.code in absent:
            retire(desk, "recipient", each.id, desk.today().isoformat())
        elif each.code in named:
            name, country = named[each.code]
            if not name:
                raise Refusal(N_("Give its name too."), field=f"recipients.{each.code}")
            try:
                save_recipient(desk, replace(each, name=Both(name), country=country))
            except Refusal as refusal:
                refusal.field = f"recipients.{each.code}"
                raise
