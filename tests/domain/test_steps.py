# SPDX-License-Identifier: Apache-2.0
"""The state table: what may be done with a request, what comes next, and the reason when not."""

from dataclasses import replace

import pytest

from desk.domain.case import Case, DemandFacts, Ending, TermFacts
from desk.domain.deeds import DEED_ROWS
from desk.domain.guidance import guidance, usual_deed
from desk.domain.kinds import ApplicantRole, DemandKind, DemandState, RequestState, Step
from desk.domain.steps import (
    INFORMATION_KINDS,
    REPLY_FORMS,
    TABLE,
    next_step,
    possible,
    reply_forms,
    step_possible,
)
from desk.domain.timeline import EventKind

ACCESS = (DemandFacts(DemandKind.ACCESS),)
R01 = TermFacts("R01", extendable=True)
NEW = Case(demands=ACCESS, terms=(R01,), missing=("signature",))


def allowed(case: Case) -> set[Step]:
    return {p.step for p in possible(case) if p.allowed}


def why_not(case: Case, step: Step) -> str:
    return step_possible(case, step).why_not


def test_a_new_access_request_waits_for_the_identity_check():
    assert next_step(NEW) is Step.IDENTIFY
    assert allowed(NEW) == {
        Step.ACKNOWLEDGE,
        Step.COMPLETE,
        Step.IDENTIFY,
        Step.BLOCK,
        Step.EXTEND,
        Step.REFUSE,
        Step.REMEDY,
        Step.DECIDE,
    }
    assert "confirm who is asking" in why_not(NEW, Step.ANSWER)


def test_the_representative_needs_a_power_besides_an_identity():
    case = Case(role=ApplicantRole.REPRESENTATIVE, demands=ACCESS, identified=True)
    assert next_step(case) is Step.AUTHORITY
    assert "authority" in why_not(case, Step.ANSWER)
    assert next_step(replace(case, authority_checked=True)) is Step.ANSWER
    asked = replace(case, completion_asked=True)
    assert "authority was asked for" in guidance(asked, Step.AUTHORITY)


@pytest.mark.parametrize("role", [ApplicantRole.SUBJECT, ApplicantRole.REPRESENTATIVE])
def test_advertising_stops_first_and_asks_for_no_identity(role):
    ads = DemandFacts(DemandKind.STOP_MARKETING)
    case = Case(role=role, demands=(*ACCESS, ads), terms=(TermFacts("R25"), R01))
    assert next_step(case) is Step.REMEDY
    assert "Art. 15 (2)" in guidance(case, Step.REMEDY)
    assert next_step(replace(case, answer_ready=True, notice_unsent=True)) is Step.REMEDY
    assert next_step(replace(case, terms=(R01,))) is Step.IDENTIFY
    assert Step.REPORT_DONE not in allowed(case)
    alone = replace(case, demands=(ads,), terms=())
    assert next_step(alone) is Step.REPORT_DONE
    assert Step.ANSWER not in allowed(alone)
    assert Step.IDENTIFY in allowed(alone)
    assert usual_deed("R25") == "marketing"


def test_from_answer_to_close():
    ready = Case(demands=ACCESS, terms=(R01,), identified=True)
    assert next_step(ready) is Step.ANSWER
    decided = (DemandFacts(DemandKind.ACCESS, DemandState.SATISFIED),)
    issued = Case(demands=decided, identified=True, answer_ready=True)
    assert next_step(issued) is Step.DISPATCH
    assert "not been sent" in why_not(issued, Step.CLOSE)
    sent = Case(demands=decided, identified=True, answered=True)
    assert next_step(sent) is Step.CLOSE
    assert "already been sent" in why_not(sent, Step.DISPATCH)


def test_what_was_shown_at_the_visit_is_handed_over_and_not_sent():
    decided = (DemandFacts(DemandKind.INSPECT, DemandState.SATISFIED),)
    shown = Case(demands=decided, identified=True, answer_ready=True, shown=True)
    assert next_step(shown) is Step.DELIVER
    assert next_step(replace(shown, shown=False)) is Step.DISPATCH
    assert next_step(replace(shown, notice_unsent=True)) is Step.DELIVER


