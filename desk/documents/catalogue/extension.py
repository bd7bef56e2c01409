# SPDX-License-Identifier: Apache-2.0
"""The reasoned notice of extension (B5.3), to the subject or to Roskomnadzor.

It is good only while the primary term runs; that is watched where the extension is granted.
"""

from __future__ import annotations

from desk.documents.blocks import (
    Clause,
    Editable,
    Enclosures,
    Fields,
    Form,
    Grid,
    Heading,
)
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    day_of,
    foreign,
    is_empty,
    lacking,
    letter_lacks,
    letter_values,
    norm,
    number_and_date,
    russian,
    word,
)
from desk.domain.paper import ExtendedTerm, ExtensionNoticeFacts, Missing
from desk.text import N_, Catalogue

__all__ = ["FORMS"]


def _values(facts: ExtensionNoticeFacts, catalogue: Catalogue) -> dict[str, str]:
    return {
        **letter_values(facts, catalogue),
        **_single(facts, catalogue),
        "theirs": number_and_date(facts.their_number, facts.their_date, catalogue),
    }


def _single(facts: ExtensionNoticeFacts, catalogue: Catalogue) -> dict[str, str]:
    """Norm and days in lines, where one term is moved; several stand in a table."""
    if _several(facts):
        return {"primary_due": "", "new_due": "", "basis": ""}
    return {
        "primary_due": day_of(facts.primary_due, catalogue),
        "new_due": day_of(facts.new_due, catalogue),
        "basis": "" if facts.promised else norm(facts.terms[0].basis, catalogue),
    }


def _ground(term: ExtendedTerm, catalogue: Catalogue) -> str:
    """The norm; of what was promised, that no law sets it."""
    return catalogue.form("extension_notice.own") if term.own else norm(term.basis, catalogue)


def _several(facts: ExtensionNoticeFacts) -> bool:
    return len(facts.terms) > 1


def _terms(facts: ExtensionNoticeFacts, catalogue: Catalogue) -> list[tuple[str, ...]]:
    return [
        (
            word("demand", term.kind, catalogue),
            _ground(term, catalogue),
            day_of(term.primary_due, catalogue),
            day_of(term.new_due, catalogue),
        )
        for term in facts.terms
    ]


def _missing(facts: ExtensionNoticeFacts) -> list[Missing]:
    return [
        *letter_lacks(facts, subject=not facts.to_regulator),
        *lacking(
            is_empty(facts.passages.get("reasons")),
            "passages.reasons",
            N_("An extension needs reasons. Write them in the draft, “Reasons for the extension”."),
        ),
        *lacking(
            any(is_empty(term.basis) for term in facts.terms),
            "basis",
            N_(
                "The legal provision that allows the extension is missing. Extend the deadline from the request."
            ),
        ),
    ]


def _to_regulator(facts: ExtensionNoticeFacts) -> bool:
    return facts.to_regulator


def _by_russian_law(facts: ExtensionNoticeFacts) -> bool:
    return not facts.to_regulator and russian(facts)


def _in_five_days(facts: ExtensionNoticeFacts) -> bool:
    """By how much it is extended is said where the law says it: a promise may be extended by more."""
    return not facts.laws and not any(term.own for term in facts.terms)


def _in_time(facts: ExtensionNoticeFacts) -> bool:
    """A corrected notice may be drawn up after the first term, and then does not say that it left before."""
    return all(facts.day <= term.primary_due for term in facts.terms)


_EXTENSION_NOTICE = Form(
    id="extension_notice",
    version=1,
    series="notice",
    facts=ExtensionNoticeFacts,
    blocks=(
        Heading("extension_notice.title", "extension_notice.subject"),
        Clause(
            "extension_notice.to_subject",
            shown=lambda facts: _by_russian_law(facts) and not facts.promised,
        ),
        Clause(
            "extension_notice.to_subject_own",
            shown=lambda facts: _by_russian_law(facts) and facts.promised,
        ),
        Clause("extension_notice.to_subject_other", shown=foreign),
        Clause("extension_notice.to_regulator", shown=_to_regulator),
        Fields(
            (
                ("field.theirs", "theirs"),
                ("field.request", "request"),
                ("field.received", "received"),
                ("field.subject", "subject"),
                ("field.basis", "basis"),
                ("field.primary_due", "primary_due"),
                ("field.new_due", "new_due"),
            )
        ),
        Clause("extension_notice.terms", shown=_several),
        Grid(
            columns=(
                "acknowledgement.col.demand",
                "acknowledgement.col.basis",
                "field.primary_due",
                "field.new_due",
            ),
            widths=(0.28, 0.28, 0.22, 0.22),
            rows=_terms,
            shown=_several,
        ),
        Editable(
            "reasons",
            title="extension_notice.reasons.title",
            empty="common.to_fill",
            mandatory=True,
        ),
        Clause(
            "extension_notice.promise", shown=lambda facts: _in_five_days(facts) and _in_time(facts)
        ),
        Clause(
            "extension_notice.promise_other",
            shown=lambda facts: not _in_five_days(facts) and _in_time(facts),
        ),
        Clause(
            "extension_notice.promise_late",
            shown=lambda facts: _in_five_days(facts) and not _in_time(facts),
        ),
        Clause(
            "extension_notice.promise_other_late",
            shown=lambda facts: not _in_five_days(facts) and not _in_time(facts),
        ),
        Clause("common.complaint", shown=_by_russian_law),
        Clause("common.complaint_other", shown=lambda facts: bool(facts.laws)),
        Enclosures(),
        SIGNED_BY_OPERATOR,
    ),
    values=_values,
    missing=_missing,
    passages=("reasons",),
)

FORMS = (_EXTENSION_NOTICE,)
