# SPDX-License-Identifier: Apache-2.0
"""Collection points, and the texts people see there: each edition with its fingerprint, one tick a text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from desk.domain.consent import ConsentKind
from desk.domain.registers import CollectionPoint, CollectionText, Fault, PointKind, point_faults
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.checks import clean_line, clean_text
from desk.services.desk import Desk, writes
from desk.services.entries import (
    clean_country,
    clean_day,
    clean_purposes,
    existing,
    keep,
    lines,
    listed,
    required_both,
)
from desk.services.register.places import clean_exemption
from desk.storage import models

NOTICE = "notice"
"""The kind of a text that tells and asks for nothing."""


def points(_desk: Desk, retired: bool = False) -> list[CollectionPoint]:
    """The collection points in use, or all of them."""
    return [_point(row) for row in listed(models.CollectionPoint, retired)]


def point(_desk: Desk, id: int) -> CollectionPoint:
    """One collection point."""
    return _point(existing(models.CollectionPoint, id))


def _point(row: models.CollectionPoint) -> CollectionPoint:
    return CollectionPoint(
        id=row.id,
        code=row.code,
        kind=PointKind(row.kind),
        title=Both(row.title_ru, row.title_en),
        address=row.address,
        policy_link=row.policy_link,
        cookie_banner=bool(row.cookie_banner),
        counters=row.counters,
        country=row.country,
        purposes=tuple(json.loads(row.purposes)),
        exempt=row.exempt,
        exempt_for=tuple(json.loads(row.exempt_for)),
        exempt_because=row.exempt_because,
    )


@writes("register")
def save_point(desk: Desk, point: CollectionPoint) -> int:
    """Add a collection point, or change one; it says where the database is that records first."""
    title = required_both(point.title, "title")
    values = {
        "kind": point.kind,
        "title_ru": title.ru,
        "title_en": title.en,
        "cookie_banner": int(point.cookie_banner),
        "country": clean_country(point.country),
        "purposes": clean_purposes(point.purposes),
        **clean_exemption(point),
        **lines(point, ("address", "policy_link", "counters")),
    }
    id, code = keep(models.CollectionPoint, point.id, point.code, "f", values)
    desk.record(
        "point.saved", f"point/{code}", country=point.country, purposes=list(point.purposes)
    )
    return id


def texts(_desk: Desk, point: int, closed: bool = False) -> list[CollectionText]:
    """The texts in force at a point, or every edition, the newest first."""
    model = models.CollectionText
    query = model.select().where(model.point == point).order_by(model.id.desc())
    return [_text(row) for row in (query if closed else query.where(model.until.is_null()))]


def _text(row: models.CollectionText) -> CollectionText:
    return CollectionText(
        id=row.id,
        point=row.point_id,
        kind=row.kind,
        version=row.version,
        text=Both(row.text_ru, row.text_en),
        fingerprint=row.fingerprint,
        own_tick=bool(row.own_tick),
        since=row.since,
        until=row.until or "",
        purpose=row.purpose_id,
    )


def fingerprint(text: Both) -> str:
    """SHA-256 of the text people saw, in both languages."""
    return hashlib.sha256(f"{text.ru}\n\n{text.en}".encode()).hexdigest()


def faults_of_point(desk: Desk, point: CollectionPoint) -> tuple[Fault, ...]:
    """What stands against collecting at the point as it is."""
    return point_faults(point, texts(desk, point.id) if point.id else ())


@writes("register")
def open_text(desk: Desk, text: CollectionText) -> int:
    """Put a new edition of a text into force; the one before of that kind and purpose is closed.

    The version may be left empty: then it is the day. The fingerprint is computed here.
    """
    model, point = models.CollectionText, existing(models.CollectionPoint, text.point)
    if text.kind != NOTICE and text.kind not in set(ConsentKind):
        raise AtField(N_("Choose from the list."), field="kind")
    words = Both(*(clean_text(each, "text", "passage") for each in (text.text.ru, text.text.en)))
    if not (words.ru or words.en):
        raise AtField(N_("This must be filled in."), field="text")
    if text.kind != NOTICE and not _open_purpose(text.purpose):
        raise AtField(N_("Choose the purpose the text is about."), field="purpose")
    day = clean_day(desk, text.since, "since")
    text = replace(text, version=_version(text, day))
    _close_text(text, day, fingerprint(words))
    row = model.insert(
        point=text.point,
        purpose=text.purpose,
        kind=text.kind,
        version=text.version,
        text_ru=words.ru,
        text_en=words.en,
        fingerprint=fingerprint(words),
        own_tick=int(text.own_tick),
        since=day,
    )
    id = int(row.execute())
    desk.record(
        "text.opened",
        f"point/{point.code}",
        kind_of_text=text.kind,
        version=text.version,
        sha256=fingerprint(words),
        on=day,
    )
    return id


def _open_purpose(id: int | None) -> bool:
    model = models.Purpose
    return bool(id) and bool(model.select().where(model.id == id, model.until.is_null()).exists())


def _version(text: CollectionText, day: str) -> str:
    """The version as given, once only; or the day, with a number when it is taken."""
    model = models.CollectionText
    same = (model.point == text.point) & (model.kind == text.kind)
    known = {row.version for row in model.select(model.version).where(same)}
    wanted = clean_line(text.version, "version", "name")
    if wanted in known:
        raise Refusal(N_("There is already an edition with this version."), field="version")
    free = (f"{day}-{n}" if n > 1 else day for n in range(1, len(known) + 2))
    return wanted or next(name for name in free if name not in known)


def _close_text(text: CollectionText, day: str, digest: str) -> None:
    model, code = models.CollectionText, _purpose_code(text.purpose)
    same = (model.point == text.point) & (model.kind == text.kind) & model.until.is_null()
    for row in model.select().where(same):
        if _purpose_code(row.purpose_id) != code:
            continue
        if row.fingerprint == digest and bool(row.own_tick) == text.own_tick:
            raise Refusal(N_("Nothing has been changed."), field="text")
        if day < row.since:
            raise Refusal(
                N_("The previous edition begins later: choose a later date."), field="since"
            )
        model.update(until=day).where(model.id == row.id).execute()


def _purpose_code(id: int | None) -> str:
    """The code all editions of a purpose share; nothing for a text about no purpose."""
    return str(models.Purpose.get_by_id(id).code) if id else ""
