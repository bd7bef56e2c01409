"""What in a text may be another person: names, addresses and telephones in the usual spellings, and what is none."""

import re
from re import _parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import contacts, naming
from desk.domain.contacts import addresses_in, emails_in, phones_in
from desk.domain.naming import names_in
from desk.domain.same_name import is_same_name, names_agree, words_of_name


def names(text):
    return [text[start:end] for start, end in names_in(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ваш менеджер Иван Иванович Петров позвонил", "Иван Иванович Петров"),
        ("Иван Иванович Петров позвонил", "Иван Иванович Петров"),
        ("Договор готов. Иван Иванович перезвонит", "Иван Иванович"),
        ("Сотрудник Хабибулла Маратович принял", "Хабибулла Маратович"),
        ("оплата СИДОРОВ ПЕТР ИЛЬИЧ по счёту", "СИДОРОВ ПЕТР ИЛЬИЧ"),
        ("ПЕРЕВОД ОТ СИДОРОВА ПЕТРА ИЛЬИЧА ЗА МАЙ", "СИДОРОВА ПЕТРА ИЛЬИЧА"),
        ("Перевод ИВАН ИВАНОВИЧ П. на карту", "ИВАН ИВАНОВИЧ П."),
        ("напарник Кузнецов Олег ушёл", "Кузнецов Олег"),
        ("КУЗНЕЦОВ ОЛЕГ", "КУЗНЕЦОВ ОЛЕГ"),
        ("с Олегом Кузнецовым говорили", "Олегом Кузнецовым"),
        ("Менеджер Света Иванова", "Света Иванова"),
        ("Петровой Марии Ивановне вернули", "Петровой Марии Ивановне"),
        ("Смирнова Екатерина\nВладимировна", "Смирнова Екатерина\nВладимировна"),
        ("Ким Олег", "Ким Олег"),
        ("ответила Анна Белая", "Анна Белая"),
        ("вместе с Козлодоевым Олегом", "Козлодоевым Олегом"),
        ("Шевченко Тарас", "Шевченко Тарас"),
        ("Абрамович Олег", "Абрамович Олег"),
        ("Петров-Водкин Кузьма", "Петров-Водкин Кузьма"),
        ("Алиев Мамед Гасан оглы", "Алиев Мамед Гасан оглы"),
        ("Нгуен Ван Тхо", "Нгуен Ван Тхо"),
        ("Nguyen Van Binh", "Nguyen Van Binh"),
        ("иван иванович сказал", "иван иванович"),
        ("Смирнов К. Л. вёл", "Смирнов К. Л."),
        ("К.Л. Смирнов вёл", "К.Л. Смирнов"),
        ("СМИРНОВ К.Л.", "СМИРНОВ К.Л."),
        ("Смирнову К. выдано", "Смирнову К."),
        ("Смирнов КЛ", "Смирнов КЛ"),
        ("1;Иванов;Иван;Иванович;1988", "Иванов;Иван;Иванович"),
        ("Иванов\tИван\t5", "Иванов\tИван"),
        ("встретил г-н Ким", "г-н Ким"),
        ("гражданка Петрова", "гражданка Петрова"),
        ("met John Smith there", "John Smith"),
        ("JOHN SMITH", "JOHN SMITH"),
        ("Smith, John", "Smith, John"),
        ("John P. Smith", "John P. Smith"),
        ("Dr. Jane Roe", "Dr. Jane Roe"),
        ("Mr Brown", "Mr Brown"),
        ("I. I. Petrov", "I. I. Petrov"),
        ("Olga Vymyshlennaya", "Olga Vymyshlennaya"),
        ("Ivan Ivanovich Petrov", "Ivan Ivanovich Petrov"),
        ("Petrova Anna", "Petrova Anna"),
    ],
)
def test_names_are_seen_as_people_write_them(text, name):
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных», статья 14",
        "Российская Федерация, Роскомнадзор, Московская область",
        "УГОЛОВНЫЙ КОДЕКС РОССИЙСКОЙ ФЕДЕРАЦИИ",
        "нормы Уголовной и Основной части. В Деревне Ивановке",
        "Дата и Подпись. Личной карточки Работника",
        "ООО «Иван Петров», АО «Анна Иванова»",
        "John Smith Ltd and Ivan Petrov LLC",
        "ул. Юрия Гагарина, площадь Александра Невского, имени Сергея Есенина",
        "храм Святого Георгия",
        "Уважаемая Ольга, Ваш запрос получен",
        "Менеджер Олег ответил",
        "Роман Толстого, Вера и Надежда",
        "Любовь Россия",
        "Владимир Область",
        "Январь Февраль Март Апрель",
        "гражданин Российской Федерации, гражданки Российской Федерации",
        "Нижний Новгород, Санкт-Петербург, Ростов-на-Дону",
        "Категории Носитель Причина",
        "Электронная Ильинична",
        "Экспорт 1С: Предприятие, Яндекс Почта, Google Chrome",
        "Will You come in May June or August",
        "New York, San Jose, Saint Paul, Jordan River",
        "Federal Law No. 152-FZ, Russian Federation, Data Protection Act",
        "Dear John, Your request was received",
        "12 John Smith Street",
        "ivan.petrov@example.org, Ivan@Petrov.example",
    ],
)
def test_words_that_are_no_names_are_left_alone(text):
    assert names(text) == []


