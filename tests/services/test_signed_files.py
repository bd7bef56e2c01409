# SPDX-License-Identifier: Apache-2.0
"""A request that came in signed: inside a PDF, or by a signature in a file of its own."""

from __future__ import annotations

import pytest

from desk.domain.signatures import Verdict
from desk.errors import Refusal
from desk.services import issuers, requests, signed_files
from desk.storage.models import Event, SignedFile
from tests.documents.test_detached import DATA, rsa_signature
from tests.documents.test_signing import flipped, signed
from tests.factories import intake
from tests.gost import Gost
from tests.signers import signer


@pytest.fixture
def request_id(desk):
    return requests.register_request(desk, intake())


def test_a_signed_pdf_is_verified_and_shown_in_the_history(desk, request_id):
    issuers.trust(desk, signer().issuer)
    file = requests.add_file(desk, request_id, "заявление.pdf", signed(1))
    checked = signed_files.check_file(desk, file)
    assert checked.verdict is Verdict.VALID
    event = Event.get(Event.kind == "signature_found")
    assert "Подписант 1" in event.note
    assert SignedFile.get_by_id(file).verdict == "valid"
    broken = requests.add_file(desk, request_id, "другое.pdf", flipped(signed(1)))
    assert signed_files.check_file(desk, broken).verdict is Verdict.BROKEN


def test_a_detached_signature_finds_its_file(desk, request_id, tmp_path):
    requests.add_file(desk, request_id, "чужое.txt", b"other")
    requests.add_file(desk, request_id, "заявление.txt", DATA)
    sig = requests.add_file(desk, request_id, "заявление.txt.sig", Gost(tmp_path).sign(DATA))
    checked = signed_files.check_file(desk, sig)
    assert (checked.verdict, checked.about) == (Verdict.UNKNOWN, "заявление.txt")
    rsa = requests.add_file(desk, request_id, "x.p7s", rsa_signature(b"not here"))
    assert signed_files.check_file(desk, rsa).verdict is Verdict.BROKEN


def test_what_is_not_signed_is_told_so(desk, request_id):
    first = requests.add_file(desk, request_id, "a.txt", b"plain")
    requests.add_file(desk, request_id, "b.txt", b"plain too")
    with pytest.raises(Refusal, match="not signed"):
        signed_files.check_file(desk, first)
    with pytest.raises(Refusal, match="no such file"):
        signed_files.check_file(desk, 999)
