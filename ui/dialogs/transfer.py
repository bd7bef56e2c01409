# SPDX-License-Identifier: Apache-2.0
"""A transfer abroad, recorded or put right: for which purpose, to whom, which data of whom, on what ground."""

from __future__ import annotations

from typing import Any

from desk.domain.registers import Purpose, Recipient
from desk.domain.transfers import Transfer, TransferGround, TransferView
from desk.services.register import registers
from desk.services.transfer import transfers
from desk.text import N_
from ui import words
from ui.act import ActDialog, Fields
from ui.fields import Options
from ui.forms import BothField, ChoiceField, DateField, Section, TextField
from ui.language import current
from ui.pick_fields import PickEditor, PickField, country_field
from ui.registers import iso, purpose_options


class TransferDialog(ActDialog):
    """Record a transfer."""

    NAME = "transfer"
    TITLE = N_("A transfer abroad")
    INTRO = N_(
        "One record for each recipient and purpose. Data kept by the same recipient in another "
        "country, or used for another purpose, are a separate transfer."
    )
    card: TransferView | None

    def fields(self) -> Fields:
        """Purpose, recipient, data, ground, days; safeguards under “more”."""
        today = self.desk.today
        grounds = [(ground, words.label(ground)) for ground in TransferGround]
        return (
            ChoiceField("purpose", N_("&Purpose"), self._purposes, mandatory=True),
            ChoiceField("recipient", N_("&Recipient"), self._recipients, mandatory=True),
            country_field(N_("&Country")),
            TextField(
                "country_because",
                N_("Why not the country of the register"),
                hint=N_("Only if the data go to a country other than the recipient’s own."),
            ),
            PickField("categories", N_("&Data"), rows=5),
            PickField("groups", N_("&Whose data"), rows=3),
            ChoiceField("ground", N_("&Ground"), grounds),
            BothField(
                "ground_words",
                N_("Contract, article or other basis"),
                hint=N_(
                    "May be left empty where the ground is consent: consents have their own register."
                ),
            ),
            DateField("since", N_("&Begins on"), today=today, mandatory=True),
            DateField("until", N_("&Ends on"), today=today),
            Section(N_("More: way, safeguards, what is limited"), folded=True),
            BothField("way", N_("How the data travel")),
            BothField("safeguards", N_("Safeguards")),
            BothField("limited", N_("What does not work without it")),
        )

    def prepare(self) -> None:
        """A new transfer from today."""
        self.form.set({"since": self.desk.today()})
        self.form.editor("purpose").changed.connect(self._follow_purpose)
        self.form.editor("recipient").changed.connect(self._follow_recipient)
        self._follow_purpose()

    def kept(self) -> Transfer | None:
        """The transfer as it is recorded."""
        return self.card.transfer if self.card else None

    def act(self, values: dict[str, Any]) -> int:
        """Keep it."""
        before = self.kept()
        return transfers.save_transfer(
            self.desk,
            Transfer(
                id=before.id if before else 0,
                code=before.code if before else "",
                purpose=str(values["purpose"]),
                recipient=values["recipient"] if isinstance(values["recipient"], int) else 0,
                country=str(values["country"]),
                categories=tuple(map(str, values["categories"])),
                groups=tuple(map(str, values["groups"])),
                ground=TransferGround(values["ground"]),
                since=iso(values["since"]),
                until=iso(values["until"]),
                country_because=str(values["country_because"]),
                ground_words=values["ground_words"],
                way=values["way"],
                safeguards=values["safeguards"],
                limited=values["limited"],
                vital_since=before.vital_since if before else "",
                vital_because=before.vital_because if before else "",
            ),
        )

    # — what is offered —

    def _purposes(self) -> Options:
        return [("", "—"), *purpose_options(self.desk)]

    def _known(self) -> list[Recipient]:
        return registers.recipients(self.desk)

    def _recipients(self) -> Options:
        language = current().language
        return [(0, "—"), *((each.id, each.name.of(language)) for each in self._known())]

    def _purpose(self) -> Purpose | None:
        code = self.form.editor("purpose").value()
        return next(
            (each for each in registers.purposes(self.desk) if each.fields.code == code), None
        )

    def _follow_purpose(self) -> None:
        """Only the data and people of the purpose can go; all of them are proposed at first."""
        purpose, language = self._purpose(), current().language
        data = purpose.fields.categories if purpose else ()
        people = purpose.fields.groups if purpose else ()
        views = registers.category_views(self.desk, data)
        groups = {each.id: each for each in registers.groups(self.desk)}
        self._offer("categories", [(views[id].code, views[id].title.of(language)) for id in data])
        self._offer("groups", [(groups[id].code, groups[id].title.of(language)) for id in people])

    def _offer(self, name: str, options: list[tuple[str, str]]) -> None:
        editor = self.form.editor_of(PickEditor, name)
        editor.offer(options)
        editor.set(tuple(code for code, _title in options))

    def _follow_recipient(self) -> None:
        chosen = self.form.editor("recipient").value()
        country = next((each.country for each in self._known() if each.id == chosen), "")
        if country:
            self.form.set({"country": country})


class ChangeTransferDialog(TransferDialog):
    """Put a transfer right; what a notice was filed on stays."""

    NAME = "change"
    TITLE = N_("Change the transfer")
    INTRO = N_(
        "Once a notice is filed, the purpose, recipient and country are fixed and no data can be "
        "added: anything different is a separate transfer."
    )

    def prepare(self) -> None:
        """What is recorded."""
        super().prepare()
        kept = self.kept()
        assert kept is not None, "opened from a record"
        self.form.set({"purpose": kept.purpose, "recipient": kept.recipient})
        self.form.set(
            {
                name: getattr(kept, name)
                for name in (
                    "country", "country_because", "categories", "groups", "ground", "ground_words",
                    "since", "until", "way", "safeguards", "limited",
                )
            }
        )  # fmt: skip
