# SPDX-License-Identifier: Apache-2.0
"""How the window shows signatures and what their checks found."""

from desk.domain.destruction import Signer
from desk.domain.paper_words import VERDICTS
from desk.domain.signatures import UNVERIFIED, Verdict
from ui import words
from ui.language import _
from ui.theme import Tone

_TONES = {
    Verdict.VALID: Tone.DONE,
    Verdict.UNKNOWN: Tone.PROVISIONAL,
    Verdict.BROKEN: Tone.OVERDUE,
    Verdict.MATCHED: Tone.PROVISIONAL,
    Verdict.KEPT: Tone.PROVISIONAL,
}


def verdict(found: str) -> str:
    """What a check found, in a few words."""
    return _(VERDICTS[Verdict(found)]) if found else ""


def brief(signer: Signer) -> str:
    """Of a signature that could not be verified here whether it was checked elsewhere; of others nothing."""
    if signer.certificate.test or signer.verdict not in UNVERIFIED:
        return ""
    if signer.vouched is not None:
        return _("checked elsewhere on {day}", day=words.day(signer.vouched.on))
    return _("not verified here, never checked elsewhere")


def tone(signer: Signer) -> Tone:
    """How a signature stands: a valid one modestly, a broken one so that nobody overlooks it."""
    if signer.state == "none":
        return Tone.WAITING
    if signer.vouched is not None and not signer.broken:
        return Tone.DONE
    return Tone.DONE if signer.state == "pen" else _TONES[Verdict(signer.verdict or Verdict.KEPT)]
