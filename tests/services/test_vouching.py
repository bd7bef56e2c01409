# SPDX-License-Identifier: Apache-2.0
"""A signature counts when it is known to hold: verified here, or checked elsewhere on the operator's word."""

# ruff: noqa: F401, F811 -- fixtures of another module

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from peewee import IntegrityError

from desk.domain.destruction import DestructionState, Signer
from desk.domain.paper_standing import Mark
from desk.domain.paper_words import signed_words, signer_words
from desk.domain.values import Both
from desk.domain.verdicts import NOT_VERIFIED
from desk.errors import Refusal
from desk.services.destruction import commissions, destructions
from desk.services.overview import deadlines
from desk.services.paper import papers, seals
from desk.services.signature import e_signing, returned_papers, verifying, vouching
from desk.services.signature.other_signers import _one_person
from desk.services.signature.signed_forms import doubt_of_sending, places
from desk.storage import journal
from desk.storage.models import Document, Event, Signature
from desk.text import catalogue
from tests.cms import elsewhere
from tests.services.test_e_signing import (
    act,
    destruction,
    drawn_up,
    reply,
    sign,
)
from tests.services.test_e_signing import elsewhere as signed_pdf
from tests.signers import PASSPHRASE, signer

DAY = date(2026, 11, 22)
WHO = ("Образцова Вера Павловна", "Примеров Павел Павлович", "Вымышленная Ольга Олеговна")


def kept(desk, paper, field, who=WHO[0], how="nameless"):
    data = papers.paper_bytes(desk, paper)
    made = getattr(elsewhere(who), how)(data)
    return returned_papers.receive_detached(desk, paper, field, "x.sig", made)


def vouch(desk, paper, field, on=DAY, program="КриптоАРМ ГОСТ 3", said="Подпись верна"):
    vouching.vouch(desk, paper, field, on, program, said)


def place(desk, paper, field):
    return next(each for each in places(desk, paper) if each.field == field)


@pytest.mark.parametrize(("how", "verdict"), [("nameless", "matched"), ("unreadable", "kept")])
def test_what_cannot_be_verified_here_is_kept_and_does_not_count(desk, destruction, how, verdict):
    id, act = destruction
    fields = [each.field for each in places(desk, act)]
    for field, who in zip(fields, WHO, strict=True):
        taken = kept(desk, act, field, who, how)
        assert [(each.state, each.verdict) for each in taken.signers] == [("detached", verdict)]
    card, why = destructions.destruction_card(desk, id), (NOT_VERIFIED,) * 3
    assert card.row.state is DestructionState.DRAWN_UP
    assert (card.row.signed, card.row.signers, card.row.unchecked) == (0, 3, why)
    assert card.row.step.value == "sign", "the next step is still to sign"
    brief = papers.paper_brief(desk, act)
    assert (brief.signature, brief.standing.signed, brief.standing.unchecked) == ("", 0, why)
    assert "3 signatures do not count: cannot be verified here" in signed_words(
        catalogue("en"), brief
    )
    assert deadlines.today(desk).uncounted == ((act, brief.number, why),)
    assert "does not count (cannot be verified here)" in catalogue("en").tell(
        doubt_of_sending(desk, act)
    )


def test_the_word_that_it_was_checked_elsewhere_lets_it_count(desk, destruction):
    id, act = destruction
    fields = [each.field for each in places(desk, act)]
    for order, (field, who) in enumerate(zip(fields, WHO, strict=True)):
        kept(desk, act, field, who)
        assert destructions.destruction_card(desk, id).row.signed == order
        vouch(desk, act, field)
    card = destructions.destruction_card(desk, id)
    assert card.row.state is DestructionState.CERTIFIED
    assert (card.row.signed, card.row.unchecked, deadlines.today(desk).uncounted) == (3, (), ())
    brief = papers.paper_brief(desk, act)
    assert (brief.signature, brief.standing.signed) == ("detached", 3)
    assert signed_words(catalogue("ru"), brief).endswith("проверена в другом месте")
    assert signer_words(catalogue("en"), places(desk, act)[0]).endswith(
        "checked elsewhere on Sun 22 Nov 2026, with КриптоАРМ ГОСТ 3"
    )
    assert doubt_of_sending(desk, act) is None
    (entry, *_rest) = [e for e in destructions.destruction_card(desk, id).timeline if e.kind == "vouched"]  # fmt: skip
    assert entry.note == "КриптоАРМ ГОСТ 3: Подпись верна"