@pytest.mark.parametrize(
    "address",
    [
        "Светланская ул., 5",
        "Невский пр., д. 10",
        "Ленинский проспект, д. 12, корп. 3, кв. 5",
        "пр. Мира, 3",
        "пр-кт Мира, д. 3",
        "ул. ЛЕНИНА, Д. 5",
        "УЛ. ЛЕНИНА Д 5 КВ 7",
        "мкр. Северный, 4",
        "ул. 50 лет Октября, д. 5",
        "б-р Гагарина, 7а",
        "ул. Мира, 12/1",
        "ул. Светланская, 5-12",
        "улица Ленина дом 5",
        "с. Ивановка, д. 5",
        "Светланская, 5, кв. 12",
        "221B Baker Street",
        "12 BAKER STREET",
    ],
)
def test_addresses_are_seen_as_people_write_them(address):
    assert list(addresses_in(f"г. Город, {address}; вручена")) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "ул. Садовая, 123022",
        "письмо от 12 мая 2026 г., д. 5",
        "статья 14, часть 7; приказ № 5, п. 3",
        "площадью 300 кв. м, пл. 300 кв. м",
        "Москва, 5 экз., Приложение, 5 кв. м",
        "see page 12 and The Street",
    ],
)
def test_what_is_no_address_is_left_alone(text):
    assert list(addresses_in(text)) == []


@pytest.mark.parametrize(
    "phone",
    [
        "2-34-56", "22-33-44", "222-33-44", "(4232) 22-33-44", "(812) 333-22-11", "+7 (912) 345-67-89", "8(914)123-45-67",
        "89141234567", "9141234567", "8 914 123 45 67", "8-800-100-20-30", "914.123.45.67", "+84 90 123 4567",
    ],
)  # fmt: skip
def test_telephones_are_seen_as_people_write_them(phone):
    assert list(phones_in(f"писал в 2026 году, звонил {phone}; 2 раза")) == [phone]


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("тел. 223344", "223344"),
        ("тел.: 2 34 56", "2 34 56"),
        ("телефон 123-456", "123-456"),
        ("тел. 22-11-26", "22-11-26"),
        ("phone 555 0100", "555 0100"),
        ("8 914 123 45 67 2 шт.", "8 914 123 45 67"),
        ("д. 5 (4232) 22-33-44", "(4232) 22-33-44"),
    ],
)
def test_a_telephone_is_told_from_the_figures_and_words_around_it(text, phone):
    assert list(phones_in(text)) == [phone]


@pytest.mark.parametrize(
    "text",
    [
        "22-11-26", "2-11-26", "12.11.2026 05.08.2026", "2026-11-26 10:15", "03.11.2026 2026-1", "№ 2026-014, 101000",
        "ИНН 7700000129, КПП 770001001, ОГРН 1027700000129", "77-26-000123", "1 234 567 890,00 руб.",
        "счёт 40702810900000012345", "94401 123022", "штраф 100 000–1 000 000", "версия 1-02-03", "MAC 19:22-33-44-55",
    ],
)  # fmt: skip
def test_other_figures_are_no_telephones(text):
    assert list(phones_in(text)) == []


