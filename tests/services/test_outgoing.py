# SPDX-License-Identifier: Apache-2.0
"""Draft e-mails around letters that answer no request: whom they reach, and what cannot be sent."""

from datetime import date
from email import message_from_bytes, policy

import pytest

from desk.domain.destruction import Cause, PlanFields
from desk.domain.kinds import LanguageMode
from desk.errors import Refusal
from desk.services.destruction import destructions
from desk.services.letter import outgoing
from desk.services.overview import journals
from desk.services.paper import papers
from desk.storage.models import Recipient
from tests.ground import held, lay, subject


@pytest.fixture
def planned(desk):
    ground = lay(desk)
    who = subject(desk)
    held(desk, ground, who)
    fields = PlanFields(Cause.WITHDRAWAL, "2026-11-20", (who,))
    return ground, destructions.plan_destruction(desk, fields)


def letter(desk, planned, email):
    """The id of an issued letter to the processor, who has this address."""
    ground, plan = planned
    with desk.database.atomic():
        Recipient.update(email=email).where(Recipient.id == ground.processor).execute()
    by = date(2026, 12, 1)
    destructions.write_stop_letters(desk, plan, [ground.processor], by, LanguageMode.RU)
    (made,) = destructions.destruction_card(desk, plan).letters
    return made.document


def test_a_letter_to_a_third_party_goes_to_the_address_it_names(desk, planned):
    id = letter(desk, planned, "data@oblako.example")
    with desk.database.atomic():
        Recipient.update(email="later@oblako.example").execute()
    name, content = outgoing.draft_letter(desk, id, "ru")
    draft = message_from_bytes(content, policy=policy.default)
    assert (draft["X-Unsent"], draft["To"]) == ("1", "data@oblako.example")
    number = papers.paper_brief(desk, id).number.partition("/")[2]
    assert number in draft["Subject"]
    assert name.endswith(f"{number}.eml")
    (enclosed,) = draft.iter_attachments()
    assert enclosed.get_content().startswith(b"%PDF")
    timeline = destructions.destruction_card(desk, planned[1]).timeline
    assert timeline[-1].kind == "drafted"
    last = journals.extract(desk, desk.today(), desk.today())
    assert "paper.drafted" in {entry.action for entry in last}
    assert outgoing.abroad(desk, id) == ()


def test_a_mail_service_abroad_is_pointed_out(desk, planned):
    (place,) = outgoing.abroad(desk, letter(desk, planned, "oblako@gmail.com"))
    assert place.country != "RU"


def test_what_cannot_be_sent_is_said(desk, planned):
    id = letter(desk, planned, "")
    for wrong, message in ((id, "no e-mail address"), (0, "issued letter")):
        with pytest.raises(Refusal, match=message):
            outgoing.draft_letter(desk, wrong, "ru")


@pytest.mark.parametrize(
    ("form", "letter"),
    [
        ("notice_third_party", True),
        ("source_notice", True),
        ("destruction_act", False),
        ("x", False),
    ],
)
def test_only_letters_are_written_to_somebody(form, letter):
    assert outgoing.is_letter(form) is letter
