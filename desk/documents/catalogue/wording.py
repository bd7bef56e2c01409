# SPDX-License-Identifier: Apache-2.0
"""What the wording of several papers shares: the operator's name, printed numbers, norms, signers, lacks.

Everything here turns facts into phrases of one language or says what they lack; nothing draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from functools import cache

from desk.clocks import legal_time, zone_at
from desk.documents.blocks import Clause, Signatures, Signer
from desk.domain.kinds import OperatorKind
from desk.domain.numbering import printed_number
from desk.domain.operator import Operator, bare_name, titled
from desk.domain.paper import Facts, LetterFacts, Missing, Withheld
from desk.domain.rules import Ground, load_rulebook
from desk.domain.values import Both
from desk.text import LANGUAGES, N_, Catalogue, catalogue

__all__ = [
    "SIGNED_BY_OPERATOR",
    "by_language",
    "card_lacks",
    "common_values",
    "complaint",
    "day_of",
    "either",
    "foreign",
    "ground",
    "is_empty",
    "letter_lacks",
    "letter_values",
    "norm",
    "number_and_date",
    "only_russian",
    "operator_name",
    "operator_signer",
    "printed_number",
    "quoted",
    "russian",
    "says_trader",
    "signer_post",
    "when",
    "withheld_lacks",
    "withheld_rows",
    "word",
]


def says_trader(operator: Operator) -> bool:
    """True when “sole trader” must be put before the name: one registered, whose name does not say so."""
    if operator.kind is not OperatorKind.TRADER or not operator.ogrn:
        return False
    return not (titled(operator.name.ru) or titled(operator.name.en))


def operator_name(operator: Operator, language: str) -> str:
    """The operator's name as papers print it: a registered sole trader is called one."""
    name = operator.name.of(language)
    if not name or not says_trader(operator):
        return name
    return catalogue(language).form("common.operator.trader", name=name)


def by_language(message: str) -> Mapping[str, str]:
    """One paper message in every language."""
    return {language: catalogue(language).form(message) for language in LANGUAGES}


def signer_post(operator: Operator) -> dict[str, str]:
    """The position on the card; without one, a trader or a person in person signs as such."""
    post = {language: operator.signer_post.of(language) for language in LANGUAGES}
    if any(post.values()) or operator.kind is OperatorKind.LEGAL:
        return post
    registered = operator.kind is OperatorKind.TRADER and operator.ogrn
    return dict(by_language("common.post.trader" if registered else "common.post.person"))


def operator_signer(facts: Facts) -> Signer:
    """Who signs for the operator: the signer of the card, else the trader or person in person."""
    operator = facts.operator
    post = signer_post(operator)
    own = operator.name if operator.kind is not OperatorKind.LEGAL else Both()
    name = {
        language: operator.signer_name.of(language) or own.of(language) for language in LANGUAGES
    }
    if operator.kind is OperatorKind.TRADER and operator.ogrn:
        name = {language: bare_name(each) for language, each in name.items()}  # the post says it
    return Signer(field="operator", post=post, name=name)


SIGNED_BY_OPERATOR = Signatures(lambda facts: (operator_signer(facts),))
"""One line below the text for whoever signs for the operator."""


def norm(basis: str | Both, catalogue: Catalogue) -> str:
    """The norm in the language of the paper."""
    return basis.of(catalogue.language) if isinstance(basis, Both) else basis


def day_of(day: date, catalogue: Catalogue) -> str:
    """The day in words; ``date.min``, the day of a blank form, leaves room to write it."""
    if day == date.min:
        return catalogue.form("common.day_blank")
    return catalogue.date(day, "long")


def when(moment: date | datetime, zone: str, catalogue: Catalogue) -> str:
    """A term's last day, or its last moment in the operator's legal time."""
    if not isinstance(moment, datetime):
        return day_of(moment, catalogue)
    local = moment.astimezone(legal_time(zone))
    return f"{catalogue.date(local.date(), 'long')}, {_clock(local, zone, catalogue)}"


def _clock(local: datetime, zone: str, catalogue: Catalogue) -> str:
    return clock(f"{local:%H:%M}", zone_at(zone, local), catalogue)


