# SPDX-License-Identifier: Apache-2.0
"""The norms a paper cites for what was done: of the terms the deed meets, else of the duty itself.

The operator's own promises are dates to keep, never the ground of a deed: they are not cited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from desk.domain.deeds import ACTION_OF, ALSO_MET, DEED_ROWS, FOUND_ROWS
from desk.domain.kinds import DemandKind, Law
from desk.domain.steps import reply_forms
from desk.domain.values import Both
from desk.services.desk import Desk
from desk.services.terms import rule_of
from desk.storage.models import Deadline

_LAW = Both(" Федерального закона № 152-ФЗ", " of Federal Law No. 152-FZ")
_ANY = None
_UNLAWFUL: Mapping[DemandKind | None, str] = {
    DemandKind.CLAIM_UNLAWFUL: "R11",
    DemandKind.COMPLAINT: "R11",
}
_INACCURATE: Mapping[DemandKind | None, str] = {
    DemandKind.CLAIM_INACCURATE: "R13",
    DemandKind.BLOCK: "R13",
}
_ROWS: Mapping[str, Mapping[DemandKind | None, str]] = {
    "correction": {**_INACCURATE, _ANY: "R07"},
    "blocking": {**_UNLAWFUL, _ANY: "R12"},
    "unblocking": {**_UNLAWFUL, _ANY: "R13"},
    "cessation": {
        DemandKind.WITHDRAW: "R21",
        DemandKind.STOP: "R22",
        DemandKind.STOP_MARKETING: "R25",
        DemandKind.STOP_DISSEMINATION: "R28",
        DemandKind.STOP_BREACH: "R29",
        _ANY: "R14",
    },
    "destruction": {
        DemandKind.DESTROY: "R08",
        DemandKind.WITHDRAW: "R21",
        DemandKind.STOP: "R22",
        _ANY: "R15",
    },
    "marketing": {_ANY: "R25"},
    "dissemination": {DemandKind.STOP_BREACH: "R29", _ANY: "R28"},
    "objection": {_ANY: "R26"},
    "inquiry": {_ANY: "R11"},
}
"""The row of the law a deed rests on where no term of the request says so, by action and kind."""
_DEEDS = {**DEED_ROWS, **ALSO_MET}
_DECIDING: Mapping[DemandKind, frozenset[str]] = {
    DemandKind.CLAIM_UNLAWFUL: frozenset({"destruction", "inquiry"}),
    DemandKind.COMPLAINT: frozenset({"destruction"}),
    DemandKind.CLAIM_INACCURATE: frozenset({"inquiry"}),
    DemandKind.WITHDRAW: frozenset({"destruction"}),
    DemandKind.STOP: frozenset({"destruction"}),
    DemandKind.STOP_DISSEMINATION: frozenset({"cessation"}),
    DemandKind.STOP_BREACH: frozenset({"cessation"}),
    DemandKind.STOP_MARKETING: frozenset({"cessation"}),
}

Terms = Mapping[DemandKind, list[Deadline]]
"""The terms of the demands a paper is about, by kind."""


def by_laws(
    desk: Desk, laws: Sequence[Law], russian: Callable[[Terms], Both], terms: Terms
) -> Both:
    """The norms of every law a request is under: ``russian`` says those of Federal Law 152-FZ.

    Another law is cited by the terms it set, or by its name where it set none.
    """
    own = {
        kind: [row for row in rows if desk.rules.law_of(row.pack) is Law.RU]
        for kind, rows in terms.items()
    }
    found = [russian(own)] if Law.RU in laws else []
    for law in laws:
        if law is not Law.RU:
            rows = [
                row for each in terms.values() for row in each if desk.rules.law_of(row.pack) is law
            ]
            packs = [pack.title for pack in desk.rules.packs if pack.law is law]
            found.append(of_terms(desk, rows) if rows else joined(packs))
    return joined(found)


def deciding(kind: DemandKind) -> frozenset[str]:
    """The actions whose notice ends a demand of this kind."""
    return _DECIDING.get(kind, frozenset()) | {ACTION_OF.get(kind, "")}


def answers(form_id: str, action: str, kind: DemandKind) -> bool:
    """Whether a paper of this form, reporting ``action``, decides a demand of this kind."""
    return form_id in reply_forms(kind) and (form_id != "notice_done" or action in deciding(kind))


def of_deed(desk: Desk, action: str, terms: Terms) -> Both:
    """The norms the deed rests on: of every term it meets, else by what was done and demanded."""
    table, found = _ROWS.get(action, {}), list[Both]()
    for kind, rows in terms.items():
        met = [row for row in rows if not row.own and action in _DEEDS.get(row.row, ())]
        name = table.get(kind) or (table.get(_ANY) if action in deciding(kind) else None)
        if met:
            found.append(of_terms(desk, met))
        elif name:
            found.append(desk.rules.find(name).basis)
        if action == "inquiry":
            found += [of_terms(desk, [row]) for row in rows if row.row in FOUND_ROWS]
    if not found and _ANY in table:
        found.append(desk.rules.find(table[_ANY]).basis)
    return joined(found)


def of_answer(desk: Desk, terms: Terms) -> Both:
    """The norms an answer rests on: of each demand's own term, else of the duty it names."""
    found: list[Both] = []
    for kind, rows in terms.items():
        legal = [row for row in rows if not row.own]
        norm = (
            of_terms(desk, legal[:1])
            if legal
            else of_deed(desk, ACTION_OF.get(kind, ""), {kind: []})
        )
        found.append(norm)
    return joined(found)


def of_terms(desk: Desk, rows: Iterable[Deadline]) -> Both:
    """The norms of these terms of the law, each once."""
    return joined(rule_of(desk, row).basis for row in rows)


def joined(norms: Iterable[Both]) -> Both:
    """Several norms as one phrase; the name of the law is said once at the end."""
    parts = [norm for norm in dict.fromkeys(norms) if norm.ru or norm.en]
    if len(parts) < 2 or not all(norm.ru.endswith(_LAW.ru) for norm in parts):
        return Both("; ".join(n.ru for n in parts), "; ".join(n.en for n in parts))
    whole = [set(norm.ru.removesuffix(_LAW.ru).split(", ")) for norm in parts]
    # A norm that names another one too says it for both.
    told = [norm for norm, own in zip(parts, whole, strict=True) if not any(own < o for o in whole)]
    return Both(
        ", ".join(norm.ru.removesuffix(_LAW.ru) for norm in told) + _LAW.ru,
        ", ".join(norm.en.removesuffix(_LAW.en) for norm in told) + _LAW.en,
    )
