# SPDX-License-Identifier: Apache-2.0
"""The files a paper leaves as, and what the covering text says of them where it was signed in several ways."""

from __future__ import annotations

from collections.abc import Iterable

from desk.domain.letter import LetterFile
from desk.errors import N_
from desk.services.desk import Desk
from desk.services.signed_forms import OutgoingForm, outgoing_form
from desk.storage.models import Document
from desk.text import Catalogue

_PDF = "application/pdf"


def sent_files(desk: Desk, paper: Document, name: str) -> tuple[LetterFile, ...]:
    """A paper under a neutral name in every form that bears signatures."""
    form = outgoing_form(desk, paper)
    found = [LetterFile(f"{name}.pdf", _PDF, form.content)]
    if form.sheets is not None:
        found.append(LetterFile(_sheets(name), _PDF, form.sheets))
    for order, content in enumerate(form.detached, 1):
        found.append(LetterFile(f"{name}-{order}.sig", "application/pkcs7-signature", content))
    return tuple(found)


def sent_words(desk: Desk, words: Catalogue, papers: Iterable[tuple[Document, str]]) -> str:
    """A passage a paper, each with a blank line before it, on what its files are; nothing where one says it all."""
    told = (_of_one(words, outgoing_form(desk, paper), name) for paper, name in papers)
    return "".join(f"\n\n{passage}" for passage in told if passage)


def _of_one(words: Catalogue, form: OutgoingForm, name: str) -> str:
    if not form.several:
        return ""
    said = [N_("The paper “{name}” was signed in several ways.")]
    if form.certified:
        said.append(N_("“{name}.pdf” bears the electronic signatures."))
    if form.detached:
        said.append(N_("The files “{name}-….sig” are electronic signatures of “{name}.pdf”."))
    if form.sheets is not None:
        said.append(N_("“{sheets}” is a scan of the sheets signed by pen."))
    if form.lacks_sheets:
        said.append(N_("Others signed it by pen on paper; a scan of those sheets is not attached."))
    return " ".join(words.say(each, name=name, sheets=_sheets(name)) for each in said)


def _sheets(name: str) -> str:
    return f"{name}-pen.pdf"
