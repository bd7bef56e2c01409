# SPDX-License-Identifier: Apache-2.0
"""What is kept of a person, ticked purpose by purpose: the shortest way to an answer that says something."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Slot

from desk.domain import picklists
from desk.domain.consent import HoldingFields
from desk.domain.registers import CONSENT_GROUND
from desk.services.register import registers
from desk.services.request.kept import proposed, record_kept
from desk.text import N_
from ui.act import Fields
from ui.dialogs.held import HeldAct
from ui.fields import Options
from ui.forms import DateField, TextField
from ui.language import current
from ui.parties_field import PartiesEditor, PartiesField, kind_of
from ui.pick_fields import PickEditor, PickField
from ui.registers import iso


class KeptDialog(HeldAct):
    """Record for which purposes a person's data are held; nothing is ticked beforehand."""

    NAME = "kept"
    TITLE = N_("What data do you keep on this person?")
    SIGNS = 112
    INTRO = N_(
        "Look through your orders and mail, then tick the purposes you keep this person’s data "
        "for. Data kept by consent alone are recorded on the Consents tab, with the consent."
    )

    def fields(self) -> Fields:
        """Purposes with their grounds, the data, since when, under which contract."""
        today = self.desk.today
        return (
            PickField("kept", N_("&For what, and on which ground"), options=self._kept, rows=4),
            PickField(
                "categories",
                N_("&Data"),
                rows=5,
                hint=N_("All the data of the purpose are ticked: untick what you do not have."),
            ),
            DateField(
                "since",
                N_("Held &since"),
                today=today,
                mandatory=True,
                hint=N_("The day of the first order, or of the first letter."),
            ),
            TextField(
                "contract",
                N_("Number of the &contract or order"),
                hint=N_("Where a contract is the ground; may be left empty."),
            ),
            DateField("contract_date", N_("&Dated"), today=today),
            PartiesField(
                "recipients",
                N_("Who else &receives them"),
                hint=N_("The answer names only those whose name and country you have given."),
            ),
        )

    def prepare(self) -> None:
        """Nothing is known yet."""
        self._offered: tuple[object, ...] = ()
        self.form.editor("kept").changed.connect(self._follow)
        self._follow()

    def act(self, values: dict[str, object]) -> object:
        """Record it."""
        fields = HoldingFields(
            person=self.person,
            purpose=0,
            ground="",
            since=iso(values["since"]),
            categories=tuple(id for id in self._picks("categories").value() if isinstance(id, int)),
            contract=str(values["contract"]),
            contract_date=iso(values["contract_date"]),
        )
        parties = self._parties()
        return record_kept(self.desk, fields, self._chosen(), parties.named(), parties.absent())

    def _kept(self) -> Options:
        """Every purpose once for each of its grounds that needs no record of a consent."""
        language, grounds = current().language, picklists.grounds()
        return [
            (
                f"{each.id} {code}",
                f"{each.fields.title.of(language)} — {grounds[code].title.of(language)}",
            )
            for each in registers.purposes(self.desk)
            for code in each.fields.grounds
            if code != CONSENT_GROUND
        ]

    def _chosen(self) -> list[tuple[int, str]]:
        told = [str(each).partition(" ") for each in self._picks("kept").value()]
        return [(int(id), code) for id, _space, code in told]

    def _picks(self, name: str) -> PickEditor:
        return self.form.editor_of(PickEditor, name)

    def _parties(self) -> PartiesEditor:
        return self.form.editor_of(PartiesEditor, "recipients")

    def _ask_who_gets_them(self, purposes: Collection[int]) -> None:
        """Recipients nobody has named yet are asked for with the first purpose that has them."""
        kinds = [(each.code, kind_of(each)) for each in proposed(self.desk, purposes)]
        said = self._parties().value()
        self._parties().offer(kinds)
        self._parties().set(said)
        self.form.show_field("recipients", shown=bool(kinds))

    @Slot()
    def _follow(self) -> None:
        """Offer the data of the purposes ticked; those that come with a new tick are ticked, too."""
        chosen, editor, language = self._chosen(), self._picks("categories"), current().language
        wanted: dict[int, None] = {}
        for purpose, _ground in chosen:
            wanted.update(dict.fromkeys(registers.purpose(self.desk, purpose).fields.categories))
        ticked = [id for id in wanted if id in editor.value() or id not in self._offered]
        views = registers.category_views(self.desk, tuple(wanted))
        self._offered = tuple(wanted)
        editor.set(())
        editor.offer([(id, views[id].title.of(language)) for id in wanted if id in views])
        editor.set(ticked)
        self._ask_who_gets_them({purpose for purpose, _ground in chosen})
