# SPDX-License-Identifier: Apache-2.0
"""How papers left, from the command line: asked about where something speaks against it, then recorded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from desk.cli.app import PATH, Session, read_file
from desk.cli.one_request import moment_of, one, show_card
from desk.domain.kinds import Channel
from desk.domain.letter import ENDINGS, Letter
from desk.errors import N_, Refusal, Told
from desk.services import mailbox
from desk.services import requests as acts
from desk.services.desk import Desk
from desk.services.sent_doubts import dispatch_doubts

ANYWAY = click.option(
    "--anyway", is_flag=True, help="Record the dispatch although something speaks against it."
)


def sent_message(way: Channel, file: tuple[str, bytes] | None) -> Letter | None:
    """The message that proves a dispatch by e-mail; none where the proof is something else."""
    if file is None or way is not Channel.EMAIL or not file[0].lower().endswith(ENDINGS):
        return None
    return mailbox.read_sent(file[1], file[0])


def check_doubts(here: Session, doubts: Iterable[Told], *, anyway: bool) -> None:
    """Say on stderr what speaks against a dispatch; it is refused until the user says that it is right."""
    found = tuple(doubts)
    for each in found:
        click.echo(here.words.tell(each), err=True)
    if found and not anyway:
        raise Refusal(
            N_("Nothing was recorded. Look at it again, or say --anyway where it is right so.")
        )


@click.command()
@click.argument("number")
@click.option("--outcome", default="", help="How the request ended.")
@click.option("--sent", default="", help="Moment the answer left; a sent message has its own.")
@click.option(
    "--way", default="email", show_default=True, type=click.Choice([each.value for each in Channel])
)
@click.option("--proof", default="", help="Proof of dispatch: a receipt number, a signature.")
@click.option("--proof-file", type=PATH, help="The sent message or a scan.")
@ANYWAY
def close(
    number: str, outcome: str, sent: str, way: str, proof: str, proof_file: Path | None, anyway: bool
) -> None:  # fmt: skip
    """Record the dispatch of the answer where it is told, and close the request."""
    file = (proof_file.name, read_file(proof_file)) if proof_file else None
    with one(number) as (here, desk, id):
        with desk.together():
            if sent or proof or file:
                _record(here, desk, id, sent, Channel(way), proof, file, anyway=anyway)
            acts.close_request(desk, id, outcome)
        show_card(here, desk, id)


def _record(
    here: Session,
    desk: Desk,
    id: int,
    sent: str,
    way: Channel,
    proof: str,
    file: tuple[str, bytes] | None,
    *,
    anyway: bool,
) -> None:
    message = sent_message(way, file)
    moment = moment_of(sent, desk.zone) if sent else None
    check_doubts(here, dispatch_doubts(desk, id, way, message), anyway=anyway)
    if message is not None and file is not None:
        mailbox.record_sent(desk, id, file[1], moment, proof=proof)
    elif moment is None:
        raise Refusal(N_("Say when the answer left."), field="sent")
    else:
        acts.dispatch(desk, id, moment, way, proof, file)
