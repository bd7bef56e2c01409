# SPDX-License-Identifier: Apache-2.0
"""Reading many saved e-mails on two cores and on one."""

from __future__ import annotations

import random
from concurrent.futures import ProcessPoolExecutor
from email.message import EmailMessage
from email.policy import SMTP
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from desk.services.letter.batch import read_letters
from tests.bench.data import _text, invented_name
from tests.bench.measure import Board, seconds


def run(board: Board, folder: Path, count: int) -> None:
    """Goal 1.7 with two processes, their start included."""
    board.head(f"{count:,} letters read on two cores ÷ on one")
    files = write(folder / "letters", count)
    with ProcessPoolExecutor(2, get_context("spawn")) as bare:
        halves = (files[::2], files[1::2])
        list(bare.map(_alone, halves))
        # In turns, and as far as one round goes: what else the machine does strikes all three alike.
        rounds = [
            (
                seconds(lambda: _count(files, 1, count)),
                seconds(lambda: _count(files, 2, count)),
                seconds(lambda: list(bare.map(_alone, halves))),
            )
            for _round in range(9)
        ]
    one, two, _apart = sorted(rounds, key=lambda each: each[0] / each[1])[len(rounds) // 2]
    # More is better here: the time on one core divided by the time on two.
    board.ratio("reading on one core, in the time it takes on two", one, two, 1.7, least=True)
    limit = median(alone / apart for alone, _together, apart in rounds)
    board.plain("what two running processes with nothing to hand over reach here", f"{limit:.2f}")
    board.plain("letters on one core", f"{count / one:.0f} a second")


def _alone(files: list[Path]) -> None:
    _count(files, 1, len(files))


def _count(files: list[Path], workers: int, count: int) -> None:
    found = sum(read.letter is not None for read in read_letters(files, workers=workers))
    assert found == count, found


def write(folder: Path, count: int) -> list[Path]:
    """Letters of several makes: plain, HTML with a picture, a PDF attached, old charsets."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(5)
    found = []
    for number in range(count):
        path = folder / f"letter-{number:05d}.eml"
        path.write_bytes(_letter(number, chance))
        found.append(path)
    return found


def _letter(number: int, chance: random.Random) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Received"] = "from mx.example.org by mail.example.com; Fri, 20 Nov 2026 10:14:05 +0300"
    message["From"] = f"{invented_name(chance)} <p{number}@example.org>"
    message["To"] = "data@example.com"
    message["Subject"] = "Запрос о персональных данных"
    message["Message-ID"] = f"<{number}@example.org>"
    message["Date"] = "Fri, 20 Nov 2026 10:14:00 +0300"
    text = "Здравствуйте!\n\n" + "\n\n".join(_text(chance) for _ in range(8))
    make = number % 4
    if make == 1:
        message.set_content(text, charset="koi8-r", cte="base64")
        return message.as_bytes()
    message.set_content(text)
    if make == 2:
        paragraphs = "".join(f"<p style='margin:0'>{part}</p>" for part in text.split("\n\n"))
        message.add_alternative(f"<html><body>{paragraphs}</body></html>", subtype="html")
    if make == 3:
        message.add_attachment(
            chance.randbytes(60_000), maintype="application", subtype="pdf", filename="договор.pdf"
        )
    return message.as_bytes()
