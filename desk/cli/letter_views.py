# SPDX-License-Identifier: Apache-2.0
"""What a saved letter says, as JSON for scripts and as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shutil import get_terminal_size

from desk.domain import letter_words
from desk.domain.guess import own_words
from desk.domain.labels import label
from desk.domain.letter import AUTOMATIC, NOT_SIGNED, Guess, Letter
from desk.domain.other_sender import others
from desk.domain.signature_words import MADE_FOR, lines
from desk.domain.their_letter import is_claim, set_day
from desk.errors import N_
from desk.services.signature.signed_files import CheckedFile
from desk.text import Catalogue


def letter_as_json(letter: Letter) -> dict[str, object]:
    """Everything a letter says about itself; attachments by name and size."""
    inner = letter.forwarded
    return {
        "sender": {"name": letter.sender_name, "address": letter.sender_address},
        "reply_to": letter.reply_address,
        "received": letter.received.isoformat() if letter.received else None,
        "received_from": letter.received_from,
        "sent": letter.sent.isoformat() if letter.sent else None,
        "subject": letter.subject,
        "text": letter_words.plain(letter.text),
        "signed_parts": _signed_parts(letter),
        "language": letter.language,
        "demands": [
            {
                "kind": guess.kind.value,
                "words": list(guess.words),
                **({"unsigned": True} if guess.unsigned else {}),
            }
            for guess in letter.demands
        ],
        "forwarded": inner
        and {
            "sender": {"name": inner.sender_name, "address": inner.sender_address},
            "received": inner.received.isoformat() if inner.received else None,
            "sent": inner.sent.isoformat() if inner.sent else None,
            "subject": inner.subject,
            "message_id": inner.message_id,
        },
        "automatic": letter.automatic or None,
        "unreached": list(letter.unreached),
        "message_id": letter.message_id,
        "in_reply_to": list(letter.in_reply_to),
        "attachments": [
            {"name": file.name, "type": file.media_type, "size": len(file.content)}
            for file in letter.attachments
        ],
    }


def _signed_parts(letter: Letter) -> list[dict[str, str]]:
    parts = letter_words.passages(letter.text)
    return [{"file": part.signed, "text": part.text} for part in parts if part.signed]


def letter_lines(found: Letter, checked: Sequence[CheckedFile], words: Catalogue) -> list[str]:
    """The same for a person; ``checked`` are its signatures."""
    signed = [(_file(each, words), each.signature) for each in checked]
    broken = [each for each in checked if each.signature.broken]
    return [
        *(line for each in broken for line in _signatures(each, words)),
        *others(signed, words),
        f"{words.gettext(N_('From'))}: {found.sender_name} <{found.sender_address}>",
        found.received.isoformat()
        if found.received
        else words.gettext(N_("Moment of receipt unknown")),
        f"{words.gettext(N_('Subject'))}: {found.subject}",
        *([words.gettext(AUTOMATIC[found.automatic])] if found.automatic else []),
        *_told(N_("Not delivered to: {found}"), found.unreached, words),
        *_told(N_("Files: {found}"), [each.name for each in found.attachments], words),
        *_passed_on(found, words),
        *(_demanded(guess, words) for guess in found.demands),
        *_sets(found, words),
        *(words.gettext(warning) for warning in found.warnings),
        *(line for each in checked if each not in broken for line in _signatures(each, words)),
        "",
        *_text(found, words),
    ]


def _told(sentence: str, found: Sequence[str], words: Catalogue) -> list[str]:
    """A line of several things, or none where there are none."""
    return [words.say(sentence, found=words.listing(found))] if found else []


def _file(found: CheckedFile, words: Catalogue) -> str:
    # A file may be called like the letter: its name is quoted, the letter’s is not.
    quoted = words.say(N_("“{words}”"), words=found.file.name)
    return quoted if found.file.name else words.gettext(N_("The letter itself"))


def _signatures(found: CheckedFile, words: Catalogue) -> Iterator[str]:
    """The signatures of one file, each with the name of that file."""
    name = _file(found, words)
    for line in lines(found.signature, words, "UTC"):
        yield f"{name}: {line}"
    if found.about:
        yield words.say(MADE_FOR, name=found.signature.about)


def _text(letter: Letter, words: Catalogue) -> Iterator[str]:
    """The words of the letter, each line behind a mark of ours: none of them can look like a line of ours."""
    width = get_terminal_size().columns
    parts = letter_words.passages(letter.text)
    apart = any(part.signed for part in parts)
    for part in parts:
        if apart:
            yield words.tell(part.title)
        yield from letter_words.ruled(part.text, width, "┃ " if part.signed else "  ")


def _sets(letter: Letter, words: Catalogue) -> Iterator[str]:
    """The day a claim sets for the answer, where it says when it came."""
    from desk.domain.asked_by import asked_by
    from desk.domain.rules import load_rulebook

    subject = letter.original.subject
    said = f"{subject}\n\n{own_words(letter_words.plain(letter.text), subject)}"
    if letter.received is None or not is_claim(said):
        return
    day = letter.received.date()
    found = asked_by(said, day, load_rulebook().calendar) or set_day(said, day)
    if found is not None:
        yield words.say(N_("It sets a day for the answer: {day}"), day=found.day)


def _demanded(guess: Guess, words: Catalogue) -> str:
    said = ", ".join(guess.words)
    if guess.unsigned:
        said = words.say(NOT_SIGNED, words=said)
    return f"· {label(words, guess.kind)}: {said}"


def _passed_on(letter: Letter, words: Catalogue) -> Iterator[str]:
    if letter.forwarded is not None:
        wrote = letter.forwarded.sender_address or letter.forwarded.sender_name
        yield words.say(N_("The demands are in an enclosed letter from {writer}."), writer=wrote)
