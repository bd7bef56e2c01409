# SPDX-License-Identifier: Apache-2.0
"""The Consents tab: list, filters, record, next step, acts, and coming back to the same place."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desk.domain.consent import ConsentKind, ConsentState, ConsentWay, Proof
from desk.domain.consent_doubts import doubt_lines, proof_brief, strange_words, written_form
from desk.domain.consent_view import ConsentStep
from desk.domain.destruction import Cause, PlanFields
from desk.domain.kinds import DemandKind, Step
from desk.services.consent import consents
from desk.services.consent.sheets import register_lines
from desk.services.overview.search import search_everywhere
from desk.services.register.holdings import holdings_of
from desk.services.request import requests
from desk.services.signature import signed_files
from desk.text import LANGUAGES, catalogue
from tests.cms import elsewhere
from tests.documents.test_signing import flipped, signed
from tests.factories import intake, person
from tests.services.grounds import fields, holding, purpose
from tests.services.test_finding_papers import cms
from tests.ui.hands import WAIT, drop, press, write
from ui import language, messages
from ui.consent_parts import badge
from ui.pages.consents import ConsentsPage
from ui.pages.requests import RequestsPage
from ui.pages.today import TodayPage
from ui.theme import Badge, Tone

DATA = b"Data agreed to"

PUBLIC = {
    "kind": ConsentKind.DISSEMINATION,
    "written": True,
    "conditions": {"resources": "https://example.com/team", "prohibitions": "no photo"},
}


@pytest.fixture
def page(show_page):
    return show_page(ConsentsPage)


@pytest.fixture
def news(desk):
    return purpose(desk)


@pytest.fixture
def three(desk, news):
    """One in force, one that ends soon, one to dissemination whose conditions are not published."""
    other = person(name="Примеров Пётр", email="petr@example.net")
    third = person(name="Образец Ольга", email="olga@example.net")
    return [
        consents.record_consent(desk, person(), fields(news)),
        consents.record_consent(desk, other, fields(news, valid_until="2026-12-01")),
        consents.record_consent(desk, third, fields(news, **PUBLIC)),
    ]


def shown(page) -> str:
    """Every word of the section “What”."""
    return "\n".join(label.text() for label in page.pane.agreed.findChildren(QLabel))


def act(qtbot, page, name):
    """Open the dialog of an act on the shown consent."""
    page.pane.act_wanted.emit(name)
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    return page.acts.open[-1]


def test_an_empty_list_first_sends_to_the_register(page, opened):
    button = page.list._empty.button
    assert "no purpose has been declared" in page.list._empty.sentence.text()
    press(button)
    assert opened == [("register", None)]


def test_an_empty_list_offers_to_record_the_first(qtbot, page, news):
    page.refresh()
    assert "drop a CSV file" in page.list._empty.sentence.text()
    press(page.list._empty.button)
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    assert page.acts.open[0].NAME == "consent"


def test_the_list_filters_by_state_kind_purpose_end_and_words(qtbot, page, desk, three):
    consents.record_consent(desk, person(), fields(purpose(desk, "offers")))
    page.refresh()
    boxes = page.bar.boxes
    assert page.model.rowCount() == 4
    boxes["kind"].setCurrentIndex(boxes["kind"].findData(str(ConsentKind.DISSEMINATION)))
    assert [page.model.id_at(row) for row in range(page.model.rowCount())] == [three[2]]
    boxes["kind"].setCurrentIndex(0)
    boxes["ends"].setCurrentIndex(2)
    assert [page.model.id_at(row) for row in range(page.model.rowCount())] == [three[1]]
    boxes["ends"].setCurrentIndex(0)
    boxes["purpose"].setCurrentIndex(boxes["purpose"].findData("offers"))
    assert page.model.rowCount() == 1
    write(page.bar.text, "ольга")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=WAIT)
    assert page.list._empty.sentence.text() == "Nothing matches these filters."


def test_the_tab_counts_what_ends_soon_or_waits_for_publication(page, three):
    heard = []
    page.counted.connect(heard.append)
    page.refresh()
    assert heard == [2]


def test_the_record_says_what_was_agreed_to_and_with_which_proof(page, three, desk):
    page.refresh()
    page.open_record(three[2])
    said = shown(page)
    assert page.pane.due.text().startswith("Publish the ")
    assert "Purpose news" in said
    assert "https://example.com/team" in said
    assert "R27" in said
    proof = "\n".join(label.text() for label in page.pane.proof.findChildren(QLabel))
    assert "https://example.com/form" in proof


def test_the_next_step_follows_the_consent(page, three):
    page.refresh()
    for id, step in (
        (three[0], ""),
        (three[1], ConsentStep.RENEW),
        (three[2], ConsentStep.PUBLISH),
    ):
        page.open_record(id)
        default = [each for each, button in page.pane.steps.items() if button.isDefault()]
        assert default == ([step] if step else [])


def test_what_is_weak_is_said_plainly(page, desk, news):
    id = consents.record_consent(desk, person(), fields(news, way=ConsentWay.STAYING))
    page.refresh()
    page.open_record(id)
    assert "no consent: it must be specific" in shown(page)
    assert page.pane.state.text() == "Weak"
    assert page.pane.steps[ConsentStep.RENEW].isDefault()


def test_the_publication_is_recorded(qtbot, page, three):
    page.refresh()
    page.open_record(three[2])
    press(page.pane.steps[ConsentStep.PUBLISH])
    dialog = page.acts.open[0]
    write(dialog.form.editor("on").main, "19.11.2026")
    press(dialog.accept_button)
    assert "before it was given" in dialog.form.complaint("on")
    write(dialog.form.editor("on").main, "22.11.2026")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: page.pane.card.card.published == "2026-11-22", timeout=WAIT)
    assert not page.pane.steps[ConsentStep.PUBLISH].isDefault()
    assert (
        page.pane.acts[ConsentStep.PUBLISH].toolTip()
        == "The publication has already been recorded."
    )


def test_a_withdrawal_names_what_goes_on_and_leads_to_the_destruction(
    qtbot, page, three, desk, news, opened
):
    page.refresh()
    page.open_record(three[0])
    dialog = act(qtbot, page, "withdraw")
    assert "Nothing else allows the processing" in dialog.said.text()
    messages.answers.append(True)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(opened), timeout=WAIT)
    where, plan = opened[0]
    assert where == "destruction"
    subject = page.pane.card.row.person
    assert plan == PlanFields(Cause.WITHDRAWAL, "2026-11-22", (subject,))
    qtbot.waitUntil(page.pane.steps[ConsentStep.DESTROY].isVisible, timeout=WAIT)
    assert page.pane.card.row.state is ConsentState.WITHDRAWN
    press(page.pane.steps[ConsentStep.DESTROY])
    assert opened[1] == opened[0]


def test_a_withdrawal_says_which_ground_lets_processing_go_on(qtbot, page, three, desk, news):
    subject = consents.consent_card(desk, three[0]).row.person
    categories = consents.consent_card(desk, three[0]).fields.categories
    holding(desk, subject, news, categories, ground="6.1.5", contract="№ 7")
    consents.record_consent(desk, subject, fields(purpose(desk, "offers")))
    page.refresh()
    page.open_record(three[0])
    assert "№ 7" in shown(page)
    dialog = act(qtbot, page, "withdraw")
    assert "№ 7" in dialog.said.text()
    picks = dialog.form.editor("consents")
    assert [item.checkState() for item in picks.items()].count(Qt.CheckState.Checked) == 1
    picks.set(())
    press(dialog.accept_button)
    assert "Choose the consents" in dialog.form.complaint("consents")
    picks.set(tuple(id for id in (three[0],)))
    messages.answers.append(False)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: page.pane.card.row.state is ConsentState.WITHDRAWN, timeout=WAIT)
    assert "contract № 7" in messages.shown[-1]


def test_a_request_ends_the_consents_of_its_subject(qtbot, show_page, desk, news, opened):
    id = consents.record_consent(desk, person(), fields(news, given="2026-11-10"))
    request = requests.register_request(desk, intake(demands=(DemandKind.WITHDRAW,)))
    page = show_page(RequestsPage)
    page.open_record(request)
    assert page.pane.acts["consents"].isVisible()
    messages.answers.append(True)
    page.pane.acts["consents"].trigger()
    press(page.acts.open[-1].accept_button)
    qtbot.waitUntil(lambda: bool(opened), timeout=WAIT)
    card = consents.consent_card(desk, id)
    assert (card.row.state, card.request) == (ConsentState.WITHDRAWN, request)
    assert opened[0][1].request == request
    page.pane.acts["consents"].trigger()
    assert "No consent in force" in messages.shown[-1]


@pytest.mark.parametrize("speech", ["ru", "en"])
def test_a_withdrawal_is_led_from_the_consents_to_the_destruction(
    qtbot, show_page, desk, news, opened, speech
):
    language.use(speech)
    consents.record_consent(desk, person(), fields(news, given="2026-11-10"))
    request = requests.register_request(desk, intake(demands=(DemandKind.WITHDRAW,)))
    requests.confirm_identity(desk, request, "По адресу почты")
    page = show_page(RequestsPage)
    page.open_record(request)
    pane = page.pane
    assert pane.steps[Step.CONSENTS].isDefault()
    assert pane.guide.text() == catalogue(speech).gettext(pane.card.guidance)
    assert pane.acts["report_done"] in pane.more_menu.actions()
    assert pane.acts["report_done"].isEnabled()
    messages.answers.append(False)
    press(pane.steps[Step.CONSENTS])
    press(page.acts.open[-1].accept_button)
    qtbot.waitUntil(lambda: pane.steps[Step.PLAN].isVisible(), timeout=WAIT)
    press(pane.steps[Step.PLAN])
    press(page.acts.open[-1].accept_button)
    qtbot.waitUntil(lambda: pane.steps[Step.DESTRUCTION].isVisible(), timeout=WAIT)
    opened.clear()
    press(pane.steps[Step.DESTRUCTION])
    assert opened == [("destruction", pane.card.destruction)]


def test_only_demands_that_end_consents_offer_it(show_page, desk):
    request = requests.register_request(desk, intake(demands=(DemandKind.ACCESS,)))
    page = show_page(RequestsPage)
    page.open_record(request)
    assert not page.pane.acts["consents"].isVisible()


def test_a_note_and_a_void_record(qtbot, page, three):
    page.refresh()
    page.open_record(three[0])
    dialog = act(qtbot, page, "note")
    write(dialog.form.editor("text").main, "called")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: page.pane.card.timeline[-1].kind == "note", timeout=WAIT)
    dialog = act(qtbot, page, "void")
    press(dialog.accept_button)
    assert dialog.form.complaint("reason")
    write(dialog.form.editor("reason").main, "recorded twice")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: page.pane.card.row.state is ConsentState.VOID, timeout=WAIT)
    assert not page.pane.acts["void"].isEnabled()
    assert page.pane.acts["note"].isEnabled()


def test_a_file_dropped_on_the_record_is_its_proof(qtbot, page, three, tmp_path):
    scan = tmp_path / "consent.pdf"
    scan.write_bytes(b"%PDF-1.4")
    page.refresh()
    page.open_record(three[0])
    messages.answers.append(True)
    drop(page, scan)
    qtbot.waitUntil(lambda: bool(consents.consent_card(page.desk, three[0]).files), timeout=WAIT)
    kept = consents.consent_card(page.desk, three[0])
    assert [(each.name, each.role) for each in kept.files] == [("consent.pdf", "evidence")]


def test_the_keys_of_the_page_open_its_acts(qtbot, window, desk, three):
    window.go("consents")
    page = window.page("consents")
    page.open_record(three[1])
    assert window.menuBar().actions()[3].text().replace("&", "") == "Consent"
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    assert page.acts.open[0].NAME == "renew"
    QTest.keyClick(page.acts.open[0], Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [each.NAME for each in page.acts.open] == ["consent"], timeout=WAIT)


def test_filters_the_record_and_what_was_typed_come_back(qtbot, page, show_page, three):
    page.refresh()
    page.open_record(three[1])
    page.pane.sections.setCurrentIndex(2)
    page.bar.boxes["ends"].setCurrentIndex(2)
    dialog = act(qtbot, page, "withdraw")
    write(dialog.form.editor("because").main, "by telephone")
    state = page.state()
    dialog.dirty = False
    dialog.reject()
    again = show_page(ConsentsPage)
    again.restore(state)
    assert again.pane.card.row.id == three[1]
    assert again.pane.sections.currentIndex() == 2
    assert again.model.rowCount() == 1
    assert again.acts.open[0].form.editor("because").value() == "by telephone"


def test_an_expired_consent_offers_the_plan_and_the_renewal(page, desk, three, clock):
    clock.forward(days=20)
    consents.expire_consents(desk)
    page.refresh()
    page.open_record(three[1])
    assert page.pane.card.row.state is ConsentState.EXPIRED
    assert page.pane.steps[ConsentStep.DESTROY].isDefault()
    assert page.pane.steps[ConsentStep.RENEW].isEnabled()
    subject = page.pane.card.row.person
    assert [each.fields.keep_until for each in holdings_of(desk, subject)] == ["2026-12-01"]
    assert page.pane.card.row.ended[:10] == date(2026, 12, 1).isoformat()


def test_today_names_the_duty_of_a_consent_and_opens_it(qtbot, window, desk, three):
    today = window.page("today")
    today.refresh()
    row = today.agenda.records.position("consent", three[2])
    said = today.agenda.records.data(today.agenda.records.index(row))
    assert "Publish the conditions" in said
    assert "Nothing to do" not in said
    today.agenda.choose(row)
    QTest.keyClick(today.agenda, Qt.Key.Key_Return)
    assert window.current_name() == "consents"
    assert window.page("consents").pane.card.row.id == three[2]


def test_a_withdrawal_opens_the_plan_in_the_tab_of_destructions(qtbot, window, desk, three):
    window.open_record("consents", three[0])
    page = window.page("consents")
    page.pane.act_wanted.emit("withdraw")
    messages.answers.append(True)
    press(page.acts.open[0].accept_button)
    qtbot.waitUntil(lambda: window.current_name() == "destruction", timeout=WAIT)
    dialog = window.page("destruction").acts.open[0]
    assert dialog.form.editor("cause").value() is Cause.WITHDRAWAL
    assert dialog.form.editor("subjects").value() == (page.acts.read_card(three[0]).row.person,)
    dialog.dirty = False
    dialog.reject()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_tab_by_keys_in_both_languages(qtbot, window, desk, news, language, type_text):
    window.speak(language)
    qtbot.waitUntil(lambda: window.tabs.tabText(0) in ("Сегодня", "Today"), timeout=WAIT)
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    page = window.page("consents")
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    dialog = page.acts.open[0]
    type_text(dialog.focusWidget(), "Звонкова Нина")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    assert page.pane.steps[ConsentStep.ATTACH].isDefault(), "its proof is lacking"
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    card = window.open_dialogs()[0]
    assert "2026-001" in card.windowTitle()
    QTest.keyClick(card, Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)  # fmt: skip
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    messages.answers.append(False)
    QTest.keyClick(page.acts.open[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.pane.card.row.state is ConsentState.WITHDRAWN, timeout=WAIT)


def test_the_plan_counts_from_the_day_in_the_legal_zone(page, desk, three, clock, opened):
    clock.set(2026, 11, 22, 21, 30)  # half past midnight of the 23rd in Moscow
    consents.withdraw_consents(desk, [three[0]], desk.now())
    page.refresh()
    page.open_record(three[0])
    press(page.pane.steps[ConsentStep.DESTROY])
    assert opened[0][1].caused == "2026-11-23"


def test_a_broken_signature_of_the_proof_cannot_be_overlooked(desk, news, show_page, opened, clock):
    written = fields(news, way=ConsentWay.PAPER, written=True)
    files = [("согласие.pdf", flipped(signed(1)))]
    id = consents.record_consent(desk, person(), written, files)
    signed_files.check_new(desk, "consent", id)
    page = show_page(ConsentsPage)
    page.open_record(id)
    broken = language.current().gettext("SIGNATURE BROKEN")
    assert badge(page.pane.card.row).word == broken
    assert page.pane.state.text() == broken
    assert written_form(language.current(), page.pane.card.row) in shown(page)
    assert doubt_lines(language.current(), page.pane.card.row)[0] in shown(page)
    today = show_page(TodayPage)
    assert today.unproved.isVisible()
    today.unproved.button.click()
    assert opened[-1] == ("consents", id)
    clock.forward(minutes=1)
    consents.add_consent_file(desk, id, "подписано от руки.png", b"scan")
    assert not consents.consent_card(desk, id).row.unproved, "a scan that came later may prove it"


@pytest.mark.parametrize(("signed", "proof", "tone"), [
    (lambda: cms(DATA, "Примерова", bits=1024), Proof.UNCOUNTED, Tone.OVERDUE),
    (lambda: elsewhere("Примерова").unreadable(DATA), Proof.UNCHECKED, Tone.PROVISIONAL),
])  # fmt: skip
def test_a_signature_that_proves_nothing_is_told_until_a_scan_may(
    desk, news, show_page, opened, clock, signed, proof, tone
):
    files = [("согласие.txt.sig", signed())]
    id = consents.record_consent(desk, person(), fields(news, written=True), files)
    clock.forward(minutes=1)
    consents.add_consent_file(desk, id, "согласие.txt", DATA)
    signed_files.check_new(desk, "consent", id)
    page, words = show_page(ConsentsPage), language.current()
    page.open_record(id)
    row = page.pane.card.row
    assert (row.proof, badge(row)) == (proof, Badge(tone, proof_brief(words, proof)))
    assert doubt_lines(words, row)[0] in shown(page)
    assert written_form(words, row) in shown(page)
    today = show_page(TodayPage)
    notice = today.unproved if row.unproved else today.unverified
    assert notice.isVisible()
    notice.button.click()
    assert opened[-1] == ("consents", id)
    (hit,) = search_everywhere(desk, row.number)
    assert hit.mark == proof
    (line,) = register_lines(desk, date(2000, 1, 1), desk.today())
    assert line.proof == proof
    for mode in LANGUAGES:
        assert catalogue(mode).form(f"register_consents.written_{proof}")
    clock.forward(minutes=1)
    consents.add_consent_file(desk, id, "подписано от руки.png", b"scan")
    assert not consents.consent_card(desk, id).row.proof


def test_a_certificate_of_somebody_else_stands_in_list_and_record(desk, news, page):
    files = [("согласие.pdf", signed(1))]
    id = consents.record_consent(desk, person(), fields(news, written=True), files)
    signed_files.check_new(desk, "consent", id)
    page.open_record(id)
    assert "Подписант 1" in badge(page.pane.card.row).word
    assert "Подписант 1" in shown(page)
    assert person().name in shown(page)


def test_today_names_a_consent_somebody_else_has_signed_until_a_scan_comes(
    desk, news, show_page, opened, clock
):
    files = [("согласие.pdf", signed(1))]
    id = consents.record_consent(desk, person(name="Иной Иван"), fields(news), files)
    signed_files.check_new(desk, "consent", id)
    today = show_page(TodayPage)
    number = consents.consent_card(desk, id).row.number
    assert today.strange.label.text() == strange_words(language.current(), [number])
    today.strange.button.click()
    assert opened[-1] == ("consents", id)
    clock.forward(minutes=1)
    consents.add_consent_file(desk, id, "подписано от руки.png", b"scan")
    today.refresh()
    assert not today.strange.isVisible()
