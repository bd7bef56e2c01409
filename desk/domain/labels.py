# SPDX-License-Identifier: Apache-2.0
"""The names of the closed lists as people read them in the window, in lists and in messages.

The wording of papers is apart, in the ``forms`` catalogue; nothing here is printed on a letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desk.domain.client_labels import CLIENT_LABELS
from desk.domain.consent import ConsentKind, ConsentState, ConsentWay
from desk.domain.destruction import Cause, DestructionState, DestructionStep, MemberRole
from desk.domain.harm import Degree
from desk.domain.kinds import (
    ApplicantRole,
    Channel,
    DemandKind,
    DemandState,
    Found,
    LanguageMode,
    Law,
    Leaving,
    OperatorKind,
    PaperState,
    RequestState,
    Step,
)
from desk.domain.localisation import PlaceWord
from desk.domain.marking import Words, pgettext
from desk.domain.registers import (
    CarrierKind,
    DataClass,
    Method,
    Networks,
    PointKind,
    RecipientRole,
    Recording,
    Service,
)
from desk.domain.transfer_labels import TRANSFER_LABELS
from desk.text import Catalogue

_LAWS: Mapping[StrEnum, Words] = {
    Law.RU: pgettext("law", "Russia: Federal Law 152-FZ"),
    Law.VN: pgettext("law", "Vietnam: Law 91/2025/QH15"),
    Law.GDPR: pgettext("law", "European Union: GDPR"),
}
_KINDS: Mapping[StrEnum, Words] = {
    DemandKind.ACCESS: pgettext("demand", "Access to data"),
    DemandKind.TRANSFERS_INFORMATION: pgettext("demand", "Information on transfers and recipients"),
    DemandKind.INSPECT: pgettext("demand", "Inspection on site"),
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
_FOUND: Mapping[StrEnum, Words] = {
    Found.UNLAWFUL: pgettext("finding", "Unlawful processing found"),
    Found.INACCURATE: pgettext("finding", "Inaccurate data found"),
}

_CHANNELS: Mapping[StrEnum, Words] = {
    Channel.EMAIL: pgettext("channel", "E-mail"),
    Channel.POST: pgettext("channel", "Post"),
    Channel.IN_PERSON: pgettext("channel", "In person"),
    Channel.PORTAL: pgettext("channel", "Portal"),
    Channel.SITE_FORM: pgettext("channel", "Form on the site"),
    Channel.CHAT_BOT: pgettext("channel", "Chat-bot"),
    Channel.PHONE: pgettext("channel", "Telephone"),
    Channel.MESSENGER: pgettext("channel", "Messenger"),
    Channel.RKN: pgettext("channel", "Through Roskomnadzor"),
    Channel.OWN: pgettext("channel", "Internal finding"),
}

_ROLES: Mapping[StrEnum, Words] = {
    ApplicantRole.SUBJECT: pgettext("applicant", "Data subject"),
    ApplicantRole.REPRESENTATIVE: pgettext("applicant", "Representative"),
    ApplicantRole.RKN: pgettext("applicant", "Roskomnadzor"),
    ApplicantRole.NOBODY: pgettext("applicant", "No applicant"),
}

_LEAVING: Mapping[StrEnum, Words] = {
    Leaving.ANSWER: pgettext("what left", "The answer"),
    Leaving.NOTICE: pgettext("what left", "The notice of extension"),
    Leaving.COMPLETION: pgettext("what left", "The letter that asks for what is missing"),
    Leaving.RECEIPT: pgettext("what left", "The acknowledgement of receipt"),
}

_DEMAND_STATES: Mapping[StrEnum, Words] = {
    DemandState.OPEN: pgettext("demand state", "Open"),
    DemandState.SATISFIED: pgettext("demand state", "Satisfied"),
    DemandState.PARTLY: pgettext("demand state", "Satisfied in part"),
    DemandState.REFUSED: pgettext("demand state", "Refused"),
    DemandState.UNFOUNDED: pgettext("demand state", "Not confirmed"),
    DemandState.DROPPED: pgettext("demand state", "Dropped"),
}

_REQUEST_STATES: Mapping[StrEnum, Words] = {
    RequestState.OPEN: pgettext("request state", "Open"),
    RequestState.CLOSED: pgettext("request state", "Closed"),
    RequestState.VOID: pgettext("request state", "Void"),
}

_STEPS: Mapping[StrEnum, Words] = {
    Step.ACKNOWLEDGE: pgettext("step", "Acknowledge receipt"),
    Step.COMPLETE: pgettext("step", "Ask for what is missing"),
    Step.IDENTIFY: pgettext("step", "Check identity"),
    Step.AUTHORITY: pgettext("step", "Check the representative’s authority"),
    Step.BLOCK: pgettext("step", "Block the data"),
    Step.INQUIRE: pgettext("step", "Inquire"),
    Step.EXTEND: pgettext("step", "Extend the deadline"),
    Step.ANSWER: pgettext("step", "Answer"),
    Step.REFUSE: pgettext("step", "Refuse"),
    Step.CONSENTS: pgettext("step", "End the consents"),
    Step.PLAN: pgettext("step", "Plan the destruction"),
    Step.DESTRUCTION: pgettext("step", "Open the destruction"),
    Step.REMEDY: pgettext("step", "Take the measure and record it"),
    Step.UNBLOCK: pgettext("step", "Lift the block"),
    Step.REPORT_DONE: pgettext("step", "Report what was done"),
    Step.HAND_OVER: pgettext("step", "Pass to the client"),
    Step.TELL_PASSED: pgettext("step", "Report where it was passed on"),
    Step.DECIDE: pgettext("step", "Decide by hand"),
    Step.DELIVER: pgettext("step", "Record the handing over"),
    Step.DISPATCH: pgettext("step", "Record the dispatch"),
    Step.RESEND: pgettext("step", "Not delivered: send again another way"),
    Step.CLOSE: pgettext("step", "Close"),
}

_PAPER_STATES: Mapping[StrEnum, Words] = {
    PaperState.DRAFT: pgettext("paper state", "Draft"),
    PaperState.ISSUED: pgettext("paper state", "Issued"),
    PaperState.VOID: pgettext("paper state", "Void"),
    PaperState.SEALED: pgettext("paper state", "Sealed"),
    PaperState.ERASED: pgettext("paper state", "Erased"),
}

_OPERATORS: Mapping[StrEnum, Words] = {
    OperatorKind.LEGAL: pgettext("operator", "Legal entity"),
    OperatorKind.TRADER: pgettext("operator", "Sole trader"),
    OperatorKind.PERSON: pgettext("operator", "Natural person"),
}

_MODES: Mapping[StrEnum, Words] = {
    LanguageMode.RU: pgettext("paper language", "Russian"),
    LanguageMode.EN: pgettext("paper language", "English"),
    LanguageMode.BOTH: pgettext("paper language", "Russian and English"),
}

_CLASSES: Mapping[StrEnum, Words] = {
    DataClass.ORDINARY: pgettext("class of data", "Ordinary"),
    DataClass.SPECIAL: pgettext("class of data", "Special category"),
    DataClass.CONVICTION: pgettext("class of data", "Convictions"),
    DataClass.BIOMETRIC: pgettext("class of data", "Biometric if used to identify"),
}

_METHODS: Mapping[StrEnum, Words] = {
    Method.AUTOMATED: pgettext("method", "Automated"),
    Method.MANUAL: pgettext("method", "Without automation"),
    Method.MIXED: pgettext("method", "Mixed"),
}

_NETWORKS: Mapping[StrEnum, Words] = {
    Networks.NONE: pgettext("networks", "Not over networks"),
    Networks.INTERNAL: pgettext("networks", "Over the internal network"),
    Networks.INTERNET: pgettext("networks", "Over the Internet"),
    Networks.BOTH: pgettext("networks", "Over the internal network and the Internet"),
}

_CARRIERS: Mapping[StrEnum, Words] = {
    CarrierKind.PAPER: pgettext("carrier", "Paper"),
    CarrierKind.DISK: pgettext("carrier", "Disk"),
    CarrierKind.STICK: pgettext("carrier", "USB stick"),
    CarrierKind.TELEPHONE: pgettext("carrier", "Telephone"),
    CarrierKind.OTHER: pgettext("carrier", "Other"),
}

_RECIPIENT_ROLES: Mapping[StrEnum, Words] = {
    RecipientRole.PROCESSOR: pgettext("recipient", "Processes on our behalf"),
    RecipientRole.SUB_PROCESSOR: pgettext("recipient", "Processes for our processor"),
    RecipientRole.RECIPIENT: pgettext("recipient", "Independent recipient"),
    RecipientRole.AUTHORITY: pgettext("recipient", "Authority"),
}

_SERVICES: Mapping[StrEnum, Words] = {
    Service.CLOUD: pgettext("service", "Cloud"),
    Service.ANALYTICS: pgettext("service", "Analytics"),
    Service.EMAIL: pgettext("service", "E-mail and messages"),
    Service.CRM: pgettext("service", "Customer records (CRM)"),
    Service.SUPPORT: pgettext("service", "Support"),
    Service.OTHER: pgettext("service", "Other"),
}

_POINTS: Mapping[StrEnum, Words] = {
    PointKind.PAGE: pgettext("collection point", "Page of a site"),
    PointKind.FORM: pgettext("collection point", "Form on a site"),
    PointKind.CHAT_BOT: pgettext("collection point", "Chat-bot"),
    PointKind.APP: pgettext("collection point", "Mobile app"),
    PointKind.QUESTIONNAIRE: pgettext("collection point", "Questionnaire"),
    PointKind.JOB_SITE: pgettext("collection point", "Job site"),
    PointKind.PAPER: pgettext("collection point", "Paper form"),
}

_CONSENT_KINDS: Mapping[StrEnum, Words] = {
    ConsentKind.PROCESSING: pgettext("consent", "Processing"),
    ConsentKind.CROSS_BORDER: pgettext("consent", "Cross-border transfer"),
    ConsentKind.DISSEMINATION: pgettext("consent", "Dissemination"),
    ConsentKind.MARKETING: pgettext("consent", "Marketing"),
}

_CONSENT_WAYS: Mapping[StrEnum, Words] = {
    ConsentWay.PAPER: pgettext("way of consent", "On paper"),
    ConsentWay.SITE_FORM: pgettext("way of consent", "Tick on a site form"),
    ConsentWay.QUESTIONNAIRE: pgettext("way of consent", "Questionnaire"),
    ConsentWay.APP: pgettext("way of consent", "Mobile app"),
    ConsentWay.CHAT_BOT: pgettext("way of consent", "Chat-bot"),
    ConsentWay.SMS: pgettext("way of consent", "Text message"),
    ConsentWay.USSD: pgettext("way of consent", "USSD request"),
    ConsentWay.IVR: pgettext("way of consent", "Answering system (IVR)"),
    ConsentWay.AUDIO: pgettext("way of consent", "Audio recording"),
    ConsentWay.REGISTRATION: pgettext("way of consent", "Registration on a site"),
    ConsentWay.IN_PERSON: pgettext("way of consent", "In person"),
    ConsentWay.THROUGH_ANOTHER: pgettext("way of consent", "Through another"),
    ConsentWay.STAYING: pgettext("way of consent", "By staying on the site"),
    ConsentWay.OTHER: pgettext("way of consent", "Other"),
}

_CONSENT_STATES: Mapping[StrEnum, Words] = {
    ConsentState.ACTIVE: pgettext("consent state", "In force"),
    ConsentState.WITHDRAWN: pgettext("consent state", "Withdrawn"),
    ConsentState.EXPIRED: pgettext("consent state", "Expired"),
    ConsentState.REPLACED: pgettext("consent state", "Renewed"),
    ConsentState.VOID: pgettext("consent state", "Void"),
}

_CAUSES: Mapping[StrEnum, Words] = {
    Cause.WITHDRAWAL: pgettext("cause", "Consent withdrawn"),
    Cause.PURPOSE_ACHIEVED: pgettext("cause", "Purpose achieved"),
    Cause.KEEP_EXPIRED: pgettext("cause", "Retention period over"),
    Cause.CONSENT_EXPIRED: pgettext("cause", "Consent expired"),
    Cause.PROVED_DEMAND: pgettext("cause", "Demand with proof"),
    Cause.UNLAWFUL: pgettext("cause", "Unlawful processing"),
    Cause.STOP_DEMAND: pgettext("cause", "Demand to cease processing"),
    Cause.TRANSFER_BAN: pgettext("cause", "Roskomnadzor’s ban on a transfer"),
    Cause.ASSIGNMENT_ENDED: pgettext("cause", "Assignment ended"),
    Cause.NOT_NEEDED: pgettext("cause", "Data no longer needed"),
    Cause.LIMITATION: pgettext("cause", "Limitation period over"),
    Cause.BLOCK_EXPIRED: pgettext("cause", "Blocking period over"),
    Cause.LIQUIDATION: pgettext("cause", "Liquidation or reorganisation"),
    Cause.OTHER: pgettext("cause", "Other reason"),
}

_DESTRUCTION_STATES: Mapping[StrEnum, Words] = {
    DestructionState.PLANNED: pgettext("destruction", "Planned"),
    DestructionState.APPOINTED: pgettext("destruction", "Commission appointed"),
    DestructionState.CARRIED_OUT: pgettext("destruction", "Carried out"),
    DestructionState.DRAWN_UP: pgettext("destruction", "Act drawn up"),
    DestructionState.CERTIFIED: pgettext("destruction", "Act signed"),
    DestructionState.TOLD: pgettext("destruction", "Subjects notified"),
    DestructionState.ERASED: pgettext("destruction", "Erased from the desk"),
    DestructionState.VOID: pgettext("destruction", "Void"),
}

_DESTRUCTION_STEPS: Mapping[StrEnum, Words] = {
    DestructionStep.SHARING: pgettext("destruction step", "State who else has the data"),
    DestructionStep.STOP_LETTERS: pgettext("destruction step", "Write to processors"),
    DestructionStep.APPOINT: pgettext("destruction step", "Appoint the commission"),
    DestructionStep.CARRY_OUT: pgettext("destruction step", "Carry out"),
    DestructionStep.DRAW_UP: pgettext("destruction step", "Draw up the act"),
    DestructionStep.SIGN: pgettext("destruction step", "Collect signatures"),
    DestructionStep.TELL: pgettext("destruction step", "Notify the subjects"),
    DestructionStep.ERASE: pgettext("destruction step", "Erase from the desk"),
}

_MEMBERS: Mapping[StrEnum, Words] = {
    MemberRole.CHAIRMAN: pgettext("commission", "Chairman"),
    MemberRole.MEMBER: pgettext("commission", "Member"),
    MemberRole.SUBSTITUTE: pgettext("commission", "Substitute"),
}

_PLACE_WORDS: Mapping[StrEnum, Words] = {
    PlaceWord.BREACH: pgettext("localisation", "Breach"),
    PlaceWord.UNCLEAR: pgettext("localisation", "To be settled"),
    PlaceWord.EXEMPT: pgettext("localisation", "Exception"),
    PlaceWord.KEPT: pgettext("localisation", "In order"),
    PlaceWord.NO_RULE: pgettext("localisation", "No such duty"),
}

_DEGREES: Mapping[StrEnum, Words] = {
    Degree.HIGH: pgettext("harm", "High"),
    Degree.MEDIUM: pgettext("harm", "Medium"),
    Degree.LOW: pgettext("harm", "Low"),
    Degree.NONE: pgettext("harm", "No case applies"),
}
_RECORDINGS: Mapping[StrEnum, Words] = {
    Recording.UNKNOWN: pgettext("recording", "not said yet"),
    Recording.FIRST: pgettext("recording", "yes, it is the first to record them"),
    Recording.LATER: pgettext("recording", "no, they come from a database in Russia"),
    Recording.NONE: pgettext("recording", "no data of Russian citizens come here"),
}

_DESTRUCTION_METHODS: Mapping[str, Words] = {
    "shred": pgettext("way of destruction", "Shredding"),
    "burn": pgettext("way of destruction", "Burning"),
    "overwrite": pgettext("way of destruction", "Overwriting"),
    "delete_records": pgettext("way of destruction", "Deleting records from the system"),
    "format": pgettext("way of destruction", "Formatting the medium"),
    "crush": pgettext("way of destruction", "Crushing the medium"),
    "other": pgettext("way of destruction", "Another way"),
}
"""By id of ``domain.destruction.METHODS``."""

_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Words]] = {
    DemandKind: _KINDS,
    Found: _FOUND,
    Channel: _CHANNELS,
    ApplicantRole: _ROLES,
    DemandState: _DEMAND_STATES,
    RequestState: _REQUEST_STATES,
    Leaving: _LEAVING,
    Step: _STEPS,
    PaperState: _PAPER_STATES,
    OperatorKind: _OPERATORS,
    Law: _LAWS,
    LanguageMode: _MODES,
    DataClass: _CLASSES,
    Method: _METHODS,
    Networks: _NETWORKS,
    CarrierKind: _CARRIERS,
    RecipientRole: _RECIPIENT_ROLES,
    Service: _SERVICES,
    PointKind: _POINTS,
    ConsentKind: _CONSENT_KINDS,
    ConsentWay: _CONSENT_WAYS,
    ConsentState: _CONSENT_STATES,
    Cause: _CAUSES,
    DestructionState: _DESTRUCTION_STATES,
    DestructionStep: _DESTRUCTION_STEPS,
    MemberRole: _MEMBERS,
    PlaceWord: _PLACE_WORDS,
    Degree: _DEGREES,
    Recording: _RECORDINGS,
    **CLIENT_LABELS,
    **TRANSFER_LABELS,
}
"""By list first: members of different lists with the same value are equal as strings."""


def label(catalogue: Catalogue, member: StrEnum) -> str:
    """The name of a member of a closed list in the reader's language."""
    return catalogue.pgettext(*_LABELS[type(member)][member])


def method_label(catalogue: Catalogue, method: str) -> str:
    """The name of a way of destruction."""
    return catalogue.pgettext(*_DESTRUCTION_METHODS[method])
