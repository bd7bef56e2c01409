# SPDX-License-Identifier: Apache-2.0
"""Clients on whose assignment the operator itself processes (Art. 6 (3)–(6)), and what they are told.

The law leaves the terms of a processor to the assignment: each client has terms of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desk.domain.values import Both
from desk.errors import N_

CONTRACT_TERM = re.compile(r"([1-9]\d{0,2}) (hours|working_days|days)")
"""How a term of an assignment is written."""
LEAK_HOURS = "12 hours"
"""Usual in assignments, so that the operator can meet the 24 hours of Art. 21 (3.1)."""
END_RULE = "client.end"
"""Rule id of the term in which data are destroyed or returned once an assignment ended."""
OBJECTION_RULE = "client.objection"
"""Rule id of the day until which a client may object to a new sub-processor."""


class NoticeKind(StrEnum):
    """What a client is told."""

    REQUEST = "request"
    LEAK = "leak"
    SUB_PROCESSOR = "sub_processor"
    DESTRUCTION = "destruction"


class AtEnd(StrEnum):
    """What becomes of the data when the assignment ends."""

    DESTROY = "destroy"
    RETURN = "return"
    RETURN_DESTROY = "return_destroy"


class Objection(StrEnum):
    """What a client said to a new sub-processor."""

    AGREED = "agreed"
    SILENT = "silent"
    OBJECTED = "objected"


TITLES: Mapping[str, str] = {
    "client.request": N_("Pass a request to the client"),
    "client.leak": N_("Notify the client of a leak"),
    "client.sub_processor": N_("Notify the client of a new sub-processor"),
    OBJECTION_RULE: N_("Record the client’s decision on the new sub-processor"),
    END_RULE: N_("After the assignment: destroy or return the data and notify the client"),
}
"""The duties of an assignment by the id under which their terms are kept."""


@dataclass(frozen=True)
class Client:
    """An operator on whose assignment we process, with the terms of the assignment; dates are ISO."""

    id: int
    code: str
    name: Both
    inn: str = ""
    address: str = ""
    email: str = ""
    """Where requests and letters go."""
    incident_email: str = ""
    phone: str = ""
    assignment: str = ""
    assignment_date: str = ""
    until: str = ""
    """The last day of the assignment; empty while it runs without an end."""
    purposes: tuple[str, ...] = ()
    """Codes of the purposes of the register the assignment is carried out for."""
    actions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    at_end: AtEnd = AtEnd.DESTROY
    destroy_term: str = ""
    """As ``registers.KEEP_TERM``: how long after the end the data are destroyed or returned."""
    kept: Both = field(default_factory=Both)
    """What we keep ourselves after the end and why, e.g. as a tax agent."""
    leak_term: str = LEAK_HOURS
    request_term: str = ""
    sub_term: str = ""
    """How long before its engagement a new sub-processor is told; empty terms are not in the assignment."""


@dataclass(frozen=True)
class ClientNotice:
    """Something a client is or was told; moments are in the legal time."""

    id: int
    client: int
    client_code: str
    client_name: Both
    kind: NoticeKind
    known: str
    """ISO: receipt of the request, moment a leak was found, day a sub-processor starts, day of the act."""
    due: str = ""
    """ISO day or moment by the assignment; empty where it sets no term."""
    overdue: bool = False
    request: int | None = None
    request_number: str = ""
    destruction: int | None = None
    recipient: int | None = None
    recipient_name: Both = field(default_factory=Both)
    object_until: str = ""
    outcome: Objection | None = None
    outcome_on: str = ""
    document: int | None = None
    paper_number: str = ""
    sent: str = ""
    way: str = ""
    proof: str = ""
    attachment: int | None = None
