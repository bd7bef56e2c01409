# SPDX-License-Identifier: Apache-2.0
"""Letters at the beginning of a request: it is registered (B5.6), and what it lacks (R03)."""

from __future__ import annotations

from collections.abc import Sequence

from desk.documents.blocks import (
    Clause,
    Editable,
    Enclosures,
    Fields,
    Form,
    Grid,
    Heading,
    Shown,
)
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    either,
    lacking,
    letter_lacks,
    letter_values,
    norm,
    only_russian,
    russian,
    when,
    word,
)
from desk.domain.kinds import DemandKind, Law
from desk.domain.paper import AcknowledgementFacts, Missing, RequestToCompleteFacts
from desk.domain.request import POWER
from desk.text import N_, Catalogue

__all__ = ["FORMS"]

_EXTENDABLE = frozenset(
    {
        DemandKind.ACCESS,
        DemandKind.TRANSFERS_INFORMATION,
        DemandKind.INSPECT,
        DemandKind.STOP,
        DemandKind.REGULATOR_INFORMATION,
        DemandKind.REGULATOR_TRANSFER,
        DemandKind.REGULATOR_MEASURES,
    }
)
"""Demands whose ten working days the law lets the operator extend by five (law.md A.3, rule 11)."""


def _parts(missing: Sequence[str], catalogue: Catalogue) -> str:
    parts = ";\n".join(f"— {catalogue.form(f'lack.{part}')}" for part in missing)
    return f"{parts}." if parts else ""


def _acknowledgement_values(facts: AcknowledgementFacts, catalogue: Catalogue) -> dict[str, str]:
    return {
        **letter_values(facts, catalogue),
        "channel": word("channel", facts.channel, catalogue),
        "parts": _parts(facts.missing, catalogue),
    }


def _demands(facts: AcknowledgementFacts, catalogue: Catalogue) -> list[tuple[str, ...]]:
    zone = facts.operator.time_zone
    return [
        (
            word("demand", line.kind, catalogue),
            norm(line.basis, catalogue) or "—",
            when(line.due, zone, catalogue)
            if line.due
            else catalogue.form("acknowledgement.no_term"),
            line.why.of(catalogue.language) or "—",
        )
        for line in facts.demands
    ]


def _acknowledgement_missing(facts: AcknowledgementFacts) -> list[Missing]:
    return [
        *letter_lacks(facts, subject=False),
        *lacking(
            not facts.demands,
            "demands",
            N_("No demand is named. State in the request what is demanded."),
        ),
    ]


def _from_person(facts: AcknowledgementFacts) -> bool:
    return not (facts.addressee.organisation.ru or facts.addressee.organisation.en)


def _extendable(facts: AcknowledgementFacts) -> bool:
    return russian(facts) and any(line.kind in _EXTENDABLE for line in facts.demands)


def _under(law: Law) -> Shown:
    """Shown where the request is under ``law``."""
    return lambda facts: law in facts.laws


_ACKNOWLEDGEMENT = Form(
    id="acknowledgement",
    version=1,
    series="notice",
    facts=AcknowledgementFacts,
    blocks=(
        Heading("acknowledgement.title", "acknowledgement.subject"),
        Clause("acknowledgement.intro"),
        Fields(
            (
                ("field.request", "request"),
                ("field.received_moment", "received_moment"),
                ("field.channel", "channel"),
                ("field.subject", "subject"),
            )
        ),
        *either("acknowledgement.demands", "acknowledgement.demands_other", numbered=True),
        Grid(
            columns=(
                "acknowledgement.col.demand",
                "acknowledgement.col.basis",
                "acknowledgement.col.due",
                "acknowledgement.col.why",
            ),
            widths=(0.24, 0.2, 0.19, 0.37),
            rows=_demands,
        ),
        Clause("acknowledgement.method", numbered=True, shown=russian),
        Clause("acknowledgement.method_vn", numbered=True, shown=_under(Law.VN)),
        Clause("acknowledgement.method_gdpr", numbered=True, shown=_under(Law.GDPR)),
        Clause("acknowledgement.extension", numbered=True, shown=_extendable),
        Clause("acknowledgement.extension_vn", numbered=True, shown=_under(Law.VN)),
        Clause("acknowledgement.extension_gdpr", numbered=True, shown=_under(Law.GDPR)),
        Clause("acknowledgement.missing", numbered=True, shown=lambda facts: bool(facts.missing)),
        Clause("acknowledgement.identity", numbered=True, shown=_from_person),
        Clause("acknowledgement.procedure", numbered=True, shown=lambda facts: bool(facts.laws)),
        Clause("acknowledgement.contact", numbered=True),
        Editable("note"),
        Enclosures(),
        SIGNED_BY_OPERATOR,
    ),
    values=_acknowledgement_values,
    missing=_acknowledgement_missing,
    passages=("note",),
)


def _complete_values(facts: RequestToCompleteFacts, catalogue: Catalogue) -> dict[str, str]:
    return {**letter_values(facts, catalogue), "parts": _parts(_particulars(facts), catalogue)}


def _particulars(facts: RequestToCompleteFacts) -> tuple[str, ...]:
    """What Art. 14 (3) lists; the power of a representative stands beside it (R47)."""
    return tuple(part for part in facts.missing if part != POWER)


def _for_another(facts: RequestToCompleteFacts) -> bool:
    return facts.represented and bool(facts.subject_name.strip())


def _complete_missing(facts: RequestToCompleteFacts) -> list[Missing]:
    return [
        *only_russian(facts),
        *letter_lacks(facts, subject=False),
        *lacking(
            not facts.missing,
            "missing",
            N_("State which of the parts required by Art. 14 (3) the request lacks."),
        ),
        *lacking(
            POWER in facts.missing and not facts.represented,
            "missing",
            N_(
                "No representative wrote, or the authority has already been checked: it cannot be asked for."
            ),
        ),
    ]


_REQUEST_TO_COMPLETE = Form(
    id="request_to_complete",
    version=1,
    series="notice",
    facts=RequestToCompleteFacts,
    blocks=(
        Heading("request_to_complete.title", "request_to_complete.subject"),
        Clause("request_to_complete.intro", shown=lambda facts: not _for_another(facts)),
        Clause("request_to_complete.intro_represented", shown=_for_another),
        Clause(
            "request_to_complete.lacking",
            numbered=True,
            shown=lambda facts: not facts.unknown and bool(_particulars(facts)),
        ),
        Clause(
            "request_to_complete.person",
            numbered=True,
            shown=lambda facts: facts.unknown and bool(_particulars(facts)),
        ),
        Clause(
            "request_to_complete.power", numbered=True, shown=lambda facts: POWER in facts.missing
        ),
        Clause("request_to_complete.ask", numbered=True),
        Clause(
            "request_to_complete.no_copy",
            numbered=True,
            shown=lambda facts: "document" in facts.missing,
        ),
        Clause(
            "request_to_complete.signature",
            numbered=True,
            shown=lambda facts: "signature" in facts.missing and not facts.unknown,
        ),
        Clause(
            "request_to_complete.signature_person",
            numbered=True,
            shown=lambda facts: "signature" in facts.missing and facts.unknown,
        ),
        Clause("request_to_complete.clock", numbered=True),
        Editable("explanation"),
        Enclosures(),
        SIGNED_BY_OPERATOR,
    ),
    values=_complete_values,
    missing=_complete_missing,
    passages=("explanation",),
)

FORMS = (_ACKNOWLEDGEMENT, _REQUEST_TO_COMPLETE)
