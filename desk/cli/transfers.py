# SPDX-License-Identifier: Apache-2.0
"""``desk transfer …``: the register of transfers abroad, whether they may flow, and Roskomnadzor's cycle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import click

from desk.cli.app import PATH, Session, session
from desk.cli.law import read_day
from desk.cli.localisation import localisation_facts
from desk.cli.paper_views import papers_as_json
from desk.cli.transfer_cycle import COMMANDS
from desk.cli.transfer_file import read_transfer
from desk.domain.canon import plain
from desk.domain.countries import country_name
from desk.domain.journal_words import record_words
from desk.domain.labels import label
from desk.domain.transfer import Flow
from desk.domain.transfers import Decision, DeskFlow, Filing, FlowWord, TransferGround, TransferRow
from desk.domain.values import Query
from desk.errors import N_
from desk.services.codes import by_refs
from desk.services.desk import Desk
from desk.services.paper.papers import paper_id
from desk.services.register.localisation import localisation
from desk.services.register.recipients import recipient_views
from desk.services.transfer import notices
from desk.services.transfer import transfers as acts
from desk.services.transfer.assessments import assessment_id
from desk.services.transfer.proposals import adopt_transfers, proposed_transfers
from desk.text import Catalogue

_ANSWERS = ("barred", *(each.value for each in FlowWord))
_DECISIONS = click.Choice([each.value for each in Decision])


@click.group()
def transfer() -> None:
    """Work with transfers abroad."""


@transfer.command("list")
@click.option("--text", default="", help="Words from the recipient, the country or the purpose.")
@click.option("--state", default="", type=click.Choice(["", "used", "ended", "retired"]))
@click.option(
    "--answer",
    default="",
    type=click.Choice(["", *_ANSWERS]),
    help="Only those with this answer today; barred: they are running although they are not allowed.",
)
@click.option("--purpose", default="", help="Code of the purpose.")
@click.option(
    "--listed/--unlisted", default=None, help="Only to states on Roskomnadzor's list, or off it."
)
@click.option(
    "--sort",
    default="code",
    show_default=True,
    help="code, recipient, country, purpose, ground, since, until, flow; - for descending.",
)
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 100_000))
def list_(
    text: str, state: str, answer: str, purpose: str, listed: bool | None, sort: str, limit: int
) -> None:
    """Show the register of transfers with the answers of today."""
    here = session()
    query = Query(text=text, state=state, kind=answer, sort=sort, purpose=purpose, listed=listed)
    with here.desk() as desk:
        ids = acts.transfer_ids(desk, query, limit=limit)
        rows = acts.transfer_rows(desk, ids, language=here.words.language)
        facts = [_facts(row, here.words) for row in rows]
        here.show({"transfers": facts}, "\n".join(_line(row, row.flow, here.words) for row in rows))


def _line(row: TransferRow, flow: Flow, words: Catalogue) -> str:
    """One line of the register."""
    country = country_name(row.country, words.language)
    name, purpose = row.recipient.of(words.language), row.purpose.of(words.language)
    since = flow.since.isoformat() if flow.since else "—"
    head = f"{row.code}  {label(words, flow.word)}  {since}  {name}, {country}  {purpose}"
    return f"{head}\n    {words.tell(flow.why)}"


def _facts(row: TransferRow, words: Catalogue) -> dict[str, object]:
    """A line for scripts, with its answer in words."""
    told = {each.name: getattr(row, each.name) for each in fields(row) if each.name != "flow"}
    return {name: plain(value) for name, value in told.items()} | _flow(row.flow, words)


def _flow(flow: Flow, words: Catalogue) -> dict[str, object]:
    """An answer for scripts."""
    return {
        "flows": flow.flows,
        "word": flow.word.value,
        "since": flow.since.isoformat() if flow.since else None,
        "why": words.tell(flow.why),
        "list_version": flow.list_version,
    }


@transfer.command("may-flow")
@click.option("--on", "day", default="", help="The date in question; today if not given.")
@click.option("--subject", default="", help="Reference of a card: the answers for this person.")
def may_flow(day: str, subject: str) -> None:
    """Show for every transfer, and for the desk as a whole, whether it is allowed on a given day."""
    here = session()
    words = here.words
    with here.desk() as desk:
        on = read_day(day) if day else desk.today()
        answers = acts.flows(desk, on, words.language)
        touched: dict[int, bool] = {}
        if subject:
            (person,) = by_refs(desk, [subject])
            told = acts.subject_flows(desk, person, on, words.language)
            answers = {id: each.flow for id, each in told.items()}
            touched = {id: each.touches for id, each in told.items()}
        rows = acts.transfer_rows(desk, list(answers), on, words.language)
        whole = acts.desk_flow(desk, on, words.language)
        facts = [
            {
                "transfer": row.code,
                **_flow(answers[row.id], words),
                "recipient": row.recipient.of(words.language),
                "country": row.country,
                "purpose": row.purpose_code,
                "running": row.running,
                **({"touches": touched[row.id]} if subject else {}),
            }
            for row in rows
        ]
        desk_facts = _whole(whole, {row.id: row.code for row in rows}, words)
        lines = [words.tell(whole.why), *(_line(row, answers[row.id], words) for row in rows)]
        kept = localisation(desk, on, words.language)
        lines.append(f"{label(words, kept.word)}. {words.tell(kept.why)}")
        result = {"on": on.isoformat(), "desk": desk_facts, "transfers": facts}
        here.show(result | {"localisation": localisation_facts(kept, words)}, "\n".join(lines))


def _whole(whole: DeskFlow, codes: Mapping[int, str], words: Catalogue) -> dict[str, object]:
    """The answer for the desk; nothing runs: neither yes nor no."""
    return {
        "flows": None if whole.word is None else whole.flows,
        "word": whole.word.value if whole.word else None,
        "since": whole.since.isoformat() if whole.since else None,
        "why": words.tell(whole.why),
        "list_version": whole.list_version,
        "running": [codes[id] for id in whole.running],
        "barred": [codes[id] for id in whole.barred],
    }


@transfer.command()
@click.argument("code")
def show(code: str) -> None:
    """Show everything about one transfer."""
    here = session()
    with here.desk() as desk:
        _show(here, desk, acts.transfer_id(desk, code))


def _show(here: Session, desk: Desk, id: int) -> None:
    words = here.words
    view = acts.transfer_view(desk, id, language=words.language)
    warnings = [words.tell(each) for each in view.warnings]
    if view.aftermath is not None and not view.aftermath.confirmed:
        warnings.append(view.aftermath.duty)
    if view.lacks:
        items = ", ".join(label(words, each) for each in view.lacks)
        said = N_("The recipient has not provided (Art. 12 (5)): {items}.")
        warnings.append(words.say(said, items=items))
    parts = (
        "transfer", "categories", "groups", "notices", "timeline", "aftermath", "ended_for", "lacks",
        "information", "assessments",
    )  # fmt: skip
    facts = {
        "row": _facts(view.row, words),
        **{name: plain(getattr(view, name)) for name in parts},
        "papers": papers_as_json(view.papers, words),
        "warnings": warnings,
    }
    here.show(facts, "\n".join([_line(view.row, view.row.flow, words), *warnings]))


@transfer.command()
@click.option("--file", "path", type=PATH, help="A TOML file with all of the details.")
@click.option(
    "--code", default="", help="Code of the transfer to change; creates a new one if not given."
)
@click.option("--purpose", default="", help="Code of the purpose.")
@click.option("--recipient", default="", help="Code of the recipient.")
@click.option("--country", default="", help="Country, such as VN.")
@click.option("--country-because", default="", help="Why it is not the recipient's country.")
@click.option("--category", multiple=True, help="Code of a category of data.")
@click.option("--group", multiple=True, help="Code of a group of people.")
@click.option("--ground", default="consent", type=click.Choice([g.value for g in TransferGround]))
@click.option("--ground-words", default="", help="The contract or the article of the law.")
@click.option("--way", default="", help="How the data travel.")
@click.option("--since", default="", help="First day.")
@click.option("--until", default="", help="Last day.")
def add(path: Path | None, code: str, **told: object) -> None:
    """Record a transfer, or change one, from options or a file."""
    here = session()
    with here.desk() as desk:
        found = read_transfer(desk, path, told)
        if code:
            found = replace(found, id=acts.transfer_id(desk, code))
        _show(here, desk, acts.save_transfer(desk, found))


@transfer.command()
@click.option("--keep", is_flag=True, help="Record them from today.")
def propose(keep: bool) -> None:
    """List the transfers that recipients abroad require and that are not recorded."""
    here = session()
    with here.desk() as desk:
        found = proposed_transfers(desk)
        if keep:
            ids = adopt_transfers(desk, found)
            rows = acts.transfer_rows(desk, ids, language=here.words.language)
            lines = [_line(row, row.flow, here.words) for row in rows]
        else:
            known = recipient_views(desk, [each.recipient for each in found])
            lines = [
                f"{known[each.recipient].code}  {each.country}  {each.purpose}" for each in found
            ]
        here.show({"proposed": plain(found), "kept": keep}, "\n".join(lines))


@transfer.command()
@click.argument("codes", nargs=-1)
@click.option("--assessed", default="", help="Day the recipients were assessed, by hand.")
@click.option("--assessment", default="", help="Code of the assessment whose date is used.")
@click.option("--paper", default="", help="Number of the issued notice that was filed.")
@click.option("--sent", required=True, help="Day the notice was sent.")
@click.option("--received", default="", help="Day Roskomnadzor received it.")
@click.option("--number", default="", help="Number issued by the portal.")
@click.option("--key", default="", help="Key issued by the portal.")
def file(
    codes: tuple[str, ...],
    assessed: str,
    assessment: str,
    paper: str,
    sent: str,
    received: str,
    number: str,
    key: str,
) -> None:
    """Record a notice to Roskomnadzor about one or more transfers; an issued notice names them itself."""
    here = session()
    with here.desk() as desk:
        ids = tuple(acts.transfer_id(desk, code) for code in codes)
        came = read_day(received) if received else None
        filing = Filing(
            ids,
            read_day(assessed) if assessed else None,
            read_day(sent),
            came,
            number,
            key,
            assessment_id(assessment) if assessment else 0,
            paper_id(desk, paper) if paper else 0,
        )
        _notice(here, desk, notices.file_notice(desk, filing))


def _notice(here: Session, desk: Desk, id: int) -> None:
    """What stands in a notice now, and what its transfers may do."""
    words = here.words
    view = notices.notice_view(desk, id, words.language)
    rows = acts.transfer_rows(desk, [each for each, _code in view.transfers], None, words.language)
    facts = [{"transfer": row.code, **_flow(row.flow, words)} for row in rows]
    owed = view.owed
    said = record_words(words, f"transfer_notice/{view.code}")
    lines = [said, *(_line(row, row.flow, words) for row in rows)]
    if owed is not None and owed.term is not None and isinstance(owed.term.due.due, date):
        day = owed.term.due.due
        lines.insert(1, words.say(N_("{title}: by {day}."), title=owed.term.title, day=day))
    here.show({"notice": plain(view), "transfers": facts}, "\n".join(lines))


@contextmanager
def _on_notice(code: str) -> Iterator[tuple[Desk, int]]:
    """The open desk and the id of a notice; what became of it is shown at the end."""
    here = session()
    with here.desk() as desk:
        id = notices.notice_id(code)
        yield desk, id
        _notice(here, desk, id)


@contextmanager
def _on_transfer(code: str) -> Iterator[tuple[Desk, int]]:
    """The open desk and the id of a transfer; what became of it is shown at the end."""
    here = session()
    with here.desk() as desk:
        id = acts.transfer_id(desk, code)
        yield desk, id
        _show(here, desk, id)


@transfer.command()
@click.argument("notice")
@click.option("--on", "day", required=True, help="Day Roskomnadzor received the notice.")
@click.option("--number", default="", help="Number issued by the portal.")
@click.option("--key", default="", help="Key issued by the portal.")
def received(notice: str, day: str, number: str, key: str) -> None:
    """Record that Roskomnadzor received a notice."""
    with _on_notice(notice) as (desk, id):
        notices.record_receipt(desk, id, read_day(day), number, key)


@transfer.command()
@click.argument("notice")
@click.option("--on", "day", required=True, help="Date its question was received.")
def asked(notice: str, day: str) -> None:
    """Record that Roskomnadzor asked for information; the waiting period is suspended."""
    with _on_notice(notice) as (desk, id):
        notices.record_inquiry(desk, id, read_day(day))


@transfer.command()
@click.argument("notice")
@click.option("--because", required=True, help="The reason given to Roskomnadzor.")
def extend(notice: str, because: str) -> None:
    """Extend the deadline for answering Roskomnadzor, once."""
    with _on_notice(notice) as (desk, id):
        notices.extend_inquiry(desk, id, because)


@transfer.command()
@click.argument("notice")
@click.option("--on", "day", required=True, help="Day of the answer.")
def answered(notice: str, day: str) -> None:
    """Record that Roskomnadzor was answered; the waiting period resumes."""
    with _on_notice(notice) as (desk, id):
        notices.record_answer(desk, id, read_day(day))


@transfer.command()
@click.argument("notice")
@click.argument("decision", type=_DECISIONS)
@click.option("--on", "day", required=True, help="Day of the decision.")
@click.option("--reference", default="", help="Number of the decision.")
def decide(notice: str, decision: str, day: str, reference: str) -> None:
    """Record what Roskomnadzor decided on a notice."""
    with _on_notice(notice) as (desk, id):
        notices.record_decision(desk, id, Decision(decision), read_day(day), reference)


@transfer.command()
@click.argument("notice")
@click.option("--because", required=True, help="Why it was a mistake.")
def void(notice: str, because: str) -> None:
    """Void a notice that was recorded by mistake."""
    with _on_notice(notice) as (desk, id):
        notices.void_notice(desk, id, because)


@transfer.command()
@click.argument("code")
@click.option("--on", "day", required=True, help="Date from which this applies.")
@click.option(
    "--because", required=True, help="Which interest is protected and why, without names."
)
def vital(code: str, day: str, because: str) -> None:
    """Record that vital interests are protected: the waiting period does not apply."""
    with _on_transfer(code) as (desk, id):
        acts.record_vital(desk, id, read_day(day), because)


@transfer.command()
@click.argument("code")
@click.option("--on", "day", required=True, help="Last day.")
def end(code: str, day: str) -> None:
    """Record the last day of a transfer."""
    with _on_transfer(code) as (desk, id):
        acts.end_transfer(desk, id, read_day(day))


for _command in COMMANDS:
    transfer.add_command(_command)
