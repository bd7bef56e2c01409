# SPDX-License-Identifier: Apache-2.0
"""A destruction and a commission as JSON for scripts and as lines for a person."""

from __future__ import annotations

from datetime import date

from desk.cli.paper_views import papers_as_json, signer_as_json, signer_line
from desk.cli.views import due_line
from desk.domain.canon import plain, plain_record
from desk.domain.destruction import (
    Commission,
    DestructionCard,
    DestructionRow,
    DestructionStep,
    Kept,
    PlanItem,
    StopLetter,
)
from desk.domain.erasing import ERASED, Counts
from desk.domain.explain import explain
from desk.domain.labels import label, method_label
from desk.domain.numbering import printed_number
from desk.domain.paper_words import unchecked_words
from desk.domain.values import Both, Missing, Possible
from desk.errors import N_
from desk.services.codes import place_names
from desk.services.desk import Desk
from desk.services.destruction.destructions import act_lacks, act_warnings
from desk.text import Catalogue

ALSO_PLANNED = N_("Some of these data are also in other open plans: {numbers}.")
_PLACES = (("system", "system"), ("carrier", "carrier"), ("processor", "recipient"))


def as_json(desk: Desk, card: DestructionCard, words: Catalogue) -> dict[str, object]:
    """A whole destruction; places and categories by their codes."""
    row = card.row
    undrawn = card.done and not card.signers
    lacks = act_lacks(desk, row.id) if undrawn else ()
    warnings = act_warnings(desk, row.id) if undrawn else ()
    return {
        "destruction": row.number,
        "id": row.id,
        "cause": row.cause.value,
        "caused": row.caused,
        "state": row.state.value,
        "step": plain(row.step),
        "due": row.due or None,
        "safe": row.safe or None,
        "why": explain(card.due, words) if card.due else "",
        "clause": card.clause,
        "request": card.request,
        "subjects": [{"ref": each[1], "name": each[2]} for each in card.subjects],
        **_listed(desk, card),
        "held": list(card.held),
        "also": list(card.also),
        "commission": plain(card.commission),
        "taking_part": plain(card.taking_part),
        "done": card.done or None,
        "missing": [_lack(lack, words) for lack in lacks],
        "warnings": [words.say(each.message, **each.params) for each in warnings],
        "signed": row.signed,
        "broken": row.broken,
        "unchecked": len(row.unchecked),
        "doubts": [words.gettext(each) for each in row.doubts],
        "name_differs": bool(row.others),
        "weight": words.gettext(card.weight) if card.weight else "",
        "certified": card.certified or None,
        "told": card.told or None,
        "erased": card.erased or None,
        "steps": [_step(each, words) for each in card.steps],
        **{name: plain(getattr(card, name)) for name in ("kept", "files", "timeline", "counts")},
        "signers": [signer_as_json(each, words) for each in card.signers],
        "papers": papers_as_json(card.papers, words),
    }


def _listed(desk: Desk, card: DestructionCard) -> dict[str, object]:
    """Items and letters, with the codes of what they name."""
    codes = {
        table: {id: code for id, (code, _title) in place_names(desk, table).items()}
        for table in ("system", "carrier", "recipient", "category")
    }
    refs = {each[0]: each[1] for each in card.subjects}
    items = [
        {
            **plain_record(item),
            "person": refs.get(item.person, ""),
            "categories": [codes["category"][id] for id in item.categories],
            **{
                name: codes[table][place]
                for name, table in _PLACES
                if (place := getattr(item, name)) is not None
            },
        }
        for item in card.items
    ]
    letters = [
        {**plain_record(each), "code": codes["recipient"][each.recipient]} for each in card.letters
    ]
    return {"items": items, "letters": letters}


def _lack(lack: Missing, words: Catalogue) -> dict[str, object]:
    return {"where": lack.where, "message": words.say(lack.message, **lack.params)}


def _step(step: Possible[DestructionStep], words: Catalogue) -> dict[str, object]:
    why = words.say(step.why_not, **step.params) if step.why_not else None
    return {"step": step.step.value, "allowed": step.allowed, "why_not": why}


