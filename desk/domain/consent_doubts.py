# SPDX-License-Identifier: Apache-2.0
"""What speaks against the electronic signature a consent rests on: it does not hold, or is somebody else's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desk.domain.consent import ConsentRow, DoubtedConsent, Proof
from desk.domain.numbering import printed_number
from desk.domain.one_person import names_nobody
from desk.domain.signature_notes import ALONE, UNREAD
from desk.domain.signatures import FileSignature
from desk.domain.verdicts import Verdict, together
from desk.errors import N_
from desk.text import Catalogue

_WRITTEN = {
    Proof.BROKEN: N_("not proved: the signature is BROKEN"),
    Proof.UNCOUNTED: N_("not proved: the signature does not count ({why})"),
    Proof.UNCHECKED: N_("the signature is kept, not verified here"),
}
_SENTENCES = {
    Proof.BROKEN: N_(
        "The signature of what proves it is BROKEN: nothing proves a consent in written form (Art. 9 (4))."
        " Add a file whose signature holds or a scan signed by hand, or ask for a new consent."
    ),
    Proof.UNCOUNTED: N_(
        "The signature of what proves it does not count ({why}): nothing proves a consent in written form"
        " (Art. 9 (4)). Add a file whose signature holds or a scan signed by hand, or ask for a new consent."
    ),
    Proof.UNCHECKED: N_(
        "The signature of what proves it is kept, not verified here: whether it proves a consent in written"
        " form (Art. 9 (4)) is not known. Have it checked by another program and add its report, or a scan"
        " signed by hand."
    ),
}
_ALONE = N_(
    "The file that the signature of its proof was made for is not here: whether it proves a consent in"
    " written form (Art. 9 (4)) is not known. Add that file, and the signature is checked with it."
)
_BRIEF = {
    Proof.BROKEN: N_("SIGNATURE BROKEN"),
    Proof.UNCOUNTED: N_("signature does not count"),
    Proof.UNCHECKED: N_("signature not verified"),
}
_UNREAD = N_("cannot be read")
_TEST = N_("test certificate")
_ORDER = (Proof.BROKEN, Proof.UNCOUNTED, Proof.UNCHECKED)
_OTHER = N_("The certificate names {certified}, but the consent is from {subject}: ask who signed.")


def signed_by_another(known: Sequence[str], certified: Iterable[str]) -> str:
    """Whom the certificates name where none names anybody of the consent; empty where one does, or there is none."""
    names = [each for each in dict.fromkeys(certified) if each]
    strange = [each for each in names if names_nobody(known, each)]
    return ", ".join(strange) if len(strange) == len(names) else ""


def proof_of(files: Iterable[FileSignature]) -> tuple[Proof, tuple[str, ...]]:
    """The worst of what the signatures of files are worth, none of which proves anything, and why."""
    found = [_signed(each) for each in files]
    worst = min((proof for proof, _why in found), key=_ORDER.index, default=Proof.SOUND)
    why = dict.fromkeys(each for proof, each in found if proof is worst and each)
    return worst, tuple(why)


def _signed(file: FileSignature) -> tuple[Proof, str]:
    """What one signed file is worth, and why."""
    if file.broken:
        return Proof.BROKEN, ""
    for each in file.signatures:
        if each.valid and each.certificate.test:
            return Proof.UNCOUNTED, _TEST
        if each.verdict is Verdict.MATCHED and each.doubt:
            return Proof.UNCOUNTED, each.doubt
        if any(note.msgid == UNREAD for note in each.notes):
            return Proof.UNCOUNTED, _UNREAD
    alone = any(note.msgid == ALONE for each in file.signatures for note in each.notes)
    return Proof.UNCHECKED, ALONE if alone else ""


def written_form(words: Catalogue, row: ConsentRow) -> str:
    """What there is of the written form of a consent that is said to have one."""
    if not row.proof:
        return words.gettext(N_("yes (Art. 9 (4))"))
    return words.say(_WRITTEN[row.proof], why=_because(words, row))


def doubt_lines(words: Catalogue, row: ConsentRow) -> list[str]:
    """Each doubt as a sentence of the record."""
    said = []
    if row.proof:
        sentence = _ALONE if ALONE in row.proof_why else _SENTENCES[row.proof]
        said.append(words.say(sentence, why=_because(words, row)))
    if row.signed_by:
        said.append(words.say(_OTHER, certified=row.signed_by, subject=row.subject))
    return said


def _because(words: Catalogue, row: ConsentRow) -> str:
    return words.tell(together(row.proof_why)) if row.proof_why else ""


def doubt_brief(words: Catalogue, row: ConsentRow) -> str:
    """The doubt that weighs most, for a line of the list; empty without one."""
    if row.proof:
        return proof_brief(words, row.proof)
    said = words.say(N_("certificate of {name}"), name=row.signed_by)
    return said if row.signed_by else ""


def proof_brief(words: Catalogue, proof: Proof) -> str:
    """What speaks against the proof of a consent, in a word or two."""
    return words.gettext(_BRIEF[proof])


def strange_words(words: Catalogue, numbers: Sequence[str]) -> str:
    """That somebody else signed consents, by their numbers; nothing where nobody did."""
    said = words.ngettext(
        "Consent No. {numbers} is signed by the certificate of somebody else than its subject: ask who signed.",
        "Consents No. {numbers} are signed by certificates of others than their subjects: ask who signed.",
        len(numbers),
    )
    return said.format(numbers=", ".join(map(printed_number, numbers))) if numbers else ""


def unproved_words(words: Catalogue, found: Sequence[DoubtedConsent]) -> list[str]:
    """That consents rest on signatures that are broken or do not count, by their numbers; nothing where none does."""
    broken = [each for each in found if each.proof is Proof.BROKEN]
    said = words.ngettext(
        "Consent No. {numbers} is based on a BROKEN signature: its written form is not proved (Art. 9 (4)).",
        "Consents No. {numbers} are based on BROKEN signatures: their written form is not proved (Art. 9 (4)).",
        len(broken),
    )
    told = [said.format(numbers=_numbers(broken))] if broken else []
    uncounted = [each for each in found if each.proof is Proof.UNCOUNTED]
    said = words.ngettext(
        "Consent No. {numbers} is based on a signature that does not count ({why}): its written form is not proved (Art. 9 (4)).",
        "Consents No. {numbers} are based on signatures that do not count ({why}): their written form is not proved (Art. 9 (4)).",
        len(uncounted),
    )
    if uncounted:
        why = words.tell(together(each for one in uncounted for each in one.why))
        told.append(said.format(numbers=_numbers(uncounted), why=why))
    return told


def unverified_words(words: Catalogue, found: Sequence[DoubtedConsent]) -> str:
    """That consents rest on signatures nobody has verified, by their numbers; nothing where none does."""
    said = words.ngettext(
        "Consent No. {numbers} is based on a signature that was not verified here: it is not known whether its written form is proved.",
        "Consents No. {numbers} are based on signatures that were not verified here: it is not known whether their written form is proved.",
        len(found),
    )
    return said.format(numbers=_numbers(found)) if found else ""


def _numbers(found: Iterable[DoubtedConsent]) -> str:
    return ", ".join(printed_number(each.number) for each in found)
