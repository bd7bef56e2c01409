# SPDX-License-Identifier: Apache-2.0
"""What the window calls things: states of a term, moments of a history, papers, days left.

Enum labels come from ``desk/domain/labels.py``; here are the words only the window needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from desk.domain import said
from desk.domain.call_words import notice_words
from desk.domain.countries import country_name
from desk.domain.days import day_of
from desk.domain.due import Due
from desk.domain.explain import UNVERIFIED, doubt, explain
from desk.domain.kinds import (
    REGULATOR_KINDS,
    Channel,
    DemandKind,
    DemandState,
    Found,
    LanguageMode,
    Law,
    RequestState,
)
from desk.domain.labels import label as _label
from desk.domain.laws import CHOICES, kept
from desk.domain.numbering import printed_number
from desk.domain.paper_words import archive_words, signed_words
from desk.domain.picklists import category_picks
from desk.domain.request import DemandView, PaperBrief, RequestRow
from desk.domain.starter import SETS, starter_set
from desk.text import N_
from ui.language import _, current, held, ngettext
from ui.theme import Badge, Tone


def label(member: StrEnum) -> str:
    """The word for a member of a closed list, in the language of the window."""
    return _label(current(), member)


def short(number: str) -> str:
    """A registration number as the papers print it."""
    return printed_number(number)


def marked(number: str) -> str:
    """The same behind its sign, which no line parts from it; nothing without a number."""
    said = _("No. {number}", number=short(number)) if number else ""
    return said.replace(" ", "\u00a0")


def kinds(demands: Iterable[DemandKind | Found], most: int = len(DemandKind)) -> str:
    """What a letter demands or what was found, as one phrase."""
    shown = list(demands)
    labels = [label(kind) for kind in shown]
    for place, kind in enumerate(shown[1:], start=1):
        if kind not in REGULATOR_KINDS:  # These begin with the name of an authority.
            labels[place] = labels[place][:1].lower() + labels[place][1:]
    return some(labels, most)


def some(items: Iterable[str], most: int = 8) -> str:
    """“a, b and 5 more”: each item once, no more than a reader takes in."""
    each = list(dict.fromkeys(items))
    rest = len(each) - most
    more = [ngettext("{number} more", "{number} more", rest)] if rest > 0 else []
    return current().listing([*each[:most], *more])


def paper(form: str) -> str:
    """The name of a paper."""
    return current().form(f"{form}.name")


def paper_line(brief: PaperBrief) -> str:
    """A paper in one line: its name and number."""
    return f"{paper(brief.form)} {marked(brief.number)}".rstrip()


def languages(brief: PaperBrief) -> str:
    """In which language a paper is, in words."""
    known = {str(mode): mode for mode in LanguageMode}
    return label(known[brief.languages]) if brief.languages in known else brief.languages


def day(iso: str) -> str:
    """An ISO date as a calendar day."""
    return current().date(date.fromisoformat(iso[:10])) if iso else ""


def legal_day(iso: str, zone: str) -> str:
    """The calendar day of an ISO date or moment in the legal time zone."""
    return current().date(day_of(iso, zone)) if iso else ""


def late(due: Due | None) -> str:
    """The term that was over when the data were blocked, to stand beside the one that runs now; else nothing."""
    step = due.late if due is not None else None
    if step is None or step.day is None:
        return ""
    found = current().ngettext(
        "was due {day}, overdue by {number} day when blocked",
        "was due {day}, overdue by {number} days when blocked",
        step.count,
    )
    return found.format(day=current().date(step.day), number=step.count)


def notice(due: Due | None) -> str:
    """That the notice of an extension has to leave, or did not leave in time; else nothing."""
    return notice_words(current(), due)


UNCOUNTED = N_("no deadline!")
"""Of a request that ought to have a term."""


def days_left(row: RequestRow) -> str:
    """“3 working days left”, “overdue by 2 days”, “due today”, in full words."""
    left = row.term.days_left
    if left is None:
        return _(UNCOUNTED) if row.marks.uncounted else _("no deadline is running")
    if left < 0 or row.term.overdue:
        return ngettext("overdue by {number} day", "overdue by {number} days", max(-left, 1))
    if left == 0:
        return _("due today")
    working = row.term.working_days_left
    if working is not None and working > 0:
        return ngettext("{number} working day left", "{number} working days left", working)
    return ngettext("{number} day left", "{number} days left", left)


def brief_day(iso: str, zone: str) -> str:
    """An ISO date or moment as figures, for narrow columns: the day in the legal time zone."""
    return current().date(day_of(iso, zone), "short") if iso else ""


def few(row: RequestRow) -> str:
    """The same in as few signs as a narrow column takes."""
    left, working = row.term.days_left, row.term.working_days_left
    if row.state is not RequestState.OPEN:
        return state_badge(row).word if row.marks.late else label(row.state)
    if left is None:
        return _(UNCOUNTED) if row.marks.uncounted else "—"
    if left < 0 or row.term.overdue:
        return ngettext("{number} d late", "{number} d late", max(-left, 1))
    if left == 0:
        return _("today")
    if working:
        return ngettext("{number} wd", "{number} wd", working)
    return ngettext("{number} d", "{number} d", left)


def state_badge(row: RequestRow) -> Badge:
    """The badge at the head of a record."""
    if row.state is RequestState.VOID:
        return Badge(Tone.QUIET, _("void"))
    if row.state is RequestState.CLOSED:
        return (
            Badge(Tone.SOON, _("closed, late")) if row.marks.late else Badge(Tone.DONE, _("closed"))
        )
    if row.term.days_left is None:
        return Badge(Tone.SOON if row.marks.uncounted else Tone.QUIET, days_left(row))
    if row.term.overdue or row.term.days_left < 0:
        return Badge(Tone.OVERDUE, days_left(row))
    working = row.term.working_days_left
    soon = row.term.days_left <= 3 if working is None else working <= 3
    return Badge(Tone.SOON if soon else Tone.WAITING, days_left(row))


def provisional_badge(row: RequestRow) -> Badge | None:
    """A second badge for a date beyond the decreed calendar; ``None`` when the date is firm."""
    if row.term.firm or row.state is not RequestState.OPEN or not row.due:
        return None
    return Badge(Tone.PROVISIONAL, _("provisional date"))


def law_choices() -> list[tuple[object, str]]:
    """Every choice of laws, as it is kept and as it reads."""
    return [(kept(chosen), laws(chosen)) for chosen in CHOICES]


def laws(chosen: Iterable[Law]) -> str:
    """The laws a request is answered under."""
    return "; ".join(label(law) for law in chosen)


def doubt_badge(due: Due | None) -> Badge | None:
    """A badge for a term of a law whose text was not read in an official source."""
    return Badge(Tone.PROVISIONAL, _(UNVERIFIED)) if due is not None and due.doubtful else None


def why(due: Due) -> str:
    """Why the date is that date, and whether its law was verified."""
    return held(" ".join(filter(None, (explain(due, current()), doubt(due, current())))))


PROVISIONAL = N_(
    "The days off for that year have not been decreed yet; the date may still move by a few days."
)

DEMAND_TONES = {
    DemandState.OPEN: Tone.WAITING,
    DemandState.SATISFIED: Tone.DONE,
    DemandState.PARTLY: Tone.DONE,
    DemandState.REFUSED: Tone.DONE,
    DemandState.UNFOUNDED: Tone.DONE,
    DemandState.DROPPED: Tone.QUIET,
}


def paper_badge(state: str) -> Badge:
    """Whether a paper is a draft, issued, void, sealed or erased, so that they cannot be mistaken."""
    if state == "issued":
        return Badge(Tone.DONE, _("issued"))
    if state == "void":
        return Badge(Tone.QUIET, _("void"))
    if state in ("sealed", "erased"):
        return Badge(Tone.QUIET, _("under seal") if state == "sealed" else _("erased"))
    return Badge(Tone.SOON, _("draft, not issued"))


def size(count: int) -> str:
    """The size of a file, rounded for reading."""
    return said.size(current(), count)


def moment(iso: str, zone: str) -> str:
    """An ISO moment in the operator's legal time zone."""
    return current().moment(datetime.fromisoformat(iso), zone) if iso else ""


