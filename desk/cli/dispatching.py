# SPDX-License-Identifier: Apache-2.0
"""How papers left, from the command line: asked about where something speaks against it, then recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from desk.cli.app import PATH, Session, read_file
from desk.cli.one_request import moment_of, one, show_card
from desk.domain.kinds import Channel, Leaving, Step
from desk.domain.letter import ENDINGS, Letter
from desk.errors import N_, Refusal, Told
from desk.services import reply_mail
from desk.services import requests as acts
from desk.services.desk import Desk
from desk.services.sent_doubts import carried, dispatch_doubts

ANYWAY = click.option(
    "--anyway", is_flag=True, help="Record the dispatch although something speaks against it."
)


def sent_message(way: Channel, file: tuple[str, bytes] | None) -> Letter | None:
    """The message that proves a dispatch by e-mail; none where the proof is something else."""
    if file is None or way is not Channel.EMAIL or not file[0].lower().endswith(ENDINGS):
        return None
    return reply_mail.read_sent(file[1], file[0])


def check_doubts(here: Session, doubts: Iterable[Told], *, anyway: bool) -> None:
    """Say on stderr what speaks against a dispatch; it is refused until the user says that it is right."""
    found = tuple(doubts)
    for each in found:
        click.echo(here.words.tell(each), err=True)
    if found and not anyway:
        raise Refusal(
            N_("Nothing was recorded. Look at it again, or say --anyway where it is right so.")
        )


_WAYS = click.Choice([each.value for each in Channel if each is not Channel.OWN])
_WAY = click.option(
    "--way", default="", type=click.Choice(["", *_WAYS.choices]),
    help="How it left: by e-mail, unless it is the record of an inspection, handed over in person.",
)  # fmt: skip
_PROOF = click.option(
    "--proof", default="", help="Proof of dispatch: a receipt number, a signature."
)
_FILE = click.option("--proof-file", type=PATH, help="The sent message or a scan.")


@click.command()
@click.argument("number")
@click.option(
    "--what",
    default="",
    type=click.Choice(["", *(each.value for each in Leaving)]),
    help="Which paper left, where several wait: the answer, the notice of extension, the letter that"
    " asks for what is missing, the acknowledgement of receipt.",
)
@click.option("--at", "moment", default="", help="Moment it left; a sent message has its own.")
@_WAY
@_PROOF
@_FILE
@ANYWAY
def sent(
    number: str, what: str, moment: str, way: str, proof: str, proof_file: Path | None, anyway: bool
) -> None:  # fmt: skip
    """Record when, how and with which proof a paper of the request left."""
    with one(number) as (here, desk, id):
        left = Leaving(what) if what else None
        told = _Told(moment, _way(desk, id, way), proof, _read(proof_file), "at")
        _record(here, desk, id, left, told, anyway=anyway)
        show_card(here, desk, id)


@click.command()
@click.argument("number")
@click.option("--outcome", default="", help="How the request ended.")
@click.option(
    "--sent", "moment", default="", help="Moment the answer left; a sent message has its own."
)
@_WAY
@_PROOF
@_FILE
@ANYWAY
def close(
    number: str, outcome: str, moment: str, way: str, proof: str, proof_file: Path | None, anyway: bool
) -> None:  # fmt: skip
    """Record the dispatch of the answer where it is told, and close the request."""
    with one(number) as (here, desk, id):
        told = _Told(moment, _way(desk, id, way), proof, _read(proof_file), "sent")
        with desk.together():
            if moment or proof or proof_file:
                _record(here, desk, id, Leaving.ANSWER, told, anyway=anyway)
            acts.close_request(desk, id, outcome)
        show_card(here, desk, id)


@dataclass(frozen=True)
class _Told:
    """A dispatch as the options tell it."""

    moment: str
    way: Channel
    proof: str
    file: tuple[str, bytes] | None
    field: str
    """The option that tells the moment."""


def _way(desk: Desk, id: int, way: str) -> Channel:
    """The way told, else the usual one: what was shown at the visit is not sent."""
    if way:
        return Channel(way)
    step = acts.request_card(desk, id).row.step
    return Channel.IN_PERSON if step is Step.DELIVER else Channel.EMAIL


def _read(path: Path | None) -> tuple[str, bytes] | None:
    return (path.name, read_file(path)) if path else None


def _record(
    here: Session, desk: Desk, id: int, what: Leaving | None, told: _Told, *, anyway: bool
) -> None:
    message = sent_message(told.way, told.file)
    moment = moment_of(told.moment, desk.zone) if told.moment else None
    what = what or _which(desk, id, message)
    check_doubts(here, dispatch_doubts(desk, id, told.way, message, what), anyway=anyway)
    if message is not None and told.file is not None:
        reply_mail.record_sent(desk, id, told.file[1], moment, proof=told.proof, what=what)
    elif moment is None:
        raise Refusal(N_("Say when it left with {option}."), option=f"--{told.field}")
    else:
        acts.dispatch(desk, id, moment, told.way, told.proof, told.file, what=what)


def _which(desk: Desk, id: int, message: Letter | None) -> Leaving | None:
    """What left, where nobody said: the one that waits, or of several the one the message carried."""
    leaving = acts.request_card(desk, id).leaving
    found = carried(id, message) if message is not None else {}
    named = [what for what in leaving if what in found]
    if len(leaving) > 1 and len(named) != 1:
        raise Refusal(
            N_("Several papers wait to be sent: say with --what which one left ({papers})."),
            papers=", ".join(leaving),
        )
    return next(iter((*named, *leaving)), None)