def clock(time: str, zone: str, catalogue: Catalogue) -> str:
    """A time of day with its zone in words: of Moscow, or of the city the zone is named after."""
    if zone == "Europe/Moscow":
        return catalogue.form("common.time_moscow", time=time)
    return catalogue.form("common.time_city", time=time, city=_city(zone, catalogue.language))


def _city(zone: str, language: str) -> str:
    """The city a zone is named after; Babel keeps the names of cities that were renamed by their old zones."""
    from babel import Locale
    from babel.core import get_global
    from babel.dates import get_timezone_location

    known = Locale(language).time_zones
    former = (old for old, new in get_global("zone_aliases").items() if new == zone)
    named = (known[each]["city"] for each in (zone, *former) if "city" in known.get(each, {}))
    return next(named, "") or get_timezone_location(zone, locale=language, return_city=True)


def number_and_date(number: str, day: date | None, catalogue: Catalogue) -> str:
    """“№ 2026-003 от …”; empty without a number."""
    if not number or day is None:
        return catalogue.form("common.number", number=number) if number else ""
    return catalogue.form("common.number_date", number=number, day=day_of(day, catalogue))


def word(family: str, value: str, catalogue: Catalogue) -> str:
    """The paper's word for a member of a closed list; anything else is printed as it is."""
    try:
        return catalogue.form(f"{family}.{value}")
    except KeyError:
        return value


def common_values(facts: Facts, catalogue: Catalogue) -> dict[str, str]:
    """Placeholders every paper may use."""
    operator, language = facts.operator, catalogue.language
    address = operator.address.of(language)
    post = operator.request_address.of(language) or address
    ways = [catalogue.form("common.contact.post", address=post)] if post else []
    if operator.request_email:
        ways.append(catalogue.form("common.contact.email", email=operator.request_email))
    return {
        "operator": operator_name(operator, language),
        "address": address,
        "contacts": "; ".join(ways),
        "day": day_of(facts.day, catalogue),
    }


def letter_values(facts: LetterFacts, catalogue: Catalogue) -> dict[str, str]:
    """Placeholders of a letter about one request."""
    received = day_of(facts.received, catalogue)
    moment = facts.received_moment
    if moment:
        zone = facts.operator.time_zone
        at = time.fromisoformat(moment)
        moment = _clock(datetime.combine(facts.received, at, legal_time(zone)), zone, catalogue)
    moment = ", ".join(part for part in (received, moment) if part)
    return {
        **common_values(facts, catalogue),
        "request": printed_number(facts.request_number),
        "received": received,
        "received_moment": moment,
        "subject": facts.subject_name,
        "law": "; ".join(catalogue.form(f"law.{law}") for law in facts.laws),
    }


def russian(facts: LetterFacts) -> bool:
    """Federal Law 152-FZ applies, alone or beside another law."""
    return not facts.other_law_alone


def foreign(facts: LetterFacts) -> bool:
    """Only laws of other states apply."""
    return facts.other_law_alone


def either(
    russian_text: str, foreign_text: str, *, numbered: bool = False
) -> tuple[Clause, Clause]:
    """A clause that cites Federal Law 152-FZ, and the one in its place where that law does not apply."""
    return (
        Clause(russian_text, numbered=numbered, shown=russian),
        Clause(foreign_text, numbered=numbered, shown=foreign),
    )


def complaint(*, numbered: bool = False) -> tuple[Clause, Clause]:
    """The way to complain, by every law that applies."""
    return (
        Clause("common.complaint", numbered=numbered, shown=russian),
        Clause("common.complaint_other", numbered=numbered, shown=lambda facts: bool(facts.laws)),
    )


def only_russian(facts: LetterFacts) -> list[Missing]:
    """The paper rests on Federal Law 152-FZ: it is not for a request under other laws alone."""
    return lacking(
        facts.other_law_alone,
        "laws",
        N_(
            "This paper is based on Federal Law 152-FZ, but the request is under another law. "
            "Choose another paper."
        ),
    )


def ground(item: Withheld, catalogue: Catalogue) -> str:
    """The ground of one refused or withheld item: the norm, and in the next line what it says."""
    known = _ground(item.ground)
    basis, text = item.basis, item.text
    if known is not None:
        basis = known.basis if is_empty(basis) else basis
        text = known.text if is_empty(text) else text
    lines = (basis.of(catalogue.language), text.of(catalogue.language))
    return "\n".join(line for line in lines if line)


