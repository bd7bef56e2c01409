# SPDX-License-Identifier: Apache-2.0
"""Taking back the signature of the only or the last signer, and what keeps it from being taken back."""

from __future__ import annotations

import base64
from datetime import date

import pytest
from asn1crypto.cms import ContentInfo
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from desk.domain.destruction import DestructionState
from desk.errors import Refusal
from desk.services.destruction import destructions
from desk.services.paper import form_names, papers
from desk.services.signature import e_signing, returned_papers, signing
from desk.services.signature.finding_papers import receive_file
from desk.services.signature.signed_forms import places
from desk.storage.models import Attachment, Deadline, Document, Event, Journal, Signature

from .test_e_signing import acknowledged, drawn_up, elsewhere, sign
from .test_finding_papers import cms

TODAY = date(2026, 11, 22)


@pytest.fixture
def destruction(begun):
    return begun(drawn_up)


@pytest.fixture
def reply(begun):
    """A paper that one person signs, with no list of signers."""
    return begun(acknowledged).id


def by_pen(desk, paper):
    papers.mark_signed(desk, paper, TODAY)


def by_certificate(desk, paper):
    sign(desk, paper, "operator")


def by_file(desk, paper):
    order = 1 + Journal.select().where(Journal.action == "paper.unsigned").count()
    made = cms(papers.paper_bytes(desk, paper), "Образцова Вера Павловна", order=order)
    returned_papers.receive_detached(desk, paper, "operator", "x.sig", made)


@pytest.mark.parametrize("way", [by_pen, by_certificate, by_file])
def test_the_only_signature_is_taken_back_while_the_paper_is_here(desk, reply, way):
    way(desk, reply)
    assert papers.paper_brief(desk, reply).signature
    assert signing.why_stays(desk, reply, "operator") is None
    signing.unsign(desk, reply, "operator", "Не тот файл")
    brief = papers.paper_brief(desk, reply)
    assert (brief.signature, brief.signed_on, brief.standing.signed) == ("", "", 0)
    assert places(desk, reply)[0].state == "none"
    assert Journal.select().where(Journal.action == "paper.unsigned").count() == 1
    way(desk, reply)
    assert papers.paper_brief(desk, reply).signature, "it can be signed again"


def test_what_was_sent_keeps_its_signature(desk, reply):
    by_pen(desk, reply)
    Event.create(
        request=Document.get_by_id(reply).request_id, at="2026-11-22T10:00:00+00:00",
        kind="receipt_sent", actor="", document=reply,
    )  # fmt: skip
    stays = signing.why_stays(desk, reply, "operator")
    assert stays is not None
    with pytest.raises(Refusal, match="has been sent") as refusal:
        signing.unsign(desk, reply, "operator", "Не тот файл")
    assert refusal.value.msgid == stays.msgid
    assert places(desk, reply)[0].state == "pen"


def test_an_act_is_certified_no_more_and_then_again(desk, destruction):
    id, act = destruction
    fields = [each.field for each in places(desk, act)]
    destructions.sign_many(desk, [(act, field) for field in fields], TODAY)
    assert destructions.destruction_card(desk, id).row.state is DestructionState.CERTIFIED
    destructions.unsign(desk, act, fields[-1], "Отмечен не тот")
    card = destructions.destruction_card(desk, id)
    assert (card.row.state, card.certified) == (DestructionState.DRAWN_UP, "")
    assert Document.get_by_id(act).keep_until is None
    running = Deadline.select().where(Deadline.document_id == act, Deadline.dropped.is_null())
    assert running.count() == 0
    assert "uncertified" in [each.kind for each in card.timeline]
    assert Journal.select().where(Journal.action == "destruction.uncertified").count() == 1
    destructions.sign_by_pen(desk, act, fields[-1], TODAY)
    assert destructions.destruction_card(desk, id).row.state is DestructionState.CERTIFIED
    assert running.count() == 1
    assert Document.get_by_id(act).keep_until
    destructions.tell(desk, id, how="Лично, под подпись")
    with pytest.raises(Refusal, match="subjects were notified"):
        destructions.unsign(desk, act, fields[-1], "Отмечен не тот")
    assert destructions.destruction_card(desk, id).row.state is DestructionState.TOLD


def test_a_signature_taken_back_does_not_return_in_a_file(desk, destruction):
    _id, act = destruction
    first, second = (each.field for each in places(desk, act)[:2])
    names = {each.field: each.name.ru for each in places(desk, act)}
    one = elsewhere(papers.paper_bytes(desk, act), first, names[first], 5)
    two = elsewhere(one, second, names[second], 6)
    returned_papers.receive(desk, one)
    returned_papers.receive(desk, two)
    destructions.unsign(desk, act, second, "Ошибка")
    destructions.unsign(desk, act, first, "Ключ украден")
    for content in (one, two):
        with pytest.raises(Refusal) as refusal:
            returned_papers.receive(desk, content)
        assert refusal.value.params["reason"] == "Ключ украден"
        assert refusal.value.params["day"] == TODAY
    assert {each.state for each in places(desk, act)} == {"none"}
    fresh = elsewhere(e_signing.form_to_sign(desk, act), first, names[first], 7)
    assert [each.field for each in returned_papers.receive(desk, fresh).signers] == [first]


def _pem(made, _data):
    return b"-----BEGIN CMS-----\n" + base64.encodebytes(made) + b"-----END CMS-----\n"


def _other_bytes(made, _data):
    info = ContentInfo.load(made)
    info["content"]["certificates"].append(info["content"]["certificates"][0])
    return info.dump(force=True)


def _with_the_data(made, data):
    info = ContentInfo.load(made)
    info["content"]["encap_content_info"]["content"] = data
    return info.dump(force=True)


