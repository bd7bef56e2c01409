# SPDX-License-Identifier: Apache-2.0
"""Names in certificates beside names in papers: who counts as the same person, and who does not."""

import pytest

from desk.domain.one_person import can_be_one, names_another, names_differ, names_nobody, names_one

SIGNER = "Петров Пётр Ильич"


@pytest.mark.parametrize(
    "written",
    [
        "Петров Петр Ильич", "Пётр Ильич Петров", "ПЕТРОВ ПЁТР ИЛЬИЧ", "петров пётр ильич", "Петров Пётр Ильич",
        "Петров П. И.", "П.И. Петров", "Петров ПИ", "Петров П.", "Петров Пётр И.", "Петров Пётр", "Петров", "Petrov",
        "Petrov Petr Ilich", "Pyotr Ilyich Petrov", "PETROV PETR", "P. Petrov", "г-н Петров Пётр Ильич", "Mr Petr Petrov",
        "ИП Петров Пётр Ильич", "Индивидуальный предприниматель Петров П. И.", "«Петров Пётр Ильич»",
    ],
)  # fmt: skip
def test_a_name_is_the_same_however_it_is_written(written):
    assert can_be_one(SIGNER, written)
    assert can_be_one(written, SIGNER)


@pytest.mark.parametrize(
    "written",
    [
        "Образцов Пётр Вымыслович", "Образцов Пётр Ильич", "Пётр Вымыслович", "Пётр", "Ильич", "П. И.", "П", "—",
        "Петров Иван Ильич", "Петров Пётр Иванович", "Петров И.", "Петров И. П.", "Петров П. С.", "Петрова Анна Ильинична",
        "Петрова", "Петров-Водкин Пётр Ильич", "Ivanov Petr", "Petrova Anna", "Petrov Ivan", "Petrov LLC",
        "Петров Пётр Ильич Образцов", "Петров Пётр Ильич и партнёры", "ООО «Петров Пётр Ильич»", "ООО «Петров»",
        "Петров Пётр Ильич, директор", "Образцов Пётр (Петров Пётр Ильич)", "Петров Пётр Ильич ИНН 770000000000",
        "ООО «Ромашка»", "Петров и Ко", "Петров Пётр и К", "Петров и Пётр", "Петров Пётр Ильич Анна",
    ],
)  # fmt: skip
def test_a_shared_word_makes_nobody_the_same(written):
    assert not can_be_one(SIGNER, written)
    assert not can_be_one(written, SIGNER)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Салтыков-Щедрин М. Е.", "Щедрин - Салтыков Михаил Евграфович", True),
        ("И. П. Петров", "Петров П. И.", False),
        ("П. И. Придуманный", "П. С. Придуманный", False),
        ("П. И. Придуманный", "Придуманный Пётр и К", False),
        ("п. и. придуманный", "придуманный пётр ильич", True),
        ("Ли ЯН", "Ли Ян", True),
        ("Мартынов", "Мартынов Игорь Петрович", True),
        ("Мартынов Игорь", "Мартынов Игорь Петрович", True),
        ("Директоров Д. Д.", "Директоров Дмитрий Дмитриевич", True),
        ("Nguyễn An", "Nguyễn Văn An", True),
        ("Ж. Щукина", "Zhanna Shchukina", True),
        ("Ю. Петрова", "Yulia Petrova", True),
        ("Алиев Вагиф Гасан оглы", "Алиев Вагиф", True),
        ("Алиев Вагиф Гасан оглы", "Алиев Вагиф Гасан", True),
        ("Мюллер Анна Мария", "Мюллер Анна", True),
        ("Петров Александр", "Петрова Александра", False),
        ("Иванов Евгений", "Иванова Евгения", False),
        ("Ли", "Ли Ян", True),
        ("Ли Ян", "Ли Вэй", False),
        ("О Джин", "Ким Джин", False),
        ("О", "О", True),
        ("Nguyễn Văn Minh", "NGUYEN VAN MINH", True),
        ("Nguyễn Văn Minh", "Nguyễn Minh", True),
        ("Nguyễn Văn Minh", "Nguyễn Thị Bình", False),
        ("Nguyễn Văn Án", "Nguyễn Văn Ân", False),
        ("Kim Min-jun", "Kim Seo-yeon", False),
        ("Müller Anna", "Muller Anna", True),
        ("Lopez", "Maria Lopez", True),
        ("Maria", "Maria Lopez", False),
        ("John Smith", "John Paul Smith", True),
        ("John Paul Smith", "John Mark Smith", False),
        ("John Smith", "Jane Smith", False),
        ("Peter Ivanov", "Пётр Иванов", False),
        ("王小明", "王小明", True),
        ("王小明", "李小明", False),
        ("ООО «Ромашка»", "ООО Ромашка", True),
        ("ООО «Ромашка»", "Общество с ограниченной ответственностью \"Ромашка\"", True),
        ("ООО «Ромашка»", "АО «Ромашка»", False),
        ("ООО «Ромашка»", "ООО «Мир Ромашка»", False),
        ("АО «Ромашка»", "Ромашка Анна", False),
        ("ООО «Пример-1»", "ООО «Пример-2»", False),
        ("К" * 70 + " Пётр", "К" * 64, True),
        ("", "", False),
    ],
)  # fmt: skip
def test_other_alphabets_short_names_and_organisations(one, other, same):
    assert can_be_one(one, other) is same
    assert can_be_one(other, one) is same


