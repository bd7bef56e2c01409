# SPDX-License-Identifier: Apache-2.0
"""Nobody signs for another: one certificate stands for one person of a paper only."""

from __future__ import annotations

from desk.domain.destruction import MemberRole, Signer
from desk.domain.one_person import can_be_one
from desk.domain.same_name import names_agree
from desk.domain.signatures import Certificate, same_signer
from desk.domain.values import Both
from desk.domain.verdicts import ELECTRONIC
from desk.errors import N_, AtField, Refusal
from desk.folding import fold
from desk.services.desk import Desk
from desk.services.signature.signed_forms import DETACHED, places
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
                "{name} has already signed this paper with this certificate or its key: nobody "
                "may sign for somebody else."
            ),
            field=where,
            name=_named(other),
        )
    for each in _others(desk, paper, field):
        if _named_apart(each.certificate, certificate):
            raise Refusal(
                N_(
                    "Neither this signature nor that of {name} holds a certificate, and each names its"
                    " key in another way: whether one key made both cannot be told. Ask for a signature"
                    " with the certificate in it."
                ),
                field=where,
                name=_named(each),
            )


def _named_apart(one: Certificate, other: Certificate) -> bool:
    """Whether two signatures without certificates name their keys so that they cannot be compared."""
    if one.fingerprint or other.fingerprint:
        return False
    return bool((one.sid and other.key_id) or (one.key_id and other.sid))


def check_file(desk: Desk, paper: Document, field: str, sha256: str) -> None:
    """Refuse a signature file that is kept as another person's."""
    for other in _others(desk, paper, field):
        file = Attachment.get_or_none(Attachment.id == other.attachment)
        if file is not None and file.role == DETACHED and file.blob_id == sha256:
            raise AtField(
                N_("This same file is already stored as the signature of {name}."),
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
        and each.state in ELECTRONIC
        and not (here is not None and _one_person(here, each))
    ]


_COMMISSION = frozenset(MemberRole)
"""Nobody stands in a commission twice: its members are different people, namesakes too."""


def _one_person(one: Signer, other: Signer) -> bool:
    if {one.role, other.role} <= _COMMISSION:
        return False
    named = _in_both(one.name, other.name)
    if not named:
        spelt = [each.ru or each.en for each in (one.name, other.name)]
        return can_be_one(*spelt) and _posts_agree(one, other)
    # Initials may stand on either side, and then stand for many: of namesakes the post tells.
    agree = all(names_agree(a, b) for a, b in named)
    return agree and (all(fold(a) == fold(b) for a, b in named) or _posts_agree(one, other))


def _in_both(one: Both, other: Both) -> list[tuple[str, str]]:
    return [(a, b) for a, b in ((one.ru, other.ru), (one.en, other.en)) if a and b]


def _posts_agree(one: Signer, other: Signer) -> bool:
    return all(fold(a) == fold(b) for a, b in _in_both(one.post, other.post))


def _named(signer: Signer) -> str:
    name = signer.name.ru or signer.name.en
    return name.split("\n")[0] or signer.certificate.name or signer.field
