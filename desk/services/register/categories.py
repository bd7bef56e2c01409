# SPDX-License-Identifier: Apache-2.0
"""Categories of data and groups of people: the pick lists taken into the desk, own ones, those declared absent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desk.domain.picklists import Pick, category_picks, group_picks
from desk.domain.registers import Category, DataClass, SubjectGroup
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.checks import clean_line
from desk.services.desk import Desk, writes
from desk.services.entries import existing, listed, new_code, required_both
from desk.services.register.retiring import in_use
from desk.storage import models


def fill_lists(desk: Desk) -> None:
    """Take what the pick lists have and the desk has not; does nothing when it has everything."""
    known = {row.code for row in models.Category.select(models.Category.code)}
    mine = {row.code for row in models.SubjectGroup.select(models.SubjectGroup.code)}
    new = [pick for code, pick in category_picks().items() if code not in known]
    new_groups = [pick for code, pick in group_picks().items() if code not in mine]
    if new or new_groups:
        _fill(desk, new, new_groups)


@writes("register")
def _fill(desk: Desk, picks: Sequence[Pick], new_groups: Sequence[Pick]) -> None:
    for pick in picks:
        add_category(Category(0, pick.code, pick.title, pick.kind))
    for pick in new_groups:
        add_group(SubjectGroup(0, pick.code, pick.title))
    desk.record("lists.filled", "register", categories=len(picks), groups=len(new_groups))


def add_category(category: Category) -> int:
    """Insert a category inside an act that journals it."""
    row = models.Category.insert(
        code=category.code,
        title_ru=category.title.ru,
        title_en=category.title.en,
        class_=category.kind,
    )
    return int(row.execute())


def add_group(group: SubjectGroup) -> int:
    """Insert a group inside an act that journals it."""
    row = models.SubjectGroup.insert(
        code=group.code, title_ru=group.title.ru, title_en=group.title.en
    )
    return int(row.execute())


def categories(_desk: Desk) -> list[Category]:
    """The categories in use, in the order of the list."""
    return [_category(row) for row in listed(models.Category)]


def category_views(_desk: Desk, ids: Iterable[int]) -> dict[int, Category]:
    """These categories by id, retired ones too."""
    model = models.Category
    return {row.id: _category(row) for row in model.select().where(model.id.in_(list(ids)))}


def _category(row: models.Category) -> Category:
    title = Both(row.title_ru, row.title_en)
    return Category(row.id, row.code, title, DataClass(row.class_), bool(row.absent))


def groups(_desk: Desk) -> list[SubjectGroup]:
    """The groups of people in use, in the order of the list."""
    return [
        SubjectGroup(row.id, row.code, Both(row.title_ru, row.title_en))
        for row in listed(models.SubjectGroup)
    ]


@writes("register")
def save_category(desk: Desk, category: Category) -> int:
    """Add a category of the operator’s own, or reword one; the class of one in use stays."""
    model = models.Category
    category = replace(category, title=required_both(category.title, "title"))
    if category.id:
        row = existing(model, category.id)
        if row.class_ != category.kind and in_use("category", category.id):
            raise Refusal(
                N_(
                    "A purpose uses this category, so its class cannot change. Add another category."
                ),
                field="kind",
            )
        id, code = category.id, row.code
        model.update(
            class_=category.kind, title_ru=category.title.ru, title_en=category.title.en
        ).where(model.id == id).execute()
    else:
        code = new_code(model, "own")
        id = add_category(replace(category, code=code))
    desk.record("category.saved", f"category/{code}", data_class=category.kind)
    return id


@writes("register")
def save_group(desk: Desk, group: SubjectGroup) -> int:
    """Add a group of people, or reword one."""
    model = models.SubjectGroup
    group = replace(group, title=required_both(group.title, "title"))
    if group.id:
        id, code = group.id, existing(model, group.id).code
        model.update(title_ru=group.title.ru, title_en=group.title.en).where(
            model.id == id
        ).execute()
    else:
        code = new_code(model, "own")
        id = add_group(replace(group, code=code))
    desk.record("group.saved", f"group/{code}")
    return id


@writes("register")
def declare_absent(desk: Desk, ids: Sequence[int]) -> None:
    """Declare that none of these categories is processed; refused for one a purpose uses."""
    found = category_views(desk, ids)
    for id, each in found.items():
        if in_use("category", id):
            raise Refusal(
                N_("A purpose uses the category “{title}”: remove it there first."),
                field="categories",
                title=each.title,
            )
    mark_absent(desk, found, absent=True)


@writes("register")
def undeclare_absent(desk: Desk, ids: Sequence[int], reason: str) -> None:
    """Take the declaration back, with the reason why the operator processes them now."""
    mark_absent(desk, category_views(desk, ids), absent=False, reason=reason)


def mark_absent(desk: Desk, found: dict[int, Category], *, absent: bool, reason: str = "") -> None:
    """Set or clear the declaration inside an act, and journal it."""
    if not found:
        raise AtField(N_("Choose at least one category."), field="categories")
    reason = clean_line(reason, "reason")
    if not (absent or reason):
        raise Refusal(N_("State why the operator now processes this."), field="reason")
    model = models.Category
    model.update(absent=int(absent)).where(model.id.in_(list(found))).execute()
    action = "categories.absent" if absent else "categories.present"
    codes = [each.code for each in found.values()]
    desk.record(action, "register", categories=codes, reason=reason)
