# SPDX-License-Identifier: Apache-2.0
"""The closed lists of the trade: what people demand, how letters come, what state a thing is in.

The values are stored in the file and named by rule packs; labels for people are in ``labels.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class DemandKind(StrEnum):
    """What a letter demands; the words of the rule packs."""

    ACCESS = "access"
    TRANSFERS_INFORMATION = "transfers_information"
    INSPECT = "inspect"
    CORRECT = "correct"
    BLOCK = "block"
    DESTROY = "destroy"
    CLAIM_UNLAWFUL = "claim_unlawful"
    CLAIM_INACCURATE = "claim_inaccurate"
    WITHDRAW = "withdraw"
    STOP = "stop"
    STOP_MARKETING = "stop_marketing"
    STOP_DISSEMINATION = "stop_dissemination"
    STOP_BREACH = "stop_breach"
    OBJECT_AUTOMATED = "object_automated"
    COMPLAINT = "complaint"
    REGULATOR_INFORMATION = "regulator_information"
    REGULATOR_TRANSFER = "regulator_transfer"
    REGULATOR_MEASURES = "regulator_measures"
    NKTSKI_CHECK = "nktski_check"


REGULATOR_KINDS = frozenset(
    {
        DemandKind.REGULATOR_INFORMATION,
        DemandKind.REGULATOR_TRANSFER,
        DemandKind.REGULATOR_MEASURES,
        DemandKind.NKTSKI_CHECK,
    }
)


class Found(StrEnum):
    """What an own finding is of, where a letter would claim it."""

    UNLAWFUL = "claim_unlawful"
    INACCURATE = "claim_inaccurate"


FOUND_KINDS = frozenset(DemandKind(each.value) for each in Found)
"""All that an own finding can be of."""


def called(kind: DemandKind, *, own: bool) -> DemandKind | Found:
    """What a demand is called by: nobody claims an own finding."""
    return Found(kind.value) if own and kind in FOUND_KINDS else kind


class Law(StrEnum):
    """The law a request is answered under; a rule pack belongs to one."""

    RU = "ru"
    VN = "vn"
    GDPR = "gdpr"


class Channel(StrEnum):
    """How a request reached the operator; ``own`` is the operator's own finding, without applicant."""

    EMAIL = "email"
    POST = "post"
    IN_PERSON = "in_person"
    PORTAL = "portal"
    SITE_FORM = "site_form"
    CHAT_BOT = "chat_bot"
    PHONE = "phone"
    MESSENGER = "messenger"
    RKN = "rkn"
    OWN = "own"


class ApplicantRole(StrEnum):
    """Who speaks: the subject, a representative, Roskomnadzor, or nobody (own finding)."""

    SUBJECT = "subject"
    REPRESENTATIVE = "representative"
    RKN = "rkn"
    NOBODY = "nobody"


class Leaving(StrEnum):
    """What of a request leaves with moment, way and proof; only the answer answers it."""

    ANSWER = "answer"
    NOTICE = "notice"
    COMPLETION = "completion"
    RECEIPT = "receipt"


LETTERS: Mapping[Leaving, str] = {
    Leaving.NOTICE: "extension_notice",
    Leaving.COMPLETION: "request_to_complete",
    Leaving.RECEIPT: "acknowledgement",
}
"""The form of each letter that answers nothing; every other paper of a request does."""


class DemandState(StrEnum):
    """Where one demand stands; all but ``open`` are final.

    ``unfounded`` is kept as ``satisfied`` with a mark, or follows from the notice that told of the inquiry.
    """

    OPEN = "open"
    SATISFIED = "satisfied"
    PARTLY = "partly"
    REFUSED = "refused"
    UNFOUNDED = "unfounded"
    DROPPED = "dropped"


class RequestState(StrEnum):
    """Where the whole request stands; ``void`` is a record taken in by mistake."""

    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"


class Step(StrEnum):
    """What can be done with a request, in the order in which it is usually done."""

    ACKNOWLEDGE = "acknowledge"
    COMPLETE = "complete"
    IDENTIFY = "identify"
    AUTHORITY = "authority"
    BLOCK = "block"
    INQUIRE = "inquire"
    EXTEND = "extend"
    ANSWER = "answer"
    REFUSE = "refuse"
    CONSENTS = "consents"
    PLAN = "plan"
    DESTRUCTION = "destruction"
    REMEDY = "remedy"
    UNBLOCK = "unblock"
    REPORT_DONE = "report_done"
    HAND_OVER = "hand_over"
    TELL_PASSED = "tell_passed"
    DECIDE = "decide"
    DELIVER = "deliver"
    DISPATCH = "dispatch"
    RESEND = "resend"
    CLOSE = "close"


class PaperState(StrEnum):
    """A paper is a draft, issued (frozen, numbered) or void (its number stays).

    Once the person was erased, what proves the case is sealed, and the rest erased but for its number.
    """

    DRAFT = "draft"
    ISSUED = "issued"
    VOID = "void"
    SEALED = "sealed"
    ERASED = "erased"


class OperatorKind(StrEnum):
    """Whom the desk belongs to."""

    LEGAL = "legal"
    TRADER = "trader"
    PERSON = "person"


class LanguageMode(StrEnum):
    """In which language a paper is issued: one, or both side by side."""

    RU = "ru"
    EN = "en"
    BOTH = "ru+en"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the mode, the prevailing one first."""
        return tuple(self.value.split("+"))
