# SPDX-License-Identifier: Apache-2.0
"""The register of consents for a period: every column of practice, from the registers, in a few statements."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from desk.domain.consent import ConsentState, Proof
from desk.domain.consent_papers import ConsentLine, RegisterConsentsFacts
from desk.domain.days import day_of, start_of
from desk.domain.kinds import LanguageMode
from desk.domain.paper import Draft
from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.services.checks import check_period, without_symbols
from desk.services.consent.grounds import GROUNDS, grounds_of
from desk.services.consent.proof import proofs
from desk.services.desk import Desk
from desk.services.entries import CategoryNames
from desk.services.paper.period_sheets import period_sheets
from desk.services.terms import end_of, stamp

MOST_LINES = 20_000
_LINES = (
    "SELECT c.id, c.number, coalesce(nullif(s.name, ''), nullif(s.email, ''), s.phone), c.kind, c.written,"  # noqa: S608 -- a constant
    " p.title_ru, p.title_en, c.categories, c.given, c.way, c.text_version, c.fingerprint,"
    " coalesce(c.valid_until, ''), c.state, coalesce(c.ended, ''), c.evidence,"
    f" EXISTS (SELECT 1 FROM attachment a WHERE a.consent = c.id), ({GROUNDS})"
    " FROM consent c JOIN person s ON s.id = c.person JOIN purpose p ON p.id = c.purpose"
    # A moment is kept in UTC, where its day may be another than that of the legal zone.
    " WHERE c.given BETWEEN :low AND :high AND c.state <> 'void' AND CASE WHEN instr(c.given, 'T')"
    " THEN c.given >= :first AND c.given < :last ELSE c.given BETWEEN :since AND :until END"
    " ORDER BY c.given, c.id LIMIT :most"
)


def register_consents(desk: Desk, since: date, until: date, mode: LanguageMode) -> Draft:
    """The register of the consents given in a period, ready to preview and issue."""
    lines = register_lines(desk, since, until)
    return period_sheets(
        desk,
        "register_consents",
        RegisterConsentsFacts,
        mode,
        "consents",
        since=since,
        until=until,
        lines=lines,
    )


def register_lines(
    desk: Desk, since: date, until: date, most: int = MOST_LINES
) -> tuple[ConsentLine, ...]:
    """One line a consent given in the period, in the order of giving; both days included."""
    check_period(since, until)
    zone, day = desk.zone, timedelta(days=1)
    bounds: dict[str, object] = {
        "low": (since - day).isoformat(),
        "high": (until + 2 * day).isoformat(),
        "first": stamp(start_of(since, desk.zone)),
        "last": end_of(until, desk.zone),
        "since": since.isoformat(),
        "until": until.isoformat(),
        "most": most + 1,
    }
    found = desk.database.execute_sql(_LINES, bounds).fetchall()
    if len(found) > most:
        raise Refusal(N_("The period holds more than {most} consents."), field="until", most=most)
    names, doubted = CategoryNames(), proofs(desk, [row[0] for row in found], ended=True)
    return tuple(
        _line(desk, order, row, names, zone, doubted.get(id, Proof.SOUND))
        for order, (id, *row) in enumerate(found, start=1)
    )


def _line(
    desk: Desk,
    order: int,
    row: Sequence[Any],
    names: CategoryNames,
    zone: str,
    proof: Proof,
) -> ConsentLine:
    number, subject, kind, written, ru, en, categories, given, way, version = row[:10]
    fingerprint, until, state, ended, evidence, files, grounds = row[10:]
    further = [each for each in grounds_of(desk, grounds) if each.same_purpose]
    return ConsentLine(
        order=order,
        number=number,
        subject=without_symbols(subject),
        kind=kind,
        written=bool(written),
        purpose=Both(ru, en),
        data=names.of(json.loads(categories)),
        given=_day(given, zone),
        way=way,
        text=" ".join(part for part in (version, fingerprint[:16]) if part),
        valid_until=until,
        withdrawn=_day(ended, zone) if state == ConsentState.WITHDRAWN else "",
        further=Both(
            "; ".join(each.basis.ru for each in further), "; ".join(e.basis.en for e in further)
        ),
        ended=_day(ended, zone),
        stored=_stored(json.loads(evidence), files=bool(files)),
        proof=proof.value,
    )


def _stored(evidence: dict[str, str], *, files: bool) -> str:
    """Where the proof is: a place, a page or call, and the desk itself when it keeps a file of it."""
    told = [evidence[name] for name in ("stored_at", "page", "call", "session") if name in evidence]
    return "; ".join([*told, "Desk"] if files else told)


def _day(text: str, zone: str) -> str:
    return day_of(text, zone).isoformat() if text else ""
