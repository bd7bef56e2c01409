# SPDX-License-Identifier: Apache-2.0
"""How the window shows signatures and what their checks found."""

from desk.domain.destruction import Signer
from desk.domain.paper_words import verdict_words
from desk.domain.verdicts import NOT_VERIFIED, UNVERIFIED, Verdict, why_uncounted
from desk.text import N_
from ui import words
from ui.language import _, current
from ui.theme import Tone

_TONES = {
    Verdict.VALID: Tone.DONE,
    Verdict.UNKNOWN: Tone.PROVISIONAL,
    Verdict.BROKEN: Tone.OVERDUE,
    Verdict.MATCHED: Tone.PROVISIONAL,
    Verdict.KEPT: Tone.PROVISIONAL,
}


def verdict(found: str, doubt: str = "") -> str:
    """What a check found, in a few words; by what is wrong with the certificate, where it comes from that."""
    return verdict_words(current(), Verdict(found), doubt) if found else ""


def brief(signer: Signer) -> str:
    """What a short badge says of a signature; nothing where ``signer_words`` is short enough.

    Whose certificate it is where it names somebody else; of one that does not count by itself why, or that it
    was checked elsewhere.
    """
    if signer.name_differs and not signer.broken:
        return _("certificate of {name}", name=signer.certificate.name)
    if signer.certificate.test or signer.verdict not in UNVERIFIED:
        return ""
    if signer.vouched is not None:
        return _("checked elsewhere on {day}", day=words.day(signer.vouched.on))
    doubt = why_uncounted(signer.verdict, signer.certificate.doubt)
    return _(N_("not verified here, never checked elsewhere") if doubt == NOT_VERIFIED else doubt)


def tone(signer: Signer) -> Tone:
    """How a signature stands: a valid one modestly, a broken one so that nobody overlooks it."""
    if signer.state == "none":
        return Tone.WAITING
    if signer.name_differs and not signer.broken:
        return Tone.PROVISIONAL
    if signer.vouched is not None and not signer.broken:
        return Tone.DONE
    return Tone.DONE if signer.state == "pen" else _TONES[Verdict(signer.verdict or Verdict.KEPT)]
