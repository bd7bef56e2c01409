# SPDX-License-Identifier: Apache-2.0
"""An invented client on whose assignment the company processes: told of a sub-processor, still to say a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from desk.domain.clients import AtEnd, Client
from desk.domain.kinds import Channel, LanguageMode
from desk.domain.registers import Recipient, RecipientRole
from desk.domain.values import Both
from desk.services.assignment import client_notices, client_papers
from desk.services.desk import Desk
from desk.services.register import registers

ASSIGNED, ANNOUNCED = 21, 5
"""Days before the demonstration on which the client assigned, and was told of a sub-processor."""
_PURPOSE = "client_assignment"


class ClientSamples:
    """Tells the story of one client; nothing where the register has no such purpose."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.client = 0

    def steps(self) -> Iterator[tuple[int, Callable[[], None]]]:
        """How many days ago each step was taken, and the step."""
        if any(each.fields.code == _PURPOSE for each in registers.purposes(self.desk)):
            yield ASSIGNED, self.assign
            yield ANNOUNCED, self.announce

    def assign(self) -> None:
        """The client with the terms of its assignment."""
        begun = self.desk.today() - timedelta(days=30)
        self.client = registers.save_client(
            self.desk,
            Client(
                id=0,
                code="",
                name=Both(
                    "Общество с ограниченной ответственностью «Выдуманный завод»",
                    "Vydumannyi Zavod LLC",
                ),
                inn="7700000129",
                address="300000, г. Тула, ул. Примерная, д. 7",
                email="data@zavod.example",
                incident_email="alarm@zavod.example",
                assignment="7/ПДн",
                assignment_date=begun.isoformat(),
                until=(begun + timedelta(days=365)).isoformat(),
                purposes=(_PURPOSE,),
                actions=("collect", "record", "store", "use", "delete", "destroy"),
                categories=("by_assignment",),
                groups=("client_subjects",),
                at_end=AtEnd.RETURN_DESTROY,
                destroy_term="30 days",
                kept=Both(
                    "сведения о выплатах участникам акций — как налоговый агент (статья 230 Налогового кодекса РФ)",
                    "records of payments to participants, as a tax agent (Article 230 of the Tax Code)",
                ),
                request_term="2 working_days",
                sub_term="14 days",
            ),
        )

    def announce(self) -> None:
        """The client was told of a sub-processor and may still object."""
        helper = registers.save_recipient(
            self.desk,
            Recipient(
                0,
                "",
                Both("Общество с ограниченной ответственностью «Выдуманная почта»", "Vydumannaya Pochta LLC"),
                RecipientRole.SUB_PROCESSOR,
                "RU",
                address="420000, г. Казань, ул. Садовая, д. 3",
                purposes=(_PURPOSE,),
            ),
        )  # fmt: skip
        starts = self.desk.today() + timedelta(days=20)
        notice = client_notices.announce_sub_processor(self.desk, self.client, helper, starts)
        tasks = {"tasks": Both("Доставка призов: имя, почтовый адрес.", "Delivery of prizes: name, postal address.")}  # fmt: skip
        draft = client_papers.draft_notice(self.desk, notice, LanguageMode.RU, tasks)
        client_notices.issue_client_notice(self.desk, notice, draft)
        client_notices.record_client_told(
            self.desk, notice, self.desk.now(), Channel.EMAIL, "Message-ID <demo@desk.example>"
        )
