# SPDX-License-Identifier: Apache-2.0
"""A paper the record no longer agrees with: said over the record, asked before its e-mail and its dispatch."""

from datetime import UTC, datetime

import pytest

from desk.domain.kinds import LanguageMode
from desk.domain.proposal import Correction
from desk.services.paper import papers
from desk.services.request import requests
from tests.factories import intake
from tests.ui.hands import at_the_desk, press
from tests.ui.test_other_laws import show
from ui import messages
from ui.pages.requests import RequestsPage
from ui.paper_acts import mail_paper

SAYS = {"en": "the record says Wed 18 Nov 2026", "ru": "а в записи — 18\u00a0нояб. 2026, ср"}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_paper_that_no_longer_fits_is_told_and_asked_about(desk, show_page, language):
    with at_the_desk(language):
        page = show_page(RequestsPage)
        id = requests.register_request(desk, intake())
        brief = papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
        show(page, id)
        assert not page.pane.outdated.isVisibleTo(page.pane)
        earlier = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
        requests.correct(desk, id, Correction(received=earlier), "из журнала почты")
        show(page, id)
        page.refresh()
        said = page.pane.outdated.label.text()
        assert SAYS[language] in said
        press(page.pane.outdated.button)
        assert page.pane.sections.currentWidget() is page.pane.papers
        (asked,) = page.acts.open
        asked.form.set({"reason": "день поступления"})
        press(asked.accept_button)
        written = page.acts.open[-1]
        assert (written.replaces.id, written.reason) == (brief.id, "день поступления")
        written.reject()
        messages.answers += [True, False]  # It is not signed, and it is outdated.
        mail_paper(desk, page.jobs, page, brief)
        assert SAYS[language] in messages.shown[-1]
        timeline = requests.request_card(desk, id).timeline
        assert "drafted" not in [each.kind for each in timeline]


def test_a_void_paper_can_be_looked_at_and_no_more_is_offered(desk, show_page):
    page = show_page(RequestsPage)
    id = requests.register_request(desk, intake())
    brief = papers.issue(desk, papers.draft(desk, "acknowledgement", LanguageMode.RU, id))
    papers.void(desk, brief.id, "опечатка")
    show(page, id)
    can = {name for name, each in page.pane.papers.paper_buttons.items() if each.isEnabled()}
    assert can == {"open", "print", "save"}
    assert "void" in page.pane.papers.paper_buttons["mail"].toolTip()
