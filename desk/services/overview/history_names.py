# SPDX-License-Identifier: Apache-2.0
"""What codes in the history of a record are the codes of: it is read beside the register, not in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desk.domain.values import Both, Moment
from desk.services.desk import Desk
from desk.services.overview.journal_names import DeskNames
from desk.text import LANGUAGES

_CODES = {
    "client_chosen": "client",
    "log_in_act": "system",
    "shared_with_nobody": "purpose",
    "transfers_ended": "transfer",
}
"""Kinds of moments whose notes are codes of one register."""


def with_names(desk: Desk, moments: Iterable[Moment]) -> tuple[Moment, ...]:
    """The moments, with what their codes are called."""
    names = DeskNames(desk)

    def called(table: str, note: str) -> Both:
        refs = [f"{table}/{code}" for code in note.split(", ")]
        told = ([names.record(ref, desk.catalogue(each)) for ref in refs] for each in LANGUAGES)
        return Both(*map(", ".join, told))

    return tuple(
        replace(each, called=called(_CODES[each.kind], each.note))
        if each.kind in _CODES and each.note
        else each
        for each in moments
    )
