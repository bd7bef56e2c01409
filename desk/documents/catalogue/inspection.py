# SPDX-License-Identifier: Apache-2.0
"""The record of an inspection on the spot (R04): what was shown, free of charge; both sides sign it."""

from __future__ import annotations

from desk.documents.blocks import (
    Clause,
    Editable,
    Enclosures,
    Fields,
    Form,
    Heading,
    Signatures,
    Signer,
)
from desk.documents.catalogue.wording import (
    by_language,
    card_lacks,
    day_of,
    is_empty,
    lacking,
    letter_values,
    only_russian,
    operator_signer,
)
from desk.domain.paper import InspectionRecordFacts, Missing
from desk.text import LANGUAGES, N_, Catalogue

__all__ = ["FORMS"]


def _values(facts: InspectionRecordFacts, catalogue: Catalogue) -> dict[str, str]:
    return {
        **letter_values(facts, catalogue),
        "inspected_on": day_of(facts.inspected_on, catalogue),
        "place": facts.place.of(catalogue.language)
        or facts.operator.address.of(catalogue.language),
        "inspector": facts.inspector_name,
    }


def _missing(facts: InspectionRecordFacts) -> list[Missing]:
    return [
        *only_russian(facts),
        *card_lacks(facts),
        *lacking(
            not facts.subject_name.strip(),
            "subject_name",
            N_("The data subject is not named. Fill in the subject’s name in the request."),
        ),
        *lacking(
            is_empty(facts.passages.get("shown")),
            "passages.shown",
            N_("What was shown is missing. Write it in the draft, “Personal data inspected”."),
        ),
    ]


def _signers(facts: InspectionRecordFacts) -> tuple[Signer, ...]:
    stood_in = facts.inspector_name.strip()
    post = "inspection_record.representative" if stood_in else "inspection_record.data_subject"
    name = stood_in or facts.subject_name
    visitor = Signer(field="subject", post=by_language(post), name=dict.fromkeys(LANGUAGES, name))
    return operator_signer(facts), visitor


_INSPECTION_RECORD = Form(
    id="inspection_record",
    version=1,
    series="record",
    facts=InspectionRecordFacts,
    addressee=False,
    returns=True,
    wide_margin=True,
    blocks=(
        Heading("inspection_record.title", "inspection_record.subject"),
        Fields(
            (
                ("field.subject", "subject"),
                ("field.inspector", "inspector"),
                ("field.request", "request"),
                ("field.inspected_on", "inspected_on"),
                ("field.place", "place"),
            )
        ),
        Clause("inspection_record.opened", numbered=True),
        Clause("inspection_record.others", numbered=True),
        Editable(
            "shown", title="inspection_record.shown.title", empty="common.to_fill", mandatory=True
        ),
        Editable(
            "remarks", title="inspection_record.remarks.title", empty="inspection_record.no_remarks"
        ),
        Clause("inspection_record.copies"),
        Enclosures(),
        Signatures(_signers),
    ),
    values=_values,
    missing=_missing,
    passages=("shown", "remarks"),
)

FORMS = (_INSPECTION_RECORD,)
