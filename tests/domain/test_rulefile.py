# SPDX-License-Identifier: Apache-2.0
"""Rule packs are read strictly: what is mistaken is named by file, rule and key."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.rulefile import load_pack
from desk.domain.rules import check_rules, load_rulebook
from desk.errors import Refusal
from desk.paths import resource
from desk.text import catalogue

PACK = """
id = "own"
title = { ru = "Обещания", en = "Promises" }

[[source]]
id = "policy"
name = "Политика"

[[deadline]]
id = "application.answer"
row = "P01"
title = { ru = "Ответить", en = "Answer" }
nature = "term"
event = "request.received"
kinds = ["complaint"]
actor = "operator"
addressee = "subject"
term = "7 working_days"
counted = "from_next_day"
extension = { term = "5 working_days", times = 1, paper = "extension_notice", addressee = "subject" }
basis = { ru = "обещание", en = "promise" }
certainty = "own"
source = ["policy"]
since = 2020-01-01
own = true
"""
ENGLISH = catalogue("en")
RUSSIAN = catalogue("ru")


def write(folder: Path, text: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def second(since: str, until: str = "") -> str:
    """The rule of the pack once more, for another time."""
    text = PACK[PACK.index("[[deadline]]") :].replace("2020-01-01", since)
    return text + (f"until = {until}\n" if until else "")


def test_the_bundled_packs_are_in_order():
    assert check_rules() == []
    assert check_rules(resource("rules")) == []


def test_a_small_pack_is_read(tmp_path):
    pack = load_pack(write(tmp_path, PACK))
    (rule,) = pack.rules
    assert (rule.term.amount, rule.term.unit) == (7, "working_days")
    assert rule.source == ("Политика",)
    assert rule.extension.paper == "extension_notice"
    assert len(pack.digest) == 64


MISTAKES = [
    ('nature = "term"', 'nature = "wish"', "wish"),
    ('nature = "term"', "", "nature"),
    ('event = "request.received"', 'event = "moon.full"', "moon.full"),
    ('kinds = ["complaint"]', 'kinds = ["praise"]', "praise"),
    ('kinds = ["complaint"]', 'kinds = ["complaint", "complaint"]', "kinds"),
    ('kinds = ["complaint"]', 'kinds = "complaint"', "kinds"),
    ('actor = "operator"', 'actor = "neighbour"', "neighbour"),
    ('addressee = "subject"\nterm', 'addressee = "mother"\nterm', "mother"),
    ('"7 working_days"', '"7 fortnights"', "fortnights"),
    ('"7 working_days"', '"working_days"', "working_days"),
    ('"7 working_days"', '"0 working_days"', "0 working_days"),
    ('"7 working_days"', '"99999 working_days"', "99999"),
    ('"7 working_days"', '"-7 working_days"', "-7"),
    ('"7 working_days"', "7", "term"),
    ('"7 working_days"', '"7 days"', "roll"),
    ('"7 working_days"', '"7 hours"', "counted"),
    ('"7 working_days"', '"none"', "counted"),
    ('counted = "from_next_day"', 'counted = "from_moment"', "counted"),
    ('counted = "from_next_day"', "", "counted"),
    ('counted = "from_next_day"', 'counted = "from_next_day"\nroll = "next_working_day"', "roll"),
    ('nature = "term"', 'nature = "gate"', "gate_opens"),
    ('own = true', 'own = true\ngate_opens = "next_day"', "gate_opens"),
    ('{ term = "5 working_days"', '{ term = "5 hours"', "5 hours"),
    ("times = 1", "times = 0", "times"),
    ("times = 1", "times = true", "times"),
    ("times = 1,", "times = 1, colour = 1,", "colour"),
    ('source = ["policy"]', "source = []", "source"),
    ('source = ["policy"]', "", "source"),
    ('source = ["policy"]', 'source = ["rumour"]', "rumour"),
    ('certainty = "own"', 'certainty = "sure"', "sure"),
    ("own = true", "own = false", "own"),
    ("own = true", 'own = "yes"', "own"),
    ("own = true", "own = true\nquota = 3", "quota"),
    ("since = 2020-01-01", "since = 2020-01-01T00:00:00", "since"),
    ("since = 2020-01-01", 'since = "2020-01-01"', "since"),
    ("since = 2020-01-01", "since = 2020-01-01\nuntil = 2020-01-01", "ends before"),
    ('title = { ru = "Ответить", en = "Answer" }', 'title = { ru = "Ответить" }', "en"),
    ('title = { ru = "Ответить", en = "Answer" }', 'title = { ru = "Ответить", en = " " }', "en"),
    ('title = { ru = "Ответить", en = "Answer" }', 'title = "Answer"', "title"),
    ('id = "application.answer"', 'id = "Application Answer"', "Application Answer"),
    ('row = "P01"', 'row = "first"', "first"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "says"), MISTAKES)
def test_each_mistake_is_a_sentence_with_file_rule_and_key(tmp_path, right, wrong, says):
    assert PACK.count(right) == 1
    path = write(tmp_path, PACK.replace(right, wrong))
    with pytest.raises(Refusal) as refusal:
        load_pack(path)
    for words in (ENGLISH, RUSSIAN):
        told = words.tell(refusal.value)
        assert told.startswith("own.toml, [[deadline]]"), told
        assert says in told or words is RUSSIAN
        assert "{" not in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "id"),
        ("id = ", "TOML"),
        ('id = "own"\n', "title"),
        (PACK.replace('id = "own"', 'id = "own"\ncolour = 3'), "colour"),
        (PACK + '\n[[ground]]\nid = "x"\n', "[[ground]] x"),
        ("deadline = 5\n" + PACK.split("[[deadline]]", maxsplit=1)[0], "deadline"),
        ("deadline = [5]\n" + PACK.split("[[deadline]]", maxsplit=1)[0], "[[deadline]] 1"),
        (PACK + second("2021-01-01"), "application.answer"),
        (PACK + "until = 2020-06-01\n" + second("2021-01-01"), "application.answer"),
        (PACK + "until = 2022-01-01\n" + second("2021-01-01"), "application.answer"),
        ("a = " + "[" * 5000, "TOML"),
    ],
)
def test_a_file_that_is_no_pack_is_refused(tmp_path, text, says):
    with pytest.raises(Refusal) as refusal:
        load_pack(write(tmp_path, text))
    told = ENGLISH.tell(refusal.value)
    assert told.startswith("own.toml")
    assert says in told


@pytest.mark.parametrize(
    ("text", "place", "ru"),
    [
        ("a = 1\n[[[", "check line 2, character 3.", "строку 2, знак 3"),
        ("a = 1\nb = 'abc", "check its end.", "конец файла"),
        ("a = " + "[" * 5000, "is not a TOML file.", "не файл TOML."),
    ],
)
def test_what_is_no_toml_is_told_in_our_own_words(tmp_path, text, place, ru):
    with pytest.raises(Refusal) as refusal:
        load_pack(write(tmp_path, text))
    assert ENGLISH.tell(refusal.value).endswith(place)
    told = catalogue("ru").tell(refusal.value).removeprefix("own.toml").replace("TOML", "")
    assert ru.replace("TOML", "") in told
    assert not re.search("[A-Za-z]", told)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refusal, match="UTF-8"):
        load_pack(path)
    with pytest.raises(Refusal, match="cannot be read"):
        load_pack(tmp_path / "gone.toml")


def test_entries_that_follow_one_another_are_one_rule(tmp_path):
    text = PACK + "until = 2024-01-01\n" + second("2024-01-01", "2030-01-01")
    assert len(load_pack(write(tmp_path, text)).rules) == 2


def test_a_check_names_every_fault_at_once(tmp_path):
    text = PACK + second("2020-01-01").replace('"P01"', '"zero"').replace("answer", "reply")
    text = text.replace('kinds = ["complaint"]', 'kinds = ["praise"]', 1)
    write(tmp_path, text)
    write(tmp_path, "id =", "broken.toml")
    told = [ENGLISH.tell(fault) for fault in check_rules(tmp_path)]
    assert len(told) == 3
    assert any("praise" in one for one in told)
    assert any("zero" in one for one in told)
    assert any(one.startswith("broken.toml") for one in told)


def test_a_folder_without_packs_is_a_fault(tmp_path):
    assert len(check_rules(tmp_path)) == 1
    assert len(check_rules(tmp_path / "nowhere")) == 1


def test_two_files_of_one_id_are_a_fault(tmp_path):
    write(tmp_path, PACK)
    write(tmp_path, PACK, "other.toml")
    assert any("own" in ENGLISH.tell(fault) for fault in check_rules(tmp_path))


def test_the_operators_file_replaces_the_bundled_promises(tmp_path):
    write(tmp_path, PACK)
    book = load_rulebook(tmp_path)
    assert book.find("P01").term.amount == 7
    assert load_rulebook().find("P01").term.amount == 10
    assert book.find("R46").own, "the row stays as the law pack has it"


def test_a_promise_may_not_take_the_place_of_a_law(tmp_path):
    write(tmp_path, PACK.replace('id = "application.answer"', 'id = "access.answer"'))
    assert len(check_rules(tmp_path)) == 1
    with pytest.raises(Refusal, match="another pack"):
        load_rulebook(tmp_path)


@pytest.mark.parametrize("key", ["opens", "instead_of", "exceptions"])
def test_rules_and_grounds_that_are_named_must_exist(tmp_path, key):
    write(tmp_path, PACK + f'{key} = ["no.such"]\n')
    (fault,) = check_rules(tmp_path)
    assert "no.such" in ENGLISH.tell(fault)


def test_the_law_file_itself_is_guarded_against_a_slip(tmp_path):
    for name in ("ru-152fz.toml", "own.toml"):
        shutil.copy(resource("rules", name), tmp_path / name)
    path = tmp_path / "ru-152fz.toml"
    text = path.read_text(encoding="utf-8")
    assert check_rules(tmp_path) == []
    slip = re.sub(r'term = "10 working_days"', 'term = "10 workdays"', text, count=1)
    path.write_text(slip, encoding="utf-8")
    (fault,) = check_rules(tmp_path)
    assert "access.answer" in ENGLISH.tell(fault)
    assert "workdays" in ENGLISH.tell(fault)


@given(st.text(max_size=200) | st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_file_is_a_pack_or_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    with pytest.raises(Refusal):
        load_pack(path)
