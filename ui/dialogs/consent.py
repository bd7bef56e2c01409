# SPDX-License-Identifier: Apache-2.0
"""Recording a consent, and the one that takes the place of an older one."""

from __future__ import annotations

from desk.domain.consent import ConsentWay
from desk.services.consent import consents
from desk.text import N_
from ui.consent_form import ConsentForm
from ui.dialogs.consent_note import ConsentAct
from ui.forms import Form


class ConsentDialog(ConsentAct):
    """Record a consent. ``acted`` gives its id."""

    NAME = "consent"
    TITLE = N_("Record a consent")
    VERB = N_("&Record")
    INTRO = N_(
        "Who agreed, to what, when and how. Since 1 September 2025 a consent must be a separate "
        "document: one paper or tick, one purpose."
    )

    def make_form(self) -> Form:
        """The form of a consent."""
        self.consent_form = ConsentForm(self.desk, self)
        return self.consent_form

    def prepare(self) -> None:
        """Ticked on the site today is the usual case."""
        self.form.set({"given": self.desk.today(), "way": ConsentWay.SITE_FORM, "separate": True})

    def act(self, values: dict[str, object]) -> object:
        """Record it."""
        form = self.consent_form
        return consents.record_consent(
            self.desk,
            form.person(),
            form.fields(),
            form.files(),
            representative=form.representative(),
            lift_stop=bool(values["lift_stop"]),
        )


class RenewDialog(ConsentDialog):
    """Record the consent that renews the one shown. ``acted`` gives the id of the new one."""

    NAME = "renew"
    TITLE = N_("Renew the consent")
    VERB = N_("&Renew")
    INTRO = N_(
        "The new consent replaces the old one from the date it was given. The person, kind and "
        "purpose stay the same; record a consent for another purpose as a new one."
    )

    def prepare(self) -> None:
        """Person, kind and purpose are settled; the rest starts from the old consent."""
        super().prepare()
        if self.card is not None:
            self.form.set({"person": self.card.row.person})
            self.consent_form.show_consent(self.card.card.fields)
            self.consent_form.fix("person", "kind", "purpose")

    def begin(self) -> None:
        """The day is asked for first."""
        self.form.editor("given").main.setFocus()

    def act(self, _values: dict[str, object]) -> object:
        """Renew it."""
        form = self.consent_form
        return consents.renew_consent(
            self.desk,
            self.request(),
            form.fields(),
            form.files(),
            representative=form.representative(),
        )
