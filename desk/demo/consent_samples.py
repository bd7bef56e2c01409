# SPDX-License-Identifier: Apache-2.0
"""Invented consents and destructions of a demonstration desk, each step on its day.

One destruction is done and waits for what comes next, one waits for its letters to be answered, and
one asks to be planned.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from desk.demo.transfer_samples import at_home, invented
from desk.domain.consent import ConsentFields, ConsentKind, ConsentWay, HoldingFields
from desk.domain.destruction import (
    Cause,
    CommissionFields,
    DoneItem,
    MemberFields,
    MemberRole,
    PlanFields,
)
from desk.domain.kinds import LanguageMode, OperatorKind
from desk.domain.registers import (
    Carrier,
    CarrierKind,
    CollectionPoint,
    CollectionText,
    PointKind,
    Recipient,
    RecipientRole,
)
from desk.domain.request import PersonFields
from desk.domain.transfers import TransferGround
from desk.domain.values import Both, Query
from desk.paths import resource
from desk.services.consent import consents
from desk.services.desk import Desk
from desk.services.destruction import destructions
from desk.services.register import holdings, registers
from desk.services.request import requests
from desk.services.request.people_cards import suggested_dative
from desk.services.transfer.listing import transfer_ids, transfer_rows

Steps = Iterator[tuple[int, Callable[[], None]]]
"""How many days ago each step was taken."""


def name_recipients(desk: Desk, purpose: str, shape: str) -> None:
    """Give the recipients a starter set left without a name an invented one, with an address."""
    for order, each in enumerate(registers.recipients(desk, [purpose]), start=1):
        registers.save_recipient(desk, invented(each, shape, order))


def paper_folder(desk: Desk, purpose: str) -> int:
    """A folder for the paper of one purpose."""
    return registers.save_carrier(
        desk,
        Carrier(
            0, "", CarrierKind.PAPER, Both("Папка с анкетами", "Folder with forms"),
            place="Запираемый шкаф", purposes=(purpose,),
        ),
    )  # fmt: skip


def place(desk: Desk, subject: int, folder: int, sheets: int) -> None:
    """Say where the data of a person lie: in the desk, on the site, and on sheets in a folder."""
    (held,) = holdings.holdings_of(desk, subject)
    systems = tuple(each.id for each in registers.systems(desk) if each.code in ("desk", "site"))
    fields = replace(held.fields, systems=systems, carriers=((folder, sheets),))
    holdings.change_holding(desk, held.id, fields, "Указано, где лежат данные")


def agree_to_transfers(desk: Desk, person: PersonFields, shape: str) -> None:
    """Record an invented consent to a purpose for which data go abroad, and name whoever gets them."""
    rows = transfer_rows(desk, transfer_ids(desk, Query()))
    goes = Counter(row.purpose_code for row in rows if row.ground is TransferGround.CONSENT)
    ((most, _count),) = goes.most_common(1)
    purpose = next(each for each in registers.purposes(desk) if each.fields.code == most)
    name_recipients(desk, purpose.fields.code, shape)
    fields = ConsentFields(
        kind=ConsentKind.PROCESSING,
        purpose=purpose.id,
        given=desk.today().isoformat(),
        way=ConsentWay.SITE_FORM,
        evidence={"page": "https://desk.example/form", "ip": "192.0.2.7"},
        text_version="1",
        fingerprint="0" * 64,
    )
    consents.record_consent(desk, person, fields)


def demo_commission(desk: Desk) -> CommissionFields:
    """The operator alone, or an invented commission of three."""
    day, operator = desk.today().isoformat(), desk.operator()
    if operator.kind is not OperatorKind.LEGAL:
        return CommissionFields(day, day, (), place=Both("г. Нячанг", "Nha Trang"), alone=True)
    members = (
        (MemberRole.CHAIRMAN, "Образцов Пётр Вымыслович", "Petr Obraztsov", "директор", "director"),
        (MemberRole.MEMBER, "Примерная Анна Сергеевна", "Anna Primernaya", "бухгалтер", "accountant"),
        (MemberRole.MEMBER, "Вымышленный Олег Юрьевич", "Oleg Vymyshlenny", "системный администратор", "system administrator"),
    )  # fmt: skip
    named = (
        MemberFields(role, Both(name_ru, name_en), Both(post_ru, post_en))
        for role, name_ru, name_en, post_ru, post_en in members
    )
    return CommissionFields(day, day, tuple(named), place=Both("г. Москва", "Moscow"))


def destroy(desk: Desk, id: int) -> None:
    """Record that everything of a plan is destroyed today; what has no log goes into the act."""
    items = destructions.destruction_card(desk, id).items
    done = [
        DoneItem(each.id, method=each.method or ("shred" if each.carrier else "delete_records"))
        for each in items
    ]
    destructions.carry_out(desk, id, done, desk.today())
    own = {each.id for each in registers.systems(desk) if each.is_desk}
    for system in {each.system for each in items if each.system is not None} - own:
        destructions.log_in_act(desk, id, system)


class ConsentSamples:
    """Tells the story of the invented consents on one desk."""

    def __init__(self, desk: Desk, shape: str) -> None:
        self.desk, self.shape = desk, shape
        self.found = tomllib.loads(resource("demo", "consents.toml").read_text(encoding="utf-8"))
        self.texts: dict[str, int] = {}
        self.ids: dict[tuple[str, str], int] = {}

    def steps(self) -> Steps:
        """The ground, each consent, what ended, and the destructions, each with its day."""
        yield 30, self._ground
        for sample in self.found["consent"]:
            yield sample["days_ago"], partial(self._agree, sample)
        yield 19, self._past_customer
        yield 18, self._withdrawn
        yield 13, self._certified
        yield 11, self._awaited

    def _purpose(self, kind: str) -> str:
        return str(self.found["point"][kind]["purpose"][self.shape])

    def _ground(self) -> None:
        """A form with its texts, names of the recipients, a folder."""
        purposes = tuple(map(self._purpose, ("processing", "marketing")))
        for order, each in enumerate(self.found["recipient"], start=1):
            if each["shape"] == self.shape:
                made = Recipient(
                    0, "", Both(), RecipientRole.PROCESSOR, "", purposes=tuple(each["purposes"])
                )
                name = Both(each["ru"], each["en"])
                registers.save_recipient(self.desk, at_home(made, name, order))
        if self.shape == "trader":
            name_recipients(self.desk, purposes[0], self.shape)
        self.folder = paper_folder(self.desk, purposes[0])
        self._point(purposes)

    def _point(self, purposes: tuple[str, ...]) -> None:
        point, day = self.found["point"], self.desk.today().isoformat()
        id = registers.save_point(
            self.desk,
            CollectionPoint(
                0,
                "",
                PointKind.FORM,
                Both(**point["title"]),
                point["address"],
                point["policy_link"],
                country="RU",
                purposes=purposes,
            ),
        )
        for kind in ("processing", "marketing"):
            text = Both(point[kind]["ru"], point[kind]["en"])
            about = self._edition(self._purpose(kind))
            made = CollectionText(
                0, id, kind, "", text, "", own_tick=True, since=day, purpose=about
            )
            self.texts[kind] = registers.open_text(self.desk, made)

    def _edition(self, code: str) -> int:
        return next(each.id for each in registers.purposes(self.desk) if each.fields.code == code)

    def _agree(self, sample: dict[str, Any]) -> None:
        today, kind = self.desk.today(), sample["kind"]
        own = ("written", "through", "conditions", "evidence")
        end = sample.get("valid_days")
        fields = ConsentFields(
            kind=ConsentKind(kind),
            purpose=self._edition(
                self._purpose("marketing" if kind == "marketing" else "processing")
            ),
            given=today.isoformat(),
            way=ConsentWay(sample["way"]),
            text=self.texts[kind] if sample.get("text") else None,
            valid_until=(today + timedelta(days=sample["days_ago"] + end)).isoformat()
            if end
            else "",
            **{name: sample[name] for name in own if name in sample},
        )
        name = sample["name"]
        person = PersonFields(name=name, email=sample["email"], dative=suggested_dative(name))
        id = self.ids[name, kind] = consents.record_consent(self.desk, person, fields)
        if "sheets" in sample:
            place(self.desk, self._subject(id), self.folder, sample["sheets"])

    def _subject(self, consent: int) -> int:
        return consents.consent_card(self.desk, consent).row.person

    # --- what ends ------------------------------------------------------------------------------------

    def _past_customer(self) -> None:
        """A contract that ended long ago: keeping is over two days before the demonstration is made."""
        subject = self._subject(self.ids["Образцова Ксения Примеровна", "marketing"])
        code = {"trader": "services", "company": "contracts"}[self.shape]
        today = self.desk.today()
        held = HoldingFields(
            subject,
            self._edition(code),
            "6.1.5",
            since=(today - timedelta(days=1300)).isoformat(),
            contract="Д-17 (вымышлен)",
            contract_date=(today - timedelta(days=1300)).isoformat(),
            achieved=(today - timedelta(days=1078)).isoformat(),
            keep_until=(today + timedelta(days=17)).isoformat(),
        )
        holdings.record_holding(self.desk, held)

    def _withdrawn(self) -> None:
        """A consent is withdrawn by letter; the destruction of its data is planned."""
        consent = self.ids["Примеров Сергей Вымыслович", "processing"]
        self.done = self._plan(consent)
        receivers = destructions.receivers(self.desk, self.done)
        self._write(self.done, receivers, 5)

    def _plan(self, consent: int, request: int | None = None, days_ago: int = 0) -> int:
        day, subject = self.desk.today() - timedelta(days=days_ago), self._subject(consent)
        consents.withdraw_consents(self.desk, [consent], day, request)
        plan = PlanFields(Cause.WITHDRAWAL, day.isoformat(), (subject,), request=request)
        return destructions.plan_destruction(self.desk, plan)

    def _write(self, id: int, receivers: list[int], days: int) -> None:
        by = self.desk.today() + timedelta(days=days)
        for letter in destructions.write_stop_letters(
            self.desk, id, receivers, by, LanguageMode.RU
        ):
            destructions.record_letter_sent(self.desk, letter, self.desk.today())

    def _certified(self) -> None:
        """All have confirmed; the act is drawn up, and of several signatures the last is lacking."""
        desk, id, today = self.desk, self.done, self.desk.today()
        for letter in destructions.letters_of(desk, id):
            destructions.record_confirmation(desk, letter.id, today, None, "Удалено (вымышлено)")
        fields = demo_commission(desk)
        destructions.appoint_new(desk, id, fields, LanguageMode.RU)
        destroy(desk, id)
        act, extracts = destructions.draw_up(desk, id, LanguageMode.RU)
        for paper in (act, *extracts):
            for signer in destructions.signers(desk, paper)[: max(1, len(fields.members) - 1)]:
                destructions.sign_by_pen(desk, paper, signer.field, today)

    def _awaited(self) -> None:
        """A request withdraws a consent; one of those asked to destroy has not answered in time."""
        consent = self.ids["Щёголева Анна Примеровна", "processing"]
        name = consents.consent_card(self.desk, consent).row.subject
        id = self._plan(consent, requests.request_ids(self.desk, Query(text=name))[0], 1)
        first, *others = destructions.receivers(self.desk, id)
        self._write(id, [first], 9)
        self._write(id, others, 14)
