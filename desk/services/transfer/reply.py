# SPDX-License-Identifier: Apache-2.0
"""Where one person's data go, as the registers know it: the lines of an answer (Art. 14 (7) 4, 8, 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from desk.domain.consent import HoldingView
from desk.domain.countries import RUSSIA, both_names
from desk.domain.registers import Recipient
from desk.domain.transfer import Flow
from desk.domain.transfer_reply import HomeLine, TransferLine
from desk.domain.transfers import Standing, SubjectFlow, Transfer, TransferGround
from desk.domain.values import Both, joined
from desk.services.desk import Desk
from desk.services.register.categories import categories, category_views
from desk.services.register.holdings import active_holdings, holdings_of
from desk.services.register.purposes import purposes
from desk.services.register.recipients import parties_of, recipient_views
from desk.services.transfer.listing import transfer_rows
from desk.services.transfer.missing import missing_pairs
from desk.services.transfer.subjects import subject_flows
from desk.services.transfer.views import transfer_of
from desk.storage import models
from desk.text import LANGUAGES


def reply_facts(desk: Desk, person: int) -> dict[str, object]:
    """The registers' part of ``ReplyTransferFacts``."""
    parties = parties_of(desk, active_holdings(desk, person))
    unsure = any(not each.country_confirmed for each in parties)
    return {
        "lines": transfer_lines(desk, person),
        "home": _home(desk, [each for each in parties if each.country == RUSSIA]),
        "states": Both(*(desk.states.version(desk.today(), language) for language in LANGUAGES)),
        "whole": not unsure and not missing_pairs(desk, [each.id for each in parties]),
    }


def transfer_lines(desk: Desk, person: int) -> tuple[TransferLine, ...]:
    """The transfers for purposes for which data of this person are held, or were agreed to."""
    touched = {id: each for id, each in subject_flows(desk, person).items() if each.touches}
    if not touched:
        return ()
    kept = models.Transfer.select().where(models.Transfer.id.in_(list(touched)))
    transfers = {row.id: transfer_of(row) for row in kept}
    parties = recipient_views(desk, [each.recipient for each in transfers.values()])
    titles = {each.code: each.title for each in categories(desk)}
    views = holdings_of(desk, person, ended=False)
    held, since = _held(desk, views), _since(views)
    return tuple(
        TransferLine(
            recipient=_named(row.recipient),
            address=parties[row.recipient_id].address,
            country=_state(desk, row.country),
            listed=desk.states.listed(row.country, desk.today()),
            purpose=row.purpose,
            data=_data(transfers[row.id].categories, held.get(row.purpose_code), titles),
            ground=_ground(transfers[row.id]),
            safeguards=transfers[row.id].safeguards,
            word=touched[row.id].flow.word,
            since=_begun(touched[row.id].flow, since.get(row.purpose_code)),
            limited=transfers[row.id].limited,
            withdrawn=_ended(touched[row.id]),
        )
        for row in transfer_rows(desk, sorted(touched))
    )


def _since(views: Sequence[HoldingView]) -> Mapping[str, date]:
    """Since when data of the person are held, by purpose."""
    found: dict[str, date] = {}
    for view in views:
        day = date.fromisoformat(view.fields.since)
        found[view.purpose_code] = min(day, found.get(view.purpose_code, day))
    return found


def _begun(flow: Flow, held: date | None) -> date | None:
    """The day of the answer; what flows did so for this person only since there are data of him."""
    return max(flow.since, held) if flow.flows and flow.since and held else flow.since


def _ended(answer: SubjectFlow) -> bool:
    return answer.part is not None and answer.part.standing is Standing.ENDED


def _state(desk: Desk, country: str) -> Both:
    """By the list's own name in Russian, where it has one."""
    usual = both_names(country)
    return Both(desk.states.official_name(country, desk.today()) or usual.ru, usual.en)


def _named(name: Both) -> Both:
    """A name that is given in one language is the same in the other."""
    return Both(name.of("ru"), name.of("en"))


def _ground(transfer: Transfer) -> Both:
    return Both() if transfer.ground is TransferGround.CONSENT else transfer.ground_words


def _held(desk: Desk, views: Sequence[HoldingView]) -> Mapping[str, frozenset[str]]:
    """Codes of the data that are held of the person, by purpose."""
    known = category_views(desk, {id for view in views for id in view.fields.categories})
    found: dict[str, frozenset[str]] = {}
    for view in views:
        codes = frozenset(known[id].code for id in view.fields.categories if id in known)
        found[view.purpose_code] = found.get(view.purpose_code, frozenset()) | codes
    return found


def _data(codes: Sequence[str], held: frozenset[str] | None, titles: Mapping[str, Both]) -> Both:
    """What of the transfer is held of the person; all of it where nothing is told."""
    theirs = [code for code in codes if held is None or code in held] or codes
    return joined([titles[code] for code in theirs if code in titles], ", ")


def _home(desk: Desk, parties: Iterable[Recipient]) -> tuple[HomeLine, ...]:
    titles = {each.fields.code: each.fields.title for each in purposes(desk)}
    return tuple(
        HomeLine(
            _named(each.name),
            each.role,
            each.address,
            joined([titles[code] for code in each.purposes if code in titles], "; "),
        )
        for each in parties
        if each.country_confirmed
    )
