# SPDX-License-Identifier: Apache-2.0
"""``desk request correct``: a moment that was written down wrongly, with the reason."""

from __future__ import annotations

import click

from desk.cli.law import read_moment
from desk.cli.one_request import one, show_card
from desk.domain.days import moment_of
from desk.domain.proposal import Correction
from desk.services import requests as acts


@click.command()
@click.argument("number")
@click.option("--reason", required=True, help="Why it was wrong.")
@click.option("--received", default="", help="Moment it came; by post the day alone.")
@click.option("--sent", help="Moment or day it was sent; '' where nobody knows.")
def correct(number: str, reason: str, received: str, sent: str | None) -> None:
    """Put right when the letter came or was sent; the terms are counted anew."""
    with one(number) as (here, desk, id):
        came = read_moment(received, desk.zone) if received else None
        exact = moment_of(came, desk.zone) if came else None
        changes = Correction(
            received=exact,
            by_day=came is not exact,
            sent=read_moment(sent, desk.zone).isoformat() if sent else sent,
        )
        acts.correct(desk, id, changes, reason)
        show_card(here, desk, id)