def test_a_paper_is_asked_by_all_its_names_and_a_certificate_by_both_it_has():
    assert not names_differ("", SIGNER)
    assert not names_differ(SIGNER, "")
    assert not names_differ(f"{SIGNER}\n(вместо Образцова)", SIGNER)
    assert not names_differ(SIGNER, f"ООО «Ромашка» · {SIGNER}")
    assert not names_differ("ООО «Ромашка»", f"ООО «Ромашка» · {SIGNER}")
    assert names_differ(SIGNER, "ООО «Ромашка» · Образцов Пётр Ильич")
    assert not names_another(("Пётр Иванов", "Peter Ivanov"), "Ivanov Peter")
    assert names_another(("Пётр Иванов", "Peter Ivanov"), "Ivanov Paul")
    assert not names_another(("", ""), SIGNER)
    assert names_one(("", SIGNER), "Петров П. И.")
    assert not names_one(("", ""), SIGNER)
    assert not names_one((SIGNER,), "")


OLGA = ("Смирнова Ольга Петровна", "Olga Smirnova")
BRIEF = ("П. И. Придуманный", "P. Pridumanny")


@pytest.mark.parametrize(
    ("named", "certified", "same"),
    [
        (OLGA, "Смирнова Ольга Петровна", True),
        (OLGA, "О. П. Смирнова", True),
        (OLGA, "Смирнова Ольга", True),
        (OLGA, "Olga Smirnova", True),
        (OLGA, "Smirnova Olga Petrovna", True),
        (OLGA, "Smirnova", True),
        (OLGA, "Romashka LLC · Смирнова Ольга Петровна", True),
        (OLGA, "ООО «Ромашка» · Olga Smirnova", True),
        (OLGA, "Смирнова Ольга Павловна", False),
        (OLGA, "Смирнова О. И.", False),
        (OLGA, "Olga Pavlovna Smirnova", False),
        (OLGA, "Olga Ivanova", False),
        (OLGA, "Romashka LLC · Смирнова Ольга Павловна", False),
        (OLGA, "ООО «Ромашка»", False),
        (BRIEF, "Придуманный Пётр Ильич", True),
        (BRIEF, "П. С. Придуманный", False),
        (BRIEF, "Придуманный Пётр Семёнович", False),
        (BRIEF, "Придуманный Пётр и К", False),
        (("Смирнова Ольга Петровна", ""), "Olga Smirnova", True),
        (("Смирнова Ольга Петровна", ""), "Olga Pavlovna Smirnova", False),
        (("", "Olga Smirnova"), "Смирнова Ольга Павловна", True),
        (("Смирнова", "Smirnova"), "Смирнова Ольга Павловна", True),
    ],
)  # fmt: skip
def test_the_name_in_the_letters_of_a_certificate_decides(named, certified, same):
    assert names_one(named, certified) is same
    assert names_another(named, certified) is not same
    assert names_one(tuple(reversed(named)), certified) is same


def test_of_several_people_a_certificate_may_name_any():
    people = ("Смирнова Ольга Петровна", "John Smith", "")
    assert not names_nobody(people, "Smirnova Olga")
    assert not names_nobody(people, "John Smith")
    assert names_nobody(people, "Смирнова Ольга Павловна")
    assert not names_nobody(("", ""), "John Smith")
