# SPDX-License-Identifier: Apache-2.0
"""``desk assignment …``: processing assigned to others, what each contract lacks, sub-processors, checks, the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from desk.cli.app import PATH, Session, session
from desk.cli.assignment_file import read_assignment
from desk.cli.law import read_day
from desk.cli.one_request import save_paper
from desk.cli.out_file import out_folder
from desk.cli.passages import OPEN_ANYWAY, OTHERS_CHECKED, draft_hints, point_out
from desk.domain.assignment_words import (
    GROUNDS,
    OUTCOMES,
    due_said,
    gap_said,
    lacks_said,
    subs_said,
)
from desk.domain.assignments import (
    AssignmentRow,
    Outcome,
    ProcessorCheck,
    SubProcessor,
    extras,
    items,
    source,
)
from desk.domain.canon import plain, plain_record
from desk.domain.countries import country_name
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.assignment import assignments as acts
from desk.services.codes import by_code
from desk.services.desk import Desk
from desk.services.register.registers import retire
from desk.services.signature.signing import sign_many
from desk.text import Catalogue


@click.group()
def assignment() -> None:
    """Work with assignments of processing."""


@assignment.command()
def terms() -> None:
    """Show the eight obligatory items with their legal provisions and sources, and useful further terms; needs no desk."""
    here = session()
    language = here.words.language
    lines = [
        f"{each.code}  {each.title.of(language)}  ({each.norm.of(language)})"
        for each in items().values()
    ]
    lines += [
        source().of(language),
        *(f"+ {each.code}  {each.title.of(language)}" for each in extras().values()),
    ]
    facts = {
        "items": [plain(each) for each in items().values()],
        "extras": [plain(each) for each in extras().values()],
        "source": source().of(language),
    }
    here.show(facts, "\n".join(lines))


@assignment.command("list")
@click.option("--recipient", default="", help="Code of the processor.")
@click.option("--retired", is_flag=True, help="Include those taken out of use.")
def list_(recipient: str, retired: bool) -> None:
    """Show the assignments with what each lacks."""
    here = session()
    with here.desk() as desk:
        who = by_code(desk, "recipient", recipient) if recipient else 0
        rows = acts.assignments(desk, who, retired=retired)
        today = desk.today()
        text = "\n".join(_line(row, here.words, today) for row in rows)
        here.show({"assignments": [_facts(row, here.words, today) for row in rows]}, text)


def _line(row: AssignmentRow, words: Catalogue, today: date) -> str:
    """One assignment, and below it what asks for a hand."""
    name = row.recipient.name.of(words.language)
    where = country_name(row.recipient.country, words.language)
    one = row.assignment
    head = "  ".join(
        filter(None, (row.code, f"{name}, {where}", one.contract, f"{one.since} — {one.until}"))
    )
    told = (*lacks_said(row), *subs_said(row, today), *due_said(row, today))
    return "\n".join([head, *(f"    {words.tell(each)}" for each in told)])


def _facts(row: AssignmentRow, words: Catalogue, today: date) -> dict[str, object]:
    """An assignment for scripts."""
    language = words.language
    return {
        "code": row.code,
        "processor": row.recipient.name.of(language),
        "country": row.recipient.country,
        "foreign": row.foreign,
        "assignment": plain(row.assignment),
        "ground": words.gettext(GROUNDS[row.assignment.ground]),
        "checked": row.checked,
        "missing": list(row.missing),
        "where": {code: row.where(code) for code in items()},
        "excess": [{"kind": each.kind, "title": each.title.of(language)} for each in row.excess],
        "lacks": [words.tell(each) for each in lacks_said(row)],
        "issued": row.issued,
        "signed": row.signed,
        "due": row.due(today),
        "sub_processors": [
            {
                **plain_record(sub),
                "may_object": sub.waits(today),
                "said": words.gettext(OUTCOMES[sub.outcome]),
            }
            for sub in row.subs
        ],
        "checks": plain(row.checks),
    }


@assignment.command()
@click.argument("code")
def show(code: str) -> None:
    """Show one assignment: what is missing, what exceeds its scope, what consents do not name."""
    here = session()
    with here.desk() as desk:
        _show(here, desk, acts.assignment_id(code))


def _show(here: Session, desk: Desk, id: int, **more: object) -> None:
    words, today = here.words, desk.today()
    row = acts.assignment_row(desk, id)
    gaps = [words.tell(gap_said(each)) for each in acts.consent_gaps(desk, id)]
    lines = [_line(row, words, today), *(f"    {each}" for each in gaps)]
    here.show({**_facts(row, words, today), "consents": gaps, **more}, "\n".join(lines))


@assignment.command()
@click.argument("file", type=PATH)
@click.option(
    "--code", default="", help="Code of the assignment to change; creates a new one if not given."
)
def save(file: Path, code: str) -> None:
    """Record an assignment, or change one, from FILE (TOML); a new one takes from the registers what FILE leaves out."""
    here = session()
    with here.desk() as desk:
        found = read_assignment(desk, file, new=not code)
        if code:
            id = acts.assignment_id(code)
            kept = acts.assignment_row(desk, id).assignment
            number, dated = found.number or kept.number, found.dated or kept.dated
            found = replace(found, id=id, number=number, dated=dated)
        _show(here, desk, acts.save_assignment(desk, found))


@assignment.command()
@click.argument("code")
@click.argument("found", nargs=-1)
@click.option("--on", "day", required=True, help="Day the contract was read.")
def clauses(code: str, found: tuple[str, ...], day: str) -> None:
    """Record which clause of the contract contains each item: data=2.1 actions=2.2; data= removes one."""
    here = session()
    with here.desk() as desk:
        id = acts.assignment_id(code)
        kept = acts.assignment_row(desk, id).assignment
        told = {**kept.clauses, **_pairs(found)}
        changed = replace(kept, clauses=told, checked=read_day(day).isoformat())
        _show(here, desk, acts.save_assignment(desk, changed))


def _pairs(found: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for each in found:
        item, sign, where = each.partition("=")
        if not sign or item not in items():
            raise Refusal(N_("Write it as item=clause; desk assignment terms shows the items."))
        pairs[item] = where
    return pairs


@assignment.command()
@click.argument("code")
@click.option("--name", required=True, help="Name of the sub-processor.")
@click.option("--name-en", default="", help="The same in English.")
@click.option("--country", required=True, help="Country, such as VN.")
@click.option("--address", default="", help="Its address.")
@click.option("--does", default="", help="What it is to do.")
@click.option("--on", "day", required=True, help="Day it was announced.")
@click.option("--until", default="", help="Last day to object.")
def announce(
    code: str, name: str, name_en: str, country: str, address: str, does: str, day: str, until: str
) -> None:
    """Record that a processor announced a sub-processor."""
    here = session()
    with here.desk() as desk:
        id = acts.assignment_id(code)
        sub = SubProcessor(
            id=0,
            assignment=id,
            name=Both(name, name_en),
            country=country.upper(),
            announced=day,
            until=until,
            address=address,
            does=Both(does, ""),
        )
        made = acts.save_sub_processor(desk, sub)
        _show(here, desk, id, sub_processor=made)


@assignment.command()
@click.argument("sub", type=int)
@click.argument("outcome", type=click.Choice([Outcome.OBJECTED.value, Outcome.ACCEPTED.value]))
@click.option("--on", "day", required=True, help="Day of the decision.")
@click.option("--note", default="", help="Why, without names.")
def decide(sub: int, outcome: str, day: str, note: str) -> None:
    """Record that a sub-processor, called by its number, was objected to or accepted."""
    here = session()
    with here.desk() as desk:
        id = acts.decide_sub_processor(desk, sub, Outcome(outcome), read_day(day), note)
        _show(here, desk, id)


@assignment.command()
@click.argument("code")
@click.option("--on", "day", required=True, help="Day of the check.")
@click.option("--asked", required=True, help="What was asked.")
@click.option("--came", default="", help="What was received.")
@click.option("--next", "following", default="", help="Day of the next check.")
def check(code: str, day: str, asked: str, came: str, following: str) -> None:
    """Record a check of the processor."""
    here = session()
    with here.desk() as desk:
        id = acts.assignment_id(code)
        acts.save_check(desk, ProcessorCheck(0, id, day, asked, came, following))
        _show(here, desk, id)


@assignment.command()
@click.argument("code")
@out_folder(help="Folder for the PDF.")
@OPEN_ANYWAY
@OTHERS_CHECKED
def issue(code: str, out: Path | None, anyway: bool, others_checked: bool) -> None:
    """Issue the assignment as a paper for both parties to sign."""
    from desk.services.assignment.papers import assignment_paper, issue_assignment

    here = session()
    with here.desk() as desk:
        id = acts.assignment_id(code)
        with desk.together():
            draft = assignment_paper(desk, id, here.mode(desk))
            hints = draft_hints(here, desk, draft)
            paper = issue_assignment(desk, id, draft)
            point_out(here, draft, hints, checked=others_checked, anyway=anyway)
            saved = save_paper(desk, paper, out)
        _show(here, desk, id, paper=paper.number, file=saved or None)


@assignment.command()
@click.argument("code")
@click.argument("who", nargs=-1, required=True, type=click.Choice(["operator", "processor"]))
@click.option("--on", "day", required=True, help="Day of the signature.")
def sign(code: str, who: tuple[str, ...], day: str) -> None:
    """Record who signed the issued assignment by pen."""
    here = session()
    with here.desk() as desk:
        id = acts.assignment_id(code)
        row = acts.assignment_row(desk, id)
        document = row.assignment.document if row.issued else None
        if document is None:
            raise Refusal(N_("This assignment has not been issued yet."))
        sign_many(desk, [(document, each) for each in who], read_day(day))
        _show(here, desk, id)


@assignment.command()
@click.argument("code")
@click.option("--on", "day", required=True, help="Last day.")
def end(code: str, day: str) -> None:
    """Record the last day of an assignment."""
    here = session()
    with here.desk() as desk:
        id = acts.assignment_id(code)
        kept = acts.assignment_row(desk, id).assignment
        acts.save_assignment(desk, replace(kept, until=read_day(day).isoformat()))
        _show(here, desk, id)


@assignment.command("retire")
@click.argument("code")
def retire_(code: str) -> None:
    """Take an assignment out of use from today."""
    here = session()
    with here.desk() as desk:
        id = acts.assignment_id(code)
        retire(desk, "assignment", id, desk.today().isoformat())
        _show(here, desk, id)
