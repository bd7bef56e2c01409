# SPDX-License-Identifier: Apache-2.0
"""Neutral names for the files of a paper, which tell its signed forms apart."""

from __future__ import annotations

from desk.domain.numbering import printed_number
from desk.storage.models import Document, Signature


def inside(paper: int) -> int:
    """How many have signed inside the file of a paper."""
    rows = Signature.select().where(Signature.document == paper, Signature.state == "certificate")
    return int(rows.count())


def form_name(paper: Document, signatures: int) -> str:
    """The name of a form of a paper with so many signatures in it, e.g. ``02-2026-001.signed-2.pdf``."""
    return signed_name(printed_number(paper.number or "").replace("/", "-"), signatures)


def signed_name(stem: str, signatures: int) -> str:
    """A name that tells how many signatures are in the file."""
    return f"{stem}.signed-{signatures}.pdf" if signatures else f"{stem}.pdf"


def newest_name(id: int) -> str:
    """The name of the newest form of a paper."""
    return form_name(Document.get_by_id(id), inside(id))
