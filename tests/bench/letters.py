# SPDX-License-Identifier: Apache-2.0
"""Reading many saved e-mails on two cores and on one."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from desk.services.batch import read_letters
from tests.bench.data import _text, invented_name
from tests.bench.measure import Board, shortest


def run(board: Board, folder: Path, count: int) -> None:
    """Goal 1.7 with two processes, their start included."""
    board.head(f"{count:,} letters read on two cores ÷ on one")
    files = write(folder / "letters", count)
    one, two = shortest(lambda: _count(files, 1, count), lambda: _count(files, 2, count), rounds=7)
    # More is better here: the time on one core divided by the time on two.
    board.ratio("reading on one core, in the time it takes on two", one, two, 1.7, least=True)
    board.plain("letters on one core", f"{count / one:.0f} a second")
    alone = _processor(lambda: _count(files, 1, count))
    together = _processor(lambda: _count(files, 2, count))
    share = sum(alone) / (sum(together) / 2)
    board.plain("the same by processor time alone, which both share evenly", f"{share:.2f}")


def _processor(act: Callable[[], None]) -> tuple[float, float]:
    """Processor seconds of this process and of its helpers: what they would take on idle cores."""
    before = os.times()
    act()
    after = os.times()
    return (
        after.user + after.system - before.user - before.system,
        after.children_user + after.children_system
        - before.children_user - before.children_system,
    )  # fmt: skip


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
