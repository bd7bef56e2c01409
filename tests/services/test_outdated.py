# SPDX-License-Identifier: Apache-2.0
"""A paper issued before a correction names whom and what the record no longer names: told until it is replaced."""

from datetime import UTC, datetime

from desk.domain.kinds import (
    ApplicantRole,
    Channel,
    LanguageMode,
    Leaving,
)
from desk.domain.outdated import WAY_OUT
from desk.domain.proposal import Correction
from desk.domain.request import PersonFields
from desk.services.letter.sent_doubts import dispatch_doubts
from desk.services.paper import papers
from desk.services.request import requests
from tests.factories import intake, person

EARLIER = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def acknowledged(desk, **over):
    id = requests.register_request(desk, intake(**over))
    brief = papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
    return id, brief.number.rpartition("/")[2]


def said(desk, id):
    words = desk.catalogue("en")
    return [words.tell(each) for _form, each in requests.request_card(desk, id).outdated]


def test_a_paper_fits_its_record_until_that_is_corrected(desk):
    id, number = acknowledged(desk)
    assert said(desk, id) == []
    requests.correct(desk, id, Correction(received=EARLIER, summary="иначе"), "из журнала почты")
    (day,) = said(desk, id)
    assert number in day
    assert "received on Fri 20 Nov 2026, the record says Wed 18 Nov 2026" in day
    card = PersonFields(name="Заика Пётр", email="zaika@example.org")
    requests.correct(desk, id, Correction(subject=card, new_card=True), "другой человек")
    day, whom = said(desk, id)
    assert "addressed to “Щёголева Анна Ильинична”, the record names “Заика Пётр”" in whom


def test_whom_a_representative_speaks_for_is_told_apart_from_him(desk):
    helper = person(name="Помощников Пётр", email="helper@example.org")
    id, _number = acknowledged(desk, role=ApplicantRole.REPRESENTATIVE, applicant=helper)
    other = Correction(subject=PersonFields(name="Другая Ольга"), new_card=True)
    requests.correct(desk, id, other, "другой человек")
    (about,) = said(desk, id)
    assert "speaks of the data of “Щёголева Анна Ильинична”" in about


def test_it_is_asked_before_the_paper_leaves(desk):
    id, _number = acknowledged(desk)
    assert dispatch_doubts(desk, id, Channel.EMAIL, what=Leaving.RECEIPT) == ()
    requests.correct(desk, id, Correction(received=EARLIER), "из журнала почты")
    doubts = dispatch_doubts(desk, id, Channel.EMAIL, what=Leaving.RECEIPT)
    assert len(doubts) == 2
    assert doubts[-1].msgid == WAY_OUT
    assert dispatch_doubts(desk, id, Channel.EMAIL, what=Leaving.ANSWER) == ()


def test_a_paper_put_in_its_place_ends_it(desk):
    id, _number = acknowledged(desk)
    requests.correct(desk, id, Correction(received=EARLIER), "из журнала почты")
    (old,) = requests.request_card(desk, id).papers
    papers.void(desk, old.id, "другая дата")
    assert said(desk, id) == []
    papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
    assert said(desk, id) == []


def test_the_dative_alone_is_no_other_person(desk):
    id, _number = acknowledged(desk)
    card = requests.request_card(desk, id).subject
    changed = PersonFields(name=card.name, email=card.email, dative="Щёголевой Анне Ильиничне")
    requests.correct(desk, id, Correction(subject=changed), "склонение")
    assert said(desk, id) == []