def _turned_round(made, _data):
    info = ContentInfo.load(made)
    signer = info["content"]["signer_infos"][0]
    r, s = decode_dss_signature(signer["signature"].native)
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
    signer["signature"] = encode_dss_signature(r, order - s)
    return info.dump(force=True)


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda made, _data: made,
        _pem,
        lambda made, _data: base64.b64encode(made),
        lambda made, _data: made + b"\0",
        _other_bytes,
        _with_the_data,
        _turned_round,
    ],
)
def test_a_signature_beside_a_paper_that_was_taken_back_does_not_return(desk, reply, wrapped):
    data = papers.paper_bytes(desk, reply)
    made = cms(data, "Образцова Вера Павловна", curve=wrapped is _turned_round)
    returned_papers.receive_detached(desk, reply, "operator", "x.sig", made)
    signing.unsign(desk, reply, "operator", "Ключ украден")
    with pytest.raises(Refusal) as refusal:
        returned_papers.receive_detached(desk, reply, "operator", "y.p7s", wrapped(made, data))
    assert refusal.value.params["reason"] == "Ключ украден"
    assert places(desk, reply)[0].state == "none"
    assert Attachment.select().where(Attachment.document == reply).count() == 0
    fresh = cms(data, "Образцова Вера Павловна", order=2)
    returned_papers.receive_detached(desk, reply, "operator", "x.sig", fresh)


def test_a_signature_taken_back_from_a_wrong_place_goes_to_its_own_only(desk, destruction):
    _id, act = destruction
    first, second, third = places(desk, act)[:3]
    made = cms(papers.paper_bytes(desk, act), second.name.ru)
    returned_papers.receive_detached(desk, act, first.field, "x.sig", made)
    destructions.unsign(desk, act, first.field, "Не то место")
    with pytest.raises(Refusal, match="would restore"):
        returned_papers.receive_detached(desk, act, third.field, "x.sig", made)
    returned_papers.receive_detached(desk, act, second.field, "x.sig", made)
    assert [each.state for each in places(desk, act)[:3]] == ["none", "detached", "none"]


def test_a_signature_inside_a_file_is_known_however_it_is_written(desk, reply):
    made = elsewhere(papers.paper_bytes(desk, reply), "operator", "Образцова Вера Павловна")
    returned_papers.receive(desk, made)
    destructions.unsign(desk, reply, "operator", "Ключ украден")
    at = made.rindex(b"/Contents <") + len(b"/Contents <")
    held = bytes.fromhex(made[at : made.index(b">", at)].decode())
    other = _other_bytes(held.rstrip(b"\0"), b"").ljust(len(held), b"\0")
    again = made[:at] + other.hex().encode() + made[at + 2 * len(held) :]
    with pytest.raises(Refusal, match="would restore"):
        returned_papers.receive(desk, again)


def test_of_two_who_came_in_one_file_the_later_goes_and_the_earlier_keeps_his_form(
    desk, destruction
):
    _id, act = destruction
    first, second = (each.field for each in places(desk, act)[:2])
    names = {each.field: each.name.ru for each in places(desk, act)}
    one = elsewhere(papers.paper_bytes(desk, act), first, names[first], 5)
    returned_papers.receive(desk, elsewhere(one, second, names[second], 6))
    with pytest.raises(Refusal, match="take theirs back first"):
        destructions.unsign(desk, act, first, "Ошибка")
    assert form_names.newest_name(act).endswith(".signed-2.pdf")
    destructions.unsign(desk, act, second, "Ключ украден")
    assert [each.state for each in places(desk, act)[:2]] == ["certificate", "none"]
    kept = Attachment.get(Attachment.document == act)
    assert kept.name == form_names.newest_name(act)
    assert kept.name.endswith(".signed-1.pdf")
    assert e_signing.form_to_sign(desk, act) == one
    assert Attachment.select().where(Attachment.document == act).count() == 1
    again = elsewhere(one, second, names[second], 7)
    assert [each.field for each in returned_papers.receive(desk, again).signers] == [second]
    destructions.unsign(desk, act, second, "Ошибка")
    destructions.unsign(desk, act, first, "Ошибка")
    assert {each.state for each in places(desk, act)} == {"none"}


def test_who_was_named_has_to_have_signed_the_file(desk, destruction):
    _id, act = destruction
    first, second = places(desk, act)[:2]
    content = elsewhere(papers.paper_bytes(desk, act), first.field, first.name.ru)
    with pytest.raises(Refusal, match="nobody signed in that place") as refusal:
        receive_file(desk, "a.pdf", content, who=second.field)
    assert refusal.value.params["places"] == first.field
    assert places(desk, act)[0].state == "none"
    assert receive_file(desk, "a.pdf", content, who=first.name.ru).signers[0].field == first.field


def test_a_mark_by_pen_is_the_signer_s_too(desk, reply):
    papers.mark_signed(desk, reply, TODAY, "В. П. Образцова")
    (signer,) = places(desk, reply)
    assert (signer.state, signer.signed_on, signer.actor) == ("pen", "2026-11-22", desk.actor)
    event = Event.get(Event.kind == "paper_signed")
    assert "В. П. Образцова" in (event.note or "")


def test_an_older_mark_without_a_list_of_signers_is_theirs_and_can_be_taken_back(desk, reply):
    Document.update(signature="pen", signed_on="2026-11-22").where(Document.id == reply).execute()
    assert Signature.select().count() == 0
    (signer,) = places(desk, reply)
    assert (signer.state, signer.signed_on) == ("pen", "2026-11-22")
    with pytest.raises(Refusal, match="already"):
        sign(desk, reply, "operator")
    signing.unsign(desk, reply, "operator", "Не подписан")
    assert papers.paper_brief(desk, reply).signature == ""
    assert places(desk, reply)[0].state == "none"
