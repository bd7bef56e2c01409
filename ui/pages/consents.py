# SPDX-License-Identifier: Apache-2.0
"""The Consents tab: the register on the left, the chosen consent on the right, and every act on it.

Lists are sorted and filtered by the database. What an act asks and does is in ``ui/dialogs``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QAction

from desk.domain.consent import ConsentKind, ConsentRow, ConsentState
from desk.domain.values import Query
from desk.services.consent import consents
from desk.services.consent.views import wanting
from desk.services.desk import Desk
from desk.services.register import registers
from desk.text import N_, Catalogue
from ui import files, messages, words
from ui.consent_acts import TABLES, ConsentActs
from ui.consent_parts import NEAR, badge
from ui.consent_record import ConsentPane
from ui.filter_bar import Filter, FilterBar
from ui.jobs import Jobs
from ui.language import _, current
from ui.models import Column, PagedModel
from ui.page import OpenRecord
from ui.records import RecordsPage
from ui.tables import TableView
from ui.theme import Badge

ENDS = (
    (None, N_("Ending at any time")),
    (7, N_("Ending within a week")),
    (NEAR, N_("Ending within 30 days")),
    (90, N_("Ending within 90 days")),
    (365, N_("Ending within a year")),
)


def _columns(zone: str) -> tuple[Column, ...]:
    def given(row: ConsentRow, _words: Catalogue) -> str:
        return words.brief_day(row.given, zone)

    def until(row: ConsentRow, _words: Catalogue) -> str:
        return words.brief_day(row.valid_until, zone) or "—"

    def ended(row: ConsentRow, _words: Catalogue) -> str:
        return words.brief_day(row.ended, zone)

    return (
        Column("state", N_("State"), _state, badge=_badge, sort="state", tip=_state),
        Column("number", N_("Number"), lambda row, _w: words.short(row.number), sort="number"),
        Column("subject", N_("Person"), _subject, sort="subject", tip=_subject, width=16, lines=3),
        Column("kind", N_("Kind"), lambda row, _w: words.label(row.kind), sort="kind", lines=2),
        Column(
            "purpose",
            N_("Purpose"),
            _purpose,
            sort="purpose",
            tip=_purpose,
            width=18,
            rank=1,
            below="subject",
        ),
        Column("until", N_("Valid until"), until, sort="until", rank=1),
        Column("given", N_("Given"), given, sort="given", rank=2),
        Column("way", N_("How it was given"), lambda row, _w: words.label(row.way), shown=False),
        Column("ended", N_("Ended"), ended, shown=False),
    )


def _state(row: ConsentRow, _words: Catalogue) -> str:
    return words.label(row.state)


def _badge(row: ConsentRow, _words: Catalogue) -> Badge:
    return badge(row)


def _subject(row: ConsentRow, _words: Catalogue) -> str:
    return row.subject


def _purpose(row: ConsentRow, said: Catalogue) -> str:
    return row.purpose.of(said.language)


class ConsentsPage(RecordsPage):
    """Consents of subjects."""

    topics: ClassVar[frozenset[str]] = frozenset(
        {"consent", "request", "deadline", "paper", "settings", "register", "destruction"}
    )
    HELP: ClassVar[str] = "consents"
    NAME: ClassVar[str] = "consents"
    RECORD: ClassVar[str] = N_("&Consent")

    SORT: ClassVar[str] = "-number"
    acts: ConsentActs
    pane: ConsentPane

    def __init__(self, desk: Desk, jobs: Jobs, open_record: OpenRecord) -> None:
        super().__init__(desk, jobs, open_record)
        acts = ConsentActs(desk, jobs, self, open_record)
        acts.recorded.connect(self.show_new)
        self._build_actions(acts)
        self._build_filters()
        self._build_list()
        self.join(acts, ConsentPane(desk.zone, self))
        hint = _("Choose a consent to see what was agreed to, what proves it and what to do next.")
        self.lay_out(self.list, self.pane, hint, (750, 530))

    def _build_actions(self, acts: ConsentActs) -> None:
        self.new_action = self.action(
            _("&Record a consent…"), "plus", "Ctrl+N", lambda: acts.begin("consent")
        )
        self.import_action = self.action(
            _("&Import from CSV…"), "file-plus", "Ctrl+O", self.choose_table
        )
        self.form_actions = [
            self.action(
                _("Consent form to sign…"), "file-pen-line", "", lambda: acts.begin("print")
            ),
            self.action(
                _("Withdrawal form…"), "file-x", "", lambda: acts.begin("print_withdrawal")
            ),
        ]

    def _build_filters(self) -> None:
        states = [("", _("All states")), *((str(s), words.label(s)) for s in ConsentState)]
        kinds = [("", _("All kinds")), *((str(k), words.label(k)) for k in ConsentKind)]
        self.bar = FilterBar(
            self,
            (self.new_action, self.import_action),
            _("Find: a name or a number"),
            _("Find in consents"),
            (
                Filter("state", _("State"), states, start=1),
                Filter("kind", _("Kind"), kinds),
                Filter("purpose", _("Purpose"), self._purposes()),
                Filter("ends", _("Ends"), [(days, _(title)) for days, title in ENDS]),
            ),
        )

    def _purposes(self) -> list[tuple[object, str]]:
        """Every purpose once, under the title of its last edition."""
        language = current().language
        titles = {
            each.fields.code: each.fields.title.of(language)
            for each in registers.purposes(self.desk, closed=True)
        }
        return [("", _("All purposes")), *titles.items()]

    def _build_list(self) -> None:
        self.model = PagedModel(
            _columns(self.desk.zone),
            lambda query, after, limit: consents.consent_ids(self.desk, query, after, limit),
            lambda ids: consents.consent_rows(self.desk, ids),
            lambda: consents.consent_count_bound(self.desk),
            self,
        )
        self.model.query = self.query(self.SORT)
        self.list = TableView(self.model, _("Consents"), self)
        self.list.explain_empty("", _("&Record a consent…"), self._first_step)

    def query(self, sort: str) -> Query:
        """What the filters ask for."""
        return Query(
            text=self.bar.words(),
            state=str(self.bar.choice("state")),
            kind=str(self.bar.choice("kind")),
            purpose=str(self.bar.choice("purpose")),
            due_by=self.within("ends"),
            sort=sort,
        )

    def say_empty(self, query: Query) -> None:
        """The first step, or that the filters are too narrow."""
        if query != Query(sort=query.sort, state=str(ConsentState.ACTIVE)):
            self.list.explain_empty(_("Nothing matches these filters."))
        elif registers.any_purpose(self.desk):
            self.list.explain_empty(
                _(
                    "No consent in force. Record one, or drop a CSV file of many here: the desk "
                    "keeps what proves them and says in time which of them end."
                ),
                _("&Record a consent…"),
            )
        else:
            self.list.explain_empty(
                _(
                    "A consent is given for a purpose, and no purpose has been declared yet. "
                    "Start with a ready-made set or declare the first purpose."
                ),
                _("Choose a &starter set…"),
            )

    def _first_step(self) -> None:
        if registers.any_purpose(self.desk):
            self.acts.begin("consent")
        else:
            self.open_elsewhere("register", None)

    def refresh(self) -> None:
        """With the purposes to filter by, and the count of what ends soon."""
        self.bar.offer("purpose", self._purposes())
        super().refresh()
        self.counted.emit(wanting(self.desk))

    def menu(self) -> Mapping[str, Sequence[QAction]]:
        """Record and Import under File, forms to sign under Papers; every act on the chosen consent."""
        return {
            "file": (self.new_action, self.import_action),
            "papers": self.form_actions,
            **super().menu(),
        }

    def choose_table(self) -> None:
        """Ask for a table of consents."""
        filters = _("Tables") + " (*.csv *.tsv *.txt)"
        path = messages.choose_file(self, _("Import consents"), filters)
        if path is not None:
            self.acts.import_files([path])

    def take_files(self, paths: Sequence[Path]) -> None:
        """Import tables; other files are offered to the consent that is shown as its proof."""
        tables, others = files.parted(paths, TABLES)
        if tables:
            self.acts.import_files(tables)
        if others:
            self.offer_files(
                others,
                _(
                    "Many consents come as a CSV file. To keep another file as proof, choose its "
                    "consent first and drop the file again."
                ),
            )
