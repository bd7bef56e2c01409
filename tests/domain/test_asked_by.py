# SPDX-License-Identifier: Apache-2.0
"""The day a writer asks for, by the words of the letter; and the words that look like one and set none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.asked_by import asked_by
from desk.domain.calendar import load_calendar
from desk.text import catalogue

FRIDAY = date(2026, 11, 20)
SENT = date(2026, 11, 18)

SET = [
    # calendar days, from the day after the receipt
    ("Требую ответить в течение 10 (десяти) календарных дней с момента получения настоящей претензии.", "11-30"),
    ("Прошу в течение 10 дней с даты получения претензии вернуть деньги.", "11-30"),
    ("Прошу в течение десяти дней дать ответ.", "11-30"),
    ("Прошу рассмотреть претензию в 10-дневный срок.", "11-30"),
    ("Прошу рассмотреть претензию в 10-ти дневный срок с момента получения.", "11-30"),
    ("Требую удалить данные в десятидневный срок со дня получения данного письма.", "11-30"),
    ("Требую в 10‑дневный календарный срок устранить нарушения.", "11-30"),
    ("Прошу дать письменный ответ в течении 14 календарных дней.", "12-04"),
    ("Требую:\n1. Удалить мои данные.\n2. Направить ответ в течение 7 (семи) дней.", "11-27"),
    ("Срок для ответа — 10 календарных дней с момента получения претензии.", "11-30"),
    ("Срок ответа на претензию: 5 дней.", "11-25"),
    ("Даю вам 14 дней на исполнение требований.", "12-04"),
    ("В случае неполучения ответа в течение 10 дней обращусь в суд по ст. 131 ГПК.", "11-30"),
    ("Если вы не удовлетворите мои требования в течение 10 дней, я пойду в суд.", "11-30"),
    ("На основании ст. 22 Закона о защите прав потребителей требую в течение 10 дней вернуть деньги.", "11-30"),
    ("Прошу ответить в срок не более 10 дней.", "11-30"),
    ("Прошу ответить в срок, не превышающий 10 дней.", "11-30"),
    ("Вы обязаны ответить в течение 3 дней.", "11-23"),
    ("Прошу ответить в течение 10 дней с даты отправки претензии.", "11-28"),
    ("Прошу ответить в течение суток.", "11-21"),
    ("Сообщите в течение 48 часов, что данные удалены.", "11-22"),
    ("Прошу ответить в течение двух недель с момента получения претензии.", "12-04"),
    ("Прошу ответить в недельный срок.", "11-27"),
    ("Прошу ответить в течение месяца.", "12-20"),
    ("Прошу в месячный срок выплатить компенсацию.", "12-20"),
    ("Ждём от вас ответа не позднее чем через 5 дней.", "11-25"),
    ("Прошу сообщить, какие данные вы храните, в течение 10 дней.", "11-30"),
    ("Прошу удалить сведения, которые вы собрали, в течение 10 дней с момента получения требования.", "11-30"),
    # working days
    ("Жду ответа не позднее 7 рабочих дней.", "12-01"),
    ("Прошу ответить в течение 5 (пяти) рабочих дней со дня получения письма.", "11-27"),
    ("Прошу ответить в течение 5 дней (рабочих).", "11-27"),
    ("Ответьте в течение пяти раб. дней.", "11-27"),
    ("Требую ответа в срок 10 банковских дней.", "12-04"),
    # a day without a year
    ("Прошу ответить до 5 декабря.", "12-05"),
    ("Прошу ответить не позднее «5» декабря.", "12-05"),
    ("Жду ответа к 1 дек.", "12-01"),
    ("Прошу дать ответ до 05.12.", "12-05"),
    ("Прошу дать ответ до 05.12.26.", "12-05"),
    ("Прошу дать ответ до конца дня 5 декабря 2026 г. включительно.", "12-05"),
    ("Прошу ответить до 18:00 30 ноября, иначе обращусь в суд.", "11-30"),
    ("Прошу ответить до 10 января.", "2027-01-10"),
    # English
    ("Please answer within 14 days of receipt.", "12-04"),
    ("I expect your written response within fourteen (14) days of receipt of this letter.", "12-04"),
    ("You have 10 business days from the date of receipt of this claim to comply.", "12-04"),
    ("Please reply within 10 (ten) calendar days after receiving this letter.", "11-30"),
    ("If I do not hear from you within 7 days, I will go to court.", "11-27"),
    ("Failing a reply within two weeks, I shall start proceedings.", "12-04"),
    ("Delete my data within 24 hours.", "11-21"),
    ("I demand compensation within one month of receipt of this letter.", "12-20"),
    ("Please respond within 10 days of the date of this letter.", "11-28"),
    ("Please reply by 2 December.", "12-02"),
    ("I expect an answer by December 2nd.", "12-02"),
    ("Please reply by close of business on Wednesday, 2 Dec.", "12-02"),
    ("We require compliance no later than 5 working days from receipt of this notice.", "11-27"),
    ("Please let me have your reply in 14 days.", "12-04"),
    ("I look forward to hearing from you by 5pm on 4 December.", "12-04"),
    ("Within 10 days from the date you receive this letter, please confirm deletion.", "11-30"),
    ("I will wait until 2 December, then go to court.", "12-02"),
    ("Deadline for your answer: 2 December.", "12-02"),
    ("Просим дать ответ до 05.12.2026 г.", "12-05"),
    ("Ответ жду до 5-го декабря.", "12-05"),
    ("Срок для ответа — 5 декабря.", "12-05"),
    ("Даю Вам срок 10 дней.", "11-30"),
    ("При отказе в 10-дневный срок с момента её получения буду вынужден обратиться в суд.", "11-30"),
    ("Прошу ответить в течение 10 дней (с момента получения).", "11-30"),
    ("Ответ ожидаю не позднее чем через неделю.", "11-27"),
    ("Прошу ответить в теч. 10 дней.", "11-30"),
    ("Ответ необходимо направить до 05/12/2026.", "12-05"),
    ("Прошу ответить до 2026-12-05.", "12-05"),
    ("Если не будет ответа до 5 декабря, обращусь в суд.", "12-05"),
    ("If I do not hear from you by 2 December, I will go to court.", "12-02"),
    ("Прошу не тянуть и ответить в течение 10 дней.", "11-30"),
    # the earliest of several
    ("Прошу ответить до 5 декабря, а данные удалить в течение 5 дней.", "11-25"),
]  # fmt: skip

UNSET = [
    # laws, contracts and policies cited
    "Согласно ч. 3 ст. 14 закона сведения предоставляются в течение десяти рабочих дней с момента обращения.",
    "В соответствии со ст. 22 Закона требования подлежат удовлетворению в течение десяти дней.",
    "По ст. 20 152-ФЗ вы обязаны ответить в течение 10 рабочих дней со дня получения запроса.",
    "Вы обязаны ответить в течение 10 рабочих дней (ч. 1 ст. 20 152-ФЗ).",
    "По договору товар возвращается в течение 14 дней.",
    "Ваша политика обещает ответ в течение 10 дней с момента получения обращения.",
    "Under Article 12 GDPR you must answer within one month of receipt.",
    "Your privacy policy says that requests are answered within 14 days.",
    # what was or was not done
    "Вы не ответили на мой запрос в течение 30 дней.",
    "В течение 10 дней с момента получения претензии ответа так и не последовало.",
    "Прошу объяснить, почему вы не ответили в течение 10 дней.",
    "Прошу сообщить, кто мне звонил в течение 10 дней.",
    "Вы обещали удалить данные в течение 5 дней.",
    "You promised to delete my data within 5 days.",
    "You did not answer within 30 days.",
    "I have not received an answer within 14 days.",
    # periods that run from something else
    "Прошу вернуть деньги в течение 14 дней с момента покупки.",
    "Прошу удалить данные в течение 5 дней с даты получения товара.",
    "Прошу прекратить обработку в течение 10 дней с даты расторжения договора.",
    "Please refund me within 14 days of purchase.",
    "Please delete it within 10 days of delivery of the goods.",
    # contracts, births, orders, work
    "Договор действует до 5 декабря.",
    "Прошу расторгнуть договор, действующий до 5 декабря.",
    "Я работал у вас с 1 ноября до 5 декабря.",
    "Родился 5 декабря 1990 г., паспорт выдан 10.11.2010.",
    "Заказ № 12 от 5 декабря, доставка до 12 декабря.",
    "Прошу сообщить о заказе от 05.12.",
    "Прошу учесть, что магазин открыт до 22.00.",
    "My contract runs until 5 December.",
    "I was employed from 1 November until 5 December.",
    "I was born on 5 December 1990.",
    "Потребитель вправе вернуть товар в течение 14 дней.",
    "The goods can be returned within 14 days.",
    # the writer’s own days
    "Я в отпуске до 5 декабря, прошу писать на почту.",
    "Прошу удалить данные, я нахожусь в командировке до 5 декабря.",
    "Прошу прекратить звонки, они идут в течение 10 дней.",
    "Прошу прекратить рассылку: в течение месяца я получаю её каждый день.",
    "Please stop calling me, I was called daily within 10 days.",
    "Прошу отменить заказ № 15, который должны были доставить в течение 5 дней.",
    "Прошу предоставить выписку за период до 5 декабря.",
    # what is to last until then
    "Прошу не звонить мне до 5 декабря.",
    "Прошу не беспокоить меня в течение 10 дней.",
    "Прошу хранить мои данные до 5 декабря.",
    "Please do not call me until 5 December.",
    "Я просил удалить данные до 5 декабря, но вы отказали.",
    "My subscription was renewed within 14 days and I want my data removed.",
    # no day at all, past, too far, impossible
    "Прошу ответить в разумный срок.",
    "Прошу ответить в установленный законом срок.",
    "Прошу ответить до 31 ноября.",
    "Прошу ответить до 15 ноября.",
    "Прошу ответить до 15.11.2026.",
    "Прошу ответить в течение 0 дней.",
    "Прошу ответить в течение 999 дней.",
    "Прошу ответить в течение дней.",
    "Please reply as soon as possible.",
    "Претензия от 30 ноября",
    "",
]


def found(text: str) -> str:
    asked = asked_by(text, FRIDAY, load_calendar(), SENT)
    return asked.day.isoformat() if asked else ""


@pytest.mark.parametrize(("text", "day"), SET)
def test_the_day_is_read_and_counted_as_the_words_say(text, day):
    assert found(text) == (day if len(day) > 5 else f"2026-{day}")


@pytest.mark.parametrize("text", UNSET)
def test_what_only_looks_like_a_day_sets_none(text):
    assert found(text) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Прошу ответить в течение\n10 (десяти) календарных дней с момента получения настоящей претензии.",
            ("“в течение 10 (десяти) календарных дней с момента получения”: calendar days"
            " counted from the day after the receipt, day 10 is Mon 30 Nov 2026."),
        ),
        (
            "Ответьте не позднее 7 рабочих дней.",
            ("“не позднее 7 рабочих дней”: working days counted from the day after the receipt, day 7 is"
            " Tue 1 Dec 2026."),
        ),
        (
            "Please reply by 2 December.",
            "“by 2 December”: without a year, that is the next such day after the letter, Wed 2 Dec 2026.",
        ),
    ],
)  # fmt: skip
def test_words_and_count_are_told_in_one_sentence(text, said):
    asked = asked_by(text, FRIDAY, load_calendar())
    assert asked is not None
    assert catalogue("en").tell(asked.told) == said


@given(
    st.text(
        alphabet="прошу в течение 10 дней до 5.12 ,.;\n(десяти) by within days of receipt",
        max_size=300,
    )
)
def test_no_text_makes_it_stumble(text):
    for day in (FRIDAY, date(2098, 12, 31), date(1992, 1, 1)):
        asked = asked_by(f"Прошу ответить {text}", day, load_calendar())
        assert asked is None or asked.day >= day


def test_the_calendar_of_the_year_is_asked_for_working_days():
    """From 30 December 2026 the tenth working day lies behind the New Year holidays."""
    asked = asked_by(
        "Прошу ответить в течение 2 рабочих дней.", date(2026, 12, 30), load_calendar()
    )
    assert asked is not None
    assert asked.day > date(2027, 1, 9)


def test_a_month_ends_on_the_last_day_where_it_is_shorter():
    asked = asked_by("Прошу ответить в течение месяца.", date(2027, 1, 31), load_calendar())
    assert asked is not None
    assert asked.day == date(2027, 2, 28)


def test_long_texts_take_no_long_time():
    text = "Прошу в течение " + "10 ( " * 5_000 + "by the end of " * 2_000 + "до 5 " * 3_000
    assert found(text) == ""
