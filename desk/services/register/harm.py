# SPDX-License-Identifier: Apache-2.0
"""Assess the harm that may be done to people (order 178): what the registers tell, what is asked, the act."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date

from desk.domain.act_papers import ActSigner
from desk.domain.canon import canonical
from desk.domain.countries import RUSSIA
from desk.domain.harm import (
    ActCase,
    Assessment,
    Case,
    Degree,
    HarmAssessmentFacts,
    HarmLine,
    asked,
    degree_of,
    order,
    weigh,
)
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft
from desk.domain.registers import DataClass, RecipientRole, Recording, asked_class
from desk.domain.request import PaperBrief
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal, Told
from desk.services.checks import check_past_day
from desk.services.desk import Desk, writes
from desk.services.entries import existing, keep, required_both
from desk.services.paper.facts import base_facts
from desk.services.paper.issuing import issue
from desk.services.paper.papers import completed
from desk.services.register.categories import category_views
from desk.services.register.places import systems
from desk.services.register.points import points
from desk.services.register.purposes import purposes
from desk.services.register.recipients import recipients
from desk.services.signature.signing import open_signatures
from desk.storage import models

Found = dict[str, list[tuple[str, Both]]]
_MOST_ASSESSORS = 10
_PROCESSORS = (RecipientRole.PROCESSOR, RecipientRole.SUB_PROCESSOR)


def harm_found(desk: Desk) -> Found:
    """What the registers tell of each case, as references with titles."""
    found: Found = {name: [] for name in ("special", "biometrics", "dissemination")}
    for one in purposes(desk):
        views = category_views(desk, one.fields.categories).values()
        kinds = {asked_class(each, identifies=one.fields.identifies) for each in views}
        record = (f"purpose/{one.fields.code}", one.fields.title)
        if kinds & {DataClass.SPECIAL, DataClass.CONVICTION}:
            found["special"].append(record)
        if DataClass.BIOMETRIC in kinds:
            found["biometrics"].append(record)
        if "disseminate" in one.fields.actions:
            found["dissemination"].append(record)
    found["foreign_processor"] = [
        (f"recipient/{each.code}", each.name)
        for each in recipients(desk)
        if each.role in _PROCESSORS and each.country_confirmed and each.country != RUSSIA
    ]
    found["database_abroad"] = [
        (f"system/{each.code}", each.title)
        for each in systems(desk)
        if each.country not in ("", RUSSIA) and each.recording is Recording.FIRST
    ]
    found["database_abroad"] += [
        (f"point/{each.code}", each.title)
        for each in points(desk)
        if each.country not in ("", RUSSIA)
    ]
    return found


def harm_questions(desk: Desk) -> tuple[Case, ...]:
    """What is asked as yes or no before the degree can be told."""
    return asked(harm_found(desk))


@writes("register", "harm")
def assess_harm(
    desk: Desk, on: date, answers: Mapping[str, bool], assessors: Sequence[ActSigner]
) -> int:
    """Record an assessment made on a day; every question must be answered, and somebody have assessed."""
    day = check_past_day(on, desk.today(), "on")
    if not order().since <= day < order().until:
        raise Refusal(N_("Order 178 is not in force on this day."), field="on")
    found = harm_found(desk)
    questions = {case.id for case in asked(found)}
    for case in asked(found):
        if case.id not in answers:
            raise AtField(N_("Answer yes or no."), field=case.id)
    kept = {id: bool(answers[id]) for id in sorted(questions)}
    lines = weigh(found, kept)
    values = {
        "assessed": day.isoformat(),
        "degree": degree_of(lines).value,
        "assessors": json.dumps(_assessors(assessors), ensure_ascii=False),
        "answers": json.dumps(kept),
        "found": json.dumps(
            {
                line.case.id: [[ref, t.ru, t.en] for ref, t in line.records]
                for line in lines
                if line.applies
            },
            ensure_ascii=False,
        ),
        "digest": _digest(found),
    }
    id, code = keep(models.HarmAssessment, 0, "", "h", values)
    desk.record("harm.assessed", f"harm/{code}", degree=values["degree"], on=values["assessed"])
    return id


def _assessors(people: Sequence[ActSigner]) -> list[list[str]]:
    if not people:
        raise Refusal(N_("Enter who made the assessment."), field="assessors")
    if len(people) > _MOST_ASSESSORS:
        raise Refusal(N_("Name ten people at most."), field="assessors")
    kept = []
    for each in people:
        name, post = required_both(each.name, "assessors"), required_both(each.post, "posts")
        kept.append([name.ru, name.en, post.ru, post.en])
    return kept


def _digest(found: Found) -> str:
    """Of what the registers tell, without titles: a renamed record is the same fact."""
    facts = {name: sorted(ref for ref, _title in records) for name, records in found.items()}
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def assessments(desk: Desk) -> list[Assessment]:
    """Every assessment, the newest first; only the newest can be out of date."""
    model = models.HarmAssessment
    rows = list(model.select().order_by(model.assessed.desc(), model.id.desc()))
    digest = _digest(harm_found(desk)) if rows else ""
    return [_assessment(row, changed=not n and row.digest != digest) for n, row in enumerate(rows)]


def assessment(desk: Desk, id: int) -> Assessment:
    """One assessment."""
    found = [each for each in assessments(desk) if each.id == id]
    if not found:
        raise Refusal(N_("There is no such record in the register."))
    return found[0]


def assessment_id(_desk: Desk, code: str) -> int:
    """The id behind a code such as ``h1``."""
    row = models.HarmAssessment.get_or_none(models.HarmAssessment.code == code.strip())
    if row is None:
        raise Refusal(N_("No assessment has the code “{code}”."), code=code[:40])
    return int(row.id)


def _assessment(row: models.HarmAssessment, *, changed: bool) -> Assessment:
    found, answers = json.loads(row.found), json.loads(row.answers)
    paper = row.document
    if paper is not None and paper.state == "void":
        paper = None
    return Assessment(
        id=row.id,
        code=row.code,
        assessed=row.assessed,
        degree=Degree(row.degree),
        assessors=tuple(
            ActSigner(f"assessor_{n}", "operator", Both(ru, en), Both(post_ru, post_en))
            for n, (ru, en, post_ru, post_en) in enumerate(json.loads(row.assessors), 1)
        ),
        answers=answers,
        lines=tuple(
            HarmLine(
                case,
                applies=True,
                records=tuple((ref, Both(ru, en)) for ref, ru, en in found[case.id]),
                answer=answers.get(case.id),
            )
            for case in order().cases
            if case.id in found
        ),
        document=paper.id if paper else None,
        number=paper.number or "" if paper else "",
        act_day=paper.day if paper else "",
        changed=changed,
    )


def harm_call(desk: Desk) -> Told | None:
    """What Today says: the facts of the newest assessment have changed."""
    found = assessments(desk)
    if not found or not found[0].changed:
        return None
    return Told(
        N_("What the assessment of harm of {day} is based on has changed: make a new assessment."),
        day=date.fromisoformat(found[0].assessed),
    )


def harm_paper(desk: Desk, id: int, mode: LanguageMode) -> Draft:
    """The act of an assessment, ready to preview and issue."""
    one = assessment(desk, id)
    facts = HarmAssessmentFacts(
        **base_facts(desk),
        assessed=date.fromisoformat(one.assessed),
        degree=one.degree.value,
        lines=tuple(_act_case(line) for line in one.lines),
        signers=one.assessors,
    )
    return completed(Draft("harm_assessment", mode, facts, (), ()))


def _act_case(line: HarmLine) -> ActCase:
    records = [title for _ref, title in line.records]
    return ActCase(
        title=line.case.title,
        norm=line.case.norm,
        degree=line.case.degree.value,
        records=Both("; ".join(t.ru for t in records), "; ".join(t.of("en") for t in records)),
    )


@writes("register", "harm", "paper")
def issue_harm_act(desk: Desk, id: int, mode: LanguageMode) -> PaperBrief:
    """Issue the act of an assessment for those who assessed to sign; once, while the paper is not void."""
    row = existing(models.HarmAssessment, id)
    one = assessment(desk, id)
    if one.document is not None:
        raise Refusal(N_("This assessment already has its act. Make the paper void first."))
    brief = issue(desk, harm_paper(desk, id, mode))
    open_signatures(brief.id, one.assessors)
    models.HarmAssessment.update(document=brief.id).where(models.HarmAssessment.id == id).execute()
    desk.record("harm.issued", f"harm/{row.code}", papers=[brief.number])
    return brief
