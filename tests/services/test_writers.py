# SPDX-License-Identifier: Apache-2.0
"""Who wrote: forms on sites never make two people one, answers never go to nobody, representatives are noticed."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from desk.domain.kinds import ApplicantRole, Channel, DemandKind, LanguageMode
from desk.errors import Refusal
from desk.services.letter import mailbox, reply_mail
from desk.services.letter.writers import as_told, writer_of
from desk.services.paper import papers
from desk.services.request import requests
from tests.factories import intake, person

ASKS = "Прошу предоставить мои персональные данные."
KOTOV = f"Name: Пётр Котов\nEmail: kotov@example.org\nPhone: +7 900 123-45-67\nComments: {ASKS}"
LVOVA = f"Name: Ольга Львова\nEmail: lvova@example.org\nComments: {ASKS}"
LAWYER = f"Действуя по доверенности в интересах Петровой О. И., прошу ответить. {ASKS}"


def letter(text, sender="noreply@tilda.cc", html="", **heads):
    made = EmailMessage(policy=SMTP)
    made["Received"] = "from a by mx.example.com; Fri, 20 Nov 2026 12:30:11 +0300"
    made["From"], made["To"], made["Subject"] = sender, "data@example.com", "Заявка с сайта"
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    made.set_content(html or text, subtype="html" if html else "plain")
    return made.as_bytes()


def proposal(desk, content):
    return mailbox.proposal(desk, mailbox.read(content))


def taken_in(desk, content):
    return mailbox.take_in(desk, content, proposal(desk, content).intake)


def card(desk, id):
    return requests.request_card(desk, id)


def test_two_people_behind_one_form_are_two_people(desk):
    first, second = taken_in(desk, letter(KOTOV)), taken_in(desk, letter(LVOVA))
    one, two = card(desk, first), card(desk, second)
    assert one.subject_id != two.subject_id
    assert (one.subject.name, one.subject.email) == ("Пётр Котов", "kotov@example.org")
    assert one.subject.phone == "+7 900 123-45-67"
    assert (two.subject.name, two.subject.email) == ("Ольга Львова", "lvova@example.org")
    assert one.row.channel is Channel.SITE_FORM
    again = proposal(desk, letter(KOTOV.replace("Прошу", "Снова прошу")))
    assert again.intake.subject_id == one.subject_id, "the address of the form finds the card"


def test_what_was_read_of_a_form_is_told(desk):
    (told,) = proposal(desk, letter(KOTOV)).writer
    assert told.params["found"] == "Пётр Котов, kotov@example.org, +7 900 123-45-67"


def test_a_form_of_a_site_gives_the_applicant_and_not_the_site(desk):
    rows = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>"
        for label, value in (("Имя:", "Мария Котова"), ("Вопрос:", ASKS))
    )
    content = letter(
        "",
        "WordPress <no-reply@own-site.ru>",
        f"<table>{rows}</table>",
        Reply_To="kotova@gmail.com",
    )
    found = proposal(desk, content)
    assert (found.intake.subject.name, found.intake.subject.email) == (
        "Мария Котова",
        "kotova@gmail.com",
    )
    assert found.intake.channel is Channel.SITE_FORM
    assert [each.service for each in found.abroad] == ["Gmail"]


PHONE = f"Имя: Пётр Котов\nТелефон: +7 900 123-45-67\nСообщение: {ASKS}"


@pytest.mark.parametrize(
    ("text", "sender", "email"),
    [
        (KOTOV, "info@forms.example", "kotov@example.org"),
        (KOTOV, "Сайт <mail@hosting.example>", "kotov@example.org"),
        (PHONE, "Сайт <mail@hosting.example>", ""),
        (PHONE, "mail@hosting.example", ""),
    ],
)
def test_a_form_that_says_nothing_of_itself_in_the_header_is_known_by_its_fields(
    desk, text, sender, email
):
    found = proposal(desk, letter(text, sender))
    writer = found.intake.subject
    assert (writer.name, writer.email, writer.phone) == ("Пётр Котов", email, "+7 900 123-45-67")
    assert found.intake.channel is Channel.SITE_FORM
    told = [desk.catalogue("en").tell(each) for each in found.writer]
    assert any("seems to be the address of the form" in each for each in told) == (not email)


@pytest.mark.parametrize(
    ("text", "sender", "heads"),
    [
        (KOTOV, "Пётр Котов <kotov@mail.ru>", {}),
        (KOTOV, "kotov@example.org", {}),
        (PHONE, "Petr Kotov <boss@firm.example>", {}),
        (PHONE, "p.kotov@firm.example", {}),
        (f"{ASKS}\n\n{KOTOV}", "x@firm.example", {"In_Reply_To": "<sent@example.com>"}),
        (f"{ASKS}\nтел. +7 900 123-45-67, kotov@example.org", "x@firm.example", {}),
    ],
)
def test_a_person_s_own_letter_is_of_its_sender_whatever_fields_it_has(desk, text, sender, heads):
    found = proposal(desk, letter(text, sender, **heads)).intake
    assert found.subject.email == sender.rpartition("<")[2].rstrip(">")
    assert found.channel is Channel.EMAIL


def inline(sender, writer="Анна Кот <kot@example.org>"):
    head = f"От: {writer}\nКому: info@example.com\nДата: 16.11.2026 10:00\nТема: Запрос"
    return letter(f"Коллеги, это нам.\n\n{head}\n\n{ASKS}", sender).replace(
        b"Subject: ", b"Subject: Fwd: "
    )


def test_what_one_s_own_people_pass_on_in_their_text_is_of_who_wrote_it(desk):
    found = proposal(desk, inline("Борис <boris@example.com>"))
    assert (found.intake.subject.name, found.intake.subject.email) == (
        "Анна Кот",
        "kot@example.org",
    )
    assert found.intake.channel is Channel.EMAIL
    (told,) = found.passed_on
    assert told.params == {"writer": "kot@example.org", "day": "16.11.2026 10:00"}
    assert found.writer == (), "no form is spoken of"


def test_what_somebody_else_passes_on_is_of_who_passed_it_on(desk):
    found = proposal(desk, inline("Борис <boris@example.net>"))
    assert (found.intake.subject.email, found.passed_on) == ("boris@example.net", ())
    among = proposal(desk, inline("Борис <boris@example.com>", "Вера <vera@example.com>"))
    assert among.passed_on == ()


def test_a_form_of_the_operator_s_own_site_is_of_who_filled_it_in(desk):
    found = proposal(desk, letter(KOTOV, "site@example.com")).intake
    assert (found.subject.email, found.channel) == ("kotov@example.org", Channel.SITE_FORM)
    own = requests.request_card  # the address for requests writes what a form sends too
    content = letter(KOTOV, desk.operator().request_email, Reply_To="kotov@example.org")
    assert own(desk, taken_in(desk, content)).subject.name == "Пётр Котов"


def test_a_reply_address_leads_to_the_person_whatever_card_bears_the_form_s(desk):
    requests.register_request(desk, intake(subject=person(name="Львова", email="noreply@tilda.cc")))
    found = proposal(desk, letter(ASKS, Reply_To="kotov@example.org"))
    assert (found.person, found.intake.subject_id) == (None, None)
    assert found.intake.subject.email == "kotov@example.org"


def test_where_a_form_names_nobody_it_is_said_and_the_address_stays_empty(desk):
    found = proposal(desk, letter(ASKS))
    assert found.intake.subject.email == ""
    assert found.writer[0].params == {"address": "noreply@tilda.cc"}
    with pytest.raises(Refusal) as refused:
        mailbox.take_in(desk, letter(ASKS), found.intake)
    assert refused.value.field == "subject.name"
    named = as_told(found.intake, "Пётр Котов", "kotov@example.org", "")
    id = mailbox.take_in(desk, letter(ASKS), named)
    assert card(desk, id).subject.email == "kotov@example.org"


@pytest.mark.parametrize(("email", "field"), [("noreply@tilda.cc", "applicant.email")])
def test_no_answer_is_written_to_an_address_nobody_reads(desk, email, field):
    id = requests.register_request(desk, intake(subject=person(email=email)))
    requests.confirm_identity(desk, id, "по номеру заказа")
    paper = papers.issue(desk, papers.draft(desk, "reply_access", LanguageMode.RU, id))
    with pytest.raises(Refusal) as refused:
        reply_mail.draft_reply(desk, id, [paper.id], "ru")
    assert (refused.value.field, "Nobody reads" in refused.value.msgid) == (field, True)


def test_a_nameless_letter_from_an_address_of_several_is_of_nobody_known(desk):
    for name in ("Щёголев Пётр", "Щёголева Анна"):
        requests.register_request(
            desk, intake(subject=person(name=name, email="family@example.org"))
        )
    shared = proposal(desk, letter(ASKS, "family@example.org"))
    assert (shared.person is None, shared.intake.subject_id) == (False, None)
    named = proposal(desk, letter(ASKS, "Пётр Щёголев <family@example.org>"))
    assert named.intake.subject_id is not None, "the older of the two cards bears his name"


def test_who_writes_for_somebody_is_proposed_as_the_representative(desk):
    content = letter(LAWYER, "Сидоров Илья <sidorov@example.org>")
    found = proposal(desk, content)
    assert found.intake.role is ApplicantRole.REPRESENTATIVE
    assert (found.intake.subject.name, found.intake.applicant.name) == (
        "Петрова О. И.",
        "Сидоров Илья",
    )
    assert found.writer[0].params["words"].startswith("Действуя по доверенности")
    shown = card(desk, mailbox.take_in(desk, content, found.intake))
    assert (shown.subject.name, shown.applicant.email) == ("Петрова О. И.", "sidorov@example.org")


def test_what_the_operator_says_of_the_writer_wins(desk):
    lawyer = proposal(desk, letter(LAWYER, "Сидоров Илья <sidorov@example.org>")).intake
    himself = as_told(lawyer, "", "", "-")
    assert (himself.role, himself.subject.name, himself.applicant) == (
        ApplicantRole.SUBJECT,
        "Сидоров Илья",
        None,
    )
    other = as_told(himself, "", "", "Петрова Ольга")
    assert (other.role, other.subject.name, other.applicant.name) == (
        ApplicantRole.REPRESENTATIVE,
        "Петрова Ольга",
        "Сидоров Илья",
    )
    with pytest.raises(Refusal):
        as_told(
            intake(role=ApplicantRole.RKN, demands=(DemandKind.REGULATOR_INFORMATION,)), "x", "", ""
        )


@pytest.mark.parametrize(
    ("sender", "below", "name"),
    [
        ("Сергей Ковалёв", "С уважением,\nКовалёв Сергей Петрович", "Ковалёв Сергей Петрович"),
        ("Мария Белова", "Белова Мария Андреевна\nbelova@mail.ru", "Белова Мария Андреевна"),
        ("Нина Быстрова", "Подпись: Быстрова Нина Олеговна", "Быстрова Нина Олеговна"),
        ("zaika", "Зайцева Валентина", "Зайцева Валентина"),
        ("zaika", "Пока!", "zaika"),
        ("Сергей Ковалёв", "Ковалёв С. П.", "Сергей Ковалёв"),
        ("Сергей Ковалёв", "С уважением,\nПётр Иванович Котов", "Сергей Ковалёв"),
        ("Anna Sokolova", "Kind regards,\nAnna Maria Sokolova", "Anna Maria Sokolova"),
    ],
)
def test_the_fuller_name_of_the_signature_is_proposed_where_it_agrees(desk, sender, below, name):
    content = letter(
        f"Прошу удалить мои персональные данные.\n\n{below}", f"{sender} <zaika5@bk.ru>"
    )
    assert proposal(desk, content).intake.subject.name == name


@pytest.mark.parametrize(
    ("header", "text", "name"),
    [
        ("Адвокат Гусев", "Я, Гусев Илья Романович, действую в своих интересах.", "Гусев Илья Романович"),
        ("Рожков", "Здравствуйте! Меня зовут Рожков Олег Ильич.", "Рожков Олег Ильич"),
        ("Адвокат Гусев", "Я, Петров Илья Романович, прошу ответить.", "Адвокат Гусев"),
    ],
)  # fmt: skip
def test_who_gives_his_name_in_full_is_called_by_it(desk, header, text, name):
    found = mailbox.read(letter(text, f"{header} <g@ya.ru>"))
    assert writer_of(desk, found).person.name == name
