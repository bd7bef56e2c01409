# SPDX-License-Identifier: Apache-2.0
"""Before the notice: what recipients told, the assessment, the papers, and the register of transfers on sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desk.domain.assessments import Assessment, BanMeasure, Feasibility, Party, Sufficiency
from desk.domain.kinds import LanguageMode
from desk.domain.recipient_information import Information, InformationItem, told_by
from desk.domain.transfer_steps import TransferStep, next_step
from desk.domain.transfers import Decision, Filing
from desk.domain.values import Both, Query
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.register import registers
from desk.services.transfer import notices as transfer_notices
from desk.services.transfer import transfers
from desk.services.transfer.assessments import assessment_view, record_assessment, void_assessment
from desk.services.transfer.calls import called_transfers, transfer_calls
from desk.services.transfer.links import unfiled_notices
from desk.services.transfer.papers import (
    assessment_paper,
    issue_assessment,
    issue_notice,
    issue_questionnaire,
    notice_paper,
    questionnaire,
)
from desk.services.transfer.recipient_information import (
    add_information_file,
    information_of,
    record_information,
    void_information,
)
from desk.services.transfer.sheets import register_lines, register_transfers
from desk.services.transfer.state_loading import load_list
from tests.factories import purpose_fields
from tests.services.test_transfers import day, field_of, filed, recipient, saved

RU, EN, BOTH = LanguageMode.RU, LanguageMode.EN, LanguageMode.BOTH
EVERYTHING = {
    "measures": "Шифрование",
    "termination": "По окончании договора",
    "law": "CCPA",
    "contacts": "privacy@kommo.example",
}


@pytest.fixture
def purpose(desk):
    return registers.declare_purpose(desk, purpose_fields(desk), "2026-01-10")


def told(desk, to, country="US", came="2026-11-10", **over):
    texts = {**EVERYTHING, **over}
    return record_information(
        desk, Information(0, "", to, country, came, "Письмо получателя", **texts)
    )


def assessed(desk, *ids, on="2026-11-15", **over):
    found = [transfers.transfer_view(desk, id).transfer for id in ids]
    parties = dict.fromkeys((each.recipient, each.country) for each in found)
    fields = {
        "transfers": ids,
        "assessed": on,
        "assessor": Both("Щёголев Иван", "Ivan Shchegolev"),
        "parties": tuple(Party(to, state, Sufficiency.ENOUGH) for to, state in parties),
        "measures": (BanMeasure.STOP, BanMeasure.DEMAND),
        **over,
    }
    return record_assessment(desk, Assessment(**fields))


def card(desk, **over):
    """The operator's card with all that the notice needs."""
    from desk.services.operators import save_operator

    values = {
        "notice_number": "100012345",
        "notice_date": "2025-05-20",
        "phone": "+7 495 000-00-00",
        "request_email": "pdn@yasnye.example",
        "responsible_name": Both("Щёголев Иван", "Ivan Shchegolev"),
        **over,
    }
    save_operator(desk, replace(desk.operator(), **values))


def following(desk, id):
    return next_step(transfers.transfer_view(desk, id))


def lacks(draft):
    return {each.where for each in draft.missing}


def one(desk):
    """A transfer to the USA and its recipient."""
    to = recipient(desk)
    return saved(desk, recipient=to), to


# ---- what recipients told


def test_the_newest_answer_to_each_item_counts_and_void_ones_do_not():
    def answer(id, came, **texts):
        return Information(id, f"i{id}", 1, "US", came, **texts)

    first = answer(1, "2026-11-01", measures="Старые", contacts="тел.")
    later = answer(2, "2026-11-10", measures="Новые")
    void = answer(3, "2026-11-12", law="Закон", void="2026-11-13")
    known = told_by([later, void, first], "2026-11-20")
    assert (known.came, known.text(InformationItem.MEASURES)) == ("2026-11-10", "Новые")
    assert known.text(InformationItem.CONTACTS) == "тел."
    assert known.lacks(listed=False) == (InformationItem.TERMINATION, InformationItem.LAW)
    assert known.lacks(listed=True) == (InformationItem.TERMINATION,)
    assert told_by([later, first], "2026-10-31").came == ""


def test_what_is_missing_is_named_on_the_record_on_today_and_in_the_papers(desk, purpose):
    id, to = one(desk)
    assert transfers.transfer_view(desk, id).lacks == tuple(InformationItem)
    told(desk, to, law="", contacts="")
    missing = (InformationItem.LAW, InformationItem.CONTACTS)
    assert transfers.transfer_view(desk, id).lacks == missing
    (call,) = [each for each in transfer_calls(desk) if each.id == "transfers_untold"]
    assert call.untold == ((Both("Kommo Inc.", "Kommo Inc."), missing),)
    paper = assessment_paper(desk, assessed(desk, id), RU)
    assert [each.where for each in paper.missing].count("information") == 2
    told(desk, to, came="2026-11-12", measures="", termination="")
    assert transfers.transfer_view(desk, id).lacks == ()
    assert called_transfers(desk)["transfers_untold"] == []


