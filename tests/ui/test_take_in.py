# SPDX-License-Identifier: Apache-2.0
"""Taking a letter in: what was recognised and why, and what is offered besides registering it."""

from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QMessageBox, QPlainTextEdit

from desk.domain.kinds import DemandKind, LanguageMode
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.keeping import upkeep
from desk.services.letter import mailbox
from desk.services.paper import papers
from desk.services.request import requests
from tests.ui.hands import WAIT, drop, press, write
from ui import messages
from ui.dialogs.take_in import LetterRead, TakeInDialog
from ui.letter_text import LONGEST
from ui.pages.requests import RequestsPage

TEXT = "Прошу сообщить, какие мои персональные данные вы обрабатываете."


def letter(
    text=TEXT,
    sender="Щёголева Анна <anna@example.org>",
    id="<a1@example.org>",
    enclosed=b"",
    **heads,
):
    """An invented e-mail as a mail program saves it."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = sender, "data@example.com", "Запрос"
    made["Date"] = "Fri, 20 Nov 2026 12:28:00 +0300"
    made["Message-ID"] = id
    if heads.pop("server", True):
        made["Received"] = "from a by mx.example.com; Fri, 20 Nov 2026 12:30:11 +0300"
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    if enclosed:
        made.add_attachment(enclosed, "image", "tiff", filename="scan.tiff")
    return made.as_bytes()


def open_dialog(qtbot, desk, jobs, content):
    read = LetterRead("letter.eml", content, mailbox.read(content, "letter.eml"))
    dialog = TakeInDialog(desk, jobs, None, read)
    qtbot.addWidget(dialog)
    dialog.done_with = []
    dialog.acted.connect(dialog.done_with.append)
    dialog.open()
    dialog.begin()
    return dialog


def told(dialog):
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def close(dialog):
    dialog.dirty = False
    dialog.reject()


def test_words_are_marked_over_the_end_of_a_line(qtbot, desk, jobs):
    wrapped = "🌸 Прошу сообщить, какие\nмои персональные данные вы обрабатываете."
    dialog = open_dialog(qtbot, desk, jobs, letter(text=wrapped))
    marks = [
        mark.cursor.selectedText()
        for box in dialog.findChildren(QPlainTextEdit)
        for mark in box.extraSelections()
    ]
    assert any(text.startswith("какие\u2029мои персональные") for text in marks), marks
    close(dialog)


def test_a_letter_without_a_receipt_mark_says_so_once(qtbot, desk, jobs):
    dialog = open_dialog(qtbot, desk, jobs, letter(server=False))
    assert told(dialog).count("does not say when your server received it") == 1
    assert "no record of the arrival" not in told(dialog)
    close(dialog)


def test_a_signature_is_offered_where_the_header_has_only_an_address(qtbot, desk, jobs):
    text = f"{TEXT}\n\nС уважением,\nКораблёва Анна Викторовна\n+7 913 000-00-00"
    dialog = open_dialog(qtbot, desk, jobs, letter(text=text, sender="anna@example.org"))
    assert dialog.form.editor("name").value() == "Кораблёва Анна Викторовна"
    assert dialog.form.editor("phone").value() == "+7 913 000-00-00"
    close(dialog)
    named = open_dialog(qtbot, desk, jobs, letter(text=text))
    assert named.form.editor("name").value() == "Щёголева Анна"
    close(named)


def test_what_was_recognised_is_shown_with_the_words_that_led_to_it(qtbot, desk, jobs):
    dialog = open_dialog(qtbot, desk, jobs, letter())
    kinds = dialog.form.editor("demands")
    assert DemandKind.ACCESS in kinds.value()
    assert "персональные данные" in kinds.list.currentItem().text()
    boxes = dialog.findChildren(QPlainTextEdit)
    marked = [mark for box in boxes for mark in box.extraSelections()]
    assert any("обрабатываете" in mark.cursor.selectedText() for mark in marked)
    close(dialog)


def test_a_letter_in_which_nothing_was_recognised_says_so(qtbot, desk, jobs):
    dialog = open_dialog(qtbot, desk, jobs, letter(text="Здравствуйте! Это я, Анна."))
    assert any("No demand was recognised" in each.text() for each in dialog.findChildren(QLabel))
    close(dialog)
    dialog = open_dialog(qtbot, desk, jobs, letter())
    assert not any(
        "No demand was recognised" in each.text() for each in dialog.findChildren(QLabel)
    )
    close(dialog)


def test_enclosed_proof_is_asked_for_where_a_demand_has_a_term_from_it(qtbot, desk, jobs):
    text = "Прошу уточнить мои персональные данные: фамилия теперь Иванова. Копия прилагается."
    dialog = open_dialog(qtbot, desk, jobs, letter(text, enclosed=b"II*"))
    tick = dialog.form.editor("proof").main
    assert tick.isVisible()
    assert tick.isChecked()
    kinds = dialog.form.editor("demands")
    kinds.set([DemandKind.ACCESS])
    assert not tick.isVisible()
    assert not dialog.intake_form.intake().proof
    kinds.set([DemandKind.CORRECT])
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(dialog.done_with), timeout=WAIT)
    card = requests.request_card(desk, dialog.done_with[0])
    assert "R07" in {term.due.row for term in card.deadlines}


def test_proof_in_a_reply_is_asked_for_and_recorded_where_it_belongs(qtbot, desk, jobs):
    first = letter("Прошу уточнить мои персональные данные: фамилия теперь Иванова.")
    found = mailbox.proposal(desk, mailbox.read(first))
    id = mailbox.take_in(desk, first, found.intake)
    more = {"id": "<a2@example.org>", "In_Reply_To": "<a1@example.org>", "enclosed": b"II*"}
    dialog = open_dialog(qtbot, desk, jobs, letter("Вот свидетельство.", **more))
    assert dialog.form.editor("proof").main.isVisible()
    press(dialog.other_button)
    assert "R07" in {term.due.row for term in requests.request_card(desk, id).deadlines}


def test_the_moment_of_receipt_says_where_it_comes_from(qtbot, desk, jobs):
    dialog = open_dialog(qtbot, desk, jobs, letter())
    assert dialog.form.editor("received").main.text() == "20.11.2026 12:30"
    assert "your mail server" in told(dialog)
    close(dialog)
    dialog = open_dialog(qtbot, desk, jobs, letter(server=False))
    assert "the sender’s own date is proposed" in told(dialog)
    close(dialog)


def test_a_letter_without_any_date_asks_for_the_moment(qtbot, desk, jobs):
    bare = b"From: anna@example.org\r\nSubject: x\r\n\r\nplease tell me what data you hold\r\n"
    dialog = open_dialog(qtbot, desk, jobs, bare)
    assert dialog.form.editor("received").value() is None
    press(dialog.accept_button)
    assert "Enter when the request was received" in dialog.form.complaint("received")
    close(dialog)


def test_registering_keeps_the_letter_and_gives_a_number(qtbot, desk, jobs):
    dialog = open_dialog(qtbot, desk, jobs, letter())
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(dialog.done_with), timeout=WAIT)
    card = requests.request_card(desk, dialog.done_with[0])
    assert card.row.number == "request/2026-001"
    assert [file.role for file in card.files] == ["letter"]


def test_the_same_letter_is_not_registered_twice(qtbot, desk, jobs):
    first = mailbox.take_in(desk, letter(), mailbox.proposal(desk, mailbox.read(letter())).intake)
    dialog = open_dialog(qtbot, desk, jobs, letter())
    assert not dialog.accept_button.isEnabled()
    assert "already been registered: request 2026-001" in told(dialog)
    wanted = []
    dialog.open_wanted.connect(wanted.append)
    press(dialog.other_button)
    assert wanted == [first]


def test_a_reply_is_offered_to_the_request_it_belongs_to(qtbot, desk, jobs):
    mailbox.take_in(desk, letter(), mailbox.proposal(desk, mailbox.read(letter())).intake)
    again = letter("Дополняю свой запрос.", id="<a2@example.org>", In_Reply_To="<a1@example.org>")
    dialog = open_dialog(qtbot, desk, jobs, again)
    assert dialog.other_button.isDefault()
    press(dialog.other_button)
    card = requests.request_card(desk, dialog.done_with[0])
    assert [moment.kind for moment in card.timeline].count("letter") == 1


@pytest.mark.parametrize(
    ("text", "subject"),
    [("Дополняю свой запрос.", "Re: Обращение № 2026-001"), (TEXT, "Запрос")],
    ids=["number", "same words"],
)
def test_a_letter_that_seems_to_belong_to_a_request_asks(qtbot, desk, jobs, text, subject):
    id = mailbox.take_in(desk, letter(), mailbox.proposal(desk, mailbox.read(letter())).intake)
    again = letter(text, id="<a7@example.org>").replace(
        b"Subject: =?utf-8?b?0JfQsNC/0YDQvtGB?=", f"Subject: {subject}".encode()
    )
    dialog = open_dialog(qtbot, desk, jobs, again)
    assert "request 2026-001" in told(dialog)
    assert dialog.other_button.isDefault()
    assert dialog.accept_button.isEnabled(), "it may be a request of its own all the same"
    press(dialog.other_button)
    assert dialog.done_with == [id]


def test_a_letter_passed_on_shows_who_wrote_it_and_the_words_of_the_demand(qtbot, desk, jobs):
    outer = letter("См. вложенное письмо", sender="boris@example.com", id="<o@example.com>")
    made = message_from_bytes(outer, policy=SMTP)
    made.add_attachment(message_from_bytes(letter(), policy=SMTP))
    dialog = open_dialog(qtbot, desk, jobs, made.as_bytes())
    assert "anna@example.org wrote it, boris@example.com passed it on" in told(dialog)
    assert dialog.form.editor("email").value() == "anna@example.org"
    assert any(box.extraSelections() for box in dialog.findChildren(QPlainTextEdit))
    close(dialog)


def test_the_letter_of_an_authority_keeps_its_number_and_who_wrote_it(qtbot, desk, jobs):
    text = (
        "Управление Роскомнадзора запрашивает информацию и просит предоставить сведения об обработке"
        " персональных данных в срок до 25.11.2026.\n16.11.2026 № 08-12345/77"
    )
    content = letter(text, sender="Управление <rkn77@rkn.gov.ru>", id="<r@rkn.gov.ru>")
    dialog = open_dialog(qtbot, desk, jobs, content)
    assert dialog.form.editor("their_number").isVisibleTo(dialog), "to be looked at"
    made = dialog.intake_form.intake()
    assert (made.their_number, made.their_date) == ("08-12345/77", "2026-11-16")
    assert made.sets_date == "2026-11-25"
    assert made.applicant.email == "rkn77@rkn.gov.ru"
    close(dialog)


@pytest.mark.parametrize(
    ("subject", "told_of", "proposed"),
    [("Претензия", "sets a day", date(2026, 12, 1)), ("Запрос", "is not binding by law", None)],
)
def test_the_day_a_writer_asks_for_is_told_with_its_words_and_can_be_emptied(
    qtbot, desk, jobs, subject, told_of, proposed
):
    text = "Прошу сообщить, какие мои персональные данные вы храните, не позднее 7 рабочих дней."
    content = letter(f"{subject}. {text}", id="<d@example.org>")
    dialog = open_dialog(qtbot, desk, jobs, content)
    field = dialog.form.editor("sets_date")
    assert told_of in told(dialog)
    assert "“не позднее 7 рабочих дней”" in told(dialog)
    assert field.value() == proposed
    boxes = dialog.findChildren(QPlainTextEdit)
    marked = [each.cursor.selectedText() for box in boxes for each in box.extraSelections()]
    assert "не позднее 7 рабочих дней" in marked
    if proposed:
        assert field.isVisibleTo(dialog), "to be looked at"
    field.set(None)
    assert dialog.intake_form.intake().sets_date == ""
    close(dialog)


def test_the_day_is_counted_anew_from_another_moment_unless_one_was_typed(qtbot, desk, jobs):
    text = "Претензия. Прошу удалить мои персональные данные в течение 2 дней."
    dialog = open_dialog(qtbot, desk, jobs, letter(text, id="<d@example.org>"))
    received, field = dialog.form.editor("received"), dialog.form.editor("sets_date")
    assert field.value() == date(2026, 11, 22)
    received.set(datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert field.value() == date(2026, 11, 23)
    assert "Mon 23 Nov 2026" in dialog.asked.label.text()
    field.set("2026-11-30")
    received.set(datetime(2026, 11, 19, 12, tzinfo=UTC))
    assert field.value() == date(2026, 11, 30)
    received.set(None)
    assert field.value() == date(2026, 11, 30)
    close(dialog)


def test_automatic_mail_is_not_registered_by_default(qtbot, desk, jobs):
    dialog = open_dialog(qtbot, desk, jobs, letter("Я в отпуске.", Auto_Submitted="auto-replied"))
    assert "automatic reply" in told(dialog)
    cancel = dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel)
    assert cancel.isDefault()
    assert not dialog.accept_button.isDefault()
    press(cancel)
    assert dialog.done_with == []


def test_automatic_mail_is_registered_all_the_same_when_somebody_says_so(qtbot, desk, jobs):
    dialog = open_dialog(qtbot, desk, jobs, letter("Я в отпуске.", Auto_Submitted="auto-replied"))
    dialog.form.editor("demands").set((DemandKind.ACCESS,))
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.done_with != [])
    (id,) = dialog.done_with
    assert requests.request_card(desk, id).demands[0].kind is DemandKind.ACCESS


def test_a_foreign_mail_service_is_pointed_out(qtbot, desk, jobs):
    dialog = open_dialog(qtbot, desk, jobs, letter(sender="Anna <anna@gmail.com>"))
    assert "is itself transferred abroad" in told(dialog)
    close(dialog)
    dialog = open_dialog(qtbot, desk, jobs, letter(sender="Anna <anna@nobody-knows.example>"))
    assert "is itself transferred abroad" not in told(dialog)
    close(dialog)


def test_a_repeat_is_explained_with_its_date(qtbot, desk, jobs):
    id = mailbox.take_in(desk, letter(), mailbox.proposal(desk, mailbox.read(letter())).intake)
    requests.confirm_identity(desk, id, "Известный адрес.")
    texts = {"item5": Both("ФИО и адрес почты.", "Name and address.")}
    draft = papers.draft(desk, "reply_access", LanguageMode.RU, request=id, passages=texts)
    papers.issue(desk, draft)
    requests.dispatch(desk, id, desk.now(), requests.request_card(desk, id).row.channel, "письмо")
    dialog = open_dialog(qtbot, desk, jobs, letter(id="<a5@example.org>"))
    assert "asked the same before: request 2026-001" in told(dialog)
    assert "2026" in told(dialog)
    close(dialog)


def test_files_dropped_together_come_one_after_another(qtbot, desk, jobs, tmp_path):
    page = RequestsPage(desk, jobs, lambda *_place: None)
    qtbot.addWidget(page)
    page.refresh()
    for number in (1, 2):
        content = letter(id=f"<d{number}@example.org>", sender=f"a{number}@example.org")
        (tmp_path / f"{number}.eml").write_bytes(content)
    drop(page, tmp_path / "1.eml", tmp_path / "2.eml")
    for address in ("a1@example.org", "a2@example.org"):
        qtbot.waitUntil(lambda: len(page.acts.open) == 1, timeout=WAIT)
        dialog = page.acts.open[0]
        assert dialog.form.editor("email").value() == address
        press(dialog.accept_button)
        qtbot.waitUntil(lambda seen=dialog: seen not in page.acts.open, timeout=WAIT)
    page.refresh()
    assert page.model.rowCount() == 2


def test_a_file_that_is_no_letter_is_told_and_the_next_one_comes(qtbot, desk, jobs, tmp_path):
    page = RequestsPage(desk, jobs, lambda *_place: None)
    qtbot.addWidget(page)
    (tmp_path / "empty.eml").write_bytes(b"")
    (tmp_path / "good.eml").write_bytes(letter())
    page.take_files([tmp_path / "empty.eml", tmp_path / "good.eml"])
    qtbot.waitUntil(lambda: len(page.acts.open) == 1, timeout=WAIT)
    assert len(messages.shown) == 1
    assert page.acts.open[0].form.editor("email").value() == "anna@example.org"
    close(page.acts.open[0])


@pytest.mark.parametrize("several", [False, True])
def test_what_is_no_file_is_told_at_once_and_the_next_letter_comes(
    qtbot, desk, jobs, tmp_path, several
):
    page = RequestsPage(desk, jobs, lambda *_place: None)
    qtbot.addWidget(page)
    (tmp_path / "folder.eml").mkdir()
    (tmp_path / "zero.eml").symlink_to("/dev/zero")
    (tmp_path / "good.eml").write_bytes(letter())
    names = ("folder.eml", "zero.eml", "good.eml")
    for dropped in [names] if several else [(name,) for name in names]:
        drop(page, *(tmp_path / name for name in dropped))
    qtbot.waitUntil(lambda: len(page.acts.open) == 1, timeout=WAIT)
    assert len(messages.shown) == 2
    assert page.acts.open[0].form.editor("email").value() == "anna@example.org"
    close(page.acts.open[0])


def test_a_lock_keeps_the_letter_and_what_was_typed(qtbot, desk, jobs, tmp_path):
    """However large the letter, and with those that wait behind it: their files may be gone later."""
    page = RequestsPage(desk, jobs, lambda *_place: None)
    qtbot.addWidget(page)
    page.refresh()
    content = letter(enclosed=bytes(5_000_000))
    waiting = tmp_path / "second.eml"
    waiting.write_bytes(letter())
    page.acts._confirm(LetterRead("letter.eml", content, mailbox.read(content)))
    page.acts.take_in([waiting])
    dialog = page.acts.open[0]
    write(dialog.form.editor("summary").main, "моя заметка")
    upkeep.keep_draft(desk, "place", page.state())
    again = RequestsPage(desk, jobs, lambda *_place: None)
    qtbot.addWidget(again)
    box = QMessageBox(again)  # what falls due is told first
    box.open()
    again.restore(upkeep.take_draft(desk, "place"))
    qtbot.waitUntil(lambda: not jobs.running, timeout=WAIT)
    QTest.qWait(0)
    assert not again.acts.open, "the letter covers no box"
    box.accept()
    qtbot.waitUntil(lambda: bool(again.acts.open), timeout=WAIT)
    back = again.acts.open[0]
    assert back.read.content == content
    assert back.form.editor("summary").value() == "моя заметка"
    close(back)
    qtbot.waitUntil(lambda: any(each is not back for each in again.acts.open), timeout=WAIT)
    assert again.acts.open[0].read.name == "second.eml"
    for each in (dialog, again.acts.open[0]):
        each.dirty = False


def test_letters_dropped_together_are_read_at_once_and_confirmed_one_by_one(
    qtbot, desk, jobs, tmp_path
):
    page = RequestsPage(desk, jobs, lambda *_place: None)
    qtbot.addWidget(page)
    page.refresh()
    paths = [tmp_path / name for name in ("one.eml", "gone.eml", "three.eml")]
    for number, path in enumerate(paths):
        path.write_bytes(letter(id=f"<{number}@example.org>"))
    paths[1].unlink()
    page.take_files(paths)
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    assert page.acts.open[0].read.name == "one.eml"
    assert set(page.acts._ahead) == set(paths[1:])
    close(page.acts.open[0])
    qtbot.waitUntil(lambda: bool(page.acts.open), timeout=WAIT)
    assert "gone.eml cannot be read" in messages.shown[-1]
    assert page.acts.open[0].read.name == "three.eml"
    assert page.acts._ahead == {}
    close(page.acts.open[0])


def test_what_was_recognised_stands_at_the_head_of_the_list(qtbot, desk, jobs):
    text = "Прошу прекратить звонки с рекламой и удалить мои персональные данные."
    dialog = open_dialog(qtbot, desk, jobs, letter(text))
    kinds = dialog.form.editor("demands")
    recognised = kinds.value()
    assert len(recognised) > 1
    ticked = [kinds.list.item(row).checkState() for row in range(kinds.list.count())]
    assert set(ticked[: len(recognised)]) == {Qt.CheckState.Checked}
    assert set(ticked[len(recognised) :]) == {Qt.CheckState.Unchecked}
    assert kinds.list.visualItemRect(kinds.list.item(0)).top() >= 0
    kinds.restore([str(DemandKind.ACCESS)])
    assert kinds.value() == (DemandKind.ACCESS,)
    close(dialog)


def test_a_letter_of_one_endless_line_is_shown_and_stays_whole(qtbot, desk, jobs):
    endless = TEXT + " " + "й" * 300_000
    dialog = open_dialog(qtbot, desk, jobs, letter(endless))
    shown = dialog.findChild(QPlainTextEdit)
    lines = shown.toPlainText().split("\n")
    assert max(len(line) for line in lines) <= LONGEST
    assert lines[-1] == "… The letter continues; its file contains all of it."
    assert dialog.intake_form.intake().text.strip() == endless
    close(dialog)


def sent(**heads):
    """The answer as the operator's own mail program keeps it."""
    made = letter("Ответ во вложении.", "Оператор <data@example.com>", "<s1@example.com>", **heads)
    return made.replace(b"Fri, 20 Nov 2026 12", b"Sun, 22 Nov 2026 11")


