# SPDX-License-Identifier: Apache-2.0
"""What the papers of a destruction share: who signs in which part, causes, methods, what is distinct."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from desk.documents.blocks import Signer
from desk.documents.catalogue.wording import day_of, is_empty, word
from desk.domain.act_papers import ActPart, ActSigner
from desk.domain.destruction import Cause
from desk.domain.paper import Missing
from desk.domain.values import Both
from desk.text import LANGUAGES, N_, Catalogue, catalogue

MANY = 10
"""More persons, or rows of what was destroyed, go to an annex."""
_IN_COMMISSION = ("chairman", "member", "substitute")


def role(signer: ActSigner, catalogue: Catalogue) -> str:
    """The part somebody has; who was absent is named in the nominative."""
    said = word("member", signer.role, catalogue) if signer.role in _IN_COMMISSION else ""
    absent = signer.instead_of.of(catalogue.language)
    if not absent:
        return said
    return catalogue.form("member.instead", role=said, absent=absent)


def post(signer: ActSigner, catalogue: Catalogue) -> str:
    """The post; who destroys alone without one signs as the operator in person."""
    own = signer.post.of(catalogue.language)
    if own or signer.role != "alone":
        return own
    return catalogue.form("common.post.person")


def line(signer: ActSigner) -> Signer:
    """The signature line: the part in the commission above the post, and the name."""
    posts, names = {}, {}
    for language in LANGUAGES:
        words = catalogue(language)
        parts = (role(signer, words), post(signer, words))
        posts[language] = "\n".join(part for part in parts if part)
        names[language] = signer.name.of(language)
    return Signer(signer.slot, posts, names)


def approver(signer: ActSigner | None) -> Signer | None:
    """The line above which УТВЕРЖДАЮ stands."""
    return line(signer) if signer else None


def cause(id: str, words: Both, catalogue: Catalogue) -> str:
    """The reason with its norm; the clause follows it where the operator named one."""
    own = words.of(catalogue.language)
    if id == Cause.OTHER:
        return own
    said = word("cause", id, catalogue)
    return f"{said}; {own}" if own else said


def method(part: ActPart, catalogue: Catalogue) -> str:
    """How the part was destroyed."""
    own = part.method_words.of(catalogue.language)
    if part.method == "other":
        return own or part.deviation.of(catalogue.language)
    said = word("method", part.method, catalogue)
    return f"{said} ({own})" if own else said


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in the order in which they first come."""
    return tuple(dict.fromkeys(text for text in texts if text))


def listed(texts: Iterable[str]) -> str:
    """Distinct texts one a line as a list."""
    return bulleted(distinct(texts))


def bulleted(texts: Sequence[str]) -> str:
    """Texts one a line as a list; a single one as it is. Two persons may have one name."""
    return texts[0] if len(texts) == 1 else ";\n".join(f"— {text}" for text in texts)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as an office tells them: “1–3, 7”."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def days(found: Iterable[date | None], catalogue: Catalogue) -> str:
    """One day, or the first and the last of several."""
    known = sorted({day for day in found if day is not None})
    if len(known) <= 1:
        return day_of(known[0], catalogue) if known else ""
    first, last = (day_of(day, catalogue) for day in (known[0], known[-1]))
    return catalogue.form("common.from_to", first=first, last=last)


def short_day(day: date | None, catalogue: Catalogue) -> str:
    """A day in a table; a line to write on in a blank."""
    if day is None:
        return "—"
    return "__.__.____" if day == date.min else catalogue.date(day, "short")


def signers_lack(signers: Iterable[ActSigner], where: str) -> list[Missing]:
    """Signers without a name or a post (order 179, 3 г); who destroys alone may have none."""
    lacks = []
    for order, signer in enumerate(signers, start=1):
        if is_empty(signer.name):
            lacks.append(
                Missing(
                    N_("Signer {order} has no name. Fill it in in the commission."),
                    f"{where}.{order}.name",
                    {"order": order},
                )
            )
        elif is_empty(signer.post) and signer.role != "alone":
            lacks.append(
                Missing(
                    N_(
                        "The position of {name} is missing: the paper must state it. Fill it in in the commission."
                    ),
                    f"{where}.{order}.post",
                    {"name": signer.name.ru or signer.name.en},
                )
            )
    return lacks
