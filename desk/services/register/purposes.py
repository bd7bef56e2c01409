# SPDX-License-Identifier: Apache-2.0
"""Purposes of processing, edition by edition: a change closes the edition in force and opens the next.

Consents and holdings keep the edition they rest on, so a closed one stays readable for good.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from desk.domain import picklists
from desk.domain.registers import (
    KEEP_TERM,
    Category,
    Fault,
    Method,
    Networks,
    Purpose,
    PurposeFields,
    faults_of,
)
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.checks import clean_line
from desk.services.desk import Desk, writes
from desk.services.entries import (
    clean_both,
    clean_code,
    clean_day,
    existing,
    new_code,
    required_both,
)
from desk.services.register.categories import category_views, mark_absent
from desk.services.transfer_index import reindex_of
from desk.storage import models

_TEXTS = ("title", "norm", "retention", "correction")


def purposes(desk: Desk, closed: bool = False) -> list[Purpose]:
    """The editions in force, or every edition, the oldest first."""
    model = models.Purpose
    query = model.select().order_by(model.id)
    return _views(desk, query if closed else query.where(model.until.is_null()))


def purpose(desk: Desk, id: int) -> Purpose:
    """One edition, closed or not."""
    return _views(desk, [existing(models.Purpose, id)])[0]


def editions(desk: Desk, code: str) -> list[Purpose]:
    """Every edition of a purpose, the newest first."""
    model = models.Purpose
    query = model.select().where(model.code == code).order_by(model.edition.desc())
    return _views(desk, query)


def _views(desk: Desk, rows: Iterable[models.Purpose]) -> list[Purpose]:
    kept = list(rows)
    ids = [row.id for row in kept]
    chosen: dict[int, list[int]] = defaultdict(list)
    people: dict[int, list[int]] = defaultdict(list)
    for category in models.PurposeCategory.select().where(models.PurposeCategory.purpose.in_(ids)):
        chosen[category.purpose_id].append(category.category_id)
    for group in models.PurposeGroup.select().where(models.PurposeGroup.purpose.in_(ids)):
        people[group.purpose_id].append(group.subject_group_id)
    known = category_views(desk, {each for found in chosen.values() for each in found})
    return [_view(row, people[row.id], chosen[row.id], known) for row in kept]


def _view(
    row: models.Purpose, groups: list[int], chosen: list[int], known: dict[int, Category]
) -> Purpose:
    texts = {name: Both(getattr(row, f"{name}_ru"), getattr(row, f"{name}_en")) for name in _TEXTS}
    fields = PurposeFields(
        code=row.code,
        groups=tuple(sorted(groups)),
        categories=tuple(sorted(chosen)),
        grounds=tuple(json.loads(row.grounds)),
        special_ground=row.special_ground,
        actions=tuple(json.loads(row.actions)),
        method=Method(row.method),
        networks=Networks(row.networks),
        keep_term=row.keep_term,
        identifies=bool(row.identifies),
        **texts,
    )
    faults = _faults(fields, [known[id] for id in fields.categories])
    return Purpose(row.id, row.edition, fields, row.since, row.until or "", faults)


def faults_of_choice(
    chosen: Iterable[Category], special_ground: str, *, identifies: bool
) -> tuple[Fault, ...]:
    """Why a purpose with these categories and this special ground is red."""
    ground = picklists.special_grounds().get(special_ground)
    carried = ground.classes if ground else frozenset()
    return faults_of(chosen, carried, identifies=identifies)


def _faults(fields: PurposeFields, chosen: Iterable[Category]) -> tuple[Fault, ...]:
    return faults_of_choice(chosen, fields.special_ground, identifies=fields.identifies)


@writes("register")
def declare_purpose(
    desk: Desk,
    fields: PurposeFields,
    since: str,
    undeclare: Sequence[int] = (),
    reason: str = "",
    *,
    proposed: bool = False,
) -> int:
    """Declare a purpose, or open the next edition of the one of this code; returns the edition’s id.

    A category declared absent is refused unless ``undeclare`` names it and ``reason`` says why it is
    processed now. A purpose without a code is a new one and gets its code here. One a starter set
    ``proposed`` is journalled as taken from it.
    """
    model = models.Purpose
    day = clean_day(desk, since, "since")
    fields = replace(_cleaned(fields), code=clean_code(fields.code or new_code(model, "p")))
    found = _allowed(desk, fields, undeclare, reason)
    last = model.select().where(model.code == fields.code).order_by(model.edition.desc()).first()
    if last is not None:
        _close_before(desk, last, fields, day)
    id = _insert(fields, edition=last.edition + 1 if last else 1, since=day)
    reindex_of(desk, "purpose_code", fields.code)
    faults = _faults(fields, found.values())
    desk.record(
        "purpose.taken" if proposed else "purpose.declared",
        f"purpose/{fields.code}",
        edition=last.edition + 1 if last else 1,
        on=day,
        categories=[each.code for each in found.values()],
        red=bool(faults),
    )
    return id


def _close_before(desk: Desk, last: models.Purpose, fields: PurposeFields, day: str) -> None:
    if day < (last.until or last.since):
        raise Refusal(N_("The previous edition begins later: choose a later date."), field="since")
    if last.until is None:
        if purpose(desk, last.id).fields == fields:
            raise Refusal(N_("Nothing has been changed."))
        models.Purpose.update(until=day).where(models.Purpose.id == last.id).execute()


def _insert(fields: PurposeFields, edition: int, since: str) -> int:
    texts = {
        f"{name}_{code}": getattr(getattr(fields, name), code)
        for name in _TEXTS
        for code in ("ru", "en")
    }
    row = models.Purpose.insert(
        code=fields.code,
        edition=edition,
        grounds=json.dumps(fields.grounds),
        special_ground=fields.special_ground,
        actions=json.dumps(fields.actions),
        method=fields.method,
        networks=fields.networks,
        keep_term=fields.keep_term,
        identifies=int(fields.identifies),
        since=since,
        **texts,
    )
    id = int(row.execute())
    models.PurposeCategory.insert_many(
        [{"purpose": id, "category": each} for each in fields.categories]
    ).execute()
    models.PurposeGroup.insert_many(
        [{"purpose": id, "subject_group": each} for each in fields.groups]
    ).execute()
    return id


def _cleaned(fields: PurposeFields) -> PurposeFields:
    """The fields fit to keep, in the order of the lists; refuses what a purpose cannot do without."""
    for name, message in (
        ("groups", N_("Choose whose data are processed.")),
        ("categories", N_("Choose which data are processed.")),
        ("grounds", N_("Choose the ground of processing.")),
        ("actions", N_("Choose what is done with the data.")),
    ):
        if not getattr(fields, name):
            raise AtField(message, field=name)
    if fields.keep_term and not KEEP_TERM.fullmatch(fields.keep_term):
        raise Refusal(N_("Give a number of days, months or years."), field="keep_term")
    if not (fields.keep_term or fields.retention.ru or fields.retention.en):
        raise Refusal(N_("Enter how long the data are kept."), field="keep_term")
    if fields.special_ground and fields.special_ground not in picklists.special_grounds():
        raise AtField(N_("Choose a ground from the list."), field="special_ground")
    return replace(
        fields,
        title=required_both(fields.title, "title"),
        norm=clean_both(fields.norm, "norm"),
        retention=clean_both(fields.retention, "retention"),
        correction=clean_both(fields.correction, "correction"),
        groups=tuple(sorted(set(fields.groups))),
        categories=tuple(sorted(set(fields.categories))),
        grounds=_ordered(fields.grounds, picklists.grounds(), "grounds"),
        actions=_ordered(fields.actions, picklists.actions(), "actions"),
    )


def _ordered(codes: Iterable[str], known: Iterable[str], field: str) -> tuple[str, ...]:
    wanted, order = set(codes), list(known)
    if wanted - set(order):
        raise AtField(N_("Choose from the list."), field=field)
    return tuple(code for code in order if code in wanted)


def _allowed(
    desk: Desk, fields: PurposeFields, undeclare: Sequence[int], reason: str
) -> dict[int, Category]:
    """The categories of a purpose; one declared absent is refused or taken back in the same act."""
    found = category_views(desk, fields.categories)
    if len(found) < len(fields.categories):
        raise AtField(N_("There is no such category."), field="categories")
    absent = {id: each for id, each in found.items() if each.absent}
    for id, each in absent.items():
        if id not in undeclare:
            raise Refusal(
                N_(
                    "“{title}” is declared as not processed. Leave it out, or confirm that it is "
                    "processed now and state why."
                ),
                field="categories",
                title=each.title,
            )
    if absent:
        mark_absent(desk, absent, absent=False, reason=reason)
    return found


@writes("register")
def close_purpose(desk: Desk, id: int, on: str, reason: str) -> None:
    """Close the edition in force without a next one; nothing new may rest on the purpose."""
    row, day = existing(models.Purpose, id), clean_day(desk, on, "on")
    if row.until:
        raise Refusal(N_("This edition is already closed."))
    if day < row.since:
        raise Refusal(N_("The edition begins later: choose a later date."), field="on")
    kept = clean_line(reason, "reason")
    if not kept:
        raise Refusal(N_("Give the reason for closing the purpose."), field="reason")
    models.Purpose.update(until=day).where(models.Purpose.id == id).execute()
    desk.record("purpose.closed", f"purpose/{row.code}", edition=row.edition, on=day, reason=kept)


def check_categories(desk: Desk, purpose_id: int, ids: Sequence[int]) -> tuple[int, ...]:
    """The categories a consent or holding may carry: all of the purpose for none; refuses any other."""
    fields = purpose(desk, purpose_id).fields
    strange = set(ids) - set(fields.categories)
    if strange:
        known = category_views(desk, strange)
        title = next((each.title for each in known.values()), Both())
        raise Refusal(N_("The purpose has no category “{title}”."), field="categories", title=title)
    return tuple(sorted(set(ids))) or fields.categories


def any_purpose(_desk: Desk) -> bool:
    """Whether a purpose was ever declared."""
    return bool(models.Purpose.select().exists())
