# SPDX-License-Identifier: Apache-2.0
"""The files a paper leaves as, and what the covering text says of them where it was signed in several ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desk.domain.letter import LetterFile
from desk.domain.verdicts import Verdict
from desk.errors import N_
from desk.services.desk import Desk
from desk.services.signature.signed_forms import (
    OutgoingForm,
    covered_form,
    issued_bytes,
    outgoing_form,
)
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


@dataclass(frozen=True)
class Sent:
    """A paper as it leaves, under a neutral name."""

    name: str
    form: OutgoingForm
    beside: tuple[_Beside, ...]

    @property
    def files(self) -> tuple[LetterFile, ...]:
        """The paper in every form that bears signatures, or that a signature beside it is of."""
        found = [LetterFile(_main(self.name), _PDF, self.form.content)]
        if self.form.sheets is not None:
            found.append(LetterFile(_sheets(self.name), _PDF, self.form.sheets))
        for each in self.beside:
            if each.name not in ("", _main(self.name)):
                found.append(LetterFile(each.name, _PDF, each.form))
            found += each.signatures
        return tuple(found)

    def told(self, words: Catalogue) -> str:
        """What its files are; nothing where one says it all."""
        return " ".join(self._told(words)) if self.form.several else ""

    def _told(self, words: Catalogue) -> Iterator[str]:
        yield words.say(N_("The paper “{name}” was signed in several ways."), name=self.name)
        if self.form.certified:
            yield words.say(N_("“{name}.pdf” bears the electronic signatures."), name=self.name)
        for each in self.beside:
            told = _OF_UNKNOWN if not each.name else _OF_FILE
            if each.name not in ("", _main(self.name)):
                told = _OF_FORMER
            names = ", ".join(words.say(N_("“{name}”"), name=file.name) for file in each.signatures)
            yield words.say(told, file=each.name, signatures=names)
        if self.form.sheets is not None:
            told = N_("“{sheets}” is a scan of the sheets signed by pen.")
            yield words.say(told, sheets=_sheets(self.name))
        if self.form.lacks_sheets:
            yield words.gettext(
                N_("Others signed it by pen on paper; no scan of those sheets is attached.")
            )


@dataclass(frozen=True)
class Parcel:
    """What goes out by e-mail: the covering text and every file along with it."""

    subject: str
    text: str
    files: tuple[LetterFile, ...]


def sent(desk: Desk, paper: Document, name: str) -> Sent:
    """A paper in every form it leaves in; its signatures are looked at once for files and words."""
    form = outgoing_form(desk, paper)
    return Sent(name, form, tuple(_beside(desk, paper, form, name)))


def sent_words(words: Catalogue, papers: Iterable[Sent]) -> str:
    """A passage a paper, each with a blank line before it, on what its files are."""
    told = (each.told(words) for each in papers)
    return "".join(f"\n\n{passage}" for passage in told if passage)


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
