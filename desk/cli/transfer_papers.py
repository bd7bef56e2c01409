# SPDX-License-Identifier: Apache-2.0
"""The papers of Roskomnadzor's cycle for ``desk paper render`` and ``issue``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

import click

from desk.cli.law import read_day
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft
from desk.domain.request import PaperBrief
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.codes import by_code
from desk.services.desk import Desk
from desk.services.transfer.links import ASSESSMENT, NOTICE, QUESTIONNAIRE

F = TypeVar("F", bound=Callable[..., object])
FORMS = frozenset({QUESTIONNAIRE, ASSESSMENT, NOTICE})
_OPTIONS = (
    click.option("--transfer", multiple=True, help="Code of a transfer it is about."),
    click.option("--recipient", default="", help="Code of the recipient that is asked."),
    click.option("--assessment", default="", help="Code of the assessment."),
    click.option("--answer-by", default="", help="Date by which a recipient is asked to answer."),
)


def about_transfers(command: F) -> F:
    """Give a command the options that say what a paper on transfers is about."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


class About:
    """What such a paper is about, as the options said."""

    def __init__(self, desk: Desk, options: Mapping[str, object]) -> None:
        from desk.services.transfer.assessments import assessment_id
        from desk.services.transfer.transfers import transfer_id

        codes = options["transfer"]
        assert isinstance(codes, tuple)
        self.desk = desk
        self.transfers = [transfer_id(desk, str(code)) for code in codes]
        self._recipient = str(options["recipient"])
        rated, by = str(options["assessment"]), str(options["answer_by"])
        self.assessment = assessment_id(rated) if rated else 0
        self._by: date | None = read_day(by) if by else None

    def draft(self, form: str, mode: LanguageMode, passages: Mapping[str, Both] | None) -> Draft:
        """The paper as it would be issued."""
        from desk.services.transfer import papers

        texts = {"more": Both(), **(passages or {})}
        if form == QUESTIONNAIRE:
            recipient, country = self._whom()
            return papers.questionnaire(self.desk, recipient, mode, country, self._by, texts)
        if form == ASSESSMENT:
            if not self.assessment:
                raise Refusal(N_("Name the assessment with --assessment CODE."), "assessment")
            return papers.assessment_paper(self.desk, self.assessment, mode, texts)
        return papers.notice_paper(self.desk, self.transfers, mode, self.assessment, texts)

    def issue(self, draft: Draft) -> PaperBrief:
        """Issue it and put it beside its transfers."""
        from desk.services.transfer import papers

        if draft.form == QUESTIONNAIRE:
            return papers.issue_questionnaire(self.desk, self._whom()[0], draft)
        if draft.form == ASSESSMENT:
            return papers.issue_assessment(self.desk, self.assessment, draft)
        return papers.issue_notice(self.desk, self.transfers, draft, self.assessment)

    def _whom(self) -> tuple[int, str]:
        """The recipient, and its state where a transfer tells it."""
        from desk.services.transfer.facts import chosen

        if self.transfers:
            first = chosen(self.transfers[:1])[0]
            return first.recipient, first.country
        if not self._recipient:
            raise Refusal(
                N_("Name whom to ask with --transfer CODE or --recipient CODE."), "recipient"
            )
        return by_code(self.desk, "recipient", self._recipient), ""
