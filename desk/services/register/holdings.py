# SPDX-License-Identifier: Apache-2.0
"""Who is held and why: a person's data for a purpose, on a ground, from a source, in systems and on carriers.

Data obtained from somebody else are not active before the notice of source, or an exemption of
Art. 18 (4) (R42). Legal holds keep data from destruction until they are released.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from desk.domain import picklists
from desk.domain.consent import HoldingFields, HoldingView, HoldView
from desk.domain.registers import CONSENT_GROUND, KEEP_TERM
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.checks import check_iso_date, clean_line, required
from desk.services.desk import Desk, writes
from desk.services.destruction.terms import refresh_of_person
from desk.services.entries import clean_day, existing
from desk.services.register.categories import category_views
from desk.services.register.purposes import check_categories
from desk.services.request.endings import follow_requests
from desk.storage import models
from desk.storage.models import Carrier, Hold, Holding, HoldingCarrier, Person, Purpose, System

EXEMPTIONS = ("18.4.1", "18.4.2", "18.4.3", "18.4.4", "18.4.5")
"""Cases in which the subject need not be told of the source (Art. 18 (4))."""


def holdings_of(desk: Desk, person: int, ended: bool = True) -> list[HoldingView]:
    """What is held of a person, the oldest first; with ``ended=False`` what still is."""
    return _views(desk, "person = ?" + ("" if ended else " AND ended IS NULL"), person)


def active_holdings(desk: Desk, person: int) -> list[HoldingView]:
    """What is held of a person and an answer can tell."""
    return [view for view in holdings_of(desk, person, ended=False) if view.active]


def holding(desk: Desk, id: int) -> HoldingView:
    """One holding."""
    found = _views(desk, "id = ?", id)
    if not found:
        raise Refusal(N_("There is no such record of data held."))
    return found[0]


_VIEW = (
    "SELECT h.*, p.code, p.title_ru, p.title_en, (SELECT json_group_array(json_array(carrier, sheets))"
    " FROM holding_carrier WHERE holding = h.id), EXISTS (SELECT 1 FROM hold x WHERE x.person ="
    " h.person AND x.released IS NULL AND (x.holding IS NULL OR x.holding = h.id))"
    " FROM holding h JOIN purpose p ON p.id = h.purpose WHERE h.{where} ORDER BY h.id"
)


def _views(desk: Desk, where: str, value: int) -> list[HoldingView]:
    cursor = desk.database.execute_sql(_VIEW.replace("{where}", where), (value,))
    names = [column[0] for column in cursor.description]
    return [
        _view(dict(zip(names[:-5], row[:-5], strict=True)), row[-5:]) for row in cursor.fetchall()
    ]


def _view(row: dict[str, Any], more: tuple[Any, ...]) -> HoldingView:
    code, title_ru, title_en, carriers, held = more
    fields = HoldingFields(
        person=row["person"],
        purpose=row["purpose"],
        ground=row["ground"],
        since=row["since"],
        categories=tuple(json.loads(row["categories"])),
        consent=row["consent"],
        contract=row["contract"],
        contract_date=row["contract_date"] or "",
        norm=row["norm"],
        source=row["source"],
        source_name=row["source_name"],
        source_exemption=row["source_exemption"],
        systems=tuple(json.loads(row["systems"])),
        carriers=tuple((carrier, sheets) for carrier, sheets in json.loads(carriers)),
        achieved=row["achieved"] or "",
        keep_until=row["keep_until"] or "",
    )
    told = row["source"] == "subject" or bool(row["source_noticed"] or row["source_exemption"])
    return HoldingView(
        id=row["id"],
        fields=fields,
        purpose_code=code,
        purpose=Both(title_ru, title_en),
        active=told and row["ended"] is None,
        held=bool(held),
        source_noticed=row["source_noticed"] or "",
        ended=row["ended"] or "",
        ended_because=row["ended_because"],
    )


@writes("consent", "request")
def record_holding(desk: Desk, fields: HoldingFields) -> int:
    """Record that a person's data are held for a purpose; returns the id."""
    fields = _checked(desk, fields)
    person = _person(fields.person)
    id = int(Holding.insert(**_columns(fields)).execute())
    _keep_carriers(id, fields)
    follow_requests(desk, [person.id])
    desk.record(
        "holding.recorded",
        person.ref,
        holding=id,
        purpose=_code(fields.purpose),
        ground=fields.ground,
        source=fields.source,
        since=fields.since,
    )
    return id


@writes("consent", "request")
def change_holding(desk: Desk, id: int, fields: HoldingFields, reason: str) -> None:
    """Put a holding right; the reason is asked for, person and purpose stay."""
    row, reason = _running(id), required(reason, "reason")
    fields = _checked(desk, replace(fields, person=row.person_id, purpose=row.purpose_id))
    before = holding(desk, id).fields
    if fields == before:
        raise Refusal(N_("Nothing has been changed."))
    Holding.update(**_columns(fields)).where(Holding.id == id).execute()
    _keep_carriers(id, fields)
    follow_requests(desk, [row.person_id])
    changed = [name for name, value in vars(fields).items() if value != getattr(before, name)]
    desk.record("holding.changed", row.person.ref, holding=id, fields=changed, reason=reason)


