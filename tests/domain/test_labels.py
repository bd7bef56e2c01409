# SPDX-License-Identifier: Apache-2.0
"""Every member of every closed list has a name in both languages."""

from __future__ import annotations

import inspect
import re
from enum import StrEnum

import pytest

from desk.domain import clients, consent, destruction, kinds, registers, signatures, transfers
from desk.domain.labels import label, method_label
from desk.text import catalogue

TOLD = {consent.Proof, signatures.Verdict, transfers.Standing}
"""Lists that are worded where they are shown."""
LISTS = [
    each
    for module in (kinds, registers, consent, destruction, transfers, clients)
    for _, each in inspect.getmembers(module, inspect.isclass)
    if issubclass(each, StrEnum) and each is not StrEnum and each not in TOLD
]


@pytest.mark.parametrize("members", LISTS, ids=lambda each: each.__name__)
def test_every_member_has_a_name_of_its_own(members):
    for language in ("ru", "en"):
        named = [label(catalogue(language), member) for member in members]
        assert all(named)
        assert len(set(named)) == len(named)


@pytest.mark.parametrize("members", LISTS, ids=lambda each: each.__name__)
def test_russian_names_are_russian(members):
    for member in members:
        assert re.search("[А-Яа-яё]", label(catalogue("ru"), member)), member


def test_equal_values_of_different_lists_keep_their_own_names():
    assert label(catalogue("ru"), kinds.RequestState.OPEN) == "В работе"
    assert label(catalogue("ru"), kinds.DemandState.OPEN) == "Не решено"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_way_of_destruction_has_a_name_of_its_own(language):
    named = [method_label(catalogue(language), each) for each in destruction.METHODS]
    assert len(set(named)) == len(destruction.METHODS)
