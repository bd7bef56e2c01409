# SPDX-License-Identifier: Apache-2.0
"""Who has signed a paper, beside every record that holds it: a valid signature modestly, a broken one loudly."""

# ruff: noqa: F401, F811 -- fixtures of another module

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desk.cli.destruction_views import as_json, as_text
from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.numbering import printed_number
from desk.services.paper import papers
from desk.services.request import requests
from desk.services.signature import issuers
from desk.services.signature.signed_forms import places
from desk.storage.models import Event
from tests.factories import intake
from tests.services.test_e_signing import acknowledged, destruction, sign
from tests.services.test_paper_standing import spoil
from tests.signers import signer
from ui import language, messages, theme, words
from ui.dialogs.subject import SubjectDialog
from ui.pages.destruction import DestructionPage
from ui.pages.papers import PapersPage
from ui.pages.requests import RequestsPage
from ui.pages.today import TodayPage
from ui.search_box import SearchBox

BROKEN = {"en": "SIGNATURE BROKEN", "ru": "ПОДПИСЬ НЕДЕЙСТВИТЕЛЬНА"}
WARNED = {"en": "has a BROKEN signature", "ru": "НЕДЕЙСТВИТЕЛЬНАЯ подпись"}
SIGNED = {"en": "signed by certificate on", "ru": "подписан электронной подписью"}
UNSIGNED = {"en": "not signed", "ru": "не подписан"}
ARCHIVE = {"en": ("PDF/A-2b: yes", "no longer"), "ru": ("PDF/A-2b: да", "больше нет")}


@pytest.fixture(params=["en", "ru"])
def said(request):
    language.use(request.param)
    return request.param


@pytest.fixture
def reply(begun):
    return begun(acknowledged)


def read(page):
    """The record again, as a change makes the window do it."""
    page.refresh()
    part = page.pane.papers
    return part, part.papers.item(0)


def test_a_record_says_of_each_paper_who_has_signed(said, desk, reply, show_page):
    issuers.trust(desk, signer().issuer)
    page = show_page(RequestsPage)
    page.open_record(reply.request)
    _part, item = read(page)
    assert UNSIGNED[said] in item.text()
    assert ARCHIVE[said][0] in item.toolTip()
    sign(desk, reply.id, "operator")
    _part, item = read(page)
    assert SIGNED[said] in item.text()
    assert item.background().style() is Qt.BrushStyle.NoBrush, "a valid one stands out by nothing"
    assert page.pane.spoilt.isHidden()
    spoil(desk, reply.id)
    part, item = read(page)
    assert item.text().startswith(BROKEN[said])
    assert item.background().color() == theme.tone_colours(theme.Tone.OVERDUE)[0]
    assert item.font().weight() > part.papers.font().weight()
    assert ARCHIVE[said][1] in item.toolTip()
    assert page.pane.spoilt.isVisible()
    assert WARNED[said] in page.pane.spoilt.label.text()
    assert not page.pane.spoilt.sign.pixmap().isNull(), "not by colour alone"
    moments = [page.pane.history.item(at).text() for at in range(page.pane.history.count())]
    assert any(BROKEN[said] in each for each in moments)
    other = requests.register_request(desk, intake(summary="другой"))
    page.open_record(other)
    assert page.pane.spoilt.isHidden()


def test_today_leads_to_the_broken_paper_by_key(said, desk, reply, show_page, opened):
    page = show_page(TodayPage)
    assert page.broken.isHidden()
    quiet = page.title.text()
    sign(desk, reply.id, "operator")
    spoil(desk, reply.id)
    page.refresh()
    assert page.broken.isVisible()
    assert WARNED[said] in page.broken.label.text()
    assert "02/2026-001" in page.broken.label.text()
    assert page.title.text() != quiet, "it is counted among what cannot wait"
    page.broken.button.setFocus()
    QTest.keyClick(page.broken.button, Qt.Key.Key_Space)
    assert opened[-1] == ("papers", reply.id)


