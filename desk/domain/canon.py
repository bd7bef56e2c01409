# SPDX-License-Identifier: Apache-2.0
"""Canonical JSON and its digest: the same data always give the same text, so that hashes can be compared.

Dataclasses become objects, moments are said in UTC, enums by their values, sets in order. What has no
canonical form (a float, bytes) is a fault of the program.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum


def plain(value: object) -> object:
    """The value as JSON knows it; raises ``TypeError`` for what has no canonical form."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    return _many(value)


def plain_record(value: object) -> dict[str, object]:
    """The fields of a dataclass as JSON knows them."""
    found = plain(value)
    assert isinstance(found, dict), "a dataclass"
    return found


def _many(value: object) -> object:
    if isinstance(value, Mapping):
        return {_key(name): plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(each) for each in value), key=_text)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise TypeError("a moment without a time zone has no canonical form")
    return value.astimezone(UTC).isoformat()


def _key(name: object) -> str:
    name = plain(name)
    if not isinstance(name, str):
        raise TypeError(f"{type(name).__name__} is no canonical name")
    return name


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """The canonical JSON text of ``value``."""
    return _text(plain(value))


def digest(value: object) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()
