# SPDX-License-Identifier: Apache-2.0
"""Whether somebody has signed by a signature: one answer, in Python and in statements."""

from __future__ import annotations

from itertools import product

from desk.domain.verdicts import Verdict, counts, waits


def test_what_counts(desk):
    signed = [
        (state, verdict, vouched, test, trial)
        for state, verdict, vouched, test, trial in product(
            ("none", "pen", "certificate", "detached"), ("", *Verdict), *[(False, True)] * 3
        )
        if counts(state, verdict, vouched=vouched, test=test, trial=trial)
    ]
    assert {each[0] for each in signed} == {"pen", "certificate", "detached"}
    electronic = [each[1:] for each in signed if each[0] != "pen"]
    assert {verdict for verdict, *_how in electronic} == set(Verdict) - {Verdict.BROKEN}
    for verdict, vouched, test, trial in electronic:
        assert vouched or verdict in (Verdict.VALID, Verdict.UNKNOWN)
        assert trial or not test
    ask = "SELECT signature_counts(?, ?, ?, ?, ?)"
    assert all(desk.database.execute_sql(ask, each).fetchone() == (1,) for each in signed)


def test_what_waits_for_a_word_does_not_count(desk):
    ask = "SELECT signature_waits(?, ?, ?)"
    for state, verdict, vouched in product(
        ("none", "pen", "detached"), ("", *Verdict), (False, True)
    ):
        found = waits(state, verdict, vouched=vouched)
        assert not (found and counts(state, verdict, vouched=vouched))
        told = desk.database.execute_sql(ask, (state, verdict, vouched)).fetchone()
        assert told == (int(found),)
