# SPDX-License-Identifier: Apache-2.0
"""The consent to dissemination (Art. 10.1): the nine items of Roskomnadzor's order 18 in its order and wording.

The subject ticks which data may be spread, and sets conditions and prohibitions by hand: silence is no consent.
"""

from __future__ import annotations

from desk.documents.blocks import Clause, Fields, Option, Point, Shown, Ticks
from desk.documents.catalogue.consent_words import (
    by_representative,
    consent_form,
    consent_lacks,
    consent_values,
)
from desk.documents.catalogue.wording import is_empty, lacking
from desk.domain.consent_papers import ConsentDisseminationFacts
from desk.domain.kinds import OperatorKind
from desk.domain.operator import Operator
from desk.domain.paper import Missing
from desk.domain.values import Both
from desk.text import N_, Catalogue

__all__ = ["FORMS"]

_LIMITS = ("no_passing", "no_processing", "conditions")
_PASSING = ("internal", "networks", "none")


def _values(facts: ConsentDisseminationFacts, catalogue: Catalogue) -> dict[str, str]:
    operator = facts.operator
    kind = _kind(operator)
    values = consent_values(facts, catalogue)
    details = [values["operator"], values["address"]]
    if kind != "person":
        details += [
            catalogue.form(f"common.{name}", number=number).replace(" ", "\xa0")
            for name, number in (
                ("inn", operator.inn),
                ("ogrn" if kind == "legal" else "ogrnip", operator.ogrn),
            )
            if number
        ]
    return {
        **values,
        "operator_title": catalogue.form(f"consent_dissemination.item3.{kind}"),
        "operator_details": "; ".join(details),
        "resources": "\n".join(facts.resources),
        "prohibitions": facts.prohibitions.of(catalogue.language),
    }


def _kind(operator: Operator) -> str:
    """Which of the three sorts of operators the order tells apart this one is."""
    if operator.kind is OperatorKind.LEGAL:
        return "legal"
    registered = operator.kind is OperatorKind.TRADER and operator.ogrn
    return "trader" if registered else "person"


def _boxes(name: str) -> Ticks:
    """A box for each of the data of one category."""

    def options(facts: ConsentDisseminationFacts, catalogue: Catalogue) -> list[Option]:
        listed: tuple[Both, ...] = getattr(facts, name)
        return [Option(False, each.of(catalogue.language)) for each in listed]

    return Ticks(options, _has(name))


def _has(name: str) -> Shown:
    return lambda facts: bool(getattr(facts, name))


def _lacks(name: str) -> Shown:
    return lambda facts: not getattr(facts, name)


def _limits(_facts: ConsentDisseminationFacts, catalogue: Catalogue) -> list[Option]:
    return [Option(False, catalogue.form(f"consent_dissemination.{limit}")) for limit in _LIMITS]


def _passing(facts: ConsentDisseminationFacts, catalogue: Catalogue) -> list[Option]:
    return [
        Option(facts.passing_on == way, catalogue.form(f"consent_dissemination.passing.{way}"))
        for way in _PASSING
    ]


def _missing(facts: ConsentDisseminationFacts) -> list[Missing]:
    addresses = [each.strip() for each in facts.resources]
    return [
        *consent_lacks(facts),
        *lacking(
            _kind(facts.operator) != "person" and not facts.operator.inn.strip(),
            "operator.inn",
            N_("The operator’s card has no INN: order 18, item 3, asks for it. Fill it in there."),
        ),
        *lacking(
            not addresses,
            "resources",
            N_("Name the pages on which the data are published (order 18, item 4)."),
        ),
        *lacking(
            not all(each.startswith(("http://", "https://")) for each in addresses),
            "resources",
            N_("The address of a page must begin with http:// or https:// (order 18, item 4)."),
        ),
    ]


_CONSENT_DISSEMINATION = consent_form(
    "consent_dissemination",
    ConsentDisseminationFacts,
    (
        Point("1", "consent_dissemination.item1"),
        Fields((("", "subject"),), lines=1),
        Fields(
            (
                ("field.representative", "representative"),
                ("field.authority", "authority"),
            ),
            shown=by_representative,
            lines=1,
        ),
        Point("2", "consent_dissemination.item2"),
        Fields((("", "subject_contact"),), lines=1),
        Point("3", "consent_dissemination.item3", "consent_dissemination.operator"),
        Point("4", "consent_dissemination.item4", "consent_dissemination.resources"),
        Point("5", "consent_dissemination.item5", "consent.purpose"),
        Point("6", "consent_dissemination.item6", "consent_dissemination.tick"),
        Clause("consent_dissemination.data", align="left", shown=_has("data")),
        _boxes("data"),
        Clause("consent_dissemination.special", align="left", shown=_has("special")),
        _boxes("special"),
        Clause("consent_dissemination.conviction", align="left", shown=_has("conviction")),
        _boxes("conviction"),
        Clause("consent_dissemination.no_special", align="left", shown=_lacks("special")),
        Clause("consent_dissemination.biometric", align="left", shown=_has("biometric")),
        _boxes("biometric"),
        Clause("consent_dissemination.no_biometric", align="left", shown=_lacks("biometric")),
        Point("7", "consent_dissemination.item7"),
        Ticks(_limits, lambda facts: is_empty(facts.prohibitions)),
        Fields(
            (("field.limited_data", ""), ("field.prohibitions", "")),
            lambda facts: is_empty(facts.prohibitions),
            lines=2,
        ),
        Fields((("field.prohibitions", "prohibitions"),)),
        Point("8", "consent_dissemination.item8"),
        Ticks(_passing),
        Point("9", "consent_dissemination.item9", "consent_dissemination.term"),
        Clause("consent_dissemination.stop"),
        Clause("consent_dissemination.publish"),
    ),
    values=_values,
    missing=_missing,
)

FORMS = (_CONSENT_DISSEMINATION,)
