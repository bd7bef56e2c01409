# SPDX-License-Identifier: Apache-2.0
"""Signs the named field of an issued paper: PAdES baseline B (or T), one incremental update, a visible stamp.

The first signature certifies the paper: after it only filling in and signing are allowed (DocMDP).
"""

from __future__ import annotations

import io
import textwrap
import time
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desk.documents.revisions import open_signed
from desk.domain.signing import SigningKey, StampText
from desk.errors import N_, AtField, Refusal
from desk.paths import resource

if TYPE_CHECKING:
    from pyhanko.pdf_utils.font.api import FontEngineFactory
    from pyhanko.sign.signers import PdfSigner
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession
    from pyhanko.sign.timestamps import TimeStamper
    from pyhanko.stamp import TextStampStyle

_SIGNS = range(64, 23, -1)
"""How many signs a line of the stamp may have before it goes on in the next."""
_SIZE = 6
_WIDE = 0.54
"""How wide a sign is, as a part of the size of the type."""
_AIR = 1
_ROWS = 2
"""Rows one line of the stamp may take: a name without an end leaves room for the rest."""
_PATIENCE = 20
"""Seconds a time-stamp service may take."""
_LARGEST = 1 << 20
_INK = (0.13, 0.24, 0.5)


def sign_field(
    content: bytes,
    name: str,
    key: SigningKey,
    stamp: StampText,
    at: datetime,
    tsa: str = "",
) -> bytes:
    """``content`` with the field signed; ``tsa`` is the address of a time-stamp service, if one is wanted.

    Refuses a field that is not there or is signed already.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import enumerate_sig_fields
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.timestamps import TimestampRequestError

    try:
        writer = IncrementalPdfFileWriter.from_reader(open_signed(content))
        found = [*enumerate_sig_fields(writer.prev)]
        states = {each: value for each, value, _ref in found}
        fields = {each: ref for each, _value, ref in found}
    except PdfError as error:
        raise Refusal(N_("The file is damaged: it cannot be signed.")) from error
    if name not in states:
        raise Refusal(N_("The paper has no place for this signature."), field="field")
    if states[name] is not None:
        raise AtField(N_("This signature has already been recorded."), field="field")
    first = all(value is None for value in states.values())
    signed = io.BytesIO()
    signer = _signer(name, key, stamp, at, tsa, first=first)
    try:
        signer.sign_pdf(
            writer,
            existing_fields_only=True,
            output=signed,
            appearance_text_params={"text": _wrapped(stamp.lines, _room(fields[name]))},
        )
    except SigningError as error:
        raise Refusal(
            N_(
                "A signature in the file forbids others to sign after it. Begin with the paper as issued."
            )
        ) from error
    except TimestampRequestError as error:
        raise _no_stamp() from error
    return signed.getvalue()


def _room(field: Any) -> tuple[float, float]:  # noqa: ANN401 -- pyHanko's own
    """Width and height of the field a stamp is drawn in."""
    left, low, right, high = map(float, field.get_object()["/Rect"])
    return abs(right - left) - 2 * _AIR, abs(high - low) - 2 * _AIR


def _wrapped(lines: Sequence[str], room: tuple[float, float]) -> str:
    """The lines broken so that the type may be as large as the room allows."""
    from desk.documents.fonts import clean

    def rows(signs: int) -> list[str]:
        wrapped = (
            textwrap.wrap(clean(line), signs, max_lines=_ROWS, placeholder="…") for line in lines
        )
        return [row for each in wrapped for row in each if row.strip()]

    def size(made: list[str]) -> float:
        widest = max(map(len, made), default=1) * _WIDE
        return min(room[0] / widest, room[1] / max(len(made), 1), _SIZE)

    largest = max((rows(signs) for signs in _SIGNS), key=size)
    return "\n".join(largest)


def _signer(
    name: str, key: SigningKey, stamp: StampText, at: datetime, tsa: str, *, first: bool
) -> PdfSigner:
    """PyHanko's signer with the desk's clock: its own would stamp the machine's."""
    from asn1crypto.keys import PrivateKeyInfo
    from asn1crypto.x509 import Certificate
    from pyhanko.sign import PdfSignatureMetadata
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSigner, SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class Dated(PdfSigner):
        def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:  # noqa: ANN401 -- pyHanko's own
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at
            return session

    store = SimpleCertificateStore()
    store.register_multiple(Certificate.load(each) for each in key.others)
    return Dated(
        PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=first,
            docmdp_permissions=MDPPerm.FILL_FORMS,
        ),
        signer=SimpleSigner(Certificate.load(key.der), PrivateKeyInfo.load(key.key), store),
        stamp_style=_style("".join(stamp.lines)),
        timestamper=_time_stamper(tsa) if tsa else None,
    )


