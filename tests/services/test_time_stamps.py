# SPDX-License-Identifier: Apache-2.0
"""Time stamps: asked of the address typed in and nowhere else, and believed only as far as they are trusted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from pyhanko.sign import timestamps

from desk.documents import signing as documents_signing
from desk.domain.signatures import FoundSignature
from desk.domain.verdicts import Verdict
from desk.errors import Refusal
from desk.services.paper import papers
from desk.services.signature import e_signing, issuers, returned_papers, verifying
from desk.services.signature.signed_forms import places
from tests.signers import NOW, PASSPHRASE, signer

from .test_e_signing import act, destruction, elsewhere, reply, sign  # noqa: F401 -- fixtures

ADDRESS = "https://tsa.example/ts"


def service(
    change: Callable[[tsp.TimeStampReq], None] = lambda _req: None, moment: datetime = NOW
) -> Callable[..., bytes]:
    """A service of the invented issuer, which may answer what was not asked."""
    who = signer("Служба времени", order=4, use="stamping")
    key, _own, _more = pkcs12.load_key_and_certificates(who.p12, PASSPHRASE.encode())
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = timestamps.DummyTimeStamper(
        tsa_cert=x509.Certificate.load(who.der),
        tsa_key=keys.PrivateKeyInfo.load(plain),
        fixed_dt=moment,
    )

    def ask(url: str, question: bytes) -> bytes:
        assert url == ADDRESS
        request = tsp.TimeStampReq.load(question)
        change(request)
        return stamper.request_tsa_response(request).dump()

    return ask


def test_a_stamp_counts_when_its_issuer_is_trusted(desk, reply, monkeypatch):  # noqa: F811
    monkeypatch.setattr(documents_signing, "_ask", service())
    taken = sign(desk, reply, "operator", tsa=ADDRESS)
    assert ["time stamp does not count" in told.msgid for told in taken.warnings] == [True]
    (found,) = verifying.verify_paper(desk, reply).found
    assert not found.stamped
    assert any("time stamp" in note.msgid for note in found.notes)
    issuers.trust(desk, signer().issuer)
    (found,) = verifying.verify_paper(desk, reply).found
    assert found.stamped
    assert not found.notes


def test_a_stamp_from_before_its_service_existed_does_not_count(desk, reply, monkeypatch):  # noqa: F811
    issuers.trust(desk, signer().issuer)
    monkeypatch.setattr(documents_signing, "_ask", service(moment=NOW - timedelta(days=9000)))
    sign(desk, reply, "operator", tsa=ADDRESS)
    (found,) = verifying.verify_paper(desk, reply).found
    assert not found.stamped
    assert any("time stamp does not count" in note.msgid for note in found.notes)
    assert not found.time.startswith("200")


def test_a_stamp_of_a_day_still_to_come_does_not_count_and_leads_no_date(desk, reply, monkeypatch):  # noqa: F811
    issuers.trust(desk, signer().issuer)
    ahead = datetime.now(UTC) + timedelta(days=100)
    monkeypatch.setattr(documents_signing, "_ask", service(moment=ahead))
    sign(desk, reply, "operator", tsa=ADDRESS)
    (found,) = verifying.verify_paper(desk, reply).found
    assert not found.stamped
    assert found.time[:10] == "2026-11-22"
    assert [note.params for note in found.notes if "time stamp names" in note.msgid] == [
        {"day": ahead.date()}
    ]
    assert papers.paper_brief(desk, reply).signed_on == "2026-11-22"


@pytest.mark.parametrize(
    ("stamped", "by"), [(True, "By its time stamp"), (False, "By the signer’s own clock")]
)
def test_a_day_that_cannot_be_is_said_of_what_named_it(desk, stamped, by):
    for day in ("2020-01-01", "2026-11-23"):
        found = FoundSignature("", Verdict.VALID, time=f"{day}T09:00:00+00:00", stamped=stamped)
        told = e_signing.wrong_clock(desk, "2026-11-21", found)
        assert told.msgid.startswith(by)
        assert told.params["day"].isoformat() == day


def _another_digest(request: tsp.TimeStampReq) -> None:
    request["message_imprint"]["hashed_message"] = b"\x11" * 32


def _another_nonce(request: tsp.TimeStampReq) -> None:
    request["nonce"] = 12345


@pytest.mark.parametrize("change", [_another_digest, _another_nonce])
def test_an_answer_to_another_question_is_refused(desk, reply, monkeypatch, change):  # noqa: F811
    monkeypatch.setattr(documents_signing, "_ask", service(change))
    _refused(desk, reply, ADDRESS)


def test_what_bears_a_stamp_that_counts_is_signed_on_elsewhere_and_comes_back(
    desk,
    act,  # noqa: F811
    monkeypatch,
):
    issuers.trust(desk, signer().issuer)
    monkeypatch.setattr(documents_signing, "_ask", service(moment=NOW + timedelta(minutes=1)))
    sign(desk, act, "chairman", tsa=ADDRESS)
    place = next(each for each in places(desk, act) if each.state == "none")
    content = elsewhere(e_signing.form_to_sign(desk, act), place.field, place.name.ru)
    returned_papers.receive(desk, content)
    assert [each.state for each in places(desk, act)].count("certificate") == 2


def test_a_stamp_that_is_broken_is_refused(desk, reply, monkeypatch):  # noqa: F811
    def spoilt(url: str, question: bytes) -> bytes:
        answer = service()(url, question)
        return answer[:-5] + bytes([answer[-5] ^ 1]) + answer[-4:]

    monkeypatch.setattr(documents_signing, "_ask", spoilt)
    _refused(desk, reply, ADDRESS)


def test_an_answer_that_leads_elsewhere_is_not_followed(desk, reply):  # noqa: F811
    asked = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_words: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        _refused(desk, reply, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
    assert asked == []


@pytest.mark.parametrize("answer", [b"", b"\x05\x00", b"0\x03\x02\x01\x00", b"<html>", b"0" * 99])
def test_an_answer_that_is_none_is_refused(desk, reply, monkeypatch, answer):  # noqa: F811
    monkeypatch.setattr(documents_signing, "_ask", lambda _url, _question: answer)
    _refused(desk, reply, ADDRESS)


@pytest.mark.parametrize("url", ["ftp://tsa.example", "http://[::1", "http://127.0.0.1:9/", "tsa"])
def test_an_address_that_does_not_answer_leaves_nothing_signed(desk, reply, url):  # noqa: F811
    _refused(desk, reply, url)


def _refused(desk, reply, url: str) -> None:  # noqa: F811
    with pytest.raises(Refusal) as refused:
        sign(desk, reply, "operator", tsa=url)
    assert refused.value.field == "tsa"
    assert papers.paper_brief(desk, reply).signature == ""
