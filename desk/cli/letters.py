# SPDX-License-Identifier: Apache-2.0
"""``desk letter`` and ``desk take-in``: what a saved e-mail says, and its way into the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from desk.cli.app import PATH, Session, read_file, session
from desk.cli.evidence import PROOF, proof_hints, with_proof
from desk.cli.law import LAWS_HELP, THIRD_PARTY_HELP, read_moment
from desk.cli.letter_views import letter_as_json, letter_lines
from desk.cli.views import card_as_json, card_as_text, signature_as_json
from desk.domain.canon import plain
from desk.domain.kinds import REGULATOR_KINDS, ApplicantRole, DemandKind
from desk.domain.labels import label
from desk.domain.laws import read
from desk.domain.letter import BOUNCE, NO_MOMENT, ONLY_SENT, Letter
from desk.domain.numbering import printed_number
from desk.domain.proposal import Known, Proposal
from desk.domain.request import Intake, PersonFields, RequestCard
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.request.requests import request_card, request_id
from desk.services.signature import signed_files
from desk.services.signature.signed_files import look, of_letter
from desk.text import Catalogue

_APART = N_(
    "It answers the correspondence on request {number} and is a separate request: its deadlines "
    "run from receipt of this letter."
)
_STRANGER = N_(
    "The sender is not the person who wrote before on request {number}; with --join the letter is only filed there."
)
_LINKED = N_("Linked with request {number}: the two requests name each other.")
_LEFT_OUT = N_("Recognised but not registered: {demands}.")


@click.command()
@click.argument("file", type=PATH)
def letter(file: Path) -> None:
    """Show what is in the saved letter FILE; nothing is stored and no desk is needed."""
    from desk.services.letter.mailbox import read

    here = session()
    words, content = here.words, read_file(file)
    found = read(content, file.name)
    checked = look(of_letter(content, found), ())
    signed = [
        {"file": each.file.name, **signature_as_json(each.signature, words)} for each in checked
    ]
    here.show(
        letter_as_json(found) | {"signatures": signed},
        "\n".join(letter_lines(found, checked, words)),
    )


@click.command("take-in")
@click.argument("file", type=PATH)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in DemandKind]),
    help="A demand made in the letter, instead of those recognised from its wording.",
)
@click.option("--received", default="", help="Moment of receipt if the letter has none.")
@click.option("--law", "laws", default="", help=LAWS_HELP)
@click.option("--third-party", is_flag=True, help=THIRD_PARTY_HELP)
@click.option(
    "--take-name", is_flag=True, help="Put the sender's name on the known card that has none."
)
@click.option(
    "--name", default="", help="Name of the writer, if different from what the letter says."
)
@click.option("--email", default="", help="The writer’s own e-mail address, likewise.")
@click.option(
    "--for",
    "represented",
    metavar="NAME",
    default="",
    help="The person the writer represents; “-” if the request is their own.",
)
@click.option(
    "--sets-date", default="", help="The date the letter sets for the answer; “-” for none."
)
@click.option("--their-number", default="", help="Number of the authority's letter.")
@click.option("--their-date", default="", help="Date of the authority's letter.")
@PROOF
@click.option(
    "--join",
    metavar="NUMBER",
    default="",
    help="Add the letter to this request and register none of its demands.",
)
@click.option(
    "--alone",
    is_flag=True,
    help="Do not link it with the request it answers or seems to belong to.",
)
@click.option(
    "--anyway",
    is_flag=True,
    help="Also take in an automatic letter, and register a reply with all its demands as a separate request.",
)
def take_in(
    file: Path, kinds: tuple[str, ...], received: str, laws: str, third_party: bool, take_name: bool,
    name: str, email: str, represented: str, sets_date: str, their_number: str, their_date: str, join: str, alone: bool,
    anyway: bool, proof: bool | None,
) -> None:  # fmt: skip
    """Register the saved letter FILE as a request; a reply that demands nothing new is added to its request."""
    from desk.services.letter import mailbox, own_mail

    here = session()
    if join and kinds:
        raise Refusal(N_("A letter that is added registers no demand: leave out --kind or --join."))
    content = read_file(file)
    with here.desk() as desk:
        found = mailbox.read(content, file.name)
        own_mail.refuse_own(desk, found)
        proposal = mailbox.proposal(desk, found, apart=anyway)
        if not (anyway or join):
            _refuse_automatic(proposal)
        if proposal.duplicate_of:
            number = printed_number(proposal.duplicate_of.number)
            raise Refusal(N_("This letter is already there: request {number}."), number=number)
        belongs = request_id(desk, join) if join else None
        wanted = tuple(DemandKind(kind) for kind in kinds)
        if belongs is None and not anyway:
            belongs = _thread(desk, proposal, wanted)
        proposal = with_proof(desk, proposal, proof, belongs, wanted)
        if belongs is not None:
            mailbox.join(desk, content, belongs, file.name, proof=proposal.intake.proof)
        else:
            proposal = _received(desk, proposal, received)
            intake = _written_by(_demanding(proposal.intake, wanted), name, email, represented)
            intake = replace(
                intake, follows=None if alone else intake.follows, third_party=third_party,
                takes_name=take_name, sets_date=(sets_date or intake.sets_date).removeprefix("-"),
                their_number=their_number or intake.their_number,
                their_date=their_date or intake.their_date, laws=read(laws) if laws else intake.laws,
            )  # fmt: skip
        id = belongs or mailbox.take_in(desk, content, intake, file.name, although_automatic=anyway)
        signed_files.check_new(desk, "request", id)
        _show(here, desk, id, proposal, joined=belongs is not None, alone=alone)


def _refuse_automatic(proposal: Proposal) -> None:
    """Refuse what a machine wrote, unless it brings back mail of a request that is known."""
    back = proposal.automatic == BOUNCE
    if not proposal.automatic or (back and (proposal.reply_to or proposal.duplicate_of)):
        return
    if back and proposal.seems is not None:
        raise Refusal(
            N_(
                "This message says that mail was not delivered. It may belong to request {number}: add it there with"
                " --join, or add --anyway to register it as a request."
            ),
            number=printed_number(proposal.seems.known.number),
        )
    raise Refusal(N_("This is an automatic letter; add --anyway to take it in all the same."))


def _show(
    here: Session, desk: Desk, id: int, proposal: Proposal, *, joined: bool, alone: bool
) -> None:
    """The request a letter became or joined, with what is worth knowing about the letter."""
    card = request_card(desk, id, here.words.language)
    first, seems = (None, None) if joined else (proposal.reply_to, proposal.seems)
    linked = None if joined or alone else proposal.follows
    left = _left_out(desk, card, proposal, joined=joined)
    hints = []
    near = first or (seems.known if seems else None)
    if near is not None and proposal.stranger:
        hints.append(here.words.say(_STRANGER, number=printed_number(near.number)))
    if first is not None:
        hints += _apart(desk, here.words, first, proposal.letter, card)
    if left:
        hints.append(here.words.say(_LEFT_OUT, demands=_named(here.words, left)))
    if seems is not None:
        hints.append(here.words.tell(seems.told))
    if linked is not None:
        hints.append(here.words.say(_LINKED, number=printed_number(linked.number)))
    hints += map(here.words.tell, (*proposal.passed_on, *proposal.writer))
    hints += [] if joined else map(here.words.tell, proposal.told_day)
    hints += proof_hints(card, proposal.intake, here.words)
    hints += _warnings(proposal, here.words)
    facts = {
        "joined": joined,
        "follows": linked.number if linked else None,
        "stranger": proposal.stranger,
        "not_registered": [kind.value for kind in left],
        "seems_to_join": printed_number(seems.known.number) if seems else "",
        "abroad": plain(proposal.abroad),
        "hints": hints,
    }
    lines = [card_as_text(card, desk, here.words), *hints]
    here.show(card_as_json(card, here.words) | facts, "\n".join(lines))


def _thread(desk: Desk, proposal: Proposal, wanted: tuple[DemandKind, ...]) -> int | None:
    """The request that a reply only joins, because it demands nothing more."""
    from desk.services.letter.replies import beyond

    known = proposal.reply_to
    if known is None:
        if proposal.follows and not (wanted or proposal.intake.demands):
            raise Refusal(
                N_(
                    "No demand was recognised, and the letter may belong to request {number}: add it there with"
                    " --join, or name what it demands with --kind."
                ),
                number=printed_number(proposal.follows.number),
            )
        return None
    if proposal.stranger:
        if not (wanted or proposal.intake.demands):
            raise Refusal(
                N_(
                    "The letter answers the correspondence on request {number}, but its sender "
                    "is not the person who wrote before: file it there with --join, or name its "
                    "demands with --kind."
                ),
                number=printed_number(known.number),
            )
        return None
    more = beyond(desk, known.request, wanted) if wanted else proposal.beyond
    return None if more else known.request


def _left_out(
    desk: Desk, card: RequestCard, proposal: Proposal, *, joined: bool
) -> list[DemandKind]:
    """What was recognised and stands in no request now."""
    from desk.services.letter.mailbox import demanded_beyond

    if joined:
        return list(demanded_beyond(desk, proposal.letter, card.row.id))
    recognised = dict.fromkeys((*proposal.intake.demands, *proposal.beyond))
    return [kind for kind in recognised if kind not in card.row.kinds]


def _named(words: Catalogue, kinds: Iterable[DemandKind]) -> str:
    return words.listing(words.say(N_("“{words}”"), words=label(words, kind)) for kind in kinds)


def _apart(
    desk: Desk, words: Catalogue, first: Known, letter: Letter, card: RequestCard
) -> Iterator[str]:
    """Why a reply is a request of its own, and what of it the first request has to answer already."""
    from desk.services.letter.replies import beyond

    number = printed_number(first.number)
    yield words.say(_APART, number=number)
    kinds = [guess.kind for guess in letter.demands]
    told = {*card.row.kinds, *beyond(desk, first.request, kinds)}
    again = [kind for kind in kinds if kind not in told]
    if again:
        yield words.say(
            N_("Still to be answered on request {number}, not registered again: {demands}."),
            number=number, demands=_named(words, again),
        )  # fmt: skip


def _demanding(intake: Intake, kinds: tuple[DemandKind, ...]) -> Intake:
    """The intake with other demands; what only an authority demands makes the sender one."""
    if not kinds:
        if not intake.demands:
            raise Refusal(N_("No demand was recognised; name it with --kind."))
        return intake
    intake = replace(intake, demands=kinds)
    if intake.role is ApplicantRole.RKN or REGULATOR_KINDS.isdisjoint(kinds):
        return intake
    sender = intake.applicant or intake.subject
    return replace(
        intake,
        role=ApplicantRole.RKN,
        applicant=sender,
        subject=PersonFields(),
        subject_id=None,
        laws=(),
    )


def _written_by(intake: Intake, name: str, email: str, represented: str) -> Intake:
    """The intake with what the options say of its writer; asks for whom he speaks where only that is known."""
    from desk.services.letter.writers import as_told

    intake = as_told(intake, name, email, represented)
    if intake.role is ApplicantRole.REPRESENTATIVE and not intake.subject.name:
        raise Refusal(
            N_(
                "The writer seems to act for somebody else. Give the name with --for NAME, or "
                "--for - if the request is their own."
            )
        )
    return intake


def _received(desk: Desk, proposal: Proposal, received: str) -> Proposal:
    """The proposal by its moment of receipt: the option’s, or the letter’s where that can be right."""
    from desk.services.letter.mailbox import came

    if received:
        moment = read_moment(received, desk.zone)
        if not isinstance(moment, datetime):
            raise Refusal(N_("The moment of receipt needs a time, as in 2026-11-22T10:30+03:00."))
        others = (each for each in proposal.warnings if each not in (NO_MOMENT, ONLY_SENT))
        return replace(came(desk, proposal, moment), warnings=tuple(others))
    if not proposal.needs_moment:
        return proposal
    if proposal.letter.received is None:
        raise Refusal(N_("The letter does not say when it was received; give --received MOMENT."))
    raise Refusal(
        N_(
            "The letter says it was received at {moment}, which cannot be right; check the"
            " clock or give --received MOMENT."
        ),
        moment=proposal.letter.received.isoformat(),
    )


def _warnings(proposal: Proposal, words: Catalogue) -> Iterator[str]:
    """What is worth knowing about the letter, for a person."""
    for abroad in proposal.abroad:
        yield words.say(
            N_(
                "{service} is a mail service abroad: an answer sent there is transferred across the border."
            ),
            service=abroad.service,
        )
    yield from (words.gettext(warning) for warning in proposal.warnings)
