# SPDX-License-Identifier: Apache-2.0
"""What is found and done on a request, from the command line: inquiry, blocking, measures, decisions by hand."""

from __future__ import annotations

import click

from desk.cli.law import read_day, read_moment
from desk.cli.one_request import one, show_card
from desk.domain.deeds import DEEDS
from desk.domain.kinds import DemandState
from desk.services.request import requests as acts

_ENDS = [each.value for each in DemandState if each is not DemandState.OPEN]


@click.command()
@click.argument("number")
@click.option("--facts", required=True, help="What was found out.")
@click.option("--cause", required=True, help="How it happened.")
@click.option("--measures", required=True, help="What was done about it.")
@click.option("--unlawful", is_flag=True, help="The processing was unlawful: R11, R14, R15 open.")
@click.option("--on", default="", help="The date of the finding; today if not given.")
def inquire(number: str, facts: str, cause: str, measures: str, unlawful: bool, on: str) -> None:
    """Record the result of an inquiry into a complaint, a claim or an internal finding."""
    with one(number) as (here, desk, id):
        found = read_day(on) if on else None
        acts.record_inquiry(desk, id, facts, cause, measures, unlawful, found)
        show_card(here, desk, id)


@click.command()
@click.argument("number")
@click.option(
    "--at", "moment", default="", help="Moment or date of the blocking; now if not given."
)
@click.option("--note", default="", help="What was blocked, and where.")
@click.option("--not-because", default="", help="Why inaccurate data stay unblocked (Art. 21 (1)).")
def block(number: str, moment: str, note: str, not_because: str) -> None:
    """Record that the data are blocked for the duration of the check, or why they are not."""
    with one(number) as (here, desk, id):
        if not_because:
            acts.decline_block(desk, id, not_because)
        else:
            acts.block(desk, id, note, read_moment(moment, desk.zone) if moment else None)
        show_card(here, desk, id)


@click.command()
@click.argument("number")
@click.option("--note", default="", help="Why the blocking ends.")
def unblock(number: str, note: str) -> None:
    """Record that the blocking was lifted."""
    with one(number) as (here, desk, id):
        acts.unblock(desk, id, note)
        show_card(here, desk, id)


@click.command()
@click.argument("number")
@click.option("--done", required=True, type=click.Choice(DEEDS), help="What was done.")
@click.option("--on", required=True, help="The day it was done.")
@click.option("--demand", type=int, help="Which demand it concerns; all demands if not given.")
@click.option("--note", default="", help="What exactly.")
def measure(number: str, done: str, on: str, demand: int | None, note: str) -> None:
    """Record a measure that was taken; the deadlines it meets end on that date."""
    with one(number) as (here, desk, id):
        acts.record_remedy(desk, id, demand, done, read_day(on), note)
        show_card(here, desk, id)


@click.command()
@click.argument("number")
@click.option("--demand", type=int, required=True, help="Which demand.")
@click.option(
    "--ends",
    required=True,
    type=click.Choice(_ENDS),
    help="How it ends; the last means that the applicant withdrew it.",
)
@click.option("--outcome", required=True, help="How it ended.")
def decide(number: str, demand: int, ends: str, outcome: str) -> None:
    """Decide a demand by hand, without a paper of the desk."""
    with one(number) as (here, desk, id):
        acts.decide(desk, id, demand, DemandState(ends), outcome)
        show_card(here, desk, id)


COMMANDS = (inquire, block, unblock, measure, decide)
