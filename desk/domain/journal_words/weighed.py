# SPDX-License-Identifier: Apache-2.0
"""The journal's words for assessments of harm."""

from desk.text import N_

DEEDS = {
    "harm.assessed": N_("The harm that may be done was assessed"),
    "harm.issued": N_("The act of harm assessment was issued"),
}
RECORDS = {"harm": N_("assessment of harm {number}")}
