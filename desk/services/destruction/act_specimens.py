# SPDX-License-Identifier: Apache-2.0
"""Facts of the blank papers of a destruction: a commission of three, lines to write on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from desk.domain.act_papers import (
    ActKept,
    ActPart,
    ActProcessor,
    ActSigner,
    ActSupplementFacts,
    CommissionOrderFacts,
    DestructionActFacts,
    ExtractLine,
    JournalActsFacts,
    JournalExtractFacts,
    NoticeThirdPartyFacts,
)
from desk.domain.destruction import Cause
from desk.domain.disclosures import JournalDisclosuresFacts
from desk.domain.harm import ActCase, HarmAssessmentFacts
from desk.domain.paper import Addressee, Facts, Specimen
from desk.domain.registers import Method
from desk.domain.values import Both

__all__ = ["ACTS"]

_CELL = "____________"
"""A line that fits into a cell of the table."""
_ROLES = ("chairman", "member", "member")


def _members(line: Both) -> tuple[ActSigner, ...]:
    return tuple(
        ActSigner(f"{role}_{order}", role, line, line) for order, role in enumerate(_ROLES, start=1)
    )


def _order(base: dict[str, Any], line: Both) -> Facts:
    approver = ActSigner("approver", "approver", line, line)
    return CommissionOrderFacts(
        **base, place=line, members=_members(line), since=date.min, approver=approver
    )


def _act(base: dict[str, Any], line: Both) -> Facts:
    cell = Both(_CELL, _CELL)
    part = ActPart(
        subject=_CELL,
        categories=cell,
        system=cell,
        carrier=cell,
        method="other",
        method_words=cell,
        done=date.min,
    )
    return DestructionActFacts(
        **base,
        destruction_number="",
        place=line,
        order=line,
        signers=_members(line),
        approver=ActSigner("approver", "approver", line, line),
        subjects=(line.ru,),
        parts=(part,),
        processors=(ActProcessor(line, line.ru),),
        method=Method.MIXED.value,
        cause=Cause.OTHER.value,
        cause_words=line,
        caused=date.min,
        done=date.min,
        kept=(ActKept(line, line, line),),
        logs=((line, line),),
    )


def _extract(base: dict[str, Any], line: Both) -> Facts:
    entry = ExtractLine(
        at=None,
        subject=line.ru,
        categories=line,
        system=line,
        cause=Cause.OTHER.value,
        done=date.min,
    )
    return JournalExtractFacts(
        **base, destruction_number="", system=line, cause_words=line, lines=(entry,)
    )


def _letter(base: dict[str, Any], line: Both) -> Facts:
    return NoticeThirdPartyFacts(
        **base,
        addressee=Addressee(organisation=line),
        request_number="",
        received=date.min,
        action="destroy",
        subjects=(line.ru,),
        categories=line,
        contract=line,
        basis=line,
        confirm_by=date.min,
    )


def _journal(base: dict[str, Any], _line: Both) -> Facts:
    return JournalActsFacts(**base, since=date.min, until=date.min, lines=())


def _harm(base: dict[str, Any], line: Both) -> Facts:
    return HarmAssessmentFacts(
        **base,
        assessed=date.min,
        degree="blank",
        lines=(ActCase(line, line, "blank", line),),
        signers=_members(line)[:1],
    )


def _supplement(base: dict[str, Any], line: Both) -> Facts:
    return ActSupplementFacts(
        **base,
        act_number=line.ru,
        act_date=date.min,
        erased_on=date.min,
        lines=(("requests", 0, 0),),
        signers=_members(line),
    )


ACTS: Mapping[str, Specimen] = {
    "commission_order": _order,
    "destruction_act": _act,
    "journal_extract": _extract,
    "notice_third_party": _letter,
    "journal_acts": _journal,
    "journal_disclosures": lambda base, _line: JournalDisclosuresFacts(
        **base, since=date.min, until=date.min, lines=()
    ),
    "harm_assessment": _harm,
    "act_supplement": _supplement,
}
"""How the facts of each blank are made, from the base of all papers and a line to write on."""
