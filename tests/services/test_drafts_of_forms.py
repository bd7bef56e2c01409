# SPDX-License-Identifier: Apache-2.0
"""The draft of every paper a request can send is read back whole, in whatever language it is."""

from email import message_from_bytes, policy
from itertools import cycle

import pytest

from desk.domain.kinds import LanguageMode
from desk.domain.paper import Withheld
from desk.domain.request import PARTS
from desk.domain.values import Both
from desk.services.letter import mailbox, reply_mail
from desk.services.paper import papers
from desk.services.request import requests
from tests.factories import intake, person

TEXTS = {
    "extension_notice": {"reasons": Both("архив", "the archive")},
    "reply_not_processed": {"searched": Both("Список клиентов.", "The list of clients.")},
}
FORMS = (
    "acknowledgement",
    "request_to_complete",
    "extension_notice",
    "reply_access",
    "reply_not_processed",
    "refusal",
)
SAID = {
    "request_to_complete": {"missing": PARTS},
    "refusal": {"refused": (Withheld(Both("данные", "data"), "14.8.4", Both("факты", "facts")),)},
}


def issued(desk, form, mode):
    id = requests.register_request(desk, intake(subject=person(email="anna@example.org")))
    if form.startswith(("reply", "refusal")):
        requests.confirm_identity(desk, id, "по адресу из договора")
    made = papers.draft(desk, form, mode, id, passages=TEXTS.get(form), **SAID.get(form, {}))
    if form == "extension_notice":
        return id, papers.issue_extension(desk, made, "архив")
    return id, papers.issue(desk, made)


@pytest.mark.parametrize(("form", "mode"), [*zip(FORMS, cycle(LanguageMode), strict=False)])
def test_the_draft_of_a_form_is_read_back(desk, form, mode):
    id, brief = issued(desk, form, mode)
    name, draft = reply_mail.draft_reply(desk, id, [brief.id], mode.languages[0])
    sent = message_from_bytes(draft, policy=policy.default)
    assert (sent.defects, sent["X-Unsent"]) == ([], "1")
    (file,) = sent.iter_attachments()
    assert file.get_content() == papers.paper_bytes(desk, brief.id)
    assert name.removesuffix(".eml") == file.get_filename().removesuffix(".pdf")
    ours = mailbox.read(draft)
    assert ours.to_addresses == ("anna@example.org",)
    assert ours.text.strip() == reply_mail.covering_text(desk, id, mode.languages[0])