def test_each_word_is_one_entry_of_the_journal(desk, reply):
    kept(desk, reply, "operator")
    vouch(desk, reply, "operator")
    deeds = [each.action for each in journal.page(desk.database, None, 10)]
    assert deeds[0] == "paper.signature_vouched"
    assert deeds.count("paper.signature_vouched") == 1
    assert journal.verify(desk.database).sound


@pytest.mark.parametrize(
    ("over", "field", "match"),
    [
        ({"on": DAY + timedelta(days=1)}, "on", "in the future"),
        ({"on": date(2026, 11, 21)}, "on", "before it was made"),
        ({"on": date.min}, "on", "The year"),
        ({"on": date.max}, "on", "The year"),
        ({"program": " \x00 "}, "program", "filled in"),
        ({"program": "я" * 1001}, "program", "too long"),
        ({"said": ""}, "said", "filled in"),
        ({"said": "я" * 20_001}, "said", "too long"),
    ],
)
def test_a_bad_word_is_refused_at_its_field_and_nothing_is_kept(desk, reply, over, field, match):
    kept(desk, reply, "operator")
    with pytest.raises(Refusal, match=match) as refused:
        vouch(desk, reply, "operator", **over)
    assert refused.value.field == field
    assert place(desk, reply, "operator").vouched is None
    assert papers.paper_brief(desk, reply).signature == ""


def test_only_what_could_not_be_verified_here_is_vouched_for(desk, act):
    first, second, third = (each.field for each in places(desk, act))
    with pytest.raises(Refusal, match="No signature is recorded"):
        vouch(desk, act, first)
    sign(desk, act, first)
    with pytest.raises(Refusal, match="does not count by itself"):
        vouch(desk, act, first)
    destructions.sign_by_pen(desk, act, second, DAY, reason="В отпуске")
    with pytest.raises(Refusal, match="does not count by itself"):
        vouch(desk, act, second)
    with desk.database.atomic():
        Signature.update(state="certificate", verdict="broken").where(
            Signature.document == act, Signature.field == third
        ).execute()
    with pytest.raises(Refusal, match="broken"):
        vouch(desk, act, third)
    known = json.dumps({"name": "Проба", "test": True})
    with desk.database.atomic():
        Signature.update(state="detached", verdict="kept", certificate=known).where(
            Signature.document == act, Signature.field == third
        ).execute()
    with pytest.raises(Refusal, match="test certificate"):
        vouch(desk, act, third)


def test_a_word_is_given_once_and_goes_with_its_signature(desk, act):
    first = places(desk, act)[0].field
    kept(desk, act, first)
    vouch(desk, act, first)
    with pytest.raises(Refusal, match="already been noted"):
        vouch(desk, act, first)
    assert papers.paper_brief(desk, act).standing.signed == 1
    destructions.unsign(desk, act, first, "проверили не то")
    assert (place(desk, act, first).state, place(desk, act, first).vouched) == ("none", None)
    kept(desk, act, first, WHO[1])
    assert papers.paper_brief(desk, act).standing.signed == 0


def test_a_void_paper_is_vouched_for_by_nobody(desk, reply):
    kept(desk, reply, "operator")
    papers.void(desk, reply, "ошибка")
    with pytest.raises(Refusal, match="void"):
        vouch(desk, reply, "operator")