def test_the_law_of_the_state_is_asked_for_only_off_the_list(desk, purpose):
    id = saved(desk, country="VN", recipient=recipient(desk, "VN", "Viet"))
    view = transfers.transfer_view(desk, id)
    assert InformationItem.LAW not in view.lacks
    draft = questionnaire(desk, view.transfer.recipient, RU)
    assert draft.facts.listed
    other, to = one(desk)
    assert not questionnaire(desk, to, RU).facts.listed
    assert transfers.transfer_view(desk, other).lacks == tuple(InformationItem)


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("recipient", {"recipient": 99}),
        ("came", {"came": "2026-11-23"}),
        ("came", {"came": ""}),
        ("came", {"came": "0001-01-01"}),
        ("country", {"country": "ZZ"}),
        ("measures", {"measures": " ", "termination": "", "law": "", "contacts": "\x00"}),
        ("law", {"law": "x" * 30_000}),
    ],
)
def test_bad_information_is_refused_at_its_field(desk, purpose, field, over):
    to = recipient(desk)
    answer = Information(0, "", to, "US", "2026-11-10", **EVERYTHING)
    assert field_of(record_information, desk, replace(answer, **over)) == field
    assert information_of(desk, [to]) == ()


def test_information_keeps_its_files_and_is_voided_once(desk, purpose):
    id, to = one(desk)
    kept = told(desk, to)
    add_information_file(desk, kept, "terms.pdf", b"%PDF-1.4")
    view = transfers.transfer_view(desk, id)
    assert [each.name for each in view.files] == ["terms.pdf"]
    assert view.timeline[-1].kind == "recipient_told"
    void_information(desk, kept, "Другой получатель")
    assert transfers.transfer_view(desk, id).lacks == tuple(InformationItem)
    with pytest.raises(Refusal):
        void_information(desk, kept, "Ещё раз")
    with pytest.raises(Refusal):
        add_information_file(desk, kept, "late.pdf", b"%PDF-1.4")


# ---- the assessment


def test_an_assessment_is_read_as_it_was_recorded(desk, purpose):
    id, to = one(desk)
    told(desk, to)
    fields = {
        "conclusion": Both("Допустима", "Acceptable"),
        "left_out": Both("здоровье", "health"),
        "risk": Both("копии", "backups"),
        "parties": (Party(to, "US", Sufficiency.PARTLY, Feasibility.PARTLY, "Копии 90 дней"),),
    }
    view = assessment_view(desk, assessed(desk, id, **fields))
    assert (view.code, view.assessed, view.transfers) == ("e1", "2026-11-15", ((id, "t1"),))
    assert {name: getattr(view.assessment, name) for name in fields} == fields
    assert "128" in view.list_version.ru


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("transfers", {"transfers": ()}),
        ("transfers", {"transfers": (99,)}),
        ("assessed", {"on": "2026-11-23"}),
        ("assessor", {"assessor": Both("  ")}),
        ("parties", {"parties": ()}),
        ("parties", {"on": "2026-11-09"}),
    ],
)
def test_a_bad_assessment_is_refused_at_its_field(desk, purpose, field, over):
    id, to = one(desk)
    told(desk, to)
    assert field_of(assessed, desk, id, **over) == field
    assert transfers.transfer_view(desk, id).assessments == ()


def test_what_stays_in_russia_or_has_ended_is_not_assessed(desk, purpose):
    home = saved(desk, country="RU", recipient=recipient(desk, "RU", "Дом"))
    over = saved(desk, recipient=recipient(desk, "US", "Прежний"), until="2026-03-01")
    for id in (home, over):
        assert field_of(assessed, desk, id) == "transfers"


def test_a_notice_takes_its_day_from_the_assessment(desk, purpose):
    id, to = one(desk)
    told(desk, to)
    rated = assessed(desk, id)
    filing = Filing((id,), None, day("11-16"), assessment=rated)
    notice = transfer_notices.file_notice(desk, filing)
    view = transfer_notices.notice_view(desk, notice)
    assert (view.assessed, view.assessment) == ("2026-11-15", "e1")
    with pytest.raises(Refusal) as caught:
        void_assessment(desk, rated, "Ошибка")
    assert caught.value.params == {"code": "n1"}
    transfer_notices.void_notice(desk, notice, "Ошибка")
    void_assessment(desk, rated, "Ошибка")
    assert transfers.transfer_view(desk, id).assessment is None


