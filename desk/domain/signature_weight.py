# SPDX-License-Identifier: Apache-2.0
"""What the law makes of an electronic signature, by what its certificate claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import N_

if TYPE_CHECKING:
    from desk.domain.signatures import Certificate

WEIGHT = N_(
    "A signature made here is an enhanced non-qualified one (UNEP): equal to a hand-written one only"
    " where the parties have agreed on it. An act under order 179 needs pens, or qualified signatures"
    " (UKEP), which are usually made elsewhere."
)
"""What the law makes of a signature that is made here, said where one can be."""
QUALIFIED = N_(
    "The certificate bears the marks of a qualified one (UKEP). Not checked here: whether its issuer is"
    " accredited, whether it was revoked, and with what means the signature was made."
)
NOT_QUALIFIED = N_(
    "The certificate does not say that it is a qualified one (UKEP). An enhanced non-qualified signature"
    " (UNEP) is equal to a hand-written one only where the parties have agreed on it."
)
ACT_UNQUALIFIED = N_(
    "Not every electronic signature under this act bears the marks of a qualified one (UKEP): order 179,"
    " item 4, needs pens, or qualified signatures."
)
"""What is told of an act of destruction whose signatures are not known to be qualified."""
ACT_NEEDS = N_(
    "An act of destruction needs pens, or qualified signatures (UKEP): order 179, item 4."
)
"""What is told where it is not known whether a file is such an act."""
KIND_UNKNOWN = N_(
    "The kind of signature cannot be determined from what was read of its certificate."
)


def weight(certificate: Certificate) -> str:
    """What the law makes of a signature by what its certificate claims, wherever it was made; nothing of a test."""
    if certificate.test:
        return ""
    if certificate.qualified is None:
        return KIND_UNKNOWN
    return QUALIFIED if certificate.qualified else NOT_QUALIFIED
