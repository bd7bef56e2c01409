# SPDX-License-Identifier: Apache-2.0
"""What a signature that holds is worth by its certificate, and what to say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from desk.documents.certificates import SIGNING, stated_usage
from desk.domain.signatures import Certificate, Doubt, Verdict
from desk.errors import N_, Told

if TYPE_CHECKING:
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko.sign.validation.status import SignatureStatus


def usage_of(der: bytes) -> KeyUsageConstraints:
    """What a signer's key has to be for, where its certificate says what it is for."""
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    # By nothing at all pyHanko would mean its own choice.
    needed = frozenset[str]() if stated_usage(der) is None else SIGNING
    return KeyUsageConstraints(key_usage=needed, match_all_key_usages=False)


def weighed(
    certificate: Certificate, at: datetime | None, *, trusted: bool, led: bool = False
) -> tuple[Verdict, Certificate]:
    """What a signature that holds is worth by its certificate, which is given back with the doubt about it.

    ``led`` says that the certificate leads to a trusted issuer, and yet cannot be trusted.
    """
    doubt = certificate.doubt
    if not doubt and at is not None and not certificate.in_force(at):
        doubt = Doubt.FORCE
    if doubt:
        verdict = Verdict.MATCHED
    elif trusted:
        verdict = Verdict.VALID
    else:
        verdict = Verdict.UNKNOWN
        doubt = Doubt.SELF if certificate.self_signed else Doubt.CHAIN if led else Doubt.ISSUER
    return verdict, replace(certificate, doubt=doubt)


def led_astray(status: SignatureStatus) -> bool:
    """Whether a certificate leads to a trusted issuer by a chain that does not hold."""
    return not status.trusted and status.validation_path is not None


def remarks(certificate: Certificate) -> list[Told]:
    """What to know of a certificate."""
    told = []
    if certificate.test:
        told.append(Told(N_("A test certificate: the signature binds nobody.")))
    elif certificate.self_signed:
        told.append(_REMARKS[Doubt.SELF])
    if certificate.doubt in _REMARKS and certificate.doubt != Doubt.SELF:
        told.append(_REMARKS[Doubt(certificate.doubt)])
    return told


_REMARKS = {
    Doubt.SELF: Told(N_("The certificate is self-signed: nobody else says whose it is.")),
    Doubt.CHAIN: Told(
        N_(
            "Its issuer is on the trust list, but the certificates between them do not hold, or were not"
            " in force."
        )
    ),
    Doubt.FORCE: Told(N_("The certificate was not in force when the signature was made.")),
    Doubt.USAGE: Told(N_("The certificate is not meant for signing documents.")),
    Doubt.UNREADABLE: Told(
        N_("The certificate cannot be read: it says neither whose it is nor when it is in force.")
    ),
    Doubt.WEAK: Told(
        N_(
            "It rests on an outdated digest, which two different files can be made to share: it proves"
            " nothing."
        )
    ),
}
