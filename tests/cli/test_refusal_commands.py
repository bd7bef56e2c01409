# SPDX-License-Identifier: Apache-2.0
"""A refusal in part: each demand with its own ground in one paper, and an answer that leaves something out."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from desk.domain.kinds import DemandKind

MIXED = (DemandKind.ACCESS, DemandKind.STOP, DemandKind.CORRECT)
WITHHELD = """
[[withheld]]
what = { ru = "Записи разговоров" }
ground = "14.8.4"
facts = { ru = "На них слышны другие люди." }
"""


@pytest.fixture
def mixed(on_desk, taken):
    """Number of a request with three demands whose sender is known."""
    number = taken(demands=MIXED)
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    return number


def states(answer) -> dict[str, str]:
    return {each["kind"]: each["state"] for each in answer.json["demands"]}


def text_of(path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_each_demand_is_refused_on_its_own_ground_in_one_paper(on_desk, mixed, tmp_path):
    refused = on_desk(
        *("request", "refuse", mixed, "--out", tmp_path),
        *("--ground", "14.8.4", "--facts", "В записях другие люди."),
        *("--ground", "6.1.5", "--facts", "Договор ещё исполняется."),
    )
    assert refused.code == 0, refused.err
    assert states(refused) == {"access": "refused", "stop": "refused", "correct": "open"}
    text = text_of(refused.json["file"])
    access, stop = text.index("В записях другие люди."), text.index("Договор ещё исполняется.")
    assert text.index("п. 4 ч. 8 ст. 14") < access < text.index("п. 5 ч. 1 ст. 6") < stop
    rest = on_desk(
        *("request", "refuse", mixed, "--ground", "other_law", "--norm", "ст. 1 Закона"),
        *("--facts", "Так прямо сказано."),
    )
    assert states(rest) == dict.fromkeys(("access", "stop", "correct"), "refused")


def test_a_ground_for_any_demand_takes_what_the_others_leave(on_desk, mixed):
    refused = on_desk(
        *("request", "refuse", mixed, "--ground", "other_law", "--norm", "ст. 1 Закона"),
        *("--ground", "14.8.4", "--facts", "Так прямо сказано."),
    )
    assert states(refused) == dict.fromkeys(("access", "stop", "correct"), "refused")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--ground", "14.8.4", "--ground", "9.1", "--facts", "Так."),
        ("--ground", "14.8.4", "--ground", "14.8.3", "--facts", "Так."),
        ("--ground", "14.8.4", "--facts", "Так.", "--facts", "И так."),
        ("--ground", "14.8.4", "--ground", "6.1.5", *["--facts", "Так."] * 2, "--facts-en", "So."),
        ("--ground", "нет", "--facts", "Так."),
    ],
)
def test_what_does_not_fit_together_refuses_nothing(on_desk, mixed, arguments):
    done = on_desk("request", "refuse", mixed, *arguments)
    assert (done.code, done.out) == (2, "")
    assert set(states(on_desk("request", "show", mixed)).values()) == {"open"}


def test_an_answer_leaves_items_out_each_with_its_ground(on_desk, mixed, tmp_path):
    path = tmp_path / "withheld.toml"
    path.write_text(WITHHELD, encoding="utf-8")
    done = on_desk("request", "answer", mixed, "--withheld", path, "--out", tmp_path, "--anyway")
    assert done.code == 0, done.err
    assert states(done)["access"] == "partly"
    text = text_of(done.json["file"])
    assert all(part in text for part in ("Записи разговоров", "п. 4 ч. 8 ст. 14", "слышны"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('ground = "14.8.4"', 'ground = "6.1.5"'),
        ('ground = "14.8.4"', 'ground = "нет"'),
        ('ground = "14.8.4"', ""),
        ("facts", "fact"),
        ('{ ru = "Записи разговоров" }', '"Записи"'),
        ("[[withheld]]", "[withheld]"),
        ("[[withheld]]", "[[left]]"),
        (WITHHELD, "\x00"),
    ],
)
def test_a_file_that_says_it_otherwise_is_one_sentence(on_desk, mixed, tmp_path, old, new):
    path = tmp_path / "withheld.toml"
    path.write_text(WITHHELD.replace(old, new), encoding="utf-8")
    done = on_desk("request", "answer", mixed, "--withheld", path)
    assert (done.code, done.out) == (2, "")
    assert set(states(on_desk("request", "show", mixed)).values()) == {"open"}


def test_the_terminal_says_where_the_paper_was_saved(on_desk, desk_command, mixed, tmp_path):
    where = ("--desk", on_desk.folder, "--passphrase-file", on_desk.secret, "--lang", "en")
    refusal = ("--ground", "14.8.4", "--facts", "В записях другие люди.", "--out", tmp_path / "o")
    done = desk_command("request", "refuse", mixed, *refusal, *where)
    (saved,) = (tmp_path / "o").glob("*.pdf")
    assert f"Saved: {saved.as_posix()}" in done.out
