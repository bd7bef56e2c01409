# SPDX-License-Identifier: Apache-2.0
"""Who else has what goes: recipients of the register, or the explicit word that nobody has."""

from __future__ import annotations

from desk.domain.destruction import DestructionCard
from desk.errors import N_, Refusal
from desk.services.destruction import destructions
from desk.services.destruction.sharing import ROLES
from desk.services.register import registers
from ui.act import ActDialog, Fields
from ui.fields import Field
from ui.forms import CheckField, ManyField, Section
from ui.language import _, current
from ui.words import label


class SharingDialog(ActDialog):
    """Answer for each purpose for which the register names nobody."""

    NAME = "sharing"
    TITLE = N_("Who else has the data")
    VERB = N_("&Record")
    INTRO = N_(
        "The register names nobody who receives these data from you. Anyone who has them is told "
        "to destroy them; the act and the letter to the person say “nobody” only if you say so."
    )
    card: DestructionCard

    def fields(self) -> Fields:
        """For each purpose the recipients to choose from, and the tick that there is nobody."""
        language = current().language
        self.asked = destructions.unshared(self.desk, self.card.row.id)
        known = [
            (each.id, f"{each.name.of(language)} — {label(each.role).lower()}")
            for each in registers.recipients(self.desk)
            if each.role in ROLES
        ]
        found: list[Field | Section] = []
        for code, title in self.asked.items():
            found.append(Section(title.of(language) or _("Other data")))
            found.append(CheckField(f"nobody:{code}", N_("Nobody else has these data")))
            if known:
                found.append(ManyField(f"to:{code}", N_("They have the data"), known, columns=1))
        return found

    def act(self, values: dict[str, object]) -> None:
        """Record the answers; each purpose needs one."""
        answers: dict[str, tuple[int, ...]] = {}
        for code in self.asked:
            chosen = values.get(f"to:{code}")
            ids = tuple(chosen) if isinstance(chosen, tuple) else ()
            if bool(ids) == bool(values[f"nobody:{code}"]):
                raise Refusal(
                    N_("Choose who has the data, or tick that nobody else has."),
                    field=f"nobody:{code}",
                )
            answers[code] = ids
        destructions.answer_sharing(self.desk, self.card.row.id, answers)