def test_a_filing_is_refused_where_its_assessment_does_not_fit(desk, purpose):
    id, to = one(desk)
    other = saved(desk, recipient=to)
    told(desk, to)
    rated = assessed(desk, id)
    file = transfer_notices.file_notice
    early = Filing((id,), None, day("11-14"), assessment=rated)
    assert field_of(file, desk, early) == "assessment"
    assert field_of(file, desk, replace(early, sent=day("11-16"), transfers=(id, other))) == (
        "assessment"
    )
    assert field_of(file, desk, Filing((id,), None, day("11-16"))) == "assessed"
    void_assessment(desk, rated, "Ошибка")
    assert field_of(file, desk, replace(early, sent=day("11-16"))) == "assessment"
    assert transfers.transfer_view(desk, id).notices == ()


# ---- the papers, in the order of the cycle


def test_the_steps_lead_from_the_question_to_the_filing(desk, purpose):
    card(desk)
    id, to = one(desk)
    assert following(desk, id) is TransferStep.ASK
    draft = questionnaire(desk, to, BOTH)
    assert lacks(draft) == set()
    asked = issue_questionnaire(desk, to, draft)
    assert following(desk, id) is TransferStep.INFORM
    told(desk, to)
    assert following(desk, id) is TransferStep.ASSESS
    rated = assessed(desk, id)
    assert following(desk, id) is TransferStep.NOTICE
    record = issue_assessment(desk, rated, assessment_paper(desk, rated, RU))
    draft = notice_paper(desk, [id], RU)
    assert draft.facts.assessed_on == date(2026, 11, 15)
    notice = issue_notice(desk, [id], draft)
    assert [each.id for each in unfiled_notices(desk)] == [notice.id]
    assert following(desk, id) is TransferStep.FILE
    filing = Filing((), None, desk.today(), number="77-1", key="k", paper=notice.id)
    filed_as = transfer_notices.file_notice(desk, filing)
    view = transfers.transfer_view(desk, id)
    assert [each.id for each in view.papers] == [asked.id, record.id, notice.id]
    kept = view.notices[0]
    assert (kept.paper, kept.assessment, kept.number) == (notice.id, "e1", "77-1")
    assert following(desk, id) is TransferStep.RECEIPT
    assert unfiled_notices(desk) == ()
    with pytest.raises(Refusal) as caught:
        papers.void(desk, notice.id, "Ошибка")
    assert caught.value.params == {"code": kept.code}
    assert field_of(transfer_notices.file_notice, desk, filing) == "paper"
    transfer_notices.void_notice(desk, filed_as, "Ошибка")
    papers.void(desk, notice.id, "Ошибка")
    assert following(desk, id) is TransferStep.NOTICE


def test_a_notice_on_paper_cannot_be_sent_before_it_was_issued(desk, purpose):
    card(desk)
    id, to = one(desk)
    told(desk, to)
    assessed(desk, id)
    paper = issue_notice(desk, [id], notice_paper(desk, [id], RU))
    early = Filing((), None, desk.today() - timedelta(days=1), paper=paper.id)
    assert field_of(transfer_notices.file_notice, desk, early) == "sent"
    assert field_of(transfer_notices.file_notice, desk, replace(early, paper=999)) == "paper"


def test_a_notice_names_each_item_it_lacks_and_where_to_fill_it_in(desk, purpose):
    id, _to = one(desk)
    card(desk, notice_number="", phone="", request_email="", responsible_name=Both())
    found = lacks(notice_paper(desk, [id], RU))
    assert {"operator.notice_number", "operator.phone", "operator.request_email"} <= found
    assert {"assessment", "information"} <= found
    with pytest.raises(Refusal):
        issue_notice(desk, [id], notice_paper(desk, [id], RU))


def test_an_assessment_of_others_does_not_serve(desk, purpose):
    card(desk)
    id, to = one(desk)
    other = saved(desk, recipient=to)
    told(desk, to)
    rated = assessed(desk, id)
    draft = notice_paper(desk, [id, other], RU, assessment=rated)
    assert draft.facts.unassessed == ("t2",)
    assert lacks(draft) == {"assessment"}
    assert notice_paper(desk, [id, other], RU).facts.assessed_on is None


def test_who_told_too_little_is_named_in_the_paper_and_lacks_nothing(desk, purpose):
    id, to = one(desk)
    told(desk, to, law="")
    party = Party(to, "US", Sufficiency.NOT_ENOUGH)
    draft = assessment_paper(desk, assessed(desk, id, parties=(party,)), RU)
    assert lacks(draft) == set()