def _style(text: str) -> TextStampStyle:
    """A thin frame and small letters, in a face that has every sign of the text."""
    from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
    from pyhanko.pdf_utils.text import TextBoxStyle
    from pyhanko.stamp import TextStampStyle

    from desk.documents.fonts import in_text_face

    return TextStampStyle(
        stamp_text="%(text)s",
        border_width=1,
        border_color=_INK,
        background=None,
        text_box_style=TextBoxStyle(
            font=_face("PTF55F.ttf" if in_text_face(text) else "DejaVuSans.ttf"),
            font_size=_SIZE,
            leading=_SIZE,
            text_color=_INK,
            box_layout_rule=SimpleBoxLayoutRule(
                AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, Margins.uniform(0)
            ),
        ),
        inner_content_layout=SimpleBoxLayoutRule(
            AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MID, Margins.uniform(_AIR)
        ),
    )


def _face(name: str) -> FontEngineFactory:
    """A face read into memory: pyHanko's own maker leaves its file open."""
    from pyhanko.pdf_utils.font.api import FontEngineFactory
    from pyhanko.pdf_utils.font.opentype import GlyphAccumulator

    class Face(FontEngineFactory):
        def create_font_engine(self, writer: Any, obj_stream: Any = None) -> GlyphAccumulator:  # noqa: ANN401 -- pyHanko's own
            font = io.BytesIO(resource("fonts", name).read_bytes())
            return GlyphAccumulator(writer, font, 6, obj_stream=obj_stream)

    return Face()


def _time_stamper(url: str) -> TimeStamper:
    """A client of the time-stamp service the operator typed in: the one thing that reaches the network."""
    import asyncio

    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper as Base

    class Client(Base):
        async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
            found = await asyncio.to_thread(_ask, url, req.dump())
            try:
                answer = tsp.TimeStampResp.load(found)
                stamped = answer["time_stamp_token"]["content"]["encap_content_info"]
                told = stamped["content"].parsed
                asked = ("message_imprint", "nonce")
                answers = all(told[each].native == req[each].native for each in asked)
                stamp = answer["time_stamp_token"].dump()
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise _no_stamp() from error
            if not (answers and await asyncio.to_thread(_unbroken, stamp)):
                raise _no_stamp()
            return answer

    return Client()  # type: ignore[no-untyped-call]  # its base leaves it untyped


def _unbroken(stamp: bytes) -> bool:
    """Whether the signature of a stamp holds; whether its service is to be believed is another matter."""
    from desk.documents.detached import carried, verify_detached

    return not verify_detached(carried(stamp) or b"", stamp).changed_after


def _ask(url: str, question: bytes) -> bytes:
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import HTTPRedirectHandler, Request, build_opener

    class Nowhere(HTTPRedirectHandler):
        """No other address is reached than the one the operator typed in."""

        def redirect_request(self, *_asked: object) -> None:
            return None

    if not url.lower().startswith(("https://", "http://")):
        raise Refusal(
            N_("The address of a time-stamp service must begin with http:// or https://."),
            field="tsa",
        )
    until = time.monotonic() + _PATIENCE
    found = b""
    try:
        ask = Request(url, question, {"Content-Type": "application/timestamp-query"})  # noqa: S310 -- checked above
        with build_opener(Nowhere).open(ask, timeout=_PATIENCE) as answer:
            while part := answer.read1(1 << 16):
                found += part
                if len(found) > _LARGEST or time.monotonic() > until:
                    raise _no_stamp()
            return found
    except (OSError, HTTPException, ValueError) as error:
        if isinstance(error, HTTPError):
            error.close()
        raise _no_stamp() from error


def _no_stamp() -> Refusal:
    return Refusal(
        N_(
            "The time-stamp service does not respond properly. Nothing was signed: try again, or "
            "sign without a time stamp."
        ),
        field="tsa",
    )
