# SPDX-License-Identifier: Apache-2.0
"""``desk request …``: the register and the acts on one request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from desk.cli.app import PATH, Session, read_file, session
from desk.cli.correcting import correct, reopen, returned, unsent, void
from desk.cli.deeds import COMMANDS as DEED_COMMANDS
from desk.cli.dispatching import ANYWAY, check_doubts, close, sent
from desk.cli.evidence import evidence
from desk.cli.law import THIRD_PARTY_HELP, read_day, read_moment
from desk.cli.naming import name_subject
from desk.cli.one_request import both_of, one, save_paper, show_card
from desk.cli.out_file import out_folder
from desk.cli.passages import (
    DONE,
    DONE_ON,
    ENDED,
    OPEN_ANYWAY,
    OTHERS_CHECKED,
    WITHHELD,
    check_names,
    draft_hints,
    measure_on_record,
    point_out,
    read_passages,
)
from desk.cli.refusing import read_withheld, refuse
from desk.cli.registering import add
from desk.cli.saving import write_file
from desk.cli.views import row_as_json, row_as_text
from desk.domain.kinds import Channel, DemandKind, DemandState, Leaving, RequestState
from desk.domain.laws import read
from desk.domain.numbering import printed_number
from desk.domain.request import PARTS, Completeness, PaperBrief
from desk.domain.values import Query
from desk.errors import N_, Refusal
from desk.services.checks import clean_line
from desk.services.desk import Desk
from desk.services.letter import enclosures, reply_mail
from desk.services.letter.sent_doubts import dispatch_doubts
from desk.services.paper import papers
from desk.services.request import requests as acts
from desk.services.request.passing import leave_to_clients
from desk.services.signature.signed_files import check_new
from desk.services.signature.signed_forms import doubt_of_sending


@click.group()
def request() -> None:
    """Work with requests."""


@request.command("list")
@click.option("--text", default="", help="Words from the person’s name, the number or the letter.")
@click.option(
    "--state", default="", type=click.Choice(["", *(each.value for each in RequestState)])
)
@click.option("--kind", default="", type=click.Choice(["", *(each.value for each in DemandKind)]))
@click.option("--due-by", default="", help="Only what is due by this day.")
@click.option(
    "--sort", default="due", help="due, number, received, subject, kind, step; - for descending."
)
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 100_000))
def list_(text: str, state: str, kind: str, due_by: str, sort: str, limit: int) -> None:
    """Show the register."""
    here = session()
    query = Query(
        text=text, state=state, kind=kind, due_by=read_day(due_by) if due_by else None, sort=sort
    )
    with here.desk() as desk:
        rows = acts.request_rows(desk, acts.request_ids(desk, query, limit=limit))
        text = "\n".join(row_as_text(row, here.words, desk.zone) for row in rows)
        here.show({"requests": [row_as_json(row) for row in rows]}, text)


@request.command()
@click.argument("number")
def show(number: str) -> None:
    """Show everything about one request."""
    with one(number) as (here, desk, id):
        show_card(here, desk, id)


@request.command()
@click.argument("number")
@click.option(
    "--how", default="", help="How it was established who is asking; no document numbers."
)
@click.option("--authority", default="", help="What the representative's authority is based on.")
@click.option("--name", default="", help="Name of the subject, where the letter gave none.")
@click.option("--new-card", "card", flag_value="new", help="The name gets its own card.")
@click.option(
    "--this-card", "card", flag_value="this",
    help="Use the card even though it has another name or other records on it.",
)  # fmt: skip
def identify(number: str, how: str, authority: str, name: str, card: str | None) -> None:
    """Record that identity (and authority) were checked, and how."""
    with one(number) as (here, desk, id):
        known = acts.request_card(desk, id)
        # A name or a power may be given later: who asks was settled then, and stays as it was recorded.
        later = bool(known.identified and (name or authority))
        if later and how.strip() not in ("", known.identity_how):
            raise Refusal(
                N_("It has already been established who is asking; leave out --how."), field="how"
            )
        with desk.together():
            if name:
                name_subject(desk, id, name, how or known.identity_how, card)
            if authority:
                acts.check_authority(desk, id, authority)
            if not later:
                acts.confirm_identity(desk, id, how)
        show_card(here, desk, id)


@request.command()
@click.argument("number")
@click.option(
    "--has", "parts", multiple=True, type=click.Choice(PARTS),
    help="What the request now contains; the rest is missing.",
)  # fmt: skip
def contents(number: str, parts: tuple[str, ...]) -> None:
    """Record which of the parts required by Article 14 (3) a request for information contains."""
    with one(number) as (here, desk, id):
        acts.set_completeness(desk, id, Completeness(**dict.fromkeys(parts, True)))
        show_card(here, desk, id)


@request.command()
@click.argument("number")
@click.option("--reason", required=True, help="Why more time is needed.")
@click.option("--reason-en", default="", help="The same in English, for a paper in English.")
@out_folder(help="Folder for the PDF.")
@click.option(
    "--sent", default="", help="Moment or date the notice was sent, if it already has been."
)
@click.option(
    "--way", default="email", show_default=True, type=click.Choice([each.value for each in Channel])
)
@click.option("--proof", default="", help="Proof of dispatch: a receipt number, a signature.")
@ANYWAY
@OTHERS_CHECKED
def extend(
    number: str,
    reason: str,
    reason_en: str,
    out: Path | None,
    sent: str,
    way: str,
    proof: str,
    anyway: bool,
    others_checked: bool,
) -> None:
    """Extend the deadline once and issue the reasoned notice."""
    if proof and not sent:
        raise Refusal(N_("Give the date it was sent with {option}."), option="--sent")
    with one(number) as (here, desk, id):
        both = {"reasons": both_of(here.mode(desk, id), reason, reason_en)}
        if sent:
            check_doubts(here, dispatch_doubts(desk, id, Channel(way)), anyway=anyway)
        with desk.together():
            draft = papers.draft(desk, "extension_notice", here.mode(desk, id), id, passages=both)
            hints = draft_hints(here, desk, draft)
            brief = papers.issue_extension(desk, draft, reason)
            point_out(here, draft, hints, checked=others_checked, anyway=anyway)
            file = save_paper(desk, brief, out)
            if sent:
                moment = read_moment(sent, desk.zone)
                acts.dispatch(desk, id, moment, Channel(way), proof, what=Leaving.NOTICE)
        show_card(here, desk, id, paper=brief.number, file=file)


@request.command()
@click.argument("number")
@click.argument("laws")
@click.option("--reason", required=True, help="Why the law changes.")
@click.option("--third-party", is_flag=True, help=THIRD_PARTY_HELP)
def law(number: str, laws: str, reason: str, third_party: bool) -> None:
    """Put the request under LAWS (ru, vn, gdpr, or several separated by commas) and recalculate its deadlines."""
    with one(number) as (here, desk, id):
        acts.change_laws(desk, id, read(laws), reason, third_party=third_party)
        show_card(here, desk, id)


@request.command()
@click.argument("number")
@click.argument("kind", type=click.Choice([each.value for each in DemandKind]))
@click.option("--reason", required=True, help="Why it is added only now.")
def demand(number: str, kind: str, reason: str) -> None:
    """Add a demand from the same letter that was missed when it was registered."""
    with one(number) as (here, desk, id):
        acts.add_demand(desk, id, DemandKind(kind), reason)
        show_card(here, desk, id)


@request.command("client")
@click.argument("number")
@click.option("--client", "code", default="", help="Code of the client; our own data if not given.")
@click.option(
    "--demand", "ids", type=int, multiple=True, help="Id of a demand; all demands if not given."
)
@click.option("--ours-too", is_flag=True, help="The demands also concern our own data.")
def client_(number: str, code: str, ids: tuple[int, ...], ours_too: bool) -> None:
    """State whose data the request concerns; what belongs to a client is passed on."""
    from desk.services.codes import by_code

    with one(number) as (here, desk, id):
        waiting = [d.id for d in acts.request_card(desk, id).demands if d.state is DemandState.OPEN]
        client = by_code(desk, "client", code) if code else None
        chosen = ids or tuple(waiting)
        leave_to_clients(desk, id, dict.fromkeys(chosen, client), chosen if ours_too else ())
        show_card(here, desk, id)


@request.command()
@click.argument("number")
@click.argument("file", type=PATH)
def attach(number: str, file: Path) -> None:
    """Attach a file to the request."""
    with one(number) as (here, desk, id):
        kept = acts.add_file(desk, id, file.name, read_file(file))
        check_new(desk, "request", id)
        show_card(here, desk, id, attached=kept)


@request.command()
@click.argument("number")
@click.option("--form", default="reply_access", show_default=True, help="Which answer.")
@click.option("--passages", type=PATH, help="TOML with the editable texts.")
@out_folder(help="Folder for the PDF and the draft e-mail.")
@click.option("--attach", "kept", type=int, multiple=True, help="Id of a stored file to attach.")
@click.option(
    "--looked", type=int, multiple=True, help="Id of a stored file you looked at yourself."
)
@WITHHELD
@DONE
@ENDED
@DONE_ON
@click.option("--their-number", default="", help="Number of the authority's letter.")
@click.option("--their-date", default="", help="Date of the authority's letter.")
@OPEN_ANYWAY
@OTHERS_CHECKED
def answer(
    number: str, form: str, passages: Path | None, out: Path | None, kept: tuple[int, ...],
    looked: tuple[int, ...], withheld: Path | None, done: str, done_on: str, their_number: str, their_date: str,
    anyway: bool, others_checked: bool, ended: str,
) -> None:  # fmt: skip
    """Issue the answer and write the draft e-mail."""
    texts = read_passages(passages)
    theirs: dict[str, Any] = {"their_date": read_day(their_date)} if their_date else {}
    if their_number:
        theirs["their_number"] = clean_line(their_number, "their_number")
    if done:
        theirs["action"] = done
    if ended:
        theirs["ended"] = ended
    if done_on:
        theirs["inspected_on" if form == "inspection_record" else "done_on"] = read_day(done_on)
    if withheld is not None:
        theirs["withheld"] = read_withheld(withheld)
    with one(number) as (here, desk, id):
        if form == "notice_done" and not done:
            theirs = {**measure_on_record(desk, id), **theirs}
        mails = out if _by_mail(desk, id) else None
        abroad = _covers(here, desk, id) if mails is not None else []
        _check_files(here, desk, id, kept, looked, mails)
        with desk.together():
            draft = papers.draft(desk, form, here.mode(desk, id), id, passages=texts, **theirs)
            check_names(draft, texts)
            hints = draft_hints(here, desk, draft)
            brief = papers.issue(desk, draft)
            point_out(here, draft, hints, checked=others_checked, anyway=anyway, looked=looked)
            file = save_paper(desk, brief, out)
            mail = _save_mail(here, desk, id, brief, mails, kept, looked)
        show_card(here, desk, id, paper=brief.number, file=file, mail=mail, abroad=abroad)


def _by_mail(desk: Desk, id: int) -> bool:
    """Whether the answer goes by e-mail: not another way, and there is an address."""
    card = acts.request_card(desk, id)
    way = Channel(card.answer_form or card.row.channel)
    by_hand = way in (Channel.POST, Channel.IN_PERSON)
    return not by_hand and bool((card.applicant or card.subject).email)


def _covers(here: Session, desk: Desk, id: int) -> list[dict[str, object]]:
    """Say of each address at a mail service abroad whether the register of transfers covers the e-mail."""
    from desk.services.letter.mail_cover import covers_of_request

    found = []
    for each in covers_of_request(desk, id):
        why = here.words.tell(each.told)
        place = each.place
        click.echo(f"{place.address} ({place.service}, {place.country}): {why}", err=True)
        answer = {"transfer": each.transfer, "covered": each.flows, "why": why}
        found.append({**asdict(place), **answer})
    return found


def _check_files(
    here: Session, desk: Desk, id: int, kept: Sequence[int], looked: Sequence[int], out: Path | None
) -> None:
    """Say what was found in the files before anything is issued; refuse what nobody looked at."""
    if kept and out is None:
        raise Refusal(N_("No e-mail is drafted here, so no file can be attached."))
    for each in enclosures.look_through(desk, id, kept):
        for hint in each.hints:
            sentence = here.words.say(hint.message, found=hint.text, where=hint.where)
            click.echo(f"{each.file.id}: {sentence}", err=True)
    enclosures.check_size(enclosures.enclose(desk, id, kept, looked))


def _save_mail(
    here: Session,
    desk: Desk,
    id: int,
    paper: PaperBrief,
    out: Path | None,
    kept: Sequence[int],
    looked: Sequence[int],
) -> str:
    """Save the draft e-mail beside the paper; none where there is no folder for it."""
    if out is None:
        return ""
    language = here.mode(desk, id).languages[0]
    name, content = reply_mail.draft_reply(desk, id, [paper.id], language, kept, looked)
    write_file(out / name, content)
    if doubt_of_sending(desk, paper.id) is not None:
        unsigned = N_(
            "The draft e-mail contains the unsigned paper. Once it is signed, write the draft "
            "again: {command}."
        )
        again = f"desk paper mail {printed_number(paper.number)}"
        click.echo(here.words.say(unsigned, command=again), err=True)
    return (out / name).as_posix()


for each in (
    add,
    correct,
    *DEED_COMMANDS,
    refuse,
    sent,
    unsent,
    returned,
    close,
    reopen,
    void,
    evidence,
):
    request.add_command(each)
