# SPDX-License-Identifier: Apache-2.0
"""The Requests tab: list, filters, record, steps with their reasons, and coming back to the same place."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel

from desk.cli.views import card_as_text, row_as_text
from desk.domain.kinds import (
    ApplicantRole,
    Channel,
    DemandKind,
    DemandState,
    LanguageMode,
    Leaving,
    RequestState,
    Step,
)
from desk.domain.request import Completeness, PersonFields
from desk.domain.values import Both
from desk.services.overview import deadlines
from desk.services.paper import papers
from desk.services.request import people_cards, requests
from desk.services.signature import signed_files
from tests.documents.test_signing import signed
from tests.factories import intake, person
from tests.services.test_deadlines import bare
from tests.services.test_mailbox import as_sent
from tests.services.test_notices import both_wait
from tests.ui.hands import WAIT, press, write
from tests.ui.test_accessibility import check
from ui import language, messages, words
from ui.agenda import line_badge
from ui.dialogs.identify import usual_ways
from ui.forms import Words
from ui.pages.requests import RequestsPage
from ui.pages.today import TodayPage
from ui.tables import BadgeLabel
from ui.theme import Tone


@pytest.fixture
def page(show_page):
    return show_page(RequestsPage)


@pytest.fixture
def three(desk):
    """Three open requests: overdue, this week, later."""
    late = intake(received=datetime(2026, 11, 2, 9, tzinfo=UTC), summary="late")
    soon = intake(subject=person(name="Пример Пётр", email="petr@example.net"))
    letter = intake(
        demands=(DemandKind.WITHDRAW, DemandKind.ACCESS),
        subject=person(name="Образец Ольга", email="olga@example.net"),
    )
    return [requests.register_request(desk, each) for each in (late, soon, letter)]


def act(qtbot, page, name):
    """Open the dialog of an act on the shown request."""
    page.pane.act_wanted.emit(name)
    qtbot.waitUntil(lambda: any(name == each.NAME for each in page.acts.open), timeout=WAIT)
    return next(each for each in page.acts.open if name == each.NAME)


def test_another_card_with_the_same_address_is_told_before_anything_is_decided(desk, page):
    requests.register_request(desk, intake())
    id = requests.register_request(
        desk,
        intake(demands=(DemandKind.WITHDRAW,), subject=person(name="Щёголева А. И.", phone="")),
    )
    page.open_record(id)
    said = page.pane.stranger.text()
    assert "card 2026-001".casefold() in said.casefold()
    assert "Merge cards" in said


def test_today_says_a_step_and_its_duty_once(desk, show_page):
    id = requests.register_request(desk, intake(demands=(DemandKind.CLAIM_UNLAWFUL,)))
    today = show_page(TodayPage)
    today.refresh()
    records = today.agenda.records
    said = records.data(records.index(records.position("request", id)))
    assert "Block the data during the check" in said
    assert said.count("Block the data") == 1


def test_what_is_due_at_once_is_due_by_no_day(desk, show_page):
    language.use("ru")
    page = show_page(RequestsPage)
    page.open_record(requests.register_request(desk, intake(demands=(DemandKind.STOP_MARKETING,))))
    said = [label.text() for label in page.pane.what.findChildren(QLabel)]
    (at_once,) = (text for text in said if text.startswith("Немедленно прекратить"))
    assert "обращения — 20\u00a0нояб. 2026" in at_once


def test_an_empty_list_says_what_it_is_for_and_offers_the_first_step(page):
    messages.answers.append([])
    button = page.list._empty.button
    assert button.isVisible()
    assert "saved e-mail" in page.list._empty.sentence.text()
    press(button)
    assert messages.shown == ["Take in a letter"]


def test_what_a_page_says_without_a_record_keeps_off_its_edges(page, three):
    said = page.side.widget(0)
    assert said.margin() > said.fontMetrics().averageCharWidth()


def test_the_list_is_sorted_by_the_nearest_due_date(page, three):
    page.refresh()
    assert [page.model.id_at(row) for row in range(3)] == sorted(
        three, key=lambda id: requests.request_card(page.desk, id).row.due
    )
    assert page.model.data(page.model.index(0, 0)).startswith("overdue by")


def test_headers_sort_in_the_database(page, three):
    page.refresh()
    number = [column.id for column in page.model.columns].index("number")
    page.list.sortByColumn(number, Qt.SortOrder.DescendingOrder)
    assert [page.model.id_at(row) for row in range(3)] == list(reversed(three))
    assert page.model.query.sort == "-number"


def test_filters_narrow_the_list_and_say_when_nothing_fits(qtbot, page, three):
    page.refresh()
    write(page.bar.text, "ольга")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=WAIT)
    page.bar.boxes["kind"].setCurrentIndex(
        page.bar.boxes["kind"].findData(str(DemandKind.COMPLAINT))
    )
    assert page.model.rowCount() == 0
    assert page.list._empty.sentence.text() == "Nothing matches these filters."
    page.bar.boxes["kind"].setCurrentIndex(0)
    page.bar.text.clear()
    page.bar.boxes["due"].setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=WAIT)


def test_each_demand_has_its_own_term_and_state(page, three):
    page.refresh()
    page.open_record(three[2])
    labels = [each.text() for each in page.pane.what.findChildren(page.pane.title.__class__)]
    assert any("Withdrawal of consent" in text for text in labels)
    assert any("Access to data" in text for text in labels)
    assert len({line.due.due for line in page.pane.card.deadlines}) > 1


def test_the_next_step_is_the_default_and_a_closed_way_says_why(page, three):
    page.refresh()
    page.open_record(three[1])
    pane = page.pane
    assert pane.steps[Step.IDENTIFY].isDefault()
    assert page.focusWidget() is pane.steps[Step.IDENTIFY]
    answer = pane.steps[Step.ANSWER]
    assert not answer.isEnabled()
    assert "who is asking" in answer.toolTip()
    assert answer.accessibleDescription() == answer.toolTip()
    blocked = [a for a in pane.more_menu.actions() if a.data() == "close"]
    assert blocked[0].toolTip() == "A demand is still open."


def test_a_full_disk_is_told_and_the_record_that_cannot_be_noted_is_not_shown(page, three):
    page.refresh()
    page.open_record(three[2])
    page.desk.database.execute_sql("PRAGMA max_page_count = 1")
    messages.shown.clear()
    for number in range(200):  # the room left on the last pages goes first
        page.desk.shown.clear()
        page.open_record(three[number % 2])
        if messages.shown:
            break
    assert "The disk is full" in messages.shown[0]
    assert page.pane.card is None
    page.desk.database.execute_sql("PRAGMA max_page_count = 1000000")
    page.open_record(three[1])
    assert page.pane.card.row.id == three[1]


def test_why_this_date_unfolds(page, three):
    page.refresh()
    page.open_record(three[1])
    assert not page.pane.why.isVisible()
    page.pane.why_button.click()
    assert page.pane.why.isVisible()
    assert "20" in page.pane.why.text()


def test_a_request_is_written_down_with_four_fields(qtbot, page, desk):
    page.new_action.trigger()
    dialog = page.acts.open[0]
    form = dialog.form
    form.set({"channel": Channel.PHONE, "demands": [DemandKind.CORRECT]})
    write(form.editor("received").main, "20.11.2026 15:10")
    write(form.editor("name").main, "Звонкова Нина")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    card = page.pane.card
    assert card.row.channel is Channel.PHONE
    assert card.row.kinds == (DemandKind.CORRECT,)
    assert card.subject.name == "Звонкова Нина"


def test_a_wrong_field_says_what_is_wrong_beside_itself(page, desk):
    page.acts.new_request()
    dialog = page.acts.open[0]
    write(dialog.form.editor("received").main, "some day")
    press(dialog.accept_button)
    assert "not a date" in dialog.form.complaint("received")
    assert dialog.focusWidget() is dialog.form.editor("received").main
    write(dialog.form.editor("received").main, "20.11.2026 15:10")
    press(dialog.accept_button)
    assert dialog.form.complaint("demands")
    assert len(requests.request_ids(desk, page.model.query)) == 0


def test_an_own_finding_has_nobody_who_wrote(page):
    page.acts.new_request()
    form = page.acts.open[0].form
    form.set({"channel": Channel.OWN})
    assert form.editor("role").value() is ApplicantRole.NOBODY


def test_a_known_person_is_offered(qtbot, page, three):
    page.acts.new_request()
    form = page.acts.open[0].form
    write(form.editor("email").main, "PETR@example.net")
    box = form.editor("same_person").main
    qtbot.waitUntil(box.isVisible, timeout=WAIT)
    assert "1 request" in box.text()
    assert form.editor("same_person").value() is True
    write(form.editor("name").main, "Чужая Инна")
    qtbot.waitUntil(lambda: form.editor("same_person").value() is False, timeout=WAIT)
    assert "Petr" in box.text() or "Пётр" in box.text(), "whose card it is"


def test_what_only_an_authority_demands_was_written_by_it(page, three):
    page.acts.new_request()
    form = page.acts.open[0].form
    form.set({"demands": (DemandKind.ACCESS,)})
    assert form.editor("role").value() is ApplicantRole.SUBJECT
    form.set({"demands": (DemandKind.REGULATOR_INFORMATION,)})
    assert form.editor("role").value() is ApplicantRole.RKN
    assert form.editor("role").main.isVisible()


def test_a_namesake_at_another_address_is_offered_and_not_ticked(qtbot, page, three):
    page.acts.new_request()
    form = page.acts.open[0].form
    write(
        form.editor("name").main,
        page.desk.database.execute_sql(
            "SELECT name FROM person WHERE email = 'petr@example.net'"
        ).fetchone()[0],
    )
    box = form.editor("same_person")
    qtbot.waitUntil(box.main.isVisible, timeout=WAIT)
    assert box.value() is True
    write(form.editor("email").main, "other@example.net")
    qtbot.waitUntil(lambda: box.value() is False, timeout=WAIT)
    assert box.main.isVisible(), "it may be the same person"


def test_a_card_without_a_name_is_offered_the_one_that_is_typed(qtbot, page, desk):
    nameless = intake(received=desk.now(), subject=PersonFields(email="anna@example.org"))
    who = requests.request_card(desk, requests.register_request(desk, nameless)).subject_id
    page.acts.new_request()
    dialog = page.acts.open[0]
    form, offer = dialog.form, dialog.form.editor("takes_name")
    form.set({"received": desk.now(), "demands": (DemandKind.ACCESS,)})
    write(form.editor("email").main, "anna@example.org")
    qtbot.waitUntil(form.editor("same_person").main.isVisible, timeout=WAIT)
    assert not offer.isVisible(), "there is no name yet"
    write(form.editor("name").main, "Щёголева Анна")
    assert offer.isVisible()
    assert not offer.value(), "an address may be shared: nothing is ticked beforehand"
    press(offer.main)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    assert page.pane.card.subject_id == who
    assert page.pane.card.subject.name == "Щёголева Анна"


def test_identity_is_recorded_by_a_usual_way(qtbot, page, three):
    page.refresh()
    page.open_record(three[1])
    dialog = act(qtbot, page, "identify")
    QTest.keyClick(dialog.form.editor("way").main, Qt.Key.Key_Down)
    press(dialog.accept_button)
    page.refresh()
    assert page.pane.card.identity_how == "The letter came from the address we know this person by."


def test_the_usual_ways_are_those_of_the_channel():
    spoken = usual_ways(Channel.PHONE)
    assert spoken
    assert not [way for way in spoken if "letter" in way]
    assert "came in and showed" in usual_ways(Channel.IN_PERSON)[0]
    assert set(spoken) < set(usual_ways(Channel.POST))


def test_the_check_of_identity_tells_whose_certificate_it_was(qtbot, page, desk, three):
    for name in ("Подписант Пётр", "Иной Иван"):
        id = requests.register_request(desk, intake(subject=person(name=name)))
        file = requests.add_file(desk, id, "заявление.pdf", signed(1))
        signed_files.check_file(desk, file)
        page.refresh()
        page.open_record(id)
        dialog = act(qtbot, page, "identify")
        told = [each.text() for each in dialog.findChildren(QLabel) if "Подписант 1" in each.text()]
        assert bool(told) is ("Подписант 1" in page.pane.stranger.text()) is (name == "Иной Иван")
        dialog.reject()


def test_what_is_missing_leads_to_the_letter_that_asks_for_it(qtbot, page, three):
    page.refresh()
    page.open_record(three[1])
    dialog = act(qtbot, page, "completeness")
    dialog.form.set({"document": True, "relation": False, "signature": True})
    messages.answers.append(True)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: any(d.NAME == "complete" for d in page.acts.open), timeout=WAIT)
    letter = page.acts.open[-1]
    assert letter.draft.facts.missing == ("relation",)
    letter.reject()


def test_a_complaint_is_inquired_into_and_opens_the_terms_to_stop(qtbot, page, desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.COMPLAINT,)))
    requests.confirm_identity(desk, id, "known address")
    page.refresh()
    page.open_record(id)
    dialog = act(qtbot, page, "inquire")
    write(dialog.form.editor("facts").main, "Звонили дважды после отказа.")
    dialog.form.set({"unlawful": True})
    press(dialog.accept_button)
    assert dialog.form.complaint("cause")
    write(dialog.form.editor("cause").main, "Номер остался в списке обзвона.")
    write(dialog.form.editor("measures").main, "Номер исключён из списка.")
    press(dialog.accept_button)
    page.refresh()
    assert {"R14", "R15"} <= {line.due.row for line in page.pane.card.deadlines}


def test_an_own_finding_offers_what_can_be_found_and_is_called_a_finding(qtbot, page, desk):
    page.new_action.trigger()
    dialog = page.acts.open[-1]
    kinds = dialog.form.editor("demands")
    kinds.set([DemandKind.ACCESS])

    def offered():
        lines = [kinds.list.item(row) for row in range(kinds.list.count())]
        return [line.text() for line in lines if not line.isHidden()]

    dialog.form.set({"channel": Channel.OWN})
    assert offered() == ["Unlawful processing found", "Inaccurate data found"]
    assert kinds.value() == (), "what cannot be found is not registered unseen"
    assert kinds.main.accessibleName() == "What was found"

    def by_post():
        told = [each for each in dialog.findChildren(QLabel) if "by post" in each.text()]
        return [each for each in told if not each.isHidden()]

    assert by_post() == [], "nothing came by post"
    dialog.form.set({"channel": Channel.POST})
    assert len(by_post()) == 1
    assert (len(offered()), kinds.main.accessibleName()) == (len(DemandKind), "What is demanded")
    dialog.form.set({"channel": Channel.OWN})
    kinds.set([DemandKind.CLAIM_UNLAWFUL])
    press(dialog.accept_button)
    page.refresh()
    assert "Unlawful processing found" in page.pane.title.text()
    assert page.model.data(page.model.index(0, 2)) == "Unlawful processing found"
    inquiry = act(qtbot, page, "inquire")
    said = " ".join(label.text() for label in inquiry.findChildren(QLabel))
    assert "complaint" not in said
    assert inquiry.form.values()["unlawful"]
    inquiry.dirty = False
    inquiry.reject()
    for name in ("decide", "correct"):
        follower = act(qtbot, page, name)
        boxes = follower.findChildren(QComboBox)
        options = [box.itemText(row) for box in boxes for row in range(box.count())]
        assert "Unlawful processing found" in options
        assert not [option for option in options if "laim" in option]
        follower.dirty = False
        follower.reject()
    today = deadlines.today(desk, "en")
    assert [words.kinds(line.called) for group in today.groups for line in group.lines] == [
        "Unlawful processing found"
    ]


def test_confirming_data_are_offered_to_demands_they_can_belong_to(qtbot, page, desk):
    both = (DemandKind.TRANSFERS_INFORMATION, DemandKind.CORRECT)
    id = requests.register_request(desk, intake(demands=both))
    other = requests.register_request(desk, intake(subject=person(name="Иная Ия")))
    page.refresh()
    page.open_record(id)
    dialog = act(qtbot, page, "evidence")
    assert dialog.form.editor("demand").main.count() == 1
    press(dialog.accept_button)
    page.refresh()
    assert "R07" in {line.due.row for line in page.pane.card.deadlines}
    page.open_record(other)
    assert not page.pane.acts["evidence"].isVisible(), "nothing it demands is proved by data"


def test_what_was_found_unlawful_is_stopped_by_the_first_button(qtbot, page, desk):
    own = {"channel": Channel.OWN, "role": ApplicantRole.NOBODY, "subject": PersonFields()}
    id = requests.register_request(desk, intake(demands=(DemandKind.CLAIM_UNLAWFUL,), **own))
    page.refresh()
    page.open_record(id)
    assert not page.pane.acts["completeness"].isVisible(), "there is no letter to look at"
    dialog = act(qtbot, page, "inquire")
    hints = [each.text() for each in dialog.findChildren(QLabel)]
    assert "If empty: the date already recorded." in hints
    dialog.dirty = False
    dialog.reject()
    requests.record_inquiry(desk, id, "купленный список", "недосмотр", "удаляем", True)
    for deed in ("cessation", "destruction"):
        page.refresh()
        page.open_record(id)
        assert page.pane.steps["remedy"].isDefault()
        shown = [name for name, button in page.pane.steps.items() if button.isVisible()]
        assert shown == ["remedy"], "nobody wrote: there is nobody to identify, answer or refuse"
        press(page.pane.steps["remedy"])
        dialog = page.acts.open[-1]
        proposed = "" if deed == "destruction" else deed
        assert dialog.form.values()["action"] == proposed, "what ends the term that runs out first"
        dialog.form.set({"action": deed, "note": "Акт № 1 от 22.11.2026"})
        press(dialog.accept_button)
    page.refresh()
    page.open_record(id)
    assert page.pane.steps["decide"].isDefault()
    press(page.pane.steps["decide"])
    assert page.acts.open[-1].NAME == "decide"
    page.acts.open[-1].reject()


def test_a_demand_that_was_taken_back_is_decided_by_hand(qtbot, page, three):
    page.refresh()
    page.open_record(three[1])
    dialog = act(qtbot, page, "decide")
    write(dialog.form.editor("outcome").main, "Отозвано письмом.")
    press(dialog.accept_button)
    page.refresh()
    assert page.pane.card.demands[0].state.value == "dropped"


def test_not_confirmed_is_offered_once_an_inquiry_found_nothing(qtbot, page, desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.COMPLAINT,)))
    requests.confirm_identity(desk, id, "Известный адрес.")
    page.refresh()
    page.open_record(id)

    def offered(dialog):
        box = dialog.form.editor("state").main
        return "Not confirmed" in [box.itemText(row) for row in range(box.count())]

    dialog = act(qtbot, page, "decide")
    assert not offered(dialog)
    dialog.reject()
    requests.record_inquiry(desk, id, "факты", "причина", "меры", unlawful=False)
    page.refresh()
    dialog = act(qtbot, page, "decide")
    assert offered(dialog)
    dialog.form.set({"state": DemandState.UNFOUNDED})
    write(dialog.form.editor("outcome").main, "Рассылки не было.")
    press(dialog.accept_button)
    page.refresh()
    assert page.pane.card.demands[0].state is DemandState.UNFOUNDED


def test_a_wrong_moment_is_put_right_with_a_reason(qtbot, page, three):
    page.refresh()
    page.open_record(three[1])
    before = page.pane.card.row.due
    dialog = act(qtbot, page, "correct")
    write(dialog.form.editor("received").main, "18.11.2026 10:00")
    press(dialog.accept_button)
    assert dialog.form.complaint("reason")
    write(dialog.form.editor("reason").main, "На конверте другой штемпель.")
    press(dialog.accept_button)
    page.refresh()
    assert page.pane.card.row.due < before


def test_a_wrong_day_of_confirming_data_is_put_right(qtbot, page, desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.CORRECT,)))
    demand = requests.request_card(desk, id).demands[0].id
    requests.add_evidence(desk, id, demand, date(2026, 11, 21))
    page.refresh()
    page.open_record(id)
    dialog = act(qtbot, page, "correct")
    name = f"evidence_{demand}_2026-11-21"
    write(dialog.form.editor("reason").main, "Принесли в пятницу.")
    write(dialog.form.editor(name).main, "01.11.2026")
    press(dialog.accept_button)
    assert dialog.form.complaint(name) == "This date is before the request."
    write(dialog.form.editor(name).main, "20.11.2026")
    press(dialog.accept_button)
    terms = requests.request_card(desk, id).deadlines
    assert [d.due.start for d in terms if d.due.row == "R07"] == [date(2026, 11, 20)]


def test_nothing_to_correct_is_said(qtbot, page, three):
    page.refresh()
    page.open_record(three[1])
    dialog = act(qtbot, page, "correct")
    write(dialog.form.editor("reason").main, "Проверка.")
    press(dialog.accept_button)
    assert dialog.form.complaint() == "Nothing differs from what is recorded."


def test_two_cards_of_one_person_are_merged(qtbot, page, desk):
    one = requests.register_request(desk, intake())
    requests.register_request(desk, intake(subject=person(name="Щеголева А. И.")))
    page.refresh()
    page.open_record(one)
    dialog = act(qtbot, page, "merge")
    other = dialog.form.editor("other").value()
    assert isinstance(other, int)
    write(dialog.form.editor("reason").main, "Один адрес, один человек.")
    press(dialog.accept_button)
    keep = requests.request_card(desk, one).subject_id
    assert len(people_cards.person_card(desk, keep).requests) == 2


def test_a_record_taken_in_by_mistake_is_made_void(qtbot, page, three):
    page.refresh()
    page.open_record(three[1])
    dialog = act(qtbot, page, "void")
    press(dialog.accept_button)
    assert dialog.form.complaint("reason")
    write(dialog.form.editor("reason").main, "Спам.")
    press(dialog.accept_button)
    page.refresh()
    assert page.pane.card.row.state is RequestState.VOID
    assert page.pane.state._badge.word == "void"


def test_a_note_stands_in_the_history(qtbot, page, three):
    page.refresh()
    page.open_record(three[1])
    dialog = act(qtbot, page, "note")
    write(dialog.form.editor("text").main, "Перезвонить в среду.")
    press(dialog.accept_button)
    page.refresh()
    history = page.pane.history
    lines = [history.item(row).text() for row in range(history.count())]
    assert any("Перезвонить в среду" in line for line in lines)


def test_files_are_attached_and_saved_out(qtbot, page, three, tmp_path):
    page.refresh()
    page.open_record(three[1])
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 invented")
    page.acts.attach(page.pane.card, [scan])
    qtbot.waitUntil(lambda: not page.jobs.running, timeout=WAIT)
    page.refresh()
    kept = page.pane.card.files[0]
    assert kept.name == "scan.pdf"
    copy = tmp_path / "copy.pdf"
    messages.answers.append(copy)
    page.acts.save_out(kept.id)
    assert copy.read_bytes() == scan.read_bytes()


def test_other_files_are_offered_to_the_request_that_is_shown(qtbot, page, three, tmp_path):
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"invented")
    page.refresh()
    page.take_files([photo])
    assert "Only saved e-mails" in messages.shown[-1]
    page.open_record(three[1])
    messages.answers.append(True)
    page.take_files([photo])
    qtbot.waitUntil(lambda: not page.jobs.running, timeout=WAIT)
    page.refresh()
    assert [each.name for each in page.pane.card.files] == ["photo.png"]


def test_files_are_named_before_they_are_attached(page, three, tmp_path):
    page.refresh()
    page.open_record(three[1])
    messages.answers.append(False)
    page.take_files([tmp_path / "photo.png", tmp_path / "list.xlsx"])
    assert (
        messages.shown[-1] == "Attach “photo.png” and “list.xlsx” to this record: request 2026-002?"
    )


def test_a_folder_is_refused_before_anything_is_asked(page, three, tmp_path):
    page.refresh()
    page.open_record(three[1])
    page.take_files([tmp_path])
    assert "This is a folder" in messages.shown[-1]


def test_after_a_step_the_focus_is_on_the_next_one(qtbot, page, three):
    page.refresh()
    page.open_record(three[1])
    before = page.pane.card.row.step
    dialog = act(qtbot, page, "identify")
    write(dialog.form.editor("how").main, "Известный адрес.")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: page.pane.card.row.step is not before, timeout=WAIT)
    following = page.pane.steps[page.pane.card.row.step]
    qtbot.waitUntil(lambda: page.focusWidget() is following, timeout=WAIT)


def test_a_new_request_is_chosen_in_the_list_even_when_the_filters_would_hide_it(page, three):
    page.refresh()
    page.bar.boxes["kind"].setCurrentIndex(
        page.bar.boxes["kind"].findData(str(DemandKind.COMPLAINT))
    )
    assert page.model.rowCount() == 0
    page.new_action.trigger()
    dialog = page.acts.open[0]
    dialog.form.set({"channel": Channel.PHONE, "demands": [DemandKind.CORRECT], "name": "Новый"})
    press(dialog.accept_button)
    assert page.list.current_id() == page.pane.card.row.id
    assert page.pane.card.row.kinds == (DemandKind.CORRECT,)
    page.refresh()
    assert page.list.current_id() == page.pane.card.row.id


def test_closing_a_form_with_words_in_it_asks_first(qtbot, page, three):
    page.refresh()
    page.open_record(three[1])
    dialog = act(qtbot, page, "note")
    write(dialog.form.editor("text").main, "слова")
    messages.answers.append(False)
    dialog.reject()
    assert dialog.isVisible()
    messages.answers.append(True)
    dialog.reject()
    assert page.acts.open == []


def test_locking_keeps_the_place_and_what_was_typed(qtbot, page, three, desk, opened):
    page.refresh()
    page.bar.boxes["state"].setCurrentIndex(0)
    page.open_record(three[1])
    page.pane.sections.setCurrentIndex(2)
    dialog = act(qtbot, page, "note")
    write(dialog.form.editor("text").main, "начато")
    kept = page.state()
    again = RequestsPage(desk, page.jobs, lambda *_place: None)
    qtbot.addWidget(again)
    again.refresh()
    again.restore(kept)
    assert again.bar.boxes["state"].currentIndex() == 0
    assert again.pane.card.row.id == three[1]
    assert again.pane.sections.currentIndex() == 2
    assert again.acts.open[0].form.editor("text").value() == "начато"
    dialog.dirty = again.acts.open[0].dirty = False


def test_the_list_can_be_saved_as_csv(page, three, tmp_path):
    page.refresh()
    path = tmp_path / "list.csv"
    messages.answers.extend([True, path])
    page.save_list()
    lines = path.read_text("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("Left;Number;Kind")


def test_refreshing_stays_at_the_same_line(page, three):
    page.refresh()
    page.open_record(three[1])
    requests.add_note(page.desk, three[1], "меняется что-то")
    page.refresh()
    assert page.list.current_id() == three[1]
    assert page.pane.card.row.id == three[1]


def test_a_request_beyond_the_filters_is_still_opened(page, three):
    requests.void_request(page.desk, three[1], "ошибка")
    page.refresh()
    page.open_record(three[1])
    assert page.pane.card.row.state is RequestState.VOID
    assert [each.text() for each in page.pane.what.findChildren(BadgeLabel)] == ["void"]
    card, told = page.pane.card, language.current()
    assert "(Void)" in row_as_text(card.row, told, page.desk.zone)
    assert card_as_text(card, page.desk, told).split("\n")[-2:] == ["Void", "ошибка"]


def test_window_words_never_hold_a_name_in_titles(qtbot, page, three):
    page.refresh()
    page.open_record(three[1])
    for name in ("note", "identify", "correct", "void"):
        dialog = act(qtbot, page, name)
        assert dialog.windowTitle().endswith("— request 2026-002")
        assert "Пример" not in dialog.windowTitle()
        dialog.dirty = False
        dialog.reject()


def test_rkn_has_no_identity_to_prove(page, desk):
    asked = replace(
        intake(), role=ApplicantRole.RKN, channel=Channel.RKN,
        demands=(DemandKind.REGULATOR_INFORMATION,),
    )  # fmt: skip
    id = requests.register_request(desk, asked)
    page.refresh()
    page.open_record(id)
    assert page.pane.steps[Step.ANSWER].isDefault()
    assert not page.pane.steps[Step.IDENTIFY].isEnabled()


def test_the_name_in_the_dative_is_suggested_and_confirmed_once(qtbot, page, three):
    page.refresh()
    page.open_record(three[0])
    dialog = act(qtbot, page, "dative")
    assert dialog.form.editor("dative").value() == "Щёголевой Анне Ильиничне"
    press(dialog.accept_button)
    page.refresh()
    assert page.pane.card.subject.dative == "Щёголевой Анне Ильиничне"


def test_locking_in_the_middle_of_an_answer_loses_nothing(qtbot, page, three, desk):
    requests.confirm_identity(desk, three[1], "Известный адрес.")
    page.refresh()
    page.open_record(three[1])
    dialog = act(qtbot, page, "answer")
    write(dialog.passages._editors["item5"].parts["ru"].main, "Начатая фраза")
    kept = page.state()
    again = RequestsPage(desk, page.jobs, lambda *_place: None)
    qtbot.addWidget(again)
    again.restore(kept)
    texts = again.acts.open[0].passages.texts()
    assert texts["item5"].ru == "Начатая фраза"
    for each in (dialog, again.acts.open[0]):
        each.dirty = False
        each.reject()


def test_a_paper_is_marked_as_signed_in_its_record_and_a_lock_keeps_the_form(page, desk, three):
    brief = papers.issue(
        desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, request=three[0])
    )
    page.refresh()
    page.open_record(three[0])
    signed = page.pane.papers.paper_buttons["signed"]
    page.pane.papers._paper("signed")
    page.acts.open[-1].form.set({"who": "Вымышленный Пётр"})
    kept = page.state()
    page.acts.open[-1].dirty = False
    page.acts.open[-1].reject()
    page.restore(kept)
    (dialog,) = page.acts.open
    assert dialog.form.values()["who"] == "Вымышленный Пётр"
    press(dialog.accept_button)
    assert papers.paper_brief(desk, brief.id).signature == "pen"
    papers.void(desk, brief.id, "Ошибка.")
    page.refresh()
    assert not signed.isEnabled()
    assert signed.toolTip() == "The paper is void."


def test_a_corrected_paper_is_chosen_in_the_place_of_the_one_it_made_void(page, desk, three):
    def draft(replaces=None):
        return papers.draft(desk, "acknowledgement", LanguageMode.RU, three[0], replaces=replaces)

    old = papers.issue(desk, draft())
    papers.issue(
        desk,
        papers.draft(
            desk, "request_to_complete", LanguageMode.RU, three[0], missing=("signature",)
        ),
    )
    page.open_record(three[0])
    page.pane.papers.choose(old.id)
    new = papers.replace(desk, old.id, draft(old.id), "опечатка")
    page.refresh()
    assert page.pane.papers.chosen_paper() == new.id


def test_where_two_papers_wait_the_dialog_asks_which_one_left(qtbot, page, desk, clock):
    id = both_wait(desk, clock)
    page.refresh()
    page.open_record(id)
    dialog = act(qtbot, page, "dispatch")
    dialog.form.editor("what").set("notice")
    for way, said in (("email", "message you sent"), ("phone", "who told whom"),
                      ("in_person", "signature on receipt"), ("post", "postal number")):  # fmt: skip
        dialog.form.set({"way": Channel(way)})
        assert said in dialog.how.text()
        assert ("message" in dialog.how.text()) == (way == "email")
        press(dialog.accept_button)
        assert said in dialog.form.complaint("proof"), "the refusal asks for the same"
    write(dialog.form.editor("proof").main, "<notice@example.com>")
    check(dialog, "two papers wait")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: not page.acts.open, timeout=WAIT)
    card = requests.request_card(desk, id)
    assert not card.answered
    assert "notice_sent" in {moment.kind for moment in card.timeline}


def test_the_letter_that_asks_for_what_is_missing_is_recorded_with_its_message(qtbot, page, desk):
    id = requests.register_request(desk, intake())
    requests.set_completeness(desk, id, Completeness())
    for form in ("acknowledgement", "request_to_complete"):
        papers.issue(desk, papers.draft(desk, form, LanguageMode.RU, id))
    page.refresh()
    page.open_record(id)
    dialog = act(qtbot, page, "dispatch")
    assert dialog.form.values()["what"] is Leaving.COMPLETION
    assert "is not an answer" in " ".join(each.text() for each in dialog.findChildren(Words))
    dialog.take("sent.eml", as_sent(pdf="receipt-2026-001.pdf"))
    assert dialog.form.values()["what"] is Leaving.RECEIPT
    dialog.take("sent.eml", as_sent(pdf="request-2026-002.pdf"))
    assert dialog.form.values()["what"] is Leaving.COMPLETION
    dialog.form.set({"at": desk.now()})
    check(dialog, "a letter that answers nothing")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: not page.acts.open, timeout=WAIT)
    card = requests.request_card(desk, id)
    assert (card.answered, card.leaving) == ("", (Leaving.RECEIPT,))
    assert card.timeline[-1].kind == "completion_sent"


def test_what_is_taken_back_as_not_sent_is_named(qtbot, page, desk):
    id = requests.register_request(desk, intake())
    papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
    requests.dispatch(desk, id, desk.now(), Channel.EMAIL, "<wrong>", what=Leaving.RECEIPT)
    page.refresh()
    page.open_record(id)
    dialog = act(qtbot, page, "unsent")
    said = " ".join(each.text() for each in dialog.findChildren(Words))
    assert "will be undone: " in said
    assert "<wrong>" in said
    assert "run again" in said


def test_a_record_the_filters_leave_out_is_shown_with_no_line_of_the_list_marked(page, desk, three):
    requests.void_request(desk, three[0], "дубль")
    page.refresh()
    page.open_record(three[1])
    assert page.list.current_id() == three[1]
    page.open_record(three[0])
    page.refresh()
    assert (page.pane.card.row.id, page.list.current_id()) == (three[0], None)
    assert not page.list.selectionModel().hasSelection()


def test_an_envelope_that_the_post_brought_back_is_recorded(qtbot, page, desk):
    id = requests.register_request(desk, intake())
    papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
    page.refresh()
    page.open_record(id)
    requests.dispatch(desk, id, desk.now(), Channel.POST, "РПО 1", what=Leaving.RECEIPT)
    page.refresh()
    dialog = act(qtbot, page, "returned")
    press(dialog.accept_button)
    assert dialog.form.complaint("note") == "This must be filled in."
    dialog.form.set({"day": desk.today(), "note": "Истёк срок хранения"})
    check(dialog, "an envelope that came back")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: not page.acts.open, timeout=WAIT)
    card = requests.request_card(desk, id)
    assert (card.returned, card.timeline[-1].note) == ((Leaving.RECEIPT,), "Истёк срок хранения")


def test_of_several_answers_the_person_says_which_left(qtbot, page, desk, clock):
    id = requests.register_request(desk, intake(demands=(DemandKind.ACCESS, DemandKind.STOP)))
    requests.confirm_identity(desk, id, "по адресу")
    done = {"action": "cessation", "passages": {"data": Both("Адрес.")}}
    for form, more in (("reply_access", {}), ("notice_done", done)):
        last = papers.issue(desk, papers.draft(desk, form, LanguageMode.RU, id, **more))
    clock.forward(hours=1)
    page.refresh()
    page.open_record(id)
    said = [label.text() for label in page.pane.what.findChildren(QLabel)]
    assert "Paper 01/2026-001" in said
    dialog = act(qtbot, page, "dispatch")
    assert dialog.form.values()["papers"] == ()
    write(dialog.form.editor("proof").main, "РПО 1")
    press(dialog.accept_button)
    assert "Tick the papers that were sent" in " ".join(
        w.text() for w in dialog.findChildren(Words)
    )
    dialog.take("sent.eml", as_sent(pdf=f"notice-{last.number.partition('/')[2]}.pdf"))
    assert dialog.form.values()["papers"] == (last.id,)
    dialog.form.set({"at": desk.now()})
    check(dialog, "several answers wait")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: not page.acts.open, timeout=WAIT)
    card = requests.request_card(desk, id)
    assert len(card.replies) == 1
    assert last.id not in card.replies


def test_after_the_identity_of_a_representative_comes_the_power(qtbot, page, desk):
    spoken = intake(role=ApplicantRole.REPRESENTATIVE, applicant=person(name="Адвокатов Пётр"))
    id = requests.register_request(desk, spoken)
    requests.confirm_identity(desk, id, "Удостоверение показано")
    page.refresh()
    page.open_record(id)
    assert page.pane.steps["authority"].isVisibleTo(page.pane)
    assert not page.pane.steps["identify"].isEnabled()
    dialog = act(qtbot, page, "authority")
    write(dialog.form.editor("note").main, "Доверенность от 1 ноября")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: not page.acts.open, timeout=WAIT)
    assert requests.request_card(desk, id).row.step is Step.ANSWER
    page.open_record(requests.register_request(desk, intake()))
    assert not page.pane.steps["authority"].isVisibleTo(page.pane)


def test_a_request_that_ought_to_have_a_term_stands_out_in_every_list(page, desk):
    id = bare(desk)
    page.refresh()
    assert page.model.index(0, 0).data() == "no deadline!"
    (row,) = requests.request_rows(desk, [id])
    (line,) = deadlines.today(desk, "en").group("no_date").lines
    assert words.few(row) == "no deadline!"
    for badge in (words.state_badge(row), line_badge(line)):
        assert (badge.word, badge.tone) == ("no deadline!", Tone.SOON)
