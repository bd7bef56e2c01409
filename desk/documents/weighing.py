# SPDX-License-Identifier: Apache-2.0
"""What a signature that holds is worth by its certificate, and what to say of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from desk.documents.certificates import SIGNING, stated_usage
from desk.domain.signatures import TEST_BINDS, Certificate, FoundSignature, between
from desk.domain.verdicts import UNFIT, Doubt, Verdict
from desk.errors import N_, Told

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate as Parsed
    from pyhanko.sign.validation.settings import KeyUsageConstraints


def usage_of(der: bytes) -> KeyUsageConstraints:
    """What a signer's key has to be for, where its certificate says what it is for."""
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    # By nothing at all pyHanko would mean its own choice.
    needed = frozenset[str]() if stated_usage(der) is None else SIGNING
    return KeyUsageConstraints(key_usage=needed, match_all_key_usages=False)


@dataclass(frozen=True)
class Way:
    """What the way from a certificate to an issuer came to: ``NONE`` where one is trusted, else why none is."""

    doubt: Doubt = Doubt.ISSUER
    over: tuple[Parsed, ...] = ()
    """The certificates it leads over, the signer's and the trusted issuer's own with them."""

    @cached_property
    def lasts(self) -> tuple[str, str] | None:
        """Since and until when all of them are in force; ``None`` where none is trusted."""
        if self.doubt or not self.over:
            return None
        since = max(each.not_valid_before for each in self.over)
        until = min(each.not_valid_after for each in self.over)
        return since.isoformat(), until.isoformat()


NO_WAY = Way()


def judged(
    verdict: Verdict,
    certificate: Certificate,
    at: datetime | None,
    *,
    broken: Told,
    way: Way = NO_WAY,
) -> FoundSignature:
    """A signature by what was found of it, ``UNKNOWN`` where it holds; ``broken`` says what is wrong with one that does not."""
    said = {Verdict.BROKEN: broken, Verdict.KEPT: _KEPT, Verdict.MATCHED: _ONLY_DIGEST}
    notes = [said[verdict]] if verdict in said else []
    if not certificate.fingerprint and verdict is not Verdict.BROKEN:
        notes.append(_NAMELESS)
    if certificate.doubt == Doubt.WEAK and notes:
        notes += remarks(certificate)
    found = FoundSignature(
        "", verdict, certificate, time=at.isoformat() if at else "", notes=tuple(notes)
    )
    return weighed(found, at, way) if verdict is Verdict.UNKNOWN else found


def weighed(found: FoundSignature, at: datetime | None, way: Way) -> FoundSignature:
    """What a signature that holds is worth by its certificate, with the doubt about that and what to know of it."""
    certificate, lasts = found.certificate, way.lasts
    doubt = certificate.doubt
    if not doubt and at is not None and not certificate.in_force(at):
        doubt = Doubt.FORCE
    if not doubt and at is not None and lasts is not None and not between(lasts[0], at, lasts[1]):
        doubt = Doubt.CHAIN
    self_signed = way.doubt is Doubt.ISSUER and certificate.self_signed
    certificate = replace(certificate, doubt=doubt or (Doubt.SELF if self_signed else way.doubt))
    verdict = Verdict.VALID
    if certificate.doubt:
        verdict = Verdict.MATCHED if certificate.doubt in UNFIT else Verdict.UNKNOWN
    return replace(
        found,
        verdict=verdict,
        certificate=certificate,
        trusted=verdict is Verdict.VALID,
        notes=(*found.notes, *remarks(certificate)),
        way=lasts,
    )


_KEPT = Told(N_("This kind of signature cannot be verified here: it is only kept."))
_ONLY_DIGEST = Told(
    N_("The digest inside is that of the file, but the signature itself cannot be verified here.")
)
_NAMELESS = Told(
    N_(
        "The signer’s certificate is missing: the signature does not show who signed. Ask for one that"
        " holds the certificate."
    )
)


def remarks(certificate: Certificate) -> list[Told]:
    """What to know of a certificate."""
    told = []
    if certificate.test:
        told.append(Told(TEST_BINDS))
    elif certificate.self_signed:
        told.append(_REMARKS[Doubt.SELF])
    if certificate.doubt in _REMARKS and certificate.doubt != Doubt.SELF:
        told.append(_REMARKS[Doubt(certificate.doubt)])
    return told


_REMARKS = {
    Doubt.SELF: Told(N_("The certificate is self-signed: nobody else says whose it is.")),
    Doubt.CHAIN: Told(
        N_(
            "It names an issuer on the trust list, but the certificate itself, that of its issuer or one between"
            " them does not hold, was not in force or cannot be checked here."
        )
    ),
    Doubt.FEEBLE: Told(
        N_(
            "It names an issuer on the trust list, but the certificate itself is signed with an outdated digest"
            " or too short a key: it does not prove whose it is."
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
