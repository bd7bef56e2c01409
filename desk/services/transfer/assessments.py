# SPDX-License-Identifier: Apache-2.0
"""Assessments of recipients (Art. 12 (4) 7): recorded with what was found of each, before the notice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from desk.domain.assessments import (
    Assessment,
    AssessmentView,
    BanMeasure,
    Feasibility,
    Party,
    Sufficiency,
)
from desk.domain.countries import RUSSIA
from desk.domain.state_lists import act_named
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal
from desk.services.checks import clean_text, required
from desk.services.desk import Desk, writes
from desk.services.entries import clean_both, clean_day, existing, new_code, required_both
from desk.services.transfer.recipient_information import told_of
from desk.storage.models import (
    Recipient,
    Transfer,
    TransferAssessment,
    TransferAssessmentItem,
    TransferAssessmentParty,
    TransferNotice,
)

_PARTIES = (
    "SELECT DISTINCT recipient, country FROM transfer WHERE id IN (SELECT value FROM json_each(?))"
    " ORDER BY recipient, country"
)


def assessment_id(code: str) -> int:
    """The id behind the code of an assessment; refuses when there is none."""
    wanted = code.strip().removeprefix("assessment/")
    row = TransferAssessment.get_or_none(TransferAssessment.code == wanted)
    if row is None:
        raise Refusal(N_("There is no assessment “{code}”."), field="assessment", code=wanted[:40])
    return int(row.id)


def parties_of(desk: Desk, transfers: Iterable[int]) -> tuple[tuple[int, str], ...]:
    """The recipients of these transfers, each with the state it gets the data in."""
    wanted = json.dumps(sorted(transfers))
    return tuple(desk.database.execute_sql(_PARTIES, (wanted,)).fetchall())


@writes("transfer")
def record_assessment(desk: Desk, told: Assessment) -> int:
    """Record an assessment of the recipients of these transfers and return its id.

    Every recipient has told something by that day, and of every one it is said whether that is enough.
    """
    day = clean_day(desk, told.assessed, "assessed")
    transfers = _transfers(told, day)
    parties = _parties(desk, told, [each.id for each in transfers], day)
    on = date.fromisoformat(day)
    code = new_code(TransferAssessment, "e")
    id = int(
        TransferAssessment.insert(code=code, assessed_on=day, **_what(desk, told, on)).execute()
    )
    TransferAssessmentItem.insert_many(
        [{"assessment": id, "transfer": each.id} for each in transfers]
    ).execute()
    TransferAssessmentParty.insert_many(
        [
            {
                "assessment": id,
                "recipient": each.recipient,
                "country": each.country,
                "listed": int(desk.states.listed(each.country, on)),
                "sufficient": each.sufficient,
                "feasible": each.feasible,
                "remark": clean_text(each.remark, "parties", "note"),
            }
            for each in parties
        ]
    ).execute()
    desk.record(
        "assessment.recorded",
        f"assessment/{code}",
        transfers=[f"transfer/{each.code}" for each in transfers],
        on=day,
    )
    return id


def _what(desk: Desk, told: Assessment, on: date) -> dict[str, str]:
    """Who assessed by which list, and what came of it, as columns."""
    return {
        "list_ru": desk.states.version(on, "ru"),
        "list_en": desk.states.version(on, "en"),
        "measures": json.dumps(list(dict.fromkeys(told.measures))),
        **_pair("assessor", required_both(told.assessor, "assessor")),
        **_pair("post", clean_both(told.post, "post")),
        **_pair("conclusion", _text(told.conclusion, "conclusion")),
        **_pair("left_out", _text(told.left_out, "left_out")),
        **_pair("risk", _text(told.risk, "risk")),
    }


def _text(text: Both, field: str) -> Both:
    ru, en = (clean_text(each, field, "note") for each in (text.ru, text.en))
    return Both(ru or en, en)


def _pair(name: str, text: Both) -> dict[str, str]:
    return {f"{name}_ru": text.ru, f"{name}_en": text.en}


def _transfers(told: Assessment, day: str) -> list[Transfer]:
    wanted = list(dict.fromkeys(told.transfers))
    found = list(Transfer.select().where(Transfer.id.in_(wanted)).order_by(Transfer.id))
    if not wanted or len(found) < len(wanted):
        raise AtField(N_("Choose the transfers that are assessed."), field="transfers")
    for each in found:
        if each.country == RUSSIA:
            message = N_("Transfer {code} stays in Russia: nothing is assessed.")
        elif each.retired or (each.until and each.until < day):
            message = N_("Transfer {code} had ended by that date.")
        else:
            continue
        raise Refusal(message, field="transfers", code=each.code)
    return found


def _parties(desk: Desk, told: Assessment, transfers: Sequence[int], day: str) -> Sequence[Party]:
    """What was found of every recipient, in the order of the register."""
    wanted = parties_of(desk, transfers)
    found = {(each.recipient, each.country): each for each in told.parties}
    known = told_of(desk, wanted, day)
    for recipient, country in wanted:
        row = existing(Recipient, recipient)
        name = Both(row.name_ru, row.name_en or row.name_ru)
        if (recipient, country) not in found:
            raise Refusal(
                N_("State whether the measures of “{name}” are sufficient."), "parties", name=name
            )
        if not known[recipient, country].came:
            raise Refusal(
                N_("By that date “{name}” had provided no information: record it first."),
                "parties",
                name=name,
            )
    return [found[each] for each in wanted]


@writes("transfer")
def void_assessment(desk: Desk, id: int, reason: str) -> None:
    """Take an assessment out that was recorded by mistake; one a notice rests on stays."""
    row = existing(TransferAssessment, id)
    if row.void_on:
        raise Refusal(N_("This assessment is already void."))
    notice = TransferNotice.get_or_none(
        TransferNotice.assessment_id == id, TransferNotice.void_on.is_null()
    )
    if notice is not None:
        raise Refusal(
            N_("Notice {code} is based on this assessment, so it cannot be voided."),
            code=notice.code,
        )
    reason = required(reason, "reason")
    TransferAssessment.update(void_on=desk.today().isoformat(), void_because=reason).where(
        TransferAssessment.id == id
    ).execute()
    desk.record("assessment.voided", f"assessment/{row.code}", reason=reason)


_VIEWS = (
    "SELECT e.id, e.code, e.assessed_on, e.assessor_ru, e.assessor_en, e.post_ru, e.post_en,"
    " e.list_ru, e.list_en, e.conclusion_ru, e.conclusion_en, e.left_out_ru, e.left_out_en,"
    " e.measures, e.risk_ru, e.risk_en, coalesce(e.void_on, '') AS void, e.void_because,"
    " (SELECT json_group_array(json_array(id, code)) FROM (SELECT t.id, t.code FROM"
    "  transfer_assessment_item i JOIN transfer t ON t.id = i.transfer WHERE i.assessment = e.id"
    "  ORDER BY t.id)),"
    " (SELECT json_group_array(json_array(recipient, country, sufficient, feasible, remark, listed))"
    "  FROM (SELECT * FROM transfer_assessment_party p WHERE p.assessment = e.id"
    "  ORDER BY recipient, country))"
    " FROM transfer_assessment e WHERE {which} ORDER BY e.assessed_on, e.id"
)
_OF_TRANSFER = "e.id IN (SELECT assessment FROM transfer_assessment_item WHERE transfer = ?)"


def assessments_of(desk: Desk, transfer: int) -> tuple[AssessmentView, ...]:
    """The assessments of a transfer, the oldest first, void ones too."""
    return _views(desk, _OF_TRANSFER, transfer)


def assessments(desk: Desk) -> tuple[AssessmentView, ...]:
    """All assessments, the oldest first, void ones too."""
    return _views(desk, "? = ''", "")


def assessment_view(desk: Desk, id: int) -> AssessmentView:
    """One assessment."""
    existing(TransferAssessment, id)
    return _views(desk, "e.id = ?", id)[0]


def _views(desk: Desk, which: str, value: object) -> tuple[AssessmentView, ...]:
    cursor = desk.database.execute_sql(_VIEWS.format(which=which), (value,))
    names = [column[0] for column in cursor.description[:18]]
    return tuple(
        _view(dict(zip(names, row, strict=False)), row[18], row[19]) for row in cursor.fetchall()
    )


def _view(row: Mapping[str, str], transfers: str, parties: str) -> AssessmentView:
    def both(name: str) -> Both:
        return Both(row[f"{name}_ru"], row[f"{name}_en"])

    linked = tuple((int(id), str(code)) for id, code in json.loads(transfers))
    return AssessmentView(
        id=int(row["id"]),
        code=row["code"],
        assessment=Assessment(
            transfers=tuple(id for id, _code in linked),
            assessed=row["assessed_on"],
            assessor=both("assessor"),
            post=both("post"),
            parties=tuple(
                Party(recipient, country, Sufficiency(enough), Feasibility(can), remark, bool(on))
                for recipient, country, enough, can, remark, on in json.loads(parties)
            ),
            conclusion=both("conclusion"),
            left_out=both("left_out"),
            measures=tuple(BanMeasure(each) for each in json.loads(row["measures"])),
            risk=both("risk"),
        ),
        transfers=linked,
        list_version=act_named(both("list")),
        void=row["void"],
        void_because=row["void_because"],
    )
