# SPDX-License-Identifier: Apache-2.0
"""``desk due`` and ``desk rules``: the law without a desk, for users and for authors of rules, and the own rules."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path

import click

from desk.cli.app import PATH, session
from desk.clocks import legal_time
from desk.domain.counting import day_zero, legal_zone
from desk.domain.due import Due, Nature
from desk.domain.said import NO, YES
from desk.errors import N_, Refusal
from desk.paths import resource

MOSCOW = "Europe/Moscow"
LAWS_HELP = "Laws the request is answered under: ru, vn, gdpr, or several separated by commas."
THIRD_PARTY_HELP = "A processor or a third party must act too: longer deadlines in Vietnam."


def read_moment(text: str, zone: str) -> date | datetime:
    """A day, or a moment with its offset; a moment without one is in the legal time zone."""
    try:
        if len(text) <= len("2026-11-22"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=legal_time(zone))
    except (ValueError, OverflowError) as error:
        raise Refusal(
            N_("“{text}” is neither a day (2026-11-22) nor a moment (2026-11-22T10:30+03:00)."),
            text=text[:40],
        ) from error


def exact_moment(text: str, zone: str) -> datetime:
    """A moment; refuses a day alone."""
    moment = read_moment(text, zone)
    if not isinstance(moment, datetime):
        raise Refusal(N_("Give the exact moment, not only the day."))
    return moment


def read_day(text: str) -> date:
    """A calendar day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refusal(N_("“{text}” is not a day such as 2026-11-22."), text=text[:40]) from error


def read_period(since: str, until: str) -> tuple[date, date]:
    """The first and the last day of a period."""
    try:
        return date.fromisoformat(since), date.fromisoformat(until)
    except ValueError as error:
        raise Refusal(
            N_("Give the period with --since DAY and --until DAY, as 2026-01-01.")
        ) from error


def due_as_json(due: Due, zone: str) -> dict[str, object]:
    """The dates of a term for scripts; a gate says before when nothing may be done."""

    def iso(at: date | datetime) -> str:
        return (at.astimezone(legal_time(zone)) if isinstance(at, datetime) else at).isoformat()

    facts: dict[str, object] = {"rule": due.rule, "row": due.row, "start": iso(due.start)}
    if due.nature is Nature.GATE:
        facts["not_before"] = iso(due.due)
    else:
        facts |= {"nominal": iso(due.nominal), "due": iso(due.due), "safe": iso(due.safe)}
    facts |= {"firm": due.firm, "basis": due.basis}
    return facts | {"law": due.law.value, "certainty": due.certainty, "doubtful": due.doubtful}


@click.command()
@click.argument("moment")
@click.option("--rule", "rule_id", required=True, help="Id or row of the rule: R01, V03, G01.")
@click.option("--extended", is_flag=True, help="With the extension the rule allows.")
@click.option("--zone", default=MOSCOW, show_default=True, help="Legal time zone.")
def due(moment: str, rule_id: str, extended: bool, zone: str) -> None:
    """Show when a deadline that starts at MOMENT ends, and why."""
    from desk.domain.explain import doubt, explain
    from desk.domain.rules import load_rulebook

    book = load_rulebook()
    legal_zone(zone)
    start = read_moment(moment, zone)
    rule = book.find(rule_id, day_zero(start, zone))
    found = book.due(rule, start, zone)
    if extended:
        found = book.extend(rule, found)
    here = session()
    words = here.words
    facts = due_as_json(found, zone) | {
        "basis": rule.basis.of(words.language),
        "why": explain(found, words),
    }
    lines = [
        f"{found.row}  {rule.title.of(words.language)}",
        str(facts["why"]),
        str(facts["basis"]),
        doubt(found, words),
    ]
    here.show(facts, "\n".join(filter(None, lines)))


@click.group()
def rules() -> None:
    """Check rule packs; show the desk’s own rules."""


@rules.command()
@click.argument("packs", required=False, type=PATH)
def check(packs: Path | None) -> None:
    """Load every rule pack of the folder PACKS (or the bundled ones) strictly and name what is wrong."""
    from desk.domain.rules import check_rules

    if packs is not None and not packs.is_dir():
        raise Refusal(N_("There is no folder {path}."), path=packs.as_posix())
    here = session()
    faults = [here.words.tell(fault) for fault in check_rules(packs or resource("rules"))]
    text = "\n".join(faults) or here.words.gettext(N_("Every rule is in order."))
    here.show({"ok": not faults, "faults": faults}, text)
    if faults:
        raise Refusal(N_("The rules contain errors."))


@rules.command()
@click.option(
    "--count/--no-count",
    "counted",
    default=None,
    help="Apply your own rules in addition to the law.",
)
@click.option(
    "--confirmed/--not-confirmed",
    default=None,
    help="Your policy promises these deadlines: papers may mention them.",
)
def own(counted: bool | None, confirmed: bool | None) -> None:
    """Show the desk’s own rules that go beyond the law, or change whether they apply and are promised."""
    from desk.services.promises import TITLES, promises, save_promises

    here = session()
    with here.desk() as desk:
        wanted = {"counted": counted, "confirmed": confirmed}
        chosen = {name: value for name, value in wanted.items() if value is not None}
        if chosen:
            save_promises(desk, replace(promises(desk), **chosen))
        facts = asdict(promises(desk))
    said = {True: here.words.gettext(YES), False: here.words.gettext(NO)}
    lines = (
        f"{here.words.gettext(title)}: {said[facts[name]] if name in wanted else facts[name]}"
        for name, title in TITLES.items()
    )
    here.show(facts, "\n".join(lines))
