# SPDX-License-Identifier: Apache-2.0
"""Facts of a blank form: lines to write on where a name, a number or a reason would stand."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from desk.domain.kinds import DemandKind, OperatorKind
from desk.domain.operator import Operator
from desk.domain.paper import (
    Addressee,
    DemandLine,
    EmergencySheetFacts,
    ExtendedTerm,
    Facts,
    JournalRequestsFacts,
    Withheld,
)
from desk.domain.registers import RecipientRole
from desk.domain.transfer_reply import HomeLine, TransferLine
from desk.domain.transfers import FlowWord
from desk.domain.values import Both
from desk.services.assignment.client_specimens import CLIENTS
from desk.services.assignment.specimens import ASSIGNMENTS
from desk.services.consent.specimens import CONSENTS
from desk.services.destruction.act_specimens import ACTS
from desk.services.paper.facts import LETTERS
from desk.services.transfer.specimens import TRANSFERS

_LINE = "______________________"
_BLANK = Both(_LINE, _LINE)
_LINES = "\n".join(["_" * 30] * 2)
WRITTEN_BY_HAND = Both(_LINES, _LINES)
"""In the place of a passage: of nothing written yet a paper would say that there is nothing."""
_BASIS = Both(
    "ч. 3 ст. 14, ч. 1 ст. 20 Федерального закона № 152-ФЗ",
    "Art. 14(3) and 20(1) of Federal Law No. 152-FZ",
)


def blank_operator() -> Operator:
    """An operator's card of lines."""
    return Operator(
        kind=OperatorKind.LEGAL,
        name=_BLANK,
        address=_BLANK,
        signer_post=_BLANK,
        signer_name=_BLANK,
    )


def specimen_facts(form_id: str, operator: Operator | None) -> Facts:
    """Facts with which the form shows all its parts."""
    day = date.min  # printed as a line to write the day on
    base: dict[str, Any] = {"operator": operator or blank_operator(), "day": day}
    if form_id == "emergency_sheet":
        return EmergencySheetFacts(
            **base, desk_folder=_LINE, backup_folder=_LINE, recovery_code=_LINE
        )
    if form_id == "journal_requests":
        return JournalRequestsFacts(**base, since=day, until=day, lines=())
    build = {**ACTS, **ASSIGNMENTS, **CLIENTS, **CONSENTS, **TRANSFERS}.get(form_id)
    if build:
        return build(base, _BLANK)
    kind, _build = LETTERS[form_id]
    return kind(**base, **cast("dict[str, Any]", {**_letter(form_id, day), **_own(form_id, day)}))


def _letter(form_id: str, day: date) -> dict[str, object]:
    to = Addressee(organisation=_BLANK) if form_id == "reply_regulator" else Addressee(name=_BLANK)
    return {
        "addressee": to,
        "request_number": "____-___",
        "received": day,
        "subject_name": _LINE,
    }


def _own(form_id: str, day: date) -> dict[str, object]:
    item = Withheld(what=_BLANK, ground="14.8.4", facts=_BLANK)
    own: dict[str, dict[str, object]] = {
        "acknowledgement": {
            "channel": _LINE,
            "demands": (DemandLine(DemandKind.ACCESS.value, _BASIS, day, _BLANK),),
            "missing": ("document", "relation", "signature"),
        },
        "request_to_complete": {"missing": ("document", "relation", "signature")},
        "reply_transfer": {"lines": (_transfer(),), "home": (_at_home(),), "states": _BLANK},
        "refusal": {"refused": (item,)},
        "extension_notice": {"terms": (ExtendedTerm(DemandKind.ACCESS.value, _BASIS, day, day),)},
        "notice_done": {"action": "cessation", "done_on": day, "basis": _BLANK},
        "inspection_record": {"inspected_on": day},
    }
    return own.get(form_id, {})


def _transfer() -> TransferLine:
    return TransferLine(
        recipient=_BLANK,
        address=_LINE,
        country=_BLANK,
        listed=True,
        purpose=_BLANK,
        data=_BLANK,
        ground=Both(),
        safeguards=_BLANK,
        word=FlowWord.FLOWS,
        since=date.min,
        limited=_BLANK,
    )


def _at_home() -> HomeLine:
    return HomeLine(_BLANK, RecipientRole.PROCESSOR, _LINE, _BLANK)
