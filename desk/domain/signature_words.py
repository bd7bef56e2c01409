# SPDX-License-Identifier: Apache-2.0
"""What the signatures of a file that came in are worth, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desk.domain.numbering import printed_number
from desk.domain.signatures import FileSignature, FoundSignature
from desk.domain.verdicts import Doubt, Verdict
from desk.errors import N_
from desk.text import Catalogue

_SAID = {
    Verdict.VALID: N_("Signature of {name}: valid"),
    Verdict.UNKNOWN: N_("Signature of {name}: holds, but its issuer is not on the trust list"),
    Verdict.BROKEN: N_("Signature of {name}: BROKEN"),
    Verdict.MATCHED: N_("Signature of {name}: made for this file, not verified here"),
    Verdict.KEPT: N_("Signature of {name}: kept, not verified here"),
}
MADE_FOR = N_("It was made for the file {name}.")
_HELD = N_("Signature of {name}: holds ({doubt})")
_UNCOUNTED = N_("Signature of {name}: does not count ({doubt})")
_BY_STAMP = N_("Signed on {moment} (by a time stamp)")
_BY_CLOCK = N_("Signed on {moment} (by the signer’s own clock)")


def lines(found: FileSignature, words: Catalogue, zone: str, *, legal: bool = True) -> list[str]:
    """What was found, a passage a signature: whose, how it stands, when, by whose word, what speaks against it.

    ``legal`` adds what the law makes of one that is not broken. Without a desk there is no legal zone: moments in
    UTC are called so.
    """

    def passage(each: FoundSignature) -> str:
        doubt = words.gettext(each.doubt)
        said = [words.say(_said(each), name=each.certificate.name or "—", doubt=doubt)]
        if each.time:
            how = _BY_STAMP if each.stamped else _BY_CLOCK
            at = words.moment(datetime.fromisoformat(each.time), zone)
            said.append(words.say(how, moment=f"{at} UTC" if zone == "UTC" else at))
        if each.certificate.issuer:
            said.append(words.say(N_("Issuer: {issuer}"), issuer=each.certificate.issuer))
        said += map(words.tell, each.notes)
        if legal and each.weight:
            said.append(words.gettext(each.weight))
        return " ".join(f"{sentence.rstrip('.')}." for sentence in said)

    told = [passage(each) for each in found.signatures]
    if found.changed_after and all(each.verdict is not Verdict.BROKEN for each in found.signatures):
        told.append(words.gettext(N_("The file was changed after it was signed.")))
    return told


def _said(found: FoundSignature) -> str:
    if not found.doubt or found.certificate.doubt == Doubt.ISSUER:
        return _SAID[found.verdict]
    return _HELD if found.valid else _UNCOUNTED


def broken_in_words(words: Catalogue, numbers: Sequence[str]) -> str:
    """That what came in with requests is not to be taken for signed; nothing where none is broken."""
    said = words.ngettext(
        "Request No. {numbers} came with a BROKEN signature. Do not treat it as signed; ask for it again.",
        "Requests No. {numbers} came with BROKEN signatures. Do not treat them as signed; ask for them again.",
        len(numbers),
    )
    return said.format(numbers=", ".join(map(printed_number, numbers))) if numbers else ""
