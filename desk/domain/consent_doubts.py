# SPDX-License-Identifier: Apache-2.0
"""What speaks against the electronic signature a consent rests on: it is broken, or somebody else's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desk.domain.consent import ConsentRow
from desk.domain.numbering import printed_number
from desk.domain.same_name import is_same_name, names_another, words_of_name
from desk.errors import N_
from desk.text import Catalogue

UNPROVED = N_("not proved: the signature is BROKEN")
"""Said of the written form of a consent."""
_BROKEN = N_(
    "The signature of what proves it is BROKEN: nothing proves a consent in written form (Art. 9 (4))."
    " Add a file whose signature holds or a scan signed by hand, or ask for a new consent."
)
_OTHER = N_("The certificate names {certified}, and the consent is of {subject}: ask who signed.")


def signed_by_another(known: Sequence[str], certified: Iterable[str]) -> str:
    """Whom the certificates name where none names anybody of the consent; empty where one does, or there is none."""
    names = [each for each in dict.fromkeys(certified) if each]
    strange = [each for each in names if names_another(known, each) and not _spelt(known, each)]
    return ", ".join(strange) if len(strange) == len(names) else ""


def _spelt(known: Iterable[str], certified: str) -> bool:
    """Whether a certificate names one of them in other letters."""
    found = words_of_name(certified)
    pairs = ((found, words_of_name(each)) for each in known if each)
    return bool(found) and any(is_same_name(*each) or is_same_name(*each[::-1]) for each in pairs)


def doubt_lines(words: Catalogue, row: ConsentRow) -> list[str]:
    """Each doubt as a sentence of the record."""
    said = [words.gettext(_BROKEN)] if row.unproved else []
    if row.signed_by:
        said.append(words.say(_OTHER, certified=row.signed_by, subject=row.subject))
    return said


def doubt_brief(words: Catalogue, row: ConsentRow) -> str:
    """The doubt that weighs most, for a line of the list; empty without one."""
    if row.unproved:
        return words.gettext(N_("SIGNATURE BROKEN"))
    said = words.say(N_("certificate of {name}"), name=row.signed_by)
    return said if row.signed_by else ""


def unproved_words(words: Catalogue, numbers: Sequence[str]) -> str:
    """That consents rest on broken signatures, by their numbers; nothing where none does."""
    said = words.ngettext(
        "Consent No. {numbers} rests on a BROKEN signature: its written form is not proved (Art. 9 (4)).",
        "Consents No. {numbers} rest on BROKEN signatures: their written form is not proved (Art. 9 (4)).",
        len(numbers),
    )
    return said.format(numbers=", ".join(map(printed_number, numbers))) if numbers else ""
