# SPDX-License-Identifier: Apache-2.0
"""Requests of subjects and of Roskomnadzor: every act the window and the command line offer on them.

Each public function is one act. The acts live in small modules by theme; this is their front door.
"""

from __future__ import annotations

from desk.services.letter.dispatching import dispatch
from desk.services.letter.intake import LIMITS, register_request
from desk.services.letter.undelivered import record_returned, what_left
from desk.services.letter.unsending import newest_dispatch, take_back_dispatch
from desk.services.request.adding import add_demand, missed_kinds
from desk.services.request.cards import file_bytes, request_card
from desk.services.request.corrections import correct, void_request
from desk.services.request.evidence import add_evidence
from desk.services.request.handling import (
    add_file,
    add_note,
    block,
    check_authority,
    close_request,
    confirm_identity,
    decide,
    decline_block,
    extend,
    set_completeness,
)
from desk.services.request.inquiries import record_inquiry, record_remedy
from desk.services.request.laws import change_laws
from desk.services.request.listing import request_count_bound, request_id, request_ids, request_rows
from desk.services.request.merging import merge_people
from desk.services.request.postponing import postpone_destruction
from desk.services.request.reopening import reopen_request
from desk.services.request.unblocking import unblock

__all__ = [
    "LIMITS",
    "add_demand",
    "add_evidence",
    "add_file",
    "add_note",
    "block",
    "change_laws",
    "check_authority",
    "close_request",
    "confirm_identity",
    "correct",
    "decide",
    "decline_block",
    "dispatch",
    "extend",
    "file_bytes",
    "merge_people",
    "missed_kinds",
    "newest_dispatch",
    "postpone_destruction",
    "record_inquiry",
    "record_remedy",
    "record_returned",
    "register_request",
    "reopen_request",
    "request_card",
    "request_count_bound",
    "request_id",
    "request_ids",
    "request_rows",
    "set_completeness",
    "take_back_dispatch",
    "unblock",
    "void_request",
    "what_left",
]
