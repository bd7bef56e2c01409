# SPDX-License-Identifier: Apache-2.0
"""Processing is assigned to a processor of the demonstration desk, and the list of third parties made for the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desk.demo.assignment_samples import assign, processors
from desk.demo.exporting import Exporter, TourStep
from desk.demo.transfer_samples import invented
from desk.domain.kinds import LanguageMode
from desk.domain.numbering import printed_number
from desk.domain.registers import Recipient, RecipientRole
from desk.errors import N_
from desk.services.assignment import papers as assignment_papers
from desk.services.paper import papers
from desk.services.register import registers, third_parties


class AssignmentTour:
    """One assignment and the list; the papers are written by ``exporter``."""

    def __init__(self, exporter: Exporter, shape: str) -> None:
        self.exporter, self.desk, self.shape = exporter, exporter.desk, shape

    def run(self) -> Iterator[TourStep]:
        """Assign, issue, make the list."""
        self.assignment = assign(self.desk, self._processor(), 1)
        (paper,), files = self.exporter.in_every_mode(self._issue)
        number = printed_number(papers.paper_brief(self.desk, paper).number)
        yield TourStep(
            N_("Processing is assigned: paper {number} is waiting for both signatures."),
            {"number": number},
            None,
            files,
        )
        _ids, files = self.exporter.in_every_mode(self._list)
        edition = third_parties.editions(self.desk)[0].id
        for kind, ending in (("html", "html"), ("markdown", "md")):
            content = third_parties.list_file(self.desk, edition, kind)
            files += (self.exporter.write(f"third_parties.ru.{ending}", content),)
        yield TourStep(
            N_("The list of third parties is ready for publication: PDF, HTML and Markdown."),
            {},
            None,
            files,
        )

    def _processor(self) -> Recipient:
        """A processor with a name: one that has it already, or the first of the starter set."""
        if not processors(self.desk):
            proposed = next(
                each
                for each in registers.recipients(self.desk)
                if each.role is RecipientRole.PROCESSOR
            )
            registers.save_recipient(self.desk, invented(proposed, self.shape, 1))
        return processors(self.desk)[0]

    def _issue(self, mode: LanguageMode) -> Sequence[int]:
        draft = assignment_papers.assignment_paper(self.desk, self.assignment, mode)
        return [assignment_papers.issue_assignment(self.desk, self.assignment, draft).id]

    def _list(self, mode: LanguageMode) -> Sequence[int]:
        return [third_parties.make_edition(self.desk, mode).id]
