# SPDX-License-Identifier: Apache-2.0
"""The Destruction tab: list, record, and the acts from the plan to the seal, each with its refusals at their fields."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from desk.domain.destruction import Cause, DestructionState, DestructionStep, Signer
from desk.domain.destruction_steps import OPEN
from desk.domain.journal_words.telling import facts
from desk.domain.kinds import LanguageMode
from desk.domain.values import Attached, Both
from desk.services.destruction import destructions
from desk.services.overview import journals
from desk.services.overview.search import search_everywhere
from desk.services.paper import papers
from desk.services.request import requests
from desk.storage.models import Destruction, Recipient, StopLetter
from desk.text import catalogue
from tests import ground, scanner
from tests.factories import intake
from tests.ui.hands import WAIT, drop, press, write
from ui import destruction_words as said
from ui import language, messages
from ui.cells import badge_size
from ui.destruction_parts import signers_table
from ui.dialogs.commissions import CommissionsDialog
from ui.dialogs.unseal import Unsealed, show_unsealed
from ui.file_view import FileView
from ui.forms import Complaint
from ui.pages.destruction import DestructionPage
from ui.pages.requests import RequestsPage
from ui.pages.today import TodayPage
from ui.papers_part import PapersPart
from ui.search_box import _line
from ui.tables import TableView
from ui.tick import Tick


@pytest.fixture
def desk(staged_desk):
    """A destruction at each stage; pages of this module show it."""
    return staged_desk


@pytest.fixture
def page(show_page):
    made = show_page(DestructionPage)
    yield made
    for dialog in list(made.acts.open):
        dialog.dirty = False
        dialog.reject()


def begin(qtbot, page, stages, stage, name):
    """The dialog of an act on the destruction at a stage."""
    page.refresh()
    page.open_record(stages[stage])
    page.pane.act_wanted.emit(name)
    qtbot.waitUntil(lambda: any(name == each.NAME for each in page.acts.open), timeout=WAIT)
    return next(each for each in page.acts.open if name == each.NAME)


def shown(page):
    """The numbers in the list, as it stands."""
    rows = [page.model.row_at(line) for line in range(page.model.rowCount())]
    return [row.number.partition("-")[2] for row in rows]


def card(page, stages, stage):
    return destructions.destruction_card(page.desk, stages[stage])


def test_the_notice_is_in_the_language_of_the_request_it_answers(qtbot, page, desk, stages):
    request = requests.register_request(desk, intake(language="en"))
    Destruction.update(request=request).where(Destruction.id == stages["certified"]).execute()
    tell = begin(qtbot, page, stages, "certified", "tell")
    assert tell.mode() is LanguageMode.EN


# — the list —


def test_the_list_shows_what_is_not_finished_the_nearest_first(page):
    assert shown(page)[:2] == ["001", "002"]
    assert "007" not in shown(page)
    left = page.model.data(page.model.index(0, 0))
    assert left == "29 days left"


def test_words_and_filters_narrow_the_list(qtbot, page):
    write(page.bar.text, "примеров")
    qtbot.waitUntil(lambda: shown(page) == ["002"], timeout=WAIT)
    page.bar.text.clear()
    qtbot.waitUntil(lambda: len(shown(page)) == 6, timeout=WAIT)
    page.bar.boxes["state"].setCurrentIndex(page.bar.boxes["state"].findData("erased"))
    assert shown(page) == ["007"]
    page.bar.boxes["state"].setCurrentIndex(page.bar.boxes["state"].findData(OPEN))
    page.bar.boxes["cause"].setCurrentIndex(page.bar.boxes["cause"].findData(Cause.UNLAWFUL.value))
    assert shown(page) == []
    assert page.list._empty.sentence.text() == "Nothing matches these filters."


def test_signatures_are_counted_in_the_list_and_in_its_csv(page, tmp_path):
    path = tmp_path / "list.csv"
    messages.answers += [True, path]
    page.save_list()
    told = path.read_text("utf-8-sig")
    assert "Collect signatures · 0 of 3" in told
    assert "3 of 3" in told
    messages.answers += [False, path]
    page.save_list()
    first = path.read_text("utf-8-sig").splitlines()[1].rpartition(";")[2]
    assert re.fullmatch(r"\d{1,2} \w{3} 2026", first), "a day as in the other columns"


def test_what_asks_for_a_plan_stands_above_the_list_and_is_planned_from_there(qtbot, page):
    assert "Отзывающий Олег Осипович" in page.offers.label.text()
    press(page.offers.button)
    plan = page.acts.open[-1]
    assert plan.form.editor("cause").value() is Cause.WITHDRAWAL
    press(plan.accept_button)
    qtbot.waitUntil(lambda: page.pane.card is not None, timeout=WAIT)
    assert page.pane.card.request is not None
    page.refresh()
    assert not page.offers.isVisible()


# — the plan —


def test_people_are_found_while_typing_and_a_cause_without_a_rule_asks_for_its_day(page):
    page.plan_action.trigger()
    plan = page.acts.open[-1]
    press(plan.accept_button)
    assert plan.form.complaint("subjects")
    people = plan.form.editor("subjects")
    for name in ("Прим", "Образец"):
        write(people.filter, name)
        QTest.keyClick(people.filter, Qt.Key.Key_Return)
    assert len(people.value()) == 2
    plan.form.editor("cause").set(Cause.ASSIGNMENT_ENDED)
    assert plan.form.editor("due").isVisible()
    press(plan.accept_button)
    assert "No legal rule sets" in plan.form.complaint("due")
    write(plan.form.editor("due").edit, "31.12.2026")
    press(plan.accept_button)
    assert plan.form.complaint("clause")
    write(plan.form.editor("clause").edit, "п. 5 договора")
    press(plan.accept_button)
    row = page.pane.card.row
    assert (row.subjects, row.due, page.pane.card.clause) == (2, "2026-12-31", "п. 5 договора")


def test_what_goes_is_said_line_by_line(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "planned", "goes")
    editor = dialog.form.editor("items")
    assert len(editor.lines) == 4
    press(editor.remove)
    press(editor.add)
    line = editor._asked
    line.form.set({"place": ("carrier", 2), "categories": ()})
    press(line.accept_button)
    assert line.form.complaint("categories")
    line.form.set({"categories": (1,)})
    write(line.form.editor("sheets").edit, "x")
    press(line.accept_button)
    assert line.form.complaint("sheets")
    write(line.form.editor("sheets").edit, "3")
    line.form.set({"method": "crush"})
    press(line.accept_button)
    press(dialog.accept_button)
    items = card(page, stages, "planned").items
    assert [item.carrier for item in items][-1] == 2
    assert (items[-1].sheets, items[-1].method) == (3, "crush")


def test_what_stays_names_its_ground_and_its_term(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "planned", "stays")
    editor = dialog.form.editor("kept")
    press(editor.add)
    line = editor._asked
    press(line.accept_button)
    assert line.form.complaint("what")
    write(line.form.editor("what").part("ru"), "Счета")
    line.form.editor("ground").set("6.1.5")
    assert line.form.editor("norm").value().ru
    press(line.accept_button)
    press(dialog.accept_button)
    assert "Счета" in {kept.what.ru for kept in card(page, stages, "planned").kept}


def test_a_lock_keeps_the_line_that_is_being_typed(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "planned", "stays")
    press(dialog.form.editor("kept").add)
    write(dialog.form.editor("kept")._asked.form.editor("what").part("en"), "Invoices")
    dialog.dirty = True
    kept = page.state()
    QDialog.reject(dialog.form.editor("kept")._asked)
    QDialog.reject(dialog)
    page.restore(kept)
    (again,) = page.acts.open
    editor = again.form.editor("kept")
    qtbot.waitUntil(lambda: editor._asked is not None, timeout=WAIT)
    assert editor._asked.form.editor("what").value() == Both("", "Invoices")
    QDialog.reject(editor._asked)


def test_a_plan_is_postponed_and_taken_back_with_a_reason(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "planned", "postpone")
    press(dialog.accept_button)
    assert dialog.form.complaint("reason")
    write(dialog.form.editor("reason").edit, "Архив переезжает")
    press(dialog.accept_button)
    assert card(page, stages, "planned").due.row == "R23"
    dialog = begin(qtbot, page, stages, "planned", "void")
    write(dialog.form.editor("reason").edit, "Запланировано дважды")
    press(dialog.accept_button)
    assert card(page, stages, "planned").row.state is DestructionState.VOID


# — letters —


def test_letters_have_a_day_to_confirm_by_and_one_is_taken_back(qtbot, page, stages, desk):
    dialog = begin(qtbot, page, stages, "planned", "stop_letters")
    assert len(dialog.form.editor("recipients").value()) == 2
    write(dialog.form.editor("confirm_by").edit, "01.11.2026")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(dialog.form.complaint("confirm_by")), timeout=WAIT)
    assert card(page, stages, "planned").letters == ()
    day = desk.today() + timedelta(days=3)
    dialog.form.set({"confirm_by": day, "action": "stop"})
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    assert len(dialog.further) == 1
    press(dialog.accept_button)
    page.refresh()
    letters = page.pane.letters
    assert "to be sent" in letters.list.item(0).text()
    press(letters.buttons["drop_letter"])
    taking = page.acts.open[-1]
    assert taking.letter() == letters.chosen()
    write(taking.form.editor("reason").edit, "Не тот получатель")
    press(taking.accept_button)
    assert len(card(page, stages, "planned").letters) == 1


def test_a_confirmation_needs_a_file_or_a_word(qtbot, page, stages, desk):
    dialog = begin(qtbot, page, stages, "planned", "stop_letters")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    press(dialog.accept_button)
    dialog = begin(qtbot, page, stages, "planned", "confirmed")
    press(dialog.accept_button)
    assert "Attach the confirmation" in dialog.form.complaint()
    write(dialog.form.editor("note").edit, "Удалили 22 ноября")
    press(dialog.accept_button)
    assert any(letter.confirmed for letter in card(page, stages, "planned").letters)


# — the commission —


def test_a_substitute_acts_for_an_absent_member_with_the_reason(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "planned", "appoint")
    places = dialog.form.editor("taking_part")
    places._choose(2)
    press(places.edit)
    line = places._asked
    line.form.editor("by").box.setCurrentIndex(1)
    press(line.accept_button)
    assert line.form.complaint("absence")
    write(line.form.editor("absence").edit, "Больничный")
    press(line.accept_button)
    press(dialog.accept_button)
    parts = card(page, stages, "planned").taking_part
    assert [part.name.ru for part in parts][-1] == "Запасной Захар Захарович"


def test_a_lock_keeps_the_line_that_is_written_over_an_untouched_form(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "planned", "appoint")
    places = dialog.form.editor("taking_part")
    places._choose(2)
    press(places.edit)
    assert page.acts.state()["open"] == []
    write(places._asked.form.editor("absence").edit, "Больничный")
    (kept,) = page.acts.state()["open"]
    assert "Больничный" in str(kept["typed"])


def test_without_the_chairman_nobody_is_appointed(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "planned", "appoint")
    places = dialog.form.editor("taking_part")
    press(places.edit)
    places._asked.form.editor("by").set(-1)
    press(places._asked.accept_button)
    press(dialog.accept_button)
    assert "chairman or a substitute" in dialog.form.complaint("taking_part")


def test_a_sole_trader_may_destroy_alone(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "planned", "appoint")
    dialog.form.editor("commission").set(-1)
    assert not dialog.form.editor("taking_part").isVisible()
    press(dialog.accept_button)
    (alone,) = card(page, stages, "planned").taking_part
    assert alone.name.ru == "Образцова Вера Примеровна"
    assert len(destructions.commissions(page.desk)) == 2
    page.refresh()
    words = "".join(label.text() for label in page.pane.commission.findChildren(QLabel))
    assert "Destroys alone" in words
    assert "chairman" not in words, "one person is no commission"


def test_commissions_are_listed_made_and_ended(qtbot, page, desk):
    page.commissions()
    listing = page.findChild(CommissionsDialog)
    assert "Zakhar Zapasnoy" in listing.members.text()
    press(listing.buttons["outside_order"])
    dialog = page.acts.open[-1]
    press(dialog.accept_button)
    assert dialog.form.complaint("number")
    write(dialog.form.editor("number").edit, "9-К")
    write(dialog.form.editor("ordered").edit, "20.11.2026")
    press(dialog.accept_button)
    assert destructions.commissions(desk)[0].fields.number == "9-К"
    page.acts.begin("end_commission")
    press(page.acts.open[-1].accept_button)
    assert destructions.commissions(desk)[0].fields.until == desk.today().isoformat()


# — carried out, the act, the signatures —


def test_sheets_are_counted_and_what_differs_says_why(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "appointed", "carry_out")
    lines = dialog.form.editor("items")
    paper = next(n for n, line in enumerate(lines.lines) if line.item.carrier is not None)
    lines._choose(paper)
    press(lines.edit)
    write(lines._asked.form.editor("sheets").edit, "11")
    press(lines._asked.accept_button)
    press(dialog.accept_button)
    assert "differs from the plan" in dialog.form.complaint("items")
    assert lines._row() == paper
    press(lines.edit)
    write(lines._asked.form.editor("deviation").edit, "Один лист утрачен")
    press(lines._asked.accept_button)
    press(dialog.accept_button)
    done = card(page, stages, "appointed")
    assert done.row.state is DestructionState.CARRIED_OUT
    assert {item.done_sheets for item in done.items if item.carrier} == {11}


def test_who_has_not_confirmed_is_named_before_the_destruction_is_recorded(
    qtbot, page, stages, desk
):
    with desk.database.atomic():
        StopLetter.update(confirmed=None).execute()
    dialog = begin(qtbot, page, stages, "appointed", "carry_out")
    said = [each.text() for each in dialog.form.findChildren(Complaint) if each.isVisible()]
    assert any("has not confirmed the destruction" in text for text in said)


def test_what_the_act_lacks_leads_to_its_place(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "appointed", "carry_out")
    press(dialog.accept_button)
    dialog = begin(qtbot, page, stages, "appointed", "draw_up")
    press(dialog.accept_button)
    assert "event log of “Primer CRM”" in dialog.lacks.list.item(0).text()
    messages.answers.append(True)
    dialog.go_to("logs.crm")
    logs = page.acts.open[-1]
    press(logs.accept_button)
    assert logs.form.complaint("way")
    assert card(page, stages, "appointed").row.state is DestructionState.CARRIED_OUT


def test_who_is_only_proposed_is_confirmed_among_the_recipients_before_a_letter(
    qtbot, page, stages
):
    with page.desk.database.atomic():
        Recipient.update(country_confirmed=0).where(Recipient.code == "kommo").execute()
    dialog = begin(qtbot, page, stages, "planned", "stop_letters")
    press(dialog.accept_button)
    assert "“Oblako LLC” is only proposed" in dialog.lacks.list.item(0).text()
    messages.answers.append(True)
    with qtbot.waitSignal(dialog.elsewhere) as left:
        dialog.lacks.list.itemActivated.emit(dialog.lacks.list.item(0))
    assert left.args == ["recipients", ""]
    assert card(page, stages, "planned").letters == ()


def test_an_address_the_act_needs_is_named_and_filled_in_among_the_recipients(qtbot, page, stages):
    with page.desk.database.atomic():
        Recipient.update(address="").where(Recipient.code == "kommo").execute()
    press(begin(qtbot, page, stages, "appointed", "carry_out").accept_button)
    dialog = begin(qtbot, page, stages, "appointed", "draw_up")
    press(dialog.accept_button)
    told = [dialog.lacks.list.item(row).text() for row in range(dialog.lacks.list.count())]
    (lack,) = [row for row, text in enumerate(told) if "Oblako LLC" in text and "(item б)" in text]
    messages.answers.append(True)
    with qtbot.waitSignal(dialog.elsewhere) as left:
        dialog.lacks.list.itemActivated.emit(dialog.lacks.list.item(lack))
    assert left.args == ["recipients", ""]


def test_an_unsigned_order_is_said_at_the_act_and_signed_from_there(qtbot, page, stages):
    desk, id = page.desk, stages["appointed"]
    fields = replace(ground.commission(), number="", since=desk.today().isoformat())
    made = destructions.make_commission(desk, fields)
    destructions.appoint(desk, id, made)
    press(begin(qtbot, page, stages, "appointed", "carry_out").accept_button)
    dialog = begin(qtbot, page, stages, "appointed", "draw_up")
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("is not marked as signed" in text for text in told)
    messages.answers.append(True)
    press(dialog.order)
    signing = page.acts.open[-1]
    for box in signing.form.editor("signed").boxes:
        box.click()
    press(signing.accept_button)
    dialog = begin(qtbot, page, stages, "appointed", "draw_up")
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert not any("order" in text and "signed" in text for text in told)


def test_blocking_too_late_is_told_and_stays_in_sight(qtbot, page, stages, clock, show_page):
    clock.set(2027, 2, 1, 9, 0)
    dialog = begin(qtbot, page, stages, "planned", "postpone")
    assert "does not undo the delay" in dialog.form._advice["reason"].text()
    write(dialog.form.editor("reason").edit, "Архив на лентах")
    press(dialog.accept_button)
    page.refresh()
    said = page.pane.late.text()
    assert said.startswith("was due")
    assert said.endswith("days when blocked")
    model = show_page(TodayPage).agenda.model()
    lines = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert any(said in line for line in lines)


def test_remarks_stand_in_the_act_and_the_extract_is_seen_before_it_is_issued(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "carried_out", "draw_up")
    write(dialog.passages._editors["remarks"].parts["ru"].main, "Ключ сдан")
    dialog.form.editor("form").set("journal_extract")
    qtbot.waitUntil(lambda: dialog.draft.form == "journal_extract", timeout=WAIT)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    assert [each.form for each in (dialog.issued, *dialog.further)] == [
        "destruction_act",
        "journal_extract",
    ]
    assert dialog.view.find_text("сдан") > 0
    assert card(page, stages, "carried_out").row.state is DestructionState.DRAWN_UP


def test_signatures_come_one_by_one_and_one_is_taken_back(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "drawn_up", "sign")
    press(dialog.accept_button)
    assert dialog.form.complaint("signed") == "Tick who signed."
    said_of = [table.model().rowCount() for table in dialog.findChildren(TableView)]
    assert said_of == [3, 1], "the act and the extract, each with its signers"
    for box in dialog.form.editor("signed").boxes[:2]:
        box.click()
    press(dialog.accept_button)
    page.refresh()
    assert page.pane.card.row.signed == 2
    assert "2 of 3" in page.model.data(page.model.index(page.list.currentIndex().row(), 5))
    dialog = begin(qtbot, page, stages, "drawn_up", "unsign")
    write(dialog.form.editor("reason").edit, "Подписал другой")
    press(dialog.accept_button)
    assert card(page, stages, "drawn_up").row.signed == 1


@pytest.mark.parametrize("code", ["ru", "en"])
def test_whether_somebody_has_signed_is_never_cut_short_beside_the_names(qtbot, code):
    language.use(code)
    name, post = Both("Вымышленный Олег Юрьевич", "Vymyshlenny Oleg"), Both("бухгалтер", "clerk")
    by_pen = {"state": "pen", "signed_on": "2026-11-13"}
    broken = {"state": "detached", "signed_on": "2026-11-13", "verdict": "broken"}
    rows = [Signer("f", "member", name, post, **over) for over in ({}, by_pen, broken)]
    table = signers_table(rows)
    qtbot.addWidget(table)
    metrics = table.fontMetrics()
    table.resize(metrics.averageCharWidth() * 46, 400)
    table.show()
    badges = [said.signer_brief(row) for row in rows]
    assert len({badge.word for badge in badges}) == 3
    room = table.columnWidth(1)
    assert all(badge_size(badge, metrics).width() < room for badge in badges)
    assert "2026" in table.model().data(table.model().index(1, 1)), "read aloud in full"


def test_a_void_act_is_replaced_by_another_that_is_linked(qtbot, page, stages):
    old = next(p for p in card(page, stages, "drawn_up").papers if p.form == "destruction_act")
    dialog = begin(qtbot, page, stages, "drawn_up", "void_act")
    write(dialog.form.editor("reason").edit, "Ошибка в дате")
    press(dialog.accept_button)
    dialog = begin(qtbot, page, stages, "drawn_up", "draw_up")
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    assert dialog.issued.replaces == old.id


# — told, erased, sealed —


def test_subjects_told_otherwise_are_recorded(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "certified", "told")
    press(dialog.accept_button)
    assert dialog.form.complaint("how")
    write(dialog.form.editor("how").edit, "По телефону")
    press(dialog.accept_button)
    assert card(page, stages, "certified").row.state is DestructionState.TOLD


def test_who_is_still_held_is_named_before_anything_is_erased(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "told", "erase")
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Ненастоящая Нина Назаровна is not erased" in words
    press(dialog.accept_button)
    assert dialog.form.complaint("sure")
    assert card(page, stages, "told").row.state is DestructionState.TOLD


def test_a_sealed_paper_opens_for_a_reason_the_journal_keeps(qtbot, page, stages, desk):
    dialog = begin(qtbot, page, stages, "erased", "unseal")
    press(dialog.accept_button)
    assert dialog.form.complaint("reason")
    write(dialog.form.editor("reason").edit, "Проверка Роскомнадзора")
    press(dialog.accept_button)
    shown = page.findChild(FileView)
    assert shown.paper.pages.pdf is not None
    assert any(each.action == "paper.unsealed" for each in journals.journal_page(desk))
    shown.reject()


def test_an_erased_person_and_what_was_known_of_the_case_are_named_in_words(page, stages):
    page.open_record(stages["erased"])
    said = " ".join(label.text() for label in page.pane.findChildren(QLabel))
    assert "card 2026-" in said
    assert "person/" not in said
    papers = page.pane.findChild(PapersPart)
    papers.show_card(
        replace(page.pane.card, files=(Attached(7, "", "application/json", 646, "note"),))
    )
    assert papers.files.item(0).text().split(" · ")[::2] == [
        "sealed",
        "the case as the desk knew it",
    ]


def test_what_the_desk_knew_of_a_case_opens_to_be_read(page):
    told = Unsealed("case.json", '{"request":[{"text":"Прошу"}]}'.encode(), "application/json")
    show_unsealed(page, told)
    shown = page.findChild(FileView)
    assert '"text": "Прошу"' in shown.words.toPlainText()
    shown.reject()


@pytest.mark.parametrize("name", ["open", "print", "save", "mail"])
def test_a_sealed_paper_of_the_record_asks_for_the_reason_first(qtbot, page, stages, name):
    page.open_record(stages["erased"])
    sealed = next(each for each in page.pane.card.papers if each.state == "sealed")
    page.pane.paper_act.emit(name, sealed.id)
    (dialog,) = page.acts.open
    assert (dialog.NAME, dialog.form.values()["what"]) == ("unseal", ("paper", sealed.id))
    assert not dialog.dirty, "nothing was typed yet"


def test_the_case_file_waits_for_its_three_years(qtbot, page, stages):
    dialog = begin(qtbot, page, stages, "erased", "erase_case")
    dialog.form.editor("sure").box.click()
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(dialog.form.complaint()), timeout=WAIT)
    assert "must be kept until" in dialog.form.complaint()


# — ways here —


@pytest.mark.parametrize(
    ("stage", "step"),
    [
        ("planned", DestructionStep.STOP_LETTERS),
        ("carried_out", DestructionStep.DRAW_UP),
        ("certified", DestructionStep.TELL),
    ],
)
def test_the_next_step_is_the_default_and_others_say_why_not(page, stages, stage, step):
    page.open_record(stages[stage])
    pane = page.pane
    assert pane.steps[step].isDefault()
    assert page.focusWidget() is pane.steps[step]
    assert not pane.acts["erase"].isEnabled()
    assert "First" in pane.acts["erase"].toolTip()


@pytest.fixture
def unshared(desk, stages):
    """The plan once the register names nobody who gets its data."""
    id = stages["planned"]
    Recipient.update(purposes="[]").execute()
    items = destructions.destruction_card(desk, id).items
    destructions.set_items(desk, id, [each for each in items if each.processor is None])
    return id


@pytest.mark.parametrize("speech", ["ru", "en"])
def test_who_else_has_the_data_is_asked_first(qtbot, show_page, unshared, speech):
    language.use(speech)
    page = show_page(DestructionPage)
    page.open_record(unshared)
    pane = page.pane
    assert pane.steps[DestructionStep.SHARING].isDefault()
    assert not pane.acts["stop_letters"].isEnabled()
    press(pane.steps[DestructionStep.SHARING])
    dialog = page.acts.open[-1]
    press(dialog.accept_button)
    assert dialog.form.complaint("nobody:newsletter")
    dialog.form.editor("nobody:newsletter").box.click()
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: pane.card.row.step is DestructionStep.APPOINT, timeout=WAIT)
    assert destructions.unshared(page.desk, unshared) == {}


def test_whoever_has_them_is_picked_from_the_register(qtbot, page, unshared):
    page.open_record(unshared)
    press(page.pane.steps[DestructionStep.SHARING])
    dialog = page.acts.open[-1]
    picked = Recipient.get(Recipient.code == "kommo").id
    dialog.form.editor("to:newsletter").set((picked,))
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: page.pane.card.row.step is DestructionStep.STOP_LETTERS, timeout=WAIT)
    assert destructions.receivers(page.desk, unshared) == [picked]


def test_today_leads_here(show_page, opened, stages):
    today = show_page(TodayPage)
    today._open("destruction", stages["planned"])
    assert opened == [("destruction", stages["planned"])]


def test_a_request_that_demands_it_offers_the_plan_in_its_record(qtbot, show_page, opened, desk):
    requests_page = show_page(RequestsPage)
    requests_page.open_record(1)
    requests_page.pane.acts["plan"].trigger()
    (plan,) = requests_page.acts.open
    assert not plan.form.editor("offer").isVisible()
    press(plan.accept_button)
    (where, id) = opened[-1]
    assert where == "destruction"
    assert destructions.destruction_card(desk, id).request == 1
    requests_page.pane.acts["plan"].trigger()
    assert "not already planned" in messages.shown[-1]


def test_the_search_finds_a_destruction_by_its_cause_and_name(desk, stages):
    hits = [hit for hit in search_everywhere(desk, "Вымышленная") if hit.record == "destruction"]
    assert [hit.id for hit in hits] == [stages["drawn_up"]]
    assert (
        _line(hits[0]) == "Destruction 2026-004 · Вымышленная Вера Васильевна · Consent withdrawn"
    )


def test_scans_find_their_papers_and_other_files_are_offered(qtbot, page, stages, tmp_path):
    page.open_record(stages["drawn_up"])
    other = tmp_path / "protocol.txt"
    other.write_text("протокол", encoding="utf-8")
    messages.answers.append(True)
    drop(page, other)
    qtbot.waitUntil(
        lambda: any(each.name == "protocol.txt" for each in card(page, stages, "drawn_up").files),
        timeout=WAIT,
    )
    asked = []
    page.acts.scan_back = asked.append
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4")
    drop(page, scan)
    qtbot.waitUntil(lambda: asked == [[scan]], timeout=WAIT)


def test_a_lock_keeps_the_stack_that_is_being_looked_through(qtbot, page, stages, tmp_path):
    act = destructions.act_of(page.desk, stages["drawn_up"])
    scan = tmp_path / "scan.pdf"
    sheets = scanner.sheets(papers.paper_bytes(page.desk, act))
    scan.write_bytes(
        scanner.pdf([scanner.scanned(sheet, 25, scanner.Flaws(dots=150)) for sheet in sheets])
    )
    page.take_files([scan])
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    page.acts.open[0].panel.findChildren(Tick)[0].click()
    kept = page.state()
    QDialog.reject(page.acts.open[0])
    page.restore(kept)
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    assert page.acts.open[0].ticks.keys() == {(act, "chairman")}


def test_an_open_request_is_closed_before_its_data_are_erased(page, stages, opened):
    page.open_record(stages["told"])
    told = page.pane.card
    messages.answers.append(False)
    page.acts.begin("erase", replace(told, request=1))
    assert "still open" in messages.shown[-1]
    assert opened == []


def test_the_journal_tells_an_erasure_in_words(desk):
    (entry,) = (each for each in journals.journal_page(desk) if each.action == "destruction.erased")
    told = facts(catalogue("en"), entry.detail)
    assert "erased: cards of people: 1" in told
    assert "{" not in told
