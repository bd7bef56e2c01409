# SPDX-License-Identifier: Apache-2.0
"""The papers' wording: complete in both languages, filled from the facts, and honest about what is missing."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from types import SimpleNamespace

import pytest

from desk.documents.blocks import (
    Annex,
    Clause,
    Editable,
    Fields,
    Grid,
    Heading,
    Item,
    Part,
    Point,
    Sheet,
    Signatures,
)
from desk.documents.catalogue import (
    FORMS,
    default_passages,
    form,
    in_other_language,
    passages,
    title_of,
    untranslated,
)
from desk.documents.catalogue.third_party import ACTIONS as LETTERS
from desk.documents.catalogue.withdrawal import DEMANDS as ASKED
from desk.documents.catalogue.wording import (
    clock,
    ground,
    operator_name,
    operator_signer,
    printed_number,
)
from desk.documents.places import place_of
from desk.domain.assessments import BanMeasure, Feasibility, Sufficiency
from desk.domain.clients import NoticeKind
from desk.domain.consent import PASSING_ON, ConsentKind, ConsentWay
from desk.domain.destruction import METHODS, Cause, MemberRole
from desk.domain.kinds import (
    ApplicantRole,
    Channel,
    DemandKind,
    DemandState,
    Found,
    LanguageMode,
    OperatorKind,
)
from desk.domain.numbering import kept_number
from desk.domain.paper import DONE_ACTIONS, Addressee, Withheld
from desk.domain.registers import Method, Networks, RecipientRole, Service
from desk.domain.transfers import Decision, TransferGround
from desk.domain.values import Both
from desk.errors import Refusal
from desk.text import catalogue
from tests.documents.samples import (
    COMPANY,
    SHAPES,
    TRADER,
    actions,
    client_notices,
    sample,
    samples,
)
from tests.test_catalogues import messages

PAPERS = (
    "acknowledgement",
    "request_to_complete",
    "reply_access",
    "reply_not_processed",
    "reply_transfer",
    "refusal",
    "extension_notice",
    "notice_done",
    "reply_regulator",
    "consent",
    "consent_transfer",
    "consent_dissemination",
    "consent_marketing",
    "withdrawal",
    "collection_notice",
    "source_notice",
    "commission_order",
    "destruction_act",
    "journal_extract",
    "notice_third_party",
    "journal_acts",
    "journal_disclosures",
    "harm_assessment",
    "act_supplement",
    "processing_assignment",
    "third_parties",
    "notice_client",
    "reply_passed",
    "recipient_questionnaire",
    "transfer_assessment",
    "transfer_notice",
    "register_consents",
    "register_transfers",
    "journal_requests",
    "inspection_record",
    "emergency_sheet",
)
DOCUMENTS = Path(__file__).parents[2] / "desk" / "documents"
EMPTY = Both()
ERASED = (
    "card",
    "requests",
    "letters",
    "papers",
    "consents",
    "holdings",
    "index",
    "drafts",
    "journal",
)
"""Kinds of data the desk erases of its own."""
ACT_STATES = ("drawn_up", "certified", "told", "erased", "void")
"""States in which a destruction has an act."""


ASSESSED = (
    "name", "place", "listed", "relation", "told", "measures", "termination", "law", "contacts",
    "sufficient",
)  # fmt: skip
"""What is said of each recipient in an assessment."""
REGISTERED = ("key", "told", "assessed", "sent", "ended", "destroyed")
"""What the register of transfers words around a day or a key."""
SPEAKERS = ("subject", "representative")
DISSEMINATION = (
    *(f"item3.{kind}" for kind in ("legal", "trader", "person")),
    *(f"passing.{way}" for way in PASSING_ON if way),
    "no_passing",
    "no_processing",
    "conditions",
)
"""What the consent of order 18 words by the operator’s kind and by what may be chosen."""


def block_ids(block) -> set[str]:
    match block:
        case Heading():
            return {block.text, block.subject} - {""}
        case Clause():
            return {block.text}
        case Item() | Editable():
            return {block.title, block.empty} - {""}
        case Fields():
            return {label for label, _ in block.rows} - {""}
        case Grid():
            return set(block.columns)
        case Sheet():
            return {block.title}
        case Point() | Part():
            return {block.title, block.text} - {""}
        case Annex():
            return {block.label, block.title}
        case Signatures():
            return {block.intro, block.dated} - {""}
    return set()


def families() -> set[str]:
    lists = {
        "demand": DemandKind,
        "channel": Channel,
        "applicant": ApplicantRole,
        "found": Found,
        "decision": DemandState,
        "cause": set(Cause) - {Cause.OTHER},
        "member": MemberRole,
        "processing": Method,
        "networks": Networks,
        "consent_kind": ConsentKind,
        "consent_way": ConsentWay,
        "withdrawal.ask": (*ASKED, SimpleNamespace(value="other")),
    }
    found = {f"{name}.{member.value}" for name, members in lists.items() for member in members}
    found |= {f"lack.{part}" for part in ("document", "relation", "signature")}
    found |= {f"method.{way}" for way in METHODS}
    found |= {f"eraser.{kind}" for kind in ERASED}
    found |= {f"contact.{way}" for way in ("email", "phone", "sms", "messenger", "post")}
    found |= {f"withdrawal.answer.{way}" for way in ("email", "post", "in_person")}
    found |= {f"consent.{part}.{who}" for part in ("who", "whose") for who in SPEAKERS}
    found |= {f"consent_dissemination.{id}" for id in DISSEMINATION}
    found |= {f"consent_transfer.{word}" for word in ("listed", "unlisted")}
    found |= {f"register_consents.{form}" for form in ("written", "any")}
    found |= {f"notice_third_party.{a}.{part}" for a in LETTERS for part in ("about", "ask")}
    found |= {f"journal_acts.state.{state}" for state in ACT_STATES}
    found |= {f"third_parties.service.{service.value}" for service in Service}
    found |= {f"third_parties.{part}" for part in ("engaged", "edition", "web_title")}
    found |= {"processing_assignment.subs.none"}
    found |= {f"notice_client.{kind}.about" for kind in NoticeKind}
    found |= {"decision.passed", "decision.void"}
    found |= {f"transfer_ground.{ground.value}" for ground in TransferGround}
    found |= {f"transfer_role.{role.value}" for role in RecipientRole}
    found |= {f"transfer_decision.{decision.value}" for decision in Decision}
    found |= {f"sufficiency.{each.value}" for each in Sufficiency}
    found |= {f"feasibility.{each.value}" for each in Feasibility}
    found |= {f"ban_measure.{each.value}" for each in BanMeasure}
    found |= {f"transfer_assessment.listed.{word}" for word in ("yes", "no")}
    found |= {f"transfer_assessment.of.{part}" for part in ASSESSED}
    found |= {"transfer_notice.not_passed"}
    found |= {f"register_transfers.listed.{word}" for word in ("yes", "no")}
    found |= {f"register_transfers.{part}" for part in REGISTERED}
    return found | {
        f"notice_done.{action}.{part}" for action in DONE_ACTIONS for part in ("about", "done")
    }


def used() -> set[str]:
    """Every id a form needs, block by block, and the closed lists papers word."""
    found = families()
    for each in FORMS.values():
        found |= {f"{each.id}.name"} | ({each.kind} - {""})
        found |= {id for block in each.blocks for id in block_ids(block)}
    return found | {f"{id}.{name}.title" for id in FORMS for name in FORMS[id].passages}


@cache
def written(language: str = "ru") -> dict[str, str]:
    return {str(m.id): str(m.string) for m in messages(language, "forms")}


# ---- the catalogue of forms


def test_the_papers_of_the_list_are_there_and_no_other():
    assert tuple(FORMS) == PAPERS
    assert [form(id).id for id in PAPERS] == list(PAPERS)


def test_an_unknown_paper_is_refused():
    with pytest.raises(Refusal) as refused:
        form("love_letter")
    assert catalogue("ru").tell(refused.value) == "Документа «love_letter» нет."


def test_forms_need_no_drawing_library():
    code = (
        "import sys, desk.documents.catalogue as c\n"
        "assert 'desk.documents.catalogue.access' not in sys.modules\n"
        "[c.form(id) for id in c.FORMS]\n"
        "print([m for m in ('reportlab', 'pikepdf', 'pyhanko') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_wording_a_form_needs_is_written(language):
    assert (
        used()
        - set(written(language))
        - {id for id in used() if id.endswith(".title") and optional(id)}
        == set()
    )


def optional(id: str) -> bool:
    """Titles only the answer dialog shows, of passages printed without a title."""
    return id.count(".") == 2 and id not in written()


def test_every_passage_has_a_title_for_the_dialog():
    for shape in SHAPES:
        for id, facts in {**samples(shape), **actions(shape)}.items():
            for passage in passages(id if id in FORMS else "notice_done", facts):
                assert passage.title in written("ru"), passage
                assert passage.title in written("en"), passage


def test_no_wording_is_left_over():
    homes = (DOCUMENTS, DOCUMENTS.parent / "services")
    source = "".join(path.read_text("utf-8") for home in homes for path in home.rglob("*.py"))
    said = set(re.findall(r'"([a-z_0-9.]+)"', source))
    families = tuple(set(re.findall(r'f"([a-z_.]+\.)\{', source)) - {"common."})
    starters = {f"{id}.{name}.starter" for id in FORMS for name in FORMS[id].passages}
    left = {
        id
        for id in written()
        if id not in used() | starters | said
        and not (id.startswith("common.") and id.removeprefix("common.") in said)
        and not id.startswith(("common.prevails_", *families))
    }
    assert left == set()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_wording_is_filled_from_the_sample_facts(language, shape):
    words = catalogue(language)
    cases = [
        *samples(shape).items(),
        *(("notice_done", facts) for facts in actions(shape).values()),
        *(("notice_client", facts) for facts in client_notices(shape).values()),
    ]
    for id, facts in cases:
        values = form(id).values(facts, words)
        for message in {i for block in form(id).blocks for i in block_ids(block)}:
            wanted = {
                name for _, name, _, _ in Formatter().parse(written(language)[message]) if name
            }
            assert wanted <= set(values), message
            assert "{" not in words.form(message, **values)


def test_rows_of_fields_name_values_the_form_gives():
    for id, facts in samples().items():
        values = form(id).values(facts, catalogue("ru"))
        wanted = {
            name for block in form(id).blocks if isinstance(block, Fields) for _, name in block.rows
        }
        assert wanted - {""} <= set(values), id


def test_sign_no_and_abbreviations_hold_on_to_their_numbers():
    loose = re.compile(r"(№|\b(?:ст|ч|п)\.|\b(?:стать|част|пункт)[а-я]*|No\.) (?=[\d{])")
    assert {id: s for la in ("ru", "en") for id, s in written(la).items() if loose.search(s)} == {}


# ---- phrases


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("answer/2026-014", "01/2026-014"),
        ("notice/2026-009", "02/2026-009"),
        ("request/2026-014", "2026-014"),
        ("act/2026-003", "04/2026-003"),
        ("consent_form/2026-003", "08/2026-003"),
        ("12345-04", "12345-04"),
        ("", ""),
    ],
)
def test_numbers_are_printed_as_an_office_prints_them(number, printed):
    assert printed_number(number) == printed


def test_papers_of_different_series_never_show_the_same_number():
    series = {each.series for each in FORMS.values() if each.series}
    printed = {printed_number(f"{each}/2026-001") for each in (*series, "request")}
    assert len(printed) == len(series) + 1


def test_what_is_printed_finds_what_is_kept():
    for each in {paper.series for paper in FORMS.values() if paper.series}:
        number = f"{each}/2026-001"
        assert kept_number(printed_number(number)) == number


def test_only_a_registered_trader_is_called_one():
    registered = replace(TRADER, ogrn="309250000000013")
    assert operator_name(TRADER, "ru") == "Перелётов Илья"
    assert operator_name(registered, "ru") == "Индивидуальный предприниматель Перелётов Илья"
    assert operator_name(registered, "en") == "Sole trader Ilya Pereletov"
    named = replace(registered, name=Both("ИП Перелётов Илья", "Sole trader Ilya Pereletov"))
    assert operator_name(named, "ru") == "ИП Перелётов Илья"


def test_a_trader_signs_in_person_and_a_company_by_its_signer():
    trader, company = (
        operator_signer(sample("refusal", "trader")),
        operator_signer(sample("refusal")),
    )
    assert (trader.name["ru"], trader.post["ru"]) == ("Перелётов Илья", "Оператор")
    assert (company.name["en"], company.post["en"]) == ("P. Gromov", "General Director")


def test_a_registered_trader_signs_by_name_with_the_title_as_post():
    for name in (
        "Индивидуальный предприниматель Верстаков Пётр Сергеевич",
        "ИП Верстаков Пётр Сергеевич",
    ):
        card = replace(
            TRADER, ogrn="309250000000013", name=Both(name, "Sole trader Pyotr Verstakov")
        )
        signer = operator_signer(replace(sample("refusal", "trader"), operator=card))
        assert signer.name == {"ru": "Верстаков Пётр Сергеевич", "en": "Pyotr Verstakov"}
        assert signer.post["ru"] == "Индивидуальный предприниматель"


def test_an_inspection_is_signed_by_the_operator_and_the_one_who_inspected():
    facts = sample("inspection_record")
    signers = next(b for b in form("inspection_record").blocks if isinstance(b, Signatures)).signers
    assert [s.field for s in signers(facts)] == ["operator", "subject"]
    assert signers(facts)[1].name["ru"] == "Щёголева Анна Ильинична"
    stood_in = signers(replace(facts, inspector_name="Лапин Егор Олегович"))[1]
    assert stood_in.name["ru"] == "Лапин Егор Олегович"
    assert stood_in.post["ru"] == "Представитель субъекта персональных данных"


def test_new_drafts_start_with_texts_in_both_languages():
    facts = sample("reply_access")
    texts = default_passages("reply_access", facts)
    assert tuple(texts) == form("reply_access").passages
    assert "а/я 15" in texts["item7"].ru
    assert "P.O. Box 15" in texts["item7"].en
    assert texts["item5"] == EMPTY
    assert "назначено лицо" in texts["item9_1"].ru


def test_item_9_1_is_the_operator_s_own_text_where_there_is_one():
    own = Both("Свои слова.", "Own words.")
    facts = replace(sample("reply_access"), operator=replace(COMPANY, duties=own))
    assert default_passages("reply_access", facts)["item9_1"] == own


def test_an_inquiry_asks_for_other_passages_than_a_destruction():
    def names(action):
        return [p.name for p in passages("notice_done", actions()[action])]

    assert names("inquiry") == ["established", "cause", "measures"]
    assert names("destruction") == ["data", "systems", "third_parties", "remaining", "limited"]


def test_the_dialog_learns_which_passages_must_not_be_empty():
    def mandatory(id):
        return [p.name for p in passages(id, sample(id)) if p.mandatory]

    assert mandatory("reply_access") == ["item1", "item9_1"]
    assert mandatory("notice_done") == ["data"]
    assert mandatory("extension_notice") == ["reasons"]
    assert mandatory("acknowledgement") == []


def test_a_text_in_one_language_only_is_pointed_out():
    facts = sample("reply_access")
    facts = replace(facts, passages={**facts.passages, "item5": Both("Только имя.", "")})
    assert untranslated("reply_access", facts, LanguageMode.RU) == ()
    assert [m.where for m in untranslated("reply_access", facts, LanguageMode.BOTH)] == [
        "passages.item5"
    ]
    unseen = replace(facts, passages={**facts.passages, "established": Both("Только это.", "")})
    assert [m.where for m in untranslated("reply_access", unseen, LanguageMode.EN)] == [
        "passages.item5"
    ]
    nameless = replace(facts, operator=replace(COMPANY, name=Both("ООО «Ясные решения»", "")))
    first = untranslated("reply_access", nameless, LanguageMode.EN)[0]
    sentence = catalogue("ru").say(first.message, **first.params)
    assert sentence.startswith("Наименование оператора: текст есть только на русском языке.")


@pytest.mark.parametrize("id", sorted(FORMS))
def test_every_passage_is_named_by_its_title_even_where_the_paper_does_not_show_it(id):
    facts = sample(id)
    for name in FORMS[id].passages:
        told = place_of(f"passages.{name}.ru", FORMS[id], facts)
        assert told is not None
        for code in ("ru", "en"):
            assert re.search(rf"[«“]{name}[»”]", catalogue(code).tell(told)) is None


def test_a_text_in_the_other_language_alone_is_told_once_and_by_that_language():
    facts = sample("reply_access")

    def told(text, mode):
        said = replace(facts, passages={**facts.passages, "item5": text})
        (lack,) = untranslated("reply_access", said, mode)
        assert not list(in_other_language("reply_access", said, mode))
        return catalogue("en").say(lack.message, **lack.params)

    english = Both("", "Scans of passports lie in the system.")
    for mode in (LanguageMode.RU, LanguageMode.BOTH):
        assert "only an English text. Write it in Russian" in told(english, mode)
    assert "only a Russian text. Write it in English" in told(Both("Имя."), LanguageMode.EN)


def test_a_text_the_paper_does_not_show_asks_for_no_translation():
    facts = replace(sample("notice_done"), action="inquiry")
    facts = replace(facts, passages={**facts.passages, "data": Both("Имя", "")})
    lacking = [lack.where for lack in untranslated("notice_done", facts, LanguageMode.BOTH)]
    assert "passages.data" not in lacking
    shown = replace(facts, action="blocking")
    lacking = [lack.where for lack in untranslated("notice_done", shown, LanguageMode.BOTH)]
    assert "passages.data" in lacking


def test_every_paper_has_a_name_in_lists():
    assert title_of("emergency_sheet", catalogue("en")) == "Recovery sheet"
    assert len({title_of(id, catalogue("ru")) for id in PAPERS}) == len(PAPERS)


def test_a_ground_is_told_by_its_norm_and_what_it_says():
    item = Withheld(what=Both("Запись", "Recording"), ground="14.8.4")
    norm, text = ground(item, catalogue("en")).split("\n")
    assert norm == "Art. 14(8)(4) of Federal Law No. 152-FZ"
    assert "third parties" in text


def test_another_law_is_told_as_the_operator_names_it():
    basis = Both("статья 29 Закона № 402-ФЗ", "Article 29 of Law No. 402-FZ")
    item = Withheld(what=Both("Запись", "Recording"), ground="other_law", basis=basis)
    assert ground(item, catalogue("ru")) == "статья 29 Закона № 402-ФЗ"


def test_a_ground_of_the_operator_s_own_pack_brings_its_words():
    own = Withheld(
        what=Both("Запись", "Recording"),
        ground="own.1",
        basis=Both("п. 3 Политики", "item 3 of the Policy"),
        text=Both("Запись не ведётся.", "No recordings are made."),
    )
    assert ground(own, catalogue("en")) == "item 3 of the Policy\nNo recordings are made."


# ---- what is missing


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_missing_in_the_samples(shape):
    cases = [
        *samples(shape).items(),
        *(("notice_done", facts) for facts in actions(shape).values()),
    ]
    assert {id: lacks for id, facts in cases if (lacks := form(id).missing(facts))} == {}


def without(id, **over):
    return replace(sample(id), **over)


def without_passage(id, name, facts=None):
    facts = facts or sample(id)
    return replace(facts, passages={**facts.passages, name: Both(" ", "\n")})


def of_operator(id, **over):
    return replace(sample(id), operator=replace(COMPANY, **over))


NOT_SAID = Withheld(what=EMPTY, ground="14.8.4")
NO_FACTS = Withheld(what=Both("Запись", "Recording"), ground="14.8.4")
NO_NORM = Withheld(what=Both("Запись", "Recording"), ground="other_law")


@pytest.mark.parametrize(
    ("id", "facts", "where"),
    [
        *((id, of_operator(id, name=EMPTY), "operator.name") for id in PAPERS if id != "emergency_sheet"),
        *((id, of_operator(id, address=EMPTY), "operator.address") for id in PAPERS if id != "emergency_sheet"),
        ("refusal", of_operator("refusal", signer_name=EMPTY), "operator.signer_name"),
        ("refusal", of_operator("refusal", signer_post=EMPTY), "operator.signer_post"),
        *((id, without(id, addressee=Addressee()), "addressee.name") for id in PAPERS[:8]),
        *((id, without(id, request_number=""), "request_number") for id in PAPERS[:8]),
        ("reply_access", without("reply_access", subject_name=" "), "subject_name"),
        ("inspection_record", without("inspection_record", subject_name=""), "subject_name"),
        ("acknowledgement", without("acknowledgement", demands=()), "demands"),
        ("request_to_complete", without("request_to_complete", missing=()), "missing"),
        ("reply_access", without_passage("reply_access", "item1"), "passages.item1"),
        ("reply_access", without_passage("reply_access", "item9_1"), "passages.item9_1"),
        ("reply_access", without("reply_access", withheld=(NOT_SAID,)), "withheld.1.what"),
        ("reply_access", without("reply_access", withheld=(NO_NORM,)), "withheld.1.basis"),
        ("reply_access", without("reply_access", withheld=(NO_FACTS,)), "withheld.1.facts"),
        ("reply_not_processed", without_passage("reply_not_processed", "searched"), "passages.searched"),
        ("refusal", without("refusal", refused=()), "refused"),
        ("refusal", without("refusal", refused=(NO_NORM,)), "refused.1.basis"),
        ("refusal", without_passage("refusal", "facts", without("refusal", refused=(NO_NORM,))), "passages.facts"),
        ("extension_notice", without_passage("extension_notice", "reasons"), "passages.reasons"),
        ("extension_notice", without("extension_notice", terms=(replace(sample("extension_notice").terms[0], basis=EMPTY),)), "basis"),
        ("notice_done", without_passage("notice_done", "data"), "passages.data"),
        ("notice_done", without("notice_done", basis=EMPTY), "basis"),
        ("notice_done", without_passage("notice_done", "measures", actions()["inquiry"]), "passages.measures"),
        ("reply_regulator", without_passage("reply_regulator", "answer"), "passages.answer"),
        ("inspection_record", without_passage("inspection_record", "shown"), "passages.shown"),
        ("journal_requests", without("journal_requests", until=date(2026, 10, 1)), "until"),
        ("emergency_sheet", without("emergency_sheet", recovery_code=""), "recovery_code"),
        ("emergency_sheet", without("emergency_sheet", desk_folder=""), "desk_folder"),
    ],
)  # fmt: skip
def test_each_lacking_item_is_named_in_words(id, facts, where):
    lacks = {m.where: m for m in form(id).missing(facts)}
    assert where in lacks
    for language in ("ru", "en"):
        sentence = catalogue(language).say(lacks[where].message, **lacks[where].params)
        assert "{" not in sentence
        assert bool(re.search("[а-я]", sentence)) is (language == "ru")


@pytest.mark.parametrize(
    ("refused", "facts"),
    [
        ((NO_FACTS, NO_FACTS), []),
        ((NO_FACTS, *sample("refusal").refused), ["указаны ниже", "В записях звучат"]),
    ],
)
def test_a_refusal_tells_its_facts_where_it_says_they_stand(refused, facts):
    paper = without("refusal", refused=refused)
    assert form("refusal").missing(paper) == []
    (grid,) = (b for b in form("refusal").blocks if isinstance(b, Grid) and b.shown(paper))
    assert ("withheld.col.facts" in grid.columns) is bool(facts)
    rows = grid.rows(paper, catalogue("ru"))
    assert {len(row) for row in rows} == {len(grid.columns)} == {len(grid.widths)}
    assert all(row[2].startswith(told) for row, told in zip(rows, facts, strict=False))


def test_a_natural_person_needs_no_post_to_sign():
    facts = replace(sample("refusal", "trader"), operator=replace(TRADER, kind=OperatorKind.PERSON))
    assert form("refusal").missing(facts) == []


def test_an_empty_item_of_an_answer_is_allowed_and_said():
    facts = without_passage("reply_access", "item8")
    assert form("reply_access").missing(facts) == []
    assert catalogue("ru").form("common.no_data") == "Сведения отсутствуют."


@pytest.mark.parametrize("second", ["", "/media/stick"])
def test_the_recovery_sheet_sends_nobody_to_a_folder_there_is_not(second):
    from desk.documents.catalogue.emergency import FORMS as SHEETS

    facts = replace(sample("emergency_sheet"), second_folder=second)
    shown = {
        block.text for block in SHEETS[0].blocks if isinstance(block, Clause) and block.shown(facts)
    }
    assert ("emergency_sheet.restore" in shown) == bool(second)
    assert (
        ("emergency_sheet.write_in" in shown)
        == ("emergency_sheet.nowhere" in shown)
        == (not second)
    )
    told = SHEETS[0].values(facts, catalogue("ru"))["second_folder"]
    assert told == (second or "_" * 40)


@pytest.mark.parametrize(
    ("zone", "russian", "english"),
    [
        ("Asia/Ho_Chi_Minh", "Хошимин", "Ho Chi Minh City"),
        ("Asia/Yekaterinburg", "Екатеринбург", "Yekaterinburg"),
        ("Europe/Kyiv", "Киев", "Kyiv"),
        ("Asia/Kolkata", "Калькутта", "Kolkata"),
        ("Asia/Bangkok", "Бангкок", "Bangkok"),
    ],
)
def test_the_city_of_a_zone_is_named_in_the_language_of_the_paper(zone, russian, english):
    assert russian in clock("12:05", zone, catalogue("ru"))
    assert english in clock("12:05", zone, catalogue("en"))
