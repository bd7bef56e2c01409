# SPDX-License-Identifier: Apache-2.0
"""What the letters about processing on assignment lack is named with its place; each kind says its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.documents.blocks import Signatures
from desk.documents.catalogue import form
from desk.domain.clients import NoticeKind
from desk.domain.paper import Addressee
from desk.domain.values import Both
from desk.errors import Refusal
from desk.text import catalogue
from tests.documents.client_samples import client_notice, reply_passed
from tests.documents.samples import COMPANY, sample

EMPTY = Both()
REQUEST, LEAK, SUB, DESTRUCTION = NoticeKind


def notice(kind, **over):
    return client_notice(COMPANY, kind, **over)


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_whole_notice_lacks_nothing(kind):
    assert form("notice_client").missing(notice(kind)) == []


@pytest.mark.parametrize(
    ("id", "facts", "where"),
    [
        *(("notice_client", notice(kind, client=EMPTY), "addressee.name") for kind in NoticeKind),
        *(("notice_client", notice(kind, assignment=EMPTY), "assignment") for kind in NoticeKind),
        ("notice_client", notice(REQUEST, request_number=""), "request_number"),
        ("notice_client", notice(REQUEST, subject_name=" "), "subject_name"),
        ("notice_client", notice(REQUEST, demands=()), "demands"),
        ("notice_client", notice(REQUEST, attached=False), "passages.asked"),
        *(
            ("notice_client", notice(LEAK, passages={}), f"passages.{name}")
            for name in ("what", "data", "measures", "contact")
        ),
        ("notice_client", notice(SUB, recipient=EMPTY), "recipient"),
        ("notice_client", notice(SUB, recipient_address=""), "recipient_address"),
        ("notice_client", notice(SUB, starts=None), "starts"),
        ("notice_client", notice(SUB, passages={}), "passages.tasks"),
        ("notice_client", notice(DESTRUCTION, act_number=""), "act_number"),
        ("notice_client", notice(DESTRUCTION, destroyed_on=None), "destroyed_on"),
        ("reply_passed", reply_passed(COMPANY, client=EMPTY), "client"),
        ("reply_passed", reply_passed(COMPANY, client_address="", client_email=""), "client_address"),
        ("reply_passed", reply_passed(COMPANY, passed_on=None), "passed_on"),
        ("reply_passed", reply_passed(COMPANY, addressee=Addressee()), "addressee.name"),
        ("reply_passed", reply_passed(COMPANY, subject_name=""), "subject_name"),
    ],
)  # fmt: skip
def test_each_lacking_item_is_named_in_words(id, facts, where):
    lacks = {each.where: each for each in form(id).missing(facts)}
    assert where in lacks
    for language in ("ru", "en"):
        said = catalogue(language).say(lacks[where].message, **lacks[where].params)
        assert said.endswith(".")
        assert "{" not in said


def shown(facts):
    """The clauses the paper prints."""
    return {
        getattr(block, "text", "")
        for block in form("notice_client").blocks
        if getattr(block, "shown", lambda _facts: True)(facts)
    }


def test_only_what_concerns_the_kind_is_said():
    for kind in NoticeKind:
        own = {text.split(".")[1] for text in shown(notice(kind)) if text.count(".") == 2}
        assert own == {kind.value}


def test_who_answers_whether_the_person_is_known_and_what_stays_ours_is_said():
    said = shown(notice(REQUEST))
    assert "notice_client.request.answers" in said
    assert {"notice_client.request.known", "notice_client.request.own"} <= said
    other = shown(notice(REQUEST, identified=False, own_too=False, foreign=True))
    assert {"notice_client.request.unknown", "notice_client.request.foreign"} <= other
    assert "notice_client.request.own" not in other


def test_without_a_day_to_object_the_consent_of_the_client_is_awaited():
    assert "notice_client.sub_processor.until" in shown(notice(SUB))
    assert "notice_client.sub_processor.agree" in shown(notice(SUB, object_until=None))


def test_a_strange_kind_is_refused():
    facts = replace(notice(LEAK), kind="rumour")
    with pytest.raises(Refusal):
        form("notice_client").values(facts, catalogue("en"))


@pytest.mark.parametrize(("language", "side"), [("ru", "Оператор"), ("en", "Operator")])
def test_who_signs_an_assignment_in_person_is_called_the_operator_once(language, side):
    (signatures,) = (
        block for block in form("processing_assignment").blocks if isinstance(block, Signatures)
    )
    posts = [
        signer.post[language]
        for shape in ("trader", "company")
        for signer in signatures.signers(sample("processing_assignment", shape))[:1]
    ]
    assert posts[0] == side
    assert posts[1].startswith(f"{side}\n")