def test_a_claim_is_blocked_at_once_then_inquired_then_remedied_then_told():
    claim = (DemandFacts(DemandKind.CLAIM_UNLAWFUL),)
    fresh = Case(demands=claim, terms=(TermFacts("R11"),))
    assert next_step(fresh) is Step.BLOCK
    blocked = Case(demands=claim, blocked=True, identified=True)
    assert next_step(blocked) is Step.INQUIRE
    found = Case(
        demands=claim,
        blocked=True,
        identified=True,
        inquired=True,
        violated=True,
        terms=(TermFacts("R14"), TermFacts("R15")),
    )
    assert next_step(found) is Step.REMEDY, "three working days to stop it"
    stopped = replace(found, terms=(TermFacts("R15"),), ending=Ending(going=True))
    assert next_step(stopped) is Step.PLAN, "the destruction is planned once it is stopped"
    assert next_step(replace(stopped, ending=Ending())) is Step.REMEDY
    assert next_step(replace(found, terms=())) is Step.REPORT_DONE
    told = Case(
        demands=(DemandFacts(DemandKind.CLAIM_UNLAWFUL, DemandState.SATISFIED),),
        terms=(TermFacts("R15"),),
        identified=True,
        inquired=True,
        answered=True,
    )
    assert not step_possible(told, Step.CLOSE).allowed
    assert step_possible(told, Step.CLOSE).params == {"rows": "R15"}


@pytest.mark.parametrize("row", ["R07", "R08", "R13", "R14", "R15", "R23"])
def test_a_running_term_that_a_deed_ends_never_leaves_only_waiting(row):
    decided = (DemandFacts(DemandKind.CLAIM_UNLAWFUL, DemandState.SATISFIED),)
    for role in ApplicantRole:
        case = Case(role=role, demands=decided, terms=(TermFacts(row),), identified=True,
                    inquired=True, answered=True, subject_known=False)  # fmt: skip
        assert next_step(case) is Step.REMEDY
        assert usual_deed(row) in DEED_ROWS[row]


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (TermFacts("R07"), "can be extended"),
        (TermFacts("R01", extendable=True, extended=True), "once"),
        (TermFacts("R01", extendable=True, over=True), "has passed"),
    ],
)
def test_an_extension_is_refused_with_its_reason(term, words):
    case = Case(demands=ACCESS, terms=(term,))
    assert not step_possible(case, Step.EXTEND).allowed
    assert words in why_not(case, Step.EXTEND)


def test_roskomnadzor_is_neither_identified_nor_refused():
    case = Case(
        role=ApplicantRole.RKN,
        demands=(DemandFacts(DemandKind.REGULATOR_INFORMATION),),
        subject_known=False,
    )
    assert next_step(case) is Step.ANSWER
    assert not allowed(case) & {Step.IDENTIFY, Step.REFUSE, Step.COMPLETE}


def test_an_own_finding_has_nobody_to_answer():
    case = Case(
        role=ApplicantRole.NOBODY,
        demands=(DemandFacts(DemandKind.CLAIM_UNLAWFUL),),
        terms=(TermFacts("R14"), TermFacts("R15")),
        subject_known=False,
    )
    assert next_step(case) is Step.INQUIRE
    assert not allowed(case) & {Step.ANSWER, Step.ACKNOWLEDGE, Step.IDENTIFY, Step.REPORT_DONE}
    done = Case(
        role=ApplicantRole.NOBODY,
        demands=(DemandFacts(DemandKind.CLAIM_UNLAWFUL, DemandState.SATISFIED),),
        subject_known=False,
    )
    assert next_step(done) is Step.CLOSE


