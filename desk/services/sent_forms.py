# SPDX-License-Identifier: Apache-2.0
"""The files a paper leaves as, and what the covering text says of them where it was signed in several ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desk.domain.letter import LetterFile
from desk.domain.signatures import Verdict
from desk.errors import N_
from desk.services.desk import Desk
from desk.services.signed_forms import OutgoingForm, covered_form, issued_bytes, outgoing_form
from desk.storage.models import Document
from desk.text import Catalogue

_PDF = "application/pdf"


@dataclass(frozen=True)
class _Beside:
    """A form of a paper, with the files of their own that sign it."""

    name: str
    """Of the form; empty where it cannot be told which one was signed."""
    form: bytes
    signatures: tuple[LetterFile, ...]


def sent_files(desk: Desk, paper: Document, name: str) -> tuple[LetterFile, ...]:
    """A paper under a neutral name in every form that bears signatures, or that a signature beside it is of."""
    form = outgoing_form(desk, paper)
    found = [LetterFile(_main(name), _PDF, form.content)]
    if form.sheets is not None:
        found.append(LetterFile(_sheets(name), _PDF, form.sheets))
    for each in _beside(desk, paper, form, name):
        if each.name not in ("", _main(name)):
            found.append(LetterFile(each.name, _PDF, each.form))
        found += each.signatures
    return tuple(found)


def _beside(desk: Desk, paper: Document, form: OutgoingForm, name: str) -> list[_Beside]:
    """The detached signatures of a paper by the form they are of, that which leaves anyway first."""
    names = {form.content: _main(name)}
    signed: dict[bytes, list[LetterFile]] = {form.content: []}
    for order, content in enumerate(form.detached, 1):
        own = _form_of(desk, paper, form, content)
        if own and own not in names:
            as_issued = own == issued_bytes(desk, paper)
            names[own] = f"{name}-{'issued' if as_issued else f'before-{len(names)}'}.pdf"
        file = LetterFile(f"{name}-{order}.sig", "application/pkcs7-signature", content)
        signed.setdefault(own, []).append(file)
    return [_Beside(names.get(own, ""), own, tuple(each)) for own, each in signed.items() if each]


def _form_of(desk: Desk, paper: Document, form: OutgoingForm, signature: bytes) -> bytes:
    """The form of a paper a signature is of; empty where nothing in it says so."""
    if not form.certified:
        return form.content
    own, report = covered_form(desk, paper, signature)
    return b"" if own is None or report.worst.verdict is Verdict.KEPT else own


def sent_words(desk: Desk, words: Catalogue, papers: Iterable[tuple[Document, str]]) -> str:
    """A passage a paper, each with a blank line before it, on what its files are; nothing where one says it all."""
    told = (" ".join(_of_one(desk, words, paper, name)) for paper, name in papers)
    return "".join(f"\n\n{passage}" for passage in told if passage)


def _of_one(desk: Desk, words: Catalogue, paper: Document, name: str) -> Iterator[str]:
    form = outgoing_form(desk, paper)
    if not form.several:
        return
    yield words.say(N_("The paper “{name}” was signed in several ways."), name=name)
    if form.certified:
        yield words.say(N_("“{name}.pdf” bears the electronic signatures."), name=name)
    for each in _beside(desk, paper, form, name):
        told = _OF_UNKNOWN if not each.name else _OF_FILE
        if each.name not in ("", _main(name)):
            told = _OF_FORMER
        names = ", ".join(words.say(N_("“{name}”"), name=file.name) for file in each.signatures)
        yield words.say(told, file=each.name, signatures=names)
    if form.sheets is not None:
        told = N_("“{sheets}” is a scan of the sheets signed by pen.")
        yield words.say(told, sheets=_sheets(name))
    if form.lacks_sheets:
        yield words.gettext(
            N_("Others signed it by pen on paper; a scan of those sheets is not attached.")
        )


_OF_FILE = N_("Electronic signatures of “{file}”: {signatures}.")
_OF_FORMER = N_(
    "“{file}” is the same paper before later signatures were added: the electronic signatures"
    " {signatures} are of this file."
)
_OF_UNKNOWN = N_(
    "Also attached: {signatures}, electronic signatures that do not say which form of the paper they"
    " are of."
)


def _main(name: str) -> str:
    return f"{name}.pdf"


def _sheets(name: str) -> str:
    return f"{name}-pen.pdf"
