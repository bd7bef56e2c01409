# SPDX-License-Identifier: Apache-2.0
"""Withdrawing consents, in whole or per purpose: by itself, or because a request of their subject says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot

from desk.domain.consent import ConsentRow, ConsentState
from desk.domain.consent_view import ConsentView
from desk.domain.days import local_day
from desk.domain.destruction import Cause
from desk.domain.kinds import DemandKind
from desk.domain.request import RequestCard
from desk.errors import Refusal
from desk.services.consent import consents
from desk.services.consent.grounds import other_grounds
from desk.services.sequence import latest
from desk.text import N_
from ui import words
from ui.act import ActDialog, Fields
from ui.consent_end import Ended, grounds_said
from ui.forms import AreaField, DateField, Words
from ui.language import current
from ui.numbers import headed
from ui.pick_fields import PickField


class _EndDialog(ActDialog):
    """Chooses consents in force; says while choosing what goes on without them."""

    VERB = N_("&Withdraw")

    def offered(self) -> Sequence[ConsentRow]:
        """The consents to choose from."""
        raise NotImplementedError

    def fields(self) -> Fields:
        """Which ones, since when, how it was said."""
        options = [(row.id, _line(row)) for row in self.offered()]
        return (
            PickField(
                "consents",
                N_("&Consents"),
                options=options,
                rows=min(max(len(options), 2), 6),
                mandatory=True,
                hint=N_("All of them, or those for one purpose only."),
            ),
            DateField("on", N_("Withdrawn &on"), today=self.desk.today, mandatory=True),
            AreaField("because", N_("&How it was said"), rows=2),
        )

    def prepare(self) -> None:
        """Everything offered, today."""
        self.said = Words(parent=self)
        layout = self._inner.layout()
        assert layout is not None
        layout.addWidget(self.said)
        self.form.editor("consents").changed.connect(self._say)
        self.form.set({"consents": self.ticked(), "on": self.desk.today()})
        self._say()

    def ticked(self) -> tuple[int, ...]:
        """The consents that are ticked at first."""
        return tuple(row.id for row in self.offered())

    @Slot()
    def _say(self) -> None:
        chosen = self._chosen()
        grounds = tuple(other_grounds(self.desk, chosen))
        self.said.setText(grounds_said(grounds) if chosen else "")

    def _chosen(self) -> tuple[int, ...]:
        value = self.form.editor("consents").value()
        return tuple(id for id in value if isinstance(id, int)) if isinstance(value, tuple) else ()

    def end(self, on: object, because: str, request: int | None = None) -> Ended:
        """Withdraw what was chosen."""
        if not isinstance(on, date):
            raise Refusal(N_("Enter the date."), field="on")
        chosen = self._chosen()
        grounds = consents.withdraw_consents(self.desk, chosen, on, request, because)
        day = local_day(on, self.desk.zone)
        return Ended(chosen, day, tuple(grounds), request)


class WithdrawDialog(_EndDialog):
    """Withdraw the consent that is shown, and others of its subject with it."""

    NAME = "withdraw"
    TITLE = N_("Withdraw consents")
    INTRO = N_(
        "The subject may withdraw consent at any time. If the withdrawal was a letter, register "
        "it as a request first: then end the consents from its record, with its number."
    )
    card: ConsentView | None

    def offered(self) -> Sequence[ConsentRow]:
        """Those of the subject that are in force."""
        if self.card is None:
            return ()
        rows = consents.consents_of(self.desk, self.card.row.person)
        return [row for row in rows if row.state is ConsentState.ACTIVE]

    def ticked(self) -> tuple[int, ...]:
        """The one that is shown."""
        return (self.card.row.id,) if self.card else ()

    def act(self, values: dict[str, object]) -> Ended:
        """Withdraw them."""
        return self.end(values["on"], str(values["because"]))


class EndConsentsDialog(_EndDialog):
    """End the consents a request is about, with its number and from its receipt."""

    NAME = "consents"
    TITLE = N_("End consents")
    INTRO = N_(
        "The request ends these consents from the moment it was received. Advertising and "
        "dissemination already ended when it arrived."
    )
    card: RequestCard | None

    def offered(self) -> Sequence[ConsentRow]:
        """Those of its subject that its demands are about."""
        rows = consents.consents_of_request(self.desk, self.request())
        found = [row for row in rows if row.state is ConsentState.ACTIVE]
        if not found:
            raise Refusal(N_("No consent in force is recorded that this request could end."))
        return found

    def prepare(self) -> None:
        """From the receipt; the request itself says the rest."""
        super().prepare()
        for name in ("on", "because"):
            self.form.show_field(name, shown=False)

    def act(self, _values: dict[str, object]) -> Ended:
        """End them."""
        assert self.card is not None
        received = latest(self.card.row.received, self.desk.zone, self.desk.now())
        ended = self.end(received, "", self.request())
        stopped = DemandKind.STOP in self.card.row.kinds
        cause = Cause.STOP_DEMAND if stopped else Cause.WITHDRAWAL
        return replace(ended, cause=cause, subject=self.card.subject_id)


def _line(row: ConsentRow) -> str:
    title = row.purpose.of(current().language)
    return f"{headed(row.number)} · {words.label(row.kind)} · {title}"
