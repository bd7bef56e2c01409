# SPDX-License-Identifier: Apache-2.0
"""``desk scan`` on real scanned files: what is found, what is missing, and keeping it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.cli.paper_views import signer_line
from desk.domain.destruction import Signer
from desk.domain.values import Both
from desk.text import catalogue
from tests import scanner
from tests.services.test_finding_papers import cms


@pytest.fixture
def scan_file(on_desk, tmp_path: Path) -> Path:
    """The journal of requests, issued and scanned upside down."""
    made = on_desk(
        "paper", "issue", "journal_requests", "--since", "2026-01-01", "--until", "2026-12-31", "--out", tmp_path,
    ).json  # fmt: skip
    sheets = scanner.sheets(Path(made["file"]).read_bytes())
    flaw = scanner.Flaws(upside_down=True)
    file = tmp_path / "scan.pdf"
    file.write_bytes(scanner.pdf([scanner.scanned(sheet, 15, flaw) for sheet in sheets]))
    return file


def test_a_stack_is_read_and_only_kept_when_told_so(on_desk, scan_file):
    read = on_desk("scan", scan_file).json
    page = read["pages"][-1]
    of = len(read["pages"])
    assert (page["file"], page["page"], page["n"], page["of"]) == ("scan.pdf", of, of, of)
    assert (page["number"], page["state"]) == ("journal/2026-001", "found")
    assert page["document"] == read["papers"][0]["document"]
    assert read["papers"][0]["missing"] == []
    assert not read["kept"]
    for wrong in (("--signed", "07/2026-001"), ("--take-back", "--signed", "Никто"), ("--take-back", "--signed", "07/2026-001", "--on", "вчера")):  # fmt: skip
        assert on_desk("scan", scan_file, *wrong).code == 2
    kept = on_desk("scan", scan_file, "--take-back", "--signed", "07/2026-001").json
    assert kept["kept"]
    assert on_desk("paper", "list").json["papers"][0]["signature"] == "pen"
    assert on_desk("scan", scan_file).json["pages"][0]["state"] == "again"


@pytest.mark.parametrize("who", ["operator", "М. В. Примеров", "м. в. примеров"])
def test_who_signed_is_told_by_name_or_place_as_to_every_command(on_desk, scan_file, who):
    kept = on_desk("scan", scan_file, "--take-back", "--signed", who)
    assert kept.code == 0, kept.err
    assert on_desk("paper", "list").json["papers"][0]["signature"] == "pen"


def test_whoever_is_waited_for_on_several_papers_signed_those_that_are_named(
    on_desk, scan_file, tmp_path
):
    made = on_desk(
        "paper", "issue", "journal_requests", "--since", "2026-11-01", "--until", "2026-12-31", "--out", tmp_path,
    ).json  # fmt: skip
    second = tmp_path / "second.pdf"
    sheets = scanner.sheets(Path(made["file"]).read_bytes())
    second.write_bytes(
        scanner.pdf([scanner.scanned(sheet, 15, scanner.Flaws()) for sheet in sheets])
    )
    stack = ("scan", scan_file, second, "--take-back", "--signed")
    refused = on_desk(*stack, "operator")
    assert refused.code == 2
    assert "07/2026-001, 07/2026-002" in refused.err
    assert on_desk(*stack, "07/2026-002=operator").code == 0
    marks = {each["number"]: each["signature"] for each in on_desk("paper", "list").json["papers"]}
    assert marks == {"journal/2026-001": "", "journal/2026-002": "pen"}


def test_a_paper_is_signed_again_by_its_number_after_a_signature_was_taken_back(
    on_desk, scan_file, tmp_path
):
    signed = ("scan", scan_file, "--take-back", "--signed", "07/2026-001")
    assert on_desk(*signed).code == 0
    assert "already been recorded" in on_desk(*signed).err
    back = ("paper", "take-back", "07/2026-001", "--as", "operator", "--reason", "Ошибка")
    assert on_desk(*back).code == 0
    assert on_desk(*signed).code == 0
    assert on_desk("paper", "list").json["papers"][0]["signature"] == "pen"
    on_desk(*back)
    paper = on_desk("paper", "to-sign", "07/2026-001", "--out", tmp_path / "paper.pdf").json["file"]
    weak = tmp_path / "paper.pdf.sig"
    weak.write_bytes(cms(Path(paper).read_bytes(), "М. В. Примеров", bits=1024))
    assert on_desk("paper", "receive", weak).code == 0
    refused = on_desk(*signed)
    assert refused.code == 2
    assert "does not count (weak digest or key)" in refused.err
    assert "Take it back first" in refused.err


def test_a_signature_by_pen_is_told_with_who_noted_it_where_it_is_seen_and_why():
    one = Signer(
        "approver", "approver", Both("Иванов И. И.", "I. Ivanov"), Both(), "pen", "2026-11-27",
        page=2, actor="П. Петров", reason="No key",
    )  # fmt: skip
    assert signer_line(one, catalogue("en")) == (
        "  Approves the act: I. Ivanov — by pen on Fri 27 Nov 2026; noted by П. Петров; seen on "
        "page 2 of the scan; signed differently from the others: No key"
    )


def test_what_belongs_nowhere_is_told(on_desk, desk_command, tmp_path):
    file = tmp_path / "odd.jpg"
    file.write_bytes(b"no picture")
    read = on_desk("scan", file)
    assert read.json["pages"][0]["state"] == "damaged"
    assert on_desk("scan", file, "--take-back").code == 2
    assert on_desk("scan", tmp_path / "missing.pdf").code == 2
    where = ("--desk", on_desk.folder, "--passphrase-file", on_desk.secret, "--lang", "en")
    assert "damaged" in desk_command("scan", file, *where).out
