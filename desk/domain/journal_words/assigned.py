# SPDX-License-Identifier: Apache-2.0
"""What the journal calls the acts on assignments and their details."""

from desk.text import N_

DEEDS = {
    "assignment.saved": N_("An assignment was saved"),
    "assignment.sub_processor": N_("A sub-processor was dealt with"),
    "assignment.checked": N_("A processor was checked"),
    "assignment.issued": N_("An assignment was issued"),
    "third_parties.made": N_("An edition of the list of third parties was made"),
    "third_parties.published": N_("An edition of the list of third parties was published"),
}
KEYS = {
    "outcome": N_("outcome"),
    "next": N_("next"),
}
RECORDS = {
    "assignment": N_("assignment {number}"),
    "third_parties": N_("list of third parties {number}"),
}
