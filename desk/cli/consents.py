# SPDX-License-Identifier: Apache-2.0
"""``desk consent …``: the register of consents, recording, withdrawal, what expires, import from CSV."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from desk.cli.app import PATH, Session, read_file, session
from desk.cli.law import read_moment
from desk.cli.views import file_as_json, signature_lines
from desk.domain.canon import plain
from desk.domain.consent import ConsentFields, ConsentKind, ConsentRow, ConsentState, ConsentWay
from desk.domain.consent_doubts import doubt_brief, doubt_lines
from desk.domain.consent_import import (
    TARGETS,
    TITLES,
    ImportLine,
    ImportPlan,
    ImportReport,
    Sheet,
    plain_word,
)
from desk.domain.days import day_of
from desk.domain.labels import label
from desk.domain.numbering import printed_number
from desk.domain.request import PersonFields
from desk.domain.values import Query
from desk.errors import N_, AtField, Own, Refusal
from desk.folding import fold
from desk.services.consent import consents as acts
from desk.services.desk import Desk
from desk.services.register.registers import categories, purposes, recipients
from desk.services.request.requests import request_id
from desk.services.signature.signed_files import check_new
from desk.text import Catalogue

KINDS = click.Choice([each.value for each in ConsentKind])
WAYS = click.Choice([each.value for each in ConsentWay])


@click.group()
def consent() -> None:
    """Work with consents."""


def _row(row: ConsentRow, words: Catalogue, zone: str) -> str:
    """One line of the register; days are those of the legal zone."""
    given = day_of(row.given, zone).isoformat()
    until = row.valid_until or "—"
    kind, state = label(words, row.kind), label(words, row.state)
    said = f"{printed_number(row.number)}  {given}  {until:<10}  {state}  {kind}  {row.purpose.of(words.language)}  {row.subject}"
    doubt = doubt_brief(words, row)
    return f"{said}  {doubt}" if doubt else said


def _rows(here: Session, desk: Desk, rows: list[ConsentRow]) -> None:
    text = "\n".join(_row(row, here.words, desk.zone) for row in rows)
    here.show({"consents": plain(rows)}, text)


def _card(here: Session, desk: Desk, id: int) -> None:
    card = acts.consent_card(desk, id, here.words.language)
    warnings = [here.words.gettext(message) for message in card.warnings]
    signed = signature_lines(card.files, desk, here.words)
    warnings = [*doubt_lines(here.words, card.row), *warnings]
    lines = [_row(card.row, here.words, desk.zone), *warnings, *signed]
    files = [file_as_json(each, here.words) for each in card.files]
    facts = plain(replace(card, files=()))
    here.show(facts | {"warnings": warnings, "files": files}, "\n".join(lines))  # type: ignore[operator]  # a dataclass is a mapping there


@consent.command("list")
@click.option("--text", default="", help="Words from the person’s name or the number.")
@click.option("--state", default="", type=click.Choice(["", *(s.value for s in ConsentState)]))
@click.option("--kind", default="", type=click.Choice(["", *KINDS.choices]))
@click.option("--purpose", default="", help="Code of the purpose.")
@click.option("--until", default="", help="Only consents in force that end by this date.")
@click.option(
    "--sort",
    default="-number",
    show_default=True,
    help="number, given, subject, kind, purpose, until, state; - for descending.",
)
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 100_000))
def list_(
    text: str, state: str, kind: str, purpose: str, until: str, sort: str, limit: int
) -> None:
    """Show the register of consents."""
    here = session()
    query = Query(text, state, kind, _day(until), sort, purpose)
    with here.desk() as desk:
        _rows(here, desk, acts.consent_rows(desk, acts.consent_ids(desk, query, limit=limit)))


@consent.command()
@click.option("--days", default=30, show_default=True, type=click.IntRange(0, 36_500))
def expiring(days: int) -> None:
    """Show consents in force that end within so many days."""
    here = session()
    with here.desk() as desk:
        _rows(here, desk, acts.expiring(desk, days))


@consent.command()
@click.argument("number")
def show(number: str) -> None:
    """Show everything about one consent."""
    here = session()
    with here.desk() as desk:
        _card(here, desk, acts.consent_id(desk, number))


@consent.command()
@click.option("--name", default="", help="Whose consent it is.")
@click.option("--email", default="", help="The subject's e-mail address.")
@click.option("--phone", default="", help="The subject's telephone number.")
@click.option("--purpose", required=True, help="Code of the purpose.")
@click.option("--kind", default="processing", show_default=True, type=KINDS)
@click.option("--way", required=True, type=WAYS)
@click.option("--given", required=True, help="Day or moment it was given.")
@click.option("--until", default="", help="Last day it is in force.")
@click.option(
    "--category",
    multiple=True,
    help="Code of a category; all categories of the purpose if not given.",
)
@click.option("--evidence", multiple=True, help="Proof as NAME=VALUE, such as page=https://…")
@click.option("--file", "files", multiple=True, type=PATH, help="A file that serves as proof.")
@click.option("--text-version", default="", help="Version of the text people saw.")
@click.option("--fingerprint", default="", help="Hash of the text people saw.")
@click.option("--not-separate", is_flag=True, help="Given together with something else.")
@click.option("--written", is_flag=True, help="Signed by hand or by an electronic signature.")
@click.option("--through", default="", help="Through whom it came.")
@click.option("--through-proof", default="", help="How the intermediary proves it.")
@click.option(
    "--representative", default="", help="Name of the person who gave it on the subject’s behalf."
)
@click.option("--authority", default="", help="What the representative's authority is based on.")
@click.option("--authority-checked", default="", help="Date the authority was checked.")
@click.option("--recipient", multiple=True, help="Code of a recipient abroad.")
@click.option("--resources", default="", help="Pages on which the data are published.")
@click.option("--renews", default="", help="Number of the consent it renews.")
@click.option("--agreed-anew", is_flag=True, help="Given after advertising was stopped.")
def add(
    purpose: str, kind: str, way: str, given: str, files: tuple[Path, ...], renews: str,
    representative: str, agreed_anew: bool, **told: object,
) -> None:  # fmt: skip
    """Record a consent."""
    here = session()
    proof = [(path.name, read_file(path)) for path in files]
    speaker = PersonFields(name=representative) if representative else None
    with here.desk() as desk:
        fields = _fields(desk, purpose, ConsentKind(kind), ConsentWay(way), given, told)
        person = PersonFields(**{n: str(told[n]) for n in ("name", "email", "phone")})
        if renews:
            old = acts.consent_id(desk, renews)
            id = acts.renew_consent(desk, old, fields, proof, representative=speaker, named=person)
            _tell_name(here, acts.consent_card(desk, id).row.subject, person.name)
        else:
            id = acts.record_consent(
                desk, person, fields, proof, representative=speaker, lift_stop=agreed_anew
            )
        check_new(desk, "consent", id)
        _card(here, desk, id)


def _tell_name(here: Session, kept: str, said: str) -> None:
    """That a renewal leaves the name as the card writes it."""
    if said.strip() and fold(said.strip()) != fold(kept):
        told = N_("The name stays as it is on the card: {name}. Correct it on the card.")
        click.echo(here.words.say(told, name=kept), err=True)


def _fields(
    desk: Desk, purpose: str, kind: ConsentKind, way: ConsentWay, given: str, told: dict[str, object]
) -> ConsentFields:  # fmt: skip
    known = {each.code: each.id for each in categories(desk)}
    abroad = {each.code: each.id for each in recipients(desk)}
    moment = read_moment(given, desk.zone)
    return ConsentFields(
        kind=kind,
        purpose=_purpose(desk, purpose),
        given=moment.isoformat(),
        way=way,
        categories=_ids(told["category"], known, "category"),
        evidence=_pairs(told["evidence"], "evidence"),
        text_version=str(told["text_version"]),
        fingerprint=str(told["fingerprint"]),
        separate=not told["not_separate"],
        written=bool(told["written"]),
        authority=str(told["authority"]),
        authority_checked=str(told["authority_checked"]),
        through=str(told["through"]),
        through_proof=str(told["through_proof"]),
        recipients=_ids(told["recipient"], abroad, "recipient"),
        conditions={"resources": str(told["resources"])} if told["resources"] else {},
        valid_until=str(told["until"]),
    )


def _purpose(desk: Desk, code: str) -> int:
    """The edition in force of a purpose."""
    found = {each.fields.code: each.id for each in purposes(desk)}
    if code not in found:
        raise Refusal(N_("There is no open purpose “{code}”."), field="purpose", code=code[:40])
    return found[code]


def _ids(codes: object, known: dict[str, int], field: str) -> tuple[int, ...]:
    assert isinstance(codes, tuple)
    for code in codes:
        if code not in known:
            raise Refusal(N_("Nothing has the code “{code}”."), field=field, code=code[:40])
    return tuple(known[code] for code in codes)


def _pairs(texts: object, field: str) -> dict[str, str]:
    """``NAME=VALUE`` several times."""
    assert isinstance(texts, tuple)
    pairs = [text.partition("=") for text in texts]
    if not all(name and sign for name, sign, _value in pairs):
        raise AtField(N_("Write it as NAME=VALUE."), field=field)
    return {name: value for name, _sign, value in pairs}


def _day(text: str) -> date | None:
    moment = read_moment(text, "UTC") if text else None
    return date(moment.year, moment.month, moment.day) if moment else None


@consent.command()
@click.argument("numbers", nargs=-1, required=True)
@click.option("--on", default="", help="Date or moment of the withdrawal; now if not given.")
@click.option("--request", "request", default="", help="Number of the withdrawal request.")
@click.option("--because", default="", help="How it was withdrawn.")
def withdraw(numbers: tuple[str, ...], on: str, request: str, because: str) -> None:
    """Withdraw consents and name the grounds on which processing continues."""
    here = session()
    words = here.words
    with here.desk() as desk:
        ids = list(dict.fromkeys(acts.consent_id(desk, number) for number in numbers))
        moment = read_moment(on, desk.zone) if on else desk.now()
        asked = request_id(desk, request) if request else None
        grounds = acts.withdraw_consents(desk, ids, moment, asked, because)
        rows = acts.consent_rows(desk, ids)
        lines = [_row(row, words, desk.zone) for row in rows]
        lines += [
            words.say(
                N_("Continues: {purpose} — {basis}"),
                purpose=each.purpose.of(words.language),
                basis=each.basis.of(words.language) or each.ground,
            )
            for each in grounds
        ]
        here.show({"consents": plain(rows), "other_grounds": plain(grounds)}, "\n".join(lines))


@consent.command()
@click.argument("number")
@click.option("--evidence", multiple=True, help="What changes, as NAME=VALUE; NAME= removes it.")
@click.option("--through-proof", default=None, help="How the intermediary proves it.")
@click.option("--reason", default="", help="Why it is corrected.")
def evidence(
    number: str, evidence: tuple[str, ...], through_proof: str | None, reason: str
) -> None:
    """Correct the proof of the consent NUMBER."""
    here = session()
    with here.desk() as desk:
        id = acts.consent_id(desk, number)
        kept = acts.consent_card(desk, id).fields.through_proof
        proof = kept if through_proof is None else through_proof
        acts.correct_evidence(desk, id, _pairs(evidence, "evidence"), proof, reason)
        _card(here, desk, id)


@consent.command("import")
@click.argument("file", type=PATH)
@click.option("--purpose", default="", help="Code of the purpose, where no column names it.")
@click.option("--kind", default="processing", show_default=True, type=KINDS)
@click.option("--way", default="site_form", show_default=True, type=WAYS)
@click.option("--column", multiple=True, help="What a column means, such as given=Heading.")
@click.option("--not-separate", is_flag=True, help="Given together with something else.")
@click.option("--written", is_flag=True, help="Signed by hand or by an electronic signature.")
@click.option("--resources", default="", help="Pages on which the data are published.")
@click.option("--renew", is_flag=True, help="Record a later consent that renews the one in force.")
@click.option("--leave-out", is_flag=True, help="Leave wrong lines out instead of saving nothing.")
@click.option("--dry-run", is_flag=True, help="Only show what would happen to each line.")
def import_(
    file: Path, purpose: str, kind: str, way: str, column: tuple[str, ...], not_separate: bool,
    written: bool, resources: str, renew: bool, leave_out: bool, dry_run: bool,
) -> None:  # fmt: skip
    """Record the consents of a CSV file, each line once."""
    from desk.services.consent import imports

    here = session()
    sheet = imports.read_sheet(read_file(file))
    mapping = imports.guess_mapping(sheet.columns) | _columns(sheet, column)
    with here.desk() as desk:
        plan = ImportPlan(
            mapping=mapping,
            kind=ConsentKind(kind),
            purpose=_purpose(desk, purpose) if purpose else 0,
            way=ConsentWay(way),
            resources=resources,
            separate=not not_separate,
            written=written,
            renew=renew,
        )
        if dry_run:
            report = imports.dry_run(desk, sheet, plan)
        else:
            report = _import(desk, sheet, plan, leave_out=leave_out)
    counts = {outcome: len(report.of(outcome)) for outcome in ("new", "known", "wrong")}
    told = [_line(line, here.words) for line in report.lines if line.outcome == "wrong"]
    told.append(here.words.say(N_("New: {new}. There already: {known}. Wrong: {wrong}."), **counts))
    headings = {target: sheet.columns[place] for target, place in mapping.items()}
    lines = [
        plain(line) | {"fault": _line(line, here.words) or None}  # type: ignore[operator]  # as above
        for line in report.lines
    ]
    facts = {"saved": report.saved, "columns": headings, **counts, "lines": lines}
    here.show(facts, "\n".join(told))


def _import(desk: Desk, sheet: Sheet, plan: ImportPlan, *, leave_out: bool) -> ImportReport:
    """Import, or say of every wrong line what is wrong with it before the whole file is refused."""
    from desk.services.consent import imports

    try:
        return imports.import_consents(desk, sheet, plan, leave_out=leave_out)
    except Refusal as refusal:
        if refusal.field == "file":
            for line in imports.dry_run(desk, sheet, plan).of("wrong"):
                click.echo(_line(line, session().words), err=True)
        raise


def _columns(sheet: Sheet, told: tuple[str, ...]) -> dict[str, int]:
    """The columns a person named by their headings."""
    known = {plain_word(heading): place for place, heading in reversed([*enumerate(sheet.columns)])}
    found = {}
    for target, heading in _pairs(told, "column").items():
        if target not in TARGETS or plain_word(heading) not in known:
            raise Refusal(
                N_("There is no column “{heading}”, or nothing called “{target}”."),
                field="column",
                heading=heading[:40],
                target=target[:40],
            )
        found[target] = known[plain_word(heading)]
    return found


def _line(line: ImportLine, words: Catalogue) -> str:
    """What is wrong in a line, in a sentence."""
    if line.fault is None:
        return ""
    column = line.fault.column
    return words.say(
        N_("Line {line}, {column}: {fault}"),
        line=line.line,
        column=column
        if isinstance(column, Own)
        else words.gettext(TITLES.get(column, column)) or "—",
        fault=words.say(line.fault.message, **line.fault.params),
    )
