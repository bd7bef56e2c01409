# SPDX-License-Identifier: Apache-2.0
"""The emergency sheet: where the desk and its backups are, and the recovery code.

It is printed once, has no number and no signature, and is never stored.
"""

from __future__ import annotations

from desk.documents.blocks import Clause, Fields, Form, Grid, Heading
from desk.documents.catalogue.wording import common_values, lacking
from desk.domain.paper import EmergencySheetFacts, Missing
from desk.text import N_, Catalogue

__all__ = ["FORMS"]

_LINE = "_" * 40
"""To write on: a second folder may be chosen after the sheet is printed."""


def _values(facts: EmergencySheetFacts, catalogue: Catalogue) -> dict[str, str]:
    return {
        **common_values(facts, catalogue),
        "desk_folder": facts.desk_folder,
        "backup_folder": facts.backup_folder,
        "second_folder": facts.second_folder or _LINE,
    }


def _code(facts: EmergencySheetFacts, _catalogue: Catalogue) -> list[tuple[str]]:
    return [(facts.recovery_code,)]


def _missing(facts: EmergencySheetFacts) -> list[Missing]:
    return [
        *lacking(
            not facts.desk_folder.strip(), "desk_folder", N_("The folder of the desk is missing.")
        ),
        *lacking(
            not facts.recovery_code.strip(),
            "recovery_code",
            N_("The recovery code is missing. Make a new one."),
        ),
    ]


def _real(facts: EmergencySheetFacts) -> bool:
    return not facts.demonstration


def _second(facts: EmergencySheetFacts) -> bool:
    return bool(facts.second_folder)


def _no_second(facts: EmergencySheetFacts) -> bool:
    return not facts.second_folder


_EMERGENCY_SHEET = Form(
    id="emergency_sheet",
    version=1,
    series="",
    facts=EmergencySheetFacts,
    letterhead=False,
    addressee=False,
    blocks=(
        Heading("emergency_sheet.title", "emergency_sheet.subject"),
        Clause("emergency_sheet.void", bold=True, shown=lambda facts: facts.demonstration),
        Clause("emergency_sheet.keep", bold=True, shown=_real),
        Fields(
            (
                ("field.operator", "operator"),
                ("field.printed", "day"),
                ("field.desk_folder", "desk_folder"),
                ("field.backup_folder", "backup_folder"),
                ("field.second_folder", "second_folder"),
            )
        ),
        Clause("emergency_sheet.write_in", shown=_no_second),
        Grid(columns=("emergency_sheet.code",), widths=(1,), rows=_code, size=16),
        Clause("emergency_sheet.open", numbered=True),
        Clause("emergency_sheet.restore", numbered=True, shown=_second),
        Clause("emergency_sheet.nowhere", numbered=True, shown=_no_second),
        Clause("emergency_sheet.renew", numbered=True),
        Clause("emergency_sheet.terms", numbered=True),
    ),
    values=_values,
    missing=_missing,
)

FORMS = (_EMERGENCY_SHEET,)
