# SPDX-License-Identifier: Apache-2.0
"""What the register of papers knows of them: kinds, columns, acts, and why an act is not possible.

Nothing is shown here; the page puts it together.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

from desk.domain.kinds import PaperState
from desk.domain.paper_standing import UNSIGNED_FORMS
from desk.domain.paper_words import BROKEN as SPOILT
from desk.domain.paper_words import VERDICTS
from desk.domain.request import PaperBrief
from desk.domain.verdicts import Verdict
from desk.services.letter.outgoing import is_letter
from desk.text import N_, Catalogue
from ui import words
from ui.language import _
from ui.models import Column
from ui.theme import Badge, Tone

FORMS = (
    "acknowledgement",
    "request_to_complete",
    "reply_access",
    "reply_not_processed",
    "reply_transfer",
    "refusal",
    "extension_notice",
    "notice_done",
    "reply_regulator",
    "inspection_record",
    "reply_passed",
    "notice_client",
    "collection_notice",
    "journal_requests",
)
KINDS = (
    *FORMS,
    "source_notice",
    "consent",
    "consent_transfer",
    "consent_dissemination",
    "consent_marketing",
    "withdrawal",
    "commission_order",
    "destruction_act",
    "act_supplement",
    "journal_extract",
    "notice_third_party",
    "recipient_questionnaire",
    "transfer_assessment",
    "transfer_notice",
    "processing_assignment",
    "third_parties",
    "harm_assessment",
    "journal_acts",
    "journal_disclosures",
    "register_consents",
    "register_transfers",
)
"""Every kind of paper the register can hold, to narrow the list down by."""
REPLACEABLE = frozenset(FORMS) - {"journal_requests", "reply_passed", "notice_client"}
DRAFTS = {
    "acknowledge": "acknowledgement",
    "complete": "request_to_complete",
    "answer": "reply_access",
    "refuse": "refusal",
    "extend": "extension_notice",
    "report_done": "notice_done",
}
"""Which paper an unfinished dialog was writing, for its title."""

ACTS = {
    "print": ("printer", N_("&Print…"), ""),
    "save": ("download", N_("Save as PD&F…"), "Ctrl+S"),
    "mail": ("mail", N_("Draft an e-&mail…"), "Ctrl+M"),
    "signed": ("file-pen-line", N_("Signed by pe&n…"), "Ctrl+Shift+M"),
    "signatures": ("key-round", N_("Si&gnatures…"), "Ctrl+Alt+G"),
    "request": ("inbox", N_("Open the re&quest"), "Ctrl+G"),
    "destruction": ("trash-2", N_("Open the &destruction"), ""),
    "webmail": ("", N_("For webmail: the text and files…"), ""),
    "protect": ("", N_("Save a copy with an opening password…"), ""),
    "replace": ("", N_("Replace with a corrected paper…"), ""),
    "detach": ("", N_("Detach a scanned page…"), ""),
    "void": ("", N_("Make void…"), ""),
}
"""What is done with a paper: icon, title and keys; Ctrl+P prints whatever is in front."""
BUTTONS = ("print", "save", "mail", "signatures", "request", "destruction")

BANDS = {
    "void": N_("Void — kept with its number; do not send or use it."),
    "sealed": N_(
        "Under seal: the person was erased. It is opened from the destruction, with a reason that"
        " the journal keeps."
    ),
    "erased": N_("Erased: only its number and date remain."),
}
"""What stands over a paper that is no longer in use, by its state."""
BROKEN = N_("A signature of this paper is BROKEN. Do not use it: look at its signatures.")
GONE = frozenset({"sealed", "erased"})
"""States of papers whose pages are not shown."""


def _badge(brief: PaperBrief) -> Badge:
    """The state of a paper; of one in use a broken signature comes before it."""
    return spoilt(brief) or words.paper_badge(brief.state)


def spoilt(brief: PaperBrief) -> Badge | None:
    """That a paper in use has a broken signature, or ``None``."""
    if brief.broken and brief.state == PaperState.ISSUED:
        return Badge(Tone.OVERDUE, _(SPOILT))
    return None


def signed_badge(brief: PaperBrief) -> Badge | None:
    """How a paper stands with those who sign it, in a word or two that every list has room for."""
    found, said = brief.standing, words.signature(brief)
    if not said:
        return None
    if brief.broken:
        return Badge(Tone.OVERDUE, _(VERDICTS[Verdict.BROKEN]))
    doubted = found.tried or found.unchecked or found.others
    if brief.signature:
        return Badge(Tone.PROVISIONAL, _("doubtful")) if doubted else Badge(Tone.DONE, _("signed"))
    if brief.form in UNSIGNED_FORMS:
        return Badge(Tone.QUIET, _("not needed"))
    if found.signed:
        part = _("{signed} of {signers}", signed=found.signed, signers=found.signers)
        return Badge(Tone.PROVISIONAL if doubted else Tone.SOON, part)
    waits = Tone.WAITING if brief.state == PaperState.ISSUED else Tone.QUIET
    return Badge(Tone.PROVISIONAL if doubted else waits, _("not signed"))


def _named(brief: PaperBrief, _said: Catalogue) -> str:
    """What it is; of one that must not be used, first why: the column of the state may have no room."""
    usable = brief.state == PaperState.ISSUED and not spoilt(brief)
    return (
        words.paper(brief.form) if usable else f"{_badge(brief).word} · {words.paper(brief.form)}"
    )


def _about(brief: PaperBrief, _said: Catalogue) -> str:
    return _("Request {number}", number=words.short(brief.about)) if brief.about else ""


def _to(brief: PaperBrief, said: Catalogue) -> str:
    return brief.to.of(said.language)


COLUMNS = (
    Column("state", N_("State"), lambda row, _w: _badge(row).word, badge=lambda row, _w: _badge(row),
           rank=3),
    Column("number", N_("Number"), lambda row, _w: words.short(row.number), sort="number"),
    Column("form", N_("Paper"), _named, sort="form", width=22, tip=_named, lines=3),
    Column("request", N_("Request"), lambda row, _w: words.short(row.about), tip=_about, rank=1),
    Column("to", N_("To"), _to, width=14, tip=_to, lines=2, rank=2),
    Column("date", N_("Date"), lambda row, _w: words.brief_day(row.date, "UTC"), sort="date", rank=4,
           tip=lambda row, _w: words.day(row.date)),
    Column("languages", N_("Language"), lambda row, _w: words.languages(row), shown=False),
    Column("signature", N_("Signature"), lambda row, _w: words.signature(row),
           badge=lambda row, _w: signed_badge(row), tip=lambda row, _w: " ".join(filter(None, (words.signature(row), words.archive(row))))),
    Column("pages", N_("Pages"), lambda row, _w: str(row.pages),
           align=Qt.AlignmentFlag.AlignRight, shown=False),
)  # fmt: skip


def hindrance(name: str, brief: PaperBrief) -> str:
    """Why an act is not possible with this paper; empty when it is."""
    if name == "destruction":
        return ""
    if brief.state in GONE and name != "request":
        return _(BANDS[brief.state])
    if name not in ("print", "save", "request") and brief.state != PaperState.ISSUED:
        return _("The paper is void.")
    if name == "replace" and brief.form not in REPLACEABLE:
        return _("A journal is not replaced: draw up a new one.")
    if name == "mail" and is_letter(brief.form):
        return ""
    if name in ("mail", "webmail", "request", "replace") and brief.request is None:
        return _("The paper belongs to no request.")
    return ""


def band(brief: PaperBrief) -> str:
    """What stands over a paper that is not to be used; empty for any other."""
    if spoilt(brief):
        return _(BROKEN)
    return _(BANDS.get(brief.state, ""))
