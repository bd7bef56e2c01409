# SPDX-License-Identifier: Apache-2.0
"""Why a step is the next one: a sentence beside its button, where the step does not explain itself."""

from __future__ import annotations

from collections.abc import Mapping

from desk.domain.case import ADS_ROW, AT_ONCE, Case
from desk.domain.deeds import ACTION_OF, DEED_ROWS, DEEDS, FOUND_ROWS, STOP_ROW
from desk.domain.kinds import ApplicantRole, Leaving, RequestState, Step
from desk.domain.needs import COMPLETED
from desk.domain.steps import ends, owed_deeds
from desk.errors import N_


def guidance(case: Case, step: Step | None) -> str:
    """Why ``step`` is the next, where that does not go without saying; empty elsewhere."""
    ending = case.ending
    if step is not None and step in _WHY:
        return _WHY[step]
    if step is Step.REMEDY:
        return _deed(case)
    if step in (Step.IDENTIFY, Step.AUTHORITY):
        return _asking(case, step)
    if step is Step.REPORT_DONE and (other := _other_to_tell(case)):
        return other
    waits = step is Step.DISPATCH and case.leaving[:1] == (Leaving.COMPLETION,)
    if waits and not case.incomplete:
        return _ASKED_WHO
    if waits or (step is None and case.state is RequestState.OPEN and not COMPLETED.holds(case)):
        return COMPLETED.why_not
    if step is not Step.REPORT_DONE or not ends(case) or ending.destruction is not None:
        return ""
    if ending.held:
        return N_(
            "What is held of this person rests on another ground, waits for another destruction or is"
            " kept by a legal hold: nothing has to be planned here, and the report says what stays."
        )
    return N_(
        "The desk knows of no data of this person: nothing has to be planned here. Say in the report"
        " what you found and did elsewhere."
    )


def usual_deed(row: str) -> str:
    """What is usually done to end a term of this row; empty where no deed ends it."""
    if row in AT_ONCE:
        return ACTION_OF[AT_ONCE[row]]
    return next((deed for deed in DEEDS if deed in DEED_ROWS.get(row, ())), "")


def _deed(case: Case) -> str:
    """What has to be done before the term that ends first, and that a notice records it as well."""
    if case.at_once:
        return _STOP_ADS if case.at_once == ADS_ROW else _STOP_SHOWING
    row = owed_deeds(case)[0]
    if row in FOUND_ROWS:
        return _STOP if row == STOP_ROW else _DESTROY
    return "" if case.nobody_to_tell else _DO_OR_REPORT


def _other_to_tell(case: Case) -> str:
    """Who of Roskomnadzor and the person is still to be told of a violation found, once the other is."""
    if case.role is not ApplicantRole.RKN or not case.violated:
        return ""
    if case.undecided:
        return _REGULATOR_TOO if case.subject_told else ""
    return _SUBJECT_TOO if case.subject_untold else ""


def _asking(case: Case, step: Step) -> str:
    """What to do where the letter does not show who asks; a representative who is known lacks a power alone."""
    if step is Step.AUTHORITY and not case.foreign:
        return _WHO_WAS_ASKED if case.completion_asked else _POWER
    if not case.unproved or case.identified:
        return ""
    return _WHO_WAS_ASKED if case.completion_asked else _WHO_ASKS


_WHO_ASKS = N_(
    "Where it is not clear who asks, write to the person: “Ask for what is missing”. The term"
    " runs on meanwhile."
)
_POWER = N_(
    "Where nothing came that shows the representative’s power, ask for it alone: “Ask for what is missing”."
    " The term runs on meanwhile."
)
_WHO_WAS_ASKED = N_(
    "The person was asked for what shows who asks, and the term runs on. If nothing comes, refuse before"
    " it ends: identity or authority is not confirmed."
)
_ASKED_WHO = N_(
    "The letter that asks for what shows who asks is issued: send it and record how it left. The term"
    " runs on meanwhile."
)
_STOP_ADS = N_(
    "Advertising stops at once on demand, and nobody has to prove who they are for that (Art. 15 (2)):"
    " stop it and record the day."
)
_STOP_SHOWING = N_(
    "Dissemination stops at once: the consent to it ended as the demand came (Art. 10.1 (13)), and name, contact"
    " and the list of data are all it needs (Art. 10.1 (12)). Stop it and record the day."
)
_STOP = N_(
    "Processing was found unlawful: stop it, here and at the processor, before the term ends, and record"
    " the day. Or record that a lawful ground was secured."
)
_DESTROY = N_(
    "Where the processing cannot be made lawful, the data are destroyed within ten working days of the finding"
    " (Art. 21 (3)): that term has a date of its own among the terms. Record the destruction, or that a lawful"
    " ground was secured."
)
_SUBJECT_TOO = N_(
    "Roskomnadzor was answered: now tell the person whose data they are (Art. 21 (3))."
)
_REGULATOR_TOO = N_("The person was told: now tell Roskomnadzor as well (Art. 21 (3)).")
_DO_OR_REPORT = N_(
    "Do it before the term ends and record the day. If you report at once, the notice records it as well."
)
RESEND = N_(
    "The mail did not arrive: a mail server sent it back (see the history). Send the paper again another way, for"
    " example by post or to another address, and record how it left. The first dispatch stays recorded with its"
    " proof."
)
_WHY: Mapping[Step, str] = {
    Step.RESEND: RESEND,
    Step.DELIVER: N_(
        "The data were shown at the visit (Art. 20 (1)): the record, signed or handed over there, is the answer."
    ),
    Step.DECIDE: N_(
        "The subject is not known: nobody has to be told. Every measure is recorded: decide the finding by"
        " hand, then close the record."
    ),
    Step.UNBLOCK: N_(
        "The data were clarified, or the check found nothing unlawful: lift the block and record it (Art. 21 (2))."
        " Tell the person afterwards: the notice then says so."
    ),
    Step.CONSENTS: N_(
        "Consents this letter is about are still in force. End them first: then it is known what has"
        " to go."
    ),
    Step.PLAN: N_(
        "Data are held that have no ground left. Plan their destruction; the plan also says what"
        " stays and on which ground."
    ),
    Step.DESTRUCTION: N_(
        "The destruction planned on this request comes first: its notice to the person answers the"
        " letter."
    ),
}
