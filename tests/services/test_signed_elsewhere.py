# SPDX-License-Identifier: Apache-2.0
"""An act that goes round: some sign it with another program, some here, and all signatures hold at the end."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from desk.domain.destruction import DestructionState, MemberRole
from desk.domain.paper_words import signed_words, signer_words
from desk.domain.verdicts import Verdict
from desk.errors import Refusal
from desk.services.destruction import destructions
from desk.services.paper import papers
from desk.services.signature import e_signing, issuers, returned_papers, verifying
from desk.services.signature.other_names import SomebodyElse
from desk.services.signature.signed_forms import places
from desk.storage.models import Document
from tests.cms import elsewhere
from tests.ground import commission, member
from tests.poppler import Poppler, long_lived
from tests.signers import PASSPHRASE, signer

from .test_e_signing import drawn_up


@pytest.fixture
def destruction(begun):
    return begun(drawn_up_by_four)


def drawn_up_by_four(desk):
    """One whose act a chairman and three members sign."""
    third = member(
        MemberRole.MEMBER, "Четвёртый Чеслав Чеславович", "Cheslav Chetvyorty", "Юрист", "Lawyer"
    )
    return drawn_up(desk, members=(*commission().members[:3], third))


@pytest.fixture
def poppler(tmp_path, clock):
    clock.at = datetime.now(UTC)  # by which poppler signs
    return Poppler(tmp_path / "poppler")


@pytest.mark.parametrize("turns", ["PPPP", "DPDP", "PDPD"])
def test_a_chairman_and_three_members_sign_here_and_elsewhere(desk, destruction, poppler, turns):
    id, act = destruction
    issuers.trust(desk, signer().issuer)
    signers = places(desk, act)
    assert len(signers) == 4
    for order, (place, turn) in enumerate(zip(signers, turns, strict=True), 1):
        who = long_lived(place.name.ru, order)
        if turn == "D":
            e_signing.sign_by_certificate(desk, act, place.field, who.p12, PASSPHRASE)
            continue
        poppler.learn(who, place.field)
        signed = poppler.sign(e_signing.form_to_sign(desk, act), place.field, place.field)
        taken = returned_papers.receive(desk, signed)
        assert [(each.field, each.verdict) for each in taken.signers] == [(place.field, "valid")]
        assert taken.warnings == ()
    assert destructions.destruction_card(desk, id).row.state is DestructionState.CERTIFIED
    checked = verifying.verify_paper(desk, act)
    assert [each.verdict for each in checked.found] == [Verdict.VALID] * 4
    assert not checked.broken
    newest = e_signing.newest_bytes(desk, Document.get_by_id(act))
    assert poppler.verify(newest) == [(each.field, True, True) for each in signers]


def test_two_who_signed_before_it_came_back_are_both_recognised(desk, destruction, poppler):
    _id, act = destruction
    first, second, *_ = places(desk, act)
    content = papers.paper_bytes(desk, act)
    for order, place in enumerate((first, second), 1):
        poppler.learn(long_lived(place.name.ru, order), place.field)
        content = poppler.sign(content, place.field, place.field)
    taken = returned_papers.receive(desk, content)
    assert {each.field for each in taken.signers} == {first.field, second.field}
    assert {each.verdict for each in taken.signers} == {"unknown"}


def test_others_sign_after_one_whose_clock_is_far_ahead(desk, destruction, poppler, clock):
    _id, act = destruction
    clock.at -= timedelta(days=40)
    for order, place in enumerate(places(desk, act)[:2], 1):
        poppler.learn(long_lived(place.name.ru, order), place.field)
        signed = poppler.sign(e_signing.form_to_sign(desk, act), place.field, place.field)
        taken = returned_papers.receive(desk, signed)
        assert [each.field for each in taken.signers] == [place.field]


def test_somebody_else_in_the_place_of_a_member_is_taken_only_when_told_and_never_forgotten(
    desk, destruction, poppler
):
    _id, act = destruction
    place = places(desk, act)[1]
    poppler.learn(long_lived("Посторонний Пров", 1), "stranger")
    content = poppler.sign(papers.paper_bytes(desk, act), place.field, "stranger")
    with pytest.raises(SomebodyElse) as told:
        returned_papers.receive(desk, content, anyway=False)
    (doubt,) = told.value.doubts
    assert doubt.params["name"] == place.name.ru
    assert doubt.params["certified"] == "Посторонний Пров"
    assert places(desk, act)[1].state == "none"
    (signed,) = returned_papers.receive(desk, content).signers
    assert signed.name_differs
    words = desk.catalogue("en")
    assert signer_words(words, signed).startswith("by certificate of Посторонний Пров on")
    listed = signed_words(words, papers.paper_brief(desk, act))
    assert "1 of 4 signed: certificate of Посторонний Пров" in listed
    with pytest.raises(Refusal, match="no new signature"):
        returned_papers.receive(desk, content)


def without_certificate(content, name):
    """The same file with its last signature made anew, by a key whose certificate is not in it."""
    start, size, later, rest = map(
        int, re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)", content)[-1]
    )
    made = elsewhere(name).nameless(content[start : start + size] + content[later : later + rest])
    room = later - size - 2
    return content[: size + 1] + made.hex().encode().ljust(room, b"0") + content[later - 1 :]


def test_a_signature_that_does_not_say_whose_it_is_is_nobody_s(desk, destruction, poppler):
    _id, act = destruction
    place = places(desk, act)[1]
    poppler.learn(long_lived(place.name.ru, 1), "key")
    content = poppler.sign(papers.paper_bytes(desk, act), place.field, "key")
    with pytest.raises(Refusal, match="holds no certificate and does not say who signed"):
        returned_papers.receive(desk, without_certificate(content, place.name.ru))
    assert {each.state for each in places(desk, act)} == {"none"}
