# SPDX-License-Identifier: Apache-2.0
"""What happened to a request, as its timeline names and orders it; nothing here decides what may happen next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desk.domain.days import day_of
from desk.domain.kinds import LETTERS, Leaving
from desk.errors import N_

HAPPENED: Mapping[str, str] = {
    "registered": N_("Registered"),
    "letter": N_("Letter joined"),
    "follows": N_("Linked with an earlier request"),
    "followed": N_("Linked with a later request"),
    "identified": N_("Identity confirmed"),
    "authority": N_("Power of the representative checked"),
    "completeness": N_("Contents checked against Art. 14 (3)"),
    "completion_asked": N_("Asked for what is missing"),
    "evidence": N_("Confirming data handed in"),
    "blocked": N_("Data blocked"),
    "block_declined": N_("Data not blocked"),
    "unblocked": N_("Blocking lifted"),
    "inquiry": N_("Inquiry: facts"),
    "inquiry_cause": N_("Inquiry: cause"),
    "inquiry_measures": N_("Inquiry: measures"),
    "remedy": N_("Measure taken"),
    "remedy_correction": N_("Measure taken: data corrected"),
    "remedy_blocking": N_("Measure taken: data blocked"),
    "remedy_unblocking": N_("Measure taken: block lifted"),
    "remedy_cessation": N_("Measure taken: processing stopped"),
    "remedy_destruction": N_("Measure taken: data destroyed"),
    "remedy_marketing": N_("Measure taken: advertising stopped"),
    "remedy_dissemination": N_("Measure taken: dissemination stopped"),
    "remedy_lawful": N_("Measure taken: a lawful ground was secured"),
    "extended": N_("Term extended"),
    "postponed": N_("Destruction not possible in time: data blocked (Art. 21 (6))"),
    "decided": N_("Demand decided"),
    "paper": N_("Paper issued"),
    "paper_void": N_("Paper voided"),
    "paper_signed": N_("Paper signed by pen"),
    "scan_back": N_("Signed pages came back"),
    "scan_detached": N_("A scanned page was taken off"),
    "drafted": N_("E-mail drafted"),
    "enclosed": N_("File attached to the e-mail"),
    "dispatched": N_("Answer sent"),
    "unsent": N_("Not sent after all"),
    "notice_resent": N_("Notice of extension sent again"),
    "undelivered": N_("Mail did not arrive"),
    "open_again": N_("Open again: the mail did not arrive"),
    "notice_sent": N_("Notice of extension sent"),
    "correction_sent": N_("Corrected notice of extension sent"),
    "completion_sent": N_("Letter that asks for what is missing sent"),
    "receipt_sent": N_("Acknowledgement of receipt sent"),
    "extension_lost": N_("Extension without effect: its notice did not leave in the first term"),
    "extension_kept": N_("The extension counts after all: its notice left in the first term"),
    "extension_stands": N_(
        "The extension stands on its first notice, which left in the first term; the corrected one did not"
    ),
    "subject_told": N_("Subject told (Art. 21 (3))"),
    "client_chosen": N_("Demands left to a client"),
    "client_told": N_("Passed to the client"),
    "note": N_("Note"),
    "file": N_("File added"),
    "corrected": N_("Record corrected"),
    "demand_added": N_("Missed demand added"),
    "laws_changed": N_("Another law chosen"),
    "merged": N_("Cards of one person merged"),
    "voided": N_("Record voided"),
    "closed": N_("Closed"),
    "taken_up": N_("Opened again"),
    "reopened": N_("Open again: the answer was voided"),
    "consents_ended": N_("Consents ended"),
    "transfers_ended": N_("Transfers of this person’s data ended"),
    "consent_recorded": N_("Consent recorded"),
    "consent_renewed": N_("Renewed by another consent"),
    "consent_withdrawn": N_("Consent withdrawn"),
    "consent_expired": N_("Consent expired"),
    "consent_void": N_("Consent void"),
    "evidence_corrected": N_("Proof put right"),
    "published": N_("Conditions of dissemination published"),
    "stop_listed": N_("Address put on the stop list"),
    "destruction_planned": N_("Destruction planned"),
    "destruction_done": N_("Data destroyed"),
    "destruction_void": N_("Plan of destruction taken back"),
    "planned": N_("Planned"),
    "items_set": N_("What goes was changed"),
    "shared_with_nobody": N_("Nobody else has the data of this purpose"),
    "kept_set": N_("What stays was changed"),
    "letter_sent": N_("Letter to a third party sent"),
    "letter_confirmed": N_("Third party confirmed"),
    "letter_dropped": N_("Letter to a third party taken back"),
    "stopped": N_("Processing stopped"),
    "appointed": N_("Commission appointed"),
    "carried_out": N_("Destruction carried out"),
    "log_attached": N_("Event log of a system attached"),
    "log_in_act": N_("Items of a log carried into the act"),
    "signed": N_("Signed by one of several"),
    "signed_electronically": N_("Signed electronically"),
    "vouched": N_("A signature was checked elsewhere"),
    "signature_found": N_("Signature of a file checked"),
    "unsigned": N_("Signature taken back"),
    "signature_broken": N_("A signature was found BROKEN"),
    "certified": N_("Act signed by everybody"),
    "uncertified": N_("Act no longer signed by everybody"),
    "told": N_("Subjects told"),
    "erased": N_("The desk’s own copies erased"),
    "case_erased": N_("Case file erased"),
    "notices_sent": N_("Notices sent"),
    "transfer_since": N_("Transfer begins"),
    "transfer_until": N_("Transfer ends"),
    "transfer_retired": N_("Taken out of the register"),
    "vital": N_("Vital interests recorded (Art. 12 (11))"),
    "recipient_told": N_("The recipient’s information came"),
    "assessed": N_("Recipient assessed"),
    "notice_filed": N_("Notice sent to Roskomnadzor"),
    "notice_received": N_("Roskomnadzor received the notice"),
    "notice_void": N_("Notice void"),
    "rkn_asked": N_("Roskomnadzor asked for information"),
    "rkn_answered": N_("Information given to Roskomnadzor"),
    "rkn_no_objection": N_("Roskomnadzor does not object"),
    "rkn_restricted": N_("Roskomnadzor restricted the transfer"),
    "rkn_prohibited": N_("Roskomnadzor prohibited the transfer"),
}
"""Titles of timeline entries, by ``Moment.kind``."""


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


INQUIRY_PARTS: Mapping[str, str] = {
    "inquiry": "established",
    "inquiry_cause": "cause",
    "inquiry_measures": "measures",
}
"""Timeline entries of an inquiry, and the passage of the notice each of them fills."""
UNSENDABLE = frozenset({
    "dispatched", "notice_sent", "correction_sent", "completion_sent", "receipt_sent",
})  # fmt: skip
"""Moments that can be taken back as recorded by mistake."""


SENT_AS: Mapping[str, Leaving] = {
    "dispatched": Leaving.ANSWER,
    "notice_resent": Leaving.NOTICE,
    "correction_sent": Leaving.NOTICE,
    **{f"{what}_sent": what for what in LETTERS},
}
"""Moments at which something left, and what of the request it was."""


def returned(moments: Iterable[tuple[int, str, str | None, str]]) -> tuple[Leaving, ...]:
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
        elif kind == "undelivered":
            what = forms.get(form or "", Leaving.ANSWER)
            if what in left:
                left[what] = True
            else:
                early[what] = at
    return tuple(what for what, back in left.items() if back)


def taken_back(moments: Iterable[tuple[int, str]]) -> frozenset[int]:
    """Which of a history's moments, by id and kind, were taken back: each time the newest that can be."""
    sent: list[int] = []
    gone: set[int] = set()
    for id, kind in sorted(moments):
        if kind in UNSENDABLE:
            sent.append(id)
        elif kind == "unsent" and sent:
            gone.add(sent.pop())
    return frozenset(gone)


SOUGHT = (
    *INQUIRY_PARTS, "dispatched", "notice_sent", "correction_sent", "completion_sent", "receipt_sent", "client_told",
    "letter_sent", "letter_confirmed",
)  # fmt: skip
"""Moments whose words find their record from then on: what an inquiry says, proofs of dispatch."""
