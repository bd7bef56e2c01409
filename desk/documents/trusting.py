# SPDX-License-Identifier: Apache-2.0
"""The ways from certificates to trusted issuers: which may lead there, and which keys are strong enough for one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from desk.documents.algorithms import too_short, validator
from desk.documents.weighing import NO_WAY, Way, usage_of
from desk.domain.verdicts import Doubt

if TYPE_CHECKING:
    from asn1crypto.algos import SignedDigestAlgorithm
    from asn1crypto.keys import PublicKeyInfo
    from asn1crypto.x509 import Certificate as Parsed
    from pyhanko.sign.ades.report import AdESSubIndic
    from pyhanko.sign.validation.status import SignatureStatus
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.path import ValidationPath
    from pyhanko_certvalidator.policy_decl import AlgorithmUsageConstraint, AlgorithmUsagePolicy


def validation_context(roots: Iterable[bytes], at: datetime | None) -> ValidationContext:
    """Trust in these issuers as of ``at``, with the network left alone."""
    from asn1crypto.x509 import Certificate as Parsed
    from pyhanko_certvalidator import ValidationContext

    moment = at or datetime.now(UTC)
    return ValidationContext(
        # Of certificates renewed for one name and key only the first is looked at.
        trust_roots=sorted(map(Parsed.load, roots), key=lambda each: _last(each, moment)),
        moment=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
        algorithm_usage_policy=strong(),
        signature_validator=validator(),
    )


def _last(certificate: Parsed, at: datetime) -> tuple[bool, float]:
    """Those in force come first, of them those that are so longest."""
    since, until = certificate.not_valid_before, certificate.not_valid_after
    return not since <= at <= until, -until.timestamp()


@cache
def strong() -> AlgorithmUsagePolicy:
    """PyHanko's own policy, and beside it the bound for keys on elliptic curves, which it has not."""
    from pyhanko_certvalidator.policy_decl import (
        AlgorithmUsageConstraint,
        DisallowWeakAlgorithmsPolicy,
    )

    class Strong(DisallowWeakAlgorithmsPolicy):
        def signature_algorithm_allowed(
            self,
            algo: SignedDigestAlgorithm,
            moment: datetime | None,
            public_key: PublicKeyInfo | None,
        ) -> AlgorithmUsageConstraint:
            if public_key is not None and too_short(public_key):
                return AlgorithmUsageConstraint(allowed=False)
            return super().signature_algorithm_allowed(algo, moment, public_key)

    return Strong()  # type: ignore[no-untyped-call]  # its constructor has no types


def led(
    certificate: Parsed, others: Sequence[Parsed], roots: Iterable[bytes], at: datetime | None
) -> Way:
    """The way from a certificate over ``others`` to a trusted issuer, for a signature pyHanko does not check."""
    from pyhanko.sign.validation.generic_cms import validate_cert_usage

    context = validation_context(roots, at)
    context.certificate_registry.register_multiple(others)
    found = asyncio.run(
        validate_cert_usage(
            certificate,
            context,
            key_usage_settings=usage_of(certificate.dump()),
            paths=context.path_builder.async_build_paths_lazy(certificate),
        )
    )
    return _along(found.success_result or found.error_path, found.error_subindic)


def way_of(status: SignatureStatus) -> Way:
    """The way from the certificate of a signature to an issuer, as pyHanko found it."""
    return _along(status.validation_path, status.trust_problem_indic)


def _along(path: ValidationPath | None, problem: AdESSubIndic | None) -> Way:
    """A way pyHanko went, which does not look when the issuer's own certificate ends."""
    from pyhanko.sign.ades.report import AdESIndeterminate

    unsafe = problem is AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE
    if path is None:
        return Way(Doubt.WEAK) if unsafe else NO_WAY
    over = tuple(path.iter_certs(include_root=True))
    if problem is None:
        return Way(Doubt.NONE, over)
    return Way(Doubt.FEEBLE if unsafe and _feeble(over) else Doubt.CHAIN, over)


def _feeble(over: Sequence[Parsed]) -> bool:
    """Whether the last certificate of a way is itself signed by what is too weak for it."""
    *_others, issuer, own = over
    return not strong().signature_algorithm_allowed(
        own["signature_algorithm"], None, issuer.public_key
    )
