# SPDX-License-Identifier: Apache-2.0
"""Other people's data in an answer: names, addresses and telephones, pointed out before issue (Art. 14 (2)).

Hints, not decisions: whoever issues the paper looks at each. The subject, the applicant and the
operator are known and not pointed out. What of a file cannot be read is named, for a person to look at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from desk.domain.contacts import addresses_in, emails_in, phones_in
from desk.domain.contents import ENOUGH, GAPS
from desk.domain.kinds import ApplicantRole
from desk.domain.naming import names_in
from desk.domain.paper import Draft
from desk.domain.proposal import IN_FILE, TO_REGULATOR, UNREAD_TO_REGULATOR, Hint
from desk.domain.same_name import is_same_name, words_of_name
from desk.domain.steps import REPLY_FORMS
from desk.domain.values import Both
from desk.folding import fold
from desk.services.contents import kept_contents
from desk.services.desk import Desk
from desk.storage.models import Attachment, Person, Request

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
    return _told(draft, _in_texts(list(_texts(draft)), _known(desk, draft.request)))


def file_hints(desk: Desk, draft: Draft) -> tuple[Hint, ...]:
    """The same for the files that may go out with the answer; it may take a while to read them."""
    ids = files_beside(draft)
    found = hints_of_files(desk, draft.request, ids) if draft.request is not None and ids else ()
    return _told(draft, found)


def to_regulator(draft: Draft) -> bool:
    """Whether the paper goes to Roskomnadzor, to which Art. 14 (2) does not apply."""
    request = Request.get_or_none(Request.id == draft.request)
    asked = request is not None and request.role == ApplicantRole.RKN
    return asked and not getattr(draft.facts, "to_subject", False)


def _told(draft: Draft, found: Sequence[Hint]) -> tuple[Hint, ...]:
    """The hints in the words that are true of whom the paper goes to."""
    if not found or not to_regulator(draft):
        return tuple(found)
    return tuple(
        replace(hint, sentence=UNREAD_TO_REGULATOR if hint.kind == "file" else TO_REGULATOR)
        for hint in found
    )


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


def _in_texts(texts: Sequence[tuple[str, str]], known: _Known) -> list[Hint]:
    """Each hint once: patterns first, then people who have cards."""
    found: dict[Hint, None] = {}
    for where, text in texts:
        for hint in _in_text(text[:ENOUGH], where):
            if not known.has(hint):
                found[hint] = None
    return list(found | dict.fromkeys(_cards(texts, known)))


def _texts(draft: Draft) -> Iterator[tuple[str, str]]:
    for each in draft.passages:
        for language in draft.mode.languages:
            yield each.name, getattr(each.text, language) or each.text.of(language)
    for part in fields(draft.facts):
        if part.name in ("refused", "withheld", "enclosures"):
            yield from _both(getattr(draft.facts, part.name), part.name)


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
    """Names by the lines of a text, which part them; the rest without them."""
    flat = _BLANKS.sub(" ", text)
    for email in emails_in(flat):
        yield Hint(email, "email", where)
    for phone in phones_in(flat):
        yield Hint(phone, "phone", where)
    for start, end in names_in(text):
        yield Hint(" ".join(text[start:end].split()), "name", where)
    if where not in _OF_PROCESSORS:
        for address in addresses_in(flat):
            yield Hint(address, "address", where)


@dataclass(frozen=True)
class _Known:
    """Those the answer may name: folded words and digits, and the words of each name."""

    words: frozenset[str]
    stems: frozenset[str]
    names: tuple[tuple[str, ...], ...]

    def has(self, hint: Hint) -> bool:
        """Whether a hint tells nothing of anybody else."""
        if hint.kind == "phone":
            return _digits(hint.text) in self.words
        if hint.kind == "email":
            return fold(hint.text) in self.words
        if hint.kind == "name":
            found = words_of_name(hint.text)
            return any(is_same_name(found, name) for name in self.names)
        told = [word for word in re.findall(r"\w{4,}", fold(hint.text)) if word not in _PLACES]
        return bool(told) and all(word[:5] in self.stems for word in told)


def _known(desk: Desk, request: int | None) -> _Known:
    operator = desk.operator()
    names = [operator.brand, operator.principal]
    texts = [operator.request_email, operator.phone, operator.duties.ru, operator.duties.en]
    for both in (
        operator.name,
        operator.short_name,
        operator.responsible_name,
        operator.signer_name,
    ):
        names += [both.ru, both.en]
    texts += [operator.address.ru, operator.address.en]
    for person in _people_of(request) if request is not None else ():
        names += [person.name, person.dative]
        texts += [person.email, person.phone, person.address]
    words = frozenset(part for text in names + texts for part in _parts(text))
    return _Known(
        words=words,
        stems=frozenset(word[:5] for word in words if len(word) >= 4),
        names=tuple(found for name in names if (found := words_of_name(name))),
    )


def _people_of(request: int) -> Sequence[Person]:
    row = Request.get_by_id(request)
    ids = [id for id in (row.subject_id, row.applicant_id) if id is not None]
    return list(Person.select().where(Person.id.in_(ids))) if ids else ()


def _parts(text: str) -> Iterator[str]:
    yield from re.findall(r"[\w.+-]+@[\w.-]+|\w{2,}", fold(text))
    if digits := _digits(text):
        yield digits


def _digits(text: str) -> str:
    """The figures that tell one telephone from another, without the code of a country."""
    return re.sub(r"\D", "", text)[-10:]


def _cards(texts: Sequence[tuple[str, str]], known: _Known) -> Iterator[Hint]:
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
        if len(parts) < 2 or parts[0] in known.words:
            continue
        for where, text in folded:
            if all(part in text for part in parts[:2]):
                yield Hint(person.name, "name", where)
