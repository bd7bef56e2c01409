# SPDX-License-Identifier: Apache-2.0
"""The desk erases its own copies: counted first, confirmed, then done with file, ledger and backups."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.domain.destruction import DestructionCard
from desk.domain.erasing import Counts
from desk.domain.journal_words.destroyed import ERASED
from desk.errors import Refusal
from desk.services.destruction import erasure
from desk.services.destruction.erasure import Finished
from desk.text import N_
from ui import messages, numbers, theme, words
from ui.act import ActDialog, Fields
from ui.forms import CheckField, TextField, note
from ui.jobs import Cancelled, Progress
from ui.language import _, current, ngettext
from ui.panes import banner
from ui.record_parts import Facts


class EraseDialog(ActDialog):
    """Erase here. ``acted`` comes once file and backups are clean."""

    NAME = "erase"
    TITLE = N_("Erase from the desk")
    VERB = N_("&Erase for good")
    INTRO = N_(
        "The desk erases its own copies in the file, the search, the journal’s details and the "
        "backups. It cannot be undone, and restoring an old backup does not bring them back."
    )
    card: DestructionCard

    def fields(self) -> Fields:
        """How the notices left, where nothing else says it, and the confirmation."""
        waits = erasure.notices_wait(self.desk, self.card.row.id)
        sent = TextField("sent", N_("How and when the notices were &sent"), mandatory=True)
        return (
            *((sent,) if waits else ()),
            CheckField("sure", N_("I have read what will be erased: erase it for &good")),
        )

    def body(self) -> QWidget:
        """What the dry run met, what stays under seal, then the confirmation."""
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(self) * 2)
        found = erasure.dry_run(
            self.desk, [each[0] for each in self.card.subjects], self.card.row.id
        )
        column.addWidget(self._counted(found, holder))
        names = {ref: name or numbers.named(ref) for _id, ref, name in self.card.subjects}
        for ref, reason in found.spared.items():
            who = names.get(ref, numbers.named(ref))
            text = _("{person} is not erased: {reason}", person=who, reason=_(reason))
            column.addWidget(banner(text, theme.Tone.SOON, holder))
        if found.mentions:
            text = ngettext(
                "{number} record of somebody else mentions one of them. It is left unchanged: look at it.",
                "{number} records of others mention one of them. They are left unchanged: look at them.",
                found.mentions,
            )
            column.addWidget(banner(text, theme.Tone.SOON, holder))
        column.addWidget(
            note(
                _(
                    "The evidence of the case stays under seal until its three years are over; "
                    "it can be opened only for a stated reason, which the journal records."
                ),
                holder,
            )
        )
        column.addWidget(self.form)
        return holder

    def submit(self) -> None:
        """Erase away from the window, with progress."""
        if not self.form.values()["sure"]:
            self.form.complain(
                Refusal(N_("Tick this first: an erasure cannot be undone."), field="sure")
            )
            return
        self._sent = str(self.form.values().get("sent", ""))
        self.buttons.setEnabled(False)
        self.jobs.run(_("Erasing…"), self._work, self._done, self.turn_down)

    def erase(self) -> Counts:
        """The act itself."""
        return erasure.erase(self.desk, self.card.row.id, self._sent)

    def _work(self, progress: Progress) -> Finished:
        """Until the act begins it may be cancelled; after it everything is cleaned to the end."""

        def told(done: int, total: int, text: str) -> None:
            with suppress(Cancelled):
                progress(done, total, _(text) if text else "")

        progress(0, 0, _("Erasing…"))
        self.erase()
        return erasure.finish(self.desk, told)

    def _done(self, finished: Finished) -> None:
        self.buttons.setEnabled(True)
        self.finish(finished)
        messages.tell(self.parentWidget() or self, _told(finished))

    def _counted(self, found: Counts, parent: QWidget) -> QWidget:
        facts = Facts(parent)
        facts.head(_("What the desk erases"))
        for name, number in found.erased.items():
            facts.add(_(ERASED.get(name, name)), str(number) if number else "")
        facts.head(_("To be kept"))
        sealed = ngettext("{number} paper or file", "{number} papers and files", found.sealed)
        facts.add(_("Under seal"), sealed if found.sealed else "")
        for kept in self.card.kept:
            language = current().language
            until = words.day(kept.until) or kept.until_words.of(language)
            stays = ", ".join(filter(None, (kept.what.of(language), until)))
            facts.add(_("Kept"), stays)
        return facts


def _told(finished: Finished) -> str:
    parts = [
        _("Erased. A new backup was written."),
        ngettext(
            "{number} older backup was destroyed.",
            "{number} older backups were destroyed.",
            finished.destroyed,
        )
        if finished.destroyed
        else "",
        _(
            "The second folder for backups cannot be reached now: its older backups still hold these "
            "people. Today reminds you until it is clean."
        )
        if finished.unreachable
        else "",
    ]
    return " ".join(filter(None, parts))


class EraseCaseDialog(EraseDialog):
    """Erase the sealed case file once its term is over."""

    NAME = "erase_case"
    TITLE = N_("Erase the case file")
    INTRO = N_(
        "After three years the act and the evidence of the case are destroyed too (order 179, "
        "item 8). Only the number and the fingerprint of each paper remain."
    )

    def body(self) -> QWidget:
        """The confirmation alone."""
        return self.form

    def erase(self) -> Counts:
        """The act itself."""
        return erasure.erase_case(self.desk, self.card.row.id)
