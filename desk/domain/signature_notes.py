# SPDX-License-Identifier: Apache-2.0
"""What is told of signatures that cannot be read or stand alone, whose certificates were not in force, or whose moments cannot be."""

from __future__ import annotations

from desk.errors import N_

UNREAD = N_(
    "It cannot be read: the file is empty, damaged or of another kind. Nobody has signed by it; ask for it"
    " again."
)
ALONE = N_("The file it was made for is not among those kept here.")
LATE = N_(
    "The certificate was not in force when the signature came in, and no time stamp says that it was"
    " made before."
)
EARLY = N_("The certificate was not in force yet when the signature came in.")
LATE_ISSUER = N_(
    "The certificate of its issuer was not in force when the signature came in, and no time stamp says"
    " that it was made before."
)
EARLY_ISSUER = N_("The certificate of its issuer was not in force yet when the signature came in.")
ENDED = N_(
    "The certificate is not in force now, and no time stamp says that it was when the signature was made."
)
NOT_BEGUN = N_("The certificate is not in force yet.")
ENDED_ISSUER = N_(
    "The certificate of its issuer is not in force now, and no time stamp says that it was when the"
    " signature was made."
)
NOT_BEGUN_ISSUER = N_("The certificate of its issuer is not in force yet.")
AHEAD = N_(
    "By the signer’s own clock the signature was made on {day}, which is still to come: when it was made"
    " is not known."
)
WAS_AHEAD = N_(
    "By the signer’s own clock the signature was made on {day}, which was still to come when it came in:"
    " its day is that on which it came in."
)
STAMP_AHEAD = N_(
    "Its time stamp names {day}, which is still to come, and does not count. The time is what the"
    " signer’s machine said."
)
