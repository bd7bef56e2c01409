# SPDX-License-Identifier: Apache-2.0
"""The notice after an inquiry (Art. 21 (3)): the deed on record, what was found, and who is still to be told."""

import io
from datetime import date

from pypdf import PdfReader

from desk.domain.kinds import ApplicantRole, Channel, DemandKind, LanguageMode, Step
from desk.domain.values import Both
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.done_before import proposed_on
from tests.factories import intake, person

RU = LanguageMode.RU
DATA = {"data": Both("телефон"), "third_parties": Both("Нет.")}


def found(desk, kind=DemandKind.COMPLAINT, **over):
    id = requests.register_request(desk, intake(demands=(kind,), **over))
    if over.get("role") is not ApplicantRole.RKN:
        requests.confirm_identity(desk, id, "по договору")
    requests.block(desk, id, "CRM")
    requests.record_inquiry(desk, id, "Звонили без согласия", "Сбой", "Стёрли", unlawful=True)
    requests.record_remedy(desk, id, None, "cessation", desk.today())
    note = "акт № 3 от 20.11.2026"
    requests.record_remedy(desk, id, None, "destruction", desk.today(), note)
    return id


def notice(desk, id, **over):
    draft = papers.draft(
        desk, "notice_done", RU, id, action="destruction", act_number="3",
        act_date=date(2026, 11, 20), passages=DATA, **over,
    )  # fmt: skip
    pages = PdfReader(io.BytesIO(papers.preview(desk, draft).content)).pages
    return draft, " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_furthest_measure_on_record_is_told_with_its_act_and_the_inquiry(desk):
    id = found(desk)
    deed = proposed_on(desk, id)
    assert (deed.action, deed.act_number, deed.act_date) == ("destruction", "3", date(2026, 11, 20))
    draft, text = notice(desk, id)
    assert all(said in text for said in ("Звонили без согласия", "Сбой", "Стёрли", "телефон"))
    papers.issue(desk, draft)
    assert requests.request_card(desk, id).row.step is Step.DISPATCH


def test_the_notice_to_roskomnadzor_names_its_letter_and_then_the_person_is_to_be_told(desk, clock):
    id = found(
        desk, role=ApplicantRole.RKN, channel=Channel.RKN, applicant=person(name="Управление"),
        their_number="08-12345/77", their_date="2026-11-19",
    )  # fmt: skip
    draft, text = notice(desk, id)
    assert "08-12345/77" in text
    assert "Ваше обращение" not in text
    assert "обжалов" not in text
    papers.issue(desk, draft)
    clock.forward(hours=1)
    requests.dispatch(desk, id, clock(), Channel.POST, "РПО 1")
    card = requests.request_card(desk, id)
    assert (card.row.step, "now notify the person" in card.guidance) == (Step.REPORT_DONE, True)
    to_person = notice(desk, id)[1]
    assert "08-12345/77" not in to_person
    assert "обжалов" in to_person
