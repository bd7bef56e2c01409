# SPDX-License-Identifier: Apache-2.0
"""Reading a TOML file strictly: every key is known, present and of its type, or a sentence says which is not.

Rule packs and calendars are law as data, written by hand; a misspelt key must never pass silently.
This module knows nothing of what the keys mean.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from desk.domain.values import Both
from desk.errors import N_, Refusal
from desk.paths import read_named

_MISSING = object()


class Table:
    """One table of a strict file; ``place`` names it in the sentences, ``close`` refuses what nobody asked for."""

    def __init__(self, data: object, file: str, place: str) -> None:
        self.file = file
        self.place = place
        if not isinstance(data, dict):
            raise self.fault(N_("{file}, {place}: a table is expected here."))
        self._data: dict[str, Any] = data
        self._asked: set[str] = set()

    def fault(self, msgid: str, **params: object) -> Refusal:
        """The sentence that names the file, the place in it and what is wrong."""
        return Refusal(msgid, field=None, file=self.file, place=self.place, **params)

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def get(self, key: str, default: object = _MISSING) -> Any:  # noqa: ANN401 -- TOML values
        """The raw value; refused when it is missing and no default is given."""
        self._asked.add(key)
        if key in self._data:
            return self._data[key]
        if default is _MISSING:
            raise self.fault(N_("{file}, {place}: the key “{key}” is missing."), key=key)
        return default

    def wrong(self, key: str, expected: str) -> Refusal:
        """The sentence for a value of the wrong type."""
        return self.fault(
            N_("{file}, {place}: the value of “{key}” is not {expected}."),
            key=key,
            expected=Refusal(expected),
        )

    def text(self, key: str, default: object = _MISSING) -> str:
        """A text that is not blank unless blank is the default."""
        value = self.get(key, default)
        if not isinstance(value, str) or not (value.strip() or value == default):
            raise self.wrong(key, N_("a text"))
        return value.strip()

    def matching(self, key: str, pattern: str) -> str:
        """A text of the given shape."""
        value = self.text(key)
        if not re.fullmatch(pattern, value):
            raise self.strange(key, value)
        return value

    def strange(self, key: str, value: object) -> Refusal:
        """The sentence for a value outside its closed list."""
        return self.fault(
            N_("{file}, {place}: “{value}” is not a known value of “{key}”."),
            key=key,
            value=str(value)[:60],
        )

    def choice(self, key: str, allowed: Collection[str], default: object = _MISSING) -> str:
        """One word of a closed list."""
        value = self.text(key, default)
        if value != default and value not in allowed:
            raise self.strange(key, value)
        return value

    def words(self, key: str, default: object = _MISSING) -> tuple[str, ...]:
        """A list of texts without repetition."""
        value = self.get(key, default)
        if not isinstance(value, list | tuple) or not all(
            isinstance(item, str) and item.strip() for item in value
        ):
            raise self.wrong(key, N_("a list of texts"))
        if len(set(value)) < len(value):
            raise self.fault(N_("{file}, {place}: “{key}” names something twice."), key=key)
        return tuple(value)

    def choices(
        self, key: str, allowed: Collection[str], default: object = _MISSING
    ) -> tuple[str, ...]:
        """A list of words of a closed list."""
        found = self.words(key, default)
        for word in found:
            if word not in allowed:
                raise self.strange(key, word)
        return found

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number in its bounds."""
        value = self.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(key, N_("a whole number within its bounds"))
        return value

    def flag(self, key: str) -> bool:
        """Yes or no; absent means no."""
        value = self.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, N_("true or false"))
        return value

    def day(self, key: str, default: date | object | None = _MISSING) -> date | None:
        """A calendar day, or ``None`` where that is the default."""
        value = self.get(key, default)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise self.wrong(key, N_("a date"))

    def sure_day(self, key: str) -> date:
        """A calendar day that must be there."""
        found = self.day(key)
        if found is None:
            raise self.wrong(key, N_("a date"))
        return found

    def iso_day(self, key: str) -> str:
        """A calendar day as ISO text; empty where it is not given."""
        found = self.day(key, None)
        return found.isoformat() if found else ""

    def days(self, key: str) -> tuple[date, ...]:
        """A list of calendar days."""
        value = self.get(key)
        if not isinstance(value, list) or not all(type(item) is date for item in value):
            raise self.wrong(key, N_("a list of dates"))
        return tuple(value)

    def both(self, key: str, default: Both | object = _MISSING) -> Both:
        """A text in Russian and in English, neither blank."""
        value = self.get(key, default)
        if isinstance(value, Both):
            return value
        inner = Table(value, self.file, f"{self.place}, {key}")
        found = Both(ru=inner.text("ru"), en=inner.text("en"))
        inner.close()
        return found

    def table(self, key: str) -> Table:
        """A table inside this one."""
        return Table(self.get(key), self.file, f"{self.place}, {key}")

    def tables(self, key: str, default: object = _MISSING) -> list[Any]:
        """A list of tables, still raw: the reader names each by its id."""
        value = self.get(key, default)
        if not isinstance(value, list | tuple):
            raise self.wrong(key, N_("a list of tables"))
        return list(value)

    def close(self) -> None:
        """Refuse every key nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                raise self._unknown(str(key))

    def _unknown(self, key: str) -> Refusal:
        """The sentence for a key nobody asked for, with the known one it looks like."""
        nearest = get_close_matches(key[:60], sorted(self._asked), 1)
        if not nearest:
            return self.fault(N_("{file}, {place}: the key “{key}” is not known."), key=key[:60])
        return self.fault(
            N_("{file}, {place}: the key “{key}” is not known; “{nearest}” is."),
            key=key[:60],
            nearest=nearest[0],
        )


def read_table(path: Path) -> tuple[Table, bytes]:
    """The top table of a TOML file and its bytes."""
    try:
        content = read_named(path)
    except OSError as error:
        raise Refusal(N_("The file {file} cannot be read."), file=path.name) from error
    return parse_table(content, path.name), content


def parse_table(content: bytes, file: str) -> Table:
    """The top table of the TOML file called ``file``."""
    try:
        data = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refusal(N_("{file} is not written in UTF-8."), file=file) from error
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise _not_toml(file, error) from error
    return Table(data, file, "*")


_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


def _not_toml(file: str, error: Exception) -> Refusal:
    """The sentence for a file the parser gave up on; only the place is the parser's."""
    at = _AT.search(str(error))
    if at is None and "at end of document" in str(error):
        return Refusal(N_("{file} is not a TOML file: check its end."), file=file)
    if at is None:
        return Refusal(N_("{file} is not a TOML file."), file=file)
    return Refusal(
        N_("{file} is not a TOML file: check line {line}, character {column}."),
        file=file,
        line=at[1],
        column=at[2],
    )