def when(iso: str, zone: str) -> str:
    """A day, or a moment in the operator's legal time zone."""
    return moment(iso, zone) if len(iso) > 10 else day(iso)


def groups(digest: str) -> str:
    """A fingerprint in groups of eight signs, which can be read out and break over lines."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def demand_state(demand: DemandView) -> str:
    """Where one demand stands; a client's was passed to the operator, and what one found oneself is remedied."""
    if demand.client is not None and demand.state is DemandState.SATISFIED:
        return _("Passed to the operator")
    if demand.own and demand.state in (DemandState.SATISFIED, DemandState.PARTLY):
        done = demand.state is DemandState.SATISFIED
        return _("Remedied") if done else _("Remedied in part")
    return label(demand.state)


def demand_badge(demand: DemandView, request: RequestRow) -> Badge:
    """Where one demand of a request stands; nobody decides what is left open in a void record."""
    if demand.state is DemandState.OPEN and request.state is RequestState.VOID:
        return state_badge(request)
    return Badge(DEMAND_TONES[demand.state], demand_state(demand))


def channel(value: str) -> str:
    """A way letters come and go, given as it is stored."""
    return label(Channel(value)) if value in set(Channel) else value


def signature(paper: PaperBrief) -> str:
    """How a paper stands with those who sign it."""
    return signed_words(current(), paper)


def archive(paper: PaperBrief) -> str:
    """Whether a paper is fit for an archive; nothing where its file is not to be had."""
    return archive_words(current(), paper)


def country(code: str) -> str:
    """The name of a country by its ISO code."""
    return country_name(code, current().language)


def category(code: str) -> str:
    """A category of the pick list by its name; an own one by its code."""
    found = category_picks().get(code)
    return found.title.of(current().language) if found else code


def starter(name: str) -> str:
    """The name of a starter set."""
    return starter_set(name).title.of(current().language) if name in SETS else name
