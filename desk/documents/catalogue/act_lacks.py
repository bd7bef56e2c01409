# SPDX-License-Identifier: Apache-2.0
"""What an act of destruction lacks: an item of order 179, or a date that cannot be; each with its place."""

from __future__ import annotations

from datetime import date

from desk.documents.catalogue.act_words import signers_lack
from desk.documents.catalogue.wording import card_lacks, is_empty
from desk.domain.act_papers import ActPart, DestructionActFacts
from desk.domain.destruction import Cause
from desk.domain.paper import Missing
from desk.domain.registers import CarrierKind, Method
from desk.text import N_

__all__ = ["act_lacks"]


def act_lacks(facts: DestructionActFacts) -> list[Missing]:
    """Everything the act lacks, in the order of its items."""
    return [
        *card_lacks(facts),
        *_processors(facts),
        *_subjects(facts),
        *_persons(facts),
        *_parts(facts),
        *_reason(facts),
        *_kept(facts),
        *_logs(facts),
    ]


def _processors(facts: DestructionActFacts) -> list[Missing]:
    """Item б: a name and an address."""
    return [
        Missing(
            N_(
                "The act needs the name and address of each processor (item б): {name}. Fill them in among the recipients."
            ),
            f"processors.{order}",
            {"name": each.name},
        )
        for order, each in enumerate(facts.processors, start=1)
        if is_empty(each.name) or not each.address.strip()
    ]


def _subjects(facts: DestructionActFacts) -> list[Missing]:
    """Item в."""
    if facts.subjects and all(name.strip() for name in facts.subjects):
        return []
    return [
        Missing(
            N_(
                "The act must name the persons whose data were destroyed (item в). Fill in the names, or what else tells who they are."
            ),
            "subjects",
        )
    ]


def _persons(facts: DestructionActFacts) -> list[Missing]:
    """Item г, the order of the commission, and the approver where there is one."""
    lacks = []
    if not facts.signers:
        lacks.append(
            Missing(
                N_("Nobody is named who destroyed the data (item г). Appoint the commission."),
                "signers",
            )
        )
    if not facts.alone and is_empty(facts.order):
        lacks.append(
            Missing(
                N_(
                    "The act names no order appointing the commission. Appoint a commission created by order."
                ),
                "order",
            )
        )
    lacks += signers_lack(facts.signers, "signers")
    return lacks + signers_lack((facts.approver,) if facts.approver else (), "approver")


def _parts(facts: DestructionActFacts) -> list[Missing]:
    """Items д, е, ж, з, к of each line."""
    if not facts.parts:
        return [
            Missing(
                N_("The act does not state what was destroyed (items д–ж). Fill in the plan."),
                "parts",
            )
        ]
    return [
        lack
        for order, part in enumerate(facts.parts, start=1)
        for lack in _part(part, order, facts)
    ]


def _part(part: ActPart, order: int, facts: DestructionActFacts) -> list[Missing]:
    paper = not is_empty(part.carrier) and part.carrier_kind == CarrierKind.PAPER
    unsaid = part.method == "other" and is_empty(part.method_words) and is_empty(part.deviation)
    nowhere = all(map(is_empty, (part.carrier, part.system, part.processor)))
    done = part.done or facts.done
    checks = (
        (
            is_empty(part.categories),
            "categories",
            N_("Line {order}: the categories of data are missing (item д). Fill them in."),
        ),
        (
            nowhere,
            "carrier",
            N_("Line {order}: neither a medium nor a system is named (items е, ж). Fill it in."),
        ),
        (
            paper and part.sheets <= 0,
            "sheets",
            N_("Line {order}: the number of sheets is missing (item е). Count and fill it in."),
        ),
        (
            not part.method or unsaid,
            "method",
            N_("Line {order}: the method of destruction is missing (item з). Fill it in."),
        ),
        (
            date.min < done < facts.caused,
            "done",
            N_("Line {order}: destroyed before the reason arose (item к). Correct the date."),
        ),
    )
    return [
        Missing(message, f"parts.{order}.{name}", {"order": order})
        for lacking, name, message in checks
        if lacking
    ]


def _reason(facts: DestructionActFacts) -> list[Missing]:
    """Items и, к."""
    lacks = []
    if not facts.cause or (facts.cause == Cause.OTHER and is_empty(facts.cause_words)):
        lacks.append(
            Missing(N_("The reason for the destruction is missing (item и). Fill it in."), "cause")
        )
    if facts.done < facts.caused:
        lacks.append(
            Missing(
                N_(
                    "The data cannot be destroyed before the reason arose (item к). Correct the date."
                ),
                "done",
            )
        )
    if date.min < facts.day < facts.done:
        lacks.append(
            Missing(
                N_(
                    "The date of destruction is after the date of the act (item к). Correct the date."
                ),
                "done",
            )
        )
    return lacks


def _kept(facts: DestructionActFacts) -> list[Missing]:
    return [
        Missing(
            N_("Line {order} of what is kept names no ground. Fill it in."),
            f"kept.{order}.basis",
            {"order": order},
        )
        for order, each in enumerate(facts.kept, start=1)
        if is_empty(each.basis)
    ]


def _logs(facts: DestructionActFacts) -> list[Missing]:
    """Items 2 and 7 of the order: each system shows its event log, or item 6 is used for it."""
    if facts.method == Method.MANUAL:
        return []
    if all(is_empty(part.system) for part in facts.parts):
        return [
            Missing(
                N_("No information system is named (item ж), though data were processed in one."),
                "parts",
            )
        ]
    shown = {name.ru or name.en for name, how in facts.logs if not is_empty(how)}
    lacking = {part.system.ru or part.system.en for part in facts.parts} - shown - {""}
    return [
        Missing(
            N_(
                "How the event log of “{system}” is evidenced is missing. Attach its export, or enter the items in the act."
            ),
            "logs",
            {"system": system},
        )
        for system in sorted(lacking)
    ]
