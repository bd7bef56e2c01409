# SPDX-License-Identifier: Apache-2.0
"""That a person's data are held for a purpose: on which ground, from whom, where; recorded or put right."""

from __future__ import annotations

from dataclasses import fields as fields_of

from desk.domain import picklists
from desk.domain.consent import HoldingFields
from desk.domain.registers import CONSENT_GROUND
from desk.domain.said import EXEMPTIONS, SOURCES
from desk.services.register import holdings, registers
from desk.text import N_
from ui.act import Fields
from ui.dialogs.held import HeldAct, held_line
from ui.fields import Options
from ui.forms import AreaField, ChoiceField, DateField, Section, TextField
from ui.language import _, current
from ui.pick_fields import PickEditor, PickField
from ui.registers import iso
from ui.sheets_field import SheetsField


class HoldingDialog(HeldAct):
    """Record data held, or put a record right."""

    NAME = "holding"
    TITLE = N_("Data held")
    INTRO = N_(
        "What is held by consent is recorded with its consent. This list shows what is held on "
        "another ground: a contract, a law, an assignment."
    )

    def fields(self) -> Fields:
        """Purpose, ground, source, places; the term under “more”."""
        today = self.desk.today
        sources = [(name, _(title)) for name, title in SOURCES.items()]
        exemptions = [(id, f"{id} — {_(title)}") for id, title in EXEMPTIONS.items()]
        return (
            AreaField("reason", N_("&Reason for the change"), rows=2, mandatory=True),
            ChoiceField("purpose", N_("&Purpose"), self._purposes),
            ChoiceField("ground", N_("&Ground"), self._grounds),
            DateField("since", N_("Held &since"), today=today, mandatory=True),
            TextField("contract", N_("&Contract number")),
            DateField("contract_date", N_("Contract date"), today=today),
            TextField("norm", N_("&Legal provision")),
            ChoiceField("source", N_("&From whom"), sources),
            TextField("source_name", N_("Who gave the data"), mandatory=True),
            ChoiceField(
                "source_exemption",
                N_("Why the subject need not be notified"),
                [("", _("they are notified")), *exemptions],
            ),
            PickField(
                "categories",
                N_("&Data"),
                rows=5,
                hint=N_(
                    "None ticked: all the data of the purpose. A consent covers only the data it "
                    "names; untick what you do not hold."
                ),
            ),
            PickField("systems", N_("&Information systems"), options=self._systems, rows=4),
            SheetsField("carriers", N_("Media"), carriers=self._carriers),
            Section(N_("More: retention period"), folded=True),
            DateField("achieved", N_("Purpose achieved on"), today=today),
            DateField(
                "keep_until",
                N_("Keep until"),
                today=today,
                hint=N_("If empty: by the retention period of the purpose, once it is achieved."),
            ),
        )

    def prepare(self) -> None:
        """A new record from today."""
        self.form.show_field("reason", shown=False)
        self.form.show_field("carriers", shown=bool(self._carriers()))
        self.form.set({"since": self.desk.today()})
        self.form.editor("purpose").changed.connect(self._follow_purpose)
        self.form.editor("source").changed.connect(self._follow_source)
        self._follow_purpose()
        self._follow_source()

    def show_held(self) -> None:
        """What is recorded; person, purpose and the consent it rests on stay."""
        if self.held is None:
            return
        self.form.remark(held_line(self.held))
        self.form.show_field("reason")
        for name in ("purpose", "ground"):
            self.form.show_field(name, shown=name == "ground" and self.held.fields.consent is None)
        self._offer_data(self.held.fields.purpose)
        self.form.set({each.name: getattr(self.held.fields, each.name) for each in fields_of(HoldingFields)})  # fmt: skip

    def act(self, values: dict[str, object]) -> object:
        """Keep it."""
        held = self.held.fields if self.held else None
        purpose = held.purpose if held else values["purpose"]
        fields = HoldingFields(
            person=self.person,
            purpose=purpose if isinstance(purpose, int) else 0,
            ground=CONSENT_GROUND if held and held.consent else str(values["ground"]),
            since=iso(values["since"]),
            categories=_ids(values["categories"]),
            consent=held.consent if held else None,
            contract=str(values["contract"]),
            contract_date=iso(values["contract_date"]),
            norm=str(values["norm"]),
            source=str(values["source"]),
            source_name=str(values["source_name"]),
            source_exemption=str(values["source_exemption"]),
            systems=_ids(values["systems"]),
            carriers=values["carriers"] if isinstance(values["carriers"], tuple) else (),
            achieved=iso(values["achieved"]),
            keep_until=iso(values["keep_until"]),
        )
        if self.held is None:
            return holdings.record_holding(self.desk, fields)
        return holdings.change_holding(self.desk, self.held.id, fields, str(values["reason"]))

    # — what is offered —

    def _purposes(self) -> Options:
        language = current().language
        found = registers.purposes(self.desk)
        return [(0, "—"), *((each.id, each.fields.title.of(language)) for each in found)]

    def _grounds(self) -> Options:
        language = current().language
        grounds = picklists.grounds().values()
        known = [(g.code, g.title.of(language)) for g in grounds if g.code != CONSENT_GROUND]
        return [("", "—"), *known]

    def _systems(self) -> Options:
        language = current().language
        return [(each.id, each.title.of(language)) for each in registers.systems(self.desk)]

    def _carriers(self) -> list[tuple[int, str]]:
        language = current().language
        return [(each.id, each.title.of(language)) for each in registers.carriers(self.desk)]

    def _follow_purpose(self) -> None:
        if self.held is not None:
            return  # a purpose closed since is not in the list; what is held of it is offered
        chosen = self.form.editor("purpose").value()
        purpose = chosen if isinstance(chosen, int) else 0
        self._offer_data(purpose)
        if purpose:
            grounds = registers.purpose(self.desk, purpose).fields.grounds
            self.form.set({"ground": next((g for g in grounds if g != CONSENT_GROUND), "")})

    def _offer_data(self, purpose: int) -> None:
        wanted = registers.purpose(self.desk, purpose).fields.categories if purpose else ()
        if self.held is not None and self.held.fields.consent is not None:
            named = holdings.consented(self.desk, self.person, purpose)
            wanted = tuple(sorted(named | set(self.held.fields.categories)))
        views = registers.category_views(self.desk, wanted)
        editor, language = self.form.editor_of(PickEditor, "categories"), current().language
        editor.offer([(id, views[id].title.of(language)) for id in wanted if id in views])

    def _follow_source(self) -> None:
        other = self.form.editor("source").value() == "other"
        for name in ("source_name", "source_exemption"):
            self.form.show_field(name, shown=other)


def _ids(value: object) -> tuple[int, ...]:
    found = value if isinstance(value, tuple) else ()
    return tuple(each for each in found if isinstance(each, int))
