# SPDX-License-Identifier: Apache-2.0
"""The choice of the laws a request is answered under, as fields of a form."""

from __future__ import annotations

from collections.abc import Callable

from desk.domain.kinds import ApplicantRole, Law
from desk.domain.laws import read
from desk.text import N_
from ui import words
from ui.forms import CheckField, ChoiceField, Field, Form, Section

CHOOSING = (ApplicantRole.SUBJECT, ApplicantRole.REPRESENTATIVE)
"""Whose requests may be under another law: Roskomnadzor and an own finding are under the Russian one."""


def law_fields() -> list[Field | Section]:
    """Which laws, and whether others must act."""
    return [
        ChoiceField(
            "laws",
            N_("Law that applies"),
            words.law_choices,
            hint=N_("With two laws every date is shown and the earlier one comes first."),
        ),
        CheckField(
            "third_party",
            N_("A processor or a third party must act too (longer deadlines in Vietnam)"),
        ),
    ]


def follow_law(form: Form, shown: Callable[[], bool] = lambda: True) -> Callable[[], None]:
    """Ask about third parties only where a law gives longer terms because of them.

    ``shown`` says whether there is a choice at all; what comes back looks again.
    """
    laws = form.editor("laws")

    def follow() -> None:
        form.show_field("laws", shown=shown())
        longer = Law.VN in read(str(laws.value() or ""))
        form.show_field("third_party", shown=shown() and longer)

    laws.changed.connect(follow)
    follow()
    return follow
