# SPDX-License-Identifier: Apache-2.0
"""One purpose: what is declared of it, and at once why it would be red."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, ClassVar, cast

from desk.domain.picklists import Pick, actions, grounds, special_grounds
from desk.domain.registers import (
    Category,
    DataClass,
    Method,
    Networks,
    Purpose,
    PurposeFields,
)
from desk.services.register import registers
from desk.text import N_
from ui.act import Fields
from ui.fields import Options
from ui.forms import (
    BothField,
    CheckField,
    ChoiceField,
    DateField,
    ManyField,
    Section,
    TextField,
)
from ui.language import _, current
from ui.pick_fields import PickField, TermField
from ui.registers import JudgedDialog, faults_said, iso
from ui.words import label


class PurposeDialog(JudgedDialog):
    """Declares a purpose, or opens the next edition of one."""

    NAME: ClassVar[str] = "purpose"
    TITLE: ClassVar[str] = N_("Purpose of processing")
    INTRO: ClassVar[str] = N_(
        "Consents, papers and destruction plans are based on what is declared here. A change "
        "opens a new edition; the previous one stays readable."
    )

    def fields(self) -> Fields:
        """Whose data, which, why, how long; how they are processed."""
        registers.fill_lists(self.desk)
        self._known = {each.id: each for each in registers.categories(self.desk)}
        people = [(each.id, each.title) for each in registers.groups(self.desk)]
        return [
            BothField("title", N_("Purpose"), mandatory=True),
            PickField("groups", N_("Whose data"), mandatory=True, options=_said(people), rows=5),
            PickField(
                "categories",
                N_("Which data"),
                mandatory=True,
                options=[(id, category_said(each)) for id, each in self._known.items()],
            ),
            CheckField("identifies", N_("Images or voices are used to identify people")),
            CheckField("undeclare", N_("What was declared as not processed is processed now")),
            TextField("reason", N_("Why it is processed now")),
            *self._why(),
            *self._how(),
            DateField("since", N_("In force from"), mandatory=True, today=self.desk.today),
        ]

    def _why(self) -> Fields:
        return [
            PickField(
                "grounds",
                N_("Ground for processing"),
                mandatory=True,
                options=cited(grounds().values()),
            ),
            ChoiceField(
                "special_ground",
                N_("What allows special data"),
                hint=N_("For health, convictions, biometrics and other special categories."),
                options=[("", "—"), *cited(special_grounds().values())],
            ),
            BothField(
                "norm", N_("Acts the ground is based on"), hint=N_("As papers will refer to them.")
            ),
            TermField("keep_term", N_("Kept once the purpose is achieved")),
            BothField("retention", N_("The same in words")),
        ]

    def _how(self) -> Fields:
        return [
            Section(N_("What is done with the data")),
            ManyField(
                "actions",
                N_("Actions"),
                mandatory=True,
                options=_said((code, each.title) for code, each in actions().items()),
            ),
            ChoiceField("method", N_("Method"), options=[(each, label(each)) for each in Method]),
            ChoiceField(
                "networks", N_("Networks"), options=[(each, label(each)) for each in Networks]
            ),
        ]

    def prepare(self) -> None:
        """A new purpose starts with the usual actions, today."""
        usual = tuple(code for code in actions() if code not in ("disseminate", "depersonalise"))
        self.form.set({"actions": usual, "method": Method.MIXED, "since": self.desk.today()})
        self.form.changed.connect(self._judge)
        self._judge()

    def records(self) -> list[Purpose]:
        """The purposes in force."""
        return registers.purposes(self.desk)

    def show_record(self, record: Purpose) -> None:
        """Edit this purpose; a closed edition is only read."""
        self.record = record
        values = {each.name: getattr(record.fields, each.name) for each in fields(record.fields)}
        self.form.set({**values, "since": record.since if record.until else self.desk.today()})
        if record.fields.correction.ru:
            said = record.fields.correction.of(current().language)
            self.form.remark(
                _("Corrected where published policies are often wrong: {what}", what=said)
            )
        self._judge()
        self.dirty = False
        if record.until:
            self.lock()

    def act(self, values: dict[str, object]) -> int:
        """Declare it."""
        chosen = self._fields(values)
        absent = self._absent(chosen.categories) if values["undeclare"] else []
        undeclare = [each.id for each in absent]
        since, reason = iso(values["since"]), str(values["reason"])
        return registers.declare_purpose(self.desk, chosen, since, undeclare, reason)

    def _fields(self, values: dict[str, object]) -> PurposeFields:
        names = {each.name for each in fields(PurposeFields)}
        typed = cast("dict[str, Any]", {k: v for k, v in values.items() if k in names})
        before: PurposeFields | None = self.record.fields if self.record else None
        return replace(before, **typed) if before else PurposeFields(code="", **typed)

    def _typed(self, name: str) -> object:
        return self.form.editor(name).value()

    def _absent(self, ids: Iterable[int]) -> list[Category]:
        return [self._known[id] for id in ids if id in self._known and self._known[id].absent]

    def _judge(self) -> None:
        ids = cast("tuple[int, ...]", self._typed("categories"))
        absent = bool(self._absent(ids))
        self.form.show_field("undeclare", absent)
        self.form.show_field("reason", absent and bool(self._typed("undeclare")))
        found = registers.faults_of_choice(
            [self._known[id] for id in ids if id in self._known],
            str(self._typed("special_ground")),
            identifies=bool(self._typed("identifies")),
        )
        said = "\n".join(faults_said(found)).removeprefix("⚠ ")
        self.faults.say(said)


def category_said(category: Category) -> str:
    """A category with its class, and whether it is declared as not processed."""
    parts = [category.title.of(current().language)]
    if category.kind is not DataClass.ORDINARY:
        parts.append(label(category.kind).lower())
    if category.absent:
        parts.append(_("declared as not processed"))
    return " — ".join(parts)


def _said(pairs: Iterable[tuple[object, Any]]) -> Options:
    return [(value, title.of(current().language)) for value, title in pairs]


def cited(picks: Iterable[Pick]) -> Options:
    """Grounds with their norm; the name of the law goes without saying."""
    found = []
    for each in picks:
        basis = each.basis.of(current().language)
        short = basis.removesuffix(" Федерального закона № 152-ФЗ")
        short = short.removesuffix(" of Federal Law No. 152-FZ")
        found.append((each.code, f"{each.title.of(current().language)} — {short}"))
    return found
