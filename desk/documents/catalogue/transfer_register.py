# SPDX-License-Identifier: Apache-2.0
"""The register of transfers abroad as sheets to bind (B7); what belongs together shares a column."""

from __future__ import annotations

from desk.documents.catalogue.journals import iso_day, journal, stack
from desk.documents.catalogue.transfer_words import ground
from desk.documents.catalogue.wording import word
from desk.domain.transfer_papers import RegisterLine, RegisterTransfersFacts
from desk.text import Catalogue

__all__ = ["FORMS"]

_COLUMNS = {
    "order": 0.035,
    "recipient": 0.13,
    "purpose": 0.135,
    "data": 0.13,
    "way": 0.09,
    "prepared": 0.1,
    "notice": 0.11,
    "opens": 0.1,
    "decision": 0.08,
    "ended": 0.09,
}
"""Each column and its share of the width."""


def _line(line: RegisterLine, catalogue: Catalogue) -> tuple[str, ...]:
    language = catalogue.language

    def said(name: str, day: str) -> str:
        if not day:
            return ""
        return catalogue.form(f"register_transfers.{name}", day=iso_day(day, catalogue))

    number = catalogue.form("common.number", number=line.number) if line.number else ""
    key = catalogue.form("register_transfers.key", key=line.key) if line.key else ""
    decision = word("transfer_decision", line.decision, catalogue) if line.decision else ""
    return (
        str(line.order),
        stack(
            (
                line.recipient.of(language),
                f"{line.country.of(language)} ({line.country_code})",
                catalogue.form(
                    f"register_transfers.listed.{'yes' if line.listed else 'no'}",
                    version=line.list_version.of(language),
                ),
            )
        ),
        stack((line.purpose.of(language), ground(line, catalogue))),
        stack((line.groups.of(language), line.data.of(language))),
        stack((line.way.of(language), word("third_parties.service", line.service, catalogue))),
        stack((said("told", line.told), said("assessed", line.assessed))),
        stack((number, key, said("sent", line.sent))),
        iso_day(line.opens, catalogue) if line.opens else "—",
        stack((decision, iso_day(line.decided, catalogue))),
        stack((said("ended", line.ended), said("destroyed", line.destroyed))),
    )


FORMS = (journal("register_transfers", RegisterTransfersFacts, _COLUMNS, _line),)
