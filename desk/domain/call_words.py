# SPDX-License-Identifier: Apache-2.0
"""What Today calls for beyond terms, each as a sentence with its number."""

from __future__ import annotations

from collections.abc import Iterator

from desk.domain.due import Due
from desk.domain.labels import label
from desk.domain.numbering import printed_number
from desk.domain.today import Proposal
from desk.text import N_, Catalogue

_NAMED = 3
"""So many recipients are named in a sentence."""


def proposal_words(catalogue: Catalogue, proposal: Proposal) -> str:
    """What calls for a destruction, as a sentence with its number."""
    total = proposal.total
    said = {
        "holdings": catalogue.ngettext(
            "The retention period of {number} record of data is over: plan the destruction.",
            "The retention period of {number} records of data is over: plan the destruction.",
            total,
        ),
        "consents": catalogue.ngettext(
            "{number} record of data was based on a consent that has ended: plan the destruction.",
            "{number} records of data were based on consents that have ended: plan the destruction.",
            total,
        ),
        "left_out": catalogue.ngettext(
            "{number} record of data was left out of an earlier destruction: plan a new one.",
            "{number} records of data were left out of earlier destructions: plan new ones.",
            total,
        ),
        "letters": catalogue.ngettext(
            "{number} third party has not confirmed in time that it stopped and destroyed.",
            "{number} third parties have not confirmed in time that they stopped and destroyed.",
            total,
        ),
        "outside_acts": catalogue.ngettext(
            "{number} act of destruction drawn up outside Desk has been kept for its three years (request"
            " {requests}): destroy it, and plan the destruction of what is left of the case.",
            "{number} acts of destruction drawn up outside Desk have been kept for their three years (requests"
            " {requests}): destroy them, and plan the destruction of what is left of the cases.",
            total,
        ),
        "acts": catalogue.ngettext(
            "{number} paper on a destruction has been kept for its three years: destroy it too.",
            "{number} papers on destructions have been kept for their three years: destroy them too.",
            total,
        ),
    }
    named = ", ".join(map(printed_number, proposal.numbers))
    requests = named + (" …" if total > len(proposal.numbers) else "")
    return said[proposal.id].format(number=total, requests=requests)


def expiring_words(catalogue: Catalogue, total: int) -> str:
    """How many consents end soon; nothing where none do."""
    said = catalogue.ngettext(
        "{number} consent ends within thirty days: ask for a new one, or let the processing end with it.",
        "{number} consents end within thirty days: ask for new ones, or let the processing end with them.",
        total,
    )
    return said.format(number=total) if total else ""


def transfer_words(catalogue: Catalogue, proposal: Proposal) -> str:
    """What Today says of transfers, as a sentence with its number."""
    total = proposal.total
    said = {
        "transfers_barred": catalogue.ngettext(
            "{number} transfer is running but not allowed: stop it, or file the notice and wait.",
            "{number} transfers are running but not allowed: stop them, or file the notice and wait.",
            total,
        ),
        "transfers_opened": catalogue.ngettext(
            "{number} transfer is allowed from today: Roskomnadzor’s waiting period has passed.",
            "{number} transfers are allowed from today: Roskomnadzor’s waiting period has passed.",
            total,
        ),
        "transfers_opening": catalogue.ngettext(
            "{number} transfer will be allowed within a week, unless Roskomnadzor objects.",
            "{number} transfers will be allowed within a week, unless Roskomnadzor objects.",
            total,
        ),
        "transfers_banned": catalogue.ngettext(
            "Roskomnadzor stopped {number} transfer, and the recipient has not confirmed that it destroyed the data.",
            "Roskomnadzor stopped {number} transfers, and the recipients have not confirmed that they destroyed the data.",
            total,
        ),
        "transfers_missing": catalogue.ngettext(
            "Data go abroad, and {number} transfer is not recorded.",
            "Data go abroad, and {number} transfers are not recorded.",
            total,
        ),
    }
    sentence = (said | _prepared(catalogue, total))[proposal.id].format(number=total)
    return " ".join([sentence, *_untold(catalogue, proposal)])


def _prepared(catalogue: Catalogue, total: int) -> dict[str, str]:
    """What is said of a newer list, and of recipients that have not told everything."""
    return {
        "transfers_relisted": catalogue.ngettext(
            "A newer list of states changes the answer for {number} transfer.",
            "A newer list of states changes the answer for {number} transfers.",
            total,
        ),
        "transfers_untold": catalogue.ngettext(
            "The recipient of {number} transfer has not provided everything required by Art. 12 (5):",
            "The recipients of {number} transfers have not provided everything required by Art. 12 (5):",
            total,
        ),
    }


def _untold(catalogue: Catalogue, proposal: Proposal) -> Iterator[str]:
    """Who has not told what; of many only the first."""
    for order, (name, items) in enumerate(proposal.untold[:_NAMED], start=1):
        told = ", ".join(label(catalogue, item) for item in items)
        last = order == min(len(proposal.untold), _NAMED)
        yield f"{name.of(catalogue.language)} ({told}){'' if last else ';'}"
    if len(proposal.untold) > _NAMED:
        yield catalogue.say(N_("and {count} more"), count=len(proposal.untold) - _NAMED)


def notice_words(words: Catalogue, due: Due | None) -> str:
    """What the notice of an extension means for the term, to stand beside its date; else nothing."""
    step = due.notice if due is not None else None
    if step is None or step.day is None:
        return ""
    return words.say(_NOTICES[step.kind], day=words.date(step.day))


_NOTICES = {
    "notice_owed": N_("this holds only if the notice is sent by {day}: record its dispatch"),
    "correction_owed": N_(
        "the corrected notice has not been sent yet: send it, if possible by {day}, and record its dispatch"
    ),
    "notice_missed": N_(
        "the extension is not valid: no notice was sent by {day}; if one was, record its dispatch"
    ),
}
