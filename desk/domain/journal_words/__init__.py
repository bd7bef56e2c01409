# SPDX-License-Identifier: Apache-2.0
"""What the journal calls acts and records; the words of single themes stand in modules beside."""

from datetime import date

from desk.domain.journal_words import (
    assigned,
    cycled,
    declared,
    destroyed,
    electronic,
    told,
    weighed,
)
from desk.domain.numbering import KEPT, printed_number
from desk.text import N_, Catalogue

DEEDS = {
    "desk.created": N_("The desk was created"),
    "desk.behind": N_("An older file of the desk was opened"),
    "desk.restored": N_("The desk was restored from a backup"),
    "holding.recorded": N_("Data held were recorded"),
    "holding.changed": N_("A record of data held was corrected"),
    "holding.achieved": N_("A purpose was achieved"),
    "holding.ended": N_("A record of data held was ended"),
    "holding.source": N_("The source of data was disclosed, or an exemption named"),
    "holding.untold": N_(
        "A notice of the source was voided: the data may not be used until a new one is given"
    ),
    "hold.put": N_("A legal hold was placed on data"),
    "hold.released": N_("A legal hold was released"),
    "destruction.erased": N_("The desk erased its own copies"),
    "destruction.case_erased": N_("The sealed case file was erased"),
    "erasure.finished": N_("File and backups were cleaned after an erasure"),
    "erasure.second_folder": N_("The second folder for backups was cleaned after an erasure"),
    "erasure.replayed": N_("People restored with the backup were erased again"),
    "paper.unsealed": N_("A sealed paper was opened"),
    "file.unsealed": N_("A sealed file was opened"),
    "desk.upgraded": N_("The desk was upgraded"),
    "desk.opened_by_recovery_code": N_("The desk was opened by the recovery code"),
    "operator.saved": N_("The operator’s card was saved"),
    "passphrase.changed": N_("A passphrase was changed"),
    "person_of_desk.added": N_("A user was added to the desk"),
    "person_of_desk.removed": N_("A user was removed from the desk"),
    "recovery_code.renewed": N_("A new recovery code was made"),
    "settings.changed": N_("A setting was changed"),
    "calendar.changed": N_("Deadlines were recalculated with a new calendar"),
    "steps.changed": N_("Next steps were recalculated by a newer program"),
    "rules.changed": N_("The rules were changed"),
    "person.changed": N_("A card was changed"),
    "person.merged": N_("Two cards were merged"),
    "letter.joined": N_("A letter was added to its request"),
    "letter.undelivered": N_("Mail about a request did not arrive"),
    "request.registered": N_("A request was registered"),
    "record.opened": N_("A record was looked at"),
    "request.identified": N_("Identity was confirmed"),
    "request.authority_checked": N_("Authority was checked"),
    "request.completeness": N_("Completeness was checked"),
    "request.evidence": N_("Confirming data were handed in"),
    "request.extended": N_("A deadline was extended"),
    "request.blocked": N_("Data were blocked"),
    "request.unblocked": N_("Blocking was lifted"),
    "request.block_declined": N_("Blocking was declined"),
    "request.inquiry": N_("An inquiry was recorded"),
    "request.remedy": N_("A remedy was recorded"),
    "request.decided": N_("A demand was decided"),
    "request.drafted": N_("A draft e-mail was made"),
    "request.notice_resent": N_("A notice of extension was sent again"),
    "request.dispatched": N_("An answer was dispatched"),
    "request.unsent": N_("A dispatch recorded by mistake was taken back"),
    "request.postponed": N_("Destruction was postponed"),
    "request.notice_sent": N_("A notice of extension was sent"),
    "request.correction_sent": N_("A corrected notice of extension was sent"),
    "request.extension_stands": N_(
        "A corrected notice of extension was not sent before the original deadline"
    ),
    "request.completion_sent": N_("A letter that asks for what is missing was sent"),
    "request.receipt_sent": N_("An acknowledgement of receipt was sent"),
    "request.extension_lost": N_(
        "An extension did not take effect: its notice was not sent in time"
    ),
    "request.closed": N_("A request was closed"),
    "request.reopened": N_("A closed request was opened again"),
    "request.corrected": N_("A record was corrected"),
    "request.demand_added": N_("A missed demand was added to a request"),
    "request.laws_changed": N_("A request was put under another law"),
    "request.voided": N_("A record was voided"),
    "request.note": N_("A note was added"),
    "request.file": N_("A file was added"),
    "file.opened": N_("A file was looked at"),
    "file.saved": N_("A copy of a file was saved"),
    "file.exported": N_("A file was exported"),
    "paper.issued": N_("A paper was issued"),
    "paper.voided": N_("A paper was voided"),
    "paper.signed": N_("A paper was marked as signed"),
    "paper.signed_by": N_("Somebody signed a paper"),
    "paper.scanned": N_("Signed pages returned"),
    "paper.scan_detached": N_("A scanned page was detached"),
    "paper.opened": N_("A paper was looked at"),
    "paper.drafted": N_("A draft e-mail with a paper was made"),
    "paper.printed": N_("A paper was printed"),
    "paper.saved": N_("A paper was saved"),
    "paper.exported": N_("A paper was exported"),
    "consent.recorded": N_("A consent was recorded"),
    "consent.withdrawn": N_("A consent was withdrawn"),
    "consent.expired": N_("A consent expired"),
    "consent.published": N_("Conditions of dissemination were published"),
    "consent.voided": N_("A consent was voided"),
    "consent.evidence": N_("The proof of a consent was corrected"),
    "consent.note": N_("A note was added to a consent"),
    "consent.file": N_("A file was added to a consent"),
    "consents.imported": N_("Consents were imported"),
    "stop_list.added": N_("An address was put on the stop list"),
    "stop_list.removed": N_("An address was taken off the stop list"),
    "promises.changed": N_("Your own promises were changed"),
    "transfer.saved": N_("A transfer was saved"),
    "transfer.ended": N_("A transfer was ended"),
    "transfer.vital": N_("Vital interests were recorded for a transfer"),
    "transfer_notice.filed": N_("A notice of transfers was sent to Roskomnadzor"),
    "transfer_notice.received": N_("Roskomnadzor received a notice of transfers"),
    "transfer_notice.asked": N_("Roskomnadzor asked for information on transfers"),
    "transfer_notice.extended": N_("The deadline for answering Roskomnadzor was extended"),
    "transfer_notice.answered": N_("Information on transfers was given to Roskomnadzor"),
    "transfer_notice.decided": N_("Roskomnadzor’s decision on transfers was recorded"),
    "transfer_notice.voided": N_("A notice of transfers was voided"),
    "transfer_notice.file": N_("A file was added to a notice of transfers"),
    **declared.DEEDS,
    **destroyed.DEEDS,
    **assigned.DEEDS,
    **told.DEEDS,
    **weighed.DEEDS,
    **electronic.DEEDS,
    **cycled.DEEDS,
}
RECORDS = {
    "request": N_("request {number}"),
    "destruction": N_("destruction {number}"),
    "commission": N_("commission {number}"),
    "person": N_("card {number}"),
    "actor": N_("user of the desk {number}"),
    "file": N_("file {number}"),
    "desk": N_("the desk"),
    "operator": N_("operator’s card"),
    "settings": N_("settings"),
    "consent": N_("consent {number}"),
    "purpose": N_("purpose {number}"),
    "register": N_("the register"),
    "emergency_sheet": N_("recovery sheet"),
    "category": N_("category {number}"),
    "group": N_("group {number}"),
    "system": N_("system {number}"),
    "carrier": N_("medium {number}"),
    "recipient": N_("recipient {number}"),
    "point": N_("collection point {number}"),
    "transfer": N_("transfer {number}"),
    "transfer_notice": N_("notice of transfers {number}"),
    **assigned.RECORDS,
    **told.RECORDS,
    **weighed.RECORDS,
    **electronic.RECORDS,
    **cycled.RECORDS,
}

