# SPDX-License-Identifier: Apache-2.0
"""What was typed by hand about a person goes with the person, whichever act asked for it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from desk.domain.consent import ConsentKind, ConsentWay
from desk.domain.destruction import Cause, DoneItem, Kept, PlanFields, TakingPart
from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.values import Both
from desk.services.consent import consents
from desk.services.destruction import destructions, erasure
from desk.services.letter.intake import register_request
from desk.services.paper import papers, seals
from desk.services.register import holdings, registers
from desk.services.request import corrections, handling
from desk.storage import journal
from desk.storage.models import Attachment, Destruction, Document, Holding, Request
from tests.conftest import KEY
from tests.factories import intake, person
from tests.ground import commission, held, lay
from tests.pages import decrypted
from tests.services.grounds import fields

RU = LanguageMode.RU
TODAY = date(2026, 11, 22)
DONE = date(2026, 11, 21)
NAME, MAIL = "Канарейкина Ульяна Фёдоровна", "ulyana@example.org"


class Typed:
    """Reasons with the name in them, each to be told from the others."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def __call__(self, where: str) -> str:
        self.words.append(f"{NAME}: {where}")
        return self.words[-1]

    def left_in(self, desk) -> list[str]:
        """Which of them a page of the file still holds."""
        pages = decrypted(desk.database.path, KEY)
        forms = {
            word: [word.encode(), json.dumps(word).strip('"').encode(), word.lower().encode()]
            for word in (*self.words, "Канарейкина", MAIL)
        }
        return [word for word, each in forms.items() if any(form in pages for form in each)]


@pytest.fixture
def typed():
    return Typed()


def about_the_request(desk, typed):
    """A withdrawal and a request that is void, with all that may be typed on them."""
    told = intake(
        subject=person(name=NAME, email=MAIL),
        demands=(DemandKind.WITHDRAW, DemandKind.CLAIM_INACCURATE),
        summary=typed("summary"), text=typed("text"),
    )  # fmt: skip
    id = register_request(desk, told)
    handling.add_note(desk, id, typed("note"))
    handling.confirm_identity(desk, id, typed("identity"))
    handling.decline_block(desk, id, typed("block declined"))
    paper = papers.issue(desk, papers.draft(desk, "acknowledgement", RU, id))
    papers.void(desk, paper.id, typed("paper void"))
    who = Request.get_by_id(id).subject_id
    twice = register_request(desk, intake(subject_id=who))
    corrections.void_request(desk, twice, typed("request void"))
    return id, who


def about_what_is_held(desk, typed, ground, who):
    """A consent that ends, one that is void, holdings, a hold that was released, a name in a register's reason."""
    consent = consents.record_consent(
        desk, who,
        fields(
            ground.newsletter, way=ConsentWay.THROUGH_ANOTHER, through=typed("through"),
            through_proof=typed("proof"), evidence={"page": typed("page")},
        ),
    )  # fmt: skip
    consents.add_consent_note(desk, consent, typed("note of consent"))
    void = consents.record_consent(desk, who, fields(ground.newsletter, kind=ConsentKind.MARKETING))
    consents.void_consent(desk, void, typed("consent void"))
    Holding.update(systems=json.dumps([ground.crm])).execute()
    other = held(desk, ground, who, purpose=ground.contract, ground="6.1.5", sheets=0)
    view = holdings.holding(desk, other)
    changed = {**vars(view.fields), "contract": typed("contract"), "norm": typed("norm")}
    holdings.change_holding(desk, other, type(view.fields)(**changed), typed("holding changed"))
    hold = holdings.put_hold(desk, who, typed("hold"))
    holdings.release_hold(desk, hold, typed("hold released"))
    holdings.end_holding(desk, other, typed("holding ended"))
    registers.close_purpose(desk, ground.contract, "2026-11-22", typed("purpose closed"))
    return consent


