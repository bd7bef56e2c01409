# SPDX-License-Identifier: Apache-2.0
"""The invented requests of a demonstration, and what a card file says beside the card."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from desk import demo
from desk.demo import samples
from desk.documents.catalogue import form
from desk.documents.render import render
from desk.domain.consent import ConsentKind, ConsentState
from desk.domain.destruction import DestructionState
from desk.domain.kinds import LanguageMode
from desk.domain.values import Query
from desk.paths import resource
from desk.services.assignment import client_notices
from desk.services.consent import consents
from desk.services.destruction import destructions
from desk.services.keeping import upkeep
from desk.services.overview import journals
from desk.services.paper import papers
from desk.services.register import points
from desk.services.settings import promises_confirmed, setting
from desk.storage.models import Document
from tests.documents import samples as documents


@pytest.mark.parametrize(
    ("shape", "finished"),
    [("trader", DestructionState.CERTIFIED), ("company", DestructionState.DRAWN_UP)],
)
def test_a_demonstration_shows_consents_and_destructions_at_every_stage(tmp_path, shape, finished):
    moment = datetime(2026, 11, 22, 9, tzinfo=UTC)
    desk, _code = samples.create_demonstration(
        tmp_path / "desk", "девять синих кораблей 9", shape, lambda: moment
    )
    try:
        samples.furnish(desk, shape)
        agreed = consents.consent_rows(desk, consents.consent_ids(desk, Query()))
        ended = {(row.kind, row.state) for row in agreed if row.state != ConsentState.ACTIVE}
        withdrawn = ConsentState.WITHDRAWN
        assert ended == {(ConsentKind.PROCESSING, withdrawn), (ConsentKind.MARKETING, withdrawn)}
        assert sorted(row.days_left for row in agreed if row.days_left)[0] == 9
        assert len({row.way for row in agreed}) > 4
        assert not any(row.weak for row in agreed)
        assert len(points.points(desk)) == 1
        going, done = destructions.destruction_rows(
            desk, destructions.destruction_ids(desk, Query())
        )
        assert (going.state, done.state) == (DestructionState.PLANNED, finished)
        assert not going.overdue
        called = {each.id: each.total for each in destructions.proposals(desk)}
        assert called == {"holdings": 1, "letters": 1}
        told = client_notices.client_notices(desk)
        assert [bool(each.sent) and each.outcome is None for each in told] == (
            [True] if shape == "company" else []
        )
        assert journals.verify(desk).sound
    finally:
        desk.close()


@pytest.mark.parametrize("shape", demo.SHAPES)
def test_an_answer_of_a_demonstration_speaks_of_its_own_person(tmp_path, shape):
    moment = datetime(2026, 11, 22, 9, tzinfo=UTC)
    desk, _code = samples.create_demonstration(
        tmp_path / "desk", "девять синих кораблей 9", shape, lambda: moment
    )
    try:
        samples.furnish(desk, shape)
        answer = Document.get(Document.form == "reply_access")
        pages = PdfReader(io.BytesIO(papers.paper_bytes(desk, answer.id))).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert "Вымышленная Ольга Андреевна" in text
        assert "olga@pochta.example" in text
        assert "Придуманный Иван" not in text
        assert "3107" not in text
    finally:
        desk.close()


@pytest.mark.parametrize(
    ("line", "counted", "confirmed"),
    [
        ("", True, False),
        ("own_promises = false\n", False, False),
        ("promises_confirmed = true\n", True, True),
    ],
)
def test_a_card_file_may_leave_own_promises_out_or_confirm_them(
    desk_command, tmp_path, line, counted, confirmed
):
    card, secret = tmp_path / "card.toml", tmp_path / "passphrase.txt"
    card.write_text(line + resource("demo", "trader.toml").read_text("utf-8"), "utf-8")
    secret.write_text("девять синих кораблей 9\n", "utf-8")
    where = ("--desk", tmp_path / "desk", "--passphrase-file", secret, "--json")
    made = desk_command("init", "--operator", card, *where)
    assert made.code == 0, made.err
    desk = upkeep.open_desk(tmp_path / "desk", "девять синих кораблей 9")
    try:
        assert upkeep.own_promises(desk) is counted
        assert promises_confirmed(desk) is confirmed
    finally:
        desk.close()
    told = desk_command("rules", "own", "--not-confirmed", *where)
    assert (told.json["counted"], told.json["confirmed"]) == (counted, False)
    assert told.json["tell_days"] == 3
    told = desk_command("rules", "own", "--lang", "ru", *where[:-1]).out.splitlines()
    answer = "да" if counted else "нет"
    assert told[0] == f"Учитывать собственные обещания наравне с законом: {answer}"
    assert told[4] == "Сообщение о принятых мерах, рабочих дней: 3"


def test_the_recovery_sheet_is_saved_for_its_owner_alone(desk_command, tmp_path):
    secret, sheet = tmp_path / "passphrase.txt", tmp_path / "sheet.pdf"
    secret.write_text("девять синих кораблей 9\n", "utf-8")
    where = ("--desk", tmp_path / "desk", "--passphrase-file", secret, "--sheet", sheet)
    made = desk_command("init", "--operator", resource("demo", "trader.toml"), *where)
    assert made.code == 0, made.err
    assert sheet.read_bytes().startswith(b"%PDF")
    assert sheet.stat().st_mode & 0o077 == 0
    desk = upkeep.open_desk(tmp_path / "desk", "девять синих кораблей 9")
    try:
        assert setting(desk, "sheet_printed"), (
            "Today would call for a new code that voids this sheet"
        )
    finally:
        desk.close()


@pytest.mark.parametrize(("name", "folder"), [("हिन्दी", "desk"), ("Образцова", "हिन्दी")])
def test_what_no_sheet_can_print_is_refused_before_the_desk_is_made(
    desk_command, tmp_path, name, folder
):
    card, secret, sheet = (tmp_path / each for each in ("card.toml", "passphrase.txt", "sheet.pdf"))
    card.write_text(f'kind = "trader"\nname = "{name}"\n', "utf-8")
    secret.write_text("девять синих кораблей 9\n", "utf-8")
    where = ("--desk", tmp_path / folder, "--passphrase-file", secret, "--sheet", sheet)
    refused = desk_command("init", "--operator", card, *where)
    assert refused.code == 2
    assert "U+09" in refused.err
    assert not (tmp_path / folder).exists()
    assert not sheet.exists()


def test_own_promises_are_on_or_off(desk_command, tmp_path):
    card = tmp_path / "card.toml"
    card.write_text(
        "own_promises = 'no'\n" + resource("demo", "trader.toml").read_text("utf-8"), "utf-8"
    )
    made = desk_command("init", "--operator", card, "--desk", tmp_path / "desk")
    assert made.code == 2
    assert "own_promises" in made.err
    assert not (tmp_path / "desk").exists()


@pytest.mark.parametrize("form_id", ["inspection_record", "request_to_complete"])
@pytest.mark.parametrize("shape", demo.SHAPES)
def test_a_short_paper_of_the_invented_operators_fits_one_page(shape, form_id):
    card = upkeep.operator_from_toml(resource("demo", f"{shape}.toml"))
    facts = replace(documents.samples(shape)[form_id], operator=card, replaced_number="")
    for mode in (LanguageMode.RU, LanguageMode.EN):
        assert render(form(form_id), facts, mode, state="issued").pages == 1
