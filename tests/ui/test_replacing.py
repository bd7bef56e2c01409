# SPDX-License-Identifier: Apache-2.0
"""The dialog that writes a corrected paper opens as the paper was, whatever kind it is of."""

from datetime import timedelta

from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.paper import Withheld
from desk.domain.values import Both
from desk.services.paper import papers
from desk.services.request import requests
from tests.factories import from_regulator, register
from tests.ui.hands import WAIT
from ui.pages.papers import PapersPage

RU, BOTH = LanguageMode.RU, LanguageMode.BOTH
DATA = {"data": Both("Адрес почты.", "E-mail address.")}
KINDS = (DemandKind.ACCESS, DemandKind.WITHDRAW, DemandKind.STOP_MARKETING)
RIGHTS = Withheld(Both("отзыв согласия"), "6.1.5", facts=Both("Договор № 7 ещё не исполнен."))


def replacing(qtbot, page, brief):
    page.refresh()
    page.open_record(brief.id)
    page._replace(page.brief, "Опечатка")
    writing = page.dialogs.open[0]
    qtbot.waitUntil(
        lambda: not writing._pause.isActive() and not writing.previewer.busy, timeout=WAIT
    )
    assert writing.draft is not None
    return writing


def test_a_notice_opens_with_its_deed_its_day_and_its_demand(qtbot, desk, clock, show_page):
    id = register(desk, demands=KINDS)
    day = clock.at.date()
    clock.forward(days=2)
    said = {"action": "marketing", "done_on": day, "act_number": "7", "act_date": day}
    draft = papers.draft(desk, "notice_done", RU, id, passages=DATA, **said)
    old = papers.issue(desk, draft)
    writing = replacing(qtbot, show_page(PapersPage), old)
    values = writing.form.values()
    assert {name: values[name] for name in said} == said
    marketing = requests.request_card(desk, id).demands[2]
    assert writing.draft.demands == (marketing.id,)


def test_a_refusal_opens_with_the_lines_it_had(qtbot, desk, show_page):
    id = register(desk, demands=KINDS)
    withdrawal = requests.request_card(desk, id).demands[1].id
    refused = {"demands": (withdrawal,), "refused": (RIGHTS,)}
    old = papers.issue(desk, papers.draft(desk, "refusal", RU, id, **refused))
    writing = replacing(qtbot, show_page(PapersPage), old)
    assert [line.withheld.what.ru for line in writing.refused.lines] == ["отзыв согласия"]
    assert writing.draft.facts.refused[0].ground == "6.1.5"
    assert writing.draft.demands == (withdrawal,)


def test_an_answer_to_an_authority_opens_in_its_languages_with_their_number(
    qtbot, desk, clock, show_page
):
    id = requests.register_request(desk, from_regulator())
    told = {"their_number": "5510-04/78", "their_date": clock.at.date() - timedelta(days=2)}
    names = {each.name for each in papers.draft(desk, "reply_regulator", BOTH, id).passages}
    texts = dict.fromkeys(names, Both("Сообщаем.", "We inform you."))
    old = papers.issue(
        desk, papers.draft(desk, "reply_regulator", BOTH, id, passages=texts, **told)
    )
    writing = replacing(qtbot, show_page(PapersPage), old)
    assert writing.draft.mode is BOTH
    assert (writing.draft.facts.their_number, writing.draft.facts.their_date) == tuple(
        told.values()
    )


def test_a_record_of_an_inspection_opens_with_who_looked(qtbot, desk, clock, show_page):
    id = register(desk, demands=(DemandKind.INSPECT,))
    day = clock.at.date()
    clock.forward(days=3)
    said = {"inspected_on": day, "inspector_name": "Лисин Пётр"}
    shown = {"shown": Both("Карточка.")}
    draft = papers.draft(desk, "inspection_record", RU, id, passages=shown, **said)
    writing = replacing(qtbot, show_page(PapersPage), papers.issue(desk, draft))
    assert (writing.draft.facts.inspected_on, writing.draft.facts.inspector_name) == tuple(
        said.values()
    )
