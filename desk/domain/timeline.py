# SPDX-License-Identifier: Apache-2.0
"""What happened to a request, as its timeline names and orders it; nothing here decides what may happen next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Self

from desk.domain.days import day_of
from desk.domain.kinds import LETTERS, Leaving
from desk.errors import N_


class EventKind(StrEnum):
    """What a line of a timeline tells of, and its title."""

    words: str

    def __new__(cls, value: str, words: str = "") -> Self:
        """A kind with its title; known kinds are found by their value alone."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.words = words
        return made

    REGISTERED = "registered", N_("Registered")
    LETTER = "letter", N_("Letter added")
    FOLLOWS = "follows", N_("Linked with an earlier request")
    FOLLOWED = "followed", N_("Linked with a later request")
    IDENTIFIED = "identified", N_("Identity confirmed")
    AUTHORITY = "authority", N_("Representative’s authority checked")
    COMPLETENESS = "completeness", N_("Contents checked against Art. 14 (3)")
    COMPLETION_ASKED = "completion_asked", N_("Asked for what is missing")
    EVIDENCE = "evidence", N_("Confirming data handed in")
    BLOCKED = "blocked", N_("Data blocked")
    BLOCK_DECLINED = "block_declined", N_("Data not blocked")
    UNBLOCKED = "unblocked", N_("Blocking lifted")
    INQUIRY = "inquiry", N_("Inquiry: facts")
    INQUIRY_CAUSE = "inquiry_cause", N_("Inquiry: cause")
    INQUIRY_MEASURES = "inquiry_measures", N_("Inquiry: measures")
    REMEDY = "remedy", N_("Measure taken")
    REMEDY_CORRECTION = "remedy_correction", N_("Measure taken: data corrected")
    REMEDY_BLOCKING = "remedy_blocking", N_("Measure taken: data blocked")
    REMEDY_UNBLOCKING = "remedy_unblocking", N_("Measure taken: block lifted")
    REMEDY_CESSATION = "remedy_cessation", N_("Measure taken: processing stopped")
    REMEDY_DESTRUCTION = "remedy_destruction", N_("Measure taken: data destroyed")
    REMEDY_MARKETING = "remedy_marketing", N_("Measure taken: advertising stopped")
    REMEDY_DISSEMINATION = "remedy_dissemination", N_("Measure taken: dissemination stopped")
    REMEDY_LAWFUL = "remedy_lawful", N_("Measure taken: a lawful ground was secured")
    EXTENDED = "extended", N_("Deadline extended")
    POSTPONED = "postponed", N_("Destruction not possible in time: data blocked (Art. 21 (6))")
    DECIDED = "decided", N_("Demand decided")
    PAPER = "paper", N_("Paper issued")
    PAPER_VOID = "paper_void", N_("Paper voided")
    PAPER_SIGNED = "paper_signed", N_("Paper signed by pen")
    SCAN_BACK = "scan_back", N_("Signed pages returned")
    SCAN_DETACHED = "scan_detached", N_("A scanned page was detached")
    DRAFTED = "drafted", N_("E-mail drafted")
    ENCLOSED = "enclosed", N_("File attached to the e-mail")
    DISPATCHED = "dispatched", N_("Answer sent")
    UNSENT = "unsent", N_("Not sent after all")
    NOTICE_RESENT = "notice_resent", N_("Notice of extension sent again")
    UNDELIVERED = "undelivered", N_("Mail did not arrive")
    OPEN_AGAIN = "open_again", N_("Open again: the mail did not arrive")
    NOTICE_SENT = "notice_sent", N_("Notice of extension sent")
    CORRECTION_SENT = "correction_sent", N_("Corrected notice of extension sent")
    COMPLETION_SENT = "completion_sent", N_("Letter that asks for what is missing sent")
    RECEIPT_SENT = "receipt_sent", N_("Acknowledgement of receipt sent")
    EXTENSION_LOST = (
        "extension_lost",
        N_("Extension without effect: its notice was not sent before the original deadline"),
    )
    EXTENSION_KEPT = (
        "extension_kept",
        N_("The extension is valid after all: its notice was sent before the original deadline"),
    )
    EXTENSION_STANDS = (
        "extension_stands",
        N_(
            "The extension is valid on its first notice, sent before the original deadline; the corrected one was not"
        ),
    )
    SUBJECT_TOLD = "subject_told", N_("Subject notified (Art. 21 (3))")
    CLIENT_CHOSEN = "client_chosen", N_("Demands passed to a client")
    CLIENT_TOLD = "client_told", N_("Passed to the client")
    NOTE = "note", N_("Note")
    FILE = "file", N_("File added")
    CORRECTED = "corrected", N_("Record corrected")
    DEMAND_ADDED = "demand_added", N_("Missed demand added")
    LAWS_CHANGED = "laws_changed", N_("Another law chosen")
    MERGED = "merged", N_("Cards of one person merged")
    VOIDED = "voided", N_("Record voided")
    CLOSED = "closed", N_("Closed")
    TAKEN_UP = "taken_up", N_("Opened again")
    REOPENED = "reopened", N_("Open again: the answer was voided")
    CONSENTS_ENDED = "consents_ended", N_("Consents ended")
    TRANSFERS_ENDED = "transfers_ended", N_("Transfers of this person’s data ended")
    CONSENT_RECORDED = "consent_recorded", N_("Consent recorded")
    CONSENT_RENEWED = "consent_renewed", N_("Renewed by another consent")
    CONSENT_WITHDRAWN = "consent_withdrawn", N_("Consent withdrawn")
    CONSENT_EXPIRED = "consent_expired", N_("Consent expired")
    CONSENT_VOID = "consent_void", N_("Consent void")
    EVIDENCE_CORRECTED = "evidence_corrected", N_("Proof corrected")
    PUBLISHED = "published", N_("Conditions of dissemination published")
    STOP_LISTED = "stop_listed", N_("Address put on the stop list")
    DESTRUCTION_PLANNED = "destruction_planned", N_("Destruction planned")
    DESTRUCTION_DONE = "destruction_done", N_("Data destroyed")
    DESTRUCTION_VOID = "destruction_void", N_("Plan of destruction taken back")
    PLANNED = "planned", N_("Planned")
    ITEMS_SET = "items_set", N_("What to destroy was changed")
    SHARED_WITH_NOBODY = "shared_with_nobody", N_("Nobody else has the data of this purpose")
    KEPT_SET = "kept_set", N_("What to keep was changed")
    LETTER_SENT = "letter_sent", N_("Letter to a third party sent")
    LETTER_CONFIRMED = "letter_confirmed", N_("Third party confirmed")
    LETTER_DROPPED = "letter_dropped", N_("Letter to a third party taken back")
    STOPPED = "stopped", N_("Processing stopped")
    APPOINTED = "appointed", N_("Commission appointed")
    CARRIED_OUT = "carried_out", N_("Destruction carried out")
    LOG_ATTACHED = "log_attached", N_("Event log of a system attached")
    LOG_IN_ACT = "log_in_act", N_("Log items entered in the act")
    SIGNED = "signed", N_("Signed by one of several")
    SIGNED_ELECTRONICALLY = "signed_electronically", N_("Signed electronically")
    VOUCHED = "vouched", N_("A signature was checked elsewhere")
    SIGNATURE_FOUND = "signature_found", N_("Signature of a file checked")
    UNSIGNED = "unsigned", N_("Signature taken back")
    SIGNATURE_BROKEN = "signature_broken", N_("A signature was found BROKEN")
    CERTIFIED = "certified", N_("Act fully signed")
    UNCERTIFIED = "uncertified", N_("Act no longer fully signed")
    TOLD = "told", N_("Subjects notified")
    ERASED = "erased", N_("The desk’s own copies erased")
    CASE_ERASED = "case_erased", N_("Case file erased")
    NOTICES_SENT = "notices_sent", N_("Notices sent")
    TRANSFER_SINCE = "transfer_since", N_("Transfer begins")
    TRANSFER_UNTIL = "transfer_until", N_("Transfer ends")
    TRANSFER_RETIRED = "transfer_retired", N_("Removed from the register")
    VITAL = "vital", N_("Vital interests recorded (Art. 12 (11))")
    RECIPIENT_TOLD = "recipient_told", N_("The recipient’s information received")
    ASSESSED = "assessed", N_("Recipient assessed")
    NOTICE_FILED = "notice_filed", N_("Notice sent to Roskomnadzor")
    NOTICE_RECEIVED = "notice_received", N_("Roskomnadzor received the notice")
    NOTICE_VOID = "notice_void", N_("Notice void")
    RKN_ASKED = "rkn_asked", N_("Roskomnadzor asked for information")
    RKN_ANSWERED = "rkn_answered", N_("Information given to Roskomnadzor")
    RKN_NO_OBJECTION = "rkn_no_objection", N_("Roskomnadzor does not object")
    RKN_RESTRICTED = "rkn_restricted", N_("Roskomnadzor restricted the transfer")
    RKN_PROHIBITED = "rkn_prohibited", N_("Roskomnadzor prohibited the transfer")


