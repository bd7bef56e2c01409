# SPDX-License-Identifier: Apache-2.0
"""A letter as it was read, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.domain.kinds import DemandKind
from desk.errors import N_

ENDINGS = (".eml", ".msg")
"""How the file of a saved letter ends."""
NO_MOMENT = N_("The letter does not say when it arrived. Please enter the moment yourself.")
ONLY_SENT = N_("There is no record of the arrival: the moment is when it was sent.")

BOUNCE = "bounce"
AUTOMATIC = {
    "auto_reply": N_("This is an automatic reply, not a request from a person."),
    BOUNCE: N_("This message says that mail could not be delivered."),
    "delivery_report": N_("This is a delivery report of a mail server."),
    "list": N_("This is bulk mail: it was sent to many people."),
}
"""Why a letter is no letter of a person, as ``Letter.automatic`` names it."""


@dataclass(frozen=True)
class LetterFile:
    """One attachment of a letter."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class SignedPart:
    """What of a letter is signed, byte for byte, and the signature of it."""

    content: bytes
    signature: bytes
    sender: str = ""
    """The address that the letter around it says it is from; nobody signed that."""


@dataclass(frozen=True)
class Guess:
    """A demand the words of a letter point to, with the words themselves."""

    kind: DemandKind
    words: tuple[str, ...]
    unsigned: bool = False
    """A part of the letter is signed, and no word of that part demands it."""


NOT_SIGNED = N_("{words} (not signed)")
"""Which words demand something, where it is one that is ``unsigned``."""


@dataclass(frozen=True)
class Letter:
    """What a saved e-mail says about itself; text is plain, nothing was rendered or fetched."""

    sender_name: str
    sender_address: str
    reply_address: str
    """``Reply-To`` where it differs from the sender, else empty."""
    to_addresses: tuple[str, ...]
    received: datetime | None
    """Aware moment of receipt; ``None`` when no header gives one and the operator must say."""
    received_from: str
    """``received`` or ``date``: the header the moment was taken from; empty when there is none."""
    sent: datetime | None
    subject: str
    text: str
    language: str
    """``ru`` or ``en``: the language the answer will most likely be read in."""
    demands: tuple[Guess, ...]
    automatic: str
    """Empty, or why this is no letter of a person: a key of ``AUTOMATIC``."""
    message_id: str
    in_reply_to: tuple[str, ...]
    """Message-IDs this letter answers (``In-Reply-To`` and ``References``), nearest first."""
    attachments: tuple[LetterFile, ...]
    warnings: tuple[str, ...]
    """Message ids (domain ``desk``) of what was odd: broken boundary, unknown charset, …"""
    digest: str
    """SHA-256 of the original bytes."""
    forwarded: Letter | None = None
    """A letter enclosed in this one whose demands, language and text stand above: this one only passes it on."""
    by_form: bool = False
    """A form on a site seems to have sent it for the person who filled it in."""
    certified: str = ""
    """Whom the certificate names it was signed with as a whole, if the signature is not broken."""
    unreached: tuple[str, ...] = ()
    """Of a message that mail was not delivered: the addresses it did not reach; ``in_reply_to`` then names that mail."""

    @property
    def original(self) -> Letter:
        """The letter as the one who demands something wrote it."""
        return self.forwarded or self
