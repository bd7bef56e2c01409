# SPDX-License-Identifier: Apache-2.0
"""What the card of a person shows: columns of what is held, consents, requests and destructions."""

from __future__ import annotations

from desk.domain import picklists
from desk.domain.consent import ConsentRow, HoldingView
from desk.domain.destruction import DestructionState
from desk.domain.request import RequestRow
from desk.domain.subject import SubjectDestruction, SubjectTransfer
from desk.text import N_, Catalogue
from ui import consent_parts, words
from ui.language import _, current
from ui.models import Column
from ui.theme import Badge, Tone
from ui.transfer_parts import TONES


def held_badge(view: HoldingView) -> Badge:
    """Where a record of data held stands."""
    if view.ended:
        return Badge(Tone.QUIET, _("Ended"))
    if view.held:
        return Badge(Tone.PROVISIONAL, _("Legal hold"))
    if not view.active:
        return Badge(Tone.SOON, _("Source not disclosed"))
    if view.fields.achieved:
        return Badge(Tone.WAITING, _("Purpose achieved"))
    return Badge(Tone.DONE, _("Held"))


def _ground(view: HoldingView) -> str:
    language = current().language
    pick = picklists.grounds().get(view.fields.ground)
    title = pick.title.of(language) if pick else view.fields.ground
    detail = view.fields.contract or view.fields.norm
    return f"{title}: {detail}" if detail else title


HELD = (
    Column(
        "state",
        N_("State"),
        lambda row, _w: held_badge(row).word,
        badge=lambda row, _w: held_badge(row),
    ),
    Column(
        "purpose", N_("Purpose"), lambda row, said: row.purpose.of(said.language), width=24, lines=2
    ),
    Column("ground", N_("Ground"), lambda row, _w: _ground(row), width=20, lines=2),
    Column("since", N_("Since"), lambda row, _w: words.day(row.fields.since), rank=1),
    Column("keep", N_("Keep until"), lambda row, _w: words.day(row.fields.keep_until) or "—"),
)


def consents(zone: str) -> tuple[Column, ...]:
    """The consents of a person."""

    def given(row: ConsentRow, _words: Catalogue) -> str:
        return words.when(row.given, zone)

    def state(row: ConsentRow, _words: Catalogue) -> Badge:
        return consent_parts.badge(row)

    return (
        Column("state", N_("State"), lambda row, _w: words.label(row.state), badge=state),
        Column("number", N_("Number"), lambda row, _w: words.short(row.number)),
        Column("kind", N_("Kind"), lambda row, _w: words.label(row.kind)),
        Column(
            "purpose",
            N_("Purpose"),
            lambda row, said: row.purpose.of(said.language),
            width=24,
            lines=2,
        ),
        Column("given", N_("Given"), given, rank=1),
    )


def requests(zone: str) -> tuple[Column, ...]:
    """The requests of a person."""

    def received(row: RequestRow, _words: Catalogue) -> str:
        return words.when(row.received, zone)

    def left(row: RequestRow, _words: Catalogue) -> Badge:
        return Badge(words.state_badge(row).tone, words.few(row))

    return (
        Column("left", N_("Left"), lambda row, _w: words.state_badge(row).word, badge=left),
        Column("number", N_("Number"), lambda row, _w: words.short(row.number)),
        Column("kind", N_("Kind"), lambda row, _w: words.kinds(row.called), width=24),
        Column("received", N_("Received"), received),
    )


def _flow_badge(each: SubjectTransfer, _words: Catalogue) -> Badge:
    return Badge(TONES[each.flow.word], words.label(each.flow.word))


def _flow_why(each: SubjectTransfer, said: Catalogue) -> str:
    return said.tell(each.flow.why)


TRANSFERS = (
    Column("flow", N_("Allowed?"), lambda each, _w: words.label(each.flow.word), badge=_flow_badge),
    Column("code", N_("Code"), lambda each, _w: each.row.code),
    Column(
        "recipient",
        N_("Recipient"),
        lambda each, said: each.row.recipient.of(said.language),
        width=24,
        lines=2,
    ),
    Column("country", N_("Country"), lambda each, _w: words.country(each.row.country)),
    Column("purpose", N_("Purpose"), lambda each, said: each.row.purpose.of(said.language), rank=1),
    Column("why", N_("Why"), _flow_why, tip=_flow_why, width=30, rank=2),
)
"""Transfers as they are for one person."""


DISCLOSURES = (
    Column("day", N_("Day"), lambda row, _w: words.day(row.day)),
    Column(
        "name",
        N_("Who received them"),
        lambda row, said: row.name.of(said.language),
        width=24,
        lines=2,
    ),
    Column("ground", N_("Ground"), lambda row, said: row.ground.of(said.language), width=24),
    Column("purpose", N_("For what"), lambda row, said: row.purpose.of(said.language), rank=1),
)


def _destruction_state(row: SubjectDestruction) -> str:
    known = {each.value: each for each in DestructionState}
    return words.label(known[row.state]) if row.state in known else row.state


DESTRUCTIONS = (
    Column("number", N_("Number"), lambda row, _w: words.short(row.number)),
    Column("state", N_("State"), lambda row, _w: _destruction_state(row), width=24),
    Column("planned", N_("Planned"), lambda row, _w: words.day(row.planned)),
)
