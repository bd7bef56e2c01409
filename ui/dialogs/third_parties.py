# SPDX-License-Identifier: Apache-2.0
"""The list of third parties: as the registers have it, its editions, where each was published, files for the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from desk.domain.paper import Draft
from desk.domain.request import PaperBrief
from desk.domain.third_parties import ThirdParty, differences
from desk.domain.values import Both
from desk.errors import Refusal, Told
from desk.services.desk import Desk
from desk.services.paper import papers
from desk.services.register import third_parties
from desk.text import N_
from ui import files, messages, theme, words
from ui.act import ActDialog, Fields
from ui.closing import ShownDialog
from ui.flow import flow
from ui.forms import DateField, TextField, note
from ui.jobs import Jobs
from ui.language import _, current
from ui.notice import Notice
from ui.paper_dialog import PaperDialog
from ui.registers import iso
from ui.tables import Column, RowsModel, TableView
from ui.theme import Badge, Tone

_KINDS = {
    "pdf": (N_("Save as PDF…"), "PDF (*.pdf)", "pdf"),
    "html": (N_("Save as HTML…"), "HTML (*.html)", "html"),
    "markdown": (N_("Save as Markdown…"), "Markdown (*.md)", "md"),
}
_CHANGED = {
    "name": N_("name"),
    "address": N_("address"),
    "country": N_("country"),
    "service": N_("service"),
    "does": N_("service"),
    "purposes": N_("purposes"),
    "data": N_("data"),
    "engaged": N_("engaged by"),
}


@dataclass(frozen=True)
class _Line:
    """A line of the list, and how it stands against the published edition."""

    id: int
    party: ThirdParty
    standing: Badge


class PublicationDialog(ActDialog):
    """Records when and where an edition was published."""

    NAME: ClassVar[str] = "publication"
    TITLE: ClassVar[str] = N_("Record the publication")
    VERB: ClassVar[str] = N_("&Record")
    edition = 0

    def state(self) -> dict[str, object]:
        """Also which edition it is about."""
        return {**super().state(), "edition": self.edition}

    def restore(self, state: Mapping[str, object]) -> None:
        """The edition, then what was typed."""
        kept = state.get("edition")
        self.edition = kept if isinstance(kept, int) else 0
        super().restore(state)

    def fields(self) -> Fields:
        """The day and the place."""
        return [
            DateField("on", N_("Day of publication"), mandatory=True, today=self.desk.today),
            TextField("place", N_("Where"), mandatory=True, hint=N_("The address of the page.")),
        ]

    def prepare(self) -> None:
        """Today."""
        self.form.set({"on": self.desk.today()})

    def act(self, values: dict[str, Any]) -> None:
        """Record it."""
        if not iso(values["on"]):
            raise Refusal(N_("Enter the date."), field="on")
        third_parties.record_publication(self.desk, self.edition, values["on"], values["place"])


class EditionDialog(PaperDialog):
    """Issue an edition of the list."""

    NAME = "edition"
    TITLE = N_("New edition of the list")
    FORMS = ("third_parties",)
    KEEPS = False

    def new_draft(self, _texts: Mapping[str, Both]) -> Draft:
        """The list as the registers have it."""
        return third_parties.draft_list(self.desk, self.mode())

    def put(self, draft: Draft) -> PaperBrief:
        """Issue it and keep it as an edition."""
        return third_parties.make_edition(self.desk, draft.mode)

    def reject(self) -> None:
        """Nothing was typed that would be worth keeping."""
        self.dirty = False
        super().reject()


class ThirdPartiesDialog(ShownDialog):
    """The list above, its editions below."""

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None) -> None:
        super().__init__(N_("List of third parties"), parent)
        self.desk, self.jobs = desk, jobs
        self.model = RowsModel(_LINES, lambda last: [] if last is not None else self._lines(), self)
        self.view = TableView(self.model, _("The list as the registers have it"), self)
        self.view.explain_empty(_("The list is empty: record the first assignment of processing."))
        self.editions = RowsModel(
            _EDITIONS,
            lambda last: [] if last is not None else third_parties.editions(self.desk),
            self,
        )
        self.history = TableView(self.editions, _("Editions"), self)
        self.history.explain_empty(_("No edition yet."))
        self.history.chosen.connect(lambda _id: self.look())
        self.differs = Notice(self)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        about = _(
            "Whom processing is assigned to, for publication. An edition is issued as a PDF, "
            "saved for the site, and recorded once it is published; later changes are shown here "
            "and on Today."
        )
        self.column.addWidget(note(about, self))
        self.column.addWidget(self.differs)
        self.column.addWidget(self.view, 3)
        self.column.addWidget(note(_("Editions"), self))
        self.column.addWidget(self.history, 2)
        self.new_button = self._button("plus", N_("New edition…"), self.new)
        self.publish_button = self._button("send", N_("Record the publication…"), self.publish)
        self.save_buttons = {
            kind: self._button("download", title, partial(self.save, kind))
            for kind, (title, _filter, _ending) in _KINDS.items()
        }
        shown = (self.new_button, self.publish_button, *self.save_buttons.values())
        self.column.addWidget(flow(self, *shown, gap=theme.unit(self) * 2))
        self.close_up(150, 42)

    def _button(self, icon: str, text: str, act: Any) -> QPushButton:  # noqa: ANN401 -- whatever is done
        made = QPushButton(theme.icon(icon), _(text), self)
        made.clicked.connect(lambda _checked: act())
        return made

    def _lines(self) -> list[_Line]:
        """Those of today with what changed, then those that were removed."""
        now, last = third_parties.third_parties(self.desk), third_parties.published(self.desk)
        then = {each.key: each for each in last.lines} if last else {}
        found = [
            _Line(place, each, _standing(each, then, bool(last))) for place, each in enumerate(now)
        ]
        here = {each.key for each in now}
        gone = [each for key, each in then.items() if key not in here]
        return found + [
            _Line(len(found) + place, each, Badge(Tone.OVERDUE, _("removed")))
            for place, each in enumerate(gone)
        ]

    def refresh(self) -> None:
        """Read again and stay at the same edition."""
        chosen = self.history.current_id()
        self.model.load()
        self.editions.load()
        if chosen is None or not self.history.choose(chosen):
            self.history.selectRow(0)
        told = [current().tell(each) for each in third_parties.list_calls(self.desk)]
        self.differs.put("\n".join(told))
        self.new_button.setEnabled(any(row.standing.word != _("removed") for row in self._lines()))
        self.look()

    def look(self) -> None:
        """What can be done with the chosen edition."""
        row = self._edition()
        self.publish_button.setEnabled(row is not None and not row.void)
        for button in self.save_buttons.values():
            button.setEnabled(row is not None and not row.void)

    def new(self) -> None:
        """Issue the list as it is now."""
        self._present(EditionDialog(self.desk, self.jobs, self))

    def publish(self) -> None:
        """Record where the chosen edition was published."""
        dialog = PublicationDialog(self.desk, self.jobs, self)
        dialog.edition = self._edition().id
        self._present(dialog)

    def save(self, kind: str) -> None:
        """Save the chosen edition as a file."""
        row = self._edition()
        _title, filters, ending = _KINDS[kind]
        name = f"{third_parties.edition_name(row)}.{ending}"
        path = messages.save_file(self, _("Save the list"), name, filters)
        if path is None:
            return
        try:
            content = (
                papers.paper_bytes(self.desk, row.document, "saved")
                if kind == "pdf"
                else third_parties.list_file(self.desk, row.id, kind)
            )
            files.write(path, content)
        except Told as told:
            messages.fail(self, told)

    def _edition(self) -> Any:  # noqa: ANN401 -- an edition, or nothing
        return self.editions.row_at(self.history.currentIndex().row())

    def _present(self, dialog: ActDialog) -> None:
        dialog.acted.connect(lambda _result: self.refresh())
        dialog.open()
        dialog.begin()


def _standing(party: ThirdParty, then: Mapping[str, ThirdParty], published: bool) -> Badge:
    """How a line stands against the published edition."""
    if not published:
        return Badge(Tone.QUIET, _("not published"))
    if party.key not in then:
        return Badge(Tone.OVERDUE, _("added"))
    changes = differences([then[party.key]], [party])
    if not changes:
        return Badge(Tone.DONE, _("as published"))
    named = dict.fromkeys(_(_CHANGED[name]) for name in changes[0].fields)
    return Badge(Tone.SOON, _("changed: {what}", what=", ".join(named)))


_LINES = (
    Column(
        "name",
        N_("Third party"),
        lambda row, said: row.party.name.of(said.language),
        width=26,
        lines=3,
    ),
    Column(
        "state",
        N_("State"),
        lambda row, _words: row.standing.word,
        badge=lambda row, _words: row.standing,
        width=22,
    ),
    Column("country", N_("Country"), lambda row, said: row.party.country.of(said.language)),
    Column(
        "purposes",
        N_("Purposes"),
        lambda row, said: "; ".join(each.of(said.language) for each in row.party.purposes) or "—",
        width=30,
        rank=1,
    ),
    Column(
        "data",
        N_("Data"),
        lambda row, said: "; ".join(each.of(said.language) for each in row.party.data) or "—",
        width=30,
        rank=2,
    ),
)
_EDITIONS = (
    Column("number", N_("Number"), lambda row, _words: words.short(row.number)),
    Column("made", N_("Drawn up"), lambda row, _words: words.day(row.made)),
    Column("published", N_("Publication"), lambda row, _words: _published(row)),
    Column("place", N_("Where"), lambda row, _words: row.place or "—", width=44),
)


def _published(row: Any) -> str:  # noqa: ANN401 -- an edition
    if row.void:
        return _("void")
    return words.day(row.published) if row.published else _("not yet")
