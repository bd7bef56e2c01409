# SPDX-License-Identifier: Apache-2.0
"""``desk letter`` and ``desk take-in``: what a saved e-mail says, and its way into the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from desk.cli.app import read_file, session
from desk.cli.law import read_moment
from desk.cli.views import card_as_json, card_as_text
from desk.domain.kinds import DemandKind
from desk.domain.labels import label
from desk.domain.letter import Letter
from desk.errors import N_, Refusal


def letter_as_json(letter: Letter) -> dict[str, object]:
    """Everything a letter says about itself; attachments by name and size."""
    return {
        "sender": {"name": letter.sender_name, "address": letter.sender_address},
        "reply_to": letter.reply_address,
        "received": letter.received.isoformat() if letter.received else None,
        "received_from": letter.received_from,
        "sent": letter.sent.isoformat() if letter.sent else None,
        "subject": letter.subject,
        "text": letter.text,
        "language": letter.language,
        "demands": [
            {"kind": guess.kind.value, "words": list(guess.words)} for guess in letter.demands
        ],
        "automatic": letter.automatic or None,
        "message_id": letter.message_id,
        "in_reply_to": list(letter.in_reply_to),
        "attachments": [
            {"name": file.name, "type": file.media_type, "size": len(file.content)}
            for file in letter.attachments
        ],
    }


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def letter(file: Path) -> None:
    """Say what is in the saved letter FILE; nothing is stored and no desk is needed."""
    from desk.services.mailbox import read

    here = session()
    words = here.words
    found = read(read_file(file), file.name)
    lines = [
        f"{found.sender_name} <{found.sender_address}>".strip(),
        found.received.isoformat()
        if found.received
        else words.gettext(N_("Moment of receipt unknown")),
        found.subject,
        *(f"· {label(words, guess.kind)}: {', '.join(guess.words)}" for guess in found.demands),
        *(words.gettext(warning) for warning in found.warnings),
        "",
        found.text,
    ]
    here.show(letter_as_json(found), "\n".join(lines))


@click.command("take-in")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in DemandKind]),
    help="A demand of the letter, instead of what its words point to.",
)
@click.option("--received", default="", help="Moment of receipt where the letter has none.")
@click.option("--anyway", is_flag=True, help="Take in an automatic letter or a duplicate too.")
def take_in(file: Path, kinds: tuple[str, ...], received: str, anyway: bool) -> None:
    """Register the saved letter FILE as a request."""
    from desk.services import mailbox
    from desk.services.requests import request_card

    here = session()
    content = read_file(file)
    with here.desk() as desk:
        found = mailbox.read(content, file.name)
        if found.automatic and not anyway:
            raise Refusal(
                N_("This is an automatic letter; add --anyway to take it in all the same.")
            )
        proposal = mailbox.proposal(desk, found)
        if proposal.duplicate_of and not anyway:
            number = proposal.duplicate_of.number
            raise Refusal(N_("This letter is already there: request {number}."), number=number)
        intake = proposal.intake
        if received:
            moment = read_moment(received, desk.zone)
            if not isinstance(moment, datetime):
                raise Refusal(
                    N_("The moment of receipt needs a time, as in 2026-11-22T10:30+03:00.")
                )
            intake = replace(intake, received=moment)
        elif proposal.needs_moment and found.received:
            raise Refusal(
                N_(
                    "The letter says it was received at {moment}, which cannot be right; check the"
                    " clock or give --received MOMENT."
                ),
                moment=found.received.isoformat(),
            )
        elif proposal.needs_moment:
            raise Refusal(
                N_("The letter does not say when it was received; give --received MOMENT.")
            )
        if kinds:
            intake = replace(intake, demands=tuple(DemandKind(kind) for kind in kinds))
        if not intake.demands:
            raise Refusal(N_("No demand was recognised; name it with --kind."))
        card = request_card(desk, mailbox.take_in(desk, content, intake, file.name))
        here.show(card_as_json(card, here.words), card_as_text(card, desk, here.words))
