# SPDX-License-Identifier: Apache-2.0
"""The sections of a consent's record: whose it is, what was agreed to with the grounds beside it, the proof."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.domain import picklists
from desk.domain.consent import ConsentKind, ConsentRow, ConsentState, OtherGround
from desk.domain.consent_doubts import doubt_brief, doubt_lines, written_form
from desk.domain.consent_view import ConsentView
from desk.domain.said import EVIDENCE_TITLES
from desk.domain.values import Both
from desk.text import N_
from ui import theme, words
from ui.incoming import passages
from ui.language import _, current, ngettext
from ui.panes import banner
from ui.record_parts import Facts, Scrolled, Term
from ui.theme import Badge, Tone

NEAR = 30
"""Days before its end from which a consent is called expiring."""
PASSING_ON = {
    "": N_("the subject said nothing"),
    "internal": N_("only inside the operator’s own network"),
    "networks": N_("over networks open to all"),
    "none": N_("not over any network"),
}
"""How the data may be passed on (order 18, item 8)."""
_TONES = {
    ConsentState.ACTIVE: Tone.DONE,
    ConsentState.WITHDRAWN: Tone.QUIET,
    ConsentState.EXPIRED: Tone.OVERDUE,
    ConsentState.REPLACED: Tone.QUIET,
    ConsentState.VOID: Tone.QUIET,
}


def badge(row: ConsentRow) -> Badge:
    """Where a consent stands, in a word."""
    if row.state is ConsentState.ACTIVE:
        if row.unproved:
            return Badge(Tone.OVERDUE, doubt_brief(current(), row))
        if row.proof or row.signed_by:
            return Badge(Tone.PROVISIONAL, doubt_brief(current(), row))
        if row.weak:
            return Badge(Tone.PROVISIONAL, _("Weak"))
        if row.days_left is not None and row.days_left <= NEAR:
            left = row.days_left
            return Badge(
                Tone.SOON,
                ngettext("{number} day more", "{number} days more", left)
                if left
                else _("last day today"),
            )
    return Badge(_TONES[row.state], words.label(row.state))


def ground_line(ground: OtherGround) -> str:
    """A ground on which processing goes on, with the norm and until when."""
    language = current().language
    pick = picklists.grounds().get(ground.ground)
    title = pick.title.of(language) if pick else ground.ground
    parts = [ground.purpose.of(language), title, ground.basis.of(language)]
    if ground.keep_until:
        parts.append(_("until {day}", day=words.day(ground.keep_until)))
    line = " — ".join(part for part in parts if part)
    if ground.same_purpose:
        return line
    return _("{line} (another purpose: the data are kept, this processing ends)", line=line)


class WhoPart(Scrolled):
    """The subject, and who spoke for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Who"))

    def show_view(self, view: ConsentView) -> None:
        """Lay out the people of the consent."""
        facts, fields = Facts(), view.card.fields
        facts.head(_("Data subject"))
        facts.add(_("Name"), view.subject.name)
        facts.add(_("E-mail"), view.subject.email)
        facts.add(_("Telephone"), view.subject.phone)
        facts.add(_("Address"), view.subject.address)
        facts.add(_("Card"), words.short(view.card.subject_ref))
        if fields.representative is not None:
            facts.head(_("Representative"))
            facts.add(_("Name"), view.representative)
            facts.add(_("Authority"), fields.authority)
            facts.add(_("Authority checked"), words.day(fields.authority_checked))
        if fields.through:
            missing = _("none yet") if view.row.state is ConsentState.ACTIVE else _("none")
            facts.head(_("Through another"))
            facts.add(_("Who passed it on"), fields.through)
            facts.add(_("Their proof"), fields.through_proof or missing)
        self.fill(facts)


class AgreedPart(Scrolled):
    """What is weak, what was agreed to, and on which grounds processing goes on without it."""

    def __init__(self, zone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setAccessibleName(_("What was agreed to"))

    def show_view(self, view: ConsentView) -> None:
        """Lay out the consent."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(theme.unit(self) * 2)
        doubts = doubt_lines(current(), view.row)
        for said in doubts:
            tone = Tone.OVERDUE if view.row.unproved and said is doubts[0] else Tone.SOON
            column.addWidget(banner(said, tone, page))
        for warning in view.card.warnings:
            column.addWidget(banner(_(warning), Tone.SOON, page))
        for line in view.card.deadlines:
            column.addWidget(Term(line, self._zone, page))
        column.addWidget(self._facts(view, page))
        column.addStretch(1)
        self.fill(page)

    def _facts(self, view: ConsentView, parent: QWidget) -> Facts:
        facts, fields, row = Facts(parent), view.card.fields, view.row
        language = current().language
        facts.add(_("Purpose"), row.purpose.of(language))
        facts.add(_("Data"), "; ".join(each.of(language) for each in view.data))
        facts.add(_("Recipients"), "; ".join(_recipient(each) for each in view.recipients))
        if row.kind is ConsentKind.DISSEMINATION:
            self._conditions(facts, view)
        facts.add(_("Given"), words.when(row.given, self._zone))
        facts.add(_("Valid until"), words.day(row.valid_until) or _("until it is withdrawn"))
        facts.add(_("Separate"), _("a separate document") if fields.separate else _("no"))
        written = written_form(current(), row) if fields.written else _("no")
        facts.add(_("In written form"), written)
        if row.state is not ConsentState.ACTIVE:
            facts.add(_("Ended"), words.when(row.ended, self._zone))
            facts.add(_("Why it ended"), view.card.ended_because)
        facts.add(_("By request"), words.short(view.request_number))
        facts.add(_("Renews"), words.short(view.renews_number))
        facts.add(_("Renewed by"), words.short(view.renewed_by_number))
        facts.add(_("Destruction"), words.short(view.destruction[1]) if view.destruction else "")
        facts.head(_("Other grounds"))
        grounds = [ground_line(each) for each in view.card.other_grounds]
        facts.add(
            _("Continues without consent"),
            "\n".join(grounds) or _("nothing: all of it is based on this consent"),
        )
        return facts

    def _conditions(self, facts: Facts, view: ConsentView) -> None:
        conditions = view.card.fields.conditions
        facts.add(_("Published on"), conditions.get("resources", ""))
        facts.add(_("Prohibitions"), conditions.get("prohibitions", "") or _("none"))
        facts.add(_("Passing on"), _(PASSING_ON[conditions.get("passing_on", "")]))
        facts.add(_("Conditions published"), words.day(view.card.published) or _("not yet"))


class ProofPart(Scrolled):
    """How it was given and what proves it."""

    def __init__(self, zone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setAccessibleName(_("Proof"))

    def show_view(self, view: ConsentView) -> None:
        """Lay out the evidence."""
        facts, fields = Facts(), view.card.fields
        facts.add(_("How it was given"), words.label(fields.way))
        for name, title in EVIDENCE_TITLES.items():
            facts.add(_(title), fields.evidence.get(name, ""))
        facts.add(_("Recorded"), words.moment(view.card.recorded, self._zone))
        facts.add(_("Files"), "\n".join(file.name for file in view.files))
        facts.add(_("Signatures"), passages(view.files, self._zone))
        if fields.fingerprint or fields.text_version:
            facts.head(_("Text people saw"))
            facts.add(_("Collection point"), view.point.of(current().language))
            facts.add(_("Version"), fields.text_version)
            facts.add(_("Fingerprint"), words.groups(fields.fingerprint))
        self.fill(facts)


def _recipient(each: tuple[Both, str]) -> str:
    name, country = each
    return f"{name.of(current().language)} ({words.country(country)})"
