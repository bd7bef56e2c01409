# SPDX-License-Identifier: Apache-2.0
"""The names of what may flow abroad, what recipients told, how they were assessed and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desk.domain.assessments import BanMeasure, Feasibility, Sufficiency
from desk.domain.marking import Words, pgettext
from desk.domain.recipient_information import InformationItem
from desk.domain.transfers import Decision, FlowWord, TransferGround

_FLOWS: Mapping[StrEnum, Words] = {
    FlowWord.FLOWS: pgettext("transfer", "Allowed"),
    FlowWord.WAITS: pgettext("transfer", "Must wait"),
    FlowWord.STOPPED: pgettext("transfer", "Stopped"),
}
_INFORMATION: Mapping[StrEnum, Words] = {
    InformationItem.MEASURES: pgettext("information", "protection measures"),
    InformationItem.TERMINATION: pgettext("information", "when processing ends"),
    InformationItem.LAW: pgettext("information", "law of the state"),
    InformationItem.CONTACTS: pgettext("information", "contacts"),
}
_SUFFICIENCY: Mapping[StrEnum, Words] = {
    Sufficiency.ENOUGH: pgettext("sufficiency", "Sufficient"),
    Sufficiency.PARTLY: pgettext("sufficiency", "Sufficient, with remarks"),
    Sufficiency.NOT_ENOUGH: pgettext("sufficiency", "Not enough"),
}
_FEASIBLE: Mapping[StrEnum, Words] = {
    Feasibility.FULL: pgettext("feasibility", "Can be made to destroy everything"),
    Feasibility.PARTLY: pgettext("feasibility", "Only in part"),
}
_BAN_MEASURES: Mapping[StrEnum, Words] = {
    BanMeasure.STOP: pgettext("ban_measure", "Stop the transfer at once"),
    BanMeasure.DEMAND: pgettext("ban_measure", "Demand destruction and a confirmation"),
    BanMeasure.MAPPING: pgettext("ban_measure", "Delete our own keys that link to people"),
    BanMeasure.TELL: pgettext("ban_measure", "Notify the people concerned"),
}
_DECISIONS: Mapping[StrEnum, Words] = {
    Decision.NO_OBJECTION: pgettext("decision", "No objection"),
    Decision.RESTRICTED: pgettext("decision", "Restricted"),
    Decision.PROHIBITED: pgettext("decision", "Prohibited"),
}
_TRANSFER_GROUNDS: Mapping[StrEnum, Words] = {
    TransferGround.CONSENT: pgettext("ground of transfer", "Consent"),
    TransferGround.CONTRACT: pgettext("ground of transfer", "Contract"),
    TransferGround.LAW: pgettext("ground of transfer", "Law"),
    TransferGround.OTHER: pgettext("ground of transfer", "Other ground"),
}

TRANSFER_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Words]] = {
    FlowWord: _FLOWS,
    InformationItem: _INFORMATION,
    Sufficiency: _SUFFICIENCY,
    Feasibility: _FEASIBLE,
    BanMeasure: _BAN_MEASURES,
    Decision: _DECISIONS,
    TransferGround: _TRANSFER_GROUNDS,
}
