# SPDX-License-Identifier: Apache-2.0
"""``desk today``: what must be done now, and why."""

from __future__ import annotations

import click

from desk.cli.app import session
from desk.cli.views import due_line
from desk.domain.call_words import expiring_words, notice_words, proposal_words, transfer_words
from desk.domain.canon import plain
from desk.domain.consent_doubts import strange_words, unproved_words, unverified_words
from desk.domain.explain import UNVERIFIED, explain
from desk.domain.incoming_doubts import unfit_of
from desk.domain.journal_words import record_words
from desk.domain.labels import label
from desk.domain.paper_words import broken_words, unchecked_papers
from desk.domain.signature_words import broken_in_words
from desk.domain.today import TodayLine, TodayView, repeats
from desk.errors import N_
from desk.services.desk import Desk
from desk.text import Catalogue

GROUP_TITLES = {
    "overdue": N_("Overdue"),
    "today": N_("Today"),
    "week": N_("Within seven days"),
    "later": N_("Later"),
    "no_date": N_("Without a date"),
}


def _line_as_json(line: TodayLine, words: Catalogue) -> dict[str, object]:
    return {
        "record": line.record,
        "number": line.number,
        "name": line.name,
        "request": line.number if line.record == "request" else None,
        "kinds": plain(line.kinds),
        "step": plain(line.step),
        "title": line.title,
        "due": plain(line.due.due) if line.due else None,
        "safe": plain(line.due.safe) if line.due else None,
        "firm": line.due.firm if line.due else True,
        "law": line.due.law.value if line.due else None,
        "doubtful": line.due.doubtful if line.due else False,
        "why": explain(line.due, words) if line.due else "",
        "notice": notice_words(words, line.due),
        "working_days_left": line.working_days_left,
    }


def today_as_json(view: TodayView, words: Catalogue) -> dict[str, object]:
    """The first screen for scripts."""
    return {
        group.id: [_line_as_json(line, words) for line in group.lines] for group in view.groups
    } | {
        "proposals": {each.id: each.total for each in view.proposals},
        "transfers": {each.id: each.total for each in view.transfers},
        "expiring": view.expiring,
        "broken_signatures": [number for _id, number in view.broken],
        "broken_incoming": [number for _id, number in view.broken_in],
        "unfit_incoming": [each.number for each in view.unfit],
        "unproved_consents": [each.number for each in view.unproved],
        "unverified_consents": [each.number for each in view.unverified],
        "strange_consents": [number for _id, number in view.strange],
        "unchecked_signatures": words.tell(view.unchecked) if view.unchecked else None,
        "uncounted_signatures": [number for _id, number, _why in view.uncounted],
        "lacks": [words.say(lack.message, **lack.params) for lack in view.lacks],
        "assignments": [*map(words.tell, view.assignments)],
        "harm": words.tell(view.harm) if view.harm else None,
        "localisation": words.tell(view.localisation) if view.localisation else None,
        "warnings": [*map(words.tell, (*view.warnings, *view.endings))],
    }


def _signatures(view: TodayView, words: Catalogue) -> list[str]:
    """What is broken or does not count."""
    said = (
        broken_words(words, [number for _id, number in view.broken]),
        broken_in_words(words, [number for _id, number in view.broken_in]),
        unfit_of(words, view.unfit),
        *unproved_words(words, view.unproved),
        strange_words(words, [number for _id, number in view.strange]),
        unchecked_papers(words, view.uncounted),
        unverified_words(words, view.unverified),
    )
    return [*filter(None, said)]


def _line_as_text(line: TodayLine, desk: Desk, words: Catalogue) -> str:
    """By when, which record, what is due and what is to be done next."""
    due = due_line(line.due, desk, words) if line.due else "—"
    about = line.title or (label(words, line.cause) if line.cause else "")
    step = label(words, line.step) if line.step else ""
    step = "" if not step or repeats(about, step) else f"→ {step}"
    unsure = words.gettext(UNVERIFIED) if line.due and line.due.doubtful else ""
    owed = notice_words(words, line.due)
    said = (
        due,
        line.name or record_words(words, line.number),
        about,
        owed,
        unsure,
        step,
    )
    return "  " + "  ".join(filter(None, said))


@click.command()
def today() -> None:
    """Show what must be done now, and why."""
    from desk.services.overview.deadlines import today as view_of

    here = session()
    words = here.words
    with here.desk() as desk:
        view = view_of(desk, words.language)
        lines = _signatures(view, words)
        for group in view.groups:
            if group.lines:
                lines.append(words.gettext(GROUP_TITLES[group.id]))
            for line in group.lines:
                lines.append(_line_as_text(line, desk, words))
        lines += [proposal_words(words, each) for each in view.proposals]
        lines += [transfer_words(words, each) for each in view.transfers]
        lines += filter(None, [expiring_words(words, view.expiring)])
        lines += [words.say(lack.message, **lack.params) for lack in view.lacks]
        lines += map(words.tell, view.warnings)
        lines += map(
            words.tell,
            (
                *view.assignments,
                *filter(None, (view.localisation, view.harm, view.unchecked)),
                *view.endings,
            ),
        )
        nothing = words.gettext(N_("Nothing is waiting for you."))
        here.show(today_as_json(view, words), "\n".join(lines) or nothing)
