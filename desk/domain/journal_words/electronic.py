# SPDX-License-Identifier: Apache-2.0
"""What the journal calls electronic signatures, their checks and their issuers."""

from desk.text import N_

DEEDS = {
    "paper.signed_electronically": N_("A paper was signed electronically"),
    "paper.signature_kept": N_("A detached signature of a paper was kept"),
    "paper.signature_vouched": N_("A check of a signature elsewhere was noted"),
    "paper.signatures_checked": N_("Electronic signatures were checked"),
    "file.signature_checked": N_("The signature of a file was checked"),
    "issuer.trusted": N_("An issuer of certificates was put on the trust list"),
    "issuer.distrusted": N_("An issuer of certificates was taken off the trust list"),
    "certificate.made": N_("A test certificate was made"),
    "paper.protected": N_("A copy with an opening password was saved"),
}
KEYS = {
    "how": N_("how"),
    "verdict": N_("verdict"),
    "instead": N_("in place of an earlier one"),
    "instead_sha256": N_("its SHA-256"),
    "signature_sha256": N_("SHA-256 of the signature"),
    "verdicts": N_("verdict"),
    "broken": N_("broken"),
    "counted_papers": N_("papers"),
    "fingerprint": N_("fingerprint"),
}
RECORDS = {"issuer": N_("issuer {number}")}