def test_the_paper_itself_says_its_archive_form_and_that_it_is_void(said, desk, reply, show_page):
    page = show_page(PapersPage)
    page.open_record(reply.id)
    assert UNSIGNED[said] in page.head.signed.text()
    assert ARCHIVE[said][0] in page.head.archive.text()
    sign(desk, reply.id, "operator")
    spoil(desk, reply.id)
    page.refresh()
    assert BROKEN[said] in page.head.signed.text()
    assert ARCHIVE[said][1] in page.head.archive.text()
    assert page.head.band.isVisible()
    column = [each.id for each in page.model.columns].index("state")
    assert page.model.data(page.model.index(0, column)) == BROKEN[said]
    draft = papers.draft(desk, "acknowledgement", LanguageMode.RU, reply.request)
    new = papers.replace(desk, reply.id, draft, "Подпись испорчена")
    page.refresh()
    page.open_record(reply.id)
    assert "02/2026-002" in page.head.band.label.text()
    assert page.head.title.text().endswith({"en": " — void", "ru": " — аннулирован"}[said])
    states = {page.model.data(page.model.index(row, column)) for row in range(2)}
    assert BROKEN[said] not in states, "a void paper is void first"
    page.open_record(new.id)
    assert page.head.band.isHidden()


def test_the_card_of_a_person_and_the_search_name_it_too(said, qtbot, desk, reply, window):
    sign(desk, reply.id, "operator")
    spoil(desk, reply.id)
    card = requests.request_card(desk, reply.request)
    dialog = SubjectDialog(desk, window.jobs, window, card.subject_id, lambda *_where: None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert WARNED[said] in dialog.spoilt.label.text()
    box = SearchBox(desk, window)
    qtbot.addWidget(box)
    box.edit.setText("2026-001")
    box.search()
    lines = [box.list.item(at).text() for at in range(box.list.count())]
    assert [line for line in lines if BROKEN[said] in line]


def test_a_broken_paper_is_mailed_only_after_a_question_of_its_own(said, desk, reply, show_page):
    page = show_page(PapersPage)
    page.open_record(reply.id)
    sign(desk, reply.id, "operator")
    spoil(desk, reply.id)
    page.refresh()
    messages.rehearse()
    messages.answers.append(False)
    page.acts["mail"].trigger()
    asked = messages.shown[-1]
    assert {"en": "is BROKEN", "ru": "НЕДЕЙСТВИТЕЛЬНА"}[said] in asked
    assert not Event.select().where(Event.kind == "drafted").exists()


def test_the_register_of_destructions_tells_a_broken_act_first(said, desk, destruction, show_page):
    id, act = destruction
    first = places(desk, act)[0].field
    sign(desk, act, first)
    page = show_page(DestructionPage)
    column = [each.id for each in page.model.columns].index("step")
    assert BROKEN[said] not in page.model.data(page.model.index(0, column))
    spoil(desk, act)
    page.refresh()
    assert page.model.data(page.model.index(0, column)).startswith(BROKEN[said])
    page.open_record(id)
    assert WARNED[said] in page.pane.spoilt.label.text()


def test_a_destruction_says_before_anything_is_erased_that_its_act_is_doubtful(
    said, desk, destruction, show_page
):
    id, act = destruction
    for order, place in enumerate(places(desk, act), 1):
        sign(desk, act, place.field, order)
    doubt = {"en": "issuer not on the trust list", "ru": "издателя нет в списке доверенных"}[said]
    order_179 = {"en": "order 179, item 4", "ru": "п. 4 приказа № 179"}[said]
    page = show_page(DestructionPage)
    column = [each.id for each in page.model.columns].index("state")
    assert doubt in page.model.data(page.model.index(0, column))
    page.open_record(id)
    assert doubt in page.pane.doubt.text()
    assert language.held(order_179) in page.pane.outdated.label.text()
    facts = [each.accessibleName() for each in page.pane.goes.findChildren(QLabel)]
    assert any(
        {"en": "Fully signed", "ru": "Подписан всеми"}[said] in each and doubt in each
        for each in facts
    )
    told = as_text(desk, page.pane.card, language.current())
    assert order_179 in told
    assert as_json(desk, page.pane.card, language.current())["doubts"] == [doubt]


def test_the_number_of_a_paper_and_its_state_stand_first(said, desk, reply, show_page):
    page = show_page(RequestsPage)
    page.open_record(reply.request)
    part, item = read(page)
    called, stands = item.text().split("\n")
    sign = {"en": "No.", "ru": "№"}[said]
    assert called.startswith(f"{sign}\u00a0{printed_number(reply.number)}")
    assert stands.startswith(words.paper_badge(papers.paper_brief(desk, reply.id).state).word)
    assert part.papers.textElideMode() is Qt.TextElideMode.ElideRight
