# SPDX-License-Identifier: Apache-2.0
"""How a paper stands with those who sign it, in a few words, and whether it is fit for an archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desk.domain.destruction import Signer
from desk.domain.numbering import printed_number
from desk.domain.paper_standing import UNSIGNED_FORMS, Archive
from desk.domain.request import PaperBrief
from desk.domain.signatures import LastCheck, Vouching
from desk.domain.verdicts import (
    UNVERIFIED,
    Verdict,
    doubt_words,
    together,
    why_uncounted,
)
from desk.errors import N_, Told
from desk.text import Catalogue

VERDICTS = {
    Verdict.VALID: N_("valid"),
    Verdict.UNKNOWN: N_("issuer not on the trust list"),
    Verdict.BROKEN: N_("BROKEN"),
    Verdict.MATCHED: N_("digest matches, signature not verified here"),
    Verdict.KEPT: N_("kept, not verified here"),
}
BROKEN = N_("SIGNATURE BROKEN")
TEST = N_("test certificate")
NEVER = N_("never checked elsewhere")
_WAYS = {
    "pen": N_("by pen"),
    "certificate": N_("by certificate"),
    "detached": N_("by a detached signature"),
}
_BY = {
    ("certificate", False): N_("by certificate on {day}"),
    ("certificate", True): N_("by certificate of {name} on {day}"),
    ("detached", False): N_("by a detached signature on {day}"),
    ("detached", True): N_("by a detached signature of {name} on {day}"),
}
"""How somebody signed, and by whose certificate where it names somebody else."""
PARTS = {
    "chairman": N_("Chairman"),
    "member": N_("Member"),
    "substitute": N_("Substitute"),
    "alone": N_("Destroyed alone"),
    "approver": N_("Approves the act"),
    "operator": N_("Operator"),
    "processor": N_("Processor"),
    "subject": N_("Subject or representative"),
}
"""The part of a signer."""
_PERSON = N_("person")


def place_told(field: str) -> Told | str:
    """Who signs at a place of a paper: “Chairman”, “Member 2”; a name nobody knows stays as it is."""
    part, _line, number = field.partition("_")
    known = _PERSON if field == "subject" else PARTS.get(part)
    if known is None:
        return field
    return Told(N_("{part} {number}"), part=Told(known), number=number) if number else Told(known)


_ARCHIVE = {
    Archive.KEPT: N_("Archive form PDF/A-2b: yes."),
    Archive.CURVE: N_(
        "Archive form PDF/A-2b: no longer, because it was signed with an elliptic-curve key. The"
        " signature itself loses nothing by it."
    ),
    Archive.GOST: N_(
        "Archive form PDF/A-2b: no longer, because it was signed by GOST. The signature itself loses"
        " nothing by it."
    ),
    Archive.CHANGED: N_(
        "Archive form PDF/A-2b: no longer, because the file was changed after it was signed."
    ),
    Archive.PROGRAM: N_(
        "Archive form PDF/A-2b: no longer, because the program it was signed with put something into"
        " the file that this form does not allow, such as a stamp without its typeface. The signature"
        " itself loses nothing by it."
    ),
}


def signed_words(words: Catalogue, paper: PaperBrief) -> str:
    """Not signed, how many have, how and when everybody has, or that a signature is broken; nothing once it is erased."""
    if paper.broken:
        return words.gettext(BROKEN)
    if paper.signature:
        return _with_verdict(words, paper, _all_signed(words, paper))
    if paper.state == "erased":
        return ""
    if paper.form in UNSIGNED_FORMS:
        return words.gettext(N_("needs no signature"))
    found = paper.standing
    if found.signed:
        said = words.say(N_("{signed} of {signers} signed"), signed=found.signed, signers=found.signers)  # fmt: skip
        return _with_verdict(words, paper, said)
    if found.unchecked:
        return words.say(N_("not signed: {doubt}"), doubt=unchecked_words(words, found.unchecked))
    if found.tried:
        return words.gettext(N_("not signed: a test certificate does not count"))
    return words.gettext(N_("not signed"))


def _all_signed(words: Catalogue, paper: PaperBrief) -> str:
    ways = paper.standing.ways or (paper.signature,)
    how = words.listing(words.gettext(_WAYS[each]) for each in ways)
    day = date.fromisoformat(paper.signed_on)
    if paper.form == "destruction_act":
        return words.say(
            N_("certified: everybody signed {how}, the last on {day}"), how=how, day=day
        )
    return words.say(N_("signed {how} on {day}"), how=how, day=day)


def _with_verdict(words: Catalogue, paper: PaperBrief, said: str) -> str:
    """A valid signature is passed over in silence; what is doubtful about another is told."""
    told = (others_words(words, paper.standing.others), _verdict_doubt(words, paper))
    doubts = "; ".join(filter(None, told))
    return f"{said}: {doubts}" if doubts else said


def others_words(words: Catalogue, names: Sequence[str]) -> str:
    """Whom certificates name that name somebody else than the paper; nothing where none does."""
    return words.say(N_("certificate of {name}"), name=words.listing(names)) if names else ""


def _verdict_doubt(words: Catalogue, paper: PaperBrief) -> str:
    found = paper.standing
    if found.tried:
        doubt = words.gettext(TEST)
    elif found.unchecked and paper.signature:
        said_of = verdict_words(words, Verdict(found.verdict or Verdict.KEPT), found.doubt)
        doubt = f"{said_of}; {words.gettext(NEVER)}"
    elif found.unchecked:
        doubt = unchecked_words(words, found.unchecked)
    elif found.verdict and found.verdict != Verdict.VALID:
        doubt = verdict_words(words, Verdict(found.verdict), found.doubt)
    elif found.vouched:
        doubt = words.gettext(N_("checked elsewhere"))
    else:
        doubt = ""
    return doubt


def signer_words(words: Catalogue, signer: Signer) -> str:
    """Whether one of several has signed, how, and what the last check found."""
    if signer.state == "none":
        return words.gettext(N_("not signed yet"))
    day = date.fromisoformat(signer.signed_on)
    if signer.state == "pen":
        return words.say(N_("by pen on {day}"), day=day)
    found = Verdict(signer.verdict or Verdict.KEPT)
    if found is Verdict.BROKEN:
        return words.gettext(BROKEN)
    said = words.say(_BY[signer.state, signer.name_differs], day=day, name=signer.certificate.name)
    if found is Verdict.VALID:
        return said
    if signer.certificate.test:
        return f"{said}: {words.gettext(TEST)}"
    if signer.vouched is not None and found in UNVERIFIED:
        doubt = doubt_words(found, signer.certificate.doubt)
        why = f"{words.gettext(doubt)}; " if doubt else ""
        return f"{said}: {why}{vouched_words(words, signer.vouched)}"
    more = f"; {words.gettext(NEVER)}" if found in UNVERIFIED else ""
    return f"{said}: {verdict_words(words, found, signer.certificate.doubt)}{more}"


def verdict_words(words: Catalogue, verdict: Verdict, doubt: str = "") -> str:
    """What a check found; by what is wrong with the certificate, where it comes from that."""
    return words.gettext(doubt_words(verdict, doubt) or VERDICTS[verdict])


def vouched_words(words: Catalogue, vouched: Vouching) -> str:
    """When a signature was checked elsewhere, and with what."""
    day = date.fromisoformat(vouched.on)
    if not vouched.program:
        return words.say(N_("checked elsewhere on {day}"), day=day)
    return words.say(
        N_("checked elsewhere on {day}, with {program}"), day=day, program=vouched.program
    )


def archive_words(words: Catalogue, paper: PaperBrief) -> str:
    """Whether the paper is PDF/A-2b, or why it no longer is; nothing where its file is not to be had."""
    return "" if paper.archive is None else words.gettext(_ARCHIVE[paper.archive])


def last_check_words(words: Catalogue, last: LastCheck | None, zone: str) -> str:
    """When the signatures of all papers were last checked, and what was found."""
    if last is None:
        return words.gettext(
            N_("The electronic signatures of all papers were not checked together yet.")
        )
    at = words.moment(last.at, zone)
    if not last.broken:
        said = N_("Electronic signatures last checked on {moment}. Papers: {papers}, broken: none.")
        return words.say(said, moment=at, papers=last.papers)
    said = N_("Electronic signatures last checked on {moment}. Papers: {papers}, BROKEN: {broken}.")
    return words.say(said, moment=at, papers=last.papers, broken=last.broken)


def recorded(signer: Signer) -> Told:
    """Why nobody signs now at a place where a signature is recorded, and what frees the place if that one does not count."""
    if signer.broken:
        return Told(N_("A BROKEN signature is recorded here. Take it back first, then sign again."))
    if signer.unchecked:
        why = Told(why_uncounted(signer.verdict, signer.certificate.doubt))
        return Told(_UNCOUNTED_HERE, why=why)
    if signer.state != "pen" and signer.certificate.test:
        return Told(_UNCOUNTED_HERE, why=Told(N_("test certificate")))
    return Told(N_("This signature has already been recorded."))


_UNCOUNTED_HERE = N_(
    "A signature that does not count ({why}) is recorded here. Take it back first, then sign by pen or sign again."
)


def unchecked_words(words: Catalogue, why: Sequence[str]) -> str:
    """How many signatures do not count, and why; nothing where there are none."""
    said = words.ngettext(
        "{count} signature does not count: {doubt}",
        "{count} signatures do not count: {doubt}",
        len(why),
    )
    return said.format(count=len(why), doubt=words.tell(together(why))) if why else ""


def doubted_words(words: Catalogue, doubts: Sequence[str]) -> str:
    """Why the certificates of signatures that hold do not speak for them; nothing where they do."""
    return words.tell(together(doubts)) if doubts else ""


def unchecked_papers(words: Catalogue, papers: Sequence[tuple[int, str, tuple[str, ...]]]) -> str:
    """Papers that wait for the word on a signature, those of one reason together; nothing where none does."""
    alike: dict[str, list[str]] = {}
    for _id, number, why in papers:
        alike.setdefault(words.tell(together(why)), []).append(printed_number(number))
    return "\n".join(_waiting(words, doubt, numbers) for doubt, numbers in alike.items())


def _waiting(words: Catalogue, doubt: str, numbers: Sequence[str]) -> str:
    said = words.ngettext(
        "Paper No. {numbers} has a signature that does not count ({doubt}): note that it was checked"
        " elsewhere, or take it back.",
        "Papers No. {numbers} have signatures that do not count ({doubt}): note that they were checked"
        " elsewhere, or take them back.",
        len(numbers),
    )
    return said.format(numbers=", ".join(numbers), doubt=doubt)


def broken_words(words: Catalogue, numbers: Sequence[str]) -> str:
    """That papers are not to be used, by their numbers; nothing where none is broken."""
    said = words.ngettext(
        "Paper No. {numbers} has a BROKEN signature. Do not use it: look at its signatures.",
        "Papers No. {numbers} have BROKEN signatures. Do not use them: look at their signatures.",
        len(numbers),
    )
    return said.format(numbers=", ".join(map(printed_number, numbers))) if numbers else ""
