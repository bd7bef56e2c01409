# SPDX-License-Identifier: Apache-2.0
"""Writing papers: live preview, languages, withheld items, other people's data, drafts that are kept."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desk.domain.consent import HoldingFields
from desk.domain.duties import starter_duties
from desk.domain.kinds import (
    ApplicantRole,
    Channel,
    DemandKind,
    DemandState,
    LanguageMode,
    OperatorKind,
)
from desk.domain.paper import Missing, Withheld
from desk.domain.proposal import Hint
from desk.domain.request import POWER, Completeness, PersonFields
from desk.domain.values import Both
from desk.services.consent import consents
from desk.services.operators import write_operator
from desk.services.paper import papers
from desk.services.paper.facts import matter
from desk.services.register import holdings, registers
from desk.services.request import requests
from desk.services.request.refusing import check_grounds
from desk.services.settings import drafts, set_setting
from tests.factories import intake, operator_trader, person
from tests.reading import NAMED, picture, text_pdf
from tests.services import grounds
from tests.ui.hands import WAIT, press, tick, write
from ui import messages
from ui.dialogs.answer import AnswerDialog, DoneDialog
from ui.dialogs.extend import ExtendDialog
from ui.dialogs.kept import KeptDialog
from ui.dialogs.letters import AcknowledgeDialog, CompleteDialog
from ui.dialogs.note import SignedDialog
from ui.dialogs.refuse import RefuseDialog
from ui.dialogs.replace import replace_dialog
from ui.draft_parts import Lacks
from ui.file_view import FileView
from ui.forms import Complaint, Words
from ui.grounds import GroundDialog, Line
from ui.pick_fields import ITEM


@pytest.fixture
def access(desk):
    """A request for access whose sender is known."""
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "Известный адрес.")
    return id


@pytest.fixture
def writing(qtbot, desk, jobs):
    """Opens a dialog that writes a paper on a request; closes what is left open."""
    made = []

    def open_one(kind, id):
        dialog = kind(desk, jobs, None, requests.request_card(desk, id, "en"))
        made.append(dialog)
        dialog.open()
        drawn(qtbot, dialog)
        return dialog

    yield open_one
    for dialog in made:
        dialog.dirty = False
        if isValid(dialog):
            dialog._pause.stop()
        dialog.previewer.close()


def drawn(qtbot, dialog):
    """Wait until the paper shows what was typed."""
    qtbot.waitUntil(
        lambda: not dialog._pause.isActive() and not dialog.previewer.busy, timeout=WAIT
    )


def box(dialog, passage, language="ru"):
    return dialog.passages._editors[passage].parts[language].main


def paper_text(dialog):
    pdf = dialog.view.pages.pdf
    return " ".join(pdf.text(page) for page in range(len(pdf)))


def told(dialog):
    """What the list beside the passages says."""
    return [dialog.lacks.list.item(row).text() for row in range(dialog.lacks.list.count())]


def in_sight(widget):
    return widget.visibleRegion().boundingRect().height() >= widget.height() - 1


def issue(qtbot, dialog):
    """Issue, whatever the desk asks about first."""
    if papers.gap_hints(dialog.desk, dialog.draft, "ru"):
        messages.answers.append(True)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    return dialog.issued


def test_the_preview_follows_what_is_typed(qtbot, writing, access):
    dialog = writing(AnswerDialog, access)
    assert "ЧЕРНОВИК" in paper_text(dialog)
    write(box(dialog, "item5"), "Вымышленный набор сведений")
    qtbot.waitUntil(lambda: "Вымышленный набор" in paper_text(dialog), timeout=WAIT)


def test_the_dialog_says_why_it_starts_in_this_language(qtbot, writing, desk, access):
    set_setting(desk, "paper_language", "ru+en")
    dialog = writing(AcknowledgeDialog, access)
    why = dialog.form._hints["mode"]
    assert (dialog.mode(), why.isHidden()) == (LanguageMode.BOTH, False)
    assert "settings" in why.text()
    dialog.form.editor("mode").set(LanguageMode.EN)
    assert why.isHidden(), "somebody chose it himself"


def test_only_the_boxes_of_the_chosen_language_are_shown(qtbot, writing, access):
    dialog = writing(AnswerDialog, access)
    assert not box(dialog, "item5").isHidden()
    assert dialog.passages._editors["item5"].parts["en"].isHidden()
    write(box(dialog, "item5"), "Только имя")
    dialog.form.editor("mode").set(LanguageMode.BOTH)
    drawn(qtbot, dialog)
    assert not dialog.passages._editors["item5"].parts["en"].isHidden()
    assert box(dialog, "item5").toPlainText() == "Только имя"
    assert "only a Russian text" in dialog.lacks.list.item(0).text()


def test_no_sentence_of_what_to_look_at_is_counted_wider_than_it_is_painted(qtbot):
    lacks = Lacks(None)
    qtbot.addWidget(lacks)
    lacks.show()
    hint = Hint("", "gap", "item5", "{where} is empty: the paper will say “no data” there.")
    for width in range(300, 420, 10):
        lacks.resize(width, 120)
        lacks.show_lacks((), [hint] * 5, lambda where: f"Personal data of the subject, {where}")
        room = lacks.list.viewport().width() - 2 * lacks.list.spacing()
        rows = [lacks.list.visualItemRect(lacks.list.item(at)).width() for at in range(5)]
        assert max(rows) <= room


def test_what_is_missing_stops_the_issue_and_leads_to_its_place(qtbot, writing, access):
    dialog = writing(AnswerDialog, access)
    write(box(dialog, "item1"), " ")
    drawn(qtbot, dialog)
    dialog.passages.focus("item10")
    press(dialog.accept_button)
    assert dialog.issued is None
    assert dialog.focusWidget() is box(dialog, "item1")
    assert dialog.passages._complaints["item1"].isVisible()
    qtbot.waitUntil(lambda: in_sight(dialog.passages._editors["item1"]), timeout=WAIT)
    dialog.passages.focus("item10")
    dialog.lacks.list.itemActivated.emit(dialog.lacks.list.item(0))
    assert dialog.focusWidget() is box(dialog, "item1")


def test_a_character_no_typeface_has_is_told_while_typing_and_stops_the_issue(
    qtbot, writing, access
):
    dialog = writing(AnswerDialog, access)
    write(box(dialog, "item3"), "Знак \U00013000")
    title = dialog.passages.title("item3")
    qtbot.waitUntil(lambda: any("U+13000" in text for text in told(dialog)), timeout=WAIT)
    assert any(title in text for text in told(dialog))
    assert not any("passages" in text or "item3" in text for text in told(dialog))
    dialog.passages.focus("item10")
    press(dialog.accept_button)
    assert dialog.issued is None
    assert dialog.focusWidget() is box(dialog, "item3")
    assert title in dialog.passages._complaints["item3"].text()
    qtbot.waitUntil(lambda: in_sight(dialog.passages._complaints["item3"]), timeout=WAIT)


def test_an_issued_paper_is_numbered_frozen_and_offered_for_sending(qtbot, writing, access, desk):
    dialog = writing(AnswerDialog, access)
    assert "Draft" in dialog.notice.text()
    brief = issue(qtbot, dialog)
    assert brief.number == "answer/2026-001"
    assert "01/2026-001" in dialog.notice.text()
    assert "ЧЕРНОВИК" not in paper_text(dialog)
    assert not dialog.passages.isVisible()
    assert dialog.done_panel.buttons["mail"].isVisible()
    card = requests.request_card(desk, access)
    assert card.demands[0].state is DemandState.SATISFIED


def test_items_that_contradict_the_answer_are_named_and_asked_about_once(qtbot, writing, access):
    dialog = writing(AnswerDialog, access)
    for name in ("item2", "item3"):
        write(box(dialog, name), "Сведения отсутствуют.")
    write(box(dialog, "item9_1"), starter_duties(OperatorKind.TRADER).ru)
    drawn(qtbot, dialog)
    item2, item5 = dialog.passages.title("item2"), dialog.passages.title("item5")
    empty = [text for text in told(dialog) if "is empty" in text]
    assert [item5 in empty[0], len(empty)] == [True, 2]
    dialog.lacks.list.itemActivated.emit(
        next(dialog.lacks.list.item(row) for row in range(9) if item5 in told(dialog)[row])
    )
    assert dialog.focusWidget() is box(dialog, "item5")
    messages.answers.append(False)
    press(dialog.accept_button)
    assert dialog.issued is None
    assert item5 in messages.shown[-1]
    assert item2 not in messages.shown[-1]
    assert dialog.passages.title("item9_1") in messages.shown[-1]
    issue(qtbot, dialog)


def test_no_data_for_a_person_the_register_knows_is_told_and_asked_about_first(
    qtbot, writing, access, desk
):
    data = grounds.category(desk, "mail")
    who = requests.request_card(desk, access).subject_id
    grounds.holding(desk, who, grounds.purpose(desk, "shop", data, actions="[]"), (data,))
    dialog = writing(AnswerDialog, access)
    dialog.form.editor("form").set("reply_not_processed")
    drawn(qtbot, dialog)
    searched = dialog.passages.title("searched")
    assert "data held for “Purpose shop”" in told(dialog)[0]
    assert searched in told(dialog)[1]
    dialog.lacks.list.itemActivated.emit(dialog.lacks.list.item(0))
    assert dialog.form.editor("form").isAncestorOf(dialog.focusWidget())
    messages.answers.append(False)
    press(dialog.accept_button)
    assert dialog.issued is None
    assert "data held for “Purpose shop”" in messages.shown[-1]
    assert searched in messages.shown[-1]
    issue(qtbot, dialog)


def test_only_what_a_person_says_is_missing_is_asked_for(qtbot, writing, desk):
    letter = "Паспорт 45 10 № 123456, договор № 17.\nПодпись: Ковалёв"
    id = requests.register_request(
        desk, intake(text=letter, completeness=Completeness(looked=False))
    )
    dialog = writing(CompleteDialog, id)
    missing = dialog.form.editor("missing")
    assert missing.value() == ()
    hint = " ".join(each.text() for each in dialog.findChildren(Words))
    assert "seems to give: number, date and issuer" in hint
    press(dialog.accept_button)
    assert dialog.issued is None
    assert any("which of the parts" in each.text() for each in dialog.findChildren(Complaint))
    missing.set(("signature",))
    drawn(qtbot, dialog)
    assert "подпис" in paper_text(dialog)
    assert "удостоверя" not in paper_text(dialog)
    issue(qtbot, dialog)
    assert requests.request_card(desk, id).completeness.missing == ("signature",)


def test_a_representative_can_be_asked_for_the_power_alone(qtbot, writing, desk):
    lawyer = {"role": ApplicantRole.REPRESENTATIVE, "applicant": person(name="Юристов П. И.")}
    id = requests.register_request(desk, intake(**lawyer))
    dialog = writing(CompleteDialog, id)
    dialog.form.editor("missing").set((POWER,))
    drawn(qtbot, dialog)
    assert "подтверждающий полномочия представителя" in " ".join(paper_text(dialog).split())
    issue(qtbot, dialog)
    corrected = replace_dialog(desk, dialog.jobs, dialog, dialog.issued, "опечатка")
    qtbot.addWidget(corrected)
    corrected.prepare()
    assert corrected.form.values()["missing"] == (POWER,)


def test_what_is_kept_is_ticked_beside_the_answer_and_the_items_fill_in_at_once(
    qtbot, writing, access, desk
):
    registers.adopt_set(desk, "trader", "2026-11-20")
    dialog = writing(AnswerDialog, access)
    write(box(dialog, "item6"), "Пока идёт спор.")
    drawn(qtbot, dialog)
    assert "does not know which data" in told(dialog)[0]
    press(dialog.known.button)
    kept = dialog.findChild(KeptDialog)
    purposes, data = kept.form.editor("kept"), kept.form.editor("categories")
    assert not purposes.value()
    assert not any("consent" in item.text() for item in purposes.items())
    press(kept.accept_button)
    assert kept.form.complaint("kept") == "Tick the purposes you keep the data for."
    tick(purposes, "Consulting, integration, support and licences — contract")
    assert len(data.value()) == 6
    tick(data, "position")
    write(kept.form.editor("contract").main, "2417")
    press(kept.accept_button)
    assert kept.form.complaint("since")
    kept.form.set({"since": date(2026, 9, 3)})
    press(kept.accept_button)
    assert "договор № 2417" in box(dialog, "item2").toPlainText()
    assert "должность" not in box(dialog, "item5").toPlainText()
    assert "номер телефона" in box(dialog, "item5").toPlainText()
    assert box(dialog, "item6").toPlainText() == "Пока идёт спор."
    assert not dialog.known.isVisible()
    assert not any("is empty" in text or "does not know" in text for text in told(dialog))


def test_of_a_person_known_by_a_consent_alone_it_is_asked_what_else_is_kept(
    qtbot, writing, access, desk
):
    registers.adopt_set(desk, "trader", "2026-10-20")
    news = next(each for each in registers.purposes(desk) if "6.1.1" in each.fields.grounds)
    subject = requests.request_card(desk, access).subject_id
    consents.record_consent(desk, subject, grounds.fields(news.id, given="2026-11-01"))
    dialog = writing(AnswerDialog, access)
    drawn(qtbot, dialog)
    assert "consents only" in dialog.known.label.text()
    assert any("only what this person consented to" in text for text in told(dialog))
    grounds.holding(desk, subject, news.id, news.fields.categories)
    dialog.compose()
    drawn(qtbot, dialog)
    assert not dialog.known.isVisible()


def test_a_tick_taken_off_the_data_stays_off_when_another_purpose_is_ticked(desk, jobs, qtbot):
    registers.adopt_set(desk, "trader", "2026-11-20")
    dialog = KeptDialog(desk, jobs, None)
    qtbot.addWidget(dialog)
    dialog.show()
    purposes, data = dialog.form.editor("kept"), dialog.form.editor("categories")
    tick(purposes, "Consulting, integration, support and licences — contract")
    tick(data, "telephone number")
    tick(purposes, "Informational and service messages — contract")
    chosen = [item.text() for item in data.items() if item.data(ITEM) in data.value()]
    assert "full name" in chosen
    assert "telephone number" not in chosen
    tick(purposes, "Consulting, integration, support and licences — contract")
    tick(purposes, "Informational and service messages — contract")
    assert data.items() == []


def test_recipients_nobody_confirmed_are_not_named_and_asked_about(qtbot, writing, access, desk):
    registers.adopt_set(desk, "trader", "2026-11-20")
    subject = requests.request_card(desk, access).subject_id
    services = next(p for p in registers.purposes(desk) if p.fields.code == "services")
    held = HoldingFields(
        subject, services.id, "6.1.5", "2026-09-03", services.fields.categories, contract="1"
    )
    holdings.record_holding(desk, held)
    dialog = writing(AnswerDialog, access)
    for name in ("item4", "item8", "item9"):
        assert "впишите" not in box(dialog, name).toPlainText()
    assert "за пределы" not in box(dialog, "item8").toPlainText()
    drawn(qtbot, dialog)
    (said,) = (text for text in told(dialog) if "nobody has confirmed" in text)
    assert "Cloud platform" in said
    wanted = []
    dialog.elsewhere.connect(lambda where, field: wanted.append((where, field)))
    messages.answers.append(False)
    press(dialog.accept_button)
    assert "does not name these recipients" in messages.shown[-1]
    messages.answers.append(True)
    dialog.go_to("recipients")
    assert wanted == [("recipients", "")]


def test_webmail_gets_the_text_on_the_clipboard_and_the_pdf(qtbot, writing, access, tmp_path, desk):
    dialog = writing(AnswerDialog, access)
    brief = issue(qtbot, dialog)
    path = tmp_path / "a.pdf"
    messages.answers += [True, path]  # unsigned, for once
    press(dialog.done_panel.buttons["webmail"])
    assert path.read_bytes() == papers.paper_bytes(desk, brief.id)
    assert QApplication.clipboard().text()


def test_a_withheld_item_needs_its_ground_and_makes_the_answer_partial(
    qtbot, writing, access, desk
):
    dialog = writing(AnswerDialog, access)
    what = Both("Записи разговоров", "Call recordings")
    facts = Both("На них слышны другие люди.", "Other people are heard on them.")
    dialog.withheld._take(0, Line(Withheld(what, "14.8.4", facts)))
    drawn(qtbot, dialog)
    qtbot.waitUntil(lambda: "Записи разговоров" in paper_text(dialog), timeout=WAIT)
    issue(qtbot, dialog)
    assert requests.request_card(desk, access).demands[0].state is DemandState.PARTLY


def test_the_line_of_a_withheld_item_is_filled_in_by_hand(qtbot, writing, access):
    dialog = writing(AnswerDialog, access)
    press(dialog.withheld.add)
    line = dialog.withheld.findChild(GroundDialog)
    press(line.accept_button)
    assert line.form.complaint("what") == "State what is withheld."
    write(line.form.editor("what").parts["ru"].main, "Записи разговоров")
    press(line.accept_button)
    assert dialog.withheld.lines[0].withheld.ground == "14.8.4"


def test_other_peoples_data_are_pointed_out_before_the_issue(qtbot, writing, access, desk):
    other = person(name="Посторонний Павел Петрович", email="pavel@example.com", phone="")
    requests.register_request(desk, intake(subject=other))
    dialog = writing(AnswerDialog, access)
    write(box(dialog, "item5"), "Данные получены вместе с адресом pavel@example.com.")
    qtbot.waitUntil(lambda: any("pavel@example.com" in text for text in told(dialog)), timeout=WAIT)
    messages.answers.append(False)
    press(dialog.accept_button)
    assert dialog.issued is None
    issue(qtbot, dialog)


def test_files_beside_the_request_are_read_before_the_issue_and_can_be_opened(
    qtbot, writing, access, desk
):
    requests.add_file(desk, access, "list.pdf", text_pdf(NAMED))
    requests.add_file(desk, access, "scan.png", picture())
    dialog = writing(AnswerDialog, access)
    write(box(dialog, "item5"), "ФИО")
    qtbot.waitUntil(lambda: any("scan.png" in text for text in told(dialog)), timeout=WAIT)
    said = told(dialog)[-2:]
    assert "petrova@example.net" in said[0]
    assert "list.pdf" in said[0]
    assert "“scan.png”: the program cannot read pictures" in said[1]
    dialog.lacks.list.itemActivated.emit(dialog.lacks.list.item(dialog.lacks.list.count() - 1))
    (shown,) = dialog.findChildren(FileView)
    assert shown.paper.isVisible()
    shown.reject()
    messages.answers.append(False)
    press(dialog.accept_button)
    assert dialog.issued is None
    assert "petrova@example.net (list.pdf)" in messages.shown[-1]
    issue(qtbot, dialog)


def test_issuing_waits_until_the_files_are_read(qtbot, writing, access, desk, jobs):
    requests.add_file(desk, access, "list.txt", NAMED.encode())
    dialog = writing(AnswerDialog, access)
    write(box(dialog, "item5"), "ФИО")
    qtbot.waitUntil(lambda: not jobs.running, timeout=WAIT)
    dialog.others._files.clear()
    press(dialog.accept_button)
    assert dialog.issued is None
    messages.answers.append(True)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)


def test_closing_keeps_the_draft_and_opening_brings_it_back(qtbot, writing, access, desk):
    dialog = writing(AnswerDialog, access)
    write(box(dialog, "item5"), "Незаконченная мысль")
    dialog.reject()
    assert drafts(desk) == [f"paper:answer:{access}"]
    again = writing(AnswerDialog, access)
    assert box(again, "item5").toPlainText() == "Незаконченная мысль"
    assert "Your last draft" in again.notice.text()


def test_an_issued_paper_leaves_no_draft_behind(qtbot, writing, access, desk):
    dialog = writing(AnswerDialog, access)
    write(box(dialog, "item5"), "ФИО")
    drawn(qtbot, dialog)
    issue(qtbot, dialog)
    press(dialog.accept_button)
    assert drafts(desk) == []


def test_a_demand_to_stop_is_answered_by_the_notice_of_what_was_done(qtbot, writing, desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.STOP,)))
    requests.confirm_identity(desk, id, "Известный адрес.")
    dialog = writing(DoneDialog, id)
    assert dialog.form.editor("action").value() == "", "nothing is known of the person"
    assert "Choose what was actually done" in dialog.form.complaint("action")
    press(dialog.accept_button)
    assert dialog.issued is None
    dialog.form.editor("action").set("cessation")
    drawn(qtbot, dialog)
    assert not dialog.form.complaint("action")
    write(box(dialog, "data"), "Имя и адрес почты в списке рассылки.")
    drawn(qtbot, dialog)
    brief = issue(qtbot, dialog)
    assert brief.form == "notice_done"


def test_the_deed_on_record_is_proposed_with_its_day_and_asked_about_when_it_is_another(
    qtbot, writing, desk
):
    id = requests.register_request(desk, intake(demands=(DemandKind.STOP,)))
    requests.confirm_identity(desk, id, "Известный адрес.")
    requests.record_remedy(desk, id, None, "cessation", date(2026, 11, 21))
    dialog = writing(DoneDialog, id)
    form = dialog.form
    assert form.values()["action"] == "cessation"
    assert form.values()["done_on"] == date(2026, 11, 21)
    assert not any("records say otherwise" in each for each in told(dialog))
    write(box(dialog, "data"), "Имя и адрес почты.")
    form.editor("done_on").set(date(2026, 11, 22))
    drawn(qtbot, dialog)
    (said,) = [each for each in told(dialog) if "records say otherwise" in each]
    assert "this was done on Sat 21 Nov 2026" in said
    messages.answers.append(False)
    press(dialog.accept_button)
    assert dialog.issued is None
    assert "this was done on Sat 21 Nov 2026" in messages.shown[-1]


def test_a_day_that_cannot_be_read_is_told_beside_its_field(qtbot, writing, desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.STOP,)))
    requests.confirm_identity(desk, id, "Известный адрес.")
    dialog = writing(DoneDialog, id)
    dialog.form.editor("action").set("cessation")
    write(dialog.form.editor("done_on").main, "когда-то")
    drawn(qtbot, dialog)
    assert "not a date" in dialog.form.complaint("done_on")


def test_an_extension_shows_both_dates_and_needs_its_reason(qtbot, writing, access, desk):
    dialog = writing(ExtendDialog, access)
    assert "4 Dec 2026" in dialog.dates.text()
    assert "11 Dec 2026" in dialog.dates.text()
    press(dialog.accept_button)
    assert dialog.issued is None
    write(box(dialog, "reasons"), "Данные в двух системах.")
    drawn(qtbot, dialog)
    issue(qtbot, dialog)
    assert dialog.done_panel.advice.text().startswith("Send the notice")
    line = requests.request_card(desk, access).deadlines[0]
    assert line.original == "2026-12-04"
    assert line.extended_because == "Данные в двух системах."


def test_a_refusal_is_per_demand_with_ground_and_facts(qtbot, writing, desk):
    both = (DemandKind.ACCESS, DemandKind.TRANSFERS_INFORMATION)
    id = requests.register_request(
        desk, intake(demands=both, received=datetime(2026, 11, 20, 9, tzinfo=UTC))
    )
    requests.confirm_identity(desk, id, "Известный адрес.")
    dialog = writing(RefuseDialog, id)
    assert len(dialog.refused.lines) == 2
    dialog.refused._remove()
    line = dialog.refused.lines[0]
    reasons = Both("В файле данные другого человека.", "The file holds another person’s data.")
    dialog.refused._take(0, Line(Withheld(line.withheld.what, "14.8.4", reasons), line.demand))
    drawn(qtbot, dialog)
    issue(qtbot, dialog)
    states = [demand.state for demand in requests.request_card(desk, id).demands]
    assert states == [DemandState.OPEN, DemandState.REFUSED]


def test_lines_of_ones_own_refuse_no_demand_by_themselves(qtbot, writing, desk):
    both = (DemandKind.ACCESS, DemandKind.STOP)
    id = requests.register_request(
        desk, intake(demands=both, received=datetime(2026, 11, 20, 9, tzinfo=UTC))
    )
    requests.confirm_identity(desk, id, "Известный адрес.")
    dialog = writing(RefuseDialog, id)
    own = Line(Withheld(Both("Записи", "Records"), "14.8.4", Both("Так есть", "So it is")))
    demand = dialog.refused.lines[0]
    dialog.refused.show_lines([own])
    dialog._lines_changed()
    press(dialog.accept_button)
    assert "Keep at least one existing demand" in dialog.form.complaint()
    assert dialog.issued is None
    stated = replace(demand.withheld, ground="14.8.4", facts=Both("Так есть", "So it is"))
    dialog.refused.show_lines([own, replace(demand, withheld=stated)])
    dialog._lines_changed()
    drawn(qtbot, dialog)
    issue(qtbot, dialog)
    states = [demand.state for demand in requests.request_card(desk, id).demands]
    assert states == [DemandState.REFUSED, DemandState.OPEN]


@pytest.mark.parametrize(
    ("identified", "proposed"), [(False, ["14.3.person", "9.1"]), (True, ["", ""])]
)
def test_who_is_not_confirmed_is_refused_on_that_ground(writing, desk, identified, proposed):
    both = (DemandKind.ACCESS, DemandKind.STOP)
    id = requests.register_request(
        desk, intake(demands=both, received=datetime(2026, 11, 20, 9, tzinfo=UTC))
    )
    if identified:
        requests.confirm_identity(desk, id, "Известный адрес.")
    lines = writing(RefuseDialog, id).refused.lines
    assert [line.withheld.ground for line in lines] == proposed


def test_that_all_was_given_before_is_for_a_person_to_say(qtbot, writing, desk, clock):
    """Art. 14 (6): whoever refuses a repeat proves it, so its ground is offered and never chosen beforehand."""
    first = requests.register_request(desk, intake())
    requests.confirm_identity(desk, first, "Известный адрес.")
    papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, first))
    requests.dispatch(desk, first, clock(), Channel.EMAIL, "письмо")
    clock.forward(days=2)
    again = requests.register_request(desk, intake(received=clock(), repeat_of=first))
    requests.confirm_identity(desk, again, "Известный адрес.")
    dialog = writing(RefuseDialog, again)
    (line,) = dialog.refused.lines
    assert line.withheld.ground == ""
    asked = GroundDialog(dialog.refused._desk, dialog.refused._jobs, dialog.refused, line, 0)
    assert asked.form.editor("ground").value() == ""
    press(asked.accept_button)
    assert "Choose the ground" in asked.form.complaint("ground")
    asked.form.editor("ground").set("14.4")
    dialog.refused._take(0, asked.act(asked.form.values()))
    drawn(qtbot, dialog)
    assert "answer/2026-001" not in dialog.passages.texts()["facts"].ru
    assert "№\xa001/2026-001" in dialog.passages.texts()["facts"].ru
    messages.answers.append(False)
    press(dialog.accept_button)
    assert "answer No. 01/2026-001 says “no data” (items: 2, 3, 5, and 6)" in messages.shown[-1]
    assert dialog.issued is None


@pytest.mark.parametrize("identified", [False, True])
def test_only_grounds_the_refusal_can_rest_on_are_offered(writing, desk, identified):
    id = requests.register_request(desk, intake())
    if identified:
        requests.confirm_identity(desk, id, "Известный адрес.")
    editor = writing(RefuseDialog, id).refused
    asked = GroundDialog(editor._desk, editor._jobs, editor, editor.lines[0], 0)
    offered = asked.form.editor("ground")._values
    told = " ".join(each.text() for each in asked.findChildren(Words))
    assert ("14.8.4" in offered) == identified
    assert ("14.3.person" in offered) != identified
    assert ("It has not been confirmed who is asking" in told) != identified
    for ground in filter(None, offered):
        line = replace(editor.lines[0].withheld, ground=ground, basis=Both("ст. 1", "Art. 1"))
        draft = papers.draft(desk, "refusal", LanguageMode.RU, id, refused=(line,))
        check_grounds(desk, draft, matter(desk, id, ()))


def test_what_is_left_out_is_offered_fitting_grounds_only(writing, desk):
    both = (DemandKind.ACCESS, DemandKind.STOP)
    id = requests.register_request(
        desk, intake(demands=both, received=datetime(2026, 11, 20, 9, tzinfo=UTC))
    )
    requests.confirm_identity(desk, id, "Известный адрес.")
    editor = writing(AnswerDialog, id).withheld
    asked = GroundDialog(editor._desk, editor._jobs, editor, editor.new_line(), 0)
    offered = set(asked.form.editor("ground")._values)
    assert {"14.8.4", "other_law"} <= offered
    said = asked.form.editor("ground").box
    named = [said.itemText(at) for at in range(said.count())]
    assert "Another federal law (name the article)" in named
    assert any(" — " in text for text in named)
    assert offered.isdisjoint({"14.3", "9.1", "16.2", "6.1.5"})


def test_a_receipt_is_issued_with_its_terms(qtbot, writing, access):
    dialog = writing(AcknowledgeDialog, access)
    assert "4 декабря 2026" in paper_text(dialog)
    assert issue(qtbot, dialog).number == "notice/2026-001"


def test_a_character_no_font_has_is_refused_at_its_passage(qtbot, writing, access):
    dialog = writing(AnswerDialog, access)
    write(box(dialog, "item5"), "Знак \U0001f9ff в тексте")
    drawn(qtbot, dialog)
    lacks = dialog.lacks.list
    qtbot.waitUntil(lambda: lacks.count() > 0 and "U+1F9FF" in lacks.item(0).text(), timeout=WAIT)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(dialog.passages._complaints["item5"].text()), timeout=WAIT)
    assert dialog.issued is None


def test_what_the_operators_card_lacks_leads_there_and_keeps_the_draft(
    qtbot, writing, access, desk
):
    write_operator(operator_trader(address=Both()), "2026-11-22T09:00:00+00:00")
    desk.forget_operator()
    dialog = writing(AnswerDialog, access)
    rows = [dialog.lacks.list.item(row) for row in range(dialog.lacks.list.count())]
    lack = next(row for row in rows if row.data(Qt.ItemDataRole.UserRole).startswith("operator."))
    wanted = []
    dialog.elsewhere.connect(lambda where, field: wanted.append((where, field)))
    messages.answers.append(True)
    dialog.lacks.list.itemActivated.emit(lack)
    assert wanted == [("operator", "address")]
    assert drafts(desk) == [f"paper:answer:{access}"]


def test_a_line_without_a_ground_is_opened_from_the_list_of_lacks(qtbot, writing, access):
    dialog = writing(RefuseDialog, access)
    where = [
        dialog.lacks.list.item(row).data(Qt.ItemDataRole.UserRole)
        for row in range(dialog.lacks.list.count())
    ]
    assert "refused.1.basis" in where
    dialog.go_to("refused.1.basis")
    line = dialog.refused.findChild(GroundDialog)
    assert line.isVisible()
    line.dirty = False
    line.reject()


def test_roskomnadzor_is_answered_under_its_number(qtbot, writing, desk):
    asked = intake(
        demands=(DemandKind.REGULATOR_INFORMATION,),
        role=ApplicantRole.RKN,
        channel=Channel.RKN,
        subject=PersonFields(),
    )
    id = requests.register_request(desk, asked)
    dialog = writing(AnswerDialog, id)
    write(dialog.form.editor("their_number").main, "08-12345")
    dialog.form.set({"their_date": "2026-11-16"})
    write(box(dialog, "answer"), "Сведения о принятых мерах приведены ниже.")
    qtbot.waitUntil(lambda: "08-12345" in paper_text(dialog), timeout=WAIT)
    drawn(qtbot, dialog)
    assert issue(qtbot, dialog).form == "reply_regulator"


def test_the_answer_to_roskomnadzor_proposes_the_number_it_was_registered_with(writing, desk):
    asked = intake(
        demands=(DemandKind.REGULATOR_INFORMATION,),
        role=ApplicantRole.RKN,
        channel=Channel.RKN,
        subject=PersonFields(),
        their_number="08-12345",
        their_date="2026-11-16",
    )
    dialog = writing(AnswerDialog, requests.register_request(desk, asked))
    assert dialog.form.values()["their_number"] == "08-12345"
    assert str(dialog.form.values()["their_date"]) == "2026-11-16"


def test_a_letter_of_roskomnadzor_is_not_answered_as_of_a_day_after_it_came(qtbot, writing, desk):
    asked = intake(
        demands=(DemandKind.REGULATOR_INFORMATION,),
        role=ApplicantRole.RKN,
        channel=Channel.RKN,
        subject=PersonFields(),
    )
    dialog = writing(AnswerDialog, requests.register_request(desk, asked))
    write(box(dialog, "answer"), "Сведения о принятых мерах приведены ниже.")
    dialog.form.set({"their_date": "2026-11-21"})
    drawn(qtbot, dialog)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: "dated later" in dialog.form.complaint("their_date"), timeout=WAIT)
    assert dialog.issued is None


def test_an_inspection_on_the_spot_is_recorded_or_answered(qtbot, writing, desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.INSPECT,)))
    requests.confirm_identity(desk, id, "Показан документ, копия не снята.")
    dialog = writing(AnswerDialog, id)
    assert dialog.chosen_form() == "inspection_record"
    assert not dialog.form.editor("inspected_on").isHidden()
    write(box(dialog, "shown"), "Карточка клиента на экране.")
    drawn(qtbot, dialog)
    dialog.form.editor("form").set("reply_access")
    drawn(qtbot, dialog)
    assert "item5" in dialog.passages._editors
    dialog.form.editor("form").set("inspection_record")
    drawn(qtbot, dialog)
    assert box(dialog, "shown").toPlainText() == "Карточка клиента на экране."
    assert issue(qtbot, dialog).form == "inspection_record"


def test_an_answer_may_take_one_demand_and_leave_the_other(qtbot, writing, desk):
    both = (DemandKind.ACCESS, DemandKind.TRANSFERS_INFORMATION)
    id = requests.register_request(desk, intake(demands=both))
    requests.confirm_identity(desk, id, "Известный адрес.")
    dialog = writing(AnswerDialog, id)
    boxes = dialog.form.editor("demands").boxes
    boxes[1].click()
    drawn(qtbot, dialog)
    issue(qtbot, dialog)
    states = [demand.state for demand in requests.request_card(desk, id).demands]
    assert states == [DemandState.SATISFIED, DemandState.OPEN]


def test_no_demand_chosen_is_no_answer(qtbot, writing, desk):
    both = (DemandKind.ACCESS, DemandKind.TRANSFERS_INFORMATION)
    id = requests.register_request(desk, intake(demands=both))
    requests.confirm_identity(desk, id, "Известный адрес.")
    dialog = writing(AnswerDialog, id)
    for each in dialog.form.editor("demands").boxes:
        each.click()
    drawn(qtbot, dialog)
    press(dialog.accept_button)
    assert dialog.form.complaint("demands") == "Choose at least one demand."
    assert dialog.issued is None


def test_what_is_missing_never_takes_the_place_of_what_is_written(desk, access, writing, qtbot):
    dialog = writing(AnswerDialog, access)
    side = dialog.lacks.parentWidget()
    few = Missing(where="passages.ground", message="The paper has no date.", params={})
    dialog.lacks.show_lacks([few], (), dialog.passages.title)
    qtbot.waitUntil(lambda: dialog.lacks.height() == dialog.lacks.sizeHint().height())
    low = dialog.lacks.height()
    dialog.lacks.show_lacks([few] * 40, (), dialog.passages.title)
    qtbot.waitUntil(lambda: dialog.lacks.height() > low)
    assert dialog.lacks.height() <= side.height() / 4


def test_an_issued_paper_is_marked_as_signed_where_it_was_issued(qtbot, writing, access, desk):
    dialog = writing(AnswerDialog, access)
    brief = issue(qtbot, dialog)
    press(dialog.done_panel.buttons["signed"])
    (signing,) = dialog.findChildren(SignedDialog)
    press(signing.accept_button)
    assert dialog.done_panel.said.text().endswith("signed by pen on Sun 22 Nov 2026")
    assert papers.paper_brief(desk, brief.id).signature == "pen"


@pytest.mark.parametrize(
    ("kind", "asked"), [(DemandKind.OBJECT_AUTOMATED, False), (DemandKind.DESTROY, True)]
)
def test_only_a_destruction_is_asked_for_its_act(writing, desk, kind, asked):
    id = requests.register_request(desk, intake(demands=(kind,)))
    requests.confirm_identity(desk, id, "Известный адрес.")
    form = writing(DoneDialog, id).form
    if asked:
        form.set({"action": "destruction"})
    assert [form.editor(name).isVisibleTo(form) for name in ("act_number", "act_date")] == [
        asked
    ] * 2


def test_an_objection_is_asked_what_became_of_the_decision(qtbot, writing, desk):
    id = requests.register_request(desk, intake(demands=(DemandKind.OBJECT_AUTOMATED,)))
    requests.confirm_identity(desk, id, "Известный адрес.")
    dialog = writing(DoneDialog, id)
    ended = dialog.form.editor("ended")
    assert (ended.isVisibleTo(dialog.form), ended.value()) == (True, "")
    write(box(dialog, "measures"), "Скоринг проверил человек.")
    drawn(qtbot, dialog)
    press(dialog.accept_button)
    assert dialog.issued is None
    ended.set("upheld")
    drawn(qtbot, dialog)
    issue(qtbot, dialog)
    assert requests.request_card(desk, id).demands[0].state is DemandState.REFUSED
