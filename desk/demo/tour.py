# SPDX-License-Identifier: Apache-2.0
"""The tour: both stories in a throw-away desk, with every paper in every language mode."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desk.demo.assignment_tour import AssignmentTour
from desk.demo.consent_samples import agree_to_transfers
from desk.demo.destruction_tour import DestructionTour
from desk.demo.exporting import MODES, Exporter, TourStep
from desk.demo.samples import (
    SHAPES,
    MovingClock,
    create_demonstration,
    demo_passages,
    tell_transfers,
    with_persons,
)
from desk.demo.signing_tour import sign_all
from desk.demo.transfer_tour import TransferTour
from desk.domain.kinds import ApplicantRole, Channel, DemandKind, LanguageMode
from desk.domain.labels import label
from desk.domain.numbering import printed_number
from desk.domain.paper import Draft, Withheld
from desk.domain.request import Completeness, Intake, PersonFields
from desk.domain.timeline import EventKind
from desk.domain.values import Both
from desk.errors import N_
from desk.paths import resource
from desk.services.desk import Desk
from desk.services.letter import mailbox, reply_mail
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.people_cards import find_person, suggested_dative
from desk.text import catalogue

_ANNA = PersonFields(
    name="Примерная Анна Вымысловна",
    email="anna@pochta.example",
    address="101000, г. Москва, ул. Вымышленная, д. 7",
    dative="Примерной Анне Вымысловне",
)
_PROMPT = {
    DemandKind.STOP_MARKETING: (
        "marketing",
        N_("Direct marketing is stopped on the day of receipt, and the notice has been sent."),
    ),
    DemandKind.CORRECT: (
        "correction",
        N_("The data are corrected within seven working days, and the notice has been sent."),
    ),
}
"""What is done before the answer, and what the tour says of it."""


class Tour(Exporter):
    """Story A, then story B, step by step, writing every paper in ru, en and ru+en."""

    def __init__(
        self, desk: Desk, clock: MovingClock, shape: str, out: Path, language: str = "ru"
    ) -> None:
        super().__init__(desk, out)
        self.language, self.clock, self.shape = language, clock, shape
        self.texts = demo_passages(shape)

    def run(self, letter: bytes, name: str, recovery_code: str) -> Iterator[TourStep]:
        """Take the letter in, answer it, and show the papers other requests call for."""
        proposal = mailbox.proposal(self.desk, mailbox.read(letter, name))
        asks = proposal.intake.subject
        intake = replace(
            proposal.intake,
            subject=replace(asks, dative=suggested_dative(asks.name)),
            completeness=Completeness(True, True, True),
        )
        id = mailbox.take_in(self.desk, letter, intake, name)
        yield from self._taken_in(id)
        yield from self._answered(id)
        yield from self._others()
        yield self._transfers()
        yield self._journal()
        yield self._emergency(recovery_code)
        yield from DestructionTour(self, self.clock, self.shape).run()
        yield from AssignmentTour(self, self.shape).run()
        yield from TransferTour(self).run()

    def _taken_in(self, id: int) -> Iterator[TourStep]:
        card = requests.request_card(self.desk, id, self.language)
        yield TourStep(
            N_("The letter is taken in as request {number}."),
            {"number": printed_number(card.row.number)},
        )
        words = catalogue(self.language)
        kinds = {each.id: label(words, each.kind) for each in card.demands}
        for deadline in card.deadlines:
            about = f" ({kinds[deadline.demand]})" if deadline.demand in kinds else ""
            yield TourStep(
                N_("Deadline: {title}"), {"title": f"{deadline.title}{about}"}, deadline.due
            )
        yield self._paper("acknowledgement", id)
        how = {
            "ru": "Запрос пришёл с адреса, указанного субъектом в заявке; номер заявки совпал",
            "en": "The request came from the address given in the application; its number matched",
        }
        requests.confirm_identity(self.desk, id, how["ru"])
        yield TourStep(N_("Identity has been checked, and how it was checked is recorded."))
        yield from self._at_once(id)

    def _at_once(self, id: int) -> Iterator[TourStep]:
        """What does not wait for the answer: marketing stops at once (Art. 15 (2)), data are corrected in time."""
        for demand in requests.request_card(self.desk, id).demands:
            if demand.kind in _PROMPT:
                action, said = _PROMPT[demand.kind]
                done_on = self.desk.today()
                yield self._paper("notice_done", id, (demand.id,), action=action, done_on=done_on)
                self._sent(id)
                yield TourStep(said)

    def _sent(self, id: int) -> None:
        requests.dispatch(self.desk, id, self.clock(), Channel.EMAIL, "Message-ID <demo@example>")

    def _answered(self, id: int) -> Iterator[TourStep]:
        self.clock.forward(days=4)
        draft = self._draft("extension_notice", id)
        brief = papers.issue_extension(self.desk, draft, self.texts["reasons"].ru)
        dues = [
            line.due for line in requests.request_card(self.desk, id).deadlines if line.original
        ]
        yield TourStep(
            N_("The deadline is extended with notice {number}."),
            {"number": printed_number(brief.number)},
            dues[0] if dues else None,
            self._save(draft, brief.id),
        )
        self._sent(id)
        yield TourStep(
            N_("The notice was sent before the original deadline: the extension is valid.")
        )
        self.clock.forward(days=7)
        yield self._paper("reply_access", id)
        reply = requests.request_card(self.desk, id).papers[-1].id
        yield TourStep(
            N_("The operator signs the answer with a test certificate."),
            files=(sign_all(self, reply),),
        )
        done = self._done(id)
        if done is not None:
            yield done
        yield self._mail(id)
        self._sent(id)
        requests.close_request(self.desk, id, "")
        yield TourStep(N_("The answer has been sent and the request is closed."))

    def _done(self, id: int) -> TourStep | None:
        """The notice of what was done for the demands that ask for a deed."""
        card = requests.request_card(self.desk, id)
        deeds = tuple(demand.id for demand in card.demands if demand.state == "open")
        if not deeds:
            return None
        today = self.desk.today()
        return self._paper("notice_done", id, deeds, action="cessation", done_on=today)

    def _mail(self, id: int) -> TourStep:
        card = requests.request_card(self.desk, id)
        sent = max(
            (each.at for each in card.timeline if each.kind == EventKind.DISPATCHED), default=""
        )
        fresh = {each.document for each in card.timeline if each.at > sent}
        replies = [
            paper.id
            for paper in card.papers
            if paper.form in ("reply_access", "notice_done") and paper.id in fresh
        ]
        name, content = reply_mail.draft_reply(self.desk, id, replies, card.language)
        self.count += 1
        file = self.write(name, content)
        return TourStep(
            N_("The draft e-mail with the papers attached is written."), {}, None, (file,)
        )

    def _others(self) -> Iterator[TourStep]:
        """What the first letter did not call for: each on a small invented request of its own."""
        bare = self._small(DemandKind.ACCESS)
        requests.set_completeness(self.desk, bare, Completeness())
        yield self._paper("request_to_complete", bare)
        absent = self._small(DemandKind.ACCESS, identified=True)
        yield self._paper("reply_not_processed", absent)
        refused = self._small(DemandKind.ACCESS, identified=True)
        what = Both("Сведения о другом участнике переписки", "Information on another correspondent")
        why = Both(
            "Запрошена переписка, в которой содержатся данные другого лица.",
            "The requested correspondence contains the data of another person.",
        )
        yield self._paper("refusal", refused, refused=(Withheld(what, "14.8.4", why),))
        visit = self._small(DemandKind.INSPECT, Channel.IN_PERSON, identified=True)
        yield self._paper("inspection_record", visit)
        asked = self._small(DemandKind.REGULATOR_INFORMATION, Channel.RKN, ApplicantRole.RKN)
        yield self._paper("reply_regulator", asked)

    def _transfers(self) -> TourStep:
        """Somebody who agreed to what goes abroad asks where it goes."""
        agree_to_transfers(self.desk, _ANNA, self.shape)
        asked = self._small(DemandKind.TRANSFERS_INFORMATION, identified=True)
        return self._paper("reply_transfer", asked)

    def _small(
        self,
        kind: DemandKind,
        channel: Channel = Channel.EMAIL,
        role: ApplicantRole = ApplicantRole.SUBJECT,
        *,
        identified: bool = False,
    ) -> int:
        complete = Completeness(identified, identified, identified)
        intake = Intake(
            received=self.clock(),
            channel=channel,
            demands=(kind,),
            role=role,
            subject=_ANNA if role is ApplicantRole.SUBJECT else PersonFields(),
            subject_id=find_person(self.desk, _ANNA) if role is ApplicantRole.SUBJECT else None,
            summary="Вымышленное обращение",
            completeness=complete,
        )
        id = requests.register_request(self.desk, intake)
        if identified:
            requests.confirm_identity(self.desk, id, "Личность установлена при личном обращении")
        return id

    def _journal(self) -> TourStep:
        day = self.desk.today()
        draft = papers.journal_requests(self.desk, day - timedelta(days=60), day, LanguageMode.RU)
        brief = papers.issue(self.desk, draft)
        return self._issued(draft, brief.id, brief.number)

    def _emergency(self, recovery_code: str) -> TourStep:
        self.count += 1
        files = []
        for mode in MODES:
            rendered = papers.emergency_sheet(self.desk, recovery_code, mode)
            files.append(self.write(f"emergency_sheet.{mode.value}.pdf", rendered.content))
        return TourStep(
            N_("The recovery sheet is only an example; this desk will be discarded."),
            {},
            None,
            tuple(files),
        )

    def _draft(
        self,
        form: str,
        id: int,
        demands: tuple[int, ...] = (),
        facts: Both | None = None,
        **extra: Any,  # noqa: ANN401 -- facts of any form, by name
    ) -> Draft:
        draft = papers.draft(self.desk, form, LanguageMode.RU, id, demands, **extra)
        names = {passage.name for passage in draft.passages}
        own = {name: text for name, text in self.texts.items() if name in names}
        if "item4" in names:
            item4 = draft.facts.passages["item4"]
            own["item4"] = with_persons(item4, self.texts["persons"])
        if form == "notice_done":
            own |= {
                name: self.texts[f"done_{name}"] for name in ("data", "systems", "third_parties")
            }
        own |= {
            passage.name: self._filler(facts)
            for passage in draft.passages
            if passage.mandatory
            and passage.name not in own
            and not (passage.text.ru and passage.text.en)
        }
        return papers.revise(draft, own)

    @staticmethod
    def _filler(facts: object) -> Both:
        """What a mandatory passage says in the small requests."""
        if isinstance(facts, Both):
            return facts
        return Both(
            "Сведения вымышлены и приведены для показа программы.",
            "The information is invented and shows the program.",
        )

    def _paper(self, form: str, id: int, demands: tuple[int, ...] = (), **extra: Any) -> TourStep:  # noqa: ANN401 -- as above
        draft = self._draft(form, id, demands, **extra)
        brief = papers.issue(self.desk, draft)
        return self._issued(draft, brief.id, brief.number)

    def _issued(self, draft: Draft, id: int, number: str) -> TourStep:
        return TourStep(
            N_("The paper {number} is issued."),
            {"number": printed_number(number)},
            None,
            self._save(draft, id),
        )

    def _save(self, draft: Draft, id: int) -> tuple[str, ...]:
        """The issued paper in Russian, and specimens in the other modes: one issue has one mode."""
        self.count += 1
        files = [self.write(f"{draft.form}.ru.pdf", papers.paper_bytes(self.desk, id, "exported"))]
        for mode in MODES[1:]:
            rendered = papers.preview(self.desk, papers.revise(draft, mode=mode), specimen=True)
            files.append(self.write(f"{draft.form}.{mode.value}.pdf", rendered.content))
        return tuple(files)


_AGO = timedelta(weeks=6)
"""By how much the stories are moved into the past: they take weeks, and nobody signs on a day to come."""
_DAYS = re.compile(rb"[A-Z][a-z]{2}, \d{1,2}\s+[A-Z][a-z]{2} 20\d\d")


def _earlier(day: bytes) -> bytes:
    """A day in the head of a letter, moved with the story."""
    moment = parsedate_to_datetime(f"{day.decode()} 00:00:00 +0000") - _AGO
    return format_datetime(moment)[: len("Sun, 22 Nov 2026")].encode()


def tour(out: Path, shape: str = "trader", language: str = "ru") -> Iterator[TourStep]:
    """Run both stories on a throw-away desk and write its papers and the draft e-mail into ``out``.

    Titles of duties are told in ``language``.
    """
    name = f"letter-{shape}.eml"
    letter = resource("demo", name).read_bytes() if shape in SHAPES else b""
    letter = _DAYS.sub(lambda day: _earlier(day[0]), letter)
    clock = MovingClock(datetime(2026, 11, 22, 8, 5, tzinfo=UTC) - _AGO)
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="desk-tour-") as folder:
        desk, code = create_demonstration(
            Path(folder) / "desk", secrets.token_urlsafe(16), shape, clock
        )
        try:
            tell_transfers(desk, clock, shape)
            yield from Tour(desk, clock, shape, out, language).run(letter, name, code)
        finally:
            desk.close()
