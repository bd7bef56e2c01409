# SPDX-License-Identifier: Apache-2.0
"""Names stay where they belong: the journal, refusals and the names of files hold none."""

import pytest

from desk.domain.kinds import Channel, LanguageMode
from desk.domain.proposal import Correction
from desk.errors import Refusal
from desk.services.letter import reply_mail
from desk.services.paper import papers
from desk.services.request import requests
from desk.storage.models import Journal
from tests.factories import intake, person

CANARY = "Канарейкина"


def test_a_name_goes_through_the_story_and_is_in_no_journal_line_and_no_file_name(desk, clock):
    who = person(name=f"{CANARY} Анна Ильинична", email="canary@example.org")
    id = requests.register_request(desk, intake(subject=who, summary=CANARY, text=CANARY))
    requests.confirm_identity(desk, id, f"{CANARY} показала паспорт")
    requests.add_note(desk, id, CANARY)
    requests.correct(desk, id, Correction(summary=f"{CANARY} просит"), f"{CANARY} уточнила")
    paper = papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, id))
    name, _content = reply_mail.draft_reply(desk, id, [paper.id], "ru")
    requests.dispatch(desk, id, clock.at, Channel.POST, f"{CANARY} расписалась")
    requests.close_request(desk, id, CANARY)
    requests.request_card(desk, id)
    kept = "\n".join(f"{e.action} {e.ref} {e.detail}" for e in Journal.select())
    for secret in (CANARY, "canary"):
        assert secret not in kept
        assert secret not in name
    assert CANARY not in repr(desk)


def test_a_refusal_holds_no_name(desk):
    who = person(name=CANARY * 100)
    with pytest.raises(Refusal) as refusal:
        requests.register_request(desk, intake(subject=who))
    assert CANARY not in f"{refusal.value} {refusal.value.params} {refusal.value.field}"
