# SPDX-License-Identifier: Apache-2.0
"""Facts of the blank letters about processing on assignment: lines to write on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk.domain.client_papers import NoticeClientFacts, ReplyPassedFacts
from desk.domain.clients import NoticeKind
from desk.domain.kinds import DemandKind
from desk.domain.paper import Addressee, Facts, Specimen
from desk.domain.values import Both


def _letter(base: dict[str, Any], line: Both) -> dict[str, Any]:
    return {
        **base,
        "received": base["day"],
        "request_number": "____-___",
        "subject_name": line.ru,
        "client": line,
        "demands": (DemandKind.ACCESS.value,),
    }


def _notice(base: dict[str, Any], line: Both) -> Facts:
    return NoticeClientFacts(
        **_letter(base, line),
        addressee=Addressee(organisation=line),
        kind=NoticeKind.REQUEST.value,
        assignment=line,
        channel=line.ru,
    )


def _passed(base: dict[str, Any], line: Both) -> Facts:
    return ReplyPassedFacts(
        **_letter(base, line),
        addressee=Addressee(name=line),
        client_address=line.ru,
        client_email=line.ru,
        passed_on=base["day"],
    )


CLIENTS: Mapping[str, Specimen] = {"notice_client": _notice, "reply_passed": _passed}
"""How the facts of each blank are made, from the base of all papers and a line to write on."""
