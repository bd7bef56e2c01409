# SPDX-License-Identifier: Apache-2.0
"""Which fields of a paper hold the characters that no face can print, said for people.

What can be printed is decided in ``fonts.py``; here the field is found and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from desk.domain.numbering import printed_number
from desk.domain.paper import Facts, JournalLine, Missing
from desk.errors import N_, Told

_IN_THE_DATA = N_(
    "The character “{character}” ({code}) in the data of the paper ({place}) cannot be printed; "
    "write it in another way."
)
_IN_THE_DRAFT = N_("where the draft shows a box")
_SENTENCES = {
    "operator": N_(
        "The character “{character}” ({code}) in the operator’s card ({place}) cannot be printed; "
        "write it in another way."
    ),
    "addressee": N_(
        "The character “{character}” ({code}) in the addressee ({place}) cannot be printed; "
        "write it in another way."
    ),
    "subject_name": N_(
        "The character “{character}” ({code}) in the name of the subject cannot be printed; "
        "write it in another way."
    ),
    "lines": N_(
        "The character “{character}” ({code}) in the record {number} cannot be printed; write it in "
        "another way there."
    ),
    "passages": N_(
        "The character “{character}” ({code}) in the text of the paper ({place}) cannot be printed; "
        "write it in another way."
    ),
}


def glyphs_missing(
    facts: Facts, characters: Iterable[str], said: Callable[[str], Told | None]
) -> tuple[Missing, ...]:
    """Each of ``characters`` with every field of the facts that has it, as ``said`` to people."""
    texts = list(_texts(facts))
    found = []
    for character in sorted(characters):
        where = [path for path, text in texts if character in text]
        for path in where or [""]:
            sentence = _SENTENCES.get(path.partition(".")[0], _IN_THE_DATA)
            told: dict[str, object] = {
                "character": character,
                "code": f"U+{ord(character):04X}",
                "place": said(path) or Told(_IN_THE_DRAFT),
            }
            if path.startswith("lines."):
                told["number"] = _record(facts, path)
            found.append(Missing(sentence, path, told))
    return tuple(found)


def _record(facts: Facts, path: str) -> str:
    """The number of the request a line of the journal is about."""
    lines: tuple[JournalLine, ...] = getattr(facts, "lines", ())
    return printed_number(lines[int(path.split(".")[1]) - 1].number)


def _texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text within ``value`` with its dotted path."""
    if isinstance(value, str):
        yield path, value
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name), f"{path}.{each.name}".lstrip("."))
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts(each, f"{path}.{name}")
    elif isinstance(value, (tuple, list)):
        for index, each in enumerate(value, 1):
            yield from _texts(each, f"{path}.{index}")
