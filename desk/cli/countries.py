# SPDX-License-Identifier: Apache-2.0
"""``desk countries``: Roskomnadzor's list of states on a day, and what a newer list would change."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from desk.cli.app import PATH, Session, session
from desk.cli.law import MOSCOW, read_day
from desk.domain.counting import legal_zone
from desk.domain.countries import country_name
from desk.domain.state_lists import (
    Difference,
    State,
    difference,
    load_state_lists,
    read_states,
)
from desk.domain.values import Both
from desk.errors import N_
from desk.services.desk import Desk


@click.group(invoke_without_command=True)
@click.option("--on", "day", default="", help="The date: 2026-11-22; today in Moscow if not given.")
@click.pass_context
def countries(context: click.Context, day: str) -> None:
    """Show the list of states in force on a day, or compare two lists.

    A newer list beside the desk (its folder “countries”) is read when --desk names the folder.
    """
    if context.invoked_subcommand:
        return
    here = session()
    on = read_day(day) if day else datetime.now(legal_zone(MOSCOW)).date()
    lists = load_state_lists(here.folder / "countries" if here.folder else None)
    current = lists.current(on)
    version = lists.version(on, here.words.language)
    alone = on >= lists.convention_until
    facts = {
        "on": on.isoformat(),
        "list_version": version,
        "since": current.since.isoformat() if current else None,
        "convention_counts": not alone,
        "states": [_facts(state, here.words.language) for state in current.states.values()]
        if current
        else [],
    }
    names = sorted(
        country_name(code, here.words.language) for code in (current.states if current else ())
    )
    head = version or here.words.gettext(N_("No list is known for this day."))
    meaning = here.words.gettext(
        N_("Only this list counts.")
        if alone
        else N_("On this date being a party to Convention 108 also counted.")
    )
    here.show(facts, "\n".join([head, meaning, *names]))


@countries.command()
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
def diff(old: Path, new: Path) -> None:
    """Show what the list NEW adds to, removes from or renames in the list OLD."""
    here = session()
    found = difference(read_states(old), read_states(new))
    language = here.words.language
    facts = _changes(found, language)
    lines = _lines(found)
    if here.folder and here.passphrase_file:
        with here.desk() as desk:
            _touched(here, desk, found, facts, lines)
    here.show(facts, "\n".join(lines) or here.words.gettext(N_("The two lists are the same.")))


@countries.command()
@click.argument("file", type=PATH)
@click.option("--since", required=True, help="First day in force.")
@click.option("--version", required=True, help="The act that made the list, in Russian.")
@click.option("--version-en", default="", help="The same in English.")
def load(file: Path, since: str, version: str, version_en: str) -> None:
    """Store a newer list in the folder of the desk; show what it changes, and for which transfers."""
    from desk.services.transfer.state_loading import load_list

    here = session()
    with here.desk() as desk:
        loaded = load_list(desk, file, read_day(since), Both(version, version_en))
        facts = _changes(loaded.difference, here.words.language)
        lines = _lines(loaded.difference)
        _touched(here, desk, loaded.difference, facts, lines)
        here.show(facts, "\n".join(lines) or here.words.gettext(N_("The two lists are the same.")))


def _touched(
    here: Session, desk: Desk, found: Difference, facts: dict[str, object], lines: list[str]
) -> None:
    """The transfers of the desk that the difference changes, said at its end."""
    from desk.services.transfer.state_loading import changed_transfers

    touched = changed_transfers(desk, [state.code for state in (*found.added, *found.removed)])
    facts["transfers"] = [each.code for each in touched]
    if touched:
        language = here.words.language
        named = ", ".join(f"{each.recipient.of(language)} ({each.code})" for each in touched)
        lines.append(
            here.words.say(N_("It changes the transfers to: {recipients}."), recipients=named)
        )


def _changes(found: Difference, language: str) -> dict[str, object]:
    return {
        "added": [_facts(state, language) for state in found.added],
        "removed": [_facts(state, language) for state in found.removed],
        "renamed": [
            {"from": _facts(before, language), "to": _facts(after, language)}
            for before, after in found.renamed
        ],
    }


def _lines(found: Difference) -> list[str]:
    return [
        *(f"+ {state.code}  {state.name}" for state in found.added),
        *(f"− {state.code}  {state.name}" for state in found.removed),
        *(
            f"~ {after.code}  {before.name} ({before.group}) → {after.name} ({after.group})"
            for before, after in found.renamed
        ),
    ]


def _facts(state: State, language: str) -> dict[str, str]:
    return {
        "code": state.code,
        "name": country_name(state.code, language),
        "official_name": state.name,
        "group": state.group,
    }
