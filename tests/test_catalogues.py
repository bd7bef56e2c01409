# SPDX-License-Identifier: Apache-2.0
"""The words: complete in both languages, with the same placeholders, and Russian where Russian is due."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import click
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from desk.cli.app import Session, desk_command
from desk.cli.speech import speaking
from desk.text import catalogue
from tests.messages import ROOT, extracted

LATIN_ALLOWED = re.compile(
    r"\{[^}]*\}|https?://\S+|[\w.+-]+@[\w.-]+|--[a-z0-9-]+|\.[a-z]{2,4}\b|<[^>]+>"
    r"|\b(?:Desk|PDF(?:/A)?|CSV|JSON|TOML|ZIP|QR|SHA|HTML|Markdown|TNEF|USB|IP|URL|RU|EN|ID|Ctrl|Alt|Shift|Esc|Enter|Tab|Del|"
    r"F\d+|[A-Z]|Thunderbird|Outlook|Message-ID|Received|Date|Reply-To|From|ru|en|desk|eml|msg|"
    r"English|Fusion|Windows|macOS|Linux|Qt|SQLCipher|SQLite|Python|Apache|Lucide|Tabler|DRAFT|SPECIMEN|"
    r"ReportLab|pikepdf|PDFium|UTF|certainty|own|kind|name|number|received|subject|step|due|true|false|request|"
    r"winmail\.dat|extend|Europe|Moscow|GMT|UTC|help|take-in|init|rules|due|EN|GDPR|VN|QH15|ND|CP|gdpr|vn|"
    r"JPEG|PNG|TIFF|planned|state|cause|chairman|CRM|USSD|IVR|SMS|https?|www|cookie|given|purpose|until|page|"
    r"PKCS|RSA|assignment|terms|data|actions|barred|code|country|flow|ground|recipient|since)\b",
)


def catalog(language: str, domain: str) -> Catalog:
    with (ROOT / "i18n" / language / f"{domain}.po").open("rb") as source:
        return read_po(source, locale=language)


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def messages(language: str, domain: str) -> list[Message]:
    return [message for message in catalog(language, domain) if message.id]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_program_s_words_are_extracted_and_nothing_else_is_kept(language):
    kept = {(m.context, str(m.id)) for m in messages(language, "desk")}
    assert kept == {(m.context, str(m.id)) for m in extracted() if m.id}


@pytest.mark.parametrize("domain", ["desk", "forms"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_message_is_empty_or_fuzzy(language, domain):
    # read_po passes over a line it does not know, such as the marks of a conflict.
    text = (ROOT / "i18n" / language / f"{domain}.po").read_text(encoding="utf-8")
    assert not re.search(r'^(?!msg|["#]|$)', text, re.MULTILINE)
    wrong = [m.id for m in messages(language, domain) if m.fuzzy or not all(strings(m))]
    assert wrong == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_translation_has_the_placeholders_of_its_message(language):
    wrong = [
        message.id
        for message in messages(language, "desk")
        for ids in [(message.id,) if isinstance(message.id, str) else message.id]
        for string in strings(message)
        if names(string) != set().union(*map(names, ids))
    ]
    assert wrong == []


def test_papers_have_the_same_messages_and_placeholders_in_both_languages():
    russian = {m.id: names(str(m.string)) for m in messages("ru", "forms")}
    english = {m.id: names(str(m.string)) for m in messages("en", "forms")}
    assert russian == english


@pytest.mark.parametrize("domain", ["desk", "forms"])
def test_russian_uses_russian_quotes(domain):
    wrong = [m.id for m in messages("ru", domain) for s in strings(m) if '"' in s or "“" in s]
    assert wrong == []


@pytest.mark.parametrize("domain", ["desk", "forms"])
def test_no_english_is_left_in_russian(domain):
    left = {
        s: words
        for m in messages("ru", domain)
        for s in strings(m)
        if (words := re.findall(r"[A-Za-z]{2,}", LATIN_ALLOWED.sub(" ", s.replace("&", ""))))
    }
    assert left == {}


def helps(command: click.Command, context: click.Context) -> Iterator[str]:
    """The help of a command and of all below it."""
    yield command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from helps(inner, inner.context_class(inner, info_name=name, parent=context))


def test_no_english_is_left_in_the_russian_help_of_a_command():
    root = speaking(desk_command, catalogue("ru"), ())
    text = "\n".join(
        helps(root, root.context_class(root, info_name="desk", obj=Session(lang="ru")))
    )
    words = re.findall(r"(?<![-\w])[A-Z]{3,}(?![-\w])|required|default:|Usage|Options", text)
    assert {word for word in words if not LATIN_ALLOWED.fullmatch(word)} == set()
    cut = re.findall(r"^  [a-z][\w-]* .*\b(?:ч|ст|п)\.$", text, re.MULTILINE)
    assert cut == [], "the library takes the dot of an abbreviation for the end of a sentence"


@pytest.mark.parametrize("domain", ["desk", "forms"])
def test_no_russian_is_left_in_english(domain):
    left = [s for m in messages("en", domain) for s in strings(m) if re.search(r"[а-яё]{3}", s)]
    assert left == []


def test_catalogues_are_the_only_thing_in_i18n():
    assert {path.suffix for path in Path(ROOT / "i18n").rglob("*") if path.is_file()} <= {
        ".po",
        ".pot",
    }


def test_every_message_in_the_source_is_extracted_from_f_strings_too():
    known = {
        text for m in extracted() if m.id for text in ([m.id] if isinstance(m.id, str) else m.id)
    }
    missed = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("desk", "ui")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("_", "N_", "ngettext")
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value not in known
    ]
    assert missed == []


def test_the_english_papers_define_terms_in_one_manner_and_spell_in_one():
    """A term is defined in quotes; -ize as in the names of the law; “norm” is no English for a provision."""
    strange = re.compile(
        r"\(the [A-Z][a-z]+\)|, the Law\)|(?:organ|author|item)is|\b(?<!\{)[Nn]orm\b"
    )
    for message in catalog("en", "forms"):
        if message.id:
            assert not any(strange.search(text) for text in strings(message)), message.id
