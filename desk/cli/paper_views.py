# SPDX-License-Identifier: Apache-2.0
"""Papers for scripts and for the terminal, with who has signed and whether they are fit for an archive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desk.domain.canon import plain_record
from desk.domain.destruction import Signer
from desk.domain.kinds import PaperState
from desk.domain.labels import label
from desk.domain.numbering import printed_number
from desk.domain.paper_standing import Archive
from desk.domain.paper_words import PARTS, archive_words, signed_words, signer_words
from desk.domain.request import PaperBrief
from desk.domain.signature_weight import ACT_UNQUALIFIED
from desk.errors import N_
from desk.text import Catalogue


def paper_as_json(paper: PaperBrief, words: Catalogue) -> dict[str, object]:
    """A paper with its standing in words; ``pdf_a`` is ``null`` where its file is not to be had."""
    found = plain_record(paper)
    return found | {
        "broken": paper.broken,
        "name_differs": bool(paper.standing.others),
        "status": _status(words, paper),
        "pdf_a": None if paper.archive is None else paper.archive is Archive.KEPT,
        "archive": archive_words(words, paper),
    }


def papers_as_json(papers: Iterable[PaperBrief], words: Catalogue) -> list[dict[str, object]]:
    """Papers beside a record."""
    return [paper_as_json(each, words) for each in papers]


def paper_line(paper: PaperBrief, words: Catalogue) -> str:
    """A paper in a line: day, number, name, language, and who has signed."""
    return (
        f"{paper.date}  {printed_number(paper.number) or '—'}  {words.form(f'{paper.form}.name')}"
        f"  {paper.languages}  {_status(words, paper)}"
    ).rstrip()


def _status(words: Catalogue, paper: PaperBrief) -> str:
    """That a paper is not in use comes before who has signed it."""
    state = PaperState(paper.state)
    lead = () if state is PaperState.ISSUED else (label(words, state),)
    return "; ".join(filter(None, (*lead, signed_words(words, paper))))


def signer_line(signer: Signer, words: Catalogue) -> str:
    """One who signs: the part in an act, the name, how and when; by pen also who noted it and where it is seen."""
    name = signer.name.of(words.language) or signer.certificate.name or signer.field
    part = f"{words.gettext(PARTS[signer.role])}: " if signer.role in PARTS else ""
    said = [signer_words(words, signer)]
    if signer.state == "pen" and signer.actor:
        said.append(words.say(N_("noted by {who}"), who=signer.actor))
    if signer.state == "pen" and signer.page:
        said.append(words.say(N_("seen on page {page} of the scan"), page=signer.page))
    if signer.reason:
        said.append(
            words.say(N_("signed differently from the others: {reason}"), reason=signer.reason)
        )
    return f"  {part}{name.splitlines()[0]} — {'; '.join(said)}"


def signer_as_json(signer: Signer, words: Catalogue) -> dict[str, object]:
    """The same for scripts; ``name_differs`` where the certificate names somebody else than the paper."""
    found = plain_record(signer)
    return found | {"status": signer_words(words, signer), "name_differs": signer.name_differs}


def act_weight(paper: PaperBrief, signers: Sequence[Signer]) -> str:
    """What order 179 makes of how an act of destruction is signed, where that may not be enough."""
    act = paper.form == "destruction_act"
    return ACT_UNQUALIFIED if act and any(each.unqualified for each in signers) else ""
