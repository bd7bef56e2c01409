# SPDX-License-Identifier: Apache-2.0
"""The papers of Roskomnadzor's cycle: drafted from the register, issued, and put beside their transfers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from desk.domain.assessments import AssessmentView
from desk.domain.countries import RUSSIA
from desk.domain.kinds import LanguageMode, OperatorKind
from desk.domain.operator import Operator
from desk.domain.paper import Addressee, Draft
from desk.domain.request import PaperBrief
from desk.domain.transfer_papers import (
    RecipientQuestionnaireFacts,
    TransferAssessmentFacts,
    TransferNoticeFacts,
)
from desk.domain.transfers import Transfer
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.desk import Desk, writes
from desk.services.paper.facts import AUTHORITY, base_facts
from desk.services.paper.issuing import issue
from desk.services.paper.papers import completed
from desk.services.register.recipients import PROPOSED, recipient_views
from desk.services.transfer.assessments import assessment_view, assessments
from desk.services.transfer.facts import (
    chosen,
    full_name,
    of_class,
    parties_in,
    party_lines,
    state_name,
    transfer_lines,
)
from desk.services.transfer.links import ASSESSMENT, NOTICE, QUESTIONNAIRE, link
from desk.services.transfer.recipient_information import information_of
from desk.storage import models

ANSWER_DAYS = 14
"""Days a recipient is usually given: our own, the law names none."""
_SPECIAL, _BIOMETRIC = ("special", "conviction"), ("biometric",)
Passages = Mapping[str, Both] | None


def questionnaire(
    desk: Desk,
    recipient: int,
    mode: LanguageMode,
    country: str = "",
    answer_by: date | None = None,
    passages: Passages = None,
) -> Draft:
    """What a recipient is asked (Art. 12 (5)); the state is the recipient's own unless another is named.

    The law of the state is asked for only where the state is not on the list of today.
    """
    view = recipient_views(desk, [recipient]).get(recipient)
    if view is None:
        raise AtField(N_("Choose the recipient."), field="recipient")
    if not view.country_confirmed:
        raise Refusal(PROPOSED, field="recipient", name=full_name(view))
    today = desk.today()
    country = country or view.country
    if country == RUSSIA:
        raise AtField(
            N_("This recipient is in Russia: Article 12 asks nothing of it."), "recipient"
        )
    transfers = [each for each in _running(recipient, today) if each.country == country]
    lines = transfer_lines(desk, transfers, today)
    by = today + timedelta(days=ANSWER_DAYS) if answer_by is None else answer_by
    if by < today:
        raise AtField(N_("This date has passed: they could not answer in time."), "answer_by")
    facts = RecipientQuestionnaireFacts(
        **_base(desk, passages),
        addressee=Addressee(organisation=full_name(view), address=view.address, email=view.email),
        country=state_name(desk, country, today),
        country_code=country,
        listed=desk.states.listed(country, today),
        contract=view.contract,
        contract_date=date.fromisoformat(view.contract_date) if view.contract_date else None,
        purposes=_distinct(line.purpose for line in lines),
        data=_distinct(each for line in lines for each in line.data),
        groups=_distinct(each for line in lines for each in line.groups),
        answer_by=by,
    )
    return completed(Draft(QUESTIONNAIRE, mode, facts, (), ()))


def _running(recipient: int, today: date) -> Sequence[Transfer]:
    """The transfers to a recipient that are in the register and not over."""
    model = models.Transfer
    rows = model.select(model.id).where(
        model.recipient == recipient,
        model.retired.is_null(),
        model.until.is_null() | (model.until >= today.isoformat()),
    )
    ids = [row.id for row in rows]
    return chosen(ids) if ids else ()


def _base(desk: Desk, passages: Passages) -> dict[str, Any]:
    return base_facts(desk) | {"passages": dict(passages or {"more": Both()})}


def _distinct(texts: Iterable[Both]) -> tuple[Both, ...]:
    return tuple(dict.fromkeys(texts))


@writes("transfer", "paper")
def issue_questionnaire(desk: Desk, recipient: int, draft: Draft) -> PaperBrief:
    """Issue the questions to a recipient; they stand beside its transfers."""
    paper = _issue(desk, draft, QUESTIONNAIRE)
    link(paper.id, recipient=recipient)
    code = models.Recipient.get_by_id(recipient).code
    desk.record("recipient.asked", f"recipient/{code}", papers=[paper.number])
    return paper


def assessment_paper(desk: Desk, id: int, mode: LanguageMode, passages: Passages = None) -> Draft:
    """The record of an assessment as it would be issued, with what the recipients had told by its day."""
    view = _living(desk, id)
    told = view.assessment
    on = date.fromisoformat(told.assessed)
    transfers = chosen(told.transfers)
    parties = parties_in(transfers)
    found = {(each.recipient, each.country): each for each in told.parties}
    facts = TransferAssessmentFacts(
        **_base(desk, passages),
        assessed_on=on,
        assessor=told.assessor,
        assessor_post=told.post,
        transfers=transfer_lines(desk, transfers, on),
        parties=party_lines(desk, parties, on, found),
        left_out=told.left_out,
        list_version=view.list_version,
        conclusion=told.conclusion,
        measures=told.measures,
        risk=told.risk,
        enclosures=_files(desk, parties, told.assessed),
    )
    return completed(Draft(ASSESSMENT, mode, facts, (), ()))


def _files(desk: Desk, parties: Sequence[tuple[int, str]], day: str) -> tuple[Both, ...]:
    """The files that came with what the recipients told."""
    return tuple(
        Both(file.name, file.name)
        for each in information_of(desk, (recipient for recipient, _country in parties))
        if not each.void and each.came <= day and (each.recipient, each.country) in parties
        for file in each.files
    )


def _living(desk: Desk, id: int) -> AssessmentView:
    view = assessment_view(desk, id)
    if view.void:
        raise AtField(N_("This assessment is void."), field="assessment")
    return view


@writes("transfer", "paper")
def issue_assessment(desk: Desk, id: int, draft: Draft) -> PaperBrief:
    """Issue the record of an assessment, to be signed by who assessed."""
    view = _living(desk, id)
    paper = _issue(desk, draft, ASSESSMENT)
    link(paper.id, view.assessment.transfers, assessment=id)
    desk.record("assessment.issued", f"assessment/{view.code}", papers=[paper.number])
    return paper


def notice_paper(
    desk: Desk,
    transfers: Iterable[int],
    mode: LanguageMode,
    assessment: int = 0,
    passages: Passages = None,
) -> Draft:
    """The notice of one or more transfers as it would be issued, before it is filed.

    Without ``assessment`` the newest that covers all of them is taken; with none the paper says what it lacks.
    """
    found = chosen(transfers)
    for each in found:
        if each.country == RUSSIA:
            raise Refusal(
                N_("Transfer {code} stays in Russia: no notice is filed on it."),
                field="transfers",
                code=each.code,
            )
    today = desk.today()
    view = _living(desk, assessment) if assessment else covering(desk, [e.id for e in found])
    covered = set(view.assessment.transfers) if view else set()
    rated = {(p.recipient, p.country): p for p in view.assessment.parties} if view else {}
    operator = desk.operator()
    facts = TransferNoticeFacts(
        **_base(desk, passages),
        addressee=Addressee(organisation=AUTHORITY),
        notice22=operator.notice_number,
        notice22_date=date.fromisoformat(operator.notice_date) if operator.notice_date else None,
        responsible=_responsible(operator),
        responsible_phone=operator.phone,
        responsible_address=_address(operator),
        responsible_email=operator.request_email,
        transfers=transfer_lines(desk, found, today),
        parties=party_lines(desk, parties_in(found), today, rated),
        special=of_class(found, *_SPECIAL),
        biometric=of_class(found, *_BIOMETRIC),
        assessed_on=date.fromisoformat(view.assessed) if view else None,
        unassessed=tuple(each.code for each in found if view and each.id not in covered),
    )
    return completed(Draft(NOTICE, mode, facts, (), ()))


def covering(desk: Desk, transfers: Iterable[int]) -> AssessmentView | None:
    """The newest assessment that is not void and covers all these transfers."""
    wanted = set(transfers)
    fit = [
        each
        for each in assessments(desk)
        if not each.void and wanted <= set(each.assessment.transfers)
    ]
    return fit[-1] if fit else None


def _responsible(operator: Operator) -> Both:
    """Who is responsible; a trader or person without another is so in person."""
    named = operator.responsible_name
    if (named.ru or named.en) or operator.kind is OperatorKind.LEGAL:
        post = operator.responsible_post
        return Both(
            ", ".join(filter(None, (named.ru or named.en, post.ru))),
            ", ".join(filter(None, (named.en or named.ru, post.en))),
        )
    return operator.name


def _address(operator: Operator) -> Both:
    """Where letters to the one responsible go, in both languages as far as they are known."""
    own = operator.request_address
    return own if own.ru or own.en else operator.address


@writes("transfer", "paper")
def issue_notice(
    desk: Desk, transfers: Sequence[int], draft: Draft, assessment: int = 0
) -> PaperBrief:
    """Issue the notice; it waits beside its transfers until it is recorded as filed."""
    view = _living(desk, assessment) if assessment else covering(desk, transfers)
    paper = _issue(desk, draft, NOTICE)
    link(paper.id, transfers, assessment=view.id if view else None)
    codes = [f"transfer/{each.code}" for each in chosen(transfers)]
    desk.record("transfer_notice.written", paper.number, transfers=codes)
    return paper


def _issue(desk: Desk, draft: Draft, form: str) -> PaperBrief:
    if draft.form != form:
        raise AtField(N_("This is a different paper."), field="form")
    return issue(desk, replace(draft, request=None))
