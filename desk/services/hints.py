# SPDX-License-Identifier: Apache-2.0
"""Other people's data in an answer: names, addresses and telephones, pointed out before issue (Art. 14 (2)).

Hints, not decisions: whoever issues the paper looks at each. The subject, the applicant and the
operator are known and not pointed out. What of a file cannot be read is named, for a person to look at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace

from desk.domain.contents import ENOUGH, GAPS
from desk.domain.paper import Draft
from desk.domain.proposal import IN_FILE, Hint
from desk.domain.steps import REPLY_FORMS
from desk.domain.values import Both
from desk.folding import fold
from desk.services.contents import kept_contents
from desk.services.desk import Desk
from desk.storage.models import Attachment, Person, Request

# Every run has an end: a file may hold a hundred thousand letters without a space.
_EMAIL = re.compile(r"\w[\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}")
_PHONE = re.compile(r"(?<![\w/-])\+?\d(?:[ ().\u00a0-]{0,2}\d){9,14}(?![\w/])")
_NAME = re.compile(
    r"\b[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]*(?:вич|вна|ич|ична|оглы|кызы)\w{0,3}\b"
    r"|\b[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?[А-ЯЁ]\."
    r"|\b[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+"
    r"|\b(?:Mr|Ms|Mrs|Dr)\.?\s+[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?"
)
_STREET = (
    r"(?:ул|улица|улице|улицы|пр-т|просп|проспект|пер|переулок|ш|шоссе|наб|набережная|б-р|бульвар|пл|площадь"
    r"|проезд|аллея|тракт|мкр|микрорайон)\.?"
)
_ADDRESS = re.compile(
    rf"\b{_STREET}\s+[А-ЯЁ0-9][\w .-]{{1,40}}?,?\s*(?:д\.|дом|стр\.)?\s*\d+\w?(?:/\d+)?\b"
    r"(?:,?\s*(?:к|корп|корпус|стр|кв|квартира|оф|офис)\.?\s*\d+)*"
    r"|\b(?:[А-ЯЁ][\w-]{1,40}\s){1,2}(?:улица|проспект|переулок|шоссе|бульвар|проезд|набережная|площадь),?\s*"
    r"(?:д\.|дом)?\s*\d+\w?(?:,?\s*(?:к|корп|стр|кв|оф)\.?\s*\d+)*"
    r"|\b\d{1,6}\w?\s+(?:[A-Z][\w'’-]{1,40}\s){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Lane|Blvd|Boulevard|Square|Sq)\b"
)
_BLANKS = re.compile(r"\s+")
_PLACES = frozenset(
    re.findall(
        r"\w+",
        "улица улице улицы проспект просп переулок шоссе набережная бульвар площадь проезд аллея тракт"
        " микрорайон корп корпус квартира офис street avenue road lane boulevard square",
    )
)
"""Words of every address, which tell none from another."""
_OF_PROCESSORS = frozenset({"item4", "item9"})
"""Items that name who has access or processes, with the address the law asks for (Art. 14 (7) 4 and 9)."""


def third_party_hints(desk: Desk, draft: Draft) -> tuple[Hint, ...]:
    """What the paper may say of others, then what the files the operator put beside its request may."""
    return text_hints(desk, draft) + file_hints(desk, draft)


def text_hints(desk: Desk, draft: Draft) -> tuple[Hint, ...]:
    """Names, addresses and telephones of others in the draft's texts and in the names of its enclosures."""
    return tuple(_in_texts(list(_texts(draft)), _known(desk, draft.request)))


def file_hints(desk: Desk, draft: Draft) -> tuple[Hint, ...]:
    """The same for the files that may go out with the answer; it may take a while to read them."""
    ids = files_beside(draft)
    return hints_of_files(desk, draft.request, ids) if draft.request is not None and ids else ()


def files_beside(draft: Draft) -> list[int]:
    """Files the operator put beside the request, which may go out with the answer."""
    if draft.form not in REPLY_FORMS:
        return []
    files = Attachment.select(Attachment.id).where(
        Attachment.request == draft.request, Attachment.role == "note"
    )
    return [file.id for file in files.order_by(Attachment.id)]


def hints_of_files(desk: Desk, request: int, ids: Sequence[int]) -> tuple[Hint, ...]:
    """What files of a request may say of others, and which of them a person must look at."""
    known, found = _known(desk, request), []
    for file in Attachment.select().where(Attachment.id.in_(ids)).order_by(Attachment.id):
        contents = kept_contents(desk, file.id)
        hints = [
            replace(hint, sentence=IN_FILE)
            for hint in _in_texts([(file.name, contents.text)], known)
        ]
        if contents.gap is not None:
            hints.append(Hint(file.name, "file", file.name, GAPS[contents.gap]))
        found += [replace(hint, file=file.id) for hint in hints]
    return tuple(found)