@writes("consent", "deadline", "request")
def purpose_achieved(desk: Desk, id: int, on: str) -> None:
    """Record the day the purpose was achieved; from it the keeping runs, or R20."""
    row = _running(id)
    day = clean_day(desk, on, "achieved")
    if day < row.since:
        raise Refusal(N_("The purpose cannot be achieved before the data were held."), "achieved")
    keep = row.keep_until or _keep_until(row.purpose.keep_term, day)
    Holding.update(achieved=day, keep_until=keep).where(Holding.id == id).execute()
    follow_requests(desk, [row.person_id])
    desk.record("holding.achieved", row.person.ref, holding=id, on=day, keep_until=keep)


@writes("consent", "deadline", "request")
def end_holding(desk: Desk, id: int, because: str) -> None:
    """End a holding whose data are not kept any more, or were recorded by mistake."""
    row, because = _running(id), required(because, "because")
    Holding.update(ended=desk.today().isoformat(), ended_because=because).where(
        Holding.id == id
    ).execute()
    follow_requests(desk, [row.person_id])
    desk.record("holding.ended", row.person.ref, holding=id)


@writes("consent")
def note_source(desk: Desk, id: int, on: str, exemption: str = "") -> None:
    """Record that the subject was told of the source (R42), or the exemption of Art. 18 (4)."""
    row = _running(id)
    if row.source == "subject":
        raise Refusal(N_("These data came from the subject."))
    if exemption and exemption not in EXEMPTIONS:
        raise AtField(N_("Choose an exemption from the list."), field="source_exemption")
    told = None if exemption else clean_day(desk, on, "source_noticed")
    Holding.update(source_noticed=told, source_exemption=exemption).where(
        Holding.id == id
    ).execute()
    desk.record("holding.source", row.person.ref, holding=id, on=told, exemption=exemption)


@writes("consent")
def untell_source(desk: Desk, id: int, on: str) -> None:
    """The notice of that day is void: the subject was not told of the source, and the data rest (R42)."""
    row = existing(Holding, id)
    if row.ended is None and row.source_noticed == on:
        Holding.update(source_noticed=None).where(Holding.id == id).execute()
        desk.record("holding.untold", row.person.ref, holding=id)


# --- legal holds ----------------------------------------------------------------------------------


@writes("consent", "destruction", "request")
def put_hold(desk: Desk, person: int, reason: str, holding: int | None = None) -> int:
    """Keep a person's data, or one holding, from destruction while a dispute or inspection runs."""
    row, reason = _person(person), required(reason, "reason")
    if holding is not None and existing(Holding, holding).person_id != person:
        raise AtField(N_("There is no such record of data held."), field="holding")
    running = Hold.select().where(
        Hold.person == person, Hold.holding.is_null() if holding is None else Hold.holding == holding,
        Hold.released.is_null(),
    )  # fmt: skip
    if running.exists():
        raise Refusal(N_("A legal hold is already in place."))
    id = int(
        Hold.insert(
            person=person, holding=holding, reason=reason, since=desk.today().isoformat()
        ).execute()
    )
    refresh_of_person(desk, person)
    follow_requests(desk, [person])
    desk.record("hold.put", row.ref, hold=id, holding=holding)
    return id


@writes("consent", "destruction", "request")
def release_hold(desk: Desk, id: int, reason: str) -> None:
    """Release a legal hold: what was planned goes on."""
    row, reason = existing(Hold, id), required(reason, "reason")
    if row.released is not None:
        raise Refusal(N_("The hold has already been released."))
    Hold.update(released=desk.today().isoformat(), released_because=reason).where(
        Hold.id == id
    ).execute()
    refresh_of_person(desk, row.person_id)
    follow_requests(desk, [row.person_id])
    desk.record("hold.released", row.person.ref, hold=id)


def holds_of(desk: Desk, person: int) -> list[HoldView]:
    """The legal holds that run on a person."""
    rows = Hold.select().where(Hold.person == person, Hold.released.is_null()).order_by(Hold.id)
    return [HoldView(row.id, row.reason, row.since, row.holding_id) for row in rows]


# --- checks ---------------------------------------------------------------------------------------


