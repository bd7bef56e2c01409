# SPDX-License-Identifier: Apache-2.0
"""The assignment as a paper: drafted from the register, issued with places for both signers, and its number taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import cast

from desk.documents.catalogue.wording import operator_signer
from desk.domain.act_papers import ActSigner
from desk.domain.assignment_papers import ProcessingAssignmentFacts
from desk.domain.assignments import AssignmentRow
from desk.domain.countries import both_names
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft, Facts
from desk.domain.request import PaperBrief
from desk.domain.values import Both, Missing
from desk.errors import N_, AtField, Refusal
from desk.services.assignment.views import assignment_row, declared
from desk.services.desk import Desk, writes
from desk.services.paper.facts import base_facts
from desk.services.paper.issuing import issue
from desk.services.paper.papers import completed
from desk.services.signature.signing import open_signatures
from desk.storage import models

_BEYOND = N_(
    "The assignment includes something people were not informed of: “{title}”. Remove it, or change the purpose first."
)
"""Art. 6 (3) lets a processor do no more than the operator may."""


def assignment_paper(
    desk: Desk, id: int, mode: LanguageMode, passages: Mapping[str, Both] | None = None
) -> Draft:
    """The assignment as it would be issued."""
    row = assignment_row(desk, id)
    facts = ProcessingAssignmentFacts(
        **base_facts(desk) | _parties(desk, row) | _what(desk, row),
        passages=dict(passages or {"more": Both()}),
    )
    return completed(Draft("processing_assignment", mode, facts, (), ()))


def _parties(desk: Desk, row: AssignmentRow) -> dict[str, object]:
    assignment, recipient, operator = row.assignment, row.recipient, desk.operator()
    own = ", ".join(filter(None, (operator.phone, operator.request_email)))
    their = ", ".join(filter(None, (recipient.phone, recipient.email)))
    contract = assignment.contract or recipient.contract
    signed = assignment.contract_date or (
        recipient.contract_date if not assignment.contract else ""
    )
    return {
        "processor": recipient.name,
        "processor_address": recipient.address,
        "processor_country": both_names(recipient.country),
        "foreign": row.foreign,
        "operator_contact": assignment.operator_contact or own,
        "processor_contact": assignment.processor_contact or their,
        "contract": contract,
        "contract_date": date.fromisoformat(signed) if signed else None,
        "signer": ActSigner(
            "processor", "processor", assignment.signer_name, assignment.signer_post
        ),
    }


def _what(desk: Desk, row: AssignmentRow) -> dict[str, object]:
    assignment = row.assignment
    told, titles = declared(desk)
    groups = {
        each.code: Both(each.title_ru, each.title_en) for each in models.SubjectGroup.select()
    }
    purposes = [told[code].title for code in assignment.purposes if code in told]
    if assignment.further.ru:
        purposes.append(assignment.further)
    today = desk.today()
    return {
        "ground": assignment.ground.value,
        "ground_words": assignment.ground_words,
        "purposes": tuple(purposes),
        "groups": tuple(groups[code] for code in assignment.groups if code in groups),
        "data": tuple(titles[code] for code in assignment.categories if code in titles),
        "actions": assignment.actions,
        "since": date.fromisoformat(assignment.since),
        "until": date.fromisoformat(assignment.until) if assignment.until else None,
        "extras": assignment.extras,
        "hours": assignment.hours,
        "sub_processors": tuple(sub.name for sub in row.subs if sub.works(today)),
    }


def beyond(desk: Desk, id: int) -> tuple[Missing, ...]:
    """What keeps an assignment from being issued because people were not told of it."""
    excess = assignment_row(desk, id).excess
    return tuple(Missing(_BEYOND, "excess", {"title": each.title}) for each in excess)


def _head(facts: Facts) -> ActSigner:
    """Who signs for the operator, as the paper names him."""
    signer = operator_signer(facts)
    name, post = (Both(each["ru"], each["en"]) for each in (signer.name, signer.post))
    return ActSigner("operator", "operator", name, post)


@writes("register", "paper")
def issue_assignment(desk: Desk, id: int, draft: Draft) -> PaperBrief:
    """Issue the assignment and take its number and day for the record; both parties sign it.

    Refused while it goes beyond what people were told, or while another paper of it is not void.
    """
    row = assignment_row(desk, id)
    if row.issued:
        raise Refusal(N_("This assignment has already been issued. Make its paper void first."))
    for lack in beyond(desk, id):
        raise Refusal(lack.message, lack.where, **lack.params)
    facts = draft.facts
    if not isinstance(facts, ProcessingAssignmentFacts):
        raise AtField(N_("This paper is not an assignment."), field="form")
    fresh = assignment_paper(desk, id, draft.mode, facts.passages)
    paper = issue(desk, replace(fresh, replaces=draft.replaces))
    open_signatures(
        paper.id, (_head(fresh.facts), cast("ProcessingAssignmentFacts", fresh.facts).signer)
    )
    model = models.Assignment
    model.update(document=paper.id, number=paper.number, dated=paper.date).where(
        model.id == id
    ).execute()
    desk.record("assignment.issued", f"assignment/{row.code}", papers=[paper.number])
    return paper
