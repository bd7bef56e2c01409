# SPDX-License-Identifier: Apache-2.0
"""Nobody signs for another: one certificate stands for one person of a paper only."""

from __future__ import annotations

from desk.domain.destruction import Signer
from desk.domain.request import names_agree
from desk.domain.signatures import Certificate, same_signer
from desk.errors import N_, Refusal
from desk.services.desk import Desk
from desk.services.signed_forms import DETACHED, places
from desk.storage.models import Attachment, Document


def signed_before(
    desk: Desk, paper: Document, field: str, certificate: Certificate
) -> Signer | None:
    """Another person of a paper who signed it with this certificate; one person may have several places."""
    return next(
        (
            each
            for each in _others(desk, paper, field)
            if same_signer(each.certificate, certificate)
        ),
        None,
    )


def check_signer(
    desk: Desk, paper: Document, field: str, certificate: Certificate, where: str = "file"
) -> None:
    """Refuse the certificate another person signed the paper with; ``where`` it was given."""
    other = signed_before(desk, paper, field, certificate)
    if other is not None:
        raise Refusal(
            N_(
                "{name} has signed this paper with this very certificate already: nobody signs for"
                " another."
            ),
            field=where,
            name=_named(other),
        )


def check_file(desk: Desk, paper: Document, field: str, sha256: str) -> None:
    """Refuse a signature file that is kept as another person's."""
    for other in _others(desk, paper, field):
        file = Attachment.get_or_none(Attachment.id == other.attachment)
        if file is not None and file.role == DETACHED and file.blob_id == sha256:
            raise Refusal(
                N_("This very file is kept already as the signature of {name}."),
                field="file",
                name=_named(other),
            )


def _others(desk: Desk, paper: Document, field: str) -> list[Signer]:
    """Whoever signed electronically at another place and is another person."""
    every = places(desk, paper.id)
    here = next((each for each in every if each.field == field), None)
    return [
        each
        for each in every
        if each.field != field
        and each.state in ("certificate", "detached")
        and not (here is not None and _one_person(here, each))
    ]


def _one_person(one: Signer, other: Signer) -> bool:
    named = ((one.name.ru, other.name.ru), (one.name.en, other.name.en))
    pairs = [(a, b) for a, b in named if a and b]
    # Initials may stand on either side.
    return bool(pairs) and all(names_agree(a, b) or names_agree(b, a) for a, b in pairs)


def _named(signer: Signer) -> str:
    name = signer.name.ru or signer.name.en
    return name.split("\n")[0] or signer.certificate.name or signer.field
