# SPDX-License-Identifier: Apache-2.0
"""What the window calls electronic signatures and what their checks found."""

from desk.domain.destruction import Signer
from desk.domain.signatures import Verdict
from desk.text import N_
from ui import words
from ui.language import _
from ui.theme import Badge, Tone

_VERDICTS = {
    Verdict.VALID: N_("valid"),
    Verdict.UNKNOWN: N_("issuer not on the trust list"),
    Verdict.BROKEN: N_("BROKEN"),
    Verdict.MATCHED: N_("made for this file, not verified here"),
    Verdict.KEPT: N_("kept, not verified here"),
}
_TONES = {
    Verdict.VALID: Tone.DONE,
    Verdict.UNKNOWN: Tone.PROVISIONAL,
    Verdict.BROKEN: Tone.OVERDUE,
    Verdict.MATCHED: Tone.PROVISIONAL,
    Verdict.KEPT: Tone.PROVISIONAL,
}


def verdict(found: str) -> str:
    """What a check found, in a few words."""
    return _(_VERDICTS[Verdict(found)]) if found else ""


def badge(signer: Signer) -> Badge:
    """How an electronic signature stands: a valid one modestly, a broken one so that nobody overlooks it."""
    found = Verdict(signer.verdict or Verdict.KEPT)
    if found is Verdict.BROKEN:
        return Badge(Tone.OVERDUE, _("SIGNATURE BROKEN"))
    day = words.day(signer.signed_on)
    if found is Verdict.VALID:
        return Badge(Tone.DONE, _("electronically on {day}", day=day))
    said = _("test certificate") if signer.certificate.test else verdict(found)
    return Badge(_TONES[found], _("electronically on {day}: {verdict}", day=day, verdict=said))
