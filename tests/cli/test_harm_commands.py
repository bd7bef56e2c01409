# SPDX-License-Identifier: Apache-2.0
"""Harm assessment from a script."""

from __future__ import annotations

from desk.domain.harm import order

ASKED = [case.id for case in order().cases if not case.found]


def test_questions_are_told_answered_and_explained(on_desk, tmp_path):
    told = on_desk("harm", "questions").json["questions"]
    assert [each["id"] for each in told] == ASKED
    assert on_desk("harm", "show").code == 2
    no = [part for id in ASKED if id != "public_sources" for part in ("--no", id)]
    by = ("--by", "Белкина О. П.; Директор")
    refused = on_desk("harm", "assess", "--on", "2026-11-20", *no, *by)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    both = on_desk("harm", "assess", "--on", "2026-11-20", *no, "--yes", ASKED[0], *by)
    assert both.code == 2
    made = on_desk("harm", "assess", "--on", "2026-11-20", *no, "--yes", "public_sources", *by)
    assert made.code == 0, made.err
    shown = on_desk("harm", "show", "h1").json["assessment"]
    assert shown == made.json["assessment"]
    assert (shown["degree"], [each["id"] for each in shown["cases"]]) == ("low", ["public_sources"])
    out = tmp_path / "act.pdf"
    issued = on_desk("harm", "issue", "h1", "--out", out)
    assert issued.code == 0, issued.err
    assert out.read_bytes().startswith(b"%PDF")
    assert issued.json["assessment"]["act"]["number"]
    assert on_desk("harm", "show", "h9").code == 2
