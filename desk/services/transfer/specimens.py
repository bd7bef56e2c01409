# SPDX-License-Identifier: Apache-2.0
"""Facts of the blank papers on transfers abroad: lines to write on, every item in sight."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from desk.domain.assessments import BanMeasure
from desk.domain.paper import Addressee, Facts, Specimen
from desk.domain.transfer_papers import (
    PartyLine,
    RecipientQuestionnaireFacts,
    RegisterTransfersFacts,
    TransferAssessmentFacts,
    TransferLine,
    TransferNoticeFacts,
)
from desk.domain.values import Both
from desk.services.paper.facts import AUTHORITY

__all__ = ["TRANSFERS"]


def _line(line: Both) -> TransferLine:
    return TransferLine("", line, line, line, (line,), (line,), line.ru, way=line)


def _party(line: Both) -> PartyLine:
    text = line.ru
    return PartyLine(
        line, text, line, text, False, measures=text, termination=text, law=text, contacts=text,
        sufficient=text, feasible=text,
    )  # fmt: skip


def _questionnaire(base: dict[str, Any], line: Both) -> Facts:
    return RecipientQuestionnaireFacts(
        **base,
        addressee=Addressee(organisation=line),
        country=line,
        country_code="",
        listed=False,
        purposes=(line,),
        data=(line,),
        groups=(line,),
        answer_by=date.min,
    )


def _assessment(base: dict[str, Any], line: Both) -> Facts:
    return TransferAssessmentFacts(
        **base,
        assessed_on=date.min,
        assessor=line,
        assessor_post=line,
        transfers=(_line(line),),
        parties=(_party(line),),
        left_out=line,
        list_version=line,
        conclusion=line,
        measures=tuple(BanMeasure),
        risk=line,
    )


def _notice(base: dict[str, Any], line: Both) -> Facts:
    return TransferNoticeFacts(
        **base,
        addressee=Addressee(organisation=AUTHORITY),
        notice22=line.ru,
        notice22_date=date.min,
        responsible=line,
        responsible_phone=line.ru,
        responsible_address=line,
        responsible_email=line.ru,
        transfers=(_line(line),),
        parties=(_party(line),),
        special=(line,),
        biometric=(line,),
        assessed_on=date.min,
    )


TRANSFERS: Mapping[str, Specimen] = {
    "recipient_questionnaire": _questionnaire,
    "transfer_assessment": _assessment,
    "transfer_notice": _notice,
    "register_transfers": lambda base, _line: RegisterTransfersFacts(
        **base, since=date.min, until=date.min
    ),
}
"""How the facts of each blank are made, from the base of all papers and a line to write on."""
