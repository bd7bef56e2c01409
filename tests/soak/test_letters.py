# SPDX-License-Identifier: Apache-2.0
"""Letters broken in every way: the reader refuses or reads, never raises anything else, and never hangs."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from desk.domain.letter import Letter
from desk.errors import Refusal
from desk.mail.intake import read_letter
from tests.bench.letters import write

SLOW = 20.0
"""Seconds of the processor after which a letter of some kilobytes counts as hanging."""
_ODD = (
    b"\r\n\r\n", b"\n.\n", b"\0", b"\xff\xfe", b"=?utf-8?b?", b"?=", b"=?koi8-r?q?=ff=", b"--", b"boundary=",
    b"Content-Type: multipart/mixed; boundary=x\r\n", b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Type: message/rfc822\r\n\r\n", b"charset=utf-7", b"filename*0*=utf-8''%d0", b"<" * 40,
    b"<table>" * 30, b"&#1114112;", b"Date: Fri, 99 Xyz 99999 99:99:99 +9999\r\n", b"Received: ;\r\n",
    b"From: <@,;:>\r\n", b"\x9f\x8b\x00" * 20, b"begin 644 x\r\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)  # fmt: skip


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A letter with up to twelve wounds."""
    found = bytearray(content[: chance.choice((400, 3000, 12_000))])
    for _wound in range(chance.randint(1, 12)):
        at = chance.randrange(len(found) + 1)
        kind = chance.randrange(5)
        if kind == 0:
            found[at : at + chance.randint(1, 200)] = b""
        elif kind == 1:
            found[at:at] = chance.choice(_ODD) * chance.choice((1, 1, 1, 50))
        elif kind == 2 and found:
            found[min(at, len(found) - 1)] = chance.randrange(256)
        elif kind == 3:
            start = chance.randrange(len(found) + 1)
            found[at:at] = found[start : start + chance.randint(1, 800)]
        else:
            found[at:at] = chance.randbytes(chance.randint(1, 60))
    return bytes(found)


def fuzz(folder: Path, seed: int, count: int) -> None:
    """Read ``count`` wounded letters."""
    chance = random.Random(seed)
    wholes = [path.read_bytes() for path in write(folder, 8)]
    read = 0
    for number in range(count):
        content = mutated(chance.choice(wholes), chance)
        start = time.process_time()
        try:
            letter = read_letter(content)
        except Refusal:
            continue
        except Exception as error:
            (folder / "culprit.eml").write_bytes(content)
            raise AssertionError(f"letter {number} of seed {seed}") from error
        assert isinstance(letter, Letter)
        assert "\0" not in letter.subject
        assert time.process_time() - start < SLOW, f"letter {number} of seed {seed}"
        read += 1
    assert read > count // 4


@pytest.mark.parametrize("seed", [1, 2])
def test_wounded_letters(tmp_path: Path, seed: int) -> None:
    fuzz(tmp_path, seed, 150)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(100, 110))
def test_very_many_wounded_letters(tmp_path: Path, seed: int) -> None:
    fuzz(tmp_path, seed, 5000)
