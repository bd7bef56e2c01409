# SPDX-License-Identifier: Apache-2.0
"""Issued papers that name a person or a day of receipt which the record, put right since, no longer says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from desk.domain.numbering import printed_number
from desk.domain.request import PersonFields
from desk.errors import N_, Told
from desk.folding import fold

WAY_OUT = N_(
    "Replace it with a corrected paper: Papers and files, “Replace with a corrected paper…” (the "
    "old one becomes void)."
)


class Said(NamedTuple):
    """What an issued letter of a request says, as it was frozen."""

    number: str
    form: str
    received: str
    about: str | None
    """Name of the subject."""
    to_subject: int | None
    """It goes to the subject, whoever asked."""
    whom: str
    """Name in its address."""


@dataclass(frozen=True)
class Known:
    """What the record says now."""

    received: date
    subject: PersonFields
    applicant: PersonFields | None


def outdated(paper: Said, known: Known) -> Iterator[Told]:
    """What a paper says and the record no longer does, a sentence each."""
    number = printed_number(paper.number)
    if paper.received != known.received.isoformat():
        yield Told(
            N_("Paper No. {paper} says the request was received on {was}, the record says {now}."),
            paper=number,
            was=date.fromisoformat(paper.received),
            now=known.received,
        )
    to = known.subject if paper.to_subject else known.applicant or known.subject
    if _differ(paper.whom, to.name):
        yield Told(
            N_("Paper No. {paper} is addressed to “{was}”, the record names “{now}”."),
            paper=number,
            was=paper.whom,
            now=to.name,
        )
    elif _differ(paper.about, known.subject.name):
        yield Told(
            N_("Paper No. {paper} speaks of the data of “{was}”, the record of those of “{now}”."),
            paper=number,
            was=paper.about,
            now=known.subject.name,
        )


def _differ(was: str | None, now: str) -> bool:
    """Whether another is named; a paper or record that names nobody contradicts nothing."""
    return bool(was and now and fold(was) != fold(now))
