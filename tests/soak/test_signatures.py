# SPDX-License-Identifier: Apache-2.0
"""Signatures with a changed byte: whatever a foreign file holds is told in sentences, and nothing is raised."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from desk.documents.detached import carried, imprint, verify_detached
from desk.documents.verifying import verify_pdf
from desk.domain.signature_words import lines
from desk.domain.signatures import FileReport, FileSignature
from desk.domain.verdicts import Verdict
from desk.mail.intake import read_letter
from desk.services.signature.signed_files import look, of_letter
from desk.text import Catalogue
from tests.cms import elsewhere
from tests.documents.test_signing import signed
from tests.signers import signer
from tests.smime import signed_letter

_DATA = "Заявление об отзыве согласия\n".encode()
_RU = Catalogue("ru")
_ZONES = ("Etc/GMT+12", "Pacific/Kiritimati")


def _told(report: FileReport) -> None:
    """What was found can be told, in any time zone, and why something is not taken."""
    assert report.problem or report.signatures
    for each in report.signatures:
        assert each.notes or each.verdict in (Verdict.VALID, Verdict.UNKNOWN)
    for zone in _ZONES:
        lines(FileSignature(report.signatures, report.changed_after), _RU, zone)


def _beside(content: bytes) -> None:
    imprint(content)
    carried(content)
    _told(verify_detached(_DATA, content, [signer().issuer]))


def _letter(content: bytes) -> None:
    files = of_letter(content, read_letter(content))
    for found in look(files, [signer().issuer]):
        _told(found.report)


def _pdf(content: bytes) -> None:
    _told(verify_pdf(content, [signer().issuer]))


@cache
def _made(kind: str) -> tuple[bytes, int, Callable[[bytes], None]]:
    """A signed file, where in it the signature begins, and what reads it."""
    if kind == "beside":
        return elsewhere("Гостов Пётр Вымыслович").sign(_DATA), 0, _beside
    if kind == "letter":
        content = signed_letter(Path(mkdtemp()))
        return content, content.index(b"pkcs7-signature;", content.index(b"0J/R")), _letter
    content = signed(1)
    return content, content.index(b"/Contents <30"), _pdf


def flip(kind: str, seed: int, count: int) -> None:
    """Read a signed file ``count`` times, each time with another byte of its signature changed."""
    chance = random.Random(seed)
    content, start, read = _made(kind)
    end = len(content)
    if kind == "pdf":
        end = content.index(b"00000000", start)
    for _time in range(count):
        at = chance.randrange(start, end)
        new = b"0123456789abcdef" if kind == "pdf" else bytes(range(256))
        changed = content[:at] + bytes([chance.choice(new)]) + content[at + 1 :]
        try:
            read(changed)
        except Exception as error:
            raise AssertionError(f"byte {at} made {changed[at]}") from error


_KINDS = {"beside": 400, "letter": 150, "pdf": 40}


@pytest.mark.parametrize("kind", _KINDS)
def test_a_changed_byte_of_a_signature_is_told_and_raises_nothing(kind):
    flip(kind, 7, _KINDS[kind])


@pytest.mark.soak
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("seed", range(100, 104))
@pytest.mark.parametrize("kind", _KINDS)
def test_very_many_changed_bytes_of_signatures(kind, seed):
    flip(kind, seed, _KINDS[kind] * 20)
