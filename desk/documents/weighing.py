# SPDX-License-Identifier: Apache-2.0
"""What a signature that holds is worth by its certificate, and what to say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from desk.documents.certificates import SIGNING, stated_usage
from desk.domain.signatures import UNFIT, Certificate, Doubt, FoundSignature, Verdict
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
    certificate: Certificate, at: datetime | None, led: Doubt
) -> tuple[Verdict, Certificate]:
    """What a signature that holds is worth by its certificate, which is given back with the doubt about it.

    ``led`` is what its way to an issuer came to: ``NONE`` where one is trusted, else why none is.
    """
    doubt = certificate.doubt
    if not doubt and at is not None and not certificate.in_force(at):
        doubt = Doubt.FORCE
    doubt = doubt or (Doubt.SELF if led is Doubt.ISSUER and certificate.self_signed else led)
    verdict = Verdict.MATCHED if doubt in UNFIT else Verdict.UNKNOWN if doubt else Verdict.VALID
    return verdict, replace(certificate, doubt=doubt)


def judged(
    verdict: Verdict,
    certificate: Certificate,
    at: datetime | None,
    *,
    broken: Told,
    led: Doubt = Doubt.ISSUER,
) -> FoundSignature:
    """A signature by what was found of it, ``UNKNOWN`` where it holds; ``broken`` says what is wrong with one that does not."""
    said = {Verdict.BROKEN: broken, Verdict.KEPT: _KEPT, Verdict.MATCHED: _ONLY_DIGEST}
    notes = [said[verdict]] if verdict in said else []
    if verdict is Verdict.UNKNOWN:
        verdict, certificate = weighed(certificate, at, led)
        notes = remarks(certificate)
    elif certificate.doubt == Doubt.WEAK:
        notes += remarks(certificate)
    return FoundSignature(
        field="",
        verdict=verdict,
        certificate=certificate,
        trusted=verdict is Verdict.VALID,
        time=at.isoformat() if at else "",
        notes=tuple(notes),
    )


_KEPT = Told(N_("This kind of signature cannot be verified here: it is only kept."))
_ONLY_DIGEST = Told(
    N_("The digest inside is that of the file, but the signature itself cannot be verified here.")
)


def led(status: SignatureStatus) -> Doubt:
    """What the way from a certificate to an issuer came to."""
    from pyhanko.sign.ades.report import AdESIndeterminate

    if status.trusted:
        return Doubt.NONE
    if status.validation_path is not None:
        return Doubt.CHAIN
    unsafe = status.trust_problem_indic is AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE
    return Doubt.WEAK if unsafe else Doubt.ISSUER


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
        N_("It rests on an outdated digest or too short a key, and so proves nothing.")
    ),
}
