# SPDX-License-Identifier: Apache-2.0
"""Story B on the demonstration desk: a consent is withdrawn, the data go, the desk erases its own copies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from desk.demo.consent_samples import (
    demo_commission,
    destroy,
    name_recipients,
    paper_folder,
    place,
)
from desk.demo.exporting import Exporter, TourStep
from desk.demo.samples import MovingClock
from desk.demo.signing_tour import sign_all
from desk.domain.consent import ConsentFields, ConsentKind, ConsentWay
from desk.domain.destruction import (
    Cause,
    PlanFields,
)
from desk.domain.kinds import Channel, DemandKind, LanguageMode
from desk.domain.numbering import printed_number
from desk.domain.registers import CONSENT_GROUND
from desk.domain.request import Completeness, Intake, PersonFields
from desk.errors import N_
from desk.services.consent import consents
from desk.services.destruction import destructions as acts
from desk.services.destruction import erasure
from desk.services.register import registers
from desk.services.request import requests

_CONFIRMED = "Подтверждение пришло письмом (вымышлено)"


class DestructionTour:
    """Story B, step by step; the papers are written by ``exporter``."""

    def __init__(self, exporter: Exporter, clock: MovingClock, shape: str) -> None:
        self.exporter, self.clock, self.shape = exporter, clock, shape
        self.desk = exporter.desk

    def run(self) -> Iterator[TourStep]:
        """Lay the ground, withdraw, plan, write, appoint, destroy, sign, tell, erase."""
        subject, consent = self._ground()
        yield TourStep(
            N_(
                "The register has its purposes, a consent is recorded, and it is known whose data are held."
            )
        )
        request = self._withdrawn(subject)
        self._mark(request)
        yield TourStep(
            N_("The consent is withdrawn: request {number}."),
            {"number": printed_number(requests.request_card(self.desk, request).row.number)},
        )
        consents.withdraw_consents(self.desk, [consent], self.desk.today(), request)
        id = self._planned(subject, request)
        card = acts.destruction_card(self.desk, id)
        yield TourStep(
            N_("Destruction {number} is planned."),
            {"number": printed_number(card.row.number)},
            card.due,
        )
        yield from self._written(id)
        yield from self._appointed(id)
        yield from self._destroyed(id)
        yield from self._told(id, request)
        yield self._erased(id)

    # --- what has to be there before --------------------------------------------------------------

    def _ground(self) -> tuple[int, int]:
        """A customer who agreed to a purpose of the starter set that others serve, too."""
        today = self.desk.today()
        purpose = next(
            each
            for each in registers.purposes(self.desk)
            if CONSENT_GROUND in each.fields.grounds
            and not each.fields.special_ground
            and registers.recipients(self.desk, [each.fields.code])
        )
        name_recipients(self.desk, purpose.fields.code, self.shape)
        consent = consents.record_consent(
            self.desk,
            PersonFields(
                name="Примеров Сергей Вымыслович",
                email="sergey@pochta.example",
                address="101000, г. Москва, ул. Вымышленная, д. 9",
                dative="Примерову Сергею Вымысловичу",
            ),
            ConsentFields(
                kind=ConsentKind.PROCESSING,
                purpose=purpose.id,
                given=today.isoformat(),
                way=ConsentWay.SITE_FORM,
                evidence={"page": "https://desk.example/form", "ip": "192.0.2.7"},
                text_version="1",
                fingerprint="0" * 64,
            ),
        )
        subject = consents.consent_card(self.desk, consent).row.person
        place(self.desk, subject, paper_folder(self.desk, purpose.fields.code), 2)
        return subject, consent

    def _withdrawn(self, subject: int) -> int:
        self.clock.forward(days=2)
        intake = Intake(
            received=self.clock(),
            channel=Channel.EMAIL,
            demands=(DemandKind.WITHDRAW,),
            subject_id=subject,
            summary="Отзывает согласие (обращение вымышлено)",
            completeness=Completeness(document=True, relation=True, signature=True),
        )
        return requests.register_request(self.desk, intake)

    def _mark(self, request: int) -> None:
        requests.confirm_identity(
            self.desk, request, "Отзыв пришёл с адреса, указанного при даче согласия"
        )

    def _planned(self, subject: int, request: int) -> int:
        plan = PlanFields(
            cause=Cause.WITHDRAWAL,
            caused=self.desk.today().isoformat(),
            subjects=(subject,),
            request=request,
        )
        return acts.plan_destruction(self.desk, plan)

    # --- letters and commission -------------------------------------------------------------------

    def _written(self, id: int) -> Iterator[TourStep]:
        receivers = acts.receivers(self.desk, id)
        if not receivers:
            return
        by = self.desk.today() + timedelta(days=10)

        def write(mode: LanguageMode) -> list[int]:
            made = acts.write_stop_letters(self.desk, id, receivers[:1], by, mode)
            letters = acts.letters_of(self.desk, id)
            return [each.document or 0 for each in letters if each.id in made]

        _ids, files = self.exporter.in_every_mode(write)
        if receivers[1:]:
            acts.write_stop_letters(self.desk, id, receivers[1:], by, LanguageMode.RU)
        yield TourStep(N_("Those who received the data are told to destroy them."), files=files)
        today = self.desk.today()
        for letter in acts.letters_of(self.desk, id):
            acts.record_letter_sent(self.desk, letter.id, today)
        self.clock.forward(days=3)
        for letter in acts.letters_of(self.desk, id):
            acts.record_confirmation(self.desk, letter.id, self.desk.today(), None, _CONFIRMED)
        yield TourStep(N_("They have confirmed it."))

    def _appointed(self, id: int) -> Iterator[TourStep]:
        fields = demo_commission(self.desk)
        if fields.alone:
            acts.appoint(self.desk, id, acts.make_commission(self.desk, fields))
            yield TourStep(N_("The sole trader destroys the data alone: order 179 allows this."))
            return

        def order(mode: LanguageMode) -> list[int]:
            made = acts.commission_of(self.desk, acts.make_commission(self.desk, fields, mode))
            return [made.document or 0]

        _ids, files = self.exporter.in_every_mode(order)
        acts.appoint(self.desk, id, acts.commissions(self.desk)[0].id)
        yield TourStep(N_("The commission is created by order and appointed."), files=files)

    # --- the deed and its papers ------------------------------------------------------------------

    def _destroyed(self, id: int) -> Iterator[TourStep]:
        self.clock.forward(days=1)
        day = self.desk.today()
        destroy(self.desk, id)
        yield TourStep(
            N_("The data are destroyed; the date, method and number of sheets are recorded.")
        )

        def draw_up(mode: LanguageMode) -> list[int]:
            act, extracts = acts.draw_up(self.desk, id, mode)
            return [act, *extracts]

        ids, files = self.exporter.in_every_mode(draw_up)
        yield TourStep(N_("The act and the extract from the journal are drawn up."), files=files)
        signed = sign_all(self.exporter, ids[0])
        self._signed(ids[1:], day)
        card = acts.destruction_card(self.desk, id)
        yield TourStep(
            N_("The act is signed with test certificates: {signed} of {signers}."),
            {"signed": card.row.signed, "signers": card.row.signers},
            files=(signed,),
        )

    def _signed(self, ids: list[int], day: date) -> None:
        for paper in ids:
            for signer in acts.signers(self.desk, paper):
                acts.sign_by_pen(self.desk, paper, signer.field, day)

    def _told(self, id: int, request: int) -> Iterator[TourStep]:
        def tell(mode: LanguageMode) -> list[int]:
            return [paper.id for paper in acts.tell(self.desk, id, mode)]

        _ids, files = self.exporter.in_every_mode(tell)
        yield TourStep(N_("The subject is notified, quoting the act."), files=files)
        requests.dispatch(
            self.desk, request, self.clock(), Channel.EMAIL, "Message-ID <demo@example>"
        )
        requests.close_request(self.desk, request, "")

    def _erased(self, id: int) -> TourStep:
        counts = erasure.erase(self.desk, id)
        erasure.finish(self.desk)
        return TourStep(
            N_("The desk has erased its own copies; {sealed} papers and files stay under seal."),
            {"sealed": counts.sealed},
        )
