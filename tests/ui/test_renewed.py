# SPDX-License-Identifier: Apache-2.0
"""What the desk wrote into a draft follows the card and the register; what a person wrote there stays and is told."""

from dataclasses import replace

import pytest

from desk.domain.kinds import LanguageMode
from desk.domain.values import Both
from desk.services.operators import write_operator
from desk.services.request import requests
from tests.factories import intake
from tests.ui.hands import write
from tests.ui.test_answer import writing
from ui import messages
from ui.dialogs.answer import AnswerDialog

__all__ = ["writing"]
WHEN = "2026-11-22T09:00:00+00:00"
OLD, NEW = (
    Both("г. Псков, ул. Старая, 1", "1 Staraya St, Pskov"),
    Both("г. Псков, ул. Новая, 2", ""),
)


def moved(desk, address):
    write_operator(replace(desk.operator(), address=address), WHEN)
    desk.forget_operator()


def item(dialog):
    return dialog.passages.texts()["item7"]


def parked(dialog):
    """Closed with its draft kept, as after one key anywhere."""
    dialog.dirty = True
    dialog.reject()


@pytest.fixture
def asked(desk):
    moved(desk, OLD)
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "Известный адрес.")
    return id


@pytest.mark.parametrize("mode", list(LanguageMode))
def test_what_nobody_touched_is_renewed_in_a_kept_draft(desk, writing, asked, mode):
    dialog = writing(AnswerDialog, asked)
    dialog.form.set({"mode": mode})
    dialog.redraw()
    assert dialog._typed_texts() == {}
    assert OLD.of(mode.languages[0]) in item(dialog).of(mode.languages[0])
    parked(dialog)
    moved(desk, Both(NEW.ru, "2 Novaya St, Pskov"))
    again = writing(AnswerDialog, asked)
    assert (NEW.ru in item(again).ru, "2 Novaya" in item(again).en) == (True, True)
    assert "renewed" not in {hint.kind for hint in again.others.hints}


def test_what_a_person_wrote_stays_and_is_told_before_issue(desk, writing, asked, monkeypatch):
    dialog = writing(AnswerDialog, asked)
    own = item(dialog).ru + " Приём по будням."
    write(dialog.passages._editors["item7"].parts["ru"].main, own)
    parked(dialog)
    again = writing(AnswerDialog, asked)
    assert "renewed" not in {hint.kind for hint in again.others.hints}
    parked(again)
    moved(desk, Both(NEW.ru, "2 Novaya St, Pskov"))
    last = writing(AnswerDialog, asked)
    assert "Приём по будням." in item(last).ru
    assert OLD.ru in item(last).ru
    assert "2 Novaya" in item(last).en, "the other language was not touched"
    assert [hint.where for hint in last.others.hints if hint.kind == "renewed"] == ["item7"]
    said = []
    monkeypatch.setattr(messages, "ask", lambda _parent, text, *_a, **_k: said.append(text))
    last.submit()
    assert any("has changed since" in text for text in said)
