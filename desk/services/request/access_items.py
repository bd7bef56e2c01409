# SPDX-License-Identifier: Apache-2.0
"""The items of an answer under Art. 14 (7) as the registers know them, for the purposes that touch one person.

Each is the text a draft starts with; the operator reads and edits it before the answer is issued.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desk.documents.catalogue.transfer_reply import transfer_flow, transfer_state
from desk.documents.catalogue.wording import operator_name
from desk.domain import picklists
from desk.domain.consent import HoldingView
from desk.domain.countries import both_names
from desk.domain.disclosures import Disclosure
from desk.domain.keeping import keeping
from desk.domain.registers import Category, Purpose, Recipient, RecipientRole
from desk.domain.transfer_reply import TransferLine
from desk.domain.values import Both
from desk.services.desk import Desk
from desk.services.register.categories import category_views
from desk.services.register.disclosures import disclosures
from desk.services.register.holdings import active_holdings
from desk.services.register.purposes import purpose
from desk.services.register.recipients import parties_of
from desk.services.transfer.reply import transfer_lines
from desk.text import LANGUAGES, Catalogue, catalogue

_PROCESSORS = (RecipientRole.PROCESSOR, RecipientRole.SUB_PROCESSOR)


@dataclass(frozen=True)
class _Held:
    """One holding with what the register knows of its purpose."""

    view: HoldingView
    purpose: Purpose
    categories: tuple[Category, ...]


def access_items(desk: Desk, person: int, *, russian: bool = True) -> dict[str, Both]:
    """Passages ``item2`` … ``item9`` about what is held of a person; nothing where nothing is.

    Where Federal Law 152-FZ does not apply (``russian=False``) grounds are named without its norms.
    """
    views = active_holdings(desk, person)
    handed = _handed(disclosures(desk, person))
    if not views and not handed:
        return {}
    known = category_views(desk, {id for view in views for id in view.fields.categories})
    editions = {id: purpose(desk, id) for id in {view.fields.purpose for view in views}}
    held = [
        _Held(
            view,
            editions[view.fields.purpose],
            tuple(known[id] for id in view.fields.categories if id in known),
        )
        for view in views
    ]
    every = parties_of(desk, views)
    parties = [each for each in every if each.country_confirmed]
    outside = _of(parties, RecipientRole.RECIPIENT, RecipientRole.AUTHORITY)
    processors = _of(parties, *_PROCESSORS)
    whole = len(parties) == len(every)
    items = {
        "item2": _lines(held, _ground if russian else _plain_ground),
        "item3": _lines(held, _method),
        "item4": _access(desk, outside, _named_below(processors) + handed, russian=russian),
        "item5": _lines(held, _data),
        "item6": _lines(held, _keeping),
        "item8": _transferred(transfer_lines(desk, person) if russian else ())
        or (_abroad(parties, whole=whole) if russian else _countries(parties)),
        "item9": _parties(processors),
    }
    return {name: text for name, text in items.items() if text.ru}


def unconfirmed(parties: Iterable[Recipient]) -> list[Recipient]:
    """Recipients that a starter set proposed and nobody has confirmed.

    An answer does not name them: who they are, and in which country, is the operator's to say.
    """
    return [each for each in parties if not each.country_confirmed]


def unaddressed(parties: Iterable[Recipient]) -> list[Recipient]:
    """Processors whom item 9 names without the address it asks for."""
    named = [each for each in parties if each.country_confirmed]
    return [each for each in _of(named, *_PROCESSORS) if not each.address]


def _of(parties: Iterable[Recipient], *roles: RecipientRole) -> list[Recipient]:
    return [each for each in parties if each.role in roles]


def _lines(held: Sequence[_Held], line: Callable[[_Held, Catalogue], str]) -> Both:
    """One line a holding, each once."""
    texts = [
        "\n".join(dict.fromkeys(line(each, words) for each in held))
        for words in map(_catalogue, LANGUAGES)
    ]
    return Both(*texts)


def _catalogue(language: str) -> Catalogue:
    return catalogue(language)


def _ground(held: _Held, words: Catalogue) -> str:
    language, fields = words.language, held.view.fields
    norm = fields.norm or held.purpose.fields.norm.of(language)
    return words.form(
        "reply_access.held.ground",
        purpose=held.view.purpose.of(language),
        ground=picklists.grounds()[fields.ground].title.of(language),
        norm="; ".join(filter(None, (picklists.ground_basis(fields.ground).of(language), norm))),
        contract=_contract(held, words),
    )


def _plain_ground(held: _Held, words: Catalogue) -> str:
    language, fields = words.language, held.view.fields
    return words.form(
        "reply_access.held.ground_plain",
        purpose=held.view.purpose.of(language),
        ground=picklists.grounds()[fields.ground].title.of(language),
        contract=_contract(held, words),
    )


def _contract(held: _Held, words: Catalogue) -> str:
    fields = held.view.fields
    if not fields.contract:
        return ""
    day = fields.contract_date
    return words.form(
        "reply_access.held.contract" if day else "reply_access.held.contract_undated",
        number=fields.contract,
        day=words.date(date.fromisoformat(day), "long") if day else "",
    )


def _method(held: _Held, words: Catalogue) -> str:
    fields = held.purpose.fields
    done = [picklists.actions()[code].title.of(words.language) for code in fields.actions]
    return words.form(
        "reply_access.held.method",
        purpose=held.view.purpose.of(words.language),
        method=words.form(f"processing.{fields.method}"),
        networks=words.form(f"networks.{fields.networks}"),
        actions=", ".join(done),
    )


def _data(held: _Held, words: Catalogue) -> str:
    language, fields = words.language, held.view.fields
    source = "reply_access.held.from_subject"
    if fields.source != "subject":
        source = "reply_access.held.from_other"
    return words.form(
        "reply_access.held.data",
        purpose=held.view.purpose.of(language),
        data=", ".join(each.title.of(language) for each in held.categories),
        source=words.form(source, name=fields.source_name),
    )


def _keeping(held: _Held, words: Catalogue) -> str:
    fields = held.view.fields
    until = fields.keep_until
    term = keeping(held.purpose.fields).of(words.language)
    return words.form(
        "reply_access.held.keeping_until" if until else "reply_access.held.keeping",
        purpose=held.view.purpose.of(words.language),
        since=words.date(date.fromisoformat(fields.since), "long"),
        until=words.date(date.fromisoformat(until), "long") if until else "",
        term=term or words.form("reply_access.held.until_achieved"),
    )


def _handed(found: Sequence[Disclosure]) -> list[Both]:
    """To whom data of the person were handed over, when and on which ground."""
    return [
        Both(
            *(
                words.form(
                    "reply_access.held.handed",
                    recipient=", ".join(filter(None, (each.name.of(words.language), each.address))),
                    day=words.date(date.fromisoformat(each.day), "long"),
                    ground=each.ground.of(words.language),
                )
                for words in map(_catalogue, LANGUAGES)
            )
        )
        for each in found
    ]


def _named_below(processors: Sequence[Recipient]) -> list[Both]:
    """Processors have access by contract too; item 9 names them."""
    if not processors:
        return []
    return [Both(*(w.form("reply_access.held.processors") for w in map(_catalogue, LANGUAGES)))]


def _access(
    desk: Desk, parties: Sequence[Recipient], handed: Sequence[Both], *, russian: bool
) -> Both:
    """Item 4 with those who have access or were given the data; the starter stands where there are none."""
    if not (parties or handed):
        return Both()
    if not russian:
        return Both(
            *("\n".join(_receivers(parties, handed, w)) for w in map(_catalogue, LANGUAGES))
        )
    operator = desk.operator()
    return Both(
        *(
            words.form(
                "reply_access.held.access",
                operator=operator_name(operator, words.language),
                address=operator.address.of(words.language),
                parties="; ".join(_receivers(parties, handed, words)),
            )
            for words in map(_catalogue, LANGUAGES)
        )
    )


def _receivers(parties: Sequence[Recipient], handed: Sequence[Both], words: Catalogue) -> list[str]:
    return [
        *(_party(each, words) for each in parties),
        *(each.of(words.language) for each in handed),
    ]


def _parties(parties: Sequence[Recipient]) -> Both:
    return Both(*("\n".join(_party(p, w) for p in parties) for w in map(_catalogue, LANGUAGES)))


def _countries(parties: Sequence[Recipient]) -> Both:
    """Item 8 where Russia is not the state from which data leave: everybody with his country."""
    named = _parties(parties)
    if not named.ru:
        return named
    return Both(
        *(
            words.form("reply_access.held.countries", parties=named.of(words.language))
            for words in map(_catalogue, LANGUAGES)
        )
    )


def _party(party: Recipient, words: Catalogue) -> str:
    return ", ".join(
        filter(
            None,
            (
                party.name.of(words.language),
                both_names(party.country).of(words.language),
                party.address,
            ),
        )
    )


def _transferred(lines: Sequence[TransferLine]) -> Both | None:
    """Item 8 by the register of transfers; nothing where none touches the person."""
    if not lines:
        return None
    return Both(
        *(
            "\n".join(_transfer(line, words) for line in lines)
            for words in map(_catalogue, LANGUAGES)
        )
    )


def _transfer(line: TransferLine, words: Catalogue) -> str:
    language = words.language
    return words.form(
        "reply_access.held.transfer",
        recipient=", ".join(filter(None, (line.recipient.of(language), line.address))),
        state=transfer_state(line, words),
        purpose=line.purpose.of(language),
        data=line.data.of(language),
        ground=line.ground.of(language) or words.form("reply_transfer.by_consent"),
        flow=transfer_flow(line, words),
    )


def _abroad(parties: Sequence[Recipient], *, whole: bool) -> Both:
    """Item 8: to whom abroad; that nobody is abroad only where the ``whole`` of the recipients is known."""
    abroad = [each for each in parties if each.country != "RU"]
    if not parties or not (abroad or whole):
        return Both()
    texts = []
    for words in map(_catalogue, LANGUAGES):
        named = "; ".join(_party(each, words) for each in abroad)
        message = "reply_access.held.abroad" if abroad else "reply_access.held.not_abroad"
        texts.append(words.form(message, parties=named))
    return Both(*texts)
