# SPDX-License-Identifier: Apache-2.0
"""What becomes of every kind of hint before a paper is issued: the same in the window and in the terminal."""

from types import SimpleNamespace

import pytest

from desk.cli.passages import draft_hints, point_out
from desk.domain.kinds import LanguageMode
from desk.domain.proposal import HINTS, BeforeIssue, Hint
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.request import requests
from desk.text import catalogue
from tests.factories import intake
from tests.ui.hands import WAIT, press
from ui import messages
from ui.dialogs.answer import AnswerDialog
from ui.jobs import Jobs

TABLE = {
    # kind: (the window asks before issue, the options without which the terminal refuses)
    "file": (False, ""),
    "register": (False, ""),
    "denied": (True, "--anyway"),
    "gap": (True, "--anyway"),
    "unsaid": (True, "--anyway"),
    "starter": (True, "--anyway"),
    "act": (True, "--anyway"),
    "undone": (True, "--anyway"),
    "late": (False, ""),
    "unsent": (True, "--anyway"),
    "kept": (True, "--anyway"),
    "recipients": (True, "--anyway"),
    "addresses": (True, "--anyway"),
    "language": (True, "--anyway"),
    "renewed": (True, "--anyway"),
    "earlier": (True, "--anyway"),
    "name": (True, "--others-checked"),
    "email": (True, "--others-checked"),
    "phone": (True, "--others-checked"),
    "address": (True, "--others-checked"),
}


@pytest.fixture
def hinted(desk, monkeypatch):
    """A request of which every draft has one hint of the kind asked for."""
    id = requests.register_request(desk, intake())
    requests.confirm_identity(desk, id, "Известный адрес.")

    def give(kind):
        hint = Hint("Сидоров И. П.", kind, "searched")
        monkeypatch.setattr(papers, "gap_hints", lambda *_: (hint,))
        for name in ("text_hints", "third_party_hints", "file_hints"):
            monkeypatch.setattr(papers, name, lambda *_: ())
        return id

    return give


def test_the_table_knows_every_kind():
    assert set(TABLE) == set(HINTS)
    for kind, (asks, option) in TABLE.items():
        assert asks is (HINTS[kind] is not BeforeIssue.TOLD) is bool(option), kind


@pytest.mark.parametrize("kind", TABLE)
def test_the_window_asks_or_only_tells(qtbot, desk, hinted, kind):
    id, jobs = hinted(kind), Jobs()
    dialog = AnswerDialog(desk, jobs, None, requests.request_card(desk, id, "en"))
    dialog.open()
    dialog.form.editor("form").set("reply_not_processed")
    assert dialog.redraw()
    assert dialog.lacks.list.count() == 1, "it is told in either case"
    asks, _option = TABLE[kind]
    if asks:
        messages.answers += [False, True]
        press(dialog.accept_button)
        assert dialog.issued is None
        assert "Issue it all the same?" in messages.shown[-1]
    press(dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.issued is not None, timeout=WAIT)
    dialog.previewer.close()
    jobs.close()


@pytest.mark.parametrize("kind", TABLE)
def test_the_terminal_refuses_what_the_window_asks_about(desk, hinted, capsys, kind):
    id, here = hinted(kind), SimpleNamespace(words=catalogue("en"))
    texts = {"searched": Both("Список клиентов.", "The list of clients.")}
    draft = papers.draft(desk, "reply_not_processed", LanguageMode.RU, id, passages=texts)
    hints = draft_hints(here, desk, draft)
    asks, option = TABLE[kind]
    said = {"--anyway": "anyway", "--others-checked": "checked"}
    chosen = dict.fromkeys(said.values(), False)
    if asks:
        with pytest.raises(Refusal) as refusal:
            point_out(here, draft, hints, **chosen)
        assert option in here.words.tell(refusal.value)
        chosen[said[option]] = True
    point_out(here, draft, hints, **chosen)
    assert capsys.readouterr().err, "it is told in either case"