def as_text(desk: Desk, card: DestructionCard, words: Catalogue) -> str:
    """A destruction for a person: why, whose, until when, what goes, who signed, what next."""
    row = card.row
    lines = [
        words.say(N_("Destruction {number}"), number=printed_number(row.number)),
        label(words, row.cause),
        ", ".join(each[2] for each in card.subjects),
    ]
    if card.due is not None:
        lines += [due_line(card.due, desk, words), f"    {explain(card.due, words)}"]
    names = {table: place_names(desk, table) for _name, table in _PLACES}
    for order, item in enumerate(card.items, start=1):
        lines.append(f"  {order}. {_place(item, names, words)}")
    if not card.items:
        lines.append(f"  ! {words.gettext(N_('Nothing is listed to be destroyed yet.'))}")
    if card.also:
        numbers = ", ".join(map(printed_number, card.also))
        lines.append(f"  ! {words.say(ALSO_PLANNED, numbers=numbers)}")
    lines += [_stays(each, words) for each in card.kept]
    lines += [_letter(each, desk, words) for each in card.letters]
    if card.done and not card.signers:
        lacks = (*act_lacks(desk, row.id), *act_warnings(desk, row.id))
        lines += [f"  ! {words.say(lack.message, **lack.params)}" for lack in lacks]
    lines += [signer_line(each, words) for each in card.signers]
    if card.weight:
        lines.append(f"  ! {words.gettext(card.weight)}")
    if row.step is not None:
        lines.append(words.say(N_("Next step: {step}"), step=label(words, row.step)))
        lines.append(unchecked_words(words, row.unchecked))
    return "\n".join(line for line in lines if line)


def _stays(kept: Kept, words: Catalogue) -> str:
    """What stays, on which ground and until when."""
    until = words.date(date.fromisoformat(kept.until)) if kept.until else ""
    told = (kept.norm.of(words.language), until or kept.until_words.of(words.language))
    what = kept.what.of(words.language)
    return "  " + words.say(N_("Kept: {what}"), what=", ".join(filter(None, (what, *told))))


def _letter(letter: StopLetter, desk: Desk, words: Catalogue) -> str:
    """A letter with the code by which its dispatch and its answer are recorded."""
    code, name = place_names(desk, "recipient")[letter.recipient]
    if letter.confirmed:
        state = words.say(N_("confirmed on {day}"), day=date.fromisoformat(letter.confirmed))
    else:
        state = words.say(N_("to confirm by {day}"), day=date.fromisoformat(letter.confirm_by))
    return f"  {code}  {name.of(words.language)}  {state}"


def _place(item: PlanItem, names: dict[str, dict[int, tuple[str, Both]]], words: Catalogue) -> str:
    parts = [
        names[table][place][1].of(words.language)
        for name, table in _PLACES
        if (place := getattr(item, name)) is not None
    ]
    if item.sheets:
        parts.append(
            words.ngettext("{number} sheet", "{number} sheets", item.sheets).format(
                number=item.sheets
            )
        )
    if item.method:
        parts.append(method_label(words, item.method))
    if item.done:
        parts.append(item.done)
    return ", ".join(parts)


def row_line(row: DestructionRow, words: Catalogue) -> str:
    """One line of the register."""
    who = row.subject or str(row.subjects)
    return f"{row.due or '—':<12} {printed_number(row.number)}  {label(words, row.cause)}  {who}"


def commission_line(each: Commission, words: Catalogue) -> str:
    """A commission with its members and their ids."""
    fields = each.fields
    until = fields.until or "…"
    members = "; ".join(
        f"{m.id} {m.name.of(words.language)} ({label(words, m.role)})" for m in fields.members
    )
    return f"{each.id}  {printed_number(fields.number) or '—'}  {fields.since}–{until}  {members}"


def counted(counts: Counts, words: Catalogue) -> str:
    """What the desk erased or would erase of its own, one kind a line."""
    lines = [f"{words.gettext(what)}: {counts.erased[id]}" for id, what in ERASED.items()]
    sealed = words.gettext(N_("Papers and files kept under seal"))
    lines.append(f"{sealed}: {counts.sealed}")
    lines += [f"{ref}: {words.gettext(reason)}" for ref, reason in counts.spared.items()]
    return "\n".join(lines)
