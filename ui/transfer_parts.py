# SPDX-License-Identifier: Apache-2.0
"""The sections of a transfer's record: may it flow and why, what goes to whom, the notices on it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.domain.assessments import AssessmentView
from desk.domain.recipient_information import Information, InformationItem
from desk.domain.transfers import FlowWord, InquiryView, NoticeView, TransferRow, TransferView
from desk.text import capital
from ui import theme, words
from ui.language import _, current
from ui.panes import banner
from ui.record_parts import Facts, Scrolled, Term
from ui.theme import Badge, Tone

TONES = {FlowWord.FLOWS: Tone.DONE, FlowWord.WAITS: Tone.SOON, FlowWord.STOPPED: Tone.OVERDUE}


def badge(row: TransferRow) -> Badge:
    """May it flow today? In a word; one that runs though it may not stands out."""
    tone = Tone.OVERDUE if row.barred else TONES[row.flow.word]
    return Badge(tone, words.label(row.flow.word))


class FlowPart(Scrolled):
    """The answer of today with its reason, what follows a ban, and what is to be looked at."""

    def __init__(self, zone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setAccessibleName(_("Allowed?"))

    def show_view(self, view: TransferView) -> None:
        """Lay out the answer."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(theme.unit(self) * 2)
        for warning in view.warnings:
            column.addWidget(banner(current().tell(warning), Tone.SOON, page))
        if view.row.barred:
            said = _("This transfer is running but not allowed: stop it, or record its end.")
            column.addWidget(banner(said, Tone.OVERDUE, page))
        if view.lacks:
            told = ", ".join(words.label(each) for each in view.lacks)
            said = _("The recipient has not provided (Art. 12 (5)): {items}.", items=told)
            column.addWidget(banner(said, Tone.SOON, page))
        for inquiry in _owed(view):
            if inquiry.term is not None:
                column.addWidget(Term(inquiry.term, self._zone, page))
        column.addWidget(self._facts(view, page))
        column.addStretch(1)
        self.fill(page)

    def _facts(self, view: TransferView, parent: QWidget) -> Facts:
        facts, flow = Facts(parent), view.row.flow
        facts.add(_("Today"), words.label(flow.word))
        facts.add(_("Why"), current().tell(flow.why))
        facts.add(_("List of states"), flow.list_version)
        if view.aftermath is not None:
            facts.head(view.aftermath.duty)
            facts.add(_("Decided"), words.day(view.aftermath.decided))
            facts.add(_("Stopped"), _("yes") if view.aftermath.stopped else _("not yet"))
            for letter in view.aftermath.letters:
                facts.add(
                    _("Demand to destroy"),
                    _("No. {number}, confirmed {day}", number=words.short(letter.number), day=words.day(letter.confirmed))
                    if letter.confirmed
                    else _("No. {number}, not confirmed yet", number=words.short(letter.number)),
                )  # fmt: skip
        return facts


