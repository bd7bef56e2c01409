# SPDX-License-Identifier: Apache-2.0
"""The addressee's name in the dative, as letters print it: suggested, confirmed once, then remembered."""

from __future__ import annotations

from dataclasses import replace

from desk.domain.request import PersonFields
from desk.errors import Refusal
from desk.services.request import people_cards
from desk.text import N_
from ui.act import Fields, RequestAct
from ui.forms import TextField


class DativeDialog(RequestAct):
    """Confirm how the name stands on a letter."""

    NAME = "dative"
    TITLE = N_("Name in the dative case")
    VERB = N_("&Confirm")
    INTRO = N_(
        "Letters in Russian begin with the addressee in the dative case. Check the suggestion "
        "and correct it; it is remembered for this person. If it is empty, the name stays as it "
        "is."
    )

    def fields(self) -> Fields:
        """The name."""
        return (TextField("dative", N_("&To whom")),)

    def prepare(self) -> None:
        """What was confirmed before, else the suggestion."""
        person = self._person()
        self.form.set({"dative": person.dative or people_cards.suggested_dative(person.name)})

    def _person(self) -> PersonFields:
        assert self.card is not None
        return self.card.applicant or self.card.subject

    def _card_id(self) -> int:
        """The card of the addressee: the representative's where there is one."""
        assert self.card is not None
        person = self._person()
        if self.card.applicant is None and self.card.subject_id is not None:
            return self.card.subject_id
        for found in people_cards.people_like(self.desk, person.name or person.email):
            if replace(found.fields, dative=person.dative) == person:
                return found.id
        raise Refusal(N_("There is no card of this person."))

    def act(self, values: dict[str, object]) -> object:
        """Remember it."""
        fields = replace(self._person(), dative=str(values["dative"]))
        return people_cards.update_person(self.desk, self._card_id(), fields)
