# SPDX-License-Identifier: Apache-2.0
"""What was recorded or written wrongly is undone from the command line, each with its reason."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk.domain.kinds import DemandKind
from tests.documents.sample import text_of
from tests.factories import person


@pytest.fixture
def answered(on_desk, taken) -> tuple[str, str]:
    """The numbers of a request and of its answer, which has not left."""
    number = taken(demands=(DemandKind.ACCESS,))
    on_desk("request", "identify", number, "--how", "Адрес совпал")
    done = on_desk("request", "answer", number, "--form", "reply_not_processed", "--anyway")
    assert done.code == 0, done.err
    return number, done.json["paper"]


def test_a_record_taken_in_by_mistake_becomes_void(on_desk, taken):
    number = taken(demands=(DemandKind.ACCESS,))
    assert on_desk("request", "void", number).code == 2
    done = on_desk("request", "void", number, "--reason", "дубль")
    assert (done.json["state"], done.json["outcome"]) == ("void", "дубль")
    again = on_desk("request", "void", number, "--reason", "ещё раз")
    assert (again.code, again.out) == (2, "")


def test_a_dispatch_recorded_by_mistake_is_taken_back(on_desk, answered):
    number, _paper = answered
    assert on_desk("request", "unsent", number, "--reason", "рано").code == 2
    at = datetime.now(UTC).isoformat(timespec="seconds")
    sent = ("--at", at, "--way", "post", "--proof", "РПО 1")
    assert on_desk("request", "sent", number, *sent).json["answered"]
    day = at[:10]
    back = on_desk("request", "returned", number, "--at", day, "--note", "Адресат выбыл")
    assert (back.code, back.json["step"], back.json["returned"]) == (0, "resend", ["answer"])
    done = on_desk("request", "unsent", number, "--reason", "письмо осталось на столе")
    assert (done.code, done.json["answered"], done.json["step"]) == (0, None, "dispatch"), done.err


def test_a_corrected_paper_takes_the_place_of_the_old_one(on_desk, answered, tmp_path):
    number, paper = answered
    texts, out = tmp_path / "texts.toml", tmp_path / "out"
    replace = ("paper", "replace", paper, "--anyway", "--out", out)
    texts.write_text('[searched]\nru = "Искали в почте и в бумагах."\n', "utf-8")
    assert on_desk(*replace, "--passages", texts).code == 2
    done = on_desk(*replace, "--passages", texts, "--reason", "опечатка")
    assert done.code == 0, done.err
    old, new = on_desk("paper", "show", paper).json, done.json["number"]
    assert (old["state"], done.json["replaces"]) == ("void", paper)
    assert "Искали в почте и в бумагах" in text_of(Path(done.json["file"]).read_bytes())
    demands = on_desk("request", "show", number).json["demands"]
    assert [each["outcome"] for each in demands] == [new]
    assert on_desk(*replace, "--reason", "ещё раз").code == 2


def test_what_a_corrected_paper_does_not_change_stays_as_it_was_written(
    on_desk, answered, tmp_path
):
    texts = tmp_path / "texts.toml"
    texts.write_text('[searched]\nru = "Искали в почте."\nen = "In the mail."\n', "utf-8")
    replace = ("paper", "replace", "--anyway", "--out", tmp_path, "--reason")
    both = on_desk(*replace, "английский", answered[1], "--passages", texts, "--paper-lang", "en")
    again = on_desk(*replace, "опечатка", both.json["number"])
    assert again.code == 0, again.err
    assert "In the mail." in text_of(Path(again.json["file"]).read_bytes())


def test_two_cards_of_one_person_become_one(on_desk, taken):
    taken(demands=(DemandKind.ACCESS,))
    taken(
        demands=(DemandKind.STOP,), subject=person(name="Щеголева А. И.", phone="+7 900 000-00-10")
    )
    found = on_desk("person", "list", "--text", "anna@").json["persons"]
    keep, other = (each["ref"] for each in found)
    done = on_desk("person", "merge", keep, other, "--reason", "один адрес", "--name-of", other)
    card = done.json["person"]
    assert (card["ref"], card["merged"][0]["ref"]) == (keep, other)
    assert (card["fields"]["name"], len(card["requests"])) == (found[1]["fields"]["name"], 2)
    assert "+7 900 000-00-10" in (card["fields"]["phone"], *card["merged"][0]["contacts"])
    assert on_desk("person", "show", other).json["person"]["ref"] == keep
