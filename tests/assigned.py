# SPDX-License-Identifier: Apache-2.0
"""A processor and an assignment to it, as the tests of services, terminal and window need them."""

from __future__ import annotations

from typing import Any

from desk.domain.assignments import Assignment, items
from desk.domain.registers import Recipient, RecipientRole, Service
from desk.domain.values import Both
from desk.services.assignment import assignments
from desk.services.desk import Desk
from desk.services.register import registers
from tests.factories import purpose_fields


def processor(desk: Desk, country: str = "RU", name: str = "ООО «Голубь»", **over: Any) -> int:
    """A confirmed mailing service."""
    values: dict[str, Any] = {
        "id": 0, "code": "", "name": Both(name, "Golub LLC"), "role": RecipientRole.PROCESSOR,
        "country": country, "address": "420111, г. Казань, ул. Примерная, д. 8",
        "email": "dpo@golub.example", "service": Service.EMAIL, **over,
    }  # fmt: skip
    return registers.save_recipient(desk, Recipient(**values))


def told(desk: Desk, **over: Any) -> Assignment:
    """An assignment that fits what people were told and whose contract lacks nothing."""
    if "recipient" not in over:
        if not registers.purposes(desk):
            registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")
        over["recipient"] = processor(desk)
    values: dict[str, Any] = {
        "id": 0, "code": "", "purposes": ("enquiries",), "categories": ("name", "email"),
        "groups": ("site_visitors",), "actions": ("store", "use"), "contract": "12-2026",
        "contract_date": "2026-02-01", "since": "2026-02-01", "checked": "2026-11-20",
        "clauses": {code: f"4.{place}" for place, code in enumerate(items(), 1)},
        "signer_name": Both("Белкина О. П.", "O. Belkina"), "signer_post": Both("Директор", "Director"),
        **over,
    }  # fmt: skip
    return Assignment(**values)


def saved(desk: Desk, **over: Any) -> int:
    """The same in the register."""
    return assignments.save_assignment(desk, told(desk, **over))
