# SPDX-License-Identifier: Apache-2.0
"""Where data lie: information systems with the place of their database, and material carriers."""

from __future__ import annotations

import json

from desk.domain.registers import (
    EXEMPT_GROUNDS,
    Carrier,
    CarrierKind,
    CollectionPoint,
    Recording,
    System,
)
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.checks import clean_line, required
from desk.services.desk import Desk, writes
from desk.services.entries import clean_country, clean_purposes, keep, lines, listed, required_both
from desk.storage import models


def systems(_desk: Desk, retired: bool = False) -> list[System]:
    """The information systems in use, or all of them."""
    return [_system(row) for row in listed(models.System, retired)]


def _system(row: models.System) -> System:
    return System(
        id=row.id,
        code=row.code,
        title=Both(row.title_ru, row.title_en),
        country=row.country,
        address=row.address,
        rented=row.tenure == "rented",
        access=row.access,
        responsible=row.responsible,
        own_log=bool(row.own_log),
        is_desk=bool(row.is_desk),
        recording=Recording(row.recording),
        first_for=tuple(json.loads(row.first_for)),
        exempt=row.exempt,
        exempt_for=tuple(json.loads(row.exempt_for)),
        exempt_because=row.exempt_because,
    )


@writes("register")
def save_system(desk: Desk, system: System) -> int:
    """Add an information system, or change one; its database has a country."""
    clean_country(system.country)
    return write_system(desk, system)


def write_system(desk: Desk, system: System, *, proposed: bool = False) -> int:
    """Keep a system inside an act; one a starter set proposed has no country yet."""
    model, title = models.System, required_both(system.title, "title")
    if system.is_desk and model.select().where(model.is_desk == 1, model.id != system.id).exists():
        raise Refusal(N_("Another system already represents the desk."), field="is_desk")
    values = {
        "title_ru": title.ru,
        "title_en": title.en,
        "country": system.country,
        "tenure": "rented" if system.rented else "own",
        "own_log": int(system.own_log),
        "is_desk": int(system.is_desk),
        "recording": Recording(system.recording).value,
        "first_for": clean_purposes(system.first_for, "first_for"),
        **clean_exemption(system),
        **lines(system, ("address", "access", "responsible")),
    }
    id, code = keep(model, system.id, system.code, "s", values)
    desk.record(
        "system.taken" if proposed else "system.saved",
        f"system/{code}",
        country=system.country,
        rented=system.rented,
        recording=system.recording,
    )
    return id


def carriers(_desk: Desk, retired: bool = False) -> list[Carrier]:
    """The material carriers in use, or all of them."""
    return [_carrier(row) for row in listed(models.Carrier, retired)]


def _carrier(row: models.Carrier) -> Carrier:
    return Carrier(
        id=row.id,
        code=row.code,
        kind=CarrierKind(row.kind),
        title=Both(row.title_ru, row.title_en),
        serial=row.serial,
        place=row.place,
        key_holders=row.key_holders,
        responsible=row.responsible,
        purposes=tuple(json.loads(row.purposes)),
        compatible=row.compatible,
    )


@writes("register")
def save_carrier(desk: Desk, carrier: Carrier) -> int:
    """Add a carrier, or change one; several purposes on it need the reason why they go together."""
    if not clean_line(carrier.place, "place"):
        raise Refusal(N_("State where the medium is kept."), field="place")
    return write_carrier(desk, carrier)


def write_carrier(desk: Desk, carrier: Carrier, *, proposed: bool = False) -> int:
    """Keep a carrier inside an act; one a starter set proposed has no place yet."""
    model, title = models.Carrier, required_both(carrier.title, "title")
    texts = lines(carrier, ("serial", "place", "key_holders", "responsible", "compatible"))
    if len(set(carrier.purposes)) > 1 and not texts["compatible"]:
        raise Refusal(
            N_("The medium serves several purposes: state why they may be kept together."),
            field="compatible",
        )
    values = {
        "kind": carrier.kind,
        "title_ru": title.ru,
        "title_en": title.en,
        "purposes": clean_purposes(carrier.purposes),
        **texts,
    }
    id, code = keep(model, carrier.id, carrier.code, "c", values)
    action = "carrier.taken" if proposed else "carrier.saved"
    desk.record(action, f"carrier/{code}", purposes=list(carrier.purposes))
    return id


def clean_exemption(record: System | CollectionPoint) -> dict[str, str]:
    """The exception by which data may be first recorded abroad: its ground, purposes and reason."""
    if not record.exempt:
        return {"exempt": "", "exempt_for": "[]", "exempt_because": ""}
    if record.exempt not in EXEMPT_GROUNDS:
        raise AtField(N_("Choose from the list."), field="exempt")
    codes = json.loads(clean_purposes(record.exempt_for, "exempt_for"))
    if not codes:
        raise Refusal(N_("State which purposes the exception covers."), field="exempt_for")
    model = models.Purpose
    rows = model.select().where(model.code.in_(codes), model.until.is_null())
    for row in rows:
        if record.exempt not in json.loads(row.grounds):
            raise Refusal(
                N_("The purpose “{purpose}” is not based on this ground in the register."),
                field="exempt_for",
                purpose=row.title_ru,
            )
    because = required(record.exempt_because, "exempt_because", "line")
    return {
        "exempt": record.exempt,
        "exempt_for": json.dumps(codes),
        "exempt_because": clean_line(because, "exempt_because"),
    }