def remedy(deed: str) -> EventKind:
    """The moment that tells of a measure (``deeds.DEEDS``)."""
    return EventKind(f"remedy_{deed}")


_MINUTE = len("2026-11-20T09:30")


def in_order(events: Sequence[Sequence[Any]], zone: str) -> list[Sequence[Any]]:
    """Rows ``(id, at, …)`` of a timeline, oldest first.

    Of a deed only the day may be known: it stands behind what was recorded of that day before it. A person
    types a moment to the minute, so within one what was recorded first stands first.
    """
    latest: dict[str, str] = {}
    places: dict[int, tuple[str, str, int]] = {}
    for id, at, *_more in sorted(events, key=lambda row: row[0]):
        day = day_of(at, zone).isoformat()
        moment = at[:_MINUTE] if "T" in at else latest.get(day, "")
        latest[day] = max(latest.get(day, ""), moment)
        places[id] = (day, moment, id)
    return sorted(events, key=lambda row: places[row[0]])


INQUIRY_PARTS: Mapping[EventKind, str] = {
    EventKind.INQUIRY: "established",
    EventKind.INQUIRY_CAUSE: "cause",
    EventKind.INQUIRY_MEASURES: "measures",
}
"""Timeline entries of an inquiry, and the passage of the notice each of them fills."""
UNSENDABLE = frozenset({
    EventKind.DISPATCHED, EventKind.NOTICE_SENT, EventKind.CORRECTION_SENT, EventKind.COMPLETION_SENT, EventKind.RECEIPT_SENT,
})  # fmt: skip
"""Moments that can be taken back as recorded by mistake."""