def _ground(id: str) -> Ground | None:
    """The bundled ground of that id; one that names no norm says nothing by itself."""
    found = _grounds().get(id)
    return None if found is not None and found.named else found


@cache
def _grounds() -> Mapping[str, Ground]:
    return {ground.id: ground for ground in load_rulebook().grounds}


def withheld_rows(
    items: Iterable[Withheld], catalogue: Catalogue, elsewhere: str = "—"
) -> list[tuple[str, str, str]]:
    """What is withheld, on which ground, and the facts, or ``elsewhere`` where they stand: one row each."""
    language = catalogue.language
    return [
        (item.what.of(language), ground(item, catalogue), item.facts.of(language) or elsewhere)
        for item in items
    ]


def is_empty(text: Both | str | None) -> bool:
    """True when neither language says anything."""
    if isinstance(text, Both):
        return not (text.ru.strip() or text.en.strip())
    return text is None or not text.strip()


def quoted(text: Both, catalogue: Catalogue) -> str:
    """A free text in the language of the paper; what was written in the other one is quoted and says so."""
    own, other = (text.ru, text.en) if catalogue.language == "ru" else (text.en, text.ru)
    return own or (other and catalogue.form("common.quoted", text=other))


def lacking(lacks: bool, where: str, message: str) -> list[Missing]:
    """One lack of a paper, or none."""
    return [Missing(message, where)] if lacks else []


def card_lacks(facts: Facts) -> list[Missing]:
    """What every signed paper takes from the operator card and does not find there."""
    operator = facts.operator
    legal = operator.kind is OperatorKind.LEGAL
    return [
        *lacking(
            is_empty(operator.name),
            "operator.name",
            N_("The operator’s card has no name. Fill it in there."),
        ),
        *lacking(
            is_empty(operator.address),
            "operator.address",
            N_("The operator’s card has no address. Fill it in there."),
        ),
        *lacking(
            legal and is_empty(operator.signer_name),
            "operator.signer_name",
            N_("The operator’s card does not state who signs. Fill it in there."),
        ),
        *lacking(
            legal and is_empty(operator.signer_post),
            "operator.signer_post",
            N_("The operator’s card does not give the signatory’s position. Fill it in there."),
        ),
    ]


def letter_lacks(
    facts: LetterFacts, *, subject: bool = True, request: bool = True
) -> list[Missing]:
    """What a letter lacks besides the card; ``subject``, ``request``: it must name the subject, the request.

    One that names no subject may go to an e-mail address alone: the name may be what it asks for.
    """
    to = facts.addressee
    reached = not (is_empty(to.name) and is_empty(to.organisation)) or (not subject and to.email)
    return [
        *card_lacks(facts),
        *lacking(
            not reached,
            "addressee.name",
            N_("The letter has no addressee. Fill in the applicant’s name in the request."),
        ),
        *lacking(
            request and not facts.request_number.strip(),
            "request_number",
            N_("The paper does not state which request it concerns. Make it from a request."),
        ),
        *lacking(
            subject and not facts.subject_name.strip(),
            "subject_name",
            N_("The data subject is not named. Fill in the subject’s name in the request."),
        ),
    ]


def withheld_lacks(items: Iterable[Withheld], where: str, *, facts: bool = True) -> list[Missing]:
    """Items that do not say what is refused, on which norm or, with ``facts``, because of what."""
    lacks = []
    for order, item in enumerate(items, start=1):
        if is_empty(item.what):
            lacks.append(
                Missing(
                    N_("Item {item} does not state what is refused. Write it in the draft."),
                    f"{where}.{order}.what",
                    {"item": order},
                )
            )
        if is_empty(item.basis) and _ground(item.ground) is None:
            lacks.append(
                Missing(
                    N_(
                        "Item {item} cites no legal provision for the refusal. Choose a ground or write the provision."
                    ),
                    f"{where}.{order}.basis",
                    {"item": order},
                )
            )
        if facts and is_empty(item.facts):
            lacks.append(
                Missing(
                    N_(
                        "Item {item} gives no facts to support the refusal. Write them in the draft."
                    ),
                    f"{where}.{order}.facts",
                    {"item": order},
                )
            )
    return lacks
