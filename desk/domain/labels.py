# SPDX-License-Identifier: Apache-2.0
"""The names of the closed lists as people read them in the window, in lists and in messages.

The wording of papers is apart, in the ``forms`` catalogue; nothing here is printed on a letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desk.domain.kinds import (
    ApplicantRole,
    Channel,
    DemandKind,
    DemandState,
    LanguageMode,
    OperatorKind,
    PaperState,
    RequestState,
    Step,
)
from desk.text import Catalogue

_Words = tuple[str, str]


def pgettext(context: str, message: str) -> _Words:
    """Mark a label for extraction with the list it belongs to; it is translated where it is shown."""
    return context, message


_KINDS: Mapping[StrEnum, _Words] = {
    DemandKind.ACCESS: pgettext("demand", "Access to data"),
    DemandKind.TRANSFERS_INFORMATION: pgettext("demand", "Information on transfers and recipients"),
    DemandKind.INSPECT: pgettext("demand", "Inspection on the spot"),
    DemandKind.CORRECT: pgettext("demand", "Correction"),
    DemandKind.BLOCK: pgettext("demand", "Blocking"),
    DemandKind.DESTROY: pgettext("demand", "Destruction"),
    DemandKind.CLAIM_UNLAWFUL: pgettext("demand", "Claim of unlawful processing"),
    DemandKind.CLAIM_INACCURATE: pgettext("demand", "Claim of inaccurate data"),
    DemandKind.WITHDRAW: pgettext("demand", "Withdrawal of consent"),
    DemandKind.STOP: pgettext("demand", "Demand to cease processing"),
    DemandKind.STOP_MARKETING: pgettext("demand", "Demand to cease marketing"),
    DemandKind.STOP_DISSEMINATION: pgettext("demand", "Demand to cease dissemination"),
    DemandKind.STOP_BREACH: pgettext("demand", "Demand under Art. 10.1 (14)"),
    DemandKind.OBJECT_AUTOMATED: pgettext("demand", "Objection to an automated decision"),
    DemandKind.COMPLAINT: pgettext("demand", "Complaint or claim"),
    DemandKind.REGULATOR_INFORMATION: pgettext("demand", "Roskomnadzor: request for information"),
    DemandKind.REGULATOR_TRANSFER: pgettext("demand", "Roskomnadzor: cross-border transfer"),
    DemandKind.REGULATOR_MEASURES: pgettext("demand", "Roskomnadzor: proof of measures"),
    DemandKind.NKTSKI_CHECK: pgettext("demand", "NKTsKI: check of an incident"),
}

_CHANNELS: Mapping[StrEnum, _Words] = {
    Channel.EMAIL: pgettext("channel", "E-mail"),
    Channel.POST: pgettext("channel", "Post"),
    Channel.IN_PERSON: pgettext("channel", "In person"),
    Channel.PORTAL: pgettext("channel", "Portal"),
    Channel.SITE_FORM: pgettext("channel", "Form on the site"),
    Channel.CHAT_BOT: pgettext("channel", "Chat-bot"),
    Channel.PHONE: pgettext("channel", "Telephone"),
    Channel.MESSENGER: pgettext("channel", "Messenger"),
    Channel.RKN: pgettext("channel", "Through Roskomnadzor"),
    Channel.OWN: pgettext("channel", "Own finding"),
}

_ROLES: Mapping[StrEnum, _Words] = {
    ApplicantRole.SUBJECT: pgettext("applicant", "Data subject"),
    ApplicantRole.REPRESENTATIVE: pgettext("applicant", "Representative"),
    ApplicantRole.RKN: pgettext("applicant", "Roskomnadzor"),
    ApplicantRole.NOBODY: pgettext("applicant", "No applicant"),
}

_DEMAND_STATES: Mapping[StrEnum, _Words] = {
    DemandState.OPEN: pgettext("demand state", "Open"),
    DemandState.SATISFIED: pgettext("demand state", "Satisfied"),
    DemandState.PARTLY: pgettext("demand state", "Satisfied in part"),
    DemandState.REFUSED: pgettext("demand state", "Refused"),
    DemandState.DROPPED: pgettext("demand state", "Dropped"),
}

_REQUEST_STATES: Mapping[StrEnum, _Words] = {
    RequestState.OPEN: pgettext("request state", "Open"),
    RequestState.CLOSED: pgettext("request state", "Closed"),
    RequestState.VOID: pgettext("request state", "Void"),
}

_STEPS: Mapping[StrEnum, _Words] = {
    Step.ACKNOWLEDGE: pgettext("step", "Acknowledge receipt"),
    Step.COMPLETE: pgettext("step", "Ask for what is missing"),
    Step.IDENTIFY: pgettext("step", "Check identity"),
    Step.BLOCK: pgettext("step", "Block the data"),
    Step.INQUIRE: pgettext("step", "Inquire"),
    Step.EXTEND: pgettext("step", "Extend the term"),
    Step.ANSWER: pgettext("step", "Answer"),
    Step.REFUSE: pgettext("step", "Refuse"),
    Step.REPORT_DONE: pgettext("step", "Report what was done"),
    Step.DISPATCH: pgettext("step", "Record the dispatch"),
    Step.CLOSE: pgettext("step", "Close"),
}

_PAPER_STATES: Mapping[StrEnum, _Words] = {
    PaperState.DRAFT: pgettext("paper state", "Draft"),
    PaperState.ISSUED: pgettext("paper state", "Issued"),
    PaperState.VOID: pgettext("paper state", "Void"),
}

_OPERATORS: Mapping[StrEnum, _Words] = {
    OperatorKind.LEGAL: pgettext("operator", "Legal entity"),
    OperatorKind.TRADER: pgettext("operator", "Sole trader"),
    OperatorKind.PERSON: pgettext("operator", "Natural person"),
}

_MODES: Mapping[StrEnum, _Words] = {
    LanguageMode.RU: pgettext("paper language", "Russian"),
    LanguageMode.EN: pgettext("paper language", "English"),
    LanguageMode.BOTH: pgettext("paper language", "Russian and English"),
}

_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, _Words]] = {
    DemandKind: _KINDS,
    Channel: _CHANNELS,
    ApplicantRole: _ROLES,
    DemandState: _DEMAND_STATES,
    RequestState: _REQUEST_STATES,
    Step: _STEPS,
    PaperState: _PAPER_STATES,
    OperatorKind: _OPERATORS,
    LanguageMode: _MODES,
}
"""By list first: members of different lists with the same value are equal as strings."""


def label(catalogue: Catalogue, member: StrEnum) -> str:
    """The name of a member of a closed list in the reader's language."""
    context, message = _LABELS[type(member)][member]
    return catalogue.pgettext(context, message)
