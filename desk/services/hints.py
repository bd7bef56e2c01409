# SPDX-License-Identifier: Apache-2.0
"""Other people's data in an answer: names, addresses and telephones, pointed out before issue (Art. 14 (2)).

Hints, not decisions: whoever issues the paper looks at each. The subject, the applicant and the
operator are known and not pointed out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from desk.domain.paper import Draft
from desk.domain.proposal import Hint
from desk.domain.values import Both
from desk.services.desk import Desk
from desk.storage.models import Attachment, Person, Request
from desk.text import fold

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/-])\+?\d(?:[ ().\u00a0-]{0,2}\d){9,14}(?![\w/])")
_NAME = re.compile(
    r"\b[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]*(?:вич|вна|ич|ична|оглы|кызы)\w{0,3}\b"
    r"|\b[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?[А-ЯЁ]\."
    r"|\b[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+"
    r"|\b(?:Mr|Ms|Mrs|Dr)\.?\s+[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?"
)
_ENOUGH = 200_000


def third_party_hints(desk: Desk, draft: Draft) -> tuple[Hint, ...]:
    """Names, addresses and telephones of others in the draft's texts and in the names of its enclosures."""
    known = _known(desk, draft)
    found: dict[Hint, None] = {}
    for where, text in _texts(draft):
        for hint in _in_text(text[:_ENOUGH], where):
            if not _is_known(hint, known):
                found[hint] = None
    for hint in _cards(draft, known):
        found[hint] = None
    return tuple(found)


def file_hints(desk: Desk, request: int, attachment: int) -> tuple[Hint, ...]:
    """The same for a text file kept beside the request that is to go out with the answer."""
    from desk.storage import blobs

    row = Attachment.get_or_none(Attachment.id == attachment, Attachment.request == request)
    if row is None or not row.media_type.startswith("text/"):
        return ()
    text = blobs.get(desk.database, row.blob_id)[:_ENOUGH].decode("utf-8", "replace")
    known = _words_of(request)
    return tuple(h for h in dict.fromkeys(_in_text(text, row.name)) if not _is_known(h, known))


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
    for kind, pattern in (("email", _EMAIL), ("phone", _PHONE), ("name", _NAME)):
        for match in pattern.finditer(text):
            yield Hint(" ".join(match[0].split()), kind, where)


def _known(desk: Desk, draft: Draft) -> set[str]:
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
    return known | (_words_of(draft.request) if draft.request is not None else set())


def _words_of(request: int) -> set[str]:
    row = Request.get_by_id(request)
    ids = [id for id in (row.subject_id, row.applicant_id) if id is not None]
    people = Person.select().where(Person.id.in_(ids)) if ids else ()
    return {
        part
        for person in people
        for text in (person.name, person.email, person.phone, person.dative)
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
    words = [word for word in re.findall(r"\w{3,}", fold(hint.text)) if word not in ("mrs",)]
    return bool(words) and words[0][:5] in stems


def _cards(draft: Draft, known: set[str]) -> Iterator[Hint]:
    """People who have a card of their own and are named in the draft, however their names are written."""
    texts = {where: fold(text) for where, text in _texts(draft)}
    words = {word for text in texts.values() for word in re.findall(r"\w{4,}", text)}
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
        for where, text in texts.items():
            if all(part in text for part in parts[:2]):
                yield Hint(person.name, "name", where)
