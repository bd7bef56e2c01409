# SPDX-License-Identifier: Apache-2.0
"""``desk client notice …``: what a client on whose assignment we process is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from desk.cli.app import PATH, Session, named_file, session
from desk.cli.dispatching import ANYWAY, WAYS, check_doubts, sent_message
from desk.cli.law import exact_moment, read_day, read_moment
from desk.cli.out_file import out_file
from desk.cli.passages import (
    OPEN_ANYWAY,
    OTHERS_CHECKED,
    check_names,
    draft_hints,
    point_out,
    read_passages,
)
from desk.cli.saving import write_file
from desk.domain.canon import plain
from desk.domain.clients import ClientNotice, Objection
from desk.domain.kinds import Channel
from desk.domain.labels import label
from desk.errors import N_
from desk.services.assignment import client_notices as acts
from desk.services.assignment import client_papers
from desk.services.codes import by_code
from desk.services.desk import Desk
from desk.services.letter.sent_doubts import message_doubts
from desk.services.paper.papers import paper_bytes


@click.group()
def notice() -> None:
    """Notify a client of a leak, a new sub-processor, a destruction or a request."""


@notice.command("list")
@click.option("--client", "code", default="", help="Code of the client; all clients if not given.")
def list_(code: str) -> None:
    """Show what clients are to be or have been told; those not told yet come first."""
    here = session()
    with here.desk() as desk:
        found = acts.client_notices(desk, by_code(desk, "client", code) if code else 0)
        lines = [_line(each, here) for each in found]
        here.show({"notices": [plain(each) for each in found]}, "\n".join(lines))


def _line(one: ClientNotice, here: Session) -> str:
    kind = label(here.words, one.kind)
    who = f"{one.client_name.of(here.words.language)} ({one.client_code})"
    return f"{one.id}  {who}  {kind}  {one.due or '—'}  {one.sent or '—'}"


@contextmanager
def _on_client(code: str) -> Iterator[tuple[Desk, int, list[int]]]:
    """The open desk, the client, and a place for the notice that is shown at the end."""
    here = session()
    with here.desk() as desk:
        made: list[int] = []
        yield desk, by_code(desk, "client", code), made
        _show(here, desk, made[0])


@contextmanager
def _on_notice(id: int) -> Iterator[tuple[Session, Desk]]:
    """The open desk; the notice is shown at the end."""
    here = session()
    with here.desk() as desk:
        yield here, desk
        _show(here, desk, id)


def _show(here: Session, desk: Desk, id: int) -> None:
    one = acts.client_notice(desk, id)
    here.show({"notice": plain(one)}, _line(one, here))


@notice.command()
@click.argument("client")
@click.option("--found", required=True, help="Moment it became known: 2026-11-22T09:40+03:00.")
def leak(client: str, found: str) -> None:
    """Record that a leak of a client's data became known."""
    with _on_client(client) as (desk, id, made):
        made.append(acts.report_leak(desk, id, exact_moment(found, desk.zone)))


@notice.command("sub-processor")
@click.argument("client")
@click.option("--recipient", required=True, help="Code of the recipient.")
@click.option("--starts", required=True, help="Date from which it is to start work.")
@click.option("--object-until", default="", help="Last day on which the client may object.")
def sub_processor(client: str, recipient: str, starts: str, object_until: str) -> None:
    """Record that a sub-processor is to be engaged."""
    with _on_client(client) as (desk, id, made):
        until = read_day(object_until) if object_until else None
        who = by_code(desk, "recipient", recipient)
        made.append(acts.announce_sub_processor(desk, id, who, read_day(starts), until))


@notice.command()
@click.argument("client")
@click.option("--destruction", required=True, help="Number of the destruction whose act is ready.")
def destruction(client: str, destruction: str) -> None:
    """Record that data of a client were destroyed."""
    from desk.services.destruction.destructions import destruction_id

    with _on_client(client) as (desk, id, made):
        made.append(acts.report_destruction(desk, id, destruction_id(desk, destruction)))


@notice.command()
@click.argument("id", type=int)
@click.option("--passages", type=PATH, help="TOML with the editable texts.")
@click.option("--enclose", is_flag=True, help="The person's letter, or the act, is enclosed.")
@out_file(help="Save the PDF here.", required=False)
@OPEN_ANYWAY
@OTHERS_CHECKED
def issue(
    id: int,
    passages: Path | None,
    enclose: bool,
    out: Path | None,
    anyway: bool,
    others_checked: bool,
) -> None:
    """Issue the paper of a notice."""
    with _on_notice(id) as (here, desk):
        mode = here.mode(desk)
        texts = read_passages(passages)
        draft = client_papers.draft_notice(desk, id, mode, texts, attached=enclose)
        check_names(draft, texts)
        hints = draft_hints(here, desk, draft)
        point_out(here, draft, hints, checked=others_checked, anyway=anyway)
        brief = acts.issue_client_notice(desk, id, draft)
        if out is not None:
            write_file(out, paper_bytes(desk, brief.id, "exported"))


@notice.command()
@click.argument("id", type=int)
@out_file(help="Where the draft e-mail is saved.")
def mail(id: int, out: Path) -> None:
    """Save a draft e-mail with the issued notice."""
    with _on_notice(id) as (here, desk):
        _name, content = client_papers.draft_to_client(desk, id, here.words.language)
        write_file(out, content)


@notice.command()
@click.argument("id", type=int)
@click.option("--at", "moment", required=True, help="Moment or date it was sent.")
@click.option("--way", default="email", type=WAYS)
@click.option("--proof", default="", help="Message, postal number, signature on receipt.")
@click.option("--file", "path", type=PATH, help="The proof as a file.")
@ANYWAY
def sent(id: int, moment: str, way: str, proof: str, path: Path | None, anyway: bool) -> None:
    """Record how a notice was sent."""
    with _on_notice(id) as (here, desk):
        kept = named_file(path)
        at = read_moment(moment, desk.zone)
        message = sent_message(Channel(way), kept)
        if message is not None:
            to = client_papers.client_address(desk, id)
            check_doubts(here, message_doubts(desk, message, to), anyway=anyway)
        acts.record_client_told(desk, id, at, Channel(way), proof, kept)


@notice.command()
@click.argument("id", type=int)
@click.argument("outcome", type=click.Choice([each.value for each in Objection]))
@click.option("--on", "day", required=True, help="Day of the answer.")
def answer(id: int, outcome: str, day: str) -> None:
    """Record the client's decision on a new sub-processor."""
    with _on_notice(id) as (_here, desk):
        acts.record_objection(desk, id, Objection(outcome), read_day(day))


@notice.command()
@click.argument("id", type=int)
@click.option("--because", required=True, help="Why it was a mistake.")
def drop(id: int, because: str) -> None:
    """Withdraw a notice."""
    here = session()
    with here.desk() as desk:
        acts.drop_client_notice(desk, id, because)
        here.show({"dropped": id}, here.words.say(N_("Notice {id} is taken back."), id=id))
