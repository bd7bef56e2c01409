# SPDX-License-Identifier: Apache-2.0
"""The state table of a request: which step may be taken now, which comes next, and why one may not.

Services ask before they act, the window asks which buttons to enable; whoever asks brings the facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desk.domain import needs
from desk.domain.case import COMPLETED_KINDS, INQUIRY_KINDS, Case
from desk.domain.consent import ENDS
from desk.domain.deeds import BLOCK_ROWS, DEED_ROWS, STOP_ROW, TELL_ROW
from desk.domain.destruction import CAUSE_OF
from desk.domain.destruction_steps import DESTROY_ROWS, WAITING_ROWS
from desk.domain.kinds import REGULATOR_KINDS, ApplicantRole, DemandKind, Step
from desk.domain.needs import (
    COMPLETED,
    KNOWN,
    KNOWN_OR_NOW,
    OPEN,
    PERSON,
    SENDABLE,
    SENDER,
    UNDECIDED,
    Need,
)
from desk.domain.values import Possible
from desk.errors import N_

EDITION = 4
"""Raised whenever the table proposes another step for the same facts: kept requests are looked at anew then."""
INFORMATION_KINDS = REGULATOR_KINDS | {
    DemandKind.ACCESS,
    DemandKind.TRANSFERS_INFORMATION,
    DemandKind.INSPECT,
}
"""Demands met by telling something; all others are met by doing something and reporting it."""
CLAIM_KINDS = frozenset({DemandKind.CLAIM_UNLAWFUL, DemandKind.CLAIM_INACCURATE, DemandKind.BLOCK})
"""Demands that make the operator block the data for the time of the check (Art. 21 (1))."""
CHECK_KINDS = INQUIRY_KINDS | CLAIM_KINDS
"""Demands on which an inquiry can be recorded; refused as unfounded only after one."""
UNFOUNDED_KINDS = frozenset({DemandKind.COMPLAINT, DemandKind.CLAIM_UNLAWFUL})
"""Demands that an inquiry can find not confirmed."""
ENDING_KINDS = frozenset({DemandKind.WITHDRAW, DemandKind.STOP, DemandKind.DESTROY})
"""Demands whose subject wants the data gone; a claim of unlawful processing ends there when it is found true."""


def reply_forms(kind: DemandKind) -> tuple[str, ...]:
    """The papers that can answer a demand of this kind, the usual one first."""
    if kind in REGULATOR_KINDS:
        return ("reply_regulator",)
    if kind is DemandKind.INSPECT:
        return ("inspection_record", "reply_access", "reply_not_processed", "refusal")
    if kind is DemandKind.TRANSFERS_INFORMATION:
        return ("reply_transfer", "reply_access", "reply_not_processed", "refusal")
    if kind in INFORMATION_KINDS:
        return ("reply_access", "reply_not_processed", "refusal")
    return ("notice_done", "reply_not_processed", "refusal")


REPLY_FORMS = frozenset(
    {
        "reply_access",
        "reply_not_processed",
        "reply_transfer",
        "reply_regulator",
        "refusal",
        "notice_done",
        "inspection_record",
        "reply_passed",
    }
)
"""Papers whose issue decides demands."""


def _kinds(case: Case) -> frozenset[DemandKind]:
    """What is demanded of us ourselves."""
    return frozenset(demand.kind for demand in case.demands if not demand.client)


def _may_end_in_destruction(case: Case) -> bool:
    asked = _kinds(case) & CAUSE_OF.keys()
    return bool(asked if case.violated else asked - {DemandKind.COMPLAINT})


def _deed_rows(case: Case) -> list[str]:
    waiting = WAITING_ROWS if case.destroying else frozenset()
    return [term.row for term in case.terms if term.row in DEED_ROWS or term.row in waiting]


_INQUIRY = Need(
    lambda c: not c.needs_inquiry,
    N_("First record the inquiry: facts, cause and measures."),
)

TABLE: Mapping[Step, tuple[Need, ...]] = {
    Step.ACKNOWLEDGE: (
        *OPEN,
        SENDER,
        Need(lambda c: not c.acknowledged, N_("The receipt has already been issued.")),
        Need(lambda c: not c.answered, N_("The answer has already been sent.")),
    ),
    Step.COMPLETE: (
        *OPEN,
        SENDER,
        PERSON,
        Need(
            lambda c: not c.foreign,
            N_("Art. 14 (3) is of Federal Law 152-FZ, and this request is under another law."),
        ),
        Need(
            lambda c: c.unproved or bool(c.open_kinds & COMPLETED_KINDS),
            N_(
                "There is no open request for information to complete (Art. 14 (3)), and nobody "
                "has to prove who is asking."
            ),
        ),
        Need(lambda c: bool(c.missing), N_("Nothing is missing that Art. 14 (3) asks for.")),
        Need(lambda c: not c.answered, N_("The answer has already been sent.")),
    ),
    Step.IDENTIFY: (
        *OPEN,
        SENDER,
        PERSON,
        Need(lambda c: not c.identified, N_("Identity has already been confirmed.")),
    ),
    Step.AUTHORITY: (
        *OPEN,
        Need(
            lambda c: c.role is ApplicantRole.REPRESENTATIVE,
            N_("Nobody represents the subject in this request."),
        ),
        Need(
            lambda c: not c.authority_checked,
            N_("The representative’s authority has already been checked."),
        ),
    ),
    Step.BLOCK: (
        *OPEN,
        Need(lambda c: not c.blocked, N_("The data are already blocked.")),
    ),
    Step.INQUIRE: (
        *OPEN,
        Need(
            lambda c: bool(_kinds(c) & CHECK_KINDS),
            N_("Inquiries are made only into complaints, claims and internal findings."),
        ),
    ),
    Step.EXTEND: (
        *OPEN,
        SENDER,
        Need(
            lambda c: any(t.extendable for t in c.terms),
            N_("No running deadline of this request can be extended."),
        ),
        Need(
            lambda c: any(t.extendable and not t.extended for t in c.terms),
            N_("The deadline has already been extended; it can be extended only once."),
        ),
        Need(
            lambda c: any(t.extendable and not t.extended and not t.over for t in c.terms),
            N_("The deadline has passed; only a running deadline can be extended."),
        ),
        Need(lambda c: c.undecided, N_("Every demand has already been decided.")),
    ),
    Step.ANSWER: (*OPEN, SENDER, UNDECIDED, *KNOWN, _INQUIRY, COMPLETED),
    Step.REFUSE: (
        *OPEN,
        SENDER,
        Need(
            lambda c: c.role is not ApplicantRole.RKN,
            N_("A request from Roskomnadzor must be answered; it cannot be refused."),
        ),
        UNDECIDED,
    ),
    Step.CONSENTS: (
        *OPEN,
        Need(lambda c: not _kinds(c).isdisjoint(ENDS), N_("This request asks to end no consent.")),
        Need(
            lambda c: c.ending.in_force,
            N_("No consent in force is recorded that this request could end."),
        ),
    ),
    Step.PLAN: (
        *OPEN,
        Need(
            _may_end_in_destruction,
            N_("This request asks for no destruction."),
        ),
        Need(
            lambda c: c.ending.destruction is None,
            N_("The destruction has already been planned: open it."),
        ),
        Need(
            lambda c: c.ending.going or not c.ending.consents,
            N_("First end the consents: only then is it known what must be destroyed."),
        ),
    ),
    Step.DESTRUCTION: (
        *OPEN,
        Need(
            lambda c: c.ending.destruction is not None,
            N_("No destruction is planned on this request yet."),
        ),
    ),
    Step.REMEDY: OPEN,
    Step.UNBLOCK: (OPEN[0], Need(lambda c: c.blocked, N_("The data are not blocked."))),
    Step.REPORT_DONE: (
        *OPEN,
        Need(
            lambda c: c.role is not ApplicantRole.NOBODY or c.subject_known,
            N_("The subject is not named: there is nobody to notify."),
        ),
        Need(
            lambda c: bool(_kinds(c) - INFORMATION_KINDS),
            N_("The request only asks for information: there is no measure to report."),
        ),
        *KNOWN_OR_NOW,
        _INQUIRY,
    ),
    Step.HAND_OVER: (
        *OPEN,
        Need(
            lambda c: c.passing, N_("Nothing in this request is waiting to be passed to a client.")
        ),
    ),
    Step.TELL_PASSED: (
        *OPEN,
        SENDER,
        Need(
            lambda c: bool(c.left_kinds),
            N_("No open demand of this request has been passed to a client."),
        ),
        Need(lambda c: not c.passing, N_("First pass the request to the client.")),
        *KNOWN,
    ),
    Step.DECIDE: (*OPEN, Need(lambda c: c.undecided, N_("Every demand has already been decided."))),
    Step.DELIVER: (
        *OPEN,
        Need(lambda c: c.shown, N_("No record of an inspection is waiting to be handed over.")),
    ),
    Step.DISPATCH: (
        *SENDABLE,
        Need(
            lambda c: bool(c.leaving) or not c.undecided,
            N_("No answer has been issued yet."),
        ),
        Need(
            lambda c: bool(c.leaving),
            N_("The answer has already been sent."),
        ),
        Need(
            lambda c: c.answer_ready or c.role is not ApplicantRole.NOBODY,
            N_("There is no sender: this is the operator’s internal finding."),
        ),
    ),
    Step.RESEND: (
        *OPEN,
        Need(lambda c: bool(c.returned), N_("Nothing that was sent was returned undelivered.")),
    ),
    Step.CLOSE: (
        *OPEN,
        Need(lambda c: not c.passing, N_("The request has not been passed to the client yet.")),
        Need(lambda c: not c.undecided, N_("A demand is still open.")),
        Need(
            lambda c: not _deed_rows(c),
            N_("A duty is still outstanding: {rows}."),
            lambda c: {"rows": ", ".join(_deed_rows(c))},
        ),
        Need(
            lambda c: not c.answer_ready and (c.answered or c.nobody_to_tell or c.all_dropped),
            N_("The answer has not been sent yet."),
        ),
        Need(
            lambda c: not c.subject_untold,
            N_("The subject is notified as well as Roskomnadzor (Art. 21 (3))."),
        ),
        Need(
            lambda c: TELL_ROW not in c.rows or c.all_dropped,
            N_("The person has not been notified yet of what was done (Art. 20 (3), 21 (3))."),
        ),
    ),
}
"""For each step what it needs, in the order in which the lack is told."""


def step_possible(case: Case, step: Step) -> Possible[Step]:
    """Whether ``step`` may be taken now; the first unmet need is the reason why not."""
    for need in TABLE[step]:
        if not need.holds(case):
            answer, params = needs.told(step, need.why_not), need.params(case)
            return replace(answer, params=params) if params else answer
    return needs.told(step)


def possible(case: Case) -> tuple[Possible[Step], ...]:
    """Every step of the table, in the usual order."""
    return tuple(step_possible(case, step) for step in Step)


def ends(case: Case) -> bool:
    """Whether data have to go on it, by what is demanded or by a term that runs."""
    return bool(case.open_kinds & ENDING_KINDS or case.rows & DESTROY_ROWS)


def owed_deeds(case: Case) -> tuple[str, ...]:
    """Running terms that a recorded deed ends, the first to end first; blocking has a step of its own."""
    return tuple(term.row for term in case.terms if term.row in DEED_ROWS.keys() - BLOCK_ROWS)


def _ending(case: Case) -> list[Step]:
    """From the consents to the destruction: its notice to the subject answers the request."""
    ending, steps = case.ending, []
    if ends(case):
        steps += [Step.CONSENTS] if ending.consents else []
        steps += [Step.PLAN] if ending.going else []
    owed = case.open_kinds or _deed_rows(case) or TELL_ROW in case.rows
    if owed and not ending.told:
        steps.append(Step.DESTRUCTION)
    return steps


def _urgent(case: Case) -> list[Step]:
    """What waits neither for a check of the person nor for an answer."""
    steps = [Step.REMEDY] if case.at_once else []
    if case.returned:
        steps.append(Step.RESEND)
    # An extension counts only when its notice leaves within the first term.
    if case.notice_owed:
        steps.append(Step.DISPATCH)
    if case.receipt_owed:
        steps.append(Step.ACKNOWLEDGE)
    if not case.blocked and case.rows & BLOCK_ROWS:
        steps.append(Step.BLOCK)
    if STOP_ROW in owed_deeds(case) and not case.needs_inquiry:
        steps.append(Step.REMEDY)
    if case.block_over:
        steps.append(Step.UNBLOCK)
    if case.passing:
        steps.append(Step.HAND_OVER)
    return steps


def _wanted(case: Case) -> list[Step]:
    """Steps in the order of urgency for this case, whether possible or not."""
    steps = _urgent(case)
    decided = not case.undecided and not case.answered and not case.all_dropped
    if case.answer_ready or decided or case.completion_owed:
        steps += [Step.DELIVER, Step.DISPATCH]
    if case.undecided and case.needs_identity and not case.at_once_alone:
        steps += [Step.IDENTIFY, Step.AUTHORITY]
    if case.needs_inquiry:
        steps.append(Step.INQUIRE)
    if case.open_kinds & INFORMATION_KINDS:
        steps.append(Step.ANSWER)
    steps += _ending(case)
    if owed_deeds(case):
        steps.append(Step.REMEDY)
    untold = case.role is ApplicantRole.NOBODY and not (case.answered or case.all_dropped)
    untold = untold or case.subject_untold or TELL_ROW in case.rows
    if case.open_kinds - INFORMATION_KINDS or _deed_rows(case) or untold:
        steps.append(Step.REPORT_DONE)
    if case.left_kinds:
        steps.append(Step.TELL_PASSED)
    if case.nobody_to_tell:
        steps.append(Step.DECIDE)
    return [*steps, Step.CLOSE]


def next_step(case: Case) -> Step | None:
    """The step to take now; ``None`` when the request is closed, void, or waits for a deed."""
    return next((s for s in _wanted(case) if step_possible(case, s).allowed), None)
