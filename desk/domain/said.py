# SPDX-License-Identifier: Apache-2.0
"""What small closed lists are called that are no enum: deeds, roles of files, proofs, fields of the operator’s card."""

from __future__ import annotations

from collections.abc import Mapping

from desk.domain.kinds import Channel
from desk.text import N_, Catalogue

YES, NO = N_("yes"), N_("no")
DEEDS: Mapping[str, str] = {
    "correction": N_("The data were corrected"),
    "blocking": N_("The data were blocked"),
    "unblocking": N_("The block was lifted"),
    "cessation": N_("Processing was ceased"),
    "destruction": N_("The data were destroyed"),
    "marketing": N_("Promotion by direct contact was stopped"),
    "lawful": N_("A lawful ground was secured"),
    "dissemination": N_("Dissemination was stopped"),
    "objection": N_("The objection was considered"),
    "inquiry": N_("The complaint was inquired into"),
}
FILE_ROLES: Mapping[str, str] = {
    "letter": N_("original letter"),
    "incoming": N_("came with the letter"),
    "dispatch_proof": N_("proof of dispatch"),
    "scan": N_("scan"),
    "note": N_("attached by you"),
    "evidence": N_("proof of the consent"),
    "confirmation": N_("confirmation of a third party"),
    "export": N_("export of an event log"),
    "signed": N_("signed form of a paper"),
    "signature": N_("detached signature"),
    "case": N_("the case as the desk knew it"),
}
EVIDENCE_TITLES: Mapping[str, str] = {
    "page": N_("Address of the page"),
    "ip": N_("IP address"),
    "moment": N_("Moment"),
    "session": N_("Session or log entry"),
    "phone": N_("Telephone it came from"),
    "call": N_("Call"),
    "recording": N_("Recording"),
    "witness": N_("Who was present"),
    "stored_at": N_("Where the original is kept"),
}
"""What each kind of evidence is called."""
THROUGH_PROOF = N_("Their proof")
"""What proves that somebody else may give a consent."""
SOURCES: Mapping[str, str] = {"subject": N_("the subject"), "other": N_("somebody else")}
"""Who the data came from."""
SIGNED_HOW: Mapping[str, str] = {
    "made": N_("signed here"),
    "received": N_("returned signed"),
}
"""How a paper came to be signed electronically."""
EXEMPTIONS: Mapping[str, str] = {
    "18.4.1": N_("the subject was notified of the processing by the operator concerned"),
    "18.4.2": N_(
        "obtained under a federal law, or for a contract with the subject as party, beneficiary or guarantor"
    ),
    "18.4.3": N_("permitted by the subject for dissemination, within the conditions set"),
    "18.4.4": N_(
        "statistics, research, journalism, science, literature or art; no rights are violated"
    ),
    "18.4.5": N_("notification would violate the rights and lawful interests of third parties"),
}
"""When nobody need be told of the source (Art. 18 (4))."""
LETTER_ASKS: Mapping[str, str] = {
    "destroy": N_("to stop and destroy"),
    "stop": N_("to stop"),
    "block": N_("to block"),
    "correct": N_("to correct"),
}
"""What a letter asks for."""
CARD_TITLES: Mapping[str, str] = {
    "kind": N_("Who is the operator?"),
    "name": N_("Full name"),
    "inn": N_("INN"),
    "ogrn": N_("OGRN or OGRNIP"),
    "address": N_("Registered address"),
    "request_email": N_("E-mail for requests"),
    "time_zone": N_("Legal time zone"),
    "foreign_tax_code": N_("Foreign tax code"),
    "short_name": N_("Short name"),
    "brand": N_("Brand"),
    "principal": N_("Partner of"),
    "kpp": N_("KPP"),
    "register_number": N_("Number in the register of operators"),
    "notice_number": N_("Number of the notice under Art. 22"),
    "notice_date": N_("Date of the notice"),
    "request_address": N_("Postal address for requests"),
    "phone": N_("Telephone"),
    "sites": N_("Sites"),
    "responsible_post": N_("Position of the person responsible"),
    "responsible_name": N_("Name of the person responsible"),
    "signer_post": N_("Signatory’s position"),
    "signer_name": N_("Signatory’s name"),
    "prevailing": N_("Which language prevails in papers in both languages"),
    "duties": N_("How the duties of Art. 18.1 are met"),
}
"""The fields of the operator’s card."""


def size(words: Catalogue, count: int) -> str:
    """The size of a file, rounded for reading."""
    if count < 1024:
        return words.say(N_("{count} bytes"), count=count)
    if count < 1024 * 1024:
        return words.say(N_("{count} KB"), count=round(count / 1024))
    return words.say(N_("{count} MB"), count=round(count / 1024 / 1024, 1))


OBJECTION_ENDED: Mapping[str, str] = {
    "upheld": N_("the decision stays as it is"),
    "changed": N_("the decision is changed or taken back"),
    "partly": N_("the decision is changed in part"),
}
"""What became of an automated decision objected to, as ``paper.OBJECTION_ENDS`` names it."""
_ANY_PROOF = N_("Name the proof: the sent message, the postal number or the signature on receipt.")
_PROOF_ASKED: Mapping[Channel, str] = {
    Channel.EMAIL: N_("Name the proof: the message you sent."),
    Channel.POST: N_("Name the proof: the postal number."),
    Channel.IN_PERSON: N_("Name the proof: the signature on receipt."),
    Channel.PHONE: N_("Name the proof: who told whom by telephone, and when."),
}
_ANY_WAY = N_("Drop what proves the sending, a message or a picture of it: it is kept as proof.")
_HOW_PROVED: Mapping[Channel, str] = {
    Channel.EMAIL: N_(
        "Drop the message you sent: its date becomes the moment of dispatch and it is kept as proof."
    ),
    Channel.POST: N_("The postal number is the proof; drop a scan of the receipt if you have one."),
    Channel.IN_PERSON: N_("The signature on receipt is the proof; drop its scan if you have one."),
    Channel.PHONE: N_("By telephone: as proof, write who told whom, and when."),
}


def proof_asked(way: Channel) -> str:
    """The refusal where nothing proves that something left in this way."""
    return _PROOF_ASKED.get(way, _ANY_PROOF)


def how_proved(way: Channel) -> str:
    """What proves that something leaves in this way, for the form that records it."""
    return _HOW_PROVED.get(way, _ANY_WAY)
