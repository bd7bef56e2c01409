# SPDX-License-Identifier: Apache-2.0
"""``desk client …``: operators on whose assignment we process, and the terms of their assignments."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from desk.cli.app import PATH, Session, session
from desk.cli.client_notices import notice
from desk.domain.canon import plain
from desk.domain.clients import LEAK_HOURS, AtEnd, Client
from desk.domain.strict import read_table
from desk.domain.values import Both
from desk.errors import N_
from desk.services.codes import by_code
from desk.services.desk import Desk
from desk.services.register import registers

_LINES = (
    "inn", "address", "email", "incident_email", "phone", "assignment", "destroy_term",
    "request_term", "sub_term",
)  # fmt: skip
_LISTS = ("purposes", "actions", "categories", "groups")


@click.group()
def client() -> None:
    """Work with the clients on whose assignment we process data."""


@client.command("list")
@click.option("--retired", is_flag=True, help="Include those taken out of use.")
def list_(retired: bool) -> None:
    """Show the register of clients."""
    here = session()
    with here.desk() as desk:
        found = registers.clients(desk, retired)
        lines = [_line(each, here) for each in found]
        here.show({"clients": [plain(each) for each in found]}, "\n".join(lines))


def _line(one: Client, here: Session) -> str:
    number = f"№ {one.assignment}" if one.assignment else "—"
    return f"{one.code}  {one.name.of(here.words.language)}  {number}  {one.assignment_date}"


@client.command()
@click.argument("code")
def show(code: str) -> None:
    """Show everything about one client."""
    here = session()
    with here.desk() as desk:
        _show(here, desk, by_code(desk, "client", code))


def _show(here: Session, desk: Desk, id: int) -> None:
    one = registers.client(desk, id)
    here.show({"client": plain(one)}, _line(one, here))


@client.command()
@click.option(
    "--file", "path", type=PATH, required=True, help="A TOML file with all of the details."
)
@click.option(
    "--code", default="", help="Code of the client to change; creates a new one if not given."
)
def save(path: Path, code: str) -> None:
    """Add a client, or change one, from a file."""
    here = session()
    with here.desk() as desk:
        found = _read(path)
        if code:
            found = replace(found, id=by_code(desk, "client", code))
        _show(here, desk, registers.save_client(desk, found))


def _read(path: Path) -> Client:
    top, _digest = read_table(path)
    found = Client(
        id=0,
        code="",
        name=top.both("name"),
        assignment_date=top.iso_day("assignment_date"),
        until=top.iso_day("until"),
        at_end=AtEnd(top.choice("at_end", [each.value for each in AtEnd], AtEnd.DESTROY.value)),
        kept=top.both("kept", Both()),
        leak_term=top.text("leak_term", LEAK_HOURS),
    )
    texts: Any = {name: top.text(name, "") for name in _LINES}
    codes: Any = {name: top.words(name, ()) for name in _LISTS}
    top.close()
    return replace(found, **texts, **codes)


@client.command()
@click.argument("code")
def retire(code: str) -> None:
    """Take a client out of use from today."""
    here = session()
    with here.desk() as desk:
        id = by_code(desk, "client", code)
        registers.retire(desk, "client", id, desk.today().isoformat())
        here.show({"retired": code}, here.words.say(N_("{code} is out of use."), code=code))


client.add_command(notice)