def _in_texts(texts: Sequence[tuple[str, str]], known: set[str]) -> list[Hint]:
    """Each hint once: patterns first, then people who have cards."""
    found: dict[Hint, None] = {}
    for where, text in texts:
        for hint in _in_text(text[:ENOUGH], where):
            if not _is_known(hint, known):
                found[hint] = None
    return list(found | dict.fromkeys(_cards(texts, known)))


def _texts(draft: Draft) -> Iterator[tuple[str, str]]:
    for name, text in draft.facts.passages.items():
        for language in draft.mode.languages:
            yield name, getattr(text, language) or text.of(language)
    for each in fields(draft.facts):
        if each.name in ("refused", "withheld", "enclosures"):
            yield from _both(getattr(draft.facts, each.name), each.name)


def _both(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Both):
        yield where, value.ru
        yield where, value.en
    elif isinstance(value, tuple):
        for inner in value:
            yield from _both(inner, where)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _both(getattr(value, each.name), where)


def _in_text(text: str, where: str) -> Iterator[Hint]:
    kinds = (("email", _EMAIL), ("phone", _PHONE), ("name", _NAME), ("address", _ADDRESS))
    text = _BLANKS.sub(" ", text)
    for kind, pattern in kinds:
        if kind == "address" and where in _OF_PROCESSORS:
            continue
        for match in pattern.finditer(text):
            yield Hint(" ".join(match[0].split()), kind, where)


def _known(desk: Desk, request: int | None) -> set[str]:
    """Folded words and digits of those the answer may name."""
    operator = desk.operator()
    own = [operator.request_email, operator.phone, operator.brand, operator.principal]
    for both in (
        operator.name,
        operator.short_name,
        operator.responsible_name,
        operator.signer_name,
        operator.duties,
        operator.address,
    ):
        own += [both.ru, both.en]
    known = {part for text in own for part in _parts(text)}
    return known | (_words_of(request) if request is not None else set())


def _words_of(request: int) -> set[str]:
    row = Request.get_by_id(request)
    ids = [id for id in (row.subject_id, row.applicant_id) if id is not None]
    people = Person.select().where(Person.id.in_(ids)) if ids else ()
    return {
        part
        for person in people
        for text in (person.name, person.email, person.phone, person.dative, person.address)
        for part in _parts(text)
    }


def _parts(text: str) -> Iterator[str]:
    yield from re.findall(r"[\w.+-]+@[\w.-]+|\w{2,}", fold(text))
    digits = re.sub(r"\D", "", text)
    if len(digits) >= 10:
        yield digits[-10:]


def _is_known(hint: Hint, known: set[str]) -> bool:
    if hint.kind == "phone":
        return re.sub(r"\D", "", hint.text)[-10:] in known
    if hint.kind == "email":
        return fold(hint.text) in known
    # A surname in another case form shares its stem with the known one.
    stems = {word[:5] for word in known if len(word) >= 4}
    if hint.kind == "address":
        told = [word for word in re.findall(r"\w{4,}", fold(hint.text)) if word not in _PLACES]
        return bool(told) and all(word[:5] in stems for word in told)
    words = [word for word in re.findall(r"\w{3,}", fold(hint.text)) if word not in ("mrs",)]
    return bool(words) and words[0][:5] in stems


def _cards(texts: Sequence[tuple[str, str]], known: set[str]) -> Iterator[Hint]:
    """People who have a card of their own and are named, however their names are written."""
    folded = [(where, fold(text)) for where, text in texts]
    words = {word for _where, text in folded for word in re.findall(r"\w{4,}", text)}
    if not words:
        return
    # A card is looked at when its first word, the surname, stands in the text.
    people = Person.raw(
        "SELECT id, name, name_key FROM person WHERE name_key <> '' AND merged_into IS NULL"
        " AND substr(name_key, 1, instr(name_key || ' ', ' ') - 1) IN"
        " (SELECT value FROM json_each(?))",
        json.dumps(sorted(words)),
    )
    for person in people:
        parts = person.name_key.split()
        if len(parts) < 2 or parts[0] in known:
            continue
        for where, text in folded:
            if all(part in text for part in parts[:2]):
                yield Hint(person.name, "name", where)
