# SPDX-License-Identifier: Apache-2.0
"""Certificates that were not in force, and clocks that were turned: nobody has signed by them, and why is said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desk.documents.certificates import open_p12
from desk.documents.signing import sign_field
from desk.domain.destruction import DestructionState
from desk.domain.paper_words import signed_words, signer_words, unchecked_papers, unchecked_words
from desk.domain.signing import StampText
from desk.domain.verdicts import Doubt, Verdict
from desk.errors import Refusal
from desk.services.destruction import destructions
from desk.services.overview import deadlines
from desk.services.paper import papers
from desk.services.signature import e_signing, issuers, returned_papers, verifying, vouching
from desk.services.signature.signed_forms import doubt_of_sending, places
from desk.storage.models import Signature
from desk.text import catalogue
from tests.documents.test_weighing import signature, unreadable
from tests.signers import NOW, PASSPHRASE, signer

from .test_e_signing import act, destruction  # noqa: F401 -- fixtures

OLD, LATE = (-3000, 1200), (365, 700)


def signed_by(desk, act, who, at=NOW):  # noqa: F811
    """The paper signed by everybody with another program, at a moment by their clocks."""
    content = papers.paper_bytes(desk, act)
    for order, place in enumerate(places(desk, act), 1):
        key = open_p12(who(place.name.ru, order).p12, PASSPHRASE)
        content = sign_field(content, place.field, key, StampText((place.name.ru,)), at)
    return content


def lasting(since, days):
    return lambda name, order: signer(name, order=order, since=since, days=days)


@pytest.mark.parametrize(
    ("life", "at", "told"),
    [
        (OLD, NOW, ["The certificate was not in force when the signature was made"]),
        (LATE, NOW, ["The certificate was not in force when the signature was made"]),
        (
            OLD,
            NOW - timedelta(days=2500),
            ["By the signer’s own clock", "The certificate was not in force when the signature came"],
        ),
        (
            LATE,
            NOW + timedelta(days=400),
            ["By the signer’s own clock", "The certificate was not in force yet when"],
        ),
    ],
)  # fmt: skip
def test_by_a_certificate_that_was_not_in_force_nobody_has_signed(
    desk,
    destruction,  # noqa: F811
    life,
    at,
    told,
):
    id, paper = destruction
    issuers.trust(desk, signer().issuer)
    taken = returned_papers.receive(desk, signed_by(desk, paper, lasting(*life), at))
    said = {each.msgid for each in taken.warnings}
    for start in told:
        assert any(each.startswith(start) for each in said)
    assert {(each.verdict, each.certificate.doubt) for each in taken.signers} == {
        ("matched", Doubt.FORCE)
    }
    assert {each.signed_on for each in taken.signers} == {"2026-11-22"}
    assert destructions.destruction_card(desk, id).row.state is DestructionState.DRAWN_UP
    brief = papers.paper_brief(desk, paper)
    assert brief.signature == ""
    assert "do not count: certificate was not in force" in signed_words(catalogue("en"), brief)
    assert "сертификат не действовал" in signed_words(catalogue("ru"), brief)
    row = destructions.destruction_card(desk, id).row
    for said in (
        unchecked_papers(catalogue("en"), deadlines.today(desk).uncounted),
        unchecked_words(catalogue("en"), row.unchecked),
        catalogue("en").tell(doubt_of_sending(desk, paper)),
    ):
        assert "certificate was not in force" in said
        assert "verified" not in said
    for each in places(desk, paper):
        assert "certificate was not in force" in signer_words(catalogue("en"), each)
        assert "trust list" not in signer_words(catalogue("en"), each)
    verifying.verify_paper(desk, paper)
    assert papers.paper_brief(desk, paper).signature == "", "nor after the next check"
    for each in places(desk, paper):
        vouching.vouch(desk, paper, each.field, date(2026, 11, 22), "Госуслуги", "верна")
    assert destructions.destruction_card(desk, id).row.state is DestructionState.CERTIFIED


def test_what_came_in_while_its_certificate_was_in_force_stays_what_it_was(
    desk,
    destruction,  # noqa: F811
    clock,
):
    id, paper = destruction
    issuers.trust(desk, signer().issuer)
    taken = returned_papers.receive(desk, signed_by(desk, paper, lasting(-10, 300)))
    assert taken.warnings == ()
    assert destructions.destruction_card(desk, id).row.state is DestructionState.CERTIFIED
    clock.forward(days=700)
    found = verifying.verify_paper(desk, paper).found
    assert {each.verdict for each in found} == {Verdict.VALID}
    verifying.verify_all(desk)
    assert {each.verdict for each in places(desk, paper)} == {"valid"}


def test_a_clock_that_was_turned_back_gives_no_day_before_the_paper(desk, destruction):  # noqa: F811
    _id, paper = destruction
    issuers.trust(desk, signer().issuer)
    content = signed_by(desk, paper, lasting(-3000, 3300), NOW - timedelta(days=2500))
    taken = returned_papers.receive(desk, content)
    assert {(each.verdict, each.signed_on) for each in taken.signers} == {("valid", "2026-11-22")}
    assert any("before the paper was issued" in each.msgid for each in taken.warnings)


def test_one_key_with_an_unreadable_certificate_is_one_person_and_counts_for_nobody(
    desk,
    destruction,  # noqa: F811
):
    _id, paper = destruction
    data = papers.paper_bytes(desk, paper)
    key = open_p12(signer("Подставной Пров").p12, PASSPHRASE)
    first, second, *_ = places(desk, paper)
    taken = returned_papers.receive_detached(
        desk, paper, first.field, "a.sig", signature(key, unreadable(key.der), data)
    )
    assert [(each.verdict, each.certificate.doubt) for each in taken.signers] == [
        ("matched", Doubt.UNREADABLE)
    ]
    assert any("cannot be read" in each.msgid for each in taken.warnings)
    assert papers.paper_brief(desk, paper).standing.signed == 0
    with pytest.raises(Refusal, match="this certificate or its key"):
        returned_papers.receive_detached(
            desk, paper, second.field, "b.sig", signature(key, unreadable(key.der, 2), data)
        )
    assert Signature.get(Signature.field == second.field).state == "none"


def test_a_member_signs_here_no_more_once_somebody_else_did_with_the_same_key(desk, act):  # noqa: F811
    first, second, *_ = places(desk, act)
    one = signer(first.name.ru, order=1)
    other = signer(second.name.ru, order=1)  # another certificate of the same key
    e_signing.sign_by_certificate(desk, act, first.field, one.p12, PASSPHRASE)
    with pytest.raises(Refusal, match="this certificate or its key"):
        e_signing.sign_by_certificate(desk, act, second.field, other.p12, PASSPHRASE)
