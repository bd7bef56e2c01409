# SPDX-License-Identifier: Apache-2.0
"""The list of third parties: its lines from the registers, its editions, where each was published, what changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from desk.domain.assignment_papers import ThirdPartiesFacts
from desk.domain.assignment_words import joined
from desk.domain.assignments import AssignmentRow, Declared, SubProcessor
from desk.domain.canon import canonical
from desk.domain.countries import both_names
from desk.domain.kinds import LanguageMode
from desk.domain.numbering import printed_number
from desk.domain.paper import Draft
from desk.domain.request import PaperBrief
from desk.domain.third_parties import Edition, ThirdParty, differences
from desk.domain.values import Both
from desk.errors import N_, AtField, Refusal, Told
from desk.services.assignment.views import assignments, declared
from desk.services.checks import check_past_day, clean_line
from desk.services.desk import Desk, writes
from desk.services.entries import existing
from desk.services.paper.facts import base_facts
from desk.storage.models import Document, ThirdPartyEdition

_SAID = {
    "added": N_("added: {names}"),
    "removed": N_("removed: {names}"),
    "changed": N_("changed: {names}"),
}


def third_parties(desk: Desk) -> tuple[ThirdParty, ...]:
    """Whom processing is assigned to today, with the sub-processors that work, by name."""
    today = desk.today()
    running = [row for row in assignments(desk) if row.assignment.runs(today)]
    if not running:
        return ()
    told, titles = declared(desk)
    mine: dict[int, list[AssignmentRow]] = {}
    for row in running:
        mine.setdefault(row.recipient.id, []).append(row)
    found = [_processor(rows, told, titles) for rows in mine.values()]
    found += [_engaged(row, sub) for row in running for sub in row.subs if sub.works(today)]
    return tuple(sorted(found, key=_place))


def _place(line: ThirdParty) -> tuple[str, ...]:
    """By name; whoever a processor engaged stands after it."""
    return (line.engaged.ru or line.name.ru, line.engaged.ru, line.name.ru)


def _processor(
    rows: Sequence[AssignmentRow], told: Mapping[str, Declared], titles: Mapping[str, Both]
) -> ThirdParty:
    """A processor with what all its assignments say."""
    recipient = rows[0].recipient
    codes = dict.fromkeys(code for row in rows for code in row.assignment.purposes)
    data = dict.fromkeys(code for row in rows for code in row.assignment.categories)
    further = [row.assignment.further for row in rows if row.assignment.further.ru]
    return ThirdParty(
        key=recipient.code,
        name=recipient.name,
        address=recipient.address,
        country=both_names(recipient.country),
        service=recipient.service.value,
        purposes=(*(told[code].title for code in codes if code in told), *further),
        data=tuple(titles[code] for code in data if code in titles),
    )


def _engaged(row: AssignmentRow, sub: SubProcessor) -> ThirdParty:
    """A sub-processor under an assignment."""
    return ThirdParty(
        key=f"{row.code}/{sub.id}",
        name=sub.name,
        address=sub.address,
        country=both_names(sub.country),
        does=sub.does,
        engaged=row.recipient.name,
    )


def draft_list(desk: Desk, mode: LanguageMode) -> Draft:
    """The list as an edition of it would be issued."""
    from desk.services.paper.papers import completed

    facts = ThirdPartiesFacts(**base_facts(desk), lines=third_parties(desk))
    return completed(Draft("third_parties", mode, facts, (), ()))


@writes("register", "paper")
def make_edition(desk: Desk, mode: LanguageMode) -> PaperBrief:
    """Issue the list as a paper and keep it as an edition that is not published yet."""
    from desk.services.paper.papers import issue

    lines = third_parties(desk)
    paper = issue(desk, draft_list(desk, mode))
    ThirdPartyEdition.create(document=paper.id, made=paper.date, lines=canonical(lines))
    desk.record("third_parties.made", paper.number)
    return paper


@writes("register")
def record_publication(desk: Desk, id: int, on: date, place: str) -> None:
    """Record when and where an edition was published."""
    row = existing(ThirdPartyEdition, id)
    day = check_past_day(on, desk.today(), "on").isoformat()
    if day < row.made:
        raise Refusal(N_("An edition cannot be published before it was made."), field="on")
    place = clean_line(place, "place")
    if not place:
        raise Refusal(N_("State where the list was published."), field="place")
    if Document.get_by_id(row.document_id).state != "issued":
        raise Refusal(N_("The paper of this edition is void."), field="edition")
    ThirdPartyEdition.update(published=day, place=place).where(ThirdPartyEdition.id == id).execute()
    desk.record("third_parties.published", f"third_parties/{id}", on=day)


def editions(_desk: Desk) -> list[Edition]:
    """Every edition, the newest first."""
    rows = ThirdPartyEdition.select(ThirdPartyEdition, Document).join(Document)
    return [_edition(row) for row in rows.order_by(ThirdPartyEdition.id.desc())]


def _edition(row: ThirdPartyEdition) -> Edition:
    return Edition(
        id=row.id,
        number=row.document.number or "",
        document=row.document_id,
        made=row.made,
        lines=tuple(_line(each) for each in json.loads(row.lines)),
        published=row.published or "",
        place=row.place,
        void=row.document.state != "issued",
    )


def _line(kept: dict[str, Any]) -> ThirdParty:
    both: dict[str, Any] = {
        name: Both(**kept[name]) for name in ("name", "country", "does", "engaged")
    }
    lists: dict[str, Any] = {
        name: tuple(Both(**each) for each in kept[name]) for name in ("purposes", "data")
    }
    plain: dict[str, Any] = {name: kept[name] for name in ("key", "address", "service")}
    return ThirdParty(**both, **lists, **plain)


def edition(desk: Desk, id: int) -> Edition:
    """One edition."""
    found = [each for each in editions(desk) if each.id == id]
    if not found:
        raise AtField(N_("There is no such edition."), field="edition")
    return found[0]


def published(desk: Desk) -> Edition | None:
    """The edition that was published last."""
    found = [each for each in editions(desk) if each.published and not each.void]
    return max(found, key=lambda each: (each.published, each.id), default=None)


def list_calls(desk: Desk) -> Iterator[Told]:
    """That the published list no longer fits the registers: who was added, removed, changed."""
    last = published(desk)
    if last is None:
        return
    changes = differences(last.lines, third_parties(desk))
    parts = []
    for kind, message in _SAID.items():
        names = [each.name for each in changes if each.kind == kind]
        if names:
            parts.append(Told(message, names=joined(names)))
    if parts:
        yield Told(
            N_(
                "The list of third parties published on {day} no longer fits the registers ({changes})."
            ),
            day=date.fromisoformat(last.published),
            changes=parts[0] if len(parts) == 1 else _chained(parts),
        )


def _chained(parts: list[Told]) -> Told:
    """Several phrases in one."""
    found = parts[0]
    for part in parts[1:]:
        found = Told(N_("{first}; {second}"), first=found, second=part)
    return found


def list_file(desk: Desk, id: int, kind: str) -> bytes:
    """An edition as ``html`` or ``markdown`` for the site, in the languages of its paper."""
    from desk.documents.web_list import as_html, as_markdown

    found = edition(desk, id)
    paper = Document.get_by_id(found.document)
    facts = ThirdPartiesFacts(
        **base_facts(desk) | {"day": date.fromisoformat(found.made)},
        number=found.number,
        lines=found.lines,
    )
    make = {"html": as_html, "markdown": as_markdown}.get(kind)
    if make is None:
        raise Refusal(N_("The list can be saved as HTML or as Markdown."), field="kind")
    desk_text = make(facts, LanguageMode(paper.languages))
    return desk_text.encode("utf-8")


def edition_name(found: Edition) -> str:
    """A file name for an edition."""
    return f"third-parties-{printed_number(found.number).replace('/', '-')}"
