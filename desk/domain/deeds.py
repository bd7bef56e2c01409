# SPDX-License-Identifier: Apache-2.0
"""What is done about demands, and which terms of the law it ends: a table by row, and one by kind."""

from __future__ import annotations

from collections.abc import Mapping

from desk.domain.kinds import DemandKind

BLOCK_ROWS = frozenset({"R11", "R12"})
STOP_ROW = "R14"
"""Three working days to stop what is unlawful: this deed waits for no answer and no destruction."""
FOUND_ROWS = frozenset({STOP_ROW, "R15"})
"""Terms a finding of unlawful processing opens."""
PROVED_ROWS = frozenset({"R07", "R08", "R13"})
"""Terms confirming data open."""
KEPT_BY_FINDING = FOUND_ROWS | {"R11", "R23"}
"""Terms that outlive the demand a finding was made on: they end with deeds alone."""
DEED_ROWS: Mapping[str, frozenset[str]] = {
    "R07": frozenset({"correction"}),
    "R08": frozenset({"destruction"}),
    "R11": frozenset({"blocking"}),
    "R12": frozenset({"blocking"}),
    "R13": frozenset({"correction"}),
    "R14": frozenset({"cessation", "destruction", "lawful"}),
    "R15": frozenset({"destruction", "lawful"}),
    "R23": frozenset({"destruction", "lawful"}),
}
"""Terms that only a deed meets, by row of the law, with the deeds that meet them; an answer alone does not."""
VISIT_ROW = "R04"
"""The duty to let the person inspect the data: at the visit, or in ten working days."""
ALSO_MET: Mapping[str, frozenset[str]] = {
    "R21": frozenset({"destruction"}),
    "R22": frozenset({"cessation", "destruction"}),
    "R25": frozenset({"marketing", "cessation"}),
    "R28": frozenset({"dissemination", "cessation"}),
    "R29": frozenset({"dissemination", "cessation"}),
    "V04": frozenset({"destruction"}),
    "G09": frozenset({"marketing", "cessation"}),
}
"""Terms that end with the deed itself, or else with the answer that reports it or refuses it."""
_GONE = frozenset({"cessation", "destruction"})
MET_BY: Mapping[DemandKind, frozenset[str]] = {
    DemandKind.CORRECT: frozenset({"correction"}),
    DemandKind.CLAIM_INACCURATE: frozenset({"correction"}),
    DemandKind.BLOCK: frozenset({"blocking"}),
    DemandKind.DESTROY: frozenset({"destruction"}),
    DemandKind.CLAIM_UNLAWFUL: _GONE | {"lawful"},
    DemandKind.WITHDRAW: _GONE,
    DemandKind.STOP: _GONE,
    DemandKind.STOP_MARKETING: _GONE | {"marketing"},
    DemandKind.STOP_DISSEMINATION: _GONE | {"dissemination"},
    DemandKind.STOP_BREACH: _GONE | {"dissemination"},
}
"""Demands the law has met by a deed, with the deeds that meet them: to decide that it was, one is on record."""
DEEDS = (
    "correction", "blocking", "unblocking", "cessation", "destruction", "marketing", "dissemination",
    "lawful",
)  # fmt: skip
"""What ``record_remedy`` knows; ``lawful`` means that a lawful ground was secured, which ends R14 and R15."""
TELLABLE = frozenset({"correction", "cessation", "destruction"})
"""Deeds the subject is told of (Art. 20 (3), 21 (3)); the law names no term, own promises do."""
TELL_ROW = "P02"
KEEP_ROW = "R24"
"""How long an act is kept; of one drawn up elsewhere the term stands on the request and outlives it: nothing is due."""

ACTION_OF: Mapping[DemandKind, str] = {
    DemandKind.CORRECT: "correction",
    DemandKind.CLAIM_INACCURATE: "correction",
    DemandKind.BLOCK: "blocking",
    DemandKind.DESTROY: "destruction",
    DemandKind.CLAIM_UNLAWFUL: "cessation",
    DemandKind.WITHDRAW: "cessation",
    DemandKind.STOP: "cessation",
    DemandKind.STOP_MARKETING: "marketing",
    DemandKind.STOP_DISSEMINATION: "dissemination",
    DemandKind.STOP_BREACH: "dissemination",
    DemandKind.OBJECT_AUTOMATED: "objection",
    DemandKind.COMPLAINT: "inquiry",
}
"""What a notice of measures reports unless the operator says otherwise (``NoticeDoneFacts.action``)."""
