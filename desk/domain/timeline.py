# SPDX-License-Identifier: Apache-2.0
"""What happened to a request, as its timeline names it; nothing here decides what may happen next."""

from __future__ import annotations

from collections.abc import Mapping

from desk.errors import N_

HAPPENED: Mapping[str, str] = {
    "registered": N_("Registered"),
    "letter": N_("Letter joined"),
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
    "notice_sent": N_("Notice of extension sent"),
    "extension_lost": N_("Extension without effect: its notice left after the first term"),
    "subject_told": N_("Subject told (Art. 21 (3))"),
    "note": N_("Note"),
    "file": N_("File added"),
    "corrected": N_("Record corrected"),
    "merged": N_("Cards of one person merged"),
    "voided": N_("Record voided"),
    "closed": N_("Closed"),
    "consents_ended": N_("Consents ended"),
    "consent_recorded": N_("Consent recorded"),
    "consent_renewed": N_("Renewed by another consent"),
    "consent_withdrawn": N_("Consent withdrawn"),
    "consent_expired": N_("Consent expired"),
    "consent_void": N_("Consent void"),
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
    "unsigned": N_("Signature taken back"),
    "certified": N_("Act signed by everybody"),
    "told": N_("Subjects told"),
    "erased": N_("The desk’s own copies erased"),
    "case_erased": N_("Case file erased"),
    "notices_sent": N_("Notices sent"),
}
"""Titles of timeline entries, by ``Moment.kind``."""

INQUIRY_PARTS: Mapping[str, str] = {
    "inquiry": "established",
    "inquiry_cause": "cause",
    "inquiry_measures": "measures",
}
"""Timeline entries of an inquiry, and the passage of the notice each of them fills."""
