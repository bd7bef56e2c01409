# SPDX-License-Identifier: Apache-2.0
"""Invented recipients of a demonstration desk, transfers to those abroad, and notices at every stage."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from desk.domain.recipient_information import Information
from desk.domain.registers import Recipient
from desk.domain.transfers import Decision, Filing
from desk.domain.values import Both
from desk.paths import resource
from desk.services.desk import Desk
from desk.services.register import registers
from desk.services.transfer import notices as transfer_notices
from desk.services.transfer.proposals import adopt_transfers, proposed_transfers
from desk.services.transfer.recipient_information import record_information

RECORDED = 30
"""Days before the demonstration on which recipients are named and transfers recorded."""


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(resource("demo", "transfers.toml").read_text(encoding="utf-8"))


def invented(each: Recipient, shape: str, order: int) -> Recipient:
    """A recipient of a starter set with an invented name and address: at home, or where the data name it."""
    found = dict(_told()[shape].get(each.code, ()))
    if not found:
        return at_home(each, Both(f"ООО «Пример-{order}»", f"Primer-{order} LLC"), order)
    name = found.pop("name")
    return replace(each, name=Both(name, name), **found)


def at_home(each: Recipient, name: Both, order: int) -> Recipient:
    """A recipient in Moscow with this name."""
    address = f"101000, г. Москва, ул. Вымышленная, д. {order}"
    return replace(
        each, name=name, country="RU", address=address, email=f"data{order}@primer.example"
    )


class TransferSamples:
    """Tells the story of the invented transfers on one desk."""

    def __init__(self, desk: Desk, shape: str) -> None:
        self.desk, self.shape = desk, shape
        self.notices = [each for each in _told()["notice"] if each["shape"] == shape]
        self.filed: list[int] = []

    def steps(self) -> Iterator[tuple[int, Callable[[], None]]]:
        """How many days ago each step was taken, and the step."""
        yield RECORDED, self.record
        for each in self.notices:
            yield each["received"], partial(self.file, each)
            if "decided" in each:
                yield each["decided"], self.ban

    def record(self) -> None:
        """Name the recipients abroad, and record every transfer to them."""
        for order, each in enumerate(registers.recipients(self.desk), start=1):
            if each.code in _told()[self.shape]:
                registers.save_recipient(self.desk, invented(each, self.shape, order))
        adopt_transfers(self.desk, proposed_transfers(self.desk))
        for recipient in registers.recipients(self.desk):
            if recipient.code in _told()[self.shape]:
                self._answer(recipient)

    def _answer(self, to: Recipient) -> None:
        """What a recipient told about itself; the counter of visits left the law of its state out."""
        texts = dict(_told()["answer"])
        if to.code in texts.pop("silent_on_law"):
            texts.pop("law")
        came = self.desk.today().isoformat()
        contacts = f"{to.address}; {to.email}"
        record_information(
            self.desk, Information(0, "", to.id, to.country, came, contacts=contacts, **texts)
        )

    def file(self, sample: dict[str, Any]) -> None:
        """A notice as it was filed."""
        made = self.desk.today() + timedelta(days=sample["received"])

        def day(name: str) -> date:
            return made - timedelta(days=sample[name])

        filing = Filing(self._ids(sample), day("assessed"), day("sent"), day("received"))
        self.filed.append(transfer_notices.file_notice(self.desk, filing))

    def ban(self) -> None:
        """Roskomnadzor prohibits what the last notice was about."""
        today = self.desk.today()
        transfer_notices.record_decision(self.desk, self.filed[-1], Decision.PROHIBITED, today)

    def _ids(self, sample: dict[str, Any]) -> tuple[int, ...]:
        rows = self.desk.database.execute_sql(
            "SELECT t.id, t.purpose_code FROM transfer t JOIN recipient r ON r.id = t.recipient"
            " WHERE r.code = ?",
            (sample["recipient"],),
        ).fetchall()
        return tuple(id for id, purpose in rows if purpose in sample["purposes"])
