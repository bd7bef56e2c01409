# SPDX-License-Identifier: Apache-2.0
"""``desk request correct``, ``void``, ``unsent``, ``returned`` and ``reopen``: what has to be put right, with the reason."""

from __future__ import annotations

from dataclasses import replace

import click

from desk.cli.law import read_day, read_moment
from desk.cli.one_request import one, show_card
from desk.domain.days import moment_of
from desk.domain.kinds import ApplicantRole, Channel, Leaving
from desk.domain.proposal import Correction
from desk.domain.request import PersonFields
from desk.services.desk import Desk
from desk.services.request import requests as acts


@click.command()
@click.argument("number")
@click.option("--reason", required=True, help="Why it was wrong.")
@click.option("--received", default="", help="Moment it was received; for post the date is enough.")
@click.option("--sent", help="Moment or date it was sent; '' if unknown.")
@click.option(
    "--channel",
    default="",
    type=click.Choice(["", *(each.value for each in Channel)]),
    help="How it was received.",
)
@click.option(
    "--role",
    default="",
    type=click.Choice(["", "subject", "representative", "rkn"]),
    help="Who asked: the subject, a representative (then --name is the person represented) or Roskomnadzor.",
)
@click.option("--name", default="", help="Name of the person whose data are concerned.")
@click.option("--email", default="", help="E-mail address of that person.")
def correct(
    number: str,
    reason: str,
    received: str,
    sent: str | None,
    channel: str,
    role: str,
    name: str,
    email: str,
) -> None:
    """Correct when the letter was received or sent, how, and who asked; the deadlines are recalculated."""
    with one(number) as (here, desk, id):
        came = read_moment(received, desk.zone) if received else None
        exact = moment_of(came, desk.zone) if came else None
        changes = Correction(
            channel=Channel(channel) if channel else None,
            role=ApplicantRole(role) if role else None,
            subject=_person(desk, id, role, name, email),
            received=exact,
            by_day=came is not exact,
            sent=read_moment(sent, desk.zone).isoformat() if sent else sent,
        )
        acts.correct(desk, id, changes, reason)
        show_card(here, desk, id)


def _person(desk: Desk, id: int, role: str, name: str, email: str) -> PersonFields | None:
    """Whose data it is about, with what else is known of him; of somebody newly spoken for only the name."""
    if not (name or email):
        return None
    if role == ApplicantRole.REPRESENTATIVE:
        return PersonFields(name=name, email=email)
    known = acts.request_card(desk, id).subject
    return replace(
        known,
        name=name or known.name,
        email=email or known.email,
        dative="" if name else known.dative,
    )


@click.command()
@click.argument("number")
@click.option("--reason", required=True, help="Why it is opened again.")
def reopen(number: str, reason: str) -> None:
    """Reopen a request that was closed by mistake; its deadlines are as they were."""
    with one(number) as (here, desk, id):
        acts.reopen_request(desk, id, reason)
        show_card(here, desk, id)


@click.command()
@click.argument("number")
@click.option("--reason", required=True, help="Why the record is made void.")
def void(number: str, reason: str) -> None:
    """Make a request registered by mistake void: its number stays, its deadlines end."""
    with one(number) as (here, desk, id):
        acts.void_request(desk, id, reason)
        show_card(here, desk, id)


@click.command()
@click.argument("number")
@click.option("--reason", required=True, help="Why it was not sent.")
def unsent(number: str, reason: str) -> None:
    """Undo the latest dispatch if the paper has not been sent; the deadlines it met run again."""
    with one(number) as (here, desk, id):
        acts.take_back_dispatch(desk, id, reason)
        show_card(here, desk, id)


@click.command()
@click.argument("number")
@click.option("--at", required=True, help="The day it was returned.")
@click.option("--note", required=True, help="The reason on the envelope.")
@click.option(
    "--what", type=click.Choice([each.value for each in Leaving]), help="What was returned."
)
def returned(number: str, at: str, note: str, what: str | None) -> None:
    """Record that the post brought back what was sent, by default what was sent last."""
    with one(number) as (here, desk, id):
        acts.record_returned(desk, id, read_day(at), note, Leaving(what) if what else None)
        show_card(here, desk, id)
