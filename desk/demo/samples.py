# SPDX-License-Identifier: Apache-2.0
"""An invented operator with invented requests and consents, from ``resources/demo``.

A demonstration desk is marked in its file: its window has a colour band, its papers say specimen.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from desk.demo.assignment_samples import AssignmentSamples
from desk.demo.client_samples import ClientSamples
from desk.demo.consent_samples import ConsentSamples
from desk.demo.transfer_samples import TransferSamples
from desk.domain.kinds import ApplicantRole, Channel, DemandKind, LanguageMode
from desk.domain.request import Completeness, Intake, PersonFields
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.paths import resource
from desk.services.desk import Desk
from desk.services.keeping import upkeep
from desk.services.paper import papers
from desk.services.register.registers import adopt_set
from desk.services.request import requests
from desk.services.request.people_cards import find_person

SHAPES = ("trader", "company")
_MORNING = 6
"""Of UTC: before the requests of a day come in."""
_SENT = "Message-ID <demo@desk.example>"
_HOW = "Адрес отправителя совпал с адресом в заявке"


@dataclass
class MovingClock:
    """The desk's clock while past days are being told; afterwards the real one takes over."""

    at: datetime

    def __call__(self) -> datetime:
        """The moment it is."""
        return self.at

    def forward(self, **delta: float) -> None:
        """Let time pass: days, hours."""
        self.at += timedelta(**delta)


def demo_passages(shape: str) -> dict[str, Both]:
    """The invented operator's texts for editable passages."""
    found = tomllib.loads(resource("demo", f"passages-{shape}.toml").read_text(encoding="utf-8"))
    return {name: Both(text["ru"], text["en"]) for name, text in found.items()}


def create_demonstration(
    folder: Path, passphrase: str, shape: str, clock: Callable[[], datetime]
) -> tuple[Desk, str]:
    """Make a demonstration desk of an invented operator with its register; also returns the recovery code."""
    if shape not in SHAPES:
        raise Refusal(N_("There is no demonstration “{shape}”."), shape=shape[:40])
    operator = upkeep.operator_from_toml(resource("demo", f"{shape}.toml"))
    who = operator.responsible_name.of("ru")
    begun = MovingClock(clock() - timedelta(days=31))
    desk, code = upkeep.create_desk(
        folder, passphrase, operator, who, clock=begun, demonstration=True
    )
    adopt_set(desk, shape, desk.today().isoformat())
    desk.clock = clock
    return desk, code


def furnish(desk: Desk, shape: str = "trader") -> None:
    """Fill a demonstration desk with invented requests, consents, transfers and destructions, as of today."""
    found = tomllib.loads(resource("demo", "requests.toml").read_text(encoding="utf-8"))
    real, now, texts = desk.clock, desk.now(), demo_passages(shape)
    told: list[tuple[int, int, Callable[[], None]]]
    told = [(s["days_ago"], s["hour"], partial(_tell, desk, s, texts)) for s in found["request"]]
    ended = [(day, _MORNING, step) for day, step in ConsentSamples(desk, shape).steps()]
    ended += [(day, _MORNING, step) for day, step in TransferSamples(desk, shape).steps()]
    ended += [(day, _MORNING, step) for day, step in AssignmentSamples(desk).steps()]
    ended += [(day, _MORNING, step) for day, step in ClientSamples(desk).steps()]
    try:
        for day, hour, step in sorted([*ended, *told], key=lambda each: -each[0]):
            desk.clock = MovingClock((now - timedelta(days=day)).replace(hour=hour, minute=5))
            step()
    finally:
        desk.clock = real


def tell_transfers(desk: Desk, clock: MovingClock, shape: str) -> None:
    """Tell what became of the transfers of a demonstration up to now; the clock stands as it did after it."""
    now = clock.at
    for day, step in sorted(TransferSamples(desk, shape).steps(), key=lambda each: -each[0]):
        clock.at = (now - timedelta(days=day)).replace(hour=_MORNING)
        step()
    clock.at = now


def _tell(desk: Desk, sample: dict[str, Any], texts: dict[str, Both]) -> None:
    clock = desk.clock
    assert isinstance(clock, MovingClock), "past days are being told"
    id = requests.register_request(desk, _intake(desk, clock.at, sample))
    clock.forward(hours=3)
    done = sample["done"]
    if "identify" in done:
        requests.confirm_identity(desk, id, _HOW)
    if "extend" in done:
        reasons = {"reasons": texts["reasons"]}
        notice = papers.draft(desk, "extension_notice", LanguageMode.RU, id, passages=reasons)
        papers.issue_extension(desk, notice, texts["reasons"].ru)
        requests.dispatch(desk, id, clock.at, Channel.EMAIL, _SENT)
    if "answer" in done:
        clock.forward(days=5)
        own = {name: text for name, text in texts.items() if name.startswith("item")}
        own["item5"] = Both(**sample["item5"])
        draft = papers.draft(desk, "reply_access", LanguageMode.RU, id, passages=own)
        item4 = with_persons(draft.facts.passages["item4"], texts["persons"])
        papers.issue(desk, papers.revise(draft, {"item4": item4}))
    if "close" in done:
        requests.dispatch(desk, id, clock.at, Channel.EMAIL, _SENT)
        requests.close_request(desk, id, "")


def with_persons(item4: Both, persons: Both) -> Both:
    """Item 4 of an answer, whose first line names the operator, with the persons who have access."""
    return Both(
        *(
            f"{item4.of(language).partition(chr(10))[0]}\n{persons.of(language)}"
            for language in ("ru", "en")
        )
    )


def _intake(desk: Desk, received: datetime, sample: dict[str, Any]) -> Intake:
    channel = Channel(sample["channel"])
    person = PersonFields(
        name=sample["name"], email=sample["email"], language=sample.get("language", "ru")
    )
    return Intake(
        received=received,
        channel=channel,
        demands=tuple(DemandKind(kind) for kind in sample["kinds"]),
        subject=person,
        subject_id=find_person(desk, person),
        role=ApplicantRole.RKN if channel is Channel.RKN else ApplicantRole.SUBJECT,
        language=person.language,
        summary=sample["summary"],
        text=sample["text"],
        completeness=Completeness(document=True, relation=True, signature=True),
    )
