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
    if step is Step.DISPATCH and case.state is RequestState.CLOSED:
        return _CORRECTED
    waits = step is Step.DISPATCH and case.leaving[:1] == (Leaving.COMPLETION,)
    if waits:
        return _ASKED_MORE if case.incomplete else _ASKED_WHO
    if step is None and case.state is RequestState.OPEN and not COMPLETED.holds(case):
        return COMPLETED.why_not
    if step is not Step.REPORT_DONE or not ends(case) or ending.destruction is not None:
        return ""
    if ending.held:
        return N_(
            "What is held on this person is based on another ground, is awaiting another "
            "destruction or is kept by a legal hold: nothing has to be planned here, and the "
            "report says what is kept."
        )
    return N_(
        "The desk knows of no data of this person: nothing has to be planned here. Describe in "
        "the report what you found and did elsewhere."
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
        return _POWER_ASKED if case.completion_asked else _POWER
    if case.incomplete and not case.completion_owed:
        return COMPLETED.why_not
    if not case.unproved or case.identified:
        return ""
    return _WHO_WAS_ASKED if case.completion_asked else _WHO_ASKS


_WHO_ASKS = N_(
    "If it is not clear who is asking, write to the person: “Ask for what is missing”. Meanwhile "
    "the deadline keeps running."
)
_POWER = N_(
    "If nothing was received that shows the representative’s authority, ask for that alone: “Ask "
    "for what is missing”. Meanwhile the deadline keeps running."
)
_POWER_ASKED = N_(
    "The representative’s authority was asked for, and the deadline keeps running. If nothing is "
    "received, refuse before it passes: identity or authority is not confirmed."
)
_WHO_WAS_ASKED = N_(
    "The person was asked to prove who they are, and the deadline keeps running. If nothing is "
    "received, refuse before it passes: identity or authority is not confirmed."
)
_CORRECTED = N_(
    "A corrected paper takes the place of one that was sent: send it too and record how."
)
_ASKED_MORE = N_(
    "The letter asking for what is missing has been issued: send it and record how it was sent. "
    "Meanwhile the deadline keeps running."
)
_ASKED_WHO = N_(
    "The letter asking for proof of who is asking has been issued: send it and record how it was "
    "sent. Meanwhile the deadline keeps running."
)
_STOP_ADS = N_(
    "Advertising must stop at once on demand, and nobody has to prove who they are for that "
    "(Art. 15 (2)): stop it and record the date."
)
_STOP_SHOWING = N_(
    "Dissemination must stop at once: the consent to it ended when the demand was received (Art. "
    "10.1 (13)), and a name, contact details and the list of data are all the demand needs (Art. "
    "10.1 (12)). Stop it and record the date."
)
_STOP = N_(
    "Processing was found to be unlawful: stop it, here and at the processor, before the "
    "deadline, and record the date. Or record that a lawful ground was secured."
)
_DESTROY = N_(
    "If the processing cannot be made lawful, the data must be destroyed within ten working days "
    "of the finding (Art. 21 (3)): this deadline is listed separately. Record the destruction, "
    "or that a lawful ground was secured."
)
_SUBJECT_TOO = N_(
    "Roskomnadzor was answered: now notify the person whose data they are (Art. 21 (3))."
)
_REGULATOR_TOO = N_("The person was notified: now notify Roskomnadzor as well (Art. 21 (3)).")
_DO_OR_REPORT = N_(
    "Do it before the deadline and record the date. If you report at once, the notice records it as well."
)
RESEND = N_(
    "The paper did not arrive: it was returned (see the history). Send it again another way or "
    "to another address, and record how it was sent. The first dispatch stays recorded with its "
    "proof."
)
_WHY: Mapping[Step, str] = {
    Step.RESEND: RESEND,
    Step.DELIVER: N_(
        "The data were shown at the visit (Art. 20 (1)): the record, signed or handed over there, is the answer."
    ),
    Step.DECIDE: N_(
        "The subject is not known, so nobody has to be notified. Every measure is recorded: "
        "decide the finding by hand, then close the record."
    ),
    Step.UNBLOCK: N_(
        "If the data have been corrected, or the check found nothing unlawful, lift the block "
        "and record it (Art. 21 (2)). Notify the person afterwards: the notice then says so."
    ),
    Step.CONSENTS: N_(
        "The consents this letter concerns are still in force. End them first: only then is it "
        "known what must be destroyed."
    ),
    Step.PLAN: N_(
        "Some data held no longer have any ground. Plan their destruction; the plan also says "
        "what is kept and on which ground."
    ),
    Step.DESTRUCTION: N_(
        "The destruction planned on this request comes first: its notice to the person answers the"
        " letter."
    ),
}