def test_a_known_subject_is_told_of_an_own_finding():
    decided = (DemandFacts(DemandKind.CLAIM_UNLAWFUL, DemandState.SATISFIED),)
    case = Case(role=ApplicantRole.NOBODY, demands=decided, inquired=True)
    assert next_step(case) is Step.REPORT_DONE
    assert "not been sent" in why_not(case, Step.CLOSE)
    ready = Case(role=ApplicantRole.NOBODY, demands=decided, inquired=True, answer_ready=True)
    assert next_step(ready) is Step.DISPATCH
    told = Case(role=ApplicantRole.NOBODY, demands=decided, inquired=True, answered=True)
    assert next_step(told) is Step.CLOSE


def test_demands_taken_back_need_no_answer():
    case = Case(
        demands=(DemandFacts(DemandKind.CORRECT, DemandState.DROPPED),),
    )
    assert next_step(case) is Step.CLOSE


@pytest.mark.parametrize(
    ("terms", "why"), [((TermFacts("R14"),), "still outstanding"), ((), "not been sent")]
)
def test_what_a_finding_demands_outlives_a_complaint_taken_back(terms, why):
    case = Case(
        demands=(DemandFacts(DemandKind.COMPLAINT, DemandState.DROPPED),),
        terms=terms,
        violated=True,
    )
    found = step_possible(case, Step.CLOSE)
    assert not found.allowed
    assert why in found.why_not


@pytest.mark.parametrize("kind", [DemandKind.WITHDRAW, DemandKind.COMPLAINT, DemandKind.CORRECT])
def test_only_requests_for_information_are_completed_by_whoever_is_known(kind):
    case = Case(demands=(DemandFacts(kind),), missing=("document",), identified=True)
    assert "Art. 14 (3)" in step_possible(case, Step.COMPLETE).why_not


@pytest.mark.parametrize("kind", [DemandKind.OBJECT_AUTOMATED, DemandKind.WITHDRAW])
def test_whoever_makes_a_demand_can_be_asked_who_he_is(kind):
    case = Case(demands=(DemandFacts(kind),), missing=("document",))
    assert step_possible(case, Step.COMPLETE).allowed
    assert "Ask for what is missing" in guidance(case, next_step(case))
    sent = replace(case, completion_asked=True, completion_unsent=True)
    assert next_step(sent) is Step.DISPATCH
    waiting = replace(sent, completion_unsent=False)
    assert next_step(waiting) is Step.IDENTIFY
    assert "refuse before" in guidance(waiting, Step.IDENTIFY)


def test_nobody_has_to_say_who_he_is_to_end_advertising():
    case = Case(demands=(DemandFacts(DemandKind.STOP_MARKETING),), missing=("document",))
    assert "nobody has to prove" in step_possible(case, Step.COMPLETE).why_not


@pytest.mark.parametrize("state", [RequestState.CLOSED, RequestState.VOID])
def test_nothing_follows_on_a_closed_or_void_record(state):
    case = Case(state=state, demands=ACCESS)
    assert next_step(case) is None
    assert not allowed(case)
    assert all(p.why_not for p in possible(case))


def test_the_table_knows_every_step_and_every_kind_has_its_papers():
    assert set(TABLE) == set(Step)
    assert all(reply_forms(kind) for kind in DemandKind)
    ours = REPLY_FORMS - {"reply_passed"}
    assert {form for kind in DemandKind for form in reply_forms(kind)} == ours
    assert reply_forms(DemandKind.STOP)[0] == "notice_done"
    assert reply_forms(DemandKind.REGULATOR_TRANSFER) == ("reply_regulator",)
    assert DemandKind.COMPLAINT not in INFORMATION_KINDS
    assert len({kind.words for kind in EventKind}) == len(EventKind)


def test_a_notice_of_extension_is_sent_before_anything_else_until_the_answer_has_left():
    longer = replace(R01, extended=True)
    waiting = Case(demands=ACCESS, terms=(longer,), identified=True, notice_unsent=True)
    assert next_step(waiting) is Step.DISPATCH
    decided = (DemandFacts(DemandKind.ACCESS, DemandState.SATISFIED),)
    left = Case(demands=decided, identified=True, notice_unsent=True, answered=True)
    assert next_step(left) is Step.CLOSE
