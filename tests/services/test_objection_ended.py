# SPDX-License-Identifier: Apache-2.0
"""An objection to an automated decision ends as it was decided, not satisfied by having been considered (Art. 16 (4))."""

import io

import pytest
from pypdf import PdfReader

from desk.domain.kinds import DemandKind, DemandState, LanguageMode
from desk.domain.values import Both
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.request import requests
from tests.factories import intake


def notice(desk, ended):
    id = requests.register_request(desk, intake(demands=(DemandKind.OBJECT_AUTOMATED,)))
    requests.confirm_identity(desk, id, "по договору")
    measures = {"measures": Both("Скоринг проверил человек.")}
    return id, papers.draft(
        desk, "notice_done", LanguageMode.RU, id,
        action="objection", ended=ended, passages=measures,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ended", "state", "said"),
    [
        ("upheld", DemandState.REFUSED, "решение оставлено без изменения"),
        ("changed", DemandState.SATISFIED, "решение отменено или изменено"),
        ("partly", DemandState.PARTLY, "решение изменено в части"),
    ],
)
def test_an_objection_ends_as_the_notice_says(desk, ended, state, said):
    id, draft = notice(desk, ended)
    pages = PdfReader(io.BytesIO(papers.preview(desk, draft).content)).pages
    assert said in " ".join(" ".join(page.extract_text() for page in pages).split())
    papers.issue(desk, draft)
    card = requests.request_card(desk, id)
    assert card.demands[0].state is state
    assert not any(each.refused for each in card.deadlines if each.met)


def test_what_became_of_the_decision_has_to_be_said(desk):
    _id, draft = notice(desk, "")
    with pytest.raises(Refusal, match="the outcome for the contested decision") as refusal:
        papers.issue(desk, draft)
    assert refusal.value.field == "ended"
