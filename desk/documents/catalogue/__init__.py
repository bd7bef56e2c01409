# SPDX-License-Identifier: Apache-2.0
"""The forms of the desk by id, and the texts a new draft starts with.

A form's module is imported when the form is first asked for; nothing here draws or needs ReportLab.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from importlib import import_module

from desk.documents.blocks import Editable, Form, Item
from desk.documents.catalogue.wording import is_empty
from desk.documents.places import place_of, title_id
from desk.domain.duties import starter_duties
from desk.domain.kinds import LanguageMode
from desk.domain.other_language import other_words
from desk.domain.paper import Facts, Missing, Passage
from desk.domain.values import Both
from desk.errors import N_, Refusal, Told
from desk.text import Catalogue, catalogue

__all__ = ["FORMS", "default_passages", "form", "passages", "title_of", "untranslated"]

_HOMES: Mapping[str, str] = {
    "acknowledgement": "receipt",
    "request_to_complete": "receipt",
    "reply_access": "access",
    "reply_not_processed": "access",
    "reply_transfer": "transfer_reply",
    "refusal": "refusal",
    "extension_notice": "extension",
    "notice_done": "done",
    "reply_regulator": "regulator",
    "consent": "consents",
    "consent_transfer": "consents",
    "consent_dissemination": "dissemination",
    "consent_marketing": "consents",
    "withdrawal": "withdrawal",
    "collection_notice": "informing",
    "source_notice": "informing",
    "commission_order": "commission",
    "destruction_act": "acts",
    "journal_extract": "extract",
    "notice_third_party": "third_party",
    "journal_acts": "act_journal",
    "journal_disclosures": "disclosure_journal",
    "harm_assessment": "harm",
    "act_supplement": "supplement",
    "processing_assignment": "assignment",
    "third_parties": "third_parties",
    "notice_client": "client",
    "reply_passed": "client",
    "recipient_questionnaire": "questionnaire",
    "transfer_assessment": "transfer_assessment",
    "transfer_notice": "transfer_notice",
    "register_consents": "consent_register",
    "register_transfers": "transfer_register",
    "journal_requests": "journals",
    "inspection_record": "inspection",
    "emergency_sheet": "emergency",
}
"""The module of each form, in the order in which papers are listed."""

_SPOKEN_FOR = frozenset(
    {"addressee", "duties", "reason", "short_name", "responsible_post", "responsible_name"}
)
"""Fields that are printed as they are, as quotations or not at all, so one language is enough."""


class _Forms(Mapping[str, Form]):
    """All forms; a form is built when it is first taken."""

    def __init__(self) -> None:
        self._built: dict[str, Form] = {}

    def __getitem__(self, id: str) -> Form:
        if id not in self._built:
            module = import_module(f"{__name__}.{_HOMES[id]}")
            self._built.update({built.id: built for built in module.FORMS})
        return self._built[id]

    def __iter__(self) -> Iterator[str]:
        return iter(_HOMES)

    def __len__(self) -> int:
        return len(_HOMES)


FORMS: Mapping[str, Form] = _Forms()


def form(id: str) -> Form:
    """The form of that id."""
    if id not in _HOMES:
        raise Refusal(N_("There is no paper “{form}”."), field="form", form=id)
    return FORMS[id]


def title_of(form_id: str, catalogue: Catalogue) -> str:
    """The name of a kind of paper in a list."""
    return catalogue.form(f"{form(form_id).id}.name")


_STARTERS_BY_LAW = frozenset({"reply_access.item4.starter", "reply_access.item7.starter"})
"""Starters that cite Federal Law 152-FZ and have another text for requests that are not under it."""


def default_passages(form_id: str, facts: Facts) -> dict[str, Both]:
    """The text each editable passage of a new draft starts with, in both languages; empty where none fits."""
    chosen = form(form_id)
    texts = {name: _starter(chosen, name, facts) for name in chosen.passages}
    if "item9_1" in texts and not getattr(facts, "other_law_alone", False):
        card = facts.operator
        starter = starter_duties(card.kind, bool(card.sites))
        texts["item9_1"] = starter if is_empty(card.duties) else card.duties
    return texts


def passages(form_id: str, facts: Facts) -> tuple[Passage, ...]:
    """The editable passages of a draft as they stand, with their titles; those not shown are left out."""
    chosen = form(form_id)
    found = []
    for block in _editable(chosen, facts):
        name, title = block.passage, title_id(chosen, block)
        text = facts.passages.get(name, Both())
        found.append(Passage(name, title, text, _mandatory(chosen, name, facts)))
    return tuple(found)


def _editable(chosen: Form, facts: Facts) -> Iterator[Item | Editable]:
    """The blocks of a paper that print a passage."""
    for block in chosen.blocks:
        if isinstance(block, Item | Editable) and block.shown(facts):
            yield block


_ONE_SIDED = {
    "ru": N_(
        "{where}: there is only an English text. Write it in Russian too, or issue the paper in English."
    ),
    "en": N_(
        "{where}: there is only a Russian text. Write it in English too, or issue the paper in Russian."
    ),
}
"""What a paper in a language says of a text that it would print in the other."""


def untranslated(form_id: str, facts: Facts, mode: LanguageMode) -> tuple[Missing, ...]:
    """Texts that a paper in ``mode`` would print in the other language, for want of their own."""
    lacks: dict[str, Missing] = {}
    facts = _as_printed(form_id, facts)
    for language in mode.languages:
        for where in _one_sided(facts, language):
            place = place_of(where, FORMS[form_id], facts) or where
            lacks[where] = Missing(_ONE_SIDED[language], where, {"where": place})
    return tuple(lacks.values())


def in_other_language(
    form_id: str, facts: Facts, mode: LanguageMode
) -> Iterator[tuple[str | Told, str]]:
    """Where a paper in ``mode`` would print words of the other language, and the first of them, once each.

    A passage is told by its name, another place in words; what is ``untranslated`` is left to that.
    """
    found: set[str] = set()
    facts = _as_printed(form_id, facts)
    for language in mode.languages:
        told = set(_one_sided(facts, language))
        for where, text in _texts(facts, "", _SPOKEN_FOR - {"reason"}):
            words = other_words(text.of(language), language)
            if words and words not in found and where not in told:
                found.add(words)
                passage = where.removeprefix("passages.")
                place = None if passage != where else place_of(where, FORMS[form_id], facts)
                yield place or passage, words


def _as_printed(form_id: str, facts: Facts) -> Facts:
    """The facts with only those passages that the paper shows."""
    printed = {block.passage for block in _editable(FORMS[form_id], facts)}
    texts = {name: text for name, text in facts.passages.items() if name in printed}
    return replace(facts, passages=texts)


def _mandatory(chosen: Form, name: str, facts: Facts) -> bool:
    """True when the paper would lack the passage if it were empty."""
    emptied = replace(facts, passages={**facts.passages, name: Both()})
    return any(lack.where == f"passages.{name}" for lack in chosen.missing(emptied))


def _starter(chosen: Form, name: str, facts: Facts) -> Both:
    russian, english = (_phrase(chosen, name, facts, catalogue(code)) for code in ("ru", "en"))
    return Both(russian, english)


def _phrase(chosen: Form, name: str, facts: Facts, words: Catalogue) -> str:
    starter = f"{chosen.id}.{name}.starter"
    if getattr(facts, "other_law_alone", False) and starter in _STARTERS_BY_LAW:
        starter = f"{starter}_other"
    try:
        return words.form(starter, **chosen.values(facts, words))
    except KeyError:
        return ""


def _one_sided(value: object, language: str) -> Iterator[str]:
    for where, text in _texts(value, "", _SPOKEN_FOR):
        if not is_empty(text) and not getattr(text, language).strip():
            yield where


def _texts(value: object, where: str, left: frozenset[str]) -> Iterator[tuple[str, Both]]:
    """Every text in two languages with its dotted field, but for the fields ``left`` out."""
    if isinstance(value, Both):
        yield where, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, f"{where}.{name}", left)
    elif isinstance(value, tuple):
        for order, inner in enumerate(value, start=1):
            yield from _texts(inner, f"{where}.{order}", left)
    elif is_dataclass(value):
        for part in fields(value):
            if part.name not in left:
                inner = getattr(value, part.name)
                yield from _texts(inner, f"{where}.{part.name}".removeprefix("."), left)
