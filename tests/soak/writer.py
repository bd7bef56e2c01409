# SPDX-License-Identifier: Apache-2.0
"""Registers requests without end until it is killed: `python -m tests.soak.writer FOLDER`."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from desk.domain.kinds import LanguageMode
from desk.services.keeping.backups import make_backup
from desk.services.paper import papers
from desk.services.request import requests
from tests.bench.data import open_desk
from tests.factories import intake, person

LETTER = b"From: a@example.org\r\nSubject: x\r\n\r\n" + b"y" * 3000


def main(folder: Path) -> None:
    """One act after another; each is told on stdout once it is durable."""
    desk = open_desk(folder / "desk.db")
    (folder / "desk.keys").touch()  # a raw key has no slots, and a backup holds both files
    for number in itertools.count():
        who = person(name=f"Щёголева {number}", email=f"p{number}@example.org")
        id = requests.register_request(desk, intake(subject=who), LETTER + b"%d" % number)
        sys.stdout.write(f"{id}\n")
        sys.stdout.flush()
        requests.add_file(desk, id, "scan.pdf", b"%PDF" + bytes(20_000) + b"%d" % number)
        if number % 7 == 3:
            draft = papers.draft(desk, "acknowledgement", LanguageMode.RU, id)
            papers.issue(desk, draft)
        if number % 11 == 5:
            make_backup(desk)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