@pytest.fixture
def waiting(desk, clock):
    """Two requests of one person by e-mail, answered and not sent; then what a dropped file becomes."""
    ids = [
        mailbox.take_in(desk, content, mailbox.proposal(desk, mailbox.read(content)).intake)
        for content in (letter(), letter(TEXT + " Снова.", id="<a2@example.org>"))
    ]
    clock.forward(hours=-1)
    for id in ids:
        requests.confirm_identity(desk, id, "по адресу из договора")
        papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, id))
    clock.forward(hours=1)
    return ids


def drop_letter(qtbot, page, tmp_path, content):
    file = tmp_path / "sent.eml"
    file.write_bytes(content)
    drop(page, file)
    qtbot.waitUntil(lambda: bool(page.acts.open or messages.shown), timeout=WAIT)


def test_the_sent_answer_proves_the_dispatch_of_its_request(
    qtbot, desk, show_page, waiting, tmp_path
):
    page = show_page(RequestsPage)
    page.open_record(waiting[1])
    drop_letter(qtbot, page, tmp_path, sent(In_Reply_To="<a1@example.org>"))
    (dialog,) = page.acts.open
    assert (dialog.NAME, dialog.request()) == ("dispatch", waiting[0])
    assert dialog.form.editor("at").main.text() == "22.11.2026 11:28"
    for agreed in (False, True):
        assert not requests.request_card(desk, waiting[0]).answered
        messages.answers.append(agreed)
        press(dialog.accept_button)
        assert "The message went to data@example.com" in messages.shown[-1]
    card = requests.request_card(desk, waiting[0])
    assert card.answered.startswith("2026-11-22T08:28")
    assert [file.role for file in card.files] == ["letter", "dispatch_proof"]
    assert not page.acts.open


