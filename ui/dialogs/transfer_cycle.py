# SPDX-License-Identifier: Apache-2.0
"""Before a notice: record what the recipient told, assess, and take back what was recorded by mistake."""

from __future__ import annotations

from desk.domain.assessments import Assessment, BanMeasure
from desk.domain.recipient_information import Information
from desk.domain.transfer_steps import living
from desk.domain.transfers import TransferView
from desk.domain.values import Both
from desk.services.transfer import notices as transfer_notices
from desk.services.transfer.assessments import record_assessment, void_assessment
from desk.services.transfer.recipient_information import record_information, void_information
from desk.text import N_
from ui import words
from ui.act import ActDialog, Fields
from ui.dialogs.inquiry import day_of
from ui.fields import Options
from ui.files import FileField
from ui.forms import AreaField, BothField, ChoiceField, DateField, ManyField, Section, TextField
from ui.language import _, current
from ui.pick_fields import PickField
from ui.rated_field import RatedEditor, RatedField
from ui.registers import iso
from ui.transfer_options import abroad, chosen, transfers


class InformDialog(ActDialog):
    """Record what a recipient told (Art. 12 (5))."""

    NAME = "inform"
    TITLE = N_("Recipient’s information")
    VERB = N_("&Record")
    INTRO = N_(
        "In the recipient’s own words, or as its published terms say. What it did not provide "
        "stays empty and is listed as missing; a later answer is recorded alongside this one."
    )
    card: TransferView

    def fields(self) -> Fields:
        """When, from where, and the items of Art. 12 (5)."""
        listed = self.desk.states.listed(self.card.row.country, self.desk.today())
        law = () if listed else (AreaField("law", N_("&Law of the state on personal data")),)
        return (
            DateField("came", N_("Received o&n"), today=self.desk.today, mandatory=True),
            TextField(
                "source",
                N_("&From where"),
                hint=N_("A letter with its date, or terms on a site and the date you copied them."),
            ),
            AreaField("measures", N_("&Protection measures")),
            AreaField("termination", N_("When processing &ends, and data are destroyed")),
            *law,
            AreaField("contacts", N_("&Name, telephones, addresses, e-mail"), rows=2),
            FileField("file", N_("F&ile received")),
        )

    def prepare(self) -> None:
        """Today is the usual day."""
        self.form.set({"came": self.desk.today()})

    def act(self, values: dict[str, object]) -> int:
        """Record it."""
        file = values["file"]
        told = Information(
            0,
            "",
            self.card.row.recipient_id,
            self.card.row.country,
            iso(values["came"]),
            str(values["source"]),
            str(values["measures"]),
            str(values["termination"]),
            str(values.get("law", "")),
            str(values["contacts"]),
        )
        return record_information(self.desk, told, [file] if isinstance(file, tuple) else ())


