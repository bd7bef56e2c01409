# SPDX-License-Identifier: Apache-2.0
"""The journal's words for what clients are told, and for data that were handed over."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desk.domain.clients import NoticeKind, Objection
from desk.domain.kinds import DemandKind
from desk.text import N_

DEEDS = {
    "client.saved": N_("A client was saved"),
    "client_notice.opened": N_("A client has to be notified"),
    "client_notice.drafted": N_("A draft e-mail to a client was made"),
    "client_notice.sent": N_("A notice to a client was dispatched"),
    "client_notice.answered": N_("A client’s decision on a sub-processor was recorded"),
    "client_notice.dropped": N_("A notice to a client was taken back"),
    "request.client": N_("Demands were passed to a client"),
    "disclosure.recorded": N_("Data handed over to somebody were recorded"),
}
KEYS = {
    "notice_kind": N_("about"),
    "objection": N_("client’s decision"),
    "client": N_("client"),
    "demands_left": N_("demands passed to the client"),
}
RECORDS = {"client": N_("client {number}"), "disclosure": N_("data handed over, {number}")}
LISTS: Mapping[str, type[StrEnum]] = {
    "notice_kind": NoticeKind,
    "objection": Objection,
    "demands_left": DemandKind,
}
