# SPDX-License-Identifier: Apache-2.0
"""The Papers tab: the register, the paper itself, voiding, replacing, the pen’s mark, journal and blanks."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel, QPushButton

from desk.documents import catalogue
from desk.domain.destruction import Cause, PlanFields
from desk.domain.kinds import Channel, LanguageMode, PaperState
from desk.domain.request import PaperBrief
from desk.domain.values import Both
from desk.services.destruction import destructions
from desk.services.overview import journals
from desk.services.paper import issuing, papers, seals
from desk.services.request import requests
from desk.services.settings import drafts, keep_draft, take_draft
from desk.storage.models import Request
from tests import ground
from tests.factories import intake, person
from tests.ui.hands import WAIT, press, write
from tests.ui.test_replacing import replacing
from ui import messages
from ui.models import BADGE
from ui.pages.papers import PapersPage
from ui.paper_list import KINDS, hindrance
from ui.theme import Tone


@pytest.fixture
def page(show_page):
    made = show_page(PapersPage)
    yield made
    for dialog in list(made.dialogs.open):
        dialog.dirty = False
        dialog.reject()


@pytest.fixture
def request_id(desk):
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "Известный адрес.")
    return id


@pytest.fixture
def two(desk, request_id):
    """A receipt and an answer, both issued."""
    receipt = papers.issue(
        desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, request=request_id)
    )
    texts = {"item5": Both("Имя и адрес почты.", "Name and address.")}
    answer = papers.draft(desk, "reply_access", LanguageMode.RU, request=request_id, passages=texts)
    return [receipt, papers.issue(desk, answer)]


def dialog_of(qtbot, page, name):
    qtbot.waitUntil(lambda: any(name == each.NAME for each in page.dialogs.open), timeout=WAIT)
    return next(each for each in page.dialogs.open if name == each.NAME)


def column(page, name):
    return [each.id for each in page.model.columns].index(name)


def test_an_empty_register_explains_itself_and_leads_to_requests(page, opened):
    assert "Papers are written from a request" in page.list._empty.sentence.text()
    press(page.list._empty.button)
    assert opened == [("requests", None)]


def test_the_register_shows_the_stored_paper(page, two):
    page.refresh()
    page.open_record(two[1].id)
    assert "01/2026-001" in page.head.title.text()
    assert "01/2026-001" in page.view.pages.pdf.text(0)
    assert "not signed" in page.head.signed.text()


def test_who_signed_is_seen_in_the_list_beside_an_open_paper_and_told_in_full(page, two):
    page.refresh()
    page.open_record(two[1].id)
    at = column(page, "signature")
    assert not page.list.isColumnHidden(at), "1280 pixels are enough"
    issuing.mark_signed(page.desk, two[1].id, page.desk.today())
    page.refresh()
    cells = {page.model.index(row, at) for row in range(page.model.rowCount())}
    assert {cell.data(BADGE).word for cell in cells} == {"signed", "not signed"}
    assert {cell.data() for cell in cells} == {"signed by pen on Sun 22 Nov 2026", "not signed"}


def test_drafts_and_issued_papers_cannot_be_mistaken(page, two, desk, request_id, opened):
    keep_draft(desk, f"paper:refuse:{request_id}", {"form": {}})
    page.refresh()
    badge = page.model.columns[column(page, "state")].badge(two[1], None)
    assert (badge.tone, badge.word) == (Tone.DONE, "issued")
    assert page.drafts.isVisible()
    buttons = page.drafts.findChildren(type(page.more))
    press(buttons[0])
    assert opened == [("requests", request_id)]
    assert page.model.rowCount() == 2


def test_a_draft_of_a_void_record_cannot_go_on_and_is_thrown_away(page, desk, request_id):
    requests.void_request(desk, request_id, "Записано дважды")
    keep_draft(desk, f"paper:refuse:{request_id}", {"form": {}})
    page.refresh()
    (away,) = page.drafts.findChildren(QPushButton)
    assert "Discard" in away.text()
    said = " ".join(each.text() for each in page.drafts.findChildren(QLabel))
    assert "The record is void" in said
    messages.answers.append(False)
    press(away)
    assert drafts(desk) == [f"paper:refuse:{request_id}"]
    messages.answers.append(True)
    press(away)
    assert drafts(desk) == []
    assert not page.drafts.isVisible()


def test_papers_are_told_apart_by_request_and_addressee(page, desk, two):
    other = person(name="Иная Ия Ивановна", email="iya@example.org")
    second = requests.register_request(desk, intake(subject=other))
    receipt = papers.draft(desk, "acknowledgement", LanguageMode.RU, request=second)
    papers.issue(desk, receipt)
    keep_draft(desk, f"paper:refuse:{second}", {"form": {}})
    page.refresh()

    def cells(name):
        at = column(page, name)
        return [page.model.index(row, at).data() for row in range(page.model.rowCount())]

    told = set(zip(cells("form"), cells("request"), cells("to"), strict=True))
    assert told == {
        ("Acknowledgement of receipt", "2026-001", "Щёголева Анна Ильинична"),
        ("Acknowledgement of receipt", "2026-002", "Иная Ия Ивановна"),
        (
            "Response to a request for access to personal data",
            "2026-001",
            "Щёголева Анна Ильинична",
        ),
    }
    drafted = [label.text() for label in page.drafts.findChildren(QLabel)]
    assert any("No.\u00a02026-002 · Иная Ия Ивановна" in text for text in drafted)
    papers.void(desk, two[0].id, "Не тому")
    page.refresh()
    assert "void · Acknowledgement of receipt" in cells("form"), "the state may have no room"


def test_a_sealed_paper_names_its_request_and_nobody(desk, two):
    with desk.database.atomic():
        seals.seal_document(desk, two[0].id)
    (row,) = papers.paper_rows(desk, [two[0].id])
    assert (row.about, row.to) == ("request/2026-001", Both())


def test_filters_narrow_the_register(qtbot, page, two):
    page.refresh()
    box = page.bar.boxes["form"]
    box.setCurrentIndex(box.findData("reply_access"))
    assert page.model.rowCount() == 1
    box.setCurrentIndex(0)
    write(page.bar.text, "02/2026-001")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=WAIT)


def test_signed_by_pen_is_marked_with_its_day(qtbot, page, two):
    page.refresh()
    page.open_record(two[1].id)
    page.acts["signed"].trigger()
    dialog = dialog_of(qtbot, page, "signed")
    press(dialog.accept_button)
    page.refresh()
    assert "signed by pen on Sun 22 Nov 2026" in page.head.signed.text()


def test_who_voids_a_paper_that_left_is_told_so_before(qtbot, page, desk, request_id, two):
    page.refresh()
    page.open_record(two[1].id)
    page.acts["void"].trigger()
    dialog = dialog_of(qtbot, page, "void")
    assert "already sent" not in dialog.introduction()
    dialog.reject()
    requests.dispatch(desk, request_id, desk.now(), Channel.POST, "РПО 80512345{0}")
    page.refresh()
    page.open_record(two[1].id)
    page.acts["void"].trigger()
    dialog = dialog_of(qtbot, page, "void")
    said = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "already sent" in said
    assert "РПО 80512345{0}" in said


def test_a_void_paper_keeps_its_number_and_says_so(qtbot, page, two):
    page.refresh()
    page.open_record(two[1].id)
    page.acts["void"].trigger()
    dialog = dialog_of(qtbot, page, "void")
    press(dialog.accept_button)
    assert dialog.form.complaint("reason")
    write(dialog.form.editor("reason").main, "Опечатка в имени.")
    press(dialog.accept_button)
    page.refresh()
    assert page.head.badge._badge.word == "void"
    assert not page.buttons["mail"].isEnabled()
    assert page.buttons["mail"].toolTip() == "The paper is void."
    assert page.brief.number == "answer/2026-001"
    assert page.head.band.isVisible()
    assert page.head.band.label.text().startswith("Void — ")
    assert page.head.title.text().endswith(" — void")
    messages.answers.append(False)
    press(page.buttons["save"])
    assert "void" in messages.shown[-1]
    page.open_record(two[0].id)
    assert not page.head.band.isVisible()


def test_large_letters_fold_buttons_into_more_and_keep_the_paper_in_sight(qtbot, page, two):
    page.refresh()
    page.open_record(two[1].id)
    page.resize(1280, 700)
    page.fold.setFixedWidth(page.fold.minimumSizeHint().width())
    qtbot.waitUntil(lambda: bool(page.fold.folded()), timeout=WAIT)
    folded = [action.text() for action in page.fold.folded()]
    assert folded
    assert [action.text() for action in page.fold.menu.actions()][: len(folded)] == folded
    offered = [name for name in page.buttons if name != "destruction"]  # it belongs to none
    hidden = [name for name in offered if not page.buttons[name].isVisible()]
    assert [page.acts[name].text() for name in hidden] == folded
    page.fold.setFixedWidth(2000)
    qtbot.waitUntil(lambda: not page.fold.folded(), timeout=WAIT)


def test_an_act_that_is_not_possible_says_why(page, two):
    page.refresh()
    page.open_record(two[1].id)
    assert page.acts["replace"].isEnabled()
    journal = replace(two[1], form="journal_requests")
    page._enable(journal)
    assert page.acts["replace"].toolTip() == "A journal is not replaced: draw up a new one."


def test_a_notice_of_extension_is_replaced_and_the_terms_stay(qtbot, page, desk, request_id):
    draft = papers.draft(
        desk,
        "extension_notice",
        LanguageMode.RU,
        request=request_id,
        demands=[each.id for each in requests.request_card(desk, request_id).demands],
        passages={"reasons": Both("Много сведений в архиве.", "")},
    )
    notice = papers.issue_extension(desk, draft, "Много сведений в архиве.")
    due = requests.request_card(desk, request_id).row.due
    writing = replacing(qtbot, page, notice)
    assert writing.passages.texts()["reasons"].ru == "Много сведений в архиве."
    press(writing.accept_button)
    qtbot.waitUntil(lambda: writing.issued is not None, timeout=WAIT)
    assert papers.paper_brief(desk, notice.id).replaced_by == writing.issued.id
    assert requests.request_card(desk, request_id).row.due == due
    press(writing.accept_button)


def test_languages_are_said_in_words(page, two):
    page.refresh()
    page.open_record(two[1].id)
    assert " · Russian · " in page.head.signed.text()


def test_a_paper_is_replaced_by_a_corrected_one(qtbot, page, two, desk):
    page.refresh()
    page.open_record(two[1].id)
    page.acts["replace"].trigger()
    reason = dialog_of(qtbot, page, "replace")
    write(reason.form.editor("reason").main, "Неверный состав данных.")
    press(reason.accept_button)
    writing = dialog_of(qtbot, page, "answer")
    assert writing.passages.texts()["item5"].ru == "Имя и адрес почты."
    write(writing.passages._editors["item5"].parts["ru"].main, "Только имя.")
    qtbot.waitUntil(
        lambda: not writing._pause.isActive() and not writing.previewer.busy, timeout=WAIT
    )
    messages.answers.append(True)  # items that are empty are asked about
    press(writing.accept_button)
    qtbot.waitUntil(lambda: writing.issued is not None, timeout=WAIT)
    assert writing.issued.number == "answer/2026-002"
    assert papers.paper_brief(desk, two[1].id).state == "void"
    assert papers.paper_brief(desk, two[1].id).replaced_by == writing.issued.id
    press(writing.accept_button)


def test_saving_a_paper_writes_its_bytes_under_a_neutral_name(page, two, desk, tmp_path):
    page.refresh()
    page.open_record(two[1].id)
    path = tmp_path / "a.pdf"
    messages.answers.append(path)
    press(page.buttons["save"])
    assert path.read_bytes() == papers.paper_bytes(desk, two[1].id)
    actions = [entry.action for entry in journals.journal_page(desk, None, 50)]
    assert "paper.saved" in actions


def test_a_void_paper_is_printed_only_when_told(page, two, desk):
    papers.void(desk, two[1].id, "Ошибка")
    page.refresh()
    page.open_record(two[1].id)
    messages.answers.append(False)
    press(page.buttons["print"])
    assert "the print-out does not show it" in messages.shown[-1]
    assert not messages.answers


def test_printing_is_journalled_only_when_it_really_happened(page, two, desk):
    page.refresh()
    page.open_record(two[1].id)
    messages.answers.append(False)
    press(page.buttons["print"])
    actions = [entry.action for entry in journals.journal_page(desk, None, 50)]
    assert "paper.printed" not in actions


def test_the_journal_of_requests_is_issued_for_a_period(qtbot, page, two):
    page.journal_action.trigger()
    dialog = dialog_of(qtbot, page, "journal")
    qtbot.waitUntil(lambda: dialog.view.pages.pdf is not None, timeout=WAIT)
    dialog.form.set({"since": "2026-11-25"})
    qtbot.waitUntil(lambda: bool(dialog.form.complaint("until")), timeout=WAIT)
    dialog.form.set({"since": "2026-11-01"})
    qtbot.waitUntil(lambda: not dialog._pause.isActive(), timeout=WAIT)
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    assert dialog.issued.form == "journal_requests"
    assert dialog.done_panel.advice.isHidden()  # it is sent to nobody
    press(dialog.accept_button)


def test_a_blank_form_is_shown_and_saved_without_a_number(qtbot, page, tmp_path, desk):
    page.blank_action.trigger()
    dialog = dialog_of(qtbot, page, "blank")
    qtbot.waitUntil(lambda: dialog.rendered is not None, timeout=WAIT)
    path = tmp_path / "blank.pdf"
    messages.answers.append(path)
    press(dialog.accept_button)
    text = PdfReader(io.BytesIO(path.read_bytes())).pages[0].extract_text()
    assert "ОБРАЗЕЦ" in text
    assert len(papers.paper_ids(desk, page.model.query)) == 0


def test_the_register_can_be_saved_as_csv(page, two, tmp_path):
    page.refresh()
    path = tmp_path / "papers.csv"
    messages.answers.extend([True, path])
    page.save_list()
    assert "01/2026-001" in path.read_text("utf-8-sig")


def test_coming_back_shows_the_same_paper(qtbot, page, two, desk):
    page.refresh()
    page.open_record(two[0].id)
    kept = page.state()
    again = PapersPage(desk, page.jobs, lambda *_place: None)
    qtbot.addWidget(again)
    again.restore(kept)
    assert again.brief.id == two[0].id


def test_a_lock_keeps_what_stands_in_the_dialogs_of_papers(qtbot, page, two, desk):
    page.refresh()
    page.open_record(two[1].id)
    page._act("void")
    write(dialog_of(qtbot, page, "void").form.editor("reason").main, "Не тот адресат")
    page._replace(page.brief, "Ошибка в адресе")
    writing = dialog_of(qtbot, page, "answer")
    write(writing.passages._editors["item5"].parts["ru"].main, "Имя и город.")
    writing.withheld.add.click()
    write(writing.withheld._asked.form.editor("what").parts["ru"].main, "Чужое имя")
    keep_draft(desk, "place", page.state())
    again = PapersPage(desk, page.jobs, lambda *_place: None)
    qtbot.addWidget(again)
    again.restore(take_draft(desk, "place"))
    assert dialog_of(qtbot, again, "void").form.editor("reason").value() == "Не тот адресат"
    back = dialog_of(qtbot, again, "answer")
    assert (back.replaces.id, back.reason) == (two[1].id, "Ошибка в адресе")
    assert back.passages.texts()["item5"].ru == "Имя и город."
    qtbot.waitUntil(lambda: back.withheld._asked is not None, timeout=WAIT)
    assert back.withheld._asked.form.editor("what").value().ru == "Чужое имя"
    for each in (*again.dialogs.open, writing.withheld._asked, back.withheld._asked):
        each.dirty = False
        each.reject()


def test_a_sealed_paper_leads_to_its_destruction(page, two, desk, opened):
    place = ground.lay(desk)
    subject = Request.get_by_id(two[1].request).subject_id
    ground.held(desk, place, subject)
    plan = PlanFields(Cause.WITHDRAWAL, "2026-11-20", (subject,))
    page.open_record(two[1].id)
    assert page.buttons["destruction"].isHidden()
    destruction = destructions.plan_destruction(desk, plan)
    with desk.database.atomic():
        seals.seal_document(desk, two[1].id)
    page.refresh()
    assert page.acts["destruction"].isEnabled()
    page.acts["destruction"].trigger()
    assert opened == [("destruction", destruction)]


def test_a_sealed_paper_says_so_and_shows_no_page(page, two, desk):
    with desk.database.atomic():
        seals.seal_document(desk, two[1].id)
    page.refresh()
    page.open_record(two[1].id)
    assert "under seal" in page.head.title.text()
    assert not page.head.band.sign.isVisible(), "nothing is wrong with it"
    assert "erased" in page.head.band.label.text()
    assert page.view.pages.pdf is None
    assert not any(page.acts[name].isEnabled() for name in ("print", "save", "mail", "void"))
    page.bar.restore({"state": 3})
    page._filter()
    assert page.model.rowCount() == 1


def test_a_letter_that_answers_no_request_has_a_draft_but_no_webmail_text():
    letter, act = (
        PaperBrief(1, form, "notice/2026-001", PaperState.ISSUED, "ru", "2026-11-22", 1)
        for form in ("notice_third_party", "destruction_act")
    )
    assert not hindrance("mail", letter)
    assert hindrance("webmail", letter)
    assert hindrance("mail", act)


def test_the_list_can_be_narrowed_down_to_every_kind_of_paper():
    assert set(KINDS) == set(catalogue.FORMS) - {"emergency_sheet"}
    assert len(KINDS) == len(set(KINDS))
