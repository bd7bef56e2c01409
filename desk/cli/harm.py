# SPDX-License-Identifier: Apache-2.0
"""``desk harm …``: assess the harm that may be done to people (order 178), show why, issue the act."""

from __future__ import annotations

from pathlib import Path

import click

from desk.cli.app import Session, session
from desk.cli.law import read_day
from desk.cli.out_file import out_file
from desk.cli.saving import write_file
from desk.domain.act_papers import ActSigner
from desk.domain.canon import plain
from desk.domain.harm import Assessment, Case, order
from desk.domain.labels import label
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.register import harm as acts

_CASES = {case.id: case for case in order().cases}


@click.group()
def harm() -> None:
    """Assess the harm that may be done to people (order 178)."""


@harm.command()
def questions() -> None:
    """Show the yes-or-no questions that determine the degree."""
    here = session()
    with here.desk() as desk:
        found = acts.harm_questions(desk)
        lines = [f"{case.id}  {case.question.of(here.words.language)}" for case in found]
        here.show({"questions": [_case(each, here) for each in found]}, "\n".join(lines))


def _case(case: Case, here: Session) -> dict[str, str]:
    language = here.words.language
    return {"id": case.id, "question": case.question.of(language), "degree": case.degree.value}


@harm.command()
@click.option("--on", "day", required=True, help="Day of the assessment.")
@click.option(
    "--yes", "yes", multiple=True, help="Case whose question is answered yes; may be repeated."
)
@click.option(
    "--no", "no", multiple=True, help="Case whose question is answered no; may be repeated."
)
@click.option(
    "--by", "people", multiple=True, required=True, help="Name; position. May be repeated."
)
def assess(day: str, yes: tuple[str, ...], no: tuple[str, ...], people: tuple[str, ...]) -> None:
    """Record an assessment; every question needs its yes or no."""
    here = session()
    wrong = next((id for id in (*yes, *no) if id not in _CASES), None)
    if wrong is not None or set(yes) & set(no):
        raise AtField(N_("Answer yes or no."), field=wrong)
    with here.desk() as desk:
        answers = dict.fromkeys(yes, True) | dict.fromkeys(no, False)
        signers = [_person(n, text) for n, text in enumerate(people, 1)]
        id = acts.assess_harm(desk, read_day(day), answers, signers)
        _show(here, acts.assessment(desk, id))


def _person(order: int, text: str) -> ActSigner:
    name, _sign, post = text.partition(";")
    return ActSigner(f"assessor_{order}", "operator", Both(name.strip()), Both(post.strip()))


@harm.command()
@click.argument("code", default="")
def show(code: str) -> None:
    """Show an assessment line by line; the newest one if no code is given."""
    here = session()
    with here.desk() as desk:
        found = acts.assessments(desk)
        if code:
            found = [acts.assessment(desk, acts.assessment_id(desk, code))]
        if not found:
            raise Refusal(N_("No assessment was made yet."))
        _show(here, found[0])


def _show(here: Session, one: Assessment) -> None:
    words, language = here.words, here.words.language
    lines = [f"{one.code}  {one.assessed}  {label(words, one.degree)}"]
    for each in one.lines:
        records = "; ".join(f"{ref} {title.of(language)}" for ref, title in each.records)
        lines.append(f"    {label(words, each.case.degree)}: {each.case.title.of(language)}")
        lines.append(f"        {each.case.norm.of(language)}. {records}".rstrip())
    if one.changed:
        lines.append(words.say(N_("What it is based on has changed: make a new assessment.")))
    facts = {
        "code": one.code,
        "assessed": one.assessed,
        "degree": one.degree.value,
        "changed": one.changed,
        "answers": dict(one.answers),
        "assessors": plain(one.assessors),
        "act": {"number": one.number, "day": one.act_day} if one.document else None,
        "cases": [
            {
                "id": each.case.id,
                "degree": each.case.degree.value,
                "norm": each.case.norm.of(language),
                "title": each.case.title.of(language),
                "records": [ref for ref, _title in each.records],
            }
            for each in one.lines
        ],
    }
    here.show({"assessment": facts}, "\n".join(lines))


@harm.command()
@click.argument("code")
@out_file(help="Save the PDF here.", required=False)
def issue(code: str, out: Path | None) -> None:
    """Issue the act of an assessment."""
    from desk.services.paper.papers import paper_bytes

    here = session()
    with here.desk() as desk:
        id = acts.assessment_id(desk, code)
        brief = acts.issue_harm_act(desk, id, here.mode(desk))
        if out is not None:
            write_file(out, paper_bytes(desk, brief.id, "exported"))
        _show(here, acts.assessment(desk, id))
