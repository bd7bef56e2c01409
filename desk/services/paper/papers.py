# SPDX-License-Identifier: Apache-2.0
"""Papers: drafted from the registers, previewed, issued with a number and frozen, voided and replaced.

An issued paper is never made again: a mistake is answered by voiding it and issuing another. What a
paper says comes from ``facts``; how it looks is the business of the documents.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace as changed
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast

from desk.domain.deeds import DEEDS
from desk.domain.kinds import LanguageMode, Law, PaperState
from desk.domain.numbering import kept_number
from desk.domain.operator import Operator
from desk.domain.paper import (
    Draft,
    EmergencySheetFacts,
    Facts,
    JournalRequestsFacts,
    Missing,
    RefusalFacts,
    Rendered,
)
from desk.domain.request import PaperBrief
from desk.domain.timeline import remedy
from desk.domain.values import Both, Query, spoken
from desk.errors import N_, AtField, Refusal
from desk.services.checks import clean_line, clean_texts
from desk.services.desk import Desk, note_shown, utc_now
from desk.services.lists import select_ids, text_condition
from desk.services.paper import facts as paperfacts
from desk.services.paper.briefs import papers_by_id
from desk.services.paper.issuing import issue, issue_extension, mark_signed
from desk.services.paper.left_papers import in_place_of
from desk.services.paper.seals import refuse_sealed
from desk.services.paper.specimens import WRITTEN_BY_HAND, specimen_facts
from desk.services.paper.voiding import replace, void
from desk.services.paper.written import written
from desk.services.request.access_items import access_items
from desk.services.request.cards import PURPOSES
from desk.services.request.earlier_answers import repeat_facts
from desk.services.request.gaps import gap_hints
from desk.services.request.hints import (
    file_hints,
    files_beside,
    text_hints,
    third_party_hints,
    to_regulator,
)
from desk.services.request.notices import terms_to_correct
from desk.services.request.refusing import REPEAT
from desk.services.request.sheets import journal_lines
from desk.services.settings import setting
from desk.services.signature.signed_forms import newest_bytes
from desk.services.transfer.parts import limited
from desk.storage import search as index
from desk.storage.models import Document, Event

__all__ = [
    "blank",
    "check_emergency_sheet",
    "completed",
    "draft",
    "emergency_sheet",
    "file_hints",
    "files_beside",
    "gap_hints",
    "issue",
    "issue_extension",
    "journal_requests",
    "mark_signed",
    "paper_brief",
    "paper_bytes",
    "paper_id",
    "paper_ids",
    "paper_rows",
    "preview",
    "replace",
    "revise",
    "text_hints",
    "third_party_hints",
    "to_regulator",
    "unprintable",
    "void",
]

SORTS: Mapping[str, tuple[str, ...]] = {
    "number": ("number_key", "id"),
    "date": ("day", "id"),
    "form": ("form", "id"),
}
MOST_LINES = 20_000
_FROM_REQUEST = N_("This paper has to be made from a request.")
_WHERE = {
    "emergency_sheet": N_(
        "The recovery sheet carries the code, which is stored nowhere: it is made with the desk and with each new code."
    )
}
"""Where a paper is made that no record has."""


def draft(
    desk: Desk,
    form_id: str,
    mode: LanguageMode,
    request: int | None = None,
    demands: Sequence[int] = (),
    passages: Mapping[str, Both] | None = None,
    replaces: int | None = None,
    **extra: object,
) -> Draft:
    """A paper about a request, not yet issued; its passages start with what the registers hold.

    ``extra`` are further facts of the form by name: ``refused``, ``withheld``, ``action``, ``done_on``,
    ``their_number``, ``inspected_on``, ``enclosures``, …; what takes the place of a paper starts from its.
    """
    from desk.documents import catalogue

    catalogue.form(form_id)
    if form_id not in paperfacts.LETTERS or request is None:
        raise Refusal(_WHERE.get(form_id, _FROM_REQUEST), field="request")
    if replaces is not None:
        before = written(desk, replaces)
        demands, extra = demands or before.demands, {**before.said, **extra}
    found = paperfacts.matter(desk, request, demands)
    if form_id == "extension_notice" and replaces is not None:
        extra["terms"] = terms_to_correct(desk, replaces)
    facts = in_place_of(desk, paperfacts.facts_of(form_id, found, extra), replaces)
    texts = catalogue.default_passages(form_id, facts)
    if form_id == "reply_access" and found.request.subject_id is not None:
        russian = Law.RU in found.laws
        texts.update(access_items(desk, found.request.subject_id, russian=russian))
    if form_id == "notice_done":
        texts.update(_of_measures(desk, found, str(getattr(facts, "action", ""))))
    if isinstance(facts, RefusalFacts) and any(each.ground == REPEAT for each in facts.refused):
        texts["facts"] = repeat_facts(desk, found)
    texts.update(passages or {})
    return completed(
        Draft(
            form=form_id,
            mode=mode,
            facts=changed(facts, passages=texts),
            passages=(),
            missing=(),
            request=request,
            demands=tuple(demands),
            replaces=replaces,
        )
    )


def _noted(request: int, action: str) -> str:
    """What the newest record of a measure says of the data; of a destruction it names the act."""
    if action == "destruction" or action not in DEEDS:
        return ""
    noted = Event.select(Event.note).where(
        Event.request == request,
        Event.kind == remedy(action),
        Event.note.is_null(False),
    )
    newest = noted.order_by(Event.id.desc()).first()
    return newest.note if newest else ""


def _of_measures(desk: Desk, found: paperfacts.Matter, action: str) -> dict[str, Both]:
    """What the records say of what was done; that nobody else had the data is for a person to say."""
    inquiry = paperfacts.inquiry_passages(found)
    texts = {"third_parties": Both()}
    texts |= {name: text for name, text in inquiry.items() if text.ru or text.en}
    if what := _noted(found.request.id, action):
        texts["data"] = spoken(what)
    if found.request.subject_id is not None:
        texts["limited"] = limited(desk, found.request.subject_id)
    return texts


def completed(draft: Draft) -> Draft:
    """The draft with its editable passages and what it lacks, both from its facts."""
    from desk.documents import catalogue

    chosen = catalogue.form(draft.form)
    written = {
        name: clean_texts(getattr(draft.facts, name), name)
        for name in ("passages", "refused", "withheld", "enclosures")
        if hasattr(draft.facts, name)
    }
    draft = changed(draft, facts=changed(draft.facts, **written))
    lacks = (
        *chosen.missing(draft.facts),
        *catalogue.untranslated(draft.form, draft.facts, draft.mode),
    )
    passages = catalogue.passages(draft.form, draft.facts)
    return changed(draft, passages=passages, missing=tuple(lacks))


def revise(
    draft: Draft,
    passages: Mapping[str, Both] | None = None,
    mode: LanguageMode | None = None,
    **facts: object,
) -> Draft:
    """The draft with other passages, language or facts; what it lacks is checked anew."""
    texts = {**draft.facts.passages, **(passages or {})}
    new = changed(draft.facts, **cast("dict[str, Any]", {**facts, "passages": texts}))
    return completed(changed(draft, facts=new, mode=mode or draft.mode))


def preview(desk: Desk, draft: Draft, *, specimen: bool = False) -> Rendered:
    """The draft as it would look, marked as a draft or as a specimen; stores nothing."""
    from desk.documents.catalogue import form
    from desk.documents.render import render

    state: Literal["draft", "specimen"] = "specimen" if specimen else "draft"
    return render(form(draft.form), draft.facts, draft.mode, state=state)


def unprintable(desk: Desk, draft: Draft) -> tuple[Missing, ...]:
    """The characters no typeface has, each with the place it stands in; they stop an issue."""
    from desk.documents.catalogue import form
    from desk.documents.render import check_glyphs

    return check_glyphs(form(draft.form), draft.facts, draft.mode)


def paper_brief(desk: Desk, id: int) -> PaperBrief:
    """One paper as a list shows it."""
    rows = paper_rows(desk, [id])
    if not rows:
        raise Refusal(N_("There is no such paper."))
    return rows[0]


def paper_bytes(desk: Desk, id: int, purpose: str = "opened") -> bytes:
    """The frozen PDF, with the certificate signatures it has by now; ``purpose`` (opened, printed, saved, exported) is journalled."""
    row = Document.get_or_none(Document.id == id)
    if row is None or row.blob_id is None or purpose not in PURPOSES:
        raise Refusal(N_("There is no such paper."))
    refuse_sealed(row.sealed)
    content = newest_bytes(desk, row)
    note_shown(desk, f"paper.{purpose}", row.number or "")
    return content


def paper_ids(
    desk: Desk, query: Query, after: int | None = None, limit: int | None = None
) -> array[int]:
    """Ids of papers for the register; ``kind`` filters by form, sorts are number, date and form."""
    conditions: list[str] = []
    params: list[object] = []
    if query.state == PaperState.SEALED:
        conditions.append("sealed IS NOT NULL")
    elif query.state:
        conditions += ["state = ?", "sealed IS NULL"]
        params.append(clean_line(query.state, "state"))
    if query.kind:
        conditions.append("form = ?")
        params.append(clean_line(query.kind, "form"))
    if query.text.strip():
        conditions.append(text_condition(query.text, index.Kind.DOCUMENT))
        params.append(index.expression(query.text))
    sort = query.sort or "-date"
    return select_ids(desk, "document", SORTS, sort, conditions, params, after, limit)


def paper_rows(desk: Desk, ids: Sequence[int]) -> list[PaperBrief]:
    """The lines of these ids, in their order."""
    return papers_by_id(desk, ids)


def paper_id(desk: Desk, number: str) -> int:
    """The id of a paper by its number; refuses when there is none."""
    row = Document.get_or_none(Document.number == kept_number(clean_line(number, "number")))
    if row is None:
        raise Refusal(N_("There is no paper with this number."), field="number")
    return int(row.id)


def blank(form_id: str, mode: LanguageMode, operator: Operator | None = None) -> Rendered:
    """A specimen of a form with lines to write on; needs no desk."""
    from desk.documents.catalogue import default_passages, form, passages
    from desk.documents.render import render

    chosen = form(form_id)
    facts: Facts = specimen_facts(form_id, operator)
    facts = changed(facts, passages=default_passages(form_id, facts))
    written = {each.name: each.text for each in passages(form_id, facts)}
    lines = {name: WRITTEN_BY_HAND for name, text in written.items() if not (text.ru or text.en)}
    facts = changed(facts, passages={**facts.passages, **lines})
    return render(chosen, facts, mode, state="specimen")


def emergency_sheet(
    desk: Desk, recovery_code: str, mode: LanguageMode = LanguageMode.RU
) -> Rendered:
    """Where the desk and its backups are, with the recovery code; never stored."""
    from desk.documents.catalogue import form
    from desk.documents.render import render

    base = paperfacts.base_facts(desk)
    facts = _sheet_facts(base, desk.folder, str(setting(desk, "backup_folder")), recovery_code)
    chosen = form("emergency_sheet")
    for lack in chosen.missing(facts):
        raise Refusal(lack.message, lack.where, **lack.params)
    note_shown(desk, "paper.printed", "emergency_sheet")
    return render(chosen, facts, mode, state="issued")


def check_emergency_sheet(operator: Operator, folder: Path, mode: LanguageMode) -> None:
    """Refuse, while the desk is not made yet, a card or a folder whose sheet could not be printed."""
    from desk.documents.catalogue import form
    from desk.documents.fonts import uncovered
    from desk.documents.render import check_glyphs

    for character in uncovered(str(folder)):
        raise AtField(
            N_(
                "The character “{character}” ({code}) in the path of the folder cannot be printed on the "
                "recovery sheet: choose another folder."
            ),
            field="folder",
            character=character,
            code=f"U+{ord(character):04X}",
        )
    facts = _sheet_facts({"operator": operator, "day": utc_now().date()}, folder, "", "0")
    for lack in check_glyphs(form("emergency_sheet"), facts, mode):
        raise Refusal(lack.message, lack.where, **lack.params)


def _sheet_facts(
    base: Mapping[str, Any], folder: Path, second: str, recovery_code: str
) -> EmergencySheetFacts:
    return EmergencySheetFacts(
        **base,
        desk_folder=str(folder),
        backup_folder=str(folder / "backups"),
        second_folder=second,
        recovery_code=recovery_code,
    )


def journal_requests(desk: Desk, since: date, until: date, mode: LanguageMode) -> Draft:
    """The journal of requests for a period, ready to preview and issue."""
    facts = JournalRequestsFacts(
        **paperfacts.base_facts(desk),
        since=since,
        until=until,
        lines=journal_lines(desk, since, until, MOST_LINES),
    )
    note_shown(desk, "record.opened", f"journal/{since.isoformat()}/{until.isoformat()}")
    return completed(Draft("journal_requests", mode, facts, (), ()))
