# SPDX-License-Identifier: Apache-2.0
"""``desk commission …``: who destroys data, by order."""

from __future__ import annotations

from pathlib import Path

import click

from desk.cli.app import PATH, read_file, session
from desk.cli.destruction_views import commission_line
from desk.cli.one_request import save_paper
from desk.cli.out_file import out_folder
from desk.domain.canon import plain, plain_record
from desk.domain.destruction import CommissionFields, MemberFields, MemberRole
from desk.domain.strict import Table, parse_table
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.destruction import destructions as acts
from desk.services.paper.papers import paper_brief


@click.group()
def commission() -> None:
    """Appoint by order who destroys data."""


@commission.command()
@click.argument("file", required=False, type=PATH)
@click.option(
    "--alone", is_flag=True, help="A sole trader destroys the data alone; no order is issued."
)
@out_folder(help="Folder for the PDF of the order.")
def make(file: Path | None, alone: bool, out: Path | None) -> None:
    """Create a commission from FILE (TOML) and issue its order."""
    here = session()
    with here.desk() as desk:
        if file is None and not alone:
            raise Refusal(N_("Name the file with the members, or add --alone."), field="members")
        today = desk.today().isoformat()
        fields = _read(file) if file else CommissionFields(today, today, (), alone=True)
        with desk.together():
            id = acts.make_commission(desk, fields, here.mode(desk))
            made = acts.commission_of(desk, id)
            saved = save_paper(desk, paper_brief(desk, made.document), out) if made.document else ""
        here.show({**plain_record(made), "file": saved or None}, commission_line(made, here.words))


def _read(path: Path) -> CommissionFields:
    """``ordered``, ``since``, ``until``, ``number``, ``place``, ``[[member]]``, ``[approver]``."""
    top = parse_table(read_file(path), path.name)
    found = CommissionFields(
        ordered=_day(top, "ordered"),
        since=_day(top, "since"),
        until=_day(top, "until"),
        number=top.text("number", ""),
        alone=top.flag("alone"),
        place=_both(top, "place"),
        members=tuple(
            _member(Table(each, path.name, f"[[member]] {place}"))
            for place, each in enumerate(top.tables("member", ()), start=1)
        ),
        approver=_member(top.table("approver")) if "approver" in top else None,
    )
    top.close()
    return found


def _day(table: Table, key: str) -> str:
    """A day as TOML writes it, or as a text, which the service looks at."""
    value = table.get(key, "")
    return table.text(key, "") if isinstance(value, str) else table.iso_day(key)


def _member(table: Table) -> MemberFields:
    role = MemberRole(table.choice("role", list(MemberRole), "member"))
    found = MemberFields(role, _both(table, "name"), _both(table, "post"))
    table.close()
    return found


def _both(table: Table, key: str) -> Both:
    """A text in one language or in both; what is lacking the service says."""
    if key not in table:
        return Both()
    inner = table.table(key)
    found = Both(inner.text("ru", ""), inner.text("en", ""))
    inner.close()
    return found


@commission.command("list")
def list_() -> None:
    """Show the commissions, the newest first."""
    here = session()
    with here.desk() as desk:
        found = acts.commissions(desk)
        text = "\n".join(commission_line(each, here.words) for each in found)
        here.show({"commissions": plain(found)}, text)
