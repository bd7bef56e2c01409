# SPDX-License-Identifier: Apache-2.0
"""Records as JSON for scripts and as lines for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from desk.cli.paper_views import paper_line, papers_as_json
from desk.cli.sign import signatures_as_json
from desk.domain import letter_words
from desk.domain.call_words import notice_words
from desk.domain.canon import plain, plain_record
from desk.domain.due import Due
from desk.domain.explain import doubt, explain
from desk.domain.incoming_doubts import UNFIT, unfit_words
from desk.domain.journal_words import named_text
from desk.domain.kinds import RequestState
from desk.domain.labels import label
from desk.domain.lateness import LATE, late_words
from desk.domain.laws import RUSSIAN
from desk.domain.numbering import printed_number
from desk.domain.other_sender import strangers
from desk.domain.paper_words import BROKEN
from desk.domain.request import DeadlineView, RequestCard, RequestRow
from desk.domain.signature_words import MADE_FOR, broken_in_words, lines
from desk.domain.signatures import NOT_CHECKED, FileSignature
from desk.domain.today import NO_TERM
from desk.domain.values import Attached, Moment
from desk.errors import N_
from desk.services.desk import Desk
from desk.text import Catalogue


def due_line(due: Due, desk: Desk, words: Catalogue) -> str:
    """The day, or the moment in the legal time zone."""
    if isinstance(due.due, datetime):
        return words.moment(due.due, desk.zone)
    return words.date(due.due)


def deadline_as_json(deadline: DeadlineView, words: Catalogue) -> dict[str, object]:
    """One term with its explanation in the reader's language."""
    due = deadline.due
    return {
        "rule": due.rule,
        "row": due.row,
        "title": deadline.title,
        "demand": deadline.demand,
        "start": plain(due.start),
        "nominal": plain(due.nominal),
        "due": plain(due.due),
        "safe": plain(due.safe),
        "firm": due.firm,
        "own": due.own,
        "law": due.law.value,
        "certainty": due.certainty,
        "doubtful": due.doubtful,
        "basis": due.basis,
        "why": explain(due, words),
        "notice": "" if deadline.met else notice_words(words, due),
        "original": deadline.original or None,
        "met": deadline.met or None,
        "refused": deadline.refused,
        "late": plain(deadline.late),
    }


def card_as_json(card: RequestCard, words: Catalogue) -> dict[str, object]:
    """A whole request."""
    return {
        "request": card.row.number,
        "id": card.row.id,
        "received": card.row.received,
        "sent": card.sent or None,
        "channel": card.row.channel.value,
        "language": card.language,
        "role": card.role.value,
        "laws": plain(card.laws),
        "third_party": card.third_party,
        "subject": plain(card.subject),
        "also": plain(card.also),
        "applicant": plain(card.applicant),
        "sets_date": card.sets_date or None,
        "their_number": card.their_number,
        "completeness": plain(card.completeness),
        "their_date": card.their_date or None,
        "state": card.row.state.value,
        "step": plain(card.row.step),
        "broken": card.row.marks.broken,
        "unfit": [words.gettext(each) for each in card.row.marks.unfit],
        "other_signers": strangers(card, words),
        "identified": card.identified or None,
        "blocked": card.blocked or None,
        "answered": card.answered or None,
        "left_void": plain(card.gone),
        "closed": card.closed or None,
        "outcome": card.outcome,
        "demands": plain(card.demands),
        "deadlines": [deadline_as_json(deadline, words) for deadline in card.deadlines],
        "guidance": words.say(card.guidance) if card.guidance else None,
        "steps": _steps(card, words),
        "papers": papers_as_json(card.papers, words),
        "outdated": [words.tell(each) for _form, each in card.outdated],
        "files": [file_as_json(each, words) for each in card.files],
        "leaving": plain(card.leaving),
        "returned": plain(card.returned),
        "timeline": plain(_spoken(card.timeline)),
    }


def _steps(card: RequestCard, words: Catalogue) -> list[dict[str, object]]:
    """Which steps are open now, and why the others are not."""
    return [
        {
            "step": step.step.value,
            "allowed": step.allowed,
            "why_not": words.say(step.why_not, **step.params) if step.why_not else None,
        }
        for step in card.steps
    ]


def _spoken(timeline: Iterable[Moment]) -> tuple[Moment, ...]:
    """The history with the bare words of the letters that were added."""
    return tuple(replace(each, note=letter_words.plain(each.note)) for each in timeline)


def file_as_json(file: Attached, words: Catalogue) -> dict[str, object]:
    """A kept file, with what is known of its signatures."""
    facts = {name: value for name, value in vars(file).items() if name != "signature"}
    return facts | {"signature": file.signature and signature_as_json(file.signature, words)}


def signature_as_json(found: FileSignature, words: Catalogue) -> dict[str, object]:
    """What a check of the signatures of a file that came in found."""
    return {
        "verdict": found.verdict.value,
        "signatures": signatures_as_json(found.signatures, words),
        "changed_after": found.changed_after,
        "about": found.about,
        "checked": found.checked or None,
        "note": words.gettext(NOT_CHECKED),
    }