def test_a_later_check_keeps_the_word_and_what_breaks_counts_no_longer(desk, act):
    first = places(desk, act)[0].field
    kept(desk, act, first)
    vouch(desk, act, first)
    verifying.verify_paper(desk, act)
    assert place(desk, act, first).vouched is not None
    with desk.database.atomic():
        Signature.update(verdict="broken").where(Signature.field == first).execute()
    assert papers.paper_brief(desk, act).standing.signed == 0


def test_a_broken_signature_does_not_certify_when_the_last_one_signs(desk, destruction):
    id, act = destruction
    first, *others = (each.field for each in places(desk, act))
    sign(desk, act, first)
    with desk.database.atomic():
        Signature.update(verdict="broken").where(Signature.field == first).execute()
    for field in others:
        destructions.sign_by_pen(desk, act, field, DAY, reason="В отпуске")
    assert destructions.destruction_card(desk, id).row.state is DestructionState.DRAWN_UP
    verifying.verify_paper(desk, act)
    assert destructions.destruction_card(desk, id).row.state is DestructionState.CERTIFIED


def test_a_paper_recorded_as_signed_before_stays_signed_and_says_never_checked(desk, reply):
    kept(desk, reply, "operator")
    with desk.database.atomic():
        Document.update(signature="detached", signed_on="2026-11-22").execute()
    brief = papers.paper_brief(desk, reply)
    assert (brief.signature, brief.standing.signed) == ("detached", 1)
    assert signed_words(catalogue("en"), brief).endswith("never checked elsewhere")
    assert signer_words(catalogue("en"), places(desk, reply)[0]).endswith("never checked elsewhere")
    assert deadlines.today(desk).uncounted == ()
    assert doubt_of_sending(desk, reply).params["doubt"].msgid == NOT_VERIFIED
    vouch(desk, reply, "operator")
    assert doubt_of_sending(desk, reply) is None
    assert papers.paper_brief(desk, reply).signed_on == "2026-11-22"


def test_an_order_is_not_signed_by_a_signature_nobody_checked(desk, destruction):
    id, act = destruction
    order = replace(destructions.destruction_card(desk, id).commission, document=act)
    signers = places(desk, act)
    kept(desk, act, signers[0].field)
    (lack,) = commissions.order_lacks(desk, order)
    assert signers[0].name.ru in lack.params["names"].ru
    vouch(desk, act, signers[0].field)
    (lack,) = commissions.order_lacks(desk, order)
    assert signers[0].name.ru not in lack.params["names"].ru


def test_every_list_counts_alike(desk, destruction):
    id, act = destruction
    first = places(desk, act)[0].field
    row = (Signature.document == act) & (Signature.field == first)
    verdicts = ("valid", "unknown", "broken", "matched", "kept")
    for state, verdict, test, vouched, doubt in product(
        ("none", "pen", "certificate", "detached"), verdicts, (0, 1), (0, 1), ("", "force")
    ):
        electronic = state in ("certificate", "detached")
        word = {"vouched_on": "2026-11-22", "vouched_by": "Я"} if vouched and electronic else {"vouched_on": None, "vouched_by": ""}  # fmt: skip
        found = verdict if electronic else ""
        with desk.database.atomic():
            Signature.update(
                state=state,
                signed_on="2026-11-22",
                verdict=found,
                certificate=json.dumps({"test": bool(test), "doubt": doubt}),
                **word,
            ).where(row).execute()
        mark = Mark(state, found, 1, None, test, int(bool(word["vouched_on"])), doubt)
        want = int(mark.counts(trial=False))
        shown = destructions.destruction_card(desk, id).row
        brief = papers.paper_brief(desk, act).standing
        assert (brief.signed, shown.signed) == (want, want), (state, verdict, test, vouched)
        why = (mark.why_uncounted,) if mark.unchecked else ()
        assert (brief.unchecked, shown.unchecked) == (why, why)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "pen", "vouched_on": "2026-11-22", "vouched_by": "Я"},
        {"state": "detached", "vouched_on": "2026-11-22"},
        {"state": "detached", "vouched_on": "22.11.2026", "vouched_by": "Я"},
        {"state": "detached", "vouched_with": "КриптоАРМ"},
        {"state": "detached", "vouched_said": "верна"},
        {"state": "detached", "vouched_by": "Я"},
    ],
)
def test_the_file_itself_keeps_no_half_a_word(desk, act, change):
    with pytest.raises(IntegrityError), desk.database.atomic():
        Signature.update(**change).where(Signature.document == act).execute()


