# SPDX-License-Identifier: Apache-2.0
"""The operator's own rules beyond the law: the numbers of ``own.toml``, read and changed.

They remind the operator. Papers name them only once the operator confirmed that his policy promises them:
nobody else can know what it says.

A change writes the desk's own copy of the pack, which the loader checks before it is believed. Terms
that already run keep their dates; new requests follow the new promise.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path

from desk.domain.rules import load_pack
from desk.errors import N_, Refusal, Trouble
from desk.paths import resource
from desk.services.desk import Desk, writes
from desk.services.settings import own_promises, promises_confirmed, store

_NUMBERS = {
    "answer_days": (re.compile(r'^(term = ")(\d+)( working_days")', re.MULTILINE), 60),
    "extension_days": (re.compile(r'(extension = \{ term = ")(\d+)( working_days")'), 60),
    "tell_days": (
        re.compile(
            r'(id = "remedy\.tell".*?^term = ")(\d+)( working_days")', re.DOTALL | re.MULTILINE
        ),
        60,
    ),
    "review_years": (re.compile(r'^(term = ")(\d+)( years")', re.MULTILINE), 10),
}
"""Where each number stands in the pack, and how large it may be."""


TITLES = {
    "counted": N_("Apply your own promises in addition to the law"),
    "confirmed": N_("My policy promises these deadlines: mention them in papers"),
    "answer_days": N_("Answer complaints and other applications within, working days"),
    "extension_days": N_("Extended once by, working days"),
    "tell_days": N_("Report what was done within, working days"),
    "review_years": N_("Review the policy every, years"),
}
"""What each of them is called, in the window and in the terminal."""


@dataclass(frozen=True)
class Promises:
    """The promises as numbers."""

    counted: bool
    """Whether they count beside the law."""
    confirmed: bool
    """Whether the operator's policy promises them, so that papers may name them."""
    answer_days: int
    """Working days to answer a complaint or another application."""
    extension_days: int
    """Working days by which that may be extended once."""
    tell_days: int
    """Working days to tell what was done."""
    review_years: int
    """Years after which the policy is reviewed."""


def promises(desk: Desk) -> Promises:
    """The promises in force."""
    text = _text(desk)
    found = {name: place.search(text) for name, (place, _most) in _NUMBERS.items()}
    numbers = {name: int(match.group(2)) if match else 0 for name, match in found.items()}
    return Promises(own_promises(desk), promises_confirmed(desk), **numbers)


@writes("settings", "deadline")
def save_promises(desk: Desk, wanted: Promises) -> None:
    """Change the promises; refuses numbers out of bounds."""
    known = text = _text(desk)
    for name, (place, most) in _NUMBERS.items():
        number = getattr(wanted, name)
        _check(number, most, name)
        text = place.sub(rf"\g<1>{number}\g<3>", text, count=1)
    store("own_promises", wanted.counted)
    store("promises_confirmed", wanted.confirmed)
    if text != known:
        _write(desk, text)
    desk.record("promises.changed", "settings", **asdict(wanted))


def _check(number: int, most: int, field: str) -> None:
    if not 1 <= number <= most:
        raise Refusal(N_("Give a number from {least} to {most}."), field=field, least=1, most=most)


def _own(desk: Desk) -> Path:
    return desk.folder / "rules" / "own.toml"


def _text(desk: Desk) -> str:
    path = _own(desk)
    chosen = path if path.is_file() else resource("rules", "own.toml")
    try:
        return chosen.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(N_("The file with your own promises cannot be read.")) from error


def _write(desk: Desk, text: str) -> None:
    """Put the new pack in place only once the loader has accepted it."""
    path = _own(desk)
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        part.write_text(text, "utf-8")
        load_pack(part)
        part.replace(path)
    except OSError as error:
        raise Trouble(N_("The file with your own promises cannot be written.")) from error
    finally:
        part.unlink(missing_ok=True)
    desk.rules = None