def about_the_destruction(desk, typed, ground, who, request):
    """A plan taken back, and one carried out, with all that may be typed on the way."""
    void = PlanFields(
        Cause.OTHER, "2026-11-22", (who,), due="2026-12-22", clause=typed("clause"), note=typed("n")
    )
    destructions.void_destruction(desk, destructions.plan_destruction(desk, void), typed("void"))
    id = destructions.plan_destruction(
        desk,
        PlanFields(
            Cause.WITHDRAWAL, "2026-11-22", (who,), {who: typed("label")}, request, note=typed("note")
        ),
    )  # fmt: skip
    destructions.add_destruction_note(desk, id, typed("note of destruction"))
    destructions.set_kept(desk, id, (Kept(Both(typed("kept")), "6.1.5", Both(typed("norm"))),))
    destructions.postpone(desk, id, typed("postponed"))
    (letter,) = destructions.write_stop_letters(
        desk, id, [ground.partner], date(2026, 12, 1), RU, "stop"
    )
    destructions.drop_letter(desk, letter, typed("letter dropped"))
    letters = destructions.write_stop_letters(
        desk, id, destructions.receivers(desk, id), date(2026, 12, 1), RU
    )
    for each in letters:
        destructions.record_confirmation(desk, each, TODAY, None, typed("confirmed"))
    made = destructions.make_commission(desk, commission())
    people = destructions.commission_of(desk, made).fields.members
    parts = [TakingPart(each.id) for each in people[:2]]
    parts.append(TakingPart(people[3].id, people[2].id, typed("absent")))
    destructions.appoint(desk, id, made, parts)
    items = destructions.destruction_card(desk, id).items
    done = [DoneItem(item.id, deviation=typed("deviation")) for item in items]
    destructions.carry_out(desk, id, done, TODAY)
    destructions.log_in_act(desk, id, ground.crm)
    destructions.draw_up(desk, id, RU, Both(typed("remarks")))
    destructions.void_act(desk, id, typed("act void"))
    destructions.draw_up(desk, id, RU)
    row = Destruction.get_by_id(id)
    for paper in (row.act_id, row.extract_id):
        for each in destructions.signers(desk, paper):
            destructions.sign_by_pen(desk, paper, each.field, TODAY)
    destructions.tell(desk, id, how=typed("told"))
    return id


def test_no_reason_typed_by_hand_survives(desk, typed):
    ground = lay(desk)
    request, who = about_the_request(desk, typed)
    about_what_is_held(desk, typed, ground, who)
    consents.withdraw_consents(
        desk, [row.id for row in consents.consents_of(desk, who) if row.state == "active"],
        desk.now(), request, typed("withdrawn"),
    )  # fmt: skip
    id = about_the_destruction(desk, typed, ground, who, request)
    Request.update(state="closed", closed="2026-11-22").where(Request.id == request).execute()
    erasure.scrub(desk)
    assert len(typed.left_in(desk)) > len(typed.words) // 2
    counts = erasure.erase(desk, id, typed("sent"))
    assert counts.spared == {}
    erasure.finish(desk)
    assert not (left := typed.left_in(desk)), left
    assert journal.verify(desk.database).sound


def test_why_a_seal_was_broken_goes_with_what_was_sealed(desk, typed, clock):
    test_no_reason_typed_by_hand_survives(desk, typed)
    for paper in Document.select().where(Document.sealed.is_null(False)):
        seals.open_paper(desk, paper.id, typed(f"paper {paper.id}"))
    for file in Attachment.select().where(Attachment.sealed.is_null(False)):
        seals.open_file(desk, file.id, typed(f"file {file.id}"))
    assert typed.left_in(desk) != []
    clock.set(2029, 11, 24, 9, 0)
    erasure.erase_case(desk, Destruction.get(Destruction.state == "erased").id)
    erasure.finish(desk)
    assert not (left := typed.left_in(desk)), left
    assert journal.verify(desk.database).sound
