# SPDX-License-Identifier: Apache-2.0
"""The text of every paper as it is printed, in ru, en and ru+en, against ``tests/golden``.

After a change of wording that is meant, write the texts anew and read the difference::

    .venv/bin/python -m tests.documents.test_catalogue_golden --update
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

from desk.documents.catalogue import FORMS
from desk.documents.render import render
from desk.domain.clients import NoticeKind
from desk.domain.kinds import LanguageMode
from desk.domain.paper import DONE_ACTIONS
from tests.documents.samples import SHAPES, actions, client_notices, samples

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = [
    *(("company", id) for id in FORMS if id not in ("notice_done", "notice_client")),
    *(("company", f"notice_done-{action}") for action in DONE_ACTIONS),
    *(("company", f"notice_client-{kind}") for kind in NoticeKind),
    ("trader", "reply_access"),
    ("trader", "destruction_act"),
    ("trader", "notice_done-cessation"),
    ("trader", "consent_dissemination"),
]
OWN_WORDS = re.compile(
    r"https?://\S+|[\w.+-]+@[\w.-]+|/[\w/]+|KlenCRM|KLEN\b|\bSOFT\b|\bLLC\b"
    r"|Desk\b|\bPDF\b|UTC|\bhttps?\b|\bwww\b|SMS|CRM|SEN CLOUD JSC|100 Example Road, San Mateo, CA"
    r"|12 Hai Ba Trung, Hanoi|\b(?:Example|Road|San|Mateo|CA|US|VN)\b|\.pdf"
)
"""What stays in Latin letters in a Russian paper: addresses, the program's name, names of firms."""
IN_OWN_WORDS = ("journal_requests", "journal_acts", "register_consents", "transfer_assessment")
"""Papers that tell what others wrote, in their words."""
RUSSIAN_DATA = (
    "Щёголев",
    "Ильинична",
    "Лапин",
    "Казань",
    "Примерная",
    "Ростов-на-Дону",
    "Садовая",
    "кв.",
    "Громов",
    "доверенность",
    "личность",
)
"""What stays in Russian letters in an English paper: names, postal addresses, the operator's notes."""


@cache
def text(shape: str, case: str, mode: str) -> str:
    """The paper's text as pdftotext reads it, without the width of gaps and the fingerprint."""
    id, _, action = case.partition("-")
    several = client_notices if id == "notice_client" else actions
    facts = several(shape)[action] if action else samples(shape)[id]
    made = render(
        FORMS[id], facts, LanguageMode(mode), state="specimen" if not FORMS[id].series else "issued"
    )
    with tempfile.NamedTemporaryFile(suffix=".pdf") as paper:
        paper.write(made.content)
        paper.flush()
        found = subprocess.run(
            ["pdftotext", "-layout", paper.name, "-"], capture_output=True, check=True
        ).stdout.decode()
    found = re.sub(" {2,}", "  ", found.replace("\f", "\n-- page --\n"))
    lines = [line.strip() for line in found.splitlines()]
    tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return re.sub(r"(отпечаток|fingerprint) [0-9a-f]{12}", r"\1 …", tidy) + "\n"


def golden(shape: str, case: str, mode: str) -> Path:
    return GOLDEN / f"{shape}.{case}.{mode}.txt"


@pytest.mark.parametrize("mode", [mode.value for mode in LanguageMode])
@pytest.mark.parametrize(("shape", "case"), CASES)
def test_the_paper_reads_as_it_was_approved(shape, case, mode):
    assert text(shape, case, mode) == golden(shape, case, mode).read_text("utf-8")


def test_no_golden_text_is_left_over():
    expected = {golden(*case, mode.value).name for case in CASES for mode in LanguageMode}
    assert {
        path.name for path in GOLDEN.glob("*.txt") if path.name.split(".")[0] in SHAPES
    } == expected


@pytest.mark.parametrize(("shape", "case"), CASES)
def test_a_russian_paper_has_no_english_in_it(shape, case):
    printed = OWN_WORDS.sub(" ", text(shape, case, "ru")).replace("-- page --", "")
    assert (
        re.findall(
            r"[A-Za-z]{2,}", re.sub(r"\b[0-9A-Z]{4}(-[0-9A-Z]{4})+|[0-9a-f]{12,}", "", printed)
        )
        == []
    )


@pytest.mark.parametrize(("shape", "case"), CASES)
def test_an_english_paper_has_no_russian_in_it_but_names_and_data(shape, case):
    left = [
        line
        for line in text(shape, case, "en").splitlines()
        if re.search(r"[а-яё]{2}", line) and not any(known in line for known in RUSSIAN_DATA)
    ]
    assert case in IN_OWN_WORDS or left == []


@pytest.mark.parametrize("mode", ["ru", "en"])
def test_an_answer_has_all_eleven_items_and_says_where_there_are_no_data(mode):
    printed = text("company", "reply_access", mode)
    numbers = re.findall(r"^\s*(\d+(?:\.1)?)\)", printed, flags=re.MULTILINE)
    assert numbers == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "9.1", "10"]
    empty = "Сведения отсутствуют." if mode == "ru" else "No data."
    assert printed.count(empty) == 3


@pytest.mark.parametrize(
    "case", ["reply_access", "refusal", "reply_not_processed", "extension_notice"]
)
def test_the_way_to_complain_is_told(case):
    assert re.search(
        r"Роскомнадзор,\s+https://rkn\.gov\.ru\)\s+или\s+в\s+судебном\s+порядке",
        text("company", case, "ru"),
    )
    assert re.search(r"or\s+with\s+a\s+court", text("company", case, "en"))


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit(__doc__)
    GOLDEN.mkdir(exist_ok=True)
    for shape_, case_ in CASES:
        for mode_ in LanguageMode:
            golden(shape_, case_, mode_.value).write_text(text(shape_, case_, mode_.value), "utf-8")
