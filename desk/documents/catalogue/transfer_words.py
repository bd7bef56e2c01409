# SPDX-License-Identifier: Apache-2.0
"""What the papers on transfers abroad share: transfers told one by one, recipients, grounds, what they lack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from desk.documents.catalogue.act_words import distinct
from desk.documents.catalogue.consent_words import titles
from desk.documents.catalogue.journals import iso_day
from desk.documents.catalogue.wording import is_empty, quoted, word
from desk.domain.paper import Missing
from desk.domain.recipient_information import InformationItem
from desk.domain.transfer_papers import PartyLine, RegisterLine, TransferLine
from desk.domain.values import spoken
from desk.text import N_, Catalogue

__all__ = ["each", "ground", "information_lacks", "place", "purpose_and_ground", "states", "what"]

_UNTOLD = {
    InformationItem.MEASURES: N_(
        "“{name}” has not stated how it protects the data (Art. 12 (5)). Ask it, and record its answer."
    ),
    InformationItem.TERMINATION: N_(
        "“{name}” has not stated when it ends the processing (Art. 12 (5)). Ask it, and record its answer."
    ),
    InformationItem.LAW: N_(
        "“{name}” has not described the law of its state, which is not on the list (Art. 12 (5)). Ask it, and record its answer."
    ),
    InformationItem.CONTACTS: N_(
        "“{name}” has not given its telephone, address and e-mail (Art. 12 (5)). Ask it, and record its answer."
    ),
}


def each(lines: Sequence[TransferLine], say: Callable[[TransferLine], str]) -> str:
    """What is said of every transfer: once where it is the same for all, else numbered as they are."""
    texts = [say(line) for line in lines]
    if len(set(texts)) == 1:
        return texts[0]
    return "\n".join(f"{order}) {text}" for order, text in enumerate(texts, start=1))


def ground(line: TransferLine | RegisterLine, catalogue: Catalogue) -> str:
    """On what a transfer rests: the contract or article that is named, else the kind of ground."""
    own = line.ground_words.of(catalogue.language)
    said = word("transfer_ground", line.ground, catalogue)
    if own and line.ground == "consent":
        return f"{said}; {own}"
    return own or said


def purpose_and_ground(line: TransferLine, catalogue: Catalogue) -> str:
    """The purpose, and the ground below it."""
    return f"{line.purpose.of(catalogue.language)} — {ground(line, catalogue)}"


def what(line: TransferLine, catalogue: Catalogue) -> str:
    """Which data of whom."""
    language = catalogue.language
    return f"{titles(line.data, language)}\n({titles(line.groups, language)})"


def states(lines: Iterable[TransferLine | PartyLine], catalogue: Catalogue) -> str:
    """The states, each once."""
    return "; ".join(distinct(line.country.of(catalogue.language) for line in lines))


def place(party: PartyLine, catalogue: Catalogue) -> str:
    """Where a recipient is: its state and its address."""
    return ", ".join(filter(None, (party.country.of(catalogue.language), party.address)))


def told(party: PartyLine, catalogue: Catalogue) -> str:
    """When its information came, and where from."""
    if not party.came:
        return catalogue.form("common.no_data")
    return "; ".join(
        filter(None, (iso_day(party.came, catalogue), quoted(spoken(party.source), catalogue)))
    )


def information_lacks(parties: Iterable[PartyLine]) -> list[Missing]:
    """What recipients have not told; of one found insufficient the paper says so itself."""
    return [
        Missing(message, "information", {"name": party.name})
        for party in parties
        if party.sufficient != "not_enough"
        for item, message in _UNTOLD.items()
        if is_empty(getattr(party, item.value))
        and not (party.listed and item is InformationItem.LAW)
    ]