class AssessDialog(ActDialog):
    """Record an assessment of the recipients of one or more transfers."""

    NAME = "assess"
    TITLE = N_("Assess the recipients")
    VERB = N_("&Record")
    INTRO = N_(
        "Whether the recipients keep the data confidential and secure. The date of the "
        "assessment is stated in the notice and must be before it (Art. 12 (4) 7)."
    )
    card: TransferView | None

    def fields(self) -> Fields:
        """Which transfers, who assessed when, what was found, and what a ban would mean."""
        measures = [(each, words.label(each)) for each in BanMeasure]
        return (
            PickField("transfers", N_("&Transfers"), options=lambda: transfers(self.desk), rows=4),
            DateField("assessed", N_("Assessed &on"), today=self.desk.today, mandatory=True),
            BothField("assessor", N_("&Assessed by"), mandatory=True),
            BothField("post", N_("&Position")),
            RatedField("parties", N_("&Is it enough?")),
            BothField("left_out", N_("&Not passed")),
            BothField("conclusion", N_("&Conclusion"), rows=2),
            Section(N_("If Roskomnadzor stops the transfer (Art. 12 (14))")),
            ManyField("measures", N_("What we &do"), measures, columns=1),
            BothField("risk", N_("&Risk that is accepted")),
        )

    def prepare(self) -> None:
        """The shown transfer, today, the one who is responsible, everything a ban asks for."""
        operator = self.desk.operator()
        name, post = operator.responsible_name, operator.responsible_post
        if not (name.ru or name.en):
            name, post = operator.signer_name, operator.signer_post
        self.form.editor("transfers").changed.connect(self._ask_about)
        self.form.set(
            {
                "transfers": (self.card.row.id,) if self.card else (),
                "assessed": self.desk.today(),
                "assessor": name if name.ru or name.en else operator.name,
                "post": post,
                "measures": tuple(BanMeasure),
            }
        )
        self._ask_about()

    def _ask_about(self) -> None:
        """One line for each recipient of what is ticked."""
        editor = self.form.editor_of(RatedEditor, "parties")
        ticked = chosen(self.form.editor("transfers").value())
        language = current().language
        parties = {
            (
                row.recipient_id,
                row.country,
            ): f"{row.recipient.of(language)} · {words.country(row.country)}"
            for row in abroad(self.desk)
            if row.id in ticked
        }
        wanted = [(*party, name) for party, name in parties.items()]
        if [tuple(each[:2]) for each in wanted] != list(editor.rows):
            editor.offer(wanted)

    def restore(self, state: object) -> None:
        """The transfers first: their recipients are asked about."""
        super().restore(state)  # type: ignore[arg-type]  # as it was kept
        self._ask_about()
        typed = state.get("form") if isinstance(state, dict) else None
        if isinstance(typed, dict):
            self.form.editor("parties").restore(typed.get("parties"))

    def act(self, values: dict[str, object]) -> int:
        """Record it."""
        told = Assessment(
            transfers=chosen(values["transfers"]),
            assessed=day_of(values["assessed"], "assessed").isoformat(),
            assessor=_both(values["assessor"]),
            post=_both(values["post"]),
            parties=values["parties"],  # type: ignore[arg-type]  # the field gives parties
            conclusion=_both(values["conclusion"]),
            left_out=_both(values["left_out"]),
            measures=values["measures"],  # type: ignore[arg-type]  # the field gives measures
            risk=_both(values["risk"]),
        )
        return record_assessment(self.desk, told)


def _both(value: object) -> Both:
    return value if isinstance(value, Both) else Both()


class VoidDialog(ActDialog):
    """Void a notice, an assessment or an answer recorded by mistake."""

    NAME = "void"
    TITLE = N_("Make void")
    VERB = N_("Make &void")
    INTRO = N_("Only for what was recorded by mistake: it stays visible but no longer counts.")
    card: TransferView

    def fields(self) -> Fields:
        """Which, and why."""
        return (
            ChoiceField("what", N_("&What"), self._living(), mandatory=True),
            AreaField("reason", N_("&Reason"), mandatory=True),
        )

    def _living(self) -> Options:
        """What is not void, the newest of each kind first."""
        notices = [(("notice", each.id), each.code, each.sent) for each in living(self.card)]
        rated = [
            (("assessment", each.id), each.code, each.assessed)
            for each in self.card.assessments
            if not each.void
        ]
        told = [
            (("information", each.id), each.code, each.came)
            for each in self.card.information
            if not each.void
        ]
        said = {
            "notice": N_("Notice {code} of {day}"),
            "assessment": N_("Assessment {code} of {day}"),
            "information": N_("Information {code} of {day}"),
        }
        return [
            (key, _(said[key[0]], code=code, day=words.day(day)))
            for kind in (notices, rated, told)
            for key, code, day in reversed(kind)
        ]

    def act(self, values: dict[str, object]) -> None:
        """Void it."""
        chosen_one, reason = values["what"], str(values["reason"])
        kind, id = chosen_one if isinstance(chosen_one, tuple) else ("notice", 0)
        acts = {
            "notice": transfer_notices.void_notice,
            "assessment": void_assessment,
            "information": void_information,
        }
        acts[kind](self.desk, id, reason)