class WhatPart(Scrolled):
    """What goes where, for what, on which ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What goes where"))

    def show_view(self, view: TransferView) -> None:
        """Lay out the transfer."""
        facts, kept, row = Facts(), view.transfer, view.row
        language = current().language
        facts.add(_("Recipient"), row.recipient.of(language))
        facts.add(_("Country"), words.country(row.country))
        facts.add(_("Why another country"), kept.country_because)
        facts.add(_("Purpose"), row.purpose.of(language))
        facts.add(_("Data"), "; ".join(each.of(language) for each in view.categories))
        facts.add(_("Whose data"), "; ".join(each.of(language) for each in view.groups))
        ground = (words.label(row.ground), kept.ground_words.of(language))
        facts.add(_("Ground"), " — ".join(part for part in ground if part))
        facts.add(_("Way"), kept.way.of(language))
        facts.add(_("Safeguards"), kept.safeguards.of(language))
        facts.add(_("Without it"), kept.limited.of(language))
        facts.add(_("Begins"), words.day(row.since))
        facts.add(_("Last day"), words.day(row.until) or _("no end is planned"))
        if kept.vital_since:
            facts.add(
                _("Vital interests"),
                f"{kept.vital_because} ({words.day(kept.vital_since)})",
            )
        self._ended(facts, view)
        self.fill(facts)

    def _ended(self, facts: Facts, view: TransferView) -> None:
        """Whose data go there no longer, though it goes on for the others."""
        if not view.ended_for:
            return
        facts.head(_("Ended with the consent of"))
        for each in view.ended_for:
            said = _(
                "consent No. {number} ended on {day}",
                number=words.short(each.consent),
                day=words.day(each.day),
            )
            asked = (
                _("a destruction covers it") if each.asked else _("nobody has been written to yet")
            )
            facts.add(each.name, f"{said}; {asked}")


class NoticesPart(Scrolled):
    """The notices on a transfer with what followed each and what came before, the newest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Notices to Roskomnadzor"))

    def show_view(self, view: TransferView) -> None:
        """Lay out the notices."""
        facts = Facts()
        if not view.notices:
            facts.head(_("No notice has been filed yet."))
        for notice in reversed(view.notices):
            self._notice(facts, notice)
        for rating in reversed(view.assessments):
            self._assessment(facts, rating)
        for told in reversed(view.information):
            self._information(facts, told)
        self.fill(facts)

    def _assessment(self, facts: Facts, rating: AssessmentView) -> None:
        title = _("Assessment {code}", code=rating.code)
        language, told = current().language, rating.assessment
        facts.head(_("{title}, void", title=title) if rating.void else title)
        facts.add(_("Void because"), rating.void_because)
        facts.add(_("Assessed on"), words.day(rating.assessed))
        facts.add(_("Assessed by"), told.assessor.of(language))
        facts.add(_("List of states"), rating.list_version.of(language))
        for party in told.parties:
            said = (words.label(party.sufficient), words.label(party.feasible), party.remark)
            facts.add(words.country(party.country), " · ".join(part for part in said if part))
        facts.add(_("Conclusion"), told.conclusion.of(language))
        others = [code for _id, code in rating.transfers]
        facts.add(_("Transfers"), ", ".join(others) if len(others) > 1 else "")

    def _information(self, facts: Facts, told: Information) -> None:
        title = _("Information {code}", code=told.code)
        facts.head(_("{title}, void", title=title) if told.void else title)
        facts.add(_("Void because"), told.void_because)
        facts.add(_("Came"), words.day(told.came))
        facts.add(_("From where"), told.source)
        for item in InformationItem:
            facts.add(capital(words.label(item)), told.text(item))
        facts.add(_("Files"), ", ".join(file.name for file in told.files))

    def _notice(self, facts: Facts, notice: NoticeView) -> None:
        title = _("Notice {code}", code=notice.code)
        facts.head(_("{title}, void", title=title) if notice.void else title)
        facts.add(_("Void because"), notice.void_because)
        by = (words.day(notice.assessed), notice.assessment)
        facts.add(_("Assessment"), ", ".join(part for part in by if part))
        facts.add(_("Sent"), words.day(notice.sent))
        facts.add(_("Received"), words.day(notice.received) or _("not recorded yet"))
        facts.add(_("Number"), notice.number)
        facts.add(_("Key"), notice.key)
        for inquiry in notice.inquiries:
            facts.add(_("Roskomnadzor asked"), words.day(inquiry.asked))
            facts.add(_("Answered"), words.day(inquiry.answered) or _("not yet"))
        if notice.decision is not None:
            said = (words.label(notice.decision), words.day(notice.decided), notice.reference)
            facts.add(_("Decision"), ", ".join(part for part in said if part))
        others = [code for _id, code in notice.transfers]
        facts.add(_("Transfers"), ", ".join(others) if len(others) > 1 else "")


def _owed(view: TransferView) -> list[InquiryView]:
    return [each.owed for each in view.notices if each.owed is not None and not each.void]
