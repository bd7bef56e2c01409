# SPDX-License-Identifier: Apache-2.0
"""What the window offers to record of a demand: blocking, measures, and how it names what was asked."""

import pytest

from desk.domain.duties import starter_duties
from desk.domain.kinds import (
    Channel,
    DemandKind,
    DemandState,
    LanguageMode,
    OperatorKind,
    RequestState,
)
from desk.domain.values import Both
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.request.gaps import gap_hints
from tests import ground
from tests.factories import intake, own_finding
from tests.ui.hands import at_the_desk
from ui import messages, words
from ui.dialogs.dispatch import CloseDialog, DispatchDialog
from ui.dialogs.inquiry import BlockDialog, RemedyDialog
from ui.jobs import Jobs
from ui.others import _one_stop


@pytest.fixture
def opened(qtbot, desk):
    jobs = Jobs()

    def make(dialog, *kinds, unlawful=False):
        id = requests.register_request(desk, intake(demands=kinds))
        if unlawful:
            requests.record_inquiry(desk, id, "факты", "причина", "меры", True)
        made = dialog(desk, jobs, None, requests.request_card(desk, id))
        qtbot.addWidget(made)
        return made

    yield make
    jobs.close()


def offered(dialog, name):
    box = dialog.form.editor(name).box
    return [box.itemText(row) for row in range(box.count())]


def test_only_inaccurate_data_may_stay_unblocked(opened):
    assert len(offered(opened(BlockDialog, DemandKind.CLAIM_UNLAWFUL), "what")) == 1
    assert len(offered(opened(BlockDialog, DemandKind.CLAIM_INACCURATE), "what")) == 2


def test_why_data_are_not_blocked_is_asked_at_its_field(opened):
    dialog = opened(BlockDialog, DemandKind.CLAIM_INACCURATE)
    dialog.form.set({"what": "decline"})
    dialog.submit()
    assert dialog.form.complaint("note") == "State why the data are not blocked."


def test_what_one_found_oneself_is_remedied(qtbot, desk):
    id = requests.register_request(desk, own_finding())
    requests.record_inquiry(desk, id, "факты", "причина", "меры", True)
    (demand,) = requests.request_card(desk, id).demands
    requests.record_remedy(desk, id, demand.id, "lawful", desk.today(), "договор")
    requests.decide(desk, id, demand.id, DemandState.SATISFIED, "основание обеспечено")
    card, jobs = requests.request_card(desk, id), Jobs()
    leaves = DispatchDialog(desk, jobs, None, card)
    qtbot.addWidget(leaves)
    assert leaves.introduction() == "", "no request came in any form"
    dialog = CloseDialog(desk, jobs, None, card)
    qtbot.addWidget(dialog)
    jobs.close()
    assert dialog.form.editor("outcome").value() == "Unlawful processing found: remedied."


def test_closing_what_stays_blocked_is_asked_about(opened, desk):
    dialog = opened(CloseDialog, DemandKind.CLAIM_INACCURATE)
    id = dialog.request()
    requests.confirm_identity(desk, id, "по договору")
    requests.block(desk, id, "CRM")
    requests.record_inquiry(desk, id, "факты", "причина", "меры", False)
    draft = papers.draft(desk, "notice_done", LanguageMode.RU, id, action="correction",
                         passages={"data": Both("имя"), "third_parties": Both("Нет.")})  # fmt: skip
    papers.issue(desk, draft)
    requests.dispatch(desk, id, desk.now(), Channel.POST, "РПО 1")
    for answer, closed in ((False, RequestState.OPEN), (True, RequestState.CLOSED)):
        messages.answers.append(answer)
        dialog.submit()
        assert "blocked since" in messages.shown[-1]
        assert requests.request_card(desk, id).row.state is closed


def test_that_data_were_destroyed_is_chosen_and_never_proposed(opened, desk):
    dialog = opened(RemedyDialog, DemandKind.CLAIM_UNLAWFUL, unlawful=True)
    assert dialog.form.values()["action"] == "blocking"
    id = dialog.request()
    for deed in ("blocking", "cessation"):
        requests.record_remedy(desk, id, None, deed, desk.today())
    dialog.card = requests.request_card(desk, id)
    dialog.prepare()
    dialog.form.set({"action": "", **dialog._wanted()})
    assert dialog.form.values()["action"] == ""


def test_the_end_of_a_processing_is_proposed_only_where_something_is_held(opened, desk):
    dialog = opened(RemedyDialog, DemandKind.WITHDRAW)
    assert dialog.form.values()["action"] == ""
    ground.held(desk, ground.lay(desk), dialog.card.subject_id)
    dialog.prepare()
    assert dialog.form.values()["action"] == "cessation"


def test_a_measure_is_recorded_on_no_demand_for_information(opened):
    dialog = opened(RemedyDialog, DemandKind.ACCESS, DemandKind.CORRECT)
    assert offered(dialog, "demand") == [words.label(DemandKind.CORRECT)]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "Роскомнадзор: запрос информации и Роскомнадзор: подтверждение мер"),
        ("en", "Roskomnadzor: request for information and Roskomnadzor: proof of measures"),
    ],
)
def test_the_name_of_an_authority_keeps_its_capital(qapp, language, said):
    with at_the_desk(language):
        kinds = (DemandKind.REGULATOR_INFORMATION, DemandKind.REGULATOR_MEASURES)
        assert words.kinds(kinds) == said


def test_initials_at_the_end_of_a_sentence_have_one_full_stop():
    assert _one_stop("Иванцов К. Л.. Дальше…") == "Иванцов К. Л. Дальше…"
    assert _one_stop("и так далее...") == "и так далее..."


def test_only_the_printed_languages_are_held_against_the_starter_text(desk):
    id = requests.register_request(desk, intake())
    draft = papers.draft(desk, "reply_access", LanguageMode.RU, id)
    starter = starter_duties(OperatorKind.TRADER)
    own = {"item9_1": Both("Назначен ответственный, доступ по списку.", starter.en)}
    for mode, found in ((LanguageMode.RU, 0), (LanguageMode.BOTH, 1)):
        changed = papers.revise(draft, own, mode)
        assert sum(hint.kind == "starter" for hint in gap_hints(desk, changed, "ru")) == found