def test_under_seal_only_the_day_of_the_word_is_left(desk, reply):
    kept(desk, reply, "operator")
    vouch(desk, reply, "operator")
    with desk.database.atomic():
        seals.seal_document(desk, reply)
    row = Signature.get(Signature.document == reply)
    assert (row.vouched_on, row.vouched_with, row.vouched_said) == ("2026-11-22", "", "")


# — nobody signs for another —


def test_one_certificate_is_one_persons(desk, act):
    first, second, third = (each.field for each in places(desk, act))
    data = papers.paper_bytes(desk, act)
    who = elsewhere(WHO[0])
    returned_papers.receive_detached(desk, act, first, "x.sig", who.sign(data))
    for made in (who.sign(data, "-md", "sha512"), who.nameless(data), who.unreadable(data)):
        with pytest.raises(Refusal, match="already signed this paper with this") as refused:
            returned_papers.receive_detached(desk, act, second, "x.sig", made)
        assert refused.value.params["name"] == places(desk, act)[0].name.ru
    taken = returned_papers.receive_detached(
        desk, act, third, "x.sig", elsewhere(WHO[1]).unreadable(data)
    )
    assert [each.verdict for each in taken.signers] == ["kept"], "another is kept anyway"
    assert place(desk, act, second).state == "none"


def test_one_nameless_signer_is_one_persons(desk, act):
    first, second, _third = (each.field for each in places(desk, act))
    kept(desk, act, first)
    with pytest.raises(Refusal, match="already signed this paper with this"):
        kept(desk, act, second, how="unreadable")


def test_one_file_is_one_persons(desk, act):
    first, second, _third = (each.field for each in places(desk, act))
    made = elsewhere(WHO[0]).sign(papers.paper_bytes(desk, act))
    returned_papers.receive_detached(desk, act, first, "x.sig", made)
    with pytest.raises(Refusal, match="This same file") as refused:
        returned_papers.receive_detached(desk, act, second, "y.sig", made)
    assert refused.value.params["name"] == places(desk, act)[0].name.ru


def test_a_key_signs_inside_the_paper_for_one_only(desk, act):
    first, second, _third = (each.field for each in places(desk, act))
    who = signer("Кто-то один")
    e_signing.sign_by_certificate(desk, act, first, who.p12, PASSPHRASE)
    with pytest.raises(Refusal, match="already signed this paper with this") as refused:
        e_signing.sign_by_certificate(desk, act, second, who.p12, PASSPHRASE)
    assert refused.value.field == "p12"
    out = signed_pdf(e_signing.form_to_sign(desk, act), second, "Кто-то один", order=1)
    with pytest.raises(Refusal, match="already signed this paper with this"):
        returned_papers.receive(desk, out)


def test_two_places_signed_at_once_by_one_are_refused(desk, act):
    first, second, _third = (each.field for each in places(desk, act))
    out = signed_pdf(papers.paper_bytes(desk, act), first, "Кто-то один")
    with pytest.raises(Refusal, match="already signed this paper with this"):
        returned_papers.receive(desk, signed_pdf(out, second, "Кто-то один"))
    assert {each.state for each in places(desk, act)} == {"none"}