def test_an_e_mail_address_is_seen_among_others():
    assert list(emails_in("писать: petr.ilyich+1@mail.example, не на @user")) == [
        "petr.ilyich+1@mail.example"
    ]


SUBJECT = "Щёголева Анна Ильинична"


@pytest.mark.parametrize(
    "written",
    [
        "Анна Ильинична Щёголева", "ЩЕГОЛЕВА АННА ИЛЬИНИЧНА", "Щёголевой Анне Ильиничне", "Анну Щёголеву", "Щеголева А. И.",
        "А.И. Щёголева", "Щёголева А.", "Щёголева АИ", "Анна Ильинична", "Анной Ильиничной", "г-жа Щёголева",
        "Anna Shchegoleva", "Anna Shchyogoleva’s", "Щёголева;Анна;Ильинична",
    ],
)  # fmt: skip
def test_the_subject_s_own_name_is_known_however_it_is_written(written):
    assert is_same_name(words_of_name(written), words_of_name(SUBJECT))


@pytest.mark.parametrize(
    "written",
    [
        "Щёголев Пётр Ильич", "Щёголева Инна Ильинична", "Щёголева Анна Петровна", "Анна Петрова", "Щёголева В. И.",
        "Щёголев Антон", "Анна Ивановна", "Mr Smith", "Anna Smith", "Щёголева ВИ",
    ],
)  # fmt: skip
def test_a_relative_or_a_namesake_is_somebody_else(written):
    assert not is_same_name(words_of_name(written), words_of_name(SUBJECT))


@pytest.mark.parametrize(
    ("written", "known", "same"),
    [
        ("Петров Иван Сергеевич", "Петров Иван", True),
        ("Петрова И. С.", "Петров Иван", True),
        ("Иван Петрович", "Петров Иван", False),
        ("Иван Сергеевич", "Петров Иван", False),
        ("Павлу Лебедеву", "Лебедев Павел", True),
        ("Илья Перелётов", "Индивидуальный предприниматель Перелётов Илья", True),
        ("Yulia Kravtsova", "Кравцова Юлия Олеговна", True),
        ("Ekaterina Zhukova", "Жукова Екатерина", True),
        ("Сергеем Достоевским", "Достоевский Сергей", True),
        ("John Smith", "John Smith", True),
        ("Громов Пётр Сергеевич", "П. С. Громов", True),
        ("Громов Иван Сергеевич", "П. С. Громов", False),
    ],
)
def test_what_nobody_recorded_and_other_letters(written, known, same):
    assert is_same_name(words_of_name(written), words_of_name(known)) is same


@pytest.mark.parametrize("module", [contacts, naming])
def test_no_pattern_has_a_run_without_an_end(module):
    """A text of any length is gone over once when each pattern ends within a line or two."""
    patterns = [each for each in vars(module).values() if isinstance(each, re.Pattern)]
    assert len(patterns) > 4
    for each in patterns:
        _shortest, longest = _parser.parse(each.pattern, each.flags).getwidth()
        assert longest < 1000, each.pattern


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("И. Петров", "Иван Петров", True),
        ("Петров И. С.", "Иван Петров", True),
        ("И. Петров", "Иван П.", True),
        ("ПЕТРОВ Пётр", "Петр Петров", True),
        ("И. Игорь", "Игорь Иван", True),
        ("Анна", "Щёголева Анна", True),
        ("Иван Иван", "Иван Петров", False),
        ("И. Петров", "Пётр Петров", False),
        ("Ива Петров", "Иван Петров", False),
        ("Щёголев Пётр", "Щёголева Анна", False),
    ],
)
def test_names_agree_whichever_has_the_initials(one, other, agree):
    assert names_agree(one, other) is names_agree(other, one) is agree


_NAMES = st.lists(st.sampled_from(["иван", "Игорь", "И.", "п", "Пётр", "Петров"]), max_size=4).map(
    " ".join
)


@given(_NAMES | st.text(max_size=20), _NAMES | st.text(max_size=20))
def test_whether_names_agree_does_not_depend_on_their_order(one, other):
    assert names_agree(one, other) is names_agree(other, one)
    assert names_agree(one, one)
