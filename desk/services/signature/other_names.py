# SPDX-License-Identifier: Apache-2.0
"""Certificates that name somebody else than the paper: both names are looked at before anything is recorded."""

from __future__ import annotations

from collections.abc import Iterable

from desk.domain.destruction import Signer
from desk.domain.numbering import printed_number
from desk.domain.paper_words import PARTS
from desk.domain.signatures import Certificate
from desk.errors import N_, Refusal, Told
from desk.storage.models import Document

DIFFERS = N_("The certificate names someone other than the paper does. Compare both names.")


class SomebodyElse(Refusal):
    """Certificates name somebody else than the paper; ``doubts`` tells of each whose and where."""

    def __init__(self, doubts: tuple[Told, ...], field: str) -> None:
        super().__init__(DIFFERS, field)
        self.doubts = doubts


def check_names(
    paper: Document, signed: Iterable[tuple[Signer, Certificate]], where: str = "file"
) -> None:
    """Stop before a signature is recorded by a certificate of another name; ``where`` it was given."""
    doubts = tuple(
        _doubt(paper, signer, certificate)
        for signer, certificate in signed
        if signer.named_another(certificate)
    )
    if doubts:
        raise SomebodyElse(doubts, where)


def _doubt(paper: Document, signer: Signer, certificate: Certificate) -> Told:
    name = (signer.name.ru or signer.name.en).replace("\n", " ")
    return Told(
        N_(
            "Paper No. {number}, {place}. Named in the paper: “{name}”. Named in the certificate: “{certified}”."
        ),
        number=printed_number(paper.number or ""),
        place=Told(PARTS[signer.role]) if signer.role in PARTS else signer.field,
        name=name,
        certified=certificate.name,
    )
