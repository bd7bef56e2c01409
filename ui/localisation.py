# SPDX-License-Identifier: Apache-2.0
"""Where data of Russian citizens are first recorded: the answer on pages, and the fields of an exception."""

from __future__ import annotations

from desk.domain.countries import RUSSIA
from desk.domain.localisation import Localisation, PlaceWord
from desk.domain.picklists import ground_basis, grounds
from desk.domain.registers import EXEMPT_GROUNDS
from desk.errors import Told
from desk.services.desk import Desk
from desk.services.register.localisation import localisation
from desk.text import N_
from ui.act import Fields
from ui.fields import Options
from ui.forms import ChoiceField, Form, Section, TextField
from ui.language import _, current
from ui.pick_fields import PickField
from ui.registers import purpose_options
from ui.theme import Tone
from ui.words import label

TONES = {
    PlaceWord.BREACH: Tone.OVERDUE,
    PlaceWord.UNCLEAR: Tone.SOON,
    PlaceWord.EXEMPT: Tone.PROVISIONAL,
    PlaceWord.KEPT: Tone.DONE,
    PlaceWord.NO_RULE: Tone.QUIET,
}
_EXCEPTION = ("exempt", "exempt_for", "exempt_because")


def answer_told(desk: Desk, system: int) -> str:
    """The answer about one system: a word and why."""
    found = localisation(desk, language=current().language).of("system", system)
    return _said(found.word, found.why) if found else ""


def _said(word: PlaceWord, why: Told) -> str:
    return f"{label(word)}. {current().tell(why)}"


def told(found: Localisation) -> str:
    """The answer for the desk: a word, and which databases it is about."""
    return _said(found.word, found.why)


def exception_fields(desk: Desk) -> Fields:
    """By which exception data may be first recorded abroad, for which purposes, and why."""
    return [
        Section(N_("Exception for a database abroad (Art. 18 (5))")),
        ChoiceField("exempt", N_("Exception"), options=_grounds),
        PickField(
            "exempt_for",
            N_("For which purposes"),
            options=lambda: purpose_options(desk),
            rows=4,
        ),
        TextField(
            "exempt_because",
            N_("Why it applies"),
            hint=N_("The law, treaty or case, so that it can be shown."),
        ),
    ]


def follow_country(form: Form, *more: str) -> None:
    """Ask for the exception, and for ``more``, only while the database is abroad."""

    def follow() -> None:
        abroad = form.editor("country").value() not in ("", RUSSIA)
        for name in more:
            form.show_field(name, shown=abroad)
        form.show_field("exempt", shown=abroad)
        claimed = abroad and bool(form.editor("exempt").value())
        for name in _EXCEPTION[1:]:
            form.show_field(name, shown=claimed)

    for name in ("country", "exempt"):
        form.editor(name).changed.connect(follow)
    follow()


def _grounds() -> Options:
    said, known = current().language, grounds()
    named = [
        (id, f"{known[id].title.of(said)} ({ground_basis(id).of(said)})") for id in EXEMPT_GROUNDS
    ]
    return [("", _("none")), *named]
