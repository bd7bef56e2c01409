# SPDX-License-Identifier: Apache-2.0
"""Story B through the services: a consent is withdrawn, the data go, the act is signed, the subject is told.

Read it as the manual: each step is one call, and what it leaves behind is said beside it.
"""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from desk.domain.consent import ConsentFields, ConsentKind, ConsentWay
from desk.domain.destruction import Cause, DestructionState, DestructionStep, PlanFields, TakingPart
from desk.domain.kinds import Channel, DemandKind, LanguageMode, RequestState
from desk.services.consent import consents
from desk.services.destruction import destructions
from desk.services.letter import mailbox
from desk.services.overview import deadlines, journals
from desk.services.paper import papers
from desk.services.request import requests
from tests.ground import commission, held, lay

LETTER = """\
Received: from mx.example.com (mx.example.com [192.0.2.7]) by mail.example.com; Mon, 2 Nov 2026 10:14:05 +0300
Message-ID: <withdrawal@example.org>
Date: Mon, 2 Nov 2026 10:13:58 +0300
From: =?utf-8?b?0KnRkdCz0L7Qu9C10LLQsCDQkNC90L3QsCDQmNC70YzQuNC90LjRh9C90LA=?= <anna@example.org>
To: data@example.com
Subject: =?utf-8?b?0J7RgtC30YvQsiDRgdC+0LPQu9Cw0YHQuNGP?=
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Здравствуйте! Отзываю согласие на обработку моих персональных данных, прошу их уничтожить.
"""


def pdf_text(desk, paper):
    content = papers.paper_bytes(desk, paper)
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("mode", [LanguageMode.RU, LanguageMode.EN, LanguageMode.BOTH])
def test_a_consent_is_withdrawn_and_the_data_go(desk, clock, mode):
    ground = lay(desk)
    clock.set(2026, 11, 3, 7, 0)

    # The letter is taken in; thirty days run from its receipt.
    content = LETTER.replace("\n", "\r\n").encode()
    intake = mailbox.proposal(desk, mailbox.read(content, "letter.eml")).intake
    assert DemandKind.WITHDRAW in intake.demands
    request = mailbox.take_in(desk, content, intake)
    who = requests.request_card(desk, request).subject_id
    requests.confirm_identity(desk, request, "Адрес совпал с адресом в анкете")

    # The consent she had given ends; the contract lets its own data stay.
    fields = ConsentFields(
        ConsentKind.PROCESSING, ground.newsletter, "2026-03-01", ConsentWay.PAPER
    )
    consent = consents.record_consent(desk, who, fields)
    consents.withdraw_consents(desk, [consent], date(2026, 11, 2), request)
    held(desk, ground, who)
    held(desk, ground, who, purpose=ground.contract, ground="6.1.5", keep_until="2031-12-31")

    # The destruction shares the thirty days, proposes what goes and says what stays.
    plan = destructions.plan_destruction(
        desk, PlanFields(Cause.WITHDRAWAL, "2026-11-02", (who,), request=request)
    )
    card = destructions.destruction_card(desk, plan)
    assert (card.row.number, card.row.due) == ("destruction/2026-001", "2026-12-02")
    assert {item.carrier for item in card.items} == {None, ground.cabinet}
    assert {each.what.ru for each in card.kept if not each.case_file} == {"Исполнение договора"}

    # Letters to everybody who has the data, each with a day to confirm by.
    assert card.row.step is DestructionStep.STOP_LETTERS
    letters = destructions.write_stop_letters(
        desk, plan, destructions.receivers(desk, plan), date(2026, 11, 16), mode
    )
    for letter in letters:
        destructions.record_letter_sent(desk, letter, date(2026, 11, 3), "Электронное письмо")

    # A commission by order; one member is ill, the substitute acts.
    order = destructions.make_commission(desk, commission(number="", since="2026-11-03"), mode)
    chairman, one, two, other = (
        member.id for member in destructions.commission_of(desk, order).fields.members
    )
    parts = [TakingPart(chairman), TakingPart(one), TakingPart(other, two, "Больничный")]
    destructions.appoint(desk, plan, order, parts)

    # Destroyed on the tenth; the processor confirms with its own act.
    clock.set(2026, 11, 11, 9, 0)
    destructions.record_confirmation(desk, letters[0], date(2026, 11, 10), ("акт.pdf", b"%PDF"))
    destructions.carry_out(desk, plan, [], date(2026, 11, 10))
    terms = {each.due.row: each.met for each in requests.request_card(desk, request).deadlines}
    assert terms["R21"], "the request’s own term ends with the deed"

    # The act with its extract, numbered, one signature a member.
    destructions.attach_log(desk, plan, ground.crm, "crm-log.csv", b"2026-11-10;deleted;1")
    act, (extract,) = destructions.draw_up(desk, plan, mode)
    said = pdf_text(desk, act)
    assert "Щёголева Анна Ильинична" in said
    assert ("Запасной Захар Захарович" if "ru" in mode.value else "Zakhar Zapasnoy") in said
    assert "Щёголева Анна Ильинична" in pdf_text(desk, extract)

    # Signed three of three; then the three years begin.
    for signer in destructions.signers(desk, act):
        destructions.sign_by_pen(desk, act, signer.field, date(2026, 11, 11))
    row = destructions.destruction_card(desk, plan).row
    assert (row.signed, row.signers, row.state) == (3, 3, DestructionState.CERTIFIED)

    # She is told through her request, quoting the act; the demand is decided, the answer sent.
    (notice,) = destructions.tell(desk, plan, mode)
    assert "2026-001" in pdf_text(desk, notice.id)
    assert notice.request == request
    requests.dispatch(desk, request, desk.now(), Channel.EMAIL, "<notice@example.com>")
    requests.close_request(desk, request)
    assert requests.request_card(desk, request).row.state is RequestState.CLOSED

    # What is left is to erase the desk's own copies.
    assert destructions.destruction_card(desk, plan).row.step is DestructionStep.ERASE
    assert [line.record for line in deadlines.today(desk).group("no_date").lines] == ["destruction"]
    assert journals.verify(desk).sound
