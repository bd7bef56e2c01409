# SPDX-License-Identifier: Apache-2.0
"""What comes before a transfer of the demonstration desk: its recipient is asked and assessed, the notice written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desk.demo.exporting import Exporter, TourStep
from desk.domain.assessments import Assessment, BanMeasure, Party, Sufficiency
from desk.domain.countries import RUSSIA
from desk.domain.kinds import LanguageMode
from desk.domain.recipient_information import Information
from desk.domain.values import Both, Query
from desk.errors import N_
from desk.services.transfer import papers
from desk.services.transfer.assessments import record_assessment
from desk.services.transfer.recipient_information import record_information
from desk.services.transfer.transfers import transfer_ids, transfer_rows


class TransferTour:
    """One transfer abroad; the papers are written by ``exporter``."""

    def __init__(self, exporter: Exporter) -> None:
        self.exporter, self.desk = exporter, exporter.desk

    def run(self) -> Iterator[TourStep]:
        """Ask, record the answer, assess, write the notice."""
        rows = transfer_rows(self.desk, transfer_ids(self.desk, Query(state="used")))
        self.row = next(row for row in rows if row.country != RUSSIA)
        _ids, files = self.exporter.in_every_mode(self._ask)
        yield TourStep(N_("The recipient abroad is asked for information."), {}, None, files)
        self.assessment = self._assessed()
        _ids, files = self.exporter.in_every_mode(self._record)
        yield TourStep(
            N_("Its answer is recorded and assessed: the record is waiting to be signed."),
            {},
            None,
            files,
        )
        _ids, files = self.exporter.in_every_mode(self._notice)
        yield TourStep(N_("The notice to Roskomnadzor is written."), {}, None, files)

    def _ask(self, mode: LanguageMode) -> Sequence[int]:
        to, country = self.row.recipient_id, self.row.country
        draft = papers.questionnaire(self.desk, to, mode, country)
        return [papers.issue_questionnaire(self.desk, to, draft).id]

    def _assessed(self) -> int:
        today = self.desk.today().isoformat()
        told = Information(
            0,
            "",
            self.row.recipient_id,
            self.row.country,
            today,
            "Published terms of the recipient (invented)",
            "Encryption in transit and at rest, access by roles, a log of actions",
            "30 days after the contract ends; at the operator’s demand within 10 days",
            "Data protection act of the state, supervised by its commissioner",
            "privacy@primer.example, +1 555 0100",
        )
        record_information(self.desk, told)
        operator = self.desk.operator()
        party = Party(self.row.recipient_id, self.row.country, Sufficiency.ENOUGH)
        return record_assessment(
            self.desk,
            Assessment(
                transfers=(self.row.id,),
                assessed=today,
                assessor=operator.responsible_name,
                post=operator.responsible_post,
                parties=(party,),
                conclusion=Both("Передача допустима.", "The transfer is acceptable."),
                measures=tuple(BanMeasure),
            ),
        )

    def _record(self, mode: LanguageMode) -> Sequence[int]:
        draft = papers.assessment_paper(self.desk, self.assessment, mode)
        return [papers.issue_assessment(self.desk, self.assessment, draft).id]

    def _notice(self, mode: LanguageMode) -> Sequence[int]:
        draft = papers.notice_paper(self.desk, [self.row.id], mode, self.assessment)
        return [papers.issue_notice(self.desk, [self.row.id], draft, self.assessment).id]
