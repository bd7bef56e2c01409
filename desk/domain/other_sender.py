# SPDX-License-Identifier: Apache-2.0
"""Whether a letter was signed by somebody else than it says it is from, or than the request it makes is of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from desk.domain.one_person import names_differ, names_nobody
from desk.domain.request import RequestCard
from desk.domain.signatures import Certificate, FileSignature
from desk.domain.verdicts import Verdict
from desk.errors import N_, Told
from desk.text import Catalogue

OTHER_SENDER = N_(
    "The certificate is issued to {certified}, but the letter says it is from {sender}: ask who signed."
)
NO_ADDRESS = N_(
    "The certificate names no e-mail address: it does not say that {sender} is the signer’s."
)
OTHER_NAME = N_(
    "The certificate names {certified}, but the letter says it is from {sender}: ask who signed."
)
_OTHER_REQUEST = N_(
    "Apparently signed by someone other than the applicant: {file}. The certificate names "
    "{certified}, but the request is from {name}: ask who signed."
)
CONFIRMATION = "confirmation"
"""The role of what a processor sent."""
_OTHERS = frozenset({OTHER_SENDER, OTHER_NAME})
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def of_sender(certificate: Certificate, address: str, name: str) -> Told | None:
    """How a certificate stands to the sender of a letter, by address, else by name; nothing where they agree."""
    if not address or not certificate.fingerprint:
        return None
    certified = certificate.emails.split()
    if address.casefold() in map(str.casefold, certified):
        return None
    if certified:
        return Told(OTHER_SENDER, certified=", ".join(certified), sender=address)
    if _other_name(name, certificate.name):
        return Told(OTHER_NAME, certified=certificate.name, sender=name)
    return Told(NO_ADDRESS, sender=address)


def _other_name(said: str, certified: str) -> bool:
    """Names of two words at least are compared; one is no surname for sure."""
    full = all(len(_LETTERS.findall(each)) > 1 for each in (said, certified))
    return full and names_differ(said, certified)


def strangers(card: RequestCard, words: Catalogue) -> list[str]:
    """Which files of a request were signed neither by who sent them nor by who makes it, as it seems."""
    signed = [
        (words.say(N_("“{words}”"), words=each.name), each.signature, each.role)
        for each in card.files
        if each.signature
    ]
    told = others(((name, found) for name, found, _role in signed), words)
    known = [card.subject.name, card.applicant.name if card.applicant else ""]
    asking = words.listing(filter(None, known))
    return told + [
        words.say(_OTHER_REQUEST, file=name, certified=each.certificate.name, name=asking)
        for name, found, role in signed
        if role != CONFIRMATION
        for each in found.signatures
        if each.verdict is not Verdict.BROKEN
        and each.certificate.name
        and _OTHERS.isdisjoint(note.msgid for note in each.notes)
        and names_nobody(known, each.certificate.name)
    ]


def others(signed: Iterable[tuple[str, FileSignature]], words: Catalogue) -> list[str]:
    """Which files were not signed by the sender, as it seems; a broken signature is told of louder."""
    return [
        words.say(
            N_("Apparently signed by someone other than the sender: {file}. {doubt}"),
            file=file,
            doubt=words.tell(note),
        )
        for file, found in signed
        for each in found.signatures
        if each.verdict is not Verdict.BROKEN
        for note in each.notes
        if note.msgid in _OTHERS
    ]