def signature_lines(files: Iterable[Attached], desk: Desk, words: Catalogue) -> Iterator[str]:
    """What is known of the signatures of kept files, for a person; broken ones first."""
    signed = [(file.name, file.signature) for file in files if file.signature is not None]
    for name, found in sorted(signed, key=lambda each: not each[1].broken):
        for line in lines(found, words, desk.zone):
            yield f"{name}: {line}"
        if found.about:
            yield f"{name}: {words.say(MADE_FOR, name=found.about)}"
    if signed:
        yield words.gettext(NOT_CHECKED)


def card_as_text(card: RequestCard, desk: Desk, words: Catalogue) -> str:
    """A request for a person: what, who, until when and why, what next."""
    told = [
        broken_in_words(words, [card.row.number] if card.row.marks.broken else []),
        unfit_words(words, [card.row.number], card.row.marks.unfit),
        *strangers(card, words),
        words.say(N_("Request {number}"), number=printed_number(card.row.number)),
        ", ".join(label(words, demand.called) for demand in card.demands),
        card.subject.name,
    ]
    if card.laws != RUSSIAN:
        told.append("; ".join(label(words, law) for law in card.laws))
    told += _terms(card, desk, words)
    told += [f"  {paper_line(each, words)}" for each in card.papers]
    told += [words.tell(each) for _form, each in card.outdated]
    for file in card.files:
        told.append(words.say(N_("File {id}: {name}"), id=file.id, name=file.name))
    told += signature_lines(card.files, desk, words)
    if card.closed:
        closed = words.moment(datetime.fromisoformat(card.closed), desk.zone)
        told.append(words.say(N_("Closed on {moment}"), moment=closed))
        told.append(named_text(words, card.outcome))
    elif card.row.state is RequestState.VOID:
        told += [label(words, card.row.state), card.outcome]
    else:
        if card.row.step is not None:
            told.append(words.say(N_("Next step: {step}"), step=label(words, card.row.step)))
        told.append(words.say(card.guidance) if card.guidance else "")
    return "\n".join(line for line in told if line)


def _terms(card: RequestCard, desk: Desk, words: Catalogue) -> Iterator[str]:
    """Each term with its reasons, the demand it belongs to, and the law where there are several; since when data are blocked."""
    several = {each.id: label(words, each.called) for each in card.demands if len(card.demands) > 1}
    if card.blocked:
        yield words.say(
            N_("Data blocked since {day}"), day=_day_or_moment(card.blocked, desk, words)
        )
    for deadline in card.deadlines:
        due = due_line(deadline.due, desk, words)
        about = f" ({several[deadline.demand]})" if deadline.demand in several else ""
        if card.laws != RUSSIAN:
            about += f" ({deadline.due.row}, {deadline.due.basis})"
        yield f"{due}  {deadline.title}{about}"
        yield f"    {explain(deadline.due, words)}"
        owed = "" if deadline.met else notice_words(words, deadline.due)
        yield f"    {owed}" if owed else ""
        yield f"    {met_line(deadline, desk, words)}" if deadline.met else ""
        unsure = doubt(deadline.due, words)
        yield f"    {unsure}" if unsure else ""


def met_line(deadline: DeadlineView, desk: Desk, words: Catalogue) -> str:
    """When a term was met, and how late."""
    day = _day_or_moment(deadline.met, desk, words)
    ended = N_("refused, the refusal was sent on {day}") if deadline.refused else N_("met on {day}")
    said = words.say(ended, day=day)
    return f"{said}, {late_words(words, deadline.late)}" if deadline.late else said


def _day_or_moment(text: str, desk: Desk, words: Catalogue) -> str:
    at = datetime.fromisoformat(text)
    return words.moment(at, desk.zone) if "T" in text else words.date(at)


def row_as_json(row: RequestRow) -> dict[str, object]:
    """One line of the register, its term and its marks beside the rest."""
    line, term, marks = (plain_record(each) for each in (row, row.term, row.marks))
    del line["term"], line["marks"]
    return {**line, **term, **marks}


def row_as_text(row: RequestRow, words: Catalogue, zone: str) -> str:
    """One line of the register; a term that ends at an hour is told in the legal zone."""
    due = words.moment(datetime.fromisoformat(row.due), zone) if "T" in row.due else row.due
    kinds = ", ".join(label(words, kind) for kind in row.called)
    stands = label(words, row.step if row.open and row.step else row.state)
    line = f"{due or '—':<12} {printed_number(row.number)}  {kinds}  {row.subject}"
    line += f"  ({stands})" if row.state is RequestState.VOID else f"  · {stands}"
    line = f"{line}  ({words.gettext(NO_TERM)})" if row.marks.uncounted else line
    line = f"{line}  ({words.gettext(LATE)})" if row.marks.late else line
    line = f"{line}  {words.gettext(UNFIT)}" if row.marks.unfit else line
    return f"{line}  {words.gettext(BROKEN)}" if row.marks.broken else line
