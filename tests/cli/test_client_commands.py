# SPDX-License-Identifier: Apache-2.0
"""Clients from a script: added from a file, changed, shown, taken out of use."""

from __future__ import annotations

import pytest

from desk.services import registers, upkeep
from tests.cli.conftest import PASSPHRASE
from tests.factories import purpose_fields

FILE = """
name = { ru = "ООО «Заказчик»", en = "Zakazchik LLC" }
inn = "7700000129"
email = "data@client.example"
assignment = "5/ПДн"
assignment_date = 2026-02-01
purposes = ["enquiries"]
actions = ["collect", "store"]
categories = ["name"]
groups = ["site_visitors"]
at_end = "return_destroy"
destroy_term = "30 days"
kept = { ru = "Ведомости выплат", en = "Payrolls" }
request_term = "2 working_days"
"""


@pytest.fixture
def call(on_desk, tmp_path):
    desk = upkeep.open_desk(on_desk.folder, PASSPHRASE)
    try:
        registers.declare_purpose(desk, purpose_fields(desk), "2026-01-01")
    finally:
        upkeep.close_desk(desk)
    (tmp_path / "client.toml").write_text(FILE, "utf-8")
    return on_desk


def test_a_client_is_saved_changed_shown_and_taken_out(call, tmp_path):
    path = tmp_path / "client.toml"
    made = call("client", "save", "--file", path)
    assert made.code == 0, made.err
    assert (made.json["client"]["code"], made.json["client"]["leak_term"]) == ("cl1", "12 hours")
    path.write_text(FILE.replace("30 days", "1 months"), "utf-8")
    call("client", "save", "--file", path, "--code", "cl1")
    (listed,) = call("client", "list").json["clients"]
    assert (listed["destroy_term"], listed["name"]["en"]) == ("1 months", "Zakazchik LLC")
    assert call("client", "show", "cl1").json["client"] == listed
    assert call("client", "retire", "cl1").json == {"retired": "cl1"}
    assert call("client", "list").json == {"clients": []}
    assert len(call("client", "list", "--retired").json["clients"]) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [('"7700000129"', '"7700000128"'), ("at_end", "at_night"), ('"cl', ""), ("2026-02-01", "1")],
)
def test_bad_input_is_one_sentence_and_nothing_is_saved(call, tmp_path, old, new):
    path = tmp_path / "client.toml"
    path.write_text(FILE.replace(old, new), "utf-8")
    told = call("client", "save", "--file", path, "--code", "" if old != '"cl' else "cl9")
    assert told.code == 2
    assert len(told.err.strip().splitlines()) == 1
    assert call("client", "list").json == {"clients": []}
