# SPDX-License-Identifier: Apache-2.0
"""The names of what clients are told, of what becomes of their data, and of their word on a sub-processor."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desk.domain.clients import AtEnd, NoticeKind, Objection
from desk.domain.marking import Words, pgettext

_CLIENT_NOTICES: Mapping[StrEnum, Words] = {
    NoticeKind.REQUEST: pgettext("client notice", "Request received"),
    NoticeKind.LEAK: pgettext("client notice", "Leak"),
    NoticeKind.SUB_PROCESSOR: pgettext("client notice", "New sub-processor"),
    NoticeKind.DESTRUCTION: pgettext("client notice", "Data destroyed"),
}
_AT_ENDS: Mapping[StrEnum, Words] = {
    AtEnd.DESTROY: pgettext("end of assignment", "Destroy the data"),
    AtEnd.RETURN: pgettext("end of assignment", "Return the data"),
    AtEnd.RETURN_DESTROY: pgettext("end of assignment", "Return the data and destroy the copies"),
}
_OBJECTIONS: Mapping[StrEnum, Words] = {
    Objection.AGREED: pgettext("objection", "Agreed"),
    Objection.SILENT: pgettext("objection", "Did not object in time"),
    Objection.OBJECTED: pgettext("objection", "Objected"),
}

CLIENT_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Words]] = {
    NoticeKind: _CLIENT_NOTICES,
    AtEnd: _AT_ENDS,
    Objection: _OBJECTIONS,
}
"""By list, as ``labels`` looks them up."""