def test_before_the_answer_is_issued_nothing_was_sent(qtbot, desk, show_page, tmp_path):
    content = letter()
    mailbox.take_in(desk, content, mailbox.proposal(desk, mailbox.read(content)).intake)
    page = show_page(RequestsPage)
    drop_letter(qtbot, page, tmp_path, sent(In_Reply_To="<a1@example.org>"))
    assert not page.acts.open
    assert messages.shown[-1].startswith("This message is from your own address")
    assert "request 2026-001. " in messages.shown[-1]


@pytest.mark.parametrize("chosen", [0, 1])
def test_of_several_requests_the_shown_one_was_answered(
    qtbot, desk, show_page, waiting, tmp_path, chosen
):
    page = show_page(RequestsPage)
    message = sent().replace(b"To: data@example.com", b"To: anna@example.org")
    drop_letter(qtbot, page, tmp_path, message)
    assert not page.acts.open
    assert "Choose the request it answers" in messages.shown[-1]
    messages.shown.clear()
    page.open_record(waiting[chosen])
    drop_letter(qtbot, page, tmp_path, message)
    (dialog,) = page.acts.open
    assert (dialog.NAME, dialog.request()) == ("dispatch", waiting[chosen])
    close(dialog)


def test_no_request_is_made_of_an_own_message(desk, waiting):
    for act in (
        lambda: mailbox.take_in(desk, sent(), mailbox.proposal(desk, mailbox.read(sent())).intake),
        lambda: mailbox.join(desk, sent(), waiting[0]),
    ):
        with pytest.raises(Refusal, match="proof of dispatch"):
            act()