SENT_AS: Mapping[EventKind, Leaving] = {
    EventKind.DISPATCHED: Leaving.ANSWER,
    EventKind.NOTICE_RESENT: Leaving.NOTICE,
    EventKind.CORRECTION_SENT: Leaving.NOTICE,
    **{EventKind(f"{what}_sent"): what for what in LETTERS},
}
"""Moments at which something left, and what of the request it was."""


def returned(moments: Iterable[tuple[int, EventKind, str | None, str]]) -> tuple[Leaving, ...]:
    """What came back undelivered and was not sent again since: of a history's moments the id, kind, form and time.

    Mail may come back before its dispatch is on record: what is then said to have left earlier is that mail.
    """
    forms = {form: what for what, form in LETTERS.items()}
    left: dict[Leaving, bool] = {}
    early: dict[Leaving, str] = {}
    for _id, kind, form, at in sorted(moments, key=lambda each: each[0]):
        if kind in SENT_AS:
            what = SENT_AS[kind]
            left[what] = at < early.get(what, "")[: len(at)]
        elif kind == EventKind.UNDELIVERED:
            what = forms.get(form or "", Leaving.ANSWER)
            if what in left:
                left[what] = True
            else:
                early[what] = at
    return tuple(what for what, back in left.items() if back)


def taken_back(moments: Iterable[tuple[int, EventKind]]) -> frozenset[int]:
    """Which of a history's moments, by id and kind, were taken back: each time the newest that can be."""
    sent: list[int] = []
    gone: set[int] = set()
    for id, kind in sorted(moments):
        if kind in UNSENDABLE:
            sent.append(id)
        elif kind == EventKind.UNSENT and sent:
            gone.add(sent.pop())
    return frozenset(gone)


SOUGHT = (
    *INQUIRY_PARTS, *SENT_AS, EventKind.CLIENT_TOLD, EventKind.LETTER_SENT, EventKind.LETTER_CONFIRMED,
)  # fmt: skip
"""Moments whose words find their record from then on: what an inquiry says, proofs of dispatch."""
