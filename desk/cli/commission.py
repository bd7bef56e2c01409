# SPDX-License-Identifier: Apache-2.0
"""``desk commission …``: who destroys data, by order."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import click

from desk.cli.app import PATH, read_file, session
from desk.cli.destruction_views import commission_line
from desk.cli.requests import save_paper
from desk.domain.canon import plain
from desk.domain.destruction import CommissionFields, MemberFields, MemberRole
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services import destructions as acts


@click.group()
def commission() -> None:
    """Say by order who destroys data."""


@commission.command()
@click.argument("file", required=False, type=PATH)
@click.option("--alone", is_flag=True, help="A sole trader destroys alone; no order is issued.")
@click.option("--out", type=PATH, help="Folder for the PDF of the order.")
def make(file: Path | None, alone: bool, out: Path | None) -> None:
    """Make a commission from FILE (TOML) and issue its order."""
    from desk.services.papers import paper_brief

    here = session()
    with here.desk() as desk:
        if file is None and not alone:
            raise Refusal(N_("Name the file with the members, or say --alone."), field="members")
        today = desk.today().isoformat()
        fields = _read(file) if file else CommissionFields(today, today, (), alone=True)
        with desk.together():
            id = acts.make_commission(desk, fields, here.mode)
            made = acts.commission_of(desk, id)
            saved = save_paper(desk, paper_brief(desk, made.document), out) if made.document else ""
        here.show({**_plain(made), "file": saved or None}, commission_line(made, here.words))


def _plain(value: object) -> dict[str, object]:
    found = plain(value)
    assert isinstance(found, dict), "a dataclass"
    return found


def _read(path: Path) -> CommissionFields:
    """``ordered``, ``since``, ``until``, ``number``, ``place``, ``[[member]]``, ``[approver]``."""
    try:
        found = tomllib.loads(read_file(path).decode("utf-8"))
        approver = found.get("approver")
        return CommissionFields(
            ordered=str(found.get("ordered", "")),
            since=str(found.get("since", "")),
            until=str(found.get("until", "")),
            number=str(found.get("number", "")),
            alone=bool(found.get("alone", False)),
            place=_both(found.get("place", {})),
            members=tuple(map(_member, found.get("member", []))),
            approver=_member(approver) if approver else None,
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, ValueError) as error:
        raise Refusal(
            N_("The file {path} is not TOML with [[{name}]]."), path=path.as_posix(), name="member"
        ) from error


def _member(table: dict[str, Any]) -> MemberFields:
    role = MemberRole(str(table.get("role", "member")))
    return MemberFields(role, _both(table.get("name", {})), _both(table.get("post", {})))


def _both(table: dict[str, Any]) -> Both:
    return Both(str(table.get("ru", "")), str(table.get("en", "")))


@commission.command("list")
def list_() -> None:
    """Show the commissions, the newest first."""
    here = session()
    with here.desk() as desk:
        found = acts.commissions(desk)
        text = "\n".join(commission_line(each, here.words) for each in found)
        here.show({"commissions": plain(found)}, text)
