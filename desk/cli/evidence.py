# SPDX-License-Identifier: Apache-2.0
"""Confirming data from the command line: those that come with a letter, and those handed in later."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import click

from desk.cli.law import read_day
from desk.cli.one_request import one, show_card
from desk.domain.deeds import PROVED_ROWS
from desk.domain.kinds import DemandKind
from desk.domain.labels import label
from desk.domain.proof import PROVED_KINDS
from desk.domain.proposal import Proposal
from desk.domain.request import Intake, RequestCard
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.request import requests as acts
from desk.services.request.evidence import provable
from desk.text import Catalogue

PROOF = click.option(
    "--proof/--no-proof",
    default=None,
    help="Whether confirming data came with the letter; if not given, its files and wording decide.",
)
NOTHING_TO_PROVE = N_("Nothing demanded here has a deadline running from confirming data.")


def with_proof(
    desk: Desk,
    proposal: Proposal,
    proof: bool | None,
    joined: int | None,
    wanted: Collection[DemandKind],
) -> Proposal:
    """The proposal with what was said of confirming data; refuses them where they belong to nothing."""
    if proof is None:
        return proposal
    fits = (
        provable(desk, joined) if joined else PROVED_KINDS & {*(wanted or proposal.intake.demands)}
    )
    if proof and not fits:
        raise Refusal(NOTHING_TO_PROVE)
    return replace(proposal, intake=replace(proposal.intake, proof=proof))


def proof_hints(card: RequestCard, intake: Intake, words: Catalogue) -> list[str]:
    """That a term runs from confirming data because the letter seems to enclose some."""
    if not intake.proof or not any(each.due.row in PROVED_ROWS for each in card.deadlines):
        return []
    return [
        words.gettext(
            N_(
                "Confirming data seem to have come with the letter: seven working days run from "
                "that date. If they confirm nothing, use --no-proof when taking the letter in, "
                "or correct the record."
            )
        )
    ]


@click.command()
@click.argument("number")
@click.option("--demand", type=int, help="Which demand, if they may belong to several.")
@click.option("--on", default="", help="The date they were submitted; today if not given.")
def evidence(number: str, demand: int | None, on: str) -> None:
    """Record that data confirming a demand were received: seven working days run from that date (Art. 20 (3), 21 (2))."""
    with one(number) as (here, desk, id):
        card = acts.request_card(desk, id, here.words.language)
        fitting = [each for each in card.demands if each.kind in PROVED_KINDS]
        if not fitting:
            raise Refusal(NOTHING_TO_PROVE)
        if demand is None and len(fitting) > 1:
            named = (f"{each.id} ({label(here.words, each.called)})" for each in fitting)
            raise Refusal(
                N_("Use --demand to say which demand they belong to: {demands}."),
                demands=", ".join(named),
            )
        chosen = fitting[0].id if demand is None else demand
        acts.add_evidence(desk, id, chosen, read_day(on) if on else desk.today())
        show_card(here, desk, id)
