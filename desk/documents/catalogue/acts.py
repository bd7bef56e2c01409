# SPDX-License-Identifier: Apache-2.0
"""The act of destruction (B1): the ten items of order 179 in its order and wording, and what practice adds.

What the commission destroyed line by line stands in a table; a long one, and a long list of persons, go to an annex.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desk.documents.blocks import (
    Annex,
    Clause,
    Editable,
    Enclosures,
    Fields,
    Form,
    Grid,
    Heading,
    Point,
    Signatures,
)
from desk.documents.catalogue.act_lacks import act_lacks
from desk.documents.catalogue.act_words import (
    MANY,
    approver,
    bulleted,
    cause,
    days,
    distinct,
    line,
    listed,
    method,
    post,
    ranges,
    role,
    short_day,
)
from desk.documents.catalogue.wording import (
    common_values,
    day_of,
    printed_number,
    word,
)
from desk.domain.act_papers import ActPart, ActSigner, DestructionActFacts
from desk.domain.registers import Method
from desk.text import Catalogue

__all__ = ["FORMS"]

_LETTERS = ("а", "б", "в", "г", "д", "е", "ж", "з", "и", "к")
"""Of item 3 of the order: it has no “й”."""
_NAMES = ("a", "b", "v", "g", "d", "e", "zh", "z", "i", "k")
_NAMED = 3
"""So many names stand in a row of the table; more are told by their numbers in the annex."""
_SOLID_STATE = ("overwrite", "delete_records", "format")
"""Ways that do not reach the worn-out cells of a solid-state drive."""


def _values(facts: DestructionActFacts, catalogue: Catalogue) -> dict[str, str]:
    language = catalogue.language
    return {
        **common_values(facts, catalogue),
        "case": printed_number(facts.destruction_number),
        "request": printed_number(facts.request_number),
        "order": facts.order.of(language),
        "processors": _processors(facts, catalogue),
        "subjects": _subjects(facts, catalogue),
        "persons": _persons(facts, catalogue),
        "categories": "; ".join(
            distinct(
                each.strip()
                for part in facts.parts
                for each in part.categories.of(language).split(";")
            )
        ),
        "carriers": _carriers(facts, catalogue),
        "systems": _systems(facts, catalogue),
        "methods": listed(method(part, catalogue) for part in facts.parts),
        "cause": cause(facts.cause, facts.cause_words, catalogue),
        "caused": day_of(facts.caused, catalogue),
        "done": days((*(part.done for part in facts.parts), facts.done), catalogue),
        "counted": listed(
            catalogue.form(
                "destruction_act.count", what=word("eraser", id, catalogue), count=str(count)
            )
            for id, count in facts.counts
            if count
        ),
        "keep_until": day_of(facts.keep_until, catalogue) if facts.keep_until else "",
        "act": printed_number(facts.number) or "____________",
    }


def _processors(facts: DestructionActFacts, catalogue: Catalogue) -> str:
    """Item б: each with its address, and what it confirmed."""
    language = catalogue.language
    return listed(
        ", ".join(filter(None, (each.name.of(language), each.address, each.confirmed.of(language))))
        for each in facts.processors
    ) or catalogue.form("destruction_act.b.none")


def _subjects(facts: DestructionActFacts, catalogue: Catalogue) -> str:
    """Item в; more than a few are listed in the annex."""
    if not _many_subjects(facts):
        return bulleted(facts.subjects)
    return catalogue.form("destruction_act.v.many", count=str(len(facts.subjects)))


def _persons(facts: DestructionActFacts, catalogue: Catalogue) -> str:
    """Item г: part, name and post of each; their signatures end the act."""
    return bulleted(
        [
            ", ".join(
                filter(
                    None,
                    (
                        each.name.of(catalogue.language),
                        post(each, catalogue),
                        _part(each, catalogue),
                    ),
                )
            )
            for each in facts.signers
        ]
    )


def _part(signer: ActSigner, catalogue: Catalogue) -> str:
    said = role(signer, catalogue)
    return said[:1].lower() + said[1:]


def _carriers(facts: DestructionActFacts, catalogue: Catalogue) -> str:
    """Item е: each carrier once, with the sheets of all its rows."""
    sheets: dict[str, int] = {}
    for part in facts.parts:
        name = part.carrier.of(catalogue.language)
        if name:
            sheets[name] = sheets.get(name, 0) + part.sheets
    if len(sheets) > MANY:
        return catalogue.form(
            "destruction_act.e.many", count=str(len(sheets)), sheets=str(sum(sheets.values()))
        )
    return listed(
        _sheets(name, count, catalogue) for name, count in sheets.items()
    ) or catalogue.form("destruction_act.e.none")


def _systems(facts: DestructionActFacts, catalogue: Catalogue) -> str:
    """Item ж."""
    return listed(part.system.of(catalogue.language) for part in facts.parts) or catalogue.form(
        "destruction_act.zh.none"
    )


def _place(part: ActPart, catalogue: Catalogue) -> str:
    """Carrier with its sheets, system, and who had them by assignment."""
    language = catalogue.language
    at = part.processor.of(language)
    places = (
        _sheets(part.carrier.of(language), part.sheets, catalogue),
        part.system.of(language),
        catalogue.form("destruction_act.at", processor=at) if at else "",
    )
    return "\n".join(place for place in places if place) or "—"


def _sheets(carrier: str, sheets: int, catalogue: Catalogue) -> str:
    if not carrier or not sheets:
        return carrier
    return catalogue.form("destruction_act.carrier", carrier=carrier, sheets=str(sheets))


def _rows(facts: DestructionActFacts) -> list[tuple[ActPart, tuple[str, ...]]]:
    """What was destroyed alike makes one row: the sheets together, and whose it was."""
    alike: dict[ActPart, list[ActPart]] = {}
    for part in facts.parts:
        alike.setdefault(replace(part, subject="", sheets=0), []).append(part)
    return [
        (
            replace(key, sheets=sum(part.sheets for part in parts)),
            tuple(dict.fromkeys(part.subject for part in parts)),
        )
        for key, parts in alike.items()
    ]


def _whose(names: tuple[str, ...], facts: DestructionActFacts, catalogue: Catalogue) -> str:
    """The names; everybody of item в; or their numbers in the annex where they are many."""
    if "" in names or (len(facts.subjects) > 1 and set(names).issuperset(facts.subjects)):
        return catalogue.form("destruction_act.everybody")
    if len(names) <= _NAMED or not _many_subjects(facts):
        return "\n".join(names)
    numbers = ranges(n for n, name in enumerate(facts.subjects, start=1) if name in names)
    return catalogue.form("destruction_act.numbers", numbers=numbers)


def _parts(facts: DestructionActFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    return [
        (
            str(number),
            _whose(names, facts, catalogue),
            part.categories.of(catalogue.language),
            _place(part, catalogue),
            f"{method(part, catalogue)}\n{short_day(part.done or facts.done, catalogue)}",
            part.deviation.of(catalogue.language) or "—",
        )
        for number, (part, names) in enumerate(_rows(facts), start=1)
    ]


def _kept(facts: DestructionActFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    language = catalogue.language
    return [
        (each.what.of(language), each.basis.of(language), each.until.of(language) or "—")
        for each in facts.kept
    ]


def _logs(facts: DestructionActFacts, catalogue: Catalogue) -> list[Sequence[str]]:
    return [tuple(text.of(catalogue.language) for text in row) for row in facts.logs]


def _names(facts: DestructionActFacts, _catalogue: Catalogue) -> list[Sequence[str]]:
    """Two persons a row."""
    cells = [(str(number), name) for number, name in enumerate(facts.subjects, start=1)]
    cells += [("", "")] * (len(cells) % 2)
    return [(*left, *right) for left, right in zip(cells[::2], cells[1::2], strict=True)]


def _many_subjects(facts: DestructionActFacts) -> bool:
    return len(facts.subjects) > MANY


def _many_parts(facts: DestructionActFacts) -> bool:
    return len(_rows(facts)) > MANY


def _on_solid_state(facts: DestructionActFacts) -> bool:
    return bool(facts.counts) or any(part.method in _SOLID_STATE for part in facts.parts)


def _table(shown_where_many: bool) -> Grid:
    """What was destroyed, line by line, in the act or in its annex."""
    return Grid(
        columns=tuple(
            f"destruction_act.col.{name}"
            for name in ("order", "subject", "categories", "place", "how", "deviation")
        ),
        widths=(0.05, 0.17, 0.28, 0.19, 0.17, 0.14),
        rows=_parts,
        shown=lambda facts: _many_parts(facts) is shown_where_many,
    )


def _points() -> Iterable[Point]:
    for letter, name in zip(_LETTERS, _NAMES, strict=True):
        yield Point(letter, f"destruction_act.{name}.title", f"destruction_act.{name}")


_DESTRUCTION_ACT = Form(
    id="destruction_act",
    version=1,
    series="act",
    facts=DestructionActFacts,
    addressee=False,
    returns=True,
    wide_margin=True,
    prints_head=True,
    kind="destruction_act.kind",
    approver=lambda facts: approver(facts.approver),
    blocks=(
        Heading("destruction_act.title"),
        Clause("destruction_act.intro", shown=lambda facts: not facts.alone),
        Clause("destruction_act.intro_alone", shown=lambda facts: facts.alone),
        Fields((("destruction_act.case", "case"), ("field.request", "request"))),
        *_points(),
        Clause("destruction_act.parts", shown=lambda facts: not _many_parts(facts)),
        _table(shown_where_many=False),
        Clause("destruction_act.parts_annex", shown=_many_parts),
        Clause("destruction_act.kept", shown=lambda facts: bool(facts.kept)),
        Grid(
            columns=tuple(f"destruction_act.col.{name}" for name in ("kept", "basis", "until")),
            widths=(0.36, 0.38, 0.26),
            rows=_kept,
            shown=lambda facts: bool(facts.kept),
        ),
        Clause("destruction_act.nothing_kept", shown=lambda facts: not facts.kept),
        Clause("destruction_act.manual", shown=lambda facts: facts.method == Method.MANUAL),
        Clause("destruction_act.automated", shown=lambda facts: facts.method == Method.AUTOMATED),
        Clause("destruction_act.mixed", shown=lambda facts: facts.method == Method.MIXED),
        Grid(
            columns=("destruction_act.col.system", "destruction_act.col.log"),
            widths=(0.4, 0.6),
            rows=_logs,
            shown=lambda facts: bool(facts.logs),
        ),
        Clause("destruction_act.counts", shown=lambda facts: bool(facts.counts)),
        Clause("destruction_act.solid_state", shown=_on_solid_state),
        Editable(
            "remarks",
            title="destruction_act.remarks.title",
            empty="destruction_act.no_remarks",
        ),
        Enclosures(),
        Clause("destruction_act.kept_for", shown=lambda facts: facts.keep_until is None),
        Clause("destruction_act.kept_until", shown=lambda facts: facts.keep_until is not None),
        Signatures(
            lambda facts: tuple(line(each) for each in facts.signers), "destruction_act.signed"
        ),
        Annex("destruction_act.annex", "destruction_act.annex.subjects", shown=_many_subjects),
        Grid(
            columns=("destruction_act.col.order", "destruction_act.col.subject") * 2,
            widths=(0.08, 0.42) * 2,
            rows=_names,
            shown=_many_subjects,
        ),
        Annex("destruction_act.annex", "destruction_act.annex.parts", shown=_many_parts),
        _table(shown_where_many=True),
    ),
    values=_values,
    missing=act_lacks,
    passages=("remarks",),
)

FORMS = (_DESTRUCTION_ACT,)
