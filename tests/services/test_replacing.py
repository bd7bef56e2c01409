# SPDX-License-Identifier: Apache-2.0
"""A detached signature that does not hold as well gives its place to a better one, and to no other."""

# ruff: noqa: F401, F811 -- fixtures of another module

from __future__ import annotations

import json
from datetime import date

import pytest

from desk.domain.destruction import DestructionState, Signer
from desk.domain.signatures import Certificate, FoundSignature, Verdict
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services import destructions, issuers, papers, returned_papers, vouching
from desk.services.finding_papers import receive_file
from desk.services.signed_forms import DETACHED, places
from desk.storage import journal
from desk.storage.models import Attachment, Event, Signature
from tests.services.test_e_signing import act, destruction, reply
from tests.services.test_finding_papers import cms
from tests.signers import signer

DAY = date(2026, 11, 22)


def place(desk, paper, field="operator"):
    return next(each for each in places(desk, paper) if each.field == field)


def receive(desk, paper, field="operator", **of):
    name = place(desk, paper, field).name.ru.split("\n")[0] or "Кто-то"
    made = cms(papers.paper_bytes(desk, paper), name, **of)
    return returned_papers.receive_detached(desk, paper, field, "x.sig", made), made


def files():
    return [each.blob_id for each in Attachment.select().where(Attachment.role == DETACHED)]


def test_a_weak_signature_gives_way_to_one_that_holds_and_that_to_a_valid_one(desk, reply):
    receive(desk, reply, bits=1024)
    assert place(desk, reply).verdict == "matched"
    (weak,) = files()
    with pytest.raises(Refusal, match="worth no less") as refused:
        receive(desk, reply, bits=1024, order=2)
    assert (refused.value.field, files()) == ("file", [weak])
    receive(desk, reply)
    assert place(desk, reply).verdict == "unknown"
    assert papers.paper_brief(desk, reply).signature == "detached"
    (deed,) = list(journal.page(desk.database, None, 1))
    assert deed.action == "paper.signature_kept"
    told = json.loads(deed.detail)
    assert (told["instead"], told["instead_sha256"]) == ("matched", weak)
    assert len(files()) == 1
    note = Event.select().where(Event.kind == "signed_electronically").order_by(Event.id)[-1].note
    assert "взамен" in note
    assert "ненадёжный" in note
    issuers.trust(desk, signer().issuer)
    receive(desk, reply, attributes=False)  # also once everybody has signed
    assert place(desk, reply).verdict == "valid"
    with pytest.raises(Refusal, match="recorded already"):
        receive(desk, reply)
    assert journal.verify(desk.database).sound


def test_a_better_one_finds_the_place_of_a_weak_one_by_itself(desk, reply):
    receive(desk, reply, bits=1024)
    name = place(desk, reply).name.ru.split("\n")[0]
    taken = receive_file(desk, "x.sig", cms(papers.paper_bytes(desk, reply), name))
    assert [(each.field, each.verdict) for each in taken.signers] == [("operator", "unknown")]


def test_what_was_checked_elsewhere_gives_way_to_nothing_until_it_is_broken(desk, reply):
    receive(desk, reply, bits=1024)
    vouching.vouch(desk, reply, "operator", DAY, "КриптоАРМ", "верна")
    with pytest.raises(Refusal, match="recorded already"):
        receive(desk, reply)
    with desk.database.atomic():
        Signature.update(verdict="broken").execute()
    receive(desk, reply)
    assert (place(desk, reply).verdict, place(desk, reply).vouched) == ("unknown", None)


def test_an_act_is_certified_once(desk, destruction):
    id, paper = destruction
    fields = [each.field for each in places(desk, paper)]
    for order, field in enumerate(fields, 1):
        receive(desk, paper, field, order=order)
    assert destructions.destruction_card(desk, id).row.state is DestructionState.CERTIFIED
    issuers.trust(desk, signer().issuer)
    receive(desk, paper, fields[0], order=1, attributes=False)
    assert place(desk, paper, fields[0]).verdict == "valid"
    deeds = [each.action for each in journal.page(desk.database, None, 50)]
    assert deeds.count("destruction.certified") == 1


@pytest.mark.parametrize(
    ("kept", "test", "found", "found_test", "better"),
    [
        ("broken", False, Verdict.UNKNOWN, False, True),
        ("kept", False, Verdict.MATCHED, False, True),
        ("matched", False, Verdict.MATCHED, False, False),
        ("matched", False, Verdict.UNKNOWN, True, False),
        ("unknown", True, Verdict.UNKNOWN, False, True),
        ("unknown", False, Verdict.MATCHED, False, False),
        ("valid", False, Verdict.VALID, False, False),
        ("", False, Verdict.UNKNOWN, False, True),
    ],
)
def test_what_is_better(kept, test, found, found_test, better):
    who = Signer("a", "", Both("", ""), Both("", ""), "detached", verdict=kept, certificate=Certificate(test=test))  # fmt: skip
    new = FoundSignature("", found, Certificate(test=found_test))
    assert who.gives_way_to(new) is better