def _checked(desk: Desk, fields: HoldingFields) -> HoldingFields:
    """The fields fit to keep; refuses at the field that is wrong."""
    row = Purpose.get_or_none(Purpose.id == fields.purpose)
    if row is None:
        raise AtField(N_("There is no such purpose."), field="purpose")
    if fields.ground not in picklists.grounds():
        raise AtField(N_("Choose the ground of processing."), field="ground")
    if fields.ground == CONSENT_GROUND and fields.consent is None:
        raise Refusal(
            N_("Data are held by consent only once the consent is recorded: record it."),
            field="ground",
        )
    since = clean_day(desk, fields.since, "since")
    achieved = clean_day(desk, fields.achieved, "achieved") if fields.achieved else ""
    if achieved and achieved < since:
        raise Refusal(N_("The purpose cannot be achieved before the data were held."), "achieved")
    keep = check_iso_date(fields.keep_until, "keep_until")
    contract_date = check_iso_date(fields.contract_date, "contract_date")
    checked = replace(
        fields,
        categories=_categories(desk, fields),
        since=since,
        achieved=achieved,
        keep_until=keep.isoformat() if keep else _keep_until(row.keep_term, achieved) or "",
        contract=clean_line(fields.contract, "contract"),
        contract_date=contract_date.isoformat() if contract_date else "",
        norm=clean_line(fields.norm, "norm"),
        source_name=clean_line(fields.source_name, "source_name"),
    )
    _check_source(checked)
    _check_places(checked)
    return checked


def consented(desk: Desk, person: int, purpose: int) -> frozenset[int]:
    """The categories a person’s consents to a purpose name: by them no more may be held, but less."""
    rows = desk.database.execute_sql(_CONSENTED, (person, purpose)).fetchall()
    return frozenset(row[0] for row in rows)


_CONSENTED = (
    "SELECT DISTINCT e.value FROM consent c JOIN json_each(c.categories) e WHERE c.person = ?1"
    " AND c.state <> 'void' AND c.purpose_code = (SELECT code FROM purpose WHERE id = ?2)"
)


def _categories(desk: Desk, fields: HoldingFields) -> tuple[int, ...]:
    """What is held of the purpose; by consent at most what it names, and something at least."""
    if fields.consent is None:
        return check_categories(desk, fields.purpose, fields.categories)
    if not fields.categories:
        raise Refusal(N_("State which categories of data are held."), field="categories")
    for strange in sorted(set(fields.categories) - consented(desk, fields.person, fields.purpose)):
        title = category_views(desk, [strange])[strange].title
        raise Refusal(N_("The consent does not name “{title}”."), field="categories", title=title)
    return tuple(sorted(set(fields.categories)))


def _check_source(fields: HoldingFields) -> None:
    if fields.source not in ("subject", "other"):
        raise Refusal(N_("State where the data came from."), field="source")
    if fields.source == "other" and not fields.source_name:
        raise Refusal(N_("State where the data came from."), field="source_name")
    if fields.source_exemption and fields.source_exemption not in EXEMPTIONS:
        raise AtField(N_("Choose an exemption from the list."), field="source_exemption")


def _check_places(fields: HoldingFields) -> None:
    if len(_known(System, fields.systems)) != len(set(fields.systems)):
        raise AtField(N_("There is no such information system."), field="systems")
    ids = [carrier for carrier, _sheets in fields.carriers]
    if len(_known(Carrier, ids)) != len(ids):
        raise AtField(N_("There is no such medium."), field="carriers")
    if any(sheets < 0 or sheets > 1_000_000 for _carrier, sheets in fields.carriers):
        raise Refusal(N_("Give the number of sheets."), field="carriers")


def _known(model: Any, ids: Iterable[int]) -> list[Any]:  # noqa: ANN401 -- any table of the register
    return list(model.select(model.id).where(model.id.in_(list(ids)), model.retired.is_null()))


def _columns(fields: HoldingFields) -> dict[str, object]:
    columns: dict[str, object] = {
        name: value for name, value in vars(fields).items() if name != "carriers"
    }
    columns["categories"] = json.dumps(fields.categories)
    columns["systems"] = json.dumps(fields.systems)
    for name in ("contract_date", "achieved", "keep_until"):
        columns[name] = columns[name] or None
    return columns


def _keep_carriers(id: int, fields: HoldingFields) -> None:
    HoldingCarrier.delete().where(HoldingCarrier.holding == id).execute()
    for carrier, sheets in fields.carriers:
        HoldingCarrier.insert(holding=id, carrier=carrier, sheets=sheets).execute()


def _keep_until(term: str, achieved: str) -> str | None:
    """Until when data may be kept once the purpose is achieved; that day itself without a term."""
    if not achieved:
        return None
    match = KEEP_TERM.fullmatch(term)
    if match is None:
        return achieved
    last = date.fromisoformat(achieved) + relativedelta(**{match[2]: int(match[1])})  # type: ignore[arg-type]  # days, months or years
    return last.isoformat()


def _person(id: int) -> Person:
    row = Person.get_or_none(
        Person.id == id, Person.merged_into.is_null(), Person.erased_on.is_null()
    )
    if row is None:
        raise AtField(N_("There is no such card."), field="person")
    return row


def _running(id: int) -> Holding:
    row = Holding.get_or_none(Holding.id == id)
    if row is None:
        raise Refusal(N_("There is no such record of data held."))
    if row.ended is not None:
        raise Refusal(N_("These data are no longer held."))
    return row


def _code(purpose: int) -> str:
    return str(models.Purpose.get_by_id(purpose).code)
