# SPDX-License-Identifier: Apache-2.0
"""Signatures that do not count by themselves: the operator's word that one was checked elsewhere lets it count.

Until then it is kept and shown, and nobody has signed by it.
"""

from __future__ import annotations

from datetime import date

from desk.domain.timeline import EventKind
from desk.domain.verdicts import UNVERIFIED
from desk.errors import N_, AtField, Refusal
from desk.services.checks import check_past_day, clean_line, required
from desk.services.desk import Desk, writes
from desk.services.paper.issuing import note_on_records
from desk.services.signature.signed_forms import open_paper, signature_at, signer_view
from desk.services.signature.signing import finish
from desk.storage.models import Signature


@writes("paper", "request", "consent", "destruction", "deadline")
def vouch(desk: Desk, document: int, field: str, on: date, program: str, said: str) -> None:
    """Note that a signature was checked elsewhere: on which day, with what program or service, what it said.

    Refused for one that holds, that is broken, or that was made with a test certificate.
    """
    paper = open_paper(document)
    row = signature_at(document, field)
    _check_doubtful(row)
    day = check_past_day(on, desk.today(), "on")
    if day < date.fromisoformat(max(paper.day, row.signed_on or "")):
        raise Refusal(N_("A signature cannot be checked before it was made."), field="on")
    program = required(clean_line(program, "program"), "program", "line")
    said = required(said, "said")
    Signature.update(
        vouched_on=day.isoformat(), vouched_with=program, vouched_said=said, vouched_by=desk.actor
    ).where(Signature.id == row.id).execute()
    note_on_records(desk, paper, EventKind.VOUCHED, f"{program}: {said}")
    desk.record("paper.signature_vouched", paper.number or "", field=field, on=day)
    if not paper.signature:
        finish(desk, paper)


def _check_doubtful(row: Signature) -> None:
    signer = signer_view(row)
    if signer.broken:
        raise AtField(N_("This signature is broken: nothing makes it count."), field="field")
    if signer.verdict not in UNVERIFIED:
        raise Refusal(
            N_(
                "Only an electronic signature that does not count by itself can be checked elsewhere."
            ),
            field="field",
        )
    if signer.certificate.test:
        raise Refusal(N_("A signature by a test certificate never counts."), field="field")
    if signer.vouched is not None:
        raise Refusal(N_("A check of this signature has already been noted."), field="field")