def test_a_questionnaire_is_made_from_a_recipient_without_transfers(desk, purpose):
    to = recipient(desk)
    assert lacks(questionnaire(desk, to, EN)) == set()
    assert field_of(questionnaire, desk, 99, RU) == "recipient"
    home = recipient(desk, "RU", "Дом")
    assert field_of(questionnaire, desk, home, RU) == "recipient"
    early = desk.today() - timedelta(days=1)
    assert field_of(questionnaire, desk, to, RU, answer_by=early) == "answer_by"


# ---- a newer list, and the register on sheets


def newer(desk, states, since="2027-01-01"):
    folder = desk.folder / "countries"
    folder.mkdir(exist_ok=True)
    rows = "".join(f"{code},rkn_list,{name}\n" for code, name in states.items())
    (folder / "next.csv").write_text(f"code,group,name_ru\n{rows}", "utf-8")
    (folder / "lists.toml").write_text(
        f'[[list]]\nfile = "next.csv"\nsince = {since}\nversion = {{ ru = "Новый", en = "New" }}\n',
        "utf-8",
    )
    desk._states = None


def test_a_newer_list_warns_in_record_list_and_today(desk, purpose):
    leaves = saved(desk, country="VN", recipient=recipient(desk, "VN", "Viet"))
    comes, _to = one(desk)
    stays = saved(desk, country="CN", recipient=recipient(desk, "CN", "Pekin"))
    newer(desk, {"US": "Соединённые Штаты", "CN": "Китай"})
    (warning,) = transfers.transfer_view(desk, leaves).warnings
    assert warning.params == {"day": date(2027, 1, 1)}
    rows = transfers.transfer_rows(desk, [leaves, comes, stays])
    assert [row.relisted for row in rows] == ["2027-01-01", "2027-01-01", ""]
    assert list(transfers.transfer_ids(desk, Query(kind="relisted"))) == [leaves, comes]
    assert called_transfers(desk)["transfers_relisted"] == [leaves, comes]
    assert not transfers.transfer_view(desk, stays).warnings


def test_the_register_holds_every_column(desk, purpose):
    id, to = one(desk)
    told(desk, to, came="2026-10-10")
    assessed(desk, id, on="2026-10-20")
    notice = filed(desk, id)
    transfer_notices.record_decision(desk, notice, Decision.PROHIBITED, day("11-20"), "12")
    transfers.end_transfer(desk, id, day("11-20"))
    (line,) = register_lines(desk, date(2026, 1, 1), date(2026, 12, 31))
    assert (line.told, line.assessed, line.sent) == ("2026-10-10", "2026-10-20", "2026-10-21")
    assert (line.number, line.key, line.listed) == ("77-1", "key", False)
    assert (line.decision, line.decided, line.ended) == ("prohibited", "2026-11-20", "2026-11-20")
    (before,) = register_lines(desk, date(2026, 10, 1), date(2026, 11, 12))
    assert (before.decision, before.ended, before.opens) == ("", "", "2026-11-07")
    assert register_lines(desk, date(2026, 1, 1), date(2026, 1, 31)) == ()
    assert register_transfers(desk, date(2026, 1, 1), date(2026, 12, 31), BOTH).missing == ()
    assert field_of(register_lines, desk, date(2026, 2, 1), date(2026, 1, 1)) == "until"
    assert field_of(register_lines, desk, date(2026, 1, 1), date(2026, 12, 31), 0) == "until"


def test_a_list_that_is_loaded_says_which_transfers_it_changes(desk, purpose, tmp_path):
    saved(desk, country="VN", recipient=recipient(desk, "VN", "Viet"))
    comes, _to = one(desk)
    file = tmp_path / "next.csv"
    file.write_text("code,group,name_ru\nUS,rkn_list,Соединённые Штаты\n", "utf-8")
    version = Both("Новый «перечень»", 'New "list"')
    loaded = load_list(desk, file, date(2027, 1, 1), version)
    assert [state.code for state in loaded.difference.added] == ["US"]
    assert [each.code for each in loaded.transfers] == ["t1", "t2"]
    assert transfers.transfer_rows(desk, [comes])[0].relisted == "2027-01-01"
    file.write_text("code,group,name_ru\nVN,rkn_list,Вьетнам\n", "utf-8")
    load_list(desk, file, date(2027, 1, 1), version)
    assert [each.version for each in desk.states.lists if each.since.year == 2027] == [version]
    assert transfers.transfer_rows(desk, [comes])[0].relisted == ""
    file.write_text("code,name_ru\nVN,Вьетнам\n", "utf-8")
    with pytest.raises(Refusal):
        load_list(desk, file, date(2028, 1, 1), version)
    assert field_of(load_list, desk, file, date(1, 1, 1), version) == "since"
    assert [each.since.year for each in desk.states.lists if each.since.year > 2026] == [2027]
