# SPDX-License-Identifier: Apache-2.0
"""The journal's words for what comes before a notice of transfers: questions, information, assessments, papers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desk.domain.recipient_information import InformationItem
from desk.text import N_

DEEDS = {
    "recipient.asked": N_("A recipient abroad was asked for information"),
    "recipient.told": N_("Information from a recipient abroad was recorded"),
    "recipient.told_file": N_("A file was added to the information from a recipient"),
    "recipient.told_voided": N_("Information from a recipient was voided"),
    "assessment.recorded": N_("Recipients abroad were assessed"),
    "assessment.issued": N_("The record of an assessment was issued"),
    "assessment.voided": N_("An assessment was voided"),
    "states.loaded": N_("A list of states was loaded"),
    "transfer_notice.written": N_("A notice of transfers was issued"),
}
KEYS = {
    "items": N_("notified of"),
    "added": N_("added"),
    "removed": N_("removed"),
    "assessment": N_("assessment"),
}
RECORDS = {"assessment": N_("assessment {number}")}
LISTS: Mapping[str, type[StrEnum]] = {"items": InformationItem}
