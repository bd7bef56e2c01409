# SPDX-License-Identifier: Apache-2.0
"""The notice of what was done (B5.4): one form, worded by the action, quoting the act where there is one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from desk.documents.blocks import (
    Clause,
    Editable,
    Enclosures,
    Fields,
    Form,
    Heading,
    Shown,
)
from desk.documents.catalogue.wording import (
    SIGNED_BY_OPERATOR,
    complaint,
    day_of,
    foreign,
    is_empty,
    lacking,
    letter_lacks,
    letter_values,
    norm,
    number_and_date,
    printed_number,
    russian,
)
from desk.domain.paper import DONE_ACTIONS, OBJECTION_ENDS, Missing, NoticeDoneFacts
from desk.errors import Refusal
from desk.text import N_, Catalogue

__all__ = ["FORMS"]

_FINDINGS = frozenset({"objection", "inquiry"})
"""Actions that report what was found, not what was done to data."""
_BLOCKS = frozenset({"blocking", "unblocking"})
"""Actions that say themselves how the block stands."""


def _values(facts: NoticeDoneFacts, catalogue: Catalogue) -> dict[str, str]:
    if facts.action not in DONE_ACTIONS:
        raise Refusal(
            N_("There is no notice of the action “{action}”."), field="action", action=facts.action
        )
    return {
        **letter_values(facts, catalogue),
        "about": catalogue.form(_about(facts)),
        "done": catalogue.form(_done(facts)),
        "done_on": day_of(facts.done_on, catalogue),
        "basis": norm(facts.basis, catalogue),
        "unblocked": day_of(facts.unblocked, catalogue) if facts.unblocked else "",
        "act": number_and_date(printed_number(facts.act_number), facts.act_date, catalogue),
    }


def _missing(facts: NoticeDoneFacts) -> list[Missing]:
    finding = facts.action in _FINDINGS
    return [
        *letter_lacks(facts, request=not facts.unasked),
        *lacking(
            is_empty(facts.basis),
            "basis",
            N_(
                "The legal provision the action is based on is missing. Make the paper from the request."
            ),
        ),
        *lacking(
            facts.action == "objection" and facts.ended not in OBJECTION_ENDS,
            "ended",
            N_(
                "State the outcome for the contested decision: upheld, or changed in whole or in part."
            ),
        ),
        *lacking(
            finding and is_empty(facts.passages.get("measures")),
            "passages.measures",
            N_("The result is missing. Write it in the draft, “Decision and measures taken”."),
        ),
        *lacking(
            not finding and is_empty(facts.passages.get("data")),
            "passages.data",
            N_("The data concerned are missing. Write them in the draft, “Personal data”."),
        ),
    ]


def _about(facts: NoticeDoneFacts) -> str:
    """What the notice is about; an inquiry the addressee did not ask for is a check."""
    return "notice_done.check.about" if _check(facts) else f"notice_done.{facts.action}.about"


def _done(facts: NoticeDoneFacts) -> str:
    return "notice_done.check.done" if _check(facts) else f"notice_done.{facts.action}.done"


def _check(facts: NoticeDoneFacts) -> bool:
    return facts.action == "inquiry" and not _on_request(facts)


def _on_request(facts: NoticeDoneFacts) -> bool:
    """Whoever gets the letter applied for what it reports."""
    return not (facts.own_finding or facts.to_subject or facts.unasked)


def _to_regulator(facts: NoticeDoneFacts) -> bool:
    """Roskomnadzor itself gets the notice: it is not told how to complain to it."""
    return facts.regulator and not facts.to_subject


def _from_person(facts: NoticeDoneFacts) -> bool:
    return _on_request(facts) and not _to_regulator(facts)


def _to_person(facts: NoticeDoneFacts, shown: Shown) -> bool:
    return not _to_regulator(facts) and shown(facts)


def _ended(facts: NoticeDoneFacts, end: str) -> bool:
    return facts.action == "objection" and facts.ended == end


def _of(*actions: str) -> Shown:
    return lambda facts: facts.action in actions


def _on_data(facts: NoticeDoneFacts) -> bool:
    return facts.action not in _FINDINGS


def _on_inquiry(facts: NoticeDoneFacts) -> bool:
    """What was found out is told alone, or beside what it led to."""
    return facts.action == "inquiry" or (facts.inquired and facts.action != "objection")


def _on_findings(facts: NoticeDoneFacts) -> bool:
    return facts.action in _FINDINGS


_NOTICE_DONE = Form(
    id="notice_done",
    version=1,
    series="notice",
    facts=NoticeDoneFacts,
    blocks=(
        Heading("notice_done.title", "notice_done.subject"),
        Clause("notice_done.intro", shown=lambda facts: _from_person(facts) and russian(facts)),
        Clause("notice_done.intro_to_regulator", shown=_to_regulator),
        Clause(
            "notice_done.intro_other", shown=lambda facts: _from_person(facts) and foreign(facts)
        ),
        Clause("notice_done.intro_own", shown=lambda facts: facts.own_finding),
        Clause("notice_done.intro_unasked", shown=lambda facts: facts.unasked),
        Clause("notice_done.intro_regulator", shown=lambda facts: facts.to_subject),
        Clause("notice_done.done"),
        Fields(
            (
                ("field.subject", "subject"),
                ("field.done_on", "done_on"),
                ("field.basis", "basis"),
                ("field.act", "act"),
            )
        ),
        *(
            Clause(f"notice_done.ended.{end}", shown=partial(_ended, end=end))
            for end in OBJECTION_ENDS
        ),
        Clause(
            "notice_done.unblocked",
            shown=lambda facts: facts.unblocked is not None and facts.action not in _BLOCKS,
        ),
        Editable(
            "established",
            title="notice_done.established.title",
            empty="common.no_data",
            shown=_on_inquiry,
        ),
        Editable(
            "cause", title="notice_done.cause.title", empty="common.no_data", shown=_on_inquiry
        ),
        Editable(
            "measures",
            title="notice_done.measures.title",
            empty="common.to_fill",
            mandatory=True,
            shown=lambda facts: _on_findings(facts) or _on_inquiry(facts),
        ),
        Editable(
            "data",
            title="notice_done.data.title",
            empty="common.to_fill",
            mandatory=True,
            shown=_on_data,
        ),
        Editable(
            "systems", title="notice_done.systems.title", empty="common.no_data", shown=_on_data
        ),
        Editable(
            "third_parties",
            title="notice_done.third_parties.title",
            empty="common.no_data",
            shown=_on_data,
        ),
        Editable(
            "remaining", title="notice_done.remaining.title", empty="common.no_data", shown=_on_data
        ),
        Editable(
            "limited", title="notice_done.limited.title", shown=_of("cessation", "destruction")
        ),
        *(replace(each, shown=partial(_to_person, shown=each.shown)) for each in complaint()),
        Enclosures(),
        SIGNED_BY_OPERATOR,
    ),
    values=_values,
    missing=_missing,
    passages=(
        "established",
        "cause",
        "measures",
        "data",
        "systems",
        "third_parties",
        "remaining",
        "limited",
    ),
)

FORMS = (_NOTICE_DONE,)
