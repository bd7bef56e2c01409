# SPDX-License-Identifier: Apache-2.0
"""``desk destruction …``: from the plan to the letter that tells the subject."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from desk.cli.app import PATH, Session, named_file, read_file, session
from desk.cli.destruction_views import as_json, as_text, counted, row_line
from desk.cli.law import read_day
from desk.cli.one_request import save_paper
from desk.cli.out_file import out_folder
from desk.cli.sealed import SEALED_COMMANDS
from desk.cli.tables import check_fields, fields_of, read_table
from desk.domain.canon import plain
from desk.domain.destruction import (
    Cause,
    DestructionState,
    DoneItem,
    PlanFields,
    PlanItem,
    TakingPart,
)
from desk.domain.values import Query
from desk.errors import N_, Refusal
from desk.services.codes import by_code, by_refs
from desk.services.desk import Desk
from desk.services.destruction import destructions as acts
from desk.services.paper.papers import paper_brief
from desk.services.request.requests import request_card, request_id
from desk.services.signature.e_signing import signer_named


@click.group()
def destruction() -> None:
    """Destroy data by commission."""


@contextmanager
def _one(number: str) -> Iterator[tuple[Session, Desk, int]]:
    """The open desk and the id of the destruction called ``number``."""
    here = session()
    with here.desk() as desk:
        yield here, desk, acts.destruction_id(desk, number)


def _show(here: Session, desk: Desk, id: int, **more: object) -> None:
    card = acts.destruction_card(desk, id, here.words.language)
    here.show(as_json(desk, card, here.words) | more, as_text(desk, card, here.words))


@destruction.command()
@click.option("--cause", required=True, type=click.Choice([each.value for each in Cause]))
@click.option("--on", "caused", required=True, help="Date the reason arose.")
@click.option("--request", "number", default="", help="Number of the request it comes from.")
@click.option("--subject", "subjects", multiple=True, help="Reference of a card; may be repeated.")
@click.option("--due", default="", help="Last day, where a contract or an agreement sets it.")
@click.option("--clause", default="", help="The clause that sets it.")
@click.option("--note", default="", help="A note.")
@click.option(
    "--nobody-else",
    is_flag=True,
    help="State that nobody else has the data for which the register names no recipient.",
)
def plan(
    cause: str,
    caused: str,
    number: str,
    subjects: tuple[str, ...],
    due: str,
    clause: str,
    note: str,
    nobody_else: bool,
) -> None:
    """Plan a destruction; what to destroy and what to keep is proposed from the registers."""
    here = session()
    with here.desk() as desk:
        people = by_refs(desk, subjects)
        request = request_id(desk, number) if number else None
        if request is not None and not people:
            subject = request_card(desk, request).subject_id
            people = [] if subject is None else [subject]
        fields = PlanFields(
            Cause(cause), caused, tuple(people), request=request, due=due, clause=clause, note=note
        )
        with desk.together():
            id = acts.plan_destruction(desk, fields)
            if nobody_else and (asked := acts.unshared(desk, id)):
                acts.answer_sharing(desk, id, dict.fromkeys(asked, ()))
        _show(here, desk, id)


@destruction.command()
@click.argument("number")
@click.option(
    "--set", "path", type=PATH, help="TOML with a table for each item: what is destroyed instead."
)
def items(number: str, path: Path | None) -> None:
    """Show what is to be destroyed, or set it from a file."""
    with _one(number) as (here, desk, id):
        if path is not None:
            acts.set_items(desk, id, [_item(desk, each, path) for each in read_table(path, "item")])
        _show(here, desk, id)


def _item(desk: Desk, table: dict[str, Any], path: Path) -> PlanItem:
    """One item, its places and categories by their codes and its person by reference."""
    check_fields(PlanItem, {"person": "", "categories": (), **table}, path)
    table["person"] = by_refs(desk, [str(table.get("person", ""))])[0]
    codes = table.get("categories", [])
    table["categories"] = tuple(by_code(desk, "category", str(code)) for code in codes)
    for name, register in (("system",) * 2, ("carrier",) * 2, ("processor", "recipient")):
        if name in table:
            table[name] = by_code(desk, register, str(table[name]))
    found: PlanItem = fields_of(PlanItem, table, path)
    return found


@destruction.command()
@click.argument("number")
@click.option("--to", "codes", multiple=True, help="Code of a recipient who has the data.")
@click.option("--nobody", is_flag=True, help="Nobody else has them.")
@click.option(
    "--purpose", default=None, help="Code of the purpose; all the purposes concerned if not given."
)
def sharing(number: str, codes: tuple[str, ...], nobody: bool, purpose: str | None) -> None:
    """State who else has the data to be destroyed, where the register names nobody."""
    with _one(number) as (here, desk, id):
        if nobody == bool(codes):
            raise Refusal(N_("Choose who has the data, or tick that nobody else has."))
        chosen = tuple(by_code(desk, "recipient", code) for code in codes)
        asked = acts.unshared(desk, id) if purpose is None else (purpose,)
        acts.answer_sharing(desk, id, dict.fromkeys(asked, chosen))
        _show(here, desk, id)


@destruction.command()
@click.argument("number")
@click.option(
    "--to",
    "codes",
    multiple=True,
    help="Code of a recipient; everyone who has the data if not given.",
)
@click.option("--confirm-by", required=True, help="Date by which they are to confirm.")
@click.option(
    "--action",
    default="destroy",
    show_default=True,
    type=click.Choice(["destroy", "stop", "block"]),
)
@out_folder(help="Folder for the PDFs.")
def letters(
    number: str, codes: tuple[str, ...], confirm_by: str, action: str, out: Path | None
) -> None:
    """Write to the processors and recipients: stop and destroy, and confirm it."""
    with _one(number) as (here, desk, id):
        wanted = [by_code(desk, "recipient", code) for code in codes] or acts.receivers(desk, id)
        with desk.together():
            made = acts.write_stop_letters(
                desk, id, wanted, read_day(confirm_by), here.mode(desk), action
            )
            written = [each for each in acts.letters_of(desk, id) if each.id in made]
            files = [_save(desk, each.document, out) for each in written]
        _show(here, desk, id, files=[file for file in files if file])


def _save(desk: Desk, paper: int | None, out: Path | None) -> str:
    return "" if paper is None else save_paper(desk, paper_brief(desk, paper), out)


@destruction.command()
@click.argument("number")
@click.argument("code")
@click.option("--sent", default="", help="Date the letter was sent.")
@click.option("--confirmed", default="", help="Day of the confirmation.")
@click.option("--file", "path", type=PATH, help="The confirmation, as the processor's own act.")
@click.option("--note", default="", help="A note.")
def letter(number: str, code: str, sent: str, confirmed: str, path: Path | None, note: str) -> None:
    """Record that the letter to CODE was sent, or what was confirmed."""
    file = named_file(path)
    with _one(number) as (here, desk, id):
        recipient = by_code(desk, "recipient", code)
        found = [each.id for each in acts.letters_of(desk, id) if each.recipient == recipient]
        if not found:
            raise Refusal(N_("There is no such letter."))
        with desk.together():
            if sent:
                acts.record_letter_sent(desk, found[-1], read_day(sent), note)
            if confirmed:
                acts.record_confirmation(desk, found[-1], read_day(confirmed), file, note)
        _show(here, desk, id)


@destruction.command()
@click.argument("number")
@click.option(
    "--commission", type=int, help="Id of the commission; the newest in force if not given."
)
@click.option(
    "--part", "parts", multiple=True, help="MEMBER, or SUBSTITUTE:ABSENT:REASON; ids of members."
)
def appoint(number: str, commission: int | None, parts: tuple[str, ...]) -> None:
    """State who destroys the data."""
    with _one(number) as (here, desk, id):
        chosen = commission
        if chosen is None:
            found = acts.commissions(desk, desk.today())
            if not found:
                raise Refusal(N_("No commission is in force: create one first."), "commission")
            chosen = found[0].id
        acts.appoint(desk, id, chosen, [_part(each) for each in parts] or None)
        _show(here, desk, id)


def _part(text: str) -> TakingPart:
    member, _, rest = text.partition(":")
    absent, _, reason = rest.partition(":")
    try:
        return TakingPart(int(member), int(absent) if absent else None, reason)
    except ValueError as error:
        raise Refusal(
            N_("“{text}” is neither MEMBER nor SUBSTITUTE:ABSENT:REASON."), text=text[:40]
        ) from error


@destruction.command()
@click.argument("number")
@click.option("--on", required=True, help="Day of the destruction.")
@click.option(
    "--items",
    "path",
    type=PATH,
    help="TOML with a table for each item that was not done as planned.",
)
def done(number: str, on: str, path: Path | None) -> None:
    """Record that the data were destroyed."""
    said = [fields_of(DoneItem, each, path) for each in read_table(path, "item")] if path else []
    with _one(number) as (here, desk, id):
        acts.carry_out(desk, id, said, read_day(on))
        _show(here, desk, id)


@destruction.command()
@click.argument("number")
@click.option(
    "--log", "logs", multiple=True, help="SYSTEM=FILE: the export of a system's event log."
)
@click.option("--log-in-act", multiple=True, help="SYSTEM whose log cannot show it: the act does.")
@click.option("--replace", "reason", default="", help="Why the previous act is void.")
@out_folder(help="Folder for the PDFs.")
def act(
    number: str,
    logs: tuple[str, ...],
    log_in_act: tuple[str, ...],
    reason: str,
    out: Path | None,
) -> None:
    """Draw up the act and the extract from the log."""
    with _one(number) as (here, desk, id):
        with desk.together():
            if reason:
                acts.void_act(desk, id, reason)
            for code, _, file in (text.partition("=") for text in logs):
                path = Path(file)
                system = by_code(desk, "system", code)
                acts.attach_log(desk, id, system, path.name, read_file(path))
            for code in log_in_act:
                acts.log_in_act(desk, id, by_code(desk, "system", code))
            paper, extracts = acts.draw_up(desk, id, here.mode(desk))
            files = [_save(desk, each, out) for each in (paper, *extracts)]
        _show(here, desk, id, files=[file for file in files if file])


@destruction.command()
@click.argument("number")
@click.option("--on", required=True, help="Day of the signatures.")
@click.option(
    "--who", multiple=True,
    help="Who signed: the name as printed in the act, or its place, such as chairman; everybody if not given.",
)  # fmt: skip
@click.option("--reason", default="", help="Why by pen, if others signed in another way.")
def sign(number: str, on: str, who: tuple[str, ...], reason: str) -> None:
    """Record that the act was signed by pen."""
    with _one(number) as (here, desk, id):
        card = acts.destruction_card(desk, id)
        paper = acts.act_of(desk, id)
        unsigned = [each.field for each in card.signers if each.state == "none"]
        with desk.together():
            for each in who or unsigned:
                field = signer_named(desk, paper, each)
                acts.sign_by_pen(desk, paper, field, read_day(on), reason=reason)
        _show(here, desk, id)


@destruction.command("list")
@click.option("--text", default="", help="Words from the number or the subjects.")
@click.option(
    "--state", default="", type=click.Choice(["", *(each.value for each in DestructionState)])
)
@click.option("--cause", default="", type=click.Choice(["", *(each.value for each in Cause)]))
@click.option(
    "--sort", default="due", help="due, number, planned, state, cause, step; - for descending."
)
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 100_000))
def list_(text: str, state: str, cause: str, sort: str, limit: int) -> None:
    """Show the register of destructions."""
    here = session()
    with here.desk() as desk:
        query = Query(text=text, state=state, kind=cause, sort=sort)
        rows = acts.destruction_rows(desk, acts.destruction_ids(desk, query, limit=limit))
        lines = "\n".join(row_line(row, here.words) for row in rows)
        here.show({"destructions": plain(rows)}, lines)


@destruction.command()
@click.argument("number")
def show(number: str) -> None:
    """Show everything about one destruction."""
    with _one(number) as (here, desk, id):
        _show(here, desk, id)


@destruction.command()
@click.argument("number")
@click.option(
    "--how",
    default="",
    help="How the subjects were notified, or why they cannot be; if not given, notices are issued.",
)
@click.option(
    "--notices", is_flag=True, help="Issue notices as well: --how is for those no letter can reach."
)
@click.option("--on", default="", help="Date they were notified; today if not given.")
@out_folder(help="Folder for the PDFs.")
def tell(number: str, how: str, notices: bool, on: str, out: Path | None) -> None:
    """Notify the subjects, quoting the act."""
    with _one(number) as (here, desk, id):
        day = read_day(on) if on else None
        with desk.together():
            request = acts.destruction_card(desk, id).request
            mode = None if how and not notices else here.mode(desk, request)
            papers = acts.tell(desk, id, mode, how=how, on=day)
            files = [save_paper(desk, each, out) for each in papers]
        _show(here, desk, id, files=[file for file in files if file])


@destruction.command()
@click.argument("number")
@click.option("--reason", required=True, help="Why the data cannot be destroyed in time.")
def postpone(number: str, reason: str) -> None:
    """Block the data and start the six-month period of Article 21 (6)."""
    with _one(number) as (here, desk, id):
        acts.postpone(desk, id, reason)
        _show(here, desk, id)


@destruction.command()
@click.argument("number")
@click.option("--reason", required=True, help="Why the plan is withdrawn.")
def void(number: str, reason: str) -> None:
    """Withdraw a plan before it is carried out."""
    with _one(number) as (here, desk, id):
        acts.void_destruction(desk, id, reason)
        _show(here, desk, id)


@destruction.command()
@click.argument("number")
@click.option("--dry", is_flag=True, help="Only count what would be erased; nothing is changed.")
@click.option("--sent", default="", help="How and when notices that answer no request were sent.")
def erase(number: str, dry: bool, sent: str) -> None:
    """Erase the desk's own copies, then clean file and backups."""
    from desk.services.destruction import erasure

    with _one(number) as (here, desk, id):
        if dry:
            subjects = [each[0] for each in acts.destruction_card(desk, id).subjects]
            counts = erasure.dry_run(desk, subjects, id)
            here.show({"counts": plain(counts)}, counted(counts, here.words))
            return
        counts = erasure.erase(desk, id, sent)
        finished = erasure.finish(desk)
        facts = {"counts": plain(counts), "finished": plain(finished)}
        here.show(facts, counted(counts, here.words))


for each in SEALED_COMMANDS:
    destruction.add_command(each)
