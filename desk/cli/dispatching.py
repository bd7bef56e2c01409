# SPDX-License-Identifier: Apache-2.0
"""How papers left, from the command line: asked about where something speaks against it, then recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from desk.cli.app import PATH, Session, named_file
from desk.cli.law import read_moment
from desk.cli.one_request import one, show_card
from desk.domain.kinds import Channel, Leaving, Step
from desk.domain.letter import ENDINGS, Letter
from desk.domain.request import RequestCard
from desk.errors import N_, Refusal, Told
from desk.services.desk import Desk
from desk.services.letter import reply_mail
from desk.services.letter.sent_doubts import carried, dispatch_doubts, papers_carried
from desk.services.paper.papers import paper_id
from desk.services.request import requests as acts
from desk.services.request.unblocking import close_doubts

ANYWAY = click.option(
    "--anyway", is_flag=True, help="Record the dispatch even though something is against it."
)


def sent_message(way: Channel, file: tuple[str, bytes] | None) -> Letter | None:
    """The message that proves a dispatch by e-mail; none where the proof is something else."""
    if file is None or way is not Channel.EMAIL or not file[0].lower().endswith(ENDINGS):
        return None
    return reply_mail.read_sent(file[1], file[0])


def check_doubts(here: Session, doubts: Iterable[Told], *, anyway: bool) -> None:
    """Say on stderr what speaks against an act; it is refused until the user says that it is right."""
    found = tuple(doubts)
    for each in found:
        click.echo(here.words.tell(each), err=True)
    if found and not anyway:
        raise Refusal(
            N_("Nothing was done. Check it again, or add --anyway if it is right as it is.")
        )


WAYS = click.Choice([each.value for each in Channel if each is not Channel.OWN])
_WAY = click.option(
    "--way", default="", type=click.Choice(["", *WAYS.choices]),
    help="How it was sent: by e-mail, except for the record of an inspection, which is handed over in person.",
)  # fmt: skip
_PROOF = click.option(
    "--proof", default="", help="Proof of dispatch: a receipt number, a signature."
)
_FILE = click.option("--proof-file", type=PATH, help="The sent message or a scan.")

_PAPERS = click.option(
    "--paper", "papers", multiple=True,
    help="Number of an answer that was sent, if several are waiting; those not named keep waiting.",
)  # fmt: skip


@click.command()
@click.argument("number")
@click.option(
    "--what",
    default="",
    type=click.Choice(["", *(each.value for each in Leaving)]),
    help="Which paper was sent, if several are waiting: the answer, the notice of extension, the "
    "letter that asks for what is missing, the acknowledgement of receipt.",
)
@_PAPERS
@click.option(
    "--at", "moment", default="", help="Moment or date it was sent; a sent message carries its own."
)
@_WAY
@_PROOF
@_FILE
@ANYWAY
def sent(
    number: str, what: str, papers: tuple[str, ...], moment: str, way: str, proof: str,
    proof_file: Path | None, anyway: bool,
) -> None:  # fmt: skip
    """Record when, how and with what proof a paper of the request was sent."""
    with one(number) as (here, desk, id):
        left = Leaving(what) if what else None
        told = _Told(moment, way, proof, proof_file, anyway, "at", papers)
        _record(here, desk, id, left, told)
        show_card(here, desk, id)


@click.command()
@click.argument("number")
@click.option("--outcome", default="", help="How the request ended.")
@_PAPERS
@click.option(
    "--sent",
    "moment",
    default="",
    help="Moment or date the answer was sent; a sent message carries its own.",
)
@_WAY
@_PROOF
@_FILE
@ANYWAY
def close(
    number: str, outcome: str, papers: tuple[str, ...], moment: str, way: str, proof: str,
    proof_file: Path | None, anyway: bool,
) -> None:  # fmt: skip
    """Record the dispatch of the answer if it is given, and close the request."""
    with one(number) as (here, desk, id):
        with desk.together():
            if moment or proof or proof_file:
                told = _Told(moment, way, proof, proof_file, anyway, "sent", papers)
                _record(here, desk, id, Leaving.ANSWER, told)
            check_doubts(here, close_doubts(desk, id), anyway=anyway)
            acts.close_request(desk, id, outcome)
        show_card(here, desk, id)


@dataclass(frozen=True)
class _Told:
    """A dispatch as the options tell it."""

    moment: str
    way: str
    proof: str
    path: Path | None
    anyway: bool
    field: str
    """The option that tells the moment."""
    papers: tuple[str, ...]


def _record(here: Session, desk: Desk, id: int, what: Leaving | None, told: _Told) -> None:
    card, file = acts.request_card(desk, id), named_file(told.path)
    # What was shown at the visit is not sent.
    usual = Channel.IN_PERSON if card.row.step is Step.DELIVER else Channel.EMAIL
    way = Channel(told.way or usual)
    message = sent_message(way, file)
    moment = read_moment(told.moment, desk.zone) if told.moment else None
    what = what or _which(card, message)
    papers = _answers(desk, card, what, message, told.papers)
    check_doubts(here, dispatch_doubts(desk, id, way, message, what, papers), anyway=told.anyway)
    if message is not None and file is not None:
        reply_mail.record_sent(
            desk, id, file[1], moment, proof=told.proof, what=what, papers=papers
        )
    elif moment is None:
        raise Refusal(N_("Give the date it was sent with {option}."), option=f"--{told.field}")
    else:
        acts.dispatch(desk, id, moment, way, told.proof, file, what=what, papers=papers)


def _answers(
    desk: Desk,
    card: RequestCard,
    what: Leaving | None,
    message: Letter | None,
    named: Collection[str],
) -> tuple[int, ...]:
    """Which answers left: those named, or of several the ones the message carried."""
    if named:
        return tuple(paper_id(desk, each) for each in named)
    if what is not Leaving.ANSWER or len(card.replies) < 2:
        return ()
    there = papers_carried(card.row.id, message) if message is not None else ()
    found = tuple(id for id in card.replies if id in there)
    if not found:
        waiting = {brief.id: brief.number for brief in card.papers}
        raise Refusal(
            N_(
                "Several answers are waiting to be sent: use --paper to say which of them were sent ({papers})."
            ),
            papers=", ".join(waiting[id] for id in card.replies),
        )
    return found


def _which(card: RequestCard, message: Letter | None) -> Leaving | None:
    """What left, where nobody said: the one that waits, or of several the one the message carried."""
    leaving = card.leaving
    found = carried(card.row.id, message) if message is not None else {}
    named = [what for what in leaving if what in found]
    if len(leaving) > 1 and len(named) != 1:
        raise Refusal(
            N_(
                "Several papers are waiting to be sent: use --what to say which one was sent ({papers})."
            ),
            papers=", ".join(leaving),
        )
    return next(iter((*named, *leaving)), None)
