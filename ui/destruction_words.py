# SPDX-License-Identifier: Apache-2.0
"""What the window calls the things of a destruction: its badges, places, signers, what the desk erases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desk.domain.destruction import (
    METHODS,
    DestructionRow,
    DestructionState,
    DestructionStep,
    MemberFields,
    Offer,
    PlanItem,
    Signer,
    StopLetter,
)
from desk.domain.destruction_steps import OPEN_STATES
from desk.domain.labels import method_label
from desk.domain.paper_words import (
    BROKEN,
    PARTS,
    VERDICTS,
    doubted_words,
    others_words,
    signer_words,
    unchecked_words,
)
from desk.domain.values import Both
from desk.domain.verdicts import Verdict
from desk.services.codes import place_names
from desk.services.desk import Desk
from ui import electronic, numbers, words
from ui.fields import Options
from ui.language import _, current, ngettext, pgettext
from ui.theme import Badge, Tone

_TONES = {
    DestructionState.DRAWN_UP: Tone.SOON,
    DestructionState.CERTIFIED: Tone.WAITING,
    DestructionState.ERASED: Tone.DONE,
    DestructionState.VOID: Tone.QUIET,
}


def row_badge(row: DestructionRow) -> Badge:
    """Where a destruction stands; a broken signature of its act comes before it, and a doubtful one behind it."""
    if row.broken:
        return Badge(Tone.OVERDUE, _(BROKEN))
    if not (doubted := act_doubt(row)):
        return state_badge(row.state)
    return Badge(Tone.PROVISIONAL, f"{words.label(row.state)}: {doubted}")


def act_doubt(row: DestructionRow) -> str:
    """Why the signatures under the act are doubtful, while the data still wait to be erased on its strength."""
    if row.state not in OPEN_STATES:
        return ""
    told = (others_words(current(), row.others), doubted_words(current(), row.doubts))
    return "; ".join(filter(None, told))


def doubt_badge(row: DestructionRow) -> Badge | None:
    """The same beside the state."""
    doubted = act_doubt(row)
    return Badge(Tone.PROVISIONAL, doubted) if doubted else None


def state_badge(state: DestructionState) -> Badge:
    """Where a destruction stands."""
    return Badge(_TONES.get(state, Tone.WAITING), words.label(state))


def left_badge(row: DestructionRow, *, short: bool = False) -> Badge:
    """How much time is left, or that nothing is left to do."""
    left = row.days_left
    if row.state not in OPEN_STATES:
        if short and row.state is DestructionState.ERASED:
            return Badge(Tone.DONE, _("finished"))
        return state_badge(row.state)
    if left is None:
        return Badge(Tone.QUIET, "—" if short else _("no deadline is running"))
    if left < 0 or row.overdue:
        late = max(-left, 1)
        text = (
            ngettext("{number} d late", "{number} d late", late)
            if short
            else ngettext("overdue by {number} day", "overdue by {number} days", late)
        )
        return Badge(Tone.OVERDUE, text)
    if left == 0:
        return Badge(Tone.SOON, _("today") if short else _("due today"))
    text = (
        ngettext("{number} d", "{number} d", left)
        if short
        else ngettext("{number} day left", "{number} days left", left)
    )
    return Badge(Tone.SOON if left <= 3 else Tone.WAITING, text)


def provisional_badge(row: DestructionRow) -> Badge | None:
    """A second badge for a date beyond the decreed calendar."""
    if row.firm or row.state not in OPEN_STATES or not row.due:
        return None
    return Badge(Tone.PROVISIONAL, _("provisional date"))


def whose(row: DestructionRow) -> str:
    """The name of the subject, or how many there are."""
    return row.subject or ngettext("{number} person", "{number} people", row.subjects)


def next_step(row: DestructionRow) -> str:
    """What is to be done next; a broken signature of the act comes before it."""
    return " · ".join(filter(None, (_(BROKEN) if row.broken else "", _next_step(row))))


def _next_step(row: DestructionRow) -> str:
    if row.state not in OPEN_STATES:
        return words.label(row.state)
    if row.step is DestructionStep.SIGN and not row.broken:
        return " · ".join(filter(None, (words.label(row.step), signed(row), _doubtful(row))))
    if row.step:
        return words.label(row.step)
    return _(row.waits) if row.waits else ""


def _doubtful(row: DestructionRow) -> str:
    """How many signatures of the act do not count yet, and why."""
    return unchecked_words(current(), row.unchecked)


def signed(row: DestructionRow) -> str:
    """“signed 2 of 3”, once there is an act, or that a signature of it is broken."""
    if row.broken:
        return _(BROKEN)
    if not row.signers:
        return ""
    return _("{signed} of {signers}", signed=row.signed, signers=row.signers)


def letter_badge(letter: StopLetter) -> Badge:
    """Whether a letter was sent, and what became of it."""
    if letter.confirmed:
        return Badge(Tone.DONE, _("confirmed on {day}", day=words.day(letter.confirmed)))
    if letter.overdue:
        return Badge(Tone.OVERDUE, _("not confirmed in time"))
    if letter.sent:
        return Badge(Tone.WAITING, _("sent on {day}", day=words.day(letter.sent)))
    return Badge(Tone.SOON, _("to be sent"))


def signer_badge(signer: Signer) -> Badge:
    """Whether somebody has signed, and how; what was checked elsewhere with is left to ``signer_state``."""
    return Badge(electronic.tone(signer), electronic.brief(signer) or signer_state(signer))


def signer_brief(signer: Signer) -> Badge:
    """The same in a word or two, which the narrowest table has room for."""
    tone = electronic.tone(signer)
    if signer.state == "none":
        return Badge(tone, pgettext("signer", "not yet"))
    if signer.broken:
        return Badge(tone, _(VERDICTS[Verdict.BROKEN]))
    sound = tone is Tone.DONE and not signer.certificate.test
    return Badge(tone, pgettext("signer", "signed") if sound else _("doubtful"))


def signer_state(signer: Signer) -> str:
    """The same in full."""
    return signer_words(current(), signer)


def signer_line(signer: Signer) -> str:
    """The part, the name and the post of a signer."""
    named = f"{_(PARTS.get(signer.role, signer.role))}: {signer.name.of(current().language)}"
    post = signer.post.of(current().language)
    return f"{named}, {post}" if post else named


def member_name(member: MemberFields) -> str:
    """The name of a member with the post: who destroys alone has no part in a commission."""
    named = member.name.of(current().language), member.post.of(current().language)
    return ", ".join(filter(None, named))


def member_line(member: MemberFields) -> str:
    """The same with the part."""
    return f"{member_name(member)} ({words.label(member.role).lower()})"


def methods() -> Options:
    """Ways of destruction to choose from, none at the head."""
    return [("", "—"), *((each, method_label(current(), each)) for each in METHODS)]


def method(id: str) -> str:
    """The name of a way of destruction."""
    return method_label(current(), id) if id else ""


def sheets(count: int) -> str:
    """“12 sheets”, or nothing."""
    return ngettext("{number} sheet", "{number} sheets", count) if count else ""


def offer_line(offer: Offer) -> str:
    """What asks for a plan, in one line."""
    who = offer.subject or ngettext("{number} person", "{number} people", len(offer.subjects))
    if offer.id == "request":
        return _(
            "request {number}, {cause}: {who}",
            number=words.short(offer.number),
            cause=words.label(offer.cause).lower(),
            who=who,
        )
    if offer.id == "left_out":
        return _(
            "left out of destruction No. {number}, {cause}: {who}",
            number=words.short(offer.number),
            cause=words.label(offer.cause).lower(),
            who=who,
        )
    if offer.id == "client":
        return _("assignment of client {code} has ended: {who}", code=offer.number, who=who)
    count = len(offer.holdings)
    held = (
        ngettext(
            "{number} record of data is past its retention period",
            "{number} records of data are past their retention period",
            count,
        )
        if offer.id == "holdings"
        else ngettext(
            "{number} record of data was based on a consent that has ended",
            "{number} records of data were based on consents that have ended",
            count,
        )
    )
    return f"{held}: {who}"


Places = Mapping[int, tuple[str, Both]]


@dataclass(frozen=True)
class Names:
    """Titles of what a plan names by ids."""

    categories: Places
    systems: Places
    carriers: Places
    processors: Places
    people: Mapping[int, str]

    def what(self, ids: Iterable[int]) -> str:
        """The categories."""
        return "; ".join(_title(self.categories, id) for id in ids)

    def place(self, item: PlanItem) -> str:
        """The system, the carrier or the processor of a line."""
        if item.system is not None:
            return _title(self.systems, item.system)
        if item.carrier is not None:
            return _title(self.carriers, item.carrier)
        if item.processor is not None:
            return _("{name} (processor)", name=_title(self.processors, item.processor))
        return ""

    def person(self, id: int | None) -> str:
        """The printed name of a person."""
        return self.people.get(id or 0, "")


def _title(places: Places, id: int) -> str:
    return places[id][1].of(current().language) if id in places else str(id)


def read_names(desk: Desk, subjects: Iterable[tuple[int, str, str]]) -> Names:
    """The titles a record needs, retired ones included."""
    categories, systems, carriers, recipients = (
        place_names(desk, table) for table in ("category", "system", "carrier", "recipient")
    )
    people = {id: name or numbers.named(ref) for id, ref, name in subjects}
    return Names(categories, systems, carriers, recipients, people)