def test_one_person_with_two_places_signs_both(desk, act):
    first, second, _third = places(desk, act)
    with desk.database.atomic():
        Signature.update(name_ru="Образцова Вера Павловна", name_en="").where(
            Signature.field == second.field
        ).execute()
        Signature.update(name_ru="Образцова В. П.", name_en="", role="approver").where(
            Signature.field == first.field
        ).execute()
        Signature.update(post_ru="Директор", post_en="").where(Signature.document == act).execute()
    kept(desk, act, first.field)
    taken = kept(desk, act, second.field)
    assert [each.field for each in taken.signers] == [second.field]


def a_signer(name: Both, post: str = "Директор", role: str = "approver") -> Signer:
    return Signer("field", role, name, Both(post, ""))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (a_signer(Both("Иванов И. И.", "")), a_signer(Both("Иванов Игорь Ильич", "")), True),
        (a_signer(Both("Иванов И. И.", "")), a_signer(Both("Иванов Игорь Ильич", ""), "Юрист"), False),
        (a_signer(Both("Иванов Игорь Ильич", "")), a_signer(Both("Иванов Игорь Ильич", ""), "ИП"), True),
        (a_signer(Both("Примерова Анна", "")), a_signer(Both("", "Anna Primerova")), True),
        (a_signer(Both("Примерова Анна", "")), a_signer(Both("", "Olga Primerova")), False),
        (
            a_signer(Both("Иванов И. И.", ""), role="member"),
            a_signer(Both("Иванов Игорь Ильич", ""), role="chairman"),
            False,
        ),
    ],
)  # fmt: skip
def test_who_is_one_person_in_two_places(one, other, same):
    assert _one_person(one, other) is _one_person(other, one) is same


def test_namesakes_of_a_commission_do_not_sign_by_one_certificate(desk, act):
    _first, second, third = places(desk, act)
    with desk.database.atomic():
        Signature.update(name_ru="Иванов И. И.", name_en="").where(
            Signature.field.in_([second.field, third.field])
        ).execute()
    data, who = papers.paper_bytes(desk, act), elsewhere("Иванов Игорь Ильич")
    returned_papers.receive_detached(desk, act, second.field, "x.sig", who.sign(data))
    with pytest.raises(Refusal, match="already signed this paper with this"):
        returned_papers.receive_detached(
            desk, act, third.field, "y.sig", who.sign(data, "-md", "sha512")
        )


def test_a_key_named_in_two_ways_without_its_certificate_signs_for_one_only(desk, act):
    first, second, _third = (each.field for each in places(desk, act))
    data, who = papers.paper_bytes(desk, act), elsewhere(WHO[0])
    returned_papers.receive_detached(desk, act, first, "x.sig", who.nameless(data))
    with pytest.raises(Refusal, match="in another way"):
        returned_papers.receive_detached(
            desk, act, second, "y.sig", who.sign(data, "-nocerts", "-keyid")
        )


def test_of_two_signatures_in_a_file_the_one_of_the_signer_is_taken(desk, act):
    _first, second, _third = places(desk, act)
    data = papers.paper_bytes(desk, act)
    one, other = elsewhere("Совсем Чужой Человек"), elsewhere(second.name.ru.split(",")[0])
    both = one.sign(
        data,
        "-signer",
        str(other.folder / "own.pem"),
        "-inkey",
        str(other.folder / "key.pem"),
    )
    (taken,) = returned_papers.receive_detached(desk, act, second.field, "x.sig", both).signers
    assert taken.certificate.name == second.name.ru
    found = {each.field: each for each in verifying.verify_paper(desk, act).found}
    assert found[second.field].certificate.name == second.name.ru


def test_what_was_checked_elsewhere_keeps_its_own_reason(desk, reply):
    kept(desk, reply, "operator")
    vouch(desk, reply, "operator")
    (signer,) = places(desk, reply)
    late = replace(signer, certificate=replace(signer.certificate, doubt="force"))
    said = signer_words(catalogue("en"), late)
    assert "certificate was not in force; checked elsewhere on" in said
