# SPDX-License-Identifier: Apache-2.0
"""A request by its id, refused in one way wherever it is not there or void."""

from __future__ import annotations

from desk.domain.kinds import RequestState
from desk.errors import N_, AtField, Refusal
from desk.storage.models import Person, Request


def known_request(id: int, field: str | None = None) -> Request:
    """The request; refuses one that is not there, at ``field`` where somebody chose it."""
    request: Request | None = Request.get_or_none(Request.id == id)
    if request is None:
        raise AtField(N_("There is no such request."), field=field)
    return request


def standing_request(id: int) -> Request:
    """The request, closed or not; refuses a void one."""
    request = known_request(id)
    if request.state == RequestState.VOID:
        raise Refusal(N_("The record is void: nothing more can be done with it."))
    return request


def any_erased(request: Request) -> bool:
    """Whether the person a request is about, or who made it, was erased."""
    people = (request.subject_id, request.applicant_id)
    return Person.select().where(Person.id.in_(people), Person.erased_on.is_null(False)).exists()
