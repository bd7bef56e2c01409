# SPDX-License-Identifier: Apache-2.0
"""Every table as a peewee model, column for column what the migrations make.

Models hold no behaviour and create no tables. Dates and moments are ISO text (moments aware UTC), flags
are 0 and 1; where a column names another record, ``thing_id`` is its id without a query.
"""

from __future__ import annotations

from desk.storage.models.assignments import (
    Assignment,
    ProcessorCheck,
    SubProcessor,
    ThirdPartyEdition,
)
from desk.storage.models.clients import Client, ClientNotice
from desk.storage.models.core import (
    Actor,
    Attachment,
    Blob,
    Deadline,
    Demand,
    Document,
    Event,
    FormDraft,
    Journal,
    OperatorCard,
    Person,
    Request,
    Sequence,
    Setting,
    Table,
    proxy,
)
from desk.storage.models.cycle import (
    RecipientInformation,
    TransferAssessment,
    TransferAssessmentItem,
    TransferAssessmentParty,
    TransferPaper,
)
from desk.storage.models.destruction import (
    Commission,
    Destruction,
    DestructionItem,
    DestructionKept,
    DestructionMember,
    DestructionSubject,
    Erasure,
    LogExport,
    Member,
    ScanPage,
    Signature,
    StopLetter,
)
from desk.storage.models.disclosures import Disclosure, DisclosurePerson
from desk.storage.models.harm import HarmAssessment
from desk.storage.models.held import Consent, Hold, Holding, HoldingCarrier, StopList
from desk.storage.models.register import (
    Carrier,
    Category,
    CollectionPoint,
    CollectionText,
    Purpose,
    PurposeCategory,
    PurposeGroup,
    Recipient,
    SubjectGroup,
    System,
)
from desk.storage.models.signatures import Issuer, SignedFile
from desk.storage.models.transfers import (
    Transfer,
    TransferInquiry,
    TransferNotice,
    TransferNoticeItem,
)

MODELS: tuple[type[Table], ...] = (
    Setting, OperatorCard, Actor, Person, Request, Demand, Deadline, Blob, Document, Attachment,
    Event, FormDraft, Sequence, Journal,
    Category, SubjectGroup, Purpose, PurposeCategory, PurposeGroup, System, Carrier, Recipient,
    CollectionPoint, CollectionText, Consent, Holding, HoldingCarrier, Hold, StopList,
    Commission, Member, Destruction, DestructionSubject, DestructionItem, DestructionKept,
    DestructionMember, LogExport, StopLetter, Signature, ScanPage, Erasure,
    Transfer, TransferNotice, TransferNoticeItem, TransferInquiry,
    RecipientInformation, TransferAssessment, TransferAssessmentItem, TransferAssessmentParty,
    TransferPaper,
    Assignment, SubProcessor, ProcessorCheck, ThirdPartyEdition,
    Client, ClientNotice,
    Disclosure, DisclosurePerson,
    Issuer, SignedFile,
    HarmAssessment,
)  # fmt: skip

__all__ = [
    "MODELS", "Actor", "Assignment", "Attachment", "Blob", "Carrier", "Category", "Client",
    "ClientNotice", "CollectionPoint",
    "CollectionText", "Commission", "Consent", "Deadline", "Demand", "Destruction",
    "DestructionItem", "DestructionKept", "DestructionMember", "DestructionSubject", "Disclosure", "DisclosurePerson", "Document",
    "Erasure", "Event", "FormDraft", "HarmAssessment", "Hold", "Holding", "HoldingCarrier", "Issuer", "Journal", "LogExport",
    "Member", "OperatorCard", "Person", "ProcessorCheck", "Purpose", "PurposeCategory", "PurposeGroup", "Recipient",
    "RecipientInformation",
    "Request", "ScanPage", "Sequence", "Setting", "Signature", "SignedFile", "StopLetter", "StopList",
    "SubProcessor", "SubjectGroup", "System", "Table", "ThirdPartyEdition", "Transfer",
    "TransferAssessment", "TransferAssessmentItem", "TransferAssessmentParty", "TransferInquiry",
    "TransferNotice", "TransferNoticeItem", "TransferPaper", "proxy",
]  # fmt: skip