_PAPER = N_("paper {number}")
"""What is filed under the number of a case."""
SHEETS = {
    "journal": N_("journal of requests, {since} – {until}"),
    "journal_acts": N_("journal of acts, {since} – {until}"),
    "consents": N_("register of consents, {since} – {until}"),
    "transfers": N_("register of transfers, {since} – {until}"),
    "disclosures": N_("journal of data handed over, {since} – {until}"),
}
"""Sheets of a period, which are looked at before they are a paper with a number."""


def deed_words(words: Catalogue, action: str) -> str:
    """What was done; an id nobody has named yet is shown as it is stored: the journal hides nothing."""
    return words.gettext(DEEDS[action]) if action in DEEDS else action


def record_words(words: Catalogue, ref: str) -> str:
    """A record by its kind and number, as people say it."""
    series, _slash, rest = ref.partition("/")
    if series in SHEETS and "/" in rest:
        since, until = (words.date(date.fromisoformat(day), "short") for day in rest.split("/"))
        return words.say(SHEETS[series], since=since, until=until)
    number = printed_number(ref)
    if series in RECORDS:
        return words.say(RECORDS[series], number=number)
    return words.say(_PAPER, number=number) if "/" in number else number


def named_ref(words: Catalogue, series: str, title: str) -> str:
    """An entry of a register by its kind and title."""
    return words.say(RECORDS[series], number=quoted(words, title))


def quoted(words: Catalogue, title: str) -> str:
    """A title in quotation marks; what has some of its own gets no others."""
    return title if "«" in title or "“" in title else words.say(N_("“{name}”"), name=title)


def named_text(words: Catalogue, text: str) -> str:
    """``text`` with the numbers in it said with what they are the numbers of."""
    return KEPT.sub(lambda found: record_words(words, found[0]), text)
