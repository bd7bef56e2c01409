# SPDX-License-Identifier: Apache-2.0
"""Invented assignments of processing: one that lacks nothing, others that do, a sub-processor, a published list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from desk.domain.assignments import Assignment, ProcessorCheck, SubProcessor, items
from desk.domain.kinds import LanguageMode
from desk.domain.registers import Recipient, RecipientRole
from desk.domain.values import Both
from desk.services.assignment import assignments
from desk.services.desk import Desk
from desk.services.register import registers, third_parties

RECORDED, PUBLISHED, ANNOUNCED = 20, 15, 6
"""Days before the demonstration on which contracts are read, the list is published, a sub-processor announced."""
_DONE = ("collect", "record", "store", "use", "transfer", "delete", "destroy")
_LACKING = ("documents", "protection")


def processors(desk: Desk) -> list[Recipient]:
    """Whom an assignment may be given to."""
    return [
        each
        for each in registers.recipients(desk)
        if each.role is RecipientRole.PROCESSOR and each.country_confirmed
    ]


def assign(desk: Desk, recipient: Recipient, order: int) -> int:
    """An assignment of what the register says this processor does; every one but the first lacks something."""
    served = [each for each in registers.purposes(desk) if each.fields.code in recipient.purposes]
    data = {each.id: each.code for each in registers.categories(desk)}
    people = {each.id: each.code for each in registers.groups(desk)}
    begun = (desk.today() - timedelta(days=30)).isoformat()
    clauses = {
        code: f"3.{place}"
        for place, code in enumerate(items(), start=1)
        if order == 1 or code not in _LACKING
    }
    told = Assignment(
        id=0,
        code="",
        recipient=recipient.id,
        purposes=tuple(each.fields.code for each in served),
        categories=tuple({data[id]: None for each in served for id in each.fields.categories}),
        groups=tuple({people[id]: None for each in served for id in each.fields.groups}),
        actions=tuple(
            code for code in _DONE if any(code in each.fields.actions for each in served)
        ),
        contract=f"{order}-ПДн",
        contract_date=begun,
        since=begun,
        signer_name=Both("Выдуманный О. О.", "O. Vydumannyi"),
        signer_post=Both("Генеральный директор", "General Director"),
        checked=desk.today().isoformat(),
        clauses=clauses,
        extras=("incident", "sub_processors", "return"),
    )
    return assignments.save_assignment(desk, told)


class AssignmentSamples:
    """Tells the story of the invented assignments on one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def steps(self) -> Iterator[tuple[int, Callable[[], None]]]:
        """How many days ago each step was taken, and the step."""
        yield RECORDED, self.record
        yield PUBLISHED, self.publish
        yield ANNOUNCED, self.announce

    def record(self) -> None:
        """Every processor but the last has its assignment."""
        for order, each in enumerate(processors(self.desk)[:-1], start=1):
            assign(self.desk, each, order)

    def publish(self) -> None:
        """The list stands on the site."""
        third_parties.make_edition(self.desk, LanguageMode.RU)
        (edition,) = third_parties.editions(self.desk)
        place = f"{self.desk.operator().sites[0]}/third-parties"
        third_parties.record_publication(self.desk, edition.id, self.desk.today(), place)

    def announce(self) -> None:
        """The first processor wants to engage somebody, and was asked for its measures."""
        today = self.desk.today()
        id = assignments.assignments(self.desk)[0].id
        sub = SubProcessor(
            id=0,
            assignment=id,
            name=Both("ООО «Пример-Серверы»", "Primer Servers LLC"),
            country="RU",
            announced=today.isoformat(),
            until=(today + timedelta(days=14)).isoformat(),
            does=Both("Размещение серверов", "Hosting of servers"),
        )
        assignments.save_sub_processor(self.desk, sub)
        following = (today + timedelta(days=180)).isoformat()
        asked = "Сведения о мерах защиты (вымышлено)"
        check = ProcessorCheck(0, id, today.isoformat(), asked, "Описание мер получено", following)
        assignments.save_check(self.desk, check)
